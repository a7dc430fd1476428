"""Storylines: what articles tell of, which are tied, and the run of events that each is in."""

from __future__ import annotations

import datetime as dt
import struct
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import ClassVar, NamedTuple

from kirinuki.store.database import Database
from kirinuki.store.moments import moment

_LEAD = 200
"""Characters with which a text begins."""
_AT_ONCE = 400
"""Values in one query: under the limit that every build of SQLite has (999)."""
_WALKED = 100
"""Rows of a walk in one query."""


class Stored(NamedTuple):
    """What is kept of a revision to compare it by; `levels` None until it was looked up how rare its terms are."""

    revision: str
    told: int
    """When it was told, as a number that sorts as the tellings do."""
    terms: tuple[int, ...]
    counts: bytes
    titles: bytes
    numbered: frozenset[tuple[int, int]]
    levels: bytes | None


class Row(NamedTuple):
    """A revision in its line; `near` is the article that decided. `lead` begins the text."""

    revision: str
    article: str
    external_id: str | None
    line: str
    told: int
    near: str | None
    why: str
    title: str | None
    lead: str


class Bridge(NamedTuple):
    """Two lines that an article made one storyline; `near` is the article of the `other` line that it is tied to best."""

    line: str
    other: str
    article: str
    told: int
    near: str
    why: str


