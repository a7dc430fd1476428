"""Years, and what comes back in every one of them: months, seasons, halves, 年末, business years."""

from __future__ import annotations

import datetime as dt
import re

from kirinuki.read.numerals import DASHES
from kirinuki.read.times import periods
from kirinuki.read.times.case import DAY, SOON, Case, distance, fiscal
from kirinuki.read.times.periods import Period
from kirinuki.read.times.story import WITHIN_A_DAY
from kirinuki.read.times.words import Term

_A_YEAR_OFF = dt.timedelta(days=300)
"""A date this far ahead would be named with its year."""

_JUST_OVER = 60
"""For how many days after a quarter its figures are still to come (1〜3月期は増と予想されている, in April)."""

_LONG_BEFORE = 60
"""So many days before お盆, what happened then was the last one's."""

_SOON_AFTER = dt.timedelta(days=200)
"""So long after a day that lies ahead a bare month is told of together with it."""

_LISTED = ("と", "や", "、", "・", "及び", "および", "、同", "か", "から")
"""With only one of these between two months they belong to one list, and so to one year."""

_CLAUSE = 40
"""How many characters a year is carried on to the next clause (昨年4月に発売し、5月に終えた)."""

_TOPIC = re.compile(
    r"の?[^、。がをにでもたるは「」()\n]{1,20}(?:の[^、。がをにでもたるは「」()\n]{1,12})?は、?"
)
"""Between a year and a month: what belongs to the year, and happens in that month."""

_A_QUARTER = re.compile(rf"期|[{DASHES}ー][0-9一二三四五六七八九十]{{1,2}}月期")


def year(case: Case, term: Term) -> Period:
    number = case.counted(term, case.anchor(term).year)
    if case.after is not None and term.anchor == "named" and int(term.value) < 100:
        first = case.after.start.year  # 1998〜03年: in the century of the first, or the next
        number = first + (int(term.value) - first) % 100
    era = case.mention.terms.get("era")
    return periods.year(number) if era is None else periods.era_year(number, str(era.value))


def fiscal_year(case: Case, term: Term) -> Period:
    return periods.fiscal_year(case.counted(term, fiscal(case.anchor(term))))


def new_fiscal_year(case: Case) -> Period:
    """新年度: the one whose April is nearest."""
    told = case.told
    case.why = f"{case.telling.name}に最も近い4月に始まる年度"
    return periods.fiscal_year(told.year + (told.month > 9))


def part_of_year(case: Case, term: Term) -> Period:
    """上半期 and 第3四半期; without a year the last that had begun, or the next where the words look ahead. 上期 and 下期
    are those of a business year."""
    make = periods.half if term.unit != "quarter" else periods.quarter
    if case.found is not None:
        return make(case.found, int(term.value))
    last, memory = case.last, case.memory
    if last is not None and last.kind in ("year", "fiscal"):
        sentence = case.tenses.sentence
        if sentence(memory.end - 1) == sentence(case.mention.start):
            case.why = f"同じ文の{last.value}のうち"
            return make(last, int(term.value))
    told, business = case.told, term.unit == "term"
    base = fiscal(told) if business else told.year
    around = [
        make(periods.fiscal_year(y) if business else periods.year(y), int(term.value))
        for y in (base - 1, base, base + 1)
    ]
    if case.lies_ahead(around[1]) or case.lies_ahead(around[2]):
        ahead = [p for p in around if p.end.date() > told]
        case.looks_ahead()
        return ahead[0]
    case.looks_back()
    return [p for p in around if p.start.date() <= told][-1]


def month(case: Case, term: Term) -> Period:
    """A month by its name, in the year that is meant."""
    if term.anchor != "named":
        anchor = case.anchor(term)
        year = anchor.year if case.found is None else case.found.start.year  # 3年前の同じ月
        return periods.month(*periods.months_on(year, anchor.month, int(term.value)))
    number, memory, told, last = int(term.value), case.memory, case.told, case.last
    if case.found is not None:
        base = case.found.start
        carry = case.found.value.startswith("FY") and number < base.month  # 2024年度の2月
        return periods.month(base.year + carry, number)
    if case.after is not None:
        start = case.after.start
        return periods.month(start.year + (number < start.month), number)
    if case.mention.near and last is not None:
        case.why = f"「同」は直前の時{last.value}と同じ年"
        return periods.month(last.start.year, number)
    if _is_listed(case) and last is not None:
        case.why = f"並べて書かれた{last.value}に続く"
        listed = periods.month(last.start.year + (number < last.start.month), number)
        # 10月6日、9月に買った…: what is over lies in no year to come
        past = last.day <= told < listed.day and not case.tense_ahead
        return periods.month(last.start.year, number) if past else listed
    topic = _year_of_topic(case)
    if topic is not None:
        case.why = f"主題の{topic.value}の「{case.words}」"
        carry = topic.kind == "fiscal" and number < topic.start.month
        return periods.month(topic.start.year + carry, number)
    carried = _carried_year(case, number)
    if carried is not None:
        case.why = f"同じ文で先に言われた{carried}年が続く"
        return periods.month(carried, number)
    if number in memory.years:
        case.why = f"本文で先に言われた{memory.years[number]}年の{number}月と同じ"
        return periods.month(memory.years[number], number)
    ahead = periods.month(told.year + (number < told.month), number)
    if ahead.day - told < _A_YEAR_OFF and case.lies_ahead(ahead) and not _is_just_over(case, number):
        case.looks_ahead()
        return ahead
    if len(case.mention.terms) == 1 and dt.timedelta() < ahead.day - told <= SOON and case.tense is None:
        case.why = f"{case.telling.name}に最も近い「{case.words}」(過ぎたと言う述語がない)"
        return ahead
    if (
        last is not None
        and last.kind in WITHIN_A_DAY
        and told < last.day < ahead.day < last.day + _SOON_AFTER
        and case.tense is None
    ):
        case.why = f"先に言われた{last.value}と同じく、これからの「{case.words}」"
        return ahead
    case.looks_back()
    return periods.month(told.year - (number > told.month), number)


