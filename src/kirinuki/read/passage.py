"""A sentence as the rules of attribution walk it: morphemes on one level, each bracketed stretch one unit.

Rules that look left or right from a particle must not stumble into what stands in brackets, and must be able to
ask of any place what noun phrase ends there. Both are answered here, in time that grows with the answer only.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kirinuki.model.reading import Entity, Morphemes
from kirinuki.model.text import Span
from kirinuki.read.brackets import QUOTES

_NOUNS = ("名詞", "接尾辞", "接頭辞", "代名詞", "記号", "補助記号-一般", "形状詞-一般")
_PREDICATES = ("動詞", "形容詞", "助動詞", "形状詞")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a text: `units` are morpheme indices in order, a bracketed stretch being its opening bracket.

    `quoted` is true for what stands inside quote brackets.
    """

    units: Sequence[int]
    quoted: bool


class Passage:
    """A text's morphemes with its brackets and names at hand; what the rules know of the text."""

    def __init__(
        self, plain: str, morphemes: Morphemes, pairs: dict[int, int], entities: Sequence[Entity]
    ) -> None:
        self.plain = plain
        self.starts = morphemes.starts
        self.ends = morphemes.ends
        self.tags = morphemes.tags
        self.forms = morphemes.forms
        self.lemmas = morphemes.lemmas
        self.words = [plain[a:b] for a, b in zip(self.starts, self.ends, strict=True)]
        """The words of each morpheme, width-folded."""
        self.close: dict[int, int] = {}
        """Each opening bracket's morpheme to its closing one's."""
        for opener, closer in pairs.items():
            first, last = bisect_left(self.starts, opener), bisect_left(self.starts, closer)
            if last < len(self.starts) and self.starts[first] == opener and self.starts[last] == closer:
                self.close[first] = last
        self._openers = sorted(self.close)
        self.entities = entities
        self._named: dict[int, Entity] = {}
        for entity in entities:
            self._named[entity.end] = entity
            if entity.title:
                self._named[entity.end + len(entity.title)] = entity

    def identity(self, mention: Span) -> str:
        """One key for all mentions of one speaker: who a person is, else the words themselves."""
        k = bisect_left(self.entities, mention.start, key=lambda e: e.start)
        entity = self.entities[k] if k < len(self.entities) else None
        if entity is not None and mention.holds(entity) and entity.who is not None:
            return entity.who
        return (
            mention.of(self.plain)
            if entity is None or entity.start != mention.start
            else entity.of(self.plain)
        )

    def entities_between(self, start: int, end: int) -> Sequence[Entity]:
        """The names that start in this range of the text."""
        low = bisect_left(self.entities, start, key=lambda e: e.start)
        return self.entities[low : bisect_left(self.entities, end, key=lambda e: e.start)]

    def word(self, i: int) -> str:
        """The words of morpheme `i`, width-folded."""
        return self.words[i]

    def end(self, i: int) -> int:
        """Where the unit at `i` ends in the text, its closing bracket included."""
        return self.ends[self.close.get(i, i)]

    def is_quote(self, i: int) -> bool:
        """Whether the unit is a whole stretch in quote brackets."""
        return i in self.close and self.words[i] in QUOTES

    def is_noun(self, i: int) -> bool:
        """Whether the unit can be part of a noun phrase by itself."""
        return i in self.close or self.tags[i].startswith(_NOUNS)

    def is_predicate(self, i: int) -> bool:
        """Whether the unit can end a clause that says something."""
        return self.tags[i].startswith(_PREDICATES) or self.tags[i] == "助詞-終助詞"

    def entity_ending(self, end: int) -> Entity | None:
        """The name, with its title or without, that ends at this offset."""
        return self._named.get(end)

    def levels(self, first: int, past: int) -> Iterator[Level]:
        """The level of morphemes `first` to `past`, then that of each quote in it, outer before inner.

        What stands in other brackets is an aside that reports nothing.
        """
        k = bisect_left(self._openers, first)
        if k == len(self._openers) or self._openers[k] >= past:
            yield Level(range(first, past), False)
            return
        todo = [(first, past, False)]
        while todo:
            i, stop, quoted = todo.pop()
            units: list[int] = []
            inner: list[tuple[int, int, bool]] = []
            while i < stop:
                units.append(i)
                close = self.close.get(i)
                if close is not None and close < stop:
                    if self.words[i] in QUOTES:
                        inner.append((i + 1, close, True))
                    i = close
                i += 1
            yield Level(units, quoted)
            todo.extend(reversed(inner))

    def span(self, first: int, last: int) -> Span:
        """From the start of unit `first` to the end of unit `last`."""
        return Span(self.starts[first], self.end(last))
