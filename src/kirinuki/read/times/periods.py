"""Stretches of the calendar: what a year, a fiscal half, a third of a month or an evening spans.

Pure arithmetic. A date that does not exist (2月30日) or lies outside the years 1 to 9999 raises
`ValueError` or `OverflowError`, as `datetime` does; whoever asks decides what that means.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kirinuki.model.reading import Granularity
from kirinuki.model.text import Record, replace
from kirinuki.read.lexicons import rows

_MIDNIGHT = dt.time()
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season, as the Japan Meteorological Agency counts them; winter ends in the next year."""

_HALVES = ("前半", "後半")

Kind = Literal[
    "century", "decade", "fiscal", "year", "months", "month", "span", "week", "days", "day", "part", "clock"
]

"""What a period is made of, for what may count from it: `months` and `days` are parts of a year and of a month."""

_GRAINS: dict[Kind, Granularity] = {
    "century": "century", "decade": "decade", "fiscal": "year", "year": "year", "months": "span", "month": "month",
    "span": "span", "week": "week", "days": "third", "day": "day", "part": "part", "clock": "minute",
}  # fmt: skip


class Period(Record, frozen=True):
    """Half-open stretch of time with its TIMEX3 value. `grain` is the finest unit that was named."""

    start: dt.datetime
    end: dt.datetime
    value: str
    kind: Kind
    grain: Granularity

    @property
    def day(self) -> dt.date:
        return self.start.date()

    @property
    def is_fine(self) -> bool:
        """Whether it is finer than a day."""
        return self.kind in ("part", "clock")

    @property
    def bounds(self) -> tuple[str, str]:
        """ISO 8601: dates where the period is made of whole days, date-times otherwise."""
        if self.is_fine:
            timespec = "seconds" if self.grain == "second" else "minutes"
            return self.start.isoformat(timespec=timespec), self.end.isoformat(timespec=timespec)
        return self.start.date().isoformat(), self.end.date().isoformat()


@dataclass(frozen=True, slots=True)
class Portion:
    """Part of a longer time: days of a month, months of a year, share of anything else (first and last, inclusive)."""

    days: tuple[int, int]
    months: tuple[int, int]
    share: tuple[float, float]


@dataclass(frozen=True, slots=True)
class DayPart:
    """Hours of a day, TIMEX3 code, and the latest hour that a clock time said after the word can mean."""

    start: int
    end: int
    code: str
    latest: int


@cache
def portions() -> dict[str, Portion]:
    def pair(words: str) -> tuple[float, float]:
        first, _, last = words.partition("-")
        return float(first), float(last)

    table = {}
    for word, in_month, in_year, share in rows("portions"):
        (d0, d1), (m0, m1) = pair(in_month), pair(in_year)
        table[word] = Portion((int(d0), int(d1)), (int(m0), int(m1)), pair(share))
    return table


@cache
def day_parts() -> dict[str, DayPart]:
    return {w: DayPart(int(a), int(b), code, int(latest)) for w, a, b, code, latest in rows("day_parts")}


@cache
def eras() -> dict[str, tuple[dt.date, dt.date | None]]:
    """First day of each era and the day after its last, by name and by letter."""
    table = {}
    for name, letter, first, until in rows("eras"):
        bounds = dt.date.fromisoformat(first), dt.date.fromisoformat(until) if until else None
        table[name] = table[letter] = bounds
    return table


def days(first: dt.date, until: dt.date, value: str, kind: Kind, grain: Granularity | None = None) -> Period:
    """Whole days; `grain` where the kind does not tell it."""
    combine = dt.datetime.combine
    return Period(combine(first, _MIDNIGHT), combine(until, _MIDNIGHT), value, kind, grain or _GRAINS[kind])


def months_on(year: int, month: int, by: int) -> tuple[int, int]:
    """Year and month that lie `by` months after the given one."""
    count = year * 12 + month - 1 + by
    return count // 12, count % 12 + 1


def _months(
    year: int, month: int, length: int, value: str, kind: Kind, grain: Granularity | None = None
) -> Period:
    y, m = months_on(year, month, length)
    return days(dt.date(year, month, 1), dt.date(y, m, 1), value, kind, grain)


