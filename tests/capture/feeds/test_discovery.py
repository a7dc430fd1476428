from __future__ import annotations

import pytest

from kirinuki.capture.feeds import discover
from tests.capture.feeds.making import ATOM, HOME, INDEX, JSON, RDF, SITEMAP, rss

PAGE = """<!doctype html><html><head><title>港湾日報</title>{head}</head><body>{body}<a href="/news/1">港の朝</a></body></html>"""


def found(head: str = "", body: str = "", url: str = HOME) -> list[str]:
    return [link.url.removeprefix(HOME) for link in discover(PAGE.format(head=head, body=body).encode(), url)]


def test_declared_feeds_come_first_and_those_of_comments_last() -> None:
    head = (
        '<link rel="alternate" type="application/rss+xml" title="コメント" href="/comments/feed/">'
        '<link rel="alternate" type="application/rss+xml" title="港湾日報" href="/feed/">'
        '<link rel="alternate" type="application/json+oembed" href="/oembed.json">'
        '<link rel="alternate" hreflang="en" href="/en/">'
        '<link rel="alternate stylesheet" type="text/css" href="/rss.css">'
    )
    assert found(head, '<a href="/index.rdf">RSS</a>') == ["feed/", "index.rdf", "comments/feed/"]
    first = discover(PAGE.format(head=head, body="").encode(), HOME)[0]
    assert (first.kind, first.title, first.why) == ("rss", "港湾日報", "ページが link で宣言")


@pytest.mark.parametrize(
    ("body", "url"),
    [
        ('<a href="/index.rdf"><img src="r.gif" alt="RSS"></a>', "index.rdf"),
        ('<a href="rss.xml">RSS配信</a>', "rss.xml"),
        ('<a href="/rss/news/cat0.xml">社会</a>', "rss/news/cat0.xml"),
        ('<a href="/?feed=rss2">購読</a>', "?feed=rss2"),
        ('<a href="/feed.json" type="application/feed+json">JSON</a>', "feed.json"),
        ('<a href="feed://www.kowan.example.jp/f">フィード</a>', "f"),
        (f'<a href="feed:{HOME}f">フィード</a>', "f"),
        (f'<a href="https://feedly.com/i/subscription/feed/{HOME}f">feedly</a>', "f"),
        (
            '<a href="https://feedly.com/i/subscription/feed%2Fhttps%3A%2F%2Fwww.kowan.example.jp%2Ff%3Fa%3D1">+</a>',
            "f?a=1",
        ),
        (f'<a href="http://add.my.yahoo.co.jp/rss?url={HOME}f">+My</a>', "f"),
        (f'<a href="http://reader.livedoor.com/subscribe/{HOME}f">LDR</a>', "f"),
        ('<a href="/rssinfo/">RSSについて</a>', "rssinfo/"),
    ],
)
def test_feeds_that_a_page_shows_are_found(body: str, url: str) -> None:
    assert found(body=body) == [url]


def test_a_headline_that_speaks_of_feeds_is_none() -> None:
    headline = '<a href="/news/9">港湾局、防災情報のRSSフィードを来月で終了へ　利用者からは「続けてほしい」の声も</a>'
    assert found(body=headline)[0] == "feed"  # a guess


def test_links_are_seen_from_the_base_of_the_page() -> None:
    assert found('<base href="/top/"><link rel="alternate" type="application/atom+xml" href="atom">') == [
        "top/atom"
    ]


def test_guesses_come_only_where_nothing_speaks_of_a_feed() -> None:
    links = discover(PAGE.format(head="", body="").encode(), HOME)
    assert [link.url for link in links][:3] == [f"{HOME}feed", f"{HOME}rss.xml", f"{HOME}index.rdf"]
    assert all(link.why.startswith("推測") for link in links)


@pytest.mark.parametrize("text", [rss(), RDF, ATOM, JSON, SITEMAP, INDEX])
def test_a_feed_is_its_own(text: str) -> None:
    assert [link.url for link in discover(text.encode(), f"{HOME}x")] == [f"{HOME}x"]


def test_robots_txt_names_sitemaps_those_of_news_first() -> None:
    robots = f"User-agent: *\nDisallow: /a\n# Sitemap: /no\nSitemap: {HOME}sitemap.xml\r\n sitemap :/news-sitemap.xml\n".encode()
    links = discover(robots, f"{HOME}robots.txt", "text/plain")
    assert [link.url for link in links] == [f"{HOME}news-sitemap.xml", f"{HOME}sitemap.xml"]
    assert discover(b"User-agent: *\n", f"{HOME}robots.txt", "text/plain") == ()


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "iso2022_jp", "utf-16"])
def test_pages_of_any_encoding(encoding: str) -> None:
    page = PAGE.format(head="", body='<a href="/rss.xml">更新情報フィード</a>').encode(encoding)
    assert [(link.url, link.title) for link in discover(page, HOME)] == [
        (f"{HOME}rss.xml", "更新情報フィード")
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 200_000,
        '<a href="/rss.xml">RSS' * 50_000,
        "<!--" * 100_000,
        '<a href="http://[">RSS</a>',
        "<a href=feed:>x",
    ],
)
def test_hostile_pages_are_read(body: str) -> None:
    assert discover(PAGE.format(head="", body=body).encode(), HOME)
