"""Storylines the whole way: whatever order articles come in, and after a rebuild, they are the same."""

from __future__ import annotations

import datetime as dt
import json
import random
from pathlib import Path

import pytest

from kirinuki.flow import Archive

NOW = dt.datetime(2030, 6, 1, tzinfo=dt.UTC)
_STORIES = [
    ("灰原ダム", "決壊", "沢見知事", "放流量", "下流の住民"),
    ("第三暁丸", "座礁", "重油", "磯部海岸", "海上保安部"),
    ("青葉電鉄", "値上げ", "運賃改定", "黒須社長", "国土交通省"),
    ("北稜大学", "入試問題", "漏えい", "学長", "再試験"),
]
_REST = ["発表", "調査", "説明", "会見", "被害", "原因", "対応", "見通し", "委員会", "方針"]


def news(chance: random.Random, many: int) -> list[dict[str, str]]:
    """Invented reports of four runs of events, with one day between two, or a year."""
    found = []
    for n in range(many):
        names = chance.choice(_STORIES)
        some = chance.sample(names, 3)
        rest = chance.sample(_REST, 3)
        day = dt.date(2028, 1, 1) + dt.timedelta(chance.choice([0, 1, 2, 20, 33, 70, 200, 400]) + n % 3)
        told = f"{some[0]}の{rest[0]}について、{some[1]}の{rest[1]}が{some[2]}で行われた。{rest[2]}は{names[3]}が示した。"
        found.append(
            {
                "id": f"n{n}",
                "url": f"https://news.example/{n}",
                "title": f"{some[0]}、{rest[0]}を{rest[1]}",
                "text": told + f"{chance.choice(names)}の{chance.choice(_REST)}も続く。",
                "published": day.isoformat(),
            }
        )
    return found


def put(archive: Archive, reports: list[dict[str, str]]) -> None:
    data = "\n".join(json.dumps(report, ensure_ascii=False) for report in reports).encode()
    archive.add(data, name=f"{reports[0]['id']}-{len(reports)}.jsonl", now=NOW, form="jsonl")


def rows(archive: Archive) -> list[object]:
    wanted = archive._store.storylines.ROWS
    return [row for table, row in archive._store.rows() if (table in wanted and row)]


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
        lines = archive.storylines.all()
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
