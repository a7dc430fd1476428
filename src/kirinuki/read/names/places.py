"""Places: how far an address goes, and what of a word names one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kirinuki.model.reading import Entity
from kirinuki.read.names.coded import KATAKANA, PLACES, CodedText
from kirinuki.read.names.words import CODES, in_prefecture

_RANKS = {"都": 1, "道": 1, "府": 1, "県": 1, "州": 1, "市": 2, "郡": 2, "区": 3, "町": 4, "村": 4}
_STATION = re.compile("駅(?:前|構内|周辺|ビル|[東西南北]口|員|長)")
_DISTRICT_WORD = re.compile("[都道府県市区町村](?:知事|[長内議民])")


def place(t: CodedText, first: int, last: int) -> Entity | None:
    """A place; of a word that only begins with one (東京都内, 県知事), that much; of neighbours, the first."""
    if (
        t.codes[first] == CODES["abbreviation"]
        and last - first > 1
        and not KATAKANA.fullmatch(t.words(first + 1, last))
    ):
        return None  # 豪|栄|道: no Australian 栄
    last = _end_of_address(t, first, last)
    place = t.entity(first, last, "PLACE", _why_place(t, first, last))
    if last - first == 1 and not t.morphemes.tags[first].startswith("名詞-固有名詞"):
        length = in_prefecture(t.words(first, last))
        if length:
            return Entity(place.start, place.start + length, "PLACE", "都道府県の名で始まる語")
    if _STATION.match(t.plain, place.end):
        return Entity(place.start, place.end + 1, "FACILITY", "地名のあとに「駅前」の類")
    if _DISTRICT_WORD.match(t.plain, place.end):
        return Entity(place.start, place.end + 1, "PLACE", "地名のあとに「知事」「市民」の類")
    if t.plain.startswith("大学生", place.end) and t.codes[first] == CODES["place"]:
        return Entity(place.start, place.end + 2, "ORGANIZATION", "地名のあとに「大学生」")
    return place


def places_before(t: CodedText, first: int, end: int) -> Iterator[Entity]:
    """The country in what is said about an organisation: イラン|武装|組織|カモメ軍."""
    for i in range(first, end):
        if t.codes[i] in PLACES:
            yield t.entity(i, i + 1, "PLACE", _why_place(t, i, i + 1))


def _why_place(t: CodedText, first: int, last: int) -> str:
    if CODES["ending"] in t.codes[first:last]:
        return "地名の語尾で終わる並び"
    if t.codes[last - 1] == CODES["country"]:
        return "国・地域の名"
    return "国の一文字の略" if t.codes[first] == CODES["abbreviation"] else "辞書の地名"


def _end_of_address(t: CodedText, first: int, last: int) -> int:
    """How far each district lies in the one before: 岩手県宮古市 is one place, 岩手県福島県 two."""
    before = end = 0
    for i in range(first, last):
        rank = _RANKS.get(t.words(i, i + 1)[-1], 0)
        if rank:
            if rank <= before:
                return end
            before, end = rank, i + 1
    return last
