"""What was said, by what cue and how: a table of invented news sentences, and the rules one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from kirinuki.read.reader import Reader

PUBLISHED = dt.date(2024, 12, 20)
_READER = Reader()


def said(text: str) -> list[tuple[str, str, str, str]]:
    """Kind, stance, cue and content of each statement, in order."""
    return [
        (s.kind, s.stance or "-", s.cue.of(text) if s.cue is not None else "-", s.content.of(text))
        for s in _READER.read(text, PUBLISHED).statements
    ]


def sayings() -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    lines = (Path(__file__).parent / "sayings.txt").read_text(encoding="utf-8").splitlines()
    text, expected = "", []
    for line in [*lines, ""]:
        if line.startswith("  "):
            expected.append(tuple(line.strip().split("\t")))
        elif line and not line.startswith("#"):
            text = line
        elif text:
            yield text, expected
            text, expected = "", []


@pytest.mark.parametrize(("text", "expected"), list(sayings()))
def test_what_was_said(text: str, expected: list[tuple[str, ...]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "町長は13日に処分を発表する。",  # nothing has been said yet
        "町長は容疑を否認した。",  # an act of procedure
        "町は各区に了承を求めた。",  # asks for leave to act itself
        "若者は職を求めて都会に出た。",  # seeks
        "町は新しい体操の動画を発表した。",  # a work
        "町長は詳細を明らかにしていない。",
        "名簿には市の名と区の名とが記載されている。",
        "町は河川を対象とする調査を始めた。",
        "町が得意としている分野だ。",
        "1908年に発見したとした元素は別のものだった。",
        "橋が直ったことを告げる鐘が鳴った。",
        "感染したことが確認された医師が退院した。",
    ],
)
def test_what_only_looks_like_speech(text: str) -> None:
    assert said(text) == []


def test_of_a_demand_that_its_speaker_tells_of_the_outer_statement_is_left() -> None:
    text = "山本町長は、県に応援を要請したと明らかにした。"
    assert said(text) == [("indirect", "announced", "明らかにした", "県に応援を要請した")]


def test_the_second_day_is_part_of_what_is_said() -> None:
    text = "両社は12月3日、2025年4月1日に新会社を設けると発表した。"
    assert said(text)[0][3] == "2025年4月1日に新会社を設ける"


def test_whom_an_announcement_is_for_is_part_of_it_and_who_is_told_is_not() -> None:
    assert said("町は被災者に対し、家を貸す考えを明らかにした。")[0][3] == "被災者に対し、家を貸す"
    assert said("町は記者団に対し、家を貸す考えを明らかにした。")[0][3] == "家を貸す"


def test_a_quote_in_a_title_of_a_list_of_sources_needs_neither_cue_nor_speaker() -> None:
    text = "中央日日新聞『祭りの宮出し中止 『正常な形に戻すため』』。"
    (statement,) = _READER.read(text, PUBLISHED).statements
    assert (statement.content.of(text), statement.cue, statement.speaker) == (
        "正常な形に戻すため",
        None,
        None,
    )
    assert statement.stance is None


def test_a_title_of_a_list_of_sources_is_read_like_any_text() -> None:
    text = "中央日日新聞『町、橋の廃止を発表――新しい橋は造らず』。"
    (statement,) = _READER.read(text, PUBLISHED).statements
    assert statement.content.of(text) == "橋の廃止"
    assert statement.speaker is not None and statement.speaker.of(text) == "町"


def test_a_quote_in_a_quote_stands_though_nobody_is_named() -> None:
    text = "男性は「『必ず返す』と電話で言われた」と話した。"
    assert [s[3] for s in said(text)] == ["『必ず返す』と電話で言われた", "必ず返す"]


def test_a_quote_that_the_next_sentence_takes_up_by_a_gesture() -> None:
    text = "「もう限界です」。避難所で暮らす女性は声を落とした。"
    assert said(text) == [("direct", "said", "落とした", "もう限界です")]
