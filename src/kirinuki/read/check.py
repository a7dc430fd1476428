"""Faults of a reading: places and values that no text can mean, whatever its rules made of it."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, get_args

from kirinuki.model.reading import (
    Duration,
    Entity,
    EntityType,
    Granularity,
    Hedge,
    Reading,
    Stance,
    Statement,
    StatementKind,
    Time,
    TimeType,
)
from kirinuki.model.text import Span

_TYPES = get_args(TimeType)
_GRANULARITIES = get_args(Granularity)
_ENTITIES = get_args(EntityType)
_KINDS = get_args(StatementKind)
_STANCES = get_args(Stance)
_HEDGES = ("hearsay", "inference")
_BOUNDS = (None, "min", "max")

_DURATION = re.compile(r"P(?=[\dX.T])(?:[\dX.]+[YMWD])*(?:T(?:[\dX.]+[HMS])+)?")
_ZONE = re.compile(r"[+-](?:0\d|1[0-4]):[0-5]\d|Z")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?")
_MINUS = re.compile(r"[-−－‐–―▲△]|マイナス|[氷零]点?下")
"""Words that make a number negative."""


class Fault(Span, frozen=True):
    """A place of a layer (`times`, `statements`, …) at which the reading cannot be right.

    `text` is what stands there, as much of it as lies in the text; `message` says what is wrong.
    """

    layer: str
    text: str
    message: str

    def to_json(self) -> dict[str, Any]:
        return {
            "layer": self.layer,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "message": self.message,
        }


def find_faults(reading: Reading) -> list[Fault]:
    """All faults of `reading`, in text order: spans that are empty or lie outside the text, overlaps of what lies apart,
    values that cannot be. A reading made by this program's rules has none."""
    faults = [
        Fault(span.start, span.end, layer, span.of(reading.text) if span.start >= 0 else "", message)
        for layer, span, message in chain(
            _sentences(reading),
            _times(reading.times),
            _durations(reading.durations),
            _quantities(reading),
            _entities(reading.entities),
            _statements(reading.statements),
            _hedged(reading.hedged),
            _outside(reading),
            _unexplained(reading),
            _overlaps(reading),
        )
    ]
    return sorted(faults, key=lambda fault: (fault.start, fault.end, fault.layer, fault.message))


_Found = Iterator[tuple[str, Span, str]]
"""Layer, place, and what is wrong."""


def _sentences(reading: Reading) -> _Found:
    for before, after in zip(reading.sentences, reading.sentences[1:], strict=False):
        if after.start < before.end:
            yield "sentences", after, "前の文と重なるか、順が逆です"


def _times(times: Iterable[Time]) -> _Found:
    for t in times:
        if t.type not in _TYPES:
            yield "times", t, f"知らない種類です: {t.type}"
        if t.granularity not in _GRANULARITIES:
            yield "times", t, f"知らない粒度です: {t.granularity}"
        if not t.value:
            yield "times", t, "TIMEX3 の値がありません"
        if t.zone is not None and not _ZONE.fullmatch(t.zone):
            yield "times", t, f"時差の形ではありません: {t.zone}"
        if wrong := _interval(t.from_, t.until):
            yield "times", t, wrong


def _interval(from_: str, until: str) -> str | None:
    """What is wrong with a half-open interval of calendar time."""
    for bound in (from_, until):
        if not _MOMENT.fullmatch(bound) or _moment(bound) is None:
            return f"暦にない日時です: {bound}"
    start, end = _moment(from_), _moment(until)
    assert start is not None and end is not None
    return None if start < end else f"終わりが始まりより後ではありません: {from_} → {until}"


