"""kirinuki compare: two files, with no archive."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.whole

EARLIER = "港湾局は3日、北浜港の第2岸壁を閉鎖したと発表した。3日朝までに貨物船5隻が沖で待っている。"
LATER = "港湾局は3日、北浜港の第2岸壁を閉鎖したと発表した。3日夕までに貨物船8隻が沖で待っている。復旧の見通しは立っていない。"


def test_two_texts_are_two_revisions_of_one_outlet(kirinuki: Run, tmp_path: Path) -> None:
    (tmp_path / "朝.txt").write_text(EARLIER, encoding="utf-8")
    (tmp_path / "夕.txt").write_text(LATER, encoding="utf-8")
    said = kirinuki("compare", "朝.txt", "夕.txt", "--published", "2025-05-03", "--json").json
    assert [a["kind"] for a in said["alignments"]] == ["unchanged", "updated"]
    assert [LATER[n["start"] : n["end"]] for n in said["new"]] == ["復旧の見通しは立っていない。"]
    assert said["dropped"] == said["conflicts"] == []
    shown = kirinuki("compare", "朝.txt", "夕.txt", "--published", "2025-05-03").out
    assert "〔−5隻〕〔＋8隻〕" in shown
    assert "新規" in shown


def test_outlets_are_told_by_the_json(kirinuki: Run, tmp_path: Path) -> None:
    for name, outlet, text in (("a", "甲新聞", EARLIER), ("b", "乙新聞", EARLIER.replace("5隻", "7隻"))):
        telling = {"outlet": outlet, "published": "2025-05-03T18:00:00+09:00", "title": "岸壁", "text": text}
        (tmp_path / f"{name}.json").write_text(json.dumps(telling, ensure_ascii=False), encoding="utf-8")
    (conflict,) = kirinuki("compare", "a.json", "b.json", "--json").json["conflicts"]
    assert (conflict["old_value"], conflict["new_value"]) == ("5隻", "7隻")
    assert "食い違い" in kirinuki("compare", "a.json", "b.json").out


def test_titles_and_differences_are_in_the_json(kirinuki: Run, tmp_path: Path) -> None:
    for name, title, text in (
        ("a", "岸壁を閉鎖", EARLIER),
        ("b", "岸壁を閉鎖 復旧めど立たず", f"{LATER}（3日18時更新）"),
    ):
        telling = {"outlet": "甲新聞", "published": "2025-05-03", "title": title, "text": text}
        (tmp_path / f"{name}.json").write_text(json.dumps(telling, ensure_ascii=False), encoding="utf-8")
    said = kirinuki("compare", "a.json", "b.json", "--json").json
    assert [a["kind"] for a in said["title"]["alignments"]] == ["extended"]
    places = [(d["old"], d["new"]) for a in said["alignments"] for d in a["differences"]]
    words = [(EARLIER[o["start"] : o["end"]], LATER[n["start"] : n["end"]]) for o, n in places]
    assert ("5隻", "8隻") in words
    assert [n["old"] for n in said["noise"]] == [None]
    assert "見出し" in kirinuki("compare", "a.json", "b.json").out
    del telling["title"]
    (tmp_path / "b.json").write_text(json.dumps(telling, ensure_ascii=False), encoding="utf-8")
    assert kirinuki("compare", "a.json", "b.json", "--json").json["title"] is None


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("{", "JSON"),
        ('{"text": 3}', '"text"'),
        ('{"text": "あ", "published": "きのう"}', "きのう"),
        ("", "空"),
        (" \n　\n", "空"),
        ("[]", "配列"),
        ('[{"text": "あ"}]', "配列"),
    ],
)
def test_a_telling_that_is_none_is_named(kirinuki: Run, tmp_path: Path, words: str, named: str) -> None:
    (tmp_path / "good.txt").write_text(EARLIER, encoding="utf-8")
    (tmp_path / "bad.json").write_text(words, encoding="utf-8")
    said = kirinuki("compare", "good.txt", "bad.json", "--published", "2025-05-03")
    assert said.status == 1
    assert "bad.json" in said.err and named in said.err
