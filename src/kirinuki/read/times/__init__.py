"""Calendar times and lengths of time, as layers of a reading.

`phrases` finds the words, `reckoning` says what they mean; here they become `Time` and `Duration`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from kirinuki.model.reading import Duration, Morphemes, Time, TimeType
from kirinuki.model.text import Span
from kirinuki.read.brackets import Brackets, find_brackets
from kirinuki.read.numerals import Numeral, digits
from kirinuki.read.times import periods
from kirinuki.read.times.periods import Period
from kirinuki.read.times.phrases import LENGTHS, Length, Mention, Stretch, find_phrases
from kirinuki.read.times.reckoning import Reckoner
from kirinuki.read.times.tense import Tenses

_DAY = dt.timedelta(days=1)

_FROM_AN_EVENT = re.compile(r"(?:から|より|の|[^はがも、。「\s]で)$")
"""Before 3年後 these name what it counts from, which need not be a date: 結婚の3年後."""

_FROM_THE_LAST = re.compile(r"(?:[そこ]の|それから)$")
"""その3年前 counts from the last time in the text."""


def find_times(
    plain: str,
    sentences: Sequence[Span],
    morphemes: Morphemes,
    published: dt.date,
    brackets: Brackets | None = None,
) -> tuple[tuple[Time, ...], tuple[Duration, ...]]:
    """Times and durations of `plain` (width-folded text), each in text order, none overlapping another.

    `brackets` are those of the text, found if not given. Words that name no possible time (2月30日, a year beyond
    9999) give nothing.
    """
    pairs = (brackets or find_brackets(plain)).pairs
    reckoner = Reckoner(plain, Tenses(plain, sentences, morphemes), published, pairs)
    times: list[Time] = []
    durations: list[Duration] = []
    for item in find_phrases(plain, morphemes):
        try:
            found = (
                _relative(item, reckoner) or _duration(item)
                if isinstance(item, Length)
                else _time(item, reckoner)
            )
        except (ValueError, OverflowError):  # there is no such day, and a reader would pass over it too
            continue
        if isinstance(found, Time):
            times.append(found)
        else:
            durations.append(found)
    return tuple(times), tuple(durations)


def _time(item: Mention | Stretch, reckoner: Reckoner) -> Time:
    mention = item.first if isinstance(item, Stretch) else item
    period, why = reckoner.reckon(mention)
    if isinstance(item, Stretch):
        try:
            last, _ = reckoner.reckon(item.last, after=period)
            period, why = periods.between(period, last), f"{why}。終わりは始まりに続く"
        except (ValueError, OverflowError):  # 28日から32日: the start stands without its end
            item = mention
    if mention.every is not None:
        return _recurring(item, mention, period, reckoner.told(mention.start))
    return _made(item, period, why)


def _made(item: Mention | Stretch | Length, period: Period, why: str) -> Time:
    from_, until = period.bounds
    if not from_ < until:
        raise ValueError("an empty period")
    type_: TimeType = "TIME" if period.is_fine else "DATE"
    return Time(item.start, item.end, type_, period.value, from_, until, "day", why)


def _recurring(item: Mention | Stretch, mention: Mention, period: Period, told: dt.date) -> Time:
    """毎週月曜: TIMEX3 SET. On the calendar it stands where it comes round next to the day of telling."""
    value = period.value
    weekday = int(mention.terms["weekday"].value) if "weekday" in mention.terms else 0
    match mention.every:
        case "年":
            value = re.sub(r"(^|/)[0-9]{4}", r"\1XXXX", value)
        case "月":
            value = "P1M" if weekday else re.sub(r"(^|/)[0-9]{4}-[0-9]{2}", r"\1XXXX-XX", value)
        case "週":
            value = f"XXXX-WXX-{weekday}{value[10:]}" if weekday else "P1W"
        case _:
            value = re.sub(r"(^|/)[0-9]{4}-[0-9]{2}-[0-9]{2}", r"\1XXXX-XX-XX", value)
    from_, until = period.bounds
    why = f"繰り返し。{told}から見て{'次' if period.day > told else '直近'}の回"
    return Time(item.start, item.end, "SET", value, from_, until, "day", why)


def _relative(item: Length, reckoner: Reckoner) -> Time | None:
    """3年前 and 2日後, where they count from the day of telling or the last time, not from some event.

    Vague words (数日後, 2、3年後) give the stretch in which it may lie.
    """
    number, unit = item.amounts[0]
    if item.direction and unit in ("時", "分", "秒"):
        return _within_the_day(item, reckoner)
    by = int(number.low) * item.direction
    if not by or len(item.amounts) > 1 or number.low != abs(by):
        return None
    text, memory = reckoner.text, reckoner.memory
    from_last = _FROM_THE_LAST.search(text, max(0, item.start - 4), item.start)
    if not from_last and _FROM_AN_EVENT.search(text, max(0, item.start - 2), item.start):
        return None
    last = memory.last if unit in ("年", "月") else memory.day
    if last is None or not (from_last or by > 0):
        anchor = reckoner.told(item.start)
        name = anchor.isoformat()
    else:
        anchor, name = last.day, last.value
    period = _away(anchor, unit, by)
    if period is None:
        return None
    most = item.most or number
    if most.high > number.low:
        ends = (period, _away(anchor, unit, int(most.high) * item.direction) or period)
        why = f"{name}から数えて{text[item.start : item.end]}のいつか"
        return _made(item, periods.between(*ends[:: item.direction]), why)
    reckoner.remember(period, None, item.end)
    return _made(item, period, f"{name}から数えて{text[item.start : item.end]}")


def _away(anchor: dt.date, unit: str, by: int) -> Period | None:
    """The year, month, week or day that lies `by` of them from the anchor, None for other units."""
    match unit:
        case "年":
            return periods.year(anchor.year + by)
        case "月":
            return periods.month(*periods.months_on(anchor.year, anchor.month, by))
        case "週":
            return periods.week(anchor + 7 * by * _DAY)
        case "日":
            return periods.day(anchor + by * _DAY)
    return None


def _within_the_day(item: Length, reckoner: Reckoner) -> Time | None:
    """4時間後 in a story: some time of its day. What is not over (発車の5分前に集まる) has no place on the calendar."""
    day = reckoner.memory.day
    if day is None or reckoner.tenses.behind(item.end) != "past":
        return None
    return _made(item, periods.day(day.day), f"{day.day}のうち")


def _duration(item: Length) -> Duration:
    value = _iso(item.amounts)
    if item.most is not None:
        value += "/" + _iso(((item.most, item.amounts[-1][1]),))
    return Duration(item.start, item.stem, value, "")


def _iso(amounts: Sequence[tuple[Numeral, str]]) -> str:
    """ISO 8601, with X for digits that the words leave open (数年: PXY)."""
    date, time = "", ""
    totals: dict[str, Numeral] = {}
    for number, unit in amounts:
        if unit == "世紀":
            number, unit = Numeral(number.low * 100, number.high * 100), "年"
        before = totals.get(unit)
        totals[unit] = Numeral(number.low + before.low, number.high + before.high) if before else number
    for unit, number in totals.items():
        letter = LENGTHS[unit]
        if unit in ("時", "分", "秒"):
            time += digits(number) + letter
        else:
            date += digits(number) + letter
    return f"P{date}" + (f"T{time}" if time else "")
