"""Years of an old log, the whole way: three ways of writing, links, tags, an import that was stopped, one bad entry."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bench.oldlog import FIRST, entry, export, reports
from kirinuki.flow import Archive
from tests.conftest import Run

pytestmark = pytest.mark.whole

DAYS = 9
SITE = ("--site", "https://kiroku.example")


def imported(kirinuki: Run, archive: Path, *more: str, status: int = 0) -> dict[str, int]:
    ran = kirinuki("-C", archive, "import", "hatena", "export.txt", *SITE, "--json", *more)
    assert ran.status == status, ran.err
    found: dict[str, int] = ran.json
    return found


def test_every_report_of_every_day_is_there(kirinuki: Run, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "export.txt").write_text("".join(export(DAYS)), encoding="utf-8")
    counts = imported(kirinuki, archive)
    assert (counts["entries"], counts["known"], counts["problems"]) == (DAYS, 0, [])
    with Archive.open(archive) as opened:
        for back in range(DAYS):
            day = FIRST + dt.timedelta(days=back)
            digest = opened.digest(day, day + dt.timedelta(days=1))
            words = "".join(item.text for item in digest.items())
            folded = "".join(t.evidence.text for item in digest.items() for t in item.folded)
            for sentence in reports(day):
                assert sentence in words + folded
            assert "先週" not in words
            assert "切り抜き" in digest.tags
            assert len(digest.tags) == 2
            before = day - dt.timedelta(days=7)
            assert digest.links == (f"https://kiroku.example/entry/{before:%Y/%m/%d}/070000",)
        outlets = {revision.outlet for revision in opened.articles()}
        assert "minato-example" in outlets or "minato.example" in outlets
        item = next(iter(opened.digest(FIRST, FIRST + dt.timedelta(days=1)).items()))
        assert opened.trace(item.id).evidence.text == item.text


def test_what_is_there_is_passed_over_and_what_is_new_comes_in(
    kirinuki: Run, archive: Path, tmp_path: Path
) -> None:
    file = tmp_path / "export.txt"
    file.write_text("".join(export(3)), encoding="utf-8")
    first = imported(kirinuki, archive)
    again = imported(kirinuki, archive)
    assert (again["known"], again["new"]) == (3, 0)
    file.write_text("".join(export(5)), encoding="utf-8")
    grown = imported(kirinuki, archive)
    assert (grown["entries"], grown["known"]) == (5, 3)
    assert grown["new"] > 0
    with Archive.open(archive) as opened:
        before = opened.status()
    assert before["articles"] == first["new"] + grown["new"]
    assert kirinuki("-C", archive, "rebuild").status == 0
    with Archive.open(archive) as opened:
        assert opened.status() == before


def test_drafts_stay_out_and_one_bad_entry_stops_nothing(
    kirinuki: Run, archive: Path, tmp_path: Path
) -> None:
    days = [FIRST + dt.timedelta(days=n) for n in range(3)]
    draft, bad, good = entry(days[0]).replace("Publish", "Draft"), entry(days[1]), entry(days[2])
    bad = bad.replace("DATE: ", "DATE: someday ")
    (tmp_path / "export.txt").write_text("--------\n".join((draft, bad, good)), encoding="utf-8")
    counts = imported(kirinuki, archive, status=1)
    assert (counts["entries"], counts["drafts"], len(counts["problems"])) == (1, 1, 1)  # type: ignore[arg-type]
    assert imported(kirinuki, archive, "--drafts", status=1)["entries"] == 2


def test_a_whole_export_is_no_clip_log(kirinuki: Run, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "export.txt").write_text("".join(export(3)), encoding="utf-8")
    ran = kirinuki("-C", archive, "add", "export.txt")
    assert ran.status == 1
    assert "kirinuki import" in ran.err
    (tmp_path / "note.txt").write_text("港は混んだ。", encoding="utf-8")
    ran = kirinuki("-C", archive, "import", "mt", "note.txt")
    assert ran.status == 1
    assert "not an export" in ran.err


NOTE = """---
title: 北浜港の一日
date: 2026-01-02
tags: [北浜港, 切り抜き]
---

## 🔴北浜港

> 港湾局は2日、岸壁の7か所を閉鎖したと発表した。けが人は10人に上る。

https://shimpo.example/1

知事は2日、避難している世帯に見舞金を支給する考えを示しました。

— みなと放送 (@minato) 2026年1月2日

