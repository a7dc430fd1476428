"""Which numbers fill one slot where no list names what they count: 市場介入金利, 3070の投票所.

The same value tells it again, the surer the more figures it has and the more words stand beside both. Another value needs that both
count one thing by a name that leaves little else to count: what is measured (応札額), what its unit names (校, 都道府県), many of
one noun, or money and measures so near each other and so exact that they are one price or rate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kirinuki.weave.figures.telling import Telling, pairs
from kirinuki.weave.figures.themes import counters, is_measure, names_a_thing

TELLS = 10
"""A value from which on two tellings of it hardly agree by chance."""
EXACT = 3
"""Figures of a value that tell it again even where it is told in another manner: 2070万件, 2070万件に達する恐れ."""
_SHARED = (4, 3, 2, 1, 0)
"""By how many figures a value has that are not its zeros: pieces of two characters that must stand beside both tellings."""
_SAME_WORDS = 7
"""Characters around a number that tell it again whatever its value."""
_ONE = 3
"""How many more they have to be around a one."""
_ALIKE = 5
"""Pieces of two characters beside a number that do too."""
_COMPOUND, _LONG = 3, 4
"""Characters of a noun that tells what is counted by itself (市場介入金利)."""
_BESIDE_IT = 40
"""Characters between two numbers that stand right beside each other."""
_STEP, _THINGS = 6, 2
"""How many times the one may be the other of two values of one noun, and of two counts of what the unit names."""
_MANY, _OF_MANY = 1000, 1.5
"""A count from which on one noun is hardly told of two things, and how many times the one may be the other then."""
_PRECISE, _RATE = 4, 1.15
"""Figures of a price or rate that tell which one it is, and how many times the one may be the other."""
_MILLIONS = 10**7
"""Money of which as much is hardly told of two things."""
_RATES = frozenset(("%", "ポイント", "倍"))
_MEASURE = re.compile(
    "(?:額|率|高|価格|価|割合|比率|面積|人口|金利|資金|予算|赤字|黒字|損失|利益|負債|債務|資産|費|代金|収入|賠償|補償|義援金|寄付金|定員|売上|"
    "幅|総数|件数|値|平均株価|相場|水位|濃度|線量|速度|水準)$"
)
"""Nouns that are one slot whatever the value."""


def nouns_fit(telling: Telling, other: Telling) -> float:
    """How well a telling goes with another of one place and event, neither of which counts what the lexicon names; 0 where it is
    of another slot."""
    length = _in_common(telling.names, other.names)
    if telling.same_value(other):
        return _again(telling, other, length)
    return _moved(telling, other, length)


def _again(telling: Telling, other: Telling, length: int) -> float:
    """How well the value of the other is told again, under a noun of `length` characters that both have."""
    shared, exact = len(telling.context & other.context), telling.figures >= EXACT
    if not telling.may_share(other) and (telling.size < TELLS or shared < _SHARED[0]):
        return 0
    if (telling.manner != other.manner and not exact) or telling.manner == "aside":
        return 0
    if telling.slot.unit == other.slot.unit and tells_again(telling, other):
        return 3
    least = _SHARED[min(telling.figures, len(_SHARED) - 1)]
    if _is_price(telling.slot.unit) and telling.size >= _MILLIONS:
        least -= 2
    if telling.size < TELLS:
        few = telling.slot.unit == other.slot.unit and telling.size > 1 and not _is_score(telling)
        named = _in_common(telling.names - {telling.slot.unit}, other.names)
        return 3 if few and named > 1 and shared > 0 else 0
    if length > 1:
        return 3 if shared >= least - 1 else 0
    return 2 if telling.slot.unit == other.slot.unit and (exact or shared > least) else 0


def _moved(telling: Telling, other: Telling, length: int) -> float:
    """How well another value goes on from the other's under a noun of `length` characters that both have."""
    unit = telling.slot.unit
    if unit != other.slot.unit or telling.holder != other.holder:
        return 0
    if telling.one_voice(other) and not telling.moved_on_from(other):
        return 0
    if telling.of and other.of and not _ending(telling.of, other.of):
        return 0
    less, more = sorted((telling.size, other.size))
    if _is_price(unit) and more <= less * _RATE and max(telling.figures, other.figures) >= _PRECISE:
        return 1
    if more > less * _STEP or (more < TELLS and unit not in _RATES):
        return 0
    if is_measure(unit):
        measured = length >= _COMPOUND or (length > 1 and _is_measured(telling, other))
        return 1 if measured else 0
    if names_a_thing(unit) and telling.counts and other.counts and more <= less * _THINGS:
        apart = telling.piece.revision != other.piece.revision or _side_by_side(telling, other)
        return 1 if apart else 0
    if length > 1:
        if more <= less * _OF_MANY and less >= (TELLS if length >= _LONG else _MANY):
            return 1
        if _is_measured(telling, other) or telling.amended or _side_by_side(telling, other):
            beside = len((telling.context & other.context) - pairs(*telling.names, *other.names))
            return 1 if beside >= (2 if length < _COMPOUND else 1) else 0
    return 0


def tells_again(telling: Telling, other: Telling) -> bool:
    """Whether two tellings of one value stand in much the same words, which tell it again however small it is."""
    if "aside" in (telling.manner, other.manner) or (_is_score(telling) and telling.size < TELLS):
        return False
    alike = telling.size > 1 and len(telling.context & other.context) >= _ALIKE
    if not telling.may_share(other):
        return alike and telling.size >= TELLS
    return alike or telling.words_around(other) >= _SAME_WORDS + (_ONE if telling.size < 2 else 0)


def _is_score(telling: Telling) -> bool:
    return telling.slot.unit in counters("score")


def _is_price(unit: str) -> bool:
    return is_measure(unit) and unit not in _RATES


def _is_measured(telling: Telling, other: Telling) -> bool:
    return any(_MEASURE.search(name) for name in telling.names & other.names)


def _in_common(ours: Iterable[str], theirs: Iterable[str]) -> int:
    """How many characters the longest noun has that both name."""
    return max((_ending(one, two) for one in ours for two in theirs), default=0)


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
