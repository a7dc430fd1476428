"""kirinuki changes and diff: what revisions changed, and a person's word on it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.whole

FIRST = "港湾局は3日、北浜港の第2岸壁を閉鎖したと発表した。岸壁にひびが3カ所見つかった。作業員2人が軽いけがをした。"
SECOND = "港湾局は３日、北浜港の第２岸壁を閉鎖したと発表した。岸壁にひびが5カ所見つかった。"
SECOND += "復旧の見通しは立っていない。（3日18時更新）"


Revise = Callable[[str], str]


@pytest.fixture
def revise(kirinuki: Run, archive: Path, tmp_path: Path) -> Revise:
    """Adds another revision of one article; gives the article's id."""

    def add(text: str) -> str:
        form = {
            "outlet": "みなと新聞",
            "published": "2025-05-03",
            "url": "https://news.example/1",
            "text": text,
        }
        (tmp_path / "r.jsonl").write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
        return str(kirinuki("-C", archive, "add", "r.jsonl", "--json").json["articles"][0]["id"])

    return add


@pytest.fixture
def revised(kirinuki: Run, archive: Path, tmp_path: Path) -> str:
    """The id of an article of two revisions."""
    for name, title, text in (
        ("1.jsonl", "岸壁を閉鎖", FIRST),
        ("2.jsonl", "岸壁を閉鎖 復旧めど立たず", SECOND),
    ):
        form = {
            "outlet": "みなと新聞",
            "published": "2025-05-03",
            "url": "https://news.example/1",
            "title": title,
            "text": text,
        }
        (tmp_path / name).write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
        said = kirinuki("-C", archive, "add", name, "--json").json
    return str(said["articles"][0]["id"])


def test_silent_edits_are_listed_and_noise_is_not(kirinuki: Run, archive: Path, revised: str) -> None:
    found = kirinuki("-C", archive, "changes", "--json").json
    assert [(c["part"], c["kind"]) for c in found] == [
        ("title", "extended"),
        ("text", "corrected"),
        ("text", "dropped"),
        ("text", "new"),
    ]
    corrected, dropped = found[1], found[2]
    assert "3カ所" in corrected["earlier"]["text"] and "5カ所" in corrected["later"]["text"]
    assert dropped["later"] is None and dropped["earlier"]["text"] == "作業員2人が軽いけがをした。"
    assert kirinuki("-C", archive, "trace", dropped["item"]).status == 0
    noise = kirinuki("-C", archive, "changes", "--kind", "noise", "--json").json
    assert [c["kind"] for c in noise] == ["noise", "noise"]
    only = kirinuki("-C", archive, "changes", "--kind", "dropped,corrected", "--since", "2025-05-03")
    assert "〔−3カ所〕〔＋5カ所〕" in only.out and "変更 2 件" in only.out
    assert "変更 0 件" in kirinuki("-C", archive, "changes", "--until", "2025-05-02").out
    assert "変更 4 件" in kirinuki("-C", archive, "changes", "--outlet", "みなと新聞").out
    unknown = kirinuki("-C", archive, "changes", "--outlet", "ほか新聞")
    assert unknown.status == 2 and "みなと新聞" in unknown.err


def test_a_persons_word_goes_before_the_rules_and_survives_rebuild(
    kirinuki: Run, archive: Path, revised: str
) -> None:
    item = kirinuki("-C", archive, "changes", "--kind", "corrected", "--json").json[0]["item"]
    assert kirinuki("-C", archive, "changes", "--call", item, "updated").status == 0
    for _ in range(2):
        assert kirinuki("-C", archive, "changes", "--kind", "corrected", "--json").json == []
        (called,) = kirinuki("-C", archive, "changes", "--kind", "updated", "--json").json
        assert called["called"] and "人が決めた" in called["why"]
        assert "更新" in kirinuki("-C", archive, "diff", revised).out
        assert kirinuki("-C", archive, "rebuild").status == 0
    assert kirinuki("-C", archive, "changes", "--call", item, "auto").status == 0
    assert len(kirinuki("-C", archive, "changes", "--kind", "corrected", "--json").json) == 1
    assert kirinuki("-C", archive, "changes", "--call", item, "wrong").status == 2
    assert kirinuki("-C", archive, "changes", "--call", "0000:1-2", "new").status == 2
    for kind in ("updated,new", "unchanged"):
        assert kirinuki("-C", archive, "changes", "--call", item, kind).status == 2
    revision, _, place = item.partition(":")
    nowhere = kirinuki("-C", archive, "changes", "--call", f"{revision}:0-2", "updated")
    assert nowhere.status == 2 and "変更はありません" in nowhere.err
    said = kirinuki("-C", archive, "changes", "--call", f"{revision[:9]}:{place}", "updated", "--json").json
    assert said["item"] == item
    assert kirinuki("-C", archive, "changes", "--kind", "corrected", "--json").json == []


