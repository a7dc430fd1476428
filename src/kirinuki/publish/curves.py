"""Figures of a storyline as small drawings, one for each series: where things stand, in pixels; a template sets them as SVG.

The same in a few lines as publish/charts has it in a large picture: what is settled goes on as a step, for a toll stands until
the next is told, and values of which sources disagree stand open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kirinuki.ask.figures import FigureSeries
from kirinuki.model.chronicle import Point
from kirinuki.publish.axis import moment_of

WIDTH, HEIGHT = 300, 96
_LEFT, _RIGHT, _TOP, _BOTTOM = 14, 14, 30, 14


@dataclass(frozen=True, slots=True)
class Dot:
    """A number on the curve; `settled` where no source of the same moment says otherwise."""

    x: float
    y: float
    point: Point
    settled: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """One series: `path` is the step line through what is settled (SVG path data)."""

    told: FigureSeries
    path: str
    dots: tuple[Dot, ...]


def curves(found: Sequence[FigureSeries], most: int) -> list[Curve]:
    """The series that tell of a change or a disagreement, those with most numbers first, at most so many."""
    moving = [
        told
        for told in found
        if len(told.series.points) > 1
        and any(p.relation not in ("first", "same") for p in told.series.points)
    ]
    moving.sort(key=lambda told: -len(told.series.points))
    return [_curve(told) for told in moving[:most]]


def _curve(told: FigureSeries) -> Curve:
    points = told.series.points
    times = [moment_of(point.when.from_) for point in points]
    known = [time.timestamp() for time in times if time is not None]
    first, last = (min(known), max(known)) if known else (0.0, 0.0)
    values = [value(point) for point in points]
    low, high = min(values), max(values)
    if low >= 0 and high - low > high / 4:
        low = 0.0
    dots: list[Dot] = []
    for time, amount, point in zip(times, values, points, strict=True):
        at = first if time is None else time.timestamp()
        x = _LEFT + (WIDTH - _LEFT - _RIGHT) * ((at - first) / (last - first) if last > first else 0.5)
        y = (
            HEIGHT
            - _BOTTOM
            - (HEIGHT - _TOP - _BOTTOM) * ((amount - low) / (high - low) if high > low else 0.5)
        )
        dots.append(Dot(round(x, 1), round(y, 1), point, point.relation != "disagreement"))
    settled = sorted((dot for dot in dots if dot.settled), key=lambda dot: dot.x)
    path = "".join(f"H{dot.x}V{dot.y}" if n else f"M{dot.x} {dot.y}" for n, dot in enumerate(settled))
    return Curve(told, f"{path}H{WIDTH - 4}" if settled else "", tuple(dots))


def value(point: Point) -> float:
    """Where a number stands: of a range the middle, of one open at an end the other."""
    ends = [end for end in (point.low, point.high) if end is not None]
    return sum(ends) / len(ends) if ends else 0.0
