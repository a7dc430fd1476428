"""Readings in brackets, as parts of a name, behind it, and as what shows a person."""

from __future__ import annotations

import pytest

from kirinuki.model.text import Span, fold_width
from kirinuki.read.morphemes import tokenize
from kirinuki.read.names.glosses import aged_people, gloss_of, glossed_people
from kirinuki.read.names.words import codes_of
from kirinuki.read.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "name", "gloss"),
    [
        ("遠野(とおの)亮が", "遠野(とおの)亮", "とおの"),
        ("遠野亮(とおの・りょう)が", "遠野亮", "とおの・りょう"),
        ("遠野(とおの)亮(りょう)が", "遠野(とおの)亮", "とおの りょう"),
        ("李明(リー・ミン)が", "李明", "リー・ミン"),
        ("HOSA(ホサ)が", "HOSA", "ホサ"),
        ("遠野亮(31)が", "遠野亮", None),
        ("遠野亮(東京)が", "遠野亮", None),
        ("カモメ(かもめ)が", "カモメ", None),
    ],
)
def test_the_reading_of_a_name(text: str, name: str, gloss: str | None) -> None:
    start = text.index(name)
    found, end = gloss_of(text, Span(start, start + len(name)))
    assert found == gloss
    assert end == (text.index("が") if gloss else start + len(name))


def glossed(text: str) -> list[str]:
    plain = fold_width(text)
    m = tokenize(plain, split_sentences(plain))
    return [e.of(plain) for e in glossed_people(plain, m, codes_of(m.words, m.tags))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("会長の林明賢（リン・ミンシエン）が来た。", ["林明賢"]),
        ("報道官文在烈（ムン・ジェリョル）が来た。", ["文在烈"]),
        ("欧陽明賢（オウヤン・ミンシエン）が来た。", ["欧陽明賢"]),
        ("王明（ワンミン）が来た。", ["王明"]),
        ("計算機（コンピューター）が来た。", []),
        ("機構（オー・エス）が来た。", []),
        ("カモメ（ア・イ）が来た。", []),
    ],
)
def test_katakana_behind_chinese_characters_shows_a_person(text: str, names: list[str]) -> None:
    assert glossed(text) == names


def test_an_age_behind_a_surname_and_hiragana_shows_a_person() -> None:
    assert [e.of("中島あかり(26)") for e in aged_people("中島あかり(26)")] == ["中島あかり"]
    assert list(aged_people("場所あたり(26)")) == []
