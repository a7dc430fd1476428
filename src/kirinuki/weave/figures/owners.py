"""Who gave a number, and whose it is."""

from __future__ import annotations

import re
from bisect import bisect_left

from kirinuki.model.reading import Reading, Statement
from kirinuki.model.text import Span
from kirinuki.read.names.identity import territories
from kirinuki.weave.slots import Slot

_WON = re.compile(r"(?:の票)?(?:を獲得|獲得|の得票|を得[てた]|の票を)")
_OFFICIAL = re.compile(
    r"(?P<land>.+?)の?(?:政府|当局|内務省|内相|保健省|警察|国防省|民間防衛局|赤新月社|赤十字)"
)
TOLD_BY = re.compile(r"(?:によると|によれば|は|が)、?(?:約|およそ|少なくとも|計)?$")
"""Between whoever gave a number and the number right behind."""
_CLOSE = re.compile(r"[^、。0-9]{0,8}")
_COUNTED_BY = re.compile(
    r"の?(?:調べ|まとめ|集計|発表|報道|推計|推定|統計|調査|観測|ニュース)(?:で|に|によ|、)|によ[るれ]"
)
"""Behind whoever counted, where no statement is read: 朝日新聞の調べで."""
_REPORTED = re.compile(
    r"[^、。「」0-9]{0,12}?(?:との|とする|という|といった|の)(?:別の)?(?:情報|報道|説|見方|推計|証言)(?:も|が(?:ある|あり|出)|があ)"
)
"""Behind a number that somebody else gave, whom nobody names: 60人死亡の情報もある."""
_OFFICE = re.compile(
    r"^(?:同|当|各)(?![国州県府都市町村区省庁社])|(?:の?(?:報道官|広報|当局者?|関係者|担当者|発表|まとめ|調べ|報道|最新ニュース|ニュース))+$"
)


class Owners:
    """The names and statements of one text, by their places. `plain` is its width-folded text."""

    def __init__(self, reading: Reading, plain: str) -> None:
        self._plain = plain
        self._entities = reading.entities
        self._statements = sorted(reading.statements, key=lambda s: (s.content.start, -s.content.end))

    def land(self, source: Span | None) -> str | None:
        """The country whose own office gives the number: フィリピン政府."""
        office = _OFFICIAL.match(source.of(self._plain)) if source else None
        return territories().get(office["land"]) if office else None

    def statement(self, slot: Slot) -> Statement | None:
        """The shortest statement that holds the number and names somebody."""
        past = bisect_left(self._statements, slot.start + 1, key=lambda s: s.content.start)
        holding = [
            s
            for s in self._statements[max(0, past - 12) : past]
            if s.content.holds(slot) and (s.speaker or s.via)
        ]
        return min(holding, key=lambda s: s.content.end - s.content.start, default=None)

    def source(self, sentence: Span, slot: Slot, statement: Statement | None) -> Span | None:
        """Who gave the number: whoever it is ascribed to right before it (甲紙は111人、乙紙は110人と伝えた), else whose the
        statement is, else who counted."""
        beside = TOLD_BY.search(self._plain, sentence.start, slot.start)
        if beside is not None and statement is not None:
            at = bisect_left(self._entities, beside.start(), key=lambda entity: entity.end)
            entity = self._entities[at] if at < len(self._entities) else None
            if entity and entity.end == beside.start() and entity.type == "ORGANIZATION":
                return Span(entity.start, entity.end)
        if statement is not None:
            mention = statement.speaker or statement.via
            return Span(mention.start, mention.end) if mention else None
        entities = self._entities
        past = bisect_left(entities, slot.start, key=lambda entity: entity.start)
        for entity in reversed(entities[max(0, past - 4) : past]):
            if entity.start < sentence.start:
                break
            if entity.type == "ORGANIZATION" and _COUNTED_BY.match(self._plain, entity.end):
                return Span(entity.start, entity.end)
        return None

    def is_hearsay(self, sentence: Span, slot: Slot) -> bool:
        """Whether the number is somebody else's, whom nobody names."""
        return _REPORTED.match(self._plain, slot.end, sentence.end) is not None

    def giver(self, source: Span) -> str:
        """One key for whoever gave the number, however it is written."""
        entities = self._entities
        first = bisect_left(entities, source.start, key=lambda entity: entity.start)
        for entity in entities[first : first + 8]:
            if entity.end <= source.end and entity.type != "PLACE":
                return entity.who or entity.of(self._plain)
        words = source.of(self._plain)
        return _OFFICE.sub("", words) or words

    def holder(self, sentence: Span, slot: Slot, source: Span | None) -> tuple[str | None, str | None]:
        """Key and words of whose share the number is: the person or organisation named last before it, but for whoever gave it."""
        entities = self._entities
        past = bisect_left(entities, slot.start, key=lambda entity: entity.start)
        for entity in reversed(entities[max(0, past - 8) : past]):
            if entity.start < sentence.start:
                break
            if entity.type in ("PERSON", "ORGANIZATION") and not (source and source.overlaps(entity)):
                words = entity.of(self._plain)
                return entity.who or words, words
        return None, None

    def party(self, named: Span) -> tuple[str, str]:
        """Key and words of whose seats a bare list gives."""
        entities = self._entities
        at = bisect_left(entities, named.start, key=lambda entity: entity.start)
        words = named.of(self._plain)
        known = at < len(entities) and entities[at].end == named.end
        return (entities[at].who or words if known else words), words

    def won(self, slot: Slot) -> str | None:
        """Whether votes, or a share of them, are told of the name beside them: 鳩山候補が12票, 28.9%を獲得した."""
        if slot.unit == "%":
            return "得票率" if _WON.match(self._plain, slot.end) else None
        entities = self._entities
        past = bisect_left(entities, slot.start, key=lambda entity: entity.start)
        close = past > 0 and _CLOSE.fullmatch(self._plain, entities[past - 1].end, slot.start)
        return "得票" if slot.unit == "票" and close else None

    def is_name(self, words: Span) -> bool:
        """Whether the words are a name, and so nothing that is counted."""
        entities = self._entities
        at = bisect_left(entities, words.end, key=lambda entity: entity.end)
        return at < len(entities) and entities[at].start <= words.start