def test_a_persons_word_on_a_title_holds_between_the_two_revisions(
    kirinuki: Run, archive: Path, revised: str
) -> None:
    item = kirinuki("-C", archive, "changes", "--kind", "extended", "--json").json[0]["item"]
    assert kirinuki("-C", archive, "changes", "--call", item, "reworded").status == 0
    said = kirinuki("-C", archive, "diff", revised, "--json").json
    assert [a["kind"] for a in said["title"]["alignments"]] == ["reworded"]
    back = kirinuki("-C", archive, "diff", revised, "2", "1", "--json").json
    assert [a["kind"] for a in back["title"]["alignments"]] == ["shortened"]


def test_a_sentence_that_came_and_went_is_two_edits(kirinuki: Run, archive: Path, revise: Revise) -> None:
    extra = FIRST + "港長は謝罪した。"
    revise(FIRST)
    revise(extra)
    article = revise(FIRST + "復旧の見通しは立っていない。")
    found = kirinuki("-C", archive, "changes", "--kind", "new,dropped", "--json").json
    came, went = (c for c in found if "謝罪" in str(c))
    assert came["item"] == went["item"] and came["revision"] != went["revision"]
    assert [c["revision"] for c in found] == sorted(
        (c["revision"] for c in found), key=[came["revision"], went["revision"]].index
    )
    two = kirinuki("-C", archive, "changes", "--call", came["item"], "updated")
    assert two.status == 2 and f"@{came['revision']}" in two.err and f"@{went['revision']}" in two.err
    assert (
        kirinuki("-C", archive, "changes", "--call", f"{went['item']}@{went['revision'][:8]}", "noise").status
        == 0
    )
    left = kirinuki("-C", archive, "changes", "--kind", "new,dropped", "--json").json
    assert len(left) == len(found) - 1 and came in left
    assert kirinuki("-C", archive, "diff", article, "2", "3", "--json").json["text"]["noise"]
    # A decision of before, which does not name the revision, holds for either.
    with (archive / "decisions.jsonl").open("a", encoding="utf-8") as file:
        old = {"kind": "change", "at": "2025-05-04T00:00:00+09:00", "item": came["item"], "called": "damaged"}
        file.write(json.dumps(old) + "\n")
    called = kirinuki("-C", archive, "changes", "--kind", "damaged", "--json").json
    assert [c["revision"] for c in called] == [came["revision"], went["revision"]]


def test_two_revisions_side_by_side(kirinuki: Run, archive: Path, tmp_path: Path, revised: str) -> None:
    said = kirinuki("-C", archive, "diff", revised, "--json").json
    kinds = [a["kind"] for a in said["text"]["alignments"]]
    assert kinds == ["noise", "corrected"]
    assert (len(said["text"]["new"]), len(said["text"]["dropped"])) == (1, 1)
    back = kirinuki("-C", archive, "diff", revised, "2", "1", "--json").json
    assert (back["earlier"], back["later"]) == (said["later"], said["earlier"])
    kirinuki("-C", archive, "diff", revised, "1", said["later"][:8], "--format", "html", "-o", "x.html")
    page = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "<del>3カ所</del><ins>5カ所</ins>" in page and "<script" not in page
    kirinuki("-C", archive, "diff", revised, "-o", "x.txt")
    assert "〔−3カ所〕〔＋5カ所〕" in (tmp_path / "x.txt").read_text(encoding="utf-8")
    assert kirinuki("-C", archive, "diff", revised, "--json", "-o", "x.json").out == ""
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8")) == said
    (stamp,) = said["text"]["noise"]
    assert stamp["old"] is None and stamp["why"]
    wrong = kirinuki("-C", archive, "diff", revised, "9")
    assert wrong.status == 2 and "1 から 2" in wrong.err
