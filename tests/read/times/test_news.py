"""The table of news expressions beside this file: what each means, or that it means no time."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kirinuki.model.reading import Duration, Time
from kirinuki.model.text import fold_width
from kirinuki.read.morphemes import tokenize
from kirinuki.read.sentences import split_sentences
from kirinuki.read.times import find_times

PUBLISHED = dt.date(2024, 11, 12)


def table(*topics: str) -> list[tuple[str, list[str]]]:
    lines = Path(__file__).with_name("news.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [
        (text, expected.split("; ") if expected else []) for topic, text, expected in rows if topic in topics
    ]


def read(text: str) -> tuple[tuple[Time, ...], tuple[Duration, ...]]:
    plain = fold_width(text)
    sentences = split_sentences(plain)
    return find_times(plain, sentences, tokenize(text, sentences), PUBLISHED)


def bounds(stamp: str) -> tuple[dt.datetime, dt.datetime]:
    """Start and end of the year, month, day or minute that a stamp names."""
    if "T" in stamp:
        moment = dt.datetime.fromisoformat(stamp)
        return moment, moment + dt.timedelta(minutes=1)
    numbers = [int(n) for n in stamp.split("-")]
    year, month, day = (*numbers, 1, 1)[:3]
    start = dt.datetime(year, month, day)
    if len(numbers) == 1:
        return start, dt.datetime(year + 1, 1, 1)
    if len(numbers) == 2:
        return start, dt.datetime(year + month // 12, month % 12 + 1, 1)
    return start, start + dt.timedelta(days=1)


def wanted(expectation: str) -> tuple[str, dt.datetime, dt.datetime]:
    words, _, when = expectation.rpartition(" ")
    if ".." in when:
        first, last = when.split("..")
        return words, dt.datetime.fromisoformat(first), dt.datetime.fromisoformat(last)
    first, _, last = when.partition("/")
    return words, bounds(first)[0], bounds(last or first)[1]


@pytest.mark.parametrize(
    ("text", "expected"), table("day", "week", "month", "year", "clock", "quote", "story", "none")
)
def test_times_of_news(text: str, expected: list[str]) -> None:
    when = dt.datetime.fromisoformat
    got = [(t.of(text), when(t.from_), when(t.until)) for t in read(text)[0]]
    assert got == [wanted(words) for words in expected]


@pytest.mark.parametrize(("text", "expected"), table("length"))
def test_lengths_of_news(text: str, expected: list[str]) -> None:
    times, durations = read(text)
    assert times == ()
    assert [f"{d.of(text)} {d.value}" for d in durations] == expected


@pytest.mark.parametrize(("text", "expected"), table("cycle"))
def test_what_comes_back(text: str, expected: list[str]) -> None:
    times, durations = read(text)
    assert [f"{t.of(text)} {t.value}" for t in times if t.type == "SET"] == expected
    assert len(times) == 1
    assert not durations


def test_every_item_says_why_in_words_of_its_own() -> None:
    for text, _ in table("day", "week", "month", "year", "clock", "quote", "story", "length", "cycle"):
        for item in (found for layer in read(text) for found in layer):
            assert any("ぁ" <= c <= "ん" for c in item.why), item
