"""Origins: on how many independent reports a thing rests that several articles tell.

Articles rest on one report where they carry one agency's dispatch, are of one outlet or house, or share a long text
word for word. What an article took over is its origin, not its outlet: the staff reports of two papers stay two,
whatever dispatches both papers print. Which articles tell the thing decides alone: no third one ties two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, combinations

from kirinuki.model.origins import Credit, Join, Origin, Origins, Tie
from kirinuki.model.reading import Reading
from kirinuki.model.text import Evidence, Span
from kirinuki.model.weaving import Resemblance
from kirinuki.read.agencies import agencies
from kirinuki.read.lexicons import rows
from kirinuki.weave.credits import credits

_RUN = 60
"""Letters of narration in a row that two reporters do not write alike, a sentence and a half."""
_SHARE = 0.5
_LEAST = 40
"""A report that shares this part of its narration, and so many letters, word for word is the other's text."""
_PIECE = 12
"""Shorter agreements are the language's (…ことを明らかにした) and count for no share."""

_QUOTE = re.compile("「[^「」\n]*(?:「[^「」\n]*」[^「」\n]*)*」|『[^『』\n]*』")
_ENDING = re.compile(
    "(?:社|デジタル|オンライン|online|電子版|web版|ウェブ版|web|ウェブ|ニュース|news|速報|アプリ|日本語版)$"
)


@dataclass(frozen=True, slots=True)
class Account:
    """One article as it stands: its outlet's name, empty where it is not known, its revision and the reading of it."""

    article: str
    outlet: str
    revision: str
    reading: Reading


class Houses:
    """Which outlets are one: by the list of this room, and by a person's own."""

    def __init__(
        self, own: Mapping[str, Sequence[str]] | None = None, outlets: Mapping[str, str] | None = None
    ) -> None:
        """`own` has the names or keys of outlets by house, `outlets` the name of each key."""
        names = outlets or {}
        self._own = {
            _plain(names.get(outlet, outlet)): house
            for house, of in (own or {}).items()
            for outlet in (house, *of)
        }

    def house(self, outlet: str) -> str:
        """The name of the house that `outlet` is of: its own, without デジタル and the like, where no list has it."""
        name = _plain(outlet)
        while True:
            if found := self._own.get(name) or _listed().get(name):
                return found
            shorter = _ENDING.sub("", name)
            if shorter == name or len(shorter) < 2:
                return name
            name = shorter


@cache
def _listed() -> dict[str, str]:
    agencies_ = {_plain(word): name for word, name in agencies().items()}
    return agencies_ | {_plain(outlet): house for outlet, house in rows("families", "weave")}


def _plain(outlet: str) -> str:
    return "".join(unicodedata.normalize("NFKC", outlet).casefold().split())


class Provenance:
    """Knows of the accounts of a period whose they are and which share their text."""

    def __init__(
        self, accounts: Iterable[Account], resemblances: Iterable[Resemblance], houses: Houses
    ) -> None:
        """`accounts` in the order of telling; resemblances with other revisions are passed over."""
        self._accounts = {account.revision: account for account in accounts}
        self._order = {revision: n for n, revision in enumerate(self._accounts)}
        self._houses = houses
        self._credits = {r: credits(r, a.reading.text) for r, a in self._accounts.items()}
        self._texts = {r: _Narration(a.reading) for r, a in self._accounts.items()}
        self._shared = self._reuse(resemblances)

    def credits(self, revision: str) -> tuple[Credit, ...]:
        """What the account of `revision` says of its origin."""
        return self._credits[revision]

    def of(self, tellings: Iterable[Evidence]) -> Origins:
        """What the thing rests on that these passages tell. An article may tell it in several."""
        spans: dict[str, list[Span]] = defaultdict(list)
        for evidence in tellings:
            spans[evidence.revision].append(evidence.span)
        revisions = sorted(spans, key=self._order.__getitem__)
        credited = {r: self._credit(r, spans[r]) for r in revisions}
        groups = {r: [r] for r in revisions}
        joins: dict[str, list[Join]] = {r: [] for r in revisions}
        ties = [t for a, b in combinations(revisions, 2) for t in self._ties(a, b, credited)]
        for a, b, join in sorted(ties, key=lambda tie: _RANK[tie[2].tie]):
            if groups[a] is not groups[b]:
                kept, gone = groups[a], groups[b]
                why = [*joins[kept[0]], *joins[gone[0]], join]
                kept += gone
                for revision in kept:
                    groups[revision], joins[revision] = kept, why
        firsts = [r for r in revisions if min(groups[r], key=self._order.__getitem__) == r]
        return Origins(
            tuple(
                self._origin(sorted(groups[r], key=self._order.__getitem__), joins[r], credited)
                for r in firsts
            )
        )

    def _credit(self, revision: str, spans: Sequence[Span]) -> str:
        """The agency, or other outlet, that made what stands at `spans`; empty where the report's own outlet did."""
        for credit in self._credits[revision]:
            if any(credit.scope.overlaps(span) for span in spans):
                return self._houses.house(credit.agency)
        outlet = self._accounts[revision].outlet
        house = self._houses.house(outlet) if outlet else ""
        return house if house in _agency_names() else ""

    def _ties(self, a: str, b: str, credited: Mapping[str, str]) -> Iterator[tuple[str, str, Join]]:
        """Why the reports of two revisions are one, each reason that there is."""
        one, other = self._accounts[a], self._accounts[b]
        articles = (one.article, other.article)

        def join(tie: Tie, why: str, score: int = 0) -> tuple[str, str, Join]:
            return a, b, Join(articles, tie, why, score)

        maker = credited[a] or self._house(one)
        if credited[a] and credited[b]:
            if credited[a] == credited[b]:
                yield join("agency", f"{maker}の配信")
        elif maker and maker == (credited[b] or self._house(other)):
            if credited[a] or credited[b]:
                yield join("agency", f"{maker}の配信")
            elif _plain(one.outlet) == _plain(other.outlet):
                yield join("outlet", "同じ報道機関")
            else:
                yield join("house", f"同じ社・系列（{maker}）")
        if shared := self._shared.get((a, b)):
            yield join("text", f"続けて{shared}字が同じ文章", shared)

    def _house(self, account: Account) -> str:
        return self._houses.house(account.outlet) if account.outlet else ""

    def _origin(self, revisions: Sequence[str], joins: Sequence[Join], credited: Mapping[str, str]) -> Origin:
        accounts = [self._accounts[r] for r in revisions]
        makers = [credited[r] for r in revisions if credited[r]]
        outlets = [account.outlet for account in accounts if account.outlet]
        own = bool(outlets) and (not makers or self._house(accounts[0]) == makers[0])
        if joins:
            why = "、".join(_reasons(joins))
        elif makers and not own:
            why = f"{makers[0]}の配信"
        else:
            why = "独自" if own else "出所の記載なし"
        name = next(iter([*makers, *outlets]), "")
        if not makers and any(join.tie == "house" for join in joins):
            name = self._houses.house(name)
        return Origin(name, tuple(account.article for account in accounts), tuple(joins), why)

    def _reuse(self, resemblances: Iterable[Resemblance]) -> dict[tuple[str, str], int]:
        """The letters in a row that two accounts share, of those pairs of which one took over the other's text."""
        pieces: dict[tuple[str, str], list[tuple[Span, Span]]] = defaultdict(list)
        for resemblance in resemblances:
            earlier, later = resemblance.earlier.revision, resemblance.later.revision
            if earlier != later and earlier in self._order and later in self._order:
                found = _agreements(resemblance)
                if self._order[earlier] < self._order[later]:
                    pieces[earlier, later] += found
                else:
                    pieces[later, earlier] += [(b, a) for a, b in found]
        shared: dict[tuple[str, str], int] = {}
        for (a, b), found in pieces.items():
            one, other = self._texts[a], self._texts[b]
            runs = [one.letters(mine) for mine, _ in _runs(found, one, other)]
            longest, total = max(runs, default=0), sum(run for run in runs if run >= _PIECE)
            least = min(one.length, other.length)
            if longest >= _RUN or total >= max(_LEAST, _SHARE * least):
                shared[a, b] = longest
        return shared


