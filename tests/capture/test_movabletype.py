from __future__ import annotations

import datetime as dt

import pytest

from kirinuki.capture.movabletype import Entry, entries, export_of
from kirinuki.errors import InputError

FIRST = """AUTHOR: kiroku
TITLE: 12月30日の切り抜き
BASENAME: 2025/12/30/071500
STATUS: Publish
ALLOW COMMENTS: 1
CONVERT BREAKS: 0
DATE: 12/30/2025 07:15:00
CATEGORY: 北浜港
CATEGORY: 汐見県
IMAGE: https://cdn.example/a.png
-----
BODY:
<p>港湾局は30日、岸壁を閉鎖した。</p>
-----
EXTENDED BODY:
<p>知事は見舞金を支給する。</p>
-----
COMMENT:
AUTHOR: 誰か
DATE: 12/30/2025 08:00:00
お疲れさまです。
-----
"""
SECOND = FIRST.replace("12/30/2025 07:15:00", "01/02/2026 09:05:00 PM").replace(
    "2025/12/30/071500", "2026/01/02/210500"
)
EXPORT = FIRST + "--------\n" + SECOND + "--------\n"


def read(text: str, encoding: str = "utf-8") -> list[Entry]:
    found = export_of(text.encode(encoding), "export.txt")
    assert not any(isinstance(entry, InputError) for entry in found)
    return found  # type: ignore[return-value]


def test_an_export_is_a_row_of_entries() -> None:
    first, second = read(EXPORT)
    japan = dt.timezone(dt.timedelta(hours=9))
    assert (first.title, first.name, first.status) == ("12月30日の切り抜き", "2025/12/30/071500", "Publish")
    assert first.at == dt.datetime(2025, 12, 30, 7, 15, tzinfo=japan)
    assert second.at == dt.datetime(2026, 1, 2, 21, 5, tzinfo=japan)
    assert first.tags == ("北浜港", "汐見県")
    assert (first.line, second.line) == (1, FIRST.count("\n") + 2)
    assert first.data.decode() == FIRST
    assert [body.of(FIRST).strip() for body in first.bodies] == [
        "<p>港湾局は30日、岸壁を閉鎖した。</p>",
        "<p>知事は見舞金を支給する。</p>",
    ]
    assert first.address("https://kiroku.example/") == "https://kiroku.example/entry/2025/12/30/071500"
    assert first.address(None) is None


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "utf-8-sig"])
def test_an_entry_keeps_the_bytes_of_the_export(encoding: str) -> None:
    first, _ = read(EXPORT, encoding)
    assert first.data == FIRST.encode(encoding.removesuffix("-sig"))
    assert first.title == "12月30日の切り抜き"


def test_one_bad_entry_does_not_stop_the_others() -> None:
    bad = FIRST.replace("12/30/2025 07:15:00", "30日")
    found = list(entries(bad + "--------\n" + SECOND, "export.txt"))
    assert isinstance(found[0], InputError)
    assert str(found[0]).startswith("export.txt:1: ")
    assert "30日" in str(found[0])
    assert isinstance(found[1], Entry)
    cut = list(entries("AUTHOR: x\nBODY:\n", "export.txt"))
    assert isinstance(cut[0], InputError)


def test_what_is_no_export_is_refused() -> None:
    with pytest.raises(InputError, match="not an export"):
        export_of("港湾局は30日、岸壁を閉鎖した。".encode(), "x.txt")


def test_an_entry_without_a_basename_is_known_by_day_and_title() -> None:
    (entry,) = read(FIRST.replace("BASENAME: 2025/12/30/071500\n", ""))
    assert entry.name == "2025/12/30 12月30日の切り抜き"
