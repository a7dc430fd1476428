from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.model.text import Span
from kirinuki.store.folding import Folded, fold, fold_core

KANA = "カガバパハｶﾊｳﾞﾟ\u3099\u309aアんあか㌔㈱ａA㋿ 港1１"
TEXTS = st.text(st.sampled_from(KANA), max_size=12) | st.text(max_size=12)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ﾊﾞﾝｸ", "ばんく"),
        ("ＮＡＴＯ", "nato"),
        ("１２％", "12%"),
        ("㌔", "きろ"),
        ("㈱みなと", "(株)みなと"),
        ("ｳﾞｧ", "ゔぁ"),
        ("ハﾞ", "ば"),
        ("港　町", "港 町"),
        ("ひらがなとカタカナー", "ひらがなとかたかなー"),
        ("ヷヹヾ", "わ\u3099ゑ\u3099ゞ"),
        ("齋藤と斎藤", "斉藤と斉藤"),
        ("髙橋、𣘺、國會", "高橋、橋、国会"),
    ],
)
def test_width_and_case_do_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(st.characters(max_codepoint=0x2FF) | st.sampled_from("ｶﾞﾊﾟＡａ港㌔㈱、。"), max_size=20))
def test_folding_is_nfkc_where_no_other_mark_stands(text: str) -> None:
    if all(unicodedata.combining(c) == 0 or c in "\u3099\u309a" for c in unicodedata.normalize("NFKC", text)):
        folded = unicodedata.normalize("NFKC", text).casefold()
        assert fold(text) == folded.translate({code: code - 0x60 for code in range(0x30A1, 0x30F7)})


@given(TEXTS, st.data())
def test_the_core_of_a_word_stands_in_the_folded_form_of_every_text_with_the_word(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert fold_core(text[start:end]) in fold(text)


@given(TEXTS, TEXTS)
def test_a_place_that_is_found_folds_to_what_holds_the_word(text: str, word: str) -> None:
    folded = fold(word)
    span = Folded(text).find(folded)
    assert (span is None) == (folded not in fold(text))
    if span is not None:
        assert 0 <= span.start <= span.end <= len(text)
        if folded:
            assert folded in fold(span.of(text))
            # No character too many: without either end it is no longer there.
            assert folded not in fold(text[span.start + 1 : span.end])


def test_places_are_those_of_the_text_as_given() -> None:
    text = Folded("約３㌔先のｶﾞｿﾘﾝ店㈱")
    assert text.find("3きろ") == Span(1, 3)
    assert text.find("ろ先") == Span(2, 4)
    assert text.find("がそりん") == Span(5, 10)
    assert text.find("株") == Span(11, 12)
    assert text.find("か") is None


def test_all_places_of_a_word_are_found_one_behind_the_other() -> None:
    assert list(Folded("港と港とﾐﾅﾄ、みなと").places("みなと")) == [Span(4, 7), Span(8, 11)]
    assert list(Folded("㌔㌔ガﾞ").places("ろき")) == [Span(0, 2)]
    assert list(Folded("ああああ").places("ああ")) == [Span(0, 2), Span(2, 4)]
    assert list(Folded("㌔".join("ab")).places("きろ")) == [Span(1, 2)]


def test_no_variant_counts_as_another_variant_and_folding_twice_is_as_once() -> None:
    for code in range(0x110000):
        if not 0xD800 <= code < 0xE000:
            folded = fold(chr(code))
            assert fold(folded) == folded
