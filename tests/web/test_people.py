"""人物・組織: who is named, what they said, and that private persons stay hidden, on every page."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

import kirinuki
from kirinuki.ask.people import People
from kirinuki.model.chronicle import Party
from tests.web.conftest import Client
from tests.web.test_door import token_of


def everybody(archive: Path) -> list[Party]:
    with kirinuki.open(archive) as opened:
        return list(opened.people.all(limit=1000, private=True).parties)


def test_those_named_most_come_first_and_private_persons_never(client: Client, newspaper: Path) -> None:
    address, found = "/people", []
    while address:
        page = client.get(address).text
        found += [unquote(id) for id in re.findall(r'<li><a href="/people/([^"?]+)"><bdi>', page)]
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = following[1].replace("&amp;", "&") if following else ""
    parties = everybody(newspaper)
    assert any(party.private for party in parties)
    assert found == [party.id for party in parties if not party.private]


def test_somebody_is_shown_with_all_that_they_said(client: Client, newspaper: Path) -> None:
    with kirinuki.open(newspaper) as archive:
        people = [party for party in everybody(newspaper) if not party.private]
        said = {party.id: archive.people.said(party) for party in people}
    party = max(people, key=lambda party: len(said[party.id]))
    address = f"/people/{quote(party.id)}"
    shown: list[str] = []
    for part in range(1, 9):
        page = client.get(f"{address}?part={part}")
        assert len(page.content) < 100_000
        main = page.text[page.text.index('id="said"') :].partition("</section>")[0]
        items = re.findall(r'href="/trace/([^"]+)"', main)
        if items == shown[-len(items) :]:
            break
        shown += items
    assert shown == [one.evidence.item for one in said[party.id]]
    assert party.name in page.text and "ともに名の出るもの" in page.text


def test_a_name_leads_to_who_bears_it(client: Client, newspaper: Path) -> None:
    party = next(party for party in everybody(newspaper) if not party.private)
    answer = client.get(f"/people?q={quote(party.name)}", follow_redirects=False)
    assert unquote(answer.headers["location"]).endswith(party.id)
    assert client.get("/people?q=どこにもない人").status_code == 404
    assert client.get("/people?type=SHIP").status_code == 400
    assert client.get("/people?after=x").status_code == 400


def test_a_private_person_is_not_found(client: Client, newspaper: Path) -> None:
    for party in (party for party in everybody(newspaper) if party.private):
        assert client.get(f"/people/{quote(party.id)}").status_code == 404
        assert client.get(f"/people?q={quote(party.id)}").status_code == 404
        break


def test_an_alias_is_given_and_taken_back(changing: Client, archive: Path) -> None:
    party = next(party for party in everybody(archive) if party.type == "PERSON" and not party.private)
    address = f"/people/{quote(party.id)}"
    token = token_of(changing.get(address).text)
    page = changing.post(f"{address}/decide", data={"token": token, "act": "alias", "words": "港の人"}).text
    decision = re.findall(r'name="decision" value="([0-9a-f]+)"', page)
    assert decision and "港の人" in page
    assert changing.get("/people?q=港の人", follow_redirects=False).status_code == 303
    page = changing.post(
        f"{address}/decide", data={"token": token, "act": "undo", "decision": decision[0]}
    ).text
    assert not re.findall(r'name="decision"', page)
    assert changing.post(f"{address}/decide", data={"token": token, "act": "sing"}).status_code == 400


def test_who_is_made_private_is_seen_no_more(changing: Client, archive: Path) -> None:
    party = next(party for party in everybody(archive) if party.type == "PERSON" and not party.private)
    address = f"/people/{quote(party.id)}"
    token = token_of(changing.get(address).text)
    assert changing.post(f"{address}/decide", data={"token": token, "act": "private"}).status_code == 200
    assert changing.get(address).status_code == 404


def test_what_somebody_said_is_found_without_reading_all_that_names_them(
    newspaper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kirinuki.open(newspaper) as archive:
        parties = archive.people.all(limit=500, private=True, outlets=True).parties
        found = [archive.people.said(party) for party in parties]
        looked_at = [list(archive.people._where_may_speak(party)) for party in parties]
        monkeypatch.setattr(
            People, "_where_may_speak", lambda _, party: dict.fromkeys(m.revision for m in party.mentions)
        )
        assert [archive.people.said(party) for party in parties] == found
    assert sum(map(len, found)) > 50
    assert sum(map(len, looked_at)) < 0.8 * sum(party.articles for party in parties)
