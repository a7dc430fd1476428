"""What a person clips in a browser, through the program."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kirinuki.flow import Archive
from tests.conftest import Run

pytestmark = pytest.mark.whole

URL = "https://shimpo.example/news/1"
FIRST = "港湾局は30日、北浜港の第2岸壁を閉鎖した。けが人は約40人に上る。"
SECOND = "知事は31日、避難している住民に見舞金を支給する考えを示しました。"
PAGE = f"""<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>岸壁を閉鎖</title>
<meta property="article:published_time" content="2025-12-30T18:00:00+09:00"></head>
<body><nav>トップ 政治 経済</nav><article><h1>岸壁を閉鎖</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"""


def clip(kirinuki: Run, archive: Path, *args: str | Path, words: str = "") -> list[dict[str, object]]:
    ran = kirinuki("-C", archive, "clip", "--json", *args, stdin=words.encode())
    assert ran.status == 0, ran.err
    found: list[dict[str, object]] = ran.json["articles"]
    return found


def test_two_places_of_one_page_are_two_clips_and_the_same_again_is_none(
    kirinuki: Run, archive: Path
) -> None:
    given = ("--url", URL, "--title", "岸壁を閉鎖", "--tag", "港", "--at", "2026-01-02T21:05")
    (one,) = clip(kirinuki, archive, *given, "--comment", "続報を待つ。", words=FIRST)
    (other,) = clip(kirinuki, archive, *given, words=SECOND)
    (again,) = clip(kirinuki, archive, *given, words=FIRST)
    assert (one["new"], other["new"], again["new"]) == (True, True, False)
    assert one["id"] == again["id"] != other["id"]
    with Archive.open(archive) as opened:
        day = dt.date(2026, 1, 2)
        digest = opened.digest(day, day + dt.timedelta(days=1))
        items = list(digest.items())
        assert "".join(item.text for item in items) == FIRST + SECOND
        assert [item.comment for item in items if item.comment] == ["続報を待つ。"]
        assert digest.tags == ("港",)
        before = opened.status()
        assert opened.trace(items[0].id).evidence.text == items[0].text
    assert kirinuki("-C", archive, "rebuild").status == 0
    with Archive.open(archive) as opened:
        assert opened.status() == before


def test_a_bookmark_becomes_the_page_when_that_is_clipped(
    kirinuki: Run, archive: Path, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (bookmark,) = clip(kirinuki, archive, "--url", URL, "--title", "岸壁を閉鎖 - 汐見新報")
    (page,) = clip(kirinuki, archive, "--url", URL, "--html", "page.html")
    assert bookmark["id"] == page["id"]
    assert page["revised"] is True
    with Archive.open(archive) as opened:
        current = opened.current(str(page["id"]))
        assert current.text == f"{FIRST}\n\n{SECOND}"
        assert current.published == dt.date(2025, 12, 30)
        assert opened.article(str(page["id"])).uri == URL


def test_nothing_to_clip_is_told(kirinuki: Run, archive: Path) -> None:
    ran = kirinuki("-C", archive, "clip", "--url", URL)
    assert ran.status == 1
    assert "nothing to clip" in ran.err
