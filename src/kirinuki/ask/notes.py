"""A reader's own notes and highlights: anchored to words, found again in later revisions, told when lost.

A note keeps its place and its words with what stood around them, as the W3C's Web Annotation selectors do
(TextPositionSelector, TextQuoteSelector; https://www.w3.org/TR/annotation-model/). In another revision the words count first,
of several places the one whose surroundings are most like the old ones; where the words were changed, what now stands
between the old surroundings; else the note is lost, and said to be.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from kirinuki.errors import NotFoundError
from kirinuki.model.article import Article, Revision
from kirinuki.model.text import Evidence, Span
from kirinuki.read.amend import occurrences
from kirinuki.store import Decision

AROUND = 32
"""Characters on either side by which a place is known again."""
_LEAST = 6
"""So many characters of surroundings are needed to find what was changed between them."""

How = Literal["there", "moved", "changed", "lost"]
"""Of a note in a revision: in the one it was made in; its words stand here too; other words stand in its place; gone."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader noted at `evidence`, between `before` and `after`; empty `words` make it a highlight alone."""

    id: str
    at: dt.datetime
    evidence: Evidence
    before: str
    after: str
    words: str


@dataclass(frozen=True, slots=True)
class Anchored:
    """A note as it stands in a revision: `span` is None where it is lost; `why` says how it was found."""

    note: Note
    span: Span | None
    how: How
    why: str


def read_note(decision: Decision) -> Note:
    """The note that a decision holds. Raises `ValueError` with what is wrong with it."""
    fields = decision.fields
    revision, _, span = fields["item"].partition(":")
    try:
        start, end = map(int, span.split("-"))
    except ValueError:
        raise ValueError("item (3f9c2a1b7e04d5c8:119-172 の形)") from None
    said = json.dumps([decision.at.isoformat(), dict(fields)], sort_keys=True, ensure_ascii=False)
    return Note(
        id=hashlib.sha256(said.encode()).hexdigest()[:8],
        at=decision.at,
        evidence=Evidence(revision, Span(start, end), fields["words"]),
        before=str(fields.get("before", "")),
        after=str(fields.get("after", "")),
        words=fields["note"],
    )


def notes_in_force(decisions: Iterable[Decision]) -> list[Note]:
    """The notes that were not taken back, oldest first."""
    made: dict[str, Note] = {}
    for decision in decisions:
        if decision.kind == "note":
            note = read_note(decision)
            made[note.id] = note
        elif decision.kind == "unnote":
            made.pop(decision.fields["note"], None)
    return list(made.values())


def anchor(note: Note, revision: Revision) -> Anchored:
    """Where a note stands in a revision of its article."""
    text, quote = revision.text, note.evidence.text
    if revision.id == note.evidence.revision and note.evidence.span.of(text) == quote:
        return Anchored(note, note.evidence.span, "there", "付けたときの版")
    places = list(occurrences(quote, text))
    if places:
        best = max(places, key=lambda place: (_likeness(note, place, text), -_distance(note, place)))
        why = "同じ言葉" if len(places) == 1 else f"同じ言葉{len(places)}か所のうち、前後のもっとも似た所"
        return Anchored(note, best, "moved", why)
    between = _between(note, text)
    if between is not None:
        return Anchored(note, between, "changed", "言葉は変わったが、前後の言葉のあいだ")
    return Anchored(note, None, "lost", "言葉も、前後の言葉も、この版にない")


def find_note(notes: Iterable[Note], id: str) -> Note:
    """The note of this id. Raises `NotFoundError`."""
    for note in notes:
        if note.id == id:
            return note
    raise NotFoundError(f"{id}: この覚え書きはありません (no such note)")


def web_annotation(anchored: Anchored, article: Article, revision: Revision) -> dict[str, Any]:
    """A note as a W3C Web Annotation: where it stands now, else where it was made. Positions count code points."""
    note = anchored.note
    lost = anchored.span is None
    span = note.evidence.span if anchored.span is None else anchored.span
    quote, before, after = (
        (note.evidence.text, note.before, note.after)
        if lost
        else (span.of(revision.text), *_around(revision.text, span))
    )
    body = [{"type": "TextualBody", "value": note.words, "format": "text/plain"}] if note.words else []
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:kirinuki:note:{note.id}",
        "type": "Annotation",
        "motivation": "commenting" if note.words else "highlighting",
        "created": note.at.isoformat(),
        "body": body,
        "target": {
            "source": article.uri,
            "state": {
                "type": "State",
                "value": f"urn:kirinuki:revision:{note.evidence.revision if lost else revision.id}",
            },
            "selector": [
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
                {"type": "TextQuoteSelector", "exact": quote, "prefix": before, "suffix": after},
            ],
        },
    }


def decided(evidence: Evidence, text: str, words: str) -> dict[str, str]:
    """The fields of the decision that keeps a note at `evidence` of a revision with this text."""
    before, after = _around(text, evidence.span)
    return {
        "item": evidence.item,
        "words": evidence.text,
        "before": before,
        "after": after,
        "note": words.strip(),
    }


def _around(text: str, span: Span) -> tuple[str, str]:
    return text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]


def _likeness(note: Note, place: Span, text: str) -> int:
    """How many characters around a place are those that stood around the note."""
    before, after = _around(text, place)
    return _common(note.before[::-1], before[::-1]) + _common(note.after, after)


def _common(one: str, other: str) -> int:
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _distance(note: Note, place: Span) -> int:
    return abs(place.start - note.evidence.span.start)


def _between(note: Note, text: str) -> Span | None:
    """What stands between the old surroundings, where both are there once and not far apart."""
    before, after = note.before, note.after
    if len(before) < _LEAST or len(after) < _LEAST or text.count(before) != 1:
        return None
    start = text.index(before) + len(before)
    end = text.find(after, start, start + 3 * len(note.evidence.text) + 2 * AROUND + len(after))
    return Span(start, end) if end > start else None
