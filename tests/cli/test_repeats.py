"""kirinuki repeats: what a person decides of two passages, over the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.whole

FIRST = "港湾局は3日、北浜港の第2岸壁を閉鎖し、復旧の工事を来週から始めると発表した。"
AGAIN = "港湾局によると、北浜港の第2岸壁を閉鎖し、復旧の工事を来週から始めるという。"


def test_apart_explain_and_undo(kirinuki: Run, tmp_path: Path) -> None:
    for name, text in (("一.txt", FIRST), ("二.txt", AGAIN)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    kirinuki("init", "記録")
    kirinuki("-C", "記録", "add", "一.txt", "二.txt", "--published", "2025-05-03", "--form", "text")
    (found,) = kirinuki("-C", "記録", "repeats", "--json").json
    items = [f"{e['revision'][:12]}:{e['start']}-{e['end']}" for e in (found["later"], found["earlier"])]
    kirinuki("-C", "記録", "repeats", "--apart", *items)
    assert kirinuki("-C", "記録", "repeats", "--json").json == []
    explained = kirinuki("-C", "記録", "repeats", "--explain").out
    assert "人が別のことと決めた" in explained
    assert FIRST in explained
    (decided,) = kirinuki("-C", "記録", "repeats", "--explain", "--json").json
    assert decided["verdict"] == "apart"
    kirinuki("-C", "記録", "repeats", "--undo", *items)
    assert kirinuki("-C", "記録", "repeats", "--json").json == [found]
