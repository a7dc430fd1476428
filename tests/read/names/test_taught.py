"""What the text itself shows to be a place."""

from __future__ import annotations

import pytest

from kirinuki.read.names.taught import places_taught
from kirinuki.read.names.words import CODES


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("ゾルタニア軍が", "ゾルタニア", "country"),
        ("ゾルタニアのカルヴァ大統領は", "ゾルタニア", "country"),
        ("ゾルタニア南部で", "ゾルタニア", "place"),
        ("ゾルタスク郊外で", "ゾルタスク", "place"),
        ("ゾルタスク市内で", "ゾルタスク", "place"),
        ("ゾルタスクの空港で", "ゾルタスク", "place"),
        ("首都ゾルタスクは", "ゾルタスク", "place"),
        ("要衝ゾルタスクは", "ゾルタスク", "place"),
        ("近郊のゾルタスクで", "ゾルタスク", "place"),
        ("【ゾルタスク＝山根直】".replace("＝", "="), "ゾルタスク", "place"),
    ],
)
def test_words_that_show_a_place(text: str, name: str, kind: str) -> None:
    assert places_taught(text) == {name: CODES[kind]}


@pytest.mark.parametrize("text", ["ゲリラ軍が", "ゾルタン州知事は", "ゾルタンは", "ゾルタン軍曹は"])
def test_words_that_show_none(text: str) -> None:
    assert places_taught(text) == {}
