"""Answers as they could be given at a moment: what was published and, of revisions, what had been seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from kirinuki.ask.ledgers import Asked, rows
from kirinuki.flow import Archive
from kirinuki.model.digest import EditShown
from tests.test_flow import GRANT, HARBOUR, NOW, RETOLD, add, finish

LATER = HARBOUR.replace("約40人に上る", "約60人に上る") + "夕方には岸壁の一部で明かりが消えた。"
DAY = dt.date(2025, 12, 30)
PERIOD = (DAY, DAY + dt.timedelta(days=2))
HOUR = dt.timedelta(hours=1)
BETWEEN = NOW + HOUR
"""After the first capture of the report about the harbour, before that of its second revision."""


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "記録") as archive:
        add(archive, HARBOUR, "a.txt", url="https://a.example/1", published=DAY)
        add(archive, RETOLD, "b.txt", url="https://b.example/1", published=DAY)
        add(archive, LATER, "a.txt", url="https://a.example/1", published=DAY, now=NOW + 2 * HOUR)
        add(archive, GRANT, "c.txt", url="https://c.example/1", published=DAY + dt.timedelta(days=1))
        finish(archive)
        yield archive


def shown(archive: Archive, as_of: dt.datetime | None) -> str:
    return "".join(item.text for item in archive.digest(*PERIOD, as_of).items())


def test_a_page_is_what_it_could_have_been(archive: Archive) -> None:
    assert "約60人" in shown(archive, None)
    then = shown(archive, BETWEEN)
    assert "約60人" not in then
    assert "約40人" in then
    assert "見舞金" in then
    before = shown(archive, dt.datetime(2025, 12, 31, tzinfo=dt.timezone(9 * HOUR)))
    assert "約40人" in before
    assert "見舞金" not in before
    assert shown(archive, dt.datetime(2025, 12, 30, tzinfo=dt.timezone(9 * HOUR))) == ""


def test_a_page_of_then_folds_as_one_of_today_does(archive: Archive) -> None:
    now = archive.digest(*PERIOD)
    assert archive.digest(*PERIOD, NOW + 3 * HOUR) == now
    then = archive.digest(*PERIOD, BETWEEN)
    folded = [telling.evidence.text for item in then.items() for telling in item.folded]
    assert any("第2岸壁を閉鎖した" in words for words in folded)
    assert [section.revisions for section in then.sections] == [1, 1, 1]
    assert max(section.revisions for section in now.sections) == 2


def test_a_search_finds_what_stood_then(archive: Archive) -> None:
    assert [hit.text for hit in archive.search("約60人").hits] == ["約60人"]
    assert archive.search("約60人", as_of=BETWEEN).total == 0
    assert archive.search("約40人").total == 1
    assert archive.search("約40人", as_of=BETWEEN).total == 2
    assert archive.search("明かりが消えた", as_of=NOW + 3 * HOUR).total == 1


def test_changes_are_known_from_when_they_were_seen(archive: Archive) -> None:
    def changed(as_of: dt.datetime | None = None) -> list[EditShown]:
        asked = Asked(as_of=as_of, first_day=PERIOD[0], end_day=PERIOD[1])
        return list(rows(archive.ledgers.changes(asked)))

    assert changed()
    assert changed(BETWEEN) == []
    assert changed(NOW + 3 * HOUR) == changed()
