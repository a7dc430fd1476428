"""Persons: where a name ends, what title follows, and whether it is a person at all."""

from __future__ import annotations

import re

from kirinuki.model.reading import Entity
from kirinuki.read.morphemes import is_given_name, is_place, is_surname
from kirinuki.read.names.coded import DOT, KANJI, KATAKANA, PLACES, CodedText, kinds
from kirinuki.read.names.grammar import BEHIND
from kirinuki.read.names.words import CODES, is_short_for_prefecture

_DISTRICTS = tuple("都道府県州省市区町村郡")
_OFFICES_ABROAD = ("大使", "公使", "領事", "総領事", "司令官")
_MAYOR = re.compile("[市区町村]長(?![官男女])")
_ROLE = re.compile("(?:大統領|首相|総統|主席|国家主席|総書記|書記|外相|国防相|報道官|大使)")
_AND = ("と", "や", "、", "・")
_FOREIGN = kinds("kperson|kproper|unknown|katakana|latin")
_SURNAMES = kinds("surname|family")
_GIVEN = kinds("noun|namelike|given|kanji|rare")
_POLITE = kinds("polite|familiar")
_WHY = {
    (shape, company): f"{shape}のあとに{company}"
    for shape in ("片仮名の名", "姓", "姓名の並び", "漢字の名")
    for company in ("肩書", "敬称", "年齢")
}


def person(t: CodedText, first: int, last: int, why: str | None = None) -> Entity:
    """The person whom these morphemes name, with the title behind; `why` is made of these where it is None."""
    start, end = t.morphemes.starts[first], t.morphemes.ends[last - 1]
    if _MAYOR.match(t.plain, end - 1) and end - start > 2:  # 久世亮市|長
        return Entity(start, end - 1, "PERSON", "姓名のあとに「市長」の類", t.text[end - 1 : end + 1])
    last = _without_country(t, first, last)
    last = _end_of_short_name(t, first, last)
    end = t.morphemes.ends[last - 1]
    title = BEHIND.match(t.codes, last)
    if title is not None and _ends_in_former(t, last - 1, title):  # 弘元|防衛相
        words = t.text[end - 1 : t.morphemes.ends[title.end(1) - 1]]
        return Entity(start, end - 1, "PERSON", why or _WHY["姓名の並び", "肩書"], words)
    if why is None:
        why = _WHY[_shape(t, first, last), _company(t, title)]
    return Entity(start, end, "PERSON", why, t.words_of(title))


def is_too_short(t: CodedText, first: int, last: int) -> bool:
    """Whether this is no name for want of length: セ・パ, or a surname of one character without title (金)."""
    length = t.length(first, last)
    return length == 1 or (length == 3 and t.codes[first + 1 : last - 1] == DOT)


def is_beside_place(t: CodedText, first: int, last: int) -> bool:
    """Whether a surname alone stands in a row with a place, and is one as well: 浦安と市川."""
    if (
        last - first > 1
        or t.codes[first] != CODES["surname"]
        or first < 2
        or t.codes[first - 2] not in PLACES
    ):
        return False
    return t.words(first - 1, first) in _AND and is_place(t.words(first, last))


def is_place_after_all(t: CodedText, first: int, last: int) -> bool:
    """Whether this is a place whatever follows: nobody is called by it, or its office is a place's (千葉市長)."""
    if last - first > 1 or t.codes[first] != CODES["place"]:
        return False
    word, office = t.words(first, last), t.words(last, last + 1)
    if KATAKANA.fullmatch(word):  # 国連のターク高等弁務官, but パリ選手
        of_what = first > 0 and t.codes[first - 1] == CODES["no"] and t.codes[last] == CODES["office"]
        return not of_what or office.startswith(_DISTRICTS) or office in _OFFICES_ABROAD
    if t.codes[last] != CODES["office"]:
        return False
    if office == "知事":
        return is_short_for_prefecture(word) or not is_surname(word)
    return office.startswith(_DISTRICTS) or office in _OFFICES_ABROAD or not is_surname(word)


def _without_country(t: CodedText, first: int, last: int) -> int:
    """The end of a foreign name before the country of its office: タイラー・ベルク・トルコ|首相, オルガ・レーン|欧州|委員."""
    if last - first > 2 and t.codes[last - 1] == CODES["place"] and t.codes[last - 2] == DOT:
        return last - 2 if t.words(last, last + 1).startswith((*_DISTRICTS, "知事")) else last  # リオ|市長
    if last - first > 3 and t.codes[last - 1] == CODES["country"] and BEHIND.match(t.codes, last):
        return last - 2 if t.codes[last - 2] == DOT else last - 1
    return last


def _end_of_short_name(t: CodedText, first: int, last: int) -> int:
    """Behind a surname of one character the given name may be a word like any other: 頼|明哲|総統."""
    short = last - first == 1 and t.morphemes.ends[first] - t.morphemes.starts[first] == 1
    if not short or t.codes[first] not in _SURNAMES or last + 1 >= len(t.codes):
        return last
    given = t.words(last, last + 1)
    name = len(given) == 1 or (len(given) == 2 and t.codes[last] in _GIVEN)
    return (
        last + 1 if name and KANJI.fullmatch(given) and _ROLE.fullmatch(t.words(last + 1, last + 2)) else last
    )


def _ends_in_former(t: CodedText, at: int, title: re.Match[str]) -> bool:
    """Whether the given name has swallowed the 元 or 前 of the title."""
    word = t.words(at, at + 1)
    return (
        word[-1] in "元前"
        and len(word) > 1
        and t.codes[at] == CODES["given"]
        and is_given_name(word[:-1])
        and t.codes[title.end(1) - 1] not in _POLITE
    )


def _shape(t: CodedText, first: int, last: int) -> str:
    if t.codes[first] in _FOREIGN:
        return "片仮名の名"
    if last - first > 1:
        return "姓名の並び"
    return "漢字の名" if t.codes[first] == CODES["person"] else "姓"


def _company(t: CodedText, title: re.Match[str] | None) -> str:
    """What stands behind a name and shows it to be one."""
    if title is None:
        return "年齢"
    return "敬称" if t.codes[title.end(1) - 1] in _POLITE else "肩書"
