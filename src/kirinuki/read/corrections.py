"""A person's corrections, applied to a reading layer by layer, so that what builds on a layer follows it.

The person's word goes before the rules': what the rules read in its way is dropped. Where two of the person's own are in
each other's way, or one no longer fits, the later or the unfit one is passed over and told.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from kirinuki.model.correction import Correction, Layer
from kirinuki.model.reading import Duration, Entity, Hedge, Quantity, Reading, Statement, Time
from kirinuki.model.text import Evidence, Span
from kirinuki.read.check import find_faults
from kirinuki.read.fields import EXTENT, FIELDS, Annotation, alone, extent, form, make, span_of

_SAME = 0.5
"""Share of the joint length from which an annotation is the one that was corrected, though its edges moved."""
_CONTEXT = 24
"""Characters on each side by which words are known again in another text."""
_KNOWN = 2
"""So many of them must agree."""

A = TypeVar("A", bound=Annotation)


def version_of(reader: str, corrections: Sequence[Correction]) -> str:
    """The version of a reading by this version of the reader with these corrections."""
    if not corrections:
        return reader
    said = [
        (
            c.id,
            c.layer,
            c.action,
            c.at.date().isoformat(),
            c.evidence.span.start,
            c.evidence.span.end,
            c.fields,
            c.was,
        )
        for c in corrections
    ]
    form = json.dumps(said, sort_keys=True, ensure_ascii=True)
    return f"{reader}~{hashlib.sha256(form.encode()).hexdigest()[:12]}"


class Mender:
    """Applies corrections to one text's layers, one method a step of the reader. `unfit` are those that did not fit,
    each with what was in the way."""

    def __init__(self, text: str, corrections: Iterable[Correction]) -> None:
        self._text = text
        self._corrections = tuple(corrections)
        self._own: list[Annotation] = []
        self.unfit: list[tuple[Correction, str]] = []

    def times(
        self, times: tuple[Time, ...], durations: tuple[Duration, ...]
    ) -> tuple[tuple[Time, ...], tuple[Duration, ...]]:
        layers = self._mended({"times": times, "durations": durations})
        return layers["times"], layers["durations"]

    def quantities(self, quantities: tuple[Quantity, ...], taken: Sequence[Span]) -> tuple[Quantity, ...]:
        return self._mended({"quantities": quantities}, taken)["quantities"]

    def entities(self, entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
        return self._mended({"entities": entities})["entities"]

    def statements(self, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return self._mended({"statements": statements})["statements"]

    def hedged(self, hedged: tuple[Hedge, ...]) -> tuple[Hedge, ...]:
        return self._mended({"hedged": hedged})["hedged"]

    def _mended(
        self, layers: Mapping[Layer, tuple[Any, ...]], taken: Sequence[Span] = ()
    ) -> dict[Layer, tuple[Any, ...]]:
        """`layers`, whose annotations lie apart from each other, with the corrections of them."""
        mended = dict(layers)
        for correction in self._corrections:
            if correction.layer in mended:
                try:
                    mended = self._applied(correction, mended, taken)
                except ValueError as e:
                    self.unfit.append((correction, str(e)))
        return mended

    def _applied(
        self, correction: Correction, layers: dict[Layer, tuple[Any, ...]], taken: Sequence[Span]
    ) -> dict[Layer, tuple[Any, ...]]:
        layer, action = correction.layer, correction.action
        span, words = correction.evidence.span, correction.evidence.text
        if span.of(self._text) != words:
            raise ValueError(f"「{words}」がそこにありません")
        standing = None if action == "new" else _standing(layers[layer], span)
        if action == "none":
            return layers | {layer: tuple(item for item in layers[layer] if item is not standing)}
        fields: dict[str, Any] = dict(correction.was or {})
        if standing is not None:
            fields = form(layer, standing, self._text)
            span = extent(standing)
        fields |= correction.fields
        if EXTENT in fields:
            span = span_of(fields.pop(EXTENT))
        how = "足した" if action == "new" else "直した"
        made = make(layer, span, fields, f"人が{how} ({correction.at.date()})")
        if faults := find_faults(alone(layer, made, self._text)):
            raise ValueError(faults[0].message)
        if clash := next((item for item in taken if item.overlaps(span)), None):
            raise ValueError(f"日時か長さ「{clash.of(self._text)}」と重なっています")
        own = [item for item in self._own if item is not standing]
        kept: dict[Layer, tuple[Any, ...]] = {}
        for name, items in layers.items():
            rest = [item for item in items if item is not standing]
            clashing = [item for item in rest if _clash(item, made)]
            for item in clashing:
                if any(item is other for other in own):
                    raise ValueError(f"ほかの直し「{extent(item).of(self._text)}」と重なっています")
            rest = [item for item in rest if not any(item is other for other in clashing)]
            kept[name] = tuple(sorted([*rest, made] if name == layer else rest, key=_place))
        self._own = [*own, made]
        return kept


def _place(item: Annotation) -> tuple[int, int]:
    span = extent(item)
    return span.start, span.end


def _standing(items: Sequence[A], span: Span) -> A | None:
    """The annotation at this place, or nearly so."""

    def shared(item: A) -> float:
        place = extent(item)
        both = min(place.end, span.end) - max(place.start, span.start)
        return both / (max(place.end, span.end) - min(place.start, span.start) or 1)

    best = max(items, key=shared, default=None)
    return best if best is not None and shared(best) >= _SAME else None


def _clash(a: Annotation, b: Annotation) -> bool:
    """Whether both cannot stand in one reading: statements lie in one another or apart, everything else apart."""
    one, other = extent(a), extent(b)
    if isinstance(a, Statement):
        return one == other or (one.overlaps(other) and not one.holds(other) and not other.holds(one))
    return one.overlaps(other)


def follow(correction: Correction, old: str, revision: str, new: str) -> Correction:
    """The correction, made on the text `old`, where its words stand in `new`, the text of the revision with this id.

    Of several places, the one whose surroundings are most like those there were, then the nearest. Raises `ValueError`
    where the words are gone.
    """
    found = _found_again(correction.evidence.span, old, new)
    if found is None:
        raise ValueError(f"「{correction.evidence.text}」がこの版にありません")
    by = found.start - correction.evidence.span.start

    def moved(fields: Mapping[str, Any], *, must: bool) -> dict[str, Any]:
        result = {}
        for name, value in fields.items():
            if isinstance(value, dict) and "start" in value:
                place = _found_again(Span(value["start"], value["end"]), old, new, by)
                if place is None and must:
                    raise ValueError(f"「{value.get('text', '')}」がこの版にありません")
                value = None if place is None else value | {"start": place.start, "end": place.end}
            result[name] = value
        return result

    return replace(
        correction,
        evidence=Evidence(revision, found, correction.evidence.text),
        fields=moved(correction.fields, must=True),
        was=None if correction.was is None else moved(correction.was, must=False),
    )


def _found_again(span: Span, old: str, new: str, by: int = 0) -> Span | None:
    """Where the words of a place of `old` stand in `new`, near to where they stood moved `by` so much."""
    words = span.of(old)
    before, after = old[max(0, span.start - _CONTEXT) : span.start], old[span.end : span.end + _CONTEXT]
    best: tuple[int, int, int] | None = None
    start = new.find(words)
    while start >= 0:
        end = start + len(words)
        alike = _alike(before[::-1], new[max(0, start - _CONTEXT) : start][::-1])
        alike += _alike(after, new[end : end + _CONTEXT])
        best = max(best or (-1, 0, 0), (alike, -abs(start - span.start - by), start))
        start = new.find(words, start + 1)
    if best is None or best[0] < min(_KNOWN, len(before) + len(after)):
        return None
    return Span(best[2], best[2] + len(words))


def _alike(a: str, b: str) -> int:
    """How many characters both begin with."""
    n = 0
    for n, (one, other) in enumerate(zip(a, b, strict=False), 1):
        if one != other:
            return n - 1
    return n


Effect = tuple[Layer, Annotation | None, Annotation | None]
"""What became of an annotation; None before it was there, or after."""


def effects(before: Reading, after: Reading) -> list[Effect]:
    """What differs between two readings of one text, in text order."""
    found: list[Effect] = []
    for layer in FIELDS:
        were: dict[tuple[int, int], Annotation] = {_place(item): item for item in getattr(before, layer)}
        are: dict[tuple[int, int], Annotation] = {_place(item): item for item in getattr(after, layer)}
        for place, was in were.items():
            now = are.pop(place, None)
            if now is None:
                moved = _standing([item for key, item in are.items() if key not in were], Span(*place))
                now = None if moved is None else are.pop(_place(moved))
            if now != was:
                found.append((layer, was, now))
        found += ((layer, None, item) for item in are.values())
    return sorted(found, key=lambda change: _place(change[1] or change[2]))  # type: ignore[arg-type]
