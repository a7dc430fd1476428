"""How dates, outlets and relations are worded for a Japanese reader."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kirinuki.model.article import NO_OUTLET
from kirinuki.model.chronicle import OutcomeKind
from kirinuki.model.digest import Source
from kirinuki.model.origins import Credit
from kirinuki.model.reading import Stance
from kirinuki.model.weaving import ChangeKind, Relation

RELATIONS: Mapping[Relation, str] = {
    "same": "同文",
    "reworded": "言い換え",
    "extended": "加筆",
    "shortened": "短縮",
    "updated": "更新",
}

STANCES: Mapping[Stance, str] = {
    "said": "述べた",
    "claimed": "主張",
    "admitted": "認めた",
    "denied": "否定",
    "announced": "発表",
    "demanded": "要求",
    "warned": "警告",
    "guessed": "推測",
}

HEDGES: Mapping[str, str] = {"hearsay": "伝聞", "inference": "推量"}

CHANGES: Mapping[ChangeKind, str] = {
    "unchanged": "同文",
    "noise": "体裁",
    "damaged": "傷",
    "reworded": "言い換え",
    "extended": "加筆",
    "shortened": "短縮",
    "updated": "更新",
    "corrected": "訂正",
    "new": "新規",
    "dropped": "削除",
}

OUTCOMES: Mapping[OutcomeKind, str] = {
    "happened": "実現",
    "postponed": "延期",
    "cancelled": "中止",
    "unknown": "不明",
}

GRAVEST: Sequence[str] = ("訂正", "削除", "更新", "短縮", "加筆", "新規", "言い換え")
"""The edits in the order in which a reader wants to hear of them."""

_WEEKDAYS = "月火水木金土日"
_CLAUSE_ENDS = re.compile(r"[、。，．！？」』]")
_HEADING = 30
"""A heading made from first words is cut at the last clause end before this many characters."""

_CONTROLS = [c for c in (*range(0x20), *range(0x7F, 0xA0)) if chr(c) not in "\t\n\x85"]
_REORDERING = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
"""Embeddings, overrides and isolates: they reorder what stands around the word that brings them."""
_ILLEGIBLE = dict.fromkeys((*_CONTROLS, *_REORDERING), 0xFFFD)

HOLDINGS: Mapping[str, str] = {
    "captures": "取り込み",
    "articles": "記事",
    "revisions": "改稿を含む版",
    "outlets": "報道機関",
    "repeats": "繰り返し",
    "statements": "発言",
    "gone": "なくなった記事",
    "feeds": "見張るフィード",
    "watched": "見直すページ",
    "problems": "問題",
}
"""What an archive holds, in the order in which it is told."""

PAGE_FIELDS: Mapping[str, str] = {
    "article": "記事",
    "title": "題",
    "published": "公表日時",
    "authors": "筆者",
    "section": "面",
    "body": "本文の長さ",
}
"""What is looked for on the page of an article."""


def legible(words: str) -> str:
    """`words` as they may be shown: control and reordering characters become U+FFFD, one for one."""
    return words.translate(_ILLEGIBLE)


def day(date: dt.date) -> str:
    """2022年12月30日（金）"""
    return f"{plain_day(date)}（{_WEEKDAYS[date.weekday()]}）"


def plain_day(date: dt.date) -> str:
    """2022年12月30日"""
    return f"{date.year}年{date.month}月{date.day}日"


def period(from_: dt.date, until: dt.date) -> str:
    """The days from `from_` until `until` (half-open): one day, or 2022年12月29日（木）— 31日（土）"""
    last = until - dt.timedelta(days=1)
    if last <= from_:
        return day(from_)
    end = day(last)
    if last.year == from_.year:
        end = end.removeprefix(f"{last.year}年")
        if last.month == from_.month:
            end = end.removeprefix(f"{last.month}月")
    return f"{day(from_)}— {end}"


def interval(from_: str, until: str) -> str:
    """A resolved time in words, as short as its bounds allow: 2022年, 2022年12月, 2022年12月29日〜30日."""
    bounds = _moments(from_, until)
    if bounds is None:
        return from_ if from_ == until else f"{from_}〜{until}"
    start, end = bounds
    if len(from_) > 10 or len(until) > 10:
        return _clock_interval(start, end)
    first, last = start.date(), end.date() - dt.timedelta(days=1)
    if first >= last:
        return plain_day(first)
    if _whole_years(first, last):
        years = f"{first.year}年"
        return years if first.year == last.year else f"{years}〜{last.year}年"
    if _whole_months(first, last):
        months = f"{first.year}年{first.month}月"
        if (first.year, first.month) == (last.year, last.month):
            return months
        return f"{months}〜" + (
            f"{last.month}月" if first.year == last.year else f"{last.year}年{last.month}月"
        )
    if first.year != last.year:
        return f"{plain_day(first)}〜{plain_day(last)}"
    end_words = f"{last.day}日" if first.month == last.month else f"{last.month}月{last.day}日"
    return f"{plain_day(first)}〜{end_words}"


def machine_time(from_: str, until: str) -> str:
    """The same for HTML's `datetime`, which knows years, months, days and moments: the whole, else its beginning.

    Empty where the bounds are no times.
    """
    bounds = _moments(from_, until)
    if bounds is None:
        return ""
    if len(from_) > 10 or len(until) > 10:
        return from_
    first, last = bounds[0].date(), bounds[1].date() - dt.timedelta(days=1)
    if first < last and first.year == last.year:
        if _whole_years(first, last):
            return f"{first.year:04}"
        if first.month == last.month and _whole_months(first, last):
            return f"{first.year:04}-{first.month:02}"
    return from_


def _moments(from_: str, until: str) -> tuple[dt.datetime, dt.datetime] | None:
    try:
        return dt.datetime.fromisoformat(from_), dt.datetime.fromisoformat(until)
    except ValueError:
        return None


def _clock_interval(start: dt.datetime, end: dt.datetime) -> str:
    begin = f"{plain_day(start.date())}{start:%H:%M}"
    if (end - start).total_seconds() <= 60:
        return begin
    return (
        f"{begin}〜{end:%H:%M}"
        if start.date() == end.date()
        else f"{begin}〜{plain_day(end.date())}{end:%H:%M}"
    )


def _whole_years(first: dt.date, last: dt.date) -> bool:
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def _whole_months(first: dt.date, last: dt.date) -> bool:
    return first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]


def moment(at: str) -> str:
    """2022年12月30日（金）18:30 for an ISO 8601 string, as precisely as it is given; empty for anything else."""
    try:
        when = dt.datetime.fromisoformat(at)
    except ValueError:
        return ""
    return day(when.date()) + (f"{when:%H:%M}" if len(at) > 10 else "")


def published_clock(source: Source) -> str | None:
    """18:30, where the outlet gave it and it is of the day the report is filed under."""
    if source.published_at is None or len(source.published_at) <= 10:
        return None
    try:
        moment = dt.datetime.fromisoformat(source.published_at)
    except ValueError:
        return None
    return f"{moment:%H:%M}" if moment.date() == source.published else None


def outlet(source: Source) -> str:
    """The outlet's name, 不明 where it is not known."""
    return legible(source.outlet.strip()) or NO_OUTLET


