"""Where watching stands, as the store keeps it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from kirinuki.model.watching import Course, Host, Robots
from kirinuki.store import Store, create_store
from tests.store.making import capture, put

AT = dt.datetime(2022, 3, 1, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
FULL = Course(
    "https://shimpo.example/1",
    "page",
    AT,
    AT + HOUR,
    AT,
    3,
    "503",
    '"1"',
    "Tue",
    "2022-03-01T09:00:00+09:00",
    "みなと",
)
HOST = Host((AT, AT + HOUR), AT + HOUR, Robots(AT + HOUR, "User-agent: *", unknown=True))


def test_courses_and_hosts_come_back_as_they_were(store: Store) -> None:
    bare = Course("https://shimpo.example/2", "feed", AT, None)
    with store.transaction():
        for course in (FULL, bare, FULL):
            store.watched.put(course, "shimpo.example")
        store.watched.put_host("shimpo.example", HOST)
    assert (store.watched.get(FULL.url), store.watched.get(bare.url)) == (FULL, bare)
    assert (store.watched.all("page"), store.watched.all("feed")) == ([FULL], [bare])
    assert (store.watched.host("shimpo.example"), store.watched.host("nippo.example")) == (HOST, Host())
    with store.transaction():
        store.watched.drop(FULL.url)
    assert store.watched.get(FULL.url) is None


def test_a_host_is_asked_for_feeds_first_then_for_what_was_never_seen(store: Store) -> None:
    seen, new, feed, later = (
        Course("https://a.example/seen", "page", AT, AT - 2 * HOUR, AT - 3 * HOUR),
        Course("https://a.example/new", "page", AT, AT - HOUR),
        Course("https://a.example/feed", "feed", AT, AT),
        Course("https://a.example/later", "page", AT, AT + HOUR),
    )
    with store.transaction():
        for course in (seen, new, feed, later):
            store.watched.put(course, "a.example")
        store.watched.put(FULL, "shimpo.example")
    order: list[str] = []
    while (course := store.watched.next("a.example", AT, order)) is not None:
        order.append(course.url)
    assert order == [feed.url, new.url, seen.url]
    assert (store.watched.waiting(AT), store.watched.due(AT)) == (["a.example"], 3)
    assert (store.watched.soonest(AT), store.watched.soonest(AT + HOUR)) == (AT + HOUR, None)
    assert store.watched.count("page") == 4


def test_another_database_takes_all_of_it_over(store: Store, tmp_path: Path) -> None:
    with store.transaction():
        store.watched.put(FULL, "shimpo.example")
        store.watched.put_host("shimpo.example", HOST)
    with create_store(tmp_path / "new.db") as new:
        new.watched.take_over(store.watched)
        assert (new.watched.all("page"), new.watched.host("shimpo.example")) == ([FULL], HOST)


def test_an_article_comes_and_goes_as_of_any_moment(store: Store) -> None:
    article = put(store, "港湾局は岸壁を閉鎖した。", uri="u").article
    assert store.removals.last(article) is None
    for hour, gone in ((10, True), (12, False), (14, True)):
        store.captures.add(capture(f"<{hour}>", hour=hour), (), (), (), ())
        store.removals.put(article, f"<{hour}>", gone, "404")
    day = dt.datetime(2024, 5, 2, tzinfo=dt.UTC)
    assert [store.removals.is_gone(article, day + n * HOUR) for n in (10, 11, 13, 15)] == [
        False,
        True,
        False,
        True,
    ]
    assert (store.removals.is_gone(article), store.removals.count()) == (True, 1)
    assert [r.gone for r in store.removals.all(day + 13 * HOUR)] == [True, False]
