"""Speed beside what a user would pick instead, as ratios in one run: machines are shared and noisy.

    python -m bench.run [reading|layers|ginza|startup|demo|parallel|linear|memory|
                         candidates|lookup|weave|pages|warc|wikinews|search|watch|watched-day|web …]     the first five by default
    python -m bench.run weave --passages 10000,1000000 --keep FOLDER     filled archives stay there for the next run

Texts: data/wikinews of the shared folder (KIRINUKI_SHARED, else ../shared), or the bundled example where it is
missing. `ginza` needs bench/peers/ginza.sh once. Figures go into docs/quality.md by hand, with this command.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import psutil

import kirinuki
from bench import pages, reading, repeats, search, storylines, warc, watching, weave, web
from bench.reading import PUBLISHED, ROOT, texts

GINZA = ROOT / ".peers" / "ginza" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ginza() -> None:
    """The whole reading against GiNZA's pipeline."""
    if not GINZA.is_file():
        print("ginza: not installed here; run bench/peers/ginza.sh once")
        return
    sample = texts(30)
    characters = sum(map(len, sample))
    reader = kirinuki.Reader()
    reader.read(sample[0], published=PUBLISHED)
    start = time.perf_counter()
    for text in sample:
        reader.read(text, published=PUBLISHED).to_json_bytes()
    ours = time.perf_counter() - start
    done = subprocess.run(
        [GINZA, ROOT / "bench" / "peers" / "ginza_read.py"],
        input=json.dumps(sample), capture_output=True, text=True, check=True,
    )  # fmt: skip
    theirs = float(done.stdout)
    print(f"ginza: {len(sample)} texts, {characters:,} characters")
    print(f"  GiNZA            {characters / theirs:>12,.0f} characters/s")
    print(f"  whole reading    {characters / ours:>12,.0f} characters/s")
    print(f"  times faster     {theirs / ours:>12.1f}  (aim: 100)")


def startup() -> None:
    """`kirinuki --help` against an interpreter that does nothing."""

    def helping() -> None:
        subprocess.run([sys.executable, "-m", "kirinuki", "--help"], stdout=subprocess.DEVNULL, check=True)

    def nothing() -> None:
        subprocess.run([sys.executable, "-c", "pass"], check=True)

    ours, theirs = in_turn(helping, nothing, rounds=9)
    print(f"startup: kirinuki --help {ours:.3f} s (aim: 0.3 s); python -c pass {theirs:.3f} s")


def demo() -> None:
    """The demo after set-up: time, and the peak of the memory it holds."""
    start = time.perf_counter()
    process = psutil.Popen(
        [sys.executable, ROOT / "examples" / "demo.py"], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    peak = 0
    while process.poll() is None:
        try:
            peak = max(peak, process.memory_info().rss)
        except psutil.NoSuchProcess:
            break
        time.sleep(0.01)
    took = time.perf_counter() - start
    output = process.stdout.read() if process.stdout else ""
    print(f"demo: {took:.2f} s, peak {peak / 2**20:.0f} MiB\n  " + "\n  ".join(output.splitlines()[-5:-3]))


def in_turn(ours: Callable[[], None], theirs: Callable[[], None], *, rounds: int) -> tuple[float, float]:
    """Median seconds of each, taken in turn so that a slow moment of the machine falls on both."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for run, kept in ((ours, times[0]), (theirs, times[1])):
            start = time.perf_counter()
            run()
            kept.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


BENCHES: dict[str, Callable[[], None]] = {
    "reading": reading.reading,
    "layers": reading.layers,
    "ginza": ginza,
    "startup": startup,
    "demo": demo,
    "parallel": reading.parallel,
    "linear": reading.linear,
    "memory": reading.memory,
    "candidates": repeats.candidates,
    "lookup": repeats.lookup,
    "weave": weave.weave,
    "storylines": storylines.storylines,
    "wikinews": weave.wikinews_woven,
    "pages": pages.pages,
    "search": search.search,
    "watch": watching.watch,
    "watched-day": watching.watched_day,
    "warc": warc.warc,
    "web": web.web,
}
USUAL = ("reading", "layers", "ginza", "startup", "demo")


def main() -> None:
    names = list(USUAL)
    benches = dict(BENCHES)
    if sys.argv[1:]:
        parser = argparse.ArgumentParser()
        parser.add_argument("names", nargs="+", choices=list(BENCHES))
        parser.add_argument("--passages", help="sizes of the archives of weave; search takes the greatest")
        parser.add_argument("--keep", type=Path, help="folder that keeps the filled archives")
        args = parser.parse_args()
        names = args.names
        sizes = sorted(map(int, args.passages.split(","))) if args.passages else weave.SIZES
        benches["weave"] = partial(weave.weave, sizes, args.keep)
        benches["web"] = partial(web.web, keep=args.keep)
        benches["search"] = partial(search.search, sizes[-1], args.keep)
    for name in names:
        benches[name]()


if __name__ == "__main__":
    main()
