from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kirinuki.publish.setting import columns, fill, lines


def broken(text: str, width: int) -> list[str]:
    return [span.of(text) for span in lines(text, width)]


def test_full_width_characters_take_two_columns() -> None:
    assert columns("灯台A") == 5
    assert columns("か\u3099") == 2
    assert columns("ｶﾞ") == 2


def test_no_line_begins_with_a_stop_or_ends_with_an_opening_bracket() -> None:
    assert broken("灯台だ。町の", 6) == ["灯台", "だ。町", "の"]
    assert broken("市長「灯台」", 6) == ["市長", "「灯", "台」"]
    assert broken("あっちだよー", 4) == ["あっ", "ちだ", "よー"]


def test_latin_words_stay_whole_and_white_space_goes_at_a_break() -> None:
    assert broken("the lighthouse stands", 12) == ["the", "lighthouse", "stands"]
    assert broken("a\n\nb", 10) == ["a", "", "b"]


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert broken("x" * 10, 4) == ["xxxx", "xxxx", "xx"]
    assert broken("。" * 5, 4) == ["。。", "。。", "。"]


def test_following_lines_are_led_as_asked() -> None:
    assert fill("あいうえお", 8, "- ", "  ") == "- あいう\n  えお"
    assert fill("", 8, "- ") == ""


@given(st.text(), st.integers(2, 40))
def test_lines_fit_and_lose_nothing_but_white_space(text: str, width: int) -> None:
    found = list(lines(text, width))
    assert "".join("".join(span.of(text) for span in found).split()) == "".join(text.split())
    assert all(columns(span.of(text)) <= width for span in found)
    assert found == sorted(found)
