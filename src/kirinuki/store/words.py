"""Words: the index that says which revisions hold a word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import ClassVar

import msgspec

from kirinuki.store.database import Database
from kirinuki.store.folding import fold

_PHRASE = 64
"""Bigrams that are looked up as one phrase: the engine opens a list for each."""
_HEADING = 60
"""Characters of its first line that stand for the title of a text that has none."""
_AT_ONCE = 200
"""Revisions that are indexed in one transaction."""

# The `ascii` tokenizer cuts at ASCII signs and at nothing else, so a token holds none. What they are put in place of makes
# room in its turn, and is no longer told from the private characters at the very end of Unicode.
_END = 0x10FF00
_UNCUT = {code: code + 0x80 for code in range(0x80)} | {code: code + _END for code in range(0x80, 0x100)}
_BLURRED = frozenset(chr(code + room) for code in range(0x80, 0x100) for room in (0, _END))

_NUMBERS = msgspec.json.Decoder(list[int])


class Words:
    """A positional index of bigrams over the title and the text of every revision, in their folded form.

    What it finds for words up to `_PHRASE` characters holds them, and nothing else does (`is_exact`).
    """

    ROWS: ClassVar = {
        "words": "SELECT r.id FROM words w JOIN revisions r ON r.number = w.revision ORDER BY r.id",
    }

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, revision_id: str) -> None:
        """Index a revision; nothing happens when it is indexed. `Articles.put` calls this."""
        row = self._db.one("SELECT number, title, text FROM revisions WHERE id = ?", (revision_id,))
        if row is None:
            raise ValueError(f"revision {revision_id} is not in the store")
        with self._db.transaction():
            self._put(*row)

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
            number, text, heading, characters = row[0], *_tokens(*row[1:])
            # The index holds no copy of what it indexed, so it has to be told what to forget.
            self._db.write(
                "INSERT INTO bigrams (bigrams, rowid, text, heading) VALUES ('delete', ?, ?, ?)",
                (number, text, heading),
            )
            self._db.write(
                "INSERT INTO characters (characters, rowid, text) VALUES ('delete', ?, ?)",
                (number, characters),
            )
            self._db.write("DELETE FROM words WHERE revision = ?", (number,))

    def unindexed(self) -> int:
        """How many revisions are to be indexed: those of an archive that an older program made."""
        return int(self._db.all("SELECT COUNT(*) FROM unindexed")[0][0])

    def put_next(self) -> None:
        """Index some of them."""
        with self._db.transaction():
            for number, title, text in self._db.all(
                f"""SELECT r.number, r.title, r.text FROM unindexed u JOIN revisions r ON r.number = u.revision
                    ORDER BY r.number LIMIT {_AT_ONCE}"""
            ):
                self._put(number, title, text)
                self._db.write("DELETE FROM unindexed WHERE revision = ?", (number,))

    def _put(self, number: int, title: str | None, text: str) -> None:
        if self._db.write("INSERT INTO words (revision) VALUES (?) ON CONFLICT DO NOTHING", (number,)):
            bigrams, heading, characters = _tokens(title, text)
            self._db.write(
                "INSERT INTO bigrams (rowid, text, heading) VALUES (?, ?, ?)", (number, bigrams, heading)
            )
            self._db.write("INSERT INTO characters (rowid, text) VALUES (?, ?)", (number, characters))

    def holding(self, words: Iterable[str], *, heading: bool = False) -> set[int]:
        """The numbers of the revisions that hold all of these folded words, in the title or the text or, by `heading`, in the
        title (the first line of what has none; words of one character are not looked for there).

        Empty words narrow nothing.
        """
        phrases: list[str] = []
        characters: list[str] = []
        for word in words:
            plain = word.translate(_UNCUT)
            pairs = [first + second for first, second in pairwise(plain)]
            phrases += [f'"{" ".join(pairs[at : at + _PHRASE])}"' for at in range(0, len(pairs), _PHRASE)]
            if len(plain) == 1:
                characters.append(f'"{plain}"')
        found: list[set[int]] = []
        if phrases:
            match = " AND ".join(dict.fromkeys(phrases))
            found.append(self._matching("bigrams", f"heading : ({match})" if heading else match))
        if characters and not heading:
            found.append(self._matching("characters", " AND ".join(dict.fromkeys(characters))))
        if not found:
            return set() if heading else self.all()
        return set.intersection(*found)

    def all(self) -> set[int]:
        """The numbers of all revisions in the index."""
        return self._numbers("SELECT json_group_array(revision) FROM words", ())

    def _matching(self, table: str, match: str) -> set[int]:
        return self._numbers(f"SELECT json_group_array(rowid) FROM {table} WHERE {table} MATCH ?", (match,))

    def _numbers(self, sql: str, parameters: Sequence[object]) -> set[int]:
        # One value of JSON is read four times as fast as its numbers row by row.
        return set(_NUMBERS.decode(self._db.all(sql, parameters)[0][0]))


def is_exact(word: str) -> bool:
    """Whether what the index finds for a folded word is sure to hold it."""
    return len(word) <= _PHRASE and _BLURRED.isdisjoint(word)


def bigrams(folded: str) -> str:
    """The bigrams of a folded text in their order, as the index takes them."""
    return " ".join(map("".join, pairwise(folded.translate(_UNCUT))))


def phrase(folded: str) -> str:
    """What an index of bigrams is asked for a folded word; for one character, for the bigrams that begin with it."""
    return f'"{bigrams(folded)}"' if len(folded) > 1 else f'"{folded.translate(_UNCUT)}" *'


def _tokens(title: str | None, text: str) -> tuple[str, str, str]:
    """What is indexed of a revision: the bigrams of its text, those of its heading, its characters."""
    folded = fold(text)
    heading = fold(title) if title else folded.lstrip().partition("\n")[0][:_HEADING]
    return bigrams(folded), bigrams(heading), " ".join(sorted(set((folded + heading).translate(_UNCUT))))
