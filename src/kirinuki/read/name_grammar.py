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


_GLOSS = f"(?:<open>[^{CODES['open']}{CODES['close']}]{{1,12}}<close>)?"
_TITLE = """(?!<single>)(?:
    <polite|familiar>
  | <former|noun|katakana|place|country|abbreviation|short|proper|wholeorg|weak|unit|single|strong|wide|number|prefix>{0,5}?
    <office|trade|local>(?:<after|polite|familiar|trade|local|office>)?
  | <noun|kanji|katakana|weak|unit|strong|number|wide>{1,3}?<chief>
)"""
_TITLED = f"(?={_GLOSS}{_TITLE})"
_NAMED = f"(?={_GLOSS}<polite|familiar>)"
_KANA = "<kperson|kproper|unknown|katakana>"
_DOTTED = f"(?:{_KANA}{{1,3}}|<latin>)(?:<dot|equals>(?:{_KANA}|<place|country|latin>){{1,3}}){{1,4}}"
_FULL = "(?:<surname><given>{1,2}|<surname|family><rare>|<rare><given>)"
_PERSON = f"""(?:
    (?:{_FULL}|<surname|person|place><kanji>|<surname><given><kanji|suffix>|<given><noun|kanji>){_TITLED}
  | <surname|place><noun|kanji|counter|place|given|surname>{{1,2}}{_NAMED}
  | (?:{_DOTTED}|<place><dot><kperson|unknown>|<kperson>{{1,2}}|<unknown>){_TITLED}
  | (?:<person>|<place><given>|<surname><surname|family>|<surname|given|family>){_TITLED}
  | <rare>{_NAMED}
  | <katakana>(?={_GLOSS}<former>?<office|polite>)
  | <place>(?={_GLOSS}(?:<polite|familiar|trade>|<former><noun>{{0,2}}<office>))
)"""
_BARE_PERSON = f"""(?:
    {_FULL}
  | <person>
  | <kperson|unknown>(?:<dot|equals>{_KANA}){{0,3}}<dot|equals><kperson|kproper|unknown>
)"""
_INSIDE = """<country|place|abbreviation|surname|given|person|kperson|family|unknown|proper|kproper|latin|katakana
    |wholeorg|wholefacility|outlet|short|office|trade|local|strong|weak|unit|single|firm|legal|wide|paper|facility|ending|event
    |noun|kanji|rare|prefix|suffix>"""
_CHAIN = f"(?:{_INSIDE}|<prefix><number>)"
_ORG_END = "(?:<strong|weak|unit|single|firm|wholeorg|legal|outlet>|<office><ending>)"
_FOREIGN_HEAD = f"(?:(?:{_KANA}|<latin|place>){{1,3}}<dot>){{0,3}}"
_COMMON_HEAD = "<noun|weak>{1,3}<dot>(?=<noun>)"

_QUOTED = "[^" + "".join(CODES[kind] for kind in ("quote", "unquote", "open", "close", "comma")) + "]"

