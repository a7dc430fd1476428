from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.model.text import fold_width
from kirinuki.read.sentences import split_sentences


def split(text: str) -> list[str]:
    plain = fold_width(text)
    return [s.of(plain) for s in split_sentences(plain)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("雨が降った。風も吹いた。", ["雨が降った。", "風も吹いた。"]),
        ("町長は「行く。帰る。」と述べた。以上。", ["町長は「行く。帰る。」と述べた。", "以上。"]),
        ("村長は「『山。』を読んだ。」と話す。", ["村長は「『山。』を読んだ。」と話す。"]),
        ("橋が開通\n\n新しい橋が開通した。", ["橋が開通", "新しい橋が開通した。"]),
        ("橋が開通\n　新しい橋が開通した。", ["橋が開通", "新しい橋が開通した。"]),
        ("本当か？そうだ！以上。", ["本当か?", "そうだ!", "以上。"]),
        ("「行くぞ！」と叫んだ。", ["「行くぞ!」と叫んだ。"]),
        ("行くぞ！と叫んだ。", ["行くぞ!と叫んだ。"]),
        ("3.5%増え、U.S. Armyも来た。", ["3.5%増え、U.S. Armyも来た。"]),
        ("Foo!ニュースが伝えた。", ["Foo!ニュースが伝えた。"]),
        ("町長は「行く。と述べた。村長も行く。", ["町長は「行く。と述べた。", "村長も行く。"]),
        ("橋は直す。来年だ」と述べた。以上。", ["橋は直す。", "来年だ」と述べた。", "以上。"]),
        ("「やります。」　町長は胸を張った。", ["「やります。」", "町長は胸を張った。"]),
        ("雨です.風です.", ["雨です.", "風です."]),
        ("", []),
        (" 　\n", []),
    ],
)
def test_split(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_wrapped_prose_is_joined_and_lists_of_headings_are_not() -> None:
    wrapped = (
        "町は十日、川に架かる古い橋を来年の春までに架け替えると\n"
        "発表した。予算はおよそ三億円で、工事の間は別の橋を通って\n"
        "もらうという。\n"
    )
    assert len(split(wrapped)) == 2
    headings = (
        "町が古い橋の架け替えを発表、来年の春に着工\n"
        "隣の村では新しい学校の建設が始まり住民歓迎\n"
        "県は来年度の予算案を公表し議会で審議へ進む"
    )
    assert len(split(headings)) == 3


@given(st.text(max_size=300) | st.text(alphabet="「」『』()あ。!?. \n\tAと", max_size=300))
def test_sentences_are_ordered_and_hold_all_that_is_not_space(text: str) -> None:
    plain = fold_width(text)
    at = 0
    for sentence in split_sentences(plain):
        assert at <= sentence.start < sentence.end <= len(plain)
        assert not plain[at : sentence.start].strip()
        assert sentence.of(plain) == sentence.of(plain).strip()
        at = sentence.end
    assert not plain[at:].strip()


@pytest.mark.parametrize(
    "text", ["あ" * 10**6, "「。\n" * 10**5, "「" * 10**5 + "」" * 10**5, "あ\n" * 10**5, " " * 10**6]
)
def test_hostile_text_is_split_like_any_other(text: str) -> None:
    at = 0  # that it takes linear time, `python -m bench.run linear` shows
    for sentence in split_sentences(text):
        assert at <= sentence.start < sentence.end
        at = sentence.end
    assert not text[at:].strip()
