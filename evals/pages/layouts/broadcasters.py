"""Broadcasters and video news."""
# ruff: noqa: E501  (markup)

from __future__ import annotations

import json
from html import escape

from evals.pages.layouts import setting
from evals.pages.layouts.setting import Layout, Page
from evals.pages.stories import Story


def summary_and_more(s: Story) -> Page:
    """The older public broadcaster: summary, body and additions in elements of their own, an agenda of words, data in a script."""
    more = "<br><br>".join(escape(words) for heading, words in s.rest if not heading)
    gold = (s.lead, *(words for heading, words in s.rest if not heading))
    data = json.dumps({"id": "k1", "title": s.title, "summary": s.lead, "more": more}, ensure_ascii=False)
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " | 某HKニュース", setting.json_ld(s, "某HK", datePublished=s.published.strftime("%Y-%m-%dT%H:%M:%S+09:00")))}<script>var __DetailProp__ = {data};</script></head><body><header><nav><ul>{setting.links()}</ul></nav><div class="alert-area"><p>大雨特別警報が発表されています。最大級の警戒をしてください。</p></div></header><main id="main"><section class="module module--detail"><section class="module--detail-content"><header class="content--header"><h1 class="content--title"><a href="/1"><span class="contentTitle">{escape(s.title)}</span></a></h1><p class="content--date"><time datetime="{s.published.strftime("%Y-%m-%dT%H:%M")}">{setting.kanji(s.published)} {s.published.hour}時{s.published.minute:02d}分</time> <a href="/cat">{s.section}</a></p></header>
<div class="content--detail-media"><div id="news_video" class="video"><p>※データ放送では動画をご覧いただけません。</p></div></div><div class="content--detail-body"><p class="content--summary">{escape(s.lead)}</p><div class="content--detail-more"><div class="content--body"><p class="body-text">{more}</p></div></div></div>
<div class="content--sns"><ul><li><a>Twitterでシェアする</a></li><li><a>Facebookでシェアする</a></li><li><a>LINEで送る</a></li></ul><a>シェアする<small>help</small></a></div></section></section>
<section class="module module--list"><h2 class="index"><span>関連ニュース</span></h2><ul>{setting.links('<li><dl><dt><a href="/{n}">{t}</a></dt><dd><time>11月18日 6時24分</time></dd></dl></li>')}</ul></section><section class="module"><h2>特設サイト</h2>{setting.cards('<div class="special"><a href="/sp{n}"><img><em>{t}</em></a><p>{x}</p></div>')}</section></main><aside class="sub"><section><h2>スペシャルコンテンツ一覧</h2><p>あなたの地域の情報を見るには、地域の設定をしてください。</p></section><section><h2>ソーシャルランキング</h2><p>この2時間のツイートが多い記事です</p>{setting.links()}</section></aside><footer><p>Copyright BHK (Bo Hoso Kyokai). All rights reserved. 許可なく転載することを禁じます。</p></footer></body></html>""",
        paragraphs=gold,
    )


def hashed_react(s: Story) -> Page:
    """The newer public broadcaster: hashed React, a consent dialog in prose, paragraphs in divs of spans."""
    body = setting.set_body(
        s.rest,
        '<div class="_1i1dotuh _1i1dotu1c"><p><span>{}</span></p></div>',
        '<h2 class="_1v63jbg0">{}</h2>',
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " | 某HKニュース | 社会", setting.json_ld(s, "某HKニュース", datePublished=setting.iso(s.published)))}</head><body><div id="root"><div class="_1rvy7m0" role="dialog" aria-modal="true"><h2>ご利用にあたって</h2><p>某HKのインターネットサービスは、受信契約をいただいている方にご利用いただくものです。ご契約の確認をお願いすることがあります。</p><button>確認しました</button></div><div class="_9c1x2y"><header class="esl7kn0"><a href="/">ニュース</a>{setting.links('<a class="esl7kn1" href="/{n}">{t}</a>', 3)}</header><main class="_17pgzk0"><article class="esl7kn2s"><h1 class="_5zj1n0">{escape(s.title)}</h1><div class="_1vqk0"><time datetime="{setting.iso(s.published)}">（{s.published.month}月{s.published.day}日 {"午前" if s.published.hour < 12 else "午後"}{s.published.hour % 12}時{s.published.minute:02d}分）</time><ul><li><a>{s.section}</a></li></ul></div><div class="k3v0"><button>動画を再生</button><p class="k3v1">01:42</p></div><div class="_1i1d0"><p class="_1i1dotu2">{escape(s.lead)}</p>{body}</div></article><section class="_8cks1"><h2>あわせて読みたい</h2><ul>{setting.links('<li class="_8cks2"><a href="/na/{n}"><h3>{t}</h3><p>22時間前</p></a></li>')}</ul></section><section class="_8cks1"><h2>各地のニュース</h2>{setting.cards('<a href="/b{n}"><h3>{t}</h3><p>{x}</p></a>')}</section></main></div></div></body></html>""",
    )


