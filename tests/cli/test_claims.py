"""kirinuki claims and statements: what is shown, as tables and as values, and a person's word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.whole

REPORTS = (
    ("2025-04-10", "白崎市の村瀬春樹市長は10日、「市営球場の取り壊しに踏み切る」と述べた。"),
    ("2025-04-11", "県の久我正人知事は11日、市営球場の取り壊しの計画はないと強調した。"),
    ("2025-04-19", "白崎市の村瀬市長は19日、市営球場の取り壊しを見送ると述べた。"),
)


@pytest.fixture
def told(kirinuki: Run, archive: Path, tmp_path: Path) -> Path:
    """An archive of three reports on one matter."""
    forms = (
        {"published": day, "outlet": "みなと新聞", "url": f"https://news.example/{n}", "text": text}
        for n, (day, text) in enumerate(REPORTS)
    )
    lines = "\n".join(json.dumps(form, ensure_ascii=False) for form in forms)
    (tmp_path / "reports.jsonl").write_text(lines, encoding="utf-8")
    assert kirinuki("-C", archive, "add", "reports.jsonl").status == 0
    return archive


def test_claims_stand_side_by_side_with_the_words_that_decide(kirinuki: Run, told: Path) -> None:
    shown = kirinuki("-C", told, "claims", "--explain", env={"COLUMNS": "100"}).out
    assert "対立の可能性（打ち消し）" in shown and "発言の変化の可能性 1 件" in shown
    assert "〔取り壊し〕の計画は〔ない〕" in shown
    assert "を一方は打ち消す; 共通: " in shown
    narrow = kirinuki("-C", told, "claims", env={"COLUMNS": "40"}).out
    assert all(len(line) <= 40 for line in narrow.splitlines() if line.startswith("  "))
    found = kirinuki("-C", told, "claims", "--json").json
    assert sorted(c["relation"] for c in found) == ["change", "contradiction"]
    opposed = next(c for c in found if c["relation"] == "contradiction")
    assert [opposed[side]["speaker"]["text"] for side in ("one", "other")] == ["村瀬春樹市長", "久我正人知事"]
    table = kirinuki("-C", told, "claims", "--relation", "contradiction", "--csv").out.splitlines()
    assert len(table) == 2 and opposed["one"]["item"] in table[1]


def test_a_persons_word_is_kept_and_taken_back(kirinuki: Run, told: Path) -> None:
    (before,) = kirinuki("-C", told, "claims", "--relation", "contradiction", "--json").json
    items = before["one"]["item"], before["other"]["item"]
    assert "apart と決めました" in kirinuki("-C", told, "claims", "--call", *items, "apart").err
    assert kirinuki("-C", told, "claims", "--relation", "contradiction", "--json").json == []
    assert kirinuki("-C", told, "claims", "--undo", *items, "--json").json["called"] is None
    assert kirinuki("-C", told, "claims", "--relation", "contradiction", "--json").json == [before]
    for wrong in (("--call", *items, "quarrel"), ("--relation", "quarrel"), ("--json", "--csv")):
        assert kirinuki("-C", told, "claims", *wrong).status == 2


def test_the_ledger_of_statements_comes_in_pages(kirinuki: Run, told: Path) -> None:
    page = kirinuki("-C", told, "statements", "--limit", "2", "--json").json
    assert [row["speaker"]["text"] for row in page["statements"]] == ["村瀬春樹市長", "久我正人知事"]
    rest = kirinuki("-C", told, "statements", "--after", page["after"], "--json").json
    assert [row["text"] for row in rest["statements"]] == ["市営球場の取り壊しを見送る"] and rest[
        "after"
    ] is None
    shown = kirinuki("-C", told, "statements", "--speaker", "久我").out
    assert "久我正人知事  2025年4月11日  主張" in shown and "発言 1 件" in shown
    assert kirinuki("-C", told, "statements", "--csv").out.count("\n") == 4
