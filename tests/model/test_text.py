from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kirinuki.model.text import Span, fold_width


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    folded = fold_width(text)
    assert len(folded) == len(text)
    for was, now in zip(text, folded, strict=True):
        assert now == was or unicodedata.normalize("NFKC", was) in (now, unicodedata.normalize("NFKC", now))


def test_folding_makes_digits_brackets_and_kana_one_form() -> None:
    assert fold_width("午後６時３０分（５．５％）｢ｶﾅ｣") == "午後6時30分(5.5%)「カナ」"


def test_folding_leaves_what_has_no_twin() -> None:
    assert fold_width("〜㌔ﾞ😀") == "〜㌔ﾞ😀"


def test_spans_that_touch_do_not_overlap() -> None:
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 4).overlaps(Span(3, 5))
    assert Span(0, 5).holds(Span(3, 5))
    assert not Span(0, 4).holds(Span(3, 5))
    assert Span(1, 3).of("あいうえ") == "いう"