class Storylines:
    """The profiles of current revisions, the index of their terms, and what was woven of them."""

    ROWS: ClassVar = {
        "profiles": """
            SELECT r.id, p.told, p.terms, p.counts, p.numbered, p.levels FROM profiles p
            JOIN revisions r ON r.number = p.revision ORDER BY r.id""",
        "profile_terms": """
            SELECT t.term, t.told, r.id FROM profile_terms t JOIN revisions r ON r.number = t.revision
            ORDER BY t.term, t.told, r.id""",
        "ties": """
            SELECT l.id, e.id, t.score FROM ties t JOIN revisions l ON l.number = t.later
            JOIN revisions e ON e.number = t.earlier ORDER BY l.id, e.id""",
        "members": """
            SELECT r.id, m.line, m.told, m.score, n.id, m.why FROM members m JOIN revisions r ON r.number = m.revision
            LEFT JOIN revisions n ON n.number = m.near ORDER BY r.id""",
        "bridges": """
            SELECT r.id, b.line, b.other, b.told, n.id, b.why FROM bridges b JOIN revisions r ON r.number = b.revision
            JOIN revisions n ON n.number = b.near ORDER BY r.id, b.other""",
        "unjoined": """
            SELECT r.id FROM unjoined u JOIN revisions r ON r.number = u.revision ORDER BY r.id""",
    }

    def __init__(self, database: Database) -> None:
        self._db = database

    # What articles tell of ------------------------------------------------------------------------------------

    def put(
        self,
        revision: str,
        terms: Sequence[int],
        counts: bytes,
        titles: bytes,
        numbered: Collection[tuple[int, int]],
    ) -> None:
        """Keep what the revision tells of, in place of what was kept, and make it due."""
        with self._db.transaction():
            number, told = self._place(revision)
            self._forget(number)
            self._db.write(
                "INSERT INTO profiles (revision, told, terms, counts, numbered) VALUES (?, ?, ?, ?, ?)",
                (number, told, struct.pack(f"<{len(terms)}I", *terms), counts + titles, _pairs(numbered)),
            )
            self._db.write_many(
                "INSERT INTO profile_terms (term, told, revision) VALUES (?, ?, ?)",
                ((term, told, number) for term in terms),
            )
            self._make_due([(told, number)])

    def get(self, revisions: Collection[str]) -> dict[str, Stored]:
        """What is kept of those of the revisions that have it."""
        found = {}
        for some in _lots(revisions):
            rows = self._db.all(
                f"""SELECT r.id, p.told, p.terms, p.counts, p.numbered, p.levels FROM revisions r
                    JOIN profiles p ON p.revision = r.number WHERE r.id IN ({", ".join("?" * len(some))})""",
                some,
            )
            for id, told, packed, both, numbered, levels in rows:
                terms = struct.unpack(f"<{len(packed) // 4}I", packed)
                n = len(terms)
                found[id] = Stored(id, told, terms, both[:n], both[n:], _unpaired(numbered), levels)
        return found

    def set_levels(self, revision: str, levels: bytes) -> None:
        """Keep how rare the revision's terms are."""
        self._db.write(
            "UPDATE profiles SET levels = ? WHERE revision = (SELECT number FROM revisions WHERE id = ?)",
            (levels, revision),
        )

    def forget_levels(self, revisions: Collection[str]) -> None:
        """Have it looked up again how rare the terms of these revisions are."""
        self._db.write_many(
            "UPDATE profiles SET levels = NULL WHERE revision = (SELECT number FROM revisions WHERE id = ?)",
            ((id,) for id in sorted(revisions)),
        )

    def holders(self, terms: Sequence[int], from_: dt.date, until: dt.date, most: int) -> list[int]:
        """How many revisions told from `from_` until `until` (half-open) hold each of the terms, counted up to `most`."""
        bounds = moment(from_.isoformat()), moment(until.isoformat())
        found = dict.fromkeys(terms, 0)
        for some in _lots(terms):
            rows = self._db.all(
                f"""WITH w (term) AS (VALUES {", ".join(["(?)"] * len(some))})
                    SELECT w.term, (SELECT COUNT(*) FROM (
                        SELECT 1 FROM profile_terms t WHERE t.term = w.term AND t.told >= ? AND t.told < ? LIMIT ?) AS x)
                    FROM w""",
                (*some, *bounds, most),
            )
            found.update(rows)
        return [found[term] for term in terms]

    def before(self, told: int, terms: Sequence[int], most: int) -> dict[int, list[str]]:
        """For each term, the last so many revisions told before the moment `told` that hold it."""
        return self._beside(
            terms,
            f"""t.told < ? AND t.told >= COALESCE((SELECT q.told FROM profile_terms q WHERE q.term = w.term AND q.told < ?
                ORDER BY q.told DESC LIMIT 1 OFFSET {most - 1}), {-(1 << 62)})""",
            (told, told),
        )

    def behind(self, told: int, terms: Sequence[int], most: int) -> set[str]:
        """The first so many revisions told after the moment `told` that hold each term."""
        found = self._beside(
            terms,
            f"""t.told > ? AND t.told <= COALESCE((SELECT q.told FROM profile_terms q WHERE q.term = w.term AND q.told > ?
                ORDER BY q.told LIMIT 1 OFFSET {most - 1}), {1 << 62})""",
            (told, told),
        )
        return {id for ids in found.values() for id in ids}

    def holding(self, terms: Sequence[int], from_: dt.date, until: dt.date) -> set[str]:
        """The revisions told from `from_` until `until` (half-open) that hold one of the terms."""
        bounds = moment(from_.isoformat()), moment(until.isoformat())
        found = self._beside(terms, "t.told >= ? AND t.told < ?", bounds)
        return {id for ids in found.values() for id in ids}

    def _beside(
        self, terms: Sequence[int], condition: str, parameters: Sequence[object]
    ) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for some in _lots(terms):
            rows = self._db.all(
                f"""WITH w (term) AS (VALUES {", ".join(["(?)"] * len(some))})
                    SELECT w.term, r.id FROM w CROSS JOIN profile_terms t CROSS JOIN revisions r
                    WHERE t.term = w.term AND {condition} AND r.number = t.revision""",
                (*some, *parameters),
            )
            for term, id in rows:
                found.setdefault(term, []).append(id)
        return found

    # What is to do --------------------------------------------------------------------------------------------

    def due(self) -> int:
        """How many are to be joined."""
        return int(self._db.all("SELECT COUNT(*) FROM unjoined")[0][0])

    def first_due(self) -> str | None:
        """The first told of those that are to be joined."""
        row = self._db.one(
            "SELECT r.id FROM unjoined u JOIN revisions r ON r.number = u.revision ORDER BY u.told, r.id LIMIT 1"
        )
        return None if row is None else str(row[0])

    def make_due(self, revisions: Iterable[str]) -> None:
        """Have revisions joined again that have been."""
        with self._db.transaction():
            for some in _lots(sorted(revisions)):
                rows = self._db.all(
                    f"""SELECT m.told, m.revision FROM revisions r JOIN members m ON m.revision = r.number
                        WHERE r.id IN ({", ".join("?" * len(some))})""",
                    some,
                )
                self._make_due(rows)

    def _make_due(self, rows: Iterable[tuple[int, int]]) -> None:
        self._db.write_many(
            "INSERT INTO unjoined (told, revision) VALUES (?, ?) ON CONFLICT DO NOTHING", rows
        )

    def newest(self) -> int | None:
        """The last moment of telling of what was joined."""
        row = self._db.one("SELECT MAX(told) FROM members")
        return None if row is None else row[0]

    # What is woven --------------------------------------------------------------------------------------------

    def tie(self, later: str, ties: Sequence[tuple[str, float]]) -> None:
        """Keep these earlier revisions, each with its score, as all that `later` is tied to."""
        with self._db.transaction():
            number = self._place(later)[0]
            self._db.write("DELETE FROM ties WHERE later = ?", (number,))
            self._db.write_many(
                "INSERT INTO ties (later, earlier, score) VALUES (?, (SELECT number FROM revisions WHERE id = ?), ?)",
                ((number, earlier, score) for earlier, score in ties),
            )

    def join(self, revision: str, lines: Sequence[tuple[str, str, float, str]]) -> bool:
        """Put the revision into the first of these lines, each with the revision near in it, the score, and why; into one that
        it begins where there are none. The others are bridged with the first. The revision is due no more.

        True when its line, or how well it fits there, is new.
        """
        with self._db.transaction():
            number, told = self._place(revision)
            before = self._db.one("SELECT line, score FROM members WHERE revision = ?", (number,))
            (article,) = self._db.all("SELECT article FROM revisions WHERE number = ?", (number,))[0]
            line, near, score, why = lines[0] if lines else (article, None, 0.0, "")
            self._db.write(
                """INSERT INTO members (revision, line, told, score, near, why)
                   VALUES (?, ?, ?, ?, (SELECT number FROM revisions WHERE id = ?), ?)
                   ON CONFLICT (revision) DO UPDATE SET line = excluded.line, score = excluded.score,
                   near = excluded.near, why = excluded.why""",
                (number, line, told, score, near, why),
            )
            self._db.write("DELETE FROM bridges WHERE revision = ?", (number,))
            self._db.write_many(
                """INSERT INTO bridges (revision, line, other, told, near, why)
                   VALUES (?, ?, ?, ?, (SELECT number FROM revisions WHERE id = ?), ?)""",
                ((number, line, other, told, near, why) for other, near, _, why in lines[1:]),
            )
            self._db.write("DELETE FROM unjoined WHERE told = ? AND revision = ?", (told, number))
            return before != (line, score)

    def line_of(self, revision: str) -> str | None:
        """The line that the revision is in, known by the article that it begins with."""
        row = self._db.one(
            "SELECT m.line FROM members m JOIN revisions r ON r.number = m.revision WHERE r.id = ?",
            (revision,),
        )
        return None if row is None else str(row[0])

    def lines(self, revisions: Collection[str]) -> dict[str, str]:
        """The line of each of the revisions that is in one."""
        found: dict[str, str] = {}
        for some in _lots(revisions):
            found.update(
                self._db.all(
                    f"""SELECT r.id, m.line FROM revisions r JOIN members m ON m.revision = r.number
                        WHERE r.id IN ({", ".join("?" * len(some))})""",
                    some,
                )
            )
        return found

    def last(self, line: str, told: int, most: int) -> list[tuple[str, float, bool]]:
        """The last so many members of a storyline that were told before the moment `told`, the last first: revision, score,
        and whether the storyline begins with it."""
        return [
            (id, score, article == line)
            for id, score, article in self._db.all(
                """SELECT r.id, m.score, r.article FROM members m JOIN revisions r ON r.number = m.revision
                   WHERE m.line = ? AND m.told < ? ORDER BY m.told DESC, r.id DESC LIMIT ?""",
                (line, told, most),
            )
        ]

    def leaning(self, line: str, told: int) -> list[str]:
        """The revisions told after the moment `told` that are tied to a member of the storyline."""
        rows = self._db.all(
            """SELECT DISTINCT r.id FROM members m CROSS JOIN ties t ON t.earlier = m.revision
               CROSS JOIN members n ON n.revision = t.later CROSS JOIN revisions r ON r.number = t.later
               WHERE m.line = ? AND n.told > ?""",
            (line, told),
        )
        return [id for (id,) in rows]

    def drop(self, revision: str) -> None:
        """Forget all of the revision; what was tied to it is due."""
        with self._db.transaction():
            number = self._place(revision)[0]
            self._make_due(
                self._db.all(
                    "SELECT m.told, m.revision FROM ties t JOIN members m ON m.revision = t.later WHERE t.earlier = ?",
                    (number,),
                )
            )
            self._db.write("UPDATE members SET near = NULL WHERE near = ?", (number,))
            self._db.write("DELETE FROM bridges WHERE revision = ? OR near = ?", (number, number))
            self._db.write("DELETE FROM ties WHERE later = ? OR earlier = ?", (number, number))
            self._db.write("DELETE FROM members WHERE revision = ?", (number,))
            self._db.write("DELETE FROM unjoined WHERE revision = ?", (number,))
            self._forget(number)

    def _forget(self, number: int) -> None:
        row = self._db.one("SELECT told, terms FROM profiles WHERE revision = ?", (number,))
        if row is not None:
            told, packed = row
            self._db.write_many(
                "DELETE FROM profile_terms WHERE term = ? AND told = ? AND revision = ?",
                ((term, told, number) for term in struct.unpack(f"<{len(packed) // 4}I", packed)),
            )
            self._db.write("DELETE FROM profiles WHERE revision = ?", (number,))

    # What is asked --------------------------------------------------------------------------------------------

    def members(self, lines: Collection[str] | None = None) -> Iterator[Row]:
        """The members of these lines, or of all, in order of telling."""
        for some in [None] if lines is None else _lots(lines):
            condition = "" if some is None else f"WHERE m.line IN ({', '.join('?' * len(some))})"
            rows = self._db.all(
                f"""SELECT r.id, r.article, a.external_id, m.line, m.told, n.article, m.why, r.title, substr(r.text, 1, {_LEAD})
                    FROM members m JOIN revisions r ON r.number = m.revision JOIN articles a ON a.id = r.article
                    LEFT JOIN revisions n ON n.number = m.near {condition} ORDER BY m.told, r.id""",
                some or (),
            )
            yield from (Row(*row) for row in rows)

    def newest_first(
        self, before: tuple[int, str] | None, *, several: bool, end: int | None = None
    ) -> Iterator[tuple[int, str]]:
        """(moment, article) of the last member of each line, the last told first, those behind `before`. With `several` lines of
        one article that nothing bridges are left out. Of members told at the moment `end` or later nothing is known.

        It is walked along the index some at a time, so that the first cost no more in a greater archive.
        """
        alone = (
            """AND (EXISTS (SELECT 1 FROM members n WHERE n.line = m.line AND n.told < m.told)
                OR EXISTS (SELECT 1 FROM bridges b WHERE b.line = m.line)
                OR EXISTS (SELECT 1 FROM bridges b WHERE b.other = m.line))"""
            if several
            else ""
        )
        end = 1 << 62 if end is None else end
        at: tuple[int, str] | None = before or (end, "")
        while at is not None:
            rows = self._db.all(
                f"""SELECT m.told, r.article FROM members m JOIN revisions r ON r.number = m.revision
                    WHERE m.told <= ? AND (m.told < ? OR r.article < ?)
                    AND NOT EXISTS (SELECT 1 FROM members n WHERE n.line = m.line AND n.told > m.told AND n.told < ?) {alone}
                    ORDER BY m.told DESC, r.article DESC LIMIT {_WALKED}""",
                (at[0], *at, end),
            )
            yield from ((told, article) for told, article in rows)
            at = (rows[-1][0], rows[-1][1]) if len(rows) == _WALKED else None

    def bridges(self, line: str | None = None) -> list[Bridge]:
        """The bridges of a line, or all, in order of telling."""
        condition, parameters = (
            ("", ()) if line is None else ("WHERE b.line = ? OR b.other = ?", (line, line))
        )
        rows = self._db.all(
            f"""SELECT b.line, b.other, r.article, b.told, n.article, b.why FROM bridges b
                JOIN revisions r ON r.number = b.revision JOIN revisions n ON n.number = b.near
                {condition} ORDER BY b.told, r.id, b.other""",
            parameters,
        )
        return [Bridge(*row) for row in rows]

    def line_of_article(self, article: str) -> str | None:
        """The line that the article is in."""
        row = self._db.one(
            "SELECT m.line FROM articles a JOIN members m ON m.revision = a.current WHERE a.id = ?",
            (article,),
        )
        return None if row is None else str(row[0])

    def lines_of_articles(self, articles: Collection[str]) -> dict[str, str]:
        """The line of each of the articles that is in one."""
        found: dict[str, str] = {}
        for some in _lots(articles):
            found.update(
                self._db.all(
                    f"""SELECT a.id, m.line FROM articles a JOIN members m ON m.revision = a.current
                        WHERE a.id IN ({", ".join("?" * len(some))})""",
                    some,
                )
            )
        return found

    def ties(self, revisions: Collection[str]) -> list[tuple[str, str, str, float]]:
        """What these revisions are tied to: each with an earlier article, its revision and the score, the nearest first."""
        found = []
        for some in _lots(revisions):
            found += self._db.all(
                f"""SELECT l.id, e.article, e.id, t.score FROM revisions l JOIN ties t ON t.later = l.number
                    JOIN revisions e ON e.number = t.earlier WHERE l.id IN ({", ".join("?" * len(some))})""",
                some,
            )
        return sorted(found, key=lambda tie: (-tie[3], tie[0], tie[2]))

    def _place(self, revision: str) -> tuple[int, int]:
        """The revision's number, and the moment of its telling."""
        row = self._db.one("SELECT number, told, article FROM revisions WHERE id = ?", (revision,))
        if row is None:
            raise ValueError(f"revision {revision} is not in the store")
        return int(row[0]), moment(row[1], zlib.crc32(row[2].encode()))


def _lots(values: Collection[object]) -> Iterator[Sequence[object]]:
    """The values in lots that fit into one query."""
    listed = list(values)
    return (listed[first : first + _AT_ONCE] for first in range(0, len(listed), _AT_ONCE))


def _pairs(numbers: Collection[tuple[int, int]]) -> bytes:
    return b"".join(struct.pack("<II", *pair) for pair in sorted(numbers))


def _unpaired(packed: bytes) -> frozenset[tuple[int, int]]:
    return frozenset(struct.iter_unpack("<II", packed))
