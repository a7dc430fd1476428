"""What the reading costs: beside bare Sudachi, by layer, over many texts, in parallel, and with length.

Texts of the process's own CPU time: others on the machine take less from it than from the clock on the wall.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import psutil
import sudachipy

import kirinuki
import kirinuki.read.reader as steps
from evals.scores import wikinews

ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = dt.date(2008, 1, 1)


def texts(count: int | None = None) -> list[str]:
    """Articles of Wikinews in an order that varies date, subject and length; `count` of them, or all."""
    try:
        found = list(wikinews().values())
    except FileNotFoundError:
        files = sorted((ROOT / "examples" / "newspaper").glob("*.jsonl"))
        found = [
            json.loads(line)["text"] for f in files for line in f.read_text(encoding="utf-8").splitlines()
        ]
    step = int(len(found) * 0.618) | 1
    while math.gcd(step, len(found)) > 1:
        step += 1
    return [found[i * step % len(found)] for i in range(min(count or len(found), len(found)))]


class Bare:
    """Sudachi alone, asked for what the reading needs of each word."""

    def __init__(self) -> None:
        self._tokenizer = sudachipy.Dictionary(dict="core").tokenizer(mode=sudachipy.SplitMode.C)

    def __call__(self, sample: Iterable[str]) -> None:
        for text in sample:
            for m in self._tokenizer.tokenize(text):
                m.surface(), m.part_of_speech(), m.normalized_form(), m.dictionary_form()


class Whole:
    """The whole reading, its JSON included."""

    def __init__(self) -> None:
        self._reader = kirinuki.Reader()

    def __call__(self, sample: Iterable[str]) -> None:
        for text in sample:
            self._reader.read(text, published=PUBLISHED).to_json_bytes()


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _rounds(size: int = 400) -> list[list[str]]:
    """All texts in lots: no lot has a text of another, so nothing remembered of one text helps with the next."""
    every = texts()
    lots = [every[i : i + size] for i in range(0, len(every), size)]
    return lots[:-1] if len(lots) > 2 and len(lots[-1]) < size // 2 else lots


def reading() -> None:
    """The whole reading against bare Sudachi on the same texts, in turn; each round has texts of its own."""
    bare, whole = Bare(), Whole()
    ratios, speeds = [], []
    for sample in _rounds():
        characters = sum(map(len, sample))
        theirs, ours = _seconds(lambda: bare(sample)), _seconds(lambda: whole(sample))  # noqa: B023
        ratios.append(ours / theirs)
        speeds.append((characters / theirs, characters / ours))
    warm, known = ratios[1:] or ratios, speeds[1:] or speeds
    print(f"reading: {len(warm)} rounds of other texts each, after one in which words are met first")
    print(f"  bare Sudachi     {statistics.median(s[0] for s in known):>12,.0f} characters/s")
    print(f"  whole reading    {statistics.median(s[1] for s in known):>12,.0f} characters/s")
    spread = f"{min(warm):.2f} to {max(warm):.2f}; the first round {ratios[0]:.2f}"
    print(f"  ratio of time    {statistics.median(warm):>12.2f}  ({spread}; aim: at most 2.5)")


_STEPS = (
    "fold_width", "find_brackets", "split_sentences", "tokenize", "find_times", "find_quantities", "find_names",
    "find_statements",
)  # fmt: skip
"""What the reader calls, in order; each is a layer of the table."""


def layers() -> None:
    """What each step of the reader takes, in microseconds a character and in bare Sudachis."""
    spent: dict[str, float] = {}

    def timed(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            start = time.process_time()
            try:
                return step(*given, **named)
            finally:
                spent[name] = spent.get(name, 0.0) + time.process_time() - start

        return call

    plain = {name: getattr(steps, name) for name in _STEPS}
    bare, reader = Bare(), kirinuki.Reader()
    rows: dict[str, list[float]] = {}
    per_character = []
    try:
        for name, step in plain.items():
            setattr(steps, name, timed(name, step))
        for turn, sample in enumerate(_rounds()):
            spent.clear()
            theirs = _seconds(lambda: bare(sample))  # noqa: B023
            start = time.process_time()
            found = [reader.read(text, published=PUBLISHED) for text in sample]
            spent["the whole"] = time.process_time() - start
            start = time.process_time()
            for one in found:
                one.to_json_bytes()
            spent["to_json_bytes"] = time.process_time() - start
            if turn:
                per_character.append(theirs / sum(map(len, sample)))
                for name, seconds in spent.items():
                    rows.setdefault(name, []).append(seconds / theirs)
    finally:
        for name, step in plain.items():
            setattr(steps, name, step)
    sudachi = statistics.median(per_character)
    print(f"layers: in bare Sudachis, of {sudachi * 1e6:.2f} µs a character")
    for name, ratios in rows.items():
        ratio = statistics.median(ratios)
        print(f"  {name:<16} {ratio:>6.3f}  {ratio * sudachi * 1e6:>6.3f} µs a character")


def memory(articles: int = 100_000) -> None:
    """The memory of a process that reads 100,000 articles with one reader: it must not grow."""
    sample, reader, process = texts(), kirinuki.Reader(), psutil.Process()
    peak = 0
    print(f"memory: {articles:,} articles, {len(sample):,} different ones")
    for count, text in enumerate(islice(cycle(sample), articles), start=1):
        reader.read(text, published=PUBLISHED).to_json_bytes()
        if count % 1000 == 0:
            now = process.memory_info().rss
            peak = max(peak, now)
            if count % 10_000 == 0:
                print(f"  {count:>9,}  {now / 2**20:>7.1f} MiB", flush=True)
    print(f"  peak       {peak / 2**20:>7.1f} MiB")


def digests(sample: Sequence[str]) -> list[str]:
    """A digest of the JSON of each text, by a reader of its own."""
    reader = kirinuki.Reader()
    return [
        hashlib.sha256(reader.read(text, published=PUBLISHED).to_json_bytes()).hexdigest() for text in sample
    ]


def parallel() -> None:
    """One thread, two threads and two processes over the same texts, each the same bytes."""
    sample = texts(800)
    halves = [sample[::2], sample[1::2]]

    def serial() -> list[list[str]]:
        return [digests(half) for half in halves]

    def shared(pool: Executor) -> list[list[str]]:
        return list(pool.map(digests, halves))

    with ThreadPoolExecutor(2) as threads, ProcessPoolExecutor(2) as processes:
        shared(threads), shared(processes)  # the dictionaries loaded
        results: list[tuple[str, float, list[list[str]]]] = []
        ways: list[tuple[str, Callable[[], list[list[str]]]]] = [
            ("one thread", serial),
            ("two threads", lambda: shared(threads)),
            ("two processes", lambda: shared(processes)),
        ]
        for name, way in ways:
            took = []
            for _ in range(3):
                start = time.perf_counter()
                found = way()
                took.append(time.perf_counter() - start)
            results.append((name, statistics.median(took), found))
    print(f"parallel: {len(sample)} texts, by the clock on the wall")
    for name, seconds, found in results:
        same = "the same bytes" if found == results[0][2] else "OTHER BYTES"
        print(f"  {name:<14} {seconds:>6.2f} s  {results[0][1] / seconds:>5.2f} times as fast, {same}")


def hostile(size: int) -> Iterator[tuple[str, str]]:
    """Texts of about `size` characters of a kind that takes naive rules more than linear time, with names."""
    story = "橋本市の山田太郎市長は3日午後2時、記者団に「橋を2億円で直す」と述べ、12人が反対したことを明らかにした"
    units = {
        "no full stop": story + "が、",
        "no full stop, no comma": "山田太郎市長が橋を直すと述べたと山本花子知事が",
        "no paragraph": story + "。",
        "brackets opened": "「",
        "brackets nested": "",
        "quotes lost": "市長は「橋を直すと述べた。\n",
        "quotes in a quote": "「市長は『直す』と述べた。」",
        "commas": "、",
        "one digit": "1",
        "digits and units": "1億2000万3",
        "dates": "3日から4日から",
        "stretches": "2020年1月〜",
        "kanji": "東京都",
        "katakana": "アレクサンドル・",
        "titles": "前副大統領",
        "organisations": "東京中央銀行協会連合会",
        "sources": "関係者によると",
        "particles": "はがもには",
        "verbs": "述べたと述べ",
        "glosses": "大沢(おおさわ)",
        "line breaks": "\n",
        "short lines": "橋\n",
        "spaces": "　",
        "half-width kana": "ｶﾞｷﾞ",
        "emoji": "👨‍👩‍👧‍👦🇯🇵",
        "combining marks": "\u0301",
        "vertical forms": "﹁橋﹂︵山︶",
        "sources in lists": "みなと新聞『橋』。",
    }
    for name, unit in units.items():
        yield (
            name,
            unit * (size // len(unit)) if unit else "「" * (size // 2) + "」" * (size // 2),
        )


def linear(size: int = 50_000) -> None:
    """The time of twice the length over the time of the length: 2 where time is linear, 4 where it is quadratic."""
    whole = Whole()
    whole(texts(20))
    print(f"linear: {size:,} and {2 * size:,} characters; 2 is linear")
    for (name, short), (_, long) in zip(hostile(size), hostile(2 * size), strict=True):
        once = min(_seconds(lambda: whole([short])) for _ in range(3))  # noqa: B023
        twice = min(_seconds(lambda: whole([long])) for _ in range(3))  # noqa: B023
        print(
            f"  {name:<24} {once * 1e6 / size:>6.2f} µs a character, {twice / once:>5.2f}"
            f"{'  MORE THAN LINEAR' if twice > 3 * once else ''}",
            flush=True,
        )
