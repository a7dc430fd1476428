"""One number as one report tells it: what it counts, where, whose, as of when, and who gave it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kirinuki.model.chronicle import Piece
from kirinuki.model.reading import Interval
from kirinuki.model.text import Evidence, Span
from kirinuki.weave.figures.themes import Nature
from kirinuki.weave.slots import Slot

Manner = Literal["whole", "part", "more", "less", "expected", "aside"]
"""How a number is told: of all, of a part of what was counted before it, as what came on top or off, as what is expected, or
aside: on a condition, per head, as a mark that was passed long ago."""

SOMEBODY = "?"
"""The giver of a number from hearsay, whom nobody names."""
AFTERSHOCK = "余震"
"""The event of whatever is measured of a shock after the one that the reports are of: there are several."""
_MARK = 1.1
"""A mark that was passed is the value told again where the value is at most so many times the mark: 55%を超えた, of 56%."""
_AROUND = 16
"""Characters on either side of a number among which words are compared."""
_WORD = re.compile(r"[一-鿿々ァ-ヶーA-Za-z]+")


@dataclass(frozen=True, slots=True)
class Telling:
    """One number as one report tells it.

    `theme` is the lexicon's, or the noun that is counted. `extent` is the key of the place that the number is limited to and
    `place` its words, None where the text names none; `holder` is the key of whose it is (a party's seats) and `whose` the words;
    `of` the noun that says of what its own noun is (桟橋 of 桟橋の改修費), `group` the noun that narrows it (女性 of 女性3人).
    `event` names another event or time that it is of (前回, 2004, 関東大震災), None where it is of the story's. `giver` is one
    key for whoever gave it, `source` the words. `dated` where words tell `when`, `as_of` where it is the state at that time,
    `later` where they say that time went on, `amended` that an earlier value was wrong, `passed` that it is only a mark, `counts`
    where it is the first of its unit in the report, or that a source gives in it, and part of no name (6か国協議).
    `names` are the nouns that stand beside it and may be what is counted. `context` holds what is said around it, in pieces
    of two characters.
    """

    piece: Piece
    slot: Slot
    theme: str
    nature: Nature
    manner: Manner
    extent: str | None
    place: str | None
    holder: str | None
    whose: str | None
    of: str | None
    group: str | None
    event: str | None
    source: Span | None
    giver: str
    when: Interval
    as_of: bool
    dated: bool
    later: bool
    amended: bool
    passed: bool
    counts: bool
    names: frozenset[str]
    context: frozenset[str]

    @property
    def evidence(self) -> Evidence:
        """The number as it stands."""
        return self.quote(Span(self.slot.start, self.slot.end))

    def quote(self, span: Span) -> Evidence:
        """Words of the report."""
        return Evidence(self.piece.revision, span, span.of(self.piece.text))

    @property
    def low(self) -> float | None:
        """The least that it may be; None where that is open."""
        return float(self.slot.low) if isinstance(self.slot.low, int | float) else None

    @property
    def high(self) -> float | None:
        """The most that it may be; None where that is open."""
        return float(self.slot.high) if isinstance(self.slot.high, int | float) else None

    @property
    def face(self) -> tuple[float, float]:
        """The value as its figures give it, from and to, whichever end is open."""
        low, high = self.low, self.high
        return (low if low is not None else high or 0.0), (high if high is not None else low or 0.0)

    @property
    def size(self) -> float:
        """How much it is, without sign: of a range the upper end."""
        return max(map(abs, self.face))

    @property
    def figures(self) -> int:
        """How many figures the value has but for its zeros at either end: 3070 has three, 1万5千 two."""
        return len(f"{self.size:g}".split("e")[0].replace(".", "").strip("0"))

    def one_voice(self, other: Telling) -> bool:
        """Whether one voice tells both in one report; what it tells in its own words goes on with whom it named."""
        givers = self.giver, other.giver
        own = self.piece.outlet in givers and SOMEBODY not in givers
        return self.piece.revision == other.piece.revision and (own or self.giver == other.giver)

    def may_share(self, other: Telling) -> bool:
        """Whether both may be of one holder: the same, or one names none."""
        return self.holder == other.holder or None in (self.holder, other.holder)

    def moved_on_from(self, other: Telling) -> bool:
        """Whether words tell that time went on since the other, or that this puts it right."""
        dated = self.dated and other.dated and self.when.from_ > other.when.from_
        return self.later or self.amended or dated or (self.as_of and self.when != other.when)

    def same_value(self, other: Telling) -> bool:
        """Whether both give one value: the same figures, or the one the mark that the other passed (a share only, since
        a toll passes its marks one after another)."""
        if self.face == other.face:
            return True
        return self.slot.unit == other.slot.unit == "%" and (self._marks(other) or other._marks(self))

    def words_around(self, other: Telling) -> int:
        """How many characters right before and behind both are the same."""
        one, two = self.piece.text, other.piece.text
        before = _alike(one[: self.slot.start][-_AROUND:][::-1], two[: other.slot.start][-_AROUND:][::-1])
        return before + _alike(one[self.slot.end :][:_AROUND], two[other.slot.end :][:_AROUND])

    def _marks(self, other: Telling) -> bool:
        return self.passed and self.size <= other.size <= self.size * _MARK


def pairs(*runs: str) -> frozenset[str]:
    """What the words tell, in pieces of two characters of kanji, katakana and Latin."""
    words = (word for run in runs for word in _WORD.findall(run))
    return frozenset(word[i : i + 2] for word in words for i in range(len(word) - 1))


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