def _moment(bound: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(bound)
    except ValueError:
        return None


def _durations(durations: Iterable[Duration]) -> _Found:
    for d in durations:
        if not all(_DURATION.fullmatch(end) for end in d.value.split("/", 1)):
            yield "durations", d, f"ISO 8601 の期間ではありません: {d.value}"


def _quantities(reading: Reading) -> _Found:
    for q in reading.quantities:
        ends = [end for end in (q.low, q.high) if end is not None]
        if not ends:
            yield "quantities", q, "下も上も値がありません"
        if any(not math.isfinite(end) for end in ends):
            yield "quantities", q, f"数ではない値です: {q.low}〜{q.high}"
        elif len(ends) == 2 and ends[0] > ends[1]:
            yield "quantities", q, f"下の値が上の値より大きい: {q.low:g}〜{q.high:g}"
        elif min(ends, default=0) < 0 and not _MINUS.search(q.of(reading.text)):
            yield "quantities", q, f"負を示す語がないのに負の値です: {min(ends):g}"
        if q.bound not in _BOUNDS:
            yield "quantities", q, f"知らない限りです: {q.bound}"
        elif (q.low is None and q.bound == "min") or (q.high is None and q.bound == "max"):
            yield "quantities", q, f"限り {q.bound} の側の値がありません"
        if q.counted is not None and q.counted.overlaps(q):
            yield "quantities", q, "数えるものが数量と重なっています"


def _entities(entities: Iterable[Entity]) -> _Found:
    for e in entities:
        if e.type not in _ENTITIES:
            yield "entities", e, f"知らない種類です: {e.type}"
        if e.title is not None and e.type != "PERSON":
            yield "entities", e, f"人でない名に肩書きがあります: {e.title}"
        for label, words in (("肩書き", e.title), ("同一人物の鍵", e.who), ("読み", e.gloss)):
            if words is not None and not words.strip():
                yield "entities", e, f"{label}が空です"


def _statements(statements: Iterable[Statement]) -> _Found:
    seen: set[tuple[int, int]] = set()
    open_: list[Span] = []
    for s in sorted(statements, key=lambda s: (s.content.start, -s.content.end)):
        content = s.content
        place = (content.start, content.end)
        if place in seen:
            yield "statements", content, "同じ内容の発言が二つあります"
        seen.add(place)
        open_ = [outer for outer in open_ if outer.end > content.start]
        if any(outer.end < content.end for outer in open_):
            yield "statements", content, "ほかの発言と入れ子にならず交わっています"
        open_.append(content)
        if s.kind not in _KINDS:
            yield "statements", content, f"知らない種類です: {s.kind}"
        if s.stance is not None and s.stance not in _STANCES:
            yield "statements", content, f"知らない述べ方です: {s.stance}"
        for label, part in (("話者", s.speaker), ("述語", s.cue), ("伝え手", s.via)):
            if part is not None and part.overlaps(content):
                yield "statements", content, f"{label}がその発言の内容と重なっています"
        if s.speaker is not None and s.via is not None and s.speaker.overlaps(s.via):
            yield "statements", content, "話者と伝え手が同じ箇所です"
        if s.said is not None and (wrong := _interval(s.said.from_, s.said.until)):
            yield "statements", content, f"発言の日: {wrong}"


def _hedged(hedged: Iterable[Hedge]) -> _Found:
    for h in hedged:
        if h.kind not in _HEDGES:
            yield "hedged", h, f"知らない種類です: {h.kind}"
        if not h.marker.strip():
            yield "hedged", h, "伝聞・推量を示す語がありません"


def _outside(reading: Reading) -> _Found:
    length = len(reading.text)
    for layer, owner, part in _spans(reading):
        if not 0 <= part.start < part.end <= length:
            what = "空の範囲です" if part.start == part.end else "本文の外です"
            yield layer, owner, f"{what}: {part.start}-{part.end}"


def _unexplained(reading: Reading) -> _Found:
    for layer in ("times", "durations", "quantities", "entities", "statements", "hedged"):
        for item in getattr(reading, layer):
            if not item.why.strip():
                yield layer, item.content if isinstance(item, Statement) else item, "理由がありません"


def _spans(reading: Reading) -> Iterator[tuple[str, Span, Span]]:
    """Every span of the reading with its layer and the item it belongs to."""
    for layer in ("sentences", "times", "durations", "quantities", "entities", "hedged"):
        for item in getattr(reading, layer):
            yield layer, item, item
    for q in reading.quantities:
        if q.counted is not None:
            yield "quantities", q, q.counted
    for s in reading.statements:
        for part in (s.content, s.speaker, s.cue, s.via):
            if part is not None:
                yield "statements", s.content, part


def _overlaps(reading: Reading) -> _Found:
    """Times, durations and quantities lie apart from each other, names and hedged sentences from their own kind."""
    for layers in (("times", "durations", "quantities"), ("entities",), ("hedged",)):
        apart: list[tuple[str, Span]] = [
            (layer, item) for layer in layers for item in getattr(reading, layer)
        ]
        last: tuple[str, Span] | None = None
        for layer, item in sorted(apart, key=lambda found: (found[1].start, found[1].end)):
            if last is not None and item.overlaps(last[1]):
                other = "" if last[0] == layer else f" ({last[0]})"
                yield layer, item, f"{last[1].start}-{last[1].end}{other} と重なっています"
            if last is None or item.end > last[1].end:
                last = (layer, item)
