"""Organisations and facilities: where in a row of nouns the name starts, and by which word it ends."""

from __future__ import annotations

import re
from functools import cache

from kirinuki.model.reading import Entity
from kirinuki.read.names.coded import APPOSED, DOT, KATAKANA, PLACES, STARTS, CodedText, kinds
from kirinuki.read.names.grammar import ENDING, INSIDE
from kirinuki.read.names.people import person
from kirinuki.read.names.places import place
from kirinuki.read.names.words import CODES, in_prefecture, lexicon

_ENDS = kinds("strong|weak|unit|single|firm|wholeorg|legal|joint")
_REACH = kinds("wide|legal|direction")
_WHOLE = kinds("wholeorg|outlet|club")
_BEFORE_WHOLE = kinds(
    "country|prefecture|place|abbreviation|direction|wide|starter|legal|wholeorg|strong|single|proper|rare|paper"
)
_COMMON = kinds("noun|namelike|weak")
_FACILITY = kinds("facility|wholefacility")
_FIRMS_OWN = kinds("unknown|kproper|proper|latin|place|surname|starter|rare|kperson|given")
_NEW = kinds("unknown|kproper|latin|proper|rare")
_PAIR = CODES["surname"] + CODES["given"] + CODES["single"]
_UNITS = kinds("unit|weak")
_NAMED_BODY = kinds("wholeorg|strong|proper|outlet")
_NUMBERED = CODES["prefix"] + CODES["number"]
_LONGEST_COMMON = 5  # 国際放送局 is a common noun, 国際通商裁判所 a name
_KINDS_OF_LEGAL = ("公益", "一般")
_TROOPS = re.compile("(?:軍|艦隊|師団|旅団|連隊|軍団|大隊|中隊)$")
_PART_OF_PLACE = re.compile("(?:[心岸陸間辺街端央層脳内外上下深腹頂底側東西南北]|都市|農村|島しょ)部$")
_CODE_NAME = re.compile(r"[A-Za-z0-9]+$")
_FOUNDED = tuple(f"{district}立" for district in "国都道府県市区町村")
_COURTS = ("地方", "高等", "家庭", "簡易", "区")
_PARTY = re.compile("(?!政権|多数|少数|既成|主要|最大|地域|全国|各|支持|左翼|右翼|連立).+党(?:政権)?$")
_APPOSED = "「団体」の類の語のあとのかっこの中"
_ALONE = frozenset({"連合"})
"""What is a name where nothing stands before it: the trade unions' federation."""


def row(t: CodedText, first: int, last: int, end: int) -> Entity | None:
    """What a row of nouns names by its last word, which `end` is behind; a unit of it goes on to `last`."""
    begin = _begin(t, first, end)
    if begin is None:
        return None
    words = t.words(begin, end)
    if last == end and (shorter := _without_tail(t, begin, end, words)):
        return shorter
    if t.codes[end - 1] == CODES["joint"]:  # 調査|所
        word = t.words(end - 2, end)
        if lexicon("facilities").get(word) == "":
            return _facility(t, begin, end)
        if word not in lexicon("organizations"):
            return place(t, begin, begin + 1) if t.codes[begin] in PLACES else None
    if words[-1] == "部" and _PART_OF_PLACE.search(words):
        if end - begin > 2 and PLACES.issuperset(t.codes[begin : end - 1]):  # 中国|東北|部
            return t.entity(begin, end, "PLACE", "地名と方角の並び")
        return place(t, begin, begin + 1) if t.codes[begin] in PLACES else None
    if (
        last == end
        and end - begin > 1
        and (words.endswith(_long_facilities()) or lexicon("facilities").get(words) == "name")
    ):
        return _facility(t, begin, end)
    if t.codes[end - 1] in _FACILITY or words.endswith("神社"):  # 天神|社
        if t.codes[first] in PLACES and t.codes[first + 1] == DOT:
            return place(t, first, first + 1)  # 東京・みなとホール: where it is
        return _facility(t, begin, end)
    if last - begin == 1:
        if begin > 0 and words in lexicon("firms") and t.codes[begin - 1] == CODES["katakana"]:
            return None  # カルシウム|イオン
        return t.entity(begin, last, "ORGANIZATION", "組織の名とわかる一語")
    why = f"組織の語尾「…{t.words(last - 1, last)}」"
    return t.entity(begin, last, "ORGANIZATION", why)


