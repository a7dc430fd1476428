"""The times of a text that lie ahead of its telling, in whole days: what falls due is looked up by day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from kirinuki.model.reading import Interval, Reading, Time
from kirinuki.model.text import Span

_AND = re.compile(r"\s?(?:と|や|、|,|・|及び|および|か)\s?")
_THAT_IS = re.compile(r"の?[(（]?|[)）]の?")
_STRETCH = re.compile(r"から|まで|[〜~]")
"""4日から13日まで(6日休館): what brackets take out of a stretch is not the stretch."""
_BETWEEN = 4
"""How far two times that are one to the eye stand apart at most."""

_UP_TO = re.compile(r"(?:末|いっぱい|中|内)?(?:まで|以内)")
"""Behind a time: what it dates may happen from now on."""

_HOUR = r"(?:同|午前|午後)?\s?[0-9０-９]{1,2}(?:[:：][0-9０-９]{2}|時(?:半|[0-9０-９]{1,2}分)?)"
_CLOCK = re.compile(rf"{_HOUR}(?:(?:から|[〜~-]){_HOUR}(?:まで)?)?")
"""A time of day by itself: its day is named elsewhere."""

_FROM_NOW = re.compile(r"(?:向こう|今後|これから)$")
_LENGTH = re.compile(r"P(?:([0-9]{1,4})Y)?(?:([0-9]{1,4})M)?(?:([0-9]{1,4})W)?(?:([0-9]{1,4})D)?")


class Due(NamedTuple):
    """A time that lies ahead, or of which a part does: its words, and its whole days (half-open)."""

    words: Span
    days: Interval


def times_ahead(reading: Reading) -> list[Due]:
    """The times that end after the day of telling, in the order of the text; what has begun counts from that day.

    Times that are one to the eye are one (16日と17日, きょう(15日)), and lengths that begin now are times (向こう3年間).
    """
    text, today = reading.text, reading.published.isoformat()
    times = [
        Due(Span(time.start, time.end), days_of(time))
        for time in reading.times
        if time.type != "SET" and not _CLOCK.fullmatch(time.of(text))
    ]
    joined: list[Due] = []
    for time in sorted((*times, *_terms(reading))):
        if time.days.until <= today:
            continue
        if joined and (both := _joined(text, joined[-1], time)):
            joined[-1] = both
        else:
            joined.append(time)
    return [
        Due(words, Interval(today, days.until))
        if days.from_ < today or _UP_TO.match(text, words.end)
        else Due(words, days)
        for words, days in joined
    ]


def days_of(time: Time) -> Interval:
    """The whole days that a time touches."""
    from_, until = time.from_[:10], time.until[:10]
    if len(time.until) > 10 and (until == from_ or time.until[11:16] != "00:00"):
        until = day_after(until)
    return Interval(from_, until)


def day_after(day: str) -> str:
    """The next day; the day itself at the calendar's end."""
    try:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return day


def _terms(reading: Reading) -> Iterator[Due]:
    """向こう3年間 and 2週間以内: lengths that begin with the telling."""
    text = reading.text
    for length in reading.durations:
        ahead = _FROM_NOW.search(text, max(0, length.start - 3), length.start)
        within = text.endswith("以内", length.start, length.end) or text.startswith("以内", length.end)
        until = _after(reading.published, length.value) if ahead or within else None
        if until is not None:
            words = Span(ahead.start() if ahead else length.start, length.end)
            yield Due(words, Interval(reading.published.isoformat(), until.isoformat()))


def _after(day: dt.date, length: str) -> dt.date | None:
    """The day so long (P3Y, P2M, P2W, P10D) after another; None where the calendar or the form has none."""
    parts = _LENGTH.fullmatch(length)
    if parts is None or not any(parts.groups()):
        return None
    years, months, weeks, days = (int(part or 0) for part in parts.groups())
    month = day.month - 1 + months
    try:
        # From the 28th, which every month has, the days over are counted on.
        moved = dt.date(day.year + years + month // 12, month % 12 + 1, min(day.day, 28))
        return moved + dt.timedelta(days=day.day - moved.day + 7 * weeks + days)
    except (ValueError, OverflowError):
        return None


def _joined(text: str, one: Due, other: Due) -> Due | None:
    """The two as one time; None for two times that are two."""
    if other.words.start - one.words.end > _BETWEEN:
        return None
    between = text[one.words.end : other.words.start]
    closed = between.endswith(("(", "（")) and text.startswith((")", "）"), other.words.end)
    words, a, b = Span(one.words.start, other.words.end + closed), one.days, other.days
    if _THAT_IS.fullmatch(between) and not _STRETCH.search(text, one.words.start, one.words.end):
        if a.from_ <= b.from_ and b.until <= a.until:
            return Due(words, b)
        if b.from_ <= a.from_ and a.until <= b.until:
            return Due(words, a)
    if _AND.fullmatch(between) and a.until <= b.from_:
        return Due(words, Interval(a.from_, b.until))
    return None
