"""Expectations: what readings date in the future of their telling, to be had by the day on which it falls due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from kirinuki.model.chronicle import Expectation
from kirinuki.model.reading import Interval
from kirinuki.model.text import Evidence, Span
from kirinuki.store.database import Database, Row
from kirinuki.store.moments import standing

_FIELDS = "e.start_, e.end_, e.time_start, e.time_end, e.due_from, e.due_until, e.speaker_start, e.speaker_end, e.who, e.why"


class Agenda:
    """The expectations of every revision that was read: a function of its reading."""

    ROWS: ClassVar = {
        "expectations": f"""
            SELECT r.id, {_FIELDS} FROM expectations e JOIN revisions r ON r.number = e.revision
            ORDER BY r.id, e.time_start""",
        "unlisted": "SELECT r.id FROM unlisted u JOIN revisions r ON r.number = u.revision ORDER BY r.id",
    }

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, revision: str, expectations: Sequence[Expectation]) -> None:
        """Keep these as all that the revision's reading expects."""
        if stray := next((e for e in expectations if e.evidence.revision != revision), None):
            raise ValueError(f"an expectation of {stray.evidence.revision} given as one of {revision}")
        with self._db.transaction():
            (number,) = self._db.one("SELECT number FROM revisions WHERE id = ?", (revision,)) or (None,)
            if number is None:
                raise ValueError(f"revision {revision} is not in the store")
            self._db.write("DELETE FROM expectations WHERE revision = ?", (number,))
            self._db.write_many(
                """INSERT INTO expectations (revision, start_, end_, time_start, time_end, due_from, due_until,
                   speaker_start, speaker_end, who, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                ((number, *_row(expectation)) for expectation in expectations),
            )
            self._db.write("DELETE FROM unlisted WHERE revision = ?", (number,))

    def unlisted(self) -> list[str]:
        """Revisions with a reading whose expectations were not put since it was made."""
        return [
            id
            for (id,) in self._db.all(
                "SELECT r.id FROM unlisted u JOIN revisions r ON r.number = u.revision ORDER BY r.told, r.id"
            )
        ]

    def next_start(
        self, day: dt.date, ending_after: dt.date, as_of: dt.datetime | None = None
    ) -> dt.date | None:
        """The first day, from `day` on, from which an expectation of a revision standing at `as_of` is due that is not over before
        `ending_after`; None where none is."""
        stands, parameters = standing("e.revision", as_of)
        row = self._db.one(
            f"""SELECT e.due_from FROM expectations e WHERE e.due_from >= ? AND e.due_until > ? AND {stands}
                ORDER BY e.due_from LIMIT 1""",
            (day.isoformat(), ending_after.isoformat(), *parameters),
        )
        return None if row is None else dt.date.fromisoformat(row[0][:10])

    def starting(self, day: dt.date, ending_after: dt.date, as_of: dt.datetime | None = None) -> list[str]:
        """The articles of which revisions standing at `as_of` have such an expectation from this day on."""
        stands, parameters = standing("e.revision", as_of)
        rows = self._db.all(
            f"""SELECT DISTINCT r.article FROM expectations e JOIN revisions r ON r.number = e.revision
                WHERE e.due_from >= ? AND e.due_from < ? AND e.due_until > ? AND {stands} ORDER BY r.article""",
            (
                *(day.isoformat(), (day + dt.timedelta(days=1)).isoformat(), ending_after.isoformat()),
                *parameters,
            ),
        )
        return [article for (article,) in rows]

    def due(
        self, from_: dt.date, until: dt.date, as_of: dt.datetime | None = None
    ) -> Iterator[tuple[str, Expectation]]:
        """(article, what its revision expects) of what falls due, or may do so, from `from_` until `until` (half-open), of
        the revisions standing at the moment, by due date and in the order of telling."""
        stands, parameters = standing("e.revision", as_of)
        rows = self._db.all(
            f"""SELECT r.article, r.id, r.text, {_FIELDS} FROM expectations e JOIN revisions r ON r.number = e.revision
                WHERE e.due_until > ? AND e.due_from < ? AND {stands}
                ORDER BY e.due_from, e.due_until, r.told, r.id, e.time_start""",
            (from_.isoformat(), until.isoformat(), *parameters),
        )
        return ((article, _expectation(revision, text, fields)) for article, revision, text, *fields in rows)

    def of(self, revisions: Iterable[str]) -> list[Expectation]:
        """What these revisions expect, in the order given and that of their texts."""
        return [
            _expectation(revision, text, fields)
            for revision in revisions
            for text, *fields in self._db.all(
                f"""SELECT r.text, {_FIELDS} FROM expectations e JOIN revisions r ON r.number = e.revision
                    WHERE r.id = ? ORDER BY e.time_start""",
                (revision,),
            )
        ]


def _row(expectation: Expectation) -> Row:
    clause, time = expectation.evidence.span, expectation.time.span
    speaker = expectation.speaker.span if expectation.speaker else None
    return (
        *(clause.start, clause.end, time.start, time.end),
        *(expectation.due.from_, expectation.due.until),
        *((speaker.start, speaker.end) if speaker else (None, None)),
        *(expectation.who, expectation.why),
    )


def _expectation(revision: str, text: str, fields: Sequence[object]) -> Expectation:
    start, end, time_start, time_end, due_from, due_until, speaker_start, speaker_end, who, why = fields

    def evidence(start: object, end: object) -> Evidence:
        assert isinstance(start, int) and isinstance(end, int)
        return Evidence(revision, Span(start, end), text[start:end])

    return Expectation(
        evidence=evidence(start, end),
        time=evidence(time_start, time_end),
        due=Interval(str(due_from), str(due_until)),
        speaker=None if speaker_start is None else evidence(speaker_start, speaker_end),
        who=None if who is None else str(who),
        why=str(why),
    )
