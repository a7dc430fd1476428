"""Repeats: what says again what, and the keys by which passages are found that may say the same."""

from __future__ import annotations

import datetime as dt
import struct
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple

import msgspec

from kirinuki.model.text import Evidence, Span
from kirinuki.model.weaving import Difference, Resemblance
from kirinuki.store.captures import ordinal
from kirinuki.store.database import Database, Row
from kirinuki.store.moments import MINUTE, moment

HOLDERS = 64
"""A key finds something for the passages up to whose telling at most so many hold it. What more hold by then is a formula
or a box of links: it tells nothing, and to follow it would cost more the larger the archive is."""
_AT_ONCE = 400
"""Values in one query: under the limit that every build of SQLite has (999)."""
_PLACES = 20
"""Bits of a passage's id that hold its place; a text has at most a million characters."""
_FOREVER = (1 << 63) - 1
_DIFFERENCES = msgspec.json.Decoder(tuple[tuple[int, int, int, int], ...])
_FIELDS = "x.earlier_start, x.earlier_end, x.later_start, x.later_end, x.relation, x.damage, x.differences, x.score, x.why"

Keys = Collection[int]
"""What a passage is found by: numbers from 0 to 2^32 - 1."""
Passage = tuple[Span, Keys]


class Candidate(NamedTuple):
    """A passage that shares keys with another."""

    revision: str
    told: str
    """When the revision was told; sorts as the times do."""
    passage: int
    """Its number in this store."""
    shared: int

    @property
    def place(self) -> int:
        """Its place in the revision."""
        return self.passage & (1 << _PLACES) - 1


