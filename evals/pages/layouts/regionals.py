"""Regional papers."""
# ruff: noqa: E501  (markup)

from __future__ import annotations

from html import escape

from evals.pages.layouts import setting
from evals.pages.layouts.setting import Layout, Page
from evals.pages.stories import Story


def islands(s: Story) -> Page:
    """WordPress of a regional paper: share plugins, a map, tags, the latest, a subscriber's box within the entry."""
    inside = '<div class="box-subscribe"><p>ここから先は有料会員向けではありません。紙面の購読のお申し込みはこちらから。</p></div>'
    body = setting.set_body(
        s.body,
        "<p>　{}</p>",
        "<h4>{}</h4>",
        {
            1: '<div class="wp-caption alignnone"><img><p class="wp-caption-text">崖の上に立つ灯台＝17日、凪原町（砂川陽撮影）</p></div>',
            3: inside,
        },
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " - 潮流新報デジタル", f'<meta property="article:published_time" content="{setting.iso(s.published)}">')}</head><body class="post-template-default single single-post postid-8812"><div id="header">{setting.links()}</div><div class="container"><div class="row"><div class="col-md-8"><article><header><h1 class="entry-title">{escape(s.title)}</h1><div class="post-meta"><span class="date">公開日時</span><time>{setting.kanji(s.published)} {setting.clock(s.published)}</time><span>更新日時</span><time>{setting.kanji(setting.later(s))} {setting.clock(setting.later(s))}</time></div></header><div class="addtoany_share_save_container">{setting.links('<a href="/s{n}"></a>', 3)}</div><div class="entry-content clearfix">{body}<p>（{s.writer}）</p></div><div class="tagcloud"><a>#灯台</a></div></article><div class="yarpp"><h3>関連記事</h3>{setting.links()}</div></div><div class="col-md-4"><div class="widget"><h2>人気記事ランキング</h2>{setting.links()}</div><div class="widget"><h2>イベント・試写会</h2>{setting.cards('<div class="ev"><a href="/e{n}">{t}</a><p>{x}</p></div>')}</div></div></div></div><footer>© The Choryu Shimpo.</footer></body></html>""",
        paragraphs=(*s.paragraphs, f"（{s.writer}）"),
    )


def rest_for_members(s: Story) -> Page:
    """A regional paper, shut behind the first sentence; the rest's count, plans in prose, the newest of the section."""
    kept = s.lead.split("。")[0] + "。"
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + "：北辺新聞デジタル", setting.json_ld(s, "北辺新聞デジタル", isAccessibleForFree="False"))}</head><body><header>{setting.links()}</header><main><div class="p-articleDetail"><div class="p-articleDetail__head"><span class="c-label--paid">有料</span><h1>{escape(s.title)}</h1><p class="p-articleDetail__date">{setting.kanji(s.published)} {setting.clock(s.published)}</p></div><div class="p-articleDetail__body is-limited"><p>　{escape(kept)}</p></div><div class="p-articleDetail__more"><p>残り：{len("".join(s.paragraphs))}文字/全文：{len("".join(s.paragraphs)) + len(kept)}文字</p><p>この記事は会員限定です。電子版に登録すると続きをお読みいただけます。</p><div class="plan"><h3>北辺新聞読者なら</h3><p>購読料に追加の料金はかかりません。紙面ビューアーで朝刊と夕刊を読むことができます。</p><a>新規会員登録</a><a>ログインして続きを読む</a></div></div><div class="p-articleDetail__related"><h2>関連記事</h2>{setting.links()}</div></div><section><h2>{s.section}の新着</h2>{setting.cards('<a class="c-card" href="/c{n}"><p class="c-card__ttl">{t}</p><p class="c-card__lead">{x}</p></a>')}</section></main><footer><p>北辺新聞社の著作物です。</p></footer></body></html>""",
        paragraphs=(kept,),
    )


def nikkan_portal(s: Story) -> Page:
    """A regional paper's portal: several editions' headers, the article in <section> by <section>, a map of words."""
    body = "".join(
        f'<section class="sec"><h3>{escape(w)}</h3></section>'
        if h
        else f'<section class="sec"><p>{escape(w)}</p></section>'
        for h, w in s.body
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, f"【{s.section}】{s.title}｜西海日報me", setting.json_ld(s, "西海日報me"))}</head><body><div class="l-header"><div class="weather">潮見 12℃ 晴れ時々くもり</div>{setting.links()}</div><div class="l-body"><article class="c-article"><div class="c-article__header"><h1 class="c-article__title">{escape(s.title)}</h1><ul class="c-article__time"><li>{setting.slashed(s.published)}</li><li>[有料会員限定記事]</li></ul></div><div class="c-article__photo"><img><p>夕暮れの灯台。沖を船が行く</p></div><div class="c-article__text">{body}</div><div class="c-wordmap"><h2>この記事のキーワード</h2>{setting.links('<a href="/w{n}">{t}</a>', 4)}</div></article><div class="c-job"><h2>西海エリアの求人</h2><p>港の近くで働きませんか。未経験の方も歓迎します。交通費支給、週3日から相談できます。</p></div><section class="c-ranking"><h2>西海日報meランキング</h2>{setting.links()}</section></div><footer><p>西海日報社が許諾を得て掲載しています。</p></footer></body></html>""",
    )


