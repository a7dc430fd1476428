"""Watching a newspaper of our own, by a clock of our own."""

from __future__ import annotations

import datetime as dt
import errno
import gzip
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from kirinuki.capture.answer import Fetched
from kirinuki.capture.fetch import Fetcher, Limits
from kirinuki.capture.page import Shown
from kirinuki.errors import ArchiveError
from kirinuki.flow import Archive, visiting
from kirinuki.flow.rounds import Event, Round
from kirinuki.flow.watching import Watch
from kirinuki.model.watching import Budget, Subscription
from tests.newspaper import CLOSED, HERE, OPENED, PUBLISHED, SHIPS, Newspaper, Reply, newspaper

HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)


class Clock:
    """Time that passes when somebody sleeps, and by a second with each thing that is told."""

    def __init__(self) -> None:
        self.at = PUBLISHED
        self.slept: list[float] = []

    def now(self) -> dt.datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += dt.timedelta(seconds=seconds)


@pytest.fixture
def paper() -> Iterator[Newspaper]:
    with newspaper() as paper:
        yield paper


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "記録") as archive:
        yield archive


@contextmanager
def watching(
    archive: Archive, clock: Clock, events: list[Event] | None = None, budget: Budget | None = None
) -> Iterator[Watch]:
    if budget is not None:
        archive.config = replace(archive.config, budget=budget)
    fetcher = Fetcher(
        "kirinuki-test (+mailto:desk@example.org)", {HERE, "localhost"}, Limits(seconds=2, wait=1)
    )
    tell = (lambda event: None) if events is None else events.append
    with archive.watch(fetcher, now=clock.now, sleep=clock.sleep, tell=tell) as watch:
        yield watch


def follow(archive: Archive, url: str) -> None:
    archive.feeds.follow(Subscription(url), now=PUBLISHED)


def once(archive: Archive, clock: Clock, events: list[Event] | None = None) -> Round:
    with watching(archive, clock, events) as watch:
        return watch.run(1)


def titles(archive: Archive) -> list[str | None]:
    return sorted(str(archive.current(article.id).title) for article in archive.articles())


def test_what_a_feed_names_is_taken_in_read_and_woven(paper: Newspaper, archive: Archive) -> None:
    paper.put("/news/1", "第2岸壁を閉鎖", CLOSED, SHIPS)
    paper.put("/news/2", "3日に再開", OPENED, SHIPS)
    follow(archive, paper.feed("/rss.xml", "/news/1", "/news/2"))
    events: list[Event] = []
    done = once(archive, Clock(), events)
    assert titles(archive) == ["3日に再開", "第2岸壁を閉鎖"]
    assert (done.polled, done.pages, done.failed, done.trouble) == (1, {"new": 2}, [], None)
    assert [(event.what, event.became) for event in events] == [
        ("feed", "changed"), ("page", "new"), ("page", "new"), ("woven", "done"),
    ]  # fmt: skip
    assert len(list(archive.repeats())) == 2
    assert paper.asked[0][0] == "/robots.txt"
    assert paper.paths() == ["/rss.xml", "/news/1", "/news/2"]


def test_a_feed_is_asked_on_condition_and_a_page_again_while_it_is_fresh(
    paper: Newspaper, archive: Archive
) -> None:
    paper.put("/news/1", "第2岸壁を閉鎖", CLOSED, etag=True)
    follow(archive, paper.feed("/rss.xml", "/news/1"))
    clock = Clock()
    once(archive, clock)
    paper.paths()
    clock.at += 30 * MINUTE
    done = once(archive, clock)
    assert (done.polled, done.pages) == (1, {"same": 1})
    assert [headers.get("if-none-match") is not None for path, headers in paper.asked] == [True, True]
    paper.paths()
    paper.put("/news/1", "第2岸壁を閉鎖", CLOSED, SHIPS)
    clock.at += HOUR
    assert once(archive, clock).pages == {"revised": 1}


