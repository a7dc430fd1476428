"""Web archives: how fast records that are not wanted are passed over, what damage costs, and how much memory it takes."""

from __future__ import annotations

import gzip
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from bench.reading import ROOT, texts
from kirinuki.capture.records import read_records

PEERS = ROOT / ".peers" / "warc" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PAGES = 3_000
"""Pages of the file, of some 70 kB each; KIRINUKI_BENCH_PAGES takes another number."""
ROUNDS = 3
PASS = """
import sys
from kirinuki.capture.wacz import parts_of
from kirinuki.capture.webarchive import PagesWanted
from pathlib import Path
with parts_of(Path(sys.argv[1])) as parts:
    for part in parts:
        print(sum(1 for _ in part.pages(PagesWanted(frozenset(["none.example"])))), sum(part.left.values()))
"""


def warc() -> None:
    """A file as Common Crawl makes them: a request and a response a page, a gzip member each; none of it wanted."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "CC-NEWS.warc.gz"
        size = _make(path, int(os.environ.get("KIRINUKI_BENCH_PAGES", PAGES)))
        packed = path.stat().st_size
        print(f"warc: {packed / 1e6:,.0f} MB, unpacked {size / 1e6:,.0f} MB")
        print(f"  MB unpacked a second of the processor, best of {ROUNDS}")
        times: dict[str, list[float]] = {}
        for _ in range(ROUNDS):
            for name, seconds in _seconds(path):
                times.setdefault(name, []).append(seconds)
        for name, seconds in times.items():
            print(
                f"  {name:<10} {size / min(seconds) / 1e6:>8,.0f}"
                + ("  (aim: 100)" if name == "kirinuki" else "")
            )
        print(f"  peak of memory, kirinuki {_peak(path):.0f} MiB")
        _damage(path)


def _make(path: Path, pages: int) -> int:
    """Write the file; gives its size unpacked."""
    chance = random.Random(1)
    words = [paragraph for text in texts(60) for paragraph in text.split("\n") if paragraph]
    bodies = [_page(chance, words, chance.choice((15_000, 40_000, 90_000, 140_000))) for _ in range(300)]
    size = 0
    with path.open("wb") as file:
        for n in range(pages):
            url, body = f"https://news{n % 50}.example/{n}.html", chance.choice(bodies)
            head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
            for type, block in (("request", b"GET / HTTP/1.1\r\n\r\n"), ("response", head.encode() + body)):
                record = _record(type, url, block)
                size += len(record)
                file.write(gzip.compress(record, 6))
    return size


def _page(chance: random.Random, words: list[str], size: int) -> bytes:
    parts, length = [], 0
    while length < size:
        part = f'<div class="c{chance.randrange(9999)}"><p>{chance.choice(words)}</p><a href="/{chance.random()}">続き</a></div>\n'
        parts.append(part)
        length += len(part.encode())
    return f"<html><head><title>題</title></head><body>{''.join(parts)}</body></html>".encode()


def _record(type: str, url: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Record-ID: <urn:uuid:{hash((type, url)) & (1 << 64) - 1:032x}>\r\n"
        f"WARC-Date: 2022-12-31T01:02:03Z\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype={type}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _seconds(path: Path) -> Iterator[tuple[str, float]]:
    start = time.process_time()
    with path.open("rb", buffering=1 << 20) as file:
        for _ in read_records(file, lambda _: False):
            pass
    yield "kirinuki", time.process_time() - start
    for peer in ("fastwarc", "warcio"):
        if PEERS.is_file():
            yield peer, _peer(peer, path)[0]


def _peer(name: str, path: Path) -> tuple[float, int]:
    done = subprocess.run(
        [PEERS, ROOT / "bench" / "peers" / "warc_read.py", name, path],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, count = done.stdout.split()
    return float(seconds), int(count)


def _peak(path: Path) -> float:
    process = psutil.Popen([sys.executable, "-c", PASS, path], stdout=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        try:
            peak = max(peak, process.memory_info().rss)
        except psutil.NoSuchProcess:
            break
        time.sleep(0.02)
    return peak / 2**20


def _damage(path: Path) -> None:
    """One bad byte in the middle of the file: the records that each comes to."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    heads = 0

    def head(_: object) -> bool:
        nonlocal heads
        heads += 1
        return False

    with path.open("rb") as file:
        flaws = sum(1 for _ in read_records(file, head))
    print(
        f"  one bad byte in the middle: kirinuki comes to {heads:,} records, {flaws} told as damaged", end=""
    )
    for peer in ("fastwarc", "warcio"):
        if PEERS.is_file():
            print(f"; {peer} to {_peer(peer, path)[1]:,}", end="")
    print()
