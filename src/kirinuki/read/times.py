"""Calendar times and lengths of time, resolved from the day of publication.

News looks back: a bare 30日 written on 2 January is 30 December. What a mention leaves unsaid comes, in this
order, from 同 and 翌, from the sentence's own month, from an earlier mention of the same day or month in the text,
and from the day of telling: backwards, unless the predicate or a word such as 予定 says that it lies ahead.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Literal

from kirinuki.model.reading import Duration, Morphemes, Time
from kirinuki.model.text import Span
from kirinuki.read import periods
from kirinuki.read.numerals import Numeral
from kirinuki.read.periods import Period
from kirinuki.read.timewords import LENGTHS, Length, Mention, Stretch, Term, scan

_DAY = dt.timedelta(days=1)

_FORWARD = re.compile(
    r"予定|見通し|見込み|見込む|方針|計画|予想|予測|目指|めど|目標|開催する|可能性|だろう|でしょう|つもり|たい(?:と|。)|する考え|期限|締め切り"
)
_IDLE_VERBS = frozenset(
    [
        "よる",
        "因る",
        "おける",
        "於ける",
        "関する",
        "対する",
        "いう",
        "言う",
        "伴う",
        "めぐる",
        "巡る",
        "向ける",
        "係る",
        "当たる",
        "ある",
        "有る",
        "できる",
        "出来る",
        "つく",
        "付く",
    ]
)
"""Verbs in plain form that say nothing of when: による, に対する, という."""

_LOOK = 40
"""How many morphemes behind a time its predicate is looked for."""

_FINAL = 10
"""How many morphemes at the end of a sentence hold its last predicate."""


def find_times(
    plain: str, sentences: Sequence[Span], morphemes: Morphemes, published: dt.date
) -> tuple[tuple[Time, ...], tuple[Duration, ...]]:
    """Times and durations of `plain` (width-folded text), each in text order, none overlapping another.

    Words that name no possible time (2月30日, a year beyond 9999) give nothing.
    """
    teller = _Teller(plain, sentences, morphemes, published)
    times: list[Time] = []
    durations: list[Duration] = []
    for item in scan(plain, morphemes):
        try:
            found = teller.read(item)
        except (ValueError, OverflowError):  # the date does not exist; a reader would pass over it
            continue
        if isinstance(found, Time):
            times.append(found)
        elif found is not None:
            durations.append(found)
    return tuple(times), tuple(durations)


class _Teller:
    """Resolves the items of one text in order, and remembers what it has resolved."""

    def __init__(
        self, plain: str, sentences: Sequence[Span], morphemes: Morphemes, published: dt.date
    ) -> None:
        self._text = plain
        self._sentences = sentences
        self._sentence_starts = [s.start for s in sentences]
        self._morphemes = morphemes
        self._published = published
        self._quotes = _quotes(plain)
        self._quote_starts = [q.start for q in self._quotes]
        self._last: Period | None = None
        self._last_day: Period | None = None
        self._last_end = 0
        self._days: dict[int, dt.date] = {}
        self._months: dict[int, int] = {}
        self._month_in_force: tuple[int, int, int] | None = None  # year, month, sentence

    # -- one item

    def read(self, item: Mention | Stretch | Length) -> Time | Duration | None:
        if isinstance(item, Length):
            return self._length(item)
        if isinstance(item, Mention) and item.every is not None:
            return self._recurring(item)
        if isinstance(item, Stretch):
            first, why = self._resolve(item.first)
            self._remember(item.first, first)
            last = self._behind(item.last, first)
            period = periods.between(first, last)
            self._remember(item.last, last)
            why += "。終わりは始まりに続く"
        else:
            period, why = self._resolve(item)
            self._remember(item, period)
        return self._time(item.start, item.end, period, why)

    def _time(self, start: int, end: int, period: Period, why: str) -> Time:
        from_, until = period.bounds
        if not from_ < until:
            raise ValueError("empty period")
        fine = period.kind in ("part", "clock")
        return Time(start, end, "TIME" if fine else "DATE", period.value, from_, until, why)

    def _behind(self, mention: Mention, first: Period) -> Period:
        """The end of a stretch: what it leaves unsaid follows on from the start."""
        terms = mention.terms
        coarsest = next(iter(terms))
        start = first.start
        if coarsest == "month" and "year" not in terms:
            m = int(terms["month"].value)
            y = start.year + (m < start.month)
            return self._resolve(mention, year=y)[0]
        if coarsest == "day" and terms["day"].anchor == "named":
            y, m = start.year, start.month
            if int(terms["day"].value) < start.day:
                y, m = periods.months_on(y, m, 1)
            return self._resolve(mention, year=y, month=m)[0]
        if coarsest in ("part", "hour", "clock"):
            found = self._resolve(mention, day=start.date(), part=self._part_of(first, mention))[0]
            if found.end <= first.start:
                found = self._resolve(mention, day=start.date() + _DAY)[0]
            return found
        if coarsest == "weekday":
            ahead = (int(terms["weekday"].value) - start.isoweekday()) % 7
            return self._resolve(mention, day=start.date() + ahead * _DAY)[0]
        return self._resolve(mention)[0]

    def _part_of(self, first: Period, mention: Mention) -> str | None:
        """午後1時から3時: the second hour lies in the first one's half of the day."""
        hour = mention.terms.get("hour")
        if hour is None or first.kind != "clock" or "part" in mention.terms:
            return None
        return (
            "午後"
            if first.start.hour >= 12 and int(hour.value) < 12 and int(hour.value) + 12 > first.start.hour
            else None
        )

    # -- calendar

    def _resolve(
        self,
        mention: Mention,
        *,
        year: int | None = None,
        month: int | None = None,
        day: dt.date | None = None,
        part: str | None = None,
    ) -> tuple[Period, str]:
        """The period that a mention names and why; what is given stands in for what it leaves unsaid."""
        terms = mention.terms
        told = self._told(mention.start)
        base: Period | None = None
        why = "書かれたとおり"
        for unit, term in terms.items():
            if term.anchor == "told":
                why = f"{told}から数えて{self._words(mention)}"
            elif term.anchor == "last":
                why = f"直前の{self._last.value if self._last else told}から数えて{self._words(mention)}"
            match unit:
                case "era":
                    continue
                case "century":
                    base = periods.century(int(term.value))
                case "decade":
                    base = periods.decade(self._full_year(int(term.value), told))
                case "year":
                    year = self._count(term, told.year, lambda p: p.start.year, told)
                    base = periods.year(year)
                    if "era" in terms:
                        base = periods.era_year(year, str(terms["era"].value))
                case "fiscal":
                    today = _fiscal(told)
                    base = periods.fiscal_year(
                        self._count(term, today, lambda p: _fiscal(p.start.date()), told)
                    )
                case "half" | "quarter":
                    if base is None:
                        base, why = periods.year(told.year), f"{told}の年"
                    base = (periods.half if unit == "half" else periods.quarter)(base, int(term.value))
                case "season" | "month" | "span" | "closing":
                    base, why = self._in_year(mention, unit, term, year, why, told)
                case "week":
                    anchor = self._last.day if term.anchor == "last" and self._last else told
                    base = periods.week(anchor + 7 * int(term.value) * _DAY)
                case "monday":
                    base = self._monday(mention, told)
                case "portion":
                    assert base is not None  # the scanner lets no portion stand first
                    base = periods.portion(base, str(term.value))
                case "day":
                    base, why = self._day(mention, term, base, (year, month), why, told)
                case "weekday":
                    base, why = self._weekday(mention, int(term.value), base, day, why, told)
                case "part":
                    here, why = self._day_in_force(base, day, why, told)
                    base = periods.day_part(here, str(term.value))
                    part = str(term.value)
                    day = here
                case "hour":
                    if day is None:
                        day, why = self._day_in_force(base, day, why, told)
                    base = self._clock(terms, day, part)
                case "minute" if "hour" not in terms:
                    if self._last is None or self._last.kind != "clock":
                        raise ValueError("a minute of what hour?")
                    base, why = (
                        periods.clock(self._last.day, self._last.start.hour, int(term.value)),
                        f"直前の{self._last.value}と同じ時",
                    )
                case "clock":
                    if day is None:
                        day, why = self._day_in_force(base, day, why, told)
                    h, m, *s = map(int, str(term.value).split(":"))
                    base = periods.clock(day, periods.hour_in(part, h), m, s[0] if s else None)
        assert base is not None  # the scanner yields no empty mention
        return base, why

    def _monday(self, mention: Mention, told: dt.date) -> Period:
        """週明け: the Monday ahead, or on the first days of a week that of this week, where the words tell the past."""
        monday = periods.week(told).day
        if told.isoweekday() > 3 or (told != monday and self._tense(mention) != "past"):
            monday += 7 * _DAY
        return periods.days(monday, monday + _DAY, monday.isoformat(), "week")

    def _clock(self, terms: dict[str, Term], day: dt.date, part: str | None) -> Period:
        minute = int(terms["minute"].value) if "minute" in terms else 0
        second = int(terms["second"].value) if "second" in terms else None
        return periods.clock(day, periods.hour_in(part, int(terms["hour"].value)), minute, second)

    def _count(self, term: Term, told: int, of: Callable[[Period], int], today: dt.date) -> int:
        value = int(term.value)
        if term.anchor == "named":
            return self._full_year(value, today)
        if term.anchor == "last" and self._last is not None:
            return of(self._last) + value
        return told + value

    @staticmethod
    def _full_year(n: int, told: dt.date) -> int:
        """98年 is 1998 and 24年 2024: a year of two digits lies at most ten years ahead."""
        if n >= 100:
            return n
        full = told.year // 100 * 100 + n
        return full - 100 if full > told.year + 10 else full

    def _words(self, mention: Mention) -> str:
        return self._text[mention.start : mention.end]

    def _in_year(
        self, mention: Mention, unit: str, term: Term, year: int | None, why: str, told: dt.date
    ) -> tuple[Period, str]:
        """A month, season or other stretch that comes back every year, in the year that is meant."""
        if unit == "month" and term.anchor != "named":
            anchor = self._last.day if term.anchor == "last" and self._last else told
            return periods.month(*periods.months_on(anchor.year, anchor.month, int(term.value))), why

        def at(y: int) -> Period:
            match unit:
                case "season":
                    return periods.season(y, str(term.value))
                case "span":
                    return periods.yearly(y, str(term.value))
                case "closing":
                    return periods.closing_term(y, int(term.value))
            return periods.month(y, int(term.value))

        if year is not None:
            return at(year), why
        words = self._words(mention)
        if mention.near and self._last is not None:
            return at(self._last.start.year), f"直前の{self._last.value}と同じ年"
        if unit == "month":
            m = int(term.value)
            if self._joined(mention) and self._last is not None:
                y = self._last.start.year + (m < self._last.start.month)
                return at(y), f"並べられた{self._last.value}に続く"
            if (carried := self._carried(mention, m, told)) is not None:
                return at(carried), f"同じ文の{carried}年"
            if m in self._months:
                return at(self._months[m]), f"本文で先に言われた{self._months[m]}年の{m}月"
            if self._ahead(mention, at(told.year)):
                y = told.year + (m < told.month)
                return at(y), f"{told}から見て次の{words}"
            return at(told.year - (m > told.month)), f"{told}から見て直近の{words}"
        near = min(
            (at(y) for y in (told.year - 1, told.year, told.year + 1)), key=lambda p: _distance(p, told)
        )
        if unit == "span":
            return near, f"{told}に最も近い{words}"
        if _distance(near, told) and self._ahead(mention, near):
            y = told.year if at(told.year).start.date() > told else told.year + 1
            return at(y), f"{told}から見て次の{words}"
        y = told.year if at(told.year).start.date() <= told else told.year - 1
        if unit == "season" and at(told.year - 1).end.date() > told:
            y = told.year - 1  # January belongs to the winter that began in the old year
        return at(y), f"{told}から見て直近の{words}"

    def _carried(self, mention: Mention, month: int, told: dt.date) -> int | None:
        """昨年4月に発売し、5月に終えた: the year goes on in the next clause while that keeps the order and the past."""
        force = self._month_in_force
        if (
            force is None
            or force[2] != self._sentence_of(mention.start)
            or mention.start - self._last_end > 40
        ):
            return None
        year = force[0] + (month < force[1])
        if "、" not in self._text[self._last_end : mention.start] or year < told.year - 1:
            return None
        return year if (year, month) <= (told.year, told.month) else None

    def _joined(self, mention: Mention) -> bool:
        """Whether only a conjunction stands between this and the last time (2014年1月3日と1月22日)."""
        if self._last is None or self._last.kind in ("century", "decade", "fiscal", "year"):
            return False
        gap = self._text[self._last_end : mention.start] if mention.start - self._last_end <= 3 else "…"
        return gap in ("と", "や", "、", "・", "及び", "および", "、同", "か", "から")

    def _day(
        self,
        mention: Mention,
        term: Term,
        base: Period | None,
        given: tuple[int | None, int | None],
        why: str,
        told: dt.date,
    ) -> tuple[Period, str]:
        value = int(term.value)
        if term.anchor == "told":
            return periods.day(told + value * _DAY), why
        if term.anchor == "last":
            # 翌日 counts from the last day of a longer time, 同日 and 前日 from its first.
            last = self._last_day
            here = (
                told
                if last is None
                else (last.end - _DAY).date()
                if value > 0 and last.kind == "days"
                else last.day
            )
            return periods.day(here + value * _DAY), f"直前の{here}から数えて{self._words(mention)}"
        if base is not None and base.kind == "month":
            return self._day_of_month(mention, base, value, why, told)
        if base is not None and base.kind == "week":
            near = (base.day + n * _DAY for n in sorted(range(-10, 17), key=lambda n: abs(n - 3)))
            return periods.day(next(d for d in near if d.day == value)), why
        year, month = given
        if year is not None and month is not None:
            return periods.day(dt.date(year, month, value)), why
        if mention.near and self._last is not None:
            anchor = self._last.day
            y, m = periods.months_on(anchor.year, anchor.month, value < anchor.day)
            return periods.day(dt.date(y, m, value)), f"直前の{self._last.value}と同じ月"
        return self._bare_day(mention, value, told)

    def _day_of_month(
        self, mention: Mention, month: Period, day: int, why: str, told: dt.date
    ) -> tuple[Period, str]:
        """A day with its month. Looking back goes by the day: 12月31日 written on 30 December was a year ago,
        unless the words say that it lies ahead."""
        found = dt.date(month.day.year, month.day.month, day) if month.day.month != 2 or day != 29 else None
        bare = "year" not in mention.terms and mention.terms["month"].anchor == "named"
        if found is None:
            found = dt.date(self._leap_year(month.day.year, told) if bare else month.day.year, 2, 29)
        if bare and "直近" in why and found > told and not self._ahead(mention, periods.day(found)):
            found = found.replace(year=found.year - 1)
        elif bare and "次の" in why and found < told and (told - found).days > 2:
            found = found.replace(year=found.year + 1)
        return periods.day(found), why

    @staticmethod
    def _leap_year(year: int, told: dt.date) -> int:
        """A bare 2月29日 lies in the last year that had one."""
        while year % 4 or (year % 100 == 0 and year % 400):
            year -= 1
        return year

    def _bare_day(self, mention: Mention, day: int, told: dt.date) -> tuple[Period, str]:
        force = self._month_in_force
        if force is not None and force[2] == self._sentence_of(mention.start):
            y, m, _ = force
            if (
                self._last is not None
                and self._last.kind in ("day", "part", "clock")
                and self._last.day.day - day > 15
            ):
                y, m = periods.months_on(y, m, 1)
            return periods.day(dt.date(y, m, day)), f"同じ文の{y}年{m}月"
        if day in self._days:
            known = self._days[day]
            return periods.day(known), f"本文で先に言われた{known.month}月の{day}日"
        if told.day == day:
            return periods.day(told), f"発行日{told}の当日"
        back, ahead = _nearest_day(told, day, -1), _nearest_day(told, day, 1)
        if ahead is not None and self._day_ahead(mention, told, back, ahead):
            return periods.day(ahead), f"{told}から見て次の{day}日"
        if (
            force is not None
            and self._same_paragraph(mention.start)
            and back is not None
            and (told - back).days > 3
        ):
            y, m, _ = force
            try:
                return periods.day(dt.date(y, m, day)), f"段落で先に言われた{y}年{m}月"
            except ValueError:
                pass  # the month in force has no such day, so another one is meant
        if back is None:
            raise ValueError(f"no day {day}")
        return periods.day(back), f"{told}から見て直近の{day}日"

    def _day_ahead(self, mention: Mention, told: dt.date, back: dt.date | None, ahead: dt.date) -> bool:
        """Whether a bare day means the next rather than the last one of its number."""
        past, future = (told - back).days if back else 99, (ahead - told).days
        if past <= 2:
            return False
        tense = self._tense(mention)
        if tense is None:
            return future < past  # a headline without a predicate: the nearer one
        return tense == "ahead" and (ahead.month == told.month or future <= 10)

    def _weekday(
        self, mention: Mention, value: int, base: Period | None, day: dt.date | None, why: str, told: dt.date
    ) -> tuple[Period, str]:
        nth, weekday = divmod(value, 10)
        if base is not None and base.kind in ("day", "part", "clock"):
            return base, why
        if nth and base is not None and base.kind == "month":
            return periods.nth_weekday(base, nth, weekday), why
        if base is not None and base.kind == "week":
            return periods.day(base.day + (weekday - 1) * _DAY), why
        if nth or base is not None:
            raise ValueError("a weekday of what?")
        if day is not None:
            return periods.day(day), why
        back = told - (told.isoweekday() - weekday) % 7 * _DAY
        words = self._words(mention)
        if self._ahead(mention, periods.day(back + 7 * _DAY)) and back != told:
            return periods.day(back + 7 * _DAY), f"{told}から見て次の{words}"
        return periods.day(back), f"{told}から見て直近の{words}"

    def _day_in_force(
        self, base: Period | None, day: dt.date | None, why: str, told: dt.date
    ) -> tuple[dt.date, str]:
        """The day that a part of a day or a clock time lies on when none is named beside it."""
        if day is not None:
            return day, why
        if base is not None:
            if base.kind not in ("day", "part", "clock"):
                raise ValueError("a part of what day?")
            return base.day, why
        if self._last_day is not None:
            return self._last_day.day, f"直前に言われた{self._last_day.day}"
        return told, f"発行日{told}"

    # -- lengths and recurring times

    def _length(self, item: Length) -> Time | Duration | None:
        found = self._relative(item)
        if found is not None:
            return found
        low = _duration(item.amounts)
        if item.most is None:
            return Duration(item.start, item.stem, low)
        return Duration(item.start, item.stem, f"{low}/{_duration(((item.most, item.amounts[-1][1]),))}")

    def _relative(self, item: Length) -> Time | None:
        """3年前 and 2日後, where they count from the day of telling or the last time, not from some event."""
        number, unit = item.amounts[0]
        if not item.direction or item.most is not None or number.vague or len(item.amounts) > 1:
            return None
        count = number.low
        if count != count.to_integral_value() or re.search(
            r"(?:から|より|の|[^はがも、。「\s]で)$", self._before(item.start, 2)
        ):
            return None
        told = self._told(item.start)
        anchored = bool(re.search(r"[そこ]の$|それから$", self._before(item.start, 4))) or item.direction > 0
        last = self._last if unit in ("年", "月") else self._last_day
        anchor = last if anchored else None
        day = anchor.day if anchor is not None else told
        by = int(count) * item.direction
        match unit:
            case "年":
                period = periods.year(day.year + by)
            case "月":
                period = periods.month(*periods.months_on(day.year, day.month, by))
            case "週":
                period = periods.week(day + 7 * by * _DAY)
            case "日":
                period = periods.day(day + by * _DAY)
            case _:
                return None
        self._last, self._last_end = period, item.end
        return self._time(
            item.start,
            item.end,
            period,
            f"{anchor.value if anchor else told}から数えて{self._text[item.start : item.end]}",
        )

    def _before(self, start: int, count: int) -> str:
        return self._text[max(0, start - count) : start]

    def _recurring(self, mention: Mention) -> Time | None:
        """毎週月曜: TIMEX3 SET, with the last time it came round as its place on the calendar."""
        told = self._told(mention.start)
        terms = mention.terms
        period, _ = self._resolve(mention)
        value = period.value
        match mention.every:
            case "年":
                value = re.sub(r"^[0-9]{4}", "XXXX", value)
            case "月":
                value = re.sub(r"^[0-9]{4}-[0-9]{2}", "XXXX-XX", value)
            case "週":
                value = f"XXXX-WXX-{int(terms['weekday'].value) % 10}" if "weekday" in terms else "P1W"
                if period.kind in ("part", "clock"):
                    value += period.value[10:]
            case "日":
                value = "XXXX-XX-XX" + period.value[10:]
        from_, until = period.bounds
        return Time(
            mention.start,
            mention.end,
            "SET",
            value,
            from_,
            until,
            f"繰り返し。{told}から見て{'次' if period.day > told else '直近'}の回",
        )

    # -- what was said before

    def _remember(self, mention: Mention, period: Period) -> None:
        self._last, self._last_end = period, mention.end
        terms = mention.terms
        day = period.day
        if period.kind in ("day", "days", "part", "clock"):
            self._last_day = period
        if period.kind in ("day", "part", "clock"):
            self._days[day.day] = day
        if "month" in terms:
            self._month_in_force = (day.year, day.month, self._sentence_of(mention.start))
            named_year = "year" in terms and terms["year"].anchor == "named"
            if not named_year:
                self._months[day.month] = day.year

    def _sentence_of(self, index: int) -> int:
        return bisect_right(self._sentence_starts, index) - 1

    def _same_paragraph(self, index: int) -> bool:
        return "\n" not in self._text[max(self._last_end, index - 500) : index]

    def _told(self, index: int) -> dt.date:
        """The day from which relative words count: the publication, or inside a quote the day it was said."""
        found = bisect_right(self._quote_starts, index) - 1
        if found < 0 or index >= self._quotes[found].end:
            return self._published
        quote = self._quotes[found]
        last = self._last
        if last is None or last.kind not in ("day", "part", "clock") or last.day > self._published:
            return self._published
        if self._last_end > quote.start or self._sentence_of(self._last_end) != self._sentence_of(
            quote.start
        ):
            return self._published
        return last.day

    # -- tense

    def _ahead(self, mention: Mention, period: Period) -> bool:
        """Whether the words behind the mention say that `period`, which does not hold the day of telling, lies ahead."""
        if period.start.date() <= self._published < period.end.date():
            return False
        return self._tense(mention) == "ahead"

    def _tense(self, mention: Mention) -> Literal["past", "ahead"] | None:
        """What the predicate behind a mention tells, None where there is none (a headline).

        A mention with a comma behind it is the sentence's topic, so the last predicate counts, otherwise the next.
        """
        text = self._text
        sentence = (
            self._sentences[self._sentence_of(mention.start)] if self._sentences else Span(0, len(text))
        )
        topic = text[mention.end : mention.end + 1] in ("、", "「", "『", ",")
        stop = re.compile(r"[。」』\n]").search(text, mention.end, min(sentence.end, mention.end + 300))
        limit = sentence.end if topic else stop.start() if stop else min(sentence.end, mention.end + 300)
        m = self._morphemes
        i = bisect_right(m.starts, mention.end - 1)
        last = min(len(m), i + _LOOK)
        if topic:
            last = bisect_right(m.starts, limit - 1)
            i = max(i, last - _FINAL)
        verdict: Literal["past", "ahead"] | None = None
        while i < last and m.starts[i] < limit:
            said = self._tense_at(i)
            verdict = said or verdict
            if said and not topic:
                break
            i += 1
        return verdict

    def _tense_at(self, i: int) -> Literal["past", "ahead"] | None:
        m, text = self._morphemes, self._text
        tag, lemma = m.tags[i], m.lemmas[i]
        if _FORWARD.match(text, m.starts[i]):
            return "ahead"
        if not m.forms[i].startswith(("終止形", "連体形")):
            return None
        if tag == "助動詞":
            if lemma == "た":
                return "past"
            return "ahead" if lemma in ("れる", "られる", "せる", "させる") else None
        if (
            not tag.startswith("動詞")
            or lemma in _IDLE_VERBS
            or text.startswith(("よう", "ほど", "ため"), m.ends[i])
        ):
            return None
        return "past" if lemma in ("いる", "居る") and text[m.starts[i] - 1] in "てで" else "ahead"


