"""What a period's page says: each thing once, with everything that repeats it folded underneath."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kirinuki.model.reading import Statement, Time
from kirinuki.model.text import Evidence
from kirinuki.model.weaving import Resemblance


@dataclass(frozen=True, slots=True)
class Source:
    """Where a telling stands: its article and revision, and what is known of outlet and time."""

    article: str
    revision: str
    outlet: str
    """The outlet's name; empty where it is not known (shown as 不明)."""
    title: str | None
    published: dt.date
    published_at: str | None
    uri: str


@dataclass(frozen=True, slots=True)
class Telling:
    """Another telling of an item, folded under it. `resemblance` says how the two differ."""

    source: Source
    evidence: Evidence
    resemblance: Resemblance


@dataclass(frozen=True, slots=True)
class Item:
    """One passage, shown once: the fullest telling, with its own evidence and the others folded under it.

    `id` is `revision:start-end`, so an item can be traced with nothing but its id.
    `statements` and `times` are those of the reading that lie in the passage, offsets in the revision.
    `seen` are parts of the passage that were told elsewhere before while the rest of it is new.
    """

    id: str
    evidence: Evidence
    statements: tuple[Statement, ...]
    times: tuple[Time, ...]
    folded: tuple[Telling, ...]
    seen: tuple[Resemblance, ...]
    comment: str | None

    @property
    def text(self) -> str:
        return self.evidence.text


@dataclass(frozen=True, slots=True)
class Section:
    """One report's share of the page: its items in reading order, grouped by paragraph.

    `retold` counts the passages that stand folded under another report's items and are not repeated here.
    `revisions` is how many revisions of the report the archive holds.
    """

    source: Source
    paragraphs: tuple[tuple[Item, ...], ...]
    retold: int
    revisions: int


@dataclass(frozen=True, slots=True)
class Digest:
    """The page for the days from `from_` until `until` (half-open)."""

    from_: dt.date
    until: dt.date
    sections: tuple[Section, ...]
    tags: tuple[str, ...]
    links: tuple[str, ...]
    characters_in: int
    """Characters of all reports of the period, as captured."""
    characters_shown: int
    """Characters of the items as shown, folded tellings left out."""

    def items(self) -> list[Item]:
        """All items in page order."""
        return [item for section in self.sections for paragraph in section.paragraphs for item in paragraph]
