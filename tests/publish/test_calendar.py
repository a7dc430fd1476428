"""Calendars: what RFC 5545 asks of every line, whatever the words."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from kirinuki.ask.agenda import Announced, Entry
from kirinuki.model.chronicle import Expectation, Outcome
from kirinuki.model.digest import Source
from kirinuki.model.reading import Interval
from kirinuki.model.text import Evidence, Span
from kirinuki.publish.calendar import calendar_lines


def entry(words: str, *, moved: int = 0) -> Entry:
    evidence = Evidence("ab12", Span(0, len(words)), words)
    due = Interval("2031-05-20", "2031-05-21")
    expectation = Expectation(evidence, evidence, due, None, None, "予定")
    source = Source("a1", "ab12", "", None, dt.date(2031, 5, 1), "2031-05-01T09:00:00+09:00", "urn:a")
    before = tuple(Interval(f"2031-05-{10 + n}", f"2031-05-{11 + n}") for n in range(moved))
    outcome = Outcome("unknown", None, "あとの記事に述べたところがない")
    return Entry("a1", due, before, (Announced(expectation, source),), outcome, decided=False)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_every_line_is_short_and_unfolds_to_the_words(words: str) -> None:
    text = "".join(calendar_lines([entry(words)]))
    lines = text.split("\r\n")
    assert lines.pop() == ""
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "\n" not in text.replace("\r\n", "")
    whole = text.replace("\r\n ", "").split("\r\n")
    (summary,) = (line.removeprefix("SUMMARY:") for line in whole if line.startswith("SUMMARY:"))
    read = summary.replace("\\;", ";").replace("\\,", ",").replace("\\\\", "\\")
    assert len(read) == len(" ".join(words.split()))


def test_an_event_keeps_its_name_and_counts_its_moves() -> None:
    still, moved = ("".join(calendar_lines([entry("橋の開通, 式典; 祝賀", moved=n)])) for n in (0, 2))
    for told in (still, moved):
        assert "UID:ab12-0-12@kirinuki\r\n" in told and "DTSTAMP:20310501T000000Z\r\n" in told
    assert "SEQUENCE:0" in still and "SEQUENCE:2" in moved
    assert "SUMMARY:橋の開通\\, 式典\\; 祝賀" in still