def test_a_day_of_watching_looks_seldom_at_what_does_not_change(paper: Newspaper, archive: Archive) -> None:
    paper.put("/news/1", "第2岸壁を閉鎖", CLOSED, etag=True)
    follow(archive, paper.feed("/rss.xml", "/news/1"))
    clock = Clock()
    events: list[Event] = []
    with watching(archive, clock, events) as watch:
        while clock.at < PUBLISHED + 24 * HOUR:
            watch.run(1)
            clock.sleep(300)
    paths = [path for path, _ in paper.asked]
    assert paths.count("/robots.txt") == 1
    assert 8 <= paths.count("/rss.xml") <= 20
    assert 8 <= paths.count("/news/1") <= 18
    assert {event.became for event in events if event.what == "page"} == {"new", "same"}


def test_robots_are_obeyed(paper: Newspaper, archive: Archive) -> None:
    words = b"User-agent: *\nDisallow: /secret\nCrawl-delay: 20\n"
    paper.replies["/robots.txt"] = Reply(body=words, headers={"Content-Type": "text/plain"})
    paper.put("/secret/1", "非公開", CLOSED)
    paper.put("/news/1", "第2岸壁を閉鎖", CLOSED)
    follow(archive, paper.feed("/rss.xml", "/secret/1", "/news/1"))
    clock, events = Clock(), []  # type: tuple[Clock, list[Event]]
    once(archive, clock, events)
    assert paper.paths() == ["/rss.xml", "/news/1"]
    assert [event.url for event in events if event.became == "refused"] == [f"{paper.site}/secret/1"]
    assert sum(clock.slept) >= 40


def test_robots_that_cannot_be_had_are_waited_for(paper: Newspaper, archive: Archive) -> None:
    paper.replies["/robots.txt"] = Reply(503, headers={"Retry-After": "7200"})
    follow(archive, paper.feed("/rss.xml"))
    clock = Clock()
    assert once(archive, clock).polled == 0
    clock.at += HOUR
    assert (once(archive, clock).polled, paper.paths()) == (0, [])
    del paper.replies["/robots.txt"]
    clock.at += 2 * HOUR
    assert once(archive, clock).polled == 1


def test_a_server_that_asks_for_patience_gets_it(paper: Newspaper, archive: Archive) -> None:
    paper.put("/news/1", "第2岸壁を閉鎖", CLOSED)
    feed = paper.feed("/rss.xml", "/news/1")
    there = paper.replies["/rss.xml"]
    paper.replies["/rss.xml"] = Reply(429, headers={"Retry-After": "3600"})
    follow(archive, feed)
    clock = Clock()
    assert once(archive, clock).failed
    paper.replies["/rss.xml"] = there
    for minutes in (20, 30):
        clock.at += minutes * MINUTE
        once(archive, clock)
    assert paper.paths() == ["/rss.xml"]
    clock.at += 15 * MINUTE
    assert once(archive, clock).pages == {"new": 1}


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    for _ in range(100):
        handler.wfile.write(b"<")
        handler.wfile.flush()
        handler.connection.settimeout(0.05)
        try:
            handler.connection.recv(1)
        except TimeoutError:
            continue
        return


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n<rss>")
    with suppress(OSError):
        while True:
            handler.wfile.write(b"<item>" * 10_000)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(500),
        Reply(body=b"<html><body>no feed</body></html>"),
        Reply(body=b""),
        Reply(body=b"\x1f\x8bjunk", headers={"Content-Encoding": "gzip"}),
        Reply(302, headers={"Location": "http://10.0.0.1/"}),
        Reply(body=gzip.compress(bytes(30_000_000)), headers={"Content-Encoding": "gzip"}),
        endless,
        drip,
    ],
    ids=["500", "page", "empty", "damaged", "private", "bomb", "endless", "drip"],
)  # fmt: skip
def test_a_feed_that_fails_is_asked_ever_less_with_the_error_beside_it(
    paper: Newspaper, archive: Archive, reply: Reply
) -> None:
    feed = paper.feed("/rss.xml", "/news/1")
    there = paper.replies["/rss.xml"]
    paper.replies["/rss.xml"] = reply
    follow(archive, feed)
    clock = Clock()
    for _ in range(2):
        once(archive, clock)
        clock.at += 16 * MINUTE + 30 * dt.timedelta(seconds=1)
    [followed] = archive.feeds.all()
    assert followed.course is not None and followed.course.error
    assert followed.course.failures == len(paper.paths()) == 2
    paper.replies["/rss.xml"] = there
    clock.at += HOUR
    assert once(archive, clock).polled == 1
    [followed] = archive.feeds.all()
    assert followed.course is not None
    assert (followed.course.failures, followed.course.error) == (0, None)


