"""What each morpheme is to the grammar of names: one kind a morpheme, one code point a kind.

The kind comes from the word lists of `lexicon/`, else from how the word ends, else from Sudachi's part
of speech and the script. It is a function of the word and its tag alone, so it is remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from operator import getitem

from kirinuki.read.agencies import agency_names
from kirinuki.read.lexicons import rows
from kirinuki.read.morphemes import is_common_noun

_KINDS = (
    # names, as far as one morpheme can tell
    "country",  # ロシア
    "prefecture",  # 長野県
    "place",  # モスクワ
    "abbreviation",  # 米
    "surname",
    "given",
    "person",  # a whole name in kanji
    "kperson",  # a person's name in katakana
    "family",  # 金: a surname before titles only
    "unknown",  # katakana that is no common noun
    "proper",  # any other proper name
    "kproper",  # the same in katakana or Latin letters
    "latin",  # Latin letters
    "wholeorg",  # 文化庁
    "wholefacility",  # 清水港
    "outlet",  # ロイター
    "short",  # 朝日
    # titles.tsv
    "office",
    "trade",
    "executive",
    "local",
    "polite",
    "familiar",
    "former",
    "after",
    "chief",
    "joins",
    # organizations.tsv
    "strong",
    "weak",
    "unit",
    "single",
    "firm",
    "legal",
    "wide",
    "paper",
    "apposed",
    "journal",
    "group",
    "barrier",
    # facilities.tsv and places.tsv
    "facility",
    "ending",
    "direction",
    "event",
    "affair",
    "work",
    "kin",
    "landform",
    "site",
    "joint",
    "starter",
    "club",
    # other nouns
    "katakana",
    "noun",
    "namelike",  # a noun that ends like a given name (大悟)
    "kanji",  # a noun of one kanji
    "rare",  # kanji that are no word the dictionary holds
    "counter",  # counts or tells time
    "number",
    "reign",  # 世, behind a number
    "prefix",
    "suffix",
    # marks, and the particles that tell something
    "dot",
    "equals",
    "open",
    "close",
    "quote",
    "unquote",
    "lenticular",
    "unlenticular",
    "comma",
    "no",
    "ni",
    "yoru",
    "other",
)
CODES = {kind: chr(0xE000 + i) for i, kind in enumerate(_KINDS)}
"""Kind → its code point: of private use, so that none means anything in a regular expression."""

_MARKS = {
    "・": "dot",
    "=": "equals",
    "゠": "equals",
    "(": "open",
    ")": "close",
    "「": "quote",
    "『": "quote",
    "」": "unquote",
    "』": "unquote",
    "【": "lenticular",
    "】": "unlenticular",
    "、": "comma",
    "世": "reign",
    "の": "no",
    "に": "ni",
    "よる": "yoru",
    "よれ": "yoru",
    "より": "yoru",
}
_KATAKANA = re.compile(r"[ァ-ヺー]+")
_KANJI = re.compile(r"[一-鿿々]+")
_NAMELIKE = re.compile(
    "(?!政治|自治|統一|共和|平和|説明|発明|文明|昭和|令和|誠実)[一-鿿]"
    "[一二三郎太男夫雄也哉介助輔樹人斗翔彦哲悟誠司志史治次明宏広浩弘博和幸之行孝隆輝美恵香奈菜音里枝代世子]"
)
"""Nouns that are given names as well, by their last character."""
_TRADE = re.compile("[一-鿿]+[士師官監]")
"""気象予報士, 財務官: who does something, whatever the dictionary holds."""

_LANDFORMS = (
    "温泉",
    "高原",
    "海岸",
    "半島",
    "海峡",
    "諸島",
    "列島",
    "渓谷",
    "盆地",
    "平野",
    "川",
    "湖",
    "岳",
    "岬",
)
"""Ends of what the dictionary holds as a name without saying of what."""
_LATIN = re.compile(r"[A-Za-z&]+")


@cache
def lexicon(name: str) -> dict[str, str]:
    """A word list of `lexicon/`: word → kind (an empty string where the list has one column)."""
    return {row[0]: row[1] if len(row) > 1 else "" for row in rows(name)}


@cache
def _listed() -> dict[str, str]:
    """Word → kind, from all lists; of a word in several the first list decides."""
    organizations = {w: "wholeorg" if k == "name" else k for w, k in lexicon("organizations").items()}
    outlets = {
        word: "short" if kind == "short" else "outlet"
        for word, kind in (agency_names() | lexicon("outlets")).items()
    }
    places = {w: "country" if k == "region" else k for w, k in lexicon("places").items()}
    kinds: dict[str, str] = {}
    firms = {word: "wholeorg" for word, kind in lexicon("firms").items() if not kind}
    for words in (
        firms,
        outlets,
        lexicon("titles"),
        organizations,
        places,
        {w: "wholefacility" if k == "name" else k or "facility" for w, k in lexicon("facilities").items()},
        dict.fromkeys(lexicon("territories"), "country"),
        {row[0]: "wholeorg" for row in rows("aliases") if row[2] == "organization" and len(row[0]) > 1},
        {word: "barrier" for word, kind in lexicon("other_names").items() if kind == "word"},
        {
            word: "katakana" if _KATAKANA.fullmatch(word) else "noun"
            for word, kind in lexicon("other_names").items()
            if kind == "common"
        },
    ):
        kinds = words | kinds
    return kinds


@cache
def _endings(*, proper: bool) -> dict[str, str]:
    """End of a longer word → kind of that word; a proper name takes ends that would not make a name."""
    titles = {
        word: kind
        for word, kind in lexicon("titles").items()
        if kind in ("office", "trade", "executive", "local")
    }
    strong = {word: "wholeorg" for word, kind in lexicon("organizations").items() if kind == "strong"}
    ends = {word: kind for word, kind in titles.items() if len(word) > 1} | strong
    if not proper:
        long = {w: "facility" for w, k in lexicon("facilities").items() if len(w) > 1 and not k}
        long |= {
            w: "weak" for w, k in lexicon("organizations").items() if k in ("weak", "unit") and len(w) > 1
        }
        return long | ends
    weak = [w for w, kind in lexicon("organizations").items() if kind in ("weak", "unit", "single", "firm")]
    events = [word for word, kind in lexicon("places").items() if kind == "event"]
    others = [word for word, kind in lexicon("other_names").items() if kind == "ending"]
    return (
        ends
        | dict.fromkeys(others, "barrier")
        | dict.fromkeys(events, "event")
        | {w: "wholefacility" for w, k in lexicon("facilities").items() if k != "site"}
        | dict.fromkeys(weak, "wholeorg")
        | strong
    )


_LONGEST_END = 12


def _by_ending(surface: str, endings: dict[str, str]) -> str | None:
    for length in range(min(len(surface) - 1, _LONGEST_END), 0, -1):
        kind = endings.get(surface[-length:])
        if kind and (length > 1 or len(surface) > 2):
            return kind
    return None


def in_prefecture(surface: str) -> int:
    """How many characters of a word such as 東京都内 name a prefecture; 0 where none do."""
    for length in (3, 4):
        if len(surface) > length and lexicon("places").get(surface[:length]) == "prefecture":
            return length
    return 0


def is_short_for_prefecture(surface: str) -> bool:
    """Whether this is a prefecture's name without its last character, as headlines write it: 大阪, 神奈川."""
    return any(lexicon("places").get(surface + district) == "prefecture" for district in "県府都")


