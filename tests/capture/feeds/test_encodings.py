"""A feed says which evidence decided its encoding, and is the same feed in all of them."""

from __future__ import annotations

import pytest

from evals.scores import shared_folder
from kirinuki.capture.feeds import parse
from tests.capture.feeds.making import ATOM, JSON, RDF, SITEMAP, TITLE, URL, item, rss

EVIDENCE = {
    "utf-8": "valid UTF-8",
    "utf-8-sig": "byte order mark",
    "cp932": "only this one fits",
    "euc_jp": "only this one fits",
    "iso2022_jp": "escape sequences",
    "utf-16": "byte order mark",
    "utf-16-be": "byte pairs read as text",
}


@pytest.mark.parametrize(
    "header", [None, "text/xml", "text/xml; charset=Shift_JIS", "application/json; charset=utf-8"]
)
@pytest.mark.parametrize("encoding", EVIDENCE)
@pytest.mark.parametrize(
    "text",
    [rss(item()), rss(item(), declared=None), rss(item(), declared="EUC-JP"), RDF, ATOM, JSON, SITEMAP],
)
def test_every_form_in_every_encoding_under_every_header(
    text: str, encoding: str, header: str | None
) -> None:
    feed = parse(text.encode(encoding), url=URL, content_type=header)
    assert feed.entries[0].title == TITLE
    assert feed.problems == ()
    assert feed.encoding_from == EVIDENCE[encoding]


@pytest.mark.parametrize(
    ("encoding", "label"),
    [("cp932", "Shift_JIS"), ("iso2022_jp_3", "ISO-2022-JP"), ("euc_jis_2004", "EUC-JP")],
)
def test_characters_of_vendors_are_read_under_the_standard_name(encoding: str, label: str) -> None:
    feed = parse(rss(item("①番岸壁、㈱灯台"), declared=label).encode(encoding), url=URL)
    assert feed.entries[0].title == "①番岸壁、㈱灯台"


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp"])
def test_a_few_illegal_bytes_lose_no_entry(encoding: str) -> None:
    data = rss(item(), item("岸壁X号")).encode(encoding).replace(b"X", b"\x81 ")
    feed = parse(data, url=URL)
    assert [entry.title for entry in feed.entries] == [TITLE, "岸壁\ufffd 号", "岸壁の補修始まる"]
    assert "illegal" in feed.encoding_from


@pytest.mark.parametrize(("name", "encoding"), [("eucjp.xml", "euc_jp"), ("shiftjis.xml", "cp932")])
def test_real_feeds_that_declare_nothing(name: str, encoding: str) -> None:
    found = shared_folder() / "data" / "feeds" / "tests" / "illformed" / "chardet" / name
    if not found.is_file():
        pytest.skip(f"no {found}: set KIRINUKI_SHARED to the shared folder")
    feed = parse(found.read_bytes(), url=URL)
    assert feed.encoding == encoding
    assert all("住所がありません" in problem.message for problem in feed.problems)
