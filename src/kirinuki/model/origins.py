"""Where reports come from: how many of those that tell a thing are independent of one another, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kirinuki.model.text import Evidence, Span

Tie = Literal["agency", "outlet", "house", "text"]
"""Why two reports are one: the same agency's dispatch, one outlet, outlets of one house, or the same text."""


@dataclass(frozen=True, slots=True)
class Credit:
    """That a report says whose it is. `agency` is the agency's or outlet's own name; `via` who distributed it.

    `evidence` are the words of the credit; `scope` is what they credit: the whole text, or the paragraph they stand in.
    """

    agency: str
    via: str | None
    evidence: Evidence
    scope: Span


@dataclass(frozen=True, slots=True)
class Join:
    """That the reports of two articles are one, and why in words. `score`: characters in a row of a shared text, else 0."""

    articles: tuple[str, str]
    tie: Tie
    why: str
    score: int = 0


@dataclass(frozen=True, slots=True)
class Origin:
    """One independent report: the articles that rest on it, its name (an agency, house or outlet), and why they are one.

    `joins` connect all `articles`; none where it is one article. `name` is empty where nobody knows.
    """

    name: str
    articles: tuple[str, ...]
    joins: tuple[Join, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Origins:
    """What a thing rests on: the origins of the articles that tell it, in the order of telling."""

    origins: tuple[Origin, ...]

    @property
    def articles(self) -> int:
        """How many articles tell it."""
        return sum(len(origin.articles) for origin in self.origins)

    @property
    def independent(self) -> int:
        """How many independent reports those are."""
        return len(self.origins)

    @property
    def why(self) -> str:
        """The reasons in words, origin by origin."""
        return "、".join(origin.why for origin in self.origins)
