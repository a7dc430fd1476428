"""Which place a number is limited to: the one that its clause is set in, until another is named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kirinuki.model.reading import Entity, Reading
from kirinuki.model.text import Span, fold_width
from kirinuki.weave.figures.themes import Hit
from kirinuki.weave.slots import Slot

EVERYWHERE = ""
"""The extent of what is told of all places: 全国で, or of a list of them."""

_SET_IN = re.compile(
    r"[^、。「」]{0,6}?(?:では|での|でも|で|における|において|内|にある|側|だけ|全域|全土)|[^、。]{0,2}[0-9]"
)
"""Behind a place that limits what follows: 東部では, or right before the number."""
_OWNED = re.compile(r"の[^、。]{0,16}")
"""Between a place and what is counted of it: インドの死者."""
_NAMES_ONLY = re.compile(
    r"[^、。]{0,8}(?:地震|震災|台風|豪雨|噴火|津波|事故|事件|戦争|紛争|政府|軍|選挙|通信|新聞|放送|大使|首相|大統領|外務|当局|人の|系)"
)
"""Behind a place that only names an event, an office or a people."""
_AGAIN = re.compile(
    r"同(?P<kind>国|州|県|府|都|市|町|村|区|島|省|郡|地区|地域|地方)(?:内|全体|全域)?(?:では|での|でも|で|内|だけ|の)"
)
_ALL_OVER = re.compile(r"(?:全国|世界|各国|全土|国内外)(?:では|での|でも|で|の|に)")
_LISTED = re.compile(r"[、・や]|および|及び")
_LIST = 3
_LOOK_BACK = 40
"""Names that are looked through for what 同県 takes up."""
_TOWARDS = re.compile(r"(?:の|沖の?|[東西南北]岸沖の?)?[東西南北]{0,3}(?:の?沖合?)?(?:およそ|約)?")
_OFF = re.compile(r"(?:[東西南北]*岸)?沖合?$")


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

    def extents(self, sentence: Span, hits: Sequence[Hit]) -> list[tuple[int, str]]:
        """From where in the sentence which place limits its numbers, as (offset, key), in order."""
        plain = self._plain
        found = [*self._named(sentence, hits)]
        for match in _AGAIN.finditer(plain, sentence.start, sentence.end):
            found.append((match.end(), self._taken_up(match["kind"], match.start())))
        found += [(m.end(), EVERYWHERE) for m in _ALL_OVER.finditer(plain, sentence.start, sentence.end)]
        return sorted(found)

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

    def _named(self, sentence: Span, hits: Sequence[Hit]) -> Iterator[tuple[int, str]]:
        plain = self._plain
        first = bisect_left(self._places, sentence.start, key=lambda place: place.start)
        listed, before = 0, None
        for place in self._places[first : bisect_left(self._places, sentence.end, key=lambda p: p.start)]:
            if before is not None and _LISTED.fullmatch(plain, before.end, place.start):
                listed += 1
            else:
                listed = 1
            before = place
            if listed >= _LIST:
                yield place.end, EVERYWHERE
            elif not self._speaks(place) and self._limits(place, hits):
                yield place.end, place.who or place.of(plain)

    def _limits(self, place: Entity, hits: Sequence[Hit]) -> bool:
        plain, end = self._plain, place.end
        if _NAMES_ONLY.match(plain, end, min(len(plain), end + 16)):
            return False
        if _SET_IN.match(plain, end, min(len(plain), end + 12)):
            return True
        at = bisect_left(hits, end, key=lambda hit: hit.span.start)
        return at < len(hits) and _OWNED.fullmatch(plain, end, hits[at].span.start) is not None

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
