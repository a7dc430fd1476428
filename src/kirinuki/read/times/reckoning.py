"""From the words of a mention to the stretch of calendar they mean.

News looks back: a bare 30日 written on 2 January is 30 December. What a mention leaves unsaid comes, in this
order, from 同 and 翌, from the sentence's own month, from an earlier mention of the same day or month in the text,
and from the day of telling: backwards, unless the predicate or a word such as 予定 says that it lies ahead.
`story` keeps what the text has named; `years`, `days` and `clocks` resolve the units.
"""

from __future__ import annotations

import datetime as dt

from kirinuki.read.times import clocks, days, periods, years
from kirinuki.read.times.case import WRITTEN, Case
from kirinuki.read.times.periods import Period
from kirinuki.read.times.phrases import Mention
from kirinuki.read.times.story import Story
from kirinuki.read.times.words import Term

_WRITTEN_OUT = {"year", "month", "day"}


def reckon(story: Story, mention: Mention, after: Period | None = None) -> tuple[Period, str]:
    """The period meant and, in Japanese, why. `after` is the start of the stretch that the mention ends.

    Raises `ValueError` or `OverflowError` where the words name no possible time.
    """
    terms = mention.terms
    if terms.keys() == _WRITTEN_OUT and terms["day"].anchor == terms["month"].anchor == "named":
        year = terms["year"]
        if year.anchor == "named" and int(year.value) >= 100:  # most of all times: nothing is left unsaid
            date = dt.date(int(year.value), int(terms["month"].value), int(terms["day"].value))
            return periods.day(date), WRITTEN
    case = Case(story, mention, after)
    for term in mention.terms.values():
        if term.anchor == "told":
            case.counts_from_told()
        elif term.anchor == "last":
            case.counts_from_last()
        found = _step(case, term)
        if found is not None:
            case.found = found
    if case.found is None:
        raise ValueError("no time was named")
    return case.found, case.why


def _step(case: Case, term: Term) -> Period | None:
    """What is known when `term` has been taken in; None where it adds nothing."""
    match term.unit:
        case "century":
            counted = 0 if term.anchor == "named" else (case.told.year + 99) // 100
            return periods.century(counted + int(term.value))
        case "decade":
            return periods.decade(case.full_year(int(term.value)))
        case "era" if len(case.mention.terms) == 1:
            return years.era(case, str(term.value))
        case "year":
            return years.year(case, term)
        case "fiscal":
            return years.fiscal_year(case, term)
        case "opening":
            return years.new_fiscal_year(case)
        case "half" | "term" | "quarter":
            return years.part_of_year(case, term)
        case "month":
            return years.month(case, term)
        case "season" | "span" | "closing":
            return years.yearly(case, term)
        case "week":
            return days.week(case, term)
        case "monday":
            return days.monday(case)
        case "portion":
            return periods.portion(case.found or years.whole(case), str(term.value))
        case "day":
            return days.day(case, term)
        case "weekday":
            return days.weekday(case, int(term.value))
        case "part":
            return clocks.day_part(case, str(term.value))
        case "hour":
            return clocks.hour(case, int(term.value))
        case "minute" if "hour" not in case.mention.terms:
            return clocks.minute(case, int(term.value))
        case "clock":
            hour, *finer = map(int, str(term.value).split(":"))
            return clocks.clock(case, hour, *finer)
    return None
