"""What holds for every page: weight, ETags, one frame."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kirinuki.web.languages import LANGUAGES
from tests.web.conftest import Client, addresses


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_light_and_is_sent_once(client: Client, newspaper: Path, language: str) -> None:
    for name, address in addresses(newspaper).items():
        answer = client.get(address, headers={"Accept-Language": language})
        assert answer.status_code == (404 if name == "missing" else 200), name
        assert len(answer.content) < 100_000, name
        assert answer.headers["content-language"] == language
        if answer.status_code == 200:
            again = {"Accept-Language": language, "If-None-Match": answer.headers["etag"]}
            assert client.get(address, headers=again).status_code == 304, name


def test_style_and_script_are_kept_by_the_browser(client: Client) -> None:
    page = client.get("/login").text
    for ending in ("css", "js", "svg"):
        path = next(part for part in page.split('"') if part.startswith("/static/") and part.endswith(ending))
        answer = client.get(path)
        assert answer.status_code == 200 and "immutable" in answer.headers["cache-control"]
        assert client.get(path.replace(".", ".0", 1)).status_code == 404


def test_a_page_waits_for_no_writer(client: Client, newspaper: Path) -> None:
    pages = addresses(newspaper).values()
    writing = sqlite3.connect(newspaper / "kirinuki.db", isolation_level=None)
    writing.execute("BEGIN IMMEDIATE")
    try:
        for address in pages:
            assert client.get(address).status_code in (200, 404)
    finally:
        writing.execute("ROLLBACK")
        writing.close()
