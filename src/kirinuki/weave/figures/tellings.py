"""What each number of a report is of: what it counts or measures, where, whose, as of when, and who gave it.

Rules of Japanese on the words around a number (`themes` for what it counts, `places` for where, `moments` for when): 「うち」 makes
a part of what the number before counts, 「新たに」 an increase, 「可能性」 something expected; 「その後」 says that time went on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kirinuki.model.chronicle import Piece
from kirinuki.model.reading import Quantity
from kirinuki.model.text import Span, fold_width
from kirinuki.weave.figures.headlines import Headlines
from kirinuki.weave.figures.manners import find_manner
from kirinuki.weave.figures.moments import find_moment, other_event
from kirinuki.weave.figures.numbers import Number, numbers_in
from kirinuki.weave.figures.owners import TOLD_BY, Owners
from kirinuki.weave.figures.places import Extent, Places
from kirinuki.weave.figures.telling import AFTERSHOCK, SOMEBODY, Telling, pairs
from kirinuki.weave.figures.themes import (
    Hit,
    Theme,
    behind_gloss,
    find_hits,
    find_theme,
    is_measure,
    names_a_thing,
    names_theme,
    theme_called,
    theme_of,
)
from kirinuki.weave.slots import Slot

_HELD = frozenset(("%", "議席", "票", "ポイント"))
"""Units in which several stand against each other."""
_FAR = frozenset(("km", "キロ"))
_LATELY = 40
"""Characters on either side of a number in which words say that time went on."""
_AHEAD, _BEHIND = 16, 12
"""Characters before and behind a number that tell which one it is."""

_LATER = re.compile(
    r"その後|のち|続報|最新|新たな(?:報道|発表|情報)|新しい|増え|増加し|上方|更新|に達し|に上っ|すでに|既に|突破|ようやく"
)
_AMENDED = re.compile(
    r"訂正|修正|誤り|誤って(?:発表|報|伝|計上|集計|数え)|誤報|誤差|間違|改め|当初[^。]{0,40}?と(?:して|さ|発表|報|伝)|見直し"
)

_LISTING = re.compile(r"[^「」『』。]*(?<![はがをにでと、もの])『[^』]*』[^「」『』。]{0,12}。?\s*")
"""A source in the list that ends a report: another report's headline."""

_BESIDE = re.compile(
    r"、[^、。「」0-9]{0,20}?(?:によると|によれば|では|は|が|で)、?(?:約|およそ|少なくとも|計)?"
)
"""Between two numbers of which one voice gives the one and another the other."""
_MOVES = re.compile(r"(?:から|より|だったのが|に引き[上下]げたばかりの[^、。]{1,20}を[^、。]{0,8})")
"""Between two values of one thing: 7.5%から8.5%に."""
_ENDS_THERE = re.compile(r"(?:以上|余り|近く)?(?:、(?![^、。]{0,8}$)|と(?:報|伝|発表|し|推|述|見|い|する))")
_ELLIPSIS = 60
"""Characters after which a number no longer leaves out what the one before it counts."""
_OF_ALL = re.compile(
    r"全体|全国|総数|総計|合わせて|あわせて|一連の|この(?:地震|事故|台風|事件|災害|豪雨|火災)"
)
"""What opens a new account: the place of the sentence before holds no more."""

_AFTERSHOCK = re.compile(r"余震|以上の地震|[0-9]から[0-9.]+の(?:地震|揺れ)")

