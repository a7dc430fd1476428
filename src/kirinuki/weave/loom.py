"""The repeats of an archive, kept a function of its current revisions and their order, whatever order they came in.

The store holds what was found and the keys by which passages are found; `weave.repeats` decides. The loom knows what has
to be decided, and what again, when a revision comes, is superseded, or changes its place.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache

from kirinuki.model.weaving import Resemblance, Verdict
from kirinuki.store import Store
from kirinuki.weave.repeats import LEAST, Order, Place, Telling, contenders, find_repeats

_MOST = 6
"""A sentence is compared with so many earlier ones, those that share most with it."""
_LESS = 3
"""What shares so many times fewer keys than the best one does is not compared."""
_REMEMBERED = 200_000
"""Characters of tellings that are kept ready (some 150 bytes each)."""


class Loom:
    """Keeps the repeats a function of the current revisions and their order, whatever order they came in.

    A revision is related as the later side to those told before it. Weaving has two steps, so that what comes at once
    is related once: all that is new is indexed, which makes due what was woven and would now be related otherwise; then
    all that is due is related. Every method that writes belongs inside a transaction.
    """

    def __init__(
        self,
        store: Store,
        version: Callable[[str], str],
        verdicts: Callable[[str], Sequence[Verdict]] = lambda _: (),
    ) -> None:
        """`version` gives that of the reading that a revision must have, `verdicts` what a person said of its passages."""
        self._store = store
        self._version = version
        self._verdicts = verdicts
        self._tellings: OrderedDict[str, Telling] = OrderedDict()
        self._characters = 0

    def index(self, revision: str) -> None:
        """The first step: let the revision's passages be found."""
        telling = self._telling(revision)
        if telling is not None:
            self._store.repeats.index(revision, telling.passages)
            self._store.repeats.make_due(self._leaning(revision))

    def relate(self, revision: str) -> None:
        """The second step: find what the revision says again."""
        self._store.repeats.replace(revision, self._found(revision))
        self._store.repeats.mark_woven(revision)

    def unravel(self, superseded: Iterable[str]) -> None:
        """Forget revisions that are current no more; what may have leaned on them is due again."""
        for revision in superseded:
            self._store.repeats.make_due({*self._leaning(revision), *self._partners(revision)})
            self._store.repeats.drop(revision)

    def reorder(self, stood: Mapping[str, Order]) -> None:
        """Make due again what stands in another order to a neighbour than in `stood`, the places before."""
        turned: dict[str, None] = {}
        for revision, before in stood.items():
            if (order := self._store.articles.order(revision)) != before:
                for other in (*self._store.repeats.leaning(revision, LEAST)[0], *self._partners(revision)):
                    place = self._store.articles.order(other)
                    if (stood.get(other, place) > before) != (place > order):
                        turned |= {revision: None, other: None}
        self._store.repeats.make_due(turned)

    def among(self, revisions: Sequence[str], since: dt.date) -> list[Resemblance]:
        """What each of these current revisions, all of a period that begins with the day `since`, says again of the others.

        The store holds the first telling of each sentence, which may lie before the period; the period is then looked
        at by itself, so that its page says each thing once however old the thing is.
        """
        period = frozenset(revisions)
        resemblances: list[Resemblance] = []
        for revision in revisions:
            found = [r for r in self._store.repeats.of(revision) if r.later.revision == revision]
            if any(r.earlier.revision not in period for r in found):
                found = self._found(revision, since, period)
            resemblances += found
        return resemblances

    def alone(self, revisions: Iterable[str]) -> list[Resemblance]:
        """What each of these revisions, in the order of telling, says again of those before it; they need not be current,
        so that the index knows nothing of them."""
        resemblances: list[Resemblance] = []
        before: list[Telling] = []
        for revision in revisions:
            if (telling := self._telling(revision)) is not None:
                before.append(telling)
                resemblances += find_repeats(telling, before, verdicts=self._verdicts(revision))
        return resemblances

    def _found(
        self, revision: str, since: dt.date | None = None, within: Set[str] | None = None
    ) -> list[Resemblance]:
        """What the revision says again of those told before it, from `since` on and among those `within`."""
        telling = self._telling(revision)
        if telling is None:
            return []
        order = cache(self._store.articles.order)
        verdicts = self._verdicts(revision)
        apart = any(not verdict.same for verdict in verdicts)
        known: dict[int, list[Place]] = {}
        for number, candidates in self._store.repeats.candidates(
            revision, LEAST, _MOST, since=since, within=within
        ).items():
            near = {
                (c.revision, c.place): c.words for c in candidates if c.shared * _LESS >= candidates[0].shared
            }
            known[number] = list(near) if apart else contenders(telling, number, near, order)
        told = {
            pair[0].revision for verdict in verdicts if verdict.same for pair in verdict.seen_from(revision)
        }
        needed = {id for candidates in known.values() for id, _ in candidates}
        needed |= {id for id in told if (within is None or id in within) and order(id) < order(revision)}
        tellings = [self._telling(id) for id in sorted(needed, key=order)]
        return find_repeats(telling, [*(t for t in tellings if t is not None), telling], known, verdicts)

    def _leaning(self, revision: str) -> set[str]:
        """What may be related otherwise when the revision comes or goes."""
        sharing, turned = self._store.repeats.leaning(revision, LEAST)
        order = self._store.articles.order(revision)
        return {*turned, *(id for id in sharing if self._store.articles.order(id) > order)}

    def _partners(self, revision: str) -> Iterator[str]:
        for found in self._store.repeats.of(revision):
            yield from {found.earlier.revision, found.later.revision} - {revision}

    def _telling(self, revision: str) -> Telling | None:
        """None for a revision that has not been read by this version of the reader; it is woven when it has been."""
        version = self._version(revision)
        telling = self._tellings.get(revision)
        if telling is not None and telling.reading.version != version:
            del self._tellings[revision]
            self._characters -= len(telling.reading.text)
            telling = None
        if telling is None:
            reading = self._store.readings.get(revision, version)
            if reading is None:
                return None
            telling = self._tellings[revision] = Telling(revision, reading)
            self._characters += len(reading.text)
            while self._characters > _REMEMBERED and len(self._tellings) > 1:
                _, forgotten = self._tellings.popitem(last=False)
                self._characters -= len(forgotten.reading.text)
        self._tellings.move_to_end(revision)
        return telling
