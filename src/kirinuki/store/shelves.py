"""Shelves: what answers of a search are sorted and counted by, column by column, for all revisions.

Counting what a hundred thousand articles are about takes a look at each. The columns are kept packed in the database, 4096
revisions a shelf, and in memory while it is open; triggers (0013) void a shelf when something on it changes, and give it
another version, so that a search reads anew only what did.
"""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from heapq import nlargest, nsmallest
from itertools import chain
from threading import Lock
from typing import NamedTuple, TypeVar

import msgspec

from kirinuki.model.query import Facet
from kirinuki.store.database import Database
from kirinuki.store.moments import MINUTE, moment

_BITS = 12
_SIZE = 1 << _BITS
"""Revisions on a shelf (0013 has the number, too)."""

_LITTLE = 2
"""Shelves that are made while somebody waits: some forty milliseconds each."""

_CURRENT, _ALONE, _STATED, _COUNTED = 1, 2, 4, 8
"""Bits of `standing`: the article has this revision now; it never had another; there are statements in it; numbers that count."""


class _Shelf(msgspec.Struct, array_like=True):
    """The columns of a shelf, a value for each number; zeros for what is not there."""

    told: list[int]
    standing: list[int]
    outlet: list[str]
    month: list[str]
    storyline: list[str]
    speaker: list[tuple[str, ...]]
    tag: list[tuple[str, ...]]


class _Loaded(NamedTuple):
    """Columns with the version of each shelf; `superseded` are the revisions of each that are not their articles' last."""

    versions: dict[int, int]
    columns: _Shelf
    superseded: dict[int, set[int]]

    def copy(self) -> _Loaded:
        columns = _Shelf(*(list(getattr(self.columns, name)) for name in _Shelf.__struct_fields__))
        return _Loaded(dict(self.versions), columns, dict(self.superseded))


