"""記事: its text with the reading drawn in, its revisions, and what it repeats and what repeats it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from litestar import Response, get
from litestar.params import FromPath, FromQuery
from markupsafe import Markup

from kirinuki.errors import NotFoundError
from kirinuki.flow import Archive
from kirinuki.model.article import Revision
from kirinuki.model.weaving import Resemblance
from kirinuki.publish import wording
from kirinuki.publish.collations import diff_parts
from kirinuki.publish.view import shown_host, web_address
from kirinuki.publish.wording import Words
from kirinuki.web.desk import AtDesk, Desk
from kirinuki.web.drawing import draw
from kirinuki.web.pages.correct import shown_corrections
from kirinuki.web.pages.notes import note_lines
from kirinuki.web.parts import in_parts

_PART = 60_000
"""Bytes of paragraphs on one page."""


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """A revision as it is listed: its number from 1, its id, and when it was made."""

    number: int
    id: str
    when: str


@dataclass(frozen=True, slots=True)
class Other:
    """Another article that tells some of the same: how much, how, and which of the two was first."""

    article: str
    outlet: str
    heading: str
    when: str
    passages: int
    relations: tuple[str, ...]
    before: bool


@get("/articles/{id:str}", sync_to_thread=True)
def article(
    desk: AtDesk,
    id: FromPath[str],
    revision: FromQuery[str] = "",
    part: FromQuery[int] = 1,
    vertical: FromQuery[bool] = False,
) -> Response[bytes]:
    """An article as it stands now, or in the revision of this id."""
    with desk.archive() as archive:
        found = archive.article(id)
        revisions = archive.revisions(found.id, desk.as_of)
        current = archive.current(found.id, desk.as_of)
        shown = next((r for r in revisions if r.id == revision), None) if revision else current
        if shown is None:
            raise NotFoundError(
                f"{revision}: この記事にその版はありません (no such revision of this article)"
            )
        repeats = archive.repeats_of(shown.id)
        source = archive.source(shown.id)
        parts = desk.shelf.get(
            ("article", shown.id, desk.language), partial(_parts, desk, archive, shown, repeats)
        )
        others = list(_others(archive, shown, repeats, desk.words, desk.as_of))
        corrections = shown_corrections(desk, archive, found.id)
        notes = note_lines(desk, archive, found.id, shown.id)
    number = min(max(part, 1), len(parts))
    return desk.page(
        "article.html.j2",
        id=found.id,
        heading=wording.heading(source, shown.text) or desk._("（本文なし）"),
        heading_made=not (shown.title or "").strip(),
        outlet=wording.outlet(source),
        outlet_known=bool(source.outlet.strip()),
        published=desk.words.published(source),
        datetime=source.published.isoformat(),
        link=web_address(source.uri) if "://" in source.uri else "",
        host=shown_host(source.uri),
        shown=shown.id,
        current=current.id,
        revisions=_lines(revisions, desk.words),
        body=parts[number - 1],
        part=number,
        parts=len(parts),
        others=others,
        characters=count(shown.text),
        known=count_known(shown, repeats),
        corrections=corrections,
        notes=notes,
        vertical=vertical,
    )


@get("/articles/{id:str}/diff", sync_to_thread=True)
def diff(
    desk: AtDesk, id: FromPath[str], earlier: FromQuery[str] = "", later: FromQuery[str] = ""
) -> Response[bytes]:
    """Two revisions of an article side by side: by default the current one and the one before it."""
    with desk.archive() as archive:
        revisions = archive.revisions(id, desk.as_of)
        if desk.as_of is not None and len(revisions) > 1:
            earlier, later = earlier or revisions[-2].id, later or revisions[-1].id
        found = archive.diff(id, earlier or None, later or None)
        source = archive.source(found.later.id)
    return desk.page(
        "diff.html.j2",
        id=found.article.id,
        heading=wording.heading(source, found.later.text),
        outlet=wording.outlet(source),
        revisions=_lines(revisions, desk.words),
        earlier=found.earlier.id,
        later=found.later.id,
        parts=diff_parts(found),
    )


def _parts(desk: Desk, archive: Archive, shown: Revision, repeats: Sequence[Resemblance]) -> list[Markup]:
    """A revision's text with its reading drawn in, in parts that a page can hold."""
    set_one = desk.macro("reading.html.j2", "paragraph")
    noted = [each.span for each in archive.notes.all(shown.article, shown.id) if each.span is not None]
    paragraphs = draw(shown.id, archive.reading(shown.id), repeats, desk.words, noted)
    pieces = ((paragraph, str(set_one(shown.article, paragraph))) for paragraph in paragraphs)
    return [Markup("".join(html for _, html in part)) for part in in_parts(pieces, _PART)]


def count(words: str) -> int:
    """Characters, white space not counted."""
    return len("".join(words.split()))


def count_known(shown: Revision, repeats: Sequence[Resemblance]) -> int:
    """Characters of a revision that other articles had told before."""
    told = set[int]()
    for repeat in repeats:
        if repeat.later.revision == shown.id != repeat.earlier.revision:
            told.update(range(repeat.later.span.start, repeat.later.span.end))
    return count("".join(shown.text[place] for place in sorted(told)))


def _lines(revisions: Sequence[Revision], words: Words) -> list[RevisionLine]:
    return [
        RevisionLine(
            number,
            revision.id,
            words.moment(revision.modified_at or revision.published_at or "")
            or words.day(revision.published),
        )
        for number, revision in enumerate(revisions, 1)
    ]


def _others(
    archive: Archive,
    shown: Revision,
    repeats: Sequence[Resemblance],
    words: Words,
    as_of: dt.datetime | None,
) -> Iterator[Other]:
    """The articles that tell some of the same, of those that were known at `as_of`; those that told it before first."""

    def side(resemblance: Resemblance) -> tuple[bool, str]:
        before = resemblance.later.revision == shown.id
        return not before, (resemblance.earlier if before else resemblance.later).revision

    among = [r for r in repeats if r.earlier.revision != r.later.revision]
    for (after, revision), group in groupby(sorted(among, key=side), key=side):
        told = list(group)
        source = archive.source(revision)
        if as_of is not None and not archive.revisions(source.article, as_of):
            continue
        yield Other(
            article=source.article,
            outlet=wording.outlet(source),
            heading=wording.heading(source, archive.revision(revision).text),
            when=words.published(source),
            passages=len(told),
            relations=tuple(dict.fromkeys(wording.RELATIONS[r.relation] for r in told)),
            before=not after,
        )


HANDLERS = [article, diff]
