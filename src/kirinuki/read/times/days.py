"""Days, weeks and weekdays: which month a bare 28日 lies in, which week a bare 金曜."""

from __future__ import annotations

import datetime as dt
import re

from kirinuki.read.times import periods
from kirinuki.read.times.case import A_YEAR, DAY, EARLY, SOON, Case, last_day_of
from kirinuki.read.times.periods import Period
from kirinuki.read.times.story import WITHIN_A_DAY
from kirinuki.read.times.words import LAST, Term

_A_YEAR_OFF = dt.timedelta(days=300)
"""A date this far ahead would be named with its year."""

_A_MONTH = dt.timedelta(days=31)

_CLAUSE_ENDS = re.compile(
    r"(?:ことを|ことが|のを|こと(?:を|に)(?:受けて?|踏まえて?|伴い|より|なり)|ことから|のを受けて?)、?$"
)
"""Before a day these end the clause that the month in force belongs to (2月に別れたことを21日に発表した)."""

_CHARGED = re.compile(r"[ただ]として|[ただ]とされる|罪に問われ|疑い[でが]")
_A_CHARGE = 160
"""Behind a month, within so many characters: what somebody is charged with happened then, and the day is another's
(6月に車を盗んだとして起訴された男の判決が28日、地裁であり)."""

_GLOSS = re.compile(r"\((?:(?P<month>[0-9]{1,2})月)?(?P<day>[0-9]{1,2})日")
_AROUND = 7
"""How many days a date in brackets may lie off the day word before it, which somebody said earlier."""

_PUBLISHED_ON = re.compile(r"に(?:[^、。]{0,8}から)?(?:発表|公表)")
"""Behind a day on which the figures of a month came out (10月の指数は8日に発表された)."""


def week(case: Case, term: Term) -> Period:
    return periods.week(case.anchor(term) + 7 * int(term.value) * DAY)


def monday(case: Case) -> Period:
    """週明け: the Monday ahead, or on the first days of a week that of this week, where the words tell the past."""
    told = case.told
    first = periods.week(told).day
    behind = told.isoweekday() <= 3 and case.is_past
    if told != first and not behind:
        first += 7 * DAY
    case.why = f"{case.telling.name}の{'週の' if behind else '次に来る'}月曜"
    return periods.days(first, first + DAY, first.isoformat(), "week", "day")


def day(case: Case, term: Term) -> Period:
    value = int(term.value)
    if term.anchor == "told":
        return periods.day(_glossed(case, case.told + value * DAY))
    if term.anchor == "last":
        return periods.day(_from_last_day(case, value) + value * DAY)
    if case.found is not None:
        if case.found.kind == "week":
            return periods.day(_day_near(case.found, value))
        return _day_of_month(case, case.found, value)
    if case.after is not None:
        start = case.after.start
        return periods.day(dt.date(*periods.months_on(start.year, start.month, value < start.day), value))
    if case.mention.near and case.last is not None:
        last, eve = case.last.day, case.memory.days.get(value - 1)
        if eve is not None and case.words.startswith("翌") and (last + DAY).day != value:
            case.why = f"本文で先に言われた{eve}の翌日"
            return periods.day(eve + DAY)
        case.why = f"「同」は直前の時{case.last.value}と同じ月"
        return periods.day(dt.date(*periods.months_on(last.year, last.month, value < last.day), value))
    return periods.day(_bare_day(case, value))


def _glossed(case: Case, found: dt.date) -> dt.date:
    """本日(9月28日): the editor's date in brackets, where it names a day around."""
    gloss = _GLOSS.match(case.text, case.mention.end) if case.text.startswith("(", case.mention.end) else None
    if gloss is None:
        return found
    for off in range(-_AROUND, _AROUND + 1):
        day = found + off * DAY
        if day.day == int(gloss["day"]) and gloss["month"] in (None, str(day.month)):
            if off:
                case.why = f"括弧で添えられた日付{day}"
            return day
    return found


