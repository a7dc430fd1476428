"""What a feed holds, whichever of its forms it came in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from kirinuki.model.article import Problem

Kind = Literal["rss", "rdf", "atom", "json", "sitemap", "sitemap-index"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as a feed announces it; of a sitemap index, one sitemap.

    `url` is absolute, `id` the feed's own name for it (else `url`). `published` and `modified` are aware, in Japan's time,
    midnight where the feed gives a day alone. `title` and `summary` are plain text; `content_html` is as it came, its
    relative links seen from `base`. `outlet` is whom the feed names as the one that published it. `place` is where in the
    feed it stands, `why` says by field what decided a time.
    """

    url: str
    id: str
    title: str | None = None
    published: dt.datetime | None = None
    modified: dt.datetime | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    summary: str | None = None
    content_html: str | None = None
    base: str | None = None
    outlet: str | None = None
    place: str = ""
    why: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was read. `home` is the address of the site it is of, `language` its BCP 47 tag as given.

    `encoding` is the one the bytes were in, `encoding_from` the evidence that decided. `refresh` is how long the feed itself
    asks to be left alone (ttl, sy:updatePeriod). `problems` are what was mended or left out, with their place; of more than
    a hundred the rest is counted.
    """

    kind: Kind
    title: str | None
    home: str | None
    language: str | None
    entries: tuple[Entry, ...]
    encoding: str
    encoding_from: str
    refresh: dt.timedelta | None = None
    problems: tuple[Problem, ...] = ()
