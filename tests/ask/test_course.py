"""The course of a storyline, and storylines told of last first, over the example newspaper and what a person said of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

import kirinuki
from kirinuki.errors import InputError
from kirinuki.model.article import JAPAN
from kirinuki.model.chronicle import Storyline

NEWSPAPER = Path(__file__).resolve().parents[2] / "examples" / "newspaper"
NOW = dt.datetime(2026, 1, 2, 6, 0, tzinfo=JAPAN)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[kirinuki.Archive]:
    with kirinuki.Archive.create(tmp_path / "archive") as archive:
        for file in sorted(NEWSPAPER.iterdir()):
            archive.add(file.read_bytes(), name=file.name, now=NOW)
        archive.read_new()
        archive.weave_new()
        yield archive


def walked(archive: kirinuki.Archive, limit: int, *, several: bool = True) -> list[Storyline]:
    """All storylines, page by page."""
    found: list[Storyline] = []
    after = None
    for _ in count():
        page = archive.storylines.latest(limit, after, several=several)
        assert len(page.storylines) <= limit
        found += page.storylines
        after = page.after
        if after is None:
            return found
    raise AssertionError


def told(archive: kirinuki.Archive, line: Storyline) -> object:
    return archive._store.articles.order(line.members[-1].revision)


@pytest.mark.parametrize("limit", [1, 2, 50])
@pytest.mark.parametrize("several", [True, False])
def test_pages_hold_each_storyline_once_the_last_told_first(
    archive: kirinuki.Archive, limit: int, several: bool
) -> None:
    for decide in (False, True):
        if decide:
            big = max(archive.storylines.all(), key=lambda line: len(line.members))
            articles = [member.article for member in big.members]
            archive.rulings.apart([articles[-1], articles[3]], now=NOW)
            archive.rulings.apart([articles[8]], now=NOW)
        wanted = [line for line in archive.storylines.all() if not several or len(line.members) > 1]
        found = walked(archive, limit, several=several)
        assert sorted(line.id for line in found) == sorted(line.id for line in wanted)
        assert found == sorted(found, key=lambda line: told(archive, line), reverse=True)  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize("cursor", ["", "x", "1", ":", "9" * 40 + ":a"])
def test_a_cursor_that_is_none_is_refused(archive: kirinuki.Archive, cursor: str) -> None:
    with pytest.raises(InputError, match="続きの印"):
        archive.storylines.latest(5, cursor)


def test_storylines_are_found_by_their_tag(archive: kirinuki.Archive) -> None:
    one, *_ = archive.storylines.all()
    archive.rulings.tag(one.id, "港", now=NOW)
    assert [line.id for line in archive.storylines.carrying("＃港")] == [one.id]
    archive.rulings.untag(one.id, "港", now=NOW)
    assert archive.storylines.carrying("港") == []


def test_a_step_tells_what_its_article_brought(archive: kirinuki.Archive) -> None:
    big = max(archive.storylines.all(), key=lambda line: len(line.members))
    steps = archive.storylines.course(big)
    assert [step.member for step in steps] == list(big.members)
    assert all(0 <= step.new <= step.sentences for step in steps)
    # What another outlet had told word for word is nothing new.
    again = next(step for step in steps if (step.source.title or "").startswith("ガルドニア、３１日に"))
    assert again.new == 0
    assert steps[0].new == steps[0].sentences
    revised = [each for step in steps for each in step.revised]
    assert any(each.corrected for each in revised) and all(each.at for each in revised)
    assert all(len(step.revised) == len(archive.revisions(step.member.article)) - 1 for step in steps)