def _from_last_day(case: Case, by: int) -> dt.date:
    """翌日 counts from the last day of a longer time, 同日 and 前日 from its first; 同日 that dates a report
    (社長は同日、…) is the day of the story."""
    story = case.memory.story
    if story is not None and by == 0 and (_is_topic(case) or _sets_apart(case)):
        case.why = f"記事が伝える日{story}と同じ日"
        return story
    last = case.memory.day
    if (
        story is not None
        and last is not None
        and by <= 0
        and last.day > case.told >= story
        and not _stays(case, by)
    ):
        case.why = f"先の日{last.day}は来ておらず、記事が伝える日{story}から数えて「{case.words}」"
        return story  # 3日、10日のストを中止すると発表した。同日未明に合意した
    found = case.told if last is None else last.day
    if last is not None and by > 0 and last.kind == "days":
        found = (last.end - DAY).date()
    case.why = f"直前の日{found}から数えて「{case.words}」"
    return found


def _stays(case: Case, by: int) -> bool:
    """Whether 同日 or 前日 (`by` -1) behind a day that is to come goes on telling of it."""
    sentence = case.tenses.sentence
    if sentence(case.memory.end) == sentence(case.mention.start):
        return not case.is_past
    return by == 0 and case.tense_ahead


def _day_of_month(case: Case, month: Period, number: int) -> Period:
    """A day beside its month. Where the month was looked for, so is the day: 12月31日 written on 30 December
    was a year ago unless the words say that it lies ahead, and a 29 February lies in a leap year."""
    y, m = month.day.year, month.day.month
    if case.looks is not None and (m, number) == (2, 29):
        y = next(year for year in range(y, y - 9, -1) if _is_leap(year))
    found = dt.date(y, m, number)
    if case.looks == -1:
        found = _last_or_near(case, found)
    elif case.looks == 1 and case.told - found > EARLY:
        later = found.replace(year=y + 1)
        found = later if later - case.told < _A_YEAR_OFF else found
    return periods.day(found)


def _last_or_near(case: Case, found: dt.date) -> dt.date:
    """The last date of that month and day; the next one where it is so near that a year-old date would be named so."""
    told = case.told
    ahead = found if found > told else _next_year(found)
    if ahead is None or ahead - told <= (SOON if case.tense is None else _A_MONTH):
        if ahead is not None and ahead != found:
            case.why = f"{case.telling.name}に最も近い「{case.words}」(過ぎたと言う述語がない)"
        return ahead or found
    if found <= told or case.lies_ahead(periods.day(found)):
        return found
    return found.replace(year=found.year - 1)


def _next_year(day: dt.date) -> dt.date | None:
    """The same day a year later, None for 29 February."""
    return None if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)


def _bare_day(case: Case, number: int) -> dt.date:
    """A day without its month."""
    memory, told = case.memory, case.told
    force = None if _is_topic(case) or _closes_a_clause(case) else memory.month
    if force is not None and force[2] == case.tenses.sentence(case.mention.start):
        y, m, _ = force
        if memory.last is not None and memory.last.kind in WITHIN_A_DAY and memory.last.day.day - number > 15:
            y, m = periods.months_on(y, m, 1)  # 28日に始まり、3日に終わった
        found = dt.date(y, m, number)
        if found - told <= EARLY or not case.is_past:
            case.why = f"同じ文で先に言われた{force[0]}年{force[1]}月の日"
            return found
    known = memory.days.get(number)
    reach = A_YEAR if force is not None or memory.month is None else _A_MONTH
    today = told.day == number and known is not None and known > told and case.is_past
    if known is not None and abs(known - told) <= reach and not today:
        case.why = f"本文で先に言われた{known.month}月の{number}日と同じ"
        return known
    if told.day == number:
        case.why = f"{case.telling.name}の当日"
        return told
    back, ahead = _nearest(told, number, -1), _nearest(told, number, 1)
    if _is_next(case, back, ahead):
        case.looks_ahead()
        return ahead
    if force is not None and _in_paragraph(case) and (told - back).days > 3:
        y, m, _ = force
        if number <= last_day_of(y, m):
            case.why = f"段落で先に言われた{y}年{m}月の日"
            return dt.date(y, m, number)
    case.looks_back()
    return back


