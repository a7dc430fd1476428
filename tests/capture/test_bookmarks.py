from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.capture.bookmarks import Bookmark, bookmarks, form_of, read_bookmark
from kirinuki.capture.clips import Clip
from kirinuki.errors import InputError

JAPAN = dt.timezone(dt.timedelta(hours=9))
AT = dt.datetime(2021, 3, 1, 12, 34, 56, tzinfo=JAPAN)
SECONDS = str(int(AT.timestamp()))
ONE, TWO = "https://shimpo.example/1", "https://minato.example/2?a=1&b=2"

HTML = f"""<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
    <DT><H3 ADD_DATE="1" PERSONAL_TOOLBAR_FOLDER="true">ブックマーク バー</H3>
    <DL><p>
        <DT><H3>港 &amp; 船</H3>
        <DL><p>
            <DT><A HREF="{ONE}" ADD_DATE="{SECONDS}" TAGS="北浜港,汐見県">岸壁を&quot;閉鎖&quot;</A>
            <DD>[防災]続報を待つ。
        </DL><p>
        <DT><A HREF="{TWO.replace("&", "&amp;")}" ADD_DATE="{SECONDS}000">見舞金</A>
        <DT><A HREF="javascript:alert(1)">道具</A>
    </DL><p>
</DL><p>
"""
POCKET_HTML = f"""<!DOCTYPE html>
<html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>
<li><a href="{ONE}" time_added="{SECONDS}" tags="北浜港,汐見県">岸壁を閉鎖</a></li>
<li><a href="{TWO.replace("&", "&amp;")}" time_added="{SECONDS}" tags="">見舞金</a></li>
</ul></body></html>"""
ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://purl.org/atom/ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><title>しおり</title>
<link rel="alternate" href="https://b.example/me"/>
<entry><title>岸壁を閉鎖</title><link rel="alternate" href="https://b.example/entry/1"/><link rel="related" href="{ONE}"/>
<summary>[防災]続報を待つ。</summary><dc:subject>北浜港</dc:subject><dc:subject>汐見県</dc:subject>
<issued>2021-03-01T12:34:56+09:00</issued><updated>2024-01-01T00:00:00+09:00</updated></entry>
</feed>"""
RSS = f"""<?xml version="1.0"?><rdf:RDF><channel><items/></channel>
<item rdf:about="{ONE}"><title>岸壁を閉鎖</title><link>{ONE}</link><description><![CDATA[[防災]続報を待つ。]]></description>
<dc:date>2021-03-01T12:34:56+09:00</dc:date><dc:subject>北浜港</dc:subject><dc:subject>汐見県</dc:subject></item></rdf:RDF>"""
POCKET = (
    "title,url,time_added,tags,status\n"
    f'"岸壁を""閉鎖""",{ONE},{SECONDS},北浜港|汐見県,unread\n見舞金,{TWO},{SECONDS},,archive\n'
)
RAINDROP = (
    "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\r\n"
    f'1,岸壁を閉鎖,"続報を\r\n待つ。",抜粋,{ONE},港,"北浜港, 汐見県",2021-03-01T03:34:56.000Z,,,false\r\n'
)
INSTAPAPER = f"URL,Title,Selection,Folder,Timestamp\n{ONE},岸壁を閉鎖,船は沖で待つ。,Unread,{SECONDS}\n"


def read(text: str) -> list[Clip]:
    return [found.clip for found in bookmarks(text, "x") if isinstance(found, Bookmark)]


def test_the_html_of_browsers() -> None:
    found = list(bookmarks(HTML, "b.html"))
    one, two = read(HTML)
    assert (one.url, one.title, one.at, one.comment) == (ONE, '岸壁を"閉鎖"', AT, "続報を待つ。")
    assert one.tags == ("防災", "北浜港", "汐見県", "港 & 船")
    assert (two.url, two.title, two.at, two.tags) == (TWO, "見舞金", AT, ())
    assert isinstance(found[2], InputError)
    assert str(found[2]).startswith("b.html:14: ")
    assert [f.line for f in found if isinstance(f, Bookmark)] == [10, 13]


@pytest.mark.parametrize(
    ("text", "tags", "comment"),
    [
        (POCKET_HTML, ("北浜港", "汐見県"), None),
        (ATOM, ("防災", "北浜港", "汐見県"), "続報を待つ。"),
        (RSS, ("防災", "北浜港", "汐見県"), "続報を待つ。"),
        (POCKET, ("北浜港", "汐見県"), None),
        (RAINDROP, ("北浜港", "汐見県", "港"), "続報を\r\n待つ。"),
        (INSTAPAPER, ("Unread",), None),
    ],
    ids=["pocket html", "atom", "rss", "pocket csv", "raindrop", "instapaper"],
)
def test_other_exports(text: str, tags: tuple[str, ...], comment: str | None) -> None:
    one = read(text)[0]
    assert (one.url, one.at, one.tags, one.comment) == (ONE, AT, tags, comment)
    assert (one.title or "").replace('"', "") == "岸壁を閉鎖"
    assert one.words == ("船は沖で待つ。" if text is INSTAPAPER else None)


def test_a_quotation_mark_that_is_never_closed_costs_its_own_row() -> None:
    text = f'title,url\n"岸壁,{ONE}\n見舞金,{TWO}\n題だけ\n'
    found = list(bookmarks(text, "p.csv"))
    assert [type(f) for f in found] == [InputError, Bookmark, InputError]
    assert str(found[0]).startswith("p.csv:2: ")
    assert str(found[2]).startswith("p.csv:4: ")


@pytest.mark.parametrize(
    ("words", "at"),
    [
        (SECONDS + "000000", AT),
        ("2021/3/1 12:34:56", AT),
        ("2021-03-01", dt.datetime(2021, 3, 1, tzinfo=JAPAN)),
        ("2021-03-01T12:34:56", AT),
        ("昨日", None),
        ("99999999999999999", None),
        ("", None),
    ],
)
def test_when_it_was_kept(words: str, at: dt.datetime | None) -> None:
    found = read_bookmark(f"url,date\n{ONE},{words}", "x").at
    assert found == at or words.startswith("9999")


def test_what_is_no_export_of_bookmarks() -> None:
    for text in (
        "",
        "港湾局は30日、岸壁を閉鎖した。\n",
        "名前,年齢\n三崎,40\n",
        "AUTHOR: x\n",
        "<!doctype html><p>港</p>",
    ):
        assert form_of(text) is None


@given(
    st.text(alphabet=st.sampled_from('<aA hrefHREF="/>dDtTlL,"\n[]港!-&;'), max_size=200),
    st.sampled_from([HTML, ATOM, POCKET]),
)
def test_any_text_is_read_or_told(noise: str, text: str) -> None:
    half = len(text) // 2
    for found in bookmarks(text[:half] + noise + text[half:], "x"):
        assert isinstance(found, InputError) or read_bookmark(found.piece, "x") == found.clip


@pytest.mark.parametrize("head", [HTML[:40], "<feed>", "url,title\n"], ids=["html", "feed", "csv"])
@pytest.mark.parametrize("part", ["<A ", "<H3>", "<DL>", "<entry>", "<item", '"', ',"\n', "<![CDATA["])
def test_hostile_exports_take_linear_time(head: str, part: str) -> None:
    started = time.perf_counter()
    for _ in bookmarks(head + part * (30_000 // len(part)), "x"):
        pass
    assert time.perf_counter() - started < 3
