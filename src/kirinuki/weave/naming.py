"""What a name, and the words around it, tell of whom it names: before any other article is looked at."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple, get_args

from kirinuki.model.chronicle import Name
from kirinuki.model.reading import Entity, Reading
from kirinuki.model.text import fold_width
from kirinuki.read.agencies import agency_names
from kirinuki.read.lexicons import rows
from kirinuki.read.morphemes import is_given_name, is_surname
from kirinuki.read.names.identity import known_keys, territories

Standing = Literal["public", "work", "plain", "familiar", "accused"]
"""What a title or role says of a person's standing; see `lexicon/standing.tsv`."""

_JOINT = re.compile("[・=゠]")
_REIGN = re.compile(r"[\d一二三四五六七八九十]{1,3}世$")
_BRACKETS = re.compile(r"\([^()]{0,20}\)")
_KATAKANA = re.compile("[ァ-ヺー・=゠]+")
_SURNAMES = (2, 3, 1, 4)
"""Lengths of Japanese family names, the commonest first."""
_AGE = re.compile(r"\(?(?:当時)?\d{1,3}(?:歳|才|\))")
_FORMER = re.compile("^(?:前|元|現|新|次期|初代|故)+")
_BEFORE = 12
"""Code points before a name in which a role may stand."""
_TIED = re.compile(r"(?:の|・|である|だった)\Z")
"""What ties a role to the name behind it."""
_OLD_FORMS = str.maketrans(
    "惠眞龍濱澤邊邉國廣櫻齋髙﨑濤實榮壽彌德來會澁瀧瀨槇顯惣靜豐黑圓學",
    "恵真竜浜沢辺辺国広桜斎高崎涛実栄寿弥徳来会渋滝瀬槙顕総静豊黒円学",
)
"""Forms of one character; names are written in either. From 人名用漢字 and 常用漢字表, which give the older form in brackets."""
_OUTLET = re.compile(
    r"(?:新聞|通信|新報|日報|タイムズ|スポーツ(?:ニッポン)?|スポニチ|テレビ|放送|ラジオ|ニュース|ドットコム|オンライン|デジタル|電子版)社?$"
    r"|(?:放送局|放送協会)$|(?i:news|online|\.com|\.jp|times|annex)$"
)
_SPELLINGS = (
    ("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ"), ("ティ", "チ"), ("ディ", "ジ"),
    ("ウィ", "ウイ"), ("ウェ", "ウエ"), ("ー", ""), ("ッ", ""),
)  # fmt: skip
"""Spellings of one foreign sound."""


def party_names(reading: Reading) -> Iterator[Name]:
    """The people, organisations and countries that a text names, in its order. Other places act in nobody's name."""
    plain = fold_width(reading.text)
    countries = frozenset(code for code in territories().values() if code.isalpha())
    for e in reading.entities:
        who = e.who or e.of(plain)
        if e.type == "PERSON":
            who = _bare(who)
            if who:
                yield Name(
                    *(e.start, e.end, "PERSON", who, family_of(who), e.title, _role(plain, e)),
                    aged=_AGE.match(plain, e.end + len(e.title or "")) is not None,
                    gloss=e.gloss and _bare(e.gloss),
                )
        elif e.type == "ORGANIZATION" or (e.type == "PLACE" and who in countries):
            words = e.of(plain)
            if words != who and (is_outlet(words) or is_outlet(who)):
                # Brackets behind an outlet name its page or whoever told it (みなと新聞(港ニュース)), and abbreviate nothing.
                who = known_keys().get(words, words)
            yield Name(e.start, e.end, e.type, who, who, gloss=e.gloss)


def _bare(name: str) -> str:
    """A name without readings and spaces in it: 凪原(なぎはら)そら → 凪原そら."""
    return "".join(_BRACKETS.sub("", fold_width(name)).split())


def _role(plain: str, e: Entity) -> str | None:
    """The role before the public that stands right before a name: 俳優の…, 漫画家・…, 前駐米大使・…."""
    before = plain[max(0, e.start - _BEFORE) : e.start]
    tie = _TIED.search(before)
    if tie is None:
        return None
    words = before[: tie.start()]
    return next((w for n in range(_BEFORE, 1, -1) if (w := words[-n:]) in _roles()), None)


@cache
def _roles() -> frozenset[str]:
    named = (row[0] for row in rows("titles") if row[1] in ("office", "trade", "executive"))
    return frozenset(row[0] for row in rows("roles", "weave")) | {w for w in named if standing(w) == "public"}


def is_outlet(name: str) -> bool:
    """Whether the organisation is one that news names as where it was told: by the lists of outlets, agencies and houses, or by
    how the name ends."""
    return name in _outlets() or _OUTLET.search(name) is not None


@cache
def _outlets() -> frozenset[str]:
    houses = (word for row in rows("families", "weave") for word in row[:2])
    return frozenset(agency_names()) | frozenset(row[0] for row in rows("outlets")) | frozenset(houses)


# Titles -------------------------------------------------------------------------------------------------------


@lru_cache(4096)
def standing(title: str) -> Standing:
    """What a title, by its end, says of the person's standing: `public` for every office, post or trade not told otherwise."""
    known = _standings()
    return next((known[title[at:]] for at in range(len(title)) if title[at:] in known), "plain")


@cache
def _standings() -> dict[str, Standing]:
    kinds: dict[str, Standing] = {
        row[0]: "public"
        for row in rows("titles")
        if row[1] in ("office", "trade", "executive", "local", "chief")
    }
    named: dict[str, Standing] = {kind: kind for kind in get_args(Standing)}
    return kinds | {word: named[kind] for word, kind in rows("standing", "weave")}


