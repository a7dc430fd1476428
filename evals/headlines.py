"""Replay the headlines of two lists of a ministry, 2021 to 2025, and see what each change of an address is taken for.

    python -m evals.headlines              the changes that were marked by hand: confusion, shares, and all changes counted
    python -m evals.headlines --errors     and each marked change that is taken for something else
    python -m evals.headlines --write      and raise the floors to what was measured now

Every telling of `data/revisions_headlines` goes in the order in which it was seen through `capture.revise`, which says whether
an address still has the same piece behind it, and each revision through `weave.changes`, which says what it did. A list has no
texts: the headline is the text. `headlines/marks.tsv` says how the changes were chosen and marked; `headlines/check.tsv` are
others, marked before the rules that were made on the first ran on them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from evals.scores import FLOORS, HERE, shared_folder
from kirinuki.capture.intake import Draft
from kirinuki.capture.revise import recognise
from kirinuki.model.article import Given, Revision
from kirinuki.model.text import Span
from kirinuki.read.reader import Reader
from kirinuki.store import Store, create_store
from kirinuki.weave.changes import edits_between

Class = Literal["noise", "edited", "updated", "other"]
CLASSES: tuple[Class, ...] = get_args(Class)
SETS = ("marks", "check")
"""The marked changes by the name of their file in `headlines/`."""

_DATE = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
_SHORT_DATE = re.compile(r"(\d\d)-(\d\d)-(\d\d)")


@dataclass(frozen=True)
class Event:
    """What a list shows at an address when it was looked at. `list` and `line` are its place in the data."""

    list: str
    line: int
    at: dt.datetime
    url: str
    title: str
    published: dt.date
    changed: bool


def events() -> list[Event]:
    """All tellings with an address, in the order in which they were seen. Raises FileNotFoundError."""
    found = []
    for name in ("meeting", "news"):
        path = shared_folder() / "data" / "revisions_headlines" / f"jp-go-digital-news-{name}.events.jsonl"
        with path.open(encoding="utf-8") as file:
            for line, event in enumerate(map(json.loads, file), 1):
                row = event.get("last_after") or (event.get("rows") or [None])[-1]
                if event["event"] != "removed" and event["url"] and row:
                    found.append(_event(name, line, event, row))
    return sorted(found, key=lambda event: (event.at, event.list, event.line))


def _event(name: str, line: int, event: dict[str, Any], row: list[str]) -> Event:
    at = dt.datetime.fromisoformat(event["observed_at"])
    day = row[0].strip()
    if found := _DATE.fullmatch(day):
        published = dt.date(*map(int, found.groups()))
    elif found := _SHORT_DATE.fullmatch(day):
        month, date, year = map(int, found.groups())
        published = dt.date(2000 + year, month, date)
    else:
        published = at.date()
    return Event(
        name, line, at, event["url"], " ".join(row[1].split()), published, event["event"] == "changed"
    )


def replay(store: Store, told: list[Event]) -> Iterator[tuple[Event, Class, str]]:
    """Each changed event with what it is taken for, and why."""
    reader = Reader()
    for event in told:
        draft = Draft(Span(0, len(event.title)), event.title, event.title, event.published, url=event.url)
        given = Given(event.list, event.published, "given")
        with store.transaction():
            (found,) = recognise(store, [draft], given, {}, [])
        if event.changed:
            previous = found.revision.previous if found.revised else None
            before = store.articles.find_revision(previous) if previous else None
            yield event, *_taken_for(reader, before, found.revision, new=found.new)


def _taken_for(reader: Reader, before: Revision | None, after: Revision, *, new: bool) -> tuple[Class, str]:
    if new:
        return "other", "another article"
    if before is None:
        return "noise", "nothing new"
    first, second = ((r, reader.read(r.text, r.published)) for r in (before, after))
    changes = [edit.change for edit in edits_between(first, second, reader) if edit.part == "text"]
    why = "; ".join(f"{change.kind}: {change.why}" for change in changes)
    kinds = {change.kind for change in changes}
    if kinds <= {"noise", "damaged", "unchanged"}:
        return "noise", why
    # The kinds of which `ask.novelty` tells the reader.
    return ("updated" if kinds & {"updated", "corrected", "new", "extended"} else "edited"), why


Taken = dict[tuple[str, int], tuple[Class, str]]
"""What changes are taken for and why, by list and line."""


def taken() -> Taken:
    """Every change of the data, replayed."""
    with tempfile.TemporaryDirectory() as folder, create_store(Path(folder) / "headlines.db") as store:
        return {(event.list, event.line): (kind, why) for event, kind, why in replay(store, events())}


def marked(name: str) -> dict[tuple[str, int], Class]:
    """The marks of a set, by list and line."""
    lines = (HERE / "headlines" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    found = {(told_in, int(line)): kind for told_in, line, kind in rows}
    assert set(found.values()) <= set(CLASSES)
    return cast("dict[tuple[str, int], Class]", found)


def confusion(marks: dict[tuple[str, int], Class], found: Taken) -> Counter[tuple[Class, Class]]:
    """How many changes of each class (first, by hand) were taken for each (second)."""
    return Counter((kind, found[place][0]) for place, kind in marks.items())


def scores(told: Counter[tuple[Class, Class]]) -> dict[str, float]:
    """The share that is right; precision and recall of another piece at the address, and of noise."""
    figures = {"right": sum(told[kind, kind] for kind in CLASSES) / told.total()}
    for kind in ("other", "noise"):
        figures[f"{kind}.precision"] = told[kind, kind] / sum(told[hand, kind] for hand in CLASSES)
        figures[f"{kind}.recall"] = told[kind, kind] / sum(told[kind, mine] for mine in CLASSES)
    return figures


def floors() -> dict[str, Any]:
    """What is measured now, with the hash of the marks, as floors.json keeps it."""
    digest = hashlib.sha256()
    found, measured = taken(), {}
    for name in SETS:
        digest.update((HERE / "headlines" / f"{name}.tsv").read_bytes())
        figures = scores(confusion(marked(name), found))
        measured |= {f"{name}.{what}": round(value, 3) for what, value in figures.items()}
    return {"data": f"sha256:{digest.hexdigest()}", "scores": measured}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.write:
        kept = json.loads(FLOORS.read_text(encoding="utf-8"))
        FLOORS.write_text(json.dumps(kept | {"headlines": floors()}, indent=1) + "\n", encoding="utf-8")
    found = taken()
    for name in SETS:
        marks = marked(name)
        told = confusion(marks, found)
        print(f"{name} ({len(marks)}), by hand \\ taken for  ", *(f"{kind:>8}" for kind in CLASSES))
        for hand in CLASSES:
            print(f"{hand:>32}  ", *(f"{told[hand, mine]:8}" for mine in CLASSES))
        print("  ", "  ".join(f"{what} {value:.3f}" for what, value in scores(told).items()))
        if options.errors:
            for place, hand in marks.items():
                mine, why = found[place]
                if mine != hand:
                    print(f"  {place[0]}:{place[1]}: {hand}, taken for {mine} ({why})")
    print("all changes:", dict(Counter(kind for kind, _ in found.values()).most_common()))


if __name__ == "__main__":
    main()
