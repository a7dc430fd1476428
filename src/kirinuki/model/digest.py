"""What a period's page says: each thing once, with everything that repeats it folded underneath."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Self

from kirinuki.model.article import Article, Revision
from kirinuki.model.origins import Credit, Origins
from kirinuki.model.reading import Statement, Time
from kirinuki.model.text import Evidence
from kirinuki.model.weaving import Edit, Resemblance


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

    @property
    def when_published(self) -> str:
        """The time of publication as the outlet gives it, else the day; ISO 8601."""
        return self.published_at or self.published.isoformat()

    @classmethod
    def of(cls, article: Article, outlet: str, revision: Revision) -> Self:
        """That of a revision of an article, whose outlet is called `outlet`."""
        return cls(
            article=article.id,
            revision=revision.id,
            outlet=outlet,
            title=revision.title,
            published=revision.published,
            published_at=revision.published_at,
            uri=article.uri,
        )


@dataclass(frozen=True, slots=True)
class EditShown:
    """An edit with the words it is about. `was` is empty for what is new, `now` for what was dropped.

    `item` is what `trace` and a person's word on the kind take; `called` tells that the kind is a person's word.
    `modified_at` is when the outlet says that it made the revision, ISO 8601.
    """

    item: str
    edit: Edit
    source: Source
    was: str
    now: str
    called: bool
    modified_at: str | None = None

    @property
    def name(self) -> str:
        """What names it among all edits: its item and the revision that made it."""
        return f"{self.item}@{self.edit.later}" if "@" not in self.item else self.item


@dataclass(frozen=True, slots=True)
class Attribution:
    """A statement with its words at hand: speaker, cue and relayer may stand outside the passage shown."""

    statement: Statement
    content: str
    speaker: str | None
    cue: str | None
    via: str | None


@dataclass(frozen=True, slots=True)
class Telling:
    """Another telling of an item, folded under it. `resemblance` says how the two differ.

    Its other side is the item, or another telling folded there that says all of this one. `why` says in words why that
    one leads and not this.
    """

    source: Source
    evidence: Evidence
    resemblance: Resemblance
    why: str = ""


@dataclass(frozen=True, slots=True)
class Retold:
    """A passage that is left out where it stood, because the item `item` says all of it."""

    evidence: Evidence
    item: str


@dataclass(frozen=True, slots=True)
class Item:
    """One passage, shown once: the fullest telling, with its own evidence and the others folded under it.

    `id` is `revision:start-end`, so an item can be traced with nothing but its id.
    `statements` begin and `times` lie in the passage, offsets in the revision.
    `seen` are parts of the passage that were told elsewhere before while the rest of it is new;
    `updates` are earlier tellings whose facts this one changes. The passage is the later side of both.
    `origins` say on how many independent reports the articles rest that tell it: its own, those folded, and those shown
    elsewhere that say most of it, or a statement of it, in other words.
    """

    id: str
    evidence: Evidence
    statements: tuple[Attribution, ...]
    times: tuple[Time, ...]
    folded: tuple[Telling, ...]
    seen: tuple[Resemblance, ...]
    updates: tuple[Resemblance, ...]
    origins: Origins
    comment: str | None

    @property
    def text(self) -> str:
        return self.evidence.text


@dataclass(frozen=True, slots=True)
class Section:
    """One report's share of the page: its items in reading order, grouped by paragraph.

    `retold` are its passages that stand folded under an item (mostly another report's), in reading order;
    together with the items they are the whole report. `revisions` is how many revisions the archive holds; `edits`
    are what each of them did to the one before it, oldest first; `credits` what the report says of its origin.
    """

    source: Source
    paragraphs: tuple[tuple[Item, ...], ...]
    retold: tuple[Retold, ...]
    revisions: int
    edits: tuple[EditShown, ...]
    credits: tuple[Credit, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """The page for the days from `from_` until `until` (half-open)."""

    from_: dt.date
    until: dt.date
    sections: tuple[Section, ...]
    tags: tuple[str, ...]
    links: tuple[str, ...]
    characters_in: int
    """Characters of all reports of the period, white space not counted."""
    characters_shown: int
    """Characters of the items as shown, folded tellings left out, white space not counted."""

    def items(self) -> list[Item]:
        """All items in page order."""
        return [item for section in self.sections for paragraph in section.paragraphs for item in paragraph]
