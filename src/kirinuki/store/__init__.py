"""The archive's database: the only room that speaks SQL.

One file a noun; `database.py` owns the connection, transactions, parameter style and the errors of the
engine. The noun files hold plain SQL that SQLite and PostgreSQL both understand, and no clock. Ids come
from content and every write is an upsert, so doing a thing twice does it once. `number`, where a table has
one, is a row's place in this one file: it makes the indexes small, and never leaves this room.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Self

from kirinuki.store.agenda import Agenda
from kirinuki.store.articles import Articles
from kirinuki.store.captures import Captures
from kirinuki.store.changes import Changes
from kirinuki.store.completeness import Yields
from kirinuki.store.database import Database
from kirinuki.store.decisions import Decision, Decisions, alone
from kirinuki.store.facts import FactIndex
from kirinuki.store.finding import Finder
from kirinuki.store.people import Mentions
from kirinuki.store.problems import Problems
from kirinuki.store.readings import Readings
from kirinuki.store.removals import Removals
from kirinuki.store.repeats import Repeats
from kirinuki.store.shelves import KeptColumns, Shelves
from kirinuki.store.storylines import Storylines
from kirinuki.store.watched import Watched
from kirinuki.store.words import Words

__all__ = ["Decision", "Decisions", "KeptColumns", "Store", "alone", "create_store", "open_store"]


class _UndoneError(Exception):
    """Ends a transaction that is to leave nothing behind."""


class Store:
    """The open database, noun by noun. One thread, many processes; close it or use it in a `with` block.

    Every method may raise `ArchiveError` (locked, read-only, full disk, damaged file).
    """

    def __init__(self, database: Database, columns: KeptColumns | None = None) -> None:
        self._database = database
        self.words = Words(database)
        self.captures = Captures(database)
        self.completeness = Yields(database)
        self.articles = Articles(database, self.words)
        self.readings = Readings(database)
        self.repeats = Repeats(database)
        self.storylines = Storylines(database)
        self.changes = Changes(database)
        self.agenda = Agenda(database)
        self.people = Mentions(database)
        self.problems = Problems(database)
        self.removals = Removals(database)
        # No noun of the chronicle: where the watching stands need not be the same when the database is made again.
        self.watched = Watched(database)
        self.facts = FactIndex(database)
        self.shelves = Shelves(database, columns)
        self.finder = Finder(database, self.words, self.facts, self.shelves)
        self._nouns = (
            self.captures,
            self.completeness,
            self.articles,
            self.readings,
            self.repeats,
            self.storylines,
            self.changes,
            self.agenda,
            self.people,
            self.words,
            self.facts,
            self.problems,
            self.removals,
        )

    def transaction(self) -> AbstractContextManager[None]:
        """All writes of the block, or none of them. Waits up to 30 seconds for another process that writes.

        A block inside another joins it: it is kept when the outer one is, and undone alone when it fails
        and the outer one goes on.
        """
        return self._database.transaction()

    @contextmanager
    def undone(self) -> Iterator[None]:
        """A transaction that is undone when the block ends: for a look at what would be."""
        try:
            with self.transaction():
                yield
                raise _UndoneError
        except _UndoneError:
            pass

    def counts(self, *tables: str) -> dict[str, int]:
        """How many rows each of these tables holds, or each of all."""
        return {
            table: self._database.all(f"SELECT COUNT(*) FROM {table}")[0][0]
            for noun in self._nouns
            for table in noun.ROWS
            if not tables or table in tables
        }

    def rows(self) -> Iterator[tuple[str, tuple[object, ...]]]:
        """Every row as (table, values) in a fixed order: what making the database again must give equally."""
        for noun in self._nouns:
            for table, select in noun.ROWS.items():
                for row in self._database.each(select):
                    yield table, row

    def close(self) -> None:
        """Close the file. Closing twice is no error."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create_store(path: Path) -> Store:
    """A new database at `path`, whose folder exists. `ArchiveError` when one is there already."""
    return Store(Database.create(path))


def open_store(path: Path, columns: KeptColumns | None = None) -> Store:
    """The database at `path`, brought up to this program's form.

    `ArchiveError` when it is missing, read-only, newer than this program, damaged or something else.
    """
    return Store(Database.open(path), columns)
