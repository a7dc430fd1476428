"""Score kirinuki on every gold set there is, beside the floors of `floors.json`.

    python -m evals.scores            all sets; fails where the shared folder is missing
    python -m evals.scores --own      only the gold whose texts lie here
    python -m evals.scores --unseen   the halves that nobody looks at as well: once, when the work is done
    python -m evals.scores --agreement   how far two readers of ten texts agree, by the same scores
    python -m evals.scores --table    all of it as the table of docs/quality.md, the unseen halves as well
    python -m evals.scores --write    and raise the floors to what was measured now

A floor is pinned with the hash of the data it was measured on: data that changed has no floors until they are
written again. Exit status 1 when a score is below its floor. The shared folder is KIRINUKI_SHARED, else ../shared.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from evals.layers import joint_share, scores
from kirinuki.capture.cliplog import split_log
from kirinuki.read.reader import Reader
from kirinuki.weave.repeats import Telling, find_repeats

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
TOLERANCE = 0.0005
"""Floors are written to three digits."""


def shared_folder() -> Path:
    return Path(os.environ.get("KIRINUKI_SHARED") or HERE.parent.parent / "shared")


@cache
def wikinews() -> dict[str, str]:
    """The texts of the shared folder's Wikinews articles by id."""
    path = shared_folder() / "data" / "wikinews" / "articles.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return {article["id"]: article["text"] for article in map(json.loads, file)}


@dataclass(frozen=True)
class GoldSet:
    name: str
    files: tuple[Path, ...]

    def annotations(self) -> Iterator[dict[str, Any]]:
        """What the gold files hold."""
        for path in self.files:
            yield json.loads(path.read_text(encoding="utf-8"))

    def texts(self) -> Iterator[dict[str, Any]]:
        """Annotations, each with its `text`: from a .txt beside it, or from the shared folder's Wikinews by its id."""
        for path, gold in zip(self.files, self.annotations(), strict=True):
            beside = path.with_name(path.name.removesuffix(".json").removesuffix(".gold") + ".txt")
            if beside.is_file():
                with beside.open(encoding="utf-8", newline="") as file:
                    yield gold | {"text": file.read()}
            else:
                yield gold | {"text": wikinews()[gold["name"]]}

    def hash(self) -> str:
        digest = hashlib.sha256()
        for path in self.files:
            digest.update(path.read_bytes())
        return f"sha256:{digest.hexdigest()}"


def gold_sets(*, own_only: bool, unseen: bool = False) -> list[GoldSet]:
    """Own gold always; the shared folder's unless `own_only`; what nobody may look at only where `unseen`.

    Raises FileNotFoundError where the shared folder is missing.
    """

    def gold_set(name: str, folder: Path) -> GoldSet:
        return GoldSet(name, tuple(sorted(folder.glob("*.gold.json"))))

    halves = ("seen", "unseen") if unseen else ("seen",)
    sets = [gold_set("own", HERE / "gold")]
    sets += [gold_set(f"newspapers {half}", HERE / "newspapers" / half) for half in halves]
    if not own_only:
        gold = shared_folder() / "gold"
        if not (gold / "seed.json").is_file():
            raise FileNotFoundError(f"{gold}: no gold there; set KIRINUKI_SHARED to the shared folder")
        sets += [GoldSet("seed", (gold / "seed.json",)), gold_set("dev", gold / "dev")]
        sets += [gold_set(f"wikinews {half}", HERE / "wikinews" / half) for half in halves]
    return [gold_set for gold_set in sets if gold_set.files]


