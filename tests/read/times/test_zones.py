"""Whose clock a time is told by."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest

from kirinuki.model.text import fold_width
from kirinuki.read.lexicons import rows
from kirinuki.read.morphemes import tokenize
from kirinuki.read.sentences import split_sentences
from kirinuki.read.times import find_times, zones

SUMMER, WINTER = dt.date(2024, 7, 10), dt.date(2024, 12, 10)


def read(text: str, published: dt.date) -> list[str | None]:
    plain = fold_width(text)
    sentences = split_sentences(plain)
    return [t.zone for t in find_times(plain, sentences, tokenize(text, sentences), published)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("日本時間の9日夜、発表した。", ["+09:00"]),
        ("日本時間9日午前3時(現地時間8日午後6時)に始まった。", ["+09:00", None]),
        ("ウクライナの首都キーウで現地時間の9日夜、爆発があった。", ["+03:00"]),
        ("パリで8日午後8時(日本時間9日午前3時)に始まった。", ["+02:00", "+09:00"]),
        ("米東部時間8日午後2時に発表した。", ["-04:00"]),
        ("モスクワ時間の9日正午に始まった。", ["+03:00"]),
        ("グリニッジ標準時9日午前0時に始まった。", ["+00:00"]),
        ("9日9時32分(UTC+9、以下同)に始まり、11時5分に終わった。9日に発表した。", ["+09:00", "+09:00", None]),
        ("8日午後6時(UTC-5)に始まった。", ["-05:00"]),
        ("9日午前9時(JST)に始まった。", ["+09:00"]),
        ("ロシア軍は現地時間の9日、ウクライナを攻撃した。", [None]),
        ("【ソウル＝山田太郎】大統領府は現地時間9日、談話を出した。", ["+09:00"]),
        ("英国で現地時間の9日、選挙があった。", ["+01:00"]),
        ("現地時間の9日、発表した。", [None]),
        ("タイトルは現地時間の9日に決まった。", [None]),
        ("短時間の9日間", []),
        ("9日午後5時(UTC+1。日本時間(UTC+9)では10日午前1時)に着いた。", ["+01:00", "+09:00"]),
        ("現地8日夜(UTC+1、日本時間9日早朝)に着いた。", ["+01:00", "+09:00"]),
    ],
)
def test_the_zone_is_told_by_the_words(text: str, expected: list[str | None]) -> None:
    assert read(text, SUMMER) == expected


def test_summer_time_hangs_on_the_date() -> None:
    assert read("米東部時間8日午後2時に発表した。", WINTER) == ["-05:00"]
    assert read("シドニーで現地時間8日に発表した。", WINTER) == ["+11:00"]
    assert read("シドニーで現地時間8日に発表した。", SUMMER) == ["+10:00"]


@pytest.mark.parametrize(("iana", "offsets"), [(iana, offsets) for _, iana, offsets in rows("zones")])
def test_the_table_agrees_with_the_zone_database(iana: str, offsets: str) -> None:
    if iana == "?" or iana not in zoneinfo.available_timezones():
        pytest.skip("not in the database of this platform")
    clock, zone = zoneinfo.ZoneInfo(iana), zones.parse(offsets)
    for month in range(12 * 26):
        for day in (3, 17, 30 if month % 12 != 1 else 28):
            date = dt.date(2000 + month // 12, month % 12 + 1, day)
            offset = zones.offset(zone, date)
            at_noon = dt.datetime.combine(date, dt.time(12), clock).strftime("%z")
            assert offset in (None, f"{at_noon[:3]}:{at_noon[3:]}"), date


def test_a_name_stands_for_one_zone() -> None:
    names = [name for row in rows("zones") for name in row[0].split(",")]
    assert len(names) == len(set(names))
