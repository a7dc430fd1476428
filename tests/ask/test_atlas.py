"""Places: found under their Japanese names, settled by what is told, and left open where nothing settles them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import kirinuki
from kirinuki.ask.atlas import locate
from kirinuki.model.article import JAPAN

NOW = dt.datetime(2026, 1, 2, 6, 0, tzinfo=JAPAN)


@pytest.mark.parametrize(
    ("name", "region", "latitude", "longitude"),
    [
        ("横浜市", "神奈川県", 35.4, 139.6),
        ("埼玉県", "埼玉県", 35.9, 139.7),
        ("北海道", "北海道", 43.1, 141.3),
        ("東京都府中市", "東京都", 35.7, 139.5),
        ("茨城県水戸市中央町", "茨城県", 36.4, 140.5),
        ("モスクワ", "ロシア", 55.8, 37.6),
        ("広州", "中国", 23.1, 113.3),
        ("シンガポール", "シンガポール", 1.3, 103.9),
    ],
)
def test_a_name_is_found_where_it_lies(name: str, region: str, latitude: float, longitude: float) -> None:
    at, why, _ = locate(name)
    assert at is not None and why
    assert at.region == region
    assert abs(at.latitude - latitude) < 0.2 and abs(at.longitude - longitude) < 0.2


@pytest.mark.parametrize("n", range(47))
def test_every_prefecture_is_found_with_and_without_its_last_character(n: int) -> None:
    from kirinuki.read.lexicons import rows

    name = [word for word, kind, *_ in rows("places") if kind == "prefecture"][n]
    for called in {name, name if name == "北海道" else name[:-1]}:
        at, _, _ = locate(called)
        assert at is not None and at.where == name, called


def test_a_name_of_several_places_is_left_open_or_says_what_settled_it() -> None:
    at, why, candidates = locate("府中市")
    assert at is None and "2か所" in why and {each.where for each in candidates} == {"東京都", "広島県"}
    at, why, candidates = locate("府中市", {"広島県"})
    assert at is not None and at.where == "広島県" and why == "同じ記事に広島県" and len(candidates) == 1
    assert {each.where for each in locate("伊達市")[2]} == {"北海道", "福島県"}
    at, why, candidates = locate("ロンドン")
    assert at is not None and at.where == "GB" and "倍" in why and candidates[0].where == "CA"
    assert locate("ありえない町") == (None, "地名辞書にない", ())
    for odd in ("", "県", "市", "京都", "東京都", "都", "町" * 5000):
        locate(odd)


def test_places_of_a_period_have_their_articles(tmp_path: Path) -> None:
    reports = [
        ("2026-01-01", "横浜市は１日、港の点検を始めた。"),
        ("2026-01-02", "広島県は２日、府中市で点検を始めた。横浜市も続く。"),
        ("2026-01-05", "神戸市は５日、港の点検を始めた。"),
    ]
    with kirinuki.Archive.create(tmp_path / "a") as archive:
        for n, (day, text) in enumerate(reports):
            line = f'{{"id": "{n}", "published": "{day}", "outlet": "潮見新報", "text": "{text}"}}\n'
            archive.add(line.encode(), name=f"{n}.jsonl", now=NOW)
        archive.read_new()
        found = {
            place.name: place for place in archive.places_named(dt.date(2026, 1, 1), dt.date(2026, 1, 3))
        }
    assert len(found["横浜市"].articles) == 2 and "神戸市" not in found
    assert found["府中市"].at is not None and found["府中市"].at.where == "広島県"
