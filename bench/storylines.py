"""What joining one more article costs in an archive of 10,000 and of 1,000,000 passages.

The archive is filled with profiles of data/wikinews set in other worlds: in each, every term but the 300 that most articles
hold becomes another one, so worlds share the everyday words and nothing else; the archive's ten years are cut among them,
and each twenty articles in a row are a line. What is timed is the way of 200 articles of the first world, told on the
last days: making their profiles, finding what tells of the same, and deciding. Nothing is known of them before, and the
profiles that the joiner keeps ready are those of one article's candidates.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from zlib import crc32

from evals.scores import shared_folder
from evals.storylines import articles
from kirinuki.model.article import Article, Outlet, Revision
from kirinuki.model.reading import Reading
from kirinuki.read.sentences import split_sentences
from kirinuki.store import Store, create_store
from kirinuki.weave.joiner import Joiner
from kirinuki.weave.storylines import LEVELS, Profile, profile

SIZES = [10_000, 1_000_000]
TIMED = 200
_FREQUENT = 300
_LINE = 20
_DAYS = 3650
_FIRST = dt.date(2016, 1, 1)
_OUTLET = Outlet("bench", "試験新聞")


def storylines(sizes: Sequence[int] = SIZES) -> None:
    """Prints the cost at each size, and of the greatest against the least."""
    if not (shared_folder() / "data" / "wikinews").is_dir():
        print("storylines: needs data/wikinews of the shared folder")
        return
    told = articles()
    readings = [_reading(a.text) for a in told]
    profiles = [profile(a.title, reading) for a, reading in zip(told, readings, strict=True)]
    passages = sum(len(reading.sentences) for reading in readings) / len(readings)
    step = len(told) // TIMED
    with tempfile.TemporaryDirectory(prefix="kirinuki-bench-") as folder, ExitStack() as opened:
        measured = []
        for size in sizes:
            start = time.perf_counter()
            store = opened.enter_context(create_store(Path(folder) / f"{size}.db"))
            _fill(store, profiles, round(size / passages))
            print(f"storylines: {size:,} passages filled in {time.perf_counter() - start:.0f} s", flush=True)
            measured.append(_Measured(store, size))
        # In turn, so that a slow moment of the machine falls on all.
        for n in range(TIMED):
            for one in measured:
                one.add(n, told[n * step].title, readings[n * step])
        costs = [one.report() for one in measured]
    clock, processor = (most / least for most, least in zip(costs[-1], costs[0], strict=True))
    print(
        f"  ratio of the last to the first {clock:.2f}, of the processor {processor:.2f}  (aim: at most 1.3)"
    )


def _reading(text: str) -> Reading:
    return Reading(text, _FIRST, "", tuple(split_sentences(text)), (), (), (), (), (), ())


def _fill(store: Store, profiles: Sequence[Profile], count: int) -> None:
    held = Counter(term for known in profiles for term in known.terms)
    common = {term for term, _ in held.most_common(_FREQUENT)}
    levels = {term: max(0, LEVELS + 1 - (n + 1).bit_length()) for term, n in held.items()}
    store._database.all("PRAGMA cache_size = -1000000")
    line: list[str] = []
    for first in range(0, count, 500):
        with store.transaction():
            for number in range(first, min(first + 500, count)):
                known, world = profiles[number % len(profiles)], number // len(profiles)
                revision = _put(
                    store, f"fill {number}", _FIRST + dt.timedelta(number * _DAYS // count), None, "。"
                )
                moved = {
                    t: t if t in common or not world else crc32(f"{world} {t}".encode()) for t in known.terms
                }
                order = sorted(range(len(known.terms)), key=lambda n: moved[known.terms[n]])
                store.storylines.put(
                    revision.id,
                    [moved[known.terms[n]] for n in order],
                    bytes(known.counts[n] for n in order),
                    bytes(known.titles[n] for n in order),
                    (),
                )
                store.storylines.set_levels(revision.id, bytes(levels[known.terms[n]] for n in order))
                if number % _LINE == 0:
                    line = [revision.article, revision.id]
                joined = [] if number % _LINE == 0 else [(line[0], line[1], 0.2, "共通: 港; 1日")]
                store.storylines.join(revision.id, joined)
    store._database.all("PRAGMA wal_checkpoint(TRUNCATE)")
    store._database.all("PRAGMA cache_size = -32768")


def _put(store: Store, name: str, day: dt.date, title: str | None, text: str) -> Revision:
    digest = hashlib.sha256(name.encode()).hexdigest()
    article = Article(digest[:16], _OUTLET.key, f"https://bench.example/{name}", None)
    revision = Revision(digest[16:32], article.id, title, text, published=day)
    store.articles.put(_OUTLET, article, revision)
    return revision


class _Measured:
    """An archive to which articles are joined, and what each costs: (seconds by the clock, of the processor)."""

    def __init__(self, store: Store, size: int) -> None:
        self._store, self._size = store, size
        self._costs: list[tuple[float, float]] = []
        self._joined = 0

    def add(self, n: int, title: str, reading: Reading) -> None:
        """The n-th article, told on one of the last days."""
        day = _FIRST + dt.timedelta(_DAYS + n // 10)
        with self._store.transaction():
            revision = _put(self._store, f"new {n}", day, title, reading.text)
        joiner = Joiner(self._store, lambda _: reading)
        clock, processor = time.perf_counter(), time.process_time()
        with self._store.transaction():
            joiner.index(revision.id)
            while joiner.join_first() is not None:
                pass
        self._costs.append((time.perf_counter() - clock, time.process_time() - processor))
        self._joined += self._store.storylines.line_of(revision.id) != revision.article

    def report(self) -> tuple[float, float]:
        """Milliseconds that an article costs, by the clock and of the processor: medians."""
        clock, processor = (1000 * statistics.median(times) for times in zip(*self._costs, strict=True))
        size = self._store._database._path.stat().st_size
        print(
            f"storylines: {self._size:>9,} passages: {clock:6.2f} ms an article, of the processor {processor:.2f}; "
            f"{self._joined} of {TIMED} joined a line; database {size / 2**20:,.0f} MiB",
            flush=True,
        )
        return clock, processor
