"""The storylines of an archive, each article with the reason why it is in one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from kirinuki.errors import NotFoundError
from kirinuki.model.article import Revision
from kirinuki.model.chronicle import Member, Piece, Storyline
from kirinuki.model.reading import Reading
from kirinuki.store import Store
from kirinuki.store.storylines import Bridge, Row

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
        bridges = self._known(self._store.storylines.bridges(), as_of)
        first: dict[str, str] = {}
        for bridge in bridges:
            one, other = _end(first, bridge.line), _end(first, bridge.other)
            if one != other:
                first[other] = one
        together: dict[str, list[Row]] = {}
        for row in self._store.storylines.members():
            together.setdefault(_end(first, row.line), []).append(row)
        by_end: dict[str, list[Bridge]] = {}
        for bridge in bridges:
            by_end.setdefault(_end(first, bridge.line), []).append(bridge)
        found = (self._storyline(rows, by_end.get(end, ()), as_of) for end, rows in together.items())
        return sorted(
            (storyline for storyline in found if storyline is not None),
            key=lambda storyline: self._store.articles.order(storyline.members[0].revision),
        )

    def find(self, id_or_prefix: str, as_of: dt.datetime | None = None) -> Storyline:
        """The storyline that holds the article whose id is this or begins so. Raises `NotFoundError`."""
        return self.of(self._store.articles.find(id_or_prefix).id, as_of)

    def of(self, article: str, as_of: dt.datetime | None = None) -> Storyline:
        """The storyline that the article is in. Raises `NotFoundError` where it could not be known yet."""
        lines, bridges = self._around(self._store.storylines.line_of_article(article), as_of)
        rows = sorted(self._store.storylines.members(lines), key=lambda row: (row.told, row.revision))
        found = self._storyline(rows, bridges, as_of)
        if found is None or article not in {member.article for member in found.members}:
            raise NotFoundError(f"{article}: この記事はまだどの流れにもありません (in no storyline yet)")
        return found

    def _around(self, line: str | None, as_of: dt.datetime | None) -> tuple[list[str], list[Bridge]]:
        """The lines that are one storyline with this one, and the bridges between them."""
        lines = [] if line is None else [line]
        found: dict[Bridge, None] = {}
        for one in lines:
            for bridge in self._known(self._store.storylines.bridges(one), as_of):
                found[bridge] = None
                lines += [end for end in (bridge.line, bridge.other) if end not in lines]
        return lines, sorted(found, key=lambda bridge: (bridge.told, bridge.article, bridge.other))

    def _known(self, bridges: list[Bridge], as_of: dt.datetime | None) -> list[Bridge]:
        """Those bridges that an article made that could be known at the moment."""
        if as_of is None:
            return bridges
        return [bridge for bridge in bridges if self._store.articles.at(bridge.article, as_of) is not None]

    def pieces(self, storyline: Storyline, as_of: dt.datetime | None = None) -> list[Piece]:
        """The articles of a storyline as they stood at the moment, with their readings, in order of telling."""
        return list(self._pieces(storyline, as_of))

    def _pieces(self, storyline: Storyline, as_of: dt.datetime | None) -> Iterator[Piece]:
        for member in storyline.members:
            revision = self._store.articles.at(member.article, as_of)
            if revision is not None:
                yield piece_of(self._store, revision, self._read(revision))

    def _storyline(
        self, rows: Sequence[Row], bridges: Sequence[Bridge], as_of: dt.datetime | None
    ) -> Storyline | None:
        """The storyline of these rows and bridges at the moment; None where none of its articles could be known."""
        members: list[Member] = []
        titles: list[str] = []
        for row in rows:
            title, revision, lead = row.title, row.revision, row.lead
            if as_of is not None:
                stood = self._store.articles.at(row.article, as_of)
                if stood is None:
                    continue
                title, revision, lead = stood.title, stood.id, stood.text
            why, near = row.why, row.near
            if near is None and members:
                why, near = _bridged(row.line, bridges)
            members.append(Member(row.article, revision, why, row.external_id, near))
            titles.append(title or lead.split("\n")[0][:_LEAD])
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


def _bridged(line: str, bridges: Sequence[Bridge]) -> tuple[str, str | None]:
    """Why a line that another began before is part of the storyline, and the article that says so."""
    for bridge in bridges:
        if line in (bridge.line, bridge.other):
            return f"のちの記事がつなぐ: {bridge.why}", bridge.article
    return "", None


def _end(first: dict[str, str], line: str) -> str:
    """The line that stands for all that are one storyline with this one."""
    while line in first:
        line = first[line]
    return line


def commonest(titles: Sequence[str]) -> str:
    """The title that has most in common with the others, the first of those that have as much."""
    pairs = [{a + b for a, b in pairwise(title)} for title in titles]
    held = Counter(pair for of_title in pairs for pair in of_title)

    def common(n: int) -> float:
        return sum(held[pair] - 1 for pair in pairs[n]) / (len(pairs[n]) + 1)

    return titles[max(range(len(titles)), key=lambda n: (common(n), -n))]
