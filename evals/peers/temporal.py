"""Calendar expressions: how many cases of other tools' own tests are right, for kirinuki and for ja-timex.

The cases were not written for news: most of ja-timex's are bare expressions out of any sentence, and Recognizers-Text
serves an assistant (アラームを8時にセットして) that looks ahead. Those that we meet otherwise on purpose are listed in
`temporal_differences.tsv` with the reason, and counted apart: neither right nor taken off the number of cases.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from evals.peers import ja_timex
from evals.peers.cases import Case, Layers, chrono_cases, ja_timex_cases, recognizers_cases
from evals.peers.programs import JA_TIMEX
from evals.peers.tables import share, table
from evals.scores import shared_folder
from kirinuki.read.reader import Reader

DIFFERENCES = Path(__file__).resolve().parent.parent / "temporal_differences.tsv"


def all_cases(data: Path) -> list[Case]:
    """Every case once: the same words with the same expectation are one."""
    cases = (*ja_timex_cases(data), *chrono_cases(data), *recognizers_cases(data))
    return list({case.key: case for case in cases}.values())


def ours(cases: Iterable[Case]) -> list[Layers]:
    reader = Reader()
    return [reader.read(case.text, case.published).to_json() for case in cases]


def theirs(cases: list[Case]) -> list[Layers]:
    answers = JA_TIMEX.ask([{"text": c.text, "published": c.published.isoformat()} for c in cases])
    return [
        ja_timex.items(case.text, answer, case.published) for case, answer in zip(cases, answers, strict=True)
    ]


def intended() -> dict[str, str]:
    """Cases that we differ from on purpose, each with the reason."""
    with DIFFERENCES.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return {row["case"]: row["why"] for row in rows}


def report() -> str:
    cases = all_cases(shared_folder() / "data")
    applying = [case for case in cases if case.outside is None]
    peers = theirs(applying)
    on_purpose = intended()
    counts: dict[str, Counter[str]] = {}
    for case, mine, other in zip(applying, ours(applying), peers, strict=True):
        for suite in {case.suite, case.suite.partition(" ")[0]}:
            count = counts.setdefault(suite, Counter())
            met = case.met_by(mine)
            count["cases"] += 1
            count["ours"] += met
            count["on purpose"] += not met and case.key in on_purpose
            count["theirs"] += case.met_by(other)
            count["both"] += met and case.met_by(other)
    rows = [
        (
            suite if " " in suite else f"**{suite}**",
            count["cases"],
            share(count["ours"], count["cases"]),
            count["on purpose"],
            share(count["theirs"], count["cases"]),
            count["ours"] - count["both"],
            count["theirs"] - count["both"],
        )
        for suite, count in sorted(counts.items())
    ]
    head = (
        "cases of",
        "apply",
        "kirinuki",
        "differs on purpose",
        "ja-timex 0.2.8",
        "only ours",
        "only theirs",
    )
    left_out = Counter(case.outside for case in cases if case.outside)
    notes = "\n".join(f"- left out, {count}: {reason}" for reason, count in left_out.most_common())
    return f"## Calendar expressions\n\n{table(head, rows)}\n\n{notes}"
