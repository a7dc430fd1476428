"""Which numbers fill one slot where no list names what they count: 市場介入金利, 3070の投票所.

The same value tells it again, the surer the more figures it has; another value only under the same noun and as a measure, a
correction or right beside the first, since four of five other links under one noun were wrong.
"""

from __future__ import annotations

import re

from kirinuki.weave.figures.telling import Telling, pairs

TELLS = 10
"""A value from which on two tellings of it hardly agree by chance."""
EXACT = 3
"""Figures of a value that tell it again even where it is told in another manner: 2070万件, 2070万件に達する恐れ."""
_SHARED = (4, 3, 2, 1, 0)
"""By how many figures a value has that are not its zeros: pieces of two characters that must stand beside both tellings."""
_BESIDE = (9, 9, 4, 2, 1, 0)
"""How many of them beside two values of one noun, by its length: a compound tells by itself which number it is (市場介入金利)."""
_BESIDE_IT = 40
"""Characters between two numbers that stand right beside each other."""
_STEP = 6
"""How many times the one may be the other of two values of one noun."""
_SCORES = frozenset(
    ("点", "得点", "失点", "回", "度", "本", "安打", "勝", "敗", "連勝", "連敗", "試合", "戦")
)
"""Units of sport and of how often, small values of which come by chance."""
_RATES = frozenset(("%", "ポイント", "倍"))
_MEASURE = re.compile(
    "(?:額|率|高|価格|価|割合|比率|面積|人口|金利|資金|予算|赤字|黒字|損失|利益|負債|債務|資産|費|代金|収入|賠償|補償|義援金|寄付金|定員|売上|"
    "幅|総数|件数|値|平均株価|相場|水位|濃度|線量|速度|水準)$"
)
"""Nouns that are one slot whatever the value."""


def nouns_fit(telling: Telling, other: Telling) -> float:
    """How well a telling goes with another of one place and event, neither of which counts what the lexicon names; 0 where it is
    of another slot."""
    length = max((_ending(one, two) for one in telling.names for two in other.names), default=0)
    if telling.same_value(other):
        return _again(telling, other, named=length > 1)
    return _moved(telling, other, length) if length > 1 else 0


def _again(telling: Telling, other: Telling, *, named: bool) -> float:
    """How well the value of the other is told again; `named` where under a noun of the other."""
    shared, exact = len(telling.context & other.context), telling.figures >= EXACT
    if telling.holder != other.holder and None not in (telling.holder, other.holder):
        return 0
    if telling.manner != other.manner and not exact:
        return 0
    least = _SHARED[min(telling.figures, len(_SHARED) - 1)]
    if telling.size < TELLS:
        few = named and telling.size > 1 and shared > least and telling.slot.unit not in _SCORES
        return 3 if few else 0
    if named:
        return 3 if shared >= least - 1 else 0
    return 2 if telling.slot.unit == other.slot.unit and (exact or shared > least) else 0


def _moved(telling: Telling, other: Telling, length: int) -> float:
    """How well another value goes on from the other's under a noun of `length` characters that both have."""
    if telling.slot.unit != other.slot.unit or telling.holder != other.holder:
        return 0
    if telling.one_voice(other) and not (telling.later or telling.amended):
        return 0
    less, more = sorted((telling.size, other.size))
    if more > less * _STEP or (more < TELLS and telling.slot.unit not in _RATES):
        return 0
    measured = any(_MEASURE.search(name) for name in telling.names & other.names)
    moves = measured or telling.amended or _side_by_side(telling, other)
    beside = len((telling.context & other.context) - pairs(*telling.names, *other.names))
    return 1 if moves and beside >= _BESIDE[min(length, len(_BESIDE) - 1)] else 0


def _ending(one: str, other: str) -> int:
    """How many characters two nouns end in alike, where the one is the end of the other; 0 where it is not."""
    short, long = sorted((one, other), key=len)
    return len(short) if long.endswith(short) else 0


def _side_by_side(telling: Telling, other: Telling) -> bool:
    """Whether two voices give the two right beside each other: 甲紙によると102人、乙紙によると104人の利用."""
    beside = (
        telling.piece.revision == other.piece.revision and telling.slot.start - other.slot.end <= _BESIDE_IT
    )
    return beside and telling.giver != other.giver
