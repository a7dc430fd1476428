"""Series of figures as one large picture: SVG without script or style, which any program shows alike.

Where sources disagree, a bar spans their values. Each source has a colour and a shape of its own, so that the picture tells as
much without colour.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from kirinuki.ask.figures import FigureSeries
from kirinuki.model.article import JAPAN
from kirinuki.model.chronicle import Point
from kirinuki.publish.axis import days_between
from kirinuki.publish.curves import Curve, Frame, curve, value
from kirinuki.publish.figures import RELATIONS
from kirinuki.publish.pages import template
from kirinuki.publish.setting import columns
from kirinuki.publish.wording import legible, outlet

_MOST = 12
"""Series in one picture."""
_SOURCES = 8
"""Sources that can be told apart; the rarer ones are one."""
_REST = "ほか"
# Okabe and Ito's colours, which the colour-blind can tell apart, each with a shape: SVG path data around 0,0.
_MARKS = (
    ("#0072B2", "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z"),
    ("#D55E00", "M-4.5 -4.5H4.5V4.5H-4.5Z"),
    ("#009E73", "M0 -5.5L5.5 4.5H-5.5Z"),
    ("#CC79A7", "M0 -6L6 0L0 6L-6 0Z"),
    ("#E69F00", "M-2 -6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z"),
    ("#56B4E9", "M0 5.5L5.5 -4.5H-5.5Z"),
    ("#8A6D00", "M5.5 0L-4.5 5.5V-5.5Z"),
    ("#444444", "M-5.5 0L4.5 5.5V-5.5Z"),
    ("#999999", "M0 -7L1.8 -2.2L6.6 -2L2.8 1L4.1 5.8L0 3L-4.1 5.8L-2.8 1L-6.6 -2L-1.8 -2.2Z"),
)
_FRAME = Frame(640, 190, left=66, right=30, top=24, bottom=12)
_FLAT = replace(_FRAME, height=80, top=40, bottom=40)
"""Of a series whose value stays."""
_HEAD, _FOOT = 30, 34
"""Room over a panel for its title, under it for its days."""
_KEYS = 200
"""Width of the list of sources beside the panels."""
_LETTER = 6.2
"""Pixels that a column of a label takes."""
_LINE, _KEY = 15, 22
"""Pixels from one label to the next below it, and from one source to the next."""
_DAYS, _VALUES = 8, 4
"""About so many days and values have a line of their own."""
_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture: how many series are drawn in it, and how many are left out for want of room or of a second value."""

    svg: str
    drawn: int
    left: int


@dataclass(frozen=True, slots=True)
class _Mark:
    """A number: its place, its source's mark, its label (empty where the same was told before) and where that stands."""

    x: float
    y: float
    colour: str
    shape: str
    label: str
    label_x: float
    label_y: float
    ends: bool
    """Whether the label ends at its place."""


@dataclass(frozen=True, slots=True)
class _Panel:
    """One series: lines with what stands at their ends, bars over values that disagree as (x, y, y)."""

    title: str
    words: str
    y: int
    height: int
    path: str
    days: list[tuple[float, str]]
    values: list[tuple[float, str]]
    bars: list[tuple[float, float, float]]
    marks: list[_Mark]


def figures_chart(found: Sequence[FigureSeries]) -> Drawn:
    """The series that more than one number fills, one panel below the other; a picture that says so where there are none."""
    shown = [told for told in found if len(told.series.points) > 1][:_MOST]
    names = _sources(shown)
    panels: list[_Panel] = []
    below = 0
    for told in shown:
        panels.append(_panel(told, names, below))
        below += _HEAD + panels[-1].height + _FOOT
    svg = template("chart.svg.j2").render(
        width=_FRAME.width + _KEYS,
        height=max(below, _HEAD + (len(names) + 1) * _KEY),
        left=_FRAME.left,
        right=_FRAME.width,
        head=_HEAD,
        panels=panels,
        sources=[
            (name, colour, shape, n * _KEY)
            for n, (name, (colour, shape)) in enumerate(zip(names, _MARKS, strict=False), 1)
        ],
    )
    return Drawn(svg, len(shown), len(found) - len(shown))


def _sources(shown: Sequence[FigureSeries]) -> list[str]:
    """Who gave the numbers, in the order of telling; where there are too many, the commonest."""
    told = [_source(one, point) for one in shown for point in one.series.points]
    common = {name for name, _ in Counter(told).most_common(_SOURCES)}
    kept = [name for name in dict.fromkeys(told) if name in common]
    return kept if len(kept) == len(set(told)) else [*kept, _REST]


