"""Readings: the layers over a revision's text, kept without the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

import msgspec

from kirinuki.model.article import Revision
from kirinuki.model.reading import Reading
from kirinuki.store.articles import select_revisions
from kirinuki.store.database import Database

# Field by field from the dataclasses, so that a layer's new field needs no word here.
_DECODER = msgspec.json.Decoder(Reading)


class _Counted(msgspec.Struct):
    """A reading of which nothing is made but a count."""

    statements: list[msgspec.Raw]


_COUNTER = msgspec.json.Decoder(_Counted)


class Readings:
    """One reading a revision: putting one of another version replaces it."""

    ROWS: ClassVar = {
        "readings": """
            SELECT v.id, r.version, r.layers FROM readings r JOIN revisions v ON v.number = r.revision ORDER BY v.id"""
    }

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, revision_id: str, reading: Reading) -> None:
        """Keep the reading; `reading.text` must be the revision's. Where it is another, weaving and comparing
        it with its neighbours are due again."""
        layers = msgspec.json.encode(replace(reading, text="", morphemes=None))
        with self._db.transaction():
            changed = self._db.write(
                """INSERT INTO readings (revision, version, layers)
                   VALUES ((SELECT number FROM revisions WHERE id = ?), ?, ?)
                   ON CONFLICT (revision) DO UPDATE SET version = excluded.version, layers = excluded.layers
                   WHERE readings.version <> excluded.version OR readings.layers <> excluded.layers""",
                (revision_id, reading.version, layers),
            )
            if changed:
                self._db.write(
                    "DELETE FROM woven WHERE revision = (SELECT number FROM revisions WHERE id = ?)",
                    (revision_id,),
                )
                self._db.write(
                    """DELETE FROM collated WHERE revision IN (
                       SELECT number FROM revisions WHERE id = ?
                       UNION SELECT n.number FROM revisions n JOIN revisions r ON n.previous = r.number WHERE r.id = ?)""",
                    (revision_id, revision_id),
                )

    def get(self, revision_id: str, version: str) -> Reading | None:
        """The reading by this version of the reader (its `morphemes` None), if there is one."""
        row = self._db.one(
            """SELECT r.layers, v.text FROM readings r JOIN revisions v ON v.number = r.revision
               WHERE v.id = ? AND r.version = ?""",
            (revision_id, version),
        )
        return None if row is None else replace(_DECODER.decode(row[0]), text=row[1])

    def missing(self, version: str) -> Iterator[Revision]:
        """Revisions with no reading of this version, oldest telling first. Readings may be put while iterating."""
        return select_revisions(
            self._db,
            """SELECT r.number FROM revisions r LEFT JOIN readings g ON g.revision = r.number AND g.version = ?
               WHERE g.revision IS NULL ORDER BY r.told, r.id""",
            (version,),
        )

    def count_statements(self, version: str) -> int:
        """How many statements the current revisions hold, as far as this version has read them."""
        numbers = self._db.all(
            """SELECT r.revision FROM readings r JOIN articles a ON a.current = r.revision WHERE r.version = ?""",
            (version,),
        )
        return sum(
            len(_COUNTER.decode(row[0]).statements)
            for number in numbers
            if (row := self._db.one("SELECT layers FROM readings WHERE revision = ?", number))
        )