_NAMES = grammar(f"""
    (?P<person>{_PERSON})
  | (?P<none>{_CHAIN}{{1,8}}<event>(?!{_INSIDE}{{0,4}}{_ORG_END})|<country|place><kin>)
  | (?P<cited><short>)(?=<ni><yoru>|<unlenticular|close|quote>)
  | <quote>(?P<quoted>(?:{_CHAIN}|<barrier|counter|dot|apposed>){{2,10}})<unquote>
  | <apposed|legal|unit|weak><quote>(?P<called>{_QUOTED}{{1,12}}?)(?:<open>{_QUOTED}{{1,3}}<close>)?<unquote>
  | (?P<full>{_FULL})(?!{_ORG_END}|<facility>)
  | (?P<organization>(?:{_COMMON_HEAD}|{_FOREIGN_HEAD}){_CHAIN}{{0,9}}(?:{_ORG_END}|<facility|wholefacility>))
    (?P<of>(?:<open>{_INSIDE}<close>)?<no><noun|katakana>{{1,3}}<unit>(?!<quote|chief>))?
  | (?P<press><outlet|short|paper|proper|kproper><latin|katakana|noun|proper|number>{{0,2}}<latin|proper>)
  | (?P<bare>{_BARE_PERSON})
  | (?P<joined><place><katakana|kperson>{{0,2}}<kproper|unknown>)(?!{_TITLE}|<dot>)
  | (?P<body><wide|country|place><proper|rare>)(?!<number>)
  | (?P<place>
        <country|abbreviation|direction>?<place>{{1,4}}<ending>?
      | <direction>?<country><ending>?
      | <proper|kproper|unknown|kperson|surname|given><ending>
      | <abbreviation>(?=<no>?<office|trade|surname|person|kperson|unknown|kproper|outlet>))
  | (?P<thing><proper|kproper>(?!<number>)|(?<=<apposed|abbreviation>)<unknown|latin>{{1,2}}|(?<=<apposed><no>)<unknown|latin>{{1,2}})
""")
_INSIDE_ROW = grammar(_INSIDE)
_TITLE_BEHIND = grammar(f"(?:{_GLOSS}|<dot>)({_TITLE})")
_GLOSSED = grammar(f"{_GLOSS}(?={_TITLE})")
_ABBREVIATED = grammar("<unquote>?<open>(<latin|unknown|kproper|proper>)<close>")
_ENDS_ORGANIZATION = grammar(f"{_CHAIN}*{_ORG_END}")


def _kinds(kinds: str) -> frozenset[str]:
    return frozenset(CODES[kind] for kind in kinds.split("|"))


_STARTERS = _kinds(
    "country|place|abbreviation|surname|given|person|kperson|unknown|rare|proper|kproper|latin|paper"
    "|wholeorg|wholefacility|outlet|short"
)
_FACILITY = _kinds("facility|wholefacility")
_COMMON = _kinds("noun|weak")
_REACH = _kinds("wide|legal")
_LEGAL_KINDS = ("公益", "一般")
_APPOSED = _kinds("apposed|legal")
_ORG_ENDS = _kinds("strong|weak|unit|single|firm|wholeorg|legal")
_DISTRICTS = frozenset("都道府県州省市区町村郡")
_DISTRICT_WORD = re.compile("[都道府県市区町村](?:知事|[長内議民])")
_KATAKANA_NAME = re.compile(r"[ァ-ヺー・A-Za-z]+")


