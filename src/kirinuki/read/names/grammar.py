"""The grammar of names: one regular expression over the kinds of a text's morphemes.

Every repetition has a bound, so the time it takes is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from kirinuki.model.reading import Entity, EntityType, Morphemes
from kirinuki.read.morphemes import is_surname
from kirinuki.read.names.words import CODES, in_prefecture, is_short_for_prefecture, lexicon

_RULES = {
    # a reading in brackets: 大沢(おおさわ)氏
    "GLOSS": "(?:<open><^open|close>{1,12}<close>)?",
    # 氏; 前大統領, 長野県副知事; 事務局長
    "TITLE": """(?!<single>)(?:
        <polite|familiar>
      | <former|noun|affair|work|katakana|place|country|abbreviation|short|outlet|proper|wholeorg|weak|unit|single|strong|wide
        |number|prefix>{0,5}?<office|trade|local>(?:<after|polite|familiar|trade|local|office>)?
      | <noun|affair|work|kanji|katakana|weak|unit|strong|number|wide|ending>{1,3}?<chief>)""",
    "TITLED": "(?=<GLOSS><TITLE>)",
    "NAMED": "(?=<GLOSS><polite|familiar>)",
    "KANA": "<kperson|kproper|unknown|katakana>",
    "DOTTED": "(?:<KANA>{1,3}|<latin>)(?:<dot|equals>(?:<KANA>|<place|country|latin>){1,3}){1,4}",
    "FULL": "(?:<surname><given>{1,2}|<surname|family><rare>|<rare><given>)",
    # with a title, much is a name that would not be one without; the longer form first
    "PERSON": """(?:
        <DOTTED><number><reign>
      | (?:<FULL>|<surname|person|place><kanji>|<surname><given><kanji|suffix>|<given><noun|kanji>)<TITLED>
      | <surname|place><noun|kanji|counter|place|given|surname>{1,2}<NAMED>
      | (?:<DOTTED>|<place><dot><kperson|unknown>|<kperson>{1,2}|<unknown>)<TITLED>
      | (?:<kperson|unknown|kproper><KANA>{1,2}|<katakana>{1,2}<kperson|unknown|kproper>)<NAMED>
      | (?:<person>|<place><given>|<surname><surname|family>|<surname|given|family>|<prefix><given>)<TITLED>
      | <rare><NAMED>
      | <katakana>(?=<GLOSS><former>?<office|polite>)
      | <place>(?=<GLOSS>(?:<polite|familiar|trade>|<office>(?!<INSIDE>{0,2}<END>)|<former><noun>{0,2}<office>)))""",
    # a row of nouns, of which organisations' names are made
    "NOUN": """<country|place|abbreviation|surname|given|person|kperson|family|unknown|proper|kproper|latin
        |katakana|wholeorg|wholefacility|outlet|short|strong|weak|unit|single|firm|wide|paper|facility|ending
        |event|affair|work|noun|group|kanji|rare|prefix|suffix>""",
    "INSIDE": "(?:<NOUN>|<office|trade|local|legal>)",
    "ROW": "(?:<INSIDE>|<prefix><number>)",
    "END": "(?:<strong|weak|unit|single|firm|wholeorg|legal|outlet>|<office><ending>)",
    "BARE": """(?:(?:<FULL>|<person>)(?!<ending>)
      | <kperson|unknown>(?:<dot|equals>(?:<KANA>|<latin>)){0,3}<dot|equals><kperson|kproper|unknown>
      | <kperson>(?:<dot|equals><KANA>){0,3}<dot|equals><katakana>
      | (?<!<BESIDE>)(?:<surname>|(?<!<quote>)<kperson>)(?!<BESIDE>))""",
    "BESIDE": "(?:<INSIDE>|<direction|apposed|group|counter|barrier|former|dot|equals|number>)",
    # キャピタル・パートナーズ証券; 家庭・地域安全機構
    "HEAD": "(?:<noun|affair|work|weak>{1,3}<dot>(?=<noun|affair|work>)|(?:(?:<KANA>|<latin|place>){1,3}<dot>){0,3})",
    # (QXF)の調査委員会
    "UNIT": "(?:<open><INSIDE><close>)?<no><noun|affair|work|katakana>{1,3}<unit>(?!<quote|chief>)",
    "QUOTED": "<^quote|unquote|open|close|comma>",
    "DISTRICT": "(?:<place|surname|given|proper|unknown|kproper|person><ending>|<place>)",
    # what cannot start one goes first, for speed
    "NAME": """(?=<^other|no|ni|yoru|comma|dot|equals|open|close|unquote|lenticular|unlenticular|number|barrier
        |counter|kin>)(?:
        (?<=<journal>)(?P<journal>(?:(?:<KANA>|<latin|place>){1,2}<dot>){0,2}(?:<KANA>|<latin|place>){1,2})
      | (?P<person><PERSON>)
      | (?P<event><ROW>{1,8}<event>(?!<INSIDE>{0,4}<END>)|<country|place>(?:<kin>|<affair>(?!<INSIDE>{0,4}<END>))
        |(?<=<work|affair>)<quote><QUOTED>{1,12}<unquote>)
      | (?P<cited><short>)(?=<ni><yoru>|<unlenticular|close|quote>)
      | <quote>(?P<quoted>(?:<ROW>|<barrier|counter|former|dot|apposed>){2,10})<unquote>
      | <apposed|group|legal|unit|weak><quote>(?P<called><QUOTED>{1,12}?)(?:<open><QUOTED>{1,3}<close>)?<unquote>
      | (?P<full><FULL>)(?!<END>|<facility|ending>)
      | (?P<incorporated><noun>?<legal><NOUN>{1,6}|<NOUN>{1,3}<legal>)
      | (?P<organization>(?P<row><HEAD><ROW>{0,9}(?:<END>|<facility|wholefacility>))(?:<UNIT>)?)
      | (?P<press><outlet|short|paper|proper|kproper><latin|katakana|noun|proper|number>{0,2}<latin|proper>)
      | (?P<club><place><dot><kproper|unknown>|<katakana|unknown|kproper><dot><kproper>)(?!<TITLE>|<dot>)
      | (?P<bare><BARE>)
      | (?P<joined><place><katakana|kperson>{0,2}<kproper|unknown>)(?!<TITLE>|<dot>)
      | (?P<body><wide|country|place><proper|rare>)(?!<number>)
      | (?P<place>
            <country|abbreviation|direction>?<place>{1,4}<ending>?<DISTRICT>{0,3}
          | <direction>?<country><ending>?
          | <surname>?<proper|kproper|unknown|kperson|person|surname|given><ending><DISTRICT>{0,3}
          | <abbreviation>(?=<no>?<office|trade|surname|person|kperson|unknown|kproper|outlet>))
      | (?P<proper><proper|kproper>)(?!<number>)
      | (?P<firm>(?:(?<=<apposed|group|abbreviation>)|(?<=<apposed|group><no>))<unknown|latin>{1,2})
      | (?P<told><unknown|latin>{1,2})(?=<other><other><apposed|group>))""",
    "BEHIND": "(?:<GLOSS>|<dot>)(<TITLE>)",
    "ABBREVIATED": "<unquote>?<open>(<latin|unknown|kproper|proper|rare>)<close>",
    "ENDING": "<ROW>*<END>",
}
"""Upper case in angle brackets is another rule, lower case one morpheme of these kinds (^: of none of them).

