"""Score figures, claims and expectations on running stories of Wikinews that were marked by hand.

    python -m evals.stories              the stories that may be looked at
    python -m evals.stories --errors     and each miss
    python -m evals.stories --unseen     those that nobody looks at: once, when the work is done
    python -m evals.stories --write      and raise the floors to what was measured now
    python -m evals.stories --agreement  what a second annotator marked, scored as if the program had found it

The texts are read from the shared folder (KIRINUKI_SHARED, else ../shared) by their ids; `stories/README.md` says how they
were marked. What is scored, all stories together:

- figures: links. Each point of a series is linked with the point before it in that series; a link is right where gold has
  both numbers in one series. Recall asks the same of gold's links. `relation`: of gold's points found in a right link,
  the share that is called what gold calls it.
- claims: contradictions and changes, pairs of contents; two contents are the same where they share half of their joint length.
  Agreements are scored beside them and count for nothing else.
- expectations: the clause or the words that date it overlap with gold's (half of the joint length, or the same time words);
  `due`: of those found, whose time is gold's; `outcome`: whose outcome is gold's.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from evals.scores import FLOORS, HERE, shared_folder
from kirinuki.model.chronicle import Comparison, Expectation, Outcome, Piece, Series
from kirinuki.model.text import Evidence, Span
from kirinuki.read.reader import Reader
from kirinuki.weave.agenda import find_expectations, outcome_of
from kirinuki.weave.claims import compare_claims
from kirinuki.weave.figures import find_series

READER = Reader()


class Place(NamedTuple):
    """Words of an article."""

    article: str
    start: int
    end: int

    def share(self, other: Place) -> float:
        """Shared length by joint length; 0 where the two do not touch."""
        if self.article != other.article:
            return 0.0
        joint = max(self.end, other.end) - min(self.start, other.start)
        return max(0, min(self.end, other.end) - max(self.start, other.start)) / joint


class Tally:
    """Right ones among those found and those wanted."""

    def __init__(self) -> None:
        self.found = self.right = self.wanted = self.met = 0
        self.attributes: Counter[tuple[str, bool]] = Counter()

    def note(self, name: str, right: bool) -> None:
        self.attributes[name, right] += 1

    def figures(self) -> dict[str, float]:
        """Precision, recall, F1 and the share of each attribute that is right."""
        precision = self.right / self.found if self.found else 1.0
        recall = self.met / self.wanted if self.wanted else 1.0
        both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        shares = {
            name: self.attributes[name, True] / (self.attributes[name, True] + self.attributes[name, False])
            for name in sorted({name for name, _ in self.attributes})
        }
        return {"precision": precision, "recall": recall, "f1": both, **shares}


def place(marked: dict[str, Any]) -> Place:
    return Place(marked["article"], marked["start"], marked["end"])


def seen(evidence: Evidence) -> Place:
    """Pieces are made with the article's id for the revision's."""
    return Place(evidence.revision, evidence.span.start, evidence.span.end)


@cache
def articles() -> dict[str, dict[str, Any]]:
    """The shared folder's Wikinews articles by id."""
    path = shared_folder() / "data" / "wikinews" / "articles.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return {article["id"]: article for article in map(json.loads, file)}


def body(article: dict[str, Any]) -> str:
    """The text before its tail of related titles: up to the first sentence that does not end as one."""
    kept = 0
    for sentence in article["sentences"]:
        if not sentence.endswith(("。", "」", ")", "）")):
            break
        kept += len(sentence)
    return str(article["text"])[:kept]


def pieces(story: dict[str, Any]) -> list[Piece]:
    """The articles of a story in the order of their days."""
    found = []
    for id in story["articles"]:
        article = articles()[id]
        day = dt.date.fromisoformat(article["date_guess"])
        reading = READER.read(body(article), day)
        found.append(Piece(id, id, "wikinews", article["title"], day, day.isoformat(), reading))
    return sorted(found, key=lambda piece: piece.told)


def stories(*, unseen: bool = False) -> list[Path]:
    """The files of the stories."""
    return sorted((HERE / "stories" / ("unseen" if unseen else "seen")).glob("*.json"))