def maintext_br(s: Story) -> Page:
    """A commercial station: one element of lines ended by <br>, indented; the date in brackets in the heading."""
    text = "<br>\n".join(f"　{escape(words)}" for _, words in s.body)
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title, '<meta property="og:site_name" content="某朝newsサイト">')}</head><body><div id="header"><ul>{setting.links()}</ul></div><div id="container"><div class="l-mainCol"><div class="section news-detail"><div class="ttl"><h1>{escape(s.title)}</h1><p class="catLabel">[{setting.slashed(s.published)}]</p></div><div id="player_box"><div class="player"></div></div><div class="sns_list"><a>X</a></div><div class="maintext">{text}</div><div class="copyright"></div></div><div class="section relatedNews"><h2>関連ニュース</h2><ul>{setting.links()}</ul></div><div class="section"><h2>こちらも読まれています</h2>{setting.cards('<div class="card"><a href="/c{n}">{t}</a></div>')}</div></div><div class="l-subCol"><div class="ranking"><h2>アクセスランキング</h2><ol>{setting.links()}</ol></div><div class="topics"><h2>動画</h2><p>某朝news公式チャンネルでは、速報やライブ配信をお届けしています。登録はこちらから。</p></div></div></div><div id="footer"><p>© Bo Asahi. All rights reserved.</p></div></body></html>""",
        published=s.published.strftime("%Y-%m-%dT%H:%M:00+09:00"),
    )


def nuxt_prose(s: Story) -> Page:
    """A commercial station on Nuxt: classes of components with data-v, headings in brackets as paragraphs of their own."""
    parts = tuple((heading, f"■{words}" if heading else words) for heading, words in s.body)
    body = setting.set_body(
        parts, '<p data-v-3a91c2 class="mg-t-20">{}</p>', "<p data-v-3a91c2><strong>{}</strong></p>"
    )
    return setting.page(
        s,
        f"""<!doctype html><html data-n-head-ssr lang="ja"><head>{setting.head(s, f"{s.title}（{setting.kanji(s.published)}掲載）｜某テレNEWS BNN", setting.json_ld(s, "某テレNEWS BNN", image=None))}</head><body><div id="__nuxt"><div id="__layout"><div data-v-11><header data-v-22 class="header"><ul data-v-22>{setting.links('<li data-v-22><a href="/{n}">{t}</a></li>')}</ul></header><div data-v-33 class="article-wrap"><h1 data-v-33 class="ttl">{escape(s.title)}</h1><div data-v-33 class="info"><span class="date">{setting.kanji(s.published)} {setting.clock(s.published)}</span></div><div data-v-44 class="movie-area"><img><p data-v-44>この動画をシェア</p></div><div data-v-33 class="content">{body}</div><p data-v-33 class="update">最終更新日：{setting.kanji(setting.later(s))} {setting.clock(setting.later(s))}</p><div data-v-55 class="tag-area"><a>#社会</a><a>#地震</a></div></div><section data-v-66 class="latest"><h2>おすすめ記事</h2>{setting.links('<article><a href="/p{n}"><h3>{t}</h3><time>3時間前</time></a></article>')}</section></div></div></div><script>window.__NUXT__=(function(a,b){{return {{layout:"default",data:[{{a:"{escape(s.title)}"}}]}}}}(1,2))</script></body></html>""",
        paragraphs=tuple(words for _, words in parts),
    )