def heading(source: Source, text: str) -> str:
    """A report's title on one line, the first words of its text where it has none."""
    return legible(" ".join((source.title or "").split()) or first_words(text))


def first_words(text: str) -> str:
    """A heading made from the beginning of `text`, cut at the end of a clause where one is near."""
    line = " ".join(text.split("\n", 1)[0].split())
    if len(line) <= _HEADING:
        return line.rstrip("。")
    ends = [m.start() for m in _CLAUSE_ENDS.finditer(line, _HEADING // 3, _HEADING)]
    return line[: ends[-1] if ends else _HEADING] + "…"


def count(number: int) -> str:
    """5,210"""
    return f"{number:,}"


@dataclass(frozen=True, slots=True)
class Words:
    """A language of the interface: how it says what is written here in Japanese, and how it words times.

    `translate` gives a string of the catalogue; the others word what the functions of this module do.
    """

    translate: Callable[[str], str] = str
    day: Callable[[dt.date], str] = day
    period: Callable[[dt.date, dt.date], str] = period
    interval: Callable[[str, str], str] = interval
    moment: Callable[[str], str] = moment

    def say(self, words: str, **values: object) -> str:
        """`words` in this language, with `values` at their %(names)s."""
        said = self.translate(words)
        return said % values if values else said

    def published(self, source: Source) -> str:
        """When a report came out, as precisely as its outlet gave it: 2022年12月30日（金）18:30"""
        if published_clock(source) and source.published_at:
            return self.moment(source.published_at)
        return self.day(source.published)

    def credit(self, credit: Credit) -> str:
        """共同通信の配信, AFP通信の配信（時事通信経由）"""
        if credit.via:
            return legible(self.say("%(agency)sの配信（%(via)s経由）", agency=credit.agency, via=credit.via))
        return legible(self.say("%(agency)sの配信", agency=credit.agency))

    def rests(self, articles: int, independent: int) -> str:
        """記事3・独立2"""
        return self.say(
            "記事%(articles)s・独立%(independent)s", articles=count(articles), independent=count(independent)
        )


JAPANESE = Words()
