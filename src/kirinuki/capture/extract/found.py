"""What is read off a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a rolling page (速報, ライブ), `published` at a time of its own; `part` tells it from the others of its page."""

    title: str | None
    paragraphs: tuple[str, ...]
    published: str
    part: str

    @property
    def text(self) -> str:
        """The paragraphs with a blank line between them."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article as its page shows it.

    `paragraphs` are lead, subheadings and body in reading order, without title and captions. `published` and `modified` are
    ISO 8601 at +09:00, or a day alone where the page gives no time. `credit` is the agency that the report is from,
    `paywall` whether the page keeps some of it back. `encoding` is the one the bytes were in. `why` says by field what decided.
    `next` is the address of the page on which the article goes on, `first` that of the page on which it begins, where this is
    a later one; `entries` are those of a rolling page, as they stand on it.
    """

    title: str | None
    paragraphs: tuple[str, ...]
    authors: tuple[str, ...]
    published: str | None
    modified: str | None
    canonical: str | None
    outlet: str | None
    section: str | None
    credit: str | None
    paywall: bool
    encoding: str
    why: dict[str, str] = field(default_factory=dict)
    next: str | None = None
    first: str | None = None
    entries: tuple[Entry, ...] = ()

    @property
    def text(self) -> str:
        """The paragraphs with a blank line between them."""
        return "\n\n".join(self.paragraphs)

    def to_json(self) -> dict[str, Any]:
        """The form of `kirinuki extract --json`."""
        return {
            "title": self.title,
            "paragraphs": list(self.paragraphs),
            "authors": list(self.authors),
            "published": self.published,
            "modified": self.modified,
            "canonical": self.canonical,
            "outlet": self.outlet,
            "section": self.section,
            "credit": self.credit,
            "paywall": self.paywall,
            "encoding": self.encoding,
            "next": self.next,
            "first": self.first,
            "entries": [
                {
                    "title": each.title,
                    "paragraphs": list(each.paragraphs),
                    "published": each.published,
                    "part": each.part,
                }
                for each in self.entries
            ],
            "why": dict(self.why),
        }