def dig_pages(s: Story) -> Page:
    """A network's site: utility classes, buttons for photographs between paragraphs, the parts of the article numbered."""
    photos = '<div class="my-4"><a class="block text-center" href="/photo"><span>写真を見る</span></a></div><div class="my-6"><a class="border p-4" href="/1234"><p class="text-sm">【写真を見る】一本ずつ火をともす住民たち</p></a></div>'
    body = setting.set_body(
        s.body, '<p class="mb-6">{}</p>', '<h2 class="font-bold text-lg">{}</h2>', {1: photos}
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, f"{s.title} | 某NEWS DIG (1ページ)", setting.json_ld(s, "某NEWS DIG", datePublished=setting.iso(s.published)))}</head><body class="font-sans"><header class="fixed"><div>某NEWS DIG Powered by BNN</div><nav class="flex">{setting.links('<a class="p-2" href="/{n}">{t}</a>')}</nav></header><div class="flex gap-8"><main class="w-2/3"><article><h1 class="text-2xl">{escape(s.title)}</h1><div class="flex"><a href="/st">某放送</a></div><div class="text-xs">{setting.kanji(s.published)}({setting.weekday(s.published)}) {setting.clock(s.published)}</div><div class="text-xs">{s.section}</div><div class="article-body leading-8">{body}</div><ul class="flex pager"><li>1</li><li><a href="?page=2">2</a></li></ul><p class="text-center"><a href="?page=1">1 ページ目</a></p></article><section><div class="font-bold">注目の記事</div>{setting.links('<div class="flex"><a href="/articles/{n}"><p>{t}</p></a></div>')}<div class="font-bold">{s.section}の新着記事</div>{setting.cards('<div class="flex"><a href="/a{n}"><p>{t}</p></a></div>')}</section></main><div class="w-1/3"><div class="font-bold">アクセスランキング</div>{setting.links('<div><span>{n}</span><a href="/r{n}">{t}</a></div>')}</div></div><footer><p>「某NEWS DIG」は全国28局から集まったニュースを伝えるサイトです。気になるニュースをより深く、より速くお届けします。</p></footer></body></html>""",
    )


def prime_figures(s: Story) -> Page:
    """A network's site: every paragraph beside a captioned photograph, a tweet embedded, an app's banner."""
    figures = {
        n: f'<figure class="article-body__image"><img><figcaption>{c}</figcaption></figure>'
        for n, c in enumerate(
            (
                "",
                "崩れた橋のたもと（視聴者提供）",
                "捜査員が次々と庁舎に入る。手には段ボール箱が見える",
                "画像はイメージです",
            )
        )
        if c
    }
    figures[2] += (
        '<blockquote class="twitter-tweet"><p lang="ja">橋が落ちてる…さっきまで渡ってたのに。みんな気をつけて。</p>&mdash; なぎ (@nagi_example) <a href="/t">July 9, 2023</a></blockquote><script async src="w.js"></script>'
    )
    body = setting.set_body(s.body, "<p>{}</p>", '<h2 class="article-body__midashi">{}</h2>', figures)
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, f"{s.title}｜BNNプライムオンライン", setting.json_ld(s, "BNNプライムオンライン", author={"@type": "Person", "name": s.writer}))}</head><body><div class="app-banner"><p>アプリならもっと便利に。プッシュ通知で速報をお届けします。</p></div><header class="l-header">{setting.links()}</header><div class="l-main"><div class="article-header-info"><p class="article-header-info__local">白鷺テレビ</p><h1 class="article-header-info__ttl">{escape(s.title)}</h1><div class="article-header-info__time">{setting.kanji(s.published)} {setting.weekday(s.published)}曜 {"午前" if s.published.hour < 12 else "午後"}{s.published.hour % 12 or 12}:{s.published.minute:02d}</div></div><div class="article-body">{body}<p class="article-body__source">（白鷺テレビ）</p></div><div class="article-writer"><div class="article-writer__img"></div><p class="article-writer__name">白鷺テレビ</p><p class="article-writer__text">白鷺の最新ニュース、身近な話題、災害や事故の速報などを発信します。</p></div><div class="article-related"><h2>あわせて読みたい</h2>{setting.links()}</div></div><div class="l-side"><h2>新着</h2>{setting.links()}</div><footer>© Bo News Network. All rights reserved.</footer></body></html>""",
        paragraphs=(*s.paragraphs, "（白鷺テレビ）"),
    )


