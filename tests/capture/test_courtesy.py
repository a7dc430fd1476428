"""What servers ask of those who come."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.capture.answer import Fetched
from kirinuki.capture.courtesy import (
    allows,
    authority,
    conditions,
    delay,
    fresh_until,
    retry_after,
    robots_address,
    robots_of,
    validated,
)
from kirinuki.capture.schedule import begin

AT = dt.datetime(2022, 3, 1, 9, tzinfo=dt.UTC)
URL = "https://shimpo.example/news/1"
AGENT = "kirinuki/0.6 (+mailto:desk@example.org)"


def answer(status: int = 200, body: bytes = b"", **headers: str) -> Fetched:
    return Fetched(URL, status, tuple((k.replace("_", "-"), v) for k, v in headers.items()), body)


def test_robots_say_what_may_be_asked_and_how_slowly() -> None:
    words = b"User-agent: other\nDisallow: /\n\nUser-agent: Kirinuki\nCrawl-delay: 7\nDisallow: /private\n"
    robots = robots_of(answer(body=words), AT)
    assert allows(robots, URL, AGENT)
    assert not allows(robots, "https://shimpo.example/private/1", AGENT)
    assert delay(robots, AGENT) == 7
    assert robots.until == AT + dt.timedelta(days=1)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_where_there_are_none_everything_is_allowed(status: int) -> None:
    robots = robots_of(answer(status, b"User-agent: *\nDisallow: /"), AT)
    assert allows(robots, URL, AGENT) and delay(robots, AGENT) is None


@pytest.mark.parametrize("given", [answer(503), answer(500), answer(429), None], ids=str)
def test_where_the_server_cannot_say_nothing_is_and_it_is_asked_again_soon(given: Fetched | None) -> None:
    robots = robots_of(given, AT)
    assert not allows(robots, URL, AGENT)
    assert AT < robots.until <= AT + dt.timedelta(hours=1)


def test_a_server_that_says_when_to_ask_for_its_robots_is_obeyed() -> None:
    assert robots_of(answer(503, retry_after="7200"), AT).until == AT + dt.timedelta(hours=2)


@given(st.binary(max_size=300))
def test_no_robots_are_stumbled_over(words: bytes) -> None:
    robots = robots_of(answer(body=words), AT)
    assert isinstance(allows(robots, URL, AGENT), bool)
    assert delay(robots, AGENT) is None or isinstance(delay(robots, AGENT), float)


def test_where_robots_lie() -> None:
    assert robots_address("https://u:p@shimpo.example:8443/a/b?c") == "https://shimpo.example:8443/robots.txt"
    assert authority("https://u:p@Shimpo.example:8443/a") == "shimpo.example:8443"


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("120", 120),
        ("Tue, 01 Mar 2022 09:10:00 GMT", 600),
        ("Tue, 01 Mar 2022 18:10:00 +0900", 600),
        ("99999999999999", 366 * 86400),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("Tue, 99 Mar 2022 09:10:00 GMT", None),
    ],
)
def test_when_to_come_again(words: str, seconds: int | None) -> None:
    at = retry_after(answer(503, retry_after=words), AT)
    assert at == (None if seconds is None else AT + dt.timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache_control": "public, max-age=600"}, 600),
        ({"cache_control": 'max-age="600"', "age": "100"}, 500),
        ({"cache_control": "max-age=600", "age": "9000"}, 0),
        ({"cache_control": "s-maxage=600"}, None),
        ({"cache_control": "no-cache, max-age=600"}, None),
        ({"expires": "Tue, 01 Mar 2022 03:10:00 GMT", "date": "Tue, 01 Mar 2022 03:00:00 GMT"}, 600),
        ({"expires": "0", "date": "Tue, 01 Mar 2022 03:00:00 GMT"}, None),
        ({"expires": "Sat, 01 Jan 9999 00:00:00 GMT", "date": "Mon, 01 Jan 0001 00:00:00 GMT"}, 366 * 86400),
        ({}, None),
    ],
)
def test_how_long_an_answer_is_fresh(headers: dict[str, str], seconds: int | None) -> None:
    at = fresh_until(answer(**headers), AT)
    assert at == (None if seconds is None else AT + dt.timedelta(seconds=seconds))


def test_what_a_server_gave_is_given_back_to_it() -> None:
    course = begin(URL, "page", AT)
    assert conditions(course) == {}
    given = {"etag": '"1"', "last_modified": "Tue, 01 Mar 2022 00:00:00 GMT"}
    course = validated(course, answer(**given))
    wanted = {"If-None-Match": '"1"', "If-Modified-Since": "Tue, 01 Mar 2022 00:00:00 GMT"}
    assert conditions(course) == wanted
    assert conditions(validated(course, answer(304))) == wanted
    assert conditions(validated(course, answer(304, etag='"2"')))["If-None-Match"] == '"2"'
    assert conditions(validated(course, answer())) == {}


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_header_is_stumbled_over(one: str, other: str) -> None:
    given = answer(retry_after=one, cache_control=other, expires=one, date=other, age=other)
    retry_after(given, AT)
    fresh_until(given, AT)
