from __future__ import annotations

import pytest

from kirinuki.capture.extract.dates import day_in_address, find_moments, read_moment


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2025年1月13日 21時37分", "2025-01-13T21:37:00+09:00"),
        ("令和6年1月13日", "2024-01-13"),
        ("令和元年５月１日　午後３時５分", "2019-05-01T15:05:00+09:00"),
        ("２０２５年１月１３日　午前０時１分", "2025-01-13T00:01:00+09:00"),
        ("2025/01/13 21:37", "2025-01-13T21:37:00+09:00"),
        ("2025.1.13(月) 9:05", "2025-01-13T09:05:00+09:00"),
        ("2025-01-13T12:37:00Z", "2025-01-13T21:37:00+09:00"),
        ("2025-01-13T12:37:00.000Z", "2025-01-13T21:37:00+09:00"),
        ("2025-01-13T21:37:00+0900", "2025-01-13T21:37:00+09:00"),
        ("2025-01-13 21:37:00 JST", "2025-01-13T21:37:00+09:00"),
        ("20250113213700", "2025-01-13T21:37:00+09:00"),
        ("Mon, 13 Jan 2025 12:37:00 GMT", "2025-01-13T21:37:00+09:00"),
        ("2025-01-13", "2025-01-13"),
        ("2024年12月31日24時00分", "2025-01-01T00:00:00+09:00"),
        ("2025.01.13 Mon posted at 21:37 JST", "2025-01-13T21:37:00+09:00"),
        ("19:30 JST, November 17, 2022", "2022-11-17T19:30:00+09:00"),
        ("Updated 10:12 p.m. JST, Nov. 17, 2022", "2022-11-17T22:12:00+09:00"),
        ("12:05 AM, May 1st 2024", "2024-05-01T00:05:00+09:00"),
    ],
)
def test_moments_as_news_writes_them(words: str, iso: str) -> None:
    moment = read_moment(words)
    assert moment is not None
    assert moment.iso() == iso


@pytest.mark.parametrize(
    "words", ["", "昨日", "2025年13月1日", "9999-99-99", "1/13(月) 21:37", "0000-00-00T00:00:00Z", "x" * 500]
)
def test_what_names_no_day_gives_none(words: str) -> None:
    assert read_moment(words) is None


def test_a_stamp_without_a_year_is_of_the_year_that_is_known() -> None:
    (moment,) = find_moments("1/13(月) 21:37配信", 2025)
    assert moment.iso() == "2025-01-13T21:37:00+09:00"


@pytest.mark.parametrize(
    ("address", "iso"),
    [
        ("https://a.example/news/2025/01/13/x", "2025-01-13"),
        ("https://a.example/a/20250113-OYT1", "2025-01-13"),
        ("https://a.example/1", None),
    ],
)
def test_days_in_addresses(address: str, iso: str | None) -> None:
    found = day_in_address(address)
    assert (found and found.iso()) == iso
