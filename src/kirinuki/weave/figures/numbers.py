"""The numbers of a sentence that may fill a slot: those that the reader reads, and those that stand without a unit where
the word beside them says what they count: マグニチュード7.1, 定数120, 労働党50、国民党49."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kirinuki.model.reading import Quantity, Reading
from kirinuki.model.text import Span
from kirinuki.read.numerals import NUMBER, read_number
from kirinuki.weave.figures.themes import Theme, theme_of
from kirinuki.weave.slots import Slot, inside, number_slot

_NAMED = re.compile(
    rf"(?P<name>マグニチュード|(?<![A-Za-z0-9])M(?=[0-9])|[北南]緯|[東西]経)(?P<gap>(?:[はがを:]|\(M\)|、|約|およそ)*)(?P<number>{NUMBER})(?:度(?!{NUMBER}分))?(?![A-Za-z0-9])"
)
"""What is measured and written before its number, which the reader takes for a name: マグニチュード7.1, 北緯38.1度."""
_STRENGTH = re.compile(r"マグニチュード|(?<![A-Za-z0-9])M(?=[0-9])|地震の(?:規模|大きさ)")
_BARE_STRENGTH = re.compile(
    r"(?<![0-9.,・])(?P<number>[3-9]\.[0-9])(?=[、。)」]|に|と|から|だっ|で(?!あと)|へ|ある)"
)
"""A strength told again without its name: 気象庁の推定では7.8, 7.6から7.7に修正."""
_END = r"(?=[、。)」』・/]|に|で|と|から|を|の(?:うち|まま)|$)"
_CHAMBER = re.compile(rf"(?:定数|定員|改選数|改選議席)(?:[はがも:]|の)?(?P<number>{NUMBER}){_END}")
_SEATS = re.compile(rf"議席数?(?:[はがも:]|の)?(?P<number>{NUMBER}){_END}")
_PARTY = re.compile(
    rf"(?P<party>(?:[一-鿿々ァ-ヶー]{{1,10}}の)?[一-鿿々ァ-ヶー・A-Za-z]{{0,24}}?(?:党|連合|同盟|クラブ|無所属|諸派|の会|新風|大地|維新|公明|自民|民主|共産|社民))(?:[がは:\-]|、?改選)?(?P<number>{NUMBER}){_END}"
)
"""A party and its seats, as lists of results give them: 労働党50、国民党49."""
_BALLOT = re.compile(
    rf"(?P<vote>賛成|反対|棄権)(?:票)?(?:が|は|:|\))?(?P<number>{NUMBER})(?=[、。)」(・]|で|と|に|の|$)"
)
"""The votes for and against, as lists of results give them: 賛成120、反対98."""
_OF_SEATS = re.compile(r"議席|当選|獲得|勢力|改選|過半数|議員")
_LIST, _REACH = 2, 160
"""How many seats make a list of them, and how many characters before it say that it is one."""


class Number(NamedTuple):
    """A number in its sentence: `theme` where it is written with what it measures, `whose` where with whose it is."""

    slot: Slot
    quantity: Quantity | None = None
    theme: Theme | None = None
    whose: Span | None = None


def numbers_in(reading: Reading, plain: str, sentence: Span, before: Span | None) -> list[Number]:
    """The numbers of a sentence of the reading, in order; vague ones (数百人) left out.

    `plain` is its width-folded text, `before` the sentence before, which may say what a bare number is of.
    """
    read = [
        Number(number_slot(reading.text, quantity), quantity)
        for quantity in inside(reading.quantities, sentence)
        if not quantity.vague
    ]
    found = [*read, *_named(plain, sentence)]
    start = before.start if before else sentence.start
    if _STRENGTH.search(plain, start, sentence.end):
        found += _bare(plain, sentence, _BARE_STRENGTH, "マグニチュード")
    found += _bare(plain, sentence, _CHAMBER, "定数")
    for match in _BALLOT.finditer(plain, sentence.start, sentence.end):
        found += _number(match["number"], Span(*match.span("number")), theme_of(match["vote"]), unit="票")
    seats = [*_bare(plain, sentence, _SEATS, "議席"), *_parties(plain, sentence)]
    if len(seats) >= _LIST and _OF_SEATS.search(plain, max(0, sentence.start - _REACH), sentence.end):
        found += seats
    return _apart(found)


def _named(plain: str, sentence: Span) -> Iterator[Number]:
    for match in _NAMED.finditer(plain, sentence.start, sentence.end):
        theme = theme_of("マグニチュード" if match["name"] == "M" else match["name"])
        start = match.start("number") if match["gap"] else match.start()
        yield from _number(match["number"], Span(start, match.end()), theme)


def _bare(plain: str, sentence: Span, pattern: re.Pattern[str], name: str) -> Iterator[Number]:
    for match in pattern.finditer(plain, sentence.start, sentence.end):
        yield from _number(match["number"], Span(*match.span("number")), theme_of(name))


def _parties(plain: str, sentence: Span) -> Iterator[Number]:
    for match in _PARTY.finditer(plain, sentence.start, sentence.end):
        whose = Span(*match.span("party"))
        yield from _number(match["number"], Span(*match.span("number")), theme_of("議席"), whose)


def _number(
    words: str, span: Span, theme: Theme, whose: Span | None = None, unit: str | None = None
) -> Iterator[Number]:
    number = read_number(words)
    if number is not None and not number.vague:
        low, high = float(number.low), float(number.high)
        slot = Slot(span.start, span.end, "number", unit or _unit(theme), low, high, False, frozenset())
        yield Number(slot, None, theme, whose)


def _unit(theme: Theme) -> str:
    """The unit of a theme that is told without one."""
    return "議席" if "議席" in theme.units else min(theme.units)


def _apart(found: Sequence[Number]) -> list[Number]:
    """The numbers in the order of the text; of two in one place, what the reader read."""
    kept: list[Number] = []
    for number in sorted(found, key=lambda n: (n.slot.start, n.quantity is None, n.slot.end)):
        if not kept or number.slot.start >= kept[-1].slot.end:
            kept.append(number)
    return kept
