"""decisions.jsonl: what a person decided, one JSON object a line, appended and never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing a person decided. `kind` names it (comment, split, …), `fields` are JSON values."""

    kind: str
    at: dt.datetime
    fields: Mapping[str, Any]


class Decisions:
    """The decisions of one archive, in the order they were taken. The file need not be there."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, kind: str, *, at: dt.datetime, **fields: Any) -> Decision:
        """Write a decision to the disk before returning it. `at` is an aware time."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[Decision]:
        """All decisions, oldest first. A last line that was torn (a crash while writing) is left out."""
        raise NotImplementedError
