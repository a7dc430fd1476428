"""Scores are a gate: no set of gold may fall below its floors (evals/floors.json)."""

from __future__ import annotations

import json

import pytest

from evals import headlines, revisions, stories
from evals.layers import LAYERS, f1, match, scores
from evals.scores import FLOORS, TOLERANCE, GoldSet, gold_sets, measure, shared_folder

pytestmark = pytest.mark.scores


def check(gold_set: GoldSet) -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))[gold_set.name]
    assert floors["data"] == gold_set.hash(), "the gold changed: python -m evals.scores --write, and say why"
    measured = measure(gold_set)
    below = {
        name: (measured.get(name), floor)
        for name, floor in floors["scores"].items()
        if measured.get(name, 0.0) < floor - TOLERANCE
    }
    assert not below


@pytest.mark.parametrize("gold_set", gold_sets(own_only=True), ids=lambda gold_set: gold_set.name)
def test_own_gold_stays_above_its_floors(gold_set: GoldSet) -> None:
    assert len(gold_set.files) > 5
    check(gold_set)


@pytest.mark.parametrize("name", ["seed", "dev", "wikinews seen"])
def test_shared_gold_stays_above_its_floors(name: str) -> None:
    if not (shared_folder() / "gold" / "seed.json").is_file():
        pytest.skip(f"no gold in {shared_folder()}: set KIRINUKI_SHARED to the shared folder")
    (gold_set,) = [s for s in gold_sets(own_only=False) if s.name == name]
    check(gold_set)


def test_running_stories_stay_above_their_floors() -> None:
    if not (shared_folder() / "data" / "wikinews").is_dir():
        pytest.skip(f"no data in {shared_folder()}: set KIRINUKI_SHARED to the shared folder")
    kept = json.loads(FLOORS.read_text(encoding="utf-8"))["stories"]
    now = stories.floors()
    assert kept["data"] == now["data"], "the gold changed: python -m evals.stories --write, and say why"
    below = {
        name: (now["scores"].get(name), floor)
        for name, floor in kept["scores"].items()
        if now["scores"].get(name, 0.0) < floor - TOLERANCE
    }
    assert not below


def test_headlines_replayed_stay_above_their_floors() -> None:
    if not (shared_folder() / "data" / "revisions_headlines").is_dir():
        pytest.skip(f"no data in {shared_folder()}: set KIRINUKI_SHARED to the shared folder")
    kept = json.loads(FLOORS.read_text(encoding="utf-8"))["headlines"]
    now = headlines.floors()
    assert kept["data"] == now["data"], "the marks changed: python -m evals.headlines --write, and say why"
    assert sum(len(headlines.marked(name)) for name in headlines.SETS) > 150
    below = {
        name: (now["scores"].get(name), floor)
        for name, floor in kept["scores"].items()
        if now["scores"].get(name, 0.0) < floor - TOLERANCE
    }
    assert not below


def item(start: int, end: int, **fields: object) -> dict[str, object]:
    return {"start": start, "end": end, **fields}


def test_a_reading_that_is_the_gold_scores_one_and_an_empty_one_nothing() -> None:
    gold = {"durations": [item(3, 6, value="P3Y")], "hedged": [item(0, 9, text="x")]}
    assert set(scores([(gold, gold)]).values()) == {1.0}
    empty = {"durations": [], "hedged": []}
    assert scores([(gold, empty)]) == {
        "durations.found": 0.0,
        "durations.right": 0.0,
        "hedged.found": 0.0,
        "hedged.right": 0.0,
    }


def test_each_gold_item_is_matched_once_and_with_the_right_one_first() -> None:
    gold = [item(0, 4, value="P3Y")]
    read = [item(0, 4, value="P2Y"), item(0, 4, value="P3Y")]
    ((_, matched),) = match(gold, read, LAYERS["durations"])
    assert matched["value"] == "P3Y"


def test_a_vague_time_is_right_anywhere_inside() -> None:
    gold = {"times": [item(0, 5, **{"from": "2025-12-30", "until": "2025-12-31", "match": "within"})]}
    inside = {"times": [item(0, 5, **{"from": "2025-12-30T04:00", "until": "2025-12-30T06:00"})]}
    outside = {"times": [item(0, 5, **{"from": "2025-12-29T23:00", "until": "2025-12-30T06:00"})]}
    assert scores([(gold, inside)])["times.right"] == 1.0
    assert scores([(gold, outside)])["times.right"] == 0.0


def test_nothing_to_find_and_nothing_found_is_perfect() -> None:
    assert f1(0, 0, 0) == 1.0
    assert f1(0, 0, 3) == 0.0


def test_comparing_tellings_stays_above_its_aims() -> None:
    if not (shared_folder() / "gold" / "revisions").is_dir():
        pytest.skip(f"no gold in {shared_folder()}: set KIRINUKI_SHARED to the shared folder")
    for name, files in revisions.cases().items():
        assert len(files) >= 5
        said = revisions.scores(files)
        assert said["quiet_called_an_edit"] == 0, name
        assert said["kind_right"] >= 0.96, name
        assert said["alignment"]["f1"] >= 0.99, name
        assert said["new_and_dropped"]["f1"] >= 0.97, name
        assert said["conflicts"]["f1"] >= 0.97, name
