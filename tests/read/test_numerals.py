import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kirinuki
from kirinuki.read.numerals import digits, read_integer, read_number


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2万3,140", "23140"),
        ("8万204", "80204"),
        ("1億2000万", "120000000"),
        ("1.5億", "150000000"),
        ("1・2", "1.2"),
        ("二十三", "23"),
        ("二〇二四", "2024"),
        ("三千二百万", "32000000"),
        ("百三万", "1030000"),
        ("10万5千", "105000"),
        ("115兆5415億", "115541500000000"),
        ("千", "1000"),
    ],
)
def test_numbers_as_news_writes_them(words: str, value: str) -> None:
    number = read_number(words)
    assert number is not None
    assert number.low == number.high == Decimal(value)


@pytest.mark.parametrize("words", ["万", "億", "2021.7.18", "1,23", "2万3億", "十千", "1" * 40])
def test_no_numbers(words: str) -> None:
    assert read_number(words) is None


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("数十", 20, 90),
        ("十数", 11, 19),
        ("10数", 11, 19),
        ("百数十", 110, 190),
        ("数百万", 2_000_000, 9_000_000),
        ("数", 2, 9),
    ],
)
def test_vague_numbers_are_ranges(words: str, low: int, high: int) -> None:
    number = read_number(words)
    assert number is not None and number.vague
    assert (number.low, number.high) == (low, high)
    assert read_integer(words) is None


@given(st.integers(0, 10**16 - 1))
def test_every_whole_number_reads_back_from_its_sections(value: int) -> None:
    words, rest = "", value
    for unit, size in (("兆", 10**12), ("億", 10**8), ("万", 10**4), ("", 1)):
        section, rest = divmod(rest, size)
        words += f"{section:,}{unit}" if section or (not unit and not words) else ""
    number = read_number(words)
    assert number is not None and number.low == value


def test_open_digits_are_marked() -> None:
    for words, written in [("十数", "1X"), ("数十", "X0"), ("数", "X"), ("1.50", "1.5"), ("300", "300")]:
        number = read_number(words)
        assert number is not None and digits(number) == written


def test_no_group_is_repeated_possessively() -> None:
    """`(…)*+` matches the wrong words, or never ends, before Python 3.11.5 (CPython issues 100061 and 106052)."""
    source = {file: file.read_text(encoding="utf-8") for file in Path(kirinuki.__file__).parent.rglob("*.py")}
    assert source
    assert not [file.name for file, text in source.items() if re.search(r"\)(?:[*+?]|\{+[0-9,]+\}+)\+", text)]
