from __future__ import annotations

import datetime as dt

import pytest

from kirinuki.model.digest import Source
from kirinuki.publish import wording


@pytest.mark.parametrize(
    ("from_", "until", "words"),
    [
        ("2025-04-10", "2025-04-11", "2025年4月10日"),
        ("2025-04-10", "2025-04-12", "2025年4月10日〜11日"),
        ("2025-04-30", "2025-05-02", "2025年4月30日〜5月1日"),
        ("2025-12-31", "2026-01-02", "2025年12月31日〜2026年1月1日"),
        ("2025-04-01", "2025-05-01", "2025年4月"),
        ("2025-03-01", "2025-06-01", "2025年3月〜5月"),
        ("2024-12-01", "2025-03-01", "2024年12月〜2025年2月"),
        ("2025-01-01", "2026-01-01", "2025年"),
        ("2020-01-01", "2030-01-01", "2020年〜2029年"),
        ("2025-04-10T15:30", "2025-04-10T15:31", "2025年4月10日15:30"),
        ("2025-04-10T12:00", "2025-04-10T18:00", "2025年4月10日12:00〜18:00"),
        ("2025-04-10T23:00", "2025-04-11T05:00", "2025年4月10日23:00〜2025年4月11日05:00"),
        ("XXXX-WXX-1", "XXXX-WXX-1", "XXXX-WXX-1"),
        ("", "", ""),
    ],
)
def test_resolved_times_are_as_short_as_their_bounds_allow(from_: str, until: str, words: str) -> None:
    assert wording.interval(from_, until) == words


@pytest.mark.parametrize(
    ("from_", "until", "machine"),
    [
        ("2025-04-10", "2025-04-11", "2025-04-10"),
        ("2025-04-01", "2025-05-01", "2025-04"),
        ("2025-01-01", "2026-01-01", "2025"),
        ("2025-03-01", "2025-06-01", "2025-03-01"),
        ("2025-04-10T15:30", "2025-04-10T15:31", "2025-04-10T15:30"),
        ("XXXX", "XXXX", ""),
    ],
)
def test_machine_times_are_what_html_knows(from_: str, until: str, machine: str) -> None:
    assert wording.machine_time(from_, until) == machine


@pytest.mark.parametrize(
    ("from_", "until", "words"),
    [
        ("2025-04-10", "2025-04-11", "2025年4月10日（木）"),
        ("2025-04-10", "2025-04-13", "2025年4月10日（木）— 12日（土）"),
        ("2025-04-30", "2025-05-02", "2025年4月30日（水）— 5月1日（木）"),
        ("2025-12-31", "2026-01-02", "2025年12月31日（水）— 2026年1月1日（木）"),
    ],
)
def test_a_period_names_its_last_day(from_: str, until: str, words: str) -> None:
    assert wording.period(dt.date.fromisoformat(from_), dt.date.fromisoformat(until)) == words


def _source(published_at: str | None) -> Source:
    return Source("a", "r", "", None, dt.date(2025, 4, 10), published_at, "")


def test_the_clock_is_shown_only_where_it_is_of_the_day_filed_under() -> None:
    assert wording.JAPANESE.published(_source("2025-04-10T18:30:00+09:00")) == "2025年4月10日（木）18:30"
    assert wording.JAPANESE.published(_source("2025-04-10")) == "2025年4月10日（木）"
    assert wording.JAPANESE.published(_source("2025-04-11T01:00:00+09:00")) == "2025年4月10日（木）"
    assert wording.JAPANESE.published(_source("yesterday evening")) == "2025年4月10日（木）"
    assert wording.JAPANESE.published(_source(None)) == "2025年4月10日（木）"


def test_a_heading_is_made_of_whole_clauses_where_one_is_near() -> None:
    assert wording.first_words("橋が開通した。\n二行目") == "橋が開通した"
    long = "白崎市は10日、老朽化した岬灯台を、三年をかけて修復する計画を発表した"
    assert wording.first_words(long) == "白崎市は10日、老朽化した岬灯台を…"
    assert wording.first_words("あ" * 100) == "あ" * 30 + "…"
    assert wording.first_words("") == ""


def test_control_and_reordering_characters_cannot_be_shown() -> None:
    assert wording.legible("a\x1b[31m\u202eb\x00\n\t") == "a\ufffd[31m\ufffdb\ufffd\n\t"
