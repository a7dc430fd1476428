"""One party over all articles: which namings are of one person, organisation or country, and why.

A naming is all that one article calls by one key (`Entity.who`): within an article the reading has settled who is who. Full
names are keys. What is less than a full name joins the full name that the same storyline has, else the same days; by title
where several have it; and stays a party of its own, with the reason, where that leaves more than one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from kirinuki.model.chronicle import Joined, Mention, Party, PartyType, Titled
from kirinuki.weave.naming import cuts_short, extends, is_family_name, key_of, office, parts_of, standing

Storylines = Callable[[str], str | None]
"""The storyline of an article, by their ids; None where it is of none, or none is known."""

NEAR = 14
"""Days within which one outlet that leaves out the full name means whom it named in full, where no storyline tells."""
TERM = 400
"""Days within which one office, called by one family name, is held by one person."""
MANY_HOLD = frozenset(
    ("選手", "投手", "捕手", "内野手", "外野手", "一塁手", "二塁手", "三塁手", "遊撃手", "騎手", "主将", "主審", "議員", "委員",
     "理事", "教授", "准教授", "名誉教授", "弁護士", "医師", "教諭", "記者", "容疑者", "被告", "受刑者", "死刑囚")
)  # fmt: skip
"""Titles that many hold at a time: one of them and a family name tell of one person only on days near to one another."""
_LETTERS = 12
"""Of an article's id in a reference."""
_KATAKANA = re.compile("[ァ-ヺー]+$")


@dataclass(frozen=True)
class Naming:
    """All mentions of one key in one article."""

    mentions: tuple[Mention, ...]

    @cached_property
    def first(self) -> Mention:
        return self.mentions[0]

    @property
    def article(self) -> str:
        return self.first.article

    @property
    def who(self) -> str:
        return self.first.name.who

    @property
    def type(self) -> PartyType:
        return self.first.name.type

    @cached_property
    def ref(self) -> str:
        """How a person and a decision write it."""
        return f"{self.who}@{self.article[:_LETTERS]}"

    @cached_property
    def key(self) -> str:
        return key_of(self.who) if self.type == "PERSON" else self.who

    @cached_property
    def day(self) -> int:
        return self.first.day.toordinal()

    @cached_property
    def order(self) -> tuple[str, str, str]:
        return self.first.told, self.article, self.who

    @cached_property
    def full(self) -> bool:
        """Whether nobody else is expected to have this name."""
        return self.type != "PERSON" or parts_of(self.who).full or not is_family_name(self.who)

    @cached_property
    def titles(self) -> frozenset[str]:
        return frozenset(m.name.title for m in self.mentions if m.name.title)

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(m.name.role for m in self.mentions if m.name.role)

    @cached_property
    def offices(self) -> frozenset[str]:
        """The offices of its titles and roles, as far as they name any."""
        return frozenset(o for title in (*self.titles, *self.roles) if (o := office(title)) is not None)

    @cached_property
    def left_offices(self) -> frozenset[str]:
        """The offices that it is said to have held before: 元首相."""
        former = (title for title in (*self.titles, *self.roles) if title.startswith(("元", "前")))
        return frozenset(o for title in former if (o := office(title)) is not None)

    @cached_property
    def public(self) -> frozenset[str]:
        """Titles and roles that show the person before the public."""
        return frozenset(t for t in self.titles if standing(t) == "public") | self.roles

    @cached_property
    def accused(self) -> bool:
        return any(standing(title) == "accused" for title in self.titles)

    @cached_property
    def unofficial(self) -> bool:
        """Named as private persons are: by courtesy or as accused, with no office, post or trade."""
        return bool(self.titles) and all(standing(t) in ("familiar", "accused") for t in self.titles)

    @cached_property
    def called(self) -> frozenset[str]:
        """The words that name it."""
        return frozenset(m.words for m in self.mentions)

    @cached_property
    def glosses(self) -> frozenset[str]:
        return frozenset(m.name.gloss for m in self.mentions if m.name.gloss)


