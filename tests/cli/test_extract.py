"""kirinuki extract, and pages taken into an archive, over the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.pages.scoring import first_set
from tests.conftest import Run
from tests.newspaper import CLOSED, HERE, Reply, newspaper, page

pytestmark = pytest.mark.whole


def test_the_article_of_a_file_as_json(kirinuki: Run, tmp_path: Path) -> None:
    case = next(c for c in first_set() if c.name == "tables-0")
    (tmp_path / "page.html").write_bytes(case.data)
    found = kirinuki(
        "extract", "page.html", "--url", "https://shimpo.example/1", "--no-outlet-rules", "--json"
    ).json
    assert (found["title"], tuple(found["paragraphs"]), found["published"]) == (
        case.title,
        case.paragraphs,
        case.published,
    )
    assert (found["canonical"], found["encoding"]) == ("https://shimpo.example/1", "cp932")
    assert set(found) >= {"authors", "modified", "outlet", "section", "credit", "paywall", "why"}


def test_a_private_address_is_refused_and_so_is_what_is_no_page(kirinuki: Run, tmp_path: Path) -> None:
    refused = kirinuki("extract", "http://127.0.0.1:9/x")
    assert (refused.status, "private address" in refused.err) == (1, True)
    (tmp_path / "empty.html").write_bytes(b"<html></html>")
    none = kirinuki("extract", "empty.html", "--json")
    assert (none.status, "no article" in none.json["error"]) == (1, True)


def test_a_page_taken_in_is_traced_back_to_its_record(kirinuki: Run, archive: Path, tmp_path: Path) -> None:
    case = next(c for c in first_set() if c.name == "daily-0")
    (tmp_path / "page.html").write_bytes(case.data)
    added = kirinuki(
        "-C",
        archive,
        "add",
        "page.html",
        "--url",
        "https://daily.example/articles/3.html?utm_source=x",
        "--json",
    )
    assert added.status == 0, added.err
    (article,) = added.json["articles"]
    assert article["new"]
    hits = kirinuki("-C", archive, "search", case.paragraphs[0][:8], "--json").json["hits"]
    item = f"{hits[0]['revision']}:{hits[0]['start']}-{hits[0]['end']}"
    traced = kirinuki("-C", archive, "trace", item)
    assert traced.status == 0, traced.err
    again = kirinuki(
        "-C",
        archive,
        "add",
        "page.html",
        "--url",
        "https://daily.example/articles/3.html?utm_source=x",
        "--json",
    )
    assert not again.json["articles"][0]["new"]


def test_an_article_over_several_pages_is_fetched_whole(kirinuki: Run, archive: Path) -> None:
    words = (
        "閉鎖は来週まで続く見通しだという。",
        "住民は戸惑っている。急な話だと話した。",
        "市は説明会を開く予定だとしている。",
    )
    with newspaper() as paper:
        with (archive / "kirinuki.toml").open("a", encoding="utf-8") as settings:
            settings.write(f'\n[fetch]\nallow = ["{HERE}"]\n')
        for n, paragraph in enumerate(words, 1):
            onward = f'<a href="/1?page={n + 1}">次のページへ</a>' if n < 4 else ""
            body = page("第2岸壁を閉鎖", CLOSED, paragraph).replace(b"</main>", f"{onward}</main>".encode())
            paper.replies["/1" if n == 1 else f"/1?page={n}"] = Reply(
                body=body, headers={"Content-Type": "text/html"}
            )
        ran = kirinuki("-C", archive, "extract", f"{paper.site}/1", "--json")
    # The fourth page is promised and missing.
    assert ran.status == 0
    assert "the next page is missing" in ran.err
    assert ran.json["paragraphs"] == [CLOSED, *words]
    assert ran.json["page_of"] == [0, 0, 1, 2]
    assert ran.json["pages"] == [f"{paper.site}/1", f"{paper.site}/1?page=2", f"{paper.site}/1?page=3"]
    assert ran.json["next"] == f"{paper.site}/1?page=4"


def test_entries_of_a_rolling_page_are_articles_and_the_old_ones_stay_when_one_is_added(
    kirinuki: Run, archive: Path, tmp_path: Path
) -> None:
    def taken(count: int) -> list[bool]:
        entries = "".join(
            f"<section class=ev><div>{hour}:05</div><p>{hour}時に第{hour}岸壁が閉じた。再開の時期は決まっていない。</p></section>"
            for hour in range(8 + count, 8, -1)
        )
        head = '<title>【速報】岸壁の閉鎖</title><meta property="article:published_time" content="2025-01-13T08:00:00+09:00">'
        (tmp_path / "live.html").write_text(
            f"<!doctype html><html><head>{head}</head><body><h1>【速報】岸壁の閉鎖</h1><div>{entries}</div></body></html>",
            encoding="utf-8",
        )
        added = kirinuki("-C", archive, "add", "live.html", "--url", "https://shimpo.example/live", "--json")
        assert added.status == 0
        return [article["new"] for article in added.json["articles"]]

    assert taken(3) == [True, True, True]
    assert taken(4) == [True, False, False, False]
    assert kirinuki("-C", archive, "status", "--json").json["counts"]["revisions"] == 4
