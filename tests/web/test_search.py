"""The search page: what is found and marked, narrowed, paged and kept."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

import kirinuki
from tests.web.conftest import Client


def links(page: str, beginning: str) -> list[str]:
    return [unescape(link) for link in re.findall(rf'href="({re.escape(beginning)}[^"]*)"', page)]


def found(page: str) -> int:
    count = re.search(r'id="finds">[^<]*<span class="count">([\d,]+)', page)
    assert count is not None
    return int(count[1].replace(",", ""))


def test_what_is_found_is_what_the_archive_finds(client: Client, newspaper: Path) -> None:
    page = client.get("/search?q=大統領").text
    with kirinuki.open(newspaper) as archive:
        wanted = archive.search("大統領", limit=20)
    assert found(page) == wanted.total > 0
    assert links(page, "/articles/") == [f"/articles/{hit.article}" for hit in wanted.hits]
    assert page.count("<mark>大統領</mark>") >= len([hit for hit in wanted.hits if hit.text])


def test_pages_follow_one_another_and_leave_nothing_out(client: Client, newspaper: Path) -> None:
    address, seen = "/search?q=の", list[str]()
    while address:
        page = client.get(address).text
        seen += links(page, "/articles/")
        address = next(iter(re.findall(r'rel="next" href="([^"]+)"', page)), "").replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == found(page) > 20


NARROWER = re.compile(
    r'<li><a href="(/search[^"]+)"><bdi>([^<]*)</bdi></a><meter[^>]*></meter><span class="count">([\d,]+)'
)


@pytest.mark.parametrize("query", ["の", "港 OR 選挙", "(港) OR (選挙)"])
def test_a_facet_narrows_to_as_many_as_it_says(client: Client, query: str) -> None:
    narrower = NARROWER.findall(client.get("/search", params={"q": query}).text)
    fields = {
        field for address, *_ in narrower for field in ("outlet", "speaker", "date") if field in address
    }
    assert fields == {"outlet", "speaker", "date"}
    for address, name, count in narrower:
        if "speaker%3A" not in address:  # a speaker is also found by a part of their name
            assert found(client.get(unescape(address)).text) == int(count), name


def test_a_near_miss_says_what_would_be_found(client: Client) -> None:
    page = client.get(f"/search?q={quote('大統領 ありえない語')}").text
    assert found(page) == 0
    near = next(address for address in links(page, "/search?q=") if "ありえない" not in address)
    assert found(client.get(near).text) > 0


def test_a_query_that_cannot_be_understood_is_shown_with_its_place(client: Client) -> None:
    answer = client.get(f"/search?q={quote('(港')}")
    assert answer.status_code == 400
    assert "括弧が閉じていません" in answer.text and 'value="(港"' in answer.text


def test_an_archive_is_searched_as_it_stood(client: Client) -> None:
    everything = found(client.get("/search?q=の").text)
    assert found(client.get("/search?q=の&as_of=2025-12-30").text) < everything
    assert found(client.get("/search?q=の&as_of=9999-12-31").text) == everything


def test_a_search_is_kept_and_dropped(changing: Client, archive: Path) -> None:
    query = '港 "封鎖"'
    page = changing.get("/search", params={"q": query}).text
    token = re.findall(r'name="token" value="(\w+)"', page)[0]
    changing.post("/search/kept", data={"token": token, "q": query})
    with kirinuki.open(archive) as opened:
        assert [saved.query.text for saved in opened.searches.saved.all()] == [query]
    page = changing.get("/search").text
    assert f"/search?q={quote(query).replace('%20', '+')}" in links(page, "/search")
    changing.post("/search/kept", data={"token": token, "q": query, "drop": "true"})
    with kirinuki.open(archive) as opened:
        assert opened.searches.saved.all() == []
    answer = changing.post("/search/kept", data={"token": token, "q": "(港"})
    assert answer.status_code == 400


def test_hostile_words_are_words(client: Client) -> None:
    page = client.get("/search", params={"q": '"<script>alert(1)</script>"'}).text
    assert "<script>alert" not in page and "&lt;script&gt;" in page
