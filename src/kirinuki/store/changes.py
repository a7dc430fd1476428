"""Changes: what each revision did to the one before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import ClassVar, get_args

import msgspec

from kirinuki.model.text import Span
from kirinuki.model.weaving import Change, ChangeKind, Difference, Edit, Fact
from kirinuki.store.captures import ordinal
from kirinuki.store.database import Database, Row
from kirinuki.store.moments import known
from kirinuki.store.readings import by_version

_SPANS = msgspec.json.Decoder(tuple[tuple[int | None, int | None, int | None, int | None], ...])
_SO_FAR = "OVER (PARTITION BY r.article ORDER BY r.place, r.told, r.id)"
_IN_ORDER = f"MAX(r.told) {_SO_FAR}, MAX({ordinal()}) {_SO_FAR}, r.article, r.place, r.told, r.id"
"""In the order of telling, and the revisions of one article in that of their chain, whatever day each was published."""
_CHANGE = "c.kind, c.earlier_start, c.earlier_end, c.later_start, c.later_end, c.moved, c.why, c.differences, c.facts"


class Changes:
    """The edits of every revision that has one before it: a function of the two readings."""

    ROWS: ClassVar = {
        "changes": f"""
            SELECT r.id, c.part, c.ordinal, {_CHANGE} FROM changes c JOIN revisions r ON r.number = c.revision
            ORDER BY r.id, c.part, c.ordinal""",
        "collated": "SELECT r.id FROM collated c JOIN revisions r ON r.number = c.revision ORDER BY r.id",
        "uncollated": "SELECT r.id FROM uncollated u JOIN revisions r ON r.number = u.revision ORDER BY r.id",
    }

    def __init__(self, database: Database) -> None:
        self._db = database

    def due(self, version: str) -> Iterator[tuple[str, str]]:
        """(revision, the one before it) of those with readings of this version that were not laid side by side yet,
        in the order of telling. A snapshot of this moment."""
        later, parameters = by_version("g.version", version)
        earlier, _ = by_version("h.version", version)
        rows = self._db.all(
            f"""SELECT r.id, p.id FROM uncollated u CROSS JOIN revisions r ON r.number = u.revision
                CROSS JOIN revisions p ON p.number = r.previous
                CROSS JOIN readings g ON g.revision = r.number AND {later}
                CROSS JOIN readings h ON h.revision = p.number AND {earlier}
                ORDER BY {_IN_ORDER}""",
            (*parameters, *parameters),
        )
        return iter([(revision, before) for revision, before in rows])

    def put(self, revision: str, edits: Sequence[Edit]) -> None:
        """Keep `edits` as all that `revision` did to the one before it."""
        if stray := next((edit for edit in edits if edit.later != revision), None):
            raise ValueError(f"an edit of {stray.later} given as one of {revision}")
        with self._db.transaction():
            (number,) = self._db.one("SELECT number FROM revisions WHERE id = ?", (revision,)) or (None,)
            if number is None:
                raise ValueError(f"revision {revision} is not in the store")
            self._db.write("DELETE FROM changes WHERE revision = ?", (number,))
            self._db.write_many(
                """INSERT INTO changes (revision, part, ordinal, kind, earlier_start, earlier_end, later_start, later_end,
                   moved, why, differences, facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (
                    (
                        *(number, edit.part, n, edit.change.kind),
                        *(*_bounds(edit.change.earlier), *_bounds(edit.change.later), int(edit.change.moved)),
                        *(edit.change.why, _encoded(edit.change.differences), _encoded(edit.change.facts)),
                    )
                    for n, edit in enumerate(edits)
                ),
            )
            self._db.write("INSERT INTO collated (revision) VALUES (?) ON CONFLICT DO NOTHING", (number,))

    def of(self, revision: str) -> list[Edit]:
        """What the revision did to the one before it, the title first."""
        return list(self._select("WHERE r.id = ?", (revision,)))

    def between(
        self,
        from_: dt.date,
        until: dt.date,
        kinds: Collection[ChangeKind] | None,
        as_of: dt.datetime | None = None,
    ) -> Iterator[Edit]:
        """The edits of these kinds (None: of all) by revisions published from `from_` until `until` (half-open) that could
        be known before `as_of`, in order of telling."""
        wanted = sorted(get_args(ChangeKind) if kinds is None else set(kinds))
        if not wanted:
            return iter(())
        told, moment = ("TRUE", ()) if as_of is None else known("r", as_of)
        return self._select(
            f"""WHERE r.published >= ? AND r.published < ? AND c.kind IN ({", ".join("?" * len(wanted))}) AND {told}""",
            (from_.isoformat(), until.isoformat(), *wanted, *moment),
        )

    def beside(self, day: dt.date) -> tuple[dt.date | None, dt.date | None]:
        """The last day before `day`, and the first behind it, of which a revision changed something; None where there is none."""
        days = [
            self._db.one(
                f"""SELECT r.published FROM revisions r WHERE {side} AND r.previous IS NOT NULL
                    AND EXISTS (SELECT 1 FROM changes c WHERE c.revision = r.number) ORDER BY {order} LIMIT 1""",
                (day.isoformat(),),
            )
            for side, order in (("r.published < ?", "r.published DESC"), ("r.published > ?", "r.published"))
        ]
        before, after = (None if row is None else dt.date.fromisoformat(row[0]) for row in days)
        return before, after

    def _select(self, condition: str, parameters: Sequence[object]) -> Iterator[Edit]:
        rows = self._db.all(
            f"""SELECT p.id, r.id, c.part, {_CHANGE} FROM changes c
                JOIN revisions r ON r.number = c.revision JOIN revisions p ON p.number = r.previous {condition}
                ORDER BY {_IN_ORDER}, c.part DESC, c.ordinal""",
            parameters,
        )
        return map(_edit, rows)


def _edit(row: Row) -> Edit:
    earlier, later, part, kind, a, b, c, d, moved, why, differences, facts = row
    return Edit(
        earlier=earlier,
        later=later,
        part=part,
        change=Change(
            kind=kind,
            earlier=_span(a, b),
            later=_span(c, d),
            why=why,
            moved=bool(moved),
            differences=tuple(
                Difference(Span(a, b), Span(c, d))
                for a, b, c, d in _SPANS.decode(differences)
                if a is not None and b is not None and c is not None and d is not None
            ),
            facts=tuple(Fact(_span(a, b), _span(c, d)) for a, b, c, d in _SPANS.decode(facts)),
        ),
    )


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def _bounds(span: Span | None) -> tuple[int | None, int | None]:
    return (None, None) if span is None else (span.start, span.end)


def _encoded(sides: Sequence[Difference] | Sequence[Fact]) -> str:
    return msgspec.json.encode([(*_bounds(side.earlier), *_bounds(side.later)) for side in sides]).decode()
