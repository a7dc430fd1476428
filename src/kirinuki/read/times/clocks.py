"""Within a day: which day a bare 未明 or 午後3時 lies on, and which half of it."""

from __future__ import annotations

import datetime as dt

from kirinuki.read.times import periods
from kirinuki.read.times.case import DAY, Case
from kirinuki.read.times.periods import Period
from kirinuki.read.times.story import WITHIN_A_DAY

_BY_THE_MINUTE = 30
"""7時15分前 is fifteen minutes to seven; of more minutes than this (7時40分前) it is a little before that time."""


def day_part(case: Case, word: str) -> Period:
    return periods.day_part(_day_in_force(case), word)


def _day_in_force(case: Case) -> dt.date:
    """The day that a part of a day or a clock time lies on when none is named beside it."""
    if case.found is not None:
        if case.found.kind not in WITHIN_A_DAY:
            raise ValueError("which day?")
        return case.found.day
    if case.after is not None:
        return case.after.day
    day, story = case.memory.day, case.memory.story
    if case.tense_ahead and case.story.is_undated_speech(case.mention.start):
        raise ValueError("a habit: of no one day")  # 「朝4時から働く」
    if day is not None and day.day > case.story.published and case.is_past:
        case.why = f"過ぎたことなので、先の日でなく{story or case.told}のうち"
        return story or case.told
    if day is not None and case.mention.every is None:
        case.why = f"直前に言われた日{day.day}のうち"
        return day.day
    case.why = f"{case.telling.name}の当日のうち"
    return case.told


def hour(case: Case, number: int) -> Period:
    terms, mention = case.mention.terms, case.mention
    minute, second = terms.get("minute"), terms.get("second")
    to_the_hour = mention.edge == "前" and minute is not None and case.text[mention.end - 2] == "分"
    if to_the_hour and minute is not None and int(minute.value) <= _BY_THE_MINUTE:
        return periods.earlier(_clock(case, number, 0, None), int(minute.value))
    return clock(case, number, int(minute.value) if minute else None, int(second.value) if second else None)


def clock(case: Case, number: int, minute: int | None = None, second: int | None = None) -> Period:
    found = _clock(case, number, minute, second)
    match case.mention.edge:
        case "前":
            return periods.shortly_before(found)
        case "台":
            return periods.all_of_the_hour(found)
    return found


def _clock(case: Case, number: int, minute: int | None, second: int | None) -> Period:
    day = _day_in_force(case)
    part = case.mention.terms.get("part")
    number = periods.hour_in(str(part.value) if part else _half_of_day(case, number, minute or 0), number)
    found = periods.clock(day, number, minute, second)
    if (
        case.after is not None
        and case.found is None
        and number >= 24
        and found.start - case.after.start >= DAY
    ):
        found = periods.clock(day - DAY, number, minute, second)  # 25時から29時: both of one broadcasting day
    bare = next(iter(case.mention.terms)) in ("part", "hour", "clock")
    if case.after is not None and bare and found.end <= case.after.start:
        found = periods.clock(day + DAY, number, minute, second)  # 午後11時から午前1時
    return found


def _half_of_day(case: Case, number: int, minute: int) -> str | None:
    """午後 where the earlier hour tells it: 午後1時から3時, 午前11時から3時, 午後2時(日本時間同9時)."""
    first = case.after or (case.last if case.mention.near else None)
    if first is None or first.kind != "clock" or number >= 12:
        return None
    if case.after is None:
        return "午後" if first.start.hour >= 12 else None
    begun = first.start.hour, first.start.minute
    another_day = case.found is not None and case.found.day != first.day
    return "午後" if (number, minute) <= begun < (number + 12, minute) and not another_day else None


def minute(case: Case, number: int) -> Period:
    """同13分: a minute of the hour named last."""
    last = case.last
    if last is None or last.kind != "clock":
        raise ValueError("which hour?")
    case.why = f"「同」は直前の時{last.value}と同じ時"
    return periods.clock(last.day, last.start.hour, number)