def old_frames_cp932(s: Story) -> Page:
    """A small paper in Shift_JIS: <dl> for the articles of the day, of which this page shows one; <font>, <center>."""
    text = "<BR>\n".join(f"　{escape(w)}" for w in s.paragraphs)
    return setting.page(
        s,
        f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=x-sjis"><TITLE>凪原民友：{escape(s.title)}</TITLE></HEAD><BODY BGCOLOR=#FFFFFF><CENTER><IMG SRC=logo.gif><BR><A HREF=a>社会</A>｜<A HREF=b>経済</A>｜<A HREF=c>運動</A>｜<A HREF=d>おくやみ</A></CENTER><HR><DL><DT><FONT SIZE=5><B>{escape(s.title)}</B></FONT><DD><FONT SIZE=2>（{s.published.month}月{s.published.day}日付）</FONT><BR><BR>{text}</DL><HR><FONT SIZE=2>■過去の記事<BR>{setting.links("・<A HREF=k{n}>{t}</A><BR>")}</FONT><P><FONT SIZE=1>このホームページに掲載の記事・写真の著作権は凪原民友新聞社または情報提供者に帰属します。Copyright {s.published.year}</FONT></BODY></HTML>""".encode(
            "cp932", "xmlcharrefreplace"
        ).decode("cp932"),
        published=s.published.date().isoformat(),
        encoding="cp932",
    )


def body_text_col(s: Story) -> Page:
    """A regional paper: lead in bold apart, a slide of photographs with captions, the reporter linked, tags, and 「続きを見る」."""
    body = setting.set_body(s.rest, "<p>　{}</p>", '<p class="midashi"><strong>{}</strong></p>')
    slide = "".join(
        f'<li class="slick-slide"><img><p class="txt">{c}</p></li>'
        for c in (
            "灯台を背に語る住民たち",
            "点検に当たる職員＝凪原町",
            "岬の全景。訪れる人の車で駐車場は埋まった",
        )
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, f"{s.title}｜{s.section}｜神部新聞NEXT", f'<meta property="og:site_name" content="神部新聞NEXT"><meta name="cXenseParse:kbe-publishtime" content="{setting.iso(s.published)}">')}</head><body><div id="hdr">{setting.links()}</div><div class="contents"><div class="main"><div class="detail"><ul class="date"><li>{setting.slashed(s.published)}</li></ul><h1 class="detail-ttl">{escape(s.title)}</h1><ul class="slick">{slide}</ul><div class="lead"><p><strong>　{escape(s.lead)}</strong></p></div><div class="body-text">{body}<p>（<a href="/w">{s.writer}</a>）</p></div><p class="btn-more"><a href="#">続きを見る</a></p><div class="tag"><a>＃灯台</a></div></div><div class="news-box"><h2 class="h">{s.section}の最新</h2><ul>{setting.links()}</ul></div></div><div class="sub"><div class="box"><h2>主要ニュース</h2><ul>{setting.links()}</ul></div></div></div></body></html>""",
        paragraphs=(*s.paragraphs, f"（{s.writer}）"),
    )


def vertical_epaper(s: Story) -> Page:
    """A regional paper with everything as <div> and <span>, the headline in three lines, ruby for hard names."""

    def ruby(words: str) -> str:
        return (
            escape(words)
            .replace("渡良瀬岬", "<ruby>渡良瀬岬<rp>（</rp><rt>わたらせみさき</rt><rp>）</rp></ruby>")
            .replace("凪原町", "<ruby><rb>凪原町</rb><rt>なぎはらまち</rt></ruby>")
        )

    body = "".join(
        f'<div class="subhead"><span>{ruby(w)}</span></div>'
        if h
        else f'<div class="para"><span>{ruby(w)}</span></div>'
        for h, w in s.body
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{escape(s.title)} | 山陰湾日日</title><meta property="og:title" content="{escape(s.title)}"><script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"{s.published:%Y/%m/%d %H:%M}","publisher":{{"name":"山陰湾日日"}}}}</script></head><body><div class="g"><div class="nav">{setting.links('<div><a href="/{n}">{t}</a></div>')}</div><div class="art"><div class="hl">{ruby(s.title)}</div><div class="inf"><span>{setting.kanji(s.published)}</span><span>{setting.clock(s.published)}</span></div><div class="bd">{body}</div><div class="inf">山陰湾日日新聞社</div></div><div class="bx"><div class="bxh">注目の記事</div>{setting.links('<div><a href="/{n}">{t}</a></div>')}</div></div></body></html>""",
    )


def page_of_tables(s: Story) -> Page:
    """A regional paper's election desk: a table of figures in the article that is no prose of it."""
    table = (
        "<table class='score'><caption>投票率の推移</caption><tr><th>年</th><th>投票率</th></tr>"
        + "".join(f"<tr><td>{y}年</td><td>{50 + y % 7}.{y % 10}％</td></tr>" for y in range(2003, 2023, 4))
        + "</table>"
    )
    body = setting.set_body(s.body, "<p>{}</p>", "<h3>{}</h3>", {2: table})
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + "|白鷺中央新聞", setting.json_ld(s, "白鷺中央新聞", datePublished=s.published.strftime("%Y-%m-%d %H:%M:%S")))}</head><body><header><p class="date">今日は2025年4月6日（日）</p>{setting.links()}</header><main><article><div class="article__head"><h1>{escape(s.title)}</h1><p class="article__date">{setting.kanji(s.published)}({setting.weekday(s.published)}) {setting.clock(s.published)}</p></div><div class="article__body">{body}</div><p class="article__note">※表の数字は県選挙管理委員会の発表による。</p></article><aside><h3>関連リンク</h3>{setting.links()}</aside></main></body></html>""",
        paragraphs=s.paragraphs,
    )


LAYOUTS: tuple[Layout, ...] = (
    islands,
    rest_for_members,
    nikkan_portal,
    old_frames_cp932,
    body_text_col,
    vertical_epaper,
    page_of_tables,
)
