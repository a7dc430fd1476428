"""Articles out of pages beside trafilatura, newspaper4k and readability-lxml, on the same invented pages in one run."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence

from bench.reading import ROOT
from evals.pages.scoring import SETS, Case, Found, ours, score, trafilatura
from kirinuki.capture.encodings import decode

PEERS = ROOT / ".peers" / "pages" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
_ROUNDS = 7


def pages() -> None:
    """The table of scores and of milliseconds a page; the peers need bench/peers/pages.sh once."""
    if not PEERS.is_file():
        print("pages: newspaper4k and readability-lxml are not installed here; run bench/peers/pages.sh once")
    for name, made in SETS.items():
        cases = made()
        took: dict[str, list[float]] = {"ours": [], "trafilatura": []}
        for _ in range(_ROUNDS):
            for program in (ours, trafilatura):
                took[program.__name__].append(_cost(program, cases))
        for program in (ours, trafilatura):
            _line(name, program.__name__, score(cases, program), statistics.median(took[program.__name__]))
        times = statistics.median(b / a for a, b in zip(took["ours"], took["trafilatura"], strict=True))
        print(f"  times faster than trafilatura {times:>8.1f}  (aim: 5)")
        if PEERS.is_file():
            _peers(name, cases)


def _cost(program: Callable[[Case], Found], cases: Sequence[Case]) -> float:
    """Milliseconds a page."""
    start = time.perf_counter()
    for case in cases:
        program(case)
    return 1000 * (time.perf_counter() - start) / len(cases)


def _peers(name: str, cases: Sequence[Case]) -> None:
    done = subprocess.run(
        [PEERS, ROOT / "bench" / "peers" / "pages_extract.py"],
        input=json.dumps([decode(case.data, case.name).text for case in cases]),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    for program, given in json.loads(done.stdout).items():
        found = {case.name: answer for case, answer in zip(cases, given["answers"], strict=True)}

        def recalled(case: Case, found: dict[str, list[str]] = found) -> Found:
            return Found(*found[case.name], by_day=True)

        _line(name, program, score(cases, recalled), 1000 * given["took"] / len(cases))


def _line(name: str, program: str, scores: dict[str, float], cost: float) -> None:
    told = "  ".join(f"{what} {value:.3f}" for what, value in scores.items())
    print(f"pages {name:<7} {program:<17} {told}  {cost:6.2f} ms a page")
