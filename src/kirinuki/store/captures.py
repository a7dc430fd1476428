"""Captures: what was received, where its bytes lie, and which revisions it shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import ClassVar

from kirinuki.errors import NotFoundError
from kirinuki.model.article import Capture, Given, Sighting, Visit
from kirinuki.model.text import Span
from kirinuki.store.database import Database, Row
from kirinuki.store.moments import end_of, utc

_CAPTURE = "id, digest, file, captured_at, encoding, encoding_from, name, published, published_from, outlet, url, form, came_from"
_WIDTH = _CAPTURE.count(",") + 1
_VISIT = "id, capture, file, at, status"


class Captures:
    """The captures of an archive. Append-only: what is there stays as it is."""

    ROWS: ClassVar = {
        "captures": f"SELECT {_CAPTURE} FROM captures ORDER BY id",
        "sightings": """
            SELECT s.capture, s.ordinal, r.id, s.start_, s.end_
            FROM sightings s JOIN revisions r ON r.number = s.revision ORDER BY s.capture, s.ordinal""",
        "visits": f"SELECT {_VISIT} FROM visits ORDER BY id",
        "marks": "SELECT capture, kind, ordinal, words FROM marks ORDER BY capture, kind, ordinal",
    }

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(
        self,
        capture: Capture,
        sightings: Sequence[Sighting],
        blogs: Sequence[str],
        tags: Sequence[str],
        links: Sequence[str],
    ) -> None:
        """Keep a capture with all that it shows; nothing happens when its id is there already.

        Put the revisions that it shows first. `blogs`, `tags` and `links` are a clip log's, in its order.
        """
        with self._db.transaction():
            given = capture.given
            row = (
                *(capture.id, capture.digest, capture.file, utc(capture.captured_at)),
                *(capture.encoding, capture.encoding_from, given.name, given.published.isoformat()),
                *(given.published_from, given.outlet, given.url, given.form, capture.came_from),
            )
            marks = ", ".join("?" * len(row))
            if not self._db.write(
                f"INSERT INTO captures ({_CAPTURE}) VALUES ({marks}) ON CONFLICT DO NOTHING", row
            ):
                return
            self._put(sightings)
            self._db.write_many(
                "INSERT INTO marks (capture, kind, ordinal, words) VALUES (?, ?, ?, ?)",
                (
                    (capture.id, kind, ordinal, words)
                    for kind, marks in (("blog", blogs), ("tag", tags), ("link", links))
                    for ordinal, words in enumerate(marks)
                ),
            )

    def show_too(self, sightings: Sequence[Sighting]) -> None:
        """Keep what is seen of a revision in captures that are there already: the later pages of an article."""
        with self._db.transaction():
            self._put(sightings)

    def _put(self, sightings: Sequence[Sighting]) -> None:
        self._db.write_many(
            """INSERT INTO sightings (capture, ordinal, revision, start_, end_)
               VALUES (?, ?, (SELECT number FROM revisions WHERE id = ?), ?, ?)""",
            ((s.capture, s.ordinal, s.revision, s.span.start, s.span.end) for s in sightings),
        )

    def find(self, capture_id: str) -> Capture:
        """The capture of this id. Raises `NotFoundError`."""
        found = self._select("WHERE id = ?", (capture_id,))
        if not found:
            raise NotFoundError(f"{capture_id}: そういう取り込みはありません (no such capture)")
        return found[0]

    def add_visit(self, visit: Visit) -> None:
        """Keep a visit; nothing happens when its id is there already."""
        row = visit.id, visit.capture, visit.file, utc(visit.at), visit.status
        with self._db.transaction():
            self._db.write(
                f"INSERT INTO visits ({_VISIT}) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", row
            )

    def visits(self, capture_id: str) -> list[Visit]:
        """The further looks at what the capture shows, oldest first."""
        rows = self._db.all(f"SELECT {_VISIT} FROM visits WHERE capture = ? ORDER BY at, id", (capture_id,))
        return [
            Visit(id, capture, file, dt.datetime.fromisoformat(at), status)
            for id, capture, file, at, status in rows
        ]

    def last_of(self, url: str) -> Capture | None:
        """The newest capture of what a server gave for this address."""
        found = self._select(
            "WHERE url = ? AND came_from IS NOT NULL ORDER BY captured_at DESC, id DESC LIMIT 1", (url,)
        )
        return found[0] if found else None

    def continues(self, url: str) -> bool:
        """Whether a capture of what this address gave is of a later page of an article."""
        row = self._db.one("SELECT 1 FROM captures WHERE name = ? AND form = 'continuation' LIMIT 1", (url,))
        return row is not None

    def articles_at(self, url: str) -> list[str]:
        """The articles that captures of this address showed, by id."""
        rows = self._db.all(
            """SELECT DISTINCT r.article FROM captures c JOIN sightings s ON s.capture = c.id
               JOIN revisions r ON r.number = s.revision WHERE c.url = ? ORDER BY r.article""",
            (url,),
        )
        return [article for (article,) in rows]

    def of_log(self, name: str, published: dt.date) -> list[Capture]:
        """All captures of the log of this name and day, oldest first."""
        return self._select(
            "WHERE name = ? AND published = ? ORDER BY captured_at, id", (name, published.isoformat())
        )

    def sightings(self, capture_id: str) -> list[Sighting]:
        """What the capture shows, in its order."""
        rows = self._db.all(
            """SELECT s.capture, s.ordinal, r.id, s.start_, s.end_
               FROM sightings s JOIN revisions r ON r.number = s.revision
               WHERE s.capture = ? ORDER BY s.ordinal""",
            (capture_id,),
        )
        return [_sighting(row) for row in rows]

    def sighting_of(self, revision_id: str) -> list[tuple[Capture, Sighting]]:
        """Every place where a capture shows the revision, oldest capture first."""
        capture = ", ".join(f"c.{column}" for column in _CAPTURE.split(", "))
        rows = self._db.all(
            f"""SELECT {capture}, s.ordinal, s.start_, s.end_ FROM sightings s
               JOIN revisions r ON r.number = s.revision JOIN captures c ON c.id = s.capture
               WHERE r.id = ? ORDER BY c.captured_at, c.id, s.ordinal""",
            (revision_id,),
        )
        return [
            (_capture(row[:_WIDTH]), _sighting((row[0], row[-3], revision_id, row[-2], row[-1])))
            for row in rows
        ]

    def showing(self, articles: Collection[str] | None) -> Iterator[tuple[Capture, str | None]]:
        """The captures that show one of these articles (None: all captures), oldest first, each with the title of the first that
        it shows."""
        capture = ", ".join(f"c.{column}" for column in _CAPTURE.split(", "))
        rows = self._db.all(f"SELECT {capture} FROM captures c ORDER BY c.captured_at, c.id")
        for row in rows:
            shown = self._db.all(
                """SELECT r.article, r.title FROM sightings s JOIN revisions r ON r.number = s.revision
                   WHERE s.capture = ? ORDER BY s.ordinal""",
                (row[0],),
            )
            if articles is None or any(article in articles for article, _ in shown):
                yield _capture(row), shown[0][1] if shown else None

    def first_shown(self, since: dt.datetime | None) -> dict[str, dt.datetime]:
        """The revisions that no capture showed up to the moment `since` (None: all), and when one first did."""
        moment = "" if since is None else utc(since)
        rows = self._db.all(
            """SELECT r.id, MIN(c.captured_at) FROM captures c JOIN sightings s ON s.capture = c.id
               JOIN revisions r ON r.number = s.revision WHERE c.captured_at > ? AND NOT EXISTS (
                   SELECT 1 FROM sightings t JOIN captures d ON d.id = t.capture
                   WHERE t.revision = s.revision AND d.captured_at <= ?)
               GROUP BY r.id""",
            (moment, moment),
        )
        return {id: dt.datetime.fromisoformat(at) for id, at in rows}

    def newest(self) -> dt.datetime | None:
        """When the last capture was made; None for an empty archive."""
        row = self._db.one("SELECT MAX(captured_at) FROM captures")
        return None if row is None or row[0] is None else dt.datetime.fromisoformat(row[0])

    def marks(
        self, from_: dt.date, until: dt.date, as_of: dt.datetime | None = None
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """(tags, links, blogs) of the logs published in the half-open period, each once, in their order.

        A log that was added again counts as it was captured last, before the moment `as_of`.
        """
        moment = end_of(as_of)
        rows = self._db.all(
            """SELECT m.kind, m.words FROM marks m JOIN captures c ON c.id = m.capture
               WHERE c.published >= ? AND c.published < ? AND c.captured_at < ? AND NOT EXISTS (
                   SELECT 1 FROM captures later WHERE later.name = c.name AND later.published = c.published
                   AND later.captured_at < ? AND (later.captured_at > c.captured_at
                       OR later.captured_at = c.captured_at AND later.id > c.id))
               ORDER BY c.published, c.captured_at, c.id, m.kind, m.ordinal""",
            (from_.isoformat(), until.isoformat(), moment, moment),
        )
        tags, links, blogs = (
            tuple(dict.fromkeys(words for kind, words in rows if kind == wanted))
            for wanted in ("tag", "link", "blog")
        )
        return tags, links, blogs

    def tags(self, revisions: Collection[str] | None = None) -> list[str]:
        """The tags of the logs that show one of these revisions, or of all logs, each once."""
        if revisions is None:
            rows = self._db.all("SELECT DISTINCT words FROM marks WHERE kind = 'tag' ORDER BY words")
        else:
            listed = sorted(revisions)
            rows = [
                row
                for some in (listed[n : n + 400] for n in range(0, len(listed), 400))
                for row in self._db.all(
                    f"""SELECT m.words FROM revisions r JOIN sightings s ON s.revision = r.number
                        JOIN marks m ON m.capture = s.capture AND m.kind = 'tag'
                        WHERE r.id IN ({", ".join("?" * len(some))}) ORDER BY m.capture, m.ordinal""",
                    some,
                )
            ]
        return list(dict.fromkeys(words for (words,) in rows))

    def known(self, file: str) -> set[str]:
        """The record ids of one WARC file, captures and visits, that are in the database."""
        rows = self._db.all(
            "SELECT id FROM captures WHERE file = ? UNION ALL SELECT id FROM visits WHERE file = ?",
            (file, file),
        )
        return {id for (id,) in rows}

    def _select(self, condition: str, parameters: Iterable[object]) -> list[Capture]:
        return [
            _capture(row) for row in self._db.all(f"SELECT {_CAPTURE} FROM captures {condition}", parameters)
        ]


def ordinal(revision: str = "r.number") -> str:
    """SQL: where the revision of this number stands in the capture that showed it last; 0 if none did."""
    return f"""COALESCE((
        SELECT s.ordinal FROM sightings s JOIN captures c ON c.id = s.capture WHERE s.revision = {revision}
        ORDER BY c.captured_at DESC, c.id DESC, s.ordinal LIMIT 1), 0)"""


def _capture(row: Row) -> Capture:
    (
        id,
        digest,
        file,
        captured_at,
        encoding,
        encoding_from,
        name,
        published,
        published_from,
        outlet,
        url,
        form,
        came_from,
    ) = row
    return Capture(
        id=id,
        digest=digest,
        file=file,
        captured_at=dt.datetime.fromisoformat(captured_at),
        encoding=encoding,
        encoding_from=encoding_from,
        given=Given(name, dt.date.fromisoformat(published), published_from, outlet, url, form),
        came_from=came_from,
    )


def _sighting(row: Row) -> Sighting:
    capture, ordinal, revision, start, end = row
    return Sighting(capture, ordinal, revision, Span(start, end))
