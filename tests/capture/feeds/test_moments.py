from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.capture.feeds import parse
from kirinuki.capture.feeds.moments import Clock
from kirinuki.model.article import JAPAN
from tests.capture.feeds.making import AT, HOME, MOMENT, URL, item, rss

CLOCK = Clock(AT, JAPAN, "媒体の時計")


def moment(words: str, clock: Clock = CLOCK) -> str | None:
    read = clock.read(words)
    return read[0].strftime("%Y-%m-%d %H:%M:%S %z") if read else None


@pytest.mark.parametrize(
    "words",
    [
        "Mon, 13 Jan 2025 21:37:00 +0900",
        "Mon, 13 Jan 2025 21:37:00 JST",
        "Mon, 13 Jan 2025 21:37:00 +0900 (JST)",
        "Mon, 13 Jan 2025 12:37:00 GMT",
        "Mon, 13 Jan 2025 07:37:00 EST",
        "Mon, 13 Jan 25 21:37 +0900",
        "月, 13 1月 2025 21:37:00 +0900",
        "Mon Jan 13 2025 21:37:00 GMT+0900 (日本標準時)",
        "Mon Jan 13 21:37:00 JST 2025",
        "13-Jan-2025 21:37:00",
        "January 13, 2025 9:37 PM",
        "2025-01-13T12:37:00Z",
        "2025-01-13T21:37:00+09:00",
        "2025-01-13T21:37:00.123+0900",
        "2025-01-13 21:37:00 JST",
        "2025-01-13T21:37",
        "2025/01/13 21:37:00",
        "2025/01/13 21:37 (日本時間)",
        "2025年1月13日 21時37分",
        "２０２５年１月１３日　２１時３７分",
        "令和7年1月13日 午後9時37分",
        "20250113213700",
        "1736771820",
        "1736771820000",
        "1月13日 21時37分",
        "昨日 21:37",
    ],
)
def test_moments_in_every_writing(words: str) -> None:
    assert moment(words) == "2025-01-13 21:37:00 +0900"


@pytest.mark.parametrize(
    ("words", "reads"),
    [
        ("3時間前", "2025-01-14 15:00:00 +0900"),
        ("5 minutes ago", "2025-01-14 17:55:00 +0900"),
        ("半日前", "2025-01-14 06:00:00 +0900"),
        ("1時間半前", "2025-01-14 16:30:00 +0900"),
        ("2日前", "2025-01-12 18:00:00 +0900"),
        ("昨日", "2025-01-13 00:00:00 +0900"),
        ("今朝 7:05", "2025-01-14 07:05:00 +0900"),
        ("たった今", "2025-01-14 18:00:00 +0900"),
        ("12月30日 10:00", "2024-12-30 10:00:00 +0900"),
        ("2025-01-13", "2025-01-13 00:00:00 +0900"),
        ("2025-01", "2025-01-01 00:00:00 +0900"),
        ("2025-01-13T24:00", "2025-01-14 00:00:00 +0900"),
        ("2016-12-31T23:59:60Z", "2017-01-01 09:00:00 +0900"),
    ],
)
def test_distances_days_and_edges(words: str, reads: str) -> None:
    assert moment(words) == reads


@pytest.mark.parametrize(
    "words",
    [
        "",
        "いつか",
        "0000-00-00",
        "0001-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "Sun, 32 Jan 2025",
        "9" * 300,
        "25:61",
    ],
)
def test_what_is_no_moment_is_none(words: str) -> None:
    assert moment(words) is None


def test_distances_need_the_moment_of_receipt() -> None:
    alone = Clock(None, JAPAN, "")
    for words in ("3時間前", "昨日 21:37", "1月13日"):
        assert moment(words, alone) is None


@given(st.text(max_size=60))
def test_any_words_are_a_moment_or_none(words: str) -> None:
    read = CLOCK.read(words)
    assert read is None or (read[0].tzinfo is not None and read[1])


@given(st.datetimes(dt.datetime(1991, 1, 1), dt.datetime(2099, 1, 1)), st.integers(-12, 14))
def test_what_is_written_is_read(written: dt.datetime, hours: int) -> None:
    exact = written.replace(microsecond=0, tzinfo=dt.timezone(dt.timedelta(hours=hours)))
    for words in (exact.isoformat(), exact.strftime("%a, %d %b %Y %H:%M:%S %z")):
        read = CLOCK.read(words)
        assert read is not None
        assert read[0] == exact


def published(date: str, url: str = URL, text: str | None = None) -> tuple[dt.datetime | None, str]:
    entry = parse((text or rss(item(date=date))).encode(), url=url, at=AT).entries[0]
    return entry.published, entry.why["published"]


def test_without_zone_it_is_by_the_clock_of_the_outlet_and_says_so() -> None:
    assert published("2025-01-13 21:37:00") == (MOMENT, "時差の記載なし・.jp の媒体なので日本時間")
    abroad = rss(item(date="2025-01-13 21:37:00")).replace(HOME, "https://kowan.example.com/")
    there = "https://kowan.example.com/rss"
    assert published("", there, abroad) == (MOMENT, "時差の記載なし・日本語のフィードなので日本時間")
    english = abroad.replace("<language>ja</language>", "").replace("港湾日報", "Harbour Daily")
    assert published("", there, english)[0] == MOMENT + dt.timedelta(hours=9)


def test_times_called_utc_that_had_not_come_are_those_of_japan_in_the_whole_feed() -> None:
    early, late = "Mon, 13 Jan 2025 21:37:00 GMT", "Tue, 14 Jan 2025 17:30:00 GMT"
    feed = parse(rss(item(date=early), item(date=late)).encode(), url=URL, at=AT)
    assert [entry.published for entry in feed.entries[:2]] == [MOMENT, AT - dt.timedelta(minutes=30)]
    assert "先の時刻になるので日本時間" in feed.entries[0].why["published"]
    assert published(early)[0] == MOMENT + dt.timedelta(hours=9)
    abroad = (
        rss(item(date=late)).replace(HOME, "https://k.example.com/").replace("<language>ja", "<language>en")
    )
    there = parse(abroad.replace("港湾日報", "Harbour").encode(), url="https://k.example.com/rss", at=AT)
    assert there.entries[0].published == AT + dt.timedelta(hours=8, minutes=30)
