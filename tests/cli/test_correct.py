from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.whole

TEXT = (
    "港湾局の三崎報道官は30日、北浜港の第2岸壁を閉鎖したと発表した。"
    "三崎報道官は「安全が確かめられるまで再開しない」と述べた。市は30日にも会議を開いた。"
)


@pytest.fixture
def filled(kirinuki: Run, archive: Path, tmp_path: Path) -> Path:
    (tmp_path / "今日.txt").write_text(TEXT, encoding="utf-8")
    assert kirinuki("-C", archive, "add", "今日.txt", "--published", "2025-12-31").status == 0
    return archive


def test_a_person_mends_looks_and_takes_back(kirinuki: Run, filled: Path) -> None:
    said = kirinuki("-C", filled, "correct", "--words", "「再開しない」", "述べ方=否定")
    assert said.status == 0, said.err
    assert "前  直接 三崎報道官 ― 述べた（述べた）" in said.out
    assert "後  直接 三崎報道官 ― 述べた（否定）" in said.out
    listed = kirinuki("-C", filled, "correct", "--list")
    assert "発言「安全が確かめられるまで再開しない」 述べ方 述べた → 否定" in listed.out
    (form,) = kirinuki("-C", filled, "correct", "--list", "--json").json
    assert (form["layer"], form["action"], form["fields"]) == ("statements", "change", {"stance": "denied"})
    revision = form["item"].split(":")[0]
    shown = kirinuki("-C", filled, "read", revision, "--explain").out
    assert "述べた（否定）" in shown and "人が直した" in shown
    assert kirinuki("-C", filled, "rebuild").status == 0
    assert "（否定）" in kirinuki("-C", filled, "read", revision).out
    assert kirinuki("-C", filled, "correct", "--undo").status == 0
    assert "（否定）" not in kirinuki("-C", filled, "read", revision).out
    assert kirinuki("-C", filled, "correct", "--undo").status == 2


def test_json_tells_before_and_after_with_what_followed(kirinuki: Run, filled: Path) -> None:
    several = kirinuki("-C", filled, "correct", "--words", "30日", "value=2025-11-30")
    assert several.status == 2 and "2 か所" in several.err and "【30日】" in several.err
    item = next(line.split()[0] for line in several.err.splitlines() if "【30日】" in line)
    form = kirinuki("-C", filled, "correct", item, "value=2025-11-30", "--json").json
    times = [c for c in form["effects"] if c["layer"] == "times"]
    assert times[0]["before"]["from"] == "2025-12-30" and times[0]["after"]["from"] == "2025-11-30"
    followed = [c for c in form["effects"] if c["layer"] == "statements"]
    assert followed and followed[0]["after"]["said"]["from"] == "2025-11-30"


def test_what_was_missed_and_what_is_none(kirinuki: Run, filled: Path) -> None:
    added = kirinuki("-C", filled, "correct", "--words", "第2岸壁", "--new", "名前", "種類=施設")
    assert added.status == 0 and "前  なし" in added.out
    gone = kirinuki("-C", filled, "correct", "--words", "第2岸壁", "--layer", "entities", "--none")
    assert gone.status == 0 and "後  なし" in gone.out


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((), "ITEM か --words"),
        (("0000:1-2", "話者"), "話者=高瀬知事"),
        (("--words", "無い語", "話者=市"), "どの記事の本文にもありません"),
        (("--words", "第2岸壁", "--none"), "読まれていません"),
        (("--list", "--undo"), "それだけで"),
        (("--words", "再開しない", "--none", "話者=市"), "--none"),
    ],
)
def test_wrong_use_is_said_with_the_mend(
    kirinuki: Run, filled: Path, args: tuple[str, ...], message: str
) -> None:
    said = kirinuki("-C", filled, "correct", *args)
    assert said.status == 2
    assert message in said.err


def test_a_day_is_not_given_for_what_the_archive_knows(kirinuki: Run, filled: Path) -> None:
    said = kirinuki("-C", filled, "read", "0123abcd", "--published", "2025-12-31")
    assert said.status == 2 and "公表日と名簿があります" in said.err
    assert kirinuki("-C", filled, "read", "0123abcd").status == 2
    assert kirinuki("read", "無い.txt").status == 2
