"""What the whole text says about a name that its own place leaves open.

A surname without title or given name is a person where the text introduces one of that name, and else as often the
name of a place (山口), a temple (中尊寺) or another word (見方); 広島 is a club where the text tells of baseball.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kirinuki.model.reading import Entity
from kirinuki.model.text import replace
from kirinuki.read.morphemes import is_common_noun, is_place, is_surname
from kirinuki.read.names.coded import KANJI, CodedText
from kirinuki.read.names.finder import BARE
from kirinuki.read.names.words import is_short_for_prefecture

_MATCHES = re.compile("選手|投手|先発|[安塁]打|得点|監督|ゴール|打線|関脇|横綱")
"""A text of sports calls people by their surnames alone."""
_TEMPLES = ("寺", "堂", "大師")
_NOT_OF_SOMEBODY = re.compile("[市町村県区郡駅港沖発着で]|から|へ")
"""Behind a word that is a surname and a place: it is the place."""
_OF_SOMEBODY = re.compile("[はがもを、]")
_BEFORE_A_NOUN = frozenset("のたるいなうくぬむぐすつ")
"""Before 見方, which is a surname as well: a clause or の, which go before other nouns."""
_LINE = re.compile(
    "(?:本|支|新幹|環状|[東西南北]|高速)?線(?![路状香量虫引上下審形])|[0-9]号線|急行(?!電鉄|鉄道)"
)
"""Behind a place: the name of a railway or a road that runs there."""

_CROWNED = re.compile("([ァ-ヺー・]{2,})(大統領|首相|国王|女王|皇帝|法王|教皇)")
"""One word of the dictionary that holds a title: エリザベス女王."""

_TOURNAMENTS = ("春の", "夏の", "冬の")
"""夏の甲子園 is played there, and is not the place."""

_WRESTLING = re.compile("大相撲|力士|横綱|大関|関脇|小結|親方|十両")
_RANKS = ("横綱", "大関", "関脇", "小結", "前頭", "平幕", "十両", "幕下", "入幕")
_RANK_LENGTH = 2
_WRESTLER = re.compile("[一-鿿]+[山海龍富士里錦国岳鵬風嵐丸川桜]")
_NO_WRESTLER = re.compile("[都道府県市区町村郡出]|部屋|場所")

_FIRM_IN_BRACKETS = re.compile(
    r"\((?:本社|本店|東証(?:プライム|スタンダード|グロース)|[^()、。]{2,12}?(?:社長|代表取締役|理事長|組合長|頭取)\))"
)
_VENUE = re.compile("(?:ドーム|アリーナ|スタジアム|ホール|プラザ|パーク|タワー)$")

_BASEBALL = re.compile(
    "プロ野球|セ・リーグ|パ・リーグ|日本シリーズ|クライマックスシリーズ|交流戦|ドラフト(?:会議|[1-9一二三]位|指名)|球団"
)
_CLUBS = re.compile(
    "(?:巨人|阪神|中日|広島|横浜|ヤクルト|西武|楽天|ロッテ|日本ハム|ソフトバンク|オリックス|近鉄)"
    "(?![市県区町駅港湾湖川一-鿿ァ-ヴ・]|大震災|[でへ]|から)|(?:巨人|阪神|中日|広島|横浜|西武|楽天)(?=戦|対|打線|投手|監督|入り|ナイン|球団)"
)


def settled(found: Sequence[Entity], t: CodedText) -> list[Entity]:
    """`found` with these names read as the whole text has them."""
    result = list(found)
    if any(e.why == BARE or e.type == "PLACE" for e in result):
        result = list(_in_text(result, t))
    result = _joined(result, t)
    if _BASEBALL.search(t.plain):
        result = _with_clubs(result, t)
    return result


def _in_text(found: Sequence[Entity], t: CodedText) -> Iterator[Entity]:
    known = _shown(found, t)
    wrestling = bool(_WRESTLING.search(t.plain))
    matches = None
    for e in found:
        if e.why == BARE:
            name = e.of(t.plain)
            if (office := _CROWNED.fullmatch(name)) is not None:
                why = "名と肩書が一語になった語"
                yield replace(e, end=e.start + office.end(1), title=office[2], why=why)
                continue
            if name in known or not KANJI.fullmatch(name):
                yield e
                continue
            if matches is None:
                matches = bool(_MATCHES.search(t.plain))
            settled_ = _unshown(e, name, t, matches)
            if settled_ is not None:
                yield settled_
        elif e.type == "PLACE":
            if _LINE.match(t.plain, e.end):
                continue
            yield _somebody(e, e.of(t.plain), t, known, wrestling)
        elif e.type == "FACILITY" and t.plain[e.start - 2 : e.start] in _TOURNAMENTS:
            continue
        else:
            yield e


def _shown(found: Sequence[Entity], t: CodedText) -> set[str]:
    """Every beginning of the names of people whom the text shows with a title or with their full name."""
    known: set[str] = set()
    for e in found:
        if e.type == "PERSON" and (e.title is not None or e.why != BARE):
            name = e.of(t.plain)
            known.update(name[:length] for length in range(1, len(name) + 1))
    return known


def _unshown(e: Entity, name: str, t: CodedText, matches: bool) -> Entity | None:
    """A surname alone of which the text shows nobody; None for what is no name."""
    if len(name) > 2 and name.endswith(_TEMPLES) and not matches:
        return replace(e, type="FACILITY", why="寺や堂の名で、その姓の人が本文に出てこない")
    if is_short_for_prefecture(name) or (
        is_place(name) and (not matches or _NOT_OF_SOMEBODY.match(t.plain, e.end))
    ):
        return replace(e, type="PLACE", why="地名でもある姓で、その姓の人が本文に出てこない")
    noun = t.plain[e.start - 1] in _BEFORE_A_NOUN and is_common_noun(name) and not is_place(name)
    return None if noun else e


def _somebody(e: Entity, name: str, t: CodedText, known: set[str], wrestling: bool) -> Entity:
    """A place that is a surname of somebody in the text, or a wrestler's name."""
    if wrestling and not _NO_WRESTLER.match(t.plain, e.end):
        if name.startswith(_RANKS):
            e, name = replace(e, start=e.start + _RANK_LENGTH), name[_RANK_LENGTH:]
        ranked = t.plain[e.start - _RANK_LENGTH : e.start] in _RANKS
        if ranked or (_WRESTLER.fullmatch(name) and len(name) > 2):
            return replace(e, type="PERSON", why="相撲の記事で、番付のあとか、しこ名の形をした名")
    shown = len(name) > 1 and name in known and _OF_SOMEBODY.match(t.plain, e.end)
    if shown and is_surname(name) and not is_short_for_prefecture(name):
        return replace(e, type="PERSON", why="地名でもある姓で、その姓の人が本文に出てくる")
    return e


