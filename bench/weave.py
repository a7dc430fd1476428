"""What one more article costs in an archive of 10,000 and of 1,000,000 passages, beside its reading.

The archive is made from data/wikinews. Its articles are set in other worlds: every run of kanji, katakana or letters
but the 300 most frequent ones becomes another one of the same length and about the same frequency, by a table for each
world; so worlds share the language, the formulas and the link boxes (sentences of five articles or more stay as they
are) and nothing else. In each world each article is a story that three outlets tell: as it is, and twice reworded
sentence by sentence (`bench.rewording`); clauses that rewording adds are lent by sentences of a world of which there are
no stories, each of which lends to one story of the world only. An archive of any size holds whole stories, so what is
repeated in it does not grow with it. The stories of the articles that are added and timed stand in all sizes.

The archive is filled through the store's own methods, with readings that hold sentences only and nothing woven; the
articles that are timed go the whole way. Cost is `add` and `weave_new` of one article in an archive that is open.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import random
import re
import shutil
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import psutil

from bench.rewording import Rewriter, may_lend
from evals.scores import shared_folder, wikinews
from kirinuki.flow import DATABASE, Archive
from kirinuki.model.article import Article, Capture, Given, Outlet, Revision, Sighting
from kirinuki.model.reading import Reading
from kirinuki.model.text import Span
from kirinuki.read.reader import Reader
from kirinuki.read.sentences import split_sentences
from kirinuki.store.database import migrations
from kirinuki.weave.repeats import Telling, keys

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
FIRST_DAY, LAST_DAY = dt.date(1990, 1, 1), dt.date(2025, 12, 1)
SIZES = (10_000, 100_000, 1_000_000)
TOLD = 3
"""Outlets that tell a story."""
FREQUENT = 300
BOILERPLATE = 5
TIMED = 200
_HELD = "held.json"
"""Of a filled archive: how many stories and passages it holds."""
_RUN = re.compile("[一-鿿々]+|[ァ-ヴー]+|[A-Za-z]+")
_KINDS = ("same", "same", "words", "words", "words", "order", "dropped", "added", "strong")


class Worlds:
    """Stories without end, the same ones every time."""

    def __init__(self) -> None:
        self._articles = [text for _, text in sorted(wikinews().items())]
        sentences = [
            {line for span in split_sentences(t) if (line := span.of(t).strip())} for t in self._articles
        ]
        held = Counter(line for lines in sentences for line in lines)
        self._boilerplate = {line for line, n in held.items() if n >= BOILERPLATE}
        self._runs = Counter(run for text in self._articles for run in _RUN.findall(text))
        self._lending = [
            line for lines in sentences for line in sorted(lines) if len(line) > 30 and may_lend(line)
        ]

    def stories(self) -> Iterator[list[str]]:
        """Each story's tellings, the telling as it is first."""
        world = 0
        while True:
            table, elsewhere = self._table(world), self._table(-1 - world)
            choice = random.Random(world)
            for number, text in enumerate(self._articles):
                lending = self._lending[number :: len(self._articles)]
                rewriter = Rewriter(
                    choice.getrandbits(64), [self._moved(line, elsewhere) for line in lending]
                )
                lines = [span.of(text) for span in split_sentences(text)]
                told = [self._moved(line, table) for line in lines]
                yield ["".join(told)] + [
                    "".join(rewriter.retell(line, choice.choice(_KINDS)) or line for line in told)
                    for _ in range(TOLD - 1)
                ]
            world += 1

    def _moved(self, line: str, table: Mapping[str, str]) -> str:
        return line if line.strip() in self._boilerplate else _RUN.sub(lambda m: table.get(m[0], m[0]), line)

    def _table(self, world: int) -> dict[str, str]:
        """Which run stands for which in a world; in the first every run stands for itself."""
        if world == 0:
            return {}
        groups: dict[tuple[int, int, str], list[str]] = {}
        for run, n in self._runs.most_common()[FREQUENT:]:
            script = "漢" if run[0] >= "一" else "カ" if run[0] >= "ァ" else "A"
            groups.setdefault((len(run), n.bit_length(), script), []).append(run)
        chance = random.Random(str(world))
        table = {}
        for group in groups.values():
            others = list(group)
            chance.shuffle(others)
            table.update(zip(group, others, strict=True))
        return table