class Repeats:
    """Resemblances between revisions, the index that finds their candidates, and what is woven already."""

    ROWS: ClassVar = {
        "passages": f"""
            SELECT r.id, p.id & {(1 << _PLACES) - 1}, p.start_, p.end_, p.keys FROM passages p
            JOIN revisions r ON r.number = p.id >> {_PLACES} ORDER BY r.id, p.id""",
        "passage_keys": f"""
            SELECT k.key, k.told, r.id, k.passage & {(1 << _PLACES) - 1} FROM passage_keys k
            JOIN revisions r ON r.number = k.passage >> {_PLACES} ORDER BY k.key, k.told, r.id, k.passage""",
        "resemblances": f"""
            SELECT e.id, l.id, {_FIELDS} FROM resemblances x
            JOIN revisions e ON e.number = x.earlier JOIN revisions l ON l.number = x.later
            ORDER BY l.id, x.later_start, x.later_end, e.id, x.earlier_start, x.earlier_end""",
        "unwoven": "SELECT r.id, w.indexed FROM unwoven w JOIN revisions r ON r.number = w.revision ORDER BY r.id",
        "woven": "SELECT r.id FROM woven w JOIN revisions r ON r.number = w.revision ORDER BY r.id",
    }

    def __init__(self, database: Database) -> None:
        self._db = database

    def index(self, revision_id: str, passages: Sequence[Passage]) -> None:
        """Make the revision's passages candidates by their keys, in place of those it had. Their places are their
        numbers in the sequence; what has no keys is not found."""
        with self._db.transaction():
            number, told = self._place(revision_id)
            self._forget_passages(number, told)
            first = number << _PLACES
            kept = [
                (first + place, span, sorted(set(keys)))
                for place, (span, keys) in enumerate(passages)
                if keys
            ]
            self._db.write_many(
                "INSERT INTO passages (id, start_, end_, keys) VALUES (?, ?, ?, ?)",
                ((id, span.start, span.end, _packed(keys)) for id, span, keys in kept),
            )
            # In the order of the table, so that neighbours lie on one page.
            rows = sorted((key, told, id) for id, _, keys in kept for key in keys)
            self._db.write_many("INSERT INTO passage_keys (key, told, passage) VALUES (?, ?, ?)", rows)
            self._db.write("UPDATE unwoven SET indexed = 1 WHERE revision = ?", (number,))

    def candidates(
        self, revision_id: str, least: int, *, since: dt.date | None = None
    ) -> dict[int, list[Candidate]]:
        """For each of the revision's passages, by its place, those of other current revisions that share at least `least`
        keys with it, in no order.

        Only what was told from `since` on, and up to the minute of the revision itself, is looked at.
        """
        number, told = self._place(revision_id)
        from_ = -_FOREVER if since is None else moment(since.isoformat(), 0)
        passages = self._passages(number)
        bounds = from_, told | (1 << MINUTE) - 1
        holders = self._holders(
            {key for keys in passages.values() for key in keys},
            f"""p.told BETWEEN ? AND ? AND NOT EXISTS (
                    SELECT 1 FROM passage_keys q WHERE q.key = w.key AND q.told BETWEEN ? AND ? LIMIT 1 OFFSET {HOLDERS})""",
            (*bounds, *bounds),
        )
        shared = {id: _counted(holders, keys, least, number) for id, keys in passages.items()}
        names = self._current({id >> _PLACES for found in shared.values() for id in found})
        return {
            passage & (1 << _PLACES) - 1: [
                Candidate(*names[id >> _PLACES], id, count)
                for id, count in found.items()
                if id >> _PLACES in names
            ]
            for passage, found in shared.items()
        }

    def words(self, passages: Collection[int]) -> dict[int, str]:
        """The words of passages, by their numbers in this store."""
        words: dict[int, str] = {}
        wanted = sorted(passages)
        for first in range(0, len(wanted), _AT_ONCE):
            some = wanted[first : first + _AT_ONCE]
            rows = self._db.all(
                f"""SELECT p.id, substr(r.text, p.start_ + 1, p.end_ - p.start_)
                    FROM passages p JOIN revisions r ON r.number = p.id >> {_PLACES}
                    WHERE p.id IN ({", ".join("?" * len(some))})""",
                some,
            )
            words.update(rows)
        return words

    def leaning(self, revision_id: str, least: int) -> tuple[list[str], list[str]]:
        """The other current revisions, told in the same minute or later, of which the candidates change when this
        one's passages come or go: those that it is a candidate of, if told before them, and those for which a key
        begins or ceases to find anything."""
        number, told = self._place(revision_id)
        passages = self._passages(number)
        # Behind the one that is one too many, and what was told in its minute, the key finds nothing either way.
        edge = f"""(SELECT q.told FROM passage_keys q WHERE q.key = w.key ORDER BY q.told LIMIT 1 OFFSET {HOLDERS})"""
        last = f"COALESCE({edge} | {(1 << MINUTE) - 1}, {_FOREVER})"
        holders = self._holders(
            {key for keys in passages.values() for key in keys},
            f"p.passage >> {_PLACES} <> ? AND p.told >= ? AND p.told <= {last}",
            (number, told >> MINUTE << MINUTE),
        )
        found = {id for keys in passages.values() for id in _counted(holders, keys, least, number)}
        turning = self._holders(
            holders, f"p.told BETWEEN {edge} >> {MINUTE} << {MINUTE} AND {edge} | {(1 << MINUTE) - 1}", ()
        )
        turned = {id for ids in turning.values() for id in ids}
        names = self._current({id >> _PLACES for id in found | turned} - {number})
        of_both = ({names[n][0] for id in ids if (n := id >> _PLACES) in names} for ids in (found, turned))
        sharing, moved = map(sorted, of_both)
        return sharing, moved

    def replace(self, later_revision: str, found: Sequence[Resemblance]) -> None:
        """Keep `found` as all that `later_revision` repeats of earlier ones."""
        if stray := next((r for r in found if r.later.revision != later_revision), None):
            raise ValueError(f"a resemblance of {stray.later.revision} given as one of {later_revision}")
        with self._db.transaction():
            later = self._place(later_revision)[0]
            self._db.write("DELETE FROM resemblances WHERE later = ?", (later,))
            self._db.write_many(
                f"""INSERT INTO resemblances (earlier, later, {_FIELDS.replace("x.", "")})
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (
                    (
                        *(
                            self._place(r.earlier.revision)[0],
                            later,
                            r.earlier.span.start,
                            r.earlier.span.end,
                        ),
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
        """Forget passages, resemblances (as earlier and as later) and that the revision was woven."""
        with self._db.transaction():
            number, told = self._place(revision_id)
            self._forget_passages(number, told)
            self._db.write("DELETE FROM resemblances WHERE earlier = ? OR later = ?", (number, number))
            self._db.write("DELETE FROM woven WHERE revision = ?", (number,))

    def unwoven(self, *, indexed: bool | None = None) -> Iterator[str]:
        """Current revisions that have a reading and are not woven, in order of telling; those only that were indexed
        since, or were not. A snapshot of this moment."""
        condition = "" if indexed is None else f"WHERE w.indexed = {indexed:d}"
        rows = self._db.all(
            f"""SELECT r.id FROM unwoven w JOIN revisions r ON r.number = w.revision {condition}
                ORDER BY r.told, {ordinal()}, r.article"""
        )
        return (id for (id,) in rows)

    def make_due(self, revisions: Iterable[str]) -> None:
        """Have revisions that are indexed woven again."""
        with self._db.transaction():
            for id in revisions:
                number = self._place(id)[0]
                if self._db.write("DELETE FROM woven WHERE revision = ?", (number,)):
                    self._db.write("UPDATE unwoven SET indexed = 1 WHERE revision = ?", (number,))

    def mark_woven(self, revision_id: str) -> None:
        """The revision is woven; a new reading of it, or `drop`, takes this back."""
        with self._db.transaction():
            self._db.write(
                "INSERT INTO woven (revision) VALUES (?) ON CONFLICT DO NOTHING",
                (self._place(revision_id)[0],),
            )

    def _place(self, revision_id: str) -> tuple[int, int]:
        """The revision's number, and the moment of its telling."""
        row = self._db.one("SELECT number, told FROM revisions WHERE id = ?", (revision_id,))
        if row is None:
            raise ValueError(f"revision {revision_id} is not in the store")
        return int(row[0]), moment(row[1], zlib.crc32(revision_id.encode()))

    def _passages(self, number: int) -> dict[int, list[int]]:
        """The ids of a revision's passages, and their keys."""
        rows = self._db.all(
            "SELECT id, keys FROM passages WHERE id >= ? AND id < ?",
            (number << _PLACES, number + 1 << _PLACES),
        )
        return {id: _unpacked(keys) for id, keys in rows}

    def _forget_passages(self, number: int, told: int) -> None:
        passages = self._passages(number)
        if passages:
            self._db.write_many(
                "DELETE FROM passage_keys WHERE key = ? AND told = ? AND passage = ?",
                ((key, told, id) for id, keys in passages.items() for key in keys),
            )
            self._db.write(
                "DELETE FROM passages WHERE id >= ? AND id < ?",
                (number << _PLACES, number + 1 << _PLACES),
            )

    def _holders(
        self, keys: Collection[int], condition: str, parameters: Sequence[object]
    ) -> dict[int, list[int]]:
        """The ids of the passages that hold each key; in the condition `p` is a row of theirs and `w` the key's."""
        holders: dict[int, list[int]] = {}
        wanted = sorted(keys)
        for first in range(0, len(wanted), _AT_ONCE):
            some = wanted[first : first + _AT_ONCE]
            rows = self._db.all(
                f"""WITH w (key) AS (VALUES {", ".join(["(?)"] * len(some))})
                    SELECT w.key, p.passage FROM w CROSS JOIN passage_keys p WHERE p.key = w.key AND {condition}""",
                (*some, *parameters),
            )
            for key, passage in rows:
                holders.setdefault(key, []).append(passage)
        return holders

    def _current(self, numbers: Collection[int]) -> dict[int, tuple[str, str]]:
        """The ids of those revisions that are current, and when they were told."""
        names: dict[int, tuple[str, str]] = {}
        wanted = sorted(numbers)
        for first in range(0, len(wanted), _AT_ONCE):
            some = wanted[first : first + _AT_ONCE]
            rows = self._db.all(
                f"""SELECT r.number, r.id, r.told FROM articles a JOIN revisions r ON r.number = a.current
                    WHERE a.current IN ({", ".join("?" * len(some))})""",
                some,
            )
            names.update((number, (id, told)) for number, id, told in rows)
        return names

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


def _counted(holders: Mapping[int, Iterable[int]], keys: Keys, least: int, number: int) -> dict[int, int]:
    """Which passages of other revisions hold at least `least` of the keys, and how many."""
    shared = Counter(id for key in keys if key in holders for id in holders[key])
    return {id: n for id, n in shared.items() if n >= least and id >> _PLACES != number}


def _packed(keys: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(keys)}I", *keys)


def _unpacked(keys: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(keys) // 4}I", keys))
