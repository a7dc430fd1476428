"""The storylines of an archive, kept a function of its current revisions and their order, whatever order they came in.

The store holds what every article tells of, by which terms it is found, and what was decided; `weave.storylines` decides.
The joiner knows what has to be decided again when an article comes, goes, or is decided otherwise:

- what may have it among its candidates: for each of its terms, the next holders;
- what holds a term that its coming made less rare, in the months that count its month;
- behind it, what is tied to the storyline that it joined or left.

All of these were told after it. So what is due is decided in order of telling, each once, and each meets what was
told before it as it will stay.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Iterable

from kirinuki.model.reading import Reading
from kirinuki.store import Store
from kirinuki.store.moments import day_of
from kirinuki.store.storylines import Stored
from kirinuki.weave.storylines import (
    HEARD,
    HOLDERS,
    LAST,
    LOOKED_AT,
    MEMORY,
    Profile,
    Standing,
    Tie,
    Weighed,
    choose_ties,
    join,
    level,
    likeness,
    profile,
    reason,
)

_REMEMBERED = 400
"""Profiles that are kept ready."""


class Joiner:
    """Keeps every current revision in the storyline that it belongs to. What writes belongs inside a transaction."""

    def __init__(self, store: Store, read: Callable[[str], Reading]) -> None:
        """`read` gives the reading of a revision by its id."""
        self._store = store
        self._read = read
        self._profiles: OrderedDict[str, Profile] = OrderedDict()
        self._ready: OrderedDict[str, tuple[Stored, Weighed]] = OrderedDict()

    def index(self, revision: str) -> None:
        """Let the revision, which was read and whose repeats were found, be found as a candidate, and make it due."""
        lines = self._store.storylines
        self._profiles.pop(revision, None)
        told = self._profile(revision)
        now = told.terms, told.counts, told.titles, told.numbered
        stored = lines.get([revision]).get(revision)
        if stored is not None and stored[2:6] == now:
            lines.make_due([revision])
            return
        if stored is not None:
            self._make_due_behind(stored)
        lines.put(revision, *now)
        self._make_due_behind(lines.get([revision])[revision])

    def join_first(self) -> str | None:
        """Decide for the first told of those that are due; None where none is."""
        lines = self._store.storylines
        revision = lines.first_due()
        if revision is None:
            return None
        stored = lines.get([revision])[revision]
        weighed = self._weigh(stored)
        ties = self._ties(stored, weighed)
        lines.tie(revision, ties)
        before = lines.line_of(revision)
        joinings = join(ties, self._standings(stored.told, ties))
        with_why = [(*joining, self._why(stored, weighed, joining.near)) for joining in joinings]
        if lines.join(revision, with_why) and self._is_late(stored.told):
            for line in (before, lines.line_of(revision)):
                if line is not None:
                    lines.make_due(lines.leaning(line, stored.told))
        return revision

    def _why(self, stored: Stored, weighed: Weighed, near: str) -> str:
        told, other = self._many([near])[near]
        return reason(self._profile(stored.revision), other, weighed, day_of(stored.told) - day_of(told))

    def unravel(self, superseded: Iterable[str]) -> None:
        """Forget revisions that are current no more; what leaned on them is due again."""
        for revision in superseded:
            if (stored := self._store.storylines.get([revision]).get(revision)) is not None:
                self._make_due_behind(stored)
                line = self._store.storylines.line_of(revision)
                if line is not None:
                    self._store.storylines.make_due(self._store.storylines.leaning(line, stored.told))
                self._store.storylines.drop(revision)
                self._profiles.pop(revision, None)

    def _weigh(self, stored: Stored) -> Weighed:
        """The revision's terms with how rare they were before its month."""
        if stored.levels is None:
            lines = self._store.storylines
            counted = lines.holders(stored.terms, *_memory(stored.told), HEARD)
            levels = bytes(map(level, counted))
            lines.set_levels(stored.revision, levels)
            stored = stored._replace(levels=levels)
            # It weighs otherwise than before in what has it among its candidates.
            if self._is_late(stored.told):
                lines.make_due(lines.behind(stored.told, stored.terms, HOLDERS))
        return self._made_ready(stored)

    def _ties(self, stored: Stored, weighed: Weighed) -> list[Tie]:
        """The earlier revisions that tell most of the same, or whose words this one repeats."""
        found = self._store.storylines.before(stored.told, weighed.rarest, HOLDERS)
        shared: dict[str, float] = {}
        for term in weighed.rarest:
            for id in found.get(term, ()):
                shared[id] = shared.get(id, 0.0) + weighed.all[term]
        repeated = self._repeated(stored)
        candidates = {*sorted(shared, key=lambda id: (-shared[id], id))[:LOOKED_AT], *repeated}
        return choose_ties(
            {
                id: likeness(weighed, other, day_of(stored.told) - day_of(told), repeated.get(id, 0.0))
                for id, (told, other) in self._many(candidates).items()
            }
        )

    def _repeated(self, stored: Stored) -> dict[str, float]:
        """The share of the revision's text that says again what each earlier one said."""
        found: Counter[str] = Counter()
        for r in self._store.repeats.of(stored.revision):
            if r.later.revision == stored.revision != r.earlier.revision:
                found[r.earlier.revision] += len(r.later.text)
        if not found:
            return {}
        length = len(self._store.articles.find_revision(stored.revision).text)
        known = self._store.storylines.get(found)
        return {id: found[id] / length for id, other in known.items() if other.told < stored.told}

    def _standings(self, told: int, ties: list[Tie]) -> list[Standing]:
        lines = self._store.storylines.lines([tie.earlier for tie in ties])
        members: dict[str, set[str]] = {}
        for tie in ties:
            members.setdefault(lines[tie.earlier], set()).add(tie.earlier)
        standings = []
        for line, tied in members.items():
            last = self._store.storylines.last(line, told, LAST)
            standings.append(
                Standing(
                    line, frozenset(tied), [id for id, _, _ in last], [s for _, s, first in last if not first]
                )
            )
        return standings

    def _make_due_behind(self, stored: Stored) -> None:
        """Make due what may be decided otherwise because the revision comes or goes; it is there at this moment."""
        lines = self._store.storylines
        newest = lines.newest()
        if newest is None or newest <= stored.told:
            return
        due = lines.behind(stored.told, stored.terms, HOLDERS)
        month = _month(stored.told)
        for _ in range(MEMORY):
            month = _next(month)
            if month > _month(newest):
                break
            # With the revision, so many hold the term; one less does without it.
            counted = lines.holders(stored.terms, _back(month), month, HEARD)
            turned = [t for t, n in zip(stored.terms, counted, strict=True) if n and level(n) != level(n - 1)]
            unsure = lines.holding(turned, month, _next(month))
            lines.forget_levels(unsure)
            due |= unsure
        lines.make_due(due)

    def _is_late(self, told: int) -> bool:
        """Whether anything was joined that was told after the moment `told`."""
        newest = self._store.storylines.newest()
        return newest is not None and newest > told

    def _many(self, revisions: Collection[str]) -> dict[str, tuple[int, Weighed]]:
        """The moments of telling of revisions that were weighed, and what they are compared by."""
        stored = self._store.storylines.get(revisions)
        return {id: (stored[id].told, self._made_ready(stored[id])) for id in revisions}

    def _made_ready(self, stored: Stored) -> Weighed:
        kept, weighed = self._ready.pop(stored.revision, (None, None))
        if weighed is None or kept != stored:
            assert stored.levels is not None  # what is compared was told before, so it was decided before
            weighed = Weighed(stored.terms, stored.counts, stored.titles, stored.levels, stored.numbered)
        self._ready[stored.revision] = stored, weighed
        while len(self._ready) > _REMEMBERED:
            self._ready.popitem(last=False)
        return weighed

    def _profile(self, revision: str) -> Profile:
        found = self._profiles.get(revision)
        if found is None:
            title = self._store.articles.find_revision(revision).title
            found = self._profiles[revision] = profile(title, self._read(revision))
            while len(self._profiles) > _REMEMBERED:
                self._profiles.popitem(last=False)
        return found


def _month(told: int) -> dt.date:
    return (dt.date(1970, 1, 1) + dt.timedelta(day_of(told))).replace(day=1)


def _next(month: dt.date) -> dt.date:
    return (month + dt.timedelta(31)).replace(day=1)


def _back(month: dt.date) -> dt.date:
    years, rest = divmod(month.year * 12 + month.month - 1 - MEMORY, 12)
    return dt.date(max(years, dt.MINYEAR), rest + 1, 1)


def _memory(told: int) -> tuple[dt.date, dt.date]:
    """The months that count for a revision told at this moment."""
    month = _month(told)
    return _back(month), month
