"""Portals and net media."""
# ruff: noqa: E501  (markup)

from __future__ import annotations

import json
from html import escape

from evals.pages.layouts import setting
from evals.pages.layouts.setting import Layout, Page
from evals.pages.stories import Story


def portal_split(s: Story) -> Page:
    """A portal: the text cut into blocks by pictures, reactions, publisher's links, readers' comments in prose, experts'."""
    half = max(1, len(s.body) // 2)
    first, second = (
        "\n\n".join(("" if h else "　") + escape(w) for h, w in part)
        for part in (s.body[:half], s.body[half:])
    )
    rest = (
        f'<div class="sc-dBmzty"><p class="sc-54nboa-0 yjSlink highLightSearchTarget">{second}</p></div>'
        if second
        else ""
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + "（某日新聞） - Bnews", setting.json_ld(s, "某日新聞", mainEntityOfPage={"@type": "WebPage", "@id": "https://news.example/articles/a1"}))}</head><body><div id="root"><div id="wrapper"><header id="msthd">{setting.links()}</header><div id="contents"><div id="contentsWrap"><div class="sc-hjcAab"><article id="uamods" class="sc-jgPznA"><header class="sc-uzp0qs"><h1 class="sc-uzblog">{escape(s.title)}</h1><div class="sc-fgfRvd"><div class="sc-kjoXOD"><p><time>{s.published.month}/{s.published.day}({setting.weekday(s.published)}) {setting.clock(s.published)}</time><span>配信</span></p></div><div><a>312<span>コメント312件</span></a></div><img alt="某日新聞"></div></header><div class="article_body highLightSearchTarget"><div><div class="sc-lcuiOb"><a href="/images/0"><figure><picture><img></picture></figure></a><div class="sc-tilXH"><p class="sc-hEsumM">岬に立つ白い灯台。地元の人たちに長く親しまれてきた（写真：某日新聞）</p></div></div></div><div class="sc-bJHhxl"><p class="sc-54nboa-0 yjSlink highLightSearchTarget">{first}</p></div><div class="sc-dJjZJu"><a href="/i1">【写真特集】灯台のある風景</a></div>{rest}</div><div class="sc-iEPtyo">{s.writer}</div></article>
<div class="sc-kgAjT"><p>この記事はいかがでしたか？リアクションで支援しよう</p><ul><li>学びがある<span>21</span></li><li>わかりやすい<span>14</span></li><li>新しい視点<span>9</span></li></ul></div><section class="sc-hycgNl"><h2>【関連記事】</h2><ul>{setting.links()}</ul><p>最終更新：<time>{setting.later(s).month}/{setting.later(s).day}({setting.weekday(setting.later(s))}) {setting.clock(setting.later(s))}</time></p><p>某日新聞</p></section>
<section class="sc-bSbAYC"><h2>専門家コメント</h2><div><p>野辺地雅臣</p><p>橋梁工学者</p><p><span>補足</span>同じような構造の橋は全国に数多くあり、海沿いでは塩害で傷みが早く進みます。点検の間隔を一律に5年とする今の制度には、現場から疑問の声も上がっています。地域の実情に合わせた運用が求められるでしょう。</p></div></section><section class="sc-fotOHu" id="comments"><h2>コメント312件</h2><ul><li><article><p>子どもの頃から見てきた景色なので、やはり寂しいです。安全のためには仕方ないのかもしれませんが、建物だけでも残してほしい。</p><span>返信12件</span></article></li><li><article><p>税金の使い道として本当に正しいのか、きちんと議論してほしいと思います。</p></article></li></ul><a>もっと見る</a></section></div><div id="yjnSub"><section><h2>アクセスランキング（国内）</h2><ol>{setting.links()}</ol></section><section><h2>雑誌アクセスランキング（国内）</h2><ol>{setting.links()}</ol></section></div></div></div><footer id="msthf"><p>Copyright © {s.published.year} 某日新聞社 無断転載を禁じます。</p></footer></div></div></body></html>""",
    )


def points_first(s: Story) -> Page:
    """An aggregator: three points of its editors before the article, the article in one <span>, links to the source."""
    text = "<br><br>".join(escape(words) for words in s.paragraphs)
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " - ドアのニュース", f'<meta property="article:published_time" content="{setting.iso(s.published)}">')}</head><body><header id="header"><a href="/">ドアのニュース</a><ul id="navGlobal">{setting.links()}</ul></header><div id="main"><article itemscope itemtype="http://schema.org/Article"><h1 class="articleTtl" itemprop="headline">{escape(s.title)}</h1><div class="articleInfo"><p class="articleDate"><time itemprop="datePublished" datetime="{setting.slashed(s.published)}">{setting.kanji(s.published)} {s.published.hour}時{s.published.minute}分</time></p><p class="articleVender">某新報</p></div><div class="articleImage"><img></div><div class="articleBody" itemprop="articleBody"><span>{text}</span></div><div class="articleLink"><p>外部サイト</p><ul>{setting.links('<li><a href="http://o.example/{n}" target="_blank">{t}</a></li>')}</ul></div></article><section class="topicsWord"><h2>「灯台」をもっと詳しく</h2>{setting.links('<a href="/w{n}">{t}</a>')}</section><section id="related"><h2>関連ニュース:</h2><ul>{setting.links()}</ul></section><div class="rank"><h2>ランキング</h2><ul><li>総合</li><li>国内</li></ul>{setting.links()}</div></div><footer><p>Copyright (c) Door Co., Ltd. All rights reserved. ニュースの提供元は各社です。</p></footer></body></html>""",
    )


