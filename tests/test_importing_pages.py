"""Articles over several pages in other people's web archives: joined wherever in the file their pages lie."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest

from kirinuki.flow import Archive
from kirinuki.flow.importing import PartDone, TakenPage
from tests.capture.web_records import packed, warc
from tests.newspaper import CLOSED, OPENED, SHIPS, page
from tests.test_importing import archive, finish, record, take

__all__ = ["archive"]

TITLE = "第2岸壁を閉鎖"
SITE = "https://shimpo.example"
TEXTS = (CLOSED, SHIPS, OPENED)
WHOLE = "\n\n".join(TEXTS)


def address(number: int, article: str = "/a") -> str:
    return f"{SITE}{article}" + (f"?page={number}" if number > 1 else "")


def paged(number: int, texts: Sequence[str] = TEXTS, *, article: str = "/a", day: int = 30) -> bytes:
    """The record of one page of an article, with the numbers of all its pages on it."""
    numbers = "".join(f'<a href="{address(n, article)}">{n}</a>' for n in range(1, len(texts) + 1))
    body = page(TITLE, texts[number - 1]).replace(b"</main>", f"<div>{numbers}</div></main>".encode())
    return warc(address(number, article), body, WARC_Date=f"2022-12-{day}T01:0{number}:00Z")


def put(path: Path, *records: bytes) -> Path:
    path.write_bytes(packed(*records))
    return path


def texts(archive: Archive) -> list[list[str]]:
    return sorted([r.text for r in archive.revisions(article.id)] for article in archive.articles())


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))))
def test_pages_are_one_article_in_whatever_order_they_lie(
    archive: Archive, tmp_path: Path, order: tuple[int, ...]
) -> None:
    between = record(7), record(8)
    found = take(archive, put(tmp_path / "x.warc.gz", *(paged(n) for n in order), *between))
    assert [WHOLE] in texts(archive)
    assert archive.status()["articles"] == 3
    assert [item.joined for item in found if isinstance(item, PartDone)] == [2]
    [joined] = [item for item in found if isinstance(item, TakenPage) and item.url == address(1)]
    assert "3 ページを続けた" in joined.added.reports[0].why


def test_every_word_is_proved_from_the_page_it_stands_on_and_rebuilt(
    archive: Archive, tmp_path: Path
) -> None:
    take(archive, put(tmp_path / "x.warc.gz", paged(2), paged(1), paged(3)))
    [article] = archive.articles()
    revision = archive.current(article.id)
    for n, words in enumerate(TEXTS, 1):
        start = revision.text.index(words)
        traced = archive.trace(f"{revision.id}:{start}-{start + len(words)}")
        assert traced.capture.came_from == address(n)
        assert traced.capture.captured_at == dt.datetime(2022, 12, 30, 1, n, tzinfo=dt.UTC)
    rows = finish(archive)
    archive.close()
    Archive.rebuild(archive.path)
    with Archive.open(archive.path) as again:
        assert list(again._store.rows()) == rows


def test_of_several_captures_the_nearest_in_time_belong_together(archive: Archive, tmp_path: Path) -> None:
    changed = (CLOSED.replace("未定", "3日"), SHIPS.replace("12隻", "15隻"))
    records = (paged(1, TEXTS[:2]), paged(1, changed, day=31), paged(2, changed, day=31), paged(2, TEXTS[:2]))
    take(archive, put(tmp_path / "x.warc.gz", *records))
    assert texts(archive) == [["\n\n".join(TEXTS[:2]), "\n\n".join(changed)]]


def test_what_has_no_first_page_stands_for_itself_and_what_ends_early_says_so(
    archive: Archive, tmp_path: Path
) -> None:
    found = take(archive, put(tmp_path / "x.warc.gz", paged(1), paged(3), paged(2, article="/b")))
    assert texts(archive) == sorted([[CLOSED], [OPENED], [SHIPS]])
    odd = {item.url: item.odd for item in found if isinstance(item, TakenPage)}
    assert odd[address(1)] == (f"続きの {address(2)} がありません (no next page)",)
    assert odd[address(3)] == (f"始まりの {address(1)} がありません (no first page)",)


def test_a_later_page_of_an_earlier_run_is_joined(archive: Archive, tmp_path: Path) -> None:
    take(archive, put(tmp_path / "later.warc.gz", paged(2)))
    take(archive, put(tmp_path / "first.warc.gz", paged(1), paged(3)))
    assert [WHOLE] in texts(archive)
    rows = finish(archive)
    archive.close()
    Archive.rebuild(archive.path)
    with Archive.open(archive.path) as again:
        assert list(again._store.rows()) == rows


@pytest.mark.parametrize("heard", range(5))
def test_a_stopped_run_joins_what_it_had_passed(archive: Archive, tmp_path: Path, heard: int) -> None:
    file = put(tmp_path / "x.warc.gz", record(7), paged(2), record(8), paged(1), record(9), paged(3))
    from kirinuki.capture.webarchive import PagesWanted

    run = archive.take_web_archive(file, PagesWanted(), now=dt.datetime(2026, 5, 1, tzinfo=dt.UTC))
    for _ in range(heard):
        next(run)
    run.close()  # type: ignore[attr-defined]
    take(archive, file)
    assert [WHOLE] in texts(archive)
    assert archive.status()["articles"] == 4
    take(archive, file, again=True)
    assert archive.status()["articles"] == 4
    assert archive.status()["captures"] == 6
