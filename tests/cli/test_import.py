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
