"""One key for all mentions of one person."""

from __future__ import annotations

from kirinuki.model.reading import Entity, Morphemes
from kirinuki.read.names.persons import identify, short_forms


def mentions(text: str, *names: str) -> list[Entity]:
    position, result = 0, []
    for name in names:
        position = text.index(name, position)
        result.append(Entity(position, position + len(name), "PERSON", ""))
        position += len(name)
    return result


def test_a_short_form_before_the_full_name_is_the_same_person() -> None:
    text = "中島が来た。中島誠二氏だ。"
    found = identify(mentions(text, "中島", "中島誠二"), text, {"中島誠二": ("中島", "誠二")})
    assert [e.who for e in found] == ["中島誠二", "中島誠二"]


def test_the_person_spoken_of_last_is_meant() -> None:
    text = "中島誠二、中島良子、中島、中島誠二、中島"
    forms = {"中島誠二": ("中島", "誠二"), "中島良子": ("中島", "良子")}
    found = identify(mentions(text, "中島誠二", "中島良子", "中島", "中島誠二", "中島"), text, forms)
    assert [e.who for e in found] == ["中島誠二", "中島良子", "中島良子", "中島誠二", "中島誠二"]


def test_a_name_of_no_known_full_form_is_its_own_key() -> None:
    text = "ハイデッケンと新潟"
    found = identify([Entity(0, 6, "PERSON", ""), Entity(7, 9, "PLACE", "")], text, {})
    assert [e.who for e in found] == ["ハイデッケン", None]


def morphemes(*words: tuple[str, str]) -> Morphemes:
    starts, position = [], 0
    for word, _ in words:
        starts.append(position)
        position += len(word)
    ends = [*starts[1:], position]
    empty = [""] * len(words)
    return Morphemes(starts, ends, [tag for _, tag in words], empty, empty, [word for word, _ in words])


def test_a_japanese_name_is_shortened_to_its_surname_or_given_name() -> None:
    m = morphemes(("中島", "名詞-固有名詞-人名-姓"), ("誠二", "名詞-固有名詞-人名-名"))
    assert short_forms([Entity(0, 4, "PERSON", "")], "中島誠二", m) == {"中島誠二": ("中島", "誠二")}


def test_a_foreign_name_is_shortened_to_what_stands_between_the_dots() -> None:
    m = morphemes(
        ("ゲオルグ", "名詞-固有名詞-人名-一般"),
        ("・", "補助記号-一般"),
        ("ハイデッケン", "名詞-普通名詞-一般"),
    )
    assert short_forms([Entity(0, 11, "PERSON", "")], "ゲオルグ・ハイデッケン", m) == {
        "ゲオルグ・ハイデッケン": ("ゲオルグ", "ハイデッケン")
    }


def test_a_kanji_name_of_one_piece_is_shortened_to_its_first_characters() -> None:
    m = morphemes(("陳大明", "名詞-固有名詞-人名-一般"))
    assert short_forms([Entity(0, 3, "PERSON", "")], "陳大明", m) == {"陳大明": ("陳大", "陳")}


def test_a_surname_alone_has_no_shorter_form() -> None:
    m = morphemes(("中島", "名詞-固有名詞-人名-姓"))
    assert short_forms([Entity(0, 2, "PERSON", "")], "中島", m) == {}