@cache
def _starts_of_names() -> tuple[str, ...]:
    """With what a longer word starts that is a name by its end: 東京地検特捜部, 国際通商裁判所."""
    prefectures = [word[:-1] for word, kind in lexicon("places").items() if kind == "prefecture"]
    return (*prefectures, *(word for word, kind in lexicon("organizations").items() if kind == "wide"))


def codes_of(words: Iterable[str], tags: Iterable[str]) -> str:
    """The codes (of `CODES`) of morphemes with these words and Sudachi tags, one a morpheme."""
    return "".join(map(getitem, map(_tables().__getitem__, tags), words))


class _Table(dict[str, str]):
    """The codes of the words of one tag, each found out when it is met first."""

    def __init__(self, tag: str) -> None:
        self._tag = tag

    def __missing__(self, word: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        code = self[word] = CODES[_kind(word, self._tag)]
        return code


class _Tables(dict[str, _Table]):
    """A table for each tag. A dictionary of dictionaries: one keyed by pairs takes twice the time."""

    def __missing__(self, tag: str) -> _Table:
        table = self[tag] = _Table(tag)
        return table


_tables = cache(_Tables)
_REMEMBERED = 1 << 16
"""Words of one tag; all that many years of news use (16,000 common nouns in 1,900 articles), and a bound for what they
never would."""


def _kind(surface: str, tag: str) -> str:
    if surface in _MARKS:
        return _MARKS[surface]
    if tag == "形状詞-一般":  # 特別, グローバル: nouns, inside names
        return (
            "noun" if _KANJI.fullmatch(surface) else "katakana" if _KATAKANA.fullmatch(surface) else "other"
        )
    if not tag.startswith(("名詞", "接尾辞-名詞的", "接頭辞")):
        return "other"
    if surface == "高" and tag.startswith("接尾辞"):  # 北浜南高; else a surname
        return "single"
    proper = tag.startswith("名詞-固有名詞")
    listed = _listed().get(surface)
    if tag.startswith("名詞-固有名詞-人名") and surface not in lexicon("firms"):
        listed = None
    if listed == "country" and len(surface) < 3 and not proper:  # タイ, マリ: other words too
        listed = None
    if listed and not (proper and listed == "barrier" and len(surface) == 1):
        return "place" if proper and listed == "ending" else listed
    if proper:
        return _proper(surface, tag)
    if tag == "名詞-数詞":
        return "number"
    if surface in lexicon("surnames"):
        return "family"
    if tag.startswith("接頭辞"):
        return "prefix"
    if tag.startswith("接尾辞"):
        return "suffix"
    if tag == "名詞-普通名詞-副詞可能" or tag == "名詞-普通名詞-助数詞可能":
        return "counter"
    return _common(surface)


def _proper(surface: str, tag: str) -> str:
    if tag.startswith("名詞-固有名詞-地名"):
        return "country" if tag.endswith("国") else "place"
    foreign = _KATAKANA.fullmatch(surface) or _LATIN.fullmatch(surface)
    if tag.startswith("名詞-固有名詞-人名"):
        if tag.endswith("一般"):
            return "latin" if surface.isascii() else "kperson" if foreign else "person"
        if tag.endswith("姓"):
            return "kperson" if foreign else "surname"
        return "given"
    if surface[0].isdigit():
        return "barrier"
    kind = _by_ending(surface, _endings(proper=True))
    if kind is None and len(surface) > 2 and surface.endswith(_LANDFORMS):
        return "place"
    return kind or ("kproper" if foreign else "proper")


def _common(surface: str) -> str:
    """The kind of a noun that Sudachi takes for a common one; what it does not know is among these."""
    if _KATAKANA.fullmatch(surface):
        if is_common_noun(surface):
            return "katakana"
        return _by_ending(surface, _endings(proper=True)) or "unknown"
    if _LATIN.fullmatch(surface):
        return "latin"
    if len(surface) == 1:
        return "kanji"
    kind = _by_ending(surface, _endings(proper=False))
    if kind == "office" and surface[0] in "元前":
        return "trade"
    if in_prefecture(surface):
        return kind or "place"
    if kind == "weak" and len(surface) > 5 and surface.startswith(_starts_of_names()):
        return "wholeorg"
    if kind is None and _NAMELIKE.fullmatch(surface):
        return "namelike"
    if kind is None and len(surface) > 2 and _TRADE.fullmatch(surface):
        return "trade"
    if kind is None and _KANJI.fullmatch(surface) and not is_common_noun(surface):
        return "rare"
    return kind or "noun"
