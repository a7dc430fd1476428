"""How passages and articles relate: decisions, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kirinuki.model.text import Evidence, Span

Relation = Literal["same", "reworded", "extended", "shortened", "updated"]
"""What the later telling did to the earlier one; `updated` when a fact (figure, date, name) changed."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two tellings part; an empty span stands where words were added or dropped.

    Spans are in the texts of the two revisions, as in the `Resemblance` that holds this.
    """

    earlier: Span
    later: Span


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Two passages that say the same. `damage` names what capturing lost (開き括弧の欠落), None where nothing.

    `score` is the share of the shorter passage's characters that the alignment covers, 0 to 1;
    `why` says in words what decided it.
    """

    earlier: Evidence
    later: Evidence
    relation: Relation
    damage: str | None
    differences: tuple[Difference, ...]
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A person's word on two passages: that they say the same, or that they do not."""

    one: Evidence
    other: Evidence
    same: bool

    def seen_from(self, revision: str) -> tuple[tuple[Evidence, Evidence], ...]:
        """The pair with the passage of this revision behind; both ways round where both are of it, none where none is."""
        pairs = (self.one, self.other), (self.other, self.one)
        return tuple(pair for pair in pairs if pair[1].revision == revision)


ChangeKind = Literal[
    "unchanged",
    "noise",
    "damaged",
    "reworded",
    "extended",
    "shortened",
    "updated",
    "corrected",
    "new",
    "dropped",
]
"""What the later telling did to a passage. `noise` and `damaged` are no edits: the first is how it was set (widths,
quotes, spaces, stamps, credits), the second what capturing lost or glued in. `corrected` puts an error right,
`updated` says that things moved on, or what another outlet gives otherwise."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that two tellings give differently: a figure, a date, a rank, a name. One side is None where only the
    other has it."""

    earlier: Span | None
    later: Span | None


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one passage: `earlier` is None for what is new, `later` for what was dropped.

    `moved` where it stands elsewhere among its neighbours than before. `why` says in words what decided the kind.
    """

    kind: ChangeKind
    earlier: Span | None
    later: Span | None
    why: str
    moved: bool = False
    differences: tuple[Difference, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two outlets give two values for one thing as of the same time: the passages, and the values in them."""

    earlier: Span
    later: Span
    values: Fact
    why: str


@dataclass(frozen=True, slots=True)
class Collation:
    """Two tellings laid side by side: every sentence of either is in one change, in the order of the later telling,
    what was dropped where it stood."""

    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that a revision of an article made to the one before it, in its title or its text.

    Spans of the change are in that part of the two revisions.
    """

    earlier: str
    """The id of the revision before."""
    later: str
    """The id of the revision that made the change."""
    part: Literal["title", "text"]
    change: Change


EDITS: frozenset[ChangeKind] = frozenset(
    {"reworded", "extended", "shortened", "updated", "corrected", "new", "dropped"}
)
"""What its editors did to a report; the other kinds are kept and never shown as news."""
