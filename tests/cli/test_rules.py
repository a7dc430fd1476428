"""kirinuki rules, and the alarm of kirinuki status when an outlet's pages give less than they did."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.capture.extract.test_rules import LEAD, NOTE, PAGE, RULE
from tests.conftest import Run

pytestmark = pytest.mark.whole
URL = "https://migiwa.example/1"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_rule_is_made_tried_listed_checked_and_used(kirinuki: Run, archive: Path, page: Path) -> None:
    file = archive / "rules" / "migiwa.toml"
    made = kirinuki("-C", archive, "rules", "new", page, "--url", URL, "-o", file)
    assert (made.status, file.is_file()) == (0, True)
    assert kirinuki("-C", archive, "rules", "new", page, "--url", URL, "-o", file).status == 1
    file.write_text(RULE, encoding="utf-8")

    tried = kirinuki("-C", archive, "rules", "try", page, "--url", URL, "--json").json["tried"]
    assert [trial["validity"] for trial in tried] == ["2023-04-01..", "..2023-03-31"]
    assert tried[0]["only_without"] == [NOTE, "記者のメモ。"]
    assert f"- {NOTE}" in kirinuki("-C", archive, "rules", "try", page, "--url", URL).out

    listed = kirinuki("-C", archive, "rules", "list", "--json").json["rules"]
    assert [(rule["key"], rule["own"]) for rule in listed] == [("migiwa", True), ("shimpo", False)]
    assert kirinuki("-C", archive, "rules", "check").status == 0

    with_rule = kirinuki("-C", archive, "extract", page, "--url", URL, "--json").json
    without = kirinuki("-C", archive, "extract", page, "--url", URL, "--no-outlet-rules", "--json").json
    assert NOTE not in with_rule["paragraphs"]
    assert NOTE in without["paragraphs"]

    added = kirinuki("-C", archive, "add", page, "--url", URL, "--json").json["articles"][0]
    hit = kirinuki("-C", archive, "search", '"老朽化"', "--json").json["hits"][0]
    assert hit["text"]
    assert kirinuki("-C", archive, "trace", f"{hit['revision']}:0-{len(LEAD)}").status == 0
    before = kirinuki("-C", archive, "status", "--json").json["counts"]
    assert kirinuki("-C", archive, "rebuild").status == 0
    assert kirinuki("-C", archive, "status", "--json").json["counts"] == before
    assert added["new"]


def test_a_wrong_rule_is_told_with_the_nearest_name(kirinuki: Run, archive: Path) -> None:
    (archive / "rules").mkdir()
    (archive / "rules" / "x.toml").write_text(RULE.replace("drop =", "drops ="), encoding="utf-8")
    checked = kirinuki("-C", archive, "rules", "check", "--json")
    assert checked.status == 1
    assert "「drop」ではありませんか" in checked.json["problems"][0]["message"]


def test_a_change_of_layout_raises_an_alarm_with_the_mend(
    kirinuki: Run, archive: Path, tmp_path: Path
) -> None:
    def page_of(n: int, author: str) -> str:
        declared = {
            "@type": "NewsArticle",
            "headline": f"第{n}岸壁を閉鎖",
            "datePublished": "2025-01-13T10:00:00+09:00",
        }
        declared |= {"author": {"name": author}} if author else {}
        return (
            f'<!doctype html><html><head><script type="application/ld+json">{json.dumps(declared)}</script></head><body>'
            f"<h1>第{n}岸壁を閉鎖</h1><div><p>潮見市は{n}日、第{n}岸壁の使用を当面見合わせると発表した。再開は未定だ。</p></div></body></html>"
        )

    for n in range(1, 18):
        (tmp_path / "page.html").write_text(page_of(n, "三崎遼" if n <= 12 else ""), encoding="utf-8")
        assert kirinuki("-C", archive, "add", "page.html", "--url", f"https://migiwa.example/{n}").status == 0
        falls = kirinuki("-C", archive, "status", "--json").json["falls"] if n in (12, 16, 17) else None
        assert not falls or n == 17
    assert [(fall["field"], fall["run"], fall["before"]) for fall in falls or []] == [("authors", 5, 12)]
    shown = kirinuki("-C", archive, "status").out
    assert "警報" in shown
    assert "kirinuki rules try https://migiwa.example/17" in shown