def measure(gold_set: GoldSet) -> dict[str, float]:
    """Scores of one set: every layer of the reading, and report bounds and repeats where the gold has them."""
    reader = Reader()
    pairs = []
    structure: dict[str, float] = {}
    for gold in gold_set.texts():
        published = dt.date.fromisoformat(gold["published"])
        reading = reader.read(gold["text"], published)
        pairs.append((gold, reading.to_json()))
        if gold.get("reports"):
            log = split_log(gold["text"], reader, published)
            got = [{"start": r.span.start, "end": r.span.end} for r in log.reports]
            structure["reports.right"] = _set_f1(gold["reports"], got, _same_bounds)
        if gold.get("repeats"):
            telling = Telling("gold", reading)
            got = [
                {
                    side: {"start": e.span.start, "end": e.span.end}
                    for side, e in (("earlier", r.earlier), ("later", r.later))
                }
                for r in find_repeats(telling, [telling])
            ]
            structure["repeats.found"] = _set_f1(gold["repeats"], got, _same_repeat)
    return scores(pairs) | structure


def agreement() -> dict[str, float]:
    """The second reader's annotations of Wikinews scored as if the first's were the gold."""
    second = GoldSet("second", tuple(sorted((HERE / "wikinews" / "second").glob("*.gold.json"))))
    first = {path.name: path for path in (HERE / "wikinews" / "seen").iterdir()}
    both = GoldSet("first", tuple(first[path.name] for path in second.files))
    return scores(zip(both.annotations(), second.annotations(), strict=True))


def _same_bounds(a: Any, b: Any) -> bool:
    return abs(a["start"] - b["start"]) <= 1 and abs(a["end"] - b["end"]) <= 1


def _same_repeat(a: Any, b: Any) -> bool:
    return all(joint_share(a[side], b[side]) >= 0.5 for side in ("earlier", "later"))


def _set_f1(golds: list[Any], gots: list[Any], same: Any) -> float:
    left = list(gots)
    hits = 0
    for gold in golds:
        twin = next((got for got in left if same(gold, got)), None)
        if twin is not None:
            left.remove(twin)
            hits += 1
    return 2 * hits / (len(golds) + len(gots)) if golds or gots else 1.0


def table() -> str:
    """The scores of every set as a Markdown table, one row a score."""
    sets = gold_sets(own_only=False, unseen=True)
    measured = {gold_set.name: measure(gold_set) for gold_set in sets}
    rows = dict.fromkeys(name for scored in measured.values() for name in scored)
    lines = [
        "| | " + " | ".join(f"{s.name} ({len(s.files)})" for s in sets) + " |",
        "|---" * (len(sets) + 1) + "|",
    ]
    for row in rows:
        cells = (f"{measured[s.name][row]:.3f}" if row in measured[s.name] else "" for s in sets)
        lines.append(f"| {row.replace('.', ' ')} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--own", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--agreement", action="store_true")
    parser.add_argument("--unseen", action="store_true")
    parser.add_argument("--table", action="store_true")
    args = parser.parse_args()
    if args.agreement:
        for name, score in agreement().items():
            print(f"  {name:<24} {score:.3f}")
        return
    if args.table:
        print(table())
        return
    try:
        sets = gold_sets(own_only=args.own, unseen=args.unseen)
    except FileNotFoundError as e:
        sys.exit(f"scores: {e}")
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    below = 0
    for gold_set in sets:
        measured = measure(gold_set)
        pinned = floors.get(gold_set.name, {})
        known = pinned.get("scores", {}) if pinned.get("data") == gold_set.hash() else {}
        print(
            f"{gold_set.name}  ({len(gold_set.files)} texts)" + ("" if known else "  no floors for this data")
        )
        for name, score in measured.items():
            low = name in known and score < known[name] - TOLERANCE
            below += low
            floor = f"floor {known[name]:.3f}" if name in known else ""
            print(f"  {name:<24} {score:.3f}  {floor}{'  BELOW' if low else ''}")
        if args.write:
            floors[gold_set.name] = {
                "data": gold_set.hash(),
                "scores": {name: round(score, 3) for name, score in measured.items()},
            }
    if args.write:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8", newline="\n")
        print(f"floors written: {FLOORS.name}")
    elif below:
        sys.exit(f"scores: {below} below the floor")


if __name__ == "__main__":
    main()