_EVERYONE = re.compile(
    "人|人々|男女|人員|者|方|方々|人間|住民|市民|客|乗客乗員|乗員乗客|県内|国内|市内|人数|数|うち|合計|住宅|家屋|建物|民家|人家|世帯"
)
"""Nouns beside a number that narrow nothing."""
_NOUN = re.compile(r"[^\W\d_]+")
_NAME_AHEAD = re.compile(
    r"(?:(?P<of>[一-鿿々ァ-ヶーA-Za-z]{2,})の)?(?P<name>[一-鿿々ァ-ヶーA-Za-z]{2,}?)(?:の?(?:人|件|総|合計)数)?"
    r"(?:\([^()]{1,16}\))?(?:[はがもをのに:]|とも|では|には|として|、|\(|約|およそ|少なくとも|最大で?|延べ|[総合]?計で?|合わせて|全国で?|全国の)*$"
)
_NAME_BEHIND = re.compile(
    r"(?:以上|余り|近く|ほど|程度|前後|超|弱|強)?(?:の|もの|に及ぶ|に上る)?(?P<name>[一-鿿々ァ-ヶーA-Za-z]{2,})"
)
_IN_A_NAME = re.compile("[一-鿿々ァ-ヶー]")
_OF_NAME = re.compile(r"(?:中|総数|数|計|合計|約|以上)$")
"""At the end of a noun: it is still what is counted."""


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
        self._owners = Owners(piece.reading, self._plain)
        self._named = frozenset(entity.of(self._plain) for entity in piece.reading.entities)
        self._scope: str | None = None
        self._set_by_words = False
        """Whether a sentence without numbers set the scope, which then ends where somebody else is told to give one."""
        self._last: Telling | None = None
        self._told: dict[str, set[str]] = {}

    def tellings(self) -> Iterator[Telling]:
        before: Span | None = None
        for sentence in self._reading.sentences:
            numbers = self._numbers(sentence, before)
            before = sentence
            if not numbers or self._lists(sentence):
                self._scope, self._set_by_words = self._topic(self._places.extents(sentence, ())), True
                continue
            if _OF_ALL.search(self._plain, sentence.start, sentence.end):
                self._scope = None
            yield from self._sentence(sentence, numbers)

    def _numbers(self, sentence: Span, before: Span | None) -> list[Number]:
        """The numbers of the sentence, but for those of headlines that it lists, and of what stands before such a list's end."""
        quoted = [span for span in self._quoted if span.overlaps(sentence)]
        listed = quoted[-1].end if len(quoted) > 1 else sentence.start
        closing = self._headlines.lists_from(self._plain, sentence)
        return [
            number
            for number in numbers_in(self._reading, self._plain, sentence, before)
            if listed <= number.slot.start < closing
            and not any(span.overlaps(number.slot) for span in quoted)
            and (number.whose or not self._headlines.run_through(self._plain, number.slot))
        ]

    def _lists(self, sentence: Span) -> bool:
        """Whether the sentence is a source in the list that ends a report."""
        return _LISTING.fullmatch(self._plain, sentence.start, sentence.end) is not None

    def _sentence(self, sentence: Span, numbers: Sequence[Number]) -> Iterator[Telling]:
        hits = find_hits(self._plain, sentence)
        extents = self._places.extents(sentence, hits)
        amended = _AMENDED.search(self._plain, sentence.start, sentence.end) is not None
        ends = [sentence.start, *(number.slot.end for number in numbers)]
        starts = [number.slot.start for number in numbers]
        rooms = []
        for n, number in enumerate(numbers):
            past = behind_gloss(self._plain, number.slot.end)
            after = next((start for start in starts[n + 1 :] if start >= past), sentence.end)
            rooms.append(Span(min(ends[n], number.slot.start), max(after, number.slot.end)))
        themes = [self._theme(number, room, hits) for number, room in zip(numbers, rooms, strict=True)]
        self._pass_on(numbers, themes)
        for number, room, theme in zip(numbers, rooms, themes, strict=True):
            self._last = self._telling(sentence, room, number, theme, extents, self._last, amended)
            yield self._last
        # What the next sentence goes on with is the account, not the last of the places it was broken down by.
        if extents:
            only = extents[0].key if len(extents) == 1 else None
            self._scope, self._set_by_words = self._topic(extents) or only, False

    @staticmethod
    def _topic(extents: Sequence[Extent]) -> str | None:
        """The last place that a whole account is set in."""
        return next((extent.key for extent in reversed(extents) if extent.topic), None)

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
            if self._lacks(numbers[n + 1], themes[n + 1]) and _MOVES.fullmatch(between):
                themes[n + 1] = self._passed(numbers[n].slot.unit, themes[n], numbers[n + 1].slot.unit)
            if self._lacks(numbers[n], themes[n]) and _BESIDE.fullmatch(between):
                themes[n] = self._passed(numbers[n + 1].slot.unit, themes[n + 1], numbers[n].slot.unit)
        last = self._last
        before = (last.slot, theme_called(last.theme), last.slot.unit) if last else None
        for n, number in enumerate(numbers):
            if (
                before is not None
                and self._lacks(number, themes[n])
                and number.slot.start - before[0].end <= _ELLIPSIS
                and TOLD_BY.search(self._plain, before[0].end, number.slot.start)
                and _ENDS_THERE.match(self._plain, number.slot.end)
            ):
                themes[n] = self._passed(before[2], (before[1], False), number.slot.unit)
            before = number.slot, themes[n][0], number.slot.unit

    def _lacks(self, number: Number, theme: tuple[Theme | None, bool]) -> bool:
        """Whether nothing beside the number says what it counts."""
        counted = number.quantity.counted if number.quantity else None
        return theme[0] is None and (counted is None or self._owners.is_name(counted))

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
        statement = self._owners.statement(slot)
        source = self._owners.source(sentence, slot, statement)
        extent = (
            None
            if holder
            else self._extent(slot, extents, topic or (source is not None and self._set_by_words))
            or self._owners.land(source)
        )
        if number.whose:
            holder, whose = self._owners.party(number.whose)
        elif theme.nature == "share" if theme else holder is None and slot.unit in _HELD:
            holder, whose = self._owners.holder(sentence, slot, source)
        if theme is None and holder and (won := self._owners.won(slot)):
            theme, name = theme_of(won), won
        when = find_moment(text, self._reading, sentence, slot, statement)
        giver = self._giver(sentence, slot, source)
        voices = self._told.setdefault(slot.unit, set())
        counts = not (voices and (source is None or giver in voices)) and not _IN_A_NAME.match(text, slot.end)
        voices.add(giver)
        around = (
            text[max(room.start, slot.start - _LATELY) : slot.start] + text[slot.end : room.end][:_LATELY]
        )
        return Telling(
            piece=self._piece,
            slot=slot,
            theme=name,
            nature=theme.nature if theme else "noun",
            manner=find_manner(text, sentence, room, slot, name, before),
            extent=extent,
            place=self._places.words(extent) if extent else None,
            holder=holder,
            whose=whose,
            of=self._of(sentence, slot),
            group=self._group(slot, quantity) if theme and counted else None,
            event=when.event
            or other_event(text, sentence, slot, self._headlines)
            or self._aftershock(sentence, slot),
            source=source,
            giver=giver,
            when=when.time,
            as_of=when.as_of,
            dated=when.dated,
            later=_LATER.search(around) is not None,
            amended=amended,
            passed=quantity is not None and quantity.bound == "min",
            counts=counts,
            names=frozenset(self._names(sentence, slot, counted)),
            context=pairs(
                text[max(sentence.start, slot.start - _AHEAD) : slot.start],
                text[slot.end : min(sentence.end, slot.end + _BEHIND)],
            ),
        )

    def _giver(self, sentence: Span, slot: Slot, source: Span | None) -> str:
        if source is not None:
            return self._owners.giver(source)
        return SOMEBODY if self._owners.is_hearsay(sentence, slot) else self._piece.outlet

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

    def _of(self, sentence: Span, slot: Slot) -> str | None:
        """The noun that says of what the noun right before a number is: 桟橋 of 桟橋の改修費100億円."""
        ahead = _NAME_AHEAD.search(self._plain, max(sentence.start, slot.start - _AHEAD * 2), slot.start)
        return ahead["of"] if ahead else None

    def _names(self, sentence: Span, slot: Slot, counted: str) -> Iterator[str]:
        """The nouns beside a number: 登録有権者は約135万人, 22人の候補, 3070の投票所."""
        ahead = _NAME_AHEAD.search(self._plain, max(sentence.start, slot.start - _AHEAD * 2), slot.start)
        behind = _NAME_BEHIND.match(self._plain, slot.end, sentence.end)
        for words in (counted, slot.unit, ahead["name"] if ahead else "", behind["name"] if behind else ""):
            if (
                len(words) > 1
                and (words != slot.unit or names_a_thing(words))
                and not is_measure(words)
                and words not in self._named
                and not _EVERYONE.fullmatch(words)
                and _NOUN.fullmatch(words)
            ):
                yield _OF_NAME.sub("", words) or words

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
            AFTERSHOCK
            if _AFTERSHOCK.search(self._plain, sentence.start, min(sentence.end, slot.end + _BEHIND))
            else None
        )