def _is_topic(case: Case) -> bool:
    """Whether the day dates the whole report (大臣は13日、…と述べた), whatever else its sentence mentions."""
    text, mention = case.text, case.mention
    return text.startswith("、", mention.end) and text.endswith("は", 0, mention.start)


def _sets_apart(case: Case) -> bool:
    """30日に見せるとした映像を、この日も見せなかった: not the day that the sentence mentions."""
    sentence, mention = case.tenses.sentence, case.mention
    here = case.words == "この日" and case.text.startswith("も", mention.end)
    return here and sentence(case.memory.end) == sentence(mention.start)


def _closes_a_clause(case: Case) -> bool:
    start, memory = case.mention.start, case.memory
    if _CLAUSE_ENDS.search(case.text, max(0, start - 12), start):
        return True
    if _CHARGED.search(case.text, memory.end, start) and start - memory.end <= _A_CHARGE:
        return True
    of_month = (
        memory.last is not None and memory.last.kind == "month" and case.text.startswith("の", memory.end)
    )
    return of_month and _PUBLISHED_ON.match(case.text, case.mention.end) is not None


def _is_next(case: Case, back: dt.date, ahead: dt.date) -> bool:
    """Whether a bare day means the next rather than the last one of its number."""
    past, future = (case.told - back).days, (ahead - case.told).days
    if past <= 2 or future <= 1:
        return past > 2
    tense = case.tense
    if tense is None:
        return future < past  # a headline without a predicate: the nearer one
    return tense == "ahead" and (ahead.month == case.told.month or future <= 10)


def _in_paragraph(case: Case) -> bool:
    """Whether the last time was named in this paragraph (and not far away)."""
    start = case.mention.start
    return case.text.find("\n", max(case.memory.end, start - 500), start) < 0


def weekday(case: Case, value: int) -> Period:
    """A day of the week; in `value` the tens count which one of the month it is (第2月曜 is 21)."""
    nth, number = divmod(value, 10)
    found, told = case.found, case.told
    if found is not None and found.kind in WITHIN_A_DAY:
        return found  # 10日(火) says nothing new
    if nth:
        every_month = case.mention.every == "月"
        month = found or (periods.month(told.year, told.month) if every_month else None)
        if month is None or month.kind != "month":
            raise ValueError("which month?")
        if nth == int(LAST):
            return periods.last_weekday(month, number)
        return periods.nth_weekday(month, nth, number)
    if found is not None:
        if found.kind != "week":
            raise ValueError("a weekday of what?")
        return periods.day(found.day + (number - 1) * DAY)
    if case.after is not None:
        return periods.day(case.after.day + (number - case.after.day.isoweekday()) % 7 * DAY)
    back = told - (told.isoweekday() - number) % 7 * DAY
    if back != told and case.tense_ahead:
        case.looks_ahead()
        return periods.day(back + 7 * DAY)
    case.looks_back()
    return periods.day(back)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _day_near(week: Period, number: int) -> dt.date:
    """The day of that number in a week (来週20日), or the nearest one to its middle where the week has none."""
    middle = week.day + 3 * DAY
    around = (middle + n * DAY for n in range(-16, 17))
    return min((d for d in around if d.day == number), key=lambda d: abs(d - middle))


def _nearest(told: dt.date, number: int, way: int) -> dt.date:
    """The nearest day of that number, `told` included, backwards (-1) or forwards (1)."""
    for by in range(0, 3 * way, way):
        y, m = periods.months_on(told.year, told.month, by)
        if number <= last_day_of(y, m) and (dt.date(y, m, number) - told).days * way >= 0:
            return dt.date(y, m, number)
    raise ValueError(f"no day {number}")
