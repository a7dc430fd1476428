"""What each number of a report is of: what it counts or measures, where, whose, as of when, and who gave it.

Rules of Japanese on the words around a number (`themes` for what it counts, `places` for where, `moments` for when): 「うち」 makes
a part of what the number before counts, 「新たに」 an increase, 「可能性」 something expected; 「その後」 says that time went on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kirinuki.model.chronicle import Piece
from kirinuki.model.reading import Interval, Quantity, Statement
from kirinuki.model.text import Evidence, Span, fold_width
from kirinuki.read.names.identity import territories
from kirinuki.weave.figures.headlines import Headlines
from kirinuki.weave.figures.moments import find_moment, other_event
from kirinuki.weave.figures.numbers import Number, numbers_in
from kirinuki.weave.figures.places import Extent, Places
from kirinuki.weave.figures.themes import (
    Hit,
    Nature,
    Theme,
    find_hits,
    find_theme,
    names_theme,
    theme_called,
    theme_of,
)
from kirinuki.weave.slots import Slot

Manner = Literal["whole", "part", "more", "less", "expected", "aside"]
"""How a number is told: of all, of a part of what was counted before it, as what came on top or off, as what is expected, or
aside: on a condition, per head, as a mark that was passed long ago."""

_HELD = frozenset(("%", "議席", "票", "ポイント"))
"""Units in which several stand against each other."""
_MARK = 1.1
"""A mark that was passed is the value told again where the value is at most so many times the mark: 55%を超えた, of 56%."""
_FAR = frozenset(("km", "キロ"))
_AHEAD, _BEHIND = 16, 12
"""Characters before and behind a number that tell which one it is."""

_OTHERS = re.compile(r"(?:他|ほか|その他|残り|それ以外|別)の?$")
_PART = re.compile(
    r"(?:うち|内(?![一-鿿])|なか|(?<![一-鿿])中(?![一-鿿]))(?:、|の|で|では|でも|には)?[^、。]{0,6}$"
)
_MORE = re.compile(r"(?:新たに|あらたに|もう|さらに|別に)$|(?:ほかに|他に|別に)、?$")
_NEARLY = r"(?:ほど|程度|余り|あまり|近く|以上)?"
_MORE_BEHIND = re.compile(rf"{_NEARLY}(?:の|ずつ|も|が|分)?(?:増(?!員)|上積み|上乗せ|多[いくか]|追加|上回)")
_LESS_BEHIND = re.compile(rf"{_NEARLY}(?:の|ずつ|も|分)?(?:減|少な|下回|足りな|不足|差)")
_EXPECTED_BEHIND = re.compile(
    r"[^、。」]{0,30}?(?:可能性|恐れ|おそれ|見込み|見込ま|見通し|予測|予想|目標|予定|計画|方針|目指|かも)"
)
_ASIDE_BEHIND = re.compile(
    r"(?:あたり|当たり|当り|につき|ごと|毎に)|[^。」]{0,40}(?<!よ)(?:れば|場合)|[^。」]{0,24}のは[^。」]{0,24}(?:以来|ぶり|初めて)"
)
_LATER = re.compile(
    r"その後|のち|続報|最新|新たな(?:報道|発表|情報)|新しい|増え|増加|上方|更新|に達し|に上っ|すでに|既に|突破|ようやく"
)
_AMENDED = re.compile(
    r"訂正|修正|誤り|誤って|誤報|誤差|間違|改め|当初[^。]{0,40}?と(?:して|さ|発表|報|伝)|見直し"
)

_LISTING = re.compile(r"[^「」『』。]*(?<![はがをにでと、もの])『[^』]*』[^「」『』。]{0,12}。?\s*")
"""A source in the list that ends a report: another report's headline."""

