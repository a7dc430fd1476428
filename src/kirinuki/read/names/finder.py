"""Reads the names of one text by the grammar, and says for each what it stood on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from kirinuki.model.reading import Entity, EntityType, Morphemes
from kirinuki.read.morphemes import is_given_name, is_surname
from kirinuki.read.names.grammar import ABBREVIATED, BEHIND, ENDING, INSIDE, NAME
from kirinuki.read.names.words import CODES, in_prefecture, is_short_for_prefecture, lexicon


def _kinds(kinds: str) -> frozenset[str]:
    return frozenset(CODES[kind] for kind in kinds.split("|"))


_STARTS = _kinds(
    "country|prefecture|place|abbreviation|surname|given|person|kperson|unknown|rare|proper|kproper|latin|paper"
    "|starter|wholeorg|wholefacility|outlet|short"
)
_ENDS = _kinds("strong|weak|unit|single|firm|wholeorg|legal|joint")
_REACH = _kinds("wide|legal|direction")
_WHOLE = _kinds("wholeorg|outlet|club")
_BEFORE_WHOLE = _kinds(
    "country|prefecture|place|abbreviation|direction|wide|starter|legal|wholeorg|strong|single|proper|rare|paper"
)
_COMMON = _kinds("noun|weak")
_APPOSED = _kinds("apposed|group|legal")
_PLACES = _kinds("country|prefecture|place")
_FACILITY = _kinds("facility|wholefacility")
_LONGEST_COMMON = 5  # 国際放送局 is a common noun, 国際通商裁判所 a name
_LONGEST_TITLE = 12
_KINDS_OF_LEGAL = ("公益", "一般")
_DISTRICTS = tuple("都道府県州省市区町村郡")
_NUMBERED = CODES["prefix"] + CODES["number"]
_TROOPS = re.compile("(?:軍|艦隊|師団|旅団|連隊|軍団|大隊|中隊)$")
_TEAM = re.compile("[ァ-ヺー]{3,}ズ$")
_SQUAD = re.compile("[ァ-ヺー]{2,}(?:[ズスツ]|カープ)$")
_FIRMS_OWN = _kinds("unknown|kproper|proper|latin|place|surname|starter|rare|kperson|given")
_PART_OF_PLACE = re.compile("(?:[心岸陸間辺街端央層脳内外上下深腹頂底側]|都市|農村|島しょ)部$")
_CODE_NAME = re.compile(r"[A-Za-z0-9]+$")
_FOUNDED = tuple(f"{district}立" for district in "国都道府県市区町村")
_ROLE = re.compile("(?:大統領|首相|総統|主席|国家主席|総書記|書記|外相|国防相|報道官|大使)")
_KANJI = re.compile("[一-鿿々]+")
_DOT = CODES["dot"]
_NO_PARTY = (
    "政権",
    "多数",
    "少数",
    "既成",
    "主要",
    "最大",
    "地域",
    "全国",
    "各",
    "支持",
    "左翼",
    "右翼",
    "連立",
)
_COURTS = ("地方", "高等", "家庭", "簡易", "区")
_POPE = ("法王", "教皇")
_ALONE = frozenset({"連合"})
"""What is a name where nothing stands before it: the trade unions' federation."""
_RANKS = {"都": 1, "道": 1, "府": 1, "県": 1, "州": 1, "市": 2, "郡": 2, "区": 3, "町": 3, "村": 3}
_OFFICES_ABROAD = ("大使", "公使", "領事", "総領事", "司令官")
_MAYOR = re.compile("[市区町村]長(?![官男女])")
_DISTRICT_WORD = re.compile("[都道府県市区町村](?:知事|[長内議民])")
_KATAKANA = re.compile(r"[ァ-ヺー・A-Za-z]+")


