from __future__ import annotations

import datetime as dt

import pytest

from kirinuki.ask.digest import compose
from kirinuki.model.text import Evidence, Span
from kirinuki.model.weaving import Resemblance
from kirinuki.publish.view import Gap, Paragraph, page_view, web_address
from tests.ask import lighthouse
from tests.ask.reports import DAY, report


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://memo.example/d?q=1", "https://memo.example/d?q=1"),
        ("HTTP://memo.example", "HTTP://memo.example"),
        ("cliplog.example", "https://cliplog.example"),
        ("cliplog.example:8080/月", "https://cliplog.example:8080/月"),
        ("日本語.example", "https://日本語.example"),
    ],
)
def test_web_addresses_and_bare_hosts_are_links(link: str, address: str) -> None:
    assert web_address(link) == address


@pytest.mark.parametrize(
    "link",
    [
        "",
        "javascript:alert(1)",
        " JAVASCRIPT:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "/local",
        "https://",
        "https:///x",
        "https://user:pass@evil.example",
        "https://evil.example\\@good.example",
        "https://evil.example/\u202egnp.exe",
        'https://evil.example/"onclick=x',
        "https://evil.example/<script>",
        "https://evil.example:99999999/",
        "https://[::1",
        "ただの言葉",
        "1.5",
    ],
)
def test_nothing_else_is(link: str) -> None:
    assert web_address(link) == ""


def test_gaps_stand_where_the_words_stood_and_point_to_where_they_are_told() -> None:
    page = page_view(lighthouse.digest(), "記録")
    first, second, _ = (report for day in page.days for report in day.reports)
    assert isinstance(first.body[-1], Gap)
    assert [pointer.label for pointer in first.body[-1].pointers] == ["第3報"]
    assert isinstance(second.body[0], Gap)
    assert second.body[0].passages == 2
    assert [pointer.label for pointer in second.body[0].pointers] == ["北山日報"]


def test_a_report_without_title_or_outlet_is_named_from_what_there_is() -> None:
    third = page_view(lighthouse.digest(), "記録").days[1].reports[0]
    assert (third.outlet, third.label) == ("不明", "第3報")
    assert third.heading_made and third.heading == "岬灯台の修復をめぐり、白崎市は11日…"


def test_statements_are_numbered_through_a_report() -> None:
    page = page_view(lighthouse.digest(), "記録")
    third = page.days[1].reports[0]
    notes = [note for paragraph in third.paragraphs for note in paragraph.notes]
    assert [note.number for note in notes] == [1, 2, 3, 4]
    assert [note.implicit for note in notes] == [False, True, False, False]


def test_one_outlets_consecutive_sentences_are_one_telling() -> None:
    first = page_view(lighthouse.digest(), "記録").days[0].reports[0]
    [fold] = first.paragraphs[0].folded
    assert [telling.id for telling in fold.tellings] == ["aonami1:0-48"]


def test_a_reference_stands_behind_the_bracket_that_closes_the_quote() -> None:
    page = page_view(lighthouse.digest(), "記録")
    [passage] = page.days[0].reports[0].paragraphs[1].passages
    ends = [p.words for p in passage.pieces if any(mark.kind == "reference" for mark in p.closed)]
    assert ends == ["」"]


def test_a_repeat_inside_one_report_is_not_called_another_report() -> None:
    text = "橋が開通した。\n\n橋が開通した。"
    one = report("one", text, outlet="北山日報")
    found = Resemblance(
        Evidence("one", Span(0, 7), text[:7]),
        Evidence("one", Span(9, 16), text[9:]),
        "same",
        None,
        (),
        1.0,
        "hand",
    )
    digest = compose([one], [found], {}, [], [], DAY, DAY + dt.timedelta(days=1))
    paragraph, gap = page_view(digest, "記録").days[0].reports[0].body
    assert isinstance(paragraph, Paragraph) and isinstance(gap, Gap)
    assert [fold.section.label for fold in paragraph.folded] == ["この記事の別の所"]
    assert [pointer.label for pointer in gap.pointers] == ["この記事の別の所"]


def test_a_telling_that_was_compared_with_another_fold_says_with_which() -> None:
    texts = ("岬の橋が夕方に開通した。", "岬の橋が夕方、開通しました。", "岬の橋が夕方、開通しました。")
    outlets = ("北山日報", "青波放送", "白崎新報")
    reports = [report(f"r{n}", text, outlet=outlets[n]) for n, text in enumerate(texts)]
    passages = [Evidence(f"r{n}", Span(0, len(text)), text) for n, text in enumerate(texts)]
    found = [
        Resemblance(passages[0], passages[1], "reworded", None, (), 1.0, "hand"),
        Resemblance(passages[1], passages[2], "same", None, (), 1.0, "hand"),
    ]
    digest = compose(reports, found, {}, [], [], DAY, DAY + dt.timedelta(days=1))
    [shown] = [item for item in digest.items() if item.folded]
    assert shown.text == texts[0]
    [paragraph] = page_view(digest, "記録").days[0].reports[0].paragraphs
    assert {fold.outlet: [t.relation for t in fold.tellings] for fold in paragraph.folded} == {
        "青波放送": ["言い換え"],
        "白崎新報": ["同文（青波放送と比べて）"],
    }


def test_what_was_changed_since_points_to_the_change_and_back() -> None:
    page = page_view(lighthouse.digest(), "記録")
    before, after = page.days[0].reports[0].paragraphs[0], page.days[1].reports[0].paragraphs[0]
    [pointer] = before.updated
    assert pointer.anchor == after.passages[0].anchor
    [update] = after.updates
    assert update.changes == (("約2億円", "約3億円"),)
    assert update.earlier is not None and update.earlier.anchor == before.passages[0].anchor
