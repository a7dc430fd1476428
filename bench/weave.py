"""What one more article costs in an archive of 10,000 and of 1,000,000 passages, beside its reading.

The archive is made from data/wikinews. Its articles are set in other worlds: every run of kanji, katakana or letters
but the 300 most frequent ones becomes another one of the same length and about the same frequency, by a table for each
world; so worlds share the language, the formulas and the link boxes (sentences of five articles or more stay as they
are) and nothing else. In each world each article is a story that three outlets tell: as it is, and twice reworded
sentence by sentence (`bench.rewording`). An archive of any size holds whole stories, so what is repeated in it does not
grow with it. The stories of the articles that are added and timed stand in all sizes.

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
from collections.abc import Iterator, Mapping
from pathlib import Path

import psutil

from bench.rewording import Rewriter
from evals.scores import shared_folder, wikinews
from kirinuki.flow import DATABASE, Archive
from kirinuki.model.article import Article, Capture, Given, Outlet, Revision, Sighting
from kirinuki.model.reading import Reading
from kirinuki.model.text import Span
from kirinuki.read.sentences import split_sentences
from kirinuki.weave.repeats import Telling

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
FIRST_DAY, LAST_DAY = dt.date(1990, 1, 1), dt.date(2025, 12, 1)
SIZES = [10_000, 100_000, 1_000_000]
TOLD = 3
"""Outlets that tell a story."""
FREQUENT = 300
BOILERPLATE = 5
TIMED = 200
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
        self._pool = [line for lines in sentences for line in sorted(lines) if len(line) > 30]

    def stories(self) -> Iterator[list[str]]:
        """Each story's tellings, the telling as it is first."""
        world = 0
        while True:
            table = self._table(world)
            rewriter = Rewriter(world, self._pool)
            choice = random.Random(world)
            for text in self._articles:
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
        chance = random.Random(world)
        table = {}
        for group in groups.values():
            others = list(group)
            chance.shuffle(others)
            table.update(zip(group, others, strict=True))
        return table


def weave() -> None:
    """Prints the cost at each of `SIZES`, and of the greatest against the least."""
    if not (shared_folder() / "data" / "wikinews").is_dir():
        print("weave: needs data/wikinews of the shared folder")
        return
    worlds = Worlds().stories()
    timed: list[tuple[int, str]] = []
    costs = []
    with tempfile.TemporaryDirectory(prefix="kirinuki-bench-") as folder:
        base = Path(folder) / "base"
        with Archive.create(base) as archive:
            archive._store._database._connection.execute("PRAGMA cache_size = -1000000")
            held = number = 0
            for size in SIZES:
                start = time.perf_counter()
                while held < size:
                    tellings = next(worlds)
                    if len(timed) < TIMED:
                        timed.append((number, tellings.pop()))
                    held += _fill(archive, number, tellings)
                    number += 1
                filled = time.perf_counter() - start
                archive._store._database._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                copy = Path(folder) / "copy"
                shutil.copytree(base, copy)
                costs.append(_measure(copy, timed, held, filled))
                shutil.rmtree(copy)
    if len(costs) > 1:
        clock, processor = (most / least for most, least in zip(costs[-1], costs[0], strict=True))
        print(
            f"  ratio of the last to the first {clock:.2f}, of the processor {processor:.2f}  (aim: at most 1.3)"
        )


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


def _measure(path: Path, timed: list[tuple[int, str]], held: int, filled: float) -> list[float]:
    """Milliseconds that an article costs, by the clock and of the processor."""
    process = psutil.Process()
    adding, reading, weaving, found = [], [], [], 0
    with Archive.open(path) as archive:
        before = process.memory_info().rss
        for n, (number, text) in enumerate(timed):
            day = LAST_DAY + dt.timedelta(days=TIMED + n // 10)
            form = {"text": text, "published": day.isoformat(), "url": f"https://new.example/{number}"}
            data = json.dumps(form, ensure_ascii=False).encode()
            t0 = _clocks()
            added = archive.add(data, name=f"new-{number}.jsonl", now=NOW + dt.timedelta(seconds=n))
            t1 = _clocks()
            archive.read_new()
            t2 = _clocks()
            archive.weave_new()
            t3 = _clocks()
            for kept, begun, done in ((adding, t0, t1), (reading, t1, t2), (weaving, t2, t3)):
                kept.append((done[0] - begun[0], done[1] - begun[1]))
            revision = added.reports[0].revision
            found += sum(r.later.revision == revision for r in archive._store.repeats.of(revision))
        grown = process.memory_info().rss - before
    (a, a_cpu), (r, _), (w, w_cpu) = (
        [1000 * statistics.median(times) for times in zip(*kept, strict=True)]
        for kept in (adding, reading, weaving)
    )
    cost = [
        1000 * statistics.median(x[clock] + y[clock] for x, y in zip(adding, weaving, strict=True))
        for clock in (0, 1)
    ]
    size = (path / DATABASE).stat().st_size
    print(
        f"weave: {held:>9,} passages: {cost[0]:6.2f} ms an article (add {a:.2f}, weave {w:.2f}; read {r:.2f}), of the processor "
        f"{cost[1]:.2f} (add {a_cpu:.2f}, weave {w_cpu:.2f}); "
        f"{found / len(timed):.1f} repeats each; memory +{grown / 2**20:.0f} MiB, database {size / 2**20:,.0f} MiB, "
        f"filled in {filled:.0f} s",
        flush=True,
    )
    return cost
