"""/api/v1: what its schema says is what it does; no request, however odd, makes it stumble."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

import kirinuki
from kirinuki.model.article import JAPAN
from kirinuki.web import create_app
from kirinuki.web.desk import Desk
from kirinuki.web.pages import ledgers
from tests.web.conftest import Client

API = "/api/v1"


def test_its_form_is_said_in_openapi(client: Client) -> None:
    schema = client.get(f"{API}/schema/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    assert all(path.startswith(API) for path in schema["paths"])
    assert f"{API}/ledgers/{{name}}" in schema["paths"]
    assert set(schema["paths"][f"{API}/people"]) == {"get"}


def test_no_request_makes_it_stumble(newspaper: Path) -> None:
    app = create_app(newspaper, names=["testserver"])
    schema = schemathesis.openapi.from_asgi(f"{API}/schema/openapi.json", app)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 8
    for operation in operations:

        @settings(max_examples=10, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def holds(case: schemathesis.Case) -> None:
            answer = case.call()
            assert answer.status_code < 500, answer.text
            if answer.status_code >= 400:
                assert answer.headers["content-type"][0].startswith("application/problem+json"), answer.text

        holds()


def test_rows_are_read_by_cursor_and_in_one_stream_alike(client: Client) -> None:
    rows, after = [], ""
    while True:
        answer = client.get(f"{API}/ledgers/statements", params={"limit": 50, "after": after}).json()
        rows += answer["statements"]
        if (after := answer["after"]) is None:
            break
    stream = client.get(f"{API}/export/statements")
    assert stream.headers["content-type"].startswith("application/x-ndjson")
    assert [json.loads(line) for line in stream.text.splitlines()] == rows
    assert len(rows) > 100


def test_an_answer_that_is_known_is_not_sent_again(client: Client) -> None:
    first = client.get(f"{API}/storylines")
    again = client.get(f"{API}/storylines", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content


def test_one_walks_from_a_storyline_to_its_words(client: Client, newspaper: Path) -> None:
    line = client.get(f"{API}/storylines").json()["storylines"][0]
    whole = client.get(f"{API}/storylines/{line['id']}").json()
    assert whole["articles"] == line["articles"]
    article = client.get(f"{API}/articles/{line['articles'][0]['id']}").json()
    revision = article["revisions"][-1]
    reading = client.get(f"{API}/revisions/{revision['id']}/reading").json()
    assert reading["text"] == revision["text"]
    found = client.get(f"{API}/search", params={"q": "サーレ", "limit": 1}).json()
    assert found["total"] > 1 and len(found["hits"]) == 1 and found["after"]
    second = client.get(f"{API}/search", params={"q": "サーレ", "limit": 1, "after": found["after"]}).json()
    assert second["hits"] != found["hits"]


def test_private_persons_are_not_given_out(client: Client, newspaper: Path) -> None:
    with kirinuki.open(newspaper) as archive:
        everybody = archive.people.all(limit=500, private=True).parties
    private = [party for party in everybody if party.private]
    assert private
    told = client.get(f"{API}/people", params={"limit": 500}).text
    assert not any(party.id in told for party in private)
    assert client.get(f"{API}/people/{private[0].id}").status_code == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/articles/ffff", 404),
        ("/ledgers/statements?q=outlet:", 400),
        ("/ledgers/songs", 400),
        ("/search", 400),
    ],
)
def test_what_is_wrong_is_told_as_a_problem(client: Client, path: str, status: int) -> None:
    answer = client.get(API + path)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.json()["status"] == status and answer.json()["detail"]


def test_nothing_is_changed_through_it(client: Client) -> None:
    assert client.post(f"{API}/storylines").status_code in (403, 405)


def test_a_stream_has_no_silent_limit(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = client.get(f"{API}/export/statements").text
    table = client.get("/ledgers/statements.csv").text
    steps = []
    made = Desk.archive

    def counted(desk: Desk) -> AbstractContextManager[kirinuki.Archive]:
        steps.append(desk)
        return made(desk)

    monkeypatch.setattr(Desk, "archive", counted)
    monkeypatch.setattr(ledgers, "_AT_ONCE", 7)
    assert client.get(f"{API}/export/statements").text == whole
    assert (
        len(steps) > len(whole.splitlines()) / 7
    )  # a step opens the archive for itself: none holds it for all
    assert client.get("/ledgers/statements.csv").text == table


def test_storylines_are_had_as_of_a_moment(client: Client, newspaper: Path) -> None:
    then = client.get(f"{API}/storylines", params={"as_of": "2025-12-30T09:00:00"}).json()["storylines"]
    now = client.get(f"{API}/storylines").json()["storylines"]
    with kirinuki.open(newspaper) as archive:
        stood = archive.storylines.all(dt.datetime(2025, 12, 30, 9, tzinfo=JAPAN))
    assert {line["id"] for line in then} == {line.id for line in stood if len(line.members) > 1}
    assert sum(len(line["articles"]) for line in then) < sum(len(line["articles"]) for line in now)
