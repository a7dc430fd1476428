"""Which place a number is limited to: the one that its clause is set in, until another is named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kirinuki.model.reading import Entity, Reading
from kirinuki.model.text import Span, fold_width
from kirinuki.weave.figures.themes import Hit
from kirinuki.weave.slots import Slot

EVERYWHERE = ""
"""The extent of what is told of all places: 全国で, or of a list of them."""

_SET_IN = re.compile(
    r"[^、。「」0-9]{0,6}?(?:では|での|でも|で|にて|における|において|内|にある|側|だけ|全域|全土)|[^、。]{0,2}[0-9]|[東西南北中]{1,2}部?:[0-9]"
)
"""Behind a place that limits what follows: 東部では, or right before the number."""
_TOPIC = re.compile(r"[^、。「」0-9]{0,10}?(?:では|でも|においては|における|は|も)(?![で0-9])")
"""Behind a place that a whole account is set in, until another place takes its turn: インドでは."""
_SUMS_UP = re.compile(r"(?<![一-鿿])(?:合?計|総計|合わせて|あわせて)|を含め|含む|全体で|全部で")
"""Behind places told one by one: what follows is of all of them again."""
_HALF = re.compile(r"(?:統治|支配|占領|実効支配)(?:地域|区域|地区|下)?|側(?!近)|領(?!土|事|空|海|有)")
"""Behind a country: only what it holds of a land, インド統治地域."""
_OWNED = re.compile(r"の(?:[^、。0-9]{0,16}|(?:被害|状況|結果|内訳|人的被害)[^、。0-9]{0,4}は?、)")
"""Between a place and what is counted of it: インドの死者, インドの被害は、死者."""
_ENUMERATED = re.compile(r"(?:[ァ-ヶー一-鿿]{2,12}[、・や]){2,}$")
"""Before a place that closes a list, where the reader may not know each name."""
_NAMES_ONLY = re.compile(
    r"[^、。では0-9]{0,8}(?:地震|震災|台風|豪雨|噴火|津波|事故|事件|戦争|紛争|政府|軍|選挙|通信|新聞|放送|大使|首相|大統領|外務|当局|人の|系)"
)
"""Behind a place that only names an event, an office or a people."""
_AGAIN = re.compile(
    r"同(?P<kind>国|州|県|府|都|市|町|村|区|島|省|郡|地区|地域|地方)(?:内|全体|全域)?(?:では|での|でも|で|内|だけ|の)"
)
_ALL_OVER = re.compile(r"(?:全国|世界|各国|全土|国内外)(?:では|での|でも|で|の|に)")
_UNREAD = re.compile(
    r"(?P<name>[ァ-ヶー]{3,})(?:では|でも|で)(?=(?:約|およそ|少なくとも)?[0-9])|(?P<latin>[A-Z][a-z]{3,})では"
)
"""A place that the reader does not know, as words right before a number tell: シエラレオネでは4862人."""
_IN_ALL = re.compile(r"総数|(?<![一-鿿々ァ-ヶー])全体(?:で|の|では)")
"""Behind which the account of a place is left: この台風での犠牲者の総数は38人."""
_LISTED = re.compile(r"[、・や]|および|及び")
_LIST = 3
_LOOK_BACK = 40
"""Names that are looked through for what 同県 takes up."""
_TOWARDS = re.compile(r"(?:の|沖の?|[東西南北]岸沖の?)?[東西南北]{0,3}(?:の?沖合?)?(?:およそ|約)?")
_OFF = re.compile(r"(?:[東西南北]*岸)?沖合?$")


class Extent(NamedTuple):
    """From where on a place limits the numbers of a sentence. A `topic` is what a whole account is set in."""

    start: int
    key: str
    topic: bool


class Places:
    """The places of one text. Built once; linear in their number."""

    def __init__(self, reading: Reading) -> None:
        self._plain = fold_width(reading.text)
        self._entities = reading.entities
        self._places = [entity for entity in reading.entities if entity.type in ("PLACE", "FACILITY")]
        self._first: dict[str, str] = {}
        for place in self._places:
            words = place.of(self._plain)
            self._first.setdefault(place.who or words, words)
        self._spoken = sorted(
            Span(span.start, span.end)
            for statement in reading.statements
            for span in (statement.speaker, statement.via)
            if span is not None
        )

    def extents(self, sentence: Span, hits: Sequence[Hit]) -> list[Extent]:
        """From where in the sentence which place limits its numbers, in order."""
        plain = self._plain
        found = [*self._named(sentence, hits)]
        for match in _AGAIN.finditer(plain, sentence.start, sentence.end):
            found.append(Extent(match.end(), self._taken_up(match["kind"], match.start()), True))
        for match in _UNREAD.finditer(plain, sentence.start, sentence.end):
            if not self._is_known(match.start()):
                found.append(Extent(match.end(), match["name"] or match["latin"], True))
        for everywhere in (_ALL_OVER, _IN_ALL):
            for match in everywhere.finditer(plain, sentence.start, sentence.end):
                found.append(Extent(match.end(), EVERYWHERE, True))
        found.sort()
        return sorted([*found, *self._sums(sentence, found)])

    def _sums(self, sentence: Span, found: Sequence[Extent]) -> Iterator[Extent]:
        """Where the sentence adds up what it told place by place: there the place of the whole account holds again."""
        for match in _SUMS_UP.finditer(self._plain, sentence.start, sentence.end):
            before = [extent for extent in found if extent.start <= match.start()]
            if before and not before[-1].topic:
                topic = next((extent for extent in reversed(before) if extent.topic), before[0])
                yield Extent(match.end(), topic.key, topic.topic)

    def words(self, extent: str) -> str:
        """A place by its key, as the text first names it."""
        return self._first.get(extent, extent)

    def far_from(self, slot: Slot) -> str | None:
        """The place that a distance is from: 台湾の東約300km, 千葉県沖20km."""
        at = bisect_left(self._places, slot.start, key=lambda place: place.start) - 1
        if at < 0 or not _TOWARDS.fullmatch(self._plain, self._places[at].end, slot.start):
            return None
        words = self._places[at].of(self._plain)
        return _OFF.sub("", words) or words

    def _named(self, sentence: Span, hits: Sequence[Hit]) -> Iterator[Extent]:
        plain = self._plain
        first = bisect_left(self._places, sentence.start, key=lambda place: place.start)
        listed, before = 0, None
        for place in self._places[first : bisect_left(self._places, sentence.end, key=lambda p: p.start)]:
            if before is not None and _LISTED.fullmatch(plain, before.end, place.start):
                listed += 1
            else:
                listed = 1
            before = place
            enumerated = _ENUMERATED.search(plain, max(sentence.start, place.start - _LOOK_BACK), place.start)
            if listed >= _LIST or enumerated or plain.startswith("など", place.end):
                yield Extent(place.end, EVERYWHERE, True)
            elif not self._speaks(place) and self._limits(place, hits):
                half = _HALF.match(plain, place.end)
                key = place.of(plain) + half[0] if half else place.who or place.of(plain)
                yield Extent(place.end, key, _TOPIC.match(plain, place.end) is not None)

    def _limits(self, place: Entity, hits: Sequence[Hit]) -> bool:
        plain, end = self._plain, place.end
        if _NAMES_ONLY.match(plain, end, min(len(plain), end + 16)):
            return False
        if _SET_IN.match(plain, end, min(len(plain), end + 12)):
            return True
        at = bisect_left(hits, end, key=lambda hit: hit.span.start)
        return at < len(hits) and _OWNED.fullmatch(plain, end, hits[at].span.start) is not None

    def _is_known(self, at: int) -> bool:
        """Whether the reader took what stands there for a name."""
        n = bisect_left(self._entities, at + 1, key=lambda entity: entity.start) - 1
        return n >= 0 and self._entities[n].end > at

    def _speaks(self, place: Entity) -> bool:
        """Whether the place is part of a speaker's name."""
        at = bisect_left(self._spoken, place.start + 1, key=lambda span: span.start)
        return any(span.overlaps(place) for span in self._spoken[max(0, at - 2) : at + 1])

    def _taken_up(self, kind: str, at: int) -> str:
        """The place that 同県 or 同国 takes up: the last before it of that kind."""
        past = bisect_left(self._entities, at, key=lambda entity: entity.start)
        for entity in reversed(self._entities[max(0, past - _LOOK_BACK) : past]):
            words, who = entity.of(self._plain), entity.who or ""
            territory = kind == "国" and len(who) == 2 and who.isascii()
            if entity.type == "PLACE" and (territory or words.endswith(kind)):
                return who or words
        return f"同{kind}"
