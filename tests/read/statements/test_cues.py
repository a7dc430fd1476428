"""The lexicons that attribution works with: a slip in a row would silently change what is read."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest

from kirinuki.model.reading import Stance
from kirinuki.read.lexicons import rows
from kirinuki.read.statements.cues import adverbials, cue_nouns, cue_words, is_cue_word

FRAMES = {"to", "koto", "you", "wo", "act", "noun", "self", "found", "none"}
NOUN_FRAMES = {"toiu", "bare", "self", "quote", "alone"}


@pytest.mark.parametrize(
    ("name", "columns"),
    [("cues", 3), ("cue_nouns", 3), ("speakers", 2), ("adverbials", 2), ("hedges", 4)],
)
def test_rows_are_whole_and_said_once(name: str, columns: int) -> None:
    assert {len(row) for row in rows(name)} == {columns}
    assert all(cell and cell == cell.strip() for row in rows(name) for cell in row)
    # A word may be of two kinds (市 alone and as an ending), but not twice of one.
    assert [row for row, count in Counter(tuple(row[:2]) for row in rows(name)).items() if count > 1] == []


def test_frames_are_those_the_rules_know() -> None:
    assert set().union(*(word.frames for word in cue_words().values())) <= FRAMES
    assert set().union(*(noun.frames for noun in cue_nouns().values())) <= NOUN_FRAMES
    assert {kind for _, kind in rows("adverbials")} == {
        kind
        for kind in ("occasion", "relation", "connective", "carrying", "gesture", "staging")
        if adverbials(kind)
    }


def test_stances_and_kinds_are_those_of_the_model() -> None:
    assert {word.stance for word in cue_words().values()} <= set(get_args(Stance))
    nouns = cue_nouns().values()
    assert {noun.stance for noun in nouns} | {noun.bare for noun in nouns} <= set(get_args(Stance))
    assert {kind for *_, kind in rows("hedges")} == {"hearsay", "inference"}


def test_a_word_that_takes_brackets_and_says_nothing_is_no_cue() -> None:
    assert is_cue_word("述べる")
    assert not is_cue_word("名付ける")
    assert not is_cue_word("走る")
