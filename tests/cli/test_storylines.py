"""kirinuki storylines over an archive of invented news."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kirinuki.cli import cli
from kirinuki.flow import Archive

DAM = "灰原ダム"
NEWS = [
    ("dam-1", "2028-03-01", f"{DAM}が決壊", f"{DAM}の水門が壊れ、沢見知事は下流の久留里町に避難を求めた。"),
    (
        "fare-1",
        "2028-03-01",
        "青葉電鉄が値上げ",
        "青葉電鉄の黒須社長は運賃改定を国土交通省に申請したと述べた。",
    ),
    (
        "dam-2",
        "2028-03-03",
        f"{DAM}、水門の点検",
        f"{DAM}の水門の点検を沢見知事が命じた。久留里町の避難は続く。",
    ),
    ("exam-1", "2028-03-04", "北稜大学で漏えい", "北稜大学の入試問題が漏れ、学長が再試験を決めた。"),
]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    lines = [
        json.dumps({"id": id, "published": day, "title": title, "text": text}, ensure_ascii=False)
        for id, day, title, text in NEWS
    ]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert run("init", str(tmp_path / "a")).exit_code == 0
    assert run("-C", str(tmp_path / "a"), "add", str(tmp_path / "news.jsonl")).exit_code == 0
    return tmp_path / "a"


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, words)


def test_json_is_what_the_design_says(archive: Path) -> None:
    document = json.loads(run("-C", str(archive), "storylines", "--json").stdout)
    assert [
        [a["external_id"] for a in line["articles"]] for line in document if len(line["articles"]) > 1
    ] == [["dam-1", "dam-2"]]
    assert sorted(a["external_id"] for line in document for a in line["articles"]) == sorted(
        n[0] for n in NEWS
    )
    line = next(line for line in document if len(line["articles"]) == 2)
    assert line.keys() == {"id", "title", "articles", "tags"}
    assert line["id"] == line["articles"][0]["id"]
    first, second = line["articles"]
    assert first.keys() == second.keys() == {"id", "external_id", "why"}
    assert first["why"] == ""
    assert second["why"].startswith("共通: ") and second["why"].endswith("; 2日")


def test_the_terminal_shows_runs_of_several_articles_and_any_by_its_id(archive: Path) -> None:
    shown = run("-C", str(archive), "storylines").stdout
    assert "灰原ダムが決壊" in shown and "青葉電鉄" not in shown
    assert "流れ 1 件" in shown
    assert "青葉電鉄が値上げ" in run("-C", str(archive), "storylines", "--all").stdout
    document = json.loads(run("-C", str(archive), "storylines", "--json").stdout)
    second = next(line for line in document if len(line["articles"]) == 2)["articles"][1]["id"]
    one = json.loads(run("-C", str(archive), "storylines", second[:8], "--json").stdout)
    assert [a["external_id"] for line in one for a in line["articles"]] == ["dam-1", "dam-2"]
    assert run("-C", str(archive), "storylines", "ffffffff").exit_code != 0


def test_a_storyline_as_of_a_moment_holds_what_could_be_known_then(archive: Path) -> None:
    with Archive.open(archive) as opened:
        lines = opened.storylines
        noon = dt.datetime(2028, 3, 2, 12, tzinfo=dt.UTC)
        assert [[m.external_id for m in line.members] for line in lines.all(noon)] == [
            ["dam-1"],
            ["fare-1"],
        ] or [[m.external_id for m in line.members] for line in lines.all(noon)] == [["fare-1"], ["dam-1"]]
        line = next(line for line in lines.all() if len(line.members) == 2)
        assert lines.of(line.members[1].article) == lines.find(line.id) == line
        assert [piece.title for piece in lines.pieces(line)] == ["灰原ダムが決壊", "灰原ダム、水門の点検"]