class KeptColumns:
    """The columns of an archive between one time that it is open and the next, for a server, which opens it for every request:
    unpacking them takes longer than an answer. Safe between threads: what is kept is never changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: tuple[object, _Loaded] | None = None

    def get(self, database: Database) -> _Loaded | None:
        """Those that were kept of this database file."""
        with self._lock:
            return self._kept[1] if self._kept and self._kept[0] == database.identity() else None

    def put(self, database: Database, loaded: _Loaded) -> None:
        """Keep these in place of what is kept; nobody may change them any more."""
        with self._lock:
            self._kept = database.identity(), loaded


_T = TypeVar("_T")
_PACKED = msgspec.msgpack.Decoder(_Shelf)


class Shelves:
    """The columns over all revisions, by number."""

    def __init__(self, database: Database, kept: KeptColumns | None = None) -> None:
        """`kept` has the columns as they were when the database was open last, and gets them as they are."""
        self._db = database
        self._kept = kept
        self._same: dict[object, object] = {}
        found = None if kept is None else kept.get(database)
        self._lent = found is not None
        self._loaded = found or _Loaded({}, _Shelf([], [], [], [], [], [], []), {})

    @property
    def _columns(self) -> _Shelf:
        return self._loaded.columns

    def refresh(self) -> None:
        """Take in what changed since the last time, on this connection or another."""
        shelves = self._db.all("SELECT shelf, version FROM shelves ORDER BY shelf")
        changed = [shelf for shelf, version in shelves if self._loaded.versions.get(shelf) != version]
        if not changed:
            return
        if self._lent:
            self._loaded, self._lent = self._loaded.copy(), False
        for shelf in changed:
            row = self._db.one("SELECT version, packed FROM shelves WHERE shelf = ?", (shelf,))
            assert row is not None
            self._loaded.versions[shelf] = row[0]
            self._set(shelf, _PACKED.decode(row[1]) if row[1] is not None else self._made(shelf))
        if self._kept is not None:
            self._kept.put(self._db, self._loaded)
            self._lent = True

    def keep(self) -> None:
        """Pack what was voided, so that the next program to open the archive finds it; where it is little, a search makes it
        anew in no time, and packing it after every article would cost more."""
        voided = self._db.all("SELECT shelf FROM shelves WHERE packed IS NULL ORDER BY shelf")
        if len(voided) <= _LITTLE:
            return
        with self._db.transaction():
            for (shelf,) in voided:
                packed = msgspec.msgpack.encode(self._made(shelf))
                self._db.write("UPDATE shelves SET packed = ? WHERE shelf = ?", (packed, shelf))

    # What is asked of them: all after `refresh` ----------------------------------------------------------------------

    def current(self, numbers: set[int]) -> set[int]:
        """Those that are their articles' revisions now."""
        return numbers.difference(*self._loaded.superseded.values())

    def with_statements(self, numbers: set[int]) -> set[int]:
        """Those in which something is said."""
        standing = self._columns.standing
        return {number for number in numbers if standing[number] & _STATED}

    def with_figures(self, numbers: set[int]) -> set[int]:
        """Those with a number that counts something."""
        standing = self._columns.standing
        return {number for number in numbers if standing[number] & _COUNTED}

    def told_before(self, numbers: set[int], told: str) -> tuple[set[int], set[int]]:
        """(those that stood before this time, those of which the store has to be asked whether they did)."""
        end = moment(told) >> MINUTE
        alone, others = set(), set()
        for number in numbers:
            minute = self._columns.told[number]
            if minute == end or not self._columns.standing[number] & _ALONE:
                others.add(number)
            elif minute < end:
                alone.add(number)
        return alone, others

    def counts(self, facet: Facet, numbers: Collection[int]) -> Counter[str]:
        """How many of the revisions have each value."""
        taken = self._taken(getattr(self._columns, facet), numbers)
        values: Iterable[str] = chain.from_iterable(taken) if facet in ("speaker", "tag") else taken
        counted = Counter(values)
        del counted[""]
        return counted

    def next_told(
        self, numbers: Collection[int], most: int, after: str | None, *, oldest: bool = False
    ) -> list[int]:
        """Among these are the next so many in `Articles.order`, backwards or from the `oldest` on; behind `after` (a time of
        telling, None: any) as many, too."""
        # What came last was mostly told last: so the heap of the nearest hardly changes after its beginning.
        numbers = sorted(numbers, reverse=not oldest)
        minutes = self._taken(self._columns.told, numbers)
        reaches = operator.le if oldest else operator.ge
        if after is not None:
            end = moment(after) >> MINUTE
            most += minutes.count(end)
            numbers = [
                number for number, minute in zip(numbers, minutes, strict=True) if reaches(end, minute)
            ]
            minutes = self._taken(self._columns.told, numbers)
        if len(numbers) <= most:
            return numbers
        last = nsmallest(most, minutes)[-1] if oldest else nlargest(most, minutes)[-1]
        return [number for number, minute in zip(numbers, minutes, strict=True) if reaches(minute, last)]

    @staticmethod
    def _taken(column: Sequence[_T], numbers: Collection[int]) -> Sequence[_T]:
        # In one call for all of them: a quarter of the time of one look-up after another.
        if len(numbers) < 2:
            return [column[number] for number in numbers]
        taken: tuple[_T, ...] = operator.itemgetter(*numbers)(column)
        return taken

    # How they are filled ---------------------------------------------------------------------------------------------

    def _set(self, shelf: int, made: _Shelf) -> None:
        first = shelf << _BITS
        for name, empty in zip(_Shelf.__struct_fields__, (0, 0, "", "", "", (), ()), strict=True):
            column = getattr(self._columns, name)
            if len(column) < first + _SIZE:
                column += [empty] * (first + _SIZE - len(column))
            # Equal values are one object, which is counted faster and takes no room.
            column[first : first + _SIZE] = [self._same.setdefault(v, v) for v in getattr(made, name)]
        self._loaded.superseded[shelf] = {
            first + at
            for at, (told, standing) in enumerate(zip(made.told, made.standing, strict=True))
            if told and not standing & _CURRENT
        }

    def _made(self, shelf: int) -> _Shelf:
        first = shelf << _BITS
        bounds = (first, first + _SIZE)
        made = _Shelf(
            [0] * _SIZE, [0] * _SIZE, [""] * _SIZE, [""] * _SIZE, [""] * _SIZE, [()] * _SIZE, [()] * _SIZE
        )
        for number, told, published, outlet, current, alone, stated, counted, line in self._db.all(
            """SELECT r.number, r.told, r.published, a.outlet, a.current = r.number,
                   NOT EXISTS (SELECT 1 FROM revisions o WHERE o.article = r.article AND o.number <> r.number),
                   EXISTS (SELECT 1 FROM said s WHERE s.revision = r.number),
                   EXISTS (SELECT 1 FROM figure_words f WHERE f.revision = r.number), m.line
               FROM revisions r JOIN articles a ON a.id = r.article LEFT JOIN members m ON m.revision = r.number
               WHERE r.number >= ? AND r.number < ?""",
            bounds,
        ):
            at = number - first
            made.told[at] = moment(told) >> MINUTE
            made.standing[at] = _CURRENT * current | _ALONE * alone | _STATED * stated | _COUNTED * counted
            made.outlet[at], made.month[at], made.storyline[at] = outlet, published[:7], line or ""
        for column, select in (
            (
                made.speaker,
                """SELECT DISTINCT s.revision, v.who FROM said s JOIN voices v ON v.number = s.voice
                   WHERE s.role = 'speaker' AND s.revision >= ? AND s.revision < ? ORDER BY s.revision, v.who""",
            ),
            (
                made.tag,
                """SELECT DISTINCT s.revision, m.words FROM sightings s
                   JOIN marks m ON m.capture = s.capture AND m.kind = 'tag'
                   WHERE s.revision >= ? AND s.revision < ? ORDER BY s.revision, m.words""",
            ),
        ):
            for number, value in self._db.all(select, bounds):
                column[number - first] += (value,)
        return made


def void_shelf(database: Database, number: int) -> None:
    """Have the shelf of a revision made anew, inside a transaction; for what no trigger watches."""
    database.write(
        "UPDATE shelves SET version = version + 1, packed = NULL WHERE shelf = ?", (number >> _BITS,)
    )