_WHY = {
    "full": "姓と名の並び",
    "bare": "人名とわかる語で、隣に名詞がない",
    "journal": "「紙」「誌」のあとの名",
    "cited": "報道機関の略した名で、「によると」やかっこが続く",
    "incorporated": "「株式会社」など法人格の語につく名",
    "press": "報道機関の名に続く語まで",
    "club": "「ズ」で終わるチームの名",
    "joined": "地名と片仮名の固有名の並び",
    "body": "国名・地名と固有名の並び",
    "proper": "辞書にある固有名",
    "firm": "「会社」の類の語のあとの名",
    "dotted": "「会社」の類の語のあとの名",
    "told": "「という会社」の類が続く名",
    "team": "国名のあとの「代表」",
    "side": "クラブの愛称と地名の並び",
    "squad": "球団の類の片仮名で終わる並び",
    "foreign": "国の一文字の略のあとの片仮名の名",
    "run": "名と「の」のあとに人名と「社長」の類",
}
"""By the group of the grammar; other groups say more than one thing."""
_PEOPLE = {
    (shape, title): f"{shape}のあとに{title}"
    for shape in ("片仮名の名", "姓", "姓名の並び", "漢字の名")
    for title in ("肩書", "敬称", "年齢")
}
_FOREIGN = _kinds("kperson|kproper|unknown|katakana|latin")
_GROUP = CODES["group"]
_NEW = _kinds("unknown|kproper|latin|proper|rare")
_LATIN = CODES["latin"]
_SURNAMES = _kinds("surname|family")
_GIVEN = _kinds("noun|given|kanji|rare")
_POLITE = _kinds("polite|familiar")


@cache
def _long_facilities() -> tuple[str, ...]:
    """Ends of facilities' names that Sudachi cuts: 宇宙|センター."""
    return tuple(word for word, kind in lexicon("facilities").items() if not kind and len(word) > 4)


def _abbreviates(short: str, name: str) -> bool:
    """Whether the characters of `short` stand in `name` in this order: 全人代 in 全国人民代表大会."""
    rest = iter(name)
    return all(character in rest for character in short)


