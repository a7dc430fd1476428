"""How complete articles were found on their pages, by outlet and in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import ClassVar

from kirinuki.model.article import Article, Completeness, Yield
from kirinuki.store.database import Database

_FOUND = "title, published, authors, section, letters"


class Yields:
    """One row a capture of an article's page; append-only."""

    ROWS: ClassVar = {
        "completeness": f"SELECT capture, article, outlet, at, {_FOUND} FROM completeness ORDER BY capture, article"
    }

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, capture: str, article: Article, found: Completeness) -> None:
        """Keep what a capture, which is there already, gave of an article; once."""
        with self._db.transaction():
            self._db.write(
                f"""INSERT INTO completeness (capture, article, outlet, at, {_FOUND})
                    SELECT id, ?, ?, captured_at, ?, ?, ?, ?, ? FROM captures WHERE id = ? ON CONFLICT DO NOTHING""",
                (
                    *(article.id, article.outlet, int(found.title), int(found.published)),
                    *(int(found.authors), int(found.section), found.letters, capture),
                ),
            )

    def by_outlet(self, last: int = 200) -> Iterator[list[Yield]]:
        """The `last` yields of each outlet's pages, oldest first; outlets by key."""
        rows = self._db.all(
            """SELECT l.capture, l.at, l.outlet, l.article, COALESCE(c.came_from, c.url),
                      l.title, l.published, l.authors, l.section, l.letters
                FROM (SELECT k.*, ROW_NUMBER() OVER (PARTITION BY outlet ORDER BY at DESC, capture DESC, article DESC) AS nth
                      FROM completeness k) l
                JOIN captures c ON c.id = l.capture WHERE l.nth <= ? ORDER BY l.outlet, l.nth DESC""",
            (last,),
        )
        for _, group in groupby(rows, key=lambda row: row[2]):
            yield [_yield(*row) for row in group]


def _yield(capture: str, at: str, outlet: str, article: str, url: str | None, *found: int) -> Yield:
    title, published, authors, section, letters = found
    completeness = Completeness(bool(title), bool(published), bool(authors), bool(section), letters)
    return Yield(capture, dt.datetime.fromisoformat(at), outlet, article, url, completeness)