Act = Literal["same", "apart", "alias", "public", "private"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the person decided. `one` and `other` are references: `who@article`, or a name for all that are called so by
    their articles; `other` of an alias is the alias."""

    act: Act
    one: str
    other: str = ""


def namings_of(mentions: Iterable[Mention]) -> list[Naming]:
    """The mentions by article and key, in the order of telling."""
    by: dict[tuple[str, str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        by[mention.article, mention.name.type, mention.name.who].append(mention)
    return sorted((Naming(tuple(some)) for some in by.values()), key=lambda naming: naming.order)


def parties(
    namings: Sequence[Naming], storyline: Storylines, rulings: Sequence[Ruling] = (), *, show: bool = False
) -> list[Party]:
    """The parties that these namings are of, the earliest first.

    `namings` must hold all that may be the same. `show` is the archive's setting: nobody is private then.
    The order in which they are given does not matter.
    """
    namings = sorted(namings, key=lambda naming: naming.order)
    groups = _Groups(namings)
    groups.rule(rulings)
    _join_full(groups, storyline)
    _join_readings(groups)
    _join_short(groups, storyline)
    reasons = groups.reasons()
    decided = [(set(groups.referred(r.one)), r) for r in rulings if r.act in ("alias", "public", "private")]
    return [
        _party(
            [namings[n] for n in group],
            reasons.get(group[0], []),
            [ruling for meant, ruling in decided if not meant.isdisjoint(group)],
            show=show,
        )
        for group in groups.all()
    ]


class _Groups:
    """Namings in groups that grow, with the reasons, and pairs that a person keeps apart."""

    def __init__(self, namings: Sequence[Naming]) -> None:
        self.namings = namings
        self._root = list(range(len(namings)))
        self._members = [[n] for n in range(len(namings))]
        self._apart: list[tuple[int, int]] = []
        self.joined: list[tuple[int, int, str]] = []
        self.left: dict[int, str] = {}
        """Why a naming that could be of somebody with a full name is not."""

    def root(self, n: int) -> int:
        while self._root[n] != n:
            self._root[n] = self._root[self._root[n]]
            n = self._root[n]
        return n

    def members(self, n: int) -> list[int]:
        return self._members[self.root(n)]

    def join(self, one: int, other: int, why: str) -> bool:
        """Make the two one, unless a person keeps them apart."""
        a, b = sorted((self.root(one), self.root(other)))
        if a == b:
            return True
        if any({self.root(x), self.root(y)} == {a, b} for x, y in self._apart):
            self.left.setdefault(one, "人が別人と決めた")
            return False
        self._root[b] = a
        self._members[a] += self._members[b]
        self.joined.append((one, other, why))
        return True

    def rule(self, rulings: Iterable[Ruling]) -> None:
        """Take in what a person decided of these namings."""
        rulings = list(rulings)
        for ruling in rulings:
            if ruling.act == "apart":
                self._apart += [
                    (x, y) for x in self.referred(ruling.one) for y in self.referred(ruling.other) if x != y
                ]
        for ruling in rulings:
            if ruling.act in ("same", "alias"):
                ones, others = self.referred(ruling.one), self.referred(ruling.other)
                for n in (*ones[1:], *others):
                    self.join(ones[0], n, "人が同じと決めた") if ones else None

    def referred(self, ref: str) -> list[int]:
        """The namings that a reference means."""
        who, at, article = ref.partition("@")
        key = key_of(who)
        return [
            n
            for n, naming in enumerate(self.namings)
            if (naming.who == who or naming.key == key)
            and (not at or naming.article.startswith(article or " "))
        ]

    def reasons(self) -> dict[int, list[Joined]]:
        """By group: why its namings are one, and why some were left that could be of others."""
        found: dict[int, list[Joined]] = defaultdict(list)
        for one, other, why in sorted(self.joined):
            found[self.root(one)].append(Joined(self.namings[one].ref, self.namings[other].ref, why))
        for n, why in sorted(self.left.items()):
            if not self.namings[n].full and any(self.namings[m].full for m in self.members(n)):
                continue  # joined after all, by others of its name
            found[self.root(n)].append(Joined(self.namings[n].ref, "", why))
        return found

    def all(self) -> Iterator[list[int]]:
        """The groups, the earliest first, each in the order of telling."""
        for n in range(len(self.namings)):
            if self.root(n) == n:
                yield sorted(self._members[n])


# Full names ---------------------------------------------------------------------------------------------------


def _join_full(groups: _Groups, storyline: Storylines) -> None:
    """Equal full names are one party, abbreviations aside; a suspect who has the name of somebody of office is that
    person only where the story or the text says so."""
    short = {
        words for n in groups.namings if n.type == "ORGANIZATION" for words in n.called if words != n.who
    }
    by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, naming in enumerate(groups.namings):
        if naming.full and not (naming.type == "ORGANIZATION" and naming.who in short):
            by_key[naming.type, naming.key].append(n)
    for some in by_key.values():
        official = [n for n in some if not _strange(groups.namings[n])]
        strange = [n for n in some if _strange(groups.namings[n])]
        for before, n in pairwise(official):
            groups.join(before, n, "同じ名前")
        for before, n in pairwise(strange):
            groups.join(before, n, "同じ名前、どちらも容疑者や被告")
        if not official or not strange:
            continue
        in_office = any(groups.namings[n].public for n in official)
        tie = next(
            (
                (o, s)
                for s in strange
                for o in official
                if _together(groups.namings[o], groups.namings[s], storyline)
            ),
            None,
        )
        if tie is not None or not in_office:
            groups.join(*(tie or (official[0], strange[0])), "同じ名前")
        else:
            groups.left[strange[0]] = "公の立場の同じ名前の人がいるが、同じ話題でも近い日でもない容疑者や被告"


def _strange(naming: Naming) -> bool:
    """Accused, and nothing in the article says of what standing."""
    return naming.accused and not naming.public


def _together(one: Naming, other: Naming, storyline: Storylines) -> bool:
    """Whether the two are in one storyline; where none is known, near in time."""
    mine, yours = storyline(one.article), storyline(other.article)
    if mine is not None and yours is not None:
        return mine == yours
    return abs(one.day - other.day) <= NEAR


def _join_readings(groups: _Groups) -> None:
    """What one text gives as the reading of a name is the same name where another text has it alone (凪原そら, ナギハラ・ソラ)."""
    named: dict[str, int] = {}
    for n, naming in enumerate(groups.namings):
        if naming.type == "PERSON" and naming.full:
            named.setdefault(naming.key, n)
    for n, naming in enumerate(groups.namings):
        if naming.type != "PERSON" or not naming.full:
            continue
        for gloss in sorted(naming.glosses):
            other = named.get(key_of(gloss))
            if other is not None and groups.namings[other].key != naming.key:
                groups.join(n, other, f"読み「{gloss}」が同じ")


# Short names --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Tie:
    """One full naming that a short one may mean. `rank`: the less the surer."""

    rank: int
    days: int
    later: bool
    full: int
    why: str


def _join_short(groups: _Groups, storyline: Storylines) -> None:
    candidates = _Candidates(groups.namings, storyline)
    short = [n for n in range(len(groups.namings)) if candidates.may_be_short(n)]
    for n in short:
        ties = list(candidates.ties(n))
        chosen = _choose(groups, ties) if ties else _only_one(groups, candidates, n)
        if chosen is not None:
            groups.join(n, chosen.full, chosen.why)
        elif ties:
            groups.left[n] = "この名で呼ばれる人が二人以上いて、肩書と日付では決まらない"
    _join_alike(groups, short, storyline)


class _Candidates:
    """Full namings by what a shorter name may be of them."""

    def __init__(self, namings: Sequence[Naming], storyline: Storylines) -> None:
        self.namings = namings
        self._storyline = storyline
        self._in_story: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._whole: dict[str, list[int]] = defaultdict(list)
        """Namings of each key, in the order of telling."""
        self._fuller: dict[str, list[str]] = {}
        for n, naming in enumerate(namings):
            self._whole[naming.key].append(n)
            if (line := storyline(naming.article)) is not None:
                self._in_story[naming.key, line].append(n)
        self._by_family: dict[str, list[str]] = defaultdict(list)
        self._spelled: dict[str, dict[str, None]] = defaultdict(dict)
        for key, some in self._whole.items():
            first = namings[some[0]]
            if first.type == "PERSON" and parts_of(first.who).full:
                self._by_family[first.first.name.family].append(key)
        for naming in namings:
            if naming.type == "ORGANIZATION":
                for words in naming.called:
                    if words != naming.who:
                        self._spelled[words][naming.key] = None

    def whole(self, key: str) -> Sequence[int]:
        """The namings of this key, in the order of telling."""
        return self._whole[key]

    def may_be_short(self, n: int) -> bool:
        return bool(self.fuller(self.namings[n])) or not self.namings[n].full

    def fuller(self, naming: Naming) -> list[str]:
        """The keys of which this name may be a shorter form."""
        if naming.key not in self._fuller:
            if naming.type == "ORGANIZATION":
                found = [key for key in self._spelled.get(naming.who, ()) if key != naming.key]
            elif naming.type == "PERSON":
                found = [
                    key
                    for key in self._by_family.get(naming.first.name.family, ())
                    if extends(who := self.namings[self._whole[key][0]].who, naming.who)
                    or cuts_short(who, naming.who)
                ]
            else:
                found = []
            self._fuller[naming.key] = found
        return self._fuller[naming.key]

    def ties(self, n: int) -> Iterator[_Tie]:
        """What the naming may mean, by each of the full names the surest and nearest."""
        naming = self.namings[n]
        fuller = self.fuller(naming)
        if naming.type == "ORGANIZATION" and len(fuller) == 1:
            first = self._whole[fuller[0]][0]
            yield _Tie(0, 0, False, first, f"略称「{naming.who}」は「{self.namings[first].who}」だけ")
            return
        for key in fuller:
            found = (
                _tie(naming, self.namings[c], c, self._storyline) for c in self._worth_a_look(naming, key)
            )
            best = min(filter(None, found), key=lambda t: (t.rank, t.days, t.later, t.full), default=None)
            if best is not None:
                yield best

    def _worth_a_look(self, naming: Naming, key: str) -> Iterable[int]:
        """The namings of the key in the same storyline and around the day: what a large archive has more of is no surer."""
        line = self._storyline(naming.article)
        told = () if line is None else self._in_story.get((key, line), ())
        some = self._whole[key]
        at = bisect_left(some, naming.order, key=lambda c: self.namings[c].order)
        many = _AROUND if naming.type == "PERSON" else 1
        return (*told[-_AROUND:], *some[max(0, at - many) : at + many])


_AROUND = 24
"""Namings before and behind a day that are looked at; of organisations the nearest, since no title tells them apart."""


def _tie(short: Naming, full: Naming, n: int, storyline: Storylines) -> _Tie | None:
    """How sure the short naming is of the full one; None where nothing says so."""
    days = abs(short.day - full.day)
    mine, yours = storyline(short.article), storyline(full.article)
    told = mine is not None and yours is not None
    in_story = told and mine == yours
    later = full.order > short.order
    # Of a private person the text gives the full name first; whom a later text names is as likely another.
    near = days <= (0 if later and short.unofficial else NEAR)
    near = near and not (told and not in_story and short.unofficial)
    shared = short.offices & full.offices
    opposed = bool(short.unofficial and short.accused and full.public and not full.accused)
    neutral = not short.offices or not full.offices
    where = "同じ話題" if in_story else f"{days}日のうち" if days else "同じ日"
    if short.type != "PERSON":
        rank = 0 if in_story else 2 if near else 4
        return _Tie(rank, days, later, n, f"略称、{where if rank < 4 else 'ほかの記事'}に「{full.who}」")
    if cuts_short(full.who, short.who):
        return _Tie(3, days, later, n, f"切り詰めた形、{where}") if days <= 1 or in_story else None
    title = "・".join(sorted(shared))
    if in_story and shared:
        return _Tie(0, days, later, n, f"{where}の同じ肩書 {title}")
    if in_story and neutral and not opposed:
        return _Tie(1, days, later, n, f"{where}に同じ姓")
    if shared and near and not opposed:
        return _Tie(2, days, later, n, f"{where}の同じ肩書 {title}")
    if in_story and not opposed:
        return _Tie(3, days, later, n, f"{where}に同じ姓、肩書は別")
    if shared - MANY_HOLD and not short.unofficial and days <= TERM:
        return _Tie(4, days, later, n, f"同じ肩書 {title}、{days}日のうち")
    if later and shared & full.left_offices:
        return _Tie(7, days, later, n, f"のちに元の{title}とある")
    same_outlet = short.first.outlet == full.first.outlet
    if near and same_outlet and not opposed and neutral:
        return _Tie(5, days, later, n, f"{where}に同じ姓、同じ媒体")
    if near and same_outlet and not opposed:
        return _Tie(6, days, later, n, f"{where}に同じ姓、同じ媒体、肩書は別")
    if extends(full.who, short.who) and parts_of(short.who).full:
        return _Tie(8, days, later, n, "名の一部を略した形")
    return None


def _only_one(groups: _Groups, candidates: _Candidates, n: int) -> _Tie | None:
    """A foreign family name that one party alone bears in the whole archive, given without another office: ザハロフ氏."""
    naming = groups.namings[n]
    if naming.type != "PERSON" or not _KATAKANA.match(naming.who) or len(naming.key) < 3 or naming.unofficial:
        return None
    bearers = [m for key in candidates.fuller(naming) for m in candidates.whole(key)]
    if len({groups.root(m) for m in bearers}) != 1:
        return None
    if naming.offices and not any(naming.offices & groups.namings[m].offices for m in bearers):
        return None
    nearest = min(bearers, key=lambda m: (abs(groups.namings[m].day - naming.day), m))
    return _Tie(8, 0, False, nearest, "この姓で本文に全名のある人は書庫に一人")


def _choose(groups: _Groups, ties: Sequence[_Tie]) -> _Tie | None:
    """The one meant: the surest, if only one party has so sure a tie, or if only one was told of before."""
    if not ties:
        return None
    rank = min(tie.rank for tie in ties)
    sure = [tie for tie in ties if tie.rank == rank]
    first = min(sure, key=lambda tie: (tie.later, tie.days, tie.full))
    others = [tie for tie in sure if groups.root(tie.full) != groups.root(first.full)]
    if not others:
        return first
    # An office has one holder at a time: whoever was called so last.
    if rank in (0, 2, 4) and not first.later and all(tie.later or tie.days > first.days for tie in others):
        return first
    return None


def _join_alike(groups: _Groups, short: Sequence[int], storyline: Storylines) -> None:
    """Short namings that mean one person though no full name is near: the same name with the same title, in one storyline
    or on days near to one another; an office for as long as it is held."""
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n in short:
        naming = groups.namings[n]
        by_name[naming.type, naming.key].append(n)
    edges = []
    for some in by_name.values():
        latest: dict[str, int] = {}
        for n in some:
            naming = groups.namings[n]
            line = storyline(naming.article)
            marks = [f"office {office}" for office in naming.offices] or ["untitled"]
            for mark in (*marks, *([f"storyline {line}"] if line is not None else [])):
                before = latest.get(mark)
                latest[mark] = n
                if before is not None and (edge := _alike(groups.namings, before, n, storyline)):
                    edges.append(edge)
    for _, _, before, n, why in sorted(edges):
        one, other = (_whole_names(groups, side) for side in (before, n))
        if not (one and other):
            groups.join(before, n, why)


def _alike(
    namings: Sequence[Naming], before: int, n: int, storyline: Storylines
) -> tuple[int, int, int, int, str] | None:
    one, other = namings[before], namings[n]
    gap = other.day - one.day
    mine, yours = storyline(one.article), storyline(other.article)
    told = mine is not None and yours is not None
    shared = one.offices & other.offices
    if one.type != "PERSON":
        return 0, gap, before, n, "同じ名前"
    if told and mine == yours and (shared or not one.offices or not other.offices):
        return 0, gap, before, n, "同じ話題に同じ名前"
    if shared and gap <= NEAR and not (told and (one.unofficial or other.unofficial)):
        return 1, gap, before, n, f"同じ名前と肩書、{gap}日のうち"
    if shared - MANY_HOLD and gap <= TERM:
        return 2, gap, before, n, f"同じ名前と公職、{gap}日のうち"
    if not told and gap <= NEAR and one.titles == other.titles and one.first.outlet == other.first.outlet:
        return 3, gap, before, n, f"同じ名前、{gap}日のうち、同じ媒体"
    if _mononym(one) and _mononym(other):
        return 4, gap, before, n, "同じ一語の名前"
    return None


def _mononym(naming: Naming) -> bool:
    """A foreign name of one word that is given without a title: what most such people are called."""
    return len(naming.key) > 3 and _KATAKANA.match(naming.who) is not None and not naming.unofficial


def _whole_names(groups: _Groups, n: int) -> bool:
    """Whether somebody with a full name is in the group."""
    return any(groups.namings[m].full for m in groups.members(n))


# The party ----------------------------------------------------------------------------------------------------


def _party(
    namings: Sequence[Naming], reasons: Sequence[Joined], decided: Sequence[Ruling], *, show: bool
) -> Party:
    mentions = tuple(
        sorted(
            (m for naming in namings for m in naming.mentions),
            key=lambda m: (m.told, m.article, m.name.start),
        )
    )
    name = _name_of(namings)
    aliases = Counter(words for naming in namings for words in (*naming.called, *naming.glosses, naming.who))
    taken = dict.fromkeys(ruling.other for ruling in decided if ruling.act == "alias")
    taken |= dict.fromkeys(sorted(aliases, key=lambda words: (-aliases[words], words)))
    taken.pop(name, None)
    hidden, why = _privacy(namings, [ruling.act for ruling in decided], show=show)
    first = next((naming for naming in namings if naming.who == name), namings[0])
    return Party(
        id=first.ref,
        type=first.type,
        name=name,
        aliases=tuple(taken),
        titles=_titles(namings),
        mentions=mentions,
        private=hidden,
        decided=why,
        joined=tuple(reasons),
    )


def _name_of(namings: Sequence[Naming]) -> str:
    """The fullest name that is used most; of a country the words that name it most."""
    if namings[0].type == "PLACE":
        words = Counter(m.words for naming in namings for m in naming.mentions)
        return min(words, key=lambda w: (-words[w], w))
    whole = [naming for naming in namings if naming.full] or list(namings)
    used = Counter(naming.who for naming in whole)
    return min(used, key=lambda who: (-used[who], -len(who), who))


def _titles(namings: Sequence[Naming]) -> tuple[Titled, ...]:
    """The titles over time, the first first."""
    seen: dict[str, list[Naming]] = defaultdict(list)
    for naming in namings:
        for title in sorted(naming.titles | naming.roles):
            if standing(title) not in ("plain", "familiar"):
                seen[title].append(naming)
    titled = [
        Titled(title, len({n.article for n in some}), some[0].first.day, some[-1].first.day)
        for title, some in seen.items()
    ]
    return tuple(sorted(titled, key=lambda t: (t.first, -t.articles, t.title)))


def _privacy(namings: Sequence[Naming], decided: Sequence[Act], *, show: bool) -> tuple[bool, str]:
    """Whether the party is private, and why."""
    said = [act for act in decided if act in ("public", "private")]
    if said:
        return said[-1] == "private", f"人が{'私人' if said[-1] == 'private' else '公人'}と決めた"
    if namings[0].type != "PERSON":
        return False, "組織か国"
    if show:
        return False, '設定 [people] private = "show"'
    official = next((naming for naming in namings if naming.public), None)
    accused = next((naming for naming in namings if naming.accused), None)
    if official is not None:
        shown = min(official.public)
        why = f"{_on(official)}の記事に {shown} とある公の立場"
        if accused is not None:
            why += f"。{_on(accused)}からは{min(t for t in accused.titles if standing(t) == 'accused')}とも呼ばれる"
        return False, why
    if accused is not None:
        return (
            True,
            f"{min(t for t in accused.titles if standing(t) == 'accused')}と呼ばれ、公の立場がどの記事にもない",
        )
    if any(m.name.aged for naming in namings for m in naming.mentions):
        return True, "年齢が添えられ、公の立場がどの記事にもない"
    return True, "公の立場を示す肩書がどの記事にもない"


def _on(naming: Naming) -> str:
    return naming.first.day.isoformat()
