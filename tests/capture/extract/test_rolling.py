"""Rolling pages: split into entries, each with its time; and articles that are none."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from kirinuki.capture.encodings import decode
from kirinuki.capture.extract import Extracted, extract
from kirinuki.capture.intake import about, take
from kirinuki.model.text import Span
from kirinuki.read.reader import Reader

URL = "https://shimpo.example/live/1"
ENTRIES = (
    ("14:05", "第2岸壁で漁船が転覆", "潮見市の第2岸壁で漁船が転覆した。乗っていた2人は救助された。"),
    ("11:30", "避難所を5カ所開設", "潮見市は避難所を5カ所開いた。午前11時までに120人が身を寄せている。"),
    ("11:30", None, "羽衣市でも市役所の1階を開放した。毛布と水を用意している。"),
    ("8:12", "大雨警報", "気象台は潮見市に大雨警報を出した。昼にかけて雨が強まる見込み。"),
)


def page(body: str, title: str = "【速報】潮見市で大雨 随時更新", head: str = "") -> Extracted:
    html = f"""<!doctype html><html><head><title>{title}</title>{head}<meta property="article:published_time"
        content="2025-07-03T08:00:00+09:00"></head><body><main><h1>{title}</h1><div>{body}</div></main></body></html>"""
    return extract(html.encode(), url=URL)


def blocks(stamp: str = "<time>{}</time>") -> str:
    return "".join(
        f"<section class=ev>{stamp.format(at)}{f'<h3>{head}</h3>' if head else ''}<p>{words}</p></section>"
        for at, head, words in ENTRIES
    )


@pytest.mark.parametrize("stamp", ["<div>{}</div>", "<p class=tm>{} 更新</p>", "<div>7月3日 {}</div>"])
def test_entries_are_told_by_their_stamps(stamp: str) -> None:
    entries = page(blocks(stamp)).entries
    assert [(e.title, *e.paragraphs) for e in entries] == [(head, words) for _, head, words in ENTRIES]
    assert [e.published[:16] for e in entries] == [f"2025-07-03T{at:0>5}" for at, _, _ in ENTRIES]
    assert [e.part for e in entries] == ["20250703T1405", "20250703T1130-2", "20250703T1130", "20250703T0812"]


def test_entries_are_told_by_headings_that_begin_with_a_time() -> None:
    body = "".join(f"<h2>{at} {head or ''}</h2><p>{words}</p>" for at, head, words in ENTRIES)
    entries = page(body).entries
    assert [e.title for e in entries] == [head for _, head, _ in ENTRIES]
    assert [e.paragraphs for e in entries] == [(words,) for _, _, words in ENTRIES]


def test_entries_are_told_by_what_the_page_declares() -> None:
    updates = [
        {
            "@type": "BlogPosting",
            "headline": head,
            "articleBody": words,
            "datePublished": f"2025-07-03T{at:0>5}:00+09:00",
        }
        for at, head, words in ENTRIES
    ]
    form = {"@type": "LiveBlogPosting", "headline": "潮見市で大雨", "liveBlogUpdate": updates}
    head = f'<script type="application/ld+json">{json.dumps(form)}</script>'
    found = page(f"<p>{ENTRIES[0][2]}</p>", "潮見市で大雨", head)
    assert [e.part for e in found.entries] == [
        "20250703T1405",
        "20250703T1130-2",
        "20250703T1130",
        "20250703T0812",
    ]


@pytest.mark.parametrize(
    "found",
    [
        page(blocks("<div>{}</div>"), "潮見市で大雨 住民の一日"),
        page("".join(f"<p>{words}</p>" for _, _, words in ENTRIES) + blocks("<div>{}</div>")[:120]),
        page(f"<p>{ENTRIES[0][2]}</p><p>8:12 に警報が出た。</p>"),
    ],
    ids=["no rolling page by its title", "hardly any entry", "no entry"],
)
def test_an_article_that_tells_times_is_no_rolling_page(found: Extracted) -> None:
    assert found.entries == ()


def test_each_entry_of_a_page_that_is_taken_in_is_a_report_of_its_own() -> None:
    html = f"""<!doctype html><html><head><title>【速報】潮見市で大雨</title><meta property="article:published_time"
        content="2025-07-03T08:00:00+09:00"></head><body><h1>【速報】潮見市で大雨</h1><div>{blocks("<div>{}</div>")}</div></body></html>"""
    decoded = decode(html.encode(), "page.html")
    given = about(
        decoded,
        name="page.html",
        published=None,
        outlet=None,
        url=URL,
        form="auto",
        today=dt.date(2025, 7, 4),
    )
    intake = take(decoded, given, {}, Reader())
    assert [draft.text for draft in intake.drafts] == [words for _, _, words in ENTRIES]
    assert [draft.title for draft in intake.drafts][:3] == [
        "第2岸壁で漁船が転覆",
        "避難所を5カ所開設",
        "【速報】潮見市で大雨",
    ]
    assert {draft.span for draft in intake.drafts} == {Span(0, len(html))}
    assert len({(draft.url, draft.part) for draft in intake.drafts}) == 4
    assert intake.problems == ()
