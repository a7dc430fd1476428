"""Mentions: whom each text names, found by what namesakes share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from typing import ClassVar

from kirinuki.model.chronicle import Mention, Name, PartyType
from kirinuki.store.database import Database, Row
from kirinuki.store.moments import standing

_AT_ONCE = 400
"""Values in one query: under the limit that every build of SQLite has (999)."""
_MEANINGS = 6
"""A word that stands for more organisations than this (県警, 同党) is nobody's name."""
_NAME = "m.start_, m.end_, m.type, m.who, m.family, m.title, m.role, m.aged, m.gloss"

Family = tuple[PartyType, str]
"""What namesakes of one type share."""

_LINKS: tuple[tuple[PartyType, str], ...] = (
    ("ORGANIZATION", "SELECT DISTINCT name, who FROM mentions WHERE type = 'ORGANIZATION' AND name <> who"),
    (
        "PERSON",
        """SELECT DISTINCT m.family, o.family FROM mentions m JOIN mentions o ON o.who = m.gloss AND o.type = m.type
           WHERE m.gloss IS NOT NULL AND m.type = 'PERSON' AND m.family <> o.family""",
    ),
)


class Mentions:
    """The names in the text of every revision that was read: a function of its reading."""

    ROWS: ClassVar = {
        "mentions": f"""
            SELECT r.id, m.name, {_NAME} FROM mentions m JOIN revisions r ON r.number = m.revision
            ORDER BY r.id, m.start_""",
    }

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, revision: str, names: Iterable[Name]) -> None:
        """Keep `names` as all that the revision's text names."""
        with self._db.transaction():
            number, text = self._db.one("SELECT number, text FROM revisions WHERE id = ?", (revision,)) or (
                None,
                "",
            )
            if number is None:
                raise ValueError(f"revision {revision} is not in the store")
            self._db.write("DELETE FROM mentions WHERE revision = ?", (number,))
            self._db.write_many(
                """INSERT INTO mentions (revision, start_, end_, type, name, who, family, title, role, aged, gloss)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (
                    (
                        *(number, n.start, n.end, n.type, text[n.start : n.end], n.who, n.family),
                        *(n.title, n.role, int(n.aged), n.gloss),
                    )
                    for n in names
                ),
            )

    def of(self, families: Collection[Family], as_of: dt.datetime | None) -> list[Mention]:
        """All mentions of these families in the revisions that stood at the moment, in the order of telling."""
        stands, parameters = standing("m.revision", as_of)
        rows: list[Row] = []
        wanted = sorted({family for _, family in families})
        for some in _slices(wanted):
            rows += self._db.all(
                f"""SELECT r.told, r.article, r.id, a.outlet, m.name, {_NAME} FROM mentions m
                    JOIN revisions r ON r.number = m.revision JOIN articles a ON a.id = r.article
                    WHERE m.family IN ({_marks(some)}) AND {stands}""",
                (*some, *parameters),
            )
        types = set(families)
        return [_mention(row) for row in sorted(rows, key=_place) if (row[7], row[9]) in types]

    def beside(self, revisions: Collection[str]) -> Iterator[tuple[Family, str, str]]:
        """((type, family), who, revision) of all that these revisions name, each once."""
        for some in _slices(sorted(revisions)):
            for row in self._db.all(
                f"""SELECT DISTINCT m.type, m.family, m.who, r.id FROM revisions r
                    JOIN mentions m ON m.revision = r.number WHERE r.id IN ({_marks(some)})""",
                some,
            ):
                yield (row[0], row[1]), row[2], row[3]

    def families(self, type: PartyType | None, as_of: dt.datetime | None) -> list[tuple[Family, int]]:
        """Each family and how many articles name anybody of it, the most named first."""
        stands, parameters = standing("m.revision", as_of)
        wanted = () if type is None else (type,)
        rows = self._db.all(
            f"""SELECT m.type, m.family, COUNT(DISTINCT m.revision) FROM mentions m
                WHERE {stands} {"AND m.type = ?" if wanted else ""}
                GROUP BY m.type, m.family ORDER BY 3 DESC, m.type, m.family""",
            (*parameters, *wanted),
        )
        return [((kind, family), count) for kind, family, count in rows]

    def related(self, families: Collection[Family], as_of: dt.datetime | None) -> set[Family]:
        """The families that hold another name of somebody in these, or of somebody who is called alike: what an organisation
        is abbreviated to, and whatever else is so; who is read as another is called."""
        found: set[Family] = set()
        names = {family for type, family in families if type == "ORGANIZATION"}
        names |= {name for name, _ in self._abbreviated("who", names, as_of)}
        stands_for: dict[str, set[str]] = {}
        for name, who in self._abbreviated("name", names, as_of):
            stands_for.setdefault(name, set()).add(who)
        for name, whole in stands_for.items():
            if len(whole) <= _MEANINGS:
                found |= {("ORGANIZATION", words) for words in (name, *whole)}
        for some in _slices(sorted({family for type, family in families if type == "PERSON"})):
            found |= {
                ("PERSON", row[0])
                for row in self._db.all(
                    f"""SELECT DISTINCT o.family FROM mentions m JOIN mentions o ON o.who = m.gloss AND o.type = m.type
                        WHERE m.type = 'PERSON' AND m.gloss IS NOT NULL AND m.family IN ({_marks(some)})
                        UNION SELECT DISTINCT o.family FROM mentions m JOIN mentions o ON o.gloss = m.who AND o.type = m.type
                        WHERE m.type = 'PERSON' AND m.family IN ({_marks(some)})""",
                    (*some, *some),
                )
            }
        return found

    def _abbreviated(
        self, column: str, values: Collection[str], as_of: dt.datetime | None
    ) -> Iterator[tuple[str, str]]:
        """(abbreviation, what it stands for) where one of the two is among the values."""
        stands, parameters = standing("m.revision", as_of)
        for some in _slices(sorted(values)):
            yield from self._db.all(
                f"""SELECT DISTINCT m.name, m.who FROM mentions m WHERE m.type = 'ORGANIZATION' AND m.name <> m.who
                    AND m.{column} IN ({_marks(some)}) AND {stands}""",
                (*some, *parameters),
            )

    def links(self) -> Iterator[tuple[Family, Family]]:
        """Ordered pairs of families of which one may hold another name of somebody in the other, in both directions."""
        for type, select in _LINKS:
            for one, other in self._db.all(select):
                yield (type, one), (type, other)
                yield (type, other), (type, one)

    def named(self, words: Collection[str]) -> set[Family]:
        """The families of all that these words name or read."""
        some = sorted(words)
        return {
            (row[0], row[1])
            for row in self._db.all(
                f"""SELECT DISTINCT type, family FROM mentions WHERE who IN ({_marks(some)})
                    UNION SELECT DISTINCT type, family FROM mentions WHERE gloss IN ({_marks(some)})
                    UNION SELECT DISTINCT type, family FROM mentions
                    WHERE name IN ({_marks(some)}) AND name <> who AND type = 'ORGANIZATION'
                    UNION SELECT DISTINCT type, family FROM mentions WHERE family IN ({_marks(some)})""",
                (*some, *some, *some, *some),
            )
        }


def _slices(values: list[str]) -> Iterator[list[str]]:
    return (values[first : first + _AT_ONCE] for first in range(0, len(values), _AT_ONCE))


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))


def _place(row: Row) -> Row:
    return row[0], row[1], row[2], row[5]


def _mention(row: Row) -> Mention:
    told, article, revision, outlet, words, start, end, type_, who, family, title, role, aged, gloss = row
    name = Name(start, end, type_, who, family, title, role, bool(aged), gloss)
    return Mention(revision, article, outlet, told, words, name)