In NAME the first alternative that fits wins: persons by their titles, what only looks like a name, names in
brackets, and then rows of nouns by how they end, before what can be a name alone.
"""


def _compiled(rule: str) -> re.Pattern[str]:
    def expanded(m: re.Match[str]) -> str:
        if m[2].isupper():
            return f"(?:{re.sub(_REFERENCE, expanded, _joined(_RULES[m[2]]))})"
        return f"[{m[1]}{''.join(CODES[kind] for kind in m[2].split('|'))}]"

    return re.compile(re.sub(_REFERENCE, expanded, _joined(_RULES[rule])))


def _joined(pattern: str) -> str:
    return "".join(pattern.split())


_REFERENCE = re.compile(r"(?<!\?P)<(\^?)([a-z|]+|[A-Z]+)>")
_NAME = _compiled("NAME")
_INSIDE = _compiled("INSIDE")
_BEHIND = _compiled("BEHIND")
_TITLED = _compiled("GLOSS")
_ABBREVIATED = _compiled("ABBREVIATED")
_ENDING = _compiled("ENDING")


def _kinds(kinds: str) -> frozenset[str]:
    return frozenset(CODES[kind] for kind in kinds.split("|"))


_STARTS = _kinds(
    "country|place|abbreviation|surname|given|person|kperson|unknown|rare|proper|kproper|latin|paper"
    "|wholeorg|wholefacility|outlet|short"
)
_ENDS = _kinds("strong|weak|unit|single|firm|wholeorg|legal")
_REACH = _kinds("wide|legal")
_WHOLE = _kinds("wholeorg|outlet")
_BEFORE_WHOLE = _kinds(
    "country|place|abbreviation|direction|wide|legal|wholeorg|strong|single|proper|rare|paper"
)
_COMMON = _kinds("noun|weak")
_APPOSED = _kinds("apposed|group|legal")
_PLACES = _kinds("country|place")
_FACILITY = _kinds("facility|wholefacility")
_LONGEST_COMMON = 5  # 国際放送局 is a common noun, 国際通商裁判所 a name
_LONGEST_TITLE = 12
_KINDS_OF_LEGAL = ("公益", "一般")
_DISTRICTS = tuple("都道府県州省市区町村郡")
_NUMBERED = CODES["prefix"] + CODES["number"]
_TROOPS = re.compile("(?:軍|艦隊|師団|旅団|連隊|軍団|大隊|中隊)$")
_TEAM = re.compile("[ァ-ヺー]{3,}ズ$")
_RANKS = {"都": 1, "道": 1, "府": 1, "県": 1, "州": 1, "市": 2, "郡": 2, "区": 3, "町": 3, "村": 3}
_OFFICES_ABROAD = ("大使", "公使", "領事", "総領事", "司令官")
_MAYOR = re.compile("[市区町村]長(?![官男女])")
_DISTRICT_WORD = re.compile("[都道府県市区町村](?:知事|[長内議民])")
_KATAKANA = re.compile(r"[ァ-ヺー・A-Za-z]+")


class NameReader:
    """One text's morphemes as codes, and what the grammar reads in them. Positions count morphemes."""

    def __init__(self, codes: str, text: str, plain: str, morphemes: Morphemes) -> None:
        self.codes, self.text, self.plain, self.morphemes = codes, text, plain, morphemes

    def names(self) -> Iterator[Entity]:
        """The names that their own words show, in text order, none inside another."""
        codes, starts = self.codes, self.morphemes.starts
        position = 0
        while match := _NAME.search(codes, position):
            if match.lastgroup == "event":
                position = match.end()
                continue
            entity = self._entity_in(match)
            if entity is None:
                position = match.start() + 1
                continue
            yield entity
            position = bisect_left(starts, entity.end)
            if entity.type == "PERSON" and self.title_at(position):
                gloss = _TITLED.match(codes, position)
                position = gloss.end() if gloss else position
            elif entity.type == "ORGANIZATION" and (short := _ABBREVIATED.match(codes, position)):
                yield self._entity(*short.span(1), "ORGANIZATION")
                position = short.end()

    def title_at(self, position: int) -> str | None:
        """The title that starts here, behind a gloss in brackets or a dot if there is one."""
        match = _BEHIND.match(self.codes, position)
        if match is None:
            return None
        first, last = match.span(1)
        return self.text[self.morphemes.starts[first] : self.morphemes.ends[last - 1]]

    def title_behind(self, end: int) -> str | None:
        """The title that starts at this place of the text; a plain one also where Sudachi cut the words elsewhere."""
        position = bisect_left(self.morphemes.starts, end)
        if position < len(self.codes) and self.morphemes.starts[position] == end:
            return self.title_at(position)
        for length in range(_LONGEST_TITLE, 0, -1):
            if self.plain[end : end + length] in lexicon("titles"):
                return self.text[end : end + length]
        return None

    def stands_alone(self, position: int) -> bool:
        """Whether the row of nouns ends with this morpheme."""
        return not _INSIDE.match(self.codes, position + 1)

    def _words(self, first: int, last: int) -> str:
        return self.plain[self.morphemes.starts[first] : self.morphemes.ends[last - 1]]

    def _entity(self, first: int, last: int, type_: EntityType) -> Entity:
        start, end = self.morphemes.starts[first], self.morphemes.ends[last - 1]
        if type_ == "PERSON" and _MAYOR.match(self.plain, end - 1) and end - start > 2:
            return Entity(start, end - 1, type_, "", self.text[end - 1 : end + 1])  # 久世亮市|長
        return Entity(start, end, type_, "", self.title_at(last) if type_ == "PERSON" else None)

    def _entity_in(self, match: re.Match[str]) -> Entity | None:
        """The name that the grammar found; None where the words only look like one."""
        kind = match.lastgroup
        assert kind is not None
        first, last = match.span(kind)
        if kind == "person" and self._is_place_after_all(first, last):
            return self._place(first, last)
        if kind in ("person", "full", "bare"):
            return self._entity(first, last, "PERSON")
        if kind == "quoted":
            return self._quoted(first, last)
        if kind == "called":
            return self._called(first, last)
        if kind == "organization":
            end = match.end("row")
            begin = self._begin(first, end)
            if begin is None:
                return None
            if self.codes[end - 1] in _FACILITY or self._words(first, end).endswith("神社"):  # 天神|社
                if self.codes[first] in _PLACES and self.codes[first + 1] == CODES["dot"]:
                    return self._entity(first, first + 1, "PLACE")  # 東京・みなとホール: where it is
                return self._facility(begin, end)
            return self._entity(begin, last, "ORGANIZATION")
        if kind == "joined" and self._words(first, first + 1).endswith(_DISTRICTS):
            return self._entity(first, last, "PLACE")
        if kind == "club" and not _TEAM.search(self._words(first, last)):
            if self.codes[first] == CODES["place"]:
                return self._place(first, first + 1)
            return self._entity(first, last, "PERSON") if self.codes[first] == CODES["unknown"] else None
        if kind == "told" and not self.plain.startswith("という", self.morphemes.ends[last - 1]):
            return None
        if kind == "place":
            return self._place(first, last)
        return self._entity(first, last, "ORGANIZATION")

    def _is_place_after_all(self, first: int, last: int) -> bool:
        """Whether this is a place whatever follows: nobody is called by it, or its office is a place's (千葉市長)."""
        if last - first > 1 or self.codes[first] != CODES["place"]:
            return False
        word, office = self._words(first, last), self._words(last, last + 1)
        if _KATAKANA.fullmatch(word):
            return True
        if self.codes[last] != CODES["office"]:
            return False
        if office == "知事":
            return is_short_for_prefecture(word) or not is_surname(word)
        return office.startswith(_DISTRICTS) or office in _OFFICES_ABROAD or not is_surname(word)

    def _place(self, first: int, last: int) -> Entity:
        """A place; of a word that only begins with one (東京都内, 県知事), that much; of neighbours, the first."""
        last = self._end_of_address(first, last)
        place = self._entity(first, last, "PLACE")
        if last - first == 1 and not self.morphemes.tags[first].startswith("名詞-固有名詞"):
            length = in_prefecture(self._words(first, last))
            if length:
                return Entity(place.start, place.start + length, "PLACE", "")
        if _DISTRICT_WORD.match(self.plain, place.end):
            return Entity(place.start, place.end + 1, "PLACE", "")
        if self.plain.startswith("大学生", place.end) and self.codes[first] == CODES["place"]:
            return Entity(place.start, place.end + 2, "ORGANIZATION", "")
        return place

    def _end_of_address(self, first: int, last: int) -> int:
        """How far each district lies in the one before: 岩手県宮古市 is one place, 岩手県福島県 two."""
        before = end = 0
        for i in range(first, last):
            rank = _RANKS.get(self._words(i, i + 1)[-1], 0)
            if rank:
                if rank <= before:
                    return end
                before, end = rank, i + 1
        return last

    def _facility(self, first: int, last: int) -> Entity:
        """A facility, or the firm that is called like one; of a country's power stations only the country."""
        if last - first == 2 and self.codes[first] == CODES["country"]:
            return self._entity(first, first + 1, "PLACE")
        return self._entity(first, last, "ORGANIZATION" if self.title_at(last) == "社長" else "FACILITY")

    def _quoted(self, first: int, last: int) -> Entity | None:
        """A row of nouns between brackets: a name where it ends like one, or holds a facility of some name."""
        row = self.codes[first:last]
        if _ENDING.fullmatch(row):
            return self._entity(first, last, "ORGANIZATION")
        if _FACILITY.isdisjoint(row) or _STARTS.isdisjoint(row) or CODES["event"] in row:
            return None
        return self._entity(first, last, "FACILITY")

    def _called(self, first: int, last: int) -> Entity | None:
        """Words between brackets behind a noun for organisations; None where they may be what one said."""
        row = self.codes[first:last]
        quoting = self.plain.startswith("」と", self.morphemes.ends[last - 1])
        apposed = self.codes[first - 2] in _APPOSED and CODES["other"] not in row and not quoting
        return self._entity(first, last, "ORGANIZATION") if apposed or row[-1] in _ENDS else None

    def _begin(self, first: int, end: int) -> int | None:
        """Where in a row of nouns the name starts; None where the row holds no name.

        Common nouns before the first proper one are said about it (大手…); a row of common nouns alone is a
        name where its last word says so (高校登山連盟).
        """
        codes = self.codes
        if codes[end - 1] in _WHOLE:
            begin = end - 1
            while begin > first and codes[begin - 1] in _BEFORE_WHOLE:
                begin -= 1
            return begin
        if codes.startswith(_NUMBERED, first) and _TROOPS.search(self._words(end - 1, end)):
            return first
        dot = codes.rfind(CODES["dot"], first, end)
        if dot >= 0 and codes[first] not in _COMMON and not _KATAKANA.fullmatch(self._words(first, dot + 2)):
            first = dot + 1
        for i in range(first, end):
            if codes[i] in _STARTS:
                if CODES["strong"] in codes[first + 1 : i]:
                    return first
                while i > first and (codes[i - 1] in _REACH or self._words(i - 1, i) in _KINDS_OF_LEGAL):
                    i -= 1
                return i
        if end - first == 1 or (end - first == 2 and codes[first] == CODES["ending"]):  # 県|庁
            return None
        if codes[end - 1] == CODES["firm"] and codes[end - 2] == CODES["katakana"]:
            return end - 2
        if codes[end - 1] == CODES["strong"] or codes[first] == CODES["legal"]:
            return first
        far = end - first > 2 or len(self._words(first, end)) > _LONGEST_COMMON
        return first if codes[first] == CODES["wide"] and far else None
