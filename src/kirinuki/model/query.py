"""What a search asks for, as a tree; `ask/query.py` makes one of what a person writes, `store/finding.py` answers it.

Every node keeps its place in the person's words (`at`, code points), so that an answer can point to it; two nodes that ask
for the same are equal wherever they stand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kirinuki.model.text import Span

NameField = Literal["outlet", "speaker", "to", "tag", "figure", "kind", "changed"]
"""Fields that are asked for by words: who reports, who speaks, of or to whom, under which tag, of which unit or thing counted,
with statements or numbers in it, what a revision did."""
DayField = Literal["date", "when"]
"""Fields that are asked for by days: when it was published, of when it speaks."""

Facet = Literal["outlet", "speaker", "month", "tag", "storyline"]
"""What the answers are counted by."""

_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand in the title or the text: just so if `literal`, else in any form that folds to the same."""

    words: str
    literal: bool = False
    at: Span = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Named:
    """An article of which the field holds this value."""

    name: NameField
    value: str
    at: Span = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Days:
    """An article of which the field lies in the days from `from_` until `until` (half-open; None: open)."""

    name: DayField
    from_: dt.date | None
    until: dt.date | None
    at: Span = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Among:
    """One of these articles: how what only `ask` can tell, such as the tags of storylines, comes into a query."""

    articles: frozenset[str]
    at: Span = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """What `of` does not hold for."""

    of: Node
    at: Span = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class AllOf:
    """What all of these hold for; never fewer than two."""

    of: tuple[Node, ...]
    at: Span = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """What one of these holds for; never fewer than two."""

    of: tuple[Node, ...]
    at: Span = field(default=_NOWHERE, compare=False)


Node = Words | Named | Days | Among | Not | AllOf | AnyOf


def all_of(nodes: Sequence[Node], at: Span = _NOWHERE) -> Node | None:
    """What all of the nodes ask for; None where there are none."""
    return AllOf(tuple(nodes), at) if len(nodes) > 1 else nodes[0] if nodes else None


def wanted(node: Node) -> Iterator[Words | Named | Days | Among]:
    """The terms that are to hold, in the order written: not those that must not."""
    if isinstance(node, AllOf | AnyOf):
        for part in node.of:
            yield from wanted(part)
    elif not isinstance(node, Not):
        yield node


def wanted_words(node: Node) -> Iterator[Words]:
    """The words that are to stand there, in the order written."""
    return (term for term in wanted(node) if isinstance(term, Words))


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks in a statement, or of or to whom it speaks: the words there, and the key of who it is."""

    statement: int
    role: Literal["speaker", "to"]
    words: str
    who: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text can be found by beside its words: a function of its reading.

    `times` are the periods that it speaks of, as proleptic ordinals of their first day and the day behind their last;
    `figures` the units of its numbers and what they count.
    """

    voices: frozenset[Voice] = frozenset()
    times: frozenset[tuple[int, int]] = frozenset()
    figures: frozenset[str] = frozenset()