_WON = re.compile(r"(?:の票)?(?:を獲得|獲得|の得票|を得[てた]|の票を)")
_OFFICIAL = re.compile(
    r"(?P<land>.+?)の?(?:政府|当局|内務省|内相|保健省|警察|国防省|民間防衛局|赤新月社|赤十字)"
)
_BESIDE = re.compile(
    r"、[^、。「」0-9]{0,20}?(?:によると|によれば|では|は|が|で)、?(?:約|およそ|少なくとも|計)?"
)
"""Between two numbers of which one voice gives the one and another the other."""
_TOLD_BY = re.compile(r"(?:によると|によれば|は|が)、?(?:約|およそ|少なくとも|計)?$")
_ENDS_THERE = re.compile(r"(?:以上|余り|近く)?(?:、(?![^、。]{0,8}$)|と(?:報|伝|発表|し|推|述|見|い|する))")
_ELLIPSIS = 60
"""Characters after which a number no longer leaves out what the one before it counts."""
_CLOSE = re.compile(r"[^、。0-9]{0,8}")
_COUNTED_BY = re.compile(
    r"の?(?:調べ|まとめ|集計|発表|報道|推計|統計|調査|ニュース)(?:で|に|によ|、)|によ[るれ]"
)
"""Behind whoever counted, where no statement is read: 朝日新聞の調べで."""
_OFFICE = re.compile(
    r"^(?:同|当|各)(?![国州県府都市町村区省庁社])|(?:の?(?:報道官|広報|当局者?|関係者|担当者|発表|まとめ|調べ|報道|最新ニュース|ニュース))+$"
)

_OF_ALL = re.compile(r"全体|全国|総数|合わせて|あわせて|一連の|この(?:地震|事故|台風|事件|災害|豪雨|火災)")
"""What opens a new account: the place of the sentence before holds no more."""

_AFTERSHOCK = re.compile(r"余震|以上の地震|[0-9]から[0-9.]+の(?:地震|揺れ)")

_EVERYONE = re.compile(
    "人|人々|男女|人員|者|方|方々|人間|住民|市民|客|乗客乗員|乗員乗客|県内|国内|市内|人数|数|うち|合計|住宅|家屋|建物|民家|人家|世帯"
)
"""Nouns beside a number that narrow nothing."""
_NOUN = re.compile(r"[^\W\d_]+")
_NAME_AHEAD = re.compile(
    r"(?P<name>[一-鿿々ァ-ヶーA-Za-z]{2,})(?:[はがもをのに:]|とも|では|には|として|、|\(|約|およそ|少なくとも|最大で?|計|合計|合わせて|全国で?|全国の)*$"
)
_NAME_BEHIND = re.compile(
    r"(?:以上|余り|近く|ほど|程度|前後|超|弱|強)?(?:の|もの|に及ぶ|に上る)?(?P<name>[一-鿿々ァ-ヶーA-Za-z]{2,})"
)
_OF_NAME = re.compile(r"(?:中|総数|数|計|合計|約|以上)$")
"""At the end of a noun: it is still what is counted."""
_WORD = re.compile(r"[一-鿿々ァ-ヶーA-Za-z]+")


