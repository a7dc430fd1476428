"""Whose clock a time is told by: 日本時間, 現地時間 of a place that is known, 米東部時間, UTC+9.

Offsets come from a table of our own (`lexicon/zones.tsv`) and not from the platform's zone database, so that the same
text reads the same everywhere; a time of which the table leaves the offset open has no zone.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from kirinuki.model.text import Span
from kirinuki.read.lexicons import rows
from kirinuki.read.times.periods import Period

_DAY = dt.timedelta(days=1)


class _Era(NamedTuple):
    """Up to `until` (None: still) clocks stand `minutes` from UTC (None: not told), by a rule of summer time or `-`."""

    until: dt.date | None
    minutes: int | None
    rule: str


Zone = tuple[_Era, ...]

_SUMMERS = {
    "EU": ((3, -1, 0), (10, -1, 0)),
    "US": ((3, 2, 0), (11, 1, 0)),
    "US2006": ((4, 1, 0), (10, -1, 0)),
    "IL": ((3, -1, -2), (10, -1, 0)),
    "AU": ((10, 1, 0), (4, 1, 0)),
    "NZ": ((9, -1, 0), (4, 1, 0)),
}
"""First and last day of summer time: month, which Sunday of it (-1: the last), and days off that Sunday.

EU directive 2000/84/EC; US Energy Policy Act of 2005 and, before it, Uniform Time Act as of 1986; Israel since 2013,
Australia (New South Wales) and New Zealand since 2008."""


_DATELINE = 2000
"""How far back a dateline (【ソウル=…】) is looked for."""

_NAME = r"[一-鿿ァ-ヶーA-Za-z]"
_BEFORE = re.compile(
    rf"(?P<name>{_NAME}{{1,10}}?)時間?(?:\(?(?P<utc>(?:UTC|GMT)\s?[+\-−±]\s?[0-9]{{1,2}})\))?(?:の|で|では|、)?$"
)
"""Before a time: 日本時間, グリニッジ標準時の, 日本時間(UTC+9)では."""

_BEHIND = re.compile(r"(?:ごろ|頃|すぎ|過ぎ|前)?\s?\((?P<inside>[^()\n]{2,40})")
"""Behind a time, in brackets: (現地時間), (UTC+9、以下同), (日本時間30日午前3時)."""

_NAMED = re.compile(
    rf"(?P<name>{_NAME}{{1,10}}?)時間?(?P<pair>の?(?:[0-9]|同|翌|午前|午後|未明|正午|朝|夜))?"
)
_STANDING = re.compile(r"以下、?(?:同|全て|すべて)")
_UTC = re.compile(
    r"(?:UTC|GMT)\s?[+\-−±]\s?[0-9]{1,2}(?::?[0-9]{2})?|(?:UTC|GMT|JST)(?![A-Za-z])|^[+−±\-][0-9]{1,2}"
)
_PLACE_OF = re.compile(r"(?:の首都|[でにはの、首都市州]|近郊|郊外|南部|北部|東部|西部|中部|沖){0,6}$")
"""Between a place and 現地時間 that is its."""


class Zones:
    """Finds the zones of one text's times, asked for in order."""

    def __init__(self, plain: str, sentences: Sequence[Span]) -> None:
        self._text = plain
        self._sentences = sentences
        self._starts = [s.start for s in sentences]
        self._standing: Zone | None = None

    def of(self, start: int, end: int, period: Period) -> str | None:
        """The offset from UTC (+09:00) of the clock by which the words between `start` and `end` tell `period`."""
        text = self._text
        zone: Zone | None = None
        if "時" in text[max(0, start - 4) : start] or ")" in text[max(0, start - 3) : start]:
            zone = self._before(start)
        if zone is None and "(" in text[end : end + 4]:
            zone = self._behind(start, end)
        if zone is None and period.is_fine:
            zone = self._standing
        return None if zone is None else offset(zone, period.day)

    def _before(self, start: int) -> Zone | None:
        found = _BEFORE.search(self._text, max(0, start - 24), start)
        if found is None:
            return None
        return _fixed(found["utc"]) if found["utc"] else self._named(found["name"], found.start())

    def _named(self, name: str, at: int) -> Zone | None:
        """The zone of 〜時間: of the longest name that ends there, or of the place that 現地 is."""
        if name.endswith(("現地", "地元", "当地")):
            return self._local(at)
        zones = _zones()
        return next((zones[name[i:]] for i in range(len(name)) if name[i:] in zones), None)

    def _behind(self, start: int, end: int) -> Zone | None:
        found = _BEHIND.match(self._text, end)
        if found is None:
            return None
        inside = found["inside"]
        fixed, named = _UTC.search(inside), _NAMED.match(inside)
        zone: Zone | None = None
        if named is not None and named["pair"]:  # (日本時間30日): the time itself is the other clock's
            zone = self._local(start)
        elif fixed is not None:
            zone = _fixed(fixed[0])
        elif named is not None:
            zone = self._named(named["name"], start)
        if _STANDING.search(inside):
            self._standing = zone
        return zone

    def _local(self, at: int) -> Zone | None:
        """The zone of 現地: the place right before it, else the only place of its sentence, else the dateline's."""
        text = self._text
        number = bisect_right(self._starts, at) - 1
        bounds = self._sentences[number] if number >= 0 else Span(0, len(text))
        begin, stop = max(bounds.start, at - 200), min(bounds.end, at + 200)
        places = [
            (found.end(), _zones()[found[0]])
            for found in _places().finditer(text, begin, stop)
            if not text.startswith("時間", found.end())
        ]
        near = [zone for end, zone in places if end <= at and _PLACE_OF.match(text, end, at)]
        if near:
            return near[-1]
        told = {zone for _, zone in places}
        if len(told) == 1:
            return places[0][1]
        return None if told else self._dateline(at)

    def _dateline(self, at: int) -> Zone | None:
        text = self._text
        mark = text.rfind("【", max(0, at - _DATELINE), at)
        found = _places().match(text, mark + 1) if mark >= 0 else None
        return _zones()[found[0]] if found is not None else None


