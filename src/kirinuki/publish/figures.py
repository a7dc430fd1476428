"""Figures as people and programs read them: a table on the terminal, CSV for a spreadsheet, plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from kirinuki.ask.figures import FigureSeries
from kirinuki.model.chronicle import Point, PointRelation
from kirinuki.publish.setting import columns, padded
from kirinuki.publish.tables import csv_lines
from kirinuki.publish.wording import interval, legible, outlet

RELATIONS: Mapping[PointRelation, str] = {
    "first": "初出",
    "same": "同じ",
    "update": "更新",
    "disagreement": "食い違い",
    "correction": "訂正",
}
_COLUMNS = (
    *("storyline", "slot", "unit", "from", "until", "low", "high", "text", "source", "outlet"),
    *("relation", "item", "why"),
)
_STYLES = {"same": "dim", "update": "bold cyan", "disagreement": "bold red", "correction": "bold magenta"}
_HEADS = ("時", "数", "幅", "出どころ", "媒体", "間柄", "ITEM")
_WIDEST = 44
"""Columns of a cell before the ITEM."""


def show_figures(found: Iterable[FigureSeries], *, explain: bool, console: Console | None = None) -> None:
    """Print each series as a table, its numbers in the order of telling."""
    console = console or Console(highlight=False)
    title, number = None, 0
    for number, told in enumerate(found, 1):  # noqa: B007
        if told.title != title:
            title = told.title
            console.print(Text(legible(title), style="bold underline"), soft_wrap=True)
        console.print(Text(f"{legible(told.series.slot)} [{told.series.unit}]", style="bold"), soft_wrap=True)
        rows = [_cells(told, point) for point in told.series.points]
        widths = [
            min(_WIDEST, max(columns(cell) for cell in column)) + 2
            for column in zip(_HEADS, *rows, strict=True)
        ]
        console.print(Text("  " + _set(_HEADS, widths), style="dim"), soft_wrap=True)
        for point, row in zip(told.series.points, rows, strict=True):
            console.print(
                Text("  " + _set(row, widths), style=_STYLES.get(point.relation, "")), soft_wrap=True
            )
            if explain:
                console.print(Text(f"      {legible(point.why)}", style="dim"), soft_wrap=True)
        console.print()
    console.print(f"数字の推移 {number} 件")


def _set(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "".join(padded(cell, width) for cell, width in zip(cells[:-1], widths, strict=False)) + cells[-1]


def _cells(told: FigureSeries, point: Point) -> tuple[str, ...]:
    words = (
        interval(point.when.from_, point.when.until),
        point.evidence.text,
        bounds(point),
        point.source.text if point.source else "",
        outlet(told.sources[point.evidence.revision]),
        RELATIONS[point.relation],
        point.evidence.item,
    )
    return tuple(legible(" ".join(cell.split())) for cell in words)


def bounds(point: Point) -> str:
    """What the number may be, where that is no single value: 2,500〜 where it is open above."""
    if point.low == point.high:
        return ""
    return "〜".join("" if value is None else plain_number(value) for value in (point.low, point.high))


def plain_number(value: float) -> str:
    """With thousands parted, and no more decimals than there are."""
    return f"{value:,.6f}".rstrip("0").rstrip(".")


def series_form(told: FigureSeries) -> dict[str, Any]:
    """A series as plain values. Offsets are code points of the revision named beside them."""
    return {
        "item": told.item,
        "storyline": told.storyline,
        "slot": told.series.slot,
        "unit": told.series.unit,
        "points": [_form(told, point) for point in told.series.points],
    }


def _form(told: FigureSeries, point: Point) -> dict[str, Any]:
    evidence, giver = point.evidence, point.source
    return {
        **evidence.to_json(),
        "low": point.low,
        "high": point.high,
        "source": giver.to_json() if giver else None,
        "outlet": told.sources[evidence.revision].outlet or None,
        "article": told.sources[evidence.revision].article,
        "from": point.when.from_,
        "until": point.when.until,
        "relation": point.relation,
        "why": point.why,
    }


def figures_csv(found: Iterable[FigureSeries]) -> Iterator[str]:
    """One line a number, under a line of names; the values as they are in JSON."""
    return csv_lines(_COLUMNS, _lines(found))


def _lines(found: Iterable[FigureSeries]) -> Iterator[list[str | float | None]]:
    for told in found:
        for point in told.series.points:
            form = _form(told, point)
            giver = point.source.text if point.source else None
            yield [
                told.storyline, told.series.slot, told.series.unit, form["from"], form["until"], form["low"], form["high"],
                _line(form["text"]), giver and _line(giver), form["outlet"] and _line(form["outlet"]), form["relation"],
                form["item"], _line(form["why"]),
            ]  # fmt: skip


def _line(words: str) -> str:
    """Words of a report on one line, with nothing in them that a screen would obey."""
    return legible(" ".join(words.split()))