@dataclass(frozen=True, slots=True)
class Telling:
    """One number as one report tells it.

    `theme` is the lexicon's, or the noun that is counted. `extent` is the key of the place that the number is limited to and
    `place` its words, None where the text names none; `holder` is the key of whose it is (a party's seats) and `whose` the words;
    `group` the noun that narrows it (女性 of 女性3人).
    `event` names another event or time that it is of (前回, 2004, 関東大震災), None where it is of the story's. `giver` is one
    key for whoever gave it, `source` the words. `dated` where words tell `when`, `as_of` where it is the state at that time,
    `later` where they say that time went on, `amended` that an earlier value was wrong, `passed` that it is only a mark.
    `names` are the nouns that stand beside it and may be what is counted. `context` holds what is said around it, in pieces
    of two characters.
    """

    piece: Piece
    slot: Slot
    theme: str
    nature: Nature
    manner: Manner
    extent: str | None
    place: str | None
    holder: str | None
    whose: str | None
    group: str | None
    event: str | None
    source: Span | None
    giver: str
    when: Interval
    as_of: bool
    dated: bool
    later: bool
    amended: bool
    passed: bool
    names: frozenset[str]
    context: frozenset[str]

    @property
    def evidence(self) -> Evidence:
        """The number as it stands."""
        return self.quote(Span(self.slot.start, self.slot.end))

    def quote(self, span: Span) -> Evidence:
        """Words of the report."""
        return Evidence(self.piece.revision, span, span.of(self.piece.text))

    @property
    def low(self) -> float | None:
        """The least that it may be; None where that is open."""
        return float(self.slot.low) if isinstance(self.slot.low, int | float) else None

    @property
    def high(self) -> float | None:
        """The most that it may be; None where that is open."""
        return float(self.slot.high) if isinstance(self.slot.high, int | float) else None

    @property
    def face(self) -> tuple[float, float]:
        """The value as its figures give it, from and to, whichever end is open."""
        low, high = self.low, self.high
        return (low if low is not None else high or 0.0), (high if high is not None else low or 0.0)

    @property
    def size(self) -> float:
        """How much it is, without sign: of a range the upper end."""
        return max(map(abs, self.face))

    def same_value(self, other: Telling) -> bool:
        """Whether both give one value: the same figures, or the one the mark that the other passed (a share only, since
        a toll passes its marks one after another)."""
        if self.face == other.face:
            return True
        return self.slot.unit == other.slot.unit == "%" and (self._marks(other) or other._marks(self))

    def _marks(self, other: Telling) -> bool:
        return self.passed and self.size <= other.size <= self.size * _MARK


def tellings(piece: Piece, headlines: Headlines) -> Iterator[Telling]:
    """The numbers of a report in the order of its text, without those of headlines that it lists.

    `headlines` are those of its storyline. Vague numbers (数百人) fill no slot. Linear in the length of the text.
    """
    return _Report(piece, headlines).tellings()


