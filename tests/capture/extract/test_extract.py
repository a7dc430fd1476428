"""Articles out of pages: what goes, what stays, what the page says of itself; and pages made to do harm."""

# ruff: noqa: E501  (pages, not sentences)

from __future__ import annotations

import contextlib
import time
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.pages.scoring import SETS, ours, score
from evals.pages.stories import TEASERS
from kirinuki.capture.extract import Extracted, extract, is_page
from kirinuki.errors import InputError

LEAD = "潮見市は13日、老朽化した第2岸壁の使用を当面見合わせると発表した。"
BODY = "港湾局によると、午前8時ごろに異常が見つかり、担当者が現場を確認した。けが人はいないという。"


def page(body: str, head: str = "<title>第2岸壁を閉鎖 | 某新報</title>", **more: str) -> Extracted:
    return extract(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(), **more)


def article(*more: str, head: str = "<title>第2岸壁を閉鎖 | 某新報</title>") -> Extracted:
    inside = "".join(more)
    return page(f"<main><h1>第2岸壁を閉鎖</h1><div><p>{LEAD}</p>{inside}<p>{BODY}</p></div></main>", head)


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("first", 30),
        ("second", 90),
        ("bare", 90),
        ("third", 26),
        ("fourth", 46),
        ("fifth", 24),
        ("plain", 116),
    ],
)
def test_the_invented_pages_hold_the_aims(name: str, count: int) -> None:
    cases = SETS[name]()
    scores = score(cases, ours)
    assert len(cases) == count
    assert scores["body"] >= 0.98
    assert scores["title"] >= 0.97
    assert scores["published"] >= 0.97
    assert scores["clean"] >= 0.97


def test_sections_of_one_name_go_on_behind_their_headings() -> None:
    found = page(
        f"<main><h1>第2岸壁を閉鎖</h1><p class=summary>{LEAD}</p>"
        f"<section><div class=words><p>{BODY}<br><br>復旧には半年ほどかかる見通しだ。</p></div></section>"
        "<section><h2>代わりの岸壁は</h2><div class=words><p>市は第3岸壁を広げる。<br><br>費用は4億円。</p></div></section></main>",
        f"<title>第2岸壁を閉鎖 | 某新報</title><meta name=description content='{LEAD}'>",
    )
    assert found.paragraphs[-3:] == ("代わりの岸壁は", "市は第3岸壁を広げる。", "費用は4億円。")


def test_the_article_goes_on_behind_a_link_to_the_next_one_in_an_element_of_its_own() -> None:
    found = article("<p>市は復旧を急ぐ。</p>", "<div class=onward><p>▶次の記事を読む</p></div>")
    assert found.paragraphs == (LEAD, "市は復旧を急ぐ。", BODY)


def test_a_pointer_to_the_same_article_in_english_is_no_paragraph() -> None:
    pointer = "You can also read the original English article <a href=/en>here</a>."
    found = page(f"<main><h1>第2岸壁を閉鎖</h1><div><p>{LEAD}</p><p>{BODY}</p><p>{pointer}</p></div></main>")
    assert found.paragraphs == (LEAD, BODY)


def test_a_title_that_a_damaged_head_lets_into_the_page_is_no_paragraph() -> None:
    data = f"<!doctype html><html><head><<meta><title>第2岸壁を閉鎖</title<meta><div><p>{LEAD}</p><p>{BODY}</p></div>"
    with contextlib.suppress(InputError):
        assert "<div" not in extract(data.encode()).text


def test_a_lead_beside_a_picture_is_no_caption() -> None:
    found = page(
        "<main><h1>第2岸壁を閉鎖</h1><p>社会</p><p>港</p>"
        f"<div><img src=a><p>{LEAD}</p><div><p>けが人はいなかった。</p></div></div></main>"
    )
    assert found.paragraphs == (LEAD, "けが人はいなかった。")