def score_figures(story: dict[str, Any], found: Iterable[Series], tally: Tally, missed: list[str]) -> None:
    """Count the links of series; a point of ours is gold's where the two numbers overlap."""
    gold = [[place(point) for point in series["points"]] for series in story["figures"]]
    called = {place(point): point["relation"] for series in story["figures"] for point in series["points"]}

    def home(where: Place) -> set[int]:
        return {n for n, series in enumerate(gold) if any(where.share(point) for point in series)}

    ours = [[(seen(point.evidence), point) for point in series.points] for series in found]
    linked: dict[Place, set[int]] = {}
    for n, series in enumerate(ours):
        for where, _ in series:
            linked.setdefault(where, set()).add(n)
        for (before, _), (after, point) in pairwise(series):
            right = bool(home(before) & home(after))
            tally.found += 1
            tally.right += right
            if right:
                wanted = next(called[other] for other in called if other.share(after))
                tally.note("relation", wanted == point.relation)
                if wanted != point.relation:
                    missed.append(
                        f"relation {wanted} as {point.relation}: {named(before)} → {named(after)} ({point.why})"
                    )
            else:
                missed.append(f"figure link wrong: {named(before)} → {named(after)}")
    for series in gold:
        for one, other in pairwise(series):
            met = any(
                linked[a] & linked[b]
                for a in linked if a.share(one) for b in linked if b.share(other)
            )  # fmt: skip
            tally.wanted += 1
            tally.met += met
            if not met:
                missed.append(f"figure link missed: {named(one)} → {named(other)}")


def score_claims(story: dict[str, Any], found: Iterable[Comparison], tally: Tally, missed: list[str]) -> None:
    """Count contradictions and changes: two are one where both contents are, in either order."""
    wanted = [c for c in story["claims"] if c["relation"] != "agreement"]

    def same(gold: dict[str, Any], ours: Comparison) -> bool:
        a, b = place(gold["a"]), place(gold["b"])
        one, other = seen(ours.one.evidence), seen(ours.other.evidence)
        return any(a.share(x) >= 0.5 and b.share(y) >= 0.5 for x, y in ((one, other), (other, one)))

    told = [comparison for comparison in found if comparison.relation != "agreement"]
    for ours in told:
        gold = next((claim for claim in wanted if same(claim, ours)), None)
        tally.found += 1
        tally.right += gold is not None
        if gold is not None:
            tally.note("relation", gold["relation"] == ours.relation)
        else:
            missed.append(
                f"no {ours.relation}: {named(seen(ours.one.evidence))} / {named(seen(ours.other.evidence))} ({ours.why})"
            )
    for gold in wanted:
        met = any(same(gold, ours) for ours in told)
        tally.wanted += 1
        tally.met += met
        if not met:
            missed.append(f"{gold['relation']} missed: {named(place(gold['a']))} / {named(place(gold['b']))}")


def score_expectations(
    story: dict[str, Any],
    found: Iterable[tuple[Expectation, Outcome]],
    tally: Tally,
    missed: list[str],
) -> None:
    """Count expectations, each of gold's met once; then their time, and what became of them."""
    left = list(story["expectations"])
    for ours, outcome in found:
        clause, time = seen(ours.evidence), seen(ours.time)
        at = max(
            left,
            key=lambda gold: (_time(gold).share(time), place(gold).share(clause)),
            default=None,
        )
        tally.found += 1
        if at is None or not (_time(at).share(time) or place(at).share(clause) >= 0.5):
            missed.append(f"no expectation: {named(clause)} [{ours.time.text}] ({ours.why})")
            continue
        left.remove(at)
        tally.right += 1
        due = (ours.due.from_[:10], ours.due.until[:10])
        tally.note("due", due == (at["from"][:10], at["until"][:10]))
        tally.note("outcome", outcome.kind == at["outcome"])
        if outcome.kind != at["outcome"]:
            missed.append(f"outcome {at['outcome']} as {outcome.kind}: {named(clause)} ({outcome.why})")
        if due != (at["from"][:10], at["until"][:10]):
            missed.append(f"due {at['from']}..{at['until']} as {due}: {named(time)}")
    tally.wanted += len(story["expectations"])
    tally.met += len(story["expectations"]) - len(left)
    missed.extend(f"expectation missed: {named(place(gold))}" for gold in left)


def _time(gold: dict[str, Any]) -> Place:
    return Place(gold["article"], gold["time"]["start"], gold["time"]["end"])


def named(where: Place, around: int = 12) -> str:
    """The words at a place, for a person who looks at a miss."""
    text = articles()[where.article]["text"]
    before, after = text[max(0, where.start - around) : where.start], text[where.end : where.end + around]
    return f"{where.article} {before}[{text[where.start : where.end]}]{after}"