_RANK: Mapping[Tie, int] = {"agency": 0, "outlet": 1, "house": 2, "text": 3}


def _reasons(joins: Iterable[Join]) -> Iterator[str]:
    """The reasons in words, each once, that of shared texts with the shortest and the longest of them."""
    shared = sorted(join.score for join in joins if join.tie == "text")
    yield from dict.fromkeys(
        join.why for join in sorted(joins, key=lambda join: _RANK[join.tie]) if join.tie != "text"
    )
    if shared:
        letters = "〜".join(map(str, dict.fromkeys((shared[0], shared[-1]))))
        yield f"続けて{letters}字が同じ文章"


@cache
def _agency_names() -> frozenset[str]:
    return frozenset(agencies().values())


class _Narration:
    """A text as its reporter told it: how many letters of it are no quotation. Two reporters quote one speech alike."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._told: list[int] | None = None
        self._all: list[int] = []

    def letters(self, span: Span) -> int:
        """Letters and digits of narration in `span`."""
        told = self._counted()
        return told[span.end] - told[span.start]

    def apart(self, start: int, end: int) -> bool:
        """Whether a letter, quoted or not, stands from `start` to `end`."""
        self._counted()
        return start < end and self._all[end] > self._all[start]

    @property
    def length(self) -> int:
        return self._counted()[-1]

    def _counted(self) -> list[int]:
        if self._told is None:
            text = self._reading.text
            tells = [c.isalnum() for c in text]
            self._all = [0, *accumulate(tells)]
            quoted = [Span(m.start(), m.end()) for m in _QUOTE.finditer(text)]
            quoted += [s.content for s in self._reading.statements if s.kind == "direct"]
            for span in quoted:
                tells[span.start : span.end] = [False] * (span.end - span.start)
            self._told = [0, *accumulate(tells)]
        return self._told


def _agreements(resemblance: Resemblance) -> list[tuple[Span, Span]]:
    """The stretches of two passages that agree, between their differences."""
    earlier, later = resemblance.earlier.span, resemblance.later.span
    end = (Span(earlier.end, earlier.end), Span(later.end, later.end))
    found, at = [], (earlier.start, later.start)
    for a, b in (*sorted((d.earlier, d.later) for d in resemblance.differences), end):
        if at[0] < a.start and at[1] < b.start:
            found.append((Span(at[0], a.start), Span(at[1], b.start)))
        at = a.end, b.end
    return found


def _runs(
    pieces: Iterable[tuple[Span, Span]], one: _Narration, other: _Narration
) -> Iterator[tuple[Span, Span]]:
    """`pieces` with those made one that follow each other in both texts with no letter between."""
    run: tuple[Span, Span] | None = None
    for mine, theirs in sorted(set(pieces)):
        follows = (
            run is not None
            and run[0].end <= mine.start
            and run[1].end <= theirs.start
            and not one.apart(run[0].end, mine.start)
            and not other.apart(run[1].end, theirs.start)
        )
        if run is not None and follows:
            run = Span(run[0].start, mine.end), Span(run[1].start, theirs.end)
            continue
        if run is not None:
            yield run
        run = mine, theirs
    if run is not None:
        yield run
