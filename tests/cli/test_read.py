from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kirinuki.cli import cli
from kirinuki.model.reading import Reading
from kirinuki.read import check
from tests.conftest import Run

DAY = ("--published", "2025-12-31")
REPORT = "港湾局の三崎報道官は30日、「第2岸壁を閉鎖した」と発表した。けが人は約40人に上る。".encode()


def test_explain_tells_why_each_thing_was_read(kirinuki: Run) -> None:
    out = kirinuki("read", "-", *DAY, "--explain", stdin=REPORT).out
    assert "人物  三崎（報道官）" in out
    assert "日時  30日 = 2025年12月30日  ← " in out
    assert out.count("←") >= 4


def test_a_sound_reading_has_nothing_to_check(kirinuki: Run) -> None:
    said = kirinuki("read", "-", *DAY, "--check", stdin=REPORT)
    assert (said.status, said.out) == (0, "ありえない箇所 0 件\n")
    assert kirinuki("read", "-", *DAY, "--check", "--json", stdin=REPORT).json == {"faults": []}


def test_faults_are_listed_and_end_with_1(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    report = tmp_path / "記事.txt"
    report.write_bytes(REPORT)

    def found(reading: Reading) -> list[check.Fault]:
        return [check.Fault(10, 13, "times", reading.text[10:13], "終わりが始まりより後ではありません")]

    monkeypatch.setattr(check, "find_faults", found)
    said = CliRunner().invoke(cli, ["read", str(report), *DAY, "--check"])
    assert said.exit_code == 1
    assert "times  10-13  終わりが始まりより後ではありません  「30日」" in said.output
    said = CliRunner().invoke(cli, ["read", str(report), *DAY, "--check", "--json"])
    assert said.exit_code == 1
    (fault,) = json.loads(said.stdout)["faults"]
    assert (fault["layer"], fault["start"], fault["end"], fault["text"]) == ("times", 10, 13, "30日")
