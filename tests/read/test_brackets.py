from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.read.brackets import CLOSER_OF, find_brackets


def pairs(text: str) -> list[str]:
    return [text[a : b + 1] for a, b in sorted(find_brackets(text).pairs.items())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("町長は「『山の音』を読んだ」と話した。", ["「『山の音』を読んだ」", "『山の音』"]),
        ("町長は「行くと話した。\n\n村長は「行かない」と話した。", ["「行かない」"]),
        ("町長は行く」と話した。村長は「行かない」と話した。", ["「行かない」"]),
        ("町長は「賛成だと述べ、村長は「反対だ」と述べた。", ["「反対だ」"]),
        ("(町長は「行く)", ["(町長は「行く)"]),
        ("「一つ目だ。\n　二つ目だ。\n　三つ目だ」と語った。", ["「一つ目だ。\n　二つ目だ。\n　三つ目だ」"]),
        ("「失われた。\n別の「引用」がある。\n行く」と話した。", ["「引用」"]),
    ],
)
def test_lost_brackets_pair_with_nothing(text: str, expected: list[str]) -> None:
    assert pairs(text) == expected


def test_wrapped_lines_do_not_break_a_quote() -> None:
    text = (
        "町長は記者団に対して「新しい橋の工事を来年の春までに始め\n"
        "予算を組んで住民の皆さまの不便を少しでも早く解消していき\n"
        "たい」と語った。\n"
    )
    assert len(pairs(text)) == 1


@given(st.text(alphabet=[*"「」『』()あ。\n", *CLOSER_OF], max_size=200))
def test_pairs_nest(text: str) -> None:
    found = find_brackets(text).pairs
    for opener, closer in found.items():
        assert CLOSER_OF[text[opener]] == text[closer]
        assert opener < closer
    within_paragraph = [(a, b) for a, b in found.items() if "\n" not in text[a:b]]
    for a, b in within_paragraph:
        assert not any(a < c < b < d for c, d in within_paragraph)


@pytest.mark.parametrize(
    "text", ["「" * 200_000, "「" * 1000 + "」" * 1000, "「\n" + "」\n" * 80_000, "「(" * 80_000]
)
def test_hostile_brackets_pair_like_any_other(text: str) -> None:
    for opener, closer in find_brackets(text).pairs.items():  # `python -m bench.run linear`: in linear time
        assert CLOSER_OF[text[opener]] == text[closer]
