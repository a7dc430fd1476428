"""Feeds of every form and with every fault become the same entries; each fault is told with its place."""

from __future__ import annotations

import datetime as dt
import gzip
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.capture.feeds import Entry, Feed, parse
from kirinuki.errors import InputError
from tests.capture.feeds.making import (
    AT,
    ATOM,
    HOME,
    INDEX,
    JSON,
    MOMENT,
    RDF,
    SITEMAP,
    TITLE,
    URL,
    item,
    rss,
)


def read(text: str | bytes, url: str = URL, content_type: str | None = None) -> Feed:
    return parse(text.encode() if isinstance(text, str) else text, url=url, content_type=content_type, at=AT)


def first(text: str | bytes) -> Entry:
    return read(text).entries[0]


def told(feed: Feed) -> str:
    return "\n".join(f"{p.place}: {p.message}" for p in feed.problems)


# Forms --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [(rss(item()), "rss"), (RDF, "rdf"), (ATOM, "atom"), (JSON, "json"), (SITEMAP, "sitemap")],
)
def test_every_form_announces_the_same_article(text: str, kind: str) -> None:
    feed = read(text)
    entry = feed.entries[0]
    assert feed.kind == kind
    assert entry.title == TITLE
    assert entry.url.rpartition("/")[2] == "1"
    assert entry.published == MOMENT
    assert entry.published is not None and entry.published.utcoffset() == dt.timedelta(hours=9)
    assert feed.problems == ()
    if kind != "sitemap":
        assert (feed.title, feed.home, feed.language) == ("港湾日報", HOME, "ja")


@pytest.mark.parametrize("text", [RDF, ATOM, JSON])
def test_author_subject_summary_and_body_are_kept(text: str) -> None:
    entry = first(text)
    assert entry.authors == ("水野かもめ",)
    assert entry.categories == ("港",)
    assert entry.summary == "岸壁を閉じる。"
    assert entry.content_html == "<p>岸壁を<b>閉じる</b>。</p>"


def test_a_news_sitemap_tells_outlet_subjects_and_both_times() -> None:
    entry = first(SITEMAP)
    assert (entry.outlet, entry.categories) == ("港湾日報", ("港", "岸壁"))
    assert entry.modified == MOMENT + dt.timedelta(minutes=23)


def test_an_index_of_sitemaps_lists_them_packed_or_not() -> None:
    feed = read(gzip.compress(INDEX.encode()))
    assert feed.kind == "sitemap-index"
    assert [entry.url for entry in feed.entries] == [f"{HOME}sitemap-news.xml", f"{HOME}sitemap-old.xml.gz"]
    assert feed.entries[0].why["modified"].startswith("日だけ")


@pytest.mark.parametrize(
    "text",
    [
        '<rss version="0.91"><channel><title>港</title><item><title>閉鎖</title><link>/1</link></item></channel></rss>',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">'
        "<channel><title>港</title></channel><item><title>閉鎖</title><link>/1</link></item></rdf:RDF>",
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>港</title><entry><title>閉鎖</title>'
        '<link rel="alternate" type="text/html" href="/1"/><issued>2025-01-13T21:37:00+09:00</issued></entry></feed>',
        "<feed><title>港</title><entry><title>閉鎖</title><link href='/1'/></entry></feed>",
        "<channel><title>港</title><item><title>閉鎖</title><link>/1</link></item></channel>",
        '{"version": "https://jsonfeed.org/version/1", "title": "港", "items": [{"id": "x", "url": "/1", "title": "閉鎖"}]}',
    ],
)
def test_old_and_careless_forms_are_read(text: str) -> None:
    feed = read(text)
    assert feed.title == "港"
    assert [(e.title, e.url) for e in feed.entries] == [("閉鎖", f"{HOME}1")]


def test_how_long_a_feed_asks_to_be_left_alone() -> None:
    assert read(RDF).refresh == dt.timedelta(minutes=30)
    assert read(rss("<ttl>60</ttl>")).refresh == dt.timedelta(hours=1)
    assert read(rss("<ttl>soon</ttl>")).refresh is None


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<!doctype html><html><body><p>x</p></body></html>", "ページ"),
        (b"<catalog><book/></catalog>", "<catalog>"),
        ("岸壁を閉じた。".encode(), "フィードでも"),
        (b'{"items": []}', "JSON Feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [', "JSON として"),
        (b'{"a":' * 200_000, "JSON"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\x1f\x8b\x08broken", "gzip"),
        (b"", "空"),
    ],
)
def test_what_is_no_feed_is_refused_with_its_address_and_the_mend(data: bytes, says: str) -> None:
    with pytest.raises(InputError) as refused:
        read(data)
    assert str(refused.value).startswith(URL)
    assert says in str(refused.value)
    assert str(refused.value).endswith("ください")


# Faults -------------------------------------------------------------------------------------------------------


def test_an_unescaped_ampersand_stays_in_the_address() -> None:
    feed = read(rss(item(link=f"{HOME}news?a=1&b=2&copy=3")))
    assert feed.entries[0].url == f"{HOME}news?a=1&b=2&copy=3"
    assert "行 3: & がそのまま書かれています、2 か所" in told(feed)