@pytest.mark.parametrize(
    "stray",
    [
        "<figure><img src=a><figcaption>閉鎖された岸壁。本社撮影</figcaption></figure>",
        "<div class=embedded><a href=#x>Skip X post</a><p>この記事には、X が提供する内容が含まれています。読み込む前に許可をお願いしています。</p></div>",
        "<div class=frame><p>岸壁の耐用年数</p><p>国が定めた目安で、鋼の矢板では50年。過ぎても使えなくなるわけではない。</p></div>",
        "<div class=digest><h2>ざっくり言うと</h2><ul><li>岸壁の使用を見合わせると発表</li><li>けが人はいなかったという話</li></ul></div>",
        "<p class=caption>閉鎖された岸壁</p>",
        "<p><a href=/b>【写真】閉鎖された岸壁</a></p>",
        "<p>【関連記事】岸壁の歴史</p>",
        "<ul class=sns><li>シェアする</li></ul>",
        "<p><a href=/c>続きを読む</a></p>",
        "<p>この記事は有料会員限定です。残り1200文字</p>",
        "<p>コメント 12件</p>",
        "<p>Copyright (C) 某新報. All rights reserved.</p>",
        "<p>記事・写真の無断転載を禁じます。</p>",
        "<div><h3>あわせて読みたい</h3><ul><li>岸壁の歴史をたどる</li><li>港の朝市</li></ul></div>",
        "<div class=ranking><h3>アクセスランキング</h3><p>潮見市の港が人気を集めている。</p></div>",
        "<script>document.write('港が閉じた。')</script><style>p{}</style><noscript>JavaScriptを有効にしてください。</noscript>",
        "<p>2025年1月13日 21時37分 更新</p>",
        "<blockquote><p>岸壁が閉まってる。</p>— みなと (@minato_example) 2025年1月13日</blockquote>",
        "<div class=qX1><h4>毎朝届く便り</h4><p>港の今日の話題を、編集長が選んでお届けする。</p></div>",
        "<p>[PR]</p>",
    ],
)
def test_what_is_no_part_of_the_article_goes(stray: str) -> None:
    assert article(stray).paragraphs == (LEAD, BODY)


@pytest.mark.parametrize(
    "stays",
    ["<h2>住民に広がる不安</h2>", "<p>なぜか。</p>", "<p>「急な話だ」</p>", "<blockquote><p>再開は来週になる。</p></blockquote>", "<p>午後も続いた</p>",
     "<p>会員限定の内覧会は延期された。</p>", "<p>同社は関連記事を削除した。</p>", "<h2>関連死も増加</h2>", "<h3>専門家おすすめの備え</h3>", "<h2>世界ランキング1位に</h2>",
     "<p>歌詞を無断使用したとして、男性が訴えられた。</p>", "<p>店は初回500円で提供する。</p>", "<h2><a href='#a'>住民の声</a></h2>",
     '<p class="text">市は<a href="/x">防災計画</a>を見直す。</p>'],
)  # fmt: skip
def test_what_is_part_of_the_article_stays(stays: str) -> None:
    found = article(stays)
    assert len(found.paragraphs) == 3
    assert found.paragraphs[0] == LEAD
    assert found.paragraphs[2] == BODY


CARDS = "".join(
    f"<div class=k9><h3><a href=/{n}>豆腐店の三代目が挑む新商品 {n}</a></h3><p>潮見市の豆腐店が寄せ豆腐を売り出した。{n}日で売り切れた。</p></div>"
    for n in range(9)
)


@pytest.mark.parametrize(
    "around",
    [
        f"<main><h1>第2岸壁を閉鎖</h1><div><p>{LEAD}</p></div><section>{CARDS}</section></main>",
        f"<div><section>{CARDS}</section><div><h1>第2岸壁を閉鎖</h1><div><p>{LEAD}</p></div></div></div>",
        f"<article><h1>第2岸壁を閉鎖</h1><p>{LEAD}</p></article><article><h1>朝市に人出</h1><p>{BODY}</p><p>{BODY}</p></article>",
        f"<h1>第2岸壁を閉鎖</h1><div><p>{LEAD}</p></div><div class=a1>会員登録のご案内</div><div class=b2><p>初めての方は、紙面の手引きをお読みください。家族でも使えます。</p></div>",
        f'<h1>第2岸壁を閉鎖</h1><div><p>{LEAD}</p></div><div style="display:none"><p>{LEAD}</p></div>',
    ],
    ids=["cards after", "cards before", "next article", "another bed", "copy"],
)
def test_a_short_article_is_found_among_more_words_than_its_own(around: str) -> None:
    assert page(around).paragraphs == (LEAD,)


