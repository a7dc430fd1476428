"""What a telling of a number is to those before it in its slot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kirinuki.model.chronicle import PointRelation
from kirinuki.weave.figures.telling import Telling

_BACK = 64
"""Tellings among which a value told again is looked for, so that a long series costs as much a number as a short one."""


class Related(NamedTuple):
    """The relation, the grounds of it in words, and the telling before it that decided."""

    relation: PointRelation
    why: str
    to: Telling | None


def relate(telling: Telling, before: Sequence[Telling]) -> Related:
    """What a telling is to those `before` it in its slot, in the order of telling."""
    if not before:
        return Related("first", "この値を伝えた初め", None)
    before = before[-_BACK:]
    last = before[-1]
    twin = next((other for other in reversed(before) if telling.same_value(other)), None)
    if twin is None and _rounds(telling, last):
        twin = last
    if twin is not None:
        return Related("same", f"前と同じ値: {_named(twin)}", twin)
    if telling.amended:
        return Related("correction", f"前の値を改める言葉がある: {_named(last)}", last)
    if telling.nature == "fixed":
        mine = next((other for other in reversed(before) if other.giver == telling.giver), None)
        if mine is not None:
            return Related("correction", f"一度きりの値を同じ出どころが改めた: {_named(mine)}", mine)
        return Related("disagreement", f"一度きりの値で、出どころが違う: {_named(last)}", last)
    if telling.piece.article == last.piece.article:
        moved = telling.later or (
            telling.dated
            and (telling.when.from_ > last.when.from_ or (telling.as_of and telling.when != last.when))
        )
        if telling.giver != last.giver and not moved:
            return Related("disagreement", f"同じ記事の別の出どころ: {_named(last)}", last)
        return Related("update", f"時が進んだ: {_named(last)}", last)
    newest = max(other.when.from_[:10] for other in before)
    if telling.when.from_[:10] > newest:
        return Related("update", f"日が進んだ: {_named(last)}", last)
    rivals = [other for other in before if other.when.from_[:10] == newest]
    if all(other.giver != telling.giver for other in rivals):
        return Related("disagreement", f"同じ日の別の出どころ: {_named(rivals[-1])}", rivals[-1])
    return Related("update", f"同じ出どころの後の値: {_named(last)}", last)


def _rounds(telling: Telling, other: Telling) -> bool:
    """Whether one is the other said more roughly. What is open at one end agrees with all beyond it, and says nothing again."""
    closed = None not in (telling.slot.low, telling.slot.high, other.slot.low, other.slot.high)
    return closed and (telling.slot.about or other.slot.about) and telling.slot.agrees(other.slot)


def _named(telling: Telling) -> str:
    """The value with who gave it and when: 白浜署 30人 (2031-08-31)."""
    giver = telling.quote(telling.source).text if telling.source else telling.piece.outlet
    return f"{giver} {telling.evidence.text} ({telling.when.from_[:10]})"
