"""What kind of word each morpheme is to the grammar of names: one code point a morpheme.

The kinds come from `lexicon/*.tsv` first, then from Sudachi's part of speech, then from the script.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from kirinuki.read.morphemes import in_dictionary

KINDS = {
    # names by themselves
    "country": "C",
    "place": "P",
    "abbreviation": "c",  # 米, 英
    "surname": "S",
    "given": "G",
    "person": "N",
    "kperson": "n",  # a person's name in katakana
    "proper": "X",
    "kproper": "x",  # a proper name in katakana, of whatever
    "unknown": "U",  # katakana that no dictionary holds
    "latin": "A",
    "wholeorg": "M",
    "wholefacility": "H",
    "outlet": "B",
    "short": "b",  # 朝日, 共同: outlets where they are cited
    "family": "f",  # 習, 金: surnames before a title only
    # what names are made with
    "title": "T",
    "polite": "t",
    "former": "r",
    "after": "a",
    "strong": "O",
    "weak": "w",
    "single": "o",
    "legal": "L",
    "wide": "W",
    "apposed": "p",
    "facility": "F",
    "ending": "Q",
    "event": "E",
    # the rest
    "katakana": "k",
    "noun": "-",
    "adverbial": "v",
    "counter": "u",
    "number": "0",
    "prefix": "<",
    "suffix": ">",
    "dot": ".",
    "equals": "=",
    "open": "(",
    "close": ")",
    "quote": "[",
    "unquote": "]",
    "no": "_",
    "ni": "i",
    "yoru": "y",
    "other": " ",
}

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
    "の": "no",
    "に": "ni",
    "よる": "yoru",
    "よれ": "yoru",
    "より": "yoru",
}

_KATAKANA = re.compile(r"[ァ-ヺー]{2,}")
_LATIN = re.compile(r"[A-Za-z&]+")


@cache
def lexicon(name: str) -> dict[str, str]:
    """A word list of `lexicon/`: word → kind (an empty string where the list has one column)."""
    lines = files("kirinuki.read").joinpath("lexicon", f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return {word: kind for word, _, kind in rows}


@cache
def _listed() -> dict[str, str]:
    """Word → kind, from all lists; of a word in several the first list decides."""
    kinds: dict[str, str] = dict(_MARKS)
    outlets = {w: "outlet" if k == "name" else k for w, k in lexicon("outlets").items()}
    titles = {w: "title" if k == "head" else k for w, k in lexicon("titles").items()}
    places = {w: "place" if k == "region" else k for w, k in lexicon("places").items()}
    territories = dict.fromkeys(lexicon("territories"), "country")
    facilities = dict.fromkeys(lexicon("facilities"), "facility")
    for words in (outlets, titles, lexicon("organizations"), places, facilities, territories):
        for word, kind in words.items():
            kinds.setdefault(word, kind)
    return kinds


@cache
def _endings() -> dict[str, str]:
    """End of a longer word → kind of that word."""
    ends = {w: "wholeorg" for w, k in lexicon("organizations").items() if k == "strong"}
    ends |= {w: "title" for w, k in lexicon("titles").items() if k == "head" and (len(w) > 1)}
    return ends


@cache
def _proper_endings() -> dict[str, str]:
    ends = dict.fromkeys(lexicon("facilities"), "wholefacility")
    ends |= {w: "wholeorg" for w, k in lexicon("organizations").items() if k in ("weak", "single")}
    return ends | dict.fromkeys((w for w, k in lexicon("places").items() if k == "event"), "event")


def _by_ending(surface: str, endings: dict[str, str]) -> str | None:
    for length in range(min(len(surface) - 1, 7), 0, -1):
        kind = endings.get(surface[-length:])
        if kind and (length > 1 or len(surface) > 2):
            return kind
    return None


@lru_cache(maxsize=65536)
def kind_of(surface: str, tag: str) -> str:
    """The code (a value of `KINDS`) of one morpheme."""
    return KINDS[_kind(surface, tag)]


def _kind(surface: str, tag: str) -> str:
    listed = _listed().get(surface)
    nominal = tag.startswith(("名詞", "接尾辞-名詞的", "接頭辞"))
    if listed and (nominal or surface in _MARKS):
        if listed == "ending" and tag.startswith("名詞-固有名詞"):
            return "place"
        return listed
    if not nominal:
        return "other"
    if tag.startswith("名詞-数詞"):
        return "number"
    if tag.startswith("接頭辞"):
        return "prefix"
    if tag.startswith("名詞-固有名詞"):
        return _proper(surface, tag)
    if surface in lexicon("surnames"):
        return "family"
    if tag.startswith("接尾辞"):
        return "suffix"
    kind = _by_ending(surface, _endings())
    if kind and tag == "名詞-普通名詞-一般":
        return kind
    if _KATAKANA.fullmatch(surface):
        return "katakana" if in_dictionary(surface) else "unknown"
    if _LATIN.fullmatch(surface):
        return "latin"
    if tag == "名詞-普通名詞-副詞可能":
        return "adverbial"
    return "counter" if tag == "名詞-普通名詞-助数詞可能" else "noun"


def _proper(surface: str, tag: str) -> str:
    if "地名" in tag:
        return "country" if tag.endswith("国") else "place"
    if "人名" in tag:
        if tag.endswith("姓"):
            return "surname"
        if tag.endswith("名-名"):
            return "given"
        return "kperson" if _KATAKANA.fullmatch(surface) else "person"
    kind = _by_ending(surface, _endings()) or _by_ending(surface, _proper_endings())
    if kind:
        return kind
    return "kproper" if _KATAKANA.fullmatch(surface) else "proper"
