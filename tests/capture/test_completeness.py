"""When an outlet's pages give less than they did, and when that is only a bad page."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.capture.completeness import Fall, find_falls
from kirinuki.model.article import Completeness, Yield

START = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
WHOLE = Completeness(title=True, published=True, authors=True, section=True, letters=600)
NO_AUTHOR = replace(WHOLE, authors=False)


def yields(*found: Completeness) -> list[Yield]:
    """One article a day, looked at once."""
    return [
        Yield(
            f"c{n:03}",
            START + dt.timedelta(days=n),
            "shimpo",
            f"a{n:03}",
            f"https://shimpo.example/{n}",
            each,
        )
        for n, each in enumerate(found)
    ]


def test_a_field_that_is_found_no_more_is_a_fall_with_its_beginning_and_pages() -> None:
    found = yields(*[WHOLE] * 20, *[NO_AUTHOR] * 6)
    assert find_falls(found) == [
        Fall(
            "shimpo", "authors", START + dt.timedelta(days=20), 6, 6, 20, 20,
            tuple((f"c{n:03}", f"https://shimpo.example/{n}") for n in range(25, 20, -1)),
        )
    ]  # fmt: skip


def test_a_body_that_shrinks_is_a_fall() -> None:
    falls = find_falls(yields(*[WHOLE] * 12, *[replace(WHOLE, letters=60)] * 40))
    assert [(fall.field, fall.run) for fall in falls] == [("body", 40)]


@pytest.mark.parametrize(
    "found",
    [
        [WHOLE] * 30,
        [*[WHOLE] * 20, NO_AUTHOR],
        [*[WHOLE] * 20, *[NO_AUTHOR] * 4],
        [*[WHOLE] * 9, *[NO_AUTHOR] * 9],
        [WHOLE, NO_AUTHOR] * 20,
        [*[WHOLE] * 20, *[NO_AUTHOR] * 6, *[WHOLE] * 4],
        [NO_AUTHOR] * 30,
        [],
    ],
    ids=["none", "one bad page", "four", "little before", "never usual", "mended", "never there", "nothing"],
)
def test_what_is_no_fall(found: list[Completeness]) -> None:
    assert find_falls(yields(*found)) == []


def test_one_page_looked_at_ten_times_is_one() -> None:
    bad = yields(*[WHOLE] * 20, NO_AUTHOR)
    again = [replace(bad[-1], capture=f"d{n}", at=bad[-1].at + dt.timedelta(hours=n)) for n in range(10)]
    assert find_falls([*bad, *again]) == []


def test_a_good_page_among_the_bad_ones_ends_no_fall() -> None:
    falls = find_falls(yields(*[WHOLE] * 20, *[NO_AUTHOR] * 4, WHOLE, *[NO_AUTHOR] * 4))
    assert [(fall.since, fall.missing, fall.run) for fall in falls] == [(START + dt.timedelta(days=20), 8, 9)]


@given(st.permutations(yields(*[WHOLE] * 12, *[NO_AUTHOR] * 6)))
def test_the_order_of_the_looks_changes_nothing(shuffled: list[Yield]) -> None:
    assert find_falls(shuffled) == find_falls(yields(*[WHOLE] * 12, *[NO_AUTHOR] * 6))


def bare(since: int, count: int) -> list[Yield]:
    """Pages on which no article was found, one a day."""
    nothing = Completeness(title=False, published=False, authors=False, section=False, letters=0)
    return [replace(each, article=None) for each in yields(*[nothing] * (since + count))[since:]]


def test_pages_without_an_article_are_one_fall_and_no_fall_of_a_field() -> None:
    falls = find_falls([*yields(*[WHOLE] * 12), *bare(12, 5)])
    assert [(fall.field, fall.missing, fall.run, fall.before) for fall in falls] == [("article", 5, 5, 12)]
    assert falls[0].pages[0] == ("c016", "https://shimpo.example/16")


def test_a_few_pages_without_an_article_are_no_fall_and_hide_none() -> None:
    assert find_falls([*yields(*[WHOLE] * 12), *bare(12, 4)]) == []
    falls = find_falls([*yields(*[WHOLE] * 12, *[NO_AUTHOR] * 6), *bare(18, 2)])
    assert [(fall.field, fall.run) for fall in falls] == [("authors", 6)]
