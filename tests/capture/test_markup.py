from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.capture.markup import links_to, notes_linked, plain_text
from kirinuki.model.text import Span

HTML = """<p>港湾局は30日、<ruby>北浜<rt>きたはま</rt></ruby>港の岸壁を<b>閉鎖</b>した。</p>
<p>けが人は
約40人&#12290;</p>
<blockquote cite="https://shimpo.example/1"><p>知事は見舞金を支給する。</p></blockquote>
<p><iframe src="https://hatenablog-parts.com/embed?url=https%3A%2F%2Fmeiso.example%2F2" title="x"></iframe><cite>x</cite></p>
<figure><img src="a.jpg" alt="岸壁"><figcaption>閉鎖された岸壁</figcaption></figure>
<p>昨日の<a href="https://kiroku.example/entry/2025/12/30/1">記事</a>も。</p><script>alert("x")</script>"""

HATENA = """*北浜港
>https://shimpo.example/1:title>
知事は見舞金を支給する。
<<
[f:id:kiroku:20251230:plain]
[https://meiso.example/2:embed:cite]
昨日の[https://kiroku.example/entry/1:title=記事]も。
<!-- more -->"""

MARKDOWN = """## 北浜港

> 知事は**見舞金**を支給する。

![岸壁](a.jpg)

昨日の[記事](https://kiroku.example/entry/1)も。"""


def lines(source: str) -> list[str]:
    return [line.strip() for line in plain_text(source).text.split("\n") if line.strip()]


def test_html_is_read_as_a_log() -> None:
    assert lines(HTML) == [
        "港湾局は30日、北浜港の岸壁を閉鎖した。",
        "けが人は約40人。",
        "知事は見舞金を支給する。",
        "https://shimpo.example/1",
        "https://meiso.example/2",
        "x",
        "昨日の記事も。",
    ]


def test_hatena_notation_is_read_as_a_log() -> None:
    assert lines(HATENA) == [
        "北浜港",
        "知事は見舞金を支給する。",
        "https://shimpo.example/1",
        "https://meiso.example/2",
        "昨日の記事も。",
    ]


def test_markdown_is_read_as_a_log() -> None:
    assert lines(MARKDOWN) == ["北浜港", "知事は見舞金を支給する。", "昨日の記事も。"]


def test_a_tweet_keeps_its_last_line_and_loses_short_links() -> None:
    tweet = (
        '<blockquote class="twitter-tweet"><p lang="ja">岸壁を閉鎖 <a href="https://t.co/abc">https://t.co/abc</a> '
        '<a href="https://t.co/d">pic.twitter.com/d</a></p>&mdash; みなと放送 (@minato) '
        '<a href="https://twitter.com/minato/status/1">2025年12月30日</a></blockquote>'
    )
    assert lines(tweet) == ["岸壁を閉鎖", "— みなと放送 (@minato) 2025年12月30日"]


def test_a_line_of_nothing_but_links_is_their_addresses() -> None:
    assert lines(
        '<p><a href="https://a.example/1">先週</a> <a href="https://a.example/2">先月</a></p><p>港は混んだ。</p>'
    ) == [
        "https://a.example/1",
        "https://a.example/2",
        "港は混んだ。",
    ]
    assert lines('<h3><a href="https://a.example/1">港が混む</a></h3><p>港は混んだ。</p>') == [
        "https://a.example/1",
        "港が混む",
        "港は混んだ。",
    ]
    assert lines("[https://a.example/1:title=先週]\n[f:id:x:y]") == ["https://a.example/1"]
    assert lines("港は混んだ。\n\n[先週](https://a.example/1)") == ["港は混んだ。", "https://a.example/1"]


def test_links_to_the_own_site_are_told() -> None:
    assert list(links_to(plain_text(HTML), "https://kiroku.example/")) == [
        "https://kiroku.example/entry/2025/12/30/1"
    ]
    assert list(links_to(plain_text(MARKDOWN), "https://other.example")) == []