def _source(told: FigureSeries, point: Point) -> str:
    if point.source is not None:
        return legible(" ".join(point.source.text.split()))
    return outlet(told.sources[point.evidence.revision])


def _panel(told: FigureSeries, names: Sequence[str], y: int) -> _Panel:
    values = {value(point) for point in told.series.points}
    frame = _FRAME if len(values) > 1 else _FLAT
    drawn = curve(told, frame)
    return _Panel(
        title=f"{legible(told.series.slot)} [{legible(told.series.unit)}]",
        words="、".join(
            f"{point.when.from_[:10]} {_label(point)} ({_source(told, point)})"
            for point in told.series.points
        ),
        y=y,
        height=frame.height,
        path=drawn.path,
        days=list(_days(drawn)),
        values=list(_values(drawn, frame)),
        bars=list(_bars(drawn)),
        marks=_marks(drawn, names),
    )


def _marks(drawn: Curve, names: Sequence[str]) -> list[_Mark]:
    """The numbers; the labels of one day stand one below the other, so that none covers another."""
    told = drawn.told
    labels = [
        "" if n and dot.point.relation == "same" else _label(dot.point) for n, dot in enumerate(drawn.dots)
    ]
    heights = [dot.y - 8 for dot in drawn.dots]
    labelled = sorted(
        (n for n, label in enumerate(labels) if label),
        key=lambda n: (drawn.dots[n].point.when.from_[:10], heights[n]),
    )
    for _, day in groupby(labelled, key=lambda n: drawn.dots[n].point.when.from_[:10]):
        for above, n in pairwise(day):
            heights[n] = max(heights[n], heights[above] + _LINE)
    marks = []
    before = drawn.dots[0]
    for dot, label, height in zip(drawn.dots, labels, heights, strict=True):
        source = _source(told, dot.point)
        colour, shape = _MARKS[names.index(source if source in names else _REST)]
        ends = dot.x + columns(label) * _LETTER > _FRAME.width
        label_x = dot.x - 8 if ends else dot.x + 8
        if ends and before.y < dot.y:
            height = dot.y + _LINE  # the line comes from above
        before = dot
        marks.append(_Mark(dot.x, dot.y, colour, shape, label, round(label_x, 1), round(height, 1), ends))
    return marks


def _label(point: Point) -> str:
    word = "" if point.relation in ("first", "update", "same") else f" {RELATIONS[point.relation]}"
    return legible(" ".join(point.evidence.text.split())) + word


def _bars(drawn: Curve) -> Iterator[tuple[float, float, float]]:
    """From the least to the most of values that disagree: a run of them, with the value that they disagree with."""
    runs: list[list[int]] = []
    for n, dot in enumerate(drawn.dots):
        if dot.settled or not runs:
            runs.append([n])
        else:
            runs[-1].append(n)
    for run in runs:
        if len(run) > 1:
            heights = [drawn.dots[n].y for n in run]
            yield drawn.dots[run[-1]].x, min(heights), max(heights)


def _days(drawn: Curve) -> Iterator[tuple[float, str]]:
    """The beginnings of days, as (x, words); of a series of one moment its day."""
    begin = dt.datetime.fromtimestamp(drawn.first, JAPAN)
    midnight = begin.replace(hour=0, minute=0, second=0, microsecond=0)
    span = drawn.last - drawn.first
    left, right = _FRAME.left, _FRAME.width - _FRAME.right
    if not span:
        yield (left + right) / 2, next(days_between(midnight, 1, 1))[1]
        return
    for day, words in days_between(midnight, (drawn.last - midnight.timestamp()) / _DAY, _DAYS):
        x = left + (right - left) * (day.timestamp() - drawn.first) / span
        # The first day begins before its first number; where there is room it is written all the same.
        if x >= left or day == midnight:
            yield round(max(x, left), 1), words


def _values(drawn: Curve, frame: Frame) -> Iterator[tuple[float, str]]:
    """Round values, as (y, words), evenly apart; the one value where there is but one."""
    top, bottom = frame.top, frame.height - frame.bottom
    span = drawn.high - drawn.low
    if not span:
        yield (top + bottom) / 2, f"{drawn.low:,.12g}"
        return
    power = 10.0 ** math.floor(math.log10(span / _VALUES))
    step = next(power * n for n in (1, 2, 5, 10, 20) if span / (power * n) <= _VALUES + 1)
    for n in range(math.ceil(drawn.low / step), math.floor(drawn.high / step) + 1):
        yield round(bottom - (bottom - top) * (n * step - drawn.low) / span, 1), f"{n * step:,.12g}"
