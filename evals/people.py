"""Score who is who over articles, on mentions of Wikinews that were marked by hand.

    python -m evals.people              the half that may be looked at
    python -m evals.people --errors     and each pair that is wrong
    python -m evals.people --unseen     the half that nobody looks at: once, when the work is done

`people/*.json` are cases: places (article, start, end) of one name that several bear or that stands alone, each with a letter for
the person. They were marked from the text around the place before the program ran; places that name nobody, or of which the
text does not tell whom they mean, were left out. Pairs within a case are scored: two places are one person or they are not.
The texts are read from the shared folder by their ids.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Any

from evals.scores import HERE
from evals.stories import Place, articles, body, named
from kirinuki.model.chronicle import Mention
from kirinuki.read.reader import Reader
from kirinuki.weave.naming import party_names
from kirinuki.weave.people import Storylines, namings_of, parties


@cache
def mentions() -> list[Mention]:
    """The people of all articles that have a day."""
    reader, found = Reader(), []
    for id, article in articles().items():
        if not (day := article.get("date_guess")):
            continue
        reading = reader.read(body(article), dt.date.fromisoformat(day))
        found += [
            Mention(id, id, "wikinews", day, reading.text[name.start : name.end], name)
            for name in party_names(reading)
            if name.type == "PERSON"
        ]
    return found


def cases(*, unseen: bool = False) -> list[list[dict[str, Any]]]:
    """The marked places, case by case."""
    file = HERE / "people" / ("unseen.json" if unseen else "seen.json")
    return json.loads(file.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def known(storyline: Storylines) -> dict[Place, str]:
    """Each mention and the party that it is of."""
    return {
        Place(m.article, m.name.start, m.name.end): party.id
        for party in parties(namings_of(mentions()), storyline)
        for m in party.mentions
    }


def by_words() -> dict[Place, str]:
    """What one gets without looking at other articles: one name, one person."""
    return {Place(m.article, m.name.start, m.name.end): m.name.who for m in mentions()}


def pairs(case: list[dict[str, Any]], found: dict[Place, str]) -> Iterator[tuple[bool, bool, Place, Place]]:
    """(one person by hand, one by the program, the two places) of every pair. A place that the reader does not find is of
    nobody else."""
    places = [Place(m["article"], m["start"], m["end"]) for m in case]
    for (a, one), (b, other) in combinations(zip(places, case, strict=True), 2):
        mine = found.get(a, str(a)) == found.get(b, str(b))
        yield one["person"] == other["person"], mine, a, b


def scores(found: dict[Place, str], *, unseen: bool = False) -> dict[str, float]:
    """Pairwise precision, recall and F1 over all cases together."""
    told = [(gold, mine) for case in cases(unseen=unseen) for gold, mine, _, _ in pairs(case, found)]
    right = sum(gold and mine for gold, mine in told)
    precision = right / max(1, sum(mine for _, mine in told))
    recall = right / max(1, sum(gold for gold, _ in told))
    both = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"pairs": len(told), "precision": precision, "recall": recall, "f1": both}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--unseen", action="store_true")
    options = parser.parse_args()
    found = known(lambda article: None)
    if options.errors:
        for case in cases(unseen=options.unseen):
            for gold, mine, a, b in pairs(case, found):
                if gold != mine:
                    print("missed" if gold else "wrong ", named(a), "/", named(b))
    for name, way in (("kirinuki", found), ("one name, one person", by_words())):
        figures = scores(way, unseen=options.unseen)
        print(f"{name:21}", "  ".join(f"{what} {value:.3f}" for what, value in figures.items()))


if __name__ == "__main__":
    main()
