"""Numbers as Japanese news writes them: 2万3,140, 1.5億, 二十三, 二〇二四, 二点四, 数十, 十数.

The only place that turns words into numbers. Texts come through `fold_width` first, so full-width
digits and signs are half-width here.
"""

from __future__ import annotations

import re
from decimal import Decimal

from kirinuki.model.text import Record

_KANJI_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}

_ONES = "".join(_KANJI_DIGITS)

CHARACTERS = "0-9" + "".join((*_KANJI_DIGITS, *_SMALL, *_LARGE)) + "数"
"""Inside of a regex character class: what a number may begin with."""

DASHES = r"〜~\-‐‑‒–—―−─━"
"""Inside of a regex character class: the signs between the two ends of a range, as writers and their machines vary them."""

_AMOUNT = "(?=[2-9]|1(?!0))"
"""Behind 数: figures that end a noun such as 定数39 or 打数1, where 数10 may be 数十."""

NUMBER = (
    rf"[{CHARACTERS}](?<!数{_AMOUNT})(?:(?<![{CHARACTERS}].)|(?<=数[2-9])|(?<=数1)(?!0))"
    rf"(?>(?:[{CHARACTERS}](?<![0-9][一二三四五六七八九])|[,.・](?=[0-9])|(?<=[{_ONES}])[点・](?=[{_ONES}]))*)"
)
"""Regex for a whole run of number characters; whether the run is a number, `read_number` decides.

A kanji digit right behind an Arabic one begins a word (2三振).

Atomic, and closed to the left, so that a search over a million digits stays linear. It looks to the left only behind
its first character, because `re` scans fast for a pattern that begins with a set. (A group that is repeated
possessively is the same and shorter, but never ends before Python 3.11.5.)
"""

_LONGEST = 32
"""Runs longer than this are codes or noise."""

_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")


class Numeral(Record, frozen=True):
    """A number as read: `low` equals `high` unless the words are vague (数十 is 20 to 90)."""

    low: Decimal
    high: Decimal

    @property
    def vague(self) -> bool:
        return self.low != self.high


def read_number(words: str) -> Numeral | None:
    """The number that `words` (one match of `NUMBER`) stands for, or None where they are no number.

    「・」 between digits is read as the decimal point, as newspapers that set vertically write it, and
    「点」 between kanji digits likewise.
    """
    if len(words) > _LONGEST:
        return None
    if words.isascii() and words.isdigit():
        value = Decimal(words)
        return Numeral(value, value)
    words = words.replace("・", ".").replace("点", ".")
    if "数" not in words:
        exact = _evaluate(words)
        return None if exact is None else Numeral(exact, exact)
    words = "十数" + words[3:] if words.startswith("10数") else words
    # 数 before a unit is 2 to 9 of it, behind one (十数) 1 to 9: 十数人 are at least eleven.
    low = _evaluate(words.replace("数", "2" if words[0] == "数" else "1"))
    high = _evaluate(words.replace("数", "9"))
    return None if low is None or high is None else Numeral(low, high)


def read_integer(words: str) -> int | None:
    """Like `read_number`, for places where only one exact whole number makes sense (years, days)."""
    if words.isascii() and words.isdigit() and len(words) <= _LONGEST:
        return int(words)
    number = read_number(words)
    if number is None or number.vague or number.low != number.low.to_integral_value():
        return None
    return int(number.low)


def digits(number: Numeral) -> str:
    """Decimal digits, with X where a vague number leaves them open (十数: 1X)."""
    low, high = (f"{value.normalize():f}" for value in (number.low, number.high))
    if len(low) != len(high):
        return "X"
    return "".join(a if a == b else "X" for a, b in zip(low, high, strict=True))


def _evaluate(words: str) -> Decimal | None:
    total = Decimal(0)  # what stands before the last of 万億兆
    section = Decimal(0)  # hundreds and tens of the section at hand
    digits = ""
    above = 10**16  # units must fall from left to right: 2万3億 is no number
    small_above = 10**4
    for c in words:
        if c in _KANJI_DIGITS:
            digits += _KANJI_DIGITS[c]
        elif c in _SMALL:
            unit = _SMALL[c]
            if unit >= small_above:
                return None
            head = Decimal(1) if not digits else _plain(digits)
            if head is None:
                return None
            section, digits, small_above = section + head * unit, "", unit
        elif c in _LARGE:
            unit = _LARGE[c]
            tail = Decimal(0) if not digits else _plain(digits)
            if unit >= above or tail is None or not (section + tail):
                return None
            total, section, digits, above, small_above = (
                total + (section + tail) * unit,
                Decimal(0),
                "",
                unit,
                10**4,
            )
        else:
            digits += c
    tail = Decimal(0) if not digits else _plain(digits)
    return None if tail is None else total + section + tail


def _plain(digits: str) -> Decimal | None:
    """Arabic digits with thousands commas and one decimal point at most."""
    whole, point, fraction = digits.partition(".")
    if "," in whole:
        if not _GROUPED.fullmatch(whole):
            return None
        whole = whole.replace(",", "")
    if not whole.isdigit() or (point and not fraction.isdigit()):
        return None
    return Decimal(f"{whole}.{fraction}") if point else Decimal(whole)
