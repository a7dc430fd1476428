"""Problems: bad data that was met and passed over, kept so that a person can see and mend it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import ClassVar

from kirinuki.model.article import Problem
from kirinuki.store.database import Database


class Problems:
    """The problems of an archive; the same one is kept once."""

    ROWS: ClassVar = {"problems": "SELECT id, capture, place, message FROM problems ORDER BY id"}

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, problem: Problem) -> None:
        """Keep a problem."""
        content = "\0".join((problem.capture or "", problem.place, problem.message))
        with self._db.transaction():
            self._db.write(
                "INSERT INTO problems (id, capture, place, message) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                (
                    hashlib.sha256(content.encode()).hexdigest(),
                    problem.capture,
                    problem.place,
                    problem.message,
                ),
            )

    def replace(self, place: str, problems: Iterable[Problem]) -> None:
        """Keep these as all the problems of a place that no capture brought."""
        with self._db.transaction():
            self._db.write("DELETE FROM problems WHERE capture IS NULL AND place = ?", (place,))
            for problem in problems:
                self.add(problem)

    def all(self) -> list[Problem]:
        """All problems, by capture and place."""
        rows = self._db.all(
            "SELECT capture, place, message FROM problems ORDER BY COALESCE(capture, ''), place, message"
        )
        return [Problem(*row) for row in rows]

    def count(self) -> int:
        """How many there are."""
        return int(self._db.all("SELECT COUNT(*) FROM problems")[0][0])