def _quotes(text: str) -> list[Span]:
    """Outermost brackets 「」 and 『』; one that is not closed within its paragraph is no quote."""
    found: list[Span] = []
    stack: list[int] = []
    for mark in re.finditer(r"[「『」』\n]", text):
        if mark.group() in "「『":
            stack.append(mark.start())
        elif mark.group() == "\n":
            stack.clear()
        elif stack:
            opened = stack.pop()
            if not stack:
                found.append(Span(opened, mark.end()))
    return found


def _fiscal(day: dt.date) -> int:
    return day.year - (day.month < 4)


def _distance(period: Period, day: dt.date) -> int:
    """Days between the two, 0 where the period holds the day."""
    if day < period.start.date():
        return (period.start.date() - day).days
    return max(0, (day - period.end.date()).days + 1)


def _nearest_day(told: dt.date, day: int, way: int) -> dt.date | None:
    """The nearest day of that number, `told` included, backwards (-1) or forwards (1); None where there is none."""
    for by in range(0, 3 * way, way):
        y, m = periods.months_on(told.year, told.month, by)
        try:
            found = dt.date(y, m, day)
        except ValueError:
            continue
        if (found - told).days * way >= 0:
            return found
    return None


def _duration(amounts: Sequence[tuple[Numeral, str]]) -> str:
    """ISO 8601, with X for digits that the words leave open (数年: PXY)."""
    sums: dict[str, str] = {}
    for number, unit in amounts:
        letter, value = LENGTHS[unit], number
        if letter == "C":
            letter, value = "Y", Numeral(number.low * 100, number.high * 100)
        if letter in sums and not value.vague:
            sums[letter] = (
                _digits(Decimal(sums[letter]) + value.low) if "X" not in sums[letter] else sums[letter]
            )
        else:
            sums[letter] = _digits(value.low) if not value.vague else _open_digits(value)
    date = "".join(f"{n}{u}" for u, n in sums.items() if u in "YMWD")
    time = "".join(f"{n}{u.upper()}" for u, n in sums.items() if u in "Hms" or u == "S")
    return "P" + date + ("T" + time if time else "")


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _open_digits(value: Numeral) -> str:
    low, high = _digits(value.low), _digits(value.high)
    if len(low) != len(high):
        return "X"
    return "".join(a if a == b else "X" for a, b in zip(low, high, strict=True))
