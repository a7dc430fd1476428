"""The chronicle as of a moment: every page that answers from it takes `as_of`, says so, and its links and forms keep it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

import kirinuki
from kirinuki.model.article import JAPAN
from kirinuki.web.moments import carried
from tests.web.conftest import Client, addresses

MOMENT = "2025-12-30T09:00"
THEN = dt.datetime(2025, 12, 30, 9, tzinfo=JAPAN)
NOW_ALONE = {"clip", "status", "notes", "login", "new", "vertical", "missing", "correct", "then"}


def then(client: Client, address: str, moment: str = MOMENT) -> str:
    answer = client.get(address, params={"as_of": moment} if "?" not in address else None)
    if "?" in address:
        answer = client.get(f"{address}&as_of={moment}")
    assert answer.status_code == 200, answer.text
    return answer.text


def test_every_page_of_the_chronicle_says_the_moment_and_keeps_it(client: Client, newspaper: Path) -> None:
    with kirinuki.open(newspaper) as archive:
        known = [a.id for a in archive.articles() if archive.revisions(a.id, THEN)]
        told_twice = next(id for id in known if len(archive.revisions(id)) > 1)
    pages = {name: path for name, path in addresses(newspaper).items() if name not in NOW_ALONE}
    pages |= {"article": f"/articles/{told_twice}", "diff": f"/articles/{told_twice}/diff"}
    with kirinuki.open(newspaper) as archive:
        if len(archive.revisions(told_twice, THEN)) < 2:
            del pages["diff"]
    assert len(pages) > 12
    for name, path in pages.items():
        page = then(client, path)
        assert "2025年12月30日（火）9時" in page or "2025年12月30日" in page, name
        assert "の時点</strong>" in page, name
        links = re.findall(r' href="(/[^"]*)"', page)
        lost = [
            link
            for link in links
            if "as_of=" not in link and not re.match(r"/(static|clip|status|notes|manifest|new)", link)
        ]
        assert links and not lost, (name, lost)
        asking = re.findall(r"<form(?![^>]*method=)[^>]*>.*?</form>", page, re.S)
        assert asking and all('name="as_of"' in form for form in asking), name
        assert '<a href="?' in page  # the way back to now


def test_what_came_later_is_not_in_it(client: Client, newspaper: Path) -> None:
    with kirinuki.open(newspaper) as archive:
        later = [a.id for a in archive.articles() if not archive.revisions(a.id, THEN)]
        line = max(archive.storylines.all(), key=lambda line: len(line.members))
    assert len(later) > 10
    for path in (
        "/",
        "/storylines",
        f"/storylines/{line.id}",
        "/ledgers/statements",
        "/map",
        "/search?q=サーレ",
    ):
        page, now = then(client, path), client.get(path).text
        assert not [id for id in later if f"/articles/{id}" in page], path
        assert [id for id in later if f"/articles/{id}" in now] or path == "/storylines", path
    assert client.get(f"/articles/{later[0]}", params={"as_of": MOMENT}).status_code == 404


def test_the_first_page_is_that_of_the_last_day_that_was_known(client: Client, newspaper: Path) -> None:
    with kirinuki.open(newspaper) as archive:
        span = archive.span(THEN)
    assert span is not None and span[1] == dt.date(2025, 12, 29)
    assert 'href="/days/2025-12-31' not in then(client, "/")
    assert "2025年12月29日" in re.findall(r"<h1>.*?</h1>", then(client, "/"), re.S)[0]
    assert "まだ記事がありません" in then(client, "/", "2001-01-01")


def test_storylines_are_listed_as_they_stood(client: Client, newspaper: Path) -> None:
    with kirinuki.open(newspaper) as archive:
        stood = {line.id for line in archive.storylines.all(THEN) if len(line.members) > 1}
        listed = archive.storylines.latest(100, as_of=THEN)
        paged, after = [], None
        while True:
            some = archive.storylines.latest(1, after, as_of=THEN)
            paged += [line.id for line in some.storylines]
            if (after := some.after) is None:
                break
    assert {line.id for line in listed.storylines} == stood == set(paged)
    assert len(paged) == len(stood)


def test_the_moment_is_chosen_in_a_form_and_may_be_a_day(client: Client) -> None:
    page = client.get("/ledgers/statements", params={"q": "市", "kind": "said"}).text
    form = page[page.index("data-moment") :]
    assert 'type="datetime-local" name="as_of"' in form
    assert 'name="q" value="市"' in form and 'name="kind" value="said"' in form
    assert "2025年12月30日" in then(client, "/ledgers/statements", "2025-12-30")
    assert 'value="2025-12-30T09:00"' in then(client, "/", "2025-12-30T00:00Z")


@pytest.mark.parametrize("words", ["yesterday", "2025-13-01", "0001-01-01T00:00+09:00x"])
def test_what_is_no_moment_is_said(client: Client, words: str) -> None:
    answer = client.get("/ledgers/statements", params={"as_of": words})
    assert answer.status_code == 400 and "YYYY-MM-DDTHH:MM" in answer.text


def test_a_way_on_keeps_the_moment(client: Client) -> None:
    answer = client.get("/days", params={"day": "2025-12-29", "as_of": MOMENT}, follow_redirects=False)
    assert "as_of=2025-12-30" in answer.headers["location"]


def test_links_elsewhere_stay_as_they_are() -> None:
    page = '<a href="https://news.example/?a=1"><a href="//x.example"><a href="#a"><a href="/static/a.css"><a href="/a?b=1#c">'
    moved = carried(page, THEN)
    assert moved.startswith(
        '<a href="https://news.example/?a=1"><a href="//x.example"><a href="#a"><a href="/static/a.css">'
    )
    assert moved.endswith('<a href="/a?b=1&amp;as_of=2025-12-30T09%3A00%3A00%2B09%3A00#c">')