@pytest.mark.parametrize(
    ("title", "reads"),
    [
        ("港&nbsp;の朝&hellip;&mdash;", "港 の朝…—"),
        ("港&#x6E2F;&#28207;", "港港港"),
        ("港&#11;&#0;&#xFFFF;の朝", "港の朝"),
        ("港\x0b\x00の朝\x08", "港の朝"),
        ("<![CDATA[<b>港</b>の&amp;<i>朝</i>]]>", "港の&朝"),
        ("港&amp;amp;朝&amp;quot;晴&amp;quot;", '港&朝"晴"'),
        ("&amp;lt;b&amp;gt;港&amp;lt;/b&amp;gt;の朝", "港の朝"),
        ("&lt;速報&gt;港で火災", "<速報>港で火災"),
        ("<![CDATA[<LIVE>港の中継]]>", "<LIVE>港の中継"),
        ("支持5&lt;10、反対20&gt;3", "支持5<10、反対20>3"),
        ("<b>港</b>の<br>朝", "港の 朝"),
        ("<ruby>埠頭<rp>(</rp><rt>ふとう</rt><rp>)</rp></ruby>の朝", "埠頭の朝"),
        ("<![CDATA[<ruby>埠頭<rt>ふとう</rt></ruby>の朝]]>", "埠頭の朝"),
        ("港 < 街 & 海", "港 < 街 & 海"),
        ("\n  港の\n  朝　あす ", "港の 朝　あす"),
        ("R&D施設", "R&D施設"),
        ("&undefined;港", "&undefined;港"),
        ("港\u200b\ufeffの朝", "港の朝"),
    ],
)
def test_titles_are_plain_text_however_they_were_escaped(title: str, reads: str) -> None:
    assert first(rss(item(title))).title == reads


@pytest.mark.parametrize(
    "broken",
    [
        rss(item(more="<description><p>岸壁を<b>閉じる。</description>")),
        rss(item(more="<description>岸壁を<br>閉じる。<img src=x.jpg></p></description>")),
        rss(item().replace("</item>", "")),
        rss(item().replace("</title>", "")),
        rss(item().replace("</link>", "")),
        rss(item(more='<enclosure url=x.jpg type="a" type="b">')),
        rss(item(more="<dc:creator>水野かもめ</dc:creator>")),
        rss(item(more="<description><![CDATA[x <![CDATA[y]]> z]]></description>")),
        rss(item(), before="<br />\n<b>Warning</b>: on line 3\n"),
        "\n\n" + rss(item()),
        rss(item()) + "<!-- 0.02 s --><script>x</script>",
        rss(item()).replace("</channel></rss>", ""),
        rss(item()).replace("<channel>", "<channel><?php echo 1 ?><!-- - -- - -->"),
    ],
)
def test_illegal_xml_loses_no_entry(broken: str) -> None:
    feed = read(broken)
    assert [(e.title, e.url, e.published) for e in feed.entries[:1]] == [(TITLE, f"{HOME}news/1", MOMENT)]
    assert [e.url for e in feed.entries[1:]] == [f"{HOME}news/2"]


def test_an_entry_that_was_cut_off_is_left_out_and_told() -> None:
    whole = rss(item())
    for end in range(whole.index("<pubDate>Sun") - 30, whole.index("</item>\n</channel>"), 7):
        feed = read(whole[:end])
        assert [e.url for e in feed.entries] == [f"{HOME}news/1"]
        assert "途中で切れている" in told(feed)


def test_one_bad_entry_is_told_with_its_place_and_the_others_stay() -> None:
    bad = [
        item(link=""),
        item(link="javascript:alert(1)"),
        item(link="http://[::1"),
        item(date="いつか"),
    ]
    feed = read(rss(*bad))
    assert [(e.url, e.published) for e in feed.entries[:1]] == [(f"{HOME}news/1", None)]
    assert len(feed.entries) == 2
    assert [p.place for p in feed.problems] == [f"{n} 件目 (行 {n + 2})" for n in (1, 2, 3, 4)]
    assert "いつか" in feed.problems[-1].message


def test_a_feed_that_is_all_faults_is_told_in_short() -> None:
    feed = read(rss(*[item(link="")] * 500))
    assert len(feed.problems) == 101
    assert "400" in feed.problems[-1].message


def test_who_wrote_it_is_named_in_the_ways_of_every_form() -> None:
    for more in (
        "<author>desk@kowan.example.jp (水野かもめ)</author>",
        "<author>水野かもめ</author>",
        "<author><name>水野かもめ</name><uri>/m</uri></author>",
        '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">水野かもめ</dc:creator>',
        "<dc:creator>水野かもめ</dc:creator>",
    ):
        assert first(rss(item(more=more))).authors == ("水野かもめ",)
    assert first(rss(item(more='&x;<source url="/">海の声</source>'))).outlet == "海の声"


