"""How candidates for repeats are found: kinds of keys side by side, and the chosen ones beside datasketch's LSH.

The archive are the sentences of data/wikinews; the queries are 500 of them in each way of telling again
(`bench.rewording`), and a query's truth is the sentence that it was made of. Texts are folded as the program folds them.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Collection
from functools import cache
from heapq import nsmallest
from typing import NamedTuple
from zlib import crc32

from bench.reading import ROOT
from bench.rewording import KINDS, Rewriter
from evals.scores import wikinews
from kirinuki.read.sentences import split_sentences
from kirinuki.store.repeats import HOLDERS, RARE
from kirinuki.weave.alignment import Folded
from kirinuki.weave.repeats import LEAST, keys

DATASKETCH = ROOT / ".peers" / "datasketch" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
EACH = 500
TOP = 6


class Cases(NamedTuple):
    """Folded sentences, and the queries: kind, number of the sentence that it was made of, folded words."""

    sentences: list[str]
    queries: list[tuple[str, int, str]]


@cache
def cases() -> Cases:
    """The same ones every time. Sources are sentences of 25 letters and more that stand in one article only."""
    given = [
        words
        for _, text in sorted(wikinews().items())
        for span in split_sentences(text)
        if (words := span.of(text).strip()) and any("ぁ" <= c <= "ゖ" for c in words)
    ]
    sentences = [Folded(words).text for words in given]
    held = Counter(sentences)
    sources = [
        n for n, s in enumerate(sentences) if len(s) >= 25 and held[s] == 1 and given[n].endswith("。")
    ]
    rewriter = Rewriter(5, [words for words in given if len(words) > 30])
    chance = random.Random(4)
    queries = []
    for kind in KINDS:
        made = ((n, rewriter.retell(given[n], kind)) for n in chance.sample(sources, 4 * EACH))
        told = [(kind, n, Folded(words).text) for n, words in made if words]
        queries += told[:EACH]
    return Cases(sentences, queries)


class Outcome(NamedTuple):
    """Seconds a query takes, keys a sentence has, candidates a query has, and the share found of each kind."""

    seconds: float
    keys: float
    candidates: float
    found: dict[str, float]

    @property
    def recall(self) -> float:
        return sum(self.found.values()) / len(self.found)


def look_up(of: Callable[[str], Collection[int]], least: int, rare: int = 0) -> Outcome:
    """Sentences by their keys in a dict; what more than `HOLDERS` hold finds nothing, what no more than `rare` hold counts
    twice, and the first six are candidates."""
    sentences, queries = cases()
    index: dict[int, list[int]] = {}
    count = 0
    for number, sentence in enumerate(sentences):
        for key in of(sentence):
            index.setdefault(key, []).append(number)
            count += 1
    hits: Counter[str] = Counter()
    candidates = 0
    start = time.process_time()
    for kind, truth, words in queries:
        shared: Counter[int] = Counter()
        for key in of(words):
            holders = index.get(key, ())
            if len(holders) <= HOLDERS:
                shared.update(holders)
            if len(holders) <= rare:
                shared.update(holders)
        enough = [(-n, number) for number, n in shared.items() if n >= least]
        found = nsmallest(TOP, enough)
        candidates += len(found)
        hits[kind] += any(number == truth for _, number in found)
    took = time.process_time() - start
    asked = Counter(kind for kind, _, _ in queries)
    return Outcome(
        took / len(queries),
        count / len(sentences),
        candidates / len(queries),
        {kind: hits[kind] / asked[kind] for kind in KINDS},
    )


def winnowed(gram: int, window: int) -> Callable[[str], Collection[int]]:
    """Winnowing with other sizes than those of the program."""

    def of(text: str) -> Collection[int]:
        letters = text.encode("utf-32-le")
        hashes = [
            crc32(letters[4 * i : 4 * (i + gram)])
            for i in range(len(text) - gram + 1)
            if sum(not "ぁ" <= c <= "ゟ" for c in text[i : i + gram]) >= 2
        ]
        return {
            min(hashes[i : i + window]) for i in range(max(len(hashes) - window + 1, min(1, len(hashes))))
        }

    return of


def sampled(gram: int, share: float) -> Callable[[str], Collection[int]]:
    """FracMinHash: the n-grams whose hash is in the lowest share, which estimates containment."""
    bound = int(share * 2**32)

    def of(text: str) -> Collection[int]:
        hashes = [crc32(text[i : i + gram].encode()) for i in range(len(text) - gram + 1)]
        return {h for h in hashes if h < bound}

    return of


def banded(gram: int, bands: int, rows: int) -> Callable[[str], Collection[int]]:
    """MinHash in bands, over all n-grams of the passage."""
    from rensa import RMinHash

    def of(text: str) -> Collection[int]:
        sketch = RMinHash(num_perm=bands * rows, seed=42)
        sketch.update(list({text[i : i + gram] for i in range(len(text) - gram + 1)} or {text}))
        digest = sketch.digest()
        return {hash((band, *digest[band * rows : (band + 1) * rows])) for band in range(bands)}

    return of


def candidates() -> None:
    """Kinds of keys side by side."""
    others = RARE - 1  # What asks holds the key too.
    tried: list[tuple[str, Callable[[str], Collection[int]], int, int]] = [
        ("chosen: winnowing 7/8", keys, LEAST, others),
        ("two shared, 7/8", keys, LEAST, 0),
        ("two shared, 6/5", winnowed(6, 5), 2, 0),
        ("two shared, 8/6", winnowed(8, 6), 2, 0),
        ("winnowing 6/8", winnowed(6, 8), 2, others),
        ("winnowing 7/7", winnowed(7, 7), 2, others),
        ("sampled 5-grams, 30%", sampled(5, 0.3), 2, 0),
    ]
    try:
        import rensa  # noqa: F401
    except ImportError:
        print("candidates: rensa is not installed, so no MinHash")
    else:
        sizes = (3, 16, 2), (4, 16, 2), (3, 32, 2), (4, 32, 2), (3, 32, 3)
        tried += [(f"MinHash {g}-grams {b}×{r}", banded(g, b, r), 1, 0) for g, b, r in sizes]
    sentences, queries = cases()
    print(f"candidates: {len(sentences):,} sentences, {len(queries):,} queries")
    print(f"  {'':<26}{'keys':>6}{'cand.':>7}{'µs':>6}{'all':>7}" + "".join(f"{kind:>9}" for kind in KINDS))
    for name, of, least, rare in tried:
        o = look_up(of, least, rare)
        print(
            f"  {name:<26}{o.keys:>6.1f}{o.candidates:>7.2f}{1e6 * o.seconds:>6.0f}{o.recall:>7.3f}"
            + "".join(f"{o.found[kind]:>9.3f}" for kind in KINDS),
            flush=True,
        )


def lookup() -> None:
    """The program's keys beside datasketch's LSH, both in memory, one query at a time with its keys or sketch made."""
    if not DATASKETCH.is_file():
        print("lookup: datasketch is not installed here; run bench/peers/datasketch.sh once")
        return
    sentences, queries = cases()
    ours = look_up(keys, LEAST, RARE - 1)
    print(f"lookup: {len(sentences):,} sentences, {len(queries):,} queries")
    print(f"  kirinuki               {1e6 * ours.seconds:>8.0f} µs   recall {ours.recall:.3f}")
    for bands, rows, gram in ((16, 2, 4), (32, 2, 4), (64, 2, 4), (128, 2, 4)):
        task = {
            "sentences": sentences,
            "queries": [q for _, _, q in queries],
            "bands": bands,
            "rows": rows,
            "gram": gram,
        }
        done = subprocess.run(
            [DATASKETCH, ROOT / "bench" / "peers" / "datasketch_lookup.py"],
            input=json.dumps(task), capture_output=True, text=True, check=True,
        )  # fmt: skip
        theirs = json.loads(done.stdout)
        recall = sum(n in found for (_, n, _), found in zip(queries, theirs["found"], strict=True)) / len(
            queries
        )
        took = theirs["took"] / len(queries)
        print(
            f"  datasketch {bands:>4}×{rows} ({gram})  {1e6 * took:>8.0f} µs   recall {recall:.3f}   "
            f"{took / ours.seconds:.1f} times ours",
            flush=True,
        )
        if recall >= ours.recall:
            break
