"""Storylines the whole way: whatever order articles come in, and after a rebuild, they are the same."""

from __future__ import annotations

import datetime as dt
import json
import random
from itertools import pairwise
from pathlib import Path

import pytest

from kirinuki.flow import Archive

NOW = dt.datetime(2030, 6, 1, tzinfo=dt.UTC)
_KANA = "カキクケコサシスセソタチツテトナニヌネノ"
_SAID = ["発表した", "認めた", "調べている", "明らかになった", "続いている"]


def news(chance: random.Random, many: int) -> list[dict[str, str]]:
    """Invented reports of six runs of events, with one day between two, or a year; now and then one tells of two."""
    stories = [["".join(chance.choices(_KANA, k=5)) for _ in range(12)] for _ in range(6)]
    for story, number in zip(stories, (3, 4, 4), strict=False):
        story.append(f"台風{number}号")
    found = []
    for n in range(many):
        names, others = chance.sample(stories, 2)
        some = [*chance.sample(names, 7), *(chance.sample(others, 5) if chance.random() < 0.15 else ())]
        day = dt.date(2028, 1, 1) + dt.timedelta(chance.choice([0, 1, 2, 20, 33, 70, 200, 400]) + n % 3)
        told = "".join(f"{a}の{b}を{chance.choice(_SAID)}。" for a, b in pairwise(some))
        found.append(
            {
                "id": f"n{n}",
                "url": f"https://news.example/{n}",
                "title": f"{some[0]}、{some[1]}",
                "text": told,
                "published": day.isoformat(),
            }
        )
    return found


def put(archive: Archive, reports: list[dict[str, str]]) -> None:
    """Each in a file of its own: the order of repeats told on one day goes by the place in the file."""
    for report in reports:
        archive.add(
            json.dumps(report, ensure_ascii=False).encode(),
            name=f"{report['id']}.jsonl",
            now=NOW,
            form="jsonl",
        )


def rows(archive: Archive) -> list[tuple[str, tuple[object, ...]]]:
    wanted = archive._store.storylines.ROWS
    return [(table, row) for table, row in archive._store.rows() if table in wanted]


def weave(archive: Archive) -> None:
    archive.read_new()
    archive.weave_new()


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_arrival_changes_no_row(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    reports = news(chance, 24)
    with Archive.create(tmp_path / "at-once") as archive:
        put(archive, reports)
        weave(archive)
        expected = rows(archive)
        lines = {row[1][1] for row in expected if row[0] == "members"}
    assert 1 < len(lines) < len(reports)
    for turn in range(3):
        chance.shuffle(reports)
        with Archive.create(tmp_path / f"turn-{turn}") as archive:
            left = list(reports)
            while left:
                many = chance.choice([1, 1, 2, 5])
                put(archive, left[:many])
                del left[:many]
                if chance.random() < 0.8:
                    weave(archive)
            weave(archive)
            assert rows(archive) == expected
