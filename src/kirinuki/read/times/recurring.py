"""What comes back: 毎週月曜, 毎年8月15日, 隔週, 3日おき, 4年に1度, as TIMEX3 SET.

A recurring time has a place on the calendar too: its round that holds, or comes next to, the day of telling.
毎日 and 毎年 alone (毎年開かれる) only say that something is a habit and are no times; the gold leaves them out.
"""

from __future__ import annotations

import datetime as dt
import re

from kirinuki.read.numerals import Numeral
from kirinuki.read.times import periods
from kirinuki.read.times.case import DAY, fiscal
from kirinuki.read.times.lengths import Length, iso
from kirinuki.read.times.periods import Period
from kirinuki.read.times.phrases import Mention

_CYCLES = {"年度": "Y", "年": "Y", "月": "M", "週": "W", "日": "D", "時": "H", "分": "M", "秒": "S"}


def value(mention: Mention, period: Period) -> str:
    """The TIMEX3 value of a mention that comes back: what does not change from round to round is written out.

    `period` is the round that was reckoned.
    """
    unit, step = mention.every or "", mention.step
    weekday = int(mention.terms["weekday"].value) if "weekday" in mention.terms else 0
    if step > 1 or not mention.terms:
        return f"P{'T' if unit in ('時', '分', '秒') else ''}{step}{_CYCLES[unit]}"
    match unit:
        case "年" | "年度":
            return re.sub(r"(^|/)(FY)?[0-9]{4}", r"\1\2XXXX", period.value)
        case "月":
            return "P1M" if weekday else re.sub(r"(^|/)[0-9]{4}-[0-9]{2}", r"\1XXXX-XX", period.value)
        case "週":
            if weekday:
                return f"XXXX-WXX-{weekday % 10}{period.value[10:]}"
            return "XXXX-WXX-WE" if period.value.endswith("-WE") else "P1W"
    return re.sub(r"(^|/)[0-9]{4}-[0-9]{2}-[0-9]{2}", r"\1XXXX-XX-XX", period.value)


def around(unit: str, told: dt.date) -> Period:
    """The year, month, week or day that holds the day of telling: the round of a time that says no more than its cycle."""
    match unit:
        case "年":
            return periods.year(told.year)
        case "年度":
            return periods.fiscal_year(fiscal(told))
        case "月":
            return periods.month(told.year, told.month)
        case "週":
            return periods.week(told)
    return periods.day(told)


def cycle(length: Length, told: dt.date) -> tuple[Period, str, str]:
    """3日おき, 4年に1度: the round, the value, and why. 1日おき leaves one day out, so it comes back every other day."""
    number, unit = length.amounts[0]
    amounts = length.amounts
    skips = length.recurs == "おき" and len(amounts) == 1 and number.low == number.high == 1
    if skips and unit in ("年", "月", "週", "日"):
        amounts = ((Numeral(number.low + 1, number.high + 1), unit),)
    name = unit if unit in ("年", "月", "週") else "日"
    why = "「1…おき」は一つとばしの繰り返し" if skips else "「おき・ごと・に1度」は繰り返し"
    return around(name, told), iso(amounts), why


def rounds_why(told: dt.date, period: Period) -> str:
    """Why a recurring time stands where it does."""
    if period.day <= told < period.end.date() + DAY:
        return "繰り返す時。暦では語られた日を含む回"
    return "繰り返す時。暦では語られた日の次の回" if period.day > told else "繰り返す時。暦では直近の回"
