from __future__ import annotations

import datetime as dt

import pytest

from kirinuki.model.reading import Quantity
from kirinuki.read.reader import Reader

READER = Reader()


def read(text: str) -> tuple[Quantity, ...]:
    return READER.read(text, dt.date(2025, 5, 3)).quantities


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("死者3人が出た。", "死者"),
        ("住民の死者は計12人に上った。", "死者"),
        ("爆発で3人が死亡した。", "死亡"),
        ("住民3人が死亡した。", "住民"),
        ("住民が3人死亡した。", "住民"),
        ("火災で2人死亡。", "死亡"),
        ("3人の専門家が出た。", "専門家"),
        ("約2000万円相当の貴金属を奪った。", "貴金属"),
        ("軍は30機を撃墜した。", "撃墜"),
        ("失業率は2.5%だった。", "失業率"),
        ("営業利益は29%増だった。", "営業利益"),
        ("有権者の3割が支持した。", "有権者"),
        ("乗客の3分の2が外国人だ。", "乗客"),
        ("死者は少なくとも5万人を超えた。", "死者"),
        ("少なくとも住宅30棟が壊れた。", "住宅"),
        ("兵士を30万人動員した。", "兵士"),
    ],
)
def test_what_is_counted_stands_beside_the_number_or_is_said_of_it(text: str, counted: str) -> None:
    (quantity,) = read(text)
    assert quantity.counted is not None
    assert quantity.counted.of(text) == counted
    assert "数えるもの" in quantity.why


@pytest.mark.parametrize(
    "text",
    ["昨年度は3億円だった。", "このうち4人は重体だ。", "前日比35銭の円安だった。", "1ドル=154円で引けた。"],
)
def test_nothing_is_counted_by_times_sums_or_rates(text: str) -> None:
    assert all(q.counted is None or q.counted.of(text) == "円安" for q in read(text))


def test_each_number_takes_its_own_noun() -> None:
    text = "3勝2敗の成績で、負傷者は約20人、倒れた木は5本だった。"
    assert [(q.of(text), q.counted and q.counted.of(text)) for q in read(text)] == [
        ("3勝", None),
        ("2敗", "成績"),
        ("約20人", "負傷者"),
        ("5本", "木"),
    ]
