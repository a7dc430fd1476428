"""Figures and days that a statement gives, each with the slot it fills."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from kirinuki.model.reading import Interval
from kirinuki.model.text import Span, fold_width
from kirinuki.read.lexicons import rows
from kirinuki.read.numerals import NUMBER, read_number
from kirinuki.weave.claims.propositions import Words, words_of

_MAGNITUDE = re.compile(rf"(?:マグニチュード|M)(?:を|は|が|で)?(?:約|およそ)?(?P<number>{NUMBER})")
_ALSO = re.compile("(?:で|に)も")
_MAYBE = re.compile(
    "前回|昨年|前年|去年|過去|従来|に迫|近く|寸前|可能性|恐れ|おそれ|見込み|見通し|かもしれ|だろう|目標|予定|推計|推定|暫定|一般に|通常|平均"
)
"""Words of a clause that gives no value for what is now so."""
_HEADS = frozenset({"人", "者", "方", "数", "総数", "全員", "合計", "計"})
_UNITS = {"名": "人"}
_NEAR = 1.15
"""How many times as large one figure may be as another that is only about."""
_AHEAD = 14
"""Tokens in which a day finds what happens on it."""


class Figure(NamedTuple):
    """A number at `span` of `unit` for `slot`, what is counted or measured; `low`, `high` and `bound` as in `Quantity`.

    `measured` where it is read off a thing that has one such value, and not counted as more come in. `words` are the nouns of
    its clause.
    """

    span: Span
    slot: str
    unit: str
    low: float
    high: float
    measured: bool = False
    about: bool = False
    bound: str | None = None
    words: frozenset[str] = frozenset()

    def differs(self, other: Figure) -> bool:
        """Whether only one of the two can be true: 1万人以上 and 2万人以上 too, of which each says how far it is known."""
        if self.bound and self.bound == other.bound:
            return self.low != other.low
        if self.low <= other.high and other.low <= self.high:
            return False
        if _leaves_open(self, other) or _leaves_open(other, self):
            return False
        least, most = sorted((self.low, other.low))
        return not (_rounds(self, other) or _rounds(other, self)) and not (
            (self.about or other.about) and most <= least * _NEAR
        )


class Day(NamedTuple):
    """A day at `span` for `event`. `words` are the nouns of its clause."""

    span: Span
    event: str
    when: Interval
    words: frozenset[str] = frozenset()

    def differs(self, other: Day) -> bool:
        return not (self.when.from_ < other.when.until and other.when.from_ < self.when.until)


def _leaves_open(one: Figure, other: Figure) -> bool:
    """Whether the first is a bound that the second keeps."""
    return (one.bound == "min" and other.low >= one.low) or (one.bound == "max" and other.low <= one.low)


def _rounds(coarse: Figure, fine: Figure) -> bool:
    """Whether the first is the second said more roughly: 25万 for 25万1,040."""
    written = f"{coarse.low:.0f}"
    zeros = len(written) - len(written.rstrip("0"))
    return zeros > 2 and abs(coarse.low - fine.low) < 10**zeros


@cache
def tolls() -> Mapping[str, str]:
    """What is counted of a disaster, by each of its words."""
    return {row[0]: row[2] for row in rows("claim_words", "weave") if row[1] == "toll"}


class _Content:
    """The content of a statement without its holes."""

    def __init__(self, words: Words, content: Span, holes: Sequence[Span]) -> None:
        self.words, self.text = words, words.reading.text
        self._content, self._holes = content, holes

    def has(self, span: Span) -> bool:
        return self._content.holds(span) and not any(hole.holds(span) for hole in self._holes)

    def clause(self, span: Span) -> Span:
        """What stands between the commas around `span`."""
        start = max(self.text.rfind(mark, self._content.start, span.start) for mark in "、。") + 1
        ends = [self.text.find(mark, span.end, self._content.end) for mark in "、。"]
        end = min((end for end in ends if end >= 0), default=self._content.end)
        return Span(max(start, self._content.start), end)

    def tells_of(self, span: Span) -> bool:
        """Whether the number at `span` is one of what is told, now: not that of another place or time, nor a forecast.

        四川省でも7人が死亡: another place, whose figure is another.
        """
        before = self.words.sentence(span.start).start
        return not _MAYBE.search(self.clause(span).of(self.text)) and not _ALSO.search(
            self.text, before, span.start
        )


def figures(words: Words, content: Span, holes: Sequence[Span]) -> Iterator[Figure]:
    """The figures that `content` gives outside the `holes`."""
    inside = _Content(words, content, holes)
    for match in _MAGNITUDE.finditer(fold_width(content.of(inside.text))):
        number = read_number(match["number"])
        span = Span(content.start + match.start("number"), content.start + match.end("number"))
        if number is not None and inside.has(span) and inside.tells_of(span):
            yield Figure(
                span, "マグニチュード", "マグニチュード", float(number.low), float(number.high), measured=True
            )
    for quantity in words.reading.quantities:
        low = quantity.high if quantity.low is None else quantity.low
        high = quantity.low if quantity.high is None else quantity.high
        if low is None or high is None or quantity.counted is None or quantity.vague:
            continue
        span = Span(quantity.start, quantity.end)
        slot = _slot(words, quantity.counted)
        if slot is not None and inside.has(span) and inside.tells_of(span):
            yield Figure(
                span,
                slot,
                _UNITS.get(quantity.unit, quantity.unit),
                low,
                high,
                slot in words_of("measured"),
                quantity.approximate,
                quantity.bound,
                words.nouns(inside.clause(span)) - {slot},
            )


def days(words: Words, content: Span, holes: Sequence[Span]) -> Iterator[Day]:
    """The days that `content` gives outside the `holes` for what happens on them."""
    inside = _Content(words, content, holes)
    for time in words.reading.times:
        if time.type == "DATE" and time.granularity == "day" and inside.has(time):
            event = _event_on(words, time, content)
            if event is not None:
                span = Span(time.start, time.end)
                yield Day(
                    span, event, Interval(time.from_, time.until), words.nouns(inside.clause(span)) - {event}
                )


def _slot(words: Words, counted: Span) -> str | None:
    """The word for what is counted; of 家を失った者 the verb as well."""
    m = words.m
    first, last = words.tokens(counted)
    word = "".join(m.words[first:last])
    if word not in _HEADS:
        return tolls().get(word, word) or None
    before = first - 1
    while before > 0 and m.tags[before].startswith("助動詞"):
        before -= 1
    return m.lemmas[before] + word if before >= 0 and m.tags[before].startswith("動詞") else None


def _event_on(words: Words, time: Span, content: Span) -> str | None:
    """What a day is told of: the first event behind its に, before its clause ends."""
    m = words.m
    _, at = words.tokens(time)
    last = min(words.tokens(content)[1], at + _AHEAD)
    if at >= last or m.words[at] not in ("に", "から", "まで", "以降"):
        return None
    for i in range(at + 1, last):
        if m.words[i] in ("、", "，", "。"):
            return None
        if m.tags[i].startswith("動詞-一般") or (words.is_noun(i) and "サ変" in m.tags[i]):
            return m.lemmas[i]
        if words.is_noun(i) and i + 1 < last and m.words[i + 1] in ("が", "を"):
            return m.words[i]
    return None
