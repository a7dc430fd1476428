"""What the whole text says about a name that its own place leaves open; over invented news."""

from __future__ import annotations

import pytest

from tests.read.names.test_names import read


def types(text: str) -> list[tuple[str, str]]:
    return [(e.of(text), e.type) for e in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("藩に戻り、山口で講義した。", [("山口", "PLACE")]),
        ("山口浩介さんは家に戻った。山口は笑った。", [("山口浩介", "PERSON"), ("山口", "PERSON")]),
        ("県大会で山口と宇都宮の代表が当たった。", [("山口", "PLACE"), ("宇都宮", "PLACE")]),
        ("先発の斎藤が安打を許した。", [("斎藤", "PERSON")]),
        ("足りないとの見方を示した。", []),
        ("中尊寺で法要があった。", [("中尊寺", "FACILITY")]),
    ],
)
def test_a_surname_of_which_the_text_shows_nobody(text: str, expected: list[tuple[str, str]]) -> None:
    assert types(text) == expected


def test_a_place_that_is_the_surname_of_somebody_shown() -> None:
    text = "山川浩介選手は一塁へ歩いた。4番・山川が打席に立った。"
    assert ("山川", "PERSON") in types(text)


def test_wrestlers() -> None:
    text = "大相撲春場所で、新大関朝乃山は関脇御嶽海を下した。"
    assert types(text) == [("朝乃山", "PERSON"), ("御嶽海", "PERSON")]


def test_clubs_of_baseball_go_by_their_towns() -> None:
    text = "プロ野球のドラフト会議で、広島は投手を、中日は野手を選んだ。広島市で会見した。"
    assert types(text) == [("広島", "ORGANIZATION"), ("中日", "ORGANIZATION"), ("広島市", "PLACE")]
    assert types("知事は広島で会見した。") == [("広島", "PLACE")]


def test_what_is_named_by_its_place() -> None:
    assert types("夏の甲子園に出た。") == []
    assert types("信越本線は動いた。") == []
    assert types("京葉線沿線の浦安市に住む。") == [("浦安市", "PLACE")]
