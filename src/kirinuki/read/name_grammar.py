"""The grammar of names: one regular expression over the kinds of a text's morphemes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kirinuki.model.reading import Entity, EntityType, Morphemes
from kirinuki.read.name_words import CODES, in_prefecture


def grammar(pattern: str) -> re.Pattern[str]:
    """A pattern over codes in which `<surname|given>` stands for one morpheme of those kinds."""

    def codes(m: re.Match[str]) -> str:
        return "[" + "".join(CODES[kind] for kind in m[1].split("|")) + "]"

    return re.compile(re.sub(r"(?<!P)<([a-z|]+)>", codes, "".join(pattern.split())))


_TITLE = """(?:
    <polite|familiar>
  | <former|noun|place|country|abbreviation|wholeorg|weak|unit|strong|wide|number|prefix>{0,4}?
    <office|trade>(?:<after|polite|familiar|trade|office>)?
  | <noun|weak|unit|strong|number|wide>{1,3}?<chief>
)"""
_DIRECT = "<former>?<office|polite>"
_GLOSS = f"(?:<open>[^{CODES['open']}{CODES['close']}]{{1,12}}<close>)?"
_KANA = "<kperson|kproper|unknown|katakana>"
_DOTTED = f"{_KANA}{{1,3}}(?:<dot|equals>(?:{_KANA}|<place|country|latin>){{1,3}}){{1,4}}"
_PERSON = f"""(?:
    (?:{_DOTTED}|<surname><given>|<person>|<place><given>|<surname><surname|family>
       |<surname|given|unknown>|<kperson>{{1,2}})(?={_GLOSS}{_TITLE})
  | <surname><noun|place>(?={_GLOSS}<polite|familiar>)
  | <given><noun>(?={_GLOSS}{_TITLE})
  | <katakana|family>(?={_GLOSS}{_DIRECT})
  | <family>(?={_GLOSS}{_TITLE})
  | <place>(?={_GLOSS}<polite|familiar|trade>)
)"""
_BARE_PERSON = f"(?:<surname><given>|<person>|<kperson|unknown>(?:<dot|equals>{_KANA}){{0,3}}<dot|equals><kperson|kproper|unknown>)"
_INSIDE = """<country|place|abbreviation|surname|given|person|kperson|family|unknown|proper|kproper|latin|katakana
    |wholeorg|wholefacility|outlet|short|office|trade|strong|weak|unit|single|legal|wide|paper|facility|ending
    |noun|prefix|suffix>"""
_CHAIN = f"(?:{_INSIDE}|<prefix><number>)"
_ORG_END = "(?:<strong|weak|unit|single|wholeorg|legal|outlet>|<office><ending>)"
_UNIT = f"<no><noun|katakana>{{1,3}}<unit>"

_NAMES = grammar(f"""
    (?P<person>{_PERSON})
  | (?P<none>{_CHAIN}{{1,8}}<event>|<country|place><kin>)
  | (?P<cited><short>)(?=<ni><yoru>|<unlenticular|close|quote>)
  | (?P<organization>{_CHAIN}{{0,9}}{_ORG_END})(?P<of>(?:<open>{_INSIDE}<close>)?{_UNIT})?
  | (?P<facility>{_CHAIN}{{0,7}}<facility|wholefacility>)
  | (?P<bare>{_BARE_PERSON})
  | (?P<place>
        <country|abbreviation>?<place>{{1,4}}<ending>?
      | <country>
      | <proper|kproper|unknown|kperson|surname|given><ending>
      | <abbreviation>(?=<office|trade|surname|person|kperson|unknown>))
  | (?P<body><wide|country|place><proper>)
  | (?P<thing><proper|kproper>)
""")

_TITLED = grammar(f"{_GLOSS}({_TITLE})")

_STARTERS = frozenset(
    CODES[kind]
    for kind in (
        "country place abbreviation surname given person kperson unknown proper kproper latin paper "
        "wholeorg wholefacility outlet short"
    ).split()
)
_REACH = CODES["wide"] + CODES["legal"]


def read_names(codes: str, plain: str, m: Morphemes) -> Iterator[Entity]:
    """The names that their own words show, in text order, none inside another."""
    starts, ends = m.starts, m.ends
    position = 0
    while match := _NAMES.search(codes, position):
        first, last = match.span()
        position = last
        kind = match.lastgroup
        if kind == "none":
            continue
        if kind in ("person", "bare"):
            yield Entity(starts[first], ends[last - 1], "PERSON", title_at(codes, last, plain, m))
        elif kind in ("organization", "of", "facility"):
            begin = _begin(codes, *match.span("facility" if kind == "facility" else "organization"))
            if begin is None:
                position = first + 1
                continue
            type_: EntityType = "FACILITY" if kind == "facility" else "ORGANIZATION"
            if kind == "facility" and last - begin == 2 and codes[begin] == CODES["country"]:
                last, type_ = begin + 1, "PLACE"
                position = last
            elif kind == "facility" and title_at(codes, last, plain, m):
                type_ = "ORGANIZATION"
            yield Entity(starts[begin], ends[last - 1], type_)
        elif kind == "place":
            length = (
                in_prefecture(plain[starts[first] : ends[first]])
                if m.tags[first].startswith("名詞-普")
                else 0
            )
            yield Entity(starts[first], starts[first] + length if length else ends[last - 1], "PLACE")
        else:
            yield Entity(starts[first], ends[last - 1], "ORGANIZATION")


def title_at(codes: str, position: int, plain: str, m: Morphemes) -> str | None:
    """The title that starts at this morpheme, behind a gloss in brackets if there is one."""
    match = _TITLED.match(codes, position)
    return plain[m.starts[match.start(1)] : m.ends[match.end(1) - 1]] if match else None


def _begin(codes: str, first: int, end: int) -> int | None:
    """Where in a row of nouns the name starts; None where the row holds no name.

    Common nouns before the first proper one are said about it (大手…); a row of common nouns alone is a
    name where its last word says so (高校野球連盟).
    """
    for i in range(first, end):
        if codes[i] in _STARTERS:
            while i > first and codes[i - 1] in _REACH:
                i -= 1
            return i
    length = end - first
    if codes[end - 1] == CODES["strong"] and length > 1:
        return first
    if codes[first] == CODES["wide"] and length > 2:
        return first
    if codes[first] == CODES["legal"] and length > 1:
        return first
    return None
