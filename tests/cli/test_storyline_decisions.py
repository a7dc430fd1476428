"""kirinuki storylines on the command line: what belongs together, and what a person says of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.whole

REPORTS = {
    "k1": (
        "05-03",
        "凪原港の岸壁が崩落",
        "凪原港のクレーン埠頭で三崎岸壁が崩落し、浜口海運の貨物船が傾いた。",
    ),
    "k2": (
        "05-05",
        "凪原港の崩落で調査",
        "凪原港の三崎岸壁の崩落で、浜口海運の貨物船をクレーン埠頭から動かした。",
    ),
    "k3": (
        "05-09",
        "凪原港の岸壁、再建へ",
        "凪原港は三崎岸壁の崩落を受け、クレーン埠頭の再建を浜口海運と決めた。",
    ),
    "r1": ("06-01", "入江町のリンゴ祭り", "入江町のリンゴ祭りで、久我農園のジャム鍋と村瀬太鼓が披露された。"),
    "r2": (
        "06-03",
        "リンゴ祭りに人出",
        "入江町のリンゴ祭りの久我農園では、ジャム鍋と村瀬太鼓に人が集まった。",
    ),
}


@pytest.fixture
def news(kirinuki: Run, archive: Path, tmp_path: Path) -> Path:
    """An archive of two runs of events."""
    lines = [
        {"id": id, "published": f"2025-{day}", "url": f"https://n.example/{id}", "title": title, "text": text}
        for id, (day, title, text) in REPORTS.items()
    ]
    (tmp_path / "r.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert kirinuki("-C", archive, "add", "r.jsonl").status == 0
    with (archive / "kirinuki.toml").open("a", encoding="utf-8") as file:
        file.write('\n[tags]\n"港湾" = ["岸壁", "埠頭"]\n"祭" = ["祭り"]\n"税" = []\n')
    return archive


def listed(kirinuki: Run, archive: Path, *options: str) -> list[list[str]]:
    said = kirinuki("-C", archive, "storylines", "--json", *options).json
    return sorted([article["external_id"] for article in line["articles"]] for line in said)


def ids(kirinuki: Run, archive: Path) -> dict[str, str]:
    said = kirinuki("-C", archive, "storylines", "--json").json
    return {article["external_id"]: article["id"] for line in said for article in line["articles"]}


def page(kirinuki: Run, archive: Path, id: str) -> Any:
    (said,) = kirinuki("-C", archive, "storylines", id, "--json").json
    return said


def decide(kirinuki: Run, archive: Path, *words: str) -> Any:
    ran = kirinuki("-C", archive, "storylines", "--json", *words)
    assert ran.status == 0, ran.err
    return ran.json[0]


def test_a_list_by_day(kirinuki: Run, news: Path) -> None:
    assert listed(kirinuki, news) == [["k1", "k2", "k3"], ["r1", "r2"]]
    assert listed(kirinuki, news, "--since", "2025-05-10") == [["r1", "r2"]]
    assert listed(kirinuki, news, "--until", "2025-05-31") == [["k1", "k2", "k3"]]
    assert listed(kirinuki, news, "--as-of", "2025-05-31") == [["k1", "k2", "k3"]]


def test_merged_and_undone(kirinuki: Run, news: Path) -> None:
    id = ids(kirinuki, news)
    said = decide(kirinuki, news, "--join", id["r2"][:10], id["k2"])
    assert (said["act"], said["articles"][0], said["others"][0]) == ("join", id["r2"], id["k2"])
    assert listed(kirinuki, news) == [["k1", "k2", "k3", "r1", "r2"]]
    merged = page(kirinuki, news, id["r1"])
    assert merged["id"] == id["k1"], "the id of what was a storyline of its own leads to the whole"
    assert merged["articles"][3]["why"] == "人が一つの流れと決めた"
    assert merged["decisions"] == [said]
    assert "人が決めたこと" in kirinuki("-C", news, "storylines", id["r1"], "--explain").out
    assert kirinuki("-C", news, "storylines", "--join", id["r2"], id["k1"]).status == 1
    assert kirinuki("-C", news, "storylines", "--decisions", "--json").json == [said]
    assert decide(kirinuki, news, "--undo", said["id"]) == said
    assert listed(kirinuki, news) == [["k1", "k2", "k3"], ["r1", "r2"]]
    assert kirinuki("-C", news, "storylines", "--undo", "last").status == 2


def test_split_and_moved(kirinuki: Run, news: Path) -> None:
    id = ids(kirinuki, news)
    decide(kirinuki, news, "--apart", id["k1"], id["k2"])
    assert listed(kirinuki, news) == [["k1", "k2"], ["k3"], ["r1", "r2"]]
    decide(kirinuki, news, "--move", id["k3"], id["r2"])
    assert listed(kirinuki, news) == [["k1", "k2"], ["k3", "r1", "r2"]]
    assert kirinuki("-C", news, "rebuild").status == 0
    assert listed(kirinuki, news) == [["k1", "k2"], ["k3", "r1", "r2"]]
    everything = kirinuki("-C", news, "storylines", "--apart", id["k1"], id["k2"])
    assert everything.status == 1 and "残す記事" in everything.err
    assert kirinuki("-C", news, "storylines", "--apart", id["k1"], id["r1"]).status == 1


def test_what_comes_later_follows_what_was_moved(kirinuki: Run, news: Path, tmp_path: Path) -> None:
    id = ids(kirinuki, news)
    decide(kirinuki, news, "--move", id["k3"], id["r1"])
    late = {"id": "k4", "published": "2025-05-12", "url": "https://n.example/k4"}
    late |= {"title": "凪原港の岸壁、再建始まる", "text": REPORTS["k3"][2] + "再建が始まった。"}
    (tmp_path / "late.jsonl").write_text(json.dumps(late), encoding="utf-8")
    assert kirinuki("-C", news, "add", "late.jsonl").status == 0
    assert listed(kirinuki, news) == [["k1", "k2"], ["k3", "k4", "r1", "r2"]]


def test_titles_and_tags_are_the_persons(kirinuki: Run, news: Path) -> None:
    id = ids(kirinuki, news)
    assert page(kirinuki, news, id["k1"])["suggested"] == ["港湾"]
    decide(kirinuki, news, "--tag", id["k2"], "岸壁")
    decide(kirinuki, news, "--tag", id["k2"], "凪原港")
    decide(kirinuki, news, "--title", id["k3"], "港の再建")
    said = page(kirinuki, news, id["k1"])
    assert (said["title"], said["tags"], said["suggested"]) == ("港の再建", ["港湾", "凪原港"], [])
    assert listed(kirinuki, news, "--tagged", "＃埠頭") == [["k1", "k2", "k3"]]
    assert listed(kirinuki, news, "--tagged", "税") == []
    assert "港の再建  #港湾  #凪原港" in kirinuki("-C", news, "storylines").out
    assert kirinuki("-C", news, "storylines", "--tag", id["k1"], "港湾").status == 1
    decide(kirinuki, news, "--untag", id["k1"], "港湾")
    said = page(kirinuki, news, id["k1"])
    assert (said["tags"], said["suggested"]) == (["凪原港"], []), "what was taken off is not suggested again"
    assert kirinuki("-C", news, "storylines", "--untag", id["k1"], "税").status == 1
    decide(kirinuki, news, "--title", id["k1"], "")
    assert page(kirinuki, news, id["k1"])["title"] in {title for _, title, _ in REPORTS.values()}


def test_the_tags_of_a_clip_log_are_the_persons_too(kirinuki: Run, archive: Path, tmp_path: Path) -> None:
    log = "入江町の久我農園で30日、ジャム鍋の展示会が開かれた。\n\n#展示会#町の話題\n"
    (tmp_path / "log.txt").write_text(log, encoding="utf-8")
    assert kirinuki("-C", archive, "add", "log.txt", "--published", "2025-12-31").status == 0
    (line,) = kirinuki("-C", archive, "storylines", "--json").json
    assert page(kirinuki, archive, line["id"])["suggested"] == ["展示会", "町の話題"]


def test_related_earlier_storylines_are_told_with_what_they_share(kirinuki: Run, news: Path) -> None:
    id = ids(kirinuki, news)
    assert page(kirinuki, news, id["r1"])["related"] == []
    decide(kirinuki, news, "--apart", id["k3"])
    (related,) = page(kirinuki, news, id["k3"])["related"]
    assert (related["id"], related["article"]) == (id["k1"], id["k3"])
    assert related["near"] in (id["k1"], id["k2"]) and "共通: " in related["why"]
    assert "前にあった関わりのある流れ" in kirinuki("-C", news, "storylines", id["k3"]).out
    assert page(kirinuki, news, id["k1"])["related"] == []


@pytest.mark.parametrize(
    "words",
    [("x", "y"), ("--decisions", "--undo", "last"), ("x", "--title", "a", "b"), ("--join", "a", "b", "c")],
)
def test_what_is_no_question(kirinuki: Run, news: Path, words: tuple[str, ...]) -> None:
    assert kirinuki("-C", news, "storylines", *words).status == 2


def test_a_decision_out_of_form_is_told_with_its_line(kirinuki: Run, news: Path) -> None:
    good = {"kind": "storyline", "at": "2030-01-01T00:00:00+00:00", "act": "join", "articles": ["a"]}
    for wrong in ({"act": "weave"}, {"articles": "a"}, {"articles": []}, {"words": 3}, {"act": "undo"}):
        (news / "decisions.jsonl").write_text(json.dumps(good | wrong) + "\n", encoding="utf-8")
        ran = kirinuki("-C", news, "storylines")
        assert ran.status == 2 and "1 行目" in ran.err
