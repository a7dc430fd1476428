"""kirinuki people: who is who over articles, on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.whole

REPORTS = [
    (
        "05-03",
        "大沢健一市長は3日、「港の工事を年内に終える」と述べた。現場にいた大沢実さん(32)がけがをした。",
    ),
    ("05-05", "大沢市長は5日、「工事は遅れる」と話した。三崎電機(MDK)も会見した。"),
    ("05-06", "無職の浜口太郎容疑者(41)が逮捕された。浜口容疑者は「知らない」と話している。"),
    ("06-20", "大沢健一市長は20日、工事を打ち切ると発表した。浜口花子議員は反対だと述べた。"),
]


@pytest.fixture
def news(kirinuki: Run, archive: Path, tmp_path: Path) -> Path:
    """An archive of four reports."""
    lines = [
        {
            "id": f"r{n}",
            "outlet": "みなと新聞",
            "published": f"2025-{day}",
            "url": f"https://n.example/{n}",
            "text": text,
        }
        for n, (day, text) in enumerate(REPORTS)
    ]
    (tmp_path / "r.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert kirinuki("-C", archive, "add", "r.jsonl").status == 0
    return archive


def names(kirinuki: Run, archive: Path, *options: str) -> list[str]:
    return [p["name"] for p in kirinuki("-C", archive, "people", "--json", *options).json["people"]]


def test_the_list_leaves_private_persons_out_and_says_so(kirinuki: Run, news: Path) -> None:
    said = kirinuki("-C", news, "people", "--json").json
    assert [(p["name"], p["articles"], p["statements"]) for p in said["people"]] == [
        ("大沢健一", 3, 3),
        ("浜口花子", 1, 1),
    ]
    assert said["hidden"] == 2
    assert "大沢実" not in kirinuki("-C", news, "people").out
    assert "私人 2 人を伏せました" in kirinuki("-C", news, "people").out
    assert set(names(kirinuki, news, "--with-private")) == {"大沢健一", "浜口花子", "大沢実", "浜口太郎"}
    assert names(kirinuki, news, "--type", "organization") == ["三崎電機"]


def test_the_list_goes_on_behind_a_cursor(kirinuki: Run, news: Path) -> None:
    first = kirinuki("-C", news, "people", "--json", "--limit", "1").json
    assert [p["name"] for p in first["people"]] == ["大沢健一"]
    assert names(kirinuki, news, "--limit", "1", "--after", first["after"]) == ["浜口花子"]
    assert kirinuki("-C", news, "people", "--after", "x").status == 1


def test_a_page_tells_titles_statements_and_company(kirinuki: Run, news: Path) -> None:
    page = kirinuki("-C", news, "people", "大沢市長", "--json").json
    assert page["name"] == "大沢健一" and page["aliases"] == ["大沢"]
    assert [s["text"] for s in page["statements"]] == [
        "港の工事を年内に終える",
        "工事は遅れる",
        "工事を打ち切る",
    ]
    for statement in page["statements"]:
        assert kirinuki("-C", news, "trace", statement["item"]).status == 0
    assert [c["name"] for c in page["named_with"]] == ["三崎電機", "浜口花子"]
    shown = kirinuki("-C", news, "people", "大沢健一", "--explain").out
    assert "同じ肩書 市長" in shown and "公人: 2025-05-03の記事に 市長" in shown
    table = list(csv.DictReader(io.StringIO(kirinuki("-C", news, "people", "大沢健一", "--csv").out)))
    assert [row["text"] for row in table] == [s["text"] for s in page["statements"]]
    item = page["mentions"][0]["item"]
    assert kirinuki("-C", news, "people", item, "--json").json["id"] == page["id"]


def test_every_answer_can_be_had_as_of_a_moment(kirinuki: Run, news: Path) -> None:
    page = kirinuki("-C", news, "people", "大沢健一", "--json", "--as-of", "2025-05-04").json
    assert page["articles"] == 1 and page["last"] == "2025-05-03"
    assert kirinuki("-C", news, "people", "浜口花子", "--as-of", "2025-05-04").status == 2


def test_a_private_person_has_a_page_only_where_asked_for(kirinuki: Run, news: Path) -> None:
    refused = kirinuki("-C", news, "people", "浜口太郎")
    assert refused.status == 2 and "--with-private" in refused.err
    assert kirinuki("-C", news, "people", "浜口太郎", "--with-private", "--json").json["private"]
    assert kirinuki("-C", news, "people", "--public", "浜口太郎").status == 0
    assert "浜口太郎" in names(kirinuki, news)
    assert kirinuki("-C", news, "rebuild").status == 0
    assert "浜口太郎" in names(kirinuki, news)
    assert kirinuki("-C", news, "people", "--undo", "last").status == 0
    assert "浜口太郎" not in names(kirinuki, news)
    (news / "kirinuki.toml").write_text('[people]\nprivate = "show"\n', encoding="utf-8")
    assert "浜口太郎" in names(kirinuki, news)
    assert kirinuki("-C", news, "people", "--private", "浜口太郎").status == 0
    assert "浜口太郎" not in names(kirinuki, news)
    (news / "kirinuki.toml").write_text('[people]\nprivat = "show"\n', encoding="utf-8")
    wrong = kirinuki("-C", news, "people")
    assert wrong.status == 2 and "private ではありませんか" in wrong.err


def test_a_persons_word_parts_joins_and_is_undone(kirinuki: Run, news: Path) -> None:
    page = kirinuki("-C", news, "people", "大沢健一", "--json").json
    short = next(j["one"] for j in page["joined"] if j["one"].startswith("大沢@"))
    assert kirinuki("-C", news, "people", "--apart", short, "大沢健一").status == 0
    assert kirinuki("-C", news, "people", "大沢健一", "--json").json["articles"] == 2
    assert kirinuki("-C", news, "rebuild").status == 0
    assert kirinuki("-C", news, "people", "大沢健一", "--json").json["articles"] == 2
    (made,) = kirinuki("-C", news, "people", "--decisions", "--json").json
    assert kirinuki("-C", news, "people", "--undo", made["id"]).status == 0
    assert kirinuki("-C", news, "people", "大沢健一", "--json").json["articles"] == 3
    assert kirinuki("-C", news, "people", "--same", "大沢健一", "浜口花子").status == 0
    assert kirinuki("-C", news, "people", "浜口花子", "--json").json["id"] == page["id"]
    again = kirinuki("-C", news, "people", "--same", "大沢健一", "浜口花子")
    assert again.status == 1 and "もう一つ" in again.err
    assert kirinuki("-C", news, "people", "--undo", "last").status == 0
    assert kirinuki("-C", news, "people", "--alias", "大沢健一", "港の顔").status == 0
    assert kirinuki("-C", news, "people", "港の顔", "--json").json["id"] == page["id"]


def test_what_fits_several_or_nobody_is_told(kirinuki: Run, news: Path) -> None:
    several = kirinuki("-C", news, "people", "浜口")
    assert several.status == 2 and "浜口花子" in several.err
    nobody = kirinuki("-C", news, "people", "凪原")
    assert nobody.status == 2 and "書庫にありません" in nobody.err
    assert kirinuki("-C", news, "people", "--undo", "last").status == 2
    assert kirinuki("-C", news, "people", "浜口花子", "--decisions").status == 2
    assert kirinuki("-C", news, "people", "--csv", "--json").status == 2


def test_a_decision_out_of_form_is_told_with_its_line(kirinuki: Run, news: Path) -> None:
    with (news / "decisions.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"kind": "person", "at": "2026-01-01T00:00:00+09:00", "act": "married", "one": "x"}\n')
    said = kirinuki("-C", news, "people")
    assert said.status == 2 and "1 行目" in said.err
