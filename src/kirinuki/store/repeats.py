"""Repeats: what says again what, and the keys by which passages are found that may say the same."""

from __future__ import annotations

import datetime as dt
import struct
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
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
RARE = 5
"""A key counts twice for a passage when at most so many hold it up to its telling, itself among them: one n-gram that
hardly anybody used before tells as much as two that many did."""
_AT_ONCE = 300
"""Rows of at most three values in one query: under the limit of values that every build of SQLite has (999)."""
_PLACES = 20
"""Bits of a passage's id that hold its place; a text has at most a million characters."""
_FOREVER = (1 << 63) - 1
_PLACE = (1 << _PLACES) - 1
_BITS = (1 << MINUTE) - 1
_DIFFERENCES = msgspec.json.Decoder(tuple[tuple[int, int, int, int], ...])
_FIELDS = "x.earlier_start, x.earlier_end, x.later_start, x.later_end, x.relation, x.damage, x.differences, x.score, x.why"

Keys = Collection[int]
"""What a passage is found by: numbers from 0 to 2^32 - 1."""
Passage = tuple[Span, Keys]


_Ranked = tuple[int, int, int]
"""A passage among others: minus how many keys it shares, when it was told, its id."""


class Candidate(NamedTuple):
    """A passage that shares keys with another."""

    revision: str
    place: int
    """Its place in the revision."""
    shared: int
    words: str


