"""Words: the index that says which revisions may hold a word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar

from kirinuki.store.captures import ordinal
from kirinuki.store.database import Database
from kirinuki.store.folding import fold
from kirinuki.store.moments import standing

_TERMS = 256
"""So many bigrams of a query are looked up at most: the engine's parser takes time with the square of their number,
and what stands in none but the right texts is found with far fewer."""
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

    def put(self, revision_id: str) -> None:
        """Index a revision; nothing happens when it is indexed. `Articles.put` calls this."""
        with self._db.transaction():
            row = self._db.one("SELECT number, title, text FROM revisions WHERE id = ?", (revision_id,))
            if row is None:
                raise ValueError(f"revision {revision_id} is not in the store")
            number, title, text = row
            if self._db.write("INSERT INTO words (revision) VALUES (?) ON CONFLICT DO NOTHING", (number,)):
                self._db.write(
                    "INSERT INTO bigrams (rowid, tokens) VALUES (?, ?)", (number, _tokens(title, text))
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

    def candidates(self, words: Sequence[str], as_of: dt.datetime | None = None) -> list[str]:
        """Ids of the revisions that stood at `as_of` and may hold all these folded words, newest telling first.

        Empty words narrow nothing; without any other every revision is a candidate. So is each that stood then and is
        current no more, because the index has forgotten it.
        """
        terms = sorted({term for word in words for term in _terms(word)})
        found = "SELECT revision FROM words"
        parameters: tuple[object, ...] = ()
        if terms:
            found = "SELECT rowid FROM bigrams WHERE bigrams MATCH ?"
            parameters = (" AND ".join(terms[:: -(-len(terms) // _TERMS)]),)
        condition = f"r.number IN ({found})"
        if as_of is not None:
            stands, moment = standing("r.number", as_of)
            condition = f"({condition} OR r.number NOT IN (SELECT revision FROM words)) AND {stands}"
            parameters += moment
        rows = self._db.all(
            f"""SELECT r.id FROM revisions r WHERE {condition}
                ORDER BY r.told DESC, {ordinal()} DESC, r.article DESC""",
            parameters,
        )
        return [id for (id,) in rows]


def _terms(word: str) -> list[str]:
    """What the index is asked for: the word's bigrams, or all tokens that begin with its one character."""
    plain = word.translate(_ASCII)
    if len(plain) == 1:
        return [f'"{plain}" *']
    return [f'"{first}{second}"' for first, second in pairwise(plain)]


def _tokens(title: str | None, text: str) -> str:
    """Each bigram once, and the last character alone, so that a prefix finds every character."""
    tokens: set[str] = set()
    for folded in (fold(title or ""), fold(text)):
        plain = folded.translate(_ASCII)
        tokens.update(map("".join, pairwise(plain)), plain[-1:])
    return " ".join(sorted(tokens))
