"""Series of figures as drawings: where each number and the line between them stand, in pixels; templates set them as SVG.

What is settled goes on as a step, for a toll stands until the next is told; values of which sources disagree stand open. A small
drawing of each stands in a storyline's page, larger ones with their scales in publish/charts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kirinuki.ask.figures import FigureSeries
from kirinuki.model.chronicle import Point
from kirinuki.publish.axis import moment_of


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a drawing, and the room that it leaves around its numbers."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int


SMALL = Frame(300, 96, 14, 14, 30, 14)


@dataclass(frozen=True, slots=True)
class Dot:
    """A number on the curve; `settled` where no source of the same moment says otherwise."""

    x: float
    y: float
    point: Point
    settled: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """One series: `path` is the step line through what is settled, `low` and `high` the values at the bottom and the
    top, `first` and `last` the moments (seconds since 1970) at the left and the right, equal where all are one."""

    told: FigureSeries
    path: str
    dots: tuple[Dot, ...]
    low: float
    high: float
    first: float
    last: float


def curves(found: Sequence[FigureSeries], most: int) -> list[Curve]:
    """The series that tell of a change or a disagreement, those with most numbers first, at most so many, drawn small."""
    moving = [
        told
        for told in found
        if len(told.series.points) > 1
        and any(p.relation not in ("first", "same") for p in told.series.points)
    ]
    moving.sort(key=lambda told: -len(told.series.points))
    return [curve(told, SMALL) for told in moving[:most]]


def curve(told: FigureSeries, frame: Frame) -> Curve:
    """A series in a frame. Values stand over nothing, unless they lie close together."""
    points = told.series.points
    times = [moment_of(point.when.from_) for point in points]
    known = [time.timestamp() for time in times if time is not None]
    first, last = (min(known), max(known)) if known else (0.0, 0.0)
    values = [value(point) for point in points]
    low, high = min(values), max(values)
    if low >= 0 and high - low > high / 4:
        low = 0.0
    dots = tuple(
        Dot(
            _across(
                first if time is None else time.timestamp(),
                first,
                last,
                frame.left,
                frame.width - frame.right,
            ),
            _across(amount, low, high, frame.height - frame.bottom, frame.top),
            point,
            point.relation != "disagreement",
        )
        for time, amount, point in zip(times, values, points, strict=True)
    )
    settled = sorted((dot for dot in dots if dot.settled), key=lambda dot: dot.x)
    path = "".join(f"H{dot.x}V{dot.y}" if n else f"M{dot.x} {dot.y}" for n, dot in enumerate(settled))
    end = max(frame.width - frame.right + 10, 0)
    return Curve(told, f"{path}H{end}" if settled else "", dots, low, high, first, last)


def value(point: Point) -> float:
    """Where a number stands: of a range the middle, of one open at an end the other."""
    ends = [end for end in (point.low, point.high) if end is not None]
    return sum(ends) / len(ends) if ends else 0.0


def _across(amount: float, low: float, high: float, from_: float, to: float) -> float:
    """`amount` on the way from `low` to `high`, laid on the way between two pixels; in the middle where there is no way."""
    share = (amount - low) / (high - low) if high > low else 0.5
    return round(from_ + (to - from_) * share, 1)