class Repeats:
    """Resemblances between revisions, the index that finds their candidates, and what is woven already."""

    ROWS: ClassVar = {
        "passages": f"""
            SELECT r.id, p.id & {_PLACE}, p.start_, p.end_, p.keys FROM passages p
            JOIN revisions r ON r.number = p.id >> {_PLACES} ORDER BY r.id, p.id""",
        "passage_keys": f"""
            SELECT k.key, k.told, r.id, k.passage & {_PLACE} FROM passage_keys k
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
        self,
        revision_id: str,
        least: int,
        most: int,
        *,
        since: dt.date | None = None,
        within: Set[str] | None = None,
    ) -> dict[int, list[Candidate]]:
        """For each of the revision's passages, by its place, those of other current revisions told before it that share
        at least `least` keys with it, rare ones counted twice: the `most` that share most, of equal ones the first told.

        Only what was told from `since` on, and stands in the revisions `within`, is looked at.
        """
        number, told = self._place(revision_id)
        behind = self._ranked(
            number, least, -_FOREVER if since is None else moment(since.isoformat(), 0), told
        )
        found: dict[int, list[tuple[int, int, str, int, str]]] = {place: [] for place in behind}
        # Only the first are fetched, and the next where some of those are none.
        while some := {
            place: _first(most, ranked)
            for place, ranked in behind.items()
            if ranked and len(found[place]) < most
        }:
            behind = {place: behind[place][len(first) :] for place, first in some.items()}
            earlier = self._earlier(number, {p for first in some.values() for _, _, p in first})
            for place, first in some.items():
                told_before = ((n, when, p & _PLACE, *earlier[p]) for n, when, p in first if p in earlier)
                found[place] += sorted(
                    (n, when, id, at, words)
                    for n, when, at, id, words in told_before
                    if within is None or id in within
                )
        return {
            place: [Candidate(id, at, -n, words) for n, _, id, at, words in ranked[:most]]
            for place, ranked in found.items()
        }

    def leaning(self, revision_id: str, least: int) -> tuple[list[str], list[str]]:
        """The other current revisions, told in the same minute or later, of which the candidates change when this
        one's passages come or go: those that it is a candidate of, if told before them, and those for which a key
        begins or ceases to find anything, or to count twice."""
        number, told = self._place(revision_id)
        passages = self._passages(number)
        minute = told >> MINUTE << MINUTE
        held = self._held_since(minute, _each(passages.values()), number)
        edges, rare = (self._edges(many, held, -_FOREVER, _FOREVER) for many in (HOLDERS, RARE))
        # Behind the one that is one too many, and what was told in its minute, the key finds nothing either way.
        rows = self._rows({key: (minute, edge | _BITS) for key, edge in edges.items() if edge >= minute})
        holders = _by_key((*rows, *(row for row in rows if row[1] >> MINUTE < rare[row[0]] >> MINUTE)))
        found = {id for keys in passages.values() for id in _counted(holders, keys, least, number)}
        turned = {
            id for key, when, id in rows if when >> MINUTE in (edges[key] >> MINUTE, rare[key] >> MINUTE)
        }
        names = self._current({id >> _PLACES for id in found | turned} - {number})
        of_both = ({names[n] for id in ids if (n := id >> _PLACES) in names} for ids in (found, turned))
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

    def _ranked(self, number: int, least: int, from_: int, until: int) -> dict[int, list[_Ranked]]:
        """For each passage of a revision, by its place, those of others that share at least `least` keys with it, those
        that share most first, and told from one moment to the end of the minute of another."""
        passages = self._passages(number)
        bounds = from_, until | _BITS
        edges = self._edges(HOLDERS, _each(passages.values()), *bounds)
        rows = self._rows({key: bounds for key, edge in edges.items() if edge == _FOREVER})
        holders = {key: ids * (1 + (len(ids) <= RARE)) for key, ids in _by_key(rows).items()}
        moments = {passage: when for _, when, passage in rows}
        return {
            id & _PLACE: sorted(
                (-n, moments[p], p) for p, n in _counted(holders, keys, least, number).items()
            )
            for id, keys in passages.items()
        }

    def _held_since(self, since: int, keys: Keys, number: int) -> set[int]:
        """Those of the keys that passages of other revisions than this one hold, told at that moment or later."""
        held: set[int] = set()
        for some in _some(keys):
            rows = self._db.all(
                f"""WITH w (key) AS (VALUES {", ".join(["(?)"] * len(some))})
                    SELECT w.key FROM w WHERE EXISTS (
                        SELECT 1 FROM passage_keys p
                        WHERE p.key = w.key AND p.told >= ? AND p.passage >> {_PLACES} <> ?)""",
                (*some, since, number),
            )
            held.update(key for (key,) in rows)
        return held

    def _edges(self, many: int, keys: Keys, from_: int, until: int) -> dict[int, int]:
        """When the passage was told with which more than `many` hold a key, of those told from one moment to another;
        `_FOREVER` where so many do not hold it."""
        edges: dict[int, int] = {}
        for some in _some(keys):
            edges.update(
                self._db.all(
                    f"""WITH w (key) AS (VALUES {", ".join(["(?)"] * len(some))})
                        SELECT w.key, COALESCE((
                            SELECT q.told FROM passage_keys q WHERE q.key = w.key AND q.told BETWEEN ? AND ?
                            ORDER BY q.told LIMIT 1 OFFSET {many}), {_FOREVER}) FROM w""",
                    (*some, from_, until),
                )
            )
        return edges

    def _rows(self, bounds: Mapping[int, tuple[int, int]]) -> list[Row]:
        """(key, moment of telling, id) of the passages that hold keys and were told from one moment to another, both by
        the key."""
        rows: list[Row] = []
        for some in _some(bounds):
            rows += self._db.all(
                f"""WITH w (key, first, last) AS (VALUES {", ".join(["(?, ?, ?)"] * len(some))})
                    SELECT w.key, p.told, p.passage FROM w CROSS JOIN passage_keys p
                    WHERE p.key = w.key AND p.told BETWEEN w.first AND w.last""",
                [value for key in some for value in (key, *bounds[key])],
            )
        return rows

    def _earlier(self, number: int, passages: Collection[int]) -> dict[int, tuple[str, str]]:
        """Of those passages that stand in current revisions told before this one: the revision, and the words."""
        order = self._db.one(
            f"SELECT r.told, {ordinal()}, r.article FROM revisions r WHERE r.number = ?", (number,)
        )
        assert order is not None
        earlier: dict[int, tuple[str, str]] = {}
        for some in _some(passages):
            rows = self._db.all(
                f"""SELECT r.told, CASE WHEN r.told = ? THEN {ordinal()} END, r.article,
                           p.id, r.id, substr(r.text, p.start_ + 1, p.end_ - p.start_)
                    FROM passages p JOIN revisions r ON r.number = p.id >> {_PLACES} JOIN articles a ON a.current = r.number
                    WHERE p.id IN ({", ".join("?" * len(some))})""",
                (order[0], *some),
            )
            for told, place, article, passage, id, words in rows:
                if (told, place, article) < order:
                    earlier[passage] = id, words
        return earlier

    def _current(self, numbers: Collection[int]) -> dict[int, str]:
        """The ids of those revisions that are current."""
        names: dict[int, str] = {}
        for some in _some(numbers):
            rows = self._db.all(
                f"""SELECT r.number, r.id FROM articles a JOIN revisions r ON r.number = a.current
                    WHERE a.current IN ({", ".join("?" * len(some))})""",
                some,
            )
            names.update(rows)
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


def _each(keys: Iterable[Keys]) -> set[int]:
    return {key for some in keys for key in some}


def _some(numbers: Collection[int]) -> Iterator[list[int]]:
    """The numbers in order, as many at a time as one query carries."""
    wanted = sorted(numbers)
    return (wanted[first : first + _AT_ONCE] for first in range(0, len(wanted), _AT_ONCE))


def _by_key(rows: Iterable[Row]) -> dict[int, list[int]]:
    """The ids of the passages that hold each key."""
    holders: dict[int, list[int]] = {}
    for key, _, passage in rows:
        holders.setdefault(key, []).append(passage)
    return holders


def _first(most: int, ranked: Sequence[_Ranked]) -> Sequence[_Ranked]:
    """The first `most`, and behind them those that rank as high as the last: a passage's id depends on what came first."""
    end = most
    while end < len(ranked) and ranked[end][:2] == ranked[end - 1][:2]:
        end += 1
    return ranked[:end]


def _counted(holders: Mapping[int, Iterable[int]], keys: Keys, least: int, number: int) -> dict[int, int]:
    """Which passages of other revisions hold at least `least` of the keys, and how many; what a key names twice counts
    twice."""
    shared = Counter(id for key in keys if key in holders for id in holders[key])
    return {id: n for id, n in shared.items() if n >= least and id >> _PLACES != number}


def _packed(keys: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(keys)}I", *keys)


def _unpacked(keys: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(keys) // 4}I", keys))