@lru_cache(4096)
def office(title: str | None) -> str | None:
    """The office that a title is of, whatever stands before it: 首相 of 英首相, 前内閣総理大臣; None for courtesy."""
    if title is None or standing(title) in ("plain", "familiar"):
        return None
    title = _FORMER.sub("", title)
    alike, known = _offices(), _standings()
    end = next((title[at:] for at in range(len(title)) if title[at:] in alike or title[at:] in known), title)
    return alike.get(end, end)


@cache
def _offices() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("offices", "weave")}


@lru_cache(4096)
def untitled(words: str) -> tuple[str, str | None]:
    """A name as a person writes it, parted from the title behind it: (凪原, 知事) of 凪原知事."""
    known = _standings()
    at = next((n for n in range(1, len(words)) if words[n:] in known), None)
    return (words, None) if at is None else (words[:at], words[at:])


# Names --------------------------------------------------------------------------------------------------------


_INITIALS = {
    kana: letters
    for row in (
        "ア AEU", "イ IEY", "ウ UWV", "エ EA", "オ OA", "カ CKQ", "キ CKQ", "ク CKQ", "ケ CK", "コ CK", "ガ G", "ギ G", "グ G",
        "ゲ G", "ゴ G", "サ ST", "シ SC", "ス ST", "セ SC", "ソ ST", "ザ ZX", "ジ JGZD", "ズ Z", "ゼ ZX", "ゾ Z", "タ T", "チ CT",
        "ツ TZ", "テ T", "ト T", "ダ D", "デ D", "ド D", "ナ N", "ニ N", "ヌ N", "ネ N", "ノ N", "ハ H", "ヒ H", "フ FPH", "ヘ H",
        "ホ H", "バ BV", "ビ BV", "ブ BV", "ベ BV", "ボ BV", "パ P", "ピ P", "プ P", "ペ P", "ポ P", "マ M", "ミ M", "ム M",
        "メ M", "モ M", "ヤ YJ", "ユ YUJE", "ヨ YJ", "ラ LR", "リ LR", "ル LR", "レ LR", "ロ LR", "ワ W",
    )
    for kana, letters in [row.split()]
}  # fmt: skip
"""Letters with which a foreign name may begin, by its first kana."""


class Parts(NamedTuple):
    """How a person's name is made. `family` is what he is called later; `full` where the name holds more than that; `given`
    are the parts of a foreign name before the last."""

    family: str
    full: bool
    given: tuple[str, ...] = ()


@lru_cache(1 << 16)
def key_of(name: str) -> str:
    """The form in which one name meets its other spellings: older characters, long vowels, ヴ."""
    name = unicodedata.normalize("NFKC", name).translate(_OLD_FORMS)
    if _KATAKANA.search(name):
        for one, other in _SPELLINGS:
            name = name.replace(one, other)
    return name


def family_of(name: str) -> str:
    """What a person of this name shares with all who may be called as he is, in the form of `key_of`."""
    return parts_of(name).family


@lru_cache(1 << 16)
def parts_of(name: str) -> Parts:
    """The parts of a person's name, by the dictionary's family and given names, in the form of `key_of`.

    A foreign name ends in the family name. A Chinese or Korean one begins with it, mostly one character. What is no family
    name by itself (a ring name, a stage name) is all that the person is called.
    """
    key = key_of(name)
    if _JOINT.search(name):
        parts = [key_of(part) for part in _JOINT.split(_REIGN.sub("", name)) if part]
        return Parts(parts[-1], True, tuple(parts[:-1])) if parts else Parts(key, False)
    if _REIGN.search(name):
        return Parts(_REIGN.sub("", key), True)
    if _KATAKANA.match(name) or is_surname(name):
        return Parts(key, False)
    cuts = [n for n in _SURNAMES if n < len(name) and is_surname(name[:n])]
    if len(name) > 2 or not is_given_name(name):
        both = next((n for n in cuts if is_given_name(name[n:])), None)
        if both is not None:
            return Parts(key_of(name[:both]), True)
        if cuts and not is_given_name(name):
            return Parts(key_of(name[: max(cuts)]), True)
    if len(name) == 3 and not is_given_name(name) and all("一" <= c <= "鿿" for c in name):
        return Parts(key_of(name[0]), True)
    return Parts(key, False)


def is_family_name(name: str) -> bool:
    """Whether many may be called so: a Japanese family or given name, or one word in katakana."""
    return is_surname(name) or is_given_name(name) or _KATAKANA.match(name) is not None or len(name) == 1


def extends(full: str, name: str) -> bool:
    """Whether the full name holds all parts of a shorter one in their order: the same family name, and of what stands before
    it some parts, an initial for one of them (ラド・ザハロフ, ラド・W・ザハロフ, ラド・ウォーカー・ザハロフ)."""
    one, other = parts_of(full), parts_of(name)
    if one.family != other.family or not one.full or full == name:
        return False
    if not other.full:
        return key_of(name) == other.family
    if not one.given or not other.given:
        return False
    if len(one.given) == len(other.given):
        return one.given != other.given and all(
            a == b or (len(b) == 1 and b.upper() in _INITIALS.get(a[0], ""))
            for a, b in zip(one.given, other.given, strict=True)
        )
    left = iter(one.given)
    return len(one.given) > len(other.given) and all(part in left for part in other.given)


def cuts_short(full: str, name: str) -> bool:
    """Whether headlines may have cut the full name to this one: 凪原そ for 凪原そら."""
    one, other = parts_of(full), parts_of(name)
    return one.full and other.full and not one.given and key_of(full)[:-1] == key_of(name)