def century(n: int) -> Period:
    """The n-th century: the 21st is 2001 to 2100."""
    first = dt.date(100 * n - 99, 1, 1)
    return days(first, dt.date(100 * n + 1, 1, 1), f"{n - 1:02d}", "century")


def decade(year: int) -> Period:
    return days(dt.date(year, 1, 1), dt.date(year + 10, 1, 1), f"{year // 10:03d}", "decade")


def year(n: int) -> Period:
    return _months(n, 1, 12, f"{n:04d}", "year")


def era_year(n: int, era: str) -> Period:
    """The part of year `n` that lies in the era; all of it where it lies outside (a 平成33年 that was planned)."""
    whole = year(n)
    first, until = eras()[era]
    start = max(whole.start.date(), first)
    end = min(whole.end.date(), until) if until else whole.end.date()
    return days(start, end, whole.value, "year") if start < end else whole


def era(name: str, until: dt.date) -> Period:
    """All of an era; one that runs on ends at `until`."""
    first, end = eras()[name]
    end = end or until
    return days(first, end, f"{first:%Y}/{end:%Y}", "span")


def fiscal_year(n: int) -> Period:
    """年度: from April."""
    return _months(n, 4, 12, f"FY{n:04d}", "fiscal")


def half(base: Period, n: int) -> Period:
    """上半期 (1) or 下半期 (2) of a year or fiscal year."""
    y, m = months_on(base.day.year, base.day.month, 6 * (n - 1))
    return _months(y, m, 6, f"{base.value}-H{n}", "months", "half")


def quarter(base: Period, n: int) -> Period:
    """The n-th quarter of a year or fiscal year."""
    y, m = months_on(base.day.year, base.day.month, 3 * (n - 1))
    return _months(y, m, 3, f"{base.value}-Q{n}", "months", "quarter")


def season(n: int, code: str) -> Period:
    return _months(n, _SEASONS[code], 3, f"{n:04d}-{code}", "months", "season")


def month(y: int, m: int) -> Period:
    return _months(y, m, 1, f"{y:04d}-{m:02d}", "month")


def closing_term(y: int, m: int) -> Period:
    """2025年3月期: the business year that closes with that month."""
    first_year, first_month = months_on(y, m, -11)
    return _months(first_year, first_month, 12, f"FY{first_year:04d}", "fiscal")


def yearly(y: int, words: str) -> Period:
    """Days that come back every year, `MM-DD/MM-DD`; the end may lie in the next year."""
    first, _, until = words.partition("/")
    start = dt.date.fromisoformat(f"{y:04d}-{first}")
    end = dt.date.fromisoformat(f"{y + (until <= first):04d}-{until}")
    length = (end - start).days
    return days(
        start, end, start.isoformat() if length == 1 else f"{start:%Y-%m}", "day" if length == 1 else "span"
    )


def week(d: dt.date) -> Period:
    """The ISO week (from Monday) that holds `d`."""
    y, w, weekday = d.isocalendar()
    monday = d - dt.timedelta(days=weekday - 1)
    return days(monday, monday + dt.timedelta(days=7), f"{y:04d}-W{w:02d}", "week")


def day(d: dt.date) -> Period:
    return days(d, d + dt.timedelta(days=1), d.isoformat(), "day")


def nth_weekday(base: Period, n: int, weekday: int) -> Period:
    """第n weekday曜 of a month (Monday is 1)."""
    first = base.day
    found = day(first + dt.timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (n - 1)))
    if found.end > base.end:
        raise ValueError("the month has no such weekday")
    return found


def last_weekday(base: Period, weekday: int) -> Period:
    """最後の weekday曜 of a month."""
    last = base.end.date() - dt.timedelta(days=1)
    return day(last - dt.timedelta(days=(last.isoweekday() - weekday) % 7))


