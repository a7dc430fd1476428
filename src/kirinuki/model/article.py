"""What was captured, from whom, and what text it held at what time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kirinuki.model.text import Span

UNKNOWN_OUTLET = "unknown"
NO_OUTLET = "不明"
"""What a person calls the outlet of reports whose outlet is not known."""
JAPAN = dt.timezone(dt.timedelta(hours=9))
"""The clock of Japanese news: a day is one of it."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news organisation. `key` is a slug that never changes; `name` is what people call it."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Given:
    """What the person said about a capture when handing it over; kept in the WARC file beside the bytes."""

    name: str
    """File name without folders, `-` for standard input; the name or address by which an entry of an old log is known."""
    published: dt.date
    """The day the text is read from: relative dates in it look back from here."""
    published_from: str
    """Where `published` comes from: `given`, `front matter`, `page`, `clip`, `name`, or `capture day`."""
    outlet: str | None = None
    """Outlet as the person wrote it."""
    url: str | None = None
    form: str = "auto"
    """`cliplog`, `text`, `markdown`, `jsonl`, `movabletype`, `page`, `clip`,
    `bookmark`, `note`, or `auto` when the bytes decide."""


@dataclass(frozen=True, slots=True)
class Capture:
    """One response as it was received. Append-only; its bytes lie in a WARC file.

    `id` is the WARC-Record-ID of the record with the bytes, `digest` their SHA-256 in hex,
    `file` the WARC file's name inside the archive's `warc/`, `captured_at` an aware UTC time. `came_from` is the address that
    answered; None for what a person handed over.
    """

    id: str
    digest: str
    file: str
    captured_at: dt.datetime
    encoding: str
    encoding_from: str
    given: Given
    came_from: str | None = None


@dataclass(frozen=True, slots=True)
class Completeness:
    """What was found on a page of an article: which fields, and how many letters of its body."""

    title: bool
    published: bool
    authors: bool
    section: bool
    letters: int


@dataclass(frozen=True, slots=True)
class Yield:
    """How complete one capture of an article's page was, which came from `url` (None where nobody said). `article` is None where
    no article was found on it at all."""

    capture: str
    at: dt.datetime
    outlet: str
    article: str | None
    url: str | None
    found: Completeness


@dataclass(frozen=True, slots=True)
class Visit:
    """A further look at what a capture shows, which had not changed: a `revisit` record in a WARC file.

    `id` is its WARC-Record-ID, `capture` that of the record with the bytes, `at` an aware UTC time, `status` what the server
    answered (304, or 200 with the same bytes or the same article).
    """

    id: str
    capture: str
    file: str
    at: dt.datetime
    status: int


@dataclass(frozen=True, slots=True)
class Article:
    """One piece of one outlet, known by outlet and canonical URI.

    A report pasted without an address has a URN made from its log and its first text.
    """

    id: str
    outlet: str
    uri: str
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """The text of an article at one time: immutable, NFC, line breaks `\\n`. Spans refer to this text only.

    `published` is the day that relative dates are read from; `published_at` and `modified_at` are
    ISO 8601 strings as precise as the outlet gave them, or None.
    """

    id: str
    article: str
    title: str | None
    text: str
    published: dt.date
    published_at: str | None = None
    modified_at: str | None = None
    previous: str | None = None

    @property
    def when_published(self) -> str:
        """The time of publication as the outlet gives it, else the day; ISO 8601."""
        return self.published_at or self.published.isoformat()


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a capture shows a revision: `span` counts code points of the capture's decoded text.

    `ordinal` is the place among the capture's reports, from 0.
    """

    capture: str
    ordinal: int
    revision: str
    span: Span


@dataclass(frozen=True, slots=True)
class Problem:
    """Bad data that was met and passed over: what, where, and what a person can do about it."""

    capture: str | None
    place: str
    message: str
