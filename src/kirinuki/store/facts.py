"""Facts: what a text can be found by beside its words; who speaks, of or to whom, of when, in which units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import ClassVar, Literal

from kirinuki.model.query import Facts, Voice
from kirinuki.store.database import Database
from kirinuki.store.folding import fold
from kirinuki.store.shelves import void_shelf
from kirinuki.store.words import bigrams, phrase

_BETWEEN = "\n"
"""Stands around the words of a voice and its key: no name holds it, and every character of one begins a bigram."""
_MONTH = 31
_NAMES = 1_000
"""Names that are looked at for one that is near."""
_LOT = 500
"""Revisions that are asked for at once."""
_STATEMENTS = 20
"""Bits of a statement's place under its revision's number."""


class FactIndex:
    """The facts of every revision that was read: a function of its reading."""

    ROWS: ClassVar = {
        "said": """
            SELECT r.id, s.statement, s.role, v.words, v.who FROM said s JOIN voices v ON v.number = s.voice
            JOIN revisions r ON r.number = s.revision ORDER BY r.id, s.statement, s.role, v.words, v.who""",
        "spoken_times": """
            SELECT r.id, t.from_, t.until_ FROM spoken_times t JOIN revisions r ON r.number = t.revision
            ORDER BY r.id, t.from_, t.until_""",
        "figure_words": """
            SELECT r.id, f.words FROM figure_words f JOIN revisions r ON r.number = f.revision ORDER BY r.id, f.words""",
    }

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, revision: str, facts: Facts) -> None:
        """Keep these as all facts of the revision."""
        with self._db.transaction():
            row = self._db.one("SELECT number FROM revisions WHERE id = ?", (revision,))
            if row is None:
                raise ValueError(f"revision {revision} is not in the store")
            for table in ("said", "spoken_times", "figure_words"):
                self._db.write(f"DELETE FROM {table} WHERE revision = ?", row)
            self._db.write_many(
                "INSERT INTO said (voice, role, revision, statement) VALUES (?, ?, ?, ?)",
                [
                    (self._number(voice), voice.role, *row, voice.statement)
                    for voice in sorted(facts.voices, key=lambda v: (v.statement, v.role, v.words, v.who))
                ],
            )
            self._db.write_many(
                "INSERT INTO spoken_times (reach, from_, until_, revision) VALUES (?, ?, ?, ?)",
                ((_reach(until - from_), from_, until, *row) for from_, until in sorted(facts.times)),
            )
            self._db.write_many(
                "INSERT INTO figure_words (words, revision) VALUES (?, ?)",
                ((words, *row) for words in sorted({fold(words) for words in facts.figures})),
            )
            void_shelf(self._db, *row)

    def _number(self, voice: Voice) -> int:
        """The number of a voice's words and key, which is given where they have none."""
        known = self._db.one(
            "SELECT number FROM voices WHERE words = ? AND who = ?", (voice.words, voice.who)
        )
        if known is None:
            self._db.write("INSERT INTO voices (words, who) VALUES (?, ?)", (voice.words, voice.who))
            known = self._db.one(
                "SELECT number FROM voices WHERE words = ? AND who = ?", (voice.words, voice.who)
            )
            assert known is not None
            self._db.write(
                "INSERT INTO voice_bigrams (rowid, text) VALUES (?, ?)",
                (*known, bigrams(_BETWEEN + fold(voice.words) + _BETWEEN + fold(voice.who) + _BETWEEN)),
            )
        return int(known[0])

    # What is asked: numbers of revisions -----------------------------------------------------------------------------

    def statements(self, role: Literal["speaker", "to"], name: str) -> set[int]:
        """The statements in which somebody whose words or key hold the name has this role, each as a number that
        `of_statements` understands."""
        rows = self._db.all(
            """SELECT s.revision, s.statement FROM said s WHERE s.role = ? AND s.voice IN (
                   SELECT rowid FROM voice_bigrams WHERE voice_bigrams MATCH ?)""",
            (role, phrase(fold(name))),
        )
        return {revision << _STATEMENTS | statement for revision, statement in rows}

    def speakers(self, revisions: Collection[str]) -> dict[str, set[str]]:
        """The words by which the speakers of each revision are named; nothing of those in which nobody speaks."""
        found: dict[str, set[str]] = {}
        ids = sorted(revisions)
        for first in range(0, len(ids), _LOT):
            some = ids[first : first + _LOT]
            rows = self._db.all(
                f"""SELECT DISTINCT r.id, v.words FROM revisions r JOIN said s ON s.revision = r.number
                    JOIN voices v ON v.number = s.voice
                    WHERE s.role = 'speaker' AND r.id IN ({", ".join("?" * len(some))})""",
                tuple(some),
            )
            for id, words in rows:
                found.setdefault(id, set()).add(words)
        return found

    def names_like(self, name: str) -> list[str]:
        """Who speaks, or is spoken of, whose name shares two characters in a row with this one, each once."""
        folded = fold(name)
        pairs = " OR ".join(phrase(folded[at : at + 2]) for at in range(max(len(folded) - 1, 1)))
        rows = self._db.all(
            f"""SELECT DISTINCT v.who FROM voices v WHERE v.number IN (
                   SELECT rowid FROM voice_bigrams WHERE voice_bigrams MATCH ? LIMIT {_NAMES}) ORDER BY v.who""",
            (pairs,),
        )
        return [who for (who,) in rows if who]

    @staticmethod
    def of_statements(statements: Iterable[int]) -> set[int]:
        """The revisions that these statements stand in."""
        return {statement >> _STATEMENTS for statement in statements}

    def speaking_of(self, from_: dt.date | None, until: dt.date | None) -> set[int]:
        """The revisions that name a time of which a day lies in the period (half-open; None: open) and that is no longer than the
        period, or than a month: what speaks of a whole year does not speak of a day in it."""
        first = dt.date.min.toordinal() if from_ is None else from_.toordinal()
        end = dt.date.max.toordinal() if until is None else until.toordinal()
        longest = max(end - first, _MONTH)
        reaches = [1 << n for n in range(_reach(longest).bit_length())]
        rows = self._db.all(
            f"""WITH w (reach) AS (VALUES {", ".join(["(?)"] * len(reaches))})
                SELECT DISTINCT t.revision FROM w CROSS JOIN spoken_times t
                WHERE t.reach = w.reach AND t.from_ > ? - w.reach AND t.from_ < ? AND t.until_ > ?
                AND t.until_ - t.from_ <= ?""",
            (*reaches, first, end, first, longest),
        )
        return {number for (number,) in rows}

    def counting(self, words: str) -> set[int]:
        """The revisions with a number of this unit, or of what is counted under this word."""
        rows = self._db.all("SELECT revision FROM figure_words WHERE words = ?", (fold(words),))
        return {number for (number,) in rows}


def _reach(days: int) -> int:
    """The least power of two that is no less."""
    return 1 << max(days - 1, 0).bit_length()
