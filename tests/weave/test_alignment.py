from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kirinuki.model.text import Span
from kirinuki.weave.alignment import Block, Folded, agreeing, align, clip, strongest_run


def test_folding_keeps_letters_digits_and_decimal_points_only() -> None:
    assert Folded("１．２％、「北浜　市」は　Ｎ党。").text == "1.2%北浜市はN党"
    assert Folded("第3.").text == "第3"


@given(st.text())
def test_folded_characters_stand_where_they_came_from(text: str) -> None:
    folded = Folded(text)
    assert len(folded.at) == len(folded.text)
    assert list(folded.at) == sorted(set(folded.at))
    for low in range(0, len(folded.text), 7):
        span = folded.span(low, low + 1)
        assert folded.range(span) == (low, low + 1)


def test_the_empty_span_stands_behind_the_word_before_it() -> None:
    assert Folded("雨、風").span(1, 1) == Span(1, 1)
    assert Folded("「雨").span(0, 0) == Span(0, 0)


def test_equal_texts_are_one_block() -> None:
    assert align("市長は辞任した", "市長は辞任した") == [Block(0, 0, 7)]
    assert align("", "") == []


def test_a_deletion_is_given_where_a_word_starts() -> None:
    earlier, later = "来年は水防体制はもっと強くなる", "来年はもっと強くなる"
    blocks = align(earlier, later)
    assert [earlier[b.a : b.a + b.size] for b in blocks] == ["来年は", "もっと強くなる"]


def test_a_particle_in_common_is_no_agreement() -> None:
    blocks = align("北浜市の職員が収賄の疑いで逮捕", "南港では大型船の衝突が相次いだ")
    assert agreeing(blocks) == 0


@given(
    st.text(alphabet="市長は辞任した。雨", max_size=40), st.text(alphabet="市長は辞任した。雨", max_size=40)
)
def test_blocks_agree_and_rise(a: str, b: str) -> None:
    blocks = align(a, b)
    assert all(a[x.a : x.a + x.size] == b[x.b : x.b + x.size] for x in blocks)
    for left, right in pairwise(blocks):
        assert left.a + left.size <= right.a
        assert left.b + left.size <= right.b


def test_the_run_leaves_out_what_costs_more_to_reach_than_it_agrees() -> None:
    far = [Block(0, 0, 3), Block(60, 60, 20), Block(85, 82, 10)]
    assert strongest_run(far) == far[1:]


def test_clip_cuts_blocks_at_a_range_of_either_side() -> None:
    blocks = [Block(0, 10, 5), Block(8, 20, 5)]
    assert clip(blocks, 0, 3, 10) == [Block(3, 13, 2), Block(8, 20, 2)]
    assert clip(blocks, 1, 22, 99) == [Block(10, 22, 3)]
