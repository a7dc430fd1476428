"""Readings: the layers over a revision's text, kept without the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import ClassVar

import msgspec

from kirinuki.model.article import Revision
from kirinuki.model.reading import Reading
from kirinuki.store.articles import select_revisions
from kirinuki.store.database import Database

# Field by field from the dataclasses, so that a layer's new field needs no word here.
_DECODER = msgspec.json.Decoder(Reading)


def by_version(column: str, version: str) -> tuple[str, tuple[object, ...]]:
    """The condition, with its parameters, that a reading is by this version of the reader, corrected by a person or not."""
    return f"({column} = ? OR substr({column}, 1, ?) = ?)", (version, len(version) + 1, f"{version}~")


class Readings:
    """One reading a revision: putting one of another version replaces it."""

    ROWS: ClassVar = {
        "readings": """
            SELECT v.id, r.version, r.layers FROM readings r JOIN revisions v ON v.number = r.revision ORDER BY v.id""",
        "unread": "SELECT r.id FROM unread u JOIN revisions r ON r.number = u.revision ORDER BY r.id",
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

    def missing(self, version: str, versions: Mapping[str, str] | None = None) -> Iterator[Revision]:
        """Revisions with no reading of this version, oldest telling first. Readings may be put while iterating.

        `versions` gives another version for some revisions, by their ids.
        """
        others = versions or {}
        found = self._db.all(
            """SELECT r.told, r.id, NULL, r.number FROM unread u JOIN revisions r ON r.number = u.revision
               UNION ALL SELECT r.told, r.id, g.version, r.number FROM readings g
               JOIN revisions r ON r.number = g.revision WHERE g.version < ? OR g.version > ?""",
            (version, version),
        )
        due = {id: (told, id, number) for told, id, kept, number in found if kept != others.get(id, version)}
        for id in others:
            row = self._db.one(
                """SELECT r.told, r.id, r.number FROM revisions r JOIN readings g ON g.revision = r.number
                   WHERE r.id = ? AND g.version = ?""",
                (id, version),
            )
            if row is not None and others[id] != version:
                due[id] = row
        return select_revisions(self._db, [(number,) for _, _, number in sorted(due.values())])

    def count_statements(self, version: str) -> int:
        """How many statements the current revisions hold, as far as this version, corrected or not, has read them."""
        by_this, parameters = by_version("r.version", version)
        # Each has one speaker, if only one without a name.
        row = self._db.one(
            f"""SELECT COUNT(*) FROM articles a CROSS JOIN readings r ON r.revision = a.current AND {by_this}
                CROSS JOIN said s ON s.revision = a.current AND s.role = 'speaker'""",
            parameters,
        )
        return int(row[0]) if row else 0
