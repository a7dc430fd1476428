"""Which places limit the numbers of a storyline, and which two numbers are of one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kirinuki.model.chronicle import Piece
from kirinuki.weave.figures.places import EVERYWHERE
from kirinuki.weave.figures.telling import Telling

_SEVERAL = 2
"""Places besides that of the titles for which a storyline tells a count, from where on each is a slot of its own."""
_ONE_SITE, _NEAR = 4, 1.25
"""How many times the one may be the other of two numbers, only one of which names its place; where the storyline tells the count
place by place."""
_MANY, _ALL_BUT = 50, 1.05
"""From how many on one event hardly costs as many in two places, and how many times the one may be the other."""


class Extents:
    """The places of one storyline's numbers."""

    def __init__(self, tellings: Sequence[Telling], pieces: Sequence[Piece]) -> None:
        self._wide = _wide_places(pieces)
        self._crowded = _crowded(tellings, self._wide)
        self._told: defaultdict[object, set[str | None]] = defaultdict(set)
        for telling in tellings:
            self._told[account(telling)].add(self.scope(telling))

    def scope(self, telling: Telling) -> str | None:
        """The place that a number is limited to, None where that is no limit in this storyline."""
        extent = telling.extent
        if not extent or (
            not self._is_crowded(telling) and any(_one_name(extent, wide) for wide in self._wide)
        ):
            return None
        return extent

    def one_place(self, telling: Telling, other: Telling) -> float:
        """1 where both are limited to one place or to none. Less where only one names its place, neither report gives
        the number for several, and the one is not many times the other."""
        one, two = self.scope(telling), self.scope(other)
        if one is None and two is None:
            return 1
        if one is None or two is None:
            alone = all(len(self._told[account(t)]) == 1 for t in (telling, other))
            if telling.piece.revision == other.piece.revision and telling.giver != other.giver:
                return 0.5 if len(self._told[account(telling)] - {None}) == 1 else 0
            less, more = sorted((telling.size, other.size))
            if less >= _MANY and more <= less * _ALL_BUT:
                return 0.5
            near = _NEAR if self._is_crowded(telling) else _ONE_SITE
            return 0.5 if alone and more <= less * near else 0
        return 1 if self.one_extent(telling, one, two) else 0

    def one_extent(self, telling: Telling, one: str, two: str) -> bool:
        """Whether two places are one, or one within the other, where the storyline does not tell the count place by place."""
        return _one_name(one, two) or (not self._is_crowded(telling) and _one_spot(one, two))

    def _is_crowded(self, telling: Telling) -> bool:
        """Whether the storyline tells its count place by place."""
        return (telling.theme, telling.slot.unit) in self._crowded


def account(telling: Telling) -> object:
    """What a report gives numbers of, place by place."""
    return telling.piece.revision, telling.theme, telling.slot.unit, telling.manner


def _wide_places(pieces: Sequence[Piece]) -> set[str]:
    """The places that are no limit: those that half of the titles name."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for piece in pieces:
        for entity in piece.reading.entities:
            words = entity.of(piece.text)
            if entity.type == "PLACE" and len(words) > 1:
                names[entity.who or words].add(words)
    titles = [piece.title or "" for piece in pieces]
    wide = {EVERYWHERE}
    for key, forms in names.items():
        held = sum(any(form in title for form in forms) for title in titles)
        if held * 2 >= len(titles):
            wide.add(key)
    return wide


def _crowded(tellings: Sequence[Telling], wide: set[str]) -> set[tuple[str, str]]:
    """The counts that the storyline tells place by place: what it tells of the place of its titles is not of all then."""
    places: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for telling in tellings:
        if telling.nature != "noun" and telling.extent and telling.extent not in wide:
            places[telling.theme, telling.slot.unit].add(telling.extent)
    return {
        count
        for count, told in places.items()
        if sum(not any(_one_name(key, other) for other in told if other < key) for key in told) >= _SEVERAL
    }


def _one_name(one: str, other: str) -> bool:
    """Whether two keys are one place: the same, or the one with its kind behind (広島, 広島市)."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) > 1 and len(long) == len(short) + 1 and long.startswith(short))


def _one_spot(one: str, other: str) -> bool:
    """Whether the one key is the other told more closely: 白浜市, 白浜市港町."""
    short, long = sorted((one, other), key=len)
    return len(short) > 1 and long.startswith(short)
