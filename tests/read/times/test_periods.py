from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.read.times import periods

YEARS = st.integers(1, 9997)


@given(YEARS)
def test_quarters_and_halves_tile_the_year(n: int) -> None:
    for base in (periods.year(n), periods.fiscal_year(n)):
        for parts in (
            [periods.quarter(base, q) for q in (1, 2, 3, 4)],
            [periods.half(base, h) for h in (1, 2)],
        ):
            assert parts[0].start == base.start and parts[-1].end == base.end
            assert all(a.end == b.start for a, b in pairwise(parts))


@given(YEARS, st.integers(1, 12))
def test_thirds_tile_the_month(y: int, m: int) -> None:
    base = periods.month(y, m)
    first, middle, last = (periods.portion(base, word) for word in ("上旬", "中旬", "下旬"))
    assert (first.start, first.end, middle.end, last.end) == (base.start, middle.start, last.start, base.end)


@given(YEARS, st.integers(1, 12), st.sampled_from(sorted(periods.portions())))
def test_every_portion_lies_in_what_it_is_part_of(y: int, m: int, word: str) -> None:
    for base in (
        periods.month(y, m),
        periods.year(y),
        periods.fiscal_year(y),
        periods.week(dt.date(y, m, 28)),
    ):
        part = periods.portion(base, word)
        assert base.start <= part.start < part.end <= base.end


@given(st.sampled_from(sorted(periods.day_parts())), st.dates(dt.date(1, 1, 1), dt.date(9998, 12, 31)))
def test_every_part_of_a_day_lies_in_it(word: str, day: dt.date) -> None:
    part, whole = periods.day_part(day, word), periods.day(day)
    assert whole.start <= part.start < part.end <= whole.end


@pytest.mark.parametrize(
    ("word", "hour", "meant"),
    [
        ("午後", 3, 15),
        ("午後", 0, 12),
        ("夜", 7, 19),
        ("夜", 12, 24),
        ("深夜", 1, 25),
        ("未明", 2, 2),
        ("朝", 6, 6),
        (None, 15, 15),
    ],
)
def test_hours_after_a_part_of_the_day(word: str | None, hour: int, meant: int) -> None:
    assert periods.hour_in(word, hour) == meant


@pytest.mark.parametrize(
    ("era", "n", "from_", "until"),
    [
        ("平成", 1989, "1989-01-08", "1990-01-01"),
        ("平成", 2019, "2019-01-01", "2019-05-01"),
        ("令和", 2019, "2019-05-01", "2020-01-01"),
        ("平成", 2021, "2021-01-01", "2022-01-01"),
    ],
)
def test_era_years_end_with_the_era(era: str, n: int, from_: str, until: str) -> None:
    assert periods.era_year(n, era).bounds == (from_, until)


@pytest.mark.parametrize("year", [0, 9999, 10_000])
def test_years_beyond_the_calendar_raise(year: int) -> None:
    with pytest.raises((ValueError, OverflowError)):
        periods.year(year)
