"""The time axis of a storyline: nothing lies on anything else, and what brought more is larger."""

from __future__ import annotations

import datetime as dt
import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.ask.course import Revised, Step
from kirinuki.model.chronicle import Member
from kirinuki.model.digest import Source
from kirinuki.publish.axis import axis, strip

DAY = dt.date(2026, 1, 1)


def step(at: str | None, outlet: str = "北浜新報", new: int = 3, revised: tuple[Revised, ...] = ()) -> Step:
    day = dt.date.fromisoformat(at[:10]) if at else DAY
    source = Source("a", "r", outlet, "題", day, at, "https://news.example/a")
    return Step(Member("a", "r", ""), source, 5, new, revised)


MOMENTS = st.datetimes(dt.datetime(2025, 11, 1), dt.datetime(2027, 1, 1)).map(
    lambda moment: moment.isoformat(timespec="minutes") + "+09:00"
)
REVISED = st.lists(MOMENTS | st.none(), max_size=3).map(
    lambda times: tuple(
        Revised(f"r{n}", "r", at, n, False) for n, at in enumerate(sorted(times, key=lambda t: t or ""))
    )
)
STEPS = st.lists(
    st.builds(
        step, MOMENTS | st.none(), st.sampled_from(["北浜新報", "明窓新聞", ""]), st.integers(0, 40), REVISED
    ),
    min_size=1,
    max_size=25,
)


@given(STEPS)
def test_no_mark_lies_on_another_or_outside(steps: list[Step]) -> None:
    drawn = axis(steps)
    assert len(drawn.marks) == sum(1 + len(step.revised) for step in steps)
    for mark in drawn.marks:
        assert mark.x - mark.radius >= 0 and mark.x + mark.radius <= drawn.width
        assert mark.y - mark.radius >= 0 and mark.y + mark.radius <= drawn.height
    for one, other in combinations(drawn.marks, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) >= 24, "a finger must meet one alone"


@given(STEPS)
def test_lanes_follow_one_another_and_hold_their_marks(steps: list[Step]) -> None:
    drawn = axis(steps)
    assert len(drawn.lanes) == len({step.source.outlet for step in steps})
    for lane, behind in zip(drawn.lanes, drawn.lanes[1:], strict=False):
        assert lane.top + lane.height == behind.top
    by_name = {lane.name: lane for lane in drawn.lanes}
    for mark in drawn.marks:
        lane = by_name[mark.step.source.outlet or "不明"]
        assert lane.top < mark.y < lane.top + lane.height


def test_what_brought_more_is_larger_and_later_is_further_right() -> None:
    early, late = axis(
        [step("2026-01-01T09:00:00+09:00", new=1), step("2026-01-05T09:00:00+09:00", new=12)]
    ).marks
    assert early.radius < late.radius and early.x < late.x


def test_an_hour_of_another_zone_is_that_of_japan() -> None:
    here, there = axis(
        [step("2026-01-05T09:00:00+09:00", "甲"), step("2026-01-05T00:00:00+00:00", "乙")]
    ).marks
    assert here.x == there.x


@pytest.mark.parametrize("at", ["いつか", "2026-13-45", ""])
def test_an_hour_that_is_none_stands_at_the_noon_of_its_day(at: str) -> None:
    odd = step(None)
    told = Step(odd.member, Source("a", "r", "", None, DAY, at, "u"), 1, 0, ())
    assert axis([told]).marks[0].x == axis([odd]).marks[0].x


def test_ticks_are_few_and_name_the_year_where_it_begins() -> None:
    ticks = axis([step("2025-12-30"), step("2026-01-02")]).ticks
    assert [tick.words for tick in ticks] == ["2025/12/30", "12/31", "2026/1/1", "1/2"]
    assert len(axis([step("1990-01-01"), step("2026-01-02")]).ticks) <= 10


def test_the_strip_reaches_from_the_first_to_the_last() -> None:
    drawn = strip([step("2026-01-01").source, step("2026-01-09").source, step("2026-01-02").source])
    xs = [x for x, _ in drawn.dots]
    assert xs[0] < xs[2] < xs[1] <= drawn.width
    assert len(strip([step("2026-01-01").source]).dots) == 1
