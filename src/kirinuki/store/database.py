"""The connection: transactions, migrations, and the engine's errors in a person's words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import resources
from pathlib import Path
from typing import Any, Self

from kirinuki.errors import ArchiveError

Row = tuple[Any, ...]

_CACHE = 32 * 1024
"""KiB of pages kept in memory; a weaving touches some hundred all over the index of passages."""

_WAIT_SLICE = 1.0
_WAIT_SLICES = 30
"""A wait for another process is cut into slices (seconds, count), because Ctrl-C is heard only between them."""

_MESSAGES = {
    sqlite3.SQLITE_BUSY: "ほかの kirinuki が書き込んでいます。それが終わってから、もう一度 (locked by another process)",
    sqlite3.SQLITE_READONLY: "書き込めません。ファイルとフォルダーの権限を確かめてください (read-only)",
    sqlite3.SQLITE_FULL: "ディスクに空きがありません。空きを作ってから、同じ命令をもう一度 (disk full)",
    sqlite3.SQLITE_CANTOPEN: "開けません。フォルダーがあるか、権限があるかを確かめてください (cannot open)",
    sqlite3.SQLITE_IOERR: "読み書きできません。ディスクと空きを確かめて、同じ命令をもう一度 (input/output error)",
    sqlite3.SQLITE_CORRUPT: "壊れています。kirinuki rebuild で作り直せます (damaged; `kirinuki rebuild` makes it again)",
    sqlite3.SQLITE_NOTADB: (
        "書庫のデータベースではありません。kirinuki rebuild で作り直せます "
        "(not a database; `kirinuki rebuild` makes it again)"
    ),
}


class Database:
    """One SQLite file in WAL mode. Parameters are written `?`; all writes stand inside `transaction`.

    The engine's troubles come out as `ArchiveError`, broken references as `ValueError`: no caller has to know
    which engine it is.
    """

    def __init__(self, path: Path, mode: str) -> None:
        self._path = path
        with self._in_words():
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=_WAIT_SLICE, isolation_level=None
            )
        try:
            with self._in_words():
                self._connection.execute("PRAGMA foreign_keys = ON")
                # The WARC files are written first, so a power cut may cost the last commits but no data.
                self._connection.execute("PRAGMA synchronous = NORMAL")
                self._connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        except BaseException:
            self.close()
            raise

    @classmethod
    def create(cls, path: Path) -> Self:
        """A new database with the tables of this program. An empty file, as a crash may leave it, is taken."""
        database = cls(path, "rwc")
        try:
            if database.all("SELECT 1 FROM sqlite_master LIMIT 1"):
                raise ArchiveError(f"{path}: もうあります (exists already)")
            database.all("PRAGMA journal_mode = WAL")
            database._migrate()
        except BaseException:
            database.close()
            raise
        return database

    @classmethod
    def open(cls, path: Path) -> Self:
        """An existing database; migrations that it lacks are applied."""
        if not path.is_file():
            raise ArchiveError(
                f"{path}: ありません。書庫の場所を確かめるか、kirinuki rebuild で作ってください "
                "(missing: check the archive's folder, or make it with `kirinuki rebuild`)"
            )
        # Asked beforehand: SQLite would open the file for reading and fail much later, in the middle of work.
        if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            raise ArchiveError(f"{path}: {_MESSAGES[sqlite3.SQLITE_READONLY]}")
        database = cls(path, "rw")
        try:
            database._migrate()
        except BaseException:
            database.close()
            raise
        return database

    def identity(self) -> object:
        """What tells this file from one that takes its place."""
        found = self._path.stat()
        return found.st_dev, found.st_ino

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing; a transaction inside another is undone alone when it fails, and kept with the outer one."""
        return self._nested() if self._connection.in_transaction else self._whole()

    def all(self, sql: str, parameters: Iterable[object] = ()) -> list[Row]:
        """All rows that a query gives."""
        with self._in_words():
            return self._connection.execute(sql, tuple(parameters)).fetchall()

    def each(self, sql: str) -> Iterator[Row]:
        """The rows that a query gives, one by one; nothing may be written meanwhile."""
        with self._in_words():
            yield from self._connection.execute(sql)

    def one(self, sql: str, parameters: Iterable[object] = ()) -> Row | None:
        """The first row that a query gives."""
        with self._in_words():
            row: Row | None = self._connection.execute(sql, tuple(parameters)).fetchone()
            return row

    def write(self, sql: str, parameters: Iterable[object] = ()) -> int:
        """Run a statement inside a transaction; gives the number of rows that it made, changed or deleted."""
        assert self._connection.in_transaction, "a write outside of a transaction"
        with self._in_words():
            return self._connection.execute(sql, tuple(parameters)).rowcount

    def write_many(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run a statement once for each row of parameters, inside a transaction."""
        assert self._connection.in_transaction, "a write outside of a transaction"
        with self._in_words():
            self._connection.executemany(sql, rows)

    def close(self) -> None:
        """Close the file; an open transaction is undone."""
        self._connection.close()

    @contextmanager
    def _whole(self) -> Iterator[None]:
        try:
            self._begin()
            yield
            with self._in_words():
                self._connection.execute("COMMIT")
        except BaseException:
            # The engine has undone it by itself after some errors, such as a full disk.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    @contextmanager
    def _nested(self) -> Iterator[None]:
        self._connection.execute("SAVEPOINT inner")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK TO inner")
                self._connection.execute("RELEASE inner")
            raise
        self._connection.execute("RELEASE inner")

    def _begin(self) -> None:
        with self._in_words():
            for _ in range(_WAIT_SLICES - 1):
                try:
                    self._connection.execute("BEGIN IMMEDIATE")
                    return
                except sqlite3.OperationalError as e:
                    if _code(e) != sqlite3.SQLITE_BUSY:
                        raise
            self._connection.execute("BEGIN IMMEDIATE")

    def _migrate(self) -> None:
        """Apply what is lacking, all of it or nothing."""
        known = migrations()
        if self._applied() == len(known):
            return
        with self.transaction():
            # Asked again under the lock: another process may have been faster.
            applied = self._applied()
            if applied > len(known):
                raise ArchiveError(
                    f"{self._path}: もっと新しい kirinuki の書庫です (形式 {applied}、このプログラムは {len(known)} まで)。"
                    "kirinuki を新しくしてください (made by a newer kirinuki: upgrade)"
                )
            self.write(
                "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL)"
            )
            for number, (name, script) in enumerate(known[applied:], start=applied + 1):
                for statement in _statements(script):
                    self.write(statement)
                self.write("INSERT INTO migrations (number, name) VALUES (?, ?)", (number, name))

    def _applied(self) -> int:
        tables = {name for (name,) in self.all("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "migrations" in tables:
            return int(self.all("SELECT MAX(number) FROM migrations")[0][0])
        if tables:
            raise ArchiveError(f"{self._path}: {_MESSAGES[sqlite3.SQLITE_NOTADB]}")
        return 0

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.IntegrityError as e:
            raise ValueError(f"{self._path}: {e}") from e
        except sqlite3.Error as e:
            message = _MESSAGES.get(_code(e))
            if message is None:
                raise
            raise ArchiveError(f"{self._path}: {message}") from e


def migrations() -> list[tuple[str, str]]:
    """(file name, SQL) of every migration that this program knows, in order; the first has number 1."""
    folder = resources.files("kirinuki.store") / "migrations"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return [(f.name, f.read_text(encoding="utf-8")) for f in files]


def _statements(script: str) -> Iterator[str]:
    """The script's statements; `executescript` would commit the transaction that they belong to."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; the extended ones carry it in their low byte."""
    return int(getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
