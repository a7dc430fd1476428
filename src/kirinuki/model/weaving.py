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