def _is_just_over(case: Case, number: int) -> bool:
    """Whether a 月期 ended so short a time ago that its figures are still awaited."""
    if not _A_QUARTER.match(case.text, case.mention.end):
        return False
    past = periods.month(case.told.year - (number > case.told.month), number)
    return (case.told - past.day).days <= 92 + _JUST_OVER


def _is_listed(case: Case) -> bool:
    """Whether only a conjunction stands between this and the last time (2019年4月2日と5月9日)."""
    memory = case.memory
    if memory.last is None or memory.last.kind in ("century", "decade", "fiscal", "year"):
        return False
    gap = case.mention.start - memory.end
    return 0 < gap <= 3 and case.text[memory.end : case.mention.start] in _LISTED


def _year_of_topic(case: Case) -> Period | None:
    """2026年の祭りは8月2日に始まる: the year that the topic of the clause belongs to."""
    last, memory = case.last, case.memory
    if last is None or last.kind not in ("year", "fiscal") or memory.end >= case.mention.start:
        return None
    return last if _TOPIC.fullmatch(case.text, memory.end, case.mention.start) else None


def _carried_year(case: Case, number: int) -> int | None:
    """昨年4月に発売し、5月に終えた: the year goes on in the next clause while that keeps the order and the past."""
    memory, start, told = case.memory, case.mention.start, case.told
    if memory.month is None or memory.month[2] != case.tenses.sentence(start) or start - memory.end > _CLAUSE:
        return None
    carried = memory.month[0] + (number < memory.month[1])
    same_clause = "、" not in case.text[memory.end : start]
    if carried < told.year - 1 or (same_clause and carried < told.year):
        return None
    return carried if (carried, number) <= (told.year, told.month) else None


def yearly(case: Case, term: Term) -> Period:
    """A season, 年末 and its like, or a business year by its last month, in the year that is meant."""
    told = case.told

    def at(n: int) -> Period:
        if term.unit == "season":
            return periods.season(n, str(term.value))
        if term.unit == "span":
            return periods.yearly(n, str(term.value))
        return periods.closing_term(n, int(term.value))

    if case.found is not None:
        return at(case.found.start.year)
    if case.after is not None:
        n = case.after.start.year
        return at(n) if at(n).end > case.after.start else at(n + 1)
    beside = case.story.year_before_bracket(case.mention.start)
    if beside is not None:
        case.why = f"括弧の前の{beside.value}年の「{case.words}」"
        return at(beside.start.year)
    around = [at(n) for n in (told.year - 1, told.year, told.year + 1)]
    nearest = min(around, key=lambda p: distance(p, told))
    if term.unit == "span":
        if nearest.end.date() <= told and case.tense_ahead:
            case.looks_ahead()
            return next(p for p in around if p.start.date() > told)
        if (nearest.start.date() - told).days > _LONG_BEFORE and case.is_past:
            case.looks_back()
            return [p for p in around if p.start.date() <= told][-1]
        case.why = f"{case.telling.name}に最も近い「{case.words}」"
        return nearest
    if distance(nearest, told) and case.lies_ahead(nearest):
        case.looks_ahead()
        return next(p for p in around if p.start.date() > told)
    case.looks_back()
    return [p for p in around if p.start.date() <= told][-1]


def whole(case: Case) -> Period:
    """What the 中旬 of 11月上旬から中旬 is a part of: the month, or the year, that the stretch began in."""
    if case.after is None:
        raise ValueError("a part of what?")
    start = case.after.start
    return periods.month(start.year, start.month) if case.after.kind == "days" else periods.year(start.year)


def era(case: Case, name: str) -> Period:
    """All of an era, up to the day of telling where it runs on."""
    case.why = "元号の初日から末日(続くものは語られた日)まで"
    return periods.era(name, case.told + DAY)