def _fixed(words: str) -> Zone | None:
    """UTC+9, GMT-5, JST, a bare UTC."""
    found = re.search(r"([+\-−±])\s?([0-9]{1,2})(?::?([0-9]{2}))?", words)
    if found is None:
        return (_Era(None, 540 if "JST" in words else 0, "-"),)
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return (_Era(None, -minutes if found[1] in "-−" else minutes, "-"),) if minutes <= 14 * 60 else None


def offset(zone: Zone, day: dt.date) -> str | None:
    """The offset from UTC (+09:00) that a zone keeps on a day, None where the table leaves it open."""
    era = next(era for era in zone if era.until is None or day < era.until)
    if era.minutes is None:
        return None
    minutes = era.minutes + (60 if era.rule != "-" and _is_summer(era.rule, day) else 0)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _is_summer(rule: str, day: dt.date) -> bool:
    first, last = (_sunday(day.year, *when) for when in _SUMMERS[rule])
    return first <= day < last if first < last else not last <= day < first


@cache
def _sunday(year: int, month: int, which: int, off: int) -> dt.date:
    if which > 0:
        first = dt.date(year, month, 1)
        return first + (6 - first.weekday()) % 7 * _DAY + 7 * (which - 1) * _DAY + off * _DAY
    last = dt.date(year + month // 12, month % 12 + 1, 1) - _DAY
    return last - (last.weekday() + 1) % 7 * _DAY + off * _DAY


@cache
def _zones() -> dict[str, Zone]:
    """Zones by the names of places and of their times."""
    return {name: parse(offsets) for names, _, offsets in rows("zones") for name in names.split(",")}


def parse(offsets: str) -> Zone:
    """The third column of the table: `2011-03-27 +03:00 EU;2014-10-26 +04:00 -;+03:00 -`."""
    eras = []
    for words in offsets.split(";"):
        *until, offset_, rule = words.split() if not words.endswith("?") else (*words.split(), "-")
        minutes = None if offset_ == "?" else int(offset_[1:3]) * 60 + int(offset_[4:])
        if minutes is not None and offset_[0] == "-":
            minutes = -minutes
        eras.append(_Era(dt.date.fromisoformat(until[0]) if until else None, minutes, rule))
    return tuple(eras)


@cache
def _places() -> re.Pattern[str]:
    """Any place of the table; a name in katakana stands between other characters (タイ, but not in タイトル)."""
    names = sorted((n for n in _zones() if len(n) > 1 and not n.isascii()), key=lambda n: (-len(n), n))
    return re.compile(rf"(?<![ァ-ヶー])(?:{'|'.join(names)})(?![ァ-ヶー])")
