"""Articles that outlets took down, and put back."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from kirinuki.model.watching import Removal
from kirinuki.store.database import Database, Row
from kirinuki.store.moments import end_of

_REMOVAL = "m.article, m.capture, c.captured_at, m.gone, m.why"


class Removals:
    """What captures showed of articles that were taken down. Append-only."""

    ROWS: ClassVar = {
        "removals": "SELECT article, capture, gone, why FROM removals ORDER BY article, capture"
    }

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, article: str, capture: str, gone: bool, why: str) -> None:
        """Keep that a capture showed an article gone, or back."""
        with self._db.transaction():
            self._db.write(
                "INSERT INTO removals (article, capture, gone, why) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (article, capture, int(gone), why),
            )

    def last(self, article: str, as_of: dt.datetime | None = None) -> Removal | None:
        """What was last seen of an article's coming and going before the moment; None for one that was always there."""
        row = self._db.one(
            f"""SELECT {_REMOVAL} FROM removals m JOIN captures c ON c.id = m.capture
                WHERE m.article = ? AND c.captured_at < ? ORDER BY c.captured_at DESC LIMIT 1""",
            (article, end_of(as_of)),
        )
        return None if row is None else _removal(row)

    def is_gone(self, article: str, as_of: dt.datetime | None = None) -> bool:
        """Whether an article was gone at the moment, as far as anyone had seen."""
        last = self.last(article, as_of)
        return last is not None and last.gone

    def all(self, as_of: dt.datetime | None = None) -> list[Removal]:
        """All comings and goings seen before the moment, in the order in which they were seen."""
        rows = self._db.all(
            f"""SELECT {_REMOVAL} FROM removals m JOIN captures c ON c.id = m.capture
                WHERE c.captured_at < ? ORDER BY c.captured_at, m.article""",
            (end_of(as_of),),
        )
        return [_removal(row) for row in rows]

    def count(self) -> int:
        """How many articles are gone now."""
        row = self._db.one(
            """SELECT COUNT(*) FROM removals m JOIN captures c ON c.id = m.capture WHERE m.gone = 1 AND NOT EXISTS (
                   SELECT 1 FROM removals n JOIN captures d ON d.id = n.capture
                   WHERE n.article = m.article AND d.captured_at > c.captured_at)"""
        )
        return 0 if row is None else int(row[0])


def _removal(row: Row) -> Removal:
    article, capture, at, gone, why = row
    return Removal(article, capture, dt.datetime.fromisoformat(at), bool(gone), why)
