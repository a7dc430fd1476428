"""Lengths that lead to a place on the calendar: 3年前, 2日後, 数日後, 4時間後."""

from __future__ import annotations

import datetime as dt
import re

from kirinuki.read.times import periods
from kirinuki.read.times.case import DAY
from kirinuki.read.times.lengths import Length
from kirinuki.read.times.periods import Period
from kirinuki.read.times.phrases import FROM_AN_EVENT, FROM_THE_LAST
from kirinuki.read.times.story import Story

_UNTIL_IT = re.compile(r"(?:[一-鿿]|[うくすまわれせけえべめげち])[うくぐすつぬぶむる]$")
"""A verb right before 2年前: it counts from what the verb tells, which has no date."""
_FROM_NOW = re.compile(r"(?:今|いま|現在|現時点)から$")


def place(length: Length, story: Story) -> tuple[Period, str] | None:
    """Where the distance leads to, counted from the day of telling or the last time but not from some event; and why.

    Vague words (数日後, 2、3年後) give the stretch in which it may lie. None for a length with no such place.
    """
    number, unit = length.amounts[0]
    if length.direction and unit in ("時", "分", "秒"):
        return _within_the_day(length, story)
    by = int(number.low) * length.direction
    if not by or number.low != abs(by):
        return None
    text, memory = story.text, story.memory
    now = _FROM_NOW.search(text, max(0, length.start - 5), length.start)
    from_last = _from_time(length, story) or FROM_THE_LAST.search(
        text, max(0, length.start - 4), length.start
    )
    if length.direction < 0 and _UNTIL_IT.search(text, max(0, length.start - 2), length.start):
        return None  # 症状が出る2年前
    if not now and not from_last and FROM_AN_EVENT.search(text, max(0, length.start - 2), length.start):
        return None
    last = memory.last if unit in ("年", "月") else memory.day
    if last is None or now or not (from_last or by > 0):
        telling = story.told(length.start)
        anchor, name = telling.day, telling.name
    else:
        anchor, name = last.day, f"直前の時{last.value}"
    for amount, coarser in length.amounts[:-1]:  # 1年半前: years and months, as far as the finest unit
        moved = _away(anchor, coarser, int(amount.low) * length.direction)
        if moved is None or amount.vague or amount.low != int(amount.low):
            return None
        anchor = _same_day(anchor, moved)
    number, unit = length.amounts[-1]
    by = int(number.low) * length.direction
    found = _away(anchor, unit, by) if number.low == abs(by) else None
    if found is None:
        return None
    if by > 0 and last is None and not now and story.tenses.behind(length.end) == "past":
        return None  # 事故の起きた2日後に見つかった
    words = text[length.start : length.end]
    most = length.most or number
    if most.high > number.low:
        ends = (found, _away(anchor, unit, int(most.high) * length.direction) or found)
        return periods.between(*ends[:: length.direction]), f"{name}から数えて「{words}」のどこか"
    story.remember(found, None, length.end)
    return found, f"{name}から数えて「{words}」"


def _from_time(length: Length, story: Story) -> bool:
    """10日の3日後, きょうから2日後: counted from the day that was named right before."""
    last, gap = story.memory.last, story.text[story.memory.end : length.start]
    return last is not None and last.kind == "day" and gap in ("の", "から")


def _same_day(anchor: dt.date, moved: Period) -> dt.date:
    """The anchor's day in another month, or the last one of a shorter month."""
    if moved.kind not in ("year", "month"):
        return moved.day
    year, month = moved.day.year, anchor.month if moved.kind == "year" else moved.day.month
    last = (periods.month(year, month).end - DAY).day
    return dt.date(year, month, min(anchor.day, last))


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
