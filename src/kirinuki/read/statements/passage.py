"""A sentence as the rules of attribution walk it: morphemes on one level, each bracketed stretch one unit.

Rules that look left or right from a particle must not stumble into what stands in brackets, and must be able to
ask of any place what noun phrase ends there. Both are answered here, in time that grows with the answer only.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kirinuki.model.reading import Entity, Morphemes, Time
from kirinuki.model.text import Record, Span
from kirinuki.read.brackets import QUOTES

_NOUNS = ("名詞", "接尾辞", "接頭辞", "代名詞", "記号", "補助記号-一般", "形状詞-一般")
_SOURCED = re.compile(r"[^、。(「]{2,24}?によ(?:ると|れば|りますと)")
"""At the head of an aside: whose figures or words it holds."""
_ASIDE = 80
"""Morphemes of the longest aside that is looked into."""
_RECENT_NAMES = 12
"""Names back to which one is looked for."""
_PREDICATES = ("動詞", "形容詞", "助動詞", "形状詞", "接尾辞-形容詞", "接尾辞-動詞", "接尾辞-形状詞")


class Level(Record, frozen=True):
    """One level of a text: `units` are morpheme indices in order, a bracketed stretch being its opening bracket.

    `quoted` is true for what stands inside quote brackets.
    """

    units: Sequence[int]
    quoted: bool


class Passage:
    """A text's morphemes with its brackets, names and times at hand; what the rules know of the text."""

    def __init__(
        self,
        plain: str,
        published: dt.date,
        morphemes: Morphemes,
        pairs: dict[int, int],
        entities: Sequence[Entity],
        times: Sequence[Time],
        marked: Sequence[int],
    ) -> None:
        self.plain = plain
        self.published = f"{published}T24"
        """The end of the day of publication, to compare with the bounds of times."""
        self.starts = morphemes.starts
        self.ends = morphemes.ends
        self.tags = morphemes.tags
        self.forms = morphemes.forms
        self.lemmas = morphemes.lemmas
        self.words = morphemes.words
        """The words of each morpheme, width-folded."""
        self.close: dict[int, int] = {}
        """Each opening bracket's morpheme to its closing one's."""
        for opener, closer in pairs.items():
            first, last = bisect_left(self.starts, opener), bisect_left(self.starts, closer)
            if last < len(self.starts) and self.starts[first] == opener and self.starts[last] == closer:
                self.close[first] = last
        self._openers = sorted(self.close)
        self._marked = marked
        self._times = times
        self._time_starts = [time.start for time in times]
        self._time_at = {time.start: time for time in times}
        self._entities = entities
        self._entity_starts = [entity.start for entity in entities]
        self._named: dict[int, Entity] = {}
        for entity in entities:
            self._named[entity.end] = entity
            if entity.title:
                self._named[entity.end + len(entity.title)] = entity

    def marked_between(self, first: int, past: int) -> Sequence[int]:
        """The morphemes of this range that a rule may start from."""
        return self._marked[bisect_left(self._marked, first) : bisect_left(self._marked, past)]

    def identity(self, mention: Span) -> str:
        """One key for all mentions of one speaker: who a person is, else the words themselves."""
        k = bisect_left(self._entity_starts, mention.start)
        entity = self._entities[k] if k < len(self._entities) else None
        if entity is not None and mention.holds(entity) and entity.who is not None:
            return entity.who
        return (
            mention.of(self.plain)
            if entity is None or entity.start != mention.start
            else entity.of(self.plain)
        )

    def person_in(self, mention: Span) -> str | None:
        """The key of the person whom the words name, None where they name nobody."""
        k = bisect_left(self._entity_starts, mention.start)
        entity = self._entities[k] if k < len(self._entities) else None
        held = entity is not None and entity.type == "PERSON" and mention.holds(entity)
        return entity.who if held and entity is not None else None

    def entities_between(self, start: int, end: int) -> Sequence[Entity]:
        """The names that start in this range of the text."""
        starts = self._entity_starts
        return self._entities[bisect_left(starts, start) : bisect_left(starts, end)]

    def is_facility(self, mention: Span) -> bool:
        """Whether the words end in the name of a facility."""
        entity = self._named.get(mention.end)
        return entity is not None and entity.type == "FACILITY"

    def accused_before(self, end: int) -> Span | None:
        """The last mention before this offset of somebody who is accused, with the title: 鈴木容疑者."""
        k = bisect_left(self._entity_starts, end)
        for entity in reversed(self._entities[max(k - _RECENT_NAMES, 0) : k]):
            if entity.title is not None and entity.title.startswith(("容疑者", "被告")):
                return Span(entity.start, entity.end + len(entity.title))
        return None

    def times_between(self, start: int, end: int) -> list[Time]:
        """The time expressions inside this range of the text."""
        k = stop = bisect_left(self._time_starts, start)
        while stop < len(self._times) and self._times[stop].end <= end:
            stop += 1
        return list(self._times[k:stop])

    def time_at(self, start: int) -> Time | None:
        """The time expression that starts at this offset."""
        return self._time_at.get(start)

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
        return (
            self.tags[i].startswith(_PREDICATES)
            or self.tags[i] == "助詞-終助詞"
            # 影響するのでは: ないか is left out
            or (self.words[i] == "は" and self.words[i - 1] == "で" and self.words[i - 2] in ("の", "ん"))
        )

    def entity_ending(self, end: int) -> Entity | None:
        """The name, with its title or without, that ends at this offset."""
        return self._named.get(end)

    def levels(self, first: int, past: int) -> Iterator[Level]:
        """The level of morphemes `first` to `past`, then that of each quote in it, outer before inner.

        What stands in other brackets is an aside that reports nothing, unless it names its source at once
        (B通信によると午前0時20分): then it is a level like a quote, and hands nothing on.
        """
        openers = self._openers
        k = bisect_left(openers, first)
        if k == len(openers) or openers[k] >= past:
            yield Level(range(first, past), False)
            return
        todo = [(first, past, False)]
        while todo:
            i, stop, quoted = todo.pop()
            units: list[int] = []
            inner: list[tuple[int, int, bool]] = []
            k = bisect_left(openers, i)
            while k < len(openers) and openers[k] < stop:
                opener, k = openers[k], k + 1
                close = self.close[opener]
                if close < stop:
                    units += range(i, opener + 1)
                    if self.words[opener] in QUOTES or self._sourced_aside(opener, close):
                        inner.append((opener + 1, close, True))
                    i = close + 1
                    k = bisect_left(openers, i, k)
            units += range(i, stop)
            yield Level(units, quoted)
            todo.extend(reversed(inner))

    def _sourced_aside(self, opener: int, close: int) -> bool:
        """Whether the words in round brackets are of a source they name: (C研究所によれば5.6)."""
        if self.words[opener] != "(" or close - opener > _ASIDE:
            return False
        return _SOURCED.match(self.plain, self.ends[opener], self.starts[close]) is not None

    def span(self, first: int, last: int) -> Span:
        """From the start of unit `first` to the end of unit `last`."""
        return Span(self.starts[first], self.end(last))
