"""Repeats: what says again what, and the fingerprints by which candidates for it are found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

import msgspec

from kirinuki.model.text import Evidence, Span
from kirinuki.model.weaving import Difference, Resemblance
from kirinuki.store.captures import ordinal
from kirinuki.store.database import Database, Row

_AT_ONCE = 500
"""Values in one IN list: under the limit that every build of SQLite has (999)."""
_DIFFERENCES = msgspec.json.Decoder(tuple[tuple[int, int, int, int], ...])
_FIELDS = "x.earlier_start, x.earlier_end, x.later_start, x.later_end, x.relation, x.damage, x.differences, x.score, x.why"


class Repeats:
    """Resemblances between revisions, the index that finds their candidates, and what is woven already."""

    ROWS: ClassVar = {
        "fingerprints": """
            SELECT f.fingerprint, r.id FROM fingerprints f JOIN revisions r ON r.number = f.revision
            ORDER BY f.fingerprint, r.id""",
        "resemblances": f"""
            SELECT e.id, l.id, {_FIELDS} FROM resemblances x
            JOIN revisions e ON e.number = x.earlier JOIN revisions l ON l.number = x.later
            ORDER BY l.id, x.later_start, x.later_end, e.id, x.earlier_start, x.earlier_end""",
        "woven": "SELECT r.id FROM woven w JOIN revisions r ON r.number = w.revision ORDER BY r.id",
    }

    def __init__(self, database: Database) -> None:
        self._db = database

    def index(self, revision_id: str, fingerprints: Iterable[int]) -> None:
        """Make the revision a candidate by these 64-bit signed integers, in place of those it had."""
        with self._db.transaction():
            number = self._number(revision_id)
            self._db.write("DELETE FROM fingerprints WHERE revision = ?", (number,))
            self._db.write_many(
                "INSERT INTO fingerprints (fingerprint, revision) VALUES (?, ?)",
                ((fingerprint, number) for fingerprint in sorted(set(fingerprints))),
            )

    def candidates(self, fingerprints: Sequence[int], least: int) -> list[str]:
        """Current revisions that share at least `least` different fingerprints, those that share most first."""
        shared: Counter[int] = Counter()
        wanted = sorted(set(fingerprints))
        for first in range(0, len(wanted), _AT_ONCE):
            some = wanted[first : first + _AT_ONCE]
            # Counted before anything is joined: most of what shares one fingerprint does not share enough.
            rows = self._db.all(
                f"""SELECT revision, COUNT(*) FROM fingerprints
                    WHERE fingerprint IN ({", ".join("?" * len(some))}) GROUP BY revision""",
                some,
            )
            for number, count in rows:
                shared[number] += count
        found = [
            (-count, id)
            for number, count in shared.items()
            if count >= least
            for (id,) in self._db.all(
                "SELECT r.id FROM articles a JOIN revisions r ON r.number = a.current WHERE a.current = ?",
                (number,),
            )
        ]
        return [id for _, id in sorted(found)]

    def replace(self, later_revision: str, found: Sequence[Resemblance]) -> None:
        """Keep `found` as all that `later_revision` repeats of earlier ones."""
        if stray := next((r for r in found if r.later.revision != later_revision), None):
            raise ValueError(f"a resemblance of {stray.later.revision} given as one of {later_revision}")
        with self._db.transaction():
            later = self._number(later_revision)
            self._db.write("DELETE FROM resemblances WHERE later = ?", (later,))
            self._db.write_many(
                f"""INSERT INTO resemblances (earlier, later, {_FIELDS.replace("x.", "")})
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (
                    (
                        *(self._number(r.earlier.revision), later, r.earlier.span.start, r.earlier.span.end),
                        *(r.later.span.start, r.later.span.end, r.relation, r.damage),
                        *(_differences(r), r.score, r.why),
                    )
                    for r in found
                ),
            )

    def of(self, revision_id: str) -> list[Resemblance]:
        """What the revision repeats and what repeats it, in reading order."""
        number = self._db.one("SELECT number FROM revisions WHERE id = ?", (revision_id,))
        return (
            []
            if number is None
            else list(self._select("WHERE x.earlier = ? OR x.later = ?", (*number, *number)))
        )

    def all(self) -> Iterator[Resemblance]:
        """All resemblances in reading order: by the later telling and the place in it, then by the earlier one."""
        return self._select("", ())

    def drop(self, revision_id: str) -> None:
        """Forget fingerprints, resemblances (as earlier and as later) and that the revision was woven."""
        with self._db.transaction():
            number = self._number(revision_id)
            self._db.write("DELETE FROM fingerprints WHERE revision = ?", (number,))
            self._db.write("DELETE FROM resemblances WHERE earlier = ? OR later = ?", (number, number))
            self._db.write("DELETE FROM woven WHERE revision = ?", (number,))

    def unwoven(self) -> Iterator[str]:
        """Current revisions that have a reading and are not woven, in order of telling. A snapshot of this moment."""
        rows = self._db.all(
            f"""SELECT r.id FROM articles a JOIN revisions r ON r.number = a.current
                JOIN readings g ON g.revision = r.number
                WHERE NOT EXISTS (SELECT 1 FROM woven w WHERE w.revision = r.number)
                ORDER BY r.told, {ordinal()}, a.id"""
        )
        return (id for (id,) in rows)

    def mark_woven(self, revision_id: str) -> None:
        """The revision is woven; a new reading of it, or `drop`, takes this back."""
        with self._db.transaction():
            self._db.write(
                "INSERT INTO woven (revision) VALUES (?) ON CONFLICT DO NOTHING", (self._number(revision_id),)
            )

    def _number(self, revision_id: str) -> int:
        row = self._db.one("SELECT number FROM revisions WHERE id = ?", (revision_id,))
        if row is None:
            raise ValueError(f"revision {revision_id} is not in the store")
        return int(row[0])

    def _select(self, condition: str, parameters: Sequence[object]) -> Iterator[Resemblance]:
        rows = self._db.all(
            f"""SELECT e.number, e.id, l.number, l.id, {_FIELDS} FROM resemblances x
                JOIN revisions e ON e.number = x.earlier JOIN revisions l ON l.number = x.later {condition}
                ORDER BY l.told, {ordinal("l.number")}, l.article, l.id, x.later_start, x.later_end,
                         e.told, {ordinal("e.number")}, e.article, e.id, x.earlier_start, x.earlier_end""",
            parameters,
        )
        for row in rows:
            yield self._resemblance(row)

    def _resemblance(self, row: Row) -> Resemblance:
        earlier, earlier_id, later, later_id, *fields = row
        first, last, start, end, relation, damage, differences, score, why = fields
        return Resemblance(
            earlier=self._evidence(earlier, earlier_id, Span(first, last)),
            later=self._evidence(later, later_id, Span(start, end)),
            relation=relation,
            damage=damage,
            differences=tuple(
                Difference(Span(a, b), Span(c, d)) for a, b, c, d in _DIFFERENCES.decode(differences)
            ),
            score=score,
            why=why,
        )

    def _evidence(self, number: int, id: str, span: Span) -> Evidence:
        """The words lie in the revision only, so that they cannot say otherwise than it does."""
        row = self._db.one("SELECT text FROM revisions WHERE number = ?", (number,))
        assert row is not None  # a foreign key holds it
        return Evidence(id, span, span.of(row[0]))


def _differences(resemblance: Resemblance) -> str:
    spans = [(d.earlier.start, d.earlier.end, d.later.start, d.later.end) for d in resemblance.differences]
    return msgspec.json.encode(spans).decode()
