"""From a shown word back to the bytes: item → revision → capture → WARC record, proved by doing it all again.

The record is read from the WARC file, decoded, and taken apart by the same steps that took it in; the words must stand
where the archive says. Nothing that is stored in the database is taken on trust but which record to look in.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kirinuki.capture.encodings import Decoded, decode
from kirinuki.capture.extract.rules import RuleBook
from kirinuki.capture.intake import CONTINUATION, normal, take
from kirinuki.capture.warc import Kept, WarcFolder
from kirinuki.errors import InputError, NotFoundError, TraceError
from kirinuki.model.article import Article, Capture, Given, Revision, Sighting
from kirinuki.model.text import Evidence, Span
from kirinuki.read.reader import Reader
from kirinuki.store import Store

_ITEM = re.compile(r"(?P<revision>[0-9a-f]+):(?P<start>[0-9]{1,9})-(?P<end>[0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Trace:
    """The way from shown words to the record that proves them. `sighting` is where the whole report stands in the file
    as it was given; `capture` names the WARC file and the record."""

    evidence: Evidence
    revision: Revision
    article: Article
    capture: Capture
    sighting: Sighting


def is_item(words: str) -> bool:
    """Whether the words have the form of an item id."""
    return _ITEM.fullmatch(words.strip()) is not None


def find_evidence(store: Store, item: str) -> tuple[Evidence, Revision]:
    """The words that an item id such as `3f9c2a1b7e04d5c8:119-172` stands for; the start of a revision's id will do.

    Raises `NotFoundError` when it is not of that form, or there is no such revision or place.
    """
    found = _ITEM.fullmatch(item.strip())
    if found is None:
        raise NotFoundError(f"{item!r}: 項目は 3f9c2a1b7e04d5c8:119-172 の形で書きます (revision:start-end)")
    revision = store.articles.find_revision(found["revision"])
    span = Span(int(found["start"]), int(found["end"]))
    if not span.start < span.end <= len(revision.text):
        raise NotFoundError(
            f"{item}: この版は {len(revision.text)} 字で、その箇所はありません (no such place)"
        )
    return Evidence(revision.id, span, span.of(revision.text)), revision


def trace(
    store: Store,
    warc: WarcFolder,
    reader: Reader,
    item: str,
    decided: Callable[[Given, dt.datetime], Mapping[str, bool]],
    rules: Callable[[dt.datetime], RuleBook],
) -> Trace:
    """Prove `item` from the first capture that shows it; of an article over several pages, from that of the page on which the
    words begin. `decided` tells which splits were in force at a capture, `rules` which
    rules for the pages of outlets hold at a moment.

    Raises `NotFoundError` as `find_evidence` does, `TraceError` when the record does not give the words.
    """
    evidence, revision = find_evidence(store, item)
    shown = store.captures.sighting_of(revision.id)
    # A later page shows the article together with the first one only.
    seen = [each for each in shown if each[0].given.form != CONTINUATION]
    if not seen:
        raise TraceError(
            f"{revision.id}: この版を示す取り込みがありません (no capture): kirinuki rebuild で作り直してください"
        )
    capture, sighting = seen[0]
    kept, decoded = _reread(warc, capture)
    later = [store.captures.find(page) for page in kept.pages]
    place = f"warc/{capture.file} の {capture.id}"
    pages = [_reread(warc, page)[1] for page in later]
    try:
        behind = [(page.came_from or page.given.name, each) for page, each in zip(later, pages, strict=True)]
        drafts = take(
            decoded, kept.given, decided(kept.given, kept.at), reader, rules(kept.at), behind
        ).drafts
    except InputError as e:
        raise TraceError(f"{place} が読めません: {e}") from e
    span = evidence.span
    proof = next((d for d in drafts if d.span == sighting.span and span.of(d.text) == evidence.text), None)
    # A later kirinuki may part the log otherwise: the words are proved as well where they stand in the place kept.
    if proof is None and evidence.text not in normal(sighting.span.of(decoded.text)):
        raise TraceError(
            f"{place} に「{evidence.text[:20]}」がありません (not there): kirinuki rebuild で作り直してください"
        )
    if proof is not None and (page := bisect_right(proof.turns, span.start)):
        capture = later[page - 1]
        sighting = Sighting(capture.id, 0, revision.id, Span(0, len(pages[page - 1].text)))
    return Trace(evidence, revision, store.articles.find(revision.article), capture, sighting)


def _reread(warc: WarcFolder, capture: Capture) -> tuple[Kept, Decoded]:
    """A capture as its record has it, and decoded. Raises `TraceError` where that is not what was taken in."""
    kept = warc.read(capture.file, capture.id)
    place = f"warc/{capture.file} の {capture.id}"
    if hashlib.sha256(kept.data).hexdigest() != capture.digest or kept.given != capture.given:
        raise TraceError(f"{place} は取り込んだ時と違います (changed): 控えから戻してください")
    try:
        return kept, decode(kept.data, kept.given.name, declared=kept.declared)
    except InputError as e:
        raise TraceError(f"{place} が読めません: {e}") from e
