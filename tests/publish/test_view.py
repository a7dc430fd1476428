from __future__ import annotations

import datetime as dt

import pytest

from kirinuki.ask.digest import compose
from kirinuki.model.text import Evidence, Span
from kirinuki.model.weaving import Resemblance
from kirinuki.publish.view import Gap, Paragraph, page_view, web_address
from tests.ask import lighthouse
from tests.ask.reports import DAY, digest_of, edit, report, retold


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


def test_what_revisions_changed_stands_under_the_heading_the_last_one_first() -> None:
    text = "橋は11日に開通した。町長が渡った。"
    digest = digest_of(
        [
            report(
                "a3",
                text,
                revisions=3,
                edits=[
                    edit(
                        "corrected", "橋は10日に開通した。", "橋は11日に開通した。", ("10", "11"), later="a2"
                    ),
                    edit("dropped", "雨だった。", "", later="a2", at=12),
                    edit(
                        "new",
                        "",
                        "町長が渡った。",
                        later="a3",
                        at=11,
                        modified_at="2025-04-10T18:30:00+09:00",
                    ),
                ],
            )
        ]
    )
    [view] = [r for day in page_view(digest, "x").days for r in day.reports]
    assert [(r.number, r.when) for r in view.revised] == [(3, "2025年4月10日（木）18:30"), (2, "")]
    assert view.edits == [("訂正", 1), ("削除", 1), ("新規", 1)]
    [new], [corrected, dropped] = (r.edits for r in view.revised)
    assert corrected.parts == (
        ("same", "橋は"),
        ("there", "10"),
        ("here", "11"),
        ("same", "日に開通した。"),
    )
    assert dropped.parts == (("there", "雨だった。"),)
    assert new.parts == (("same", "町長が渡った。"),)
    assert new.link == view.paragraphs[0].passages[0].anchor and not dropped.link


def test_how_many_independent_reports_a_paragraph_rests_on() -> None:
    text = "橋が開通し、町長と漁協の組合長が並んで渡った。"
    reports = [
        report("a", f"【白崎共同】{text}", outlet="北山日報"),
        report("b", f"{text}（共同）", outlet="青波新聞"),
        report("c", text, outlet="岬テレビ"),
    ]
    found = [retold(reports[0], text, later, text, "same") for later in reports[1:]]
    [view, *others] = [r for day in page_view(digest_of(reports, *found), "x").days for r in day.reports]
    [paragraph] = view.paragraphs  # the credit alone does not make the second one lead
    assert paragraph.rest is not None
    assert (paragraph.rest.articles, paragraph.rest.independent) == (3, 2)
    assert [([p.label for p in o.sections], o.why) for o in paragraph.rest.origins] == [
        (["北山日報", "青波新聞"], "共同通信の配信"),
        (["岬テレビ"], "独自"),
    ]
    assert [r.credits for r in (view, *others)] == [("共同通信の配信",), ("共同通信の配信",), ()]


def test_several_reports_of_one_outlet_are_named_once() -> None:
    text = "橋が開通し、町長と漁協の組合長が並んで渡った。"
    reports = [report(r, text, outlet="北山日報") for r in ("a", "b")]
    page = page_view(digest_of(reports, retold(reports[0], text, reports[1], text, "same")), "x")
    rest = page.days[0].reports[0].paragraphs[0].rest
    assert rest is not None
    assert [(p.label, p.anchor) for p in rest.origins[0].sections] == [("北山日報の2本", "report-1")]
    assert rest.origins[0].why.startswith("同じ報道機関")