def tech_media(s: Story) -> Page:
    """A trade medium: subtitle, byline in brackets, related box in the text, the copyright as a last paragraph, page numbers."""
    box = '<div class="cmsBox"><h5>関連記事</h5><ul><li><a href="/n1">白鷺大の入試、出願者が過去最多に</a><br>白鷺大は8日、一般入試の出願を締め切った。</li></ul></div>'
    body = setting.set_body(s.body, "<p>　{}</p>", '<h3 class="cmsBodyHead">{}</h3>', {2: box})
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " - BTmedia ビジネス", f'<meta name="dc.date" content="{s.published.date().isoformat()}">', setting.json_ld(s, "BTmedia ビジネス"))}</head><body id="business"><div id="globalHeader">{setting.links()}</div><div id="masterContents"><div id="masterMain"><div id="cmsType"><p>ニュース</p></div><div id="cmsDate"><div class="inner"><span>{setting.kanji(s.published)} {s.published.hour:02d}時{s.published.minute:02d}分 公開</span></div></div><div id="cmsTitle"><div class="inner"><h1 class="title"><big>{escape(s.title)}</big></h1></div></div><div id="cmsAbstract"></div><div id="cmsByline"><div class="inner"><i id="byline">[{s.writer}，BTmedia]</i></div></div><div id="tmplShare">印刷<span>見る</span>Share 12</div><div id="cmsMark"><div id="cmsBody"><div class="inner"><div class="subscription">{body}</div><p id="cmsCopyright">Copyright © BTmedia, Inc. All Rights Reserved.</p></div></div></div><div id="notice"></div><div id="cmsHoldings"><h3>関連リンク</h3><ul>{setting.links()}</ul></div><div id="endlinkConnection"><div class="endlink-topics-wrapper"><h2>アイティメディアからのお知らせ</h2>{setting.links()}</div></div></div><div id="masterSub"><div class="colBox"><h2>SpecialPR</h2>{setting.links()}</div><div class="colBox"><h2>あなたにおすすめの記事PR</h2>{setting.cards('<div class="rec"><a href="/pr{n}">{t}</a></div>')}</div><div class="colBox"><h2>メールマガジン</h2><p>ビジネスに役立つ話題を毎朝お届けします。無料でご登録いただけます。</p></div></div></div><div id="globalFooter">広告案内</div></body></html>""",
    )


def content_list(s: Story) -> Page:
    """A net medium whose paragraphs are components, newsletters and tweets between them."""
    tweet = '<div class="cli cli-embed"><blockquote class="twitter-tweet"><p>棚田の灯、本当にきれいでした。また来年。</p>— たな (@tana_example)</blockquote></div>'
    letter = '<div class="cli newsletter"><h4>毎朝届くメールマガジン</h4><p>世界の今と、あなたの暮らしをつなぐニュースをお届けします。</p></div>'
    body = setting.set_body(
        s.body,
        '<div class="primary-cli cli cli-text"><p>{}</p></div>',
        '<div class="cli cli-subheader"><h3>{}</h3></div>',
        {2: tweet, 3: letter},
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " | ボフポスト NEWS", f'<meta property="article:published_time" content="{setting.utc(s.published)}">', setting.json_ld(s, "ボフポスト", datePublished=setting.utc(s.published)))}</head><body><div class="js-react-hydrator" data-component-name="NavBar">{setting.links()}</div><main id="main"><header class="entry__header"><h1 class="headline">{escape(s.title)}</h1><h2 class="dek">町の人たちの声を聞きました。</h2></header><div class="entry__byline__author">By <a>{s.writer}</a></div><div class="timestamp"><time datetime="{setting.utc(s.published)}">{setting.slashed(s.published)} JST</time></div><section class="entry__content-list js-entry-content">{body}</section><section class="entry__footer"><div class="support"><h3>ご意見・情報をお寄せください</h3><p>取材してほしいテーマや、身近で起きていることがあれば、編集部まで知らせてください。</p></div><div class="tags">{setting.links('<a href="/t{n}">#{t}</a>', 3)}</div></section><section class="zone"><h2>おすすめ記事</h2>{setting.cards('<div class="card"><h3><a href="/c{n}">{t}</a></h3><p>{x}</p></div>')}</section></main><footer><p>当サイトはCookieを使用しています。閲覧を続けると、Cookieの使用に同意したものとみなされます。</p></footer></body></html>""",
        paragraphs=("町の人たちの声を聞きました。", *s.paragraphs),
    )