class _Report:
    def __init__(self, piece: Piece, headlines: Headlines) -> None:
        self._piece = piece
        self._reading = piece.reading
        self._plain = fold_width(piece.text)
        self._headlines = headlines
        self._quoted = headlines.find(self._plain)
        self._places = Places(piece.reading)
        self._statements = sorted(piece.reading.statements, key=lambda s: (s.content.start, -s.content.end))
        self._named = frozenset(entity.of(self._plain) for entity in piece.reading.entities)
        self._scope: str | None = None
        self._last: Telling | None = None

    def tellings(self) -> Iterator[Telling]:
        before: Span | None = None
        for sentence in self._reading.sentences:
            numbers = self._numbers(sentence, before)
            before = sentence
            if not numbers or self._lists(sentence):
                self._scope = None
                continue
            if _OF_ALL.search(self._plain, sentence.start, sentence.end):
                self._scope = None
            yield from self._sentence(sentence, numbers)

    def _numbers(self, sentence: Span, before: Span | None) -> list[Number]:
        """The numbers of the sentence, but for those of headlines that it lists, and of what stands before such a list's end."""
        quoted = [span for span in self._quoted if span.overlaps(sentence)]
        listed = quoted[-1].end if len(quoted) > 1 else sentence.start
        return [
            number
            for number in numbers_in(self._reading, self._plain, sentence, before)
            if number.slot.start >= listed
            and not any(span.overlaps(number.slot) for span in quoted)
            and not self._headlines.run_through(self._plain, number.slot)
        ]

    def _lists(self, sentence: Span) -> bool:
        """Whether the sentence is a source in the list that ends a report."""
        return _LISTING.fullmatch(self._plain, sentence.start, sentence.end) is not None

    def _sentence(self, sentence: Span, numbers: Sequence[Number]) -> Iterator[Telling]:
        hits = find_hits(self._plain, sentence)
        extents = self._places.extents(sentence, hits)
        amended = _AMENDED.search(self._plain, sentence.start, sentence.end) is not None
        ends = [sentence.start, *(number.slot.end for number in numbers)]
        starts = [*(number.slot.start for number in numbers), sentence.end]
        rooms = [
            Span(min(ends[n], number.slot.start), max(starts[n + 1], number.slot.end))
            for n, number in enumerate(numbers)
        ]
        themes = [self._theme(number, room, hits) for number, room in zip(numbers, rooms, strict=True)]
        self._pass_on(numbers, themes)
        for number, room, theme in zip(numbers, rooms, themes, strict=True):
            self._last = self._telling(sentence, room, number, theme, extents, self._last, amended)
            yield self._last
        # What the next sentence goes on with is the account, not the last of the places it was broken down by.
        if extents:
            self._scope = next((extent.key for extent in reversed(extents) if extent.topic), None)

    def _theme(self, number: Number, room: Span, hits: Sequence[Hit]) -> tuple[Theme | None, bool]:
        """What a number counts by the words around it, and whether these stand before it as its topic."""
        if number.theme:
            return number.theme, True
        theme, topic = find_theme(self._plain, number.slot, room, hits)
        counted = number.quantity.counted if number.quantity else None
        if theme is None and counted and (named := find_hits(self._plain, Span(counted.start, counted.end))):
            theme = named[0].theme if named[0].theme.suits(number.slot.unit) else None
        return theme, topic

    def _pass_on(self, numbers: Sequence[Number], themes: list[tuple[Theme | None, bool]]) -> None:
        """Give numbers that stand side by side what is said of only one of them: 甲紙によると9人、乙紙によると8人の死者;
        …の死者は9人と報じた。乙紙は8人としている."""
        for n in range(len(numbers) - 2, -1, -1):
            between = self._plain[numbers[n].slot.end : numbers[n + 1].slot.start]
            if self._lacks(numbers[n], themes[n]) and _BESIDE.fullmatch(between):
                themes[n] = self._passed(numbers[n + 1].slot.unit, themes[n + 1], numbers[n].slot.unit)
        last = self._last
        before = (last.slot, theme_called(last.theme), last.slot.unit) if last else None
        for n, number in enumerate(numbers):
            if (
                before is not None
                and self._lacks(number, themes[n])
                and number.slot.start - before[0].end <= _ELLIPSIS
                and _TOLD_BY.search(self._plain, before[0].end, number.slot.start)
                and _ENDS_THERE.match(self._plain, number.slot.end)
            ):
                themes[n] = self._passed(before[2], (before[1], False), number.slot.unit)
            before = number.slot, themes[n][0], number.slot.unit

    def _lacks(self, number: Number, theme: tuple[Theme | None, bool]) -> bool:
        """Whether nothing beside the number says what it counts."""
        counted = number.quantity.counted if number.quantity else None
        return theme[0] is None and (counted is None or self._is_name(counted))

    def _is_name(self, words: Span) -> bool:
        """Whether the words are a name, and so nothing that is counted."""
        entities = self._reading.entities
        at = bisect_left(entities, words.end, key=lambda entity: entity.end)
        return at < len(entities) and entities[at].start <= words.start

    @staticmethod
    def _passed(unit: str, theme: tuple[Theme | None, bool], to: str) -> tuple[Theme | None, bool]:
        return theme if unit == to else (None, False)

    def _telling(
        self,
        sentence: Span,
        room: Span,
        number: Number,
        found: tuple[Theme | None, bool],
        extents: Sequence[Extent],
        before: Telling | None,
        amended: bool,
    ) -> Telling:
        text, slot, quantity = self._plain, number.slot, number.quantity
        theme, topic = found
        counted = quantity.counted.of(text) if quantity and quantity.counted else ""
        holder = self._places.far_from(slot) if theme is None and slot.unit in _FAR else None
        if holder is not None:
            theme, counted = theme_of("距離"), ""
        elif theme is None and slot.unit == "議席":
            theme = theme_of("議席")
        name, whose = theme.name if theme else counted, holder
        statement = self._statement(slot)
        source = self._source(sentence, slot, statement)
        extent = None if holder else self._extent(slot, extents, topic) or self._land(source)
        if number.whose:
            holder, whose = self._party(number.whose)
        elif theme.nature == "share" if theme else holder is None and slot.unit in _HELD:
            holder, whose = self._holder(sentence, slot, source)
        if theme is None and holder and (won := self._won(slot)):
            theme, name = theme_of(won), won
        when = find_moment(text, self._reading, sentence, slot, statement)
        around = text[room.start : slot.start] + text[slot.end : room.end]
        return Telling(
            piece=self._piece,
            slot=slot,
            theme=name,
            nature=theme.nature if theme else "noun",
            manner=self._manner(sentence, room, slot, name, before),
            extent=extent,
            place=self._places.words(extent) if extent else None,
            holder=holder,
            whose=whose,
            group=self._group(slot, quantity) if theme and counted else None,
            event=when.event
            or other_event(text, sentence, slot, self._headlines)
            or self._aftershock(sentence, slot),
            source=source,
            giver=self._giver(source) if source else self._piece.outlet,
            when=when.time,
            as_of=when.as_of,
            dated=when.dated,
            later=_LATER.search(around) is not None,
            amended=amended,
            passed=quantity is not None and quantity.bound == "min",
            names=frozenset(self._names(sentence, slot, counted)),
            context=pairs(
                text[max(sentence.start, slot.start - _AHEAD) : slot.start],
                text[slot.end : min(sentence.end, slot.end + _BEHIND)],
            ),
        )

    # What -----------------------------------------------------------------------------------------------------------

    def _group(self, slot: Slot, quantity: Quantity | None) -> str | None:
        """The noun right beside the number that narrows what is counted: 女性3人, 3人の女性."""
        counted = quantity.counted if quantity else None
        if counted is None:
            return None
        if counted.end != slot.start and self._plain[slot.end : counted.start] not in ("の", "もの"):
            return None
        words = counted.of(self._plain)
        narrows = not (_EVERYONE.fullmatch(words) or names_theme(words)) and _NOUN.fullmatch(words)
        return words if narrows else None

    def _names(self, sentence: Span, slot: Slot, counted: str) -> Iterator[str]:
        """The nouns beside a number: 登録有権者は約135万人, 22人の候補, 3070の投票所."""
        ahead = _NAME_AHEAD.search(self._plain, max(sentence.start, slot.start - _AHEAD * 2), slot.start)
        behind = _NAME_BEHIND.match(self._plain, slot.end, sentence.end)
        for words in (counted, slot.unit, ahead["name"] if ahead else "", behind["name"] if behind else ""):
            if (
                len(words) > 1
                and words not in self._named
                and not _EVERYONE.fullmatch(words)
                and _NOUN.fullmatch(words)
            ):
                yield _OF_NAME.sub("", words)

    def _manner(self, sentence: Span, room: Span, slot: Slot, theme: str, before: Telling | None) -> Manner:
        text = self._plain
        ahead = text[max(room.start, slot.start - _BEHIND) : slot.start]
        if _ASIDE_BEHIND.match(text, slot.end, sentence.end):
            return "aside"
        if _MORE.search(ahead) or _MORE_BEHIND.match(text, slot.end, room.end):
            return "more"
        if _LESS_BEHIND.match(text, slot.end, room.end):
            return "less"
        if _EXPECTED_BEHIND.match(text, slot.end, room.end):
            return "expected"
        if _OTHERS.search(ahead) or (
            before is not None and _holds(before.theme, theme) and _PART.search(ahead)
        ):
            return "part"
        return "whole"

    def _extent(self, slot: Slot, extents: Sequence[Extent], topic: bool) -> str | None:
        """The last place named before the number; without one, the place of the sentence before, unless the number opens an
        account of its own with its topic (死者は)."""
        at = bisect_left(extents, slot.start + 1, key=lambda extent: extent.start) - 1
        if at >= 0:
            return extents[at].key
        return None if topic else self._scope

    def _aftershock(self, sentence: Span, slot: Slot) -> str | None:
        """Whether the number is of a shock after the one that the reports are of."""
        if slot.unit != "マグニチュード":
            return None
        return (
            "余震"
            if _AFTERSHOCK.search(self._plain, sentence.start, min(sentence.end, slot.end + _BEHIND))
            else None
        )

    def _land(self, source: Span | None) -> str | None:
        """The country whose own office gives the number: フィリピン政府."""
        office = _OFFICIAL.match(source.of(self._plain)) if source else None
        return territories().get(office["land"]) if office else None

    # Whose ----------------------------------------------------------------------------------------------------------

    def _statement(self, slot: Slot) -> Statement | None:
        """The shortest statement that holds the number and names somebody."""
        past = bisect_left(self._statements, slot.start + 1, key=lambda s: s.content.start)
        holding = [
            s
            for s in self._statements[max(0, past - 12) : past]
            if s.content.holds(slot) and (s.speaker or s.via)
        ]
        return min(holding, key=lambda s: s.content.end - s.content.start, default=None)

    def _source(self, sentence: Span, slot: Slot, statement: Statement | None) -> Span | None:
        """Who gave the number: whoever it is ascribed to right before it (甲紙は111人、乙紙は110人と伝えた), else whose the
        statement is, else who counted."""
        beside = _TOLD_BY.search(self._plain, sentence.start, slot.start)
        if beside is not None and statement is not None:
            at = bisect_left(self._reading.entities, beside.start(), key=lambda entity: entity.end)
            entity = self._reading.entities[at] if at < len(self._reading.entities) else None
            if entity and entity.end == beside.start() and entity.type == "ORGANIZATION":
                return Span(entity.start, entity.end)
        if statement is not None:
            mention = statement.speaker or statement.via
            return Span(mention.start, mention.end) if mention else None
        entities = self._reading.entities
        past = bisect_left(entities, slot.start, key=lambda entity: entity.start)
        for entity in reversed(entities[max(0, past - 4) : past]):
            if entity.start < sentence.start:
                break
            if entity.type == "ORGANIZATION" and _COUNTED_BY.match(self._plain, entity.end):
                return Span(entity.start, entity.end)
        return None

    def _giver(self, source: Span) -> str:
        """One key for whoever gave the number, however it is written."""
        entities = self._reading.entities
        first = bisect_left(entities, source.start, key=lambda entity: entity.start)
        for entity in entities[first : first + 8]:
            if entity.end <= source.end and entity.type != "PLACE":
                return entity.who or entity.of(self._plain)
        words = source.of(self._plain)
        return _OFFICE.sub("", words) or words

    def _holder(self, sentence: Span, slot: Slot, source: Span | None) -> tuple[str | None, str | None]:
        """Key and words of whose share the number is: the person or organisation named last before it, but for whoever gave it."""
        entities = self._reading.entities
        past = bisect_left(entities, slot.start, key=lambda entity: entity.start)
        for entity in reversed(entities[max(0, past - 8) : past]):
            if entity.start < sentence.start:
                break
            if entity.type in ("PERSON", "ORGANIZATION") and not (source and source.overlaps(entity)):
                words = entity.of(self._plain)
                return entity.who or words, words
        return None, None

    def _party(self, named: Span) -> tuple[str, str]:
        """Key and words of whose seats a bare list gives."""
        entities = self._reading.entities
        at = bisect_left(entities, named.start, key=lambda entity: entity.start)
        words = named.of(self._plain)
        known = at < len(entities) and entities[at].end == named.end
        return (entities[at].who or words if known else words), words

    def _won(self, slot: Slot) -> str | None:
        """Whether votes, or a share of them, are told of the name beside them: 鳩山候補が12票, 28.9%を獲得した."""
        if slot.unit == "%":
            return "得票率" if _WON.match(self._plain, slot.end) else None
        entities = self._reading.entities
        past = bisect_left(entities, slot.start, key=lambda entity: entity.start)
        close = past > 0 and _CLOSE.fullmatch(self._plain, entities[past - 1].end, slot.start)
        return "得票" if slot.unit == "票" and close else None


def _holds(whole: str, part: str) -> bool:
    """Whether what the one counts may hold what the other does: 死者・行方不明者, 死者."""
    return bool(part) and part in whole


def pairs(*runs: str) -> frozenset[str]:
    """What the words tell, in pieces of two characters of kanji, katakana and Latin."""
    words = (word for run in runs for word in _WORD.findall(run))
    return frozenset(word[i : i + 2] for word in words for i in range(len(word) - 1))