def weave(sizes: Sequence[int] = SIZES, keep: Path | None = None) -> None:
    """Prints the cost at each size, and of the greatest against the least.

    The filled archives are kept in the folder `keep` and taken from there the next time, each run with copies of them;
    a million passages take minutes to fill.
    """
    if not (shared_folder() / "data" / "wikinews").is_dir():
        print("weave: needs data/wikinews of the shared folder")
        return
    worlds = Worlds()
    timed = [(n, tellings[-1]) for n, tellings in enumerate(islice(worlds.stories(), TIMED))]
    with tempfile.TemporaryDirectory(prefix="kirinuki-bench-", dir=keep) as folder:
        smaller, copies = None, []
        for size in sizes:
            filled = (keep or Path(folder)) / f"{size}-{_made_by(timed)}"
            if not filled.is_dir():
                _fill_up(filled, worlds, size, smaller)
            copies.append(Path(shutil.copytree(filled, Path(folder) / f"copy-{size}")))
            smaller = filled
        with ExitStack() as opened:
            measured = [_Measured(copy) for copy in copies]
            for one in measured:
                opened.enter_context(one.archive)
            # In turn, so that a slow moment of the machine falls on all.
            for n, (number, text) in enumerate(timed):
                for one in measured:
                    one.add(n, number, text)
        costs = [one.report() for one in measured]
    if len(costs) > 1:
        clock, processor = (most / least for most, least in zip(costs[-1], costs[0], strict=True))
        print(
            f"  ratio of the last to the first {clock:.2f}, of the processor {processor:.2f}  (aim: at most 1.3)"
        )


def _made_by(timed: Sequence[tuple[int, str]]) -> str:
    """Names what a filled archive depends on: the stories and their keys, as the first ones show them, the tables, the
    reader."""
    made = hashlib.sha256(repr((migrations(), Reader().version)).encode())
    for _, text in timed[:10]:
        made.update(text.encode())
        for sentence in split_sentences(text):
            made.update(repr(sorted(keys(sentence.of(text)))).encode())
    return made.hexdigest()[:8]


def _fill_up(path: Path, worlds: Worlds, size: int, smaller: Path | None) -> None:
    """A new archive of at least so many passages; it holds what the smaller one does, and more stories behind."""
    start = time.perf_counter()
    growing = path.with_suffix(".growing")
    shutil.rmtree(growing, ignore_errors=True)
    if smaller is None:
        Archive.create(growing).close()
        number = held = 0
    else:
        shutil.copytree(smaller, growing)
        number, held = json.loads((growing / _HELD).read_text())
    with Archive.open(growing) as archive:
        connection = archive._store._database._connection
        connection.execute("PRAGMA cache_size = -1000000")
        for tellings in islice(worlds.stories(), number, None):
            if held >= size:
                break
            held += _fill(archive, number, tellings[:-1] if number < TIMED else tellings)
            number += 1
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (growing / _HELD).write_text(json.dumps([number, held]))
    growing.rename(path)
    print(f"weave: {held:,} passages filled in {time.perf_counter() - start:.0f} s", flush=True)


def _fill(archive: Archive, number: int, tellings: list[str]) -> int:
    """Put a story's tellings into the store; gives how many passages."""
    store, passages = archive._store, 0
    day = _day(number)
    with store.transaction():
        sightings, at = [], 0
        id = f"<urn:uuid:{number}>"
        for n, text in enumerate(tellings):
            outlet = Outlet(f"outlet{n}", f"第{n}新聞")
            name = hashlib.sha256(f"{number} {n}".encode()).hexdigest()
            article = Article(name[:16], outlet.key, f"https://{outlet.key}.example/{number}", None)
            revision = Revision(name[16:32], article.id, None, text, published=day)
            store.articles.put(outlet, article, revision)
            reading = Reading(
                text, day, archive._reader.version, tuple(split_sentences(text)), (), (), (), (), (), ()
            )
            store.readings.put(revision.id, reading)
            told = Telling(revision.id, reading).passages
            store.repeats.index(revision.id, told)
            store.repeats.mark_woven(revision.id)
            passages += len(told)
            sightings.append(Sighting(id, n, revision.id, Span(at, at + len(text))))
            at += len(text) + 2
        given = Given(name=f"{number}.txt", published=day, published_from="given")
        store.captures.add(
            Capture(id, name, "bench.warc.gz", NOW, "utf-8", "bytes", given), sightings, (), (), ()
        )
    return passages


