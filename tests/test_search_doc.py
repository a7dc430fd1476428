"""docs/search.md: every example is run over the bundled newspaper and finds as many articles as the page says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any, get_args

import pytest

from kirinuki.ask import query
from kirinuki.ask.ledgers import Asked, rows
from kirinuki.flow import Archive
from kirinuki.model.query import DayField, NameField
from tests.conftest import ROOT

DOCUMENT = (ROOT / "docs" / "search.md").read_text(encoding="utf-8")
EXAMPLES = [
    (match[1], int(match[2]))
    for match in re.finditer(r"^\|(?! [a-z]+ \|).*\| `([^`]+)` \| (\d+) \|$", DOCUMENT, re.MULTILINE)
]
ROWS = [
    (match[1], match[2], int(match[3]))
    for match in re.finditer(r"^\| ([a-z]+) \| `([^`]+)` \| (\d+) \|$", DOCUMENT, re.MULTILINE)
]


@pytest.fixture(scope="module")
def newspaper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.create(tmp_path_factory.mktemp("doc") / "archive") as archive:
        now = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
        for file in sorted((ROOT / "examples" / "newspaper").glob("*.jsonl")):
            archive.add(file.read_bytes(), name=file.name, now=now)
        archive.read_new()
        archive.weave_new()
        archive.rulings.tag(archive.search("ATM", 1).hits[0].article, "銀行", now=now)
        yield archive


def test_the_examples_find_what_the_page_says(newspaper: Archive) -> None:
    assert len(EXAMPLES) > 25
    assert {asked: newspaper.search(asked).total for asked, _ in EXAMPLES} == dict(EXAMPLES)


def test_the_ledgers_hold_as_many_rows_as_the_page_says(newspaper: Archive) -> None:
    ledgers = newspaper.ledgers
    walks: dict[str, Callable[[Asked], Iterator[Any]]] = {
        "statements": ledgers.statements,
        "figures": ledgers.figures,
        "agenda": ledgers.agenda,
        "changes": ledgers.changes,
        "storylines": ledgers.storylines,
    }

    def told(name: str, asked: str) -> int:
        return sum(1 for _ in rows(walks[name](Asked(newspaper.asked(asked), alone=True))))

    assert {name for name, _, _ in ROWS} == set(walks)
    assert [(name, asked, told(name, asked)) for name, asked, _ in ROWS] == ROWS


def test_every_field_and_every_name_of_one_is_explained() -> None:
    for name in (*get_args(NameField), *get_args(DayField)):
        assert f"`{name}:`" in DOCUMENT or f"`{name}:statement`" in DOCUMENT, name
    assert set(query._FIELDS) - {"相手", "言及", "タグ", "数", "数値", "単位"} <= set(
        re.findall(r"([\w]+)[:：]", DOCUMENT)
    )
    assert f"{query._LONGEST:,}" in DOCUMENT
