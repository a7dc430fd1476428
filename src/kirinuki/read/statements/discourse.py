"""What a reader keeps in mind from one sentence to the next."""

from __future__ import annotations

from dataclasses import dataclass, field

from kirinuki.model.reading import Interval, Speaker
from kirinuki.model.text import Span


@dataclass(frozen=True, slots=True)
class Pointer:
    """Who is about to be quoted, if that is known, and by what cue: Aは次のように述べた。"""

    speaker: Speaker | None
    cue: Span


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
    sourced: bool = False
    """Whether `speaker` reported a fact that hearsay may go on with, rather than being quoted or spoken of."""
    source: Span | None = None
    """Who was the source of the last hearsay: Xによると."""
    source_age: int = 0
    days: dict[str, Interval] = field(default_factory=dict)
    """When each spoke, or met others, last; by `Passage.identity`."""
    quote: Span | None = None
    """A quote that stood alone in the sentence before."""
    pointer: Pointer | None = None
    """A pointer to a quote in the sentence before."""

    def next_sentence(self) -> None:
        """A sentence has been read; who was spoken of before it is one sentence further away."""
        self.age += 1
        self.source_age += 1
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
        self.speaker, self.said, self.age = speaker, said, 0


_REACH = 6
"""Sentences over which a reader still takes the last speaker for the one left out."""