def test_the_pages_own_description_tells_where_the_article_begins() -> None:
    others = f"<div class=k1><p>{BODY}</p><p>{BODY * 3}</p></div>"
    head = f'<meta name="description" content="{LEAD[:30]}…">'
    found = page(f"{others}<span>広報</span><div><p>{LEAD}</p></div><span>案内</span>{others}", head)
    assert found.paragraphs == (LEAD,)
    assert "description" in found.why["body"]


def test_an_article_in_parts_is_whole() -> None:
    parts = f"<div class=p1x><p class=tx>{LEAD}</p></div><div><a href=/p>【写真】岸壁</a></div><div class=p2y><p class=tx>{BODY}</p></div>"
    assert page(f"<h1>第2岸壁を閉鎖</h1>{parts}").paragraphs == (LEAD, BODY)


def test_words_of_a_sentence_that_are_marked_as_keywords_stay() -> None:
    found = article(
        '<p>市は<a class="keyword" href="/k">防災計画</a>を<span class="tag date">来春</span>見直す。</p>'
    )
    assert found.paragraphs == (LEAD, "市は防災計画を来春見直す。", BODY)


def test_ruby_and_references_are_read() -> None:
    coded = "".join(f"&#{ord(c)};" for c in "岸壁は閉じたままだ。")
    found = article(
        f"<p><ruby>港湾局<rp>(</rp><rt>こうわんきょく</rt><rp>)</rp></ruby>は説明した。</p><p>{coded}</p>"
    )
    assert found.paragraphs == (LEAD, "港湾局は説明した。", "岸壁は閉じたままだ。", BODY)


def test_what_the_page_declares_is_told_with_its_ground() -> None:
    found = article(
        head="""<title>第2岸壁を閉鎖 | 某新報</title><meta property="og:site_name" content="某新報"><link rel="canonical" href="/news/1?utm_source=x">
<script type="application/ld+json">[{"@type":"BreadcrumbList","itemListElement":[{"name":"ホーム"},{"name":"社会"}]},
{"@graph":[{"@type":"NewsArticle","headline":"第2岸壁を閉鎖","datePublished":"2025-01-13T12:37:00Z","dateModified":"2025-01-13T22:00:00+09:00","author":[{"name":"三崎遼"}],"isAccessibleForFree":"False",}]}]</script>"""
    )
    assert (found.title, found.published, found.modified) == (
        "第2岸壁を閉鎖",
        "2025-01-13T21:37:00+09:00",
        "2025-01-13T22:00:00+09:00",
    )
    assert (found.outlet, found.section, found.authors, found.paywall) == (
        "某新報",
        "社会",
        ("三崎遼",),
        True,
    )
    assert found.why["published"] == "JSON-LD datePublished"


def test_the_time_that_is_said_to_be_the_pages_own_goes_before_todays_and_those_of_lists() -> None:
    shown = "<time>2022年<b>3</b>月<b>9</b>日 (水)</time><ul><li><a href=/2>ほか</a><time pubdate datetime='2022-03-09T08:00:00'>8時</time></ul>"
    own = "<time pubdate datetime='2022-03-02T09:03:58'>2022/03/02 09:03</time>"
    assert article(shown + own).published == "2022-03-02T09:03:58+09:00"


def test_nothing_is_changed_before_it_is_published() -> None:
    shown = "<div><p>2022年3月9日</p><p>更新：2022年3月2日</p></div>"
    found = article(shown)
    assert (found.published, found.modified) == ("2022-03-02", None)


def test_a_canonical_address_is_seen_from_where_the_page_came() -> None:
    found = page(
        f'<link rel="canonical" href="/news/1?utm_source=x"><p>{LEAD}</p><p>{BODY}</p>',
        url="https://shimpo.example/amp/1",
    )
    assert found.canonical == "https://shimpo.example/news/1"


