"""kirinuki search: pages, saved searches, what is new of them, as a feed."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from kirinuki.publish.atom import ATOM
from tests.cli.test_new import CLOSED, MAYOR, SHIPS, add
from tests.conftest import Run

pytestmark = pytest.mark.whole


@pytest.fixture
def filled(kirinuki: Run, archive: Path, tmp_path: Path) -> Path:
    add(kirinuki, archive, tmp_path, "kou", CLOSED + SHIPS)
    add(kirinuki, archive, tmp_path, "otsu", CLOSED + MAYOR, day="2025-05-04")
    return archive


def test_pages_json_csv_and_counts(kirinuki: Run, filled: Path) -> None:
    first = kirinuki("-C", filled, "search", "岸壁", "--limit", "1", "--facets", "--json").json
    assert (first["total"], len(first["hits"])) == (2, 1)
    assert [(c["name"], c["articles"]) for c in first["facets"]["outlet"]] == [("kou", 1), ("otsu", 1)]
    rest = kirinuki("-C", filled, "search", "岸壁", "--cursor", first["cursor"], "--json").json
    assert (rest["total"], len(rest["hits"]), rest["cursor"]) == (2, 1, None)
    assert first["hits"][0]["article"] != rest["hits"][0]["article"]
    rows = list(csv.DictReader(io.StringIO(kirinuki("-C", filled, "search", "市長", "--csv").out)))
    assert [(row["outlet"], row["text"]) for row in rows] == [("otsu", "市長")]
    shown = kirinuki("-C", filled, "search", "岸壁", "--limit", "1").out
    assert "2 件のうち 1 件" in shown and "--cursor " in shown


def test_a_query_that_finds_nothing_says_what_nearly_would(kirinuki: Run, filled: Path) -> None:
    assert "近いもの: 岸壁  2 件" in kirinuki("-C", filled, "search", "岸壁 鯨").out
    found = kirinuki("-C", filled, "search", "岸壁 鯨", "--json").json
    assert [near["query"] for near in found["nearly"]] == ["岸壁"]


def test_a_saved_search_tells_what_is_new_once(kirinuki: Run, filled: Path, tmp_path: Path) -> None:
    assert kirinuki("-C", filled, "search", "貨物船 OR 市長", "--save", "船").status == 0
    assert (filled / "searches.txt").read_text(encoding="utf-8") == "船: 貨物船 OR 市長\n"
    assert kirinuki("-C", filled, "search", "--saved", "船", "--json").json["total"] == 2
    [told] = kirinuki("-C", filled, "search", "--new", "--read", "--json").json["searches"]
    assert (told["name"], [n["text"] for n in told["news"]]) == ("船", [CLOSED + SHIPS, MAYOR])
    assert (
        kirinuki("-C", filled, "search", "--saved", "船", "--new", "--json").json["searches"][0]["news"] == []
    )
    # The mark is that search's own.
    assert len(kirinuki("-C", filled, "new", "--json").json["news"]) == 2
    add(kirinuki, filled, tmp_path, "hei", CLOSED + SHIPS + "貨物船は明日にも出港する。", day="2025-05-05")
    [told] = kirinuki("-C", filled, "search", "--saved", "船", "--new", "--json").json["searches"]
    assert [n["text"] for n in told["news"]] == ["貨物船は明日にも出港する。"]
    assert "貨物船は明日にも" in kirinuki("-C", filled, "search", "--new").out


def test_a_feed_has_an_entry_for_each_article_with_something_new(kirinuki: Run, filled: Path) -> None:
    kirinuki("-C", filled, "search", "市長", "--save", "市長")
    document = kirinuki("-C", filled, "search", "--saved", "市長", "--atom").out
    entries = ET.fromstring(document).findall(f"{{{ATOM}}}entry")
    assert [entry.findtext(f"{{{ATOM}}}content") for entry in entries] == [MAYOR]
    assert document == kirinuki("-C", filled, "search", "--saved", "市長", "--atom").out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("speeker:市長",), "speaker: ではありませんか"),
        (("港", "--saved", "船"), "どちらか"),
        (("港", "--atom"), "--saved"),
        (("港", "--read"), "--new"),
        (("--save", "船"), "検索式"),
        (("港", "--save", "a:b"), "名前"),
        (("(", "--save", "船"), "閉じて"),
        (("--saved", "船"), "searches.txt にありません"),
        ((), "検索語がありません"),
    ],
)
def test_wrong_use_is_told_with_the_mend(
    kirinuki: Run, archive: Path, arguments: tuple[str, ...], message: str
) -> None:
    ran = kirinuki("-C", archive, "search", *arguments)
    assert ran.status == 2
    assert message in ran.err


def test_a_file_of_searches_that_a_person_wrote_is_kept_as_it_is(kirinuki: Run, filled: Path) -> None:
    path = filled / "searches.txt"
    path.write_text("# 港のこと\n\n船： 貨物船\n市長: 市長\n", encoding="utf-8")
    assert kirinuki("-C", filled, "search", "岸壁", "--save", "船").status == 0
    assert path.read_text(encoding="utf-8") == "# 港のこと\n\n船: 岸壁\n市長: 市長\n"
    path.write_text("船 貨物船\n", encoding="utf-8")
    ran = kirinuki("-C", filled, "search", "--saved", "船")
    assert ran.status == 2 and "1 行目" in ran.err