@pytest.mark.parametrize("source", [HTML, HATENA, MARKDOWN])
def test_words_are_found_again_in_the_source(source: str) -> None:
    plain = plain_text(source, 0, len(source))
    for words in ("見舞金", "昨日の", "記事"):
        at = plain.text.index(words)
        assert plain.place(Span(at, at + len(words))).of(source) == words
    sign = plain.text.find("人。")
    if source is HTML:
        assert plain.place(Span(sign, sign + 2)).of(source) == "人&#12290;"[:2]


def test_a_part_of_a_text_has_its_places_in_the_whole() -> None:
    whole = "前書き\n" + HTML
    plain = plain_text(whole, 4)
    at = plain.text.index("見舞金")
    assert plain.place(Span(at, at + 3)).of(whole) == "見舞金"


@given(st.text(alphabet="<>p/bra=\"'&;#*[]()>:-!x あ。\n", max_size=80))
def test_any_text_has_a_plain_one_inside_its_bounds(source: str) -> None:
    plain = plain_text(source)
    for at in range(len(plain.text)):
        if not plain.text[at].isspace():
            place = plain.place(Span(at, at + 1))
            assert 0 <= place.start < place.end <= len(source)


def test_notes_that_are_linked_are_told() -> None:
    note = (
        "昨日の[[2026-01-01 港|記事]]と[[防波堤#経過]]、[先週](../2025/12-25.md)、"
        '[先月]({{< ref "posts/1201.md" >}})、[去年]({% post_url 2024-12-01-minato %})も。![[岸壁.png]]{{< figure src="a.jpg" >}}'
    )
    plain = plain_text(note)
    assert plain.text == "昨日の記事と防波堤、先週、先月、去年も。"
    assert list(notes_linked(plain, "2026/01-02.md")) == [
        "2026-01-01 港",
        "防波堤",
        "2025/12-25.md",
        "posts/1201.md",
        "2024-12-01-minato",
    ]
    assert list(links_to(plain, "https://kiroku.example/")) == []


def test_relative_links_are_of_the_own_site() -> None:
    plain = plain_text(
        '<p>昨日の<a href="/entry/1">記事</a>と<a href="../2">先週</a>、<a href="#top">上へ</a>。</p>'
    )
    assert list(links_to(plain, "https://kiroku.example/entry/2026/3")) == [
        "https://kiroku.example/entry/1",
        "https://kiroku.example/entry/2",
    ]
    assert plain.text.strip() == "昨日の記事と先週、上へ。"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "## 🔴北浜港\n\n港湾局は**30日**、岸壁を閉鎖した。\nけが人は40人。\n\n"
            '<blockquote class="twitter-tweet"><p lang="ja">岸壁を閉鎖</p>&mdash; みなと放送 (@minato) '
            '<a href="https://twitter.com/minato/status/1">2025年12月30日</a></blockquote>\n\n> 知事は見舞金を支給する。\n',
            ["## 🔴北浜港", "港湾局は30日、岸壁を閉鎖した。", "けが人は40人。", "岸壁を閉鎖",
             "— みなと放送 (@minato) 2025年12月30日", "知事は見舞金を支給する。"],
        ),
        (
            'この<a href="https://a.example/1">記事</a>の続き。\n港湾局は30日、岸壁を閉鎖した。\n\n知事は見舞金を支給する。',
            ["この記事の続き。", "港湾局は30日、岸壁を閉鎖した。", "知事は見舞金を支給する。"],
        ),
    ],
    ids=["markdown", "plain"],
)  # fmt: skip
def test_lines_stay_lines_where_tags_only_stand_between(source: str, expected: list[str]) -> None:
    found = [line.removeprefix("## ") for line in lines(source)]
    assert found == [line.removeprefix("## ") for line in expected]


@pytest.mark.parametrize(
    "part", ["[[", "[[a]] ", "- [[a]]、", "[a](b) ", '[a]({{< ref "', "{{<", "<blockquote>"]
)
def test_hostile_notes_take_linear_time(part: str) -> None:
    started = time.perf_counter()
    plain_text(part * (30_000 // len(part)) + "終")
    assert time.perf_counter() - started < 3
