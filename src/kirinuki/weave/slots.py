"""Slots: the places of a passage where it gives a value, and how two values of one slot relate.

Figures and dates come from the reading; a number that counts nothing (a rank, an age, a time of a race) is found
here. Two passages of one event give the same slot where the kind, the unit and the words around it agree.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypeVar

from kirinuki.model.reading import Quantity, Reading
from kirinuki.model.text import Span, fold_width
from kirinuki.read.numerals import NUMBER, read_number

Placed = TypeVar("Placed", bound=Span)
Kind = Literal["time", "number"]
Value = str | float | None

_BARE = re.compile(rf"(?P<number>{NUMBER})(?P<unit>[^\W\d_ぁ-ゟ]{{0,2}}目?)")
_LATER = re.compile(rf"({NUMBER})((?:時間|分|秒)(?:余り)?[前後])")
_AGE = re.compile(r"[(（](?:当時)?$")
_UNITS = {
    "名": "人",
    "パーセント": "%",
    "才": "歳",
    "カ所": "か所",
    "ヵ所": "か所",
    "箇所": "か所",
    "ヶ所": "か所",
    "国": "か国",
    "カ国": "か国",
    "ヵ国": "か国",
    "ヶ国": "か国",
    "箇国": "か国",
    "都道県": "都道府県",
    "道府県": "都道府県",
    "都府県": "都道府県",
    "府県": "都道府県",
    "道県": "都道府県",
    "都県": "都道府県",
    "米ドル": "ドル",
    "アメリカドル": "ドル",
    "ヘクトパスカル": "hPa",
    "キロメートル": "km",
    "㎞": "km",
    "メートル": "m",
    "㍍": "m",
    "ミリメートル": "mm",
    "㎜": "mm",
}
_COARSER = 2
"""A time holds another as the less precise way to say it where it is at least so many times as long."""
_MANY = 200
"""Values of one kind and unit: where a passage holds more (a table in one line), they are paired in their order."""
_AROUND = 6
"""Characters on either side that tell which slot a value fills."""


class Slot(Span, frozen=True):
    """A value in a text. A time's `low` and `high` are its bounds, ISO 8601; another's are numbers, None where open."""

    kind: Kind
    unit: str
    low: Value
    high: Value
    about: bool
    around: frozenset[str]

    def same_value(self, other: Slot) -> bool:
        """Whether both give the very value."""
        return (self.kind, self.unit, self.low, self.high) == (other.kind, other.unit, other.low, other.high)

    def agrees(self, other: Slot) -> bool:
        """Whether both may be true of one thing: equal, one the more precise, or near where one is only about."""
        if self.same_value(other):
            return True
        if self.kind == "time":
            return self._holds(other) or other._holds(self)
        if isinstance(self.low, str) or isinstance(other.low, str):
            return False
        if self._open or other._open or self.low != self.high or other.low != other.high:
            return self._least <= other._most and other._least <= self._most
        if not (self.about or other.about):
            return False
        coarse, fine = sorted((self, other), key=lambda slot: _digits(slot._least))
        return coarse.about and _rounded(fine._least, _digits(coarse._least)) == coarse._least

    def is_finer(self, other: Slot) -> bool:
        """Whether this is the more precise of two values that agree."""
        if self.kind == "time":
            return other._holds(self)
        return (not self.about, _digits(self._least)) > (not other.about, _digits(other._least))

    def _holds(self, other: Slot) -> bool:
        """Whether `other` is the more precise time of the two, inside this one."""
        if None in (self.low, self.high, other.low, other.high):  # open on one side: 10日から
            return False
        if not (str(self.low) <= str(other.low) and str(other.high) <= str(self.high)):
            return False
        return _length(self) >= _COARSER * _length(other)

    @property
    def _open(self) -> bool:
        return self.low is None or self.high is None

    @property
    def _least(self) -> float:
        return self.low if isinstance(self.low, int | float) else float("-inf")

    @property
    def _most(self) -> float:
        return self.high if isinstance(self.high, int | float) else float("inf")


def _length(time: Slot) -> dt.timedelta:
    return dt.datetime.fromisoformat(str(time.high)) - dt.datetime.fromisoformat(str(time.low))


def _digits(number: float) -> int:
    """How many of its digits a number gives: 120 gives two."""
    return len(f"{abs(number):.6f}".replace(".", "").strip("0")) or 1


def _rounded(number: float, digits: int) -> float:
    """`number` to so many significant digits."""
    return float(f"{number:.{digits - 1}e}")


def slots_in(reading: Reading, passage: Span) -> list[Slot]:
    """The slots of a passage of the reading, in order."""
    text = reading.text
    slots: list[Slot] = []

    def add(span: Span, kind: Kind, unit: str, low: Value, high: Value, about: bool = False) -> None:
        slots.append(Slot(span.start, span.end, kind, unit, low, high, about, _around(text, span)))

    for time in inside(reading.times, passage):
        later = _LATER.search(fold_width(time.of(text)))
        hours = read_number(later[1]) if later else None
        if later and hours:
            # Some time of its day, however many hours on: the number is what tells.
            add(time, "number", later[2], float(hours.low), float(hours.high))
        else:
            add(time, "time", "", time.from_, time.until)
    for duration in inside(reading.durations, passage):
        add(duration, "number", "期間", duration.value, duration.value)
    slots += (number_slot(text, quantity) for quantity in inside(reading.quantities, passage))
    slots.sort(key=lambda slot: slot.start)
    slots += _bare_numbers(text, passage, slots)
    return sorted(slots, key=lambda slot: slot.start)


def number_slot(text: str, quantity: Quantity) -> Slot:
    """The slot that a quantity of the text fills."""
    unit, low, high = _common_unit(fold_width(quantity.unit), quantity.low, quantity.high)
    span = Span(quantity.start, quantity.end)
    return Slot(span.start, span.end, "number", unit, low, high, quantity.approximate, _around(text, span))


def _bare_numbers(text: str, passage: Span, taken: Sequence[Span]) -> Iterator[Slot]:
    """Numbers that are no time and count nothing: 4位, （43）, 第3次."""
    plain = fold_width(passage.of(text))
    ends = [span.end for span in taken]
    for match in _BARE.finditer(plain):
        number = read_number(match["number"])
        start, end = passage.start + match.start(), passage.start + match.end()
        at = bisect_left(ends, start + 1)
        if (
            number is None
            or (at < len(taken) and taken[at].start < end)
            or not match["number"][0].isdecimal()
        ):
            continue
        unit = match["unit"] or ("歳" if _AGE.search(plain, max(0, match.start() - 3), match.start()) else "")
        around = _around(text, Span(start, end))
        yield Slot(start, end, "number", unit, float(number.low), float(number.high), False, around)


def _common_unit(unit: str, low: float | None, high: float | None) -> tuple[str, float | None, float | None]:
    unit = _UNITS.get(unit, unit)
    if unit == "割":
        return "%", None if low is None else low * 10, None if high is None else high * 10
    return unit, low, high


def _around(text: str, span: Span) -> frozenset[str]:
    """The characters beside a value that are neither hiragana nor marks."""
    words = text[max(0, span.start - _AROUND) : span.start] + text[span.end : span.end + _AROUND]
    return frozenset(c for c in words if c.isalpha() and not "ぁ" <= c <= "ゟ")


def inside(layer: Sequence[Placed], passage: Span) -> list[Placed]:
    """Those of a layer, in its order, that lie in the passage whole."""
    first = bisect_left(layer, passage.start, key=lambda item: item.start)
    past = bisect_left(layer, passage.end, key=lambda item: item.start)
    return [item for item in layer[first:past] if item.end <= passage.end]


class Laid(NamedTuple):
    """The slots of two passages side by side; those that both fill with the very value are in none of the lists.

    `changed` hold values of which only one can be true; `lost` only the earlier passage fills, or more precisely;
    `gained` only the later one, or more precisely.
    """

    changed: list[tuple[Slot, Slot]]
    lost: list[Slot]
    gained: list[Slot]


def lay(earlier: Sequence[Slot], later: Sequence[Slot]) -> Laid:
    """The slots of two passages, paired by kind, unit and the words around them. Each list in the order of the text."""
    groups: defaultdict[tuple[str, str], tuple[list[Slot], list[Slot]]] = defaultdict(lambda: ([], []))
    for side, slots in enumerate((earlier, later)):
        for slot in slots:
            groups[slot.kind, slot.unit][side].append(slot)
    laid = Laid([], [], [])
    for group in groups.values():
        _lay_group(*_unlike(*group), laid)
    laid.changed.sort(key=lambda pair: (pair[0].start, pair[1].start))
    laid.lost.sort(key=lambda slot: slot.start)
    laid.gained.sort(key=lambda slot: slot.start)
    return laid


def _unlike(left: list[Slot], right: list[Slot]) -> tuple[list[Slot], list[Slot]]:
    """The slots of one kind and unit without those that both sides fill with the very value."""
    places: defaultdict[tuple[object, object], deque[int]] = defaultdict(deque)
    for j, slot in enumerate(right):
        places[slot.low, slot.high].append(j)
    alone: list[Slot] = []
    for slot in left:
        if twins := places.get((slot.low, slot.high)):
            twins.popleft()
        else:
            alone.append(slot)
    return alone, [right[j] for j in sorted(j for twins in places.values() for j in twins)]


def _lay_group(left: list[Slot], right: list[Slot], laid: Laid) -> None:
    """Put what becomes of slots of one kind and unit, no value of which is on both sides, into `laid`."""
    if max(len(left), len(right)) > _MANY:
        pairs = list(zip(left, right, strict=False))
        laid.lost.extend(left[len(pairs) :])
        laid.gained.extend(right[len(pairs) :])
        for a, b in pairs:
            if a.agrees(b):
                _keep_finer(a, b, laid)
            else:
                laid.changed.append((a, b))
        return
    for slot in list(left):
        twin = next((other for other in right if slot.agrees(other)), None)
        if twin is not None:
            left.remove(slot)
            right.remove(twin)
            _keep_finer(slot, twin, laid)
    was: set[int] = set()
    now: set[int] = set()
    for _, i, j in sorted((-_alike(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right)):
        if i not in was and j not in now:
            was.add(i)
            now.add(j)
            laid.changed.append((left[i], right[j]))
    laid.lost.extend(slot for i, slot in enumerate(left) if i not in was)
    laid.gained.extend(slot for j, slot in enumerate(right) if j not in now)


def _keep_finer(slot: Slot, twin: Slot, laid: Laid) -> None:
    """Of two values that agree, the more precise one tells more than the other."""
    if twin.is_finer(slot):
        laid.gained.append(twin)
    else:
        laid.lost.append(slot)


def _alike(a: Slot, b: Slot) -> float:
    """Share of the words around two values that they have in common."""
    either = a.around | b.around
    return len(a.around & b.around) / len(either) if either else 0.0
