from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kirinuki.model.digest import Telling
from kirinuki.model.text import Evidence, Span
from kirinuki.model.weaving import Resemblance
from kirinuki.publish.marking import agreeing, compare, cut, replaced
from tests.ask import lighthouse
from tests.ask.reports import report, retold

TEXT = "港町の朝はカモメの声で始まる。"


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20))), st.integers(0, 5), st.integers(6, 15))
def test_pieces_are_the_words_and_each_knows_what_covers_it(
    bounds: list[tuple[int, int]], low: int, high: int
) -> None:
    layers = [(Span(min(pair), max(pair)), n) for n, pair in enumerate(bounds) if pair[0] != pair[1]]
    pieces = cut(Evidence("r", Span(low, high), TEXT[low:high]), layers)
    assert "".join(piece.words for piece in pieces) == TEXT[low:high]
    at = low
    for piece in pieces:
        here = Span(at, at + len(piece.words))
        assert piece.marks == tuple(n for span, n in layers if span.overlaps(here))
        at = here.end
    opened = [n for piece in pieces for n in piece.opened]
    assert sorted(opened) == sorted(n for piece in pieces for n in piece.closed)


def _folded(resemblance: Resemblance, report_index: int, evidence: Evidence) -> Telling:
    return Telling(lighthouse.REPORTS[report_index].source, evidence, resemblance)


def test_words_of_one_side_only_are_told_apart() -> None:
    a = report("a", "朝市は5日に始まる。")
    b = report("b", "朝市は来月5日から始まる。")
    found = retold(a, a.revision.text, b, b.revision.text, "reworded", ("は|", "来月"), ("に", "から"))
    assert compare(Telling(a.source, found.earlier, found)) == [
        ("same", "朝市は"),
        ("there", "来月"),
        ("same", "5日"),
        ("there", "から"),
        ("here", "に"),
        ("same", "始まる。"),
    ]
    assert compare(Telling(b.source, found.later, found)) == [
        ("same", "朝市は"),
        ("here", "来月"),
        ("same", "5日"),
        ("there", "に"),
        ("here", "から"),
        ("same", "始まる。"),
    ]


def test_a_lost_bracket_is_damage_and_the_reports_own_change_is_not() -> None:
    resemblance = lighthouse.RESEMBLANCES[2]
    assert compare(_folded(resemblance, 1, resemblance.later)) == [
        ("same", "市川さくら市長は"),
        ("there", "会見で"),
        ("damage there", "「"),
        ("same", "灯台は町の目印だ。必ず残す」と述べ"),
        ("there", "た"),
        ("here", "ました"),
        ("same", "。"),
    ]


def test_glued_ruby_is_damage_of_the_telling_that_has_it() -> None:
    a, b = report("a", "岬灯台を直す。"), report("b", "岬みさき灯台を直す。")
    found = retold(a, a.revision.text, b, b.revision.text, "same", damage="ルビの混入")
    assert compare(Telling(b.source, found.later, found))[1] == ("damage here", "みさき")


def test_brackets_and_commas_set_otherwise_are_no_difference() -> None:
    a, b = report("a", "『灯台』を直す、と言う。"), report("b", "「灯台」を直すと言う。")
    found = retold(a, a.revision.text, b, b.revision.text, "same")
    assert compare(Telling(b.source, found.later, found)) == [("same", "「灯台」を直すと言う。")]


def test_only_the_part_that_folds_is_compared() -> None:
    a = report("a", "朝市が始まる。魚が並ぶ。")
    b = report("b", "朝市が始まった。魚が並んだ。")
    found = retold(a, a.revision.text, b, b.revision.text, "reworded", ("る", "った"), ("ぶ", "んだ"))
    second = Evidence("b", Span(8, 14), b.revision.text[8:14])
    assert compare(Telling(b.source, second, found)) == [
        ("same", "魚が並"),
        ("there", "ぶ"),
        ("here", "んだ"),
        ("same", "。"),
    ]


@given(st.text("港町の朝「」、。", min_size=1), st.text("港町の朝「」、。", min_size=1), st.booleans())
def test_a_comparison_keeps_every_word_of_the_telling(ours: str, theirs: str, damaged: bool) -> None:
    a, b = Evidence("a", Span(0, len(theirs)), theirs), Evidence("b", Span(0, len(ours)), ours)
    found = Resemblance(a, b, "same", "開き括弧の欠落" if damaged else None, (), 1.0, "drawn")
    parts = compare(_folded(found, 0, b))
    assert "".join(words for kind, words in parts if kind in ("same", "here", "damage here")) == ours


def test_agreements_and_replaced_words() -> None:
    resemblance = lighthouse.RESEMBLANCES[3]
    text = lighthouse.PASTED.revision.text
    assert [span.of(text) for span in agreeing(resemblance, 4)] == ["費用は約", "億円を見込む"]
    assert replaced(resemblance, resemblance.differences[0]) == "2"