class NameReader:
    """One text's morphemes as codes, and what the grammar reads in them. Positions count morphemes."""

    def __init__(self, codes: str, text: str, plain: str, morphemes: Morphemes) -> None:
        self.codes, self.text, self.plain, self.morphemes = codes, text, plain, morphemes

    def names(self) -> Iterator[Entity]:
        """The names that their own words show, in text order, none inside another."""
        codes, starts = self.codes, self.morphemes.starts
        position = 0
        while match := NAME.search(codes, position):
            if match.lastgroup == "event":
                position = match.end()
                continue
            entity = self._entity_in(match)
            if entity is None:
                position = match.start() + 1
                continue
            begin = bisect_left(starts, entity.start)
            if begin > match.start() + 1 and not _PLACES.isdisjoint(codes[match.start() : begin]):
                yield from self._places_before(match.start(), begin)
            yield entity
            position = bisect_left(starts, entity.end)
            if entity.type == "PERSON" and entity.title and (title := BEHIND.match(codes, position)):
                position = title.end()
            elif entity.type == "ORGANIZATION" and (short := ABBREVIATED.match(codes, position)):
                abbreviation = self._words(*short.span(1))
                if not _KANJI.fullmatch(abbreviation) or _abbreviates(abbreviation, entity.of(self.plain)):
                    yield self._entity(*short.span(1), "ORGANIZATION", "組織の名のあとのかっこ内の略称")
                    position = short.end()

    def _places_before(self, first: int, end: int) -> Iterator[Entity]:
        """The country in what is said about an organisation: イラン|武装|組織|カモメ軍."""
        for i in range(first, end):
            if self.codes[i] in _PLACES:
                yield self._entity(i, i + 1, "PLACE", self._why_place(i, i + 1))

    def title_at(self, position: int) -> str | None:
        """The title that starts here, behind a gloss in brackets or a dot if there is one."""
        return self._words_of_title(BEHIND.match(self.codes, position))

    def _words_of_title(self, match: re.Match[str] | None) -> str | None:
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
        return not INSIDE.match(self.codes, position + 1)

    def _words(self, first: int, last: int) -> str:
        return self.plain[self.morphemes.starts[first] : self.morphemes.ends[last - 1]]

    def _entity(self, first: int, last: int, type_: EntityType, why: str) -> Entity:
        return Entity(self.morphemes.starts[first], self.morphemes.ends[last - 1], type_, why)

    def _person(self, first: int, last: int, why: str | None = None) -> Entity:
        start, end = self.morphemes.starts[first], self.morphemes.ends[last - 1]
        if _MAYOR.match(self.plain, end - 1) and end - start > 2:  # 久世亮市|長
            return Entity(start, end - 1, "PERSON", "姓名のあとに「市長」の類", self.text[end - 1 : end + 1])
        last = self._without_country(first, last)
        last = self._end_of_short_name(first, last)
        end = self.morphemes.ends[last - 1]
        title = BEHIND.match(self.codes, last)
        if title is not None and self._ends_in_former(last - 1, title):  # 弘元|防衛相
            words = self.text[end - 1 : self.morphemes.ends[title.end(1) - 1]]
            return Entity(start, end - 1, "PERSON", why or _PEOPLE["姓名の並び", "肩書"], words)
        if why is None:
            why = _PEOPLE[self._shape(first, last), self._company(title)]
        return Entity(start, end, "PERSON", why, self._words_of_title(title))

    def _without_country(self, first: int, last: int) -> int:
        """The end of a foreign name before the country of its office: タイラー・ベルク・トルコ|首相, オルガ・レーン|欧州|委員."""
        if last - first > 3 and self.codes[last - 1] == CODES["country"] and BEHIND.match(self.codes, last):
            return last - 2 if self.codes[last - 2] == _DOT else last - 1
        return last

    def _end_of_short_name(self, first: int, last: int) -> int:
        """Behind a surname of one character the given name may be a word like any other: 頼|明哲|総統."""
        short = last - first == 1 and self.morphemes.ends[first] - self.morphemes.starts[first] == 1
        if not short or self.codes[first] not in _SURNAMES or last + 1 >= len(self.codes):
            return last
        given = self._words(last, last + 1)
        name = len(given) == 1 or (len(given) == 2 and self.codes[last] in _GIVEN)
        return (
            last + 1
            if name and _KANJI.fullmatch(given) and _ROLE.fullmatch(self._words(last + 1, last + 2))
            else last
        )

    def _ends_in_former(self, at: int, title: re.Match[str]) -> bool:
        """Whether the given name has swallowed the 元 or 前 of the title."""
        word = self._words(at, at + 1)
        return (
            word[-1] in "元前"
            and len(word) > 1
            and self.codes[at] == CODES["given"]
            and is_given_name(word[:-1])
            and self.codes[title.end(1) - 1] not in _POLITE
        )

    def _shape(self, first: int, last: int) -> str:
        if self.codes[first] in _FOREIGN:
            return "片仮名の名"
        if last - first > 1:
            return "姓名の並び"
        return "漢字の名" if self.codes[first] == CODES["person"] else "姓"

    def _company(self, title: re.Match[str] | None) -> str:
        """What stands behind a name and shows it to be one."""
        if title is None:
            return "年齢"
        return "敬称" if self.codes[title.end(1) - 1] in _POLITE else "肩書"

    def _entity_in(self, match: re.Match[str]) -> Entity | None:
        """The name that the grammar found; None where the words only look like one."""
        kind = match.lastgroup
        assert kind is not None
        first, last = match.span(kind)
        if self.codes[first] == CODES["place"] and self.plain.startswith(
            _POPE, self.morphemes.ends[last - 1]
        ):
            return None  # ローマ教皇 is an office
        if kind == "person" and self._is_place_after_all(first, last):
            return self._place(first, last)
        if kind in ("person", "full", "bare"):
            if kind == "bare" and self.morphemes.ends[last - 1] - self.morphemes.starts[first] == 1:
                return None  # 金, 森: a surname of one character is one with a title only
            if (
                self.morphemes.ends[last - 1] - self.morphemes.starts[first] == 3
                and self.codes[first + 1 : last - 1] == _DOT
            ):
                return None  # セ・パ
            return self._person(first, last, _WHY.get(kind))
        if kind == "quoted":
            return self._quoted(first, last)
        if kind == "called":
            return self._called(first, last)
        if kind == "organization":
            return self._row(first, last, match.end("row"))
        if kind == "joined" and self._words(first, first + 1).endswith(_DISTRICTS):
            return self._entity(first, last, "PLACE", "地名の語尾のあとに固有名")
        if kind == "club" and not _TEAM.search(self._words(first, last)):
            if self.codes[first] == CODES["place"]:
                return self._place(first, first + 1)
            return (
                self._person(first, last, "片仮名の名の並び")
                if self.codes[first] == CODES["unknown"]
                else None
            )
        if kind == "team" and not self.plain.endswith("代表", 0, self.morphemes.ends[last - 1]):
            return self._place(last - 2, last - 1)
        if kind == "site":
            quoting = self.plain.startswith("」と", self.morphemes.ends[last - 1])
            return (
                None if quoting else self._entity(first, last, "FACILITY", "施設の類の語のあとのかっこの中")
            )
        if kind == "squad" and not _SQUAD.search(self._words(first, last)):
            return self._entity(first, first + 1, "ORGANIZATION", _WHY["proper"])
        if kind == "run":
            first = self._start_of_firm(first, last)
            if first == last:
                return None
        if kind in ("proper", "firm") and self._is_code_name(first, last):
            return None
        if kind == "told" and not self.plain.startswith("という", self.morphemes.ends[last - 1]):
            return None
        if kind == "place":
            return self._place(first, last)
        return self._entity(first, last, "ORGANIZATION", _WHY[kind])

    def _row(self, first: int, last: int, end: int) -> Entity | None:
        """What a row of nouns names by its last word, which `end` is behind; a unit of it goes on to `last`."""
        begin = self._begin(first, end)
        if begin is None:
            return None
        words = self._words(begin, end)
        if self.codes[end - 1] == CODES["joint"]:  # 調査|所
            word = self._words(end - 2, end)
            if lexicon("facilities").get(word) == "":
                return self._facility(begin, end)
            if word not in lexicon("organizations"):
                return self._place(begin, begin + 1) if self.codes[begin] in _PLACES else None
        if words[-1] == "部" and _PART_OF_PLACE.search(words):
            return self._place(begin, begin + 1) if self.codes[begin] in _PLACES else None
        if (
            last == end
            and end - begin > 1
            and (words.endswith(_long_facilities()) or lexicon("facilities").get(words) == "name")
        ):
            return self._facility(begin, end)
        if self.codes[end - 1] in _FACILITY or words.endswith("神社"):  # 天神|社
            if self.codes[first] in _PLACES and self.codes[first + 1] == CODES["dot"]:
                return self._place(first, first + 1)  # 東京・みなとホール: where it is
            return self._facility(begin, end)
        if last - begin == 1:
            return self._entity(begin, last, "ORGANIZATION", "組織の名とわかる一語")
        why = f"組織の語尾「…{self._words(last - 1, last)}」"
        return self._entity(begin, last, "ORGANIZATION", why)

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
        place = self._entity(first, last, "PLACE", self._why_place(first, last))
        if last - first == 1 and not self.morphemes.tags[first].startswith("名詞-固有名詞"):
            length = in_prefecture(self._words(first, last))
            if length:
                return Entity(place.start, place.start + length, "PLACE", "都道府県の名で始まる語")
        if _DISTRICT_WORD.match(self.plain, place.end):
            return Entity(place.start, place.end + 1, "PLACE", "地名のあとに「知事」「市民」の類")
        if self.plain.startswith("大学生", place.end) and self.codes[first] == CODES["place"]:
            return Entity(place.start, place.end + 2, "ORGANIZATION", "地名のあとに「大学生」")
        return place

    def _why_place(self, first: int, last: int) -> str:
        if CODES["ending"] in self.codes[first:last]:
            return "地名の語尾で終わる並び"
        if self.codes[last - 1] == CODES["country"]:
            return "国・地域の名"
        return "国の一文字の略" if self.codes[first] == CODES["abbreviation"] else "辞書の地名"

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
        if last - first == 2 and self.codes[first] == CODES["country"] and self.codes[last - 1] in _FACILITY:
            return self._place(first, first + 1)
        if self.title_at(last) == "社長":
            return self._entity(first, last, "ORGANIZATION", "施設の名のあとに「社長」")
        return self._entity(first, last, "FACILITY", f"施設の語尾「…{self._words(last - 1, last)}」")

    def _quoted(self, first: int, last: int) -> Entity | None:
        """A row of nouns between brackets: a name where it ends like one, or holds a facility of some name."""
        row = self.codes[first:last]
        if ENDING.fullmatch(row) or (first > 1 and self.codes[first - 2] in _APPOSED):
            return self._entity(first, last, "ORGANIZATION", "かっこの中が組織の語尾で終わる")
        if _FACILITY.isdisjoint(row) or _STARTS.isdisjoint(row) or CODES["event"] in row:
            return None
        return self._entity(first, last, "FACILITY", "かっこの中に施設の語")

    def _is_code_name(self, first: int, last: int) -> bool:
        """Whether these are letters of what is no organisation: STS-115, H-IIA."""
        start, end = self.morphemes.starts[first], self.morphemes.ends[last - 1]
        if not _CODE_NAME.match(self.plain, start, end):
            return False
        return self.plain[end : end + 1] == "-" or self.plain[start - 1 : start] == "-"

    def _start_of_firm(self, first: int, end: int) -> int:
        """Where in a row of nouns the firm's name starts that its president is named with; `end` where there is none.

        What is said about it goes before the word that says what it is (大手…); a row of common nouns is no name.
        """
        for i in range(end - 1, first - 1, -1):
            if self.codes[i] in _APPOSED:
                first = i + 1
                break
        row = self.codes[first:end]
        named = not _FIRMS_OWN.isdisjoint(row) or (len(row) > 1 and CODES["katakana"] in row)
        return first if named and not _PLACES.issuperset(row) else end

    def _name_of_several(self, first: int, end: int) -> int | None:
        """Where in the row the last of its words begin that are a name by themselves together (首相|官邸)."""
        for i in range(max(first, end - 3), end - 1):
            words = self._words(i, end)
            if lexicon("organizations").get(words) == "name" or lexicon("facilities").get(words) == "name":
                return i
        return None

    def _beside(self, first: int) -> bool:
        return first > 0 and bool(INSIDE.match(self.codes, first - 1))

    def _called(self, first: int, last: int) -> Entity | None:
        """Words between brackets behind a noun for organisations; None where they may be what one said."""
        row = self.codes[first:last]
        quoting = self.plain.startswith("」と", self.morphemes.ends[last - 1])
        apposed = self.codes[first - 2] in _APPOSED and CODES["other"] not in row and not quoting
        if apposed or row[-1] in _ENDS:
            return self._entity(first, last, "ORGANIZATION", "「団体」の類の語のあとのかっこの中")
        return None

    def _begin(self, first: int, end: int) -> int | None:
        """Where in a row of nouns the name starts; None where the row holds no name.

        Common nouns before the first proper one are said about it (大手…); a row of common nouns alone is a
        name where its last word says so (高校登山連盟).
        """
        codes = self.codes
        if codes[end - 1] in _WHOLE:
            begin = end - 1
            if begin - 1 > first and self._words(begin - 1, begin) in _COURTS and codes[begin - 2] in _PLACES:
                begin -= 1
            while begin > first and codes[begin - 1] in _BEFORE_WHOLE:
                begin -= 1
            return begin
        if codes.startswith(_NUMBERED, first) and (
            _TROOPS.search(self._words(end - 1, end)) or "管区" in self._words(first, end)
        ):
            return first
        group = codes.rfind(_GROUP, first, end - 1)
        if group >= 0 and codes[group + 1] in _NEW:  # 武装組織|カモメ軍
            first = group + 1
        dot = codes.rfind(CODES["dot"], first, end)
        if dot >= 0 and codes[first] not in _COMMON and not _KATAKANA.fullmatch(self._words(first, dot + 2)):
            first = dot + 1
        for i in range(first, end):
            if codes[i] in _STARTS and not (codes[i] == _LATIN and len(self._words(i, i + 1)) == 1):
                if CODES["strong"] in codes[first + 1 : i]:
                    return first
                if i > first + 1 and self._words(i - 2, i) in _FOUNDED:
                    i -= 2
                while i > first and (codes[i - 1] in _REACH or self._words(i - 1, i) in _KINDS_OF_LEGAL):
                    i -= 1
                return i
        whole = self._name_of_several(first, end)
        if whole is not None:
            return whole
        if end - first == 1 and self._words(first, end) in _ALONE and not self._beside(first):
            return first
        if codes[end - 2] == CODES["number"] and self._words(end - 1, end) == "課":
            return first  # 捜査2課
        if CODES["strong"] in codes[first + 1 : end - 1]:
            return first
        if end - first == 1 or (end - first == 2 and codes[first] == CODES["ending"]):  # 県|庁
            return None
        if codes[end - 1] == CODES["firm"] and codes[end - 2] == CODES["katakana"]:
            return end - 2
        if codes[end - 1] == CODES["strong"] or codes[first] == CODES["legal"]:
            return first
        party = self._words(first, end)
        if (
            party.endswith(("党", "党政権"))
            and CODES["noun"] == codes[first]
            and not party.startswith(_NO_PARTY)
        ):
            return first
        if (
            end - first > 2
            and self._words(end - 1, end) == "大学"
            and set(codes[first : end - 1]) == {CODES["noun"]}
        ):
            return first
        far = end - first > 2 or len(self._words(first, end)) > _LONGEST_COMMON
        return first if codes[first] == CODES["wide"] and far else None