def test_what_the_program_stumbles_over_does_not_end_the_watch(
    paper: Newspaper, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper.put("/news/1", "第2岸壁を閉鎖", CLOSED)
    paper.put("/news/2", "3日に再開", OPENED)
    follow(archive, paper.feed("/rss.xml", "/news/1", "/news/2"))
    real = visiting.show_answer

    def stumble(answer: Fetched, *rest: Any) -> Shown:
        if answer.url.endswith("/1"):
            raise RecursionError("too deep")
        return real(answer, *rest)

    monkeypatch.setattr(visiting, "show_answer", stumble)
    done = once(archive, Clock())
    assert done.pages == {"failed": 1, "new": 1}
    assert "RecursionError" in done.failed[0]
    assert titles(archive) == ["3日に再開"]
    assert archive._store.watched.due(PUBLISHED + HOUR) == 3


def test_the_budget_of_a_host_is_kept_and_the_rest_comes_later(paper: Newspaper, archive: Archive) -> None:
    paths = [f"/news/{n}" for n in range(12)]
    for path in paths:
        paper.put(path, f"{path} の記事", f"{path} の番号の船が入港した。{SHIPS}")
    follow(archive, paper.feed("/rss.xml", *paths))
    clock = Clock()
    with watching(archive, clock, budget=Budget(per_hour=6, gap=1.0)) as watch:
        assert watch.run(1).requests == 6
        assert watch.left() == 8
        clock.at += 59 * MINUTE
        assert watch.run(1).requests <= 1
        clock.at += 2 * MINUTE
        assert watch.run(1).requests == 6
    assert paper.most <= 2


def test_a_network_that_is_gone_is_no_failure_of_the_feeds(paper: Newspaper, archive: Archive) -> None:
    with newspaper() as other:
        gone = other.feed("/rss.xml")
    follow(archive, gone)
    follow(archive, "http://kirinuki.invalid/rss.xml")
    clock, events = Clock(), []  # type: tuple[Clock, list[Event]]
    done = once(archive, clock, events)
    assert done.trouble and ("network", "gone") in [(event.what, event.became) for event in events]
    assert all(each.course is not None and each.course.failures == 0 for each in archive.feeds.all())
    # With one that answers it is the others that are away.
    follow(archive, paper.feed("/rss.xml"))
    clock.at += 10 * MINUTE
    done = once(archive, clock)
    assert (done.polled, len(done.failed), done.trouble) == (1, 2, None)
    assert [each.course.failures for each in archive.feeds.all() if each.course] == [1, 1, 0]


def test_a_night_without_network_puts_no_feed_off(archive: Archive) -> None:
    for number in range(3):
        follow(archive, f"http://{number}.kirinuki.invalid/rss.xml")
    clock = Clock()
    with watching(archive, clock) as watch:
        while clock.at < PUBLISHED + 3 * HOUR:
            watch.run(1)
            clock.sleep(600)
    assert all(each.course is not None and each.course.failures <= 1 for each in archive.feeds.all())


def test_what_a_sitemap_names_of_long_ago_is_left_to_a_person(paper: Newspaper, archive: Archive) -> None:
    paper.put("/news/1", "第2岸壁を閉鎖", CLOSED)
    entries = "".join(
        f"<url><loc>{paper.site}/news/{n}</loc><lastmod>{PUBLISHED - days * 24 * HOUR:%Y-%m-%d}</lastmod></url>"
        for n, days in ((1, 2), (2, 200))
    )
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    paper.replies["/sitemap.xml"] = Reply(body=sitemap.encode(), headers={"Content-Type": "application/xml"})
    follow(archive, f"{paper.site}/sitemap.xml")
    assert once(archive, Clock()).pages == {"new": 1}
    assert paper.paths() == ["/sitemap.xml", "/news/1"]


def test_a_full_disk_costs_nothing_but_time(
    paper: Newspaper, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper.put("/news/1", "第2岸壁を閉鎖", CLOSED)
    follow(archive, paper.feed("/rss.xml", "/news/1"))
    clock = Clock()
    real = os.fsync

    def full(file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = once(archive, clock)
    assert (done.trouble is not None and "disk" in done.trouble) or "ディスク" in str(done.trouble)
    assert titles(archive) == []
    monkeypatch.setattr(os, "fsync", real)
    clock.at += 10 * MINUTE
    assert once(archive, clock).pages == {"new": 1}
    assert titles(archive) == ["第2岸壁を閉鎖"]
    assert [p.message for p in archive.problems()] == []


def test_feeds_are_paused_and_let_go(paper: Newspaper, archive: Archive) -> None:
    feed = paper.feed("/rss.xml")
    follow(archive, feed)
    clock = Clock()
    once(archive, clock)
    archive.feeds.decide(feed, "pause", now=clock.now())
    clock.at += 10 * HOUR
    assert once(archive, clock).requests == 0
    archive.feeds.decide(feed, "resume", now=clock.now())
    assert once(archive, clock).polled == 1
    archive.feeds.decide(feed, "remove", now=clock.now())
    clock.at += 10 * HOUR
    assert (once(archive, clock).requests, archive.feeds.all()) == (0, [])


def test_a_plan_shows_what_would_be_asked_and_asks_nothing(paper: Newspaper, archive: Archive) -> None:
    feed = paper.feed("/rss.xml", "/news/1")
    follow(archive, feed)
    clock = Clock()
    with watching(archive, clock) as watch:
        assert [(at, course.url) for at, course in watch.planned()] == [(PUBLISHED, feed)]
        assert paper.paths() == []
        watch.run(1)
        assert [course.kind for _, course in watch.planned()] == ["feed", "page"]


def test_a_page_that_its_feed_says_was_modified_is_looked_at_at_once(
    paper: Newspaper, archive: Archive
) -> None:
    paper.put("/news/1", "第2岸壁を閉鎖", CLOSED)

    def feed(modified: dt.datetime) -> str:
        paper.replies["/atom.xml"] = Reply(
            body=f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>みなと新報</title><entry><title>岸壁</title>
            <id>1</id><link href="{paper.site}/news/1"/><published>{PUBLISHED.isoformat()}</published>
            <updated>{modified.isoformat()}</updated></entry></feed>""".encode()
        )
        return f"{paper.site}/atom.xml"

    follow(archive, feed(PUBLISHED))
    clock = Clock()
    for hours in (0, 4, 8, 12, 20):
        clock.at = PUBLISHED + hours * HOUR
        once(archive, clock)
    paper.paths()
    feed(clock.at + HOUR)
    paper.put("/news/1", "第2岸壁を閉鎖", CLOSED, SHIPS)
    clock.at += 7 * HOUR
    assert once(archive, clock).pages == {"revised": 1}


def test_two_do_not_watch_at_once(paper: Newspaper, archive: Archive) -> None:
    with (
        watching(archive, Clock()),
        pytest.raises(ArchiveError, match="見張っています"),
        watching(archive, Clock()),
    ):
        pass
