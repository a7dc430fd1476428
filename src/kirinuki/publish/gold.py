"""A reading as gold: the annotation that `evals/` and other scorers compare readings with.

The form of the shared gold's guidelines: spans in code points with their words, a time by its bounds and `match`, a
person by name, title and `who`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kirinuki.model.reading import Reading

_KEPT: Mapping[str, tuple[str, ...]] = {
    "times": ("from", "until"),
    "durations": ("value",),
    "quantities": ("low", "high", "unit", "approximate"),
    "entities": ("type",),
    "statements": ("kind", "content", "speaker", "cue", "via", "said"),
    "hedged": ("marker",),
}
_PLACE = ("start", "end", "text")


def gold(name: str, reading: Reading) -> dict[str, Any]:
    """The annotation of the text `name`, all layers of it."""
    form = reading.to_json()
    layers = {
        layer: [{key: item[key] for key in (*_PLACE, *kept) if key in item} for item in form[layer]]
        for layer, kept in _KEPT.items()
    }
    for time in layers["times"]:
        time["match"] = "equal"
    for quantity in layers["quantities"]:
        quantity |= {end: _plain(quantity[end]) for end in ("low", "high")}
    for entity, read in zip(layers["entities"], form["entities"], strict=True):
        if entity["type"] == "PERSON":
            entity |= {"title": read["title"], "who": read["who"] or read["text"]}
    return {"name": name, "published": form["published"]} | layers


def _plain(number: float | None) -> float | None:
    return int(number) if isinstance(number, float) and number.is_integer() else number
