"""What a person mended in a reading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from kirinuki.model.text import Evidence

Layer = Literal["times", "durations", "quantities", "entities", "statements", "hedged"]
"""The layers that may be corrected, by their names in a reading."""

Action = Literal["change", "new", "none"]


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that a person decided of one annotation.

    `evidence` is the annotation's place and words, of a statement those of its content. `change` sets some `fields` of it
    anew, `new` marks what the reader missed, `none` takes away what is none. `fields` have the names and forms of a
    reading's JSON, and `words` for another extent. `was` is the annotation as it had been read: it is made again from
    that where a later reader misses it.
    """

    id: str
    at: dt.datetime
    layer: Layer
    evidence: Evidence
    action: Action
    fields: Mapping[str, Any]
    was: Mapping[str, Any] | None = None