def local_station(s: Story) -> Page:
    """A local station's small system: nested tables of divs, no metadata, the stamp without a year, © with it."""
    text = "".join(f"{escape(words)}<br /><br />" for words in s.paragraphs)
    return setting.page(
        s,
        f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" /><title>白鷺放送ニュース</title></head><body><div id="wrap"><div id="head"><img src="logo.gif" alt="SHB" /></div><div id="menu"><a href="1">番組表</a> | <a href="2">アナウンサー</a> | <a href="3">天気</a></div><div id="cont"><div class="news_box"><div class="news_title">{escape(s.title)}</div><div class="news_date">{s.published.month}月{s.published.day}日（{setting.weekday(s.published)}）{s.published.hour}時{s.published.minute:02d}分</div><div class="news_img"><img src="n.jpg" width="320" /></div><div class="news_txt">{text}</div><div class="back"><a href="list">ニュース一覧へ戻る</a></div></div><div class="news_list"><div class="lt">最近のニュース</div>{setting.links('<div class="li">11/0{n} <a href="n{n}">{t}</a></div>')}</div></div><div id="foot">当サイトの文章、画像などの無断転載を固くお断りします。　(C) {s.published.year} Shirasagi Broadcasting Co.</div></div></body></html>""",
    )


def transcript_video(s: Story) -> Page:
    """A video page: the text is the description under a player, with chapters, a channel's notice and hashtags beneath."""
    text = "<br/>".join(escape(words) for words in s.paragraphs)
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " - 動画ニュース", script_video(s))}</head><body><div class="c-header">{setting.links()}</div><div class="p-video"><div class="p-video__player"><video src="v.mp4"></video></div><h1 class="p-video__title">{escape(s.title)}</h1><p class="p-video__date">{setting.slashed(s.published)}</p><div class="p-video__text"><p>{text}</p></div><p class="p-video__more"><a href="#">もっと見る</a></p></div><div class="p-next"><h2>次の動画</h2>{setting.links('<div><a href="/v{n}">{t}</a><span>1:2{n}</span></div>')}</div><footer>本ウェブサイトの記事・映像などの転載はご遠慮ください。</footer></body></html>""",
    )


def script_video(s: Story) -> str:
    """VideoObject as JSON-LD."""
    form = {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "name": s.title,
        "uploadDate": setting.utc(s.published),
        "description": s.lead[:60],
    }
    return f'<script type="application/ld+json">{json.dumps(form, ensure_ascii=False)}</script>'


LAYOUTS: tuple[Layout, ...] = (
    summary_and_more,
    hashed_react,
    maintext_br,
    nuxt_prose,
    dig_pages,
    prime_figures,
    local_station,
    transcript_video,
)
