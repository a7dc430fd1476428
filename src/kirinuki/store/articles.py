"""Articles and their revisions: the texts of the archive, and the one order in which they are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import ClassVar

from kirinuki.errors import NotFoundError
from kirinuki.model.article import JAPAN, Article, Outlet, Revision
from kirinuki.store.captures import ordinal
from kirinuki.store.database import Database, Row
from kirinuki.store.moments import known, standing
from kirinuki.store.words import Words

_ARTICLE = "a.id, a.outlet, a.uri, a.external_id"
_REVISION = (
    "r.id, r.article, r.title, r.text, r.published, r.published_at, r.modified_at, "
    "(SELECT p.id FROM revisions p WHERE p.number = r.previous)"
)

_HEAD = 60
"""Characters with which a text begins."""


class Articles:
    """Outlets, articles and revisions.

    An article's current revision is the end of its longest chain of `previous` (of two as long the one told
    later, then the greater id): a function of the set of its revisions, whatever order they came in.
    """

    ROWS: ClassVar = {
        "outlets": "SELECT key, name FROM outlets ORDER BY key",
        "articles": f"""
            SELECT {_ARTICLE}, r.id FROM articles a JOIN revisions r ON r.number = a.current ORDER BY a.id""",
        "revisions": f"SELECT {_REVISION}, r.place, r.told FROM revisions r ORDER BY r.id",
    }

    def __init__(self, database: Database, words: Words) -> None:
        self._db = database
        self._words = words

    def put(self, outlet: Outlet, article: Article, revision: Revision) -> bool:
        """Keep all three; True when the revision is new. The search index follows by itself.

        A revision's `previous` must be there before it. What an id already names stays as it is, but an
        outlet's name and an article's `external_id` take the newest that was given.
        """
        with self._db.transaction():
            self._db.write(
                "INSERT INTO outlets (key, name) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET name = excluded.name",
                (outlet.key, outlet.name),
            )
            self._db.write(
                """INSERT INTO articles (id, outlet, uri, external_id) VALUES (?, ?, ?, ?)
                   ON CONFLICT (id) DO UPDATE SET external_id = COALESCE(excluded.external_id, articles.external_id)""",
                (article.id, article.outlet, article.uri, article.external_id),
            )
            place, previous = 0, None
            if revision.previous is not None:
                found = self._db.one("SELECT number, place FROM revisions WHERE id = ?", (revision.previous,))
                if found is None:
                    raise ValueError(
                        f"revision {revision.id} follows {revision.previous}, which is not in the store"
                    )
                previous, place = found[0], found[1] + 1
            new = self._db.write(
                """INSERT INTO revisions
                   (id, article, title, text, published, published_at, modified_at, previous, place, told)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING""",
                (
                    *(
                        revision.id,
                        revision.article,
                        revision.title,
                        revision.text,
                        revision.published.isoformat(),
                    ),
                    *(revision.published_at, revision.modified_at, previous, place, _told(revision)),
                ),
            )
            if new:
                self._turn(article.id)
                self._words.put(revision.id)
            return bool(new)

    def outlet(self, key: str) -> Outlet | None:
        """The outlet with this key."""
        row = self._db.one("SELECT key, name FROM outlets WHERE key = ?", (key,))
        return None if row is None else Outlet(*row)

    def outlets(self) -> list[Outlet]:
        """All outlets, by key."""
        return [Outlet(*row) for row in self._db.all("SELECT key, name FROM outlets ORDER BY key")]

    def find(self, id_or_prefix: str) -> Article:
        """The article whose id is this or begins so. `NotFoundError` when none or several do."""
        return Article(
            *self._find(f"SELECT {_ARTICLE} FROM articles a", "a.id", id_or_prefix, "記事 (article)")
        )

    def find_revision(self, id_or_prefix: str) -> Revision:
        """The revision whose id is this or begins so. `NotFoundError` when none or several do."""
        return _revision(
            self._find(f"SELECT {_REVISION} FROM revisions r", "r.id", id_or_prefix, "版 (revision)")
        )

    def by_uri(self, outlet_key: str, uri: str) -> Article | None:
        """The article at this address; where an outlet used it for several pieces, the one told last."""
        row = self._db.one(
            f"""SELECT {_ARTICLE} FROM articles a JOIN revisions r ON r.number = a.current
                WHERE a.outlet = ? AND a.uri = ? ORDER BY r.told DESC, a.id DESC LIMIT 1""",
            (outlet_key, uri),
        )
        return None if row is None else Article(*row)

    def showing(self, outlet_key: str, uri: str, title: str | None, text: str) -> Article | None:
        """Of the articles at this address the one that says exactly this now: a list may show several of them at once."""
        row = self._db.one(
            f"""SELECT {_ARTICLE} FROM articles a JOIN revisions r ON r.number = a.current
                WHERE a.outlet = ? AND a.uri = ? AND COALESCE(r.title, '') = ? AND r.text = ?
                ORDER BY r.told DESC, a.id DESC LIMIT 1""",
            (outlet_key, uri, title or "", text),
        )
        return None if row is None else Article(*row)

    def revisions(self, article_id: str, as_of: dt.datetime | None = None) -> list[Revision]:
        """All revisions of an article that could be known before `as_of`, oldest first; empty for an id that is not there."""
        told, parameters = ("TRUE", ()) if as_of is None else known("r", as_of)
        rows = self._db.all(
            f"SELECT {_REVISION} FROM revisions r WHERE r.article = ? AND {told} ORDER BY r.place, r.told, r.id",
            (article_id, *parameters),
        )
        return [_revision(row) for row in rows]

    def current(self, article_id: str) -> Revision:
        """The revision that the article has now. `NotFoundError` for an id that is not there."""
        row = self._db.one(
            f"SELECT {_REVISION} FROM articles a JOIN revisions r ON r.number = a.current WHERE a.id = ?",
            (article_id,),
        )
        if row is None:
            raise NotFoundError(f"{article_id}: この記事は書庫にありません (no such article)")
        return _revision(row)

    def at(self, article_id: str, as_of: dt.datetime | None) -> Revision | None:
        """The revision that the article had at the moment, as far as anyone could know (see `standing`); None for an
        article that was not there yet."""
        stands, parameters = standing("r.number", as_of)
        row = self._db.one(
            f"SELECT {_REVISION} FROM revisions r WHERE r.article = ? AND {stands}", (article_id, *parameters)
        )
        return None if row is None else _revision(row)

    def between(
        self, from_: dt.date, until: dt.date, as_of: dt.datetime | None = None
    ) -> Iterator[tuple[Article, Revision]]:
        """(article, the revision that stood at `as_of`) of the half-open period, in order of telling."""
        stands, parameters = standing("r.number", as_of)
        order = self._db.all(
            f"""SELECT r.number FROM revisions r JOIN articles a ON a.id = r.article
                WHERE r.published >= ? AND r.published < ? AND {stands} ORDER BY r.told, {ordinal()}, a.id""",
            (from_.isoformat(), until.isoformat(), *parameters),
        )
        for number in order:
            row = self._db.one(
                f"""SELECT {_ARTICLE}, {_REVISION} FROM revisions r JOIN articles a ON a.id = r.article
                    WHERE r.number = ?""",
                number,
            )
            if row is not None:
                yield Article(*row[:4]), _revision(row[4:12])

    def all(self) -> Iterator[Article]:
        """All articles, by id."""
        for row in self._db.all(f"SELECT {_ARTICLE} FROM articles a ORDER BY a.id"):
            yield Article(*row)

    def order(self, revision_id: str) -> tuple[str, int, str]:
        """Where a telling stands: (when published, place in the capture that showed it last, article id).

        The one order of tellings: tuples sort as the tellings were told. The first part is an ISO 8601 date, or a
        date-time on Japan's clock where the outlet gave one. `NotFoundError` for an id that is not there.
        """
        row = self._db.one(
            f"SELECT r.told, {ordinal()}, r.article FROM revisions r WHERE r.id = ?", (revision_id,)
        )
        if row is None:
            raise NotFoundError(f"{revision_id}: この版は書庫にありません (no such revision)")
        return row[0], row[1], row[2]

    def newest(self) -> object:
        """Another value whenever a revision came."""
        return self._db.one("SELECT MAX(number) FROM revisions")

    def span(self, as_of: dt.datetime | None = None) -> tuple[dt.date, dt.date] | None:
        """First and last day on which a revision that stood at `as_of` was published; None where there was none."""
        last, first = self.beside(dt.date.max, as_of)[0], self.beside(dt.date.min, as_of)[1]
        return None if first is None or last is None else (first, last)

    def beside(self, day: dt.date, as_of: dt.datetime | None = None) -> tuple[dt.date | None, dt.date | None]:
        """The last day before `day`, and the first behind it, on which a revision that stood at `as_of` was published; None where
        there is none."""
        stands, parameters = standing("r.number", as_of)
        # What was published behind the moment is passed over by the index alone.
        end = "9999-12-31" if as_of is None else as_of.astimezone(JAPAN).date().isoformat()
        days = [
            self._db.one(
                f"""SELECT r.published FROM revisions r WHERE {side} AND r.published <= ? AND {stands}
                    ORDER BY {order} LIMIT 1""",
                (day.isoformat(), end, *parameters),
            )
            for side, order in (("r.published < ?", "r.published DESC"), ("r.published > ?", "r.published"))
        ]
        before, after = (None if row is None else dt.date.fromisoformat(row[0]) for row in days)
        return before, after

    def heads(self, most: int) -> list[str]:
        """The titles and the beginnings of the texts of the last so many revisions that came."""
        rows = self._db.all(
            f"SELECT title, substr(text, 1, {_HEAD}) FROM revisions ORDER BY number DESC LIMIT ?", (most,)
        )
        return [words for row in rows for words in row if words]

    def _turn(self, article_id: str) -> None:
        """Make the end of the chain the current revision."""
        now = self._db.one(
            "SELECT number FROM revisions WHERE article = ? ORDER BY place DESC, told DESC, id DESC LIMIT 1",
            (article_id,),
        )
        if now is not None:
            self._db.write(
                "UPDATE articles SET current = ? WHERE id = ? AND (current IS NULL OR current <> ?)",
                (*now, article_id, *now),
            )

    def _find(self, select: str, column: str, prefix: str, noun: str) -> Row:
        # The highest code point bounds the range, so that the index on ids serves prefixes too.
        rows = self._db.all(
            f"{select} WHERE {column} >= ? AND {column} < ? ORDER BY {column} LIMIT 2",
            (prefix, prefix + "\U0010ffff"),
        )
        if not prefix or not rows:
            raise NotFoundError(f"{prefix!r}: この{noun}は書庫にありません")
        if len(rows) > 1 and rows[0][0] != prefix:
            raise NotFoundError(
                f"{prefix!r}: 二つ以上の{noun}に当てはまります。もっと長く書いてください (ambiguous)"
            )
        return rows[0]


def select_revisions(database: Database, numbers: Iterable[Row]) -> Iterator[Revision]:
    """The revisions of these rows of one number, in their order; the store may be written to meanwhile."""
    for number in numbers:
        row = database.one(f"SELECT {_REVISION} FROM revisions r WHERE r.number = ?", number)
        if row is not None:
            yield _revision(row)


def _told(revision: Revision) -> str:
    """When the revision was told, as a string that sorts as the times do."""
    day = revision.published.isoformat()
    try:
        at = dt.datetime.fromisoformat(revision.published_at or "")
        clock = (at if at.tzinfo is None else at.astimezone(JAPAN)).replace(tzinfo=None).isoformat()
    except (ValueError, OverflowError):
        return day
    # The day that the text is read from leads, so that a period's articles and their order cannot part.
    return clock if clock.startswith(day) and len(revision.published_at or "") > len(day) else day


def _revision(row: Row) -> Revision:
    id, article, title, text, published, published_at, modified_at, previous = row
    return Revision(
        id, article, title, text, dt.date.fromisoformat(published), published_at, modified_at, previous
    )
