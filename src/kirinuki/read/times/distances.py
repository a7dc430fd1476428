"""Lengths that lead to a place on the calendar: 3年前, 2日後, 数日後, 4時間後."""

from __future__ import annotations

import datetime as dt

from kirinuki.read.times import periods
from kirinuki.read.times.case import DAY
from kirinuki.read.times.lengths import Length
from kirinuki.read.times.periods import Period
from kirinuki.read.times.phrases import FROM_AN_EVENT, FROM_THE_LAST
from kirinuki.read.times.story import Story


def place(length: Length, story: Story) -> tuple[Period, str] | None:
    """Where the distance leads to, counted from the day of telling or the last time but not from some event; and why.

    Vague words (数日後, 2、3年後) give the stretch in which it may lie. None for a length with no such place.
    """
    number, unit = length.amounts[0]
    if length.direction and unit in ("時", "分", "秒"):
        return _within_the_day(length, story)
    by = int(number.low) * length.direction
    if not by or len(length.amounts) > 1 or number.low != abs(by):
        return None
    text, memory = story.text, story.memory
    from_last = FROM_THE_LAST.search(text, max(0, length.start - 4), length.start)
    if not from_last and FROM_AN_EVENT.search(text, max(0, length.start - 2), length.start):
        return None
    last = memory.last if unit in ("年", "月") else memory.day
    if last is None or not (from_last or by > 0):
        telling = story.told(length.start)
        anchor, name = telling.day, telling.name
    else:
        anchor, name = last.day, f"直前の時{last.value}"
    found = _away(anchor, unit, by)
    if found is None:
        return None
    words = text[length.start : length.end]
    most = length.most or number
    if most.high > number.low:
        ends = (found, _away(anchor, unit, int(most.high) * length.direction) or found)
        return periods.between(*ends[:: length.direction]), f"{name}から数えて「{words}」のどこか"
    story.remember(found, None, length.end)
    return found, f"{name}から数えて「{words}」"


def _away(anchor: dt.date, unit: str, by: int) -> Period | None:
    """The year, month, week or day that lies `by` of them from the anchor, None for other units."""
    match unit:
        case "年":
            return periods.year(anchor.year + by)
        case "月":
            return periods.month(*periods.months_on(anchor.year, anchor.month, by))
        case "週":
            return periods.week(anchor + 7 * by * DAY)
        case "日":
            return periods.day(anchor + by * DAY)
    return None


def _within_the_day(length: Length, story: Story) -> tuple[Period, str] | None:
    """4時間後 in a story: some time of its day. What is not over (発車の5分前に集まる) has no place on the calendar."""
    day = story.memory.day
    if day is None or story.tenses.behind(length.end) != "past":
        return None
    return periods.day(day.day), f"直前の日{day.day}のうち(起点の時刻は書かれていない)"
