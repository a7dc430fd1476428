from __future__ import annotations

from kirinuki.model.reading import Speaker, Statement
from kirinuki.model.text import Span
from kirinuki.read.statements.soundness import sound


def said(start: int, end: int, speaker: Speaker | None = None, via: Span | None = None) -> Statement:
    return Statement("indirect", Span(start, end), "by hand", speaker, None, via)


def test_statements_that_lie_in_one_another_or_apart_stay_in_text_order() -> None:
    inner, outer, next_ = said(12, 16), said(10, 20), said(20, 30)
    assert sound([next_, inner, outer]) == (outer, inner, next_)


def test_what_two_cues_take_up_is_said_once_by_whom_is_named() -> None:
    named = said(10, 20, Speaker(0, 5))
    assert sound([said(10, 20), named]) == (named,)


def test_contents_do_not_cross() -> None:
    assert sound([said(10, 20), said(15, 25), said(20, 26)]) == (said(10, 20), said(20, 26))


def test_nobody_is_named_by_what_was_said() -> None:
    assert sound([said(10, 20, Speaker(12, 14), Span(19, 21))]) == (said(10, 20),)


def test_nobody_relays_what_they_say_themselves() -> None:
    assert sound([said(10, 20, Speaker(0, 5), Span(0, 5))]) == (said(10, 20, Speaker(0, 5)),)
