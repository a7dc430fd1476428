"""kirinuki agenda: by date, who said it when, what became of it; and the person's word on it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.whole

PLAN = "海野市の水谷市長は1日、汐見大橋を5月20日に開通させると発表した。架け替えの費用は12億円だ。"
OPENED = "汐見大橋が20日、開通した。架け替えの費用は12億円だ。"


def add(kirinuki: Run, archive: Path, tmp_path: Path, text: str, day: str) -> None:
    form = {
        "outlet": "kou",
        "published": day,
        "url": f"https://kou.example/{day}",
        "title": "橋",
        "text": text,
    }
    (tmp_path / f"{day}.jsonl").write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
    assert kirinuki("-C", archive, "add", f"{day}.jsonl").status == 0


@pytest.fixture
def planned(kirinuki: Run, archive: Path, tmp_path: Path) -> Path:
    """An archive in which a bridge is to be opened."""
    add(kirinuki, archive, tmp_path, PLAN, "2025-05-01")
    return archive


def listed(kirinuki: Run, archive: Path, *options: str) -> list[dict[str, Any]]:
    document = kirinuki("-C", archive, "agenda", *options, "--json").json
    assert document["after"] is None
    entries: list[dict[str, Any]] = document["entries"]
    return entries


def test_who_said_what_falls_due_and_what_became_of_it(kirinuki: Run, planned: Path, tmp_path: Path) -> None:
    (entry,) = listed(kirinuki, planned, "--from", "2025-05-20", "--until", "2025-05-20")
    assert (entry["from"], entry["until"], entry["who"]) == ("2025-05-20", "2025-05-21", "水谷")
    assert entry["outcome"]["kind"] == "unknown" and entry["text"] in PLAN
    (told,) = entry["tellings"]
    for shown in (told["evidence"], told["time"], told["speaker"]):
        assert PLAN[shown["start"] : shown["end"]] == shown["text"]
    assert listed(kirinuki, planned, "--until", "2025-05-19") == []
    screen = kirinuki("-C", planned, "agenda", "--from", "2025-05-01").out
    assert "2025年5月20日" in screen and "不明" in screen and "水谷市長" in screen and "予定 1 件" in screen
    add(kirinuki, planned, tmp_path, OPENED, "2025-05-20")
    screen = kirinuki("-C", planned, "agenda", "--from", "2025-05-01", "--explain").out
    assert "実現" in screen and "→ 汐見大橋が20日、開通した。" in screen and "理由:" in screen


def test_by_default_what_is_open_on_the_day(kirinuki: Run, planned: Path, tmp_path: Path) -> None:
    assert listed(kirinuki, planned) == []  # overdue for more than a month by now
    assert len(listed(kirinuki, planned, "--as-of", "2025-05-10")) == 1
    assert len(listed(kirinuki, planned, "--as-of", "2025-05-31")) == 1
    assert listed(kirinuki, planned, "--as-of", "2025-04-30") == []


def test_entries_are_chosen(kirinuki: Run, planned: Path) -> None:
    (entry,) = listed(kirinuki, planned, "--outcome", "不明", "--speaker", "水谷")
    assert listed(kirinuki, planned, "--outcome", "unknown", "--storyline", entry["storyline"]) == [entry]
    assert listed(kirinuki, planned, "--outcome", "実現") == []
    assert listed(kirinuki, planned, "--outcome", "不明", "--speaker", "三崎") == []
    page = kirinuki("-C", planned, "agenda", "--outcome", "不明", "--limit", "1", "--json").json
    assert page == {"entries": [entry], "after": None}


def test_as_a_table(kirinuki: Run, planned: Path) -> None:
    table = list(
        csv.DictReader(io.StringIO(kirinuki("-C", planned, "agenda", "--outcome", "不明", "--csv").out))
    )
    assert [(row["from"], row["who"], row["outcome"]) for row in table] == [("2025-05-20", "水谷", "unknown")]


def test_a_persons_word_holds_until_it_is_taken_back(kirinuki: Run, planned: Path) -> None:
    (entry,) = listed(kirinuki, planned, "--from", "2025-05-01")
    revision = entry["item"].partition(":")[0]
    said = kirinuki("-C", planned, "agenda", "--call", entry["item"], "延期", "--shown-by", f"{revision}:0-3")
    assert said.status == 0 and "延期" in said.err
    (called,) = listed(kirinuki, planned, "--from", "2025-05-01")
    assert called["outcome"]["decided"] and called["outcome"]["evidence"]["text"] == PLAN[:3]
    assert kirinuki("rebuild", cwd=planned).status == 0
    assert listed(kirinuki, planned, "--outcome", "延期") == [called]
    assert kirinuki("-C", planned, "agenda", "--call", entry["item"], "なし").status == 0
    assert listed(kirinuki, planned, "--from", "2025-05-01") == []
    undone = kirinuki("-C", planned, "agenda", "--undo", entry["item"], "--json").json
    assert undone["item"] == entry["item"] and undone["called"] is None
    assert listed(kirinuki, planned, "--from", "2025-05-01") == [entry]


def test_wrong_use_is_said_with_the_mend(kirinuki: Run, planned: Path) -> None:
    (entry,) = listed(kirinuki, planned, "--from", "2025-05-01")
    revision = entry["item"].partition(":")[0]
    for options, words in (
        (("--call", entry["item"], "たぶん"), "実現"),
        (("--outcome", "たぶん"), "実現"),
        (("--call", f"{revision}:0-2", "実現"), "予定はありません"),
        (("--call", entry["item"], "実現", "--undo", entry["item"]), "一つずつ"),
        (("--shown-by", entry["item"]), "一つずつ"),
        (("--csv", "--json"), "一つずつ"),
        (("--from", "あす"), "日付ではありません"),
    ):
        wrong = kirinuki("-C", planned, "agenda", *options)
        assert wrong.status == 2 and words in wrong.err


def test_a_decision_out_of_form_is_told_with_its_line(kirinuki: Run, planned: Path) -> None:
    with (planned / "decisions.jsonl").open("a", encoding="utf-8") as file:
        file.write(
            '{"kind": "expectation", "at": "2025-05-04T00:00:00+09:00", "item": 3, "outcome": "none"}\n'
        )
    wrong = kirinuki("-C", planned, "agenda")
    assert wrong.status != 0 and "1 行目" in wrong.err


def unfolded(calendar: str) -> list[str]:
    """The content lines of a calendar, each at most 75 octets before it is unfolded (RFC 5545, 3.1)."""
    assert calendar.endswith("\r\n")
    lines = calendar.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    return "\r\n".join(lines).replace("\r\n ", "").split("\r\n")


def test_the_agenda_is_a_calendar_of_whole_days(kirinuki: Run, planned: Path, tmp_path: Path) -> None:
    shown = kirinuki("-C", planned, "agenda", "--from", "2025-05-01", "--ics").out
    lines = unfolded(shown.replace("\r\n", "\n").replace("\n", "\r\n"))
    (entry,) = listed(kirinuki, planned, "--from", "2025-05-01")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"] and lines[-1] == "END:VCALENDAR"
    event = dict(line.split(":", 1) for line in lines if not line.startswith(("BEGIN", "END")))
    assert event["UID"] == f"{entry['item'].replace(':', '-')}@kirinuki"
    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == ("20250520", "20250521")
    assert event["SUMMARY"] == entry["text"] and event["STATUS"] == "TENTATIVE"
    assert "水谷市長" in event["DESCRIPTION"] and event["URL"] == "https://kou.example/2025-05-01"
    add(kirinuki, planned, tmp_path, OPENED, "2025-05-20")
    later = kirinuki("-C", planned, "agenda", "--from", "2025-05-01", "--ics").out
    assert event["UID"] in later and "STATUS:CONFIRMED" in later


def test_a_calendar_is_nothing_but_a_calendar(kirinuki: Run, planned: Path) -> None:
    assert kirinuki("-C", planned, "agenda", "--ics", "--json").status == 2
    assert kirinuki("-C", planned, "agenda", "--ics", "--csv").status == 2
