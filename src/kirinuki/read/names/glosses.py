"""Readings in brackets: 久我(くが)正人, 林志遠(リン・ジーユエン). They are no words of the name, but tell much about it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from kirinuki.model.reading import Entity, Morphemes
from kirinuki.model.text import Span
from kirinuki.read.morphemes import is_surname
from kirinuki.read.names.words import CODES, lexicon

_KANA = "ぁ-ゖァ-ヺー"
_BEHIND = re.compile(rf"\((?P<gloss>[{_KANA}](?:[{_KANA}]|[・=、 ](?=[{_KANA}])){{0,40}})\)")
_INSIDE = re.compile(rf"\(([{_KANA}・= ]+)\)")
_READABLE = re.compile(r"[一-鿿々A-Za-z0-9]")
_IN_TWO = re.compile(
    rf"\((?<=[一-鿿々{_KANA}]\()(?:[{_KANA}]{{1,12}}[・=][{_KANA}・]{{1,20}}|(?<=[一-鿿々]{{2}}\()[ァ-ヺー]{{3,12}})\)"
)
"""A reading in two parts is a person's; so is katakana behind Chinese characters, unless it is a loanword's.
Looks to the left only behind its first character, because `re` scans fast for a pattern that begins with a set."""

_AGE = re.compile(r"\((?<=[ぁ-ん]\()\d{1,3}\)")
_WITH_HIRAGANA = re.compile("(?<![一-鿿々])(?P<surname>[一-鿿々]{1,3})[ぁ-ん]{2,4}$")
_RUN = re.compile(r"[一-鿿々]{2,}$")
_COMPOUND = ("欧陽", "諸葛", "司馬", "司徒", "上官", "夏侯", "皇甫", "南宮", "鮮于", "独孤")
_LONGEST = 6
_SURNAMES = frozenset(CODES[kind] for kind in ("surname", "family"))
_COMMON = frozenset(CODES[kind] for kind in ("noun", "namelike", "weak"))
_IN_NAMES = _SURNAMES | {
    CODES[kind]
    for kind in (
        "given", "person", "rare", "kanji", "place", "country", "prefix", "suffix", "proper", "counter", "noun",
        "namelike",
    )
}  # fmt: skip


def gloss_of(plain: str, name: Span) -> tuple[str | None, int]:
    """The reading that brackets give inside the name or right behind it, and where these end."""
    words = plain[name.start : name.end]
    end = name.end
    inside = _INSIDE.findall(words) if "(" in words else []
    if plain.startswith("(", end) and (behind := _BEHIND.match(plain, end)) and _READABLE.search(words):
        inside.append(behind["gloss"])
        end = behind.end()
    return " ".join(inside) or None, end


def glossed_people(plain: str, morphemes: Morphemes, codes: str) -> Iterator[Entity]:
    """People whom only their readings show to be some, in text order: names that Sudachi does not hold whole."""
    for match in _IN_TWO.finditer(plain):
        end = match.start()
        reading = match[0]
        if "ァ" <= reading[1] <= "ヺ":
            start = _start_of_foreign(plain, end, morphemes, codes, in_two="・" in reading)
            why = "漢字の名のあとに片仮名の読み"
        else:
            start = _start_of_japanese(end, morphemes, codes)
            if start is None:
                start = _start_of_foreign(plain, end, morphemes, codes, in_two=True)
            why = "姓名のあとに「・」で分けた読み"
        if start is not None:
            yield Entity(start, end, "PERSON", why)


def aged_people(plain: str) -> Iterator[Entity]:
    """People with a given name in hiragana, which is other words as well, and their age: 宮里あかり(26)."""
    for match in _AGE.finditer(plain):
        name = _WITH_HIRAGANA.search(plain, max(0, match.start() - 8), match.start())
        if name is not None and is_surname(name["surname"]):
            yield Entity(*name.span(), "PERSON", "姓と平仮名の名のあとに年齢")


def _start_of_foreign(plain: str, end: int, m: Morphemes, codes: str, *, in_two: bool) -> int | None:
    """Where the Chinese or Korean name starts that ends here: with a surname, at a border of words if the row is longer."""
    run = _RUN.search(plain, max(0, end - 12), end)
    if run is None:
        return None
    length = end - run.start()
    for size in dict.fromkeys((length, 3, 2, 4)):
        start = end - size
        whole = size == length
        if not 2 <= size <= min(4, length) or not (whole or _starts_word(m, start)):
            continue
        known = plain[start] in lexicon("surnames") or plain.startswith(_COMPOUND, start)
        if (known and (whole or in_two)) or (whole and in_two and size == 3):
            return None if _holds_common_noun(m, codes, start, end) else start
    return None


def _holds_common_noun(m: Morphemes, codes: str, start: int, end: int) -> bool:
    """Whether the row starts with a common noun, or has one behind what is no surname: 文化|空間, 産|牛肉."""
    first, past = bisect_left(m.starts, start), bisect_left(m.starts, end)
    for i in range(first, past):
        if codes[i] in _COMMON and m.ends[i] - m.starts[i] > 1:
            return i == first or codes[first] not in _SURNAMES
    return False


def _starts_word(m: Morphemes, at: int) -> bool:
    i = bisect_left(m.starts, at)
    return i < len(m.starts) and m.starts[i] == at


def _start_of_japanese(end: int, m: Morphemes, codes: str) -> int | None:
    """Where the Japanese name starts that ends here: with the surname farthest to the left in the row of words."""
    last = bisect_right(m.ends, end) - 1
    if last < 0 or m.ends[last] != end:
        return None
    start = None
    i = last
    while i >= 0 and end - m.starts[i] <= _LONGEST and m.ends[i] == (m.starts[i + 1] if i < last else end):
        if codes[i] in _SURNAMES and i < last:
            start = m.starts[i]
        elif codes[i] not in _IN_NAMES:
            break
        i -= 1
    return start
