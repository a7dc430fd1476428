"""Watching: a poll of many feeds beside a loop over them, and the memory of a day by a clock of our own."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from email.utils import format_datetime
from pathlib import Path

import psutil

from bench.reading import ROOT
from kirinuki.capture.answer import Fetched
from kirinuki.capture.feeds import parse
from kirinuki.capture.fetch import Fetcher
from kirinuki.flow import Archive
from kirinuki.flow.rounds import Event
from kirinuki.model.watching import Budget, Subscription

HERE = "127.0.0.1"
START = dt.datetime(2022, 3, 1, 9, tzinfo=dt.UTC)
_HOUR = dt.timedelta(hours=1)


def watch(feeds: int = 200, hosts: int = 100, wait: float = 0.1) -> None:
    """One poll of `feeds` on so many hosts of loopback, each answer after `wait` seconds, against a loop that asks one after
    another; then the poll again, a day later, when nothing has changed."""
    command = [sys.executable, "-m", "bench.newsstand", str(hosts), str(feeds), str(wait)]
    with (
        subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as stand,
        tempfile.TemporaryDirectory() as folder,
        Archive.create(Path(folder) / "a") as archive,
    ):
        assert stand.stdin is not None and stand.stdout is not None
        urls = json.loads(stand.stdout.readline())
        fetcher = Fetcher("kirinuki-bench", {HERE})

        def counted(name: str, run: Callable[[], object]) -> float:
            start = time.perf_counter()
            run()
            took = time.perf_counter() - start
            assert stand.stdin is not None and stand.stdout is not None
            stand.stdin.write("\n")
            stand.stdin.flush()
            asked = json.loads(stand.stdout.readline())
            print(
                f"  {name:<34}{took:7.2f} s   {asked['requests']} requests, "
                f"at most {asked['most']} connections, {asked['most_of_one']} of one host"
            )
            return took

        for url in urls:
            archive.feeds.follow(Subscription(url), now=START)
        # robots.txt and the feeds of a host, and none of the pages that they name.
        archive.config = replace(archive.config, budget=Budget(per_hour=1 + -(-feeds // hosts), gap=0.0))
        now = [START]
        print(f"watch: {feeds} feeds of 30 entries on {hosts} hosts, each answer after {wait} s")

        def poll() -> None:
            with archive.watch(
                fetcher, now=lambda: now[0], sleep=time.sleep, tell=lambda event: None
            ) as watch:
                done = watch.run(1)
                assert done.polled == feeds, done

        def loop() -> None:
            for url in urls:
                parse(fetcher.get(url).body, url=url, at=START)

        slow = counted("one after another", loop)
        fast = counted("kirinuki watch, robots.txt as well", poll)
        now[0] += 24 * _HOUR
        counted("kirinuki watch, nothing changed", poll)
        print(f"  times faster                      {slow / fast:7.1f}   (aim: 10 s)")
        stand.stdin.close()


class Press:
    """An invented press without a network: every feed has a new article each `pace`, some are carried on after two hours."""

    agent = "kirinuki-bench"

    def __init__(self, now: Callable[[], dt.datetime], pace: dt.timedelta) -> None:
        self._now = now
        self._pace = pace
        self.requests = 0

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Fetched:
        self.requests += 1
        path = url.split("/", 3)[3]
        if path == "robots.txt":
            return Fetched(url, 404, (), b"")
        number = int((self._now() - START) / self._pace)
        body = self._feed(url, number) if path == "feed" else self._page(url, int(path))
        tag = hashlib.sha256(body).hexdigest()[:16]
        if (headers or {}).get("If-None-Match") == tag:
            return Fetched(url, 304, (("etag", tag),), b"")
        kind = "application/rss+xml" if path == "feed" else "text/html; charset=utf-8"
        return Fetched(url, 200, (("etag", tag), ("content-type", kind)), body)

    def _feed(self, url: str, number: int) -> bytes:
        items = "".join(
            f"<item><title>{n}</title><link>{url[:-4]}{n}</link><pubDate>{format_datetime(START + n * self._pace)}</pubDate></item>"
            for n in range(max(0, number - 29), number + 1)
        )
        return f'<rss version="2.0"><channel><title>みなと新報</title>{items}</channel></rss>'.encode()

    def _page(self, url: str, number: int) -> bytes:
        at = START + number * self._pace
        host = int(url.split("/")[2].split(".")[0][1:])
        figure = (number * 37 + host * 11) % 900 + 10
        text = (
            f"<p>第{host}区の港湾局は{at.day}日、岸壁の{figure}か所で工事を始めたと発表した。</p>"
            f"<p>工事は{at.month + 1}月{number % 27 + 1}日までの予定で、局長は「{figure}世帯に知らせた」と述べた。</p>"
        )
        if number % 5 == 0 and self._now() > at + 2 * _HOUR:
            text += f"<p>けが人は{figure // 9}人に上った。</p>"
        return (
            f'<html><head><title>第{host}区の工事{number}</title><meta property="article:published_time" '
            f'content="{at.isoformat()}"></head><body><article><h1>第{host}区の工事{number}</h1>{text}</article></body></html>'
        ).encode()


def watched_day(feeds: int = 60, hours: int = 24) -> None:
    """A day of watching by a clock that jumps: requests, what came, and the memory held, hour by hour."""
    process = psutil.Process()
    now = [START]

    def sleep(seconds: float) -> None:
        now[0] += dt.timedelta(seconds=seconds)

    press = Press(lambda: now[0], 2 * _HOUR)
    became: dict[str, int] = {}

    def tell(event: Event) -> None:
        if event.what == "page":
            became[event.became] = became.get(event.became, 0) + 1

    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, Archive.create(Path(folder) / "a") as archive:
        for n in range(feeds):
            archive.feeds.follow(Subscription(f"https://p{n}.example/feed"), now=START)
        held = []
        with archive.watch(press, now=lambda: now[0], sleep=sleep, tell=tell) as watch:
            for hour in range(1, hours + 1):
                while now[0] < START + hour * _HOUR:
                    watch.run(1)
                    sleep(60)
                held.append(process.memory_info().rss / 2**20)
        took = time.perf_counter() - start
        counts = archive.status()
    print(f"watched-day: {feeds} feeds, {hours} hours in {took:.0f} s, {press.requests:,} requests")
    print(f"  {counts['articles']} articles, pages: {became}")
    shown = [f"{hour + 1} h {held[hour]:.0f}" for hour in range(0, hours, max(1, hours // 12))]
    print(f"  MiB held: {', '.join(shown)}, end {held[-1]:.0f}")
