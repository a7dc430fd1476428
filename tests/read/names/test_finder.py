"""The grammar alone, over codes written down by hand: nothing here depends on the dictionary."""

from __future__ import annotations

import pytest

from kirinuki.model.reading import Morphemes
from kirinuki.read.names.coded import CodedText
from kirinuki.read.names.finder import find_by_grammar
from kirinuki.read.names.words import CODES


def reader(*words: tuple[str, str]) -> CodedText:
    """A text of `words` with the kind of each."""
    starts, position = [], 0
    for word, _ in words:
        starts.append(position)
        position += len(word)
    ends = [*starts[1:], position]
    tags = ["名詞-固有名詞-一般"] * len(words)
    morphemes = Morphemes(starts, ends, tags, tags, tags, [word for word, _ in words])
    text = "".join(w for w, _ in words)
    return CodedText("".join(CODES[k] for _, k in words), text, text, morphemes)


def found(*words: tuple[str, str]) -> list[tuple[str, str, str | None]]:
    r = reader(*words)
    return [(e.of(r.plain), e.type, e.title) for e in find_by_grammar(r)]


def test_common_nouns_before_the_proper_one_are_no_part_of_the_name() -> None:
    assert found(("大手", "noun"), ("カモメ", "unknown"), ("銀行", "weak")) == [
        ("カモメ銀行", "ORGANIZATION", None)
    ]


def test_a_weak_ending_makes_no_name_of_common_nouns() -> None:
    assert found(("選考", "noun"), ("委員会", "weak")) == []


def test_a_strong_one_does() -> None:
    assert found(("高校", "noun"), ("登山", "noun"), ("連盟", "strong")) == [
        ("高校登山連盟", "ORGANIZATION", None)
    ]


def test_the_abbreviation_in_brackets_is_a_name_of_its_own() -> None:
    words = (("登山", "noun"), ("連盟", "strong"), ("(", "open"), ("QXF", "latin"), (")", "close"))
    assert found(*words) == [("登山連盟", "ORGANIZATION", None), ("QXF", "ORGANIZATION", None)]


def test_a_gloss_stands_between_name_and_title() -> None:
    words = (("大沢", "surname"), ("亮", "given"), ("(", "open"), ("おおさわ", "other"), (")", "close"))
    assert found(*words, ("氏", "polite")) == [("大沢亮", "PERSON", "氏")]


def test_an_event_swallows_the_place_it_is_named_after() -> None:
    assert found(("新潟", "place"), ("マラソン", "event")) == []
    assert found(("新潟", "place"), ("条約", "event"), ("機構", "strong")) == [
        ("新潟条約機構", "ORGANIZATION", None)
    ]


def test_a_place_in_katakana_is_nobody_s_surname() -> None:
    assert found(("パリ", "place"), ("選手", "trade")) == [("パリ", "PLACE", None)]
    assert found(("宮崎", "place"), ("選手", "trade")) == [("宮崎", "PERSON", "選手")]


@pytest.mark.parametrize("kind", sorted(CODES))
def test_a_long_row_of_any_one_kind_ends(kind: str) -> None:
    assert len(found(*[("ア", kind)] * 3000)) <= 3000
