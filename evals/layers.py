"""How a reading is scored against gold: the definitions of gold/GUIDELINES.md, "Scores".

Items are the JSON objects of `Reading.to_json` and of the gold files. A reading's item and a gold item are
*found* when they mark the same thing, and *right* when what they say of it agrees as well. Counts are summed
over all texts before precision, recall and F1 are taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

Item = Mapping[str, Any]
Texts = Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]
"""Pairs of gold annotation and reading."""


@dataclass(frozen=True)
class Layer:
    """`found` and `right` compare a gold item with one that was read; so does each attribute."""

    found: Callable[[Item, Item], bool]
    right: Callable[[Item, Item], bool]
    attributes: Mapping[str, Callable[[Item, Item], bool]]


def length(item: Item) -> int:
    return int(item["end"] - item["start"])


def shared(a: Item, b: Item) -> int:
    """Code points that both spans cover."""
    return max(0, min(a["end"], b["end"]) - max(a["start"], b["start"]))


def joint_share(a: Item, b: Item) -> float:
    """Shared length over joint length (Jaccard index of the two spans)."""
    both = shared(a, b)
    joint = length(a) + length(b) - both
    return both / joint if joint else 0.0


def similar_span(a: Item, b: Item) -> bool:
    """Overlapping, and neither more than twice as long as the other."""
    return shared(a, b) > 0 and max(length(a), length(b)) <= 2 * min(length(a), length(b))


def _minute(stamp: str | None) -> str:
    """To the minute, with midnight as the bare date."""
    head = (stamp or "")[:16].replace(" ", "T")
    return head[:10] if head[10:] in ("", "T00:00") else head


def same_interval(gold: Item, got: Item) -> bool:
    """Equal bounds, or for a vague expression (`match`: `within`) any interval inside."""
    from_, until = _minute(got.get("from")), _minute(got.get("until"))
    if gold.get("match") == "within":
        return bool(from_) and _minute(gold["from"]) <= from_ and (until or from_) <= _minute(gold["until"])
    return (from_, until) == (_minute(gold["from"]), _minute(gold["until"]))


def same_mention(gold: Item | None, got: Item | None) -> bool:
    """Both absent, or one's words hold the other's and are not much longer."""
    a, b = ("".join((x or {}).get("text", "").split()) for x in (gold, got))
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    return bool(short) and short in long and len(long) <= 2 * len(short) + 2


def _same_cue(gold: Item, got: Item) -> bool:
    a, b = gold.get("cue"), got.get("cue")
    return shared(a, b) > 0 if a and b else not a and not b


def _same_said(gold: Item, got: Item) -> bool:
    if not gold.get("said"):
        return True
    return bool(got.get("said")) and same_interval(gold["said"], got["said"])


def _figures(item: Item) -> tuple[float | None, float | None, str | None]:
    low, high = item.get("low"), item.get("high")
    return None if low is None else float(low), None if high is None else float(high), item.get("unit")


LAYERS = {
    "times": Layer(similar_span, same_interval, {}),
    "durations": Layer(similar_span, lambda a, b: a["value"] == b.get("value"), {}),
    "quantities": Layer(
        similar_span,
        lambda a, b: _figures(a) == _figures(b),
        {"approximate": lambda a, b: bool(a.get("approximate")) == bool(b.get("approximate"))},
    ),
    "entities": Layer(
        lambda a, b: shared(a, b) > 0,
        lambda a, b: (a["start"], a["end"], a["type"]) == (b["start"], b["end"], b.get("type")),
        {"title": lambda a, b: a["type"] != "PERSON" or (a.get("title") or "") == (b.get("title") or "")},
    ),
    "statements": Layer(
        lambda a, b: joint_share(a["content"], b["content"]) >= 0.5,
        lambda a, b: (
            joint_share(a["content"], b["content"]) >= 0.85
            and same_mention(a.get("speaker"), b.get("speaker"))
        ),
        {
            "kind": lambda a, b: a["kind"] == b.get("kind"),
            "speaker": lambda a, b: same_mention(a.get("speaker"), b.get("speaker")),
            "cue": _same_cue,
            "via": lambda a, b: same_mention(a.get("via"), b.get("via")),
            "said": _same_said,
        },
    ),
    "hedged": Layer(lambda a, b: joint_share(a, b) >= 0.3, lambda a, b: True, {}),
}


def f1(hits: int, golds: int, gots: int) -> float:
    """Harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
    return 1.0 if golds == gots == 0 else 2 * hits / (golds + gots)


def match(golds: list[Item], gots: list[Item], layer: Layer) -> Iterator[tuple[Item, Item]]:
    """Pairs of gold and read items, each item in one pair at most; pairs that are right are made first."""
    candidates = sorted(
        (not layer.right(a, b), abs(i - j), i, j)
        for i, a in enumerate(golds)
        for j, b in enumerate(gots)
        if layer.found(a, b)
    )
    free_golds, free_gots = set(range(len(golds))), set(range(len(gots)))
    for _, _, i, j in candidates:
        if i in free_golds and j in free_gots:
            free_golds.remove(i)
            free_gots.remove(j)
            yield golds[i], gots[j]


def scores(texts: Texts) -> dict[str, float]:
    """`layer.found`, `layer.right` (F1 over all texts together) and `layer.attribute` (share of items found)."""
    counts: Counter[str] = Counter()
    for gold, got in texts:
        for name, layer in LAYERS.items():
            if name not in gold:
                continue
            pairs = list(match(gold[name], got[name], layer))
            counts[f"{name} golds"] += len(gold[name])
            counts[f"{name} gots"] += len(got[name])
            counts[f"{name} found"] += len(pairs)
            counts[f"{name} right"] += sum(layer.right(a, b) for a, b in pairs)
            for attribute, agrees in layer.attributes.items():
                counts[f"{name} {attribute}"] += sum(agrees(a, b) for a, b in pairs)
            if name == "entities":
                counts.update(_who(pairs))
    result: dict[str, float] = {}
    for name, layer in LAYERS.items():
        golds, gots, found = (counts[f"{name} {x}"] for x in ("golds", "gots", "found"))
        if not golds and not gots:
            continue
        result[f"{name}.found"] = f1(found, golds, gots)
        result[f"{name}.right"] = f1(counts[f"{name} right"], golds, gots)
        for attribute in layer.attributes:
            result[f"{name}.{attribute}"] = counts[f"{name} {attribute}"] / found if found else 0.0
    if "entities.found" in result:
        result["entities.who"] = f1(counts["who both"], counts["who gold"], counts["who got"])
    return result


def _who(pairs: list[tuple[Item, Item]]) -> Counter[str]:
    """Pairs of mentions that are one person: in the gold, in the reading, in both."""
    people = [(a["who"], b.get("who")) for a, b in pairs if a["type"] == "PERSON" and a.get("who")]
    counts: Counter[str] = Counter()
    for (gold1, got1), (gold2, got2) in combinations(people, 2):
        one_in_gold, one_in_reading = gold1 == gold2, got1 is not None and got1 == got2
        counts["who gold"] += one_in_gold
        counts["who got"] += one_in_reading
        counts["who both"] += one_in_gold and one_in_reading
    return counts