class NameReader:
    """One text's morphemes as codes, and what the grammar reads in them."""

    def __init__(self, codes: str, plain: str, morphemes: Morphemes) -> None:
        self.codes, self.plain, self.morphemes = codes, plain, morphemes

    def names(self) -> Iterator[Entity]:
        """The names that their own words show, in text order, none inside another."""
        codes = self.codes
        position = 0
        while match := _NAMES.search(codes, position):
            kind = match.lastgroup
            assert kind is not None
            first, position = match.span(kind)
            last = position
            short = None
            if kind == "none":
                continue
            if kind in ("person", "full", "bare"):
                yield self._entity(first, last, "PERSON", self.title_at(last))
                if glossed := _GLOSSED.match(codes, last):
                    position = glossed.end()
            elif kind == "quoted" or kind == "called":
                type_ = self._quoted(first, last, kind)
                if type_:
                    yield self._entity(first, last, type_)
                    short = _ABBREVIATED.match(codes, position)
                else:
                    position = match.start() + 1
            elif kind == "organization" or kind == "of":
                first, end = match.span("organization")
                begin = self._begin(first, end)
                if begin is None:
                    position = first + 1
                    continue
                if codes[end - 1] in _FACILITY:
                    entity = self._facility(begin, last)
                else:
                    entity = self._entity(begin, last, "ORGANIZATION")
                yield entity
                short = _ABBREVIATED.match(codes, position)
            elif kind == "joined" and self._words(first, first + 1)[-1] in _DISTRICTS:
                yield self._entity(first, last, "PLACE")
            elif kind == "place":
                yield self._place(first, last)
            else:
                yield self._entity(first, last, "ORGANIZATION")
            if short:
                position = short.end()
                yield self._entity(*short.span(1), "ORGANIZATION")

    def title_at(self, position: int) -> str | None:
        """The title that starts at this morpheme, behind a gloss in brackets if there is one."""
        match = _TITLE_BEHIND.match(self.codes, position)
        return self._words(*match.span(1)) if match else None

    def stands_alone(self, position: int) -> bool:
        """Whether the row of nouns ends with this morpheme."""
        return not _INSIDE_ROW.match(self.codes, position + 1)

    def _words(self, first: int, last: int) -> str:
        return self.plain[self.morphemes.starts[first] : self.morphemes.ends[last - 1]]

    def _entity(self, first: int, last: int, type_: EntityType, title: str | None = None) -> Entity:
        return Entity(self.morphemes.starts[first], self.morphemes.ends[last - 1], type_, title)

    def _place(self, first: int, last: int) -> Entity:
        place = self._entity(first, last, "PLACE")
        if last - first == 1 and not self.morphemes.tags[first].startswith("名詞-固有名詞"):
            length = in_prefecture(self._words(first, last))
            if length:
                return Entity(place.start, place.start + length, "PLACE")
        if _DISTRICT_WORD.match(self.plain, place.end):  # Sudachi keeps 県知事 whole
            return Entity(place.start, place.end + 1, "PLACE")
        return place

    def _facility(self, first: int, last: int) -> Entity:
        if (
            last - first == 2 and self.codes[first] == CODES["country"]
        ):  # a country's power stations, not one of them
            return self._entity(first, first + 1, "PLACE")
        return self._entity(first, last, "ORGANIZATION" if self.title_at(last) == "社長" else "FACILITY")

    def _quoted(self, first: int, last: int, kind: str) -> EntityType | None:
        """What a row of words between brackets names; None where it names nothing or is a statement."""
        row = self.codes[first:last]
        if kind == "called":
            apposed = self.codes[first - 2] in _APPOSED and CODES["other"] not in row
            quoting = self.plain.startswith("」と", self.morphemes.ends[last - 1])
            return "ORGANIZATION" if row[-1] in _ORG_ENDS or (apposed and not quoting) else None
        if _ENDS_ORGANIZATION.fullmatch(row):
            return "ORGANIZATION"
        return None if _FACILITY.isdisjoint(row) or _STARTERS.isdisjoint(row) else "FACILITY"

    def _begin(self, first: int, end: int) -> int | None:
        """Where in a row of nouns the name starts; None where the row holds no name.

        Common nouns before the first proper one are said about it (大手…); a row of common nouns alone is a
        name where its last word says so (高校野球連盟).
        """
        codes = self.codes
        for i in range(end - 1, first, -1):
            if codes[i] == CODES["dot"] and codes[first] not in _COMMON:
                if not _KATAKANA_NAME.fullmatch(self._words(first, i + 2)):
                    first = i + 1
                break
        for i in range(first, end):
            if codes[i] in _STARTERS:
                if CODES["strong"] in codes[first + 1 : i]:
                    return first
                while i > first and (codes[i - 1] in _REACH or self._words(i - 1, i) in _LEGAL_KINDS):
                    i -= 1
                return i
        if codes[end - 1] == CODES["firm"] and end - first > 1 and codes[end - 2] == CODES["katakana"]:
            return end - 2
        alone = end - first == 1
        if codes[end - 1] == CODES["strong"] and not alone:
            return first
        if codes[first] == CODES["legal"] and not alone:
            return first
        return first if codes[first] == CODES["wide"] and end - first > 2 else None