def _clocks() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _day(number: int) -> dt.date:
    """Ten stories a day; those that are told again by what is timed are the newest."""
    return (LAST_DAY if number < TIMED else FIRST_DAY) + dt.timedelta(days=number // 10)


class _Measured:
    """An archive to which articles are added, and what each costs: (seconds by the clock, of the processor)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._adding: list[tuple[float, float]] = []
        self._reading: list[tuple[float, float]] = []
        self._weaving: list[tuple[float, float]] = []
        self._found = 0
        self.archive = Archive.open(path)

    def add(self, n: int, number: int, text: str) -> None:
        """The n-th article, another telling of the story of this number."""
        day = LAST_DAY + dt.timedelta(days=TIMED + n // 10)
        form = {"text": text, "published": day.isoformat(), "url": f"https://new.example/{number}"}
        data = json.dumps(form, ensure_ascii=False).encode()
        t0 = _clocks()
        added = self.archive.add(data, name=f"new-{number}.jsonl", now=NOW + dt.timedelta(seconds=n))
        t1 = _clocks()
        self.archive.read_new()
        t2 = _clocks()
        self.archive.weave_new()
        t3 = _clocks()
        for kept, begun, done in ((self._adding, t0, t1), (self._reading, t1, t2), (self._weaving, t2, t3)):
            kept.append((done[0] - begun[0], done[1] - begun[1]))
        revision = added.reports[0].revision
        self._found += sum(r.later.revision == revision for r in self.archive._store.repeats.of(revision))

    def report(self) -> list[float]:
        """Milliseconds that an article costs, by the clock and of the processor: medians."""
        (a, a_cpu), (r, _), (w, w_cpu) = (
            [1000 * statistics.median(times) for times in zip(*kept, strict=True)]
            for kept in (self._adding, self._reading, self._weaving)
        )
        cost = [
            1000
            * statistics.median(x[clock] + y[clock] for x, y in zip(self._adding, self._weaving, strict=True))
            for clock in (0, 1)
        ]
        _, held = json.loads((self._path / _HELD).read_text())
        size = (self._path / DATABASE).stat().st_size
        print(
            f"weave: {held:>9,} passages: {cost[0]:6.2f} ms an article (add {a:.2f}, weave {w:.2f}; read {r:.2f}), "
            f"of the processor {cost[1]:.2f} (add {a_cpu:.2f}, weave {w_cpu:.2f}); "
            f"{self._found / len(self._adding):.1f} repeats each; database {size / 2**20:,.0f} MiB",
            flush=True,
        )
        return cost


def wikinews_woven() -> None:
    """Weaves a quarter, a half and all of data/wikinews, each in a process of its own: twice the articles, twice the cost."""
    if not (shared_folder() / "data" / "wikinews").is_dir():
        print("wikinews: needs data/wikinews of the shared folder")
        return
    count = len(wikinews())
    print(
        f"wikinews: {count:,} articles, ten a day, read before and then woven at once; seconds of the processor"
    )
    for some in (count // 4, count // 2, count):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            alone.submit(_weave_wikinews, some).result()


def _weave_wikinews(count: int) -> None:
    """So many of the articles, drawn over the whole of them."""
    chosen = random.Random(0).sample(sorted(wikinews().items()), count)
    lines = (
        json.dumps({"id": id, "text": text, "published": (LAST_DAY + dt.timedelta(days=n // 10)).isoformat()})
        for n, (id, text) in enumerate(chosen)
    )
    process = psutil.Process()
    with tempfile.TemporaryDirectory(prefix="kirinuki-bench-") as folder:
        with Archive.create(Path(folder) / "archive") as archive:
            archive.add("\n".join(lines).encode(), name="wikinews.jsonl", now=NOW)
            archive.read_new()
        with Archive.open(Path(folder) / "archive") as archive:
            before = peak = process.memory_info().rss

            def watch(done: int, _: int) -> None:
                nonlocal peak
                if done % 20 == 0:
                    peak = max(peak, process.memory_info().rss)

            began = _clocks()
            archive.weave_new(watch)
            clock, processor = (done - start for done, start in zip(_clocks(), began, strict=True))
            repeats = sum(1 for _ in archive.repeats())
        print(
            f"  {count:>6,} articles: {processor:6.1f} s, {1000 * processor / count:.2f} ms an article "
            f"(by the clock {clock:.1f} s); {repeats:,} repeats; memory +{(peak - before) / 2**20:.0f} MiB",
            flush=True,
        )
