"""What a capture shows, before it is known of which articles: drafts of reports, and what stands around them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from kirinuki.capture.cliplog import BREAK, LONGEST
from kirinuki.model.article import Completeness, Given, Problem
from kirinuki.model.text import Span

CONTROL = re.compile("[\x00\ud800-\udfff]")
"""What no text of ours holds: SQLite ends at the one, Unicode has no place for the others."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as the capture shows it, before it is known which article it is of.

    `span` is its place in the decoded text as given; `text` the same words in NFC with `\\n`. `outlet` is the name as
    written, `why` says how the report was told from what stands around it.
    """

    span: Span
    title: str | None
    text: str
    published: dt.date
    published_at: str | None = None
    modified_at: str | None = None
    url: str | None = None
    outlet: str | None = None
    external_id: str | None = None
    why: str = ""
    part: str | None = None
    """The fragment that names the words in the page at `url`, where they are only some of it."""
    turns: tuple[int, ...] = ()
    """Where in `text` each later page of the article begins."""


@dataclass(frozen=True, slots=True)
class Intake:
    """All that a capture shows. `problems` have no capture yet; their place is the line."""

    drafts: tuple[Draft, ...]
    blogs: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    completeness: Completeness | None = None


def normal(words: str) -> str:
    """`words` as a revision holds them: NFC, `\\n`, no white space around."""
    return unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n")).strip()


def one_line(words: str | None) -> str | None:
    """A title on one line, in NFC."""
    return unicodedata.normalize("NFC", " ".join(words.split())) or None if words else None


def as_words(value: object) -> str | None:
    """A field as words: text, or a number as an id may be; None for anything else and for nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip() or None


def too_long(text: str, span: Span, given: Given) -> Problem:
    return Problem(
        None,
        f"{given.name}:{len(BREAK.findall(text, 0, span.start)) + 1}",
        f"{span.end - span.start:,} 字続く一件は長すぎて読みません。バイト列は保存してあります。{LONGEST:,} 字までの記事に"
        "分けて足してください (too long to be one report; the bytes are kept)",
    )
