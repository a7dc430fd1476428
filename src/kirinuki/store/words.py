"""Words: the index that says which revisions may hold a word."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar

from kirinuki.store.captures import ordinal
from kirinuki.store.database import Database
from kirinuki.store.folding import fold

_TERMS = 48
"""Bigrams of a query that are looked up at most: more would not narrow the candidates, and would break the engine."""
_ASCII = {code: code + 0x80 for code in range(0x80)}
"""The `ascii` tokenizer cuts at ASCII signs and at nothing else, so a token holds none; that U+0080 to
U+00FF stand for two characters each costs a wrong candidate now and then, never a missed one."""


class Words:
    """A bigram index over title and text of the current revisions, in their folded form.

    It gives candidates: every revision that holds the word, and some that do not.
    """

    ROWS: ClassVar = {
        "words": "SELECT r.id FROM words w JOIN revisions r ON r.number = w.revision ORDER BY r.id"
    }

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, revision_id: str, title: str | None, text: str) -> None:
        """Index a revision; nothing happens when it is indexed. `Articles.put` calls this."""
        with self._db.transaction():
            new = self._db.write(
                "INSERT INTO words (revision) SELECT number FROM revisions WHERE id = ? ON CONFLICT DO NOTHING",
                (revision_id,),
            )
            if new:
                self._db.write(
                    "INSERT INTO bigrams (rowid, tokens) VALUES ((SELECT number FROM revisions WHERE id = ?), ?)",
                    (revision_id, _tokens(title, text)),
                )

    def drop(self, revision_id: str) -> None:
        """Take a revision out of the index; nothing happens when it is not in it."""
        with self._db.transaction():
            row = self._db.one(
                """SELECT r.number, r.title, r.text FROM words w JOIN revisions r ON r.number = w.revision
                   WHERE r.id = ?""",
                (revision_id,),
            )
            if row is None:
                return
            number, title, text = row
            # The index holds no copy of what it indexed, so it has to be told what to forget.
            self._db.write(
                "INSERT INTO bigrams (bigrams, rowid, tokens) VALUES ('delete', ?, ?)",
                (number, _tokens(title, text)),
            )
            self._db.write("DELETE FROM words WHERE revision = ?", (number,))

    def candidates(self, words: Sequence[str]) -> list[str]:
        """Ids of the indexed revisions that may hold all these folded words, newest telling first.

        Empty words narrow nothing; without any other every indexed revision is a candidate.
        """
        terms = sorted({term for word in words if word for term in _terms(word)})
        if terms:
            found = "bigrams JOIN revisions r ON r.number = bigrams.rowid WHERE bigrams MATCH ?"
        else:
            found = "words w JOIN revisions r ON r.number = w.revision"
        rows = self._db.all(
            f"SELECT r.id FROM {found} ORDER BY r.told DESC, {ordinal()} DESC, r.article DESC",
            [" AND ".join(terms)] if terms else [],
        )
        return [id for (id,) in rows]


def _terms(word: str) -> list[str]:
    """What the index is asked for: the word's bigrams, or all tokens that begin with its one character."""
    plain = word.translate(_ASCII)
    if len(plain) == 1:
        return [f'"{plain}" *']
    step = -(-(len(plain) - 1) // _TERMS)
    return [f'"{plain[at : at + 2]}"' for at in range(0, len(plain) - 1, step)]


def _tokens(title: str | None, text: str) -> str:
    """Each bigram once, and the last character alone, so that a prefix finds every character."""
    tokens: set[str] = set()
    for folded in (fold(title or ""), fold(text)):
        plain = folded.translate(_ASCII)
        tokens.update(map("".join, pairwise(plain)), plain[-1:])
    return " ".join(sorted(tokens))