def portion(base: Period, word: str) -> Period:
    """上旬, 前半, 末 … of a month, a year, or anything else."""
    if word == "週末":
        saturday = week(base.day).day + dt.timedelta(days=5)
        return days(saturday, saturday + dt.timedelta(days=2), f"{base.value}-WE", "days", "span")
    part = portions()[word]
    if part.share == (0, 1):  # 月内, 年内: anywhere in it
        return base
    if base.kind == "month":
        length = (base.end - base.start).days
        first, last = part.days[0], min(part.days[1], length)
        return days(
            base.day + dt.timedelta(days=min(first, length) - 1),
            base.day + dt.timedelta(days=last),
            base.value,
            "days",
            "day" if part.days[0] == part.days[1] else "span" if word in _HALVES else "third",
        )
    if base.kind in ("year", "fiscal"):
        y, m = months_on(base.day.year, base.day.month, part.months[0] - 1)
        length = part.months[1] - part.months[0] + 1
        return _months(y, m, length, base.value, "months", "half" if word in _HALVES else "span")
    a, b = part.share
    if base.kind in ("decade", "century"):
        first_year, years = base.day.year, base.end.year - base.day.year
        opening, closing = [dt.date(first_year + round(years * share), 1, 1) for share in part.share]
        return days(opening, closing, base.value, "days", "span")
    length = (base.end - base.start).days
    start = base.day + dt.timedelta(days=round(length * a))
    return days(
        start,
        max(start + dt.timedelta(days=1), base.day + dt.timedelta(days=round(length * b))),
        base.value,
        "days",
        "span",
    )


def day_part(d: dt.date, word: str) -> Period:
    part = day_parts()[word]
    start = dt.datetime.combine(d, _MIDNIGHT)
    return Period(
        start + dt.timedelta(hours=part.start),
        start + dt.timedelta(hours=part.end),
        f"{d.isoformat()}{part.code}",
        "part",
        "part",
    )


def clock(d: dt.date, hour: int, minute: int | None = None, second: int | None = None) -> Period:
    """One minute, or one second where it is told, at an hour that may run over midnight (25時 is one o'clock of the next day)."""
    if not (0 <= hour <= 30 and 0 <= (minute or 0) <= 59 and 0 <= (second or 0) <= 59):
        raise ValueError("no such time of day")
    since = dt.timedelta(hours=hour, minutes=minute or 0, seconds=second or 0)
    start = dt.datetime.combine(d, _MIDNIGHT) + since
    value = start.isoformat(timespec="minutes" if second is None else "seconds")
    grain: Granularity = "second" if second is not None else "hour" if minute is None else "minute"
    length = dt.timedelta(minutes=1) if second is None else dt.timedelta(seconds=1)
    return Period(start, start + length, value, "clock", grain)


def shortly_before(moment: Period) -> Period:
    """午後5時前: the half hour that ends there."""
    return replace(moment, start=moment.start - dt.timedelta(minutes=30), end=moment.start)


def all_of_the_hour(moment: Period) -> Period:
    """午後6時台."""
    return replace(moment, end=moment.start + dt.timedelta(hours=1))


def earlier(moment: Period, minutes: int) -> Period:
    """7時15分前: a clock time so many minutes before another."""
    start = moment.start - dt.timedelta(minutes=minutes)
    value = start.isoformat(timespec="minutes")
    return Period(start, start + dt.timedelta(minutes=1), value, "clock", "minute")


def hour_in(word: str | None, hour: int) -> int:
    """The hour of the day that `hour` means after a part of the day: 午後3 is 15, 深夜1 is 25 (of the next day)."""
    if word is None or hour > 12:
        return hour
    part = day_parts()[word]
    for slack in (0, 1):  # 夜の5時半 is said where evening falls early
        for candidate in (hour, hour + 12, hour + 24):
            if part.start - slack <= candidate <= part.latest + slack:
                return candidate
    return hour


def between(first: Period, last: Period) -> Period:
    """From the start of one period to the end of another; a clock time ends it at that very moment."""
    end = last.start if last.kind == "clock" and first.start < last.start else last.end
    if end <= first.start:
        raise ValueError("ends before it starts")
    kind: Kind = "part" if first.is_fine or last.is_fine else last.kind
    value = first.value if first.value == last.value else f"{first.value}/{last.value}"
    return Period(first.start, end, value, kind, _joint_grain(first, last))


def _joint_grain(first: Period, last: Period) -> Granularity:
    """4〜6月期 is a quarter and 4〜9月期 a half; other stretches are no unit of the calendar."""
    if first.kind == last.kind == "month" and first.start.month % 3 == 1:
        length = (last.start.year - first.start.year) * 12 + last.start.month - first.start.month + 1
        if length in (3, 6):
            return "quarter" if length == 3 else "half"
    return "span"
