"""覚え書き: the reader's own notes and highlights, in their articles and all together."""

from __future__ import annotations

import json
from dataclasses import dataclass

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kirinuki.ask.notes import Anchored
from kirinuki.errors import NotFoundError
from kirinuki.flow import Archive
from kirinuki.publish import wording
from kirinuki.publish.wording import legible
from kirinuki.web.desk import AtDesk, Desk, Place
from kirinuki.web.pages.door import Form

PLACE = Place("/notes", "覚え書き")

_PAGE = 100
"""Notes on one page."""


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note as it is listed: the words that it stands at now, or stood at, what it says, and how it was found."""

    id: str
    when: str
    quote: str
    words: str
    how: str
    why: str
    article: str = ""
    heading: str = ""


@get("/notes", sync_to_thread=True)
def notes(desk: AtDesk, after: FromQuery[int] = 0) -> Response[bytes]:
    """All notes, the last first."""
    after = max(after, 0)
    with desk.archive() as archive:
        found = archive.notes.all()[::-1]
        shown = [_line(desk, archive, each) for each in found[after : after + _PAGE]]
    following = after + len(shown)
    return desk.page(
        "notes.html.j2",
        notes=found,
        shown=shown,
        lost=sum(each.span is None for each in found),
        following=following if following < len(found) else 0,
    )


@get("/notes.jsonld", sync_to_thread=True)
def export(desk: AtDesk) -> Response[bytes]:
    """All notes as W3C Web Annotations."""
    with desk.archive() as archive:
        told = json.dumps(list(archive.notes.annotations()), ensure_ascii=False, indent=1)
    return Response(f"{told}\n".encode(), media_type="application/ld+json")


@post("/articles/{id:str}/notes", sync_to_thread=True, status_code=303)
def add(desk: AtDesk, id: FromPath[str], data: Form) -> Redirect:
    """Keeps a note at words of an article: at the place that a script names, else where the words first stand."""
    words = data.get("words", "").strip()
    with desk.changing() as archive:
        places = [place.item for place in archive.corrections.places(words, id)] if words else []
        item = data.get("item", "")
        if not (item and archive.evidence(item).text.strip() == words):
            if not places:
                raise NotFoundError(desk._("この記事に、そのとおりの言葉はありません。"))
            item = places[0]
        note = archive.notes.keep(item, data.get("note", ""), now=desk.now)
    return desk.see(f"/articles/{id}", noted=note.id)


@post("/notes/{id:str}/drop", sync_to_thread=True, status_code=303)
def drop(desk: AtDesk, id: FromPath[str], data: Form) -> Redirect:
    """Takes a note back."""
    with desk.changing() as archive:
        archive.notes.drop(id, now=desk.now)
    return desk.see(data.get("next", PLACE.path))


def note_lines(desk: Desk, archive: Archive, article: str, revision: str) -> list[NoteLine]:
    """The notes of an article as they stand in one of its revisions."""
    return [_line(desk, archive, each, revision) for each in archive.notes.all(article, revision)]


def _line(desk: Desk, archive: Archive, anchored: Anchored, revision: str = "") -> NoteLine:
    note = anchored.note
    quote, article, heading = note.evidence.text, "", ""
    try:
        made_in = archive.revision(note.evidence.revision)
        shown = archive.revision(revision) if revision else archive.current(made_in.article)
        article, heading = shown.article, wording.heading(archive.source(shown.id), shown.text)
        quote = quote if anchored.span is None else anchored.span.of(shown.text)
    except NotFoundError:  # its article was purged
        pass
    return NoteLine(
        id=note.id,
        when=desk.moment(note.at),
        quote=legible(" ".join(quote.split())),
        words=legible(note.words),
        how=anchored.how,
        why=anchored.why,
        article=article,
        heading=heading,
    )


HANDLERS = [notes, export, add, drop]
