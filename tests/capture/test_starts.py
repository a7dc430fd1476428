from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from kirinuki.capture.starts import Paragraph, Start, explain, find_starts, weigh
from kirinuki.model.reading import Reading
from kirinuki.model.text import Span
from kirinuki.read.reader import Reader

READER = Reader()

# A report whose later paragraphs say little of their own, so that what is put before the last one decides.
BODY = [
    "灘野県は20日、汐見港の岸壁を来年度から3年かけて補強する計画を発表した。",
    "岸壁は建設から50年がたち、県の調査で鋼材のさびが見つかっていた。",
    "県は工事の間、貨物船を隣の岸壁に回す。",
]
OTHER = [
    "緑川市の動物園は20日、ユキヒョウの子2頭が生まれたと発表した。",
    "ユキヒョウの子はいずれも雌で、母親のミオが巣箱で育てている。動物園は来月にも公開する。",
    "動物園でユキヒョウが生まれるのは8年ぶりとなる。",
]


def starts(paragraphs: list[str], decided: Mapping[str, bool] | None = None, **last: object) -> list[Start]:
    """`last` describes the paragraph at which `OTHER`, or what stands in its place, begins: number 3."""
    text, made = "", []
    for i, words in enumerate(paragraphs):
        text += "\n\n" if text else ""
        made.append(Paragraph(Span(len(text), len(text) + len(words)), **(last if i == 3 else {})))  # type: ignore[arg-type]
        text += words
    return find_starts(text, made, decided or {}, lambda: READER.read(text, dt.date(2031, 5, 21)))


def numbers(paragraphs: list[str], **last: object) -> list[int]:
    return [start.paragraph for start in starts(paragraphs, **last)]


def test_another_subject_with_its_own_date_is_a_start() -> None:
    found = starts(BODY + OTHER)
    assert [start.paragraph for start in found] == [0, 3]
    assert "書き出し" in found[1].why


@pytest.mark.parametrize("opening", ["また、", "これに対し、", "このうち"])
def test_a_word_that_goes_on_speaks_against_it(opening: str) -> None:
    assert numbers([*BODY, opening + OTHER[0], *OTHER[1:]]) == [0]


def test_a_change_of_style_speaks_for_a_start() -> None:
    going_on = ["岸壁の補強には県の予算のほか国の補助金が充てられる。", "県は港の利用者に説明を続ける。"]
    polite = [words.replace("られる。", "られます。").replace("続ける。", "続けます。") for words in going_on]
    plain, styled = BODY + going_on, BODY + polite
    assert numbers(plain) == [0]
    weights = {}
    for name, paragraphs in (("plain", plain), ("styled", styled)):
        weights[name] = "文体" in "".join(start.why for start in starts(paragraphs, breaks=3))
    assert weights == {"plain": False, "styled": True}


def test_a_dateline_or_a_credit_parts_even_short_reports() -> None:
    brief = "汐見市の花火大会は20日、雨のため中止となった。"
    assert numbers([BODY[0], "【緑川共同】" + brief, "【汐見共同】緑川市長は20日、退院した。"]) == [0, 1, 2]
    assert numbers([BODY[0] + "（共同）", brief]) == [0, 1]


def test_marks_and_a_persons_word_come_before_all_clues() -> None:
    assert numbers([*BODY, "また、県は橋も直す。"], marked=True) == [0, 3]
    assert [s.paragraph for s in starts(BODY + OTHER, {OTHER[0]: False, BODY[2]: True})] == [0, 2]


def test_nothing_is_read_where_nothing_is_open() -> None:
    def read() -> Reading:
        raise AssertionError("read for nothing")

    paragraphs = [Paragraph(Span(0, 1)), Paragraph(Span(2, 3), marked=True)]
    assert [start.paragraph for start in find_starts("一\n二", paragraphs, {}, read)] == [0, 1]
    assert find_starts("", [], {}, read) == []


def test_the_weightiest_clue_is_told_first_and_the_sum_decides() -> None:
    clues = {"style": 1.0, "dated topic": 1.0, "goes on": 1.0}
    assert explain(clues).startswith("文体が変わる (+6.0)")
    assert "接続" not in explain(clues)
    assert weigh(clues) == pytest.approx(weigh({"style": 1.0}) + weigh({"dated topic": 1.0, "goes on": 1.0}))