@pytest.mark.parametrize(
    ("shown", "headline"),
    [
        (
            "<h1>第2岸壁を閉鎖、再開は来週以降に <span>[有料会員限定]</span></h1>",
            "第2岸壁を閉鎖、再開は来週以降に",
        ),
        ("<h1><i>独自</i>第2岸壁を閉鎖、再開は来週以降に</h1>", "第2岸壁を閉鎖、再開は来週以降に"),
        ("<h1>第2岸壁を閉鎖、再開は来週以降に（会員限定）</h1>", "第2岸壁を閉鎖、再開は来週以降に | 某新報"),
        (
            "<h2><a href=/1>第2岸壁を閉鎖、再開は来週以降に</a></h2>",
            "第2岸壁を閉鎖、再開は来週以降に : 某新報",
        ),
        ("<h1>某新報</h1><div>第2岸壁を閉鎖、再開は来週以降に</div>", "第2岸壁を閉鎖、再開は来週以降に"),
        ("<h1>第2岸壁を閉鎖、再開は来週以降に（1/2ページ） - 某新報</h1>", "第2岸壁を閉鎖、再開は来週以降に"),
        ("<h1>第2岸壁を閉鎖、再開は来週以降に（2/3 ページ）</h1>", "第2岸壁を閉鎖、再開は来週以降に"),
        ("<h1>港</h1>", "第2岸壁を閉鎖、再開は来週以降に（写真＝某通信） ：某新報"),
        ("<h1>港</h1>", "【某新報】第2岸壁を閉鎖、再開は来週以降に"),
    ],
)
def test_the_title_is_without_labels_and_the_sites_name(shown: str, headline: str) -> None:
    form = f'{{"@type":"NewsArticle","headline":"{headline}","publisher":{{"name":"某新報"}}}}'
    head = (
        f'<meta property="og:site_name" content="某新報"><script type="application/ld+json">{form}</script>'
    )
    assert page(f"{shown}<p>{LEAD}</p><p>{BODY}</p>", head).title == "第2岸壁を閉鎖、再開は来週以降に"


def test_japans_time_that_is_called_utc_is_told_by_what_the_page_shows() -> None:
    stamp = '<meta property="article:published_time" content="2025-01-13T21:37:00Z">'
    shown = page(f"<h1>第2岸壁を閉鎖</h1><p>2025年1月13日 21時37分</p><p>{LEAD}</p><p>{BODY}</p>", stamp)
    assert shown.published == "2025-01-13T21:37:00+09:00"
    assert page(f"<p>{LEAD}</p><p>{BODY}</p>", stamp).published == "2025-01-14T06:37:00+09:00"


def test_a_time_element_that_calls_japans_time_utc_is_told_by_its_own_words() -> None:
    shown = '<time datetime="2022-03-02T09:18:32+00:00">2022年3月2日09:18</time>'
    assert article(shown).published == "2022-03-02T09:18:32+09:00"
    elsewhere = '<time datetime="2022-03-02T00:18:32+00:00">2022年3月2日09:18</time>'
    assert article(elsewhere).published == "2022-03-02T09:18:32+09:00"


def test_a_meta_that_says_value_for_content_is_read() -> None:
    meta = '<title>第2岸壁を閉鎖</title><meta value="2022-03-02T07:00:25.000Z" name="article:published_time">'
    assert article(head=meta).published == "2022-03-02T16:00:25+09:00"


def test_the_stamp_by_the_headline_goes_before_a_day_further_away() -> None:
    lines = "".join(f"<p>港の話の{n}段目である。市は復旧を急ぐ。</p>" for n in "一二三四五六七八九十")
    found = page(
        f"<main><h1>第2岸壁を閉鎖</h1><p class=d>2022年3月1日 12時00分更新</p><div><p>{LEAD}</p>{lines}<p>{BODY}</p></div>"
        "<ul><li><a href=/1>港のいま</a> 2021年4月3日</li></ul></main>"
    )
    assert found.published == "2022-03-01T12:00:00+09:00"


def test_a_year_that_is_nowhere_else_is_told_by_the_addresses_of_links() -> None:
    found = article("<p>6月24日 11時30分</p>", '<a href="/news/20190619/k1.html">もとの記事</a>')
    assert found.published == "2019-06-24T11:30:00+09:00"
    assert article("<p>6月24日 11時30分</p>").published is None


def test_a_heading_in_other_words_than_the_declared_title_is_the_pages_own() -> None:
    def title(shown: str) -> str | None:
        head = '<meta property="og:title" content="第2岸壁を当面のあいだ閉鎖、再開は来週以降に"><title>某新報</title>'
        return page(f"<main><h1>{shown}</h1><div><p>{LEAD}</p><p>{BODY}</p></div></main>", head).title

    assert title("第2岸壁を当面のあいだ閉鎖、市は復旧急ぐ") == "第2岸壁を当面のあいだ閉鎖、市は復旧急ぐ"
    assert title("第2岸壁の修理に四億円") == "第2岸壁を当面のあいだ閉鎖、再開は来週以降に"


