"""Ten makes of news pages as Japanese sites built them in 2019–2025, each with markup and furniture of its own.

A make takes an article and gives (bytes, gold paragraphs, published as the page tells it). Names of classes are of the trade, or hashes,
or none; no page is a copy of a site's.
"""
# ruff: noqa: E501  (patterns and templates, not sentences)

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from html import escape

from evals.pages.articles import Article

Page = tuple[bytes, tuple[str, ...], str]


def _iso(moment: dt.datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _day(moment: dt.datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日"


def _links(article: Article, wrap: str = "<li><a href='/a/{n}'>{t}</a></li>") -> str:
    return "".join(wrap.format(n=n, t=escape(t)) for n, t in enumerate(article.teasers))


def _jsonld(article: Article, site: str, **more: object) -> str:
    form = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title, "datePublished": _iso(article.published),
        "dateModified": _iso(article.modified), "author": {"@type": "Person", "name": article.writer}, "publisher": {"@type": "Organization", "name": site},
    }  # fmt: skip
    return f'<script type="application/ld+json">{json.dumps(form | more, ensure_ascii=False)}</script>'


def wordpress(a: Article) -> Page:
    """A local news blog: post classes, figures, share buttons between, author box, related posts, comments."""
    body = [
        f"<p>{escape(a.lead)}</p><figure class='wp-block-image'><img src=a.jpg><figcaption>現場付近の様子。編集部撮影</figcaption></figure>"
    ]
    for head, words in a.sections:
        body.append((f"<h2>{head}</h2>" if head else "") + "".join(f"<p>{escape(w)}</p>" for w in words))
    body.insert(2, "<p><strong><a href='/other'>【関連】" + a.teasers[0] + "</a></strong></p>")
    page = f"""<!DOCTYPE html><html lang="ja"><head><meta charset="UTF-8"><title>{a.title} | 潮見ローカル</title>
<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "name": a.title}, {"@type": "Article", "headline": a.title, "datePublished": a.published.astimezone(dt.UTC).isoformat(timespec="seconds"), "author": {"name": a.writer}}]})}</script>
<meta property="og:site_name" content="潮見ローカル"><link rel="canonical" href="https://local.example/{a.number}/"></head>
<body class="post-template-default single single-post has-sidebar"><header id="masthead"><p class="site-title"><a href="/">潮見ローカル</a></p><p class="site-description">潮見市の話題を毎日お届けする地域ニュースサイトです。</p><nav id="site-navigation"><ul>{_links(a)}</ul></nav></header>
<div id="content" class="site-content"><main id="main" class="site-main"><article id="post-{a.number}" class="post-{a.number} post type-post status-publish format-standard has-post-thumbnail hentry category-news tag-umi">
<header class="entry-header"><h1 class="entry-title">{escape(a.title)}</h1><div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="{_iso(a.published)}">{_day(a.published)}</time></span> <span class="byline">投稿者: <a href="/author">{a.writer}</a></span></div></header>
<div class="sns-share"><ul><li><a href="#">シェア</a></li><li><a href="#">ツイート</a></li></ul></div>
<div class="entry-content">{"".join(body)}<div class="ad-label">スポンサーリンク</div></div>
<footer class="entry-footer"><span class="tags-links">タグ: <a href="/tag">海</a></span></footer></article>
<div class="author-box"><p>この記事を書いた人: {a.writer}。潮見市在住のライター。海と山が好きで、休みの日は釣りに出かける。</p></div>
<div class="yarpp-related"><h3>関連記事</h3><ul>{_links(a)}</ul></div>
<div id="comments" class="comments-area"><h2>コメント</h2><ol><li><p>とても参考になりました。いつも楽しみに読んでいます。</p></li></ol><p class="comment-form">メールアドレスが公開されることはありません。</p></div></main>
<aside id="secondary" class="widget-area"><section class="widget"><h2>人気記事</h2><ul>{_links(a)}</ul></section></aside></div><footer id="colophon">Copyright © 2025 潮見ローカル All Rights Reserved.</footer></body></html>"""
    return page.encode(), a.paragraphs, _iso(a.published)


def portal(a: Article) -> Page:
    """A portal with hashed class names: all paragraphs in one <p> parted by blank lines, comments and rankings under it."""
    text = "\n\n".join(("\u3000" + w if n else w) for n, w in enumerate(a.paragraphs))
    page = f"""<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>{a.title}（某新報） - あまつニュース</title>
<meta property="og:title" content="{escape(a.title)}（某新報） - あまつニュース"><meta property="og:site_name" content="あまつニュース"></head>
<body><div id="wrapper"><header class="sc-gKclnd"><div class="sc-iCfMLu"><a href=/>あまつニュース</a><p>IDでもっと便利に<a href=/reg>新規取得</a></p></div></header><div class="sc-furwcr kXyBGQ"><main class="sc-pVTma">
<article class="sc-hKwCoD"><header class="sc-jrQzAO"><h1 class="sc-kDTinF">{escape(a.title)}</h1><div class="sc-iqseJM"><p class="sc-crHmcD"><time>{a.published.month}/{a.published.day}({"月火水木金土日"[a.published.weekday()]}) {a.published.hour}:{a.published.minute:02d}</time>配信</p><button>フォロー</button><div><a href="#c"><span>128</span>コメント<span>128件</span></a></div></div></header>
<div class="sc-bqiRlB"><div class="sc-ksdxgE"><a href=/photo><picture><img src=x></picture></a><p>潮見市の港（某新報）</p></div></div><div class="sc-hBUSln"><p class="sc-bYoBSM fGjDQI">{escape(text)}</p></div>
<div class="sc-eCImPb"><a href=/x>【写真】現場の様子を見る</a></div></article>
<section class="sc-fFubgz"><h2>関連記事</h2><ul>{_links(a)}</ul></section><section class="sc-bkkeKt"><h2>最終更新:{a.modified.month}/{a.modified.day}({"月火水木金土日"[a.modified.weekday()]}) {a.modified.hour}:{a.modified.minute:02d}</h2><a href=/s>某新報</a></section>
<section class="sc-ieecCq" id="uamods-comment"><h2>コメント128件</h2><article><p>こういう時こそ行政の説明が大切だと思います。住民の不安に寄り添ってほしい。</p></article></section>
</main><div class="sc-dJjYzT"><section><h2>アクセスランキング</h2><ol>{_links(a)}</ol></section></div></div><footer>Copyright © {a.published.year} 某新報. 無断転載を禁じます。<br>© Amatsu</footer></div></body></html>"""
    return page.encode(), a.paragraphs, _iso(a.published)


def broadcaster(a: Article) -> Page:
    """A broadcaster: summary and body sections in containers of their own, a stamp that calls Japan's time UTC."""
    body = "".join(
        f'<section class="content--body">{f"<h2 class=body-title>{head}</h2>" if head else ""}<div class="body-text"><p>{"<br><br>".join(escape(w) for w in words)}</p></div></section>'
        for head, words in a.sections
    )
    stamp = a.published.strftime("%Y-%m-%dT%H:%M:%SZ")
    page = f"""<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{a.title} | 某放送ニュース</title>{_jsonld(a, "某放送", datePublished=stamp, dateModified=stamp)}</head><body>
<div class="header-wrapper"><ul class="gnav">{_links(a)}</ul></div><main><article class="module module--detail"><div class="content--header"><h1 class="content--title"><span>{escape(a.title)}</span></h1><p class="content--date"><time datetime="{stamp}">{_day(a.published)} {a.published.hour}時{a.published.minute:02d}分</time></p><div class="content--share"><button>シェアする</button></div></div>
<div class="content--detail-main"><figure><video></video></figure><section class="content--detail-summary"><p class="content--summary">{escape(a.lead)}</p></section><div class="content--detail-more">{body}</div></div></article>
<section class="module module--related"><h2>あわせて読みたい</h2><ul>{_links(a, '<li><a href="/x{n}"><em>{t}</em><time>12月3日</time></a></li>')}</ul></section></main><aside class="ranking"><h2>アクセスランキング</h2><ol>{_links(a)}</ol></aside><footer><p>Copyright 某放送. All rights reserved. 許可なく転載することを禁じます。このページは受信料で制作しています。</p></footer></body></html>"""
    return page.encode(), a.paragraphs, _iso(a.published)


def daily(a: Article) -> Page:
    """A national daily with hashed classes: figure captions, a registered-readers box, ranking tabs, writer's profile."""
    body = f"<p>\u3000{escape(a.lead)}</p><figure><a href=p><img></a><figcaption>{a.title[:12]}の現場＝2024年、潮見市、本社撮影</figcaption></figure>"
    for head, words in a.sections:
        body += (f"<h2>{head}</h2>" if head else "") + "".join(f"<p>\u3000{escape(w)}</p>" for w in words)
    page = f"""<!doctype html><html lang="ja"><head><meta charset="utf-8"/><title>{a.title}：某日新聞デジタル</title><meta property="og:title" content="{escape(a.title)}：某日新聞デジタル"/>{_jsonld(a, "某日新聞社", isAccessibleForFree="True")}<link rel="canonical" href="https://daily.example/articles/{a.number}.html"></head><body><div class="l-header"><ul>{_links(a)}</ul></div>
<div class="gNqVb"><main class="w8Bsc"><div class="y_Qv3"><p class="jDqkP"><a href=/>トップ</a>社会</p><h1>{escape(a.title)}</h1><div class="Kbj9x"><span class="H8KYB">{a.writer}</span><span class="bphVU"><time datetime="{a.published.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")}">{_day(a.published)} {a.published.hour}時{a.published.minute}分</time></span></div><ul class="_SnsBtns"><li>list</li><li><a>シェア</a></li><li><a>印刷</a></li></ul></div>
<div class="nfyQp">{body}<p>（{a.writer}）</p></div><div class="rKf1a"><p>この記事を書いた人</p><div><h3>{a.writer}</h3><p>社会部｜専門・関心分野 地方自治、防災</p></div></div>
<div class="tYq2z"><h2>ニューズレター</h2><p>編集長が選ぶ今週の記事を、毎週金曜日にメールで配信します。登録は無料です。</p></div>
<div class="mQ3vv"><h2>こんな記事も</h2><ul>{_links(a)}</ul></div></main><div class="XhT1c"><h2>アクセスランキング</h2><div>{_links(a, "<div><a>{t}</a></div>")}</div></div></div><footer><small>Copyright © The Bojitsu Shimbun. All rights reserved. No reproduction or republication without written permission.</small></footer></body></html>"""
    return page.encode(), (*a.paragraphs, f"（{a.writer}）"), _iso(a.published)


def paywall(a: Article) -> Page:
    """A business daily: the beginning of the article and a box that asks to subscribe."""
    kept = (a.lead, a.sections[0][1][0])
    page = f"""<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{a.title} - 某経済新聞</title><meta property="og:title" content="{escape(a.title)}"><meta property="og:site_name" content="某経済新聞">{_jsonld(a, "某経済新聞社", isAccessibleForFree=False)}</head><body><header class="header_h1"><a>某経済新聞</a></header>
<div class="container_c1"><main><article class="article_a4x"><header class="head_h8"><h1 class="title_t1bh">{escape(a.title)}</h1><div class="meta_m3"><time datetime="{_iso(a.published)}">{_day(a.published)} {a.published.hour}:{a.published.minute:02d}</time><span>[有料会員限定]</span></div><ul class="tools_t2"><li>保存</li><li>印刷</li></ul></header>
<section class="container_cz8tiun"><div class="image_i1"><figure><img><figcaption>某社の本社（東京・千代田）</figcaption></figure></div><p class="paragraph_p15tm1hb">{escape(kept[0])}</p><p class="paragraph_p15tm1hb">{escape(kept[1])}</p></section>
<div class="container_c9k"><p class="paywall_lead">この記事は有料会員限定です。登録すると続きをお読みいただけます。</p><p>残り {800 + a.number}文字</p><div><p>すべての記事が読み放題</p><p>有料会員が初回1カ月無料</p></div><a href="/r">有料会員に登録する</a><a>ログイン</a></div>
<div class="topics_t1"><h3>関連トピック</h3><p>トピックをフォローすると、新着情報のチェックやまとめ読みがしやすくなります。</p><a>経済</a></div></article><section><h2>セレクション</h2>{_links(a, "<article><h3><a>{t}</a></h3></article>")}</section></main></div><footer>No reproduction without permission.</footer></body></html>"""
    return page.encode(), kept, _iso(a.published)


def tables(a: Article) -> Page:
    """A local paper of the old kind in Shift_JIS: tables, fonts, <br> and an indent for a paragraph."""
    text = "<br>\n".join(
        f"\u3000{escape(w)}" if w not in {h for h, _ in a.sections} else f"<br><b>{escape(w)}</b><br>"
        for w in a.paragraphs
    )
    page = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"><title>潮見新報ニュース：{a.title}</title></head><body bgcolor="#ffffff">
<table width="800"><tr><td colspan="3"><img src="logo.gif" alt="潮見新報"></td></tr><tr><td width="150" valign="top"><a href="i.html">ホーム</a><br><a href="s.html">社会</a><br><a href="k.html">経済</a><br>{_links(a, "<a href=x>{t}</a><br>")}</td>
<td width="500" valign="top"><font size="+2"><b>{escape(a.title)}</b></font><br><font size="-1">（{_day(a.published)} {a.published.hour}時{a.published.minute}分）</font><hr><table align="right"><tr><td><img src="p.jpg" width="200"><br><font size="-2">写真＝現場の様子</font></td></tr></table>{text}<br><br><hr><a href="index.html">一覧へ戻る</a></td>
<td width="150" valign="top"><b>ニュースランキング</b><br>{_links(a, "<a href=x>{t}</a><br>")}</td></tr><tr><td colspan="3" align="center"><font size="-1">掲載の記事・写真の無断転載を禁じます。すべての著作権は潮見新報社に帰属します。<br>Copyright(C) Shiomi Shimpo {a.published.year}</font></td></tr></table></body></html>"""
    return page.encode("cp932"), a.paragraphs, _iso(a.published)


def nextjs(a: Article) -> Page:
    """A video news site on Next.js: utility classes only, the data once more as JSON."""
    body = "".join(
        (f'<h2 class="mt-8 text-xl font-bold">{head}</h2>' if head else "")
        + "".join(f'<p class="mb-6 leading-8">{escape(w)}</p>' for w in words)
        for head, words in a.sections
    )
    data = {
        "props": {
            "pageProps": {
                "article": {"title": a.title, "body": "\n".join(a.paragraphs)},
                "related": list(a.teasers),
            }
        }
    }
    page = f"""<!DOCTYPE html><html lang="ja"><head><meta charSet="utf-8"/><title>{a.title} | あまつNEWS DIG</title><meta property="og:title" content="{escape(a.title)} | あまつNEWS DIG (1ページ)"/><meta property="article:published_time" content="{a.published.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}"/></head><body><div id="__next"><div class="flex"><div class="sticky top-0">{_links(a, "<a class='px-2' href='/{n}'>{t}</a>")}</div>
<main class="container mx-auto"><div class="grid"><div class="col-span-2"><h1 class="text-3xl">{escape(a.title)}</h1><div class="flex text-sm"><span>あまつテレビ</span><time>{_day(a.published)}({"月火水木金土日"[a.published.weekday()]}) {a.published.hour}:{a.published.minute:02d}</time></div><div class="aspect-video"><img/><p class="text-xs">この記事の写真を見る（全4枚）</p></div>
<div class="mt-4"><p class="mb-6 leading-8">{escape(a.lead)}</p>{body}</div><div class="flex gap-2"><button>ポスト</button><a>シェア</a></div><div class="mt-10"><div class="border-l-4">関連記事</div>{_links(a, "<div><a><p>{t}</p></a></div>")}</div></div><div><div>アクセスランキング</div>{_links(a, "<div><span>{n}</span><a><p>{t}</p></a></div>")}</div></div></main><div class="bg-gray-800"><p>「あまつNEWS DIG」は全国28局が取材したニュースを配信するサイトです。</p></div></div></div><script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script></body></html>"""
    return page.encode(), a.paragraphs, _iso(a.published)


def amp(a: Article) -> Page:
    """AMP, with a year-less stamp and the ruby of a children's paper."""
    body = "".join(
        (f"<h3>{head}</h3>" if head else "")
        + "".join(
            f"<p>{escape(w).replace('港湾局', '<ruby>港湾局<rp>(</rp><rt>こうわんきょく</rt><rp>)</rp></ruby>')}</p>"
            for w in words
        )
        for head, words in a.sections
    )
    page = f"""<!doctype html><html amp lang="ja"><head><meta charset="utf-8"><title>{a.title}</title><script type="application/ld+json">{{ "@context": "http://schema.org", "@type": ["NewsArticle"], "headline": {json.dumps(a.title)}, "datePublished": "{a.published.strftime("%Y-%m-%dT%H:%M:%S+0900")}", "publisher": {{"name": "こども潮見新聞",}}, }}</script></head><body><amp-sidebar><ul>{_links(a)}</ul></amp-sidebar><header class="amp-header"><a>こども潮見新聞</a></header>
<div class="amp-wp-article"><h1>{escape(a.title)}</h1><div class="date">{a.published.month}月{a.published.day}日 {a.published.hour}時{a.published.minute}分</div><amp-social-share type="line"></amp-social-share><amp-img src="a.jpg"><noscript><img></noscript></amp-img><div class="caption">潮見港の岸壁（{a.published.year}年、本紙撮影）</div><div class="txt"><p>{escape(a.lead).replace("港湾局", "<ruby>港湾局<rt>こうわんきょく</rt></ruby>")}</p><amp-ad></amp-ad>{body}</div><p class="more"><a href="#">続きを読む</a></p><div class="kanren"><h2>■関連ニュース</h2><ul>{_links(a)}</ul></div></div><footer>© こども潮見新聞</footer></body></html>"""
    return page.encode(), a.paragraphs, _iso(a.published)


def regional(a: Article) -> Page:
    """A regional paper: paragraphs are <div>s, 令和 and full-width digits, the lead beside the body, EUC-JP."""
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    stamp = f"令和{a.published.year - 2018}年{a.published.month}月{a.published.day}日　{'午前' if a.published.hour < 12 else '午後'}{a.published.hour % 12}時{a.published.minute}分".translate(
        wide
    )
    body = "".join(
        (f"<div class=komidashi>{head}</div>" if head else "")
        + "".join(f"<div>\u3000{escape(w)}</div>\n" for w in words)
        for head, words in a.sections
    )
    page = f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html><head><meta http-equiv="content-type" content="text/html; charset=euc-jp"><title>{a.title} - 白鷺日報</title></head><body><div id="hd"><h1><a href="/"><img alt="白鷺日報"></a></h1><ul id="gnavi">{_links(a)}</ul></div><div id="wrap"><div id="main"><p id="pankuzu"><a href=/>ホーム</a> &gt; 社会 &gt; 記事</p>
<div class="kiji"><h2>{escape(a.title)}</h2><p class="hizuke">{stamp}</p><div class="midashi-lead">{escape(a.lead)}</div><div class="photo_r"><img src=1.jpg>海を望む高台から見た町並み</div><div class="honbun">{body}</div><p class="copy">Copyright(C) 白鷺日報社</p></div><div class="osusume"><h3>おすすめ</h3><ul>{_links(a)}</ul></div></div><div id="side"><h3>新着ニュース</h3><ul>{_links(a)}</ul></div></div><div id="ft">白鷺日報社　白鷺県凪原町1-2-3　記事・写真の無断転載を禁じます。</div></body></html>"""
    return page.encode("euc_jp"), a.paragraphs, _iso(a.published)


def bare(a: Article) -> Page:
    """An agency's page of nothing but <div> and <span>, numeric references, an inline link to an older report."""
    coded = "".join(f"&#{ord(c)};" if ord(c) > 127 else c for c in a.lead)
    body = "".join(
        (f"<div><span><strong>{head}</strong></span></div>" if head else "")
        + "".join(f"<div><span>{escape(w)}</span></div>" for w in words)
        for head, words in a.sections
    )
    page = f"""<html><head><meta charset=utf-8><title>{a.title}｜某時事ドットコム</title><meta name="pubdate" content="{_iso(a.published)}"></head><body><div><div><a href=/>某時事ドットコム</a> <a href=/s>社会</a> <a href=/k>経済</a></div><div><div><div><b>{escape(a.title)}</b></div><div>{_day(a.published)}{a.published.hour:02d}時{a.published.minute:02d}分配信</div><div><div>{coded}</div>{body}</div><div><a href=/k>【社会記事一覧へ】</a> <a href=/>【アクセスランキング】</a></div><div>{_day(a.modified)}{a.modified.hour:02d}時{a.modified.minute:02d}分更新</div></div><div><div>注目ニュース</div>{_links(a, "<div><a>{t}</a></div>")}</div></div><div>本サイトに掲載されている記事の無断転載を禁じます。</div></div></body></html>"""
    return page.encode(), a.paragraphs, _iso(a.published)


MAKES: tuple[Callable[[Article], Page], ...] = (
    wordpress,
    portal,
    broadcaster,
    daily,
    paywall,
    tables,
    nextjs,
    amp,
    regional,
    bare,
)
