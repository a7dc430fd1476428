"""Which tellings of numbers fill one slot.

Tellings come in the order of telling, and each goes on the row that it fits best, else begins one of its own. What the lexicon
names (死者) goes on a row of its theme also with another value; what it does not name as `nouns` says. A value that is exact, or
told in the same words, tells itself again whatever names it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kirinuki.model.chronicle import Piece
from kirinuki.weave.figures.extents import Extents, account
from kirinuki.weave.figures.motion import may_move, one_event
from kirinuki.weave.figures.nouns import EXACT, TELLS, nouns_fit, tells_again
from kirinuki.weave.figures.telling import Telling
from kirinuki.weave.figures.themes import Nature, is_measure

_FALLS = 3
"""A toll that falls to a third of what it was, or less, is of something else."""
_ONE_EVENT = 45
"""Days within which what is measured once of an event is measured of one."""
_HOUSES = frozenset(("戸", "棟", "軒", "世帯"))
"""Units in which houses are counted."""
_THERE = re.compile(
    r"(?:客|乗員|乗組員|住民|作業員|従業員|入所者|利用者|宿泊者|避難者|牛|豚|鶏|馬|鳥|家畜|家禽)$"
)
"""Nouns for those who were there, and for beasts: all of them and no part, where nothing else is counted."""
_MANY, _ONE_CROWD, _AS_MANY_AGAIN = 50, 1.25, 1.1
"""From how many on one event hardly cost two groups nearly as many, and how many times the one may be the other where only
one is named, and where each has another name (住民143人, 村民148人)."""
_FULL = 4
"""How many times the one may be the other where only one names those who were there."""
_TELLS_ALONE = 100
"""A value from which on two tellings of it are one also where each names another whose it is."""
_AS_MANY = 0.9
"""How much of a toll one must be that is told of a place, and the other of none."""
_OF_ANOTHER = 0.25
"""How much worse a number fits a row where only one of the two is limited to a place."""
_ROWS, _LAST = 48, 12
"""Rows of one kind, and tellings of a row, that a telling is compared with, the latest first."""


@dataclass(slots=True, eq=False)
class _Row:
    """Tellings of one slot so far."""

    tellings: list[Telling]
    most: float
    extents: set[str] = field(default_factory=set)
    """Places that its tellings are limited to."""

    @property
    def nature(self) -> Nature:
        """What its numbers can become; noun where the lexicon names none of them."""
        return self._named.nature

    @property
    def counts(self) -> tuple[str, str]:
        """What it counts, and how that is told."""
        return self._named.theme, self._named.manner

    @property
    def _named(self) -> Telling:
        return next((telling for telling in self.tellings if telling.nature != "noun"), self.tellings[0])

    def add(self, telling: Telling) -> None:
        self.tellings.append(telling)
        self.most = max(self.most, telling.size)
        if telling.extent:
            self.extents.add(telling.extent)


class Gathering:
    """The rows of one storyline, filled in the order of telling."""

    def __init__(self, tellings: Sequence[Telling], pieces: Sequence[Piece]) -> None:
        self._extents = Extents(tellings, pieces)
        self._groups: defaultdict[object, set[str | None]] = defaultdict(set)
        for telling in tellings:
            self._groups[account(telling)].add(telling.group)
        self._kinds: defaultdict[object, list[_Row]] = defaultdict(list)
        self._rows: list[_Row] = []
        for telling in tellings:
            self._place(telling)

    def rows(self) -> Iterator[list[Telling]]:
        """The tellings slot by slot, each in the order of telling, the slots by their first."""
        for row in self._rows:
            yield from _parted(row.tellings)

    def _place(self, telling: Telling) -> None:
        kinds = _kinds(telling)
        rows = {id(row): row for kind in kinds for row in self._kinds[kind][-_ROWS:]}
        best, most = None, 0.0
        for row in rows.values():
            if (score := self._fits(telling, row)) > most:
                best, most = row, score
        if best is None:
            best = _Row([], 0.0)
            self._rows.append(best)
        best.add(telling)
        for kind in kinds:
            if best not in self._kinds[kind][-_ROWS:]:
                self._kinds[kind].append(best)

    def _fits(self, telling: Telling, row: _Row) -> float:
        """How well a telling goes on a row; 0 where it is of another slot."""
        last = row.tellings[-_LAST:]
        if telling.manner in ("more", "less", "aside") and not telling.same_value(row.tellings[0]):
            return 0
        twins = [o for o in last if telling.same_value(o) and telling.slot.unit == o.slot.unit]
        if twins and (telling.figures >= EXACT or any(tells_again(telling, other) for other in twins)):
            return 2
        if "noun" in (telling.nature, row.nature):
            others = last if telling.nature == row.nature else twins
            return max((self._noun_fits(telling, other) for other in others), default=0)
        if (telling.theme, telling.manner) != row.counts or not self._goes_on(telling, row):
            return 0
        fits = max(self._theme_fits(telling, other) for other in last)
        of_another = bool(self._extents.scope(telling)) != bool(row.extents)
        return fits - _OF_ANOTHER if fits and of_another else fits

    def _goes_on(self, telling: Telling, row: _Row) -> bool:
        """Whether the value and the place of a telling may follow those of a row that counts the same."""
        last, newest = row.tellings[-_LAST:], row.tellings[-1]
        if telling.nature == "toll" and not telling.as_of and telling.size * _FALLS <= row.most:
            return False
        if telling.nature == "state" and not (telling.same_value(newest) or may_move(telling, newest)):
            return False
        # What one voice tells of two extents are two things.
        scope, again = self._extents.scope(telling), [o for o in last if telling.same_value(o)]
        if any(telling.one_voice(o) and self._extents.scope(o) != scope and o not in again for o in last):
            return False
        # What is limited to one place is none of a row that tells of another, though a row may tell of none.
        if not (scope and row.extents) or (again and telling.size >= TELLS):
            return True
        return any(self._extents.one_extent(telling, scope, extent) for extent in row.extents)

    def _theme_fits(self, telling: Telling, other: Telling) -> float:
        same = telling.same_value(other)
        if not same and not may_move(telling, other):
            return 0
        rare = same and telling.size >= TELLS
        place = self._extents.one_place(telling, other)
        if place < 1 and telling.nature == "toll" and telling.size < other.size * _AS_MANY:
            return 0
        if not place and not rare:
            return 0
        if telling.holder != other.holder and not (
            rare and (None in (telling.holder, other.holder) or telling.size >= _TELLS_ALONE)
        ):
            return 0
        if not rare and not one_event(telling, other):
            return 0
        if not same and not self._one_group(telling, other):
            return 0
        apart = abs((telling.piece.published - other.piece.published).days)
        if telling.nature == "fixed" and not same and apart > _ONE_EVENT:
            return 0
        # One voice in one report counts two things, unless it says that the one became the other.
        if not same and telling.one_voice(other) and not telling.moved_on_from(other):
            return 0
        return (2 if same else 1) + place

    def _noun_fits(self, telling: Telling, other: Telling) -> float:
        return (
            nouns_fit(telling, other)
            if self._extents.one_place(telling, other) and telling.event == other.event
            else 0
        )

    def _one_group(self, telling: Telling, other: Telling) -> bool:
        """Whether both count the same ones: of the same group, many and nearly as many, or one names those who were there, and
        its report counts no others (男性客15人が死亡)."""
        if telling.group == other.group:
            return True
        named = [t for t in (telling, other) if t.group and _THERE.search(t.group)]
        less, more = sorted((telling.size, other.size))
        if less >= _MANY and more <= less * (
            _ONE_CROWD if None in (telling.group, other.group) else _AS_MANY_AGAIN
        ):
            return True
        alone = len(named) == 1 and len(self._groups[account(named[0])]) == 1
        return alone and more <= less * _FULL


def _kinds(telling: Telling) -> Iterable[object]:
    """What a row must share with a telling to be looked at."""
    unit, manner = _family(telling), telling.manner
    if telling.nature != "noun":
        return (telling.theme, unit, manner), (telling.face, telling.slot.unit)
    names = {name[-2:] for name in telling.names}
    return (
        (telling.face, unit),
        (telling.face, telling.slot.unit),
        *((name, unit, manner) for name in sorted(names)),
        (telling.slot.unit, manner),
    )


def _family(telling: Telling) -> str:
    """One for all units of which the one may stand for the other: 3070の投票所 and 投票所3070箇所, 120人 and 120議席."""
    unit = telling.slot.unit
    if is_measure(unit):
        return unit
    if unit in _HOUSES:
        return "戸"
    return "" if telling.nature == "noun" or telling.theme == "定数" else unit


def _parted(row: list[Telling]) -> list[list[Telling]]:
    """The row as it stands where several reports fill it, or one with values of several voices or times; else its tellings
    one by one, those that only say a value again left out."""
    if len({telling.piece.article for telling in row}) > 1:
        return [row]
    values = {telling.face for telling in row}
    voices = {telling.giver for telling in row}
    if len(values) > 1 and (len(voices) > 1 or any(telling.later for telling in row[1:])):
        return [row]
    return [
        [next(telling for telling in row if telling.face == value)]
        for value in dict.fromkeys(t.face for t in row)
    ]