Layer = Callable[[dict[str, Any], list[Piece], Tally, list[str]], None]


def _expected(told: list[Piece]) -> Iterable[tuple[Expectation, Outcome]]:
    return [(found, outcome_of(found, told)) for piece in told for found in find_expectations(piece)]


LAYERS: dict[str, Layer] = {
    "figures": lambda story, told, tally, missed: score_figures(story, find_series(told), tally, missed),
    "claims": lambda story, told, tally, missed: score_claims(story, compare_claims(told), tally, missed),
    "expectations": lambda story, told, tally, missed: score_expectations(
        story, _expected(told), tally, missed
    ),
}
"""How a layer is found and scored: told the story's gold, its pieces, the tally, and where misses go."""


def scores(files: Iterable[Path], *, misses: list[str] | None = None) -> dict[str, dict[str, float]]:
    """The figures of every layer over all these stories together."""
    tallies = {name: Tally() for name in LAYERS}
    missed: list[str] = []
    for file in files:
        story = json.loads(file.read_text(encoding="utf-8"))
        told = pieces(story)
        for name, score in LAYERS.items():
            score(story, told, tallies[name], missed)
    if misses is not None:
        misses.extend(missed)
    return {name: tally.figures() for name, tally in tallies.items()}


def agreement() -> dict[str, dict[str, float]]:
    """What a second annotator marked in the same stories (stories/second), by the same measures: how far they agree who know
    all that a person knows."""
    tallies = {name: Tally() for name in LAYERS}
    for file in sorted((HERE / "stories" / "second").glob("*.json")):
        second = json.loads(file.read_text(encoding="utf-8"))
        (first,) = (HERE / "stories").glob(f"*een/{file.name}")
        story = json.loads(first.read_text(encoding="utf-8"))
        score_figures(story, map(_marked_series, second["figures"]), tallies["figures"], [])
        score_claims(story, map(_marked_claims, second["claims"]), tallies["claims"], [])
        expected = [
            (_marked_expectation(e), SimpleNamespace(kind=e["outcome"], why=""))
            for e in second["expectations"]
        ]
        score_expectations(story, expected, tallies["expectations"], [])  # type: ignore[arg-type]
    return {name: tally.figures() for name, tally in tallies.items()}


# What an annotator marked, in the shape in which the program finds it.


def _marked(words: dict[str, Any], article: str) -> Evidence:
    return Evidence(article, Span(words["start"], words["end"]), words["text"])


def _marked_series(series: dict[str, Any]) -> Any:
    points = [
        SimpleNamespace(evidence=_marked(point, point["article"]), relation=point["relation"], why="")
        for point in series["points"]
    ]
    return SimpleNamespace(points=points)


def _marked_claims(pair: dict[str, Any]) -> Any:
    one, other = (SimpleNamespace(evidence=_marked(side, side["article"])) for side in (pair["a"], pair["b"]))
    return SimpleNamespace(relation=pair["relation"], one=one, other=other, why="")


def _marked_expectation(expected: dict[str, Any]) -> Any:
    return SimpleNamespace(
        evidence=_marked(expected, expected["article"]),
        time=_marked(expected["time"], expected["article"]),
        due=SimpleNamespace(from_=expected["from"], until=expected["until"]),
        why="",
    )


def floors() -> dict[str, Any]:
    """What is measured now, with the hash of the gold, as floors.json keeps it."""
    files = stories()
    data = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    measured = {
        f"{layer}.{name}": round(value, 3)
        for layer, figures in scores(files).items()
        for name, value in figures.items()
    }
    return {"data": f"sha256:{data}", "scores": measured}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--unseen", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--agreement", action="store_true")
    options = parser.parse_args()
    if options.write:
        kept = json.loads(FLOORS.read_text(encoding="utf-8"))
        FLOORS.write_text(json.dumps(kept | {"stories": floors()}, indent=1) + "\n", encoding="utf-8")
    misses: list[str] = []
    found = agreement() if options.agreement else scores(stories(unseen=options.unseen), misses=misses)
    for name, figures in found.items():
        print(f"{name:14}", "  ".join(f"{what} {value:.3f}" for what, value in figures.items()))
    if options.errors:
        print("\n".join(misses), file=sys.stderr)


if __name__ == "__main__":
    main()
