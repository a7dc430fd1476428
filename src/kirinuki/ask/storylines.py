"""The storylines of an archive, each article with the reason why it is in one."""

from __future__ import annotations

import datetime as dt
import hashlib
import heapq
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import groupby, islice, pairwise
from types import MappingProxyType
from typing import get_args

from kirinuki.ask.course import Step, course
from kirinuki.ask.vocabulary import Vocabulary
from kirinuki.errors import InputError, NotFoundError
from kirinuki.model.article import Revision
from kirinuki.model.chronicle import Member, Piece, Related, Storyline
from kirinuki.model.reading import Reading
from kirinuki.store import Decision, Store
from kirinuki.store.moments import day_of, moment_behind
from kirinuki.store.storylines import Bridge
from kirinuki.weave.regrouping import Act, Placed, Ruling, regroup
from kirinuki.weave.storylines import Weighed, profile, reason

_TITLE = 40
"""Characters of a lead that may stand for a title."""
_RELATED = 0.10
"""How much two articles must tell of the same for their storylines to be related: as much as makes one of two articles, but
too little for the lines that they are in. Of what is below, half share a trade (訃報, 監督) and no matter."""
_MOST_RELATED = 5

_CUTS = [
    re.compile("[、，]"),
    re.compile("(?<![ぁ-ん])[はがをにでともへ](?![ぁ-ん])"),
    re.compile("[ぁ-ん](?![ぁ-んー])"),
]
"""Behind which a lead may be cut, the best first: a comma, a particle between words, where kana end."""


@dataclass(frozen=True, slots=True)
class Latest:
    """Storylines, the one that was told of last first; `after` asks for those that follow."""

    storylines: tuple[Storyline, ...]
    after: str | None


