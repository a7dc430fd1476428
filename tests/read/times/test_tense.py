from __future__ import annotations

import pytest

from kirinuki.model.text import fold_width
from kirinuki.read.morphemes import tokenize
from kirinuki.read.sentences import split_sentences
from kirinuki.read.times.tense import Tenses


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("10日に会議を開いた。", "past"),
        ("10日に会議を開く。", "ahead"),
        ("10日に会議が開かれる。", "ahead"),
        ("10日に会議を開いている。", "past"),
        ("10日に予定の会議", "ahead"),
        ("10日による影響", None),
        ("10日に発表", None),
        ("10日、来年にも会議を開く考えを示した。", "past"),
        ("10日の、雨を除く記録は低かった。", "past"),
        ("10日「会議を開く」と述べた。", "past"),
        ("10日まで。", "ahead"),
        ("10日に考えるようになった。", "past"),
    ],
)
def test_the_predicate_that_governs_a_time(text: str, tense: str | None) -> None:
    plain = fold_width(text)
    sentences = split_sentences(plain)
    assert Tenses(plain, sentences, tokenize(text, sentences)).behind(3) == tense
