"""One key for all mentions of one person."""

from __future__ import annotations

from kirinuki.model.reading import Entity, Morphemes
from kirinuki.read.names.identity import identify, short_forms


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
    assert [e.who for e in found] == ["ハイデッケン", "新潟"]


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


def identified(text: str, *names: tuple[str, str]) -> list[str | None]:
    found, position = [], 0
    for name, type_ in names:
        position = text.index(name, position)
        found.append(Entity(position, position + len(name), type_, ""))  # type: ignore[arg-type]
        position += len(name)
    return [e.who for e in identify(found, text, {})]


def test_countries_under_several_names_have_the_code_of_their_territory() -> None:
    text = "米国、アメリカ、米政府、韓国、大韓民国、ロシア"
    names = [(name, "PLACE") for name in ("米国", "アメリカ", "韓国", "大韓民国", "ロシア")]
    assert identified(text, *names) == ["US", "US", "KR", "KR", "RU"]


def test_towns_and_bodies_under_several_names_have_one_of_them() -> None:
    text = "キエフとキーウ。EUと欧州連合。"
    assert identified(text, ("キエフ", "PLACE"), ("キーウ", "PLACE")) == ["キーウ"] * 2
    assert identified(text, ("EU", "ORGANIZATION"), ("欧州連合", "ORGANIZATION")) == ["欧州連合"] * 2


def test_what_brackets_abbreviate_is_the_name_before_them() -> None:
    for opening in ("(", "(以下、", "(略称:", "」(以下「"):
        text = f"登山推進機構{opening}QXF)は、QXFの"
        names = [("登山推進機構", "ORGANIZATION"), ("QXF", "ORGANIZATION"), ("QXF", "ORGANIZATION")]
        assert identified(text, *names) == ["登山推進機構"] * 3


def test_the_form_of_a_firm_is_no_part_of_who_it_is() -> None:
    text = "株式会社カモメ、カモメ"
    assert identified(text, ("株式会社カモメ", "ORGANIZATION"), ("カモメ", "ORGANIZATION")) == ["カモメ"] * 2


def test_a_reading_in_brackets_is_kept_and_names_nobody() -> None:
    text = "陳大明(チン・ダイメイ)氏"
    found = identify([Entity(0, 3, "PERSON", ""), Entity(4, 11, "PERSON", "")], text, {})
    assert [(e.of(text), e.gloss) for e in found] == [("陳大明", "チン・ダイメイ")]
