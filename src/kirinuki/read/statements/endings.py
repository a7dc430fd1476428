"""Endings of a sentence that give it as hearsay or inference (`lexicon/hedges.tsv`)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Literal, cast

from kirinuki.model.text import Record
from kirinuki.read.lexicons import rows

EndingKind = Literal["hearsay", "inference"]


class Ending(Record, frozen=True):
    """One row: how it is named, whether a source of the sentence before may stand for it, whether と must go before."""

    marker: str
    carried: bool
    behind_that: bool
    kind: EndingKind


@cache
def endings() -> dict[str, Ending]:
    """Endings by their dictionary forms joined with spaces."""
    found: dict[str, Ending] = {}
    for forms, marker, source, kind in rows("hedges"):
        ending = Ending(marker, source == "carried", source == "that", cast(EndingKind, kind))
        found |= dict.fromkeys(_spelled_out(forms), ending)
    return found


def _spelled_out(forms: str) -> Iterator[str]:
    """Every choice of a row: `恐れ|可能性 が|も 出る -|て_いる`, where `-` is nothing and `_` joins two forms of one choice."""
    for choice in product(*(word.split("|") for word in forms.split(" "))):
        yield " ".join(part.replace("_", " ") for part in choice if part != "-")
