"""The command of the package's docstring."""

from __future__ import annotations

import argparse
import json
import time
from functools import partial
from pathlib import Path

from evals.pages.folders import folder_set
from evals.pages.scoring import SETS, ours, score, trafilatura

_ROUNDS = 5


def main() -> None:
    """Print the table, or write the pages."""
    parser = argparse.ArgumentParser(prog="python -m evals.pages")
    parser.add_argument("--set", choices=list(SETS), action="append")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    sets = {name: SETS[name] for name in given.set or SETS}
    if given.folder:
        sets = {given.folder.name: partial(folder_set, given.folder)}
    for name, cases_of in sets.items():
        cases = cases_of()
        if given.write:
            (given.write / name).mkdir(parents=True, exist_ok=True)
            for case in cases:
                gold = {"title": case.title, "paragraphs": case.paragraphs, "published": case.published}
                (given.write / name / f"{case.name}.html").write_bytes(case.data)
                (given.write / name / f"{case.name}.json").write_text(
                    json.dumps(gold, ensure_ascii=False, indent=1), encoding="utf-8"
                )
            continue
        print(f"{name:12} {'body':>6} {'title':>6} {'publ.':>6} {'clean':>6} {'ms/page':>8}")
        for program in (ours, trafilatura):
            scores = score(cases, program, print if given.errors and program is ours else lambda line: None)
            times = []
            for _ in range(_ROUNDS):
                start = time.perf_counter()
                for case in cases:
                    program(case)
                times.append(time.perf_counter() - start)
            cost = 1000 * min(times) / len(cases)
            print(
                f"{program.__name__:12} "
                + " ".join(f"{value:6.3f}" for value in scores.values())
                + f" {cost:8.2f}"
            )


if __name__ == "__main__":
    main()
