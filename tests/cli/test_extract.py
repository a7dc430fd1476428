"""kirinuki extract, and pages taken into an archive, over the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.pages.scoring import first_set
from tests.conftest import Run

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