def test_a_page_that_a_script_would_write_is_read_from_its_data() -> None:
    data = f'{{"props":{{"body":"{LEAD}\\n{BODY}"}}}}'
    found = page(f'<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{data}</script>')
    assert found.paragraphs == (LEAD, BODY)


def test_what_stands_in_an_empty_shell_is_not_taken_for_the_article() -> None:
    data = f'{{"props":{{"body":"{LEAD}\\n{BODY * 5}"}}}}'
    script = f'<script id="__NEXT_DATA__" type="application/json">{data}</script>'
    shell = (
        "<div><p>紙面では、地域のくらしに役立つ情報を毎日掲載しています。過去の記事も検索できます。</p></div>"
    )
    assert page(f'{shell}<div id="__next"></div>{script}').paragraphs == (LEAD, BODY * 5)


@pytest.mark.parametrize(
    ("data", "yes"),
    [
        ("<!DOCTYPE html><html>", True),
        ("\n<?xml version='1.0'?>\n<html lang=ja>", True),
        ("<!-- x --><html>", True),
        ("<p>港</p>", False),
        ("港は閉じた", False),
    ],
)
def test_a_page_is_known_by_how_it_begins(data: str, yes: bool) -> None:
    assert is_page(data) is yes


@pytest.mark.parametrize(
    "data",
    [
        "<html><body>" + "<div>" * 100_000 + LEAD,
        "<html><body>" + "<div><p>" * 50_000 + LEAD,
        "<html><body>" + "<b><i>" * 20_000 + LEAD,
        "<html><body><p>" + LEAD * 40_000,
        "<html><body><div>" + "港は閉じた<br>" * 100_000,
        "<html>" + "<script><!--" * 50_000 + LEAD,
        "<html><body><p " + "a=1 " * 200_000 + ">" + LEAD,
        '<html><script type="application/ld+json">' + '{"a":[' * 50_000 + "</script><p>" + LEAD,
        "<html><body><p>" + " " * 1_000_000 + LEAD,
        "<html><body><p>" + "「【(" * 100_000,
        '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><html><body><p>&b;' + LEAD,
        "<html><table><tr><td>" * 3_000 + LEAD,
    ],
    ids=[
        "divs",
        "paragraphs",
        "inline",
        "long",
        "breaks",
        "scripts",
        "attributes",
        "json",
        "spaces",
        "brackets",
        "entities",
        "tables",
    ],
)
def test_a_hostile_page_costs_little_and_raises_nothing_else(data: str) -> None:
    start = time.process_time()
    try:
        found = extract(data.encode())
    except InputError:
        pass
    else:
        assert "aaaa" not in found.text
    assert time.process_time() - start < 20


PIECES = st.sampled_from(
    ["<p>", "</p>", "<div class=related>", "</div>", "<a href=//[>", "<br>", "<table><td>", "<h1>", "</html>", "<!--", "<ruby><rt>", '<meta property="og:url" content="http://[">',
     '<script type="application/ld+json">{"@type":["Article"],"datePublished":{"a":1},"headline":[[]]}</script>', "<time datetime=9999-99>1/1", LEAD, "&#0;&#xD800;&#x110000;", "12月99日"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=8), max_size=12))
def test_no_broken_page_raises_anything_but_input_error(pieces: list[str]) -> None:
    try:
        found = extract(
            ("<html>" + "".join(pieces)).encode("utf-8", "replace"), url="https://shimpo.example/1"
        )
    except InputError:
        return
    assert all(words.strip() for words in found.paragraphs)
    found.text.encode()


@given(
    st.integers(0, 89), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 400), st.booleans()), max_size=6)
)
def test_a_damaged_page_raises_nothing_else_and_gives_words_of_its_own(
    number: int, damages: list[tuple[float, int, bool]]
) -> None:
    data = SETS["second"]()[number].data
    for at, length, twice in damages:
        start = int(at * len(data))
        part = data[start : start + length]
        data = data[:start] + (part * 2 if twice else b"") + data[start + length :]
    with contextlib.suppress(InputError):
        found = extract(data, url="https://shimpo.example/1")
        assert found.paragraphs == tuple(words.strip() for words in found.paragraphs if words)
        assert "<div" not in found.text


