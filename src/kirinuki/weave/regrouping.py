"""Storylines as the person has them: what was woven, and over it their word on what belongs together.

What was woven says of each article which earlier one it joined, and which articles bridge two lines. The person's rulings
add ties between articles, or forbid that some come together with others. The newest ruling goes first: what is older
gives way where the two cannot both hold, then what was woven gives way to all of them. So a ruling re-weaves
nothing, whatever comes later meets it, and an article that joins one that was moved follows it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from kirinuki.store.storylines import Bridge, Row

Act = Literal["join", "apart", "move", "title", "tag", "untag"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person said of storylines, by their articles as they were then, the one that was named first.

    `join`: the storyline of `articles` and that of `others` are one. `apart`: `articles` leave `others` together. `move`: they
    leave `others` for the storyline of `to`. `title`, `tag`, `untag`: `words` are said of the storyline of `articles`.
    """

    id: str
    at: dt.datetime
    act: Act
    articles: tuple[str, ...]
    others: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    words: str = ""

    @property
    def touched(self) -> tuple[str, ...]:
        return (*self.articles, *self.others, *self.to)


class Placed(NamedTuple):
    """An article in its storyline; `near` is the article by which it is there, None for the first, and `why` says so."""

    row: Row
    near: str | None
    why: str


class _Edge(NamedTuple):
    one: str
    other: str
    why: str


def regroup(rows: Iterable[Row], bridges: Iterable[Bridge], rulings: Sequence[Ruling]) -> list[list[Placed]]:
    """The storylines of all articles in `rows`, each in order of telling.

    `rows` are whole lines with all lines that `bridges` and `rulings` tie to them; `rulings` come the oldest first. Those that
    name articles that are not there hold for the others.
    """
    told = {row.article: row for row in sorted(rows, key=lambda row: (row.told, row.revision))}
    groups = _Groups(told)
    ruled = _apply(rulings, told, groups)
    near: dict[str, tuple[str, str]] = {}
    earlier: set[str] = set()
    for row in told.values():
        if row.near in told and (found := _joined(row, row.near, groups, ruled, earlier)) is not None:
            near[row.article] = found
        earlier.add(row.article)
    edges = ruled.edges
    for bridge in bridges:
        here = bridge.article in told and bridge.near in told and bridge.article not in ruled.placed
        if here and groups.unite(bridge.article, bridge.near):
            edges.append(_Edge(bridge.article, bridge.near, f"のちの記事がつなぐ: {bridge.why}"))
    together: dict[str, list[Row]] = {}
    for row in told.values():
        together.setdefault(groups.of(row.article), []).append(row)
    by_group: dict[str, list[_Edge]] = {}
    for edge in edges:
        by_group.setdefault(groups.of(edge.one), []).append(edge)
    return [_explained(members, near, by_group.get(group, ())) for group, members in together.items()]


class _Groups:
    """Articles that are together, and the sides that rulings put them on."""

    def __init__(self, articles: Iterable[str]) -> None:
        self._parent = {article: article for article in articles}
        self._sides: dict[str, set[tuple[int, bool]]] = {}

    def of(self, article: str) -> str:
        """The article that stands for all that are together with this one."""
        while (parent := self._parent[article]) != article:
            self._parent[article] = article = self._parent[parent]
        return article

    def part(self, ruling: int, leaving: Iterable[str], staying: Iterable[str]) -> None:
        """Forbid from now on that one of these comes together with one of those."""
        for articles, side in ((leaving, True), (staying, False)):
            for article in articles:
                self._sides.setdefault(self.of(article), set()).add((ruling, side))

    def forbidding(self, one: str, other: str) -> list[int]:
        """The rulings that forbid the two to come together, the newest first."""
        yours = self._sides.get(self.of(other), ())
        found = {n for n, side in self._sides.get(self.of(one), ()) if (n, not side) in yours}
        return sorted(found, reverse=True)

    def unite(self, one: str, other: str) -> bool:
        """Put two together, unless it is forbidden; False where it is."""
        one, other = self.of(one), self.of(other)
        if one == other:
            return True
        if self.forbidding(one, other):
            return False
        self._parent[other] = one
        if sides := self._sides.pop(other, None):
            self._sides.setdefault(one, set()).update(sides)
        return True


class _Ruled(NamedTuple):
    """What rulings brought about: ties; articles whose place a person gave; who stayed behind, by the ruling's number."""

    edges: list[_Edge]
    placed: set[str]
    behind: dict[int, list[str]]


def _apply(rulings: Sequence[Ruling], told: Iterable[str], groups: _Groups) -> _Ruled:
    place = {article: n for n, article in enumerate(told)}
    ruled = _Ruled([], set(), {})

    def here(articles: Iterable[str]) -> list[str]:
        """Those that are there, and of whose place nothing newer was said."""
        return [article for article in articles if article in place and article not in ruled.placed]

    def tie(these: Sequence[str], those: Sequence[str], why: str) -> None:
        """By the first two, in the order in which they were named, that nothing newer forbids."""
        for one in these:
            for other in those:
                if groups.unite(one, other):
                    ruled.edges.append(_Edge(one, other, why))
                    return

    for n, ruling in reversed(list(enumerate(rulings))):
        leaving, staying = here(ruling.articles), here(ruling.others)
        if ruling.act == "join":
            tie(leaving, staying, "人が一つの流れと決めた")
        elif ruling.act in ("apart", "move"):
            to = here(ruling.to)
            if not {groups.of(a) for a in (*leaving, *to)} & {groups.of(a) for a in staying}:
                groups.part(n, leaving, staying)
                ruled.behind[n] = sorted(staying, key=place.__getitem__)
            for one, other in pairwise(leaving):
                tie([one], [other], "人がともに分けた" if ruling.act == "apart" else "人がともに移した")
            tie(leaving, to, "人がこの流れに移した")
            ruled.placed.update(ruling.articles)
    return ruled


def _joined(row: Row, near: str, groups: _Groups, ruled: _Ruled, earlier: Set[str]) -> tuple[str, str] | None:
    """The article by which this one is in its storyline, and why; None where it joins none told before it."""
    if groups.of(row.article) == groups.of(near):
        return near, row.why
    if row.article in ruled.placed:
        return None
    forbidding = groups.forbidding(row.article, near)
    if not forbidding:
        groups.unite(row.article, near)
        return near, row.why
    # What it joined has left: it stays with those it was left with.
    for other in (article for n in forbidding for article in ruled.behind[n]):
        if other in earlier and groups.unite(row.article, other):
            return other, f"人が分けたあとに残る。もとは{row.why}"
    return None


def _explained(
    members: Sequence[Row], near: Mapping[str, tuple[str, str]], edges: Sequence[_Edge]
) -> list[Placed]:
    """The members of one storyline with what brought each there: what it joined, else the first tie by which its part of the
    storyline hangs on the rest."""
    root: dict[str, str] = {}
    for row in members:
        root[row.article] = root[near[row.article][0]] if row.article in near else row.article
    placed = []
    for n, row in enumerate(members):
        by, why = near.get(row.article, (None, ""))
        if by is None and n:
            for edge in edges:
                ends = [end for end in edge[:2] if root[end] != row.article]
                if len(ends) == 1:
                    by, why = ends[0], edge.why
                    break
        placed.append(Placed(row, by, why))
    return placed