def _without_tail(t: CodedText, begin: int, end: int, words: str) -> Entity | None:
    """The name in a row whose last word belongs to nobody's name, or to a title; None where it is part of it."""
    codes = t.codes
    if words[-1] == "組" and codes[begin:end] == _PAIR:  # 北川|太郎|組: the two who play together
        return person(t, begin, end - 1, "姓と名の並び")
    if end - begin == 2 and codes[begin] == CODES["country"] and words.endswith("メディア"):
        return place(t, begin, begin + 1)
    if t.codes[end - 1] in _FACILITY and words.startswith(
        "内", in_prefecture(t.words(begin, begin + 1)) or len(words)
    ):
        return place(t, begin, begin + 1)  # 東京都内|病院
    of_office = codes[end : end + 1] == CODES["chief"] and end - begin > 1 and codes[end - 1] in _UNITS
    if of_office and codes[end - 2] in _NAMED_BODY:  # 高校山岳連盟|事務局|長
        return t.entity(begin, end - 1, "ORGANIZATION", "組織の名のあとに「事務局長」の類")
    return None


def quoted(t: CodedText, first: int, last: int) -> Entity | None:
    """A row of nouns between brackets: a name where it ends like one, or holds a facility of some name."""
    codes = t.codes[first:last]
    if ENDING.fullmatch(codes):
        return t.entity(first, last, "ORGANIZATION", "かっこの中が組織の語尾で終わる")
    if first > 1 and t.codes[first - 2] in APPOSED and not t.is_quoting(last):
        return t.entity(first, last, "ORGANIZATION", _APPOSED)
    if _FACILITY.isdisjoint(codes) or STARTS.isdisjoint(codes) or CODES["event"] in codes:
        return None
    return t.entity(first, last, "FACILITY", "かっこの中に施設の語")


def called(t: CodedText, first: int, last: int) -> Entity | None:
    """Words between brackets behind a noun for organisations; None where they may be what one said."""
    codes = t.codes[first:last]
    apposed = t.codes[first - 2] in APPOSED and CODES["other"] not in codes and not t.is_quoting(last)
    if apposed or codes[-1] in _ENDS:
        return t.entity(first, last, "ORGANIZATION", _APPOSED)
    return None


def site(t: CodedText, first: int, last: int) -> Entity | None:
    """Words between brackets behind a kind of facility, unless that has a name: 飲食店「…」, but not 北浜駅「…」."""
    if t.is_quoting(last) or (first > 2 and t.codes[first - 3] in STARTS):
        return None
    return t.entity(first, last, "FACILITY", "施設の類の語のあとのかっこの中")


def start_of_firm(t: CodedText, first: int, end: int) -> int:
    """Where in a row of nouns the firm's name starts that its president is named with; `end` where there is none.

    What is said about it goes before the word that says what it is (大手…); a row of common nouns is no name.
    """
    for i in range(end - 1, first - 1, -1):
        if t.codes[i] in APPOSED:
            first = i + 1
            break
    codes = t.codes[first:end]
    named = not _FIRMS_OWN.isdisjoint(codes) or (len(codes) > 1 and CODES["katakana"] in codes)
    return first if named and not PLACES.issuperset(codes) else end


def is_code_name(t: CodedText, first: int, last: int) -> bool:
    """Whether these are letters of what is no organisation: STS-115, H-IIA."""
    start, end = t.morphemes.starts[first], t.morphemes.ends[last - 1]
    if not _CODE_NAME.match(t.plain, start, end):
        return False
    return t.plain[end : end + 1] == "-" or t.plain[start - 1 : start] == "-"


def abbreviates(short: str, name: str) -> bool:
    """Whether the characters of `short` stand in `name` in this order: 全人代 in 全国人民代表大会."""
    rest = iter(name)
    return all(character in rest for character in short)


def _facility(t: CodedText, first: int, last: int) -> Entity | None:
    """A facility, or the firm that is called like one; of a country's power stations only the country."""
    if last - first == 2 and t.codes[first] == CODES["country"] and t.codes[last - 1] in _FACILITY:
        return place(t, first, first + 1)
    if t.title_at(last) == "社長":
        return t.entity(first, last, "ORGANIZATION", "施設の名のあとに「社長」")
    if last - first == 1:
        return t.entity(first, last, "FACILITY", "施設の名とわかる一語")
    return t.entity(first, last, "FACILITY", f"施設の語尾「…{t.words(last - 1, last)}」")


