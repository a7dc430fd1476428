"""From the words of a mention to the stretch of calendar they mean.

News looks back: a bare 30日 written on 2 January is 30 December. What a mention leaves unsaid comes, in this
order, from 同 and 翌, from the sentence's own month, from an earlier mention of the same day or month in the text,
and from the day of telling: backwards, unless the predicate or a word such as 予定 says that it lies ahead.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from kirinuki.read.brackets import QUOTES
from kirinuki.read.times import periods
from kirinuki.read.times.periods import Period
from kirinuki.read.times.phrases import Mention
from kirinuki.read.times.tense import Tenses
from kirinuki.read.times.words import Term

_DAY = dt.timedelta(days=1)
_EARLY = dt.timedelta(days=3)
"""A date this little ahead of the publication is not a year old, whatever the words say: clocks differ in the world."""

_A_YEAR_OFF = dt.timedelta(days=300)
"""A date this far ahead would be named with its year."""

_A_MONTH = dt.timedelta(days=31)

_WITHIN_A_DAY = ("day", "part", "clock")

_LISTED = ("と", "や", "、", "・", "及び", "および", "、同", "か", "から")
"""With only one of these between two months they belong to one list, and so to one year."""

_COMMA = re.compile(r"(?:ごろ|頃)?に?、")
"""Behind a day that dates the clauses that follow."""

_MEETING = re.compile(r"の[^、。「」]{0,8}(?:会見|講演|演説|会合|答弁|取材|インタビュー)")
"""Behind a month: quotes that follow were said in it (昨年12月の会見では「来春は…」)."""

_OBJECT = ("ことを", "ことが", "のを")
"""Before a day these end the clause that the month in force belongs to (2月に別れたことを21日に発表した)."""

_CLAUSE = 40
"""How many characters a year is carried on to the next clause (昨年4月に発売し、5月に終えた)."""


@dataclass(slots=True)
class Memory:
    """What the text has named so far.

    `last` is the last time named, `day` the last one as short as a few days, `end` where its words end; `days` and
    `years` tell which date a day's number and which year a month last meant; `month` is the last year, month and
    the sentence they stood in. `story` is the last day that a clause of its own named (社長は4日、…), which dates
    what the text reports, whatever other days it mentions.
    """

    last: Period | None = None
    day: Period | None = None
    end: int = 0
    days: dict[int, dt.date] = field(default_factory=dict)
    years: dict[int, int] = field(default_factory=dict)
    month: tuple[int, int, int] | None = None
    story: dt.date | None = None


class Reckoner:
    """Resolves the mentions of one text, in order. `published` is the day the text was told.

    `pairs` are the text's brackets, opening to closing.
    """

    def __init__(self, plain: str, tenses: Tenses, published: dt.date, pairs: dict[int, int]) -> None:
        self.text = plain
        self.pairs = pairs
        self.tenses = tenses
        self.published = published
        self.memory = Memory()

    def reckon(self, mention: Mention, after: Period | None = None) -> tuple[Period, str]:
        """The period meant and, in Japanese, why. `after` is the start of the stretch that the mention ends.

        Remembers what it found, but for recurring times. Raises `ValueError` or `OverflowError` where the
        words name no possible time.
        """
        period, why = _Case(self, mention, after).solve()
        if mention.every is None:
            self.remember(period, mention)
        return period, why

    def remember(self, period: Period, mention: Mention | None, end: int = 0) -> None:
        """Makes `period` the last time named; `end` is where its words end, by default where the mention does."""
        memory, day = self.memory, period.day
        if mention is not None:
            if _looks_back(mention):
                return
            end = mention.end
            if period.kind in _WITHIN_A_DAY and day <= self.published and _COMMA.match(self.text, end):
                memory.story = day
        memory.last, memory.end = period, end
        if period.kind in ("days", *_WITHIN_A_DAY):
            memory.day = period
        if period.kind in _WITHIN_A_DAY:
            memory.days[day.day] = day
        if mention is not None and ("month" in mention.terms or "span" in mention.terms):
            memory.month = day.year, day.month, self.tenses.sentence(mention.start)
            year = mention.terms.get("year")
            if (
                year is None or year.anchor != "named"
            ):  # 2005年12月 says nothing of the year of a later bare 12月
                memory.years[day.month] = day.year

    def told(self, index: int) -> dt.date:
        """The day from which words at `index` count: the publication, or in a quote the day it was said."""
        memory = self.memory
        if memory.last is None:
            return self.published
        meeting = memory.last.kind == "month" and _MEETING.match(self.text, memory.end)
        if memory.last.kind not in _WITHIN_A_DAY and not meeting:
            return self.published
        starts, ends = self._quotes
        found = bisect_right(starts, index) - 1
        if found < 0 or index >= ends[found]:
            return self.published
        said_before = memory.end <= starts[found] and memory.last.day <= self.published
        same_sentence = self.tenses.sentence(memory.end) == self.tenses.sentence(starts[found])
        return memory.last.day if said_before and same_sentence else self.published

    @cached_property
    def _quotes(self) -> tuple[list[int], list[int]]:
        """Starts and ends of the outermost quotes."""
        starts: list[int] = []
        ends: list[int] = []
        for start, end in sorted(self.pairs.items()):
            if self.text[start] in QUOTES and (not ends or start >= ends[-1]):
                starts.append(start)
                ends.append(end)
        return starts, ends


class _Case:
    """One mention being resolved, term by term, from coarse to fine."""

    def __init__(self, reckoner: Reckoner, mention: Mention, after: Period | None) -> None:
        self._text = reckoner.text
        self._tenses = reckoner.tenses
        self._published = reckoner.published
        self._memory = reckoner.memory
        self._mention = mention
        self._terms = mention.terms
        self._after = after
        self._told = reckoner.told(mention.start)
        self._found: Period | None = None
        self._why = "書かれたとおり"
        self._looks: int | None = None  # -1 or 1 where the month was looked for backwards or forwards

    def solve(self) -> tuple[Period, str]:
        for term in self._terms.values():
            found = self._step(term)
            if found is not None:
                self._found = found
        if self._found is None:
            raise ValueError("no time was named")
        return self._found, self._why

    def _step(self, term: Term) -> Period | None:
        """What is known when `term` has been taken in; None where it adds nothing."""
        if term.anchor == "told":
            self._why = f"{self._told}から数えて{self._words}"
        elif term.anchor == "last":
            self._why = (
                f"直前の{self._memory.last.value if self._memory.last else self._told}から数えて{self._words}"
            )
        match term.unit:
            case "century":
                return periods.century(int(term.value))
            case "decade":
                return periods.decade(self._full_year(int(term.value)))
            case "era" if len(self._terms) == 1:
                return periods.era(str(term.value), self._told + _DAY)
            case "year":
                return self._year(term)
            case "fiscal":
                return periods.fiscal_year(self._counted(term, _fiscal(self._anchor(term))))
            case "half":
                return periods.half(self._found or self._this_year(), int(term.value))
            case "quarter":
                return periods.quarter(self._found or self._this_year(), int(term.value))
            case "month" if term.anchor != "named":
                anchor = self._anchor(term)
                return periods.month(*periods.months_on(anchor.year, anchor.month, int(term.value)))
            case "month":
                return self._month(term)
            case "season" | "span" | "closing":
                return self._yearly(term)
            case "week":
                return periods.week(self._anchor(term) + 7 * int(term.value) * _DAY)
            case "monday":
                return self._monday()
            case "portion":
                return periods.portion(self._found or self._whole(), str(term.value))
            case "day":
                return self._day(term)
            case "weekday":
                return self._weekday(int(term.value))
            case "part":
                return periods.day_part(self._day_in_force(), str(term.value))
            case "hour":
                return self._hour(int(term.value))
            case "minute" if "hour" not in self._terms:
                return self._minute(int(term.value))
            case "clock":
                hour, minute, *second = map(int, str(term.value).split(":"))
                return self._clock(hour, minute, second[0] if second else None)
        return None

    # -- what terms count from

    @property
    def _words(self) -> str:
        return self._text[self._mention.start : self._mention.end]

    @property
    def _tense_ahead(self) -> bool:
        tenses, mention = self._tenses, self._mention
        return (tenses.before(mention.start) or tenses.behind(mention.end)) == "ahead"

    def _ahead(self, period: Period) -> bool:
        """Whether the words say that `period` lies ahead; what holds the day of publication does not."""
        return not period.start.date() <= self._published < period.end.date() and self._tense_ahead

    def _anchor(self, term: Term) -> dt.date:
        memory, sentence = self._memory, self._tenses.sentence
        if term.anchor != "last" or memory.last is None:
            return self._told
        # 同月 goes back to the day of the story, past a day that a sentence further up mentions.
        away = sentence(self._mention.start) - sentence(memory.end)
        days = term.unit == "month" and memory.last.kind in ("days", *_WITHIN_A_DAY)
        return memory.story if memory.story and days and away > 1 else memory.last.day

    def _counted(self, term: Term, anchor: int) -> int:
        return self._full_year(int(term.value)) if term.anchor == "named" else anchor + int(term.value)

    def _full_year(self, n: int) -> int:
        """98年 is 1998 and 24年 2024: a year of two digits lies at most ten years ahead, unless the words say so."""
        if n >= 100:
            return n
        full = self._told.year // 100 * 100 + n
        return full - 100 if full > self._told.year + 10 and not self._tense_ahead else full

    def _this_year(self) -> Period:
        self._why = f"{self._told}の年"
        return periods.year(self._told.year)

    def _whole(self) -> Period:
        """What the 中旬 of 11月上旬から中旬 is a part of: the month, or the year, that the stretch began in."""
        if self._after is None:
            raise ValueError("a part of what?")
        start = self._after.start
        return (
            periods.month(start.year, start.month) if self._after.kind == "days" else periods.year(start.year)
        )

    # -- years and what comes back in them

    def _year(self, term: Term) -> Period:
        number = self._counted(term, self._anchor(term).year)
        era = self._terms.get("era")
        return periods.year(number) if era is None else periods.era_year(number, str(era.value))

    def _month(self, term: Term) -> Period:
        """A month by its name, in the year that is meant."""
        month, memory, told = int(term.value), self._memory, self._told
        if self._found is not None:
            return periods.month(self._found.start.year, month)
        if self._after is not None:
            return periods.month(self._after.start.year + (month < self._after.start.month), month)
        if self._mention.near and memory.last is not None:
            self._why = f"直前の{memory.last.value}と同じ年"
            return periods.month(memory.last.start.year, month)
        if self._is_listed() and memory.last is not None:
            self._why = f"並べられた{memory.last.value}に続く"
            listed = periods.month(memory.last.start.year + (month < memory.last.start.month), month)
            # 10月6日、9月に買った…: what is over lies in no year to come
            past = memory.last.day <= told < listed.day and not self._tense_ahead
            return periods.month(memory.last.start.year, month) if past else listed
        carried = self._carried_year(month)
        if carried is not None:
            self._why = f"同じ文の{carried}年"
            return periods.month(carried, month)
        if month in memory.years:
            self._why = f"本文で先に言われた{memory.years[month]}年の{month}月"
            return periods.month(memory.years[month], month)
        ahead = periods.month(told.year + (month < told.month), month)
        if ahead.day - told < _A_YEAR_OFF and self._ahead(ahead):
            self._why, self._looks = f"{told}から見て次の{self._words}", 1
            return ahead
        self._why, self._looks = f"{told}から見て直近の{self._words}", -1
        return periods.month(told.year - (month > told.month), month)

    def _is_listed(self) -> bool:
        """Whether only a conjunction stands between this and the last time (2019年4月2日と5月9日)."""
        memory = self._memory
        if memory.last is None or memory.last.kind in ("century", "decade", "fiscal", "year"):
            return False
        gap = self._mention.start - memory.end
        return 0 < gap <= 3 and self._text[memory.end : self._mention.start] in _LISTED

    def _carried_year(self, month: int) -> int | None:
        """昨年4月に発売し、5月に終えた: the year goes on in the next clause while that keeps the order and the past."""
        memory, start = self._memory, self._mention.start
        if (
            memory.month is None
            or memory.month[2] != self._tenses.sentence(start)
            or start - memory.end > _CLAUSE
        ):
            return None
        year = memory.month[0] + (month < memory.month[1])
        same_clause = "、" not in self._text[memory.end : start]
        if year < self._told.year - 1 or (same_clause and year < self._told.year):
            return None
        return year if (year, month) <= (self._told.year, self._told.month) else None

    def _yearly(self, term: Term) -> Period:
        """A season, 年末 and its like, or a business year by its last month, in the year that is meant."""
        told, words = self._told, self._words

        def at(year: int) -> Period:
            if term.unit == "season":
                return periods.season(year, str(term.value))
            if term.unit == "span":
                return periods.yearly(year, str(term.value))
            return periods.closing_term(year, int(term.value))

        if self._found is not None:
            return at(self._found.start.year)
        if self._after is not None:
            year = self._after.start.year
            return at(year) if at(year).end > self._after.start else at(year + 1)
        around = [at(year) for year in (told.year - 1, told.year, told.year + 1)]
        nearest = min(around, key=lambda p: _distance(p, told))
        if term.unit == "span" and nearest.end.date() <= told and self._tense_ahead:
            self._why = f"{told}から見て次の{words}"
            return next(p for p in around if p.start.date() > told)
        if term.unit == "span":
            self._why = f"{told}に最も近い{words}"
            return nearest
        if _distance(nearest, told) and self._ahead(nearest):
            self._why = f"{told}から見て次の{words}"
            return next(p for p in around if p.start.date() > told)
        self._why = f"{told}から見て直近の{words}"
        return [p for p in around if p.start.date() <= told][-1]

    # -- weeks and days

    def _monday(self) -> Period:
        """週明け: the Monday ahead, or on the first days of a week that of this week, where the words tell the past."""
        told = self._told
        monday = periods.week(told).day
        behind = told.isoweekday() <= 3 and self._tenses.behind(self._mention.end) == "past"
        if told != monday and not behind:
            monday += 7 * _DAY
        return periods.days(monday, monday + _DAY, monday.isoformat(), "week")

    def _day(self, term: Term) -> Period:
        value, memory = int(term.value), self._memory
        if term.anchor == "told":
            return periods.day(self._told + value * _DAY)
        if term.anchor == "last":
            return periods.day(self._last_day(value) + value * _DAY)
        if self._found is not None:
            if self._found.kind == "week":
                return periods.day(_day_near(self._found, value))
            return self._day_of_month(self._found, value)
        if self._after is not None:
            start = self._after.start
            return periods.day(dt.date(*periods.months_on(start.year, start.month, value < start.day), value))
        if self._mention.near and memory.last is not None:
            self._why, last = f"直前の{memory.last.value}と同じ月", memory.last.day
            return periods.day(dt.date(*periods.months_on(last.year, last.month, value < last.day), value))
        return periods.day(self._bare_day(value))

    def _last_day(self, by: int) -> dt.date:
        """翌日 counts from the last day of a longer time, 同日 and 前日 from its first; 同日 that dates a report
        (社長は同日、…) is the day of the story."""
        story = self._memory.story
        if story is not None and by == 0 and (self._is_topic() or self._sets_apart()):
            self._why = f"記事の{story}と同じ日"
            return story
        last = self._memory.day
        day = self._told if last is None else last.day
        if last is not None and by > 0 and last.kind == "days":
            day = (last.end - _DAY).date()
        self._why = f"直前の{day}から数えて{self._words}"
        return day

    def _day_of_month(self, month: Period, day: int) -> Period:
        """A day beside its month. Where the month was looked for, so is the day: 12月31日 written on 30 December
        was a year ago unless the words say that it lies ahead, and a 29 February lies in a leap year."""
        y, m = month.day.year, month.day.month
        if self._looks is not None and (m, day) == (2, 29):
            y = next(year for year in range(y, y - 9, -1) if _is_leap(year))
        found = dt.date(y, m, day)
        if self._looks == -1 and found - self._told > _EARLY and not self._ahead(periods.day(found)):
            found = found.replace(year=y - 1)
        elif self._looks == 1 and self._told - found > _EARLY:
            later = found.replace(year=y + 1)
            found = later if later - self._told < _A_YEAR_OFF else found
        return periods.day(found)

    def _bare_day(self, day: int) -> dt.date:
        """A day without its month."""
        memory, told = self._memory, self._told
        force = None if self._is_topic() or self._closes_a_clause() else memory.month
        if force is not None and force[2] == self._tenses.sentence(self._mention.start):
            y, m, _ = force
            if (
                memory.last is not None
                and memory.last.kind in _WITHIN_A_DAY
                and memory.last.day.day - day > 15
            ):
                y, m = periods.months_on(y, m, 1)  # 28日に始まり、3日に終わった
            found = dt.date(y, m, day)
            if found - told <= _EARLY or self._tenses.behind(self._mention.end) != "past":
                self._why = f"同じ文の{force[0]}年{force[1]}月"
                return found
        known = memory.days.get(day)
        if known is not None and (force is not None or memory.month is None or abs(known - told) <= _A_MONTH):
            self._why = f"本文で先に言われた{known.month}月の{day}日"
            return known
        if told.day == day:
            self._why = f"{told}の当日"
            return told
        back, ahead = _nearest(told, day, -1), _nearest(told, day, 1)
        if self._is_next(back, ahead):
            self._why = f"{told}から見て次の{day}日"
            return ahead
        if force is not None and self._in_paragraph() and (told - back).days > 3:
            y, m, _ = force
            if day <= (periods.month(y, m).end - _DAY).day:
                self._why = f"段落で先に言われた{y}年{m}月"
                return dt.date(y, m, day)
        self._why = f"{told}から見て直近の{day}日"
        return back

    def _is_topic(self) -> bool:
        """Whether the day dates the whole report (大臣は13日、…と述べた), whatever else its sentence mentions."""
        return self._text.startswith("、", self._mention.end) and self._text.endswith(
            "は", 0, self._mention.start
        )

    def _sets_apart(self) -> bool:
        """30日に見せるとした映像を、この日も見せなかった: not the day that the sentence mentions."""
        sentence, mention = self._tenses.sentence, self._mention
        here = self._words == "この日" and self._text.startswith("も", mention.end)
        return here and sentence(self._memory.end) == sentence(mention.start)

    def _closes_a_clause(self) -> bool:
        return self._text.endswith(_OBJECT, 0, self._mention.start)

    def _is_next(self, back: dt.date, ahead: dt.date) -> bool:
        """Whether a bare day means the next rather than the last one of its number."""
        past, future = (self._told - back).days, (ahead - self._told).days
        if past <= 2 or future <= 1:
            return past > 2
        tense = self._tenses.behind(self._mention.end)
        if tense is None:
            return future < past  # a headline without a predicate: the nearer one
        return tense == "ahead" and (ahead.month == self._told.month or future <= 10)

    def _in_paragraph(self) -> bool:
        """Whether the last time was named in this paragraph (and not far away)."""
        return (
            self._text.find("\n", max(self._memory.end, self._mention.start - 500), self._mention.start) < 0
        )

    def _weekday(self, value: int) -> Period:
        """A day of the week; in `value` the tens count which one of the month it is (第2月曜 is 21)."""
        nth, weekday = divmod(value, 10)
        found, told = self._found, self._told
        if found is not None and found.kind in _WITHIN_A_DAY:
            return found  # 10日(火) says nothing new
        if nth:
            month = found or (periods.month(told.year, told.month) if self._mention.every == "月" else None)
            if month is None or month.kind != "month":
                raise ValueError("which month?")
            return periods.nth_weekday(month, nth, weekday)
        if found is not None:
            if found.kind != "week":
                raise ValueError("a weekday of what?")
            return periods.day(found.day + (weekday - 1) * _DAY)
        if self._after is not None:
            return periods.day(self._after.day + (weekday - self._after.day.isoweekday()) % 7 * _DAY)
        back = told - (told.isoweekday() - weekday) % 7 * _DAY
        if back != told and self._tense_ahead:
            self._why = f"{told}から見て次の{self._words}"
            return periods.day(back + 7 * _DAY)
        self._why = f"{told}から見て直近の{self._words}"
        return periods.day(back)

    # -- within a day

    def _day_in_force(self) -> dt.date:
        """The day that a part of a day or a clock time lies on when none is named beside it."""
        if self._found is not None:
            if self._found.kind not in _WITHIN_A_DAY:
                raise ValueError("which day?")
            return self._found.day
        if self._after is not None:
            return self._after.day
        if self._memory.day is not None and self._memory.day.day > self._published and self._is_past():
            day = self._memory.story or self._told
            self._why = f"過ぎたことなので{day}"
            return day
        if self._memory.day is not None and self._mention.every is None:
            self._why = f"直前に言われた{self._memory.day.day}"
            return self._memory.day.day
        self._why = f"{self._told}の当日"
        return self._told

    def _is_past(self) -> bool:
        return self._tenses.behind(self._mention.end) == "past"

    def _hour(self, hour: int) -> Period:
        minute = self._terms.get("minute")
        second = self._terms.get("second")
        return self._clock(hour, int(minute.value) if minute else 0, int(second.value) if second else None)

    def _clock(self, hour: int, minute: int, second: int | None) -> Period:
        day = self._day_in_force()
        part = self._terms.get("part")
        hour = periods.hour_in(str(part.value) if part else self._half_of_day(hour, minute), hour)
        found = periods.clock(day, hour, minute, second)
        bare = next(iter(self._terms)) in ("part", "hour", "clock")
        if self._after is not None and bare and found.end <= self._after.start:
            found = periods.clock(day + _DAY, hour, minute, second)  # 午後11時から午前1時
        return found

    def _half_of_day(self, hour: int, minute: int) -> str | None:
        """午後 where the earlier hour tells it: 午後1時から3時, 午前11時から3時, 午後2時(日本時間同9時)."""
        first = self._after or (self._memory.last if self._mention.near else None)
        if first is None or first.kind != "clock" or hour >= 12:
            return None
        if self._after is None:
            return "午後" if first.start.hour >= 12 else None
        begun = first.start.hour, first.start.minute
        another_day = self._found is not None and self._found.day != first.day
        return "午後" if (hour, minute) <= begun < (hour + 12, minute) and not another_day else None

    def _minute(self, minute: int) -> Period:
        """同13分: a minute of the hour named last."""
        last = self._memory.last
        if last is None or last.kind != "clock":
            raise ValueError("which hour?")
        self._why = f"直前の{last.value}と同じ時"
        return periods.clock(last.day, last.start.hour, minute)


def _looks_back(mention: Mention) -> bool:
    """Whether it is a bare 前日, which looks back from the day of the story and does not move it."""
    day = mention.terms.get("day")
    return day is not None and len(mention.terms) == 1 and day.anchor == "last" and int(day.value) < 0


def _fiscal(day: dt.date) -> int:
    return day.year - (day.month < 4)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _distance(period: Period, day: dt.date) -> int:
    """Days between the two, 0 where the period holds the day."""
    if day < period.start.date():
        return (period.start.date() - day).days
    return max(0, (day - period.end.date()).days + 1)


def _day_near(week: Period, day: int) -> dt.date:
    """The day of that number in a week (来週20日), or the nearest one to its middle where the week has none."""
    middle = week.day + 3 * _DAY
    around = (middle + n * _DAY for n in range(-16, 17))
    return min((d for d in around if d.day == day), key=lambda d: abs(d - middle))


def _nearest(told: dt.date, day: int, way: int) -> dt.date:
    """The nearest day of that number, `told` included, backwards (-1) or forwards (1)."""
    for by in range(0, 3 * way, way):
        y, m = periods.months_on(told.year, told.month, by)
        if day <= (periods.month(y, m).end - _DAY).day and (dt.date(y, m, day) - told).days * way >= 0:
            return dt.date(y, m, day)
    raise ValueError(f"no day {day}")
