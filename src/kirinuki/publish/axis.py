"""The time axis of a storyline as a drawing: a lane for each outlet, a mark for each article, smaller ones for its revisions.

Only where things stand is reckoned here, in pixels; a template sets them as SVG. A mark's area grows with the sentences that nobody
had told before, so that an eye finds first what brought most.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kirinuki.ask.course import Step
from kirinuki.model.article import JAPAN
from kirinuki.model.digest import Source
from kirinuki.publish.wording import outlet

WIDTH = 960
_LEFT, _RIGHT = 132, 20
"""Room for the outlets' names, and behind the last mark."""
_TOP = 30
_PITCH = 26
"""From one row of marks to the next, and between two marks in a row: so that a finger or a shaky hand meets one alone."""
_LEAST, _MOST = 4.5, 12.5
_REVISED = 3.5
_TICKS = 10
_STEPS = (1, 2, 3, 7, 14, 30, 61, 91, 182, 365, 730, 1826, 3652)
"""Days from one tick to the next."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the axis: 12/29, the first of a year 2026/1/1."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Lane:
    """An outlet's part of the drawing, from `top` on; `y` is the line of its name."""

    name: str
    top: float
    height: float
    y: float


@dataclass(frozen=True, slots=True)
class Mark:
    """An article, or with `number` (from 2) one of its later revisions; `from_x` is where the mark before it stands.
    `weight` are the sentences that it brought; `at` is when, as precisely as the outlet says."""

    x: float
    y: float
    radius: float
    step: Step
    at: str
    weight: int
    number: int = 1
    previous: str = ""
    revision: str = ""
    corrected: bool = False
    from_x: float = 0.0


@dataclass(frozen=True, slots=True)
class Axis:
    """The drawing, `width` by `height`; marks in the order of telling, each article before its revisions."""

    width: int
    height: int
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """The smallest form, one lane for all outlets: (x, radius) of each article."""

    width: int
    height: int
    dots: tuple[tuple[float, float], ...]


def axis(steps: Sequence[Step]) -> Axis:
    """The drawing of a storyline's steps. Raises `ValueError` where there is none."""
    if not steps:
        raise ValueError("a storyline has an article")
    told = [told_at(step.source) for step in steps]
    revised = [time for step in steps for each in step.revised if (time := moment_of(each.at or ""))]
    scale = _Scale([*(time for _, time in told), *revised])
    drawn: list[list[Mark]] = []
    for step, (at, time) in zip(steps, told, strict=True):
        first = Mark(scale.x(time), 0, _radius(step.new), step, at, step.new, revision=step.source.revision)
        drawn.append([first, *_revisions(first, step, scale)])
    lanes: list[Lane] = []
    marks: dict[int, list[Mark]] = {}
    top = float(_TOP)
    for name in dict.fromkeys(outlet(step.source) for step in steps):
        mine = [n for n, step in enumerate(steps) if outlet(step.source) == name]
        rows = _rows([drawn[n] for n in mine])
        height = _PITCH * (max(rows) + 1) + 10
        for n, row in zip(mine, rows, strict=True):
            marks[n] = [replace(mark, y=top + 5 + _PITCH * (row + 0.5)) for mark in drawn[n]]
        lanes.append(Lane(name, top, height, top + height / 2))
        top += height
    told_in_order = tuple(mark for n in sorted(marks) for mark in marks[n])
    width = max(WIDTH, math.ceil(max(mark.x for mark in told_in_order) + _RIGHT))
    return Axis(width, math.ceil(top + 4), tuple(lanes), scale.ticks(), told_in_order)


def strip(sources: Iterable[Source], width: int = 240) -> Strip:
    """The smallest form of these articles: where they crowd, the dots lie on one another and darken."""
    moments = [told_at(source)[1] for source in sources]
    first, last = min(moments), max(moments)
    span = (last - first).total_seconds() or 1.0
    room = width - 10
    return Strip(
        width, 14, tuple((round(5 + room * (m - first).total_seconds() / span, 1), 3.5) for m in moments)
    )


def days_between(first: dt.datetime, days: float, most: int) -> Iterator[tuple[dt.datetime, str]]:
    """About so many of the days from `first` on, evenly apart, each with how it is written: 12/29, the first of a year 2026/1/1."""
    step = next((s for s in _STEPS if days / s <= most), _STEPS[-1] * math.ceil(days / _STEPS[-1] / most))
    year = None
    for n in range(0, math.ceil(days), step):
        day = first + dt.timedelta(days=n)
        yield day, f"{day:%Y}/{day.month}/{day.day}" if day.year != year else f"{day.month}/{day.day}"
        year = day.year


def told_at(source: Source) -> tuple[str, dt.datetime]:
    """When an article came out, as precisely as its outlet said, and that as a moment."""
    if time := moment_of(source.published_at or ""):
        return source.published_at or "", time
    day = source.published.isoformat()
    noon = dt.datetime.combine(source.published, dt.time(12), JAPAN)
    return day, noon


class _Scale:
    """Whole days from the first to the last of these moments, from left to right."""

    def __init__(self, moments: Sequence[dt.datetime]) -> None:
        day = dt.timedelta(days=1)
        self._first = min(moments).replace(hour=0, minute=0, second=0, microsecond=0)
        last = max(moments).replace(hour=0, minute=0, second=0, microsecond=0) + day
        self._days = (last - self._first) / day

    def x(self, moment: dt.datetime) -> float:
        days = (moment - self._first) / dt.timedelta(days=1)
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * days / self._days, 1)

    def ticks(self) -> tuple[Tick, ...]:
        return tuple(Tick(self.x(day), words) for day, words in days_between(self._first, self._days, _TICKS))


def _revisions(first: Mark, step: Step, scale: _Scale) -> Iterable[Mark]:
    """The later revisions' marks: one that came soon, or of which nobody says when, stands beside the one before it."""
    x, at = first.x, first.at
    for number, each in enumerate(step.revised, 2):
        before = x
        x += _PITCH
        if each.at and (time := moment_of(each.at)):
            x, at = max(x, scale.x(time)), each.at
        radius = round(min(_REVISED + 0.6 * math.sqrt(each.brought), 6.5), 1)
        yield Mark(
            x, 0, radius, step, at, each.brought, number, each.previous, each.revision, each.corrected, before
        )


def _rows(chains: Sequence[Sequence[Mark]]) -> list[int]:
    """A row for each article with its revisions, the first in which nothing stands too near or between them."""
    ends: list[float] = []
    rows = []
    for chain in chains:
        row = next((n for n, end in enumerate(ends) if chain[0].x - end >= _PITCH), len(ends))
        ends[row:] = [chain[-1].x, *ends[row + 1 :]]
        rows.append(row)
    return rows


def _radius(new: int) -> float:
    return round(min(max(_LEAST, 3.1 * math.sqrt(new)), _MOST), 1)


def moment_of(iso: str) -> dt.datetime | None:
    """On Japan's clock; a day without a time stands at noon. None for what is no time."""
    try:
        moment = dt.datetime.fromisoformat(iso)
        if len(iso) <= 10:
            moment = moment.replace(hour=12)
        return moment.replace(tzinfo=JAPAN) if moment.tzinfo is None else moment.astimezone(JAPAN)
    except (ValueError, OverflowError):
        return None
