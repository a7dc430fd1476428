"""A day of watching by a clock of our own holds no more at its end than in its morning."""

from __future__ import annotations

import datetime as dt
import tracemalloc
from pathlib import Path

from bench.watching import START, Press
from kirinuki.flow import Archive
from kirinuki.model.watching import Subscription

HOUR = dt.timedelta(hours=1)


def test_memory_is_flat_over_a_day(tmp_path: Path) -> None:
    now = START

    def sleep(seconds: float) -> None:
        nonlocal now
        now += dt.timedelta(seconds=seconds)

    held = []
    with Archive.create(tmp_path / "記録") as archive:
        for number in range(4):
            archive.feeds.follow(Subscription(f"https://p{number}.example/feed"), now=START)
        press = Press(lambda: now, 3 * HOUR)
        tracemalloc.start()
        with archive.watch(press, now=lambda: now, sleep=sleep, tell=lambda event: None) as watch:
            for hour in range(1, 25):
                while now < START + hour * HOUR:
                    watch.run(1)
                    sleep(300)
                held.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
        assert archive.status()["articles"] >= 4 * 8
    assert max(held[12:]) - max(held[:12]) < 2_000_000