def css_in_js(s: Story) -> Page:
    """A foreign broadcaster's Japanese pages: generated classes, captions with hidden labels, dir on every paragraph."""
    figure = '<figure class="bbc-1qdcvv9"><div><img></div><span class="visually-hidden">画像提供, </span><p class="bbc-16zhrqn">Bo Images</p><figcaption class="bbc-1vp2ssr"><span class="visually-hidden">画像説明, </span><p>岬の塔は146年にわたって船を導いてきた</p></figcaption></figure>'
    related = '<section role="region" class="bbc-123ny" aria-labelledby="r"><strong id="r">関連記事</strong><ul><li><div><a href="/z">灯台の歴史をたどる展示、町立資料館で始まる</a></div></li></ul></section>'
    body = setting.set_body(
        s.body,
        '<div dir="ltr" class="bbc-19j92fr"><p class="bbc-1y32vyc" dir="ltr">{}</p></div>',
        '<div dir="ltr"><h2 class="bbc-1aaitzg" tabindex="-1">{}</h2></div>',
        {1: figure, 3: related},
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja" class="no-js"><head>{setting.head(s, s.title + " - BCBニュース", f'<meta name="article:published_time" content="{setting.utc(s.published)}"><meta name="article:modified_time" content="{setting.utc(setting.later(s))}">')}</head><body><div id="root"><header role="banner"><nav role="navigation">{setting.links()}</nav></header><div class="bbc-k6wdzo"><main role="main" class="bbc-fa0wmp"><div class="bbc-1151pbn"><h1 class="bbc-14gqcmb" id="content">{escape(s.title)}</h1></div><div class="bbc-19j92fr"><time class="bbc-1dafq0j" datetime="{s.published.date().isoformat()}">{setting.kanji(s.published)}</time></div>{body}<section class="bbc-rel"><h2>トップ記事</h2><ul>{setting.links()}</ul></section></main><section class="bbc-ed"><h2>おすすめ記事</h2>{setting.cards('<li><div><h3><a href="/e{n}">{t}</a></h3><p>{x}</p></div></li>')}</section></div><footer role="contentinfo"><p>© {s.published.year} BCB. BCBは外部サイトの内容に責任を負いません。<a href="/l">外部リンクに対するBCBの方針</a></p></footer></div></body></html>""",
    )


def leaf(s: Story) -> Page:
    """A foreign network's Japanese pages: the date in English, PR text before the end, a slider of pictures."""
    body = setting.set_body(
        s.body,
        "<p>{}</p>",
        "<h3>{}</h3>",
        {2: '<aside class="leaf-image"><ul><li><img><p>上空から見た岬＝沿岸警備当局</p></li></ul></aside>'},
    )
    stamp = f"{s.published:%Y.%m.%d %a} posted at {s.published:%H:%M} JST"
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, "BNN.co.jp : " + s.title + " - (1/1)")}</head><body><header class="header-main"><h1><a href="/">BNN.co.jp</a></h1><ul>{setting.links()}</ul></header><div id="container"><div class="pg-container"><article id="leaf-article"><div class="leaf-header"><h1>{escape(s.title)}</h1><div class="metadata"><p class="metadata-date">{stamp}</p></div><div class="sns">Tweet</div></div><div id="leaf-body" class="leaf-body">{body}</div><div class="leaf-footer"><p><a href="/mail">メールマガジン登録</a></p><p>「BNN」のニュース・レターをお届けします。</p></div></article><section><h2>「World」のニュース</h2><ul>{setting.links()}</ul></section><section><h2>Video</h2><ul>{setting.links()}</ul></section></div></div><footer><p>Click Here to see our Terms of Service. A Bo Company. All Rights Reserved.</p></footer></body></html>""",
    )


def next_data_only(s: Story) -> Page:
    """A page that a script would write: the body stands in __NEXT_DATA__ as HTML, the shell is empty."""
    data = json.dumps(
        {
            "props": {
                "pageProps": {
                    "article": {
                        "headline": s.title,
                        "publishedAt": setting.iso(s.published),
                        "bodyHtml": "".join(f"<p>{escape(w)}</p>" for w in s.paragraphs),
                    },
                    "footer": {"about": "当サイトについて。運営会社の紹介です。"},
                }
            }
        },
        ensure_ascii=False,
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + "｜ネクスト通信", f'<meta property="article:published_time" content="{setting.iso(s.published)}">')}</head><body><div id="__next"><div class="spinner"></div><noscript>このサイトの閲覧にはJavaScriptを有効にしてください。設定の方法はヘルプをご覧ください。</noscript></div><script id="__NEXT_DATA__" type="application/json">{data}</script></body></html>""",
    )


LAYOUTS: tuple[Layout, ...] = (
    portal_split,
    points_first,
    tech_media,
    content_list,
    css_in_js,
    leaf,
    next_data_only,
)