def test_an_entry_of_a_json_feed_that_is_none_is_told() -> None:
    feed = read(JSON.replace('"items": [', '"items": [null, {"id": "a"}, [], '))
    assert len(feed.entries) == 1
    assert [p.place for p in feed.problems] == ["1 件目", "2 件目", "3 件目"]


# Addresses ----------------------------------------------------------------------------------------------------


def test_relative_links_are_seen_from_xml_base_and_else_from_the_feed() -> None:
    assert first(ATOM).url == f"{HOME}top/news/1"
    assert first(ATOM).base == f"{HOME}top/news/"
    assert first(rss(item(link="../kiji/1"))).url == f"{HOME}kiji/1"
    assert first(rss(item(link=f"\n {HOME}news/1\n "))).url == f"{HOME}news/1"


def test_a_guid_is_an_address_only_where_it_is_one() -> None:
    assert first(rss(item(link="", more=f"<guid>{HOME}g</guid>"))).url == f"{HOME}g"
    for guid in ("<guid>123</guid>", f'<guid isPermaLink="false">{HOME}g</guid>'):
        assert [e.title for e in read(rss(item(link="", more=guid))).entries] == ["岸壁の補修始まる"]
    entry = first(rss(item(more="<guid>123</guid>")))
    assert (entry.id, entry.url) == ("123", f"{HOME}news/1")


# Hostile ------------------------------------------------------------------------------------------------------

_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE rss [<!ENTITY l0 "ha">{_LAUGHS}]>',
        f'<!DOCTYPE rss [<!ENTITY l11 "{"ha" * 4000}">]>',
        '<!DOCTYPE rss [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p; <!ENTITY l11 "ha">]>',
        '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">',
    ],
)
def test_no_declared_entity_is_expanded_or_fetched(doctype: str) -> None:
    entry = first(rss(item(f"港&l11;{'&l11;' * 2000}"), before=doctype))
    assert entry.title == "港" + "&l11;" * 2001


_MANY = 100_000


@pytest.mark.parametrize(
    "text",
    [
        rss(item(more="<description>" + "<b>" * _MANY + "</description>")),
        rss(item(more="<b>" * _MANY + "</b>" * _MANY)),
        rss("<channel>" * _MANY),
        rss(item(more="<a x='" * _MANY)),
        rss(item(more="<!--" * _MANY)),
        rss(item(more="<![CDATA[" * _MANY)),
        rss(item(more="<" * _MANY)),
        rss(item(more="&" * _MANY)),
        rss(item(more="<item" * _MANY)),
        rss(item(more="<description>" + "&lt;script&gt;" * _MANY + "</description>")),
        rss(item(more="<description>" + "&lt;!--" * _MANY + "</description>")),
        rss(item("&amp;" * _MANY)),
        rss(item(date="1" * _MANY)),
        "<!--" * _MANY + rss(item()),
        "<!DOCTYPE rss [" + "<!--" * _MANY + "]>" + rss(item()),
        "<a" * _MANY,
        rss(item(more="".join(f"<x{n}></y{n}>&z{n};&#1;\n" for n in range(_MANY // 4)))),
        "<rss>" + " " * _MANY + "<",
        '{"version": "https://jsonfeed.org/version/1.1", "items": ' + "[" * _MANY,
    ],
)
def test_hostile_documents_take_no_long_time(text: str) -> None:
    start = time.process_time()
    try:
        feed = read(text)
    except InputError:
        pass
    else:
        assert len(feed.entries) <= 2
    assert time.process_time() - start < 4


_PIECES = st.sampled_from(
    [
        "<",
        ">",
        "&",
        '"',
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "</item>",
        "<item>",
        "&nbsp;",
        "<a:b/>",
        ' xml:base="http://["',
        "<!DOCTYPE x [",
    ]
)


@given(
    st.sampled_from([rss(item()), RDF, ATOM, JSON, SITEMAP]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), _PIECES | st.text(max_size=3)), max_size=6),
)
def test_a_feed_damaged_in_any_way_is_read_or_refused(
    text: str, damages: list[tuple[float, int, str]]
) -> None:
    for place, length, piece in damages:
        at = int(place * len(text))
        text = text[:at] + piece + text[at + length :]
    try:
        feed = read(text.encode("utf-8", "replace"))
    except InputError:
        return
    assert all(entry.url.lower().startswith("http") and entry.title != "" for entry in feed.entries)


def test_size_is_bounded_before_and_after_unpacking() -> None:
    for data in (b"<rss>" + b" " * 50_000_000, gzip.compress(b" " * 60_000_000)):
        with pytest.raises(InputError, match="too large"):
            read(data)
    with pytest.raises(InputError, match="too many tags"):
        read(b"<rss>" + b"<a/>" * 1_000_001)


def test_entries_are_bounded() -> None:
    locs = "".join(f"<url><loc>{HOME}{n}</loc></url>" for n in range(50_010))
    feed = read(f"<urlset>{locs}</urlset>")
    assert len(feed.entries) == 50_000
    assert "50,000" in told(feed)