def _begin(t: CodedText, first: int, end: int) -> int | None:
    """Where in a row of nouns the name starts; None where the row holds no name.

    Common nouns before the first proper one are said about it (大手…); a row of common nouns alone is a
    name where its last word says so (高校登山連盟).
    """
    codes = t.codes
    if codes[end - 1] in _WHOLE:
        begin = end - 1
        if begin - 1 > first and t.words(begin - 1, begin) in _COURTS and codes[begin - 2] in PLACES:
            begin -= 1
        while begin > first and codes[begin - 1] in _BEFORE_WHOLE:
            begin -= 1
        if begin - 1 > first and codes[begin - 1] == DOT and KATAKANA.fullmatch(t.words(begin - 2, end)):
            return begin - 2  # ロサンゼルス・ドジャース
        return begin
    if codes.startswith(_NUMBERED, first) and (
        _TROOPS.search(t.words(end - 1, end)) or "管区" in t.words(first, end)
    ):
        return first
    group = codes.rfind(CODES["group"], first, end - 1)
    if group >= 0 and codes[group + 1] in _NEW:  # 武装組織|カモメ軍
        first = group + 1
    dot = codes.rfind(DOT, first, end)
    if dot >= 0 and codes[first] not in _COMMON and not KATAKANA.fullmatch(t.words(first, dot + 2)):
        first = dot + 1
    for i in range(first, end):
        if codes[i] in STARTS and not (codes[i] == CODES["latin"] and len(t.words(i, i + 1)) == 1):
            if CODES["strong"] in codes[first + 1 : i]:
                return first
            if i > first + 1 and t.words(i - 2, i) in _FOUNDED:
                i -= 2
            while i > first and (codes[i - 1] in _REACH or t.words(i - 1, i) in _KINDS_OF_LEGAL):
                i -= 1
            return i
    return _begin_of_common(t, first, end)


def _begin_of_common(t: CodedText, first: int, end: int) -> int | None:
    """Where a name of common nouns starts, where the last word of the row says that it is one (高校登山連盟)."""
    codes = t.codes
    whole = _name_of_several(t, first, end)
    if whole is not None:
        return whole
    if end - first == 1 and t.words(first, end) in _ALONE and not _beside(t, first):
        return first
    if codes[end - 2] == CODES["number"] and t.words(end - 1, end) == "課":
        return first  # 捜査2課
    if CODES["strong"] in codes[first + 1 : end - 1]:
        return first
    if end - first == 1 or (end - first == 2 and codes[first] == CODES["ending"]):  # 県|庁
        return None
    if codes[end - 1] == CODES["firm"] and codes[end - 2] == CODES["katakana"]:
        begin = end - 2
        while begin > first and codes[begin - 1] == CODES["katakana"]:
            begin -= 1
        return begin
    if codes[end - 1] == CODES["strong"] or codes[first] == CODES["legal"]:
        return first
    if codes[first] in _COMMON and _PARTY.match(t.words(first, end)):
        return first
    if end - first > 2 and t.words(end - 1, end) == "大学" and _COMMON.issuperset(codes[first : end - 1]):
        return first
    far = end - first > 2 or len(t.words(first, end)) > _LONGEST_COMMON
    return first if codes[first] == CODES["wide"] and far else None


def _name_of_several(t: CodedText, first: int, end: int) -> int | None:
    """Where in the row the last of its words begin that are a name by themselves together (首相|官邸)."""
    for i in range(max(first, end - 3), end - 1):
        words = t.words(i, end)
        if lexicon("organizations").get(words) == "name" or lexicon("facilities").get(words) == "name":
            return i
    return None


def _beside(t: CodedText, first: int) -> bool:
    return first > 0 and bool(INSIDE.match(t.codes, first - 1))


@cache
def _long_facilities() -> tuple[str, ...]:
    """Ends of facilities' names that Sudachi cuts: 宇宙|センター."""
    return tuple(word for word, kind in lexicon("facilities").items() if not kind and len(word) > 4)
