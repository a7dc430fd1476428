"""What a reader keeps in mind from one sentence to the next."""

from __future__ import annotations

from dataclasses import dataclass, field

from kirinuki.model.reading import Interval, Speaker, Stance
from kirinuki.model.text import Record, Span


class Pointer(Record, frozen=True):
    """Who is about to be quoted, if that is known, and by what cue: Aは次のように述べた。"""

    speaker: Speaker | None
    cue: Span
    said: Interval | None
    stance: Stance = "said"


@dataclass(slots=True)
class Discourse:
    """Whom the next sentence may leave out, and what it may point to.

    Where a sentence names no speaker, `speaker` is taken: who said something last, or was spoken of since.
    Where it is hearsay, `source` is taken. Both fade after `_REACH` sentences that do not renew them.
    """

    speaker: Span | None = None
    said: Interval | None = None
    """When `speaker` spoke."""
    age: int = 0
    """Sentences since `speaker` was set."""
    acted: bool = False
    """Whether `speaker` has said nothing, but was the subject of what happened last."""
    outlet: Span | None = None
    """The outlet that reported something last."""
    outlet_age: int = 0
    turn: int = 0
    """Sentences since `speaker` spoke or was spoken of himself; `age` is renewed by sources as well."""
    sourced: bool = False
    """Whether `speaker` reported a fact that hearsay may go on with, rather than being quoted or spoken of."""
    source: Span | None = None
    """Who was the source of the last hearsay: Xによると."""
    source_age: int = 0
    days: dict[str, Interval] = field(default_factory=dict)
    """When each spoke, or met others, last; by `Passage.identity`."""
    heard: list[tuple[str, Interval | None]] = field(default_factory=list)
    """Who spoke, by their words, and when; the last of them last."""
    day: Interval | None = None
    """The last day told of something that happened."""
    day_age: int = 0
    """Sentences since `day` was set."""
    met: bool = False
    """Whether `day` is that of a meeting, on which everybody spoke who is quoted behind it."""
    accused: Span | None = None
    """Who was arrested or charged last: later sentences leave out who admits and denies."""
    relay: Span | None = None
    """Who relayed what the sentence before reports: …と発表した。ロイター通信が伝えた。"""
    label: Span | None = None
    """The line before, where it only names somebody: a broadcaster's way of telling whose the quote below is."""
    asked: Span | None = None
    """Who answers, where the report is one of questions and answers (学芸員に聞いた。), until another speaks."""
    quote: Span | None = None
    """A quote that stood alone in the sentence before."""
    pointer: Pointer | None = None
    """A pointer to a quote in the sentence before."""

    def next_sentence(self) -> None:
        """A sentence has been read; who was spoken of before it is one sentence further away."""
        self.age += 1
        self.source_age += 1
        self.turn += 1
        self.day_age += 1
        self.outlet_age += 1
        if self.outlet_age > _SAME_OUTLET:
            self.outlet = None
        if self.day_age > _SAME_DAY:
            self.day, self.met = None, False
        if self.source_age > _REACH:
            self.source = None
        if self.age > _REACH:
            self.speaker = self.said = None
            self.sourced = False

    def relays(self, source: Span, said: Interval | None) -> None:
        """`source` was the source of hearsay; it speaks as well where nobody else has."""
        self.source, self.source_age = source, 0
        if self.speaker is None:
            self.speaks(source, said)
        else:
            self.age = 0

    def speaks(self, speaker: Span, said: Interval | None) -> None:
        """`speaker` said something, or is what the sentence is about."""
        self.speaker, self.said, self.age, self.acted = speaker, said, 0, False
        self.turn = 0

    def spoke(self, key: str, words: str, said: Interval | None) -> None:
        """`words`, known as `key`, said something."""
        if said is not None:
            self.days[key] = said
        self.heard = [*self.heard[1 - _HEARD :], (words, said)]

    def knows(self, words: str) -> bool:
        """Whether these words spoke before."""
        return any(words == heard for heard, _ in self.heard)

    def when(self, key: str, words: str) -> Interval | None:
        """When somebody spoke last, if it is told: `words` may leave out part of how he was named before."""
        if key in self.days:
            return self.days[key]
        for full, said in reversed(self.heard):
            if _shortens(words, full):
                return said
        return self.day if self.met else None


def _shortens(words: str, full: str) -> bool:
    """Whether `words` are `full` with one stretch left out: 総裁 or 川辺総裁 of 川辺正男総裁."""
    size = len(words)
    if not 2 <= size < len(full):
        return False
    return any(full.startswith(words[:k]) and full.endswith(words[k:]) for k in range(size + 1))


_SAME_OUTLET = 6
"""Sentences over which 報じている is still said of the outlet named last."""
_HEARD = 8
"""Speakers of whom a short mention may be taken."""
_SAME_DAY = 4
"""Sentences over which a report stays with the day it told last."""
_REACH = 6
"""Sentences over which a reader still takes the last speaker for the one left out."""
