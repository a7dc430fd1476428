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
from kirinuki.weave.figures.nouns import EXACT, TELLS, nouns_fit, tells_again
from kirinuki.weave.figures.places import EVERYWHERE
from kirinuki.weave.figures.telling import AFTERSHOCK, Telling
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
_TELLS_ALONE = 100
"""A value from which on two tellings of it are one also where each names another whose it is."""
_COUNTED_ALSO = frozenset(("立候補者", "派遣", "支援金"))
"""Shares of which the sum of all is told without whose it is."""
_SETTLES, _SETTLED = 0.7, 2
"""To how much of what it was a toll is put down without a word, from so many days on."""
_OLD, _OLD_GROWS = 100, 1.3
"""Days after which a toll no longer grows to more than so many times what it was: that is another event's."""
_RECOUNTED = 1.02
"""How many times as high the votes for one thing may be when they are counted to the end."""
_AS_MANY = 0.9
"""How much of a toll one must be that is told of a place, and the other of none."""
_SWINGS = 10
"""How many times as high what rises and falls may stand."""
_ONE_QUAKE = 1.0
"""How far apart agencies measure one earthquake, in magnitudes."""
_SEVERAL = 2
"""Places besides that of the titles for which a storyline tells a count, from where on each is a slot of its own."""
_ONE_SITE, _NEAR, _ALL_BUT = 4, 1.25, 1.05
"""How many times the one may be the other of two numbers, only one of which names its place; where the storyline tells the count
place by place; and of many where a report tells the count of several."""
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
        self._wide = _wide_places(pieces)
        self._crowded = _crowded(tellings, self._wide)
        self._extents: defaultdict[object, set[str | None]] = defaultdict(set)
        self._groups: defaultdict[object, set[str | None]] = defaultdict(set)
        for telling in tellings:
            self._extents[self._account(telling)].add(self._scope(telling))
            self._groups[self._account(telling)].add(telling.group)
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
        if (telling.theme, telling.manner) != row.counts:
            return 0
        if telling.nature == "toll" and not telling.as_of and telling.size * _FALLS <= row.most:
            return 0
        if (
            telling.nature == "state"
            and not _may_move(telling, row.tellings[-1])
            and not telling.same_value(row.tellings[-1])
        ):
            return 0
        # What is limited to one place is none of a row that tells of another, though a row may tell of none; and what one
        # voice tells of two extents are two.
        scope = self._scope(telling)
        if any(
            telling.one_voice(other) and self._scope(other) != scope and not telling.same_value(other)
            for other in last
        ):
            return 0
        again = telling.size >= TELLS and any(telling.same_value(other) for other in last)
        if (
            scope
            and row.extents
            and not again
            and not any(self._one_extent(telling, scope, extent) for extent in row.extents)
        ):
            return 0
        fits = max(self._theme_fits(telling, other) for other in last)
        return fits - _OF_ANOTHER if fits and bool(scope) != bool(row.extents) else fits

    def _theme_fits(self, telling: Telling, other: Telling) -> float:
        same = telling.same_value(other)
        if not same and not _may_move(telling, other):
            return 0
        rare = same and telling.size >= TELLS
        place = self._one_place(telling, other)
        if place < 1 and telling.nature == "toll" and telling.size < other.size * _AS_MANY:
            return 0
        if not place and not rare:
            return 0
        if telling.holder != other.holder and not (
            rare and (None in (telling.holder, other.holder) or telling.size >= _TELLS_ALONE)
        ):
            return 0
        if not rare and not _one_event(telling, other):
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
            if self._one_place(telling, other) and telling.event == other.event
            else 0
        )

    # Where -----------------------------------------------------------------------------------------------------------

    def _scope(self, telling: Telling) -> str | None:
        """The place that a number is limited to, None where that is no limit in this storyline."""
        if telling.extent and (telling.theme, telling.slot.unit) in self._crowded:
            return telling.extent
        extent = telling.extent
        return None if extent is None or any(_one_name(extent, wide) for wide in self._wide) else extent

    def _one_place(self, telling: Telling, other: Telling) -> float:
        """1 where both are limited to one place or to none. Less where only one names its place, neither report gives
        the number for several, and the one is not many times the other."""
        one, two = self._scope(telling), self._scope(other)
        if one is None and two is None:
            return 1
        if one is None or two is None:
            alone = all(len(self._extents[self._account(t)]) == 1 for t in (telling, other))
            if telling.piece.revision == other.piece.revision and telling.giver != other.giver:
                return 0.5 if len(self._extents[self._account(telling)] - {None}) == 1 else 0
            less, more = sorted((telling.size, other.size))
            if less >= _MANY and more <= less * _ALL_BUT:
                return 0.5
            near = _NEAR if (telling.theme, telling.slot.unit) in self._crowded else _ONE_SITE
            return 0.5 if alone and more <= less * near else 0
        return 1 if self._one_extent(telling, one, two) else 0

    def _one_extent(self, telling: Telling, one: str, two: str) -> bool:
        """Whether two places are one, or one within the other, where the storyline does not tell the count place by place."""
        crowded = (telling.theme, telling.slot.unit) in self._crowded
        return _one_name(one, two) or (not crowded and _one_spot(one, two))

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
        alone = len(named) == 1 and len(self._groups[self._account(named[0])]) == 1
        return alone and more <= less * _ONE_SITE

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


def _one_name(one: str, other: str) -> bool:
    """Whether two keys are one place: the same, or the one with its kind behind (広島, 広島市)."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) > 1 and len(long) == len(short) + 1 and long.startswith(short))


def _one_spot(one: str, other: str) -> bool:
    """Whether the one key is the other told more closely: 白浜市, 白浜市港町."""
    short, long = sorted((one, other), key=len)
    return len(short) > 1 and long.startswith(short)


def _one_event(telling: Telling, other: Telling) -> bool:
    """Whether both are of one event: neither names another, or the year that the one names is when the other was told."""
    if telling.event == other.event:
        return telling.event != AFTERSHOCK
    if telling.event and other.event:
        return False
    named, told = (telling, other) if telling.event else (other, telling)
    return told.piece.published.isoformat().startswith(str(named.event))


def _may_move(telling: Telling, other: Telling) -> bool:
    """Whether the thing that both count may have both values, one after the other."""
    less, more = sorted((telling.size, other.size))
    match telling.nature:
        case "once":
            return more <= less * _RECOUNTED
        case "share":
            # A mark that a share has to pass (7票以上) is nobody's.
            return not (telling.passed or other.passed) and (
                telling.holder is not None or telling.theme in _COUNTED_ALSO
            )
        case "state":
            return more <= less * _SWINGS
        case "toll":
            apart = (telling.piece.published - other.piece.published).days
            if apart > _OLD and more > less * _OLD_GROWS:
                return False
            return telling.size >= other.size * _SETTLES or apart < _SETTLED or telling.amended
    return telling.theme != "マグニチュード" or more - less <= _ONE_QUAKE


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
