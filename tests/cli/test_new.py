"""kirinuki new: each new thing once, at its first telling, and the reader's mark."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.whole

CLOSED = "港湾局は3日、北浜港の第2岸壁にひびが見つかったため、岸壁を全面的に閉鎖したと発表した。"
SHIPS = "市によると、3日朝までに貨物船5隻が沖合で待たされている。"
LATER = "市によると、3日夕までに貨物船8隻が沖合で待たされている。"
MAYOR = "村瀬市長は「年内の復旧をめざし、国に調査団の派遣を求める」と述べた。"


def add(
    kirinuki: Run, archive: Path, tmp_path: Path, outlet: str, text: str, day: str = "2025-05-03"
) -> None:
    form = {
        "outlet": outlet,
        "published": day,
        "url": f"https://{outlet}.example/1",
        "title": "岸壁",
        "text": text,
    }
    (tmp_path / f"{outlet}.jsonl").write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
    assert kirinuki("-C", archive, "add", f"{outlet}.jsonl").status == 0


def told(kirinuki: Run, archive: Path, *options: str) -> list[tuple[str, str]]:
    return [(n["kind"], n["text"]) for n in kirinuki("-C", archive, "new", "--json", *options).json["news"]]


def test_what_another_outlet_told_is_not_new(kirinuki: Run, archive: Path, tmp_path: Path) -> None:
    add(kirinuki, archive, tmp_path, "kou", CLOSED + SHIPS)
    assert told(kirinuki, archive, "--read") == [("new", CLOSED + SHIPS)]
    assert told(kirinuki, archive) == []
    add(kirinuki, archive, tmp_path, "otsu", CLOSED + MAYOR)
    assert told(kirinuki, archive) == [("new", MAYOR)]
    assert "新しいこと 1 件" in kirinuki("-C", archive, "new", "--explain").out


def test_of_two_that_came_together_the_first_telling_is_shown(
    kirinuki: Run, archive: Path, tmp_path: Path
) -> None:
    add(kirinuki, archive, tmp_path, "otsu", CLOSED + MAYOR, day="2025-05-04")
    add(kirinuki, archive, tmp_path, "kou", CLOSED + SHIPS)
    assert told(kirinuki, archive) == [("new", CLOSED + SHIPS), ("new", MAYOR)]


def test_an_earlier_telling_that_arrives_late_is_no_news(
    kirinuki: Run, archive: Path, tmp_path: Path
) -> None:
    add(kirinuki, archive, tmp_path, "otsu", CLOSED + MAYOR, day="2025-05-04")
    told(kirinuki, archive, "--read")
    add(kirinuki, archive, tmp_path, "kou", CLOSED + SHIPS)
    assert told(kirinuki, archive) == [("new", SHIPS)]


def test_a_revision_shows_what_it_changed_beside_what_was_known(
    kirinuki: Run, archive: Path, tmp_path: Path
) -> None:
    add(kirinuki, archive, tmp_path, "kou", CLOSED + SHIPS)
    told(kirinuki, archive, "--read")
    add(kirinuki, archive, tmp_path, "kou", CLOSED.replace("3日", "３日") + LATER + MAYOR)
    found = kirinuki("-C", archive, "new", "--json").json["news"]
    assert [(n["kind"], n["text"]) for n in found] == [("updated", LATER), ("new", MAYOR)]
    assert found[0]["was"]["text"] == SHIPS
    assert [a["text"] for a in found[0]["anew"]] == ["3日夕", "8隻"]
    assert "〔8隻〕" in kirinuki("-C", archive, "new").out


def test_the_mark_survives_rebuild_and_can_be_taken_off(kirinuki: Run, archive: Path, tmp_path: Path) -> None:
    add(kirinuki, archive, tmp_path, "kou", CLOSED)
    assert told(kirinuki, archive, "--read") == [("new", CLOSED)]
    assert kirinuki("-C", archive, "rebuild").status == 0
    assert told(kirinuki, archive) == []
    assert (
        told(kirinuki, archive, "--all")
        == told(kirinuki, archive, "--since", "2020-01-01")
        == [("new", CLOSED)]
    )
    assert told(kirinuki, archive, "--unread") == [("new", CLOSED)]
    assert kirinuki("-C", archive, "new", "--since", "きのう").status == 2
    assert kirinuki("-C", archive, "new", "--since", "0001-01-01T00:00:00+09:00").status == 2
    late = kirinuki("-C", archive, "new", "--since", "2099-01-01", "--read")
    assert late.status == 2 and "--since" in late.err
