"""What means harm stays words: titles, outlets, tags and addresses that carry markup, scripts, reordering or lookalikes."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from litestar.testing import TestClient

import kirinuki
from kirinuki.publish.view import page_view, shown_address, shown_host, web_address
from kirinuki.web import create_app
from tests.publish.hostile import digest
from tests.web.conftest import URL, Client

NOW = dt.datetime(2026, 1, 2, 9, 0, tzinfo=dt.UTC)
DAY = "/days/2026-01-02"
SCRIPT = "<script>alert(1)</script>"
OVERRIDE = "\u202etxt"
REPORTS = (
    {
        "title": f'"><img src=x onerror=alert(2)>{OVERRIDE}',
        "outlet": f"{SCRIPT}新聞\u2066",
        "text": f"{SCRIPT}市の高瀬市長は２日、「</p>{SCRIPT}{OVERRIDE}」と述べた。\n' onmouseover='alert(4)",
    },
    {
        "title": "{{ 7 * 7 }}%(number)s",
        "outlet": "偽新聞",
        "url": "https://аpple.example/岸壁?q=1&r=2",
        "text": "岸壁の検査は 7 日に終わると港湾課が発表した。",
    },
)
LOG = f"""#{SCRIPT} #{OVERRIDE}
港湾課は２日、岸壁の検査を終えたと発表した。
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[tuple[Client, list[str]]]:
    """A browser at an archive of such reports, and the addresses of their pages."""
    path = tmp_path / "hostile"
    with kirinuki.Archive.create(path) as archive:
        lines = "".join(json.dumps(report | {"published": "2026-01-02"}) + "\n" for report in REPORTS)
        added = archive.add(lines.encode(), name="a.jsonl", now=NOW)
        archive.add(LOG.encode(), name=f"{SCRIPT}.txt", now=NOW, published=NOW.date(), form="cliplog")
        archive.read_new()
        archive.weave_new()
        articles = [f"/articles/{report.article}" for report in added.reports]
        items = [
            f"/trace/{item.id}" for item in archive.digest(NOW.date(), NOW.date() + dt.timedelta(1)).items()
        ]
    with TestClient(create_app(path), base_url=URL) as client:
        yield client, [DAY, "/", *articles, *items]


class Tags(HTMLParser):
    """What a browser makes of a page: its elements with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_markup_from_outside_is_never_markup(hostile: tuple[Client, list[str]], language: str) -> None:
    client, pages = hostile
    assert len(pages) > 5
    for address in pages:
        page = client.get(address, headers={"Accept-Language": language}).text
        tags = Tags(page).found
        assert [attributes.get("src", "")[:8] for tag, attributes in tags if tag == "script"] == ["/static/"]
        assert not [tag for tag, _ in tags if tag in ("img", "iframe", "object", "base", "svg")]
        assert not [
            name for _, attributes in tags for name in attributes if name.startswith("on") or name == "style"
        ]


def test_words_from_outside_are_no_template(hostile: tuple[Client, list[str]]) -> None:
    client, _ = hostile
    assert "{{ 7 * 7 }}%(number)s" in client.get(DAY).text


def test_words_cannot_reorder_what_stands_around_them(hostile: tuple[Client, list[str]]) -> None:
    client, pages = hostile
    for address in pages:
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", client.get(address).text)


def test_only_web_addresses_are_links(hostile: tuple[Client, list[str]]) -> None:
    client, pages = hostile
    for address in pages:
        links = [
            attributes.get("href") or ""
            for tag, attributes in Tags(client.get(address).text).found
            if tag == "a"
        ]
        outside = [link for link in links if not link.startswith(("/", "#"))]
        assert all(link.startswith("https://") for link in outside), outside


def test_a_host_that_looks_like_another_is_shown_as_what_it_is(hostile: tuple[Client, list[str]]) -> None:
    client, pages = hostile
    article = next(page for page in map(client.get, pages[2:4]) if "偽新聞" in page.text)
    assert "<bdi>xn--pple-43d.example</bdi>" in article.text


@pytest.mark.parametrize(
    ("link", "host", "shown"),
    [
        ("https://аpple.example/a", "xn--pple-43d.example", "https://xn--pple-43d.example/a"),
        ("https://аррӏе.example:8080/", "xn--80ak6aa92e.example", "https://xn--80ak6aa92e.example:8080/"),
        ("https://news.example/岸壁", "news.example", "https://news.example/岸壁"),
        ("https://ｎｅｗｓ.example/", "news.example", "https://news.example/"),
        ("urn:kirinuki:abc", "", "urn:kirinuki:abc"),
        ("https://[::1", "", "https://[::1"),
        ("", "", ""),
    ],
)
def test_addresses_are_shown_by_their_hosts_in_ascii(link: str, host: str, shown: str) -> None:
    assert shown_host(link) == host
    assert shown_address(link) == shown


def test_a_link_of_a_log_tells_its_host_in_ascii() -> None:
    page = page_view(replace(digest(), links=("https://аррӏе.example/a", "news.example")), "記録")
    assert [link.words for link in page.links] == [
        "https://аррӏе.example/a (xn--80ak6aa92e.example)",
        "news.example",
    ]


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "https://a@b.example/", "//b.example/"]
)
def test_what_is_no_plain_web_address_is_no_link(link: str) -> None:
    assert web_address(link) == ""


@pytest.mark.parametrize(
    "path", ["/trace/<script>", "/articles/%22%3E%3Cscript%3E", "/days/<script>", "/nowhere/<script>"]
)
def test_an_address_that_is_wrong_is_told_as_words(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (400, 404)
    assert len([tag for tag, _ in Tags(answer.text).found if tag == "script"]) == 1
