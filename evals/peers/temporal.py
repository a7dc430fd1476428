"""Calendar expressions: how many cases of other tools' own tests are right, for kirinuki and for ja-timex.

The cases were not written for news: most of ja-timex's are bare expressions out of any sentence, and Recognizers-Text
serves an assistant (アラームを8時にセットして) that looks ahead. Every case that we do not meet is listed in
`temporal_differences.tsv` with a person's verdict: `on purpose` (news reads it otherwise), `theirs wrong` (the case asks
for what the words do not say), `ours wrong`. The first two are counted apart: neither right nor taken off the number of
cases. `write_differences` (python -m evals.peers temporal --differences) lists the cases anew; what was judged keeps its
verdict as long as our reading stays the same, what is new waits for one.
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


def judged() -> dict[str, dict[str, str]]:
    """The rows of the list of differences, by case."""
    with DIFFERENCES.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(
            (line for line in file if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
        )
        return {row["case"]: row for row in rows}


def intended() -> set[str]:
    """Cases that we differ from because we mean to, or because they are wrong."""
    return {case for case, row in judged().items() if row["verdict"] in ("on purpose", "theirs wrong")}


def write_differences() -> str:
    """Writes the list of differences anew and says how many rows wait for a verdict."""
    before, waiting, lines = judged(), 0, []
    cases = [case for case in all_cases(shared_folder() / "data") if case.outside is None]
    for case, mine in zip(cases, ours(cases), strict=True):
        if case.met_by(mine):
            continue
        wanted = "; ".join(map(str, case.wants)) or "nothing"
        old, got = before.get(case.key), _shown(mine)
        keeps = old is not None and old["ours"] == got
        waiting += not keeps
        verdict, why = (old["verdict"], old["why"]) if old is not None and keeps else ("", "")
        lines.append("\t".join((case.key, wanted, got, verdict, why)))
    with DIFFERENCES.open(encoding="utf-8") as file:
        head = [line for line in file if line.startswith("#")]
    table = "".join(f"{line}\n" for line in ("case\ttheirs\tours\tverdict\twhy", *lines))
    DIFFERENCES.write_text("".join(head) + table, encoding="utf-8", newline="\n")
    return f"{len(lines)} cases met otherwise, {waiting} of them without a verdict"


def _shown(reading: Layers) -> str:
    items = [*reading["times"], *reading["durations"]]
    return "; ".join(f"{item['text']} {item['value']}" for item in items) or "nothing"


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
