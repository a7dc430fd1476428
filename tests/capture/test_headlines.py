from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.capture.headlines import same_matter


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("会見::帆足長官記者会見（令和9年5月6日）動画を掲載しました", "会見::帆足長官記者会見（令和9年5月6日）要旨を掲載しました"),
        ("港湾安全検討会（第3回）を開催しました", "会議等::港湾安全検討会（第3回）の議事録を掲載しました"),
        ("灯台の日イベントの参加者を募集します", "政策::灯台の日イベントの参加者募集期限を延長しました"),
        ("利用者の声：桟橋予約の手引を更新しました", "利用者の声：「桟橋予約の手引」を更新しました"),
        ("台風7号 汐見に上陸へ、住民ら避難", "台風7号が汐見に上陸、住民ら3千人避難"),
        ("更新しました", "更新しました"),
    ],
)  # fmt: skip
def test_headlines_of_one_matter(before: str, after: str) -> None:
    assert same_matter(before, after)
    assert same_matter(after, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("調達情報::公告・公示：岸壁の清掃業務を掲載しました", "調達情報::公告・公示：文書保管箱の購入を掲載しました"),
        ("港湾安全検討会（第3回）の議事録を掲載しました", "港湾安全検討会（第4回）の議事録を掲載しました"),
        ("令和8年度における灯台整備の方針を掲載しました", "令和9年度における灯台整備の方針を掲載しました"),
        ("契約の状況（4月分）を掲載しました", "契約の状況（5月分）を掲載しました"),
        ("帆足長官記者会見（令和9年5月6日）動画を掲載しました", "帆足長官記者会見（令和9年5月13日）動画を掲載しました"),
    ],
)  # fmt: skip
def test_headlines_of_two_matters(before: str, after: str) -> None:
    assert not same_matter(before, after)
    assert not same_matter(after, before)


@given(st.text(max_size=80))
def test_any_headline_is_of_its_own_matter(words: str) -> None:
    assert same_matter(words, words)
