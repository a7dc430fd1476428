"""Reads the names of one text by the grammar, and says for each what it stood on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from kirinuki.model.reading import Entity
from kirinuki.read.names.coded import PLACES, CodedText
from kirinuki.read.names.grammar import ABBREVIATED, BEHIND, NAME
from kirinuki.read.names.organizations import (
    abbreviates,
    called,
    is_code_name,
    quoted,
    row,
    site,
    start_of_firm,
)
from kirinuki.read.names.people import is_beside_place, is_place_after_all, is_too_short, person
from kirinuki.read.names.places import place, places_before
from kirinuki.read.names.words import CODES

_DISTRICTS = tuple("都道府県州省市区町村郡")
_TEAM = re.compile("[ァ-ヺー]{3,}ズ$")
_SQUAD = re.compile("[ァ-ヺー]{2,}(?:[ズスツ]|カープ)$")
_INITIALS = re.compile(r"」?\(([一-鿿]{2,6})\)")
_SPORTS = re.compile(
    "サッカー|フットサル|ラグビー|(?:バスケット|バレー|ハンド|ソフト)(?:ボール)?|(?:アイス)?ホッケー|テニス|野球|卓球|柔道|体操|競泳|水泳|陸上|馬術"
    "|カーリング|スキー|スケート"
)
_SHORT = "組織の名のあとのかっこ内の略称"
BARE = "人名とわかる語で、隣に名詞がない"
_POPE = ("法王", "教皇")

_WHY = {
    "journal": "「紙」「誌」のあとの名",
    "cited": "報道機関の略した名で、「によると」やかっこが続く",
    "incorporated": "「株式会社」など法人格の語につく名",
    "press": "報道機関の名に続く語まで",
    "body": "国名・地名と固有名の並び",
    "side": "クラブの愛称と地名の並び",
    "dotted": "「会社」の類の語のあとの名",
    "foreign": "国の一文字の略のあとの片仮名の名",
}
"""Groups of the grammar whose match is an organisation as it stands."""


def find_by_grammar(t: CodedText) -> Iterator[Entity]:
    """The names that their own words show, in text order, none inside another."""
    codes, starts = t.codes, t.morphemes.starts
    position = 0
    while match := NAME.search(codes, position):
        if match.lastgroup in ("event", "none"):
            position = match.end()
            continue
        entity = _entity_in(t, match)
        if entity is None:
            position = match.start() + 1
            continue
        begin = bisect_left(starts, entity.start)
        if begin > match.start() + 1 and not PLACES.isdisjoint(codes[match.start() : begin]):
            yield from places_before(t, match.start(), begin)
        yield entity
        position = bisect_left(starts, entity.end)
        if entity.type == "PERSON" and entity.title and (title := BEHIND.match(codes, position)):
            position = title.end()
        elif entity.type == "ORGANIZATION" and (short := _abbreviation(t, entity, position)):
            yield short
            position = bisect_left(starts, short.end)


def _abbreviation(t: CodedText, name: Entity, position: int) -> Entity | None:
    """The short form that brackets behind an organisation give: letters, or characters of the name."""
    if short := ABBREVIATED.match(t.codes, position):
        return t.entity(*short.span(1), "ORGANIZATION", _SHORT)
    if (initials := _INITIALS.match(t.plain, name.end)) and abbreviates(initials[1], name.of(t.plain)):
        return Entity(*initials.span(1), "ORGANIZATION", _SHORT)
    return None


def _entity_in(t: CodedText, match: re.Match[str]) -> Entity | None:
    """The name that the grammar found; None where the words only look like one."""
    kind = match.lastgroup
    assert kind is not None
    first, last = match.span(kind)
    if kind == "organization":
        return row(t, first, last, match.end("row"))
    if t.codes[first] == CODES["place"] and t.plain.startswith(_POPE, t.morphemes.ends[last - 1]):
        return None  # ローマ教皇 is an office
    if read := _READERS.get(kind):
        return read(t, first, last)
    return t.entity(first, last, "ORGANIZATION", _WHY[kind])


def _titled(t: CodedText, first: int, last: int) -> Entity | None:
    return place(t, first, last) if is_place_after_all(t, first, last) else person(t, first, last)


def _full(t: CodedText, first: int, last: int) -> Entity | None:
    return person(t, first, last, "姓と名の並び")


def _bare(t: CodedText, first: int, last: int) -> Entity | None:
    if is_too_short(t, first, last):
        return None
    if is_beside_place(t, first, last):
        return place(t, first, last)
    return person(t, first, last, BARE)


def _joined(t: CodedText, first: int, last: int) -> Entity | None:
    """カモメ behind a place: a district's part (松本市カモメ), else a team or a firm of the place."""
    if t.words(first, first + 1).endswith(_DISTRICTS):
        return t.entity(first, last, "PLACE", "地名の語尾のあとに固有名")
    return t.entity(first, last, "ORGANIZATION", "地名と片仮名の固有名の並び")


def _club(t: CodedText, first: int, last: int) -> Entity | None:
    if _TEAM.search(t.words(first, last)):
        return t.entity(first, last, "ORGANIZATION", "「ズ」で終わるチームの名")
    if t.codes[first] == CODES["place"]:
        return place(t, first, first + 1)
    return person(t, first, last, "片仮名の名の並び") if t.codes[first] == CODES["unknown"] else None


def _squad(t: CodedText, first: int, last: int) -> Entity | None:
    if _SQUAD.search(t.words(first, last)):
        return t.entity(first, last, "ORGANIZATION", "球団の類の片仮名で終わる並び")
    return _proper(t, first, first + 1)


def _team(t: CodedText, first: int, last: int) -> Entity | None:
    if t.words(last - 1, last) == "代表":
        if last - first == 3 and not _SPORTS.fullmatch(t.words(first, first + 1)):
            first += 1  # 次期|日本代表
        return t.entity(first, last, "ORGANIZATION", "国名のあとの「代表」")
    return place(t, last - 2, last - 1)


def _run(t: CodedText, first: int, last: int) -> Entity | None:
    first = start_of_firm(t, first, last)
    return (
        None
        if first == last
        else t.entity(first, last, "ORGANIZATION", "名と「の」のあとに人名と「社長」の類")
    )


def _proper(t: CodedText, first: int, last: int) -> Entity | None:
    return None if is_code_name(t, first, last) else t.entity(first, last, "ORGANIZATION", "辞書にある固有名")


def _firm(t: CodedText, first: int, last: int) -> Entity | None:
    if is_code_name(t, first, last):
        return None
    return t.entity(first, last, "ORGANIZATION", "「会社」の類の語のあとの名")


def _told(t: CodedText, first: int, last: int) -> Entity | None:
    if t.plain.startswith("という", t.morphemes.ends[last - 1]):
        return t.entity(first, last, "ORGANIZATION", "「という会社」の類が続く名")
    return None


_READERS: dict[str, Callable[[CodedText, int, int], Entity | None]] = {
    "person": _titled, "full": _full, "bare": _bare, "place": place, "joined": _joined, "club": _club,
    "squad": _squad, "team": _team, "site": site, "quoted": quoted, "called": called, "run": _run,
    "proper": _proper, "firm": _firm, "told": _told,
}  # fmt: skip
"""How the match of a group is read, where its words don't tell alone."""
