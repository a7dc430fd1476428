"""Pages of others, which no repository may hold: a folder of `NAME.html` beside `NAME.gold.json`.

Gold is {"title", "published", "paragraphs", …}: `published` ISO 8601, as exact as the page says it, null where it does not.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from evals.pages.scoring import Case

_JAPAN = dt.timezone(dt.timedelta(hours=9))


def folder_set(folder: Path) -> tuple[Case, ...]:
    """The pages of a folder by name, the bytes as they are. Raises `ValueError` where there is none with gold."""
    cases = []
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_bytes())
        name = path.name.removesuffix(".gold.json")
        data = path.with_name(f"{name}.html").read_bytes()
        cases.append(
            Case(name, data, gold["title"], tuple(gold["paragraphs"]), _in_japan(gold["published"] or ""))
        )
    if not cases:
        raise ValueError(f"{folder}: no NAME.html with NAME.gold.json")
    return tuple(cases)


def _in_japan(published: str) -> str:
    """A stamp by Japan's clock; a day, and a stamp without offset, as it stands."""
    if "T" not in published:
        return published
    at = dt.datetime.fromisoformat(published)
    return at.isoformat() if at.tzinfo is None else at.astimezone(_JAPAN).isoformat()
