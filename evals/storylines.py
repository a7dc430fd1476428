"""Score storylines on data/wikinews: articles that cite each other (threads.jsonl, silver) against what kirinuki weaves.

    python -m evals.storylines            kirinuki, the baselines, and the largest storylines
    python -m evals.storylines --errors   and where kirinuki parts from the silver

All articles are taken in in order of date, each cut before its tail (a list of related titles that would give the answer away),
through the command line, and the command line's own output is scored: B-cubed over the articles of the silver. Articles
without a date are told last; they count for nothing. Baselines take the best earlier article, with the threshold (and, for
n-grams, the decay) that is best on this very silver; kirinuki's numbers were chosen with it in view as well.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from math import exp, log, sqrt
from pathlib import Path

from evals.scores import shared_folder

Clusters = Mapping[str, str]
"""Which cluster each article is in, both by their ids."""

_ENDS = ("。", "」", ")", "）")
_DECAY = 1000
"""Days after which a resemblance of n-grams counts a third."""


@dataclass(frozen=True)
class Told:
    """An article as it is taken in."""

    id: str
    title: str
    text: str
    day: dt.date | None


def articles() -> list[Told]:
    """The articles in the order in which they arrive: by date, then as they stand in the file."""
    path = shared_folder() / "data" / "wikinews" / "articles.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        found = [_told(json.loads(line)) for line in file]
    return sorted(found, key=lambda article: article.day or dt.date.max)


def _told(article: dict) -> Told:
    sentences = article["sentences"]
    tail = next((n for n, s in enumerate(sentences) if not s.endswith(_ENDS)), len(sentences))
    day = article["date_guess"]
    return Told(
        article["id"],
        article["title"],
        "".join(sentences[:tail]) or article["title"],
        dt.date.fromisoformat(day) if day else None,
    )


def threads() -> dict[str, int]:
    """The thread of each dated article of the silver."""
    path = shared_folder() / "data" / "wikinews" / "threads.jsonl"
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {
        id: thread["component"]
        for thread in lines
        for id, day in zip(thread["ids"], thread["dates"], strict=True)
        if day
    }


def b_cubed(clusters: Clusters, gold: Mapping[str, int]) -> tuple[float, float, float]:
    """Precision, recall and F1 over the articles of `gold` (Bagga and Baldwin, 1998)."""
    ours = Counter(clusters[id] for id in gold)
    theirs = Counter(gold.values())
    both = Counter((clusters[id], thread) for id, thread in gold.items())
    precision = sum(n * n / ours[cluster] for (cluster, _), n in both.items()) / len(gold)
    recall = sum(n * n / theirs[thread] for (_, thread), n in both.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def woven(told: Collection[Told]) -> tuple[Clusters, list[dict]]:
    """What `kirinuki storylines --json` says of an archive that holds these articles."""
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "articles.jsonl"
        with lines.open("w", encoding="utf-8") as file:
            for article in told:
                published = {"published": article.day.isoformat()} if article.day else {}
                form = {"id": article.id, "title": article.title, "text": article.text} | published
                file.write(json.dumps(form, ensure_ascii=False) + "\n")
        archive = str(Path(folder) / "archive")
        for verb in (["init", archive], ["-C", archive, "add", str(lines), "--json"]):
            subprocess.run([sys.executable, "-m", "kirinuki", *verb], check=True, stdout=subprocess.DEVNULL)
        done = subprocess.run(
            [sys.executable, "-m", "kirinuki", "-C", archive, "storylines", "--json"],
            check=True, capture_output=True,
        )  # fmt: skip
    storylines = json.loads(done.stdout)
    return {a["external_id"]: line["id"] for line in storylines for a in line["articles"]}, storylines


Scores = list[tuple[str, dict[str, float]]]
"""In the order of arrival: an article, and how much each earlier one resembles it."""


def by_ngrams(told: Collection[Told]) -> Scores:
    """Cosines of TF-IDF over character 2- and 3-grams, fading with the days between; n-grams of more than a quarter of the
    articles left out, which changes no F1 by a thousandth and takes a tenth of the time."""
    counts = [Counter(_ngrams(f"{a.title}\n{a.text}", (2, 3))) for a in told]
    held = Counter(gram for count in counts for gram in count)
    index: dict[str, list[tuple[int, float]]] = defaultdict(list)
    days = [(a.day or dt.date.max).toordinal() for a in told]
    ids = [a.id for a in told]
    scores: Scores = []
    for n, count in enumerate(counts):
        vector = {g: (1 + log(c)) * log(len(ids) / held[g]) for g, c in count.items() if held[g] > 1}
        length = sqrt(sum(x * x for x in vector.values())) or 1
        found: dict[int, float] = defaultdict(float)
        for gram, x in vector.items():
            if held[gram] * 4 <= len(ids):
                for earlier, y in index[gram]:
                    found[earlier] += x / length * y
                index[gram].append((n, x / length))
        scores.append(
            (ids[n], {ids[e]: s * exp(-(days[n] - days[e]) / _DECAY) for e, s in found.items() if s > 0.05})
        )
    return scores


def by_minhash(told: Collection[Told]) -> Scores:
    """Jaccard resemblance of character 3-grams as MinHash estimates it, in 256 permutations, by rensa."""
    from rensa import RMinHash

    sketches: list[tuple[str, RMinHash]] = []
    scores: Scores = []
    for article in told:
        sketch = RMinHash(num_perm=256, seed=42)
        sketch.update(list(set(_ngrams(f"{article.title}\n{article.text}", (3,)))))
        scores.append((article.id, {id: s for id, other in sketches if (s := sketch.jaccard(other)) > 0.02}))
        sketches.append((article.id, sketch))
    return scores


def _ngrams(text: str, sizes: Collection[int]) -> Iterator[str]:
    return (text[n : n + size] for size in sizes for n in range(len(text) - size + 1))


def single_pass(scores: Scores, threshold: float) -> Clusters:
    """The best earlier article decides, if it resembles the article enough."""
    clusters: dict[str, str] = {}
    for id, found in scores:
        best = max(found, key=lambda earlier: found[earlier], default=None)
        near = best is not None and found[best] >= threshold
        clusters[id] = clusters[best] if near and best is not None else id
    return clusters


def at_best(scores: Scores, gold: Mapping[str, int]) -> Clusters:
    """With the threshold that is best on the silver."""
    tried = (single_pass(scores, n / 100) for n in range(4, 60))
    return max(tried, key=lambda clusters: b_cubed(clusters, gold)[2])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    told, gold = articles(), threads()
    halves = [{id: t for id, t in gold.items() if t % 2 == odd} for odd in (0, 1)]
    print(f"{len(told)} articles, {len(gold)} of them in {len(set(gold.values()))} threads")
    print(f"  {'':<34}{'P':>6}{'R':>7}{'F1':>7}{'even':>7}{'odd':>7}{'largest':>9}")

    def row(name: str, clusters: Clusters) -> None:
        scores = [*b_cubed(clusters, gold), *(b_cubed(clusters, half)[2] for half in halves)]
        largest = Counter(clusters.values()).most_common(1)[0][1]
        print(f"  {name:<34}" + "".join(f"{x:>7.3f}" for x in scores)[1:] + f"{largest:>9}", flush=True)

    clusters, storylines = woven(told)
    row("kirinuki", clusters)
    peers: list[tuple[str, Callable[[Collection[Told]], Scores]]] = [
        (f"TF-IDF of 2- and 3-grams, {_DECAY} days", by_ngrams),
        ("MinHash (rensa)", by_minhash),
    ]
    for name, score in peers:
        row(name, at_best(score(told), gold))
    print("\nlargest storylines:")
    for line in sorted(storylines, key=lambda line: -len(line["articles"]))[:8]:
        print(f"  {len(line['articles']):>4}  {line['title']}")
    if args.errors:
        _errors(clusters, gold, {article.id: f"{article.title} {article.day}" for article in told})


def _errors(clusters: Clusters, gold: Mapping[str, int], names: Mapping[str, str]) -> None:
    """Threads that are parted, and storylines that hold several, those that cost most first."""
    told: list[tuple[float, str]] = []
    for kind, outer, inner in (("parted", gold, clusters), ("joined", clusters, gold)):
        groups: dict[object, dict[object, list[str]]] = defaultdict(lambda: defaultdict(list))
        for id in gold:
            groups[outer[id]][inner[id]].append(id)
        for group in groups.values():
            many = sum(map(len, group.values()))
            cost = sum(len(part) * (1 - len(part) / many) for part in group.values())
            if cost:
                parts = sorted(group.values(), key=len, reverse=True)
                text = "\n".join("      " + " ／ ".join(names[id] for id in part) for part in parts)
                told.append((cost, f"{kind} {cost:.2f}\n{text}"))
    for _, text in sorted(told, reverse=True):
        print(text)


if __name__ == "__main__":
    main()