@given(st.integers(0, 89), st.integers(0, 10**6))
def test_what_stands_around_changes_nothing(number: int, seed: int) -> None:
    case = SETS["second"]()[number]
    other = case.data.decode("utf-8", "surrogateescape")
    for n, teaser in enumerate(TEASERS):
        other = other.replace(escape(teaser), f"ほかの話題{(seed + n) % 97}が町で人気を集める")
    again = extract(other.encode("utf-8", "surrogateescape"))
    assert again.paragraphs == extract(case.data).paragraphs


@given(st.binary())
def test_no_bytes_raise_anything_but_input_error(data: bytes) -> None:
    try:
        extract(b"<html>" + data)
    except InputError:
        return


def test_a_section_that_a_script_fills_hides_no_article_behind_its_heading() -> None:
    for heading in ("会員限定記事", "あわせて読みたい"):
        found = page(
            f"<div><section class=s><h2>{heading}</h2></section><article><h1>第2岸壁を閉鎖</h1>"
            f"<div class=body><p>{LEAD}</p><p>{BODY}</p></div></article></div>"
        )
        assert found.paragraphs == (LEAD, BODY)


def test_the_heading_of_the_share_buttons_is_a_line() -> None:
    found = page(
        "<article><header><h1>第2岸壁を閉鎖</h1></header><section class=links><h2>このニュースをシェア</h2></section>"
        f"<div class=body><p>{LEAD}</p><p>{BODY}</p></div><p>港の話題はほかにもある。岸壁の工事は四月に終わる。</p></article>"
    )
    assert found.paragraphs[:2] == (LEAD, BODY)


def test_the_title_of_a_list_of_links_goes_with_them() -> None:
    items = "".join(f"<li><a href=/{n}>【第{n}回】港のいま</a></li>" for n in (1, 2, 3))
    assert article(f"<ul><li>これまでの連載</li>{items}<li>【第4回】※この記事</li></ul>").paragraphs == (
        LEAD,
        BODY,
    )
    kept = article("<p>市が示した案は次の通り。</p><ul><li>岸壁を広げる</li><li>船を減らす</li></ul>")
    assert kept.paragraphs == (LEAD, "市が示した案は次の通り。", "岸壁を広げる", "船を減らす", BODY)


def test_a_heading_over_the_first_paragraph_is_the_articles_where_the_title_stands_elsewhere() -> None:
    found = page(
        f"<main><div><h1>第2岸壁を閉鎖</h1></div><div class=w><h2>港のいま 第5話</h2><p>{LEAD}</p><p>{BODY}</p></div></main>"
    )
    assert found.paragraphs == ("港のいま 第5話", LEAD, BODY)


def test_sections_of_one_make_go_on_with_the_article_and_one_alone_does_not() -> None:
    def read(*sections: str) -> tuple[str, ...]:
        boxes = "".join(f"<div class=add><h3>{head}</h3><div>{BODY}</div></div>" for head in sections)
        return page(
            f"<h1>第2岸壁を閉鎖</h1><section class=m><div class=w>{LEAD}</div><div class=w>市は復旧を急ぐ。</div>{boxes}</section>"
        ).paragraphs

    assert read("傷みの経緯", "市の説明") == (LEAD, "市は復旧を急ぐ。", "傷みの経緯", BODY, "市の説明", BODY)
    assert read("この地図の見方") == (LEAD, "市は復旧を急ぐ。")


def test_one_section_that_is_half_the_article_goes_on_with_it() -> None:
    def read(heading: str) -> tuple[str, ...]:
        return page(
            f"<main><h1>第2岸壁を閉鎖</h1><div class=d><p class=sum>{LEAD}</p><div class=more><section class=b><h2>{heading}</h2>"
            f"<div class=t><p>{BODY}<br><br>市は復旧を急ぐとしている。</p></div></section></div></div></main>",
            f"<title>第2岸壁を閉鎖 | 某新報</title><meta name=description content='{LEAD}'>",
        ).paragraphs

    assert read("柱が折れる") == (LEAD, "柱が折れる", BODY, "市は復旧を急ぐとしている。")
    assert read("この記事に出てくることば") == (LEAD,)


def test_numbered_paragraphs_go_on_behind_a_link_in_a_box() -> None:
    link = "<div class=related><div class=i><a href=/1>国が岸壁の点検を求める</a></div></div>"
    found = page(
        f"<div class=m><h1>第2岸壁を閉鎖</h1><div class=par1>{LEAD}</div>{link}<div class=par2>市は復旧を急ぐ。</div>"
        f"<div class=par10>{BODY}</div></div>"
    )
    assert found.paragraphs == (LEAD, "市は復旧を急ぐ。", BODY)


