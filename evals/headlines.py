"""Replay the headlines of two lists of a ministry, 2021 to 2025, and see what each change of an address is taken for.

    python -m evals.headlines              the changes that were marked by hand: confusion, shares, and all changes counted
    python -m evals.headlines --errors     and each marked change that is taken for something else
    python -m evals.headlines --write      and raise the floors to what was measured now

Every telling of `data/revisions_headlines` goes in the order in which it was seen through `capture.revise`, which says whether
an address still has the same piece behind it, and each revision through `weave.changes`, which says what it did. A list has no
texts: the headline is the text. `headlines/marks.tsv` says how the changes were chosen and marked.
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
from typing import Any, Literal, get_args

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
MARKS = HERE / "headlines" / "marks.tsv"

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
    return Event(name, line, at, event["url"], " ".join(row[1].split()), published, event["event"] == "changed")


def replay(store: Store, told: list[Event]) -> Iterator[tuple[Event, Class, str]]:
    """Each changed event with what it is taken for, and why."""
    reader = Reader()
    for event in told:
        draft = Draft(Span(0, len(event.title)), event.title, event.title, event.published, url=event.url)
        given = Given(event.list, event.published, "given")
        with store.transaction():
            (found,) = recognise(store, [draft], given, {}, [])
        if event.changed:
            before = store.articles.find_revision(found.revision.previous) if found.revised and found.revision.previous else None
            yield event, *_taken_for(reader, before, found.revision, found.new)


def _taken_for(reader: Reader, before: Revision | None, after: Revision, new: bool) -> tuple[Class, str]:
    if new:
        return "other", "another article"
    if before is None:
        return "noise", "nothing new"
    tellings = ((r, reader.read(r.text, r.published)) for r in (before, after))
    edits = edits_between(*tellings, reader)
    why = "; ".join(f"{edit.change.kind} {edit.change.why}" for edit in edits)
    kinds = {edit.change.kind for edit in edits} - {"noise", "damaged", "unchanged"}
    if not kinds:
        return "noise", why
    return ("updated" if kinds & {"updated", "corrected", "new", "extended"} else "edited"), why