[[2026-01-01]]・[先週](2025-12-26.md)
"""


def test_a_folder_of_notes(kirinuki: Run, archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "手帳"
    (folder / "2026").mkdir(parents=True)
    (folder / ".obsidian").mkdir()
    (folder / ".obsidian" / "x.md").write_text(NOTE, encoding="utf-8")
    (folder / "2026" / "minato.md").write_text(NOTE, encoding="utf-8")
    (folder / "2026-01-03 汐見.md").write_bytes("汐見県は3日、防波堤を直し始めた。\n".encode("cp932"))
    (folder / "日付なし.md").write_text("港は混んだ。", encoding="utf-8")
    (folder / "下書き.md").write_text(
        "---\ndate: 2026-01-04\ndraft: true\n---\n港は混んだ。", encoding="utf-8"
    )
    ran = kirinuki("-C", archive, "import", "手帳", "--json")
    assert ran.status == 1
    told = ran.json
    assert (told["entries"], told["drafts"], told["new"]) == (2, 1, 3)
    assert [p["message"].partition(":")[0] for p in told["problems"]] == ["日付なし.md"]
    assert "フォルダー" in told["forms"][0]["why"]
    with Archive.open(archive) as opened:
        day = dt.date(2026, 1, 2)
        digest = opened.digest(day, day + dt.timedelta(days=1))
        assert digest.tags == ("北浜港", "切り抜き")
        assert digest.links == ("2026-01-01", "2026/2025-12-26.md")
        words = "".join(item.text for item in digest.items())
        assert "岸壁の7か所を閉鎖した" in words and "見舞金を支給する" in words
        assert "先週" not in words
        assert {outlet for a in opened.articles() if (outlet := a.outlet) != "unknown"} == {
            "shimpo-example", "みなと放送",
        }  # fmt: skip
        (shiomi,) = opened.digest(dt.date(2026, 1, 3), dt.date(2026, 1, 4)).items()
        assert shiomi.text == "汐見県は3日、防波堤を直し始めた。"
        before = opened.status()
    again = kirinuki("-C", archive, "import", "markdown", "手帳", "--published", "2026-01-05", "--json")
    assert again.status == 0
    assert (again.json["known"], again.json["new"]) == (2, 1)
    assert kirinuki("-C", archive, "rebuild").status == 0
    with Archive.open(archive) as opened:
        assert opened.status()["articles"] == before["articles"] + 1


POCKET = (
    "title,url,time_added,tags,status\n"
    "岸壁を閉鎖,https://shimpo.example/1,1767355500,北浜港|防災,unread\n"
    "住所なし,,1767355500,,unread\n"
)
HATENA = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<DL><p>
<DT><A HREF="https://shimpo.example/1" ADD_DATE="1767355500">岸壁を閉鎖</A>
<DD>[港]続報を待つ。
</DL><p>
"""


def test_bookmarks_are_headlines_with_the_persons_own_words(
    kirinuki: Run, archive: Path, tmp_path: Path
) -> None:
    (tmp_path / "ril.csv").write_text(POCKET, encoding="utf-8")
    (tmp_path / "hatena.html").write_text(HATENA, encoding="utf-8")
    ran = kirinuki("-C", archive, "import", "ril.csv", "hatena.html", "--json")
    assert ran.status == 1
    told = ran.json
    assert [told[name] for name in ("entries", "new", "comments", "bookmarks")] == [2, 1, 1, 2]
    assert told["expected"] == 0
    assert [form["form"] for form in told["forms"]] == ["bookmarks", "bookmarks"]
    assert "ril.csv:3" in told["problems"][0]["message"]
    with Archive.open(archive) as opened:
        day = dt.date(2026, 1, 2)
        digest = opened.digest(day, day + dt.timedelta(days=1))
        (item,) = digest.items()
        assert (item.text, item.comment) == ("岸壁を閉鎖", "続報を待つ。")
        assert set(digest.tags) == {"北浜港", "防災", "港"}
        (article,) = opened.articles()
        assert article.uri == "https://shimpo.example/1"
        assert opened.current(article.id).published_at == "2026-01-02T21:05:00+09:00"
    assert kirinuki("-C", archive, "comment", item.id, "もう済んだ。").status == 0
    again = kirinuki("-C", archive, "import", "hatena.html", "--fetch", "--json")
    assert (again.status, again.json["known"], again.json["expected"]) == (0, 1, 1)
    assert kirinuki("-C", archive, "import", "ril.csv", "--fetch", "--json").json["expected"] == 0
    with Archive.open(archive) as opened:
        (item,) = opened.digest(day, day + dt.timedelta(days=1)).items()
        assert item.comment == "もう済んだ。"


def test_the_form_is_told_and_what_has_none_is_refused(kirinuki: Run, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "export.txt").write_text("".join(export(1)), encoding="utf-8")
    (tmp_path / "note.txt").write_text("港は混んだ。", encoding="utf-8")
    told = kirinuki("-C", archive, "import", "export.txt")
    assert told.status == 0
    assert "Movable Type 形式" in told.err
    refused = kirinuki("-C", archive, "import", "note.txt")
    assert refused.status == 1
    assert "unknown form" in refused.err
    wrong = kirinuki("-C", archive, "import", "bookmarks", "export.txt")
    assert (wrong.status, "no bookmarks" in wrong.err) == (1, True)
    assert kirinuki("-C", archive, "import", "bookmarks").status == 2
