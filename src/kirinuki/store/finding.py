"""Finding: the revisions that a query holds for, from the index of words and the columns; texts are read for quoted words only.

A query is answered in sets of numbers of revisions, which stay in this room: what is found is handed out as `Found`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kirinuki.model.article import JAPAN
from kirinuki.model.query import AllOf, Among, AnyOf, Days, Facet, Named, Node, Not, Words, wanted_words
from kirinuki.store import words as index
from kirinuki.store.captures import ordinal
from kirinuki.store.database import Database, Row
from kirinuki.store.facts import FactIndex
from kirinuki.store.folding import fold, fold_core
from kirinuki.store.moments import standing
from kirinuki.store.shelves import Shelves

_AT_ONCE = 400
"""Values in one query: under the limit that every build of SQLite has (999)."""


class Place(NamedTuple):
    """Where an answer stands among the others, the best of them greatest: how well it fits, then as `Articles.order` has it."""

    score: int
    told: str
    ordinal: int
    article: str


class Finder:
    """Answers queries. What is to be indexed yet (`Words.unindexed`) is not found."""

    def __init__(self, database: Database, words: index.Words, facts: FactIndex, shelves: Shelves) -> None:
        self._db = database
        self._words = words
        self._facts = facts
        self._shelves = shelves

    def find(self, query: Node, as_of: dt.datetime | None = None) -> Found:
        """The revisions standing at `as_of` that the query holds for."""
        self._shelves.refresh()
        asked = _Asked(self._db, self._words, self._facts, self._shelves, self.outlets, as_of)
        numbers = asked.standing(asked.answer(query))
        return Found(self._db, self._words, self._shelves, query, numbers)

    def outlets(self, name: str) -> dict[str, str]:
        """The outlets that a name in a query means, by their keys: of this key, or whose name holds it."""
        wanted = fold(name)
        rows = self._db.all("SELECT key, name FROM outlets")
        return {key: called for key, called in rows if wanted == fold(key) or wanted in fold(called)}


class Found:
    """The articles that a query holds for, each in the revision that stood."""

    def __init__(
        self, database: Database, words: index.Words, shelves: Shelves, query: Node, numbers: set[int]
    ) -> None:
        self._db = database
        self._words = words
        self._shelves = shelves
        self._query = query
        self._numbers = numbers

    @property
    def total(self) -> int:
        """How many articles."""
        return len(self._numbers)

    def articles(self) -> Iterator[str]:
        """Their ids, in no order."""
        for row in _among(self._db, "SELECT article FROM revisions WHERE number IN", self._numbers):
            yield row[0]

    def among(self, articles: Collection[str]) -> int:
        """How many of these articles are among them."""
        select = "SELECT number FROM revisions WHERE article IN"
        return sum(number in self._numbers for (number,) in _among(self._db, select, articles))

    def facet(self, facet: Facet) -> Counter[str]:
        """How many of the articles have each value: an outlet's key, a speaker's, a month (2022-12), a tag of their logs, a line
        of storylines."""
        return self._shelves.counts(facet, self._numbers)

    def page(
        self, limit: int, *, best: bool = False, oldest: bool = False, after: Place | None = None
    ) -> list[tuple[Place, str]]:
        """The next so many behind `after`, newest first or `oldest` first, with their revisions. If `best`, first those in whose
        titles (the first line where there is none) and in which more of the query's words stand: a score of the article and the
        query alone, so that what comes in later moves nothing."""
        if not best:
            return self._told(self._numbers, 0, limit, after, oldest=oldest)
        found: list[tuple[Place, str]] = []
        scores: dict[int, set[int]] = {}
        for number, score in self._scores().items():
            scores.setdefault(score, set()).add(number)
        for score in sorted(scores, reverse=True):
            if after is None or score <= after.score:
                behind = after if after is not None and score == after.score else None
                found += self._told(scores[score], score, limit - len(found), behind)
            if len(found) == limit:
                break
        return found

    def _told(
        self, numbers: Collection[int], score: int, limit: int, after: Place | None, *, oldest: bool = False
    ) -> list[tuple[Place, str]]:
        next_ones = self._shelves.next_told(numbers, limit, after and after.told, oldest=oldest)
        select = f"SELECT r.told, {ordinal()}, r.article, r.id FROM revisions r WHERE r.number IN"
        rows = ((Place(score, *row[:3]), row[3]) for row in _among(self._db, select, next_ones))
        behind = (row for row in rows if after is None or (row[0] > after if oldest else row[0] < after))
        return sorted(behind, reverse=not oldest)[:limit]

    def _scores(self) -> Counter[int]:
        scores = Counter(dict.fromkeys(self._numbers, 0))
        for words in {_core(word) for word in wanted_words(self._query)} - {""}:
            scores.update(self._words.holding([words]) & self._numbers)
            in_heading = self._words.holding([words], heading=True) & self._numbers
            scores.update(dict.fromkeys(in_heading, 2))
        return scores


@dataclass
class _Asked:
    """One query being answered."""

    database: Database
    words: index.Words
    facts: FactIndex
    shelves: Shelves
    outlets: Callable[[str], Iterable[str]]
    as_of: dt.datetime | None

    def standing(self, numbers: set[int]) -> set[int]:
        """Those that stood at the moment."""
        if self.as_of is None:
            return self.shelves.current(numbers)
        told = self.as_of.astimezone(JAPAN).replace(tzinfo=None).isoformat()
        stood, unsure = self.shelves.told_before(numbers, told)
        condition, parameters = standing("r.number", self.as_of)
        select = f"SELECT r.number FROM revisions r WHERE {condition} AND r.number IN"
        return stood.union(number for (number,) in _among(self.database, select, unsure, parameters))

    def answer(self, node: Node) -> set[int]:
        """The revisions that the node holds for, whenever they stood."""
        match node:
            case AllOf(of=parts):
                return self._all_of(parts)
            case AnyOf(of=parts):
                return set().union(*map(self.answer, parts))
            case Not(of=part):
                return self.words.all() - self.answer(part)
            case Words():
                return self._looked_up(node, self.words.holding([_core(node)]))
            case Among(articles=articles):
                select = "SELECT number FROM revisions WHERE article IN"
                return {number for (number,) in _among(self.database, select, articles)}
            case Days(name="date"):
                return self._published(node)
            case Days():
                return self.facts.speaking_of(node.from_, node.until)
            case Named(name="speaker" | "to" as role):
                return self.facts.of_statements(self.facts.statements(role, node.value))
            case Named():
                return self._named(node)

    def _all_of(self, parts: Sequence[Node]) -> set[int]:
        """The cheap and narrow first: the index takes all words at once, texts are read for what is left."""
        words = [part for part in parts if isinstance(part, Words)]
        found: list[set[int]] = []
        if words:
            found.append(self.words.holding([_core(word) for word in words]))
        # Who speaks of whom is asked of one statement.
        voices = [
            self.facts.statements(part.name, part.value)
            for part in parts
            if isinstance(part, Named) and (part.name == "speaker" or part.name == "to")
        ]
        if voices:
            found.append(self.facts.of_statements(set.intersection(*voices)))
        for part in parts:
            if not isinstance(part, Words | Not) and not (
                isinstance(part, Named) and part.name in ("speaker", "to")
            ):
                found.append(self.answer(part))
        left = set.intersection(*found) if found else self.words.all()
        for part in parts:
            if isinstance(part, Not):
                left -= self.answer(part.of)
        for word in words:
            left = self._looked_up(word, left)
        return left

    def _looked_up(self, word: Words, numbers: set[int]) -> set[int]:
        """Those of the candidates in which the word stands: quoted words, and what the index is not sure of."""
        folded = fold(word.words)
        if not word.literal and index.is_exact(folded):
            return numbers
        stood = self.standing(numbers)
        if word.literal:
            select = """SELECT number FROM revisions WHERE (instr(text, ?) > 0 OR instr(COALESCE(title, ''), ?) > 0)
                        AND number IN"""
            return {n for (n,) in _among(self.database, select, stood, (word.words, word.words))}
        select = "SELECT number, COALESCE(title, ''), text FROM revisions WHERE number IN"
        return {
            number
            for number, title, text in _among(self.database, select, stood)
            if folded in fold(text) or folded in fold(title)
        }

    def _published(self, days: Days) -> set[int]:
        rows = self.database.all(
            "SELECT number FROM revisions WHERE published >= ? AND published < ?",
            (
                "" if days.from_ is None else days.from_.isoformat(),
                "~" if days.until is None else days.until.isoformat(),
            ),
        )
        return {number for (number,) in rows}

    def _named(self, node: Named) -> set[int]:
        match node.name:
            case "figure":
                return self.facts.counting(node.value)
            case "kind" if node.value == "statement":
                return self.shelves.with_statements(self.words.all())
            case "kind" if node.value == "figure":
                return self.shelves.with_figures(self.words.all())
            case "outlet":
                return self._numbers(
                    "SELECT r.number FROM articles a JOIN revisions r ON r.article = a.id WHERE a.outlet = ?",
                    self.outlets(node.value),
                )
            case "tag":
                return self._numbers(
                    """SELECT s.revision FROM marks m JOIN sightings s ON s.capture = m.capture
                       WHERE m.kind = 'tag' AND m.words = ?""",
                    self._tags(node.value),
                )
            case "changed":
                return self._changed(node.value)
        return self.words.all()

    def _numbers(self, select: str, values: Iterable[str]) -> set[int]:
        return {number for value in values for (number,) in self.database.all(select, (value,))}

    def _tags(self, name: str) -> list[str]:
        wanted = fold(name).lstrip("#")
        rows = self.database.all("SELECT DISTINCT words FROM marks WHERE kind = 'tag'")
        return [words for (words,) in rows if fold(words).lstrip("#") == wanted]

    def _changed(self, kind: str) -> set[int]:
        """All revisions of the articles of which a revision that could be known did this."""
        makers = {n for (n,) in self.database.all("SELECT revision FROM changes WHERE kind = ?", (kind,))}
        if self.as_of is not None:
            told = self.as_of.astimezone(JAPAN).replace(tzinfo=None).isoformat()
            rows = _among(self.database, "SELECT number, told FROM revisions WHERE number IN", makers)
            makers = {number for number, at in rows if at < told}
        select = (
            """SELECT o.number FROM revisions r JOIN revisions o ON o.article = r.article WHERE r.number IN"""
        )
        return {number for (number,) in _among(self.database, select, makers)}


def _core(word: Words) -> str:
    return fold_core(word.words) if word.literal else fold(word.words)


def _among(
    database: Database, select: str, values: Collection[object], parameters: Sequence[object] = ()
) -> Iterator[Row]:
    """The rows of a select that ends in `IN`, for these values."""
    listed = list(values)
    for first in range(0, len(listed), _AT_ONCE):
        some = listed[first : first + _AT_ONCE]
        yield from database.all(f"{select} ({', '.join('?' * len(some))})", (*parameters, *some))
