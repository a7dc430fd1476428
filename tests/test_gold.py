"""Our own gold checks itself: the words it repeats stand at its offsets, and its values make sense.

Structure only: nothing here runs the reader.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

GOLD = Path(__file__).resolve().parent.parent / "evals" / "gold"
FILES = sorted(GOLD.glob("*.gold.json"))


def _load(file: Path) -> tuple[str, dict[str, Any]]:
    text = file.with_name(file.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")
    return text, json.loads(file.read_text(encoding="utf-8"))


def _spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every object with offsets and words, however deep."""
    if isinstance(value, dict):
        if "start" in value and "text" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _spans(inner)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_words_stand_at_their_offsets(file: Path) -> None:
    text, gold = _load(file)
    spans = list(_spans(gold))
    assert spans
    for span in spans:
        assert text[span["start"] : span["end"]] == span["text"] != ""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_values_make_sense(file: Path) -> None:
    _, gold = _load(file)
    for time in gold.get("times", []):
        assert time["from"] < time["until"]
        assert time["match"] in {"equal", "within"}
    for quantity in gold.get("quantities", []):
        assert quantity["low"] <= quantity["high"]
        assert quantity["unit"] in quantity["text"]
    for entity in gold.get("entities", []):
        assert (entity["type"] == "PERSON") == ("who" in entity)
    for statement in gold.get("statements", []):
        assert statement["kind"] in {"direct", "indirect"}
        if statement["cue"] is not None:
            assert not _inside(statement["cue"], statement["content"])
    for hedge in gold.get("hedged", []):
        assert hedge["text"].endswith(hedge["marker"])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_direct_statements_stand_between_brackets(file: Path) -> None:
    text, gold = _load(file)
    for statement in gold.get("statements", []):
        start, end = statement["content"]["start"], statement["content"]["end"]
        bracketed = text[start - 1] + text[end] in {"「」", "『』"}
        assert bracketed == (statement["kind"] == "direct")


def test_clip_log_repeats_lie_in_two_reports_the_earlier_first() -> None:
    text, gold = _load(GOLD / "cliplog.gold.json")
    for report in gold["reports"]:
        assert text[report["start"] - 1] == text[report["end"]] == "\n"
    for repeat in gold["repeats"]:
        homes = [
            next(i for i, report in enumerate(gold["reports"]) if _inside(repeat[side], report))
            for side in ("earlier", "later")
        ]
        assert homes[0] < homes[1]
        assert (repeat["relation"] == "same") == (
            repeat["earlier"]["text"].replace("「", "") == repeat["later"]["text"].replace("「", "")
        )


def _inside(inner: dict[str, Any], outer: dict[str, Any]) -> bool:
    return bool(outer["start"] <= inner["start"] and inner["end"] <= outer["end"])
