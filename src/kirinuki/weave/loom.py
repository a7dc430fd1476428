"""The repeats of an archive, kept a function of its current revisions and their order, whatever order they came in.

The store holds what was found and the fingerprints by which it is found; `weave.repeats` decides. The loom knows what has
to be decided, and what again, when a revision comes, is superseded, or changes its place.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Set

from kirinuki.model.weaving import Resemblance
from kirinuki.store import Store
from kirinuki.weave.repeats import LEAST, Telling, find_repeats, fingerprints

Order = tuple[str, int, str]
"""Where a telling stands among all, as `store.articles.order` gives it."""

_MOST = 32
"""A revision is compared with so many earlier ones, those that share most with it."""
_REMEMBERED = 1_000_000
"""Characters of tellings that are kept ready (some 250 bytes each)."""


class Loom:
    """Keeps the repeats a function of the current revisions and their order, whatever order they came in.

    A revision is related as the later side to those told before it; when one comes, goes or changes its place, all
    that could lean on it are related again. Every method that writes belongs inside a transaction.
    """

    def __init__(self, store: Store, version: Callable[[str], str]) -> None:
        """`version` gives that of the reading that a revision must have."""
        self._store = store
        self._version = version
        self._tellings: OrderedDict[str, Telling] = OrderedDict()
        self._characters = 0

    def weave(self, revision: str) -> None:
        """Relate a revision to all others. Nothing happens when it is not current any more."""
        telling, order = self._telling(revision), self._store.articles.order(revision)
        if telling is None or self._store.articles.current(order[2]).id != revision:
            return
        prints = fingerprints(telling.reading)
        self._store.repeats.index(revision, prints)
        near = self._near(revision, prints)
        self._relate(revision, near)
        for other, place in near.items():
            if place > order:
                self._relate(other)
        self._store.repeats.mark_woven(revision)

    def unravel(self, superseded: Iterable[str]) -> None:
        """Forget revisions that are current no more, and relate again what may have leaned on them."""
        for revision in superseded:
            near, order = self._near(revision), self._store.articles.order(revision)
            self._store.repeats.drop(revision)
            for other, place in near.items():
                if place > order:
                    self._relate(other)

    def reorder(self, stood: Mapping[str, Order]) -> None:
        """Relate again what stands in another order to a neighbour than in `stood`, the places before."""
        turned: dict[str, None] = {}
        for revision, before in stood.items():
            if (order := self._store.articles.order(revision)) != before:
                for other, place in self._near(revision).items():
                    if (stood.get(other, place) > before) != (place > order):
                        turned |= {revision: None, other: None}
        for revision in turned:
            self._relate(revision)

    def among(self, revision: str, period: Set[str]) -> list[Resemblance]:
        """What the revision says again of others of a period.

        The store holds the first telling of each sentence, which may lie before the period; the period is then looked
        at by itself, so that its page says each thing once however old the thing is.
        """
        found = [r for r in self._store.repeats.of(revision) if r.later.revision == revision]
        if all(r.earlier.revision in period for r in found):
            return found
        return self._found(
            revision, {id: order for id, order in self._near(revision).items() if id in period}
        )

    def _relate(self, revision: str, near: Mapping[str, Order] | None = None) -> None:
        found = self._found(revision, self._near(revision) if near is None else near)
        self._store.repeats.replace(revision, found)

    def _found(self, revision: str, near: Mapping[str, Order]) -> list[Resemblance]:
        order = self._store.articles.order(revision)
        earlier = [id for id, place in near.items() if place < order][:_MOST]
        told = [self._telling(id) for id in (*sorted(earlier, key=near.__getitem__), revision)]
        return [] if told[-1] is None else find_repeats(told[-1], [t for t in told if t is not None])

    def _near(self, revision: str, prints: Iterable[int] | None = None) -> dict[str, Order]:
        """The indexed revisions that share enough with this one, those that share most first, and their places."""
        if prints is None:
            telling = self._telling(revision)
            prints = () if telling is None else fingerprints(telling.reading)
        candidates = self._store.repeats.candidates(sorted(prints), LEAST)
        return {id: self._store.articles.order(id) for id in candidates if id != revision}

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
