from __future__ import annotations

import pytest

from kirinuki.model.text import Span
from kirinuki.model.weaving import Difference
from kirinuki.weave.damage import bracket_damage, part_damage


@pytest.mark.parametrize(
    ("earlier", "later", "names"),
    [
        ("課長は「急ぐ」と述べた", "課長は急ぐ」と述べた", ["開き括弧の欠落"]),
        ("課長は「急ぐ」と述べた", "課長は「急ぐと述べた", ["閉じ括弧の欠落"]),
        ("課長は急ぐと述べた", "課長は急ぐ」と述べた", ["閉じ括弧の混入"]),
        ("課長は急ぐ」と述べた", "課長は「急ぐ」と述べた", ["先の文の開き括弧の欠落"]),
        ("課長は「急ぐ」と述べた", "課長は急ぐと述べた", []),
        ("課長は急ぐ」と述べた", "課長は急ぐ」と述べた", []),
    ],
)
def test_brackets(earlier: str, later: str, names: list[str]) -> None:
    assert bracket_damage(earlier, later) == names


def added(text: str, words: str) -> tuple[str, str, Difference]:
    """A text without and with the words that stand between bars in it."""
    before, behind = text.split("|")
    later = before + words + behind
    return (
        before + behind,
        later,
        Difference(Span(len(before), len(before)), Span(len(before), len(before) + len(words))),
    )


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("雪崩|が起きた", "なだれ", "ルビの混入"),
        ("汐見|市の高台", "しおみ", "ルビの混入"),
        ("委員会|が開かれた", "など", None),
        ("支援|が届いた", "について", None),
        ("|市長は頭を下げた", "写真好きの", None),
    ],
)
def test_added_words(text: str, words: str, name: str | None) -> None:
    earlier, later, difference = added(text, words)
    edits, names = part_damage(earlier, later, [difference])
    assert (names, edits) == (([name], ()) if name else ([], (difference,)))


def test_a_caption_in_front_is_capture_damage() -> None:
    earlier, later = "市長は頭を下げた", "【写真】会見する市長市長は頭を下げた"
    difference = Difference(Span(0, 0), Span(1, 10))
    assert part_damage(earlier, later, [difference]) == ((), ["写真説明の混入"])
    assert part_damage(later, earlier, [Difference(Span(1, 10), Span(0, 0))]) == (
        (),
        ["先の文の写真説明の混入"],
    )


def test_a_stamp_is_neither_edit_nor_damage() -> None:
    earlier, later, difference = added("雨が続く|", "（午後7時更新）")
    inner = Difference(difference.earlier, Span(difference.later.start + 1, difference.later.end - 1))
    assert part_damage(earlier, later, [inner]) == ((), [])


def test_a_lost_particle_counts_where_nothing_else_differs() -> None:
    earlier, later = "用水路に倒木がある", "用水路倒木がある"
    difference = Difference(Span(3, 4), Span(3, 3))
    assert part_damage(earlier, later, [difference]) == ((), ["助詞の欠落"])
    other = Difference(Span(7, 9), Span(6, 6))
    assert part_damage(earlier, later, [difference, other]) == ((difference, other), [])