def _joined(found: Sequence[Entity], t: CodedText) -> list[Entity]:
    """`found` with what two names make that touch (京セラドーム|大阪, 明海大|浦安, 津市|立|北が丘), and firms told by brackets."""
    plain = t.plain
    result: list[Entity] = []
    for e in found:
        before = result[-1] if result else None
        bracket = plain.startswith("(", e.end) and e.type != "ORGANIZATION" and e.title is None
        if bracket and _FIRM_IN_BRACKETS.match(plain, e.end):
            e = replace(e, type="ORGANIZATION", why="かっこの中に本社や社長がある")
        if before is not None and e.type == "PLACE" and e.start - before.end <= 1:
            gap = plain[before.end : e.start]
            if not gap and before.type == "FACILITY" and _VENUE.search(plain, before.start, before.end):
                result[-1] = replace(before, end=e.end, why="競技場や会館の名とその土地の並び")
                continue
            if (not gap and before.type == "ORGANIZATION" and plain[before.end - 1] == "大") or (
                gap == "立" and before.type == "PLACE"
            ):
                result[-1] = Entity(before.start, e.end, "ORGANIZATION", "学校を立てた者と土地の並び")
                continue
        result.append(e)
    return result


def _with_clubs(found: Sequence[Entity], t: CodedText) -> list[Entity]:
    """`found` and the clubs that a text of baseball calls by their towns and owners."""
    starts, ends = t.morphemes.starts, t.morphemes.ends
    result: list[Entity] = []
    waiting = list(found)
    i = 0
    for match in _CLUBS.finditer(t.plain):
        start, end = match.span()
        at, last = bisect_left(starts, start), bisect_left(ends, end)
        if at >= len(starts) or starts[at] != start or last >= len(ends) or ends[last] != end:
            continue
        while i < len(waiting) and waiting[i].end <= start:
            result.append(waiting[i])
            i += 1
        here = waiting[i] if i < len(waiting) and waiting[i].start < end else None
        if here is not None:
            if (here.start, here.end) != (start, end):
                continue
            i += 1
        result.append(Entity(start, end, "ORGANIZATION", "プロ野球の記事で、球団を呼ぶ名"))
    return result + waiting[i:]
