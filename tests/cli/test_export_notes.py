"""Notes of the reader's own, written out through the program."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from kirinuki.flow import Archive
from kirinuki.model.article import JAPAN
from tests.conftest import Run

pytestmark = pytest.mark.whole

NOW = dt.datetime(2026, 1, 2, 6, 0, tzinfo=JAPAN)


def test_notes_are_written_as_web_annotations(kirinuki: Run, archive: Path, tmp_path: Path) -> None:
    report = '{"url": "https://shimpo.example/1", "published": "2026-01-02", "text": "港湾局は２日、岸壁を閉鎖した。"}\n'
    with Archive.open(archive) as opened:
        opened.add(report.encode(), name="a.jsonl", now=NOW)
        opened.notes.keep(opened.corrections.places("岸壁")[0].item, "続報を待つ", now=NOW)
        opened.notes.keep(opened.corrections.places("港湾局")[0].item, now=NOW)
    out = tmp_path / "覚え書き.jsonld"
    ran = kirinuki("-C", archive, "export", "--notes", out, "--json")
    assert ran.status == 0 and ran.json == {"notes": 2}
    one, other = json.loads(out.read_text(encoding="utf-8"))
    assert (one["motivation"], other["motivation"]) == ("commenting", "highlighting")
    assert one["target"]["selector"][1]["exact"] == "岸壁"
    assert kirinuki("-C", archive, "export").status == 2
