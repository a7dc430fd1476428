"""Calendar times and lengths of time, as layers of a reading.

`phrases` finds the words, `reckoning` says what they mean, `zones` whose clock; here they become `Time` and `Duration`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kirinuki.model.reading import Duration, Morphemes, Time, TimeType
from kirinuki.model.text import Span, replace
from kirinuki.read.brackets import Brackets, find_brackets
from kirinuki.read.times import distances, periods, recurring
from kirinuki.read.times.lengths import Length, iso
from kirinuki.read.times.periods import Period
from kirinuki.read.times.phrases import Mention, Stretch, find_phrases
from kirinuki.read.times.reckoning import reckon
from kirinuki.read.times.story import Story
from kirinuki.read.times.tense import Tenses
from kirinuki.read.times.words import Term
from kirinuki.read.times.zones import Zones


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
    tenses = Tenses(plain, sentences, morphemes)
    story = Story(plain, tenses, published, pairs)
    phrases = find_phrases(plain, morphemes)
    story.will_tell(phrases, lambda story, mention: reckon(story, mention)[0])
    maker = _Maker(story, Zones(plain, sentences))
    times: list[Time] = []
    durations: list[Duration] = []
    for item in phrases:
        try:
            found = maker.length(item) if isinstance(item, Length) else maker.time(item)
        except (ValueError, OverflowError):  # there is no such day, and a reader would pass over it too
            continue
        if isinstance(found, Time):
            times.append(found)
        else:
            durations.append(found)
    return tuple(times), tuple(durations)


class _Maker:
    """Makes the items of one text from its phrases, in order."""

    def __init__(self, story: Story, zones: Zones) -> None:
        self._story = story
        self._zones = zones

    def time(self, item: Mention | Stretch) -> Time:
        story = self._story
        mention = item.first if isinstance(item, Stretch) else item
        if not mention.terms:
            return self._made(item, *self._cycle(mention))
        if isinstance(item, Stretch) and _takes_year_of_end(item):
            mention = replace(mention, terms={"year": _year_before(item)} | mention.terms)
        period, why = reckon(story, mention)
        if mention.every is None:
            story.remember(period, mention)
        if isinstance(item, Stretch):
            try:
                last, _ = reckon(story, item.last, after=period)
                if mention.every is None:
                    story.remember(last, item.last)
                period, why = periods.between(period, last), f"{why}。終わりは始まりの後に来る最初のもの"
            except (ValueError, OverflowError):  # 28日から32日: the start stands without its end
                item = mention
        if mention.every is None:
            return self._made(item, period, why)
        told = story.told(mention.start).day
        return self._made(item, period, recurring.rounds_why(told, period), recurring.value(mention, period))

    def _cycle(self, mention: Mention) -> tuple[Period, str, str]:
        told = self._story.told(mention.start).day
        period = recurring.around(mention.every or "", told)
        return period, recurring.rounds_why(told, period), recurring.value(mention, period)

    def length(self, item: Length) -> Time | Duration:
        if item.recurs:
            period, value, why = recurring.cycle(item, self._story.told(item.start).day)
            return self._made(item, period, why, value)
        placed = distances.place(item, self._story)
        if placed is not None:
            return self._made(item, *placed)
        return Duration(item.start, item.stem, item.iso, _why_length(item))

    def _made(
        self, item: Mention | Stretch | Length, period: Period, why: str, set_value: str | None = None
    ) -> Time:
        from_, until = period.bounds
        if not from_ < until:
            raise ValueError("an empty period")
        type_: TimeType = "SET" if set_value else "TIME" if period.is_fine else "DATE"
        zone = self._zones.of(item.start, item.end, period)
        value = set_value or period.value
        return Time(item.start, item.end, type_, value, from_, until, period.grain, why, zone)


def _takes_year_of_end(item: Stretch) -> bool:
    """10月〜2007年3月: only the end says which year."""
    first, last = item.first.terms, item.last.terms
    return (
        "month" in last and "month" in first and next(iter(last)) == "year" and next(iter(first)) == "month"
    )


def _year_before(item: Stretch) -> Term:
    """The year of the start: that of the end, or the one before it."""
    year, first, last = item.last.terms["year"], item.first.terms["month"], item.last.terms["month"]
    crosses = "named" == first.anchor == last.anchor and int(first.value) > int(last.value)
    return Term("year", year.anchor, int(year.value) - crosses)


def _why_length(item: Length) -> str:
    if item.direction:
        return "何から数えるかが日付でないので、暦の上の位置でなく長さ"
    if item.most is not None:
        return f"二つの長さの幅(短い方は{iso(item.amounts)})の長い方"
    if any(number.vague for number, _ in item.amounts):
        return "数える語がぼかされた長さ(X は決まらない桁)"
    return "数に単位が付いて長さを表し、暦の上の位置を名指さない"
