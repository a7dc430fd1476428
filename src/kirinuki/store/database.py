"""The connection: transactions, migrations, and the engine's errors in a person's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

Row = tuple[Any, ...]


class Database:
    """One SQLite file."""

    @classmethod
    def create(cls, path: Path) -> Self:
        raise NotImplementedError

    @classmethod
    def open(cls, path: Path) -> Self:
        raise NotImplementedError

    @contextmanager
    def transaction(self) -> Iterator[None]:
        raise NotImplementedError
        yield

    def all(self, sql: str, parameters: Iterable[object] = ()) -> list[Row]:
        raise NotImplementedError

    def one(self, sql: str, parameters: Iterable[object] = ()) -> Row | None:
        raise NotImplementedError

    def write(self, sql: str, parameters: Iterable[object] = ()) -> int:
        raise NotImplementedError

    def write_many(self, sql: str, rows: Iterable[Iterable[object]]) -> None:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError
