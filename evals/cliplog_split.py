"""How well a clip log without marks is split into its reports: precision, recall and F1 of the bounds.

    python -m evals.cliplog_split [--seed N] [--logs N] [--json]

Logs are made from Wikinews articles of the shared folder (`KIRINUKI_SHARED`, by default `../shared` beside the
checkout): paragraphs of one or two sentences, three to seven articles a log, no mark between them. *Unrelated* logs take articles
at random, *related* ones from one thread, which is the harder and the commoner case. *Single* is the share
of lone articles that are left whole. Deterministic for a given seed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.scores import shared_folder
from kirinuki.capture.cliplog import split_log
from kirinuki.read.reader import Reader

_ENDS = re.compile(r"[。」』)）]$")
# Wikinews as packaged runs into its list of sources: 『title』。 or "outlet、2006年9月16日。"
_SOURCE = re.compile(
    r"[『“\"].*[』”\"]。?$|.{0,40}\d{4}年\d{1,2}月\d{1,2}日(?:[(（].*[)）])?。$|.*『[^』]*』。$"
)


def body(sentences: Sequence[str]) -> list[str]:
    """The sentences before the tail of sources and related titles."""
    kept = []
    for sentence in sentences:
        if not _ENDS.search(sentence) or _SOURCE.fullmatch(sentence) or len(sentence) > 400:
            break
        kept.append(sentence)
    return kept


def paragraphs(sentences: Sequence[str], dice: random.Random) -> list[str]:
    """The sentences in paragraphs of one or two."""
    made, rest = [], list(sentences)
    while rest:
        size = dice.choice((1, 2))
        made.append("".join(rest[:size]))
        rest = rest[size:]
    return made


def log_of(articles: Sequence[list[str]], dice: random.Random) -> tuple[str, set[int]]:
    """A log's text and the offsets at which its second and later reports start."""
    gap = dice.choice(("\n\n", "\n\n", "\n", "\r\n\r\n"))
    text, starts = "", set()
    for sentences in articles:
        for number, paragraph in enumerate(paragraphs(sentences, dice)):
            if text:
                text += gap
                if number == 0:
                    starts.add(len(text))
            text += paragraph
    return text, starts


def load(shared: Path) -> tuple[dict[str, list[str]], list[list[str]], dict[str, dt.date]]:
    """Bodies by article id, threads as lists of ids, and the day each article is read from."""
    folder = shared / "data" / "wikinews"
    with gzip.open(folder / "articles.jsonl.gz", "rt", encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    bodies = {a["id"]: body(a["sentences"]) for a in articles}
    bodies = {key: sentences for key, sentences in bodies.items() if len(sentences) >= 3}
    with (folder / "threads.jsonl").open(encoding="utf-8") as file:
        threads = [[i for i in json.loads(line)["ids"] if i in bodies] for line in file]
    days = {a["id"]: dt.date.fromisoformat(a["date_guess"] or "2010-01-01") for a in articles}
    return bodies, [t for t in threads if len(t) >= 3], days


def logs(
    kind: str, count: int, dice: random.Random, bodies: dict[str, list[str]], threads: list[list[str]]
) -> Iterator[list[str]]:
    """The article ids of each log."""
    keys = sorted(bodies)
    for _ in range(count):
        if kind == "single":
            yield [dice.choice(keys)]
        elif kind == "unrelated":
            yield dice.sample(keys, dice.randint(3, 7))
        else:
            thread = dice.choice(threads)
            yield dice.sample(thread, min(len(thread), dice.randint(3, 7)))


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--seed", type=int, default=20221231)
    arguments.add_argument("--logs", type=int, default=150)
    arguments.add_argument("--json", action="store_true")
    options = arguments.parse_args()
    bodies, threads, days = load(shared_folder())
    reader = Reader()
    figures: dict[str, dict[str, float]] = {}
    for kind in ("unrelated", "related", "single"):
        dice = random.Random(f"{options.seed} {kind}")
        hits = golds = gots = whole = 0
        count = options.logs * (2 if kind == "single" else 1)
        for ids in logs(kind, count, dice, bodies, threads):
            text, gold = log_of([bodies[i] for i in ids], dice)
            found = split_log(text, reader, days[ids[-1]]).reports
            got = {report.span.start for report in found} - {0}
            hits, golds, gots = hits + len(gold & got), golds + len(gold), gots + len(got)
            whole += not got
        if kind == "single":
            figures[kind] = {"whole": round(whole / count, 3)}
        else:
            precision, recall = hits / max(1, gots), hits / max(1, golds)
            f1 = 2 * precision * recall / max(1e-9, precision + recall)
            figures[kind] = {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}
    if options.json:
        print(json.dumps(figures))
    else:
        for kind, figure in figures.items():
            print(f"{kind:10}", "  ".join(f"{name} {value:.3f}" for name, value in figure.items()))


if __name__ == "__main__":
    main()
