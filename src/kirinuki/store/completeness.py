"""How complete articles were found on their pages, by outlet and in time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import ClassVar
from urllib.parse import urlsplit

from kirinuki.model.article import Article, Completeness, Yield
from kirinuki.store.database import Database

_FOUND = "title, published, authors, section, letters"
_NOTHING = Completeness(title=False, published=False, authors=False, section=False, letters=0)


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
        """The `last` yields of each outlet's pages, oldest first, then those of its hosts' pages on which there was no article;
        outlets by key."""
        rows = self._db.all(
            """SELECT l.capture, l.at, l.outlet, l.article, COALESCE(c.came_from, c.url),
                      l.title, l.published, l.authors, l.section, l.letters
                FROM (SELECT k.*, ROW_NUMBER() OVER (PARTITION BY outlet ORDER BY at DESC, capture DESC, article DESC) AS nth
                      FROM completeness k) l
                JOIN captures c ON c.id = l.capture WHERE l.nth <= ? ORDER BY l.outlet, l.nth DESC""",
            (last,),
        )
        bare = self._bare(last)
        for outlet, group in groupby(rows, key=lambda row: row[2]):
            yields = [_yield(*row) for row in group]
            hosts = sorted({_host(each.url) for each in yields if each.url})
            yield yields + [
                Yield(capture, at, outlet, None, url, _NOTHING)
                for host in hosts
                for capture, at, url in bare.get(host, ())
            ]

    def _bare(self, last: int) -> dict[str, list[tuple[str, dt.datetime, str]]]:
        """The `last` pages, (capture, when, address) by host, that a server gave and on which an article never was."""
        rows = self._db.all(
            """SELECT c.id, c.captured_at, c.came_from FROM captures c
                WHERE c.came_from IS NOT NULL AND c.form = 'page'
                  AND NOT EXISTS (SELECT 1 FROM captures same JOIN sightings s ON s.capture = same.id
                                  WHERE same.url = c.url)
                ORDER BY c.captured_at DESC, c.id DESC LIMIT ?""",
            (last,),
        )
        found = defaultdict(list)
        for capture, at, url in reversed(rows):
            found[_host(url)].append((capture, dt.datetime.fromisoformat(at), url))
        return found


def _host(url: str) -> str:
    """The host and port of an address."""
    return urlsplit(url).netloc.lower()


def _yield(capture: str, at: str, outlet: str, article: str, url: str | None, *found: int) -> Yield:
    title, published, authors, section, letters = found
    completeness = Completeness(bool(title), bool(published), bool(authors), bool(section), letters)
    return Yield(capture, dt.datetime.fromisoformat(at), outlet, article, url, completeness)
