"""One key for all mentions of one person."""

from __future__ import annotations

from kirinuki.model.reading import Entity
from kirinuki.read.persons import identify


def mentions(text: str, *names: str) -> list[Entity]:
    position, result = 0, []
    for name in names:
        position = text.index(name, position)
        result.append(Entity(position, position + len(name), "PERSON"))
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
    found = identify([Entity(0, 6, "PERSON"), Entity(7, 9, "PLACE")], text, {})
    assert [e.who for e in found] == ["ハイデッケン", None]
