"""kirinuki figures: numbers over time and outlets, and a person's word on them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.whole

REPORTS = (
    ("みなと新聞", "2025-05-03", "北浜港で桟橋が落ちた。県警によると、12人が死亡し、30人が負傷した。"),
    ("しおさい通信", "2025-05-03", "北浜港の桟橋の事故で、市消防局は14人が死亡したと発表した。"),
    (
        "みなと新聞",
        "2025-05-04",
        "県警によると、桟橋の事故の死者は15人に増えた。検査した桟橋は40カ所だった。",
    ),
)


@pytest.fixture
def chronicle(kirinuki: Run, archive: Path, tmp_path: Path) -> Path:
    """An archive of three reports on one accident."""
    lines = (
        {
            "outlet": outlet,
            "published": day,
            "url": f"https://{n}.example/1",
            "title": "北浜港の桟橋事故",
            "text": text,
        }
        for n, (outlet, day, text) in enumerate(REPORTS)
    )
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    assert kirinuki("-C", archive, "add", path).status == 0
    return archive


def toll(kirinuki: Run, chronicle: Path, *args: str) -> list[dict[str, Any]]:
    """The points of the slot 死者."""
    found = kirinuki("-C", chronicle, "figures", "--query", "死者", "--json", *args).json
    return [point for series in found if series["slot"] == "死者" for point in series["points"]]


def told(points: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(point["text"], point["relation"]) for point in points]


def test_a_toll_over_outlets_and_days(kirinuki: Run, chronicle: Path) -> None:
    points = toll(kirinuki, chronicle)
    assert told(points) == [("12人", "first"), ("14人", "disagreement"), ("15人", "update")]
    assert [point["source"]["text"] for point in points] == ["県警", "市消防局", "県警"]
    assert [point["outlet"] for point in points] == ["みなと新聞", "しおさい通信", "みなと新聞"]
    assert points[1]["why"] == "同じ日の別の出どころ: 県警 12人 (2025-05-03)"
    for point in points:  # each number leads back to its words
        traced = kirinuki("-C", chronicle, "trace", point["item"], "--json")
        assert traced.status == 0 and point["text"] in traced.out


def test_as_of_a_moment_only_what_was_told_by_then(kirinuki: Run, chronicle: Path) -> None:
    assert told(toll(kirinuki, chronicle, "--as-of", "2025-05-03")) == [
        ("12人", "first"),
        ("14人", "disagreement"),
    ]


def test_the_table_shows_what_news_always_counts(kirinuki: Run, chronicle: Path) -> None:
    shown = kirinuki("-C", chronicle, "figures")
    assert "死者 [人]" in shown.out and "負傷者 [人]" in shown.out and "40カ所" not in shown.out
    assert "食い違い" in shown.out and "同じ日の別の出どころ" not in shown.out
    assert "40カ所" in kirinuki("-C", chronicle, "figures", "--all").out
    assert "同じ日の別の出どころ" in kirinuki("-C", chronicle, "figures", "--explain").out


def test_a_query_knows_other_words_for_a_slot(kirinuki: Run, chronicle: Path) -> None:
    found = kirinuki("-C", chronicle, "figures", "--query", "死亡", "--json").json
    assert [series["slot"] for series in found] == ["死者"]


def test_a_person_has_the_last_word_and_takes_it_back(kirinuki: Run, chronicle: Path) -> None:
    first, second, third = (point["item"] for point in toll(kirinuki, chronicle))
    decided = kirinuki("-C", chronicle, "figures", "--apart", first, second, "--json")
    assert decided.json["act"] == "apart" and [i["text"] for i in decided.json["items"]] == ["12人", "14人"]
    assert told(toll(kirinuki, chronicle)) == [("12人", "first"), ("15人", "update"), ("14人", "first")]

    assert kirinuki("-C", chronicle, "figures", "--call", third, "correction").status == 0
    called = toll(kirinuki, chronicle)[1]
    assert (called["relation"], called["why"][:5]) == ("correction", "人が決めた")

    kirinuki("-C", chronicle, "rebuild")
    assert told(toll(kirinuki, chronicle))[1] == ("15人", "correction")

    for item in (second, third):
        assert kirinuki("-C", chronicle, "figures", "--undo", item).status == 0
    assert told(toll(kirinuki, chronicle)) == [
        ("12人", "first"),
        ("14人", "disagreement"),
        ("15人", "update"),
    ]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--call", "{item}", "おかしい"), "first, same, update"),
        (("--same", "{item}", "{item}"), "同じ数です"),
        (("--undo", "{revision}:0-3"), "ここに数はありません"),
        (("--undo", "{revision}:0-35"), "二つ以上の数があります"),
        (("--undo", "なし"), "の形で書きます"),
        (("ffff",), "記事"),
        (("--json", "--csv"), "どちらか一つ"),
    ],
)
def test_what_cannot_be_is_told_with_the_mend(
    kirinuki: Run, chronicle: Path, args: tuple[str, ...], words: str
) -> None:
    point = toll(kirinuki, chronicle)[0]
    ran = kirinuki("-C", chronicle, "figures", *(arg.format_map(point) for arg in args))
    assert ran.status != 0 and words in ran.err


def test_csv_has_a_line_for_each_number(kirinuki: Run, chronicle: Path) -> None:
    told = kirinuki("-C", chronicle, "figures", "--query", "死者", "--csv").out
    rows = list(csv.DictReader(io.StringIO(told)))
    assert [(row["text"], row["low"], row["relation"]) for row in rows] == [
        ("12人", "12.0", "first"),
        ("14人", "14.0", "disagreement"),
        ("15人", "15.0", "update"),
    ]


def test_the_picture_tells_values_and_sources(kirinuki: Run, chronicle: Path, tmp_path: Path) -> None:
    drawn = kirinuki("-C", chronicle, "figures", "--chart", "図.svg")
    assert drawn.status == 0 and "1 本の推移" in drawn.err
    svg = (tmp_path / "図.svg").read_text(encoding="utf-8")
    words = [element.text for element in ElementTree.fromstring(svg).iter() if element.text]
    for word in ("死者 [人]", "12人", "14人 食い違い", "15人", "県警", "市消防局"):
        assert word in words
    assert "<script" not in svg and " style=" not in svg and "Noto Sans CJK JP" in svg
    colours = [e.get("fill") for e in ElementTree.fromstring(svg).iter() if e.get("class") == "number"]
    assert len(colours) == 3 and len(set(colours)) == 2


def test_a_picture_of_nothing_says_so(kirinuki: Run, archive: Path, tmp_path: Path) -> None:
    drawn = kirinuki("-C", archive, "figures", "--chart", "x.svg")
    assert drawn.status == 0 and "推移を描ける数字がありません" in (tmp_path / "x.svg").read_text(
        encoding="utf-8"
    )