def test_an_element_like_a_paragraphs_with_several_lines_goes_on_behind_a_link() -> None:
    found = page(
        f"<main><h1>第2岸壁を閉鎖</h1><div class=d><div>{LEAD}</div><div class=l><a href=/1>国が岸壁の点検を求める</a></div>"
        f"<div>市は復旧を急ぐ。<br><br>{BODY}</div></div></main>",
        f"<title>第2岸壁を閉鎖 | 某新報</title><meta name=description content='{LEAD}'>",
    )
    assert found.paragraphs == (LEAD, "市は復旧を急ぐ。", BODY)


def test_quotations_and_listings_of_an_article_that_begins_with_a_link_stay() -> None:
    quoted = "<blockquote><p>岸壁の柱は三本が折れていた。</p></blockquote>"
    listing = "<pre>柱1 30cm\n柱2 40cm</pre>"
    found = page(
        f"<main><h1>第2岸壁を閉鎖</h1><div class=d><p><a href=/o>原文へのリンク</a></p><p>{LEAD}</p>{quoted}<p>市は復旧を急ぐ。</p>"
        f"{listing}<p>{BODY}</p></div></main>"
    )
    assert found.paragraphs == (
        LEAD,
        "岸壁の柱は三本が折れていた。",
        "市は復旧を急ぐ。",
        "柱1 30cm 柱2 40cm",
        BODY,
    )


def test_a_text_as_it_was_typed_is_parted_at_its_empty_lines() -> None:
    found = page(
        f"<main><h1>第2岸壁を閉鎖</h1><div class=d><p class=t>「これほどとは…」\n\n{LEAD}\n\n<a href=/z>【表でみる】岸壁の事故ランキング</a>\n\n"
        f"市は復旧を急ぐ。\n\n{BODY}</p></div></main>"
    )
    assert found.paragraphs == ("「これほどとは…」", LEAD, "市は復旧を急ぐ。", BODY)
    wrapped = article("<p>市は\n\n復旧を\n\n急ぐ。</p>")
    assert wrapped.paragraphs == (LEAD, "市は復旧を急ぐ。", BODY)


def test_what_paying_would_give_to_read_is_an_offer() -> None:
    offer = "なぜ岸壁は傷んだのか。港で働く人々の証言から、知られざる経緯に迫ります。"
    wall = "<div class=r><p>この記事は有料会員記事です。残り977文字</p></div>"

    def read(wall: str) -> tuple[str, ...]:
        return page(
            f"<main><h1>第2岸壁を閉鎖</h1><div class=a><div class=w><p>{LEAD}</p><p>{BODY}</p></div>"
            f"<div class=x><p>{offer}</p></div></div>{wall}</main>"
        ).paragraphs

    assert read(wall) == (LEAD, BODY)
    assert read("") == (LEAD, BODY, offer)


@pytest.mark.parametrize(
    ("unit", "count"),
    [
        ("<div class=c{n}><p>港は閉じた。けが人はいないという。</p><p>再開は来週になる見通しだ。</p><a>題題題題題題題</a></div>", 1_000),
        ("<div class=c{n}><h4>題</h4><p>港は閉じた。けが人はいないという。</p><p>再開は来週になる。</p></div><p>{n}日に開く見込みだという。</p>", 1_000),
        ("<h2>関連記事</h2><p>{n}日に港が閉じた。けが人はいないという。担当者が現場を確認した。</p>", 2_000),
    ],
)  # fmt: skip
def test_time_grows_with_the_page(unit: str, count: int) -> None:
    def cost(count: int) -> float:
        data = f"<html><body><div><p>{LEAD}</p>{''.join(unit.format(n=n) for n in range(count))}<p>{BODY}</p></div>".encode()
        start = time.process_time()
        with contextlib.suppress(InputError):
            extract(data)
        return time.process_time() - start

    cost(100)
    # Sixteen times the page: some sixteen times the time, and not two hundred and fifty-six.
    assert cost(16 * count) < 60 * max(cost(count), 0.01)


def test_escaped_markup_is_text() -> None:
    assert article(f"<p>{escape('記号は<b>と書く。')}</p>").paragraphs[1] == "記号は<b>と書く。"
