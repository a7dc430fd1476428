"""Which tellings of numbers fill one slot.

Tellings come in the order of telling, and each goes on the row that it fits best, else begins one of its own. What the lexicon
names (死者) goes on a row of its theme also with another value; what it does not name, only with the same value and much the
same words around it, or as a measure (応札額) or a share (the seats of one party).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kirinuki.model.chronicle import Piece
from kirinuki.weave.figures.places import EVERYWHERE
from kirinuki.weave.figures.tellings import Telling, pairs

_FALLS = 3
"""A toll that falls to a third of what it was, or less, is of something else."""
_ONE_EVENT = 45
"""Days within which what is measured once of an event is measured of one."""
_TELLS = 10
"""A value from which on two tellings of it hardly agree by chance, and what is said beside it counts for less."""
_TELLS_ALONE = 100
_ROWS, _LAST = 48, 12
"""Rows of one kind, and tellings of a row, that a telling is compared with, the latest first."""
_MEASURE = re.compile(
    "(?:額|率|高|価格|価|割合|比率|面積|人口|金利|資金|予算|赤字|黒字|損失|利益|負債|債務|資産|費|代金|収入|賠償|補償|義援金|寄付金|定員|売上|"
    "幅|総数|件数|値|平均株価|相場|水位|濃度|線量|速度|水準)$"
)
"""Nouns that are one slot whatever the value."""


@dataclass(slots=True)
class _Row:
    """Tellings of one slot so far."""

    tellings: list[Telling]
    most: float
    extents: set[str] = field(default_factory=set)
    """Places that its tellings are limited to."""

    def add(self, telling: Telling) -> None:
        self.tellings.append(telling)
        self.most = max(self.most, telling.size)
        if telling.extent:
            self.extents.add(telling.extent)


class Gathering:
    """The rows of one storyline, filled in the order of telling."""

    def __init__(self, tellings: Sequence[Telling], pieces: Sequence[Piece]) -> None:
        self._wide = _wide_places(pieces)
        self._extents: defaultdict[object, set[str | None]] = defaultdict(set)
        for telling in tellings:
            self._extents[self._account(telling)].add(self._scope(telling))
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
        if telling.nature == "noun":
            return max(self._noun_fits(telling, other) for other in last)
        if telling.nature == "toll" and not telling.as_of and telling.size * _FALLS <= row.most:
            return 0
        # What is limited to one place is none of a row that tells of another, though a row may tell of none.
        scope = self._scope(telling)
        if scope and row.extents and not any(_one_name(scope, extent) for extent in row.extents):
            return 0
        return max(self._theme_fits(telling, other) for other in last)

    def _theme_fits(self, telling: Telling, other: Telling) -> float:
        same = telling.same_value(other)
        rare = same and telling.size >= _TELLS
        place = self._one_place(telling, other)
        if place < 1 and telling.nature == "toll" and telling.size < other.size:
            return 0
        if not place and not (rare and None in (self._scope(telling), self._scope(other))):
            return 0
        if telling.holder != other.holder and not (
            rare and (None in (telling.holder, other.holder) or telling.size >= _TELLS_ALONE)
        ):
            return 0
        if not rare and not _one_event(telling, other):
            return 0
        if not same and telling.group != other.group:
            return 0
        apart = abs((telling.piece.published - other.piece.published).days)
        if telling.nature == "fixed" and not same and apart > _ONE_EVENT:
            return 0
        # One voice in one report counts two things, unless it says that the one became the other.
        if not same and _one_voice(telling, other):
            moved = telling.later or telling.amended or (telling.as_of and telling.when != other.when)
            if not moved:
                return 0
        return (2 if same else 1) + place

    def _noun_fits(self, telling: Telling, other: Telling) -> float:
        if not self._one_place(telling, other) or telling.event != other.event:
            return 0
        head = _one_noun(telling.theme, other.theme)
        shared = len(telling.context & other.context)
        if telling.same_value(other):
            if telling.size < _TELLS:
                return 3 if head and shared >= 3 else 0
            if head and shared >= (2 if telling.slot.unit == "%" else 1):
                return 3
            return 2 if shared >= (3 if telling.piece.revision == other.piece.revision else 2) else 0
        beside = (telling.context & other.context) - pairs(telling.theme) - pairs(other.theme)
        if not head or len(beside) < 2 or _one_voice(telling, other) or telling.holder != other.holder:
            return 0
        return 1 if telling.holder or _MEASURE.search(telling.theme) else 0

    # Where -----------------------------------------------------------------------------------------------------------

    def _scope(self, telling: Telling) -> str | None:
        """The place that a number is limited to, None where that is no limit in this storyline."""
        return None if telling.extent in self._wide else telling.extent

    def _one_place(self, telling: Telling, other: Telling) -> float:
        """1 where both are limited to one place or to none. Less where only one names its place, and neither report gives
        the number for several."""
        one, two = self._scope(telling), self._scope(other)
        if one is None and two is None:
            return 1
        if one is None or two is None:
            alone = all(len(self._extents[self._account(t)]) == 1 for t in (telling, other))
            return 0.5 if alone else 0
        return 1 if _one_name(one, two) else 0

    @staticmethod
    def _account(telling: Telling) -> object:
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


def _kinds(telling: Telling) -> Iterable[object]:
    """What a row must share with a telling to be looked at."""
    unit, manner = telling.slot.unit, telling.manner
    if telling.nature != "noun":
        return ((telling.theme, unit, manner),)
    if telling.theme:
        return (telling.face, unit, manner), (telling.theme, unit, manner)
    return ((telling.face, unit, manner),)


def _one_name(one: str, other: str) -> bool:
    """Whether two keys are one place: the same, or the one with its kind behind (広島, 広島市)."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) > 1 and len(long) == len(short) + 1 and long.startswith(short))


def _one_noun(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return bool(one) and (one == other or (len(short) > 1 and long.endswith(short)))


def _one_event(telling: Telling, other: Telling) -> bool:
    """Whether both are of one event: neither names another, or the year that the one names is when the other was told."""
    if telling.event == other.event:
        return True
    if telling.event and other.event:
        return False
    named, told = (telling, other) if telling.event else (other, telling)
    return named.event == str(told.piece.published.year)


def _one_voice(telling: Telling, other: Telling) -> bool:
    return telling.piece.revision == other.piece.revision and telling.giver == other.giver


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
