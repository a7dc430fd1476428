"""The storylines of an archive, each article with the reason why it is in one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from kirinuki.errors import NotFoundError
from kirinuki.model.article import Revision
from kirinuki.model.chronicle import Member, Piece, Storyline
from kirinuki.model.reading import Reading
from kirinuki.store import Store
from kirinuki.store.storylines import Row

_LEAD = 40
"""Characters of a lead that stand for a title."""


class Storylines:
    """Storylines as they are woven, read from the store. Every answer can be had as of a moment: with the articles that
    could be known before it, in the revision that each had."""

    def __init__(self, store: Store, read: Callable[[Revision], Reading]) -> None:
        """`read` gives the reading of a revision."""
        self._store = store
        self._read = read

    def all(self, as_of: dt.datetime | None = None) -> list[Storyline]:
        """All storylines, those of one article too, in order of their first telling."""
        lines = groupby(self._store.storylines.members(), key=lambda row: row.line)
        found = [line for _, rows in lines if (line := self._line(rows, as_of)) is not None]
        return sorted(found, key=lambda line: self._store.articles.order(line.members[0].revision))

    def find(self, id_or_prefix: str, as_of: dt.datetime | None = None) -> Storyline:
        """The storyline that holds the article whose id is this or begins so. Raises `NotFoundError`."""
        return self.of(self._store.articles.find(id_or_prefix).id, as_of)

    def of(self, article: str, as_of: dt.datetime | None = None) -> Storyline:
        """The storyline that the article is in. Raises `NotFoundError` where it could not be known yet."""
        line = self._store.storylines.line_of_article(article)
        found = None if line is None else self._line(self._store.storylines.members(line), as_of)
        if found is None or article not in {member.article for member in found.members}:
            raise NotFoundError(f"{article}: この記事はまだどの流れにもありません (in no storyline yet)")
        return found

    def pieces(self, storyline: Storyline, as_of: dt.datetime | None = None) -> list[Piece]:
        """The articles of a storyline as they stood at the moment, with their readings, in order of telling."""
        return list(self._pieces(storyline, as_of))

    def _pieces(self, storyline: Storyline, as_of: dt.datetime | None) -> Iterator[Piece]:
        for member in storyline.members:
            revision = self._store.articles.at(member.article, as_of)
            if revision is not None:
                yield piece_of(self._store, revision, self._read(revision))

    def _line(self, rows: Iterable[Row], as_of: dt.datetime | None) -> Storyline | None:
        """The storyline of these rows at the moment; None where none of its articles could be known."""
        members: list[Member] = []
        titles: list[str] = []
        for row in rows:
            title, revision = row.title or row.lead.split("\n")[0][:_LEAD], row.revision
            if as_of is not None:
                stood = self._store.articles.at(row.article, as_of)
                if stood is None:
                    continue
                title, revision = stood.title or stood.text.split("\n")[0][:_LEAD], stood.id
            members.append(Member(row.article, revision, row.why, row.external_id, row.near))
            titles.append(title)
        return Storyline(members[0].article, commonest(titles), tuple(members)) if members else None


def piece_of(store: Store, revision: Revision, reading: Reading) -> Piece:
    """A revision with its reading as relations between articles are made from."""
    told, place, article = store.articles.order(revision.id)
    return Piece(
        article=revision.article,
        revision=revision.id,
        outlet=store.articles.find(revision.article).outlet,
        title=revision.title,
        published=revision.published,
        told=f"{told} {place:06} {article}",
        reading=reading,
    )


def commonest(titles: Sequence[str]) -> str:
    """The title that has most in common with the others, the first of those that have as much."""
    pairs = [{a + b for a, b in pairwise(title)} for title in titles]
    held = Counter(pair for of_title in pairs for pair in of_title)

    def common(n: int) -> float:
        return sum(held[pair] - 1 for pair in pairs[n]) / (len(pairs[n]) + 1)

    return titles[max(range(len(titles)), key=lambda n: (common(n), -n))]
