"""台帳 as pages and as data: what is asked for in the address is what is shown, in every form alike."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from litestar.testing import TestClient

import kirinuki
from kirinuki.ask.ledgers import Asked, rows
from kirinuki.web import create_app
from tests.web.conftest import URL, Client

NAMES = ("statements", "figures", "claims", "agenda", "changes")
ATOM = "{http://www.w3.org/2005/Atom}"


def walk(client: Client, name: str, query: str = "") -> list[str]:
    """The items of all pages of a ledger, following the links that a reader follows."""
    address, items = f"/ledgers/{name}?{query}", []
    for _ in range(200):
        page = client.get(address)
        assert page.status_code == 200
        assert len(page.content) < 100_000
        main = page.text.partition("<main")[2].partition("</main>")[0]
        items += re.findall(r'<span class="place">.*?href="/trace/([^"]+)"', main)
        following = re.search(r'rel="next" href="([^"]+)"', main)
        if following is None:
            return items
        address = following[1].replace("&amp;", "&")
    raise AssertionError("no end")


def test_the_bar_leads_to_the_ledgers(client: Client) -> None:
    answer = client.get("/ledgers", follow_redirects=False)
    assert answer.headers["location"] == "/ledgers/statements"
    page = client.get("/ledgers/claims").text
    for name in NAMES:
        assert f'href="/ledgers/{name}"' in page


@pytest.mark.parametrize("name", NAMES)
def test_a_ledger_is_read_to_its_end_and_downloaded_whole(client: Client, name: str) -> None:
    table = list(csv.DictReader(io.StringIO(client.get(f"/ledgers/{name}.csv").text)))
    assert len(table) > 5
    first = client.get(f"/ledgers/{name}.json").json()
    assert set(first) == {name, "after"} and first[name]
    feed = ElementTree.fromstring(client.get(f"/ledgers/{name}.atom").content)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(first[name])
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    if name in ("statements", "agenda"):
        assert sorted(walk(client, name)) == sorted(row["item"] for row in table)


def test_a_filter_stands_in_the_address_and_holds_for_every_form(client: Client) -> None:
    query = "q=speaker:%E5%A0%B1%E9%81%93%E5%AE%98&order=oldest&since=2025-12-29&until=2025-12-31"
    page = client.get(f"/ledgers/statements?{query}").text
    assert 'value="speaker:報道官"' in page and 'value="oldest" selected' in page
    assert 'value="2025-12-31"' in page
    table = list(csv.DictReader(io.StringIO(client.get(f"/ledgers/statements.csv?{query}").text)))
    assert table and all("報道官" in row["speaker"] + row["who"] for row in table)
    assert all(row["published"][:10] <= "2025-12-31" for row in table)
    assert walk(client, "statements", query) == [row["item"] for row in table]
    shown = client.get(f"/ledgers/statements.json?{query}").json()["statements"]
    assert [row["item"] for row in shown] == [row["item"] for row in table][: len(shown)]
    for ending in ("json", "csv", "atom"):
        assert f"/ledgers/statements.{ending}?q=speaker" in page


def test_a_storyline_alone_and_a_kind_alone(client: Client, newspaper: Path) -> None:
    with kirinuki.open(newspaper) as archive:
        line = max(archive.storylines.all(), key=lambda line: len(line.members))
        wanted = [row.evidence.item for row in rows(archive.ledgers.statements(Asked(storyline=line.id)))]
    assert sorted(walk(client, "statements", f"storyline={line.id}")) == sorted(wanted)
    denied = client.get("/ledgers/statements.json?kind=denied").json()["statements"]
    assert denied and {row["stance"] for row in denied} == {"denied"}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/ledgers/nothing", 404),
        ("/ledgers/statements.xml", 404),
        ("/ledgers/statements?kind=sung", 400),
        ("/ledgers/claims?order=oldest", 400),
        ("/ledgers/statements?since=yesterday", 400),
        ("/ledgers/statements?q=outlet:", 400),
        ("/ledgers/statements?after=x", 400),
        ("/ledgers/statements.csv?q=(", 400),
        ("/ledgers/agenda?storyline=ffffffff", 404),
    ],
)
def test_what_cannot_be_asked_is_said(client: Client, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_hostile_words_stay_words_in_every_form(tmp_path: Path) -> None:
    import datetime as dt
    import json

    words = "</title><script>alert(1)</script>"
    text = f"北浜市の高瀬市長は２日、「岸壁は\u202e直る{words}」と述べた。"
    report = {"title": f"=cmd|{words}", "published": "2026-01-02", "outlet": f"<b>{words}", "text": text}
    with kirinuki.Archive.create(tmp_path / "archive") as archive:
        archive.add(json.dumps(report).encode(), name="a.jsonl", now=dt.datetime(2026, 1, 3, tzinfo=dt.UTC))
        archive.read_new()
        archive.weave_new()
    with TestClient(create_app(tmp_path / "archive"), base_url=URL) as client:
        page = client.get("/ledgers/statements").text
        assert "alert(1)" in page and "<script>alert" not in page and "\u202e" not in page
        feed = ElementTree.fromstring(client.get("/ledgers/statements.atom").content)
        assert words in (feed.findtext(f"{ATOM}entry/{ATOM}content") or "")
        (row,) = csv.DictReader(io.StringIO(client.get("/ledgers/statements.csv").text))
        assert row["title"].startswith("'=")
