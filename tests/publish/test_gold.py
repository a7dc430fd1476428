from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from evals.layers import scores
from evals.scores import GoldSet
from kirinuki.model.reading import Entity, Quantity, Reading, Time
from kirinuki.publish.gold import gold
from kirinuki.read.reader import Reader
from tests.conftest import Run

TEXT = (
    "港湾局の三崎報道官は30日、北浜港の第2岸壁を閉鎖したと発表した。けが人は約40人に上る。"
    "三崎報道官は「安全が確かめられるまで再開しない」と述べた。工事は3年ぶりとみられる。"
)
DAY = ("--published", "2025-12-31")


def test_every_layer_has_the_fields_of_the_guidelines() -> None:
    reading = Reader().read(TEXT, dt.date(2025, 12, 31))
    form = gold("x", reading)
    assert (form["name"], form["published"]) == ("x", "2025-12-31")
    assert form["times"][0] == {
        "start": 10, "end": 13, "text": "30日", "from": "2025-12-30", "until": "2025-12-31", "match": "equal",
    }  # fmt: skip
    assert set(form["quantities"][0]) == {"start", "end", "text", "low", "high", "unit", "approximate"}
    assert isinstance(form["quantities"][0]["low"], int)
    person = next(e for e in form["entities"] if e["type"] == "PERSON")
    assert (person["text"], person["title"], bool(person["who"])) == ("三崎", "報道官", True)
    assert all(("who" in e) == (e["type"] == "PERSON") for e in form["entities"])
    assert set(form["statements"][0]) == {"kind", "content", "speaker", "cue", "via", "said"}
    assert form["hedged"][0]["marker"] == "とみられる"
    assert set(scores([(form, reading.to_json())]).values()) == {1.0}


def test_numbers_keep_their_parts_and_open_ends() -> None:
    amounts = (Quantity(0, 3, 1.5, None, "人", False, "by hand", "min"),)
    people = (Entity(4, 6, "PERSON", "by hand"), Entity(7, 9, "PLACE", "by hand", who="甲"))
    times = (Time(10, 12, "DATE", "2025", "2025-01-01", "2026-01-01", "year", "by hand"),)
    reading = Reading(TEXT, dt.date(2025, 12, 31), "hand", (), times, (), amounts, people, (), ())
    form = gold("x", reading)
    assert (form["quantities"][0]["low"], form["quantities"][0]["high"]) == (1.5, None)
    assert form["entities"][0]["who"] == form["entities"][0]["text"] and "who" not in form["entities"][1]


@pytest.mark.whole
def test_what_was_corrected_scores_all_with_the_corrections_and_less_without(
    kirinuki: Run, archive: Path, tmp_path: Path
) -> None:
    for name, text in (("今日.txt", TEXT), ("明日.txt", "市は31日に会議を開いた。")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert kirinuki("-C", archive, "add", name, *DAY, "--form", "text").status == 0
    assert "直した記事がありません" in kirinuki("-C", archive, "gold", "-o", "手本").err
    for args in (
        ("--words", "再開しない", "話者=港湾局", "種類=間接"),
        ("--words", "30日", "value=2025-11-30"),
        ("--words", "約40人", "value=50..60"),
        ("--words", "三崎報道官は30日", "--layer", "名前", "種類=地名"),
        ("--words", "3年ぶり", "--layer", "durations", "--none"),
        ("--words", "第2岸壁", "--new", "名前", "種類=施設"),
    ):
        assert kirinuki("-C", archive, "correct", *args).status == 0, args
    (written,) = kirinuki("-C", archive, "gold", "-o", "手本", "--json").json
    files = sorted((tmp_path / "手本").iterdir())
    assert [file.name for file in files] == [
        f"{written['article']}.gold.json",
        f"{written['article']}.txt",
    ]
    (annotation,) = GoldSet("手本", (files[0],)).texts()
    assert annotation["text"] == TEXT
    mended = kirinuki("-C", archive, "read", written["article"], "--json").json
    assert set(scores([(annotation, mended)]).values()) == {1.0}
    bare = Reader().read(TEXT, dt.date(2025, 12, 31)).to_json()
    less = scores([(annotation, bare)])
    for layer in ("times", "quantities", "durations", "entities", "statements"):
        assert less[f"{layer}.right"] < 1, layer
    assert less["statements.kind"] < 1
    assert len(kirinuki("-C", archive, "gold", "--all", "-o", "全部", "--json").json) == 2
    assert kirinuki("-C", archive, "gold", "--all", written["article"], "-o", "全部").status == 2
    assert json.loads(files[0].read_text(encoding="utf-8"))["name"] == written["article"]
