"""Figures: numbers of one slot over time and outlets, each told apart as update, disagreement or correction.

themes, places, moments   what a number counts or measures, where, and as of when
numbers          those that may fill a slot
headlines        those of the storyline, which other reports list
manners, owners  how it is told; who gave it and whose it is
tellings         all that the words around a number say of it
gathering        which tellings fill one slot: by value and words (nouns), by place (extents), by what it can become (motion)
relating         what each is to those before it
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kirinuki.model.chronicle import Piece, Point, PointRelation, Series
from kirinuki.model.text import Evidence, Span
from kirinuki.model.weaving import Verdict
from kirinuki.read.morphemes import tokenize
from kirinuki.weave.figures.gathering import Gathering
from kirinuki.weave.figures.headlines import Headlines
from kirinuki.weave.figures.relating import relate
from kirinuki.weave.figures.telling import Manner, Telling
from kirinuki.weave.figures.tellings import tellings
from kirinuki.weave.figures.themes import words_of_theme

__all__ = ["find_numbers", "find_series", "words_of_theme"]

_KANA = re.compile("[ぁ-ゖ]")

_MANNERS: Mapping[Manner, str] = {
    "whole": "",
    "part": "のうち一部",
    "more": "の増加",
    "less": "の減少",
    "expected": "の見込み",
    "aside": "の目安",
}


def find_series(
    pieces: Sequence[Piece],
    verdicts: Sequence[Verdict] = (),
    called: Mapping[str, PointRelation] | None = None,
) -> list[Series]:
    """The numbers of one storyline, slot by slot in the order in which the slots were first filled.

    A slot is a series also where only one number fills it. `verdicts` are a person's words on two numbers, the later ones
    before the earlier: in one slot (`same`), or not, and then the other leaves the slot of the one. `called` gives the relation
    that a person calls the number of an item.
    """
    ordered = sorted(pieces, key=lambda piece: (piece.told, piece.article, piece.revision))
    headlines = Headlines(
        (piece.title for piece in ordered if piece.title), (piece.text for piece in ordered)
    )
    told = [telling for piece in ordered for telling in tellings(piece, headlines)]
    rows = _decided(list(Gathering(told, ordered).rows()), told, verdicts)
    return [_series(row, called or {}) for row in rows]


def find_numbers(piece: Piece) -> list[Evidence]:
    """The numbers of one report that may fill a slot, in the order of its text."""
    return [telling.evidence for telling in tellings(piece, Headlines(()))]


def _decided(
    rows: list[list[Telling]], told: Sequence[Telling], verdicts: Sequence[Verdict]
) -> list[list[Telling]]:
    """The rows as a person parted and joined them, each still in the order of telling."""
    if not verdicts:
        return rows
    order = {telling.evidence.item: n for n, telling in enumerate(told)}
    for verdict in verdicts:
        items = verdict.one.item, verdict.other.item
        if not all(item in order for item in items):
            continue
        one, other = (_home(rows, told[order[item]]) for item in items)
        moving = told[order[items[1]]]
        if verdict.same and one is not other:
            one.extend(other)
            other.clear()
        elif not verdict.same and one is other:
            one.remove(moving)
            rows.append([moving])
    rows = [sorted(row, key=lambda telling: order[telling.evidence.item]) for row in rows if row]
    return sorted(rows, key=lambda row: order[row[0].evidence.item])


def _home(rows: list[list[Telling]], telling: Telling) -> list[Telling]:
    """The row of a telling; one of its own, made here, where it only said a value again and was left out."""
    for row in rows:
        if telling in row:
            return row
    rows.append([telling])
    return rows[-1]


def _series(row: Sequence[Telling], called: Mapping[str, PointRelation]) -> Series:
    known = any(telling.nature != "noun" for telling in row)
    fixed = row[0].nature == "fixed"
    return Series(_name(row), row[0].slot.unit, tuple(_points(row, called)), known, fixed)


def _name(row: Sequence[Telling]) -> str:
    """What is counted, whose, how and where: 「共和党の議席」, 「死者の見込み (東部)」."""
    first = row[0]
    what = next((_dictionary_form(telling.theme) for telling in row if telling.theme), first.slot.unit)
    if first.theme == "距離":
        what = f"{first.whose}からの距離"
    elif first.whose and first.nature == "share":
        what = f"{first.whose}の{what}"
    elif first.group:
        what = f"{first.group}の{what}"
    where = next((telling.place for telling in row if telling.place), None)
    return f"{what}{_MANNERS[first.manner]}" + (f" ({where})" if where else "")


def _dictionary_form(theme: str) -> str:
    """A noun as it is, the stem of a verb that says what is counted by its dictionary form: 加わっ(た) → 加わる."""
    if not _KANA.search(theme):
        return theme
    morphemes = tokenize(f"{theme}た", [Span(0, len(theme) + 1)])
    return morphemes.lemmas[0] if morphemes.tags[0].startswith("動詞") else theme


def _points(row: Sequence[Telling], called: Mapping[str, PointRelation]) -> Iterator[Point]:
    for n, telling in enumerate(row):
        relation, why, to = relate(telling, row[:n])
        if (word := called.get(telling.evidence.item)) is not None:
            relation, why = word, f"人が決めた。規則では {relation}: {why}"
        yield Point(
            evidence=telling.evidence,
            low=telling.low,
            high=telling.high,
            source=telling.quote(telling.source) if telling.source else None,
            outlet=telling.piece.outlet,
            when=telling.when,
            relation=relation,
            why=why,
            to=to.evidence if to else None,
        )
