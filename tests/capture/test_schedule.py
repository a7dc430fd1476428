"""When what is looked at again: properties of the schedule, whatever the looks gave."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.capture.schedule import (
    RHYTHMS,
    Found,
    Look,
    ask,
    begin,
    follow,
    free,
    hasten,
    leave,
    plan,
)
from kirinuki.model.watching import Budget, Course, Host, Kind

START = dt.datetime(2022, 3, 1, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
SECOND = dt.timedelta(seconds=1)
URL = "https://shimpo.example/news/1"

kinds: st.SearchStrategy[Kind] = st.sampled_from(["feed", "page"])
founds: st.SearchStrategy[Found] = st.sampled_from(["changed", "same", "failed", "refused"])
waits = st.timedeltas(dt.timedelta(), dt.timedelta(days=400))


def looked(course: Course, at: dt.datetime, found: Found, **more: dt.datetime) -> Course:
    return follow(course, Look(at, found, since=at if found == "changed" else None, **more))


def until_end(course: Course, found: Found = "same") -> list[dt.datetime]:
    """When a course looks, if every look finds the same."""
    times = []
    while course.due is not None and len(times) < 1000:
        times.append(course.due)
        course = looked(course, course.due, found)
    return times


def test_a_fresh_page_is_looked_at_often_and_an_old_one_seldom_and_then_no_more() -> None:
    times = until_end(begin(URL, "page", START))
    waits = [later - earlier for earlier, later in pairwise(times)]
    assert dt.timedelta(minutes=15) < waits[0] < dt.timedelta(minutes=25)
    assert sum(at - START <= dt.timedelta(days=1) for at in times) in range(10, 18)
    assert max(waits) < dt.timedelta(days=16)
    assert dt.timedelta(days=50) < times[-1] - START <= dt.timedelta(days=90)
    assert len(times) < 32


def test_a_change_makes_a_page_fresh_again() -> None:
    course = begin(URL, "page", START)
    for _ in range(15):
        assert course.due is not None
        course = looked(course, course.due, "same")
    assert course.due is not None and course.looked is not None
    assert course.due - course.looked > 2 * HOUR
    changed = looked(course, course.due, "changed")
    assert changed.due is not None and changed.due - course.due < dt.timedelta(minutes=25)


def test_a_page_published_long_ago_is_looked_at_as_the_old_page_that_it_is() -> None:
    course = begin(URL, "page", START, START - dt.timedelta(days=20))
    assert course.due == START
    course = looked(course, START, "same")
    assert course.due is not None and course.due - START > dt.timedelta(days=8)


def test_a_feed_is_polled_for_ever_and_by_how_lively_it_is() -> None:
    still = begin("https://shimpo.example/feed", "feed", START)
    for _ in range(100):
        assert still.due is not None
        still = looked(still, still.due, "same")
    assert still.due is not None and still.looked is not None
    assert dt.timedelta(hours=5) < still.due - still.looked < dt.timedelta(hours=7)
    lively = looked(still, still.due, "changed")
    assert lively.due is not None and lively.due - still.due < dt.timedelta(minutes=17)


def test_failures_wait_twice_as_long_each_time_up_to_a_day_and_one_answer_ends_them() -> None:
    course, waits = begin("https://shimpo.example/feed", "feed", START), []
    for _ in range(40):
        assert course.due is not None
        at = course.due
        course = follow(course, Look(at, "failed", error="503"))
        assert course.due is not None
        waits.append(course.due - at)
    assert waits[0] < dt.timedelta(minutes=17) and max(waits) < dt.timedelta(hours=27)
    assert all(later > 1.5 * earlier for earlier, later in pairwise(waits[:6]))
    assert (course.failures, course.error, course.looked) == (40, "503", None)
    assert course.due is not None
    course = looked(course, course.due, "same")
    assert (course.failures, course.error) == (0, None)


@pytest.mark.parametrize(("asked", "kept"), [(2 * HOUR, 2 * HOUR), (1000 * HOUR, 7 * 24 * HOUR)])
def test_the_server_says_when_to_come_again_within_reason(asked: dt.timedelta, kept: dt.timedelta) -> None:
    course = follow(begin(URL, "page", START), Look(START, "failed", retry=START + asked))
    assert course.due == START + kept


def test_an_answer_is_not_asked_for_again_while_it_is_fresh_but_a_year_is_not_believed() -> None:
    feed = begin("https://shimpo.example/feed", "feed", START)
    assert looked(feed, START, "same", fresh=START + HOUR).due == START + HOUR
    assert looked(feed, START, "same", fresh=START + 9000 * HOUR).due == START + 24 * HOUR


def test_a_page_that_a_feed_says_has_changed_is_due_unless_failures_keep_us_away() -> None:
    course = looked(begin(URL, "page", START), START, "same")
    assert hasten(course, START + SECOND).due == START + SECOND
    failed = follow(course, Look(START, "failed"))
    assert hasten(failed, START + SECOND) == failed
    ended = until_end(course)[-1] + 100 * 24 * HOUR
    assert hasten(follow(course, Look(ended, "same")), ended).due == ended


@given(kinds, st.lists(st.tuples(founds, waits, waits), max_size=30))
def test_whatever_a_look_gives_the_next_one_lies_ahead_and_within_bounds(
    kind: Kind, looks: list[tuple[Found, dt.timedelta, dt.timedelta]]
) -> None:
    course, at = begin(URL, kind, START), START
    for found, later, retry in looks:
        at += later
        course = follow(course, Look(at, found, at if found == "changed" else None, retry=at + retry))
        assert course.since <= at
        if course.due is None:
            assert RHYTHMS[kind].ends is not None
            continue
        assert at + 0.9 * dt.timedelta(minutes=15) <= course.due
        assert course.due <= at + max(1.1 * RHYTHMS[kind].most, min(retry, dt.timedelta(days=7)), 26.4 * HOUR)


@given(
    st.lists(st.timedeltas(dt.timedelta(), dt.timedelta(minutes=9)), max_size=60),
    st.integers(1, 20),
    st.floats(0, 60),
)
def test_no_hour_holds_more_requests_than_the_budget_and_no_two_lie_closer_than_the_gap(
    later: list[dt.timedelta], per_hour: int, gap: float
) -> None:
    budget, host, now = Budget(per_hour, gap), Host(), START
    asked: list[dt.datetime] = []
    for wait in later:
        now = free(host, now + wait, budget)
        host = ask(host, now)
        asked.append(now)
        assert len(host.asked) <= per_hour
    assert all(b - a >= dt.timedelta(seconds=gap) for a, b in pairwise(asked))
    for n, moment in enumerate(asked):
        assert sum(moment <= other < moment + HOUR for other in asked[n:]) <= per_hour


def test_a_host_is_left_alone_as_long_as_it_asks_and_its_own_delay_goes_before_ours() -> None:
    host = leave(leave(Host(), START + HOUR), START)
    assert free(host, START, Budget()) == START + HOUR
    host = ask(host, START + HOUR)
    assert free(host, START, Budget(gap=1.0), 30.0) == START + HOUR + 30 * SECOND
    assert free(host, START, Budget(gap=1.0), 0.1) == START + HOUR + SECOND


def test_a_plan_is_by_when_things_are_due_and_by_what_hosts_may_be_asked() -> None:
    one, other = (begin(f"https://{host}.example/1", "page", START) for host in ("shimpo", "nippo"))
    second = begin("https://shimpo.example/2", "page", START + SECOND)
    hosts = {"nippo": leave(Host(), START + HOUR)}
    planned = plan([("shimpo", second), ("nippo", other), ("shimpo", one)], hosts, START, Budget(gap=3.0))
    assert [(at - START, course.url) for at, course in planned] == [
        (0 * SECOND, one.url), (3 * SECOND, second.url), (HOUR, other.url),
    ]  # fmt: skip
    assert hosts == {"nippo": leave(Host(), START + HOUR)}
