"""Nouns made quickly, with ids from their content as the program makes them."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from kirinuki.model.article import Article, Capture, Given, Outlet, Revision, Sighting, Visit
from kirinuki.model.chronicle import Expectation
from kirinuki.model.reading import Interval
from kirinuki.model.text import Evidence, Span
from kirinuki.model.weaving import Resemblance
from kirinuki.store import Store

DAY = dt.date(2024, 5, 1)
OUTLET = Outlet("minato", "みなと新報")


def content_id(*parts: object) -> str:
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:24]


def put(
    store: Store,
    text: str,
    *,
    uri: str | None = None,
    outlet: Outlet = OUTLET,
    external_id: str | None = None,
    **fields: Any,
) -> Revision:
    """Put an article's revision; without `uri` the article is one of its own."""
    article = Article(content_id(outlet.key, uri or text), outlet.key, uri or f"urn:{text[:20]}", external_id)
    fields.setdefault("published", DAY)
    id = content_id(article.id, text, *fields.items())
    revision = Revision(id, article.id, fields.pop("title", None), text, **fields)
    store.articles.put(outlet, article, revision)
    return revision


def capture(id: str = "<urn:uuid:1>", *, hour: int = 9, digest: str = "d1", **fields: Any) -> Capture:
    given: dict[str, Any] = {"name": "log.txt", "published": DAY, "published_from": "given"} | fields
    at = dt.datetime(2024, 5, 2, hour, tzinfo=dt.UTC)
    return Capture(id, digest, "20240502.warc.gz", at, "utf-8", "bytes", Given(**given))


def visit(
    id: str, capture: str, *, hour: int = 10, file: str = "20240502.warc.gz", status: int = 304
) -> Visit:
    return Visit(id, capture, file, dt.datetime(2024, 5, 2, hour, tzinfo=dt.UTC), status)


def show(store: Store, capture: Capture, *revisions: Revision) -> list[Sighting]:
    """Add a capture that shows these revisions in this order."""
    sightings, at = [], 0
    for ordinal, revision in enumerate(revisions):
        sightings.append(Sighting(capture.id, ordinal, revision.id, Span(at, at + len(revision.text))))
        at += len(revision.text) + 2
    store.captures.add(capture, sightings, (), (), ())
    return sightings


def resemblance(earlier: Revision, later: Revision, words: str, **fields: Any) -> Resemblance:
    """The two hold the same words."""

    def evidence(revision: Revision) -> Evidence:
        start = revision.text.index(words)
        return Evidence(revision.id, Span(start, start + len(words)), words)

    fields = {
        "relation": "same",
        "damage": None,
        "differences": (),
        "score": 1.0,
        "why": "同じ文字",
    } | fields
    return Resemblance(evidence(earlier), evidence(later), **fields)


def expectation(
    revision: Revision,
    words: str,
    due: tuple[str, str] = ("2024-07-01", "2024-07-02"),
    speaker: str | None = None,
) -> Expectation:
    """What the words of a revision expect; the words date it as well."""

    def evidence(words: str) -> Evidence:
        start = revision.text.index(words)
        return Evidence(revision.id, Span(start, start + len(words)), words)

    shown = evidence(words)
    return Expectation(
        shown, shown, Interval(*due), evidence(speaker) if speaker else None, speaker, "先のこと"
    )