class Storylines:
    """Storylines as they are woven and as the person has them. Every answer can be had as of a moment: with the articles that
    could be known before it, in the revision that each had. What the person said of storylines holds at any moment."""

    def __init__(
        self,
        store: Store,
        read: Callable[[Revision], Reading],
        decisions: Callable[[], Sequence[Decision]] = tuple,
        tags: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        """`read` gives the reading of a revision, `decisions` all decisions, oldest first; `tags` are the settings'."""
        self._store = store
        self._read = read
        self._decisions = decisions
        self._tags = tags
        self._ruled: tuple[object, list[Ruling]] = (None, [])

    def all(self, as_of: dt.datetime | None = None) -> list[Storyline]:
        """All storylines, those of one article too, in order of their first telling."""
        bridges = self._known(self._store.storylines.bridges(), as_of)
        found = self._storylines(regroup(self._store.storylines.members(), bridges, self.rulings()), as_of)
        return sorted(found, key=self.order)

    def named(self, id_or_prefix: str | None, as_of: dt.datetime | None = None) -> list[Storyline]:
        """The one storyline that `find` finds, or all of them where none is named."""
        return self.all(as_of) if id_or_prefix is None else [self.find(id_or_prefix, as_of)]

    def latest(
        self,
        limit: int,
        after: str | None = None,
        *,
        several: bool = True,
        as_of: dt.datetime | None = None,
    ) -> Latest:
        """Up to `limit` storylines behind the cursor `after`, as they could be known at `as_of`, those told of last first; with
        `several` none of one article alone. It looks at no more articles than it has to. Raises `InputError` for a cursor
        that it did not give."""
        walked = (
            self.walk(after, several=several) if as_of is None else self._walk_then(after, several, as_of)
        )
        found = list(islice(walked, limit + 1))
        following = found[limit - 1][0] if len(found) > limit else None
        return Latest(tuple(line for _, line in found[:limit]), following)

    def walk(
        self, after: str | None = None, *, several: bool = True, as_of: dt.datetime | None = None
    ) -> Iterator[tuple[str, Storyline]]:
        """All of them in that order, each with the cursor behind it. As of a moment they come in the order of now: what is one now
        and was several then comes under one cursor."""
        for told, article in self._ends(after, several):
            storyline = self.of(article)
            # One that rulings or bridges made of several lines is met at each of them, and counts at its last article.
            if storyline.members[-1].article != article:
                continue
            for stood in self._as_it_was(storyline, as_of):
                if not (several and len(stood.members) == 1):
                    yield f"{told}:{article}", stood

    def _walk_then(
        self, after: str | None, several: bool, as_of: dt.datetime
    ) -> Iterator[tuple[str, Storyline]]:
        """The same as they could be known at the moment, in the order of then."""
        for told, article in self._ends(after, several, moment_behind(as_of)):
            with suppress(NotFoundError):  # told in the minute of the moment, or behind it
                storyline = self.of(article, as_of)
                if storyline.members[-1].article == article and not (several and len(storyline.members) == 1):
                    yield f"{told}:{article}", storyline

    def _ends(self, after: str | None, several: bool, end: int | None = None) -> Iterator[tuple[int, str]]:
        """Where storylines may end: (moment, article) behind the cursor and before `end`, the last first."""
        behind = None if after is None else _cursor(after)
        ruled = {article for ruling in self.rulings() for article in ruling.touched}
        lines = set(self._store.storylines.lines_of_articles(ruled).values())
        parted = [(row.told, row.article) for row in self._store.storylines.members(lines)]
        walked = heapq.merge(
            self._store.storylines.newest_first(behind, several=several, end=end),
            sorted(
                (at for at in parted if (behind is None or at < behind) and (end is None or at[0] < end)),
                reverse=True,
            ),
            reverse=True,
        )
        return (at for at, _ in groupby(walked))

    def at(self, cursor: str, as_of: dt.datetime | None = None) -> list[Storyline]:
        """The storyline behind which the cursor stands, or what it was at the moment. Raises `InputError` for what is no cursor,
        `NotFoundError`."""
        return self._as_it_was(self.of(_cursor(cursor)[1]), as_of)

    def _as_it_was(self, storyline: Storyline, as_of: dt.datetime | None) -> list[Storyline]:
        """The storylines that its articles were in at the moment, in the order of their first telling."""
        if as_of is None:
            return [storyline]
        stood: dict[str, Storyline] = {}
        placed: set[str] = set()
        for member in storyline.members:
            if member.article not in placed:
                with suppress(NotFoundError):  # nobody could know it yet
                    line = self.of(member.article, as_of)
                    stood[line.id] = line
                    placed.update(m.article for m in line.members)
        return list(stood.values())

    def course(self, storyline: Storyline, as_of: dt.datetime | None = None) -> list[Step]:
        """What each article of a storyline brought, in the order of telling; see `ask.course`."""
        return course(self._store, self._read, storyline, as_of)

    def carrying(self, tag: str, as_of: dt.datetime | None = None) -> list[Storyline]:
        """The storylines that carry the tag, or what it is another name of, in order of their first telling."""
        name = self.vocabulary.name_of(tag)
        found: dict[str, Storyline] = {}
        for ruling in self.rulings():
            for article in ruling.articles if ruling.act == "tag" and ruling.words == name else ():
                try:
                    storyline = self.of(article, as_of)
                except NotFoundError:  # a decision may outlive what it was about
                    continue
                if name in storyline.tags:
                    found[storyline.id] = storyline
        return sorted(found.values(), key=self.order)

    def find(self, id_or_prefix: str, as_of: dt.datetime | None = None) -> Storyline:
        """The storyline that holds the article whose id is this or begins so. Raises `NotFoundError`."""
        return self.of(self.article(id_or_prefix), as_of)

    def members(self, id_or_prefix: str, as_of: dt.datetime | None = None) -> frozenset[str]:
        """The articles of the storyline that `find` finds. Raises `NotFoundError`."""
        return frozenset(member.article for member in self.find(id_or_prefix, as_of).members)

    def article(self, id_or_prefix: str) -> str:
        """The whole id of an article. Raises `NotFoundError`."""
        return self._store.articles.find(id_or_prefix).id

    def of(self, article: str, as_of: dt.datetime | None = None) -> Storyline:
        """The storyline that the article is in. Raises `NotFoundError` where it could not be known yet."""
        lines, bridges = self._around(self._store.storylines.line_of_article(article), as_of)
        placed = regroup(self._store.storylines.members(lines), bridges, self.rulings())
        for storyline in self._storylines(placed, as_of):
            if any(member.article == article for member in storyline.members):
                return storyline
        raise NotFoundError(f"{article}: この記事はまだどの流れにもありません (in no storyline yet)")

    def rulings(self) -> list[Ruling]:
        """What the person said of storylines and did not take back, the oldest first."""
        decisions = self._decisions()
        if self._ruled[0] is not decisions:
            self._ruled = (decisions, rulings_in_force(decisions))
        return self._ruled[1]

    def line_of(self) -> Callable[[str], str | None]:
        """Which storyline an article is in, by their ids, as the person has them: that of the weaving where no ruling touches
        it, so that an archive of any size looks at no more than what the person moved."""
        ruled: dict[str, str] = {}
        for article in {article for ruling in self.rulings() for article in ruling.touched}:
            with suppress(NotFoundError):
                storyline = self.of(article)
                ruled.update((member.article, storyline.id) for member in storyline.members)
        woven = self._store.storylines.line_of_article

        @cache
        def line(article: str) -> str | None:
            return ruled.get(article) or woven(article)

        return line

    def rulings_on(self, storyline: Storyline) -> list[Ruling]:
        """Those that name an article of the storyline."""
        members = {member.article for member in storyline.members}
        return [ruling for ruling in self.rulings() if members.intersection(ruling.touched)]

    @property
    def vocabulary(self) -> Vocabulary:
        """The person's tags: those of the settings, of their logs, and what they tagged storylines with."""
        given = [ruling.words for ruling in self.rulings() if ruling.act == "tag"]
        return Vocabulary(self._tags, [*self._store.captures.tags(), *given])

    def tagged(self, tag: str, as_of: dt.datetime | None = None) -> frozenset[str]:
        """The articles of the storylines that carry the tag."""
        return frozenset(m.article for line in self.carrying(tag, as_of) for m in line.members)

    def suggested(self, storyline: Storyline) -> list[str]:
        """Tags of the vocabulary that the storyline may carry: their names or aliases stand in its titles and leads, or the
        logs of its articles carry them. Those that it carries, and those that the person took off it, are left out."""
        vocabulary = self.vocabulary
        found = {
            vocabulary.name_of(tag)
            for tag in self._store.captures.tags([m.revision for m in storyline.members])
        }
        for member in storyline.members:
            revision = self._store.articles.find_revision(member.revision)
            found |= vocabulary.standing_in(
                f"{revision.title or ''}\n{revision.text.lstrip().partition(chr(10))[0]}"
            )
        said = {r.words for r in self.rulings_on(storyline) if r.act == "untag"}
        return sorted(found - said - set(storyline.tags))

    def related(self, storyline: Storyline, as_of: dt.datetime | None = None) -> list[Related]:
        """Storylines that began earlier and tell of some of the same, the nearest first."""
        known = {member.revision: member.article for member in storyline.members}
        seen = set(known.values())
        found: list[Related] = []
        for revision, near, near_revision, score in self._store.storylines.ties(known):
            if score < _RELATED or len(found) == _MOST_RELATED:
                break
            if near in seen or (as_of is not None and self._store.articles.at(near, as_of) is None):
                continue
            earlier = self.of(near, as_of)
            seen.update(member.article for member in earlier.members)
            if self.order(earlier) < self.order(storyline):
                why = self._shared(revision, near_revision)
                found.append(Related(earlier.id, earlier.title, known[revision], near, score, why))
        return found

    def order(self, storyline: Storyline) -> tuple[str, int, str]:
        """Where it stands in the order of first tellings."""
        return self._store.articles.order(storyline.members[0].revision)

    def _shared(self, revision: str, near: str) -> str:
        """What two revisions have in common, in words."""
        stored = self._store.storylines.get([revision, near])
        one, other = (
            Weighed(s.terms, s.counts, s.titles, s.levels or bytes(len(s.terms)), s.numbered)
            for s in (stored[revision], stored[near])
        )
        later = self._store.articles.find_revision(revision)
        told = profile(later.title, self._read(later))
        return reason(told, other, one, day_of(stored[revision].told) - day_of(stored[near].told))

    def _around(self, line: str | None, as_of: dt.datetime | None) -> tuple[list[str], list[Bridge]]:
        """The lines that bridges and rulings tie to this one, and the bridges between them."""
        rulings = self.rulings()
        line_of = self._store.storylines.lines_of_articles({a for ruling in rulings for a in ruling.touched})
        touched = [{line_of[a] for a in ruling.touched if a in line_of} for ruling in rulings]
        lines = [] if line is None else [line]
        found: dict[Bridge, None] = {}
        for one in lines:
            for bridge in self._known(self._store.storylines.bridges(one), as_of):
                found[bridge] = None
                lines += [end for end in (bridge.line, bridge.other) if end not in lines]
            for beside in touched:
                if one in beside:
                    lines += sorted(beside.difference(lines))
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

    def _storylines(
        self, groups: Sequence[Sequence[Placed]], as_of: dt.datetime | None
    ) -> Iterator[Storyline]:
        """Those of these storylines of which an article could be known at the moment, with the person's titles and tags."""
        at = {placed.row.article: n for n, group in enumerate(groups) for placed in group}
        titles: dict[int, str] = {}
        tags: dict[int, dict[str, None]] = {}
        for ruling in self.rulings():
            if (home := _home(ruling, at)) is None:
                continue
            if ruling.act == "title":
                titles[home] = ruling.words
            elif ruling.act == "tag":
                tags.setdefault(home, {})[ruling.words] = None
            elif ruling.act == "untag":
                tags.get(home, {}).pop(ruling.words, None)
        for n, group in enumerate(groups):
            members, leads = self._members(group, as_of)
            if members:
                title = titles.get(n) or commonest(leads)
                yield Storyline(members[0].article, title, tuple(members), tuple(tags.get(n, ())))

    def _members(self, group: Sequence[Placed], as_of: dt.datetime | None) -> tuple[list[Member], list[str]]:
        """The members that could be known at the moment, and what each may give as a title."""
        members: list[Member] = []
        leads: list[str] = []
        for row, near, why in group:
            title, revision, lead = row.title, row.revision, row.lead
            if as_of is not None:
                stood = self._store.articles.at(row.article, as_of)
                if stood is None:
                    continue
                title, revision, lead = stood.title, stood.id, stood.text
            if not members:
                near, why = None, ""
            members.append(Member(row.article, revision, why, row.external_id, near))
            leads.append(title or shortened(lead.lstrip().partition("\n")[0]))
        return members, leads


def read_ruling(decision: Decision) -> Ruling | None:
    """What a decision says of storylines; None for one that takes another back. Raises `ValueError` with what is wrong."""
    fields = decision.fields
    wanted = ("id",) if fields["act"] == "undo" else ("articles",)
    if fields["act"] != "undo" and fields["act"] not in get_args(Act):
        raise ValueError("act")
    for name in ("articles", "others", "to"):
        listed = fields.get(name, [])
        if not (isinstance(listed, list) and all(isinstance(article, str) for article in listed)):
            raise ValueError(name)
    for name in ("words", "id"):
        if not isinstance(fields.get(name, ""), str):
            raise ValueError(name)
    if missing := [name for name in wanted if not fields.get(name)]:
        raise ValueError(missing[0])
    if fields["act"] == "undo":
        return None
    said = json.dumps([decision.at.isoformat(), dict(fields)], sort_keys=True, ensure_ascii=False)
    return Ruling(
        id=hashlib.sha256(said.encode()).hexdigest()[:8],
        at=decision.at,
        act=fields["act"],
        articles=tuple(fields["articles"]),
        others=tuple(fields.get("others", ())),
        to=tuple(fields.get("to", ())),
        words=fields.get("words", ""),
    )


def rulings_in_force(decisions: Iterable[Decision]) -> list[Ruling]:
    """What a person said of storylines and did not take back, the oldest first."""
    made: dict[str, Ruling] = {}
    for decision in decisions:
        if decision.kind != "storyline":
            continue
        ruling = read_ruling(decision)
        if ruling is None:
            made.pop(decision.fields["id"], None)
        else:
            made[ruling.id] = ruling
    return list(made.values())


def _home(ruling: Ruling, at: Mapping[str, int]) -> int | None:
    """The storyline that has most of the ruling's articles, the one with those named first of several."""
    held = Counter(at[article] for article in ruling.articles if article in at)
    return held.most_common(1)[0][0] if held else None


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


def _cursor(after: str) -> tuple[int, str]:
    told, _, article = after.partition(":")
    if not told.removeprefix("-").isdecimal() or len(told) > 20 or not article:
        raise InputError(f"{after!r}: 前の一覧が示した続きの印ではありません (not a cursor)")
    return int(told), article


def shortened(lead: str) -> str:
    """A lead as a title: its first sentence, or where that is too long, as many whole phrases as fit, with an ellipsis."""
    if len(lead) <= _TITLE:
        return lead
    for pattern in (re.compile("(?<=[。！？])"), *_CUTS):
        ends = [match.end() for match in pattern.finditer(lead, 0, _TITLE)]
        if ends and ends[-1] >= _TITLE // 3:
            cut = lead[: ends[-1]]
            return cut if cut.endswith(("。", "！", "？")) else f"{cut.rstrip('、，')}…"
    return f"{lead[:_TITLE]}…"


def commonest(titles: Sequence[str]) -> str:
    """The title that has most in common with the others, the first of those that have as much."""
    pairs = [{a + b for a, b in pairwise(title)} for title in titles]
    held = Counter(pair for of_title in pairs for pair in of_title)

    def common(n: int) -> float:
        return sum(held[pair] - 1 for pair in pairs[n]) / (len(pairs[n]) + 1)

    return titles[max(range(len(titles)), key=lambda n: (common(n), -n))]
