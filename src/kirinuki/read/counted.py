"""What a quantity counts: 死者 of 死者3人, 住民 of 3人の住民, 死亡 of 3人が死亡した.

The noun beside the number is taken where there is one, else the topic or subject that the number is said of, else
what is said of the number.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from kirinuki.model.reading import Morphemes, Quantity
from kirinuki.model.text import Span, replace
from kirinuki.read.lexicons import rows

_NOUN = ("名詞-普通名詞", "名詞-固有名詞", "接尾辞-名詞的", "接頭辞")
_LONGEST = 8
"""Morphemes of a noun phrase that is taken for what is counted."""

_SHARES = ("", "%", "％", "割", "パーセント")
_DIRECTION = re.compile(r"(?:の)?(?:増加?|減少?|高|安|上昇|下落|低下|黒字|赤字|引き上げ|引き下げ)")
"""Behind a share these say which way it went: 3%増 counts nothing called 増."""


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(word for name, words in rows("counting") if name == kind for word in words.split())


class Slots:
    """Gives quantities what they count. Built once a text; linear in the number of quantities."""

    def __init__(self, plain: str, morphemes: Morphemes, times: Sequence[Span]) -> None:
        """`times` are the times and durations of the text, which nothing counts."""
        self._plain = plain
        self._m = morphemes
        self._free = 0
        self._taken = sorted((Span(t.start, t.end) for t in times), key=lambda span: span.start)

    def fill(self, quantities: Iterable[Quantity]) -> Iterator[Quantity]:
        """The same quantities, each with `counted` where the words beside it say."""
        quantities = list(quantities)
        for before, quantity in zip([None, *quantities], quantities, strict=False):
            self._free = before.end if before else 0
            span, why = self._slot(quantity)
            if span is not None and span.overlaps(quantity):  # the dictionary has a longer word there
                span = None
            yield replace(quantity, counted=span, why=f"{quantity.why}。{why}") if span else quantity

    def _slot(self, quantity: Quantity) -> tuple[Span | None, str]:
        m = self._m
        first, past = bisect_left(m.starts, quantity.start), bisect_left(m.starts, quantity.end)
        if self._plain.startswith("=", quantity.end):
            return None, ""  # 1ドル=154円
        if past < len(m) and _DIRECTION.match(self._plain, quantity.end):
            return self._of_topic(self._before_sums(first)), "数えるものは主題・主語の名詞"
        before = self._before_sums(first)
        if (noun := self._noun_before(before)) is not None:
            return noun, "数えるものは直前の名詞"
        if (
            quantity.unit in _SHARES
            and self._is(before - 1, ("の",))
            and (whole := self._noun_before(before - 1))
        ):
            return whole, "数えるものは割合の元の名詞"  # 有権者の3割
        if past < len(m) and m.words[past] == "相当":
            past += 1
        particle = m.words[past] if past < len(m) else ""
        if particle == "の" and (noun := self._noun_from(past + 1)) is not None:
            return noun, "数えるものは「の」の後の名詞"
        if particle in ("が", "を", "も", "は") and (said := self._predicate(past + 1)) is not None:
            return said, "数えるものは述語が言う"
        action = self._action(past)
        if action is not None and not self._is(before - 1, ("が", "を")):
            return action, "数えるものは述語が言う"
        return self._of_topic(before), "数えるものは主題・主語の名詞"

    def _before_sums(self, first: int) -> int:
        """The position behind the last word before `first` that is none like 計 or 約."""
        m = self._m
        while first > 0 and m.words[first - 1] in _words("sum"):
            first -= 1
        return first

    def _is(self, i: int, words: tuple[str, ...]) -> bool:
        return i >= 0 and self._m.words[i] in words and self._m.tags[i].startswith("助詞")

    def _of_topic(self, before: int) -> Span | None:
        """The noun that は, が, も or を marks right before the number, a comma between them or none."""
        if before > 1 and self._m.words[before - 1] == "、":
            before = self._before_sums(before - 1)
        return self._noun_before(before - 1) if self._is(before - 1, ("は", "が", "も", "を")) else None

    def _noun_before(self, past: int) -> Span | None:
        """The noun phrase that ends before the morpheme `past`; None where it is a time or none."""
        m = self._m
        first = past
        while first > 0 and past - first < _LONGEST and self._is_noun(first - 1):
            if first < past and m.ends[first - 1] != m.starts[first]:
                break
            first -= 1
        if past == first or m.tags[past - 1] == "名詞-普通名詞-副詞可能" or m.words[past - 1].endswith("比"):
            return None
        while first < past - 1 and m.tags[first] == "名詞-普通名詞-副詞可能":
            first += 1
        return self._unless_taken(Span(m.starts[first], m.ends[past - 1]))

    def _noun_from(self, first: int) -> Span | None:
        """The noun phrase that begins at the morpheme `first`."""
        m = self._m
        past = first
        while past < len(m) and past - first < _LONGEST and self._is_noun(past):
            past += 1
        if past == first or m.tags[first] == "名詞-普通名詞-副詞可能":
            return None
        return self._unless_taken(Span(m.starts[first], m.ends[past - 1]))

    def _predicate(self, first: int) -> Span | None:
        """What is said of the number: the verb or verbal noun that its clause reaches without another argument."""
        for i in range(first, min(first + _LONGEST, len(self._m))):
            if (action := self._action(i)) is not None:
                return action
            if not self._m.tags[i].startswith(
                ("副詞", "助詞-格助詞", "名詞", "接", "形状詞", "補助記号-読点")
            ):
                return None
        return None

    def _action(self, i: int) -> Span | None:
        """The verb or verbal noun at `i`: 死亡(した), 増え(た), けが."""
        m = self._m
        if i >= len(m):
            return None
        if m.tags[i].startswith("動詞-一般"):
            if m.lemmas[i] in _words("reach"):
                return None
            return Span(m.starts[i], m.ends[i])
        if not m.tags[i].startswith("名詞-普通名詞-サ変"):
            return None
        follows = m.lemmas[i + 1] if i + 1 < len(m) else "。"
        ends = follows in ("する", "できる", "。", "、", "」", "と", "か") or m.tags[i + 1].startswith(
            "補助記号"
        )
        return Span(m.starts[i], m.ends[i]) if ends else None

    def _is_noun(self, i: int) -> bool:
        tag = self._m.tags[i]
        return tag.startswith(_NOUN) and self._m.words[i] not in _words("sum")

    def _unless_taken(self, span: Span) -> Span | None:
        """`span`, unless it reaches into the quantity before or a time."""
        i = bisect_right(self._taken, span.start, key=lambda time: time.end)
        timed = i < len(self._taken) and self._taken[i].overlaps(span)
        return None if timed or span.start < self._free else span
