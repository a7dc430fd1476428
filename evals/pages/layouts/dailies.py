"""National dailies."""
# ruff: noqa: E501  (markup)

from __future__ import annotations

from html import escape

from evals.pages.layouts import setting
from evals.pages.layouts.setting import Layout, Page
from evals.pages.stories import Story


def hashed_with_experts(s: Story) -> Page:
    """Hashed names only; bookmark dialogs, an expert's comment in prose, writer's profile, cards with leads."""
    photo = '<figure class="z0uVx"><a href="/p1"><span class="fJ9wq"><img src="a.jpg"></span><figcaption>記者会見で頭を下げる担当者ら。報道陣から厳しい質問が相次いだ＝17日午後、本社記者撮影</figcaption></a></figure>'
    ad = '<div class="dP5Wk"><span>[PR]</span></div>'
    body = setting.set_body(s.body, "<p>　{}</p>", '<h2 id="a">{}</h2>', {1: ad, 2: photo, 4: ad})
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + "：某紙デジタル", setting.json_ld(s, "某紙社", datePublished=setting.utc(s.published)))}</head><body><div id="app"><header class="cwE3X"><div class="Vw8sL"><p>お気に入り記事に追加しました</p><p>記事を保存するには、無料会員の登録が必要です。登録済みの方はログインしてください。</p></div><ul class="TdB0y">{setting.links()}</ul></header>
<div class="vx0Ib"><main class="w8Bsc"><div class="s6tUf"><div class="Ma0QG"><h1>{escape(s.title)}</h1><div class="ee5xV"><span class="u6jPw"><time dateTime="{setting.utc(s.published)}">{setting.kanji(s.published)} {s.published.hour}時{s.published.minute:02d}分</time></span><div class="T8xkv"><span>{s.writer}</span></div></div></div>
<div class="LpKk5"><button>シェア</button><button>ブックマーク</button><div class="cH7nb"><p>ブックマーク機能を使うにはログインが必要です。有料会員になると、気になる記事をあとからまとめて読めます。</p></div></div>
<div class="nfyQp">{body}</div>
<div class="Xs8qd"><p class="b2kLm"><a href="/trial">いちばんお得な年間コースが始まりました。詳しくはこちら</a></p></div>
<div class="c7Rjm"><h2>この記事を書いた人</h2><div class="Yh1Kd"><div class="qP3fe">江島圭</div><div>地域報道部｜海上保安、地方自治</div><div>専門・関心分野：海と人の暮らし、地方の交通。潮見総局を経て2020年から現職。休日は灯台を巡っている。</div></div></div>
<div class="mN4vB"><div class="bF7Gh"><div>コメントプラス</div></div><div class="Jk2sW"><div>野辺地雅臣</div><div>（白鷺大教授＝橋梁工学）</div><div>17日19時投稿</div><div class="dW1aq"><b>【視点】</b>この問題を考えるとき、忘れてはならないのは予算の制約です。単に責任を問うだけでは、現場の萎縮を招くだけに終わりかねません。私は15年にわたって各地の自治体の点検に立ち会ってきましたが、そこで見たのは人手不足にあえぐ担当者の姿でした。仕組みそのものを変える議論が必要でしょう。</div><button>…続きを読む</button></div></div>
<div class="Rt6Yu"><h2>こんな特集も</h2>{setting.cards('<div class="uX3wq"><a href="/s{n}"><div>{t}</div></a><p>{x}</p></div>')}</div></main>
<div class="sS9dF"><h2>ランキング</h2><ul>{setting.links('<li><span>{n}位</span><a href="/r{n}">{t}</a></li>')}</ul><div class="zZ1xC"><h2>注目コンテンツ</h2>{setting.links('<div><a href="/pr{n}"><p>{t}</p><span>PR</span></a></div>', 4)}</div></div></div><footer class="Kp0aQ"><p>某紙デジタルに掲載の記事・写真の無断転載を禁じます。すべての内容は日本の著作権法並びに国際条約により保護されています。</p><p>Copyright © The Bo Shimbun Company. All rights reserved. No reproduction or republication without written permission.</p></footer></div></body></html>""",
    )


def detail_section(s: Story) -> Page:
    """A daily with BEM names; the writer in brackets closes the last paragraph; notices between."""
    notice = '<div class="articledetail-ad"><p class="ad-text">広告</p></div>'
    image = '<section class="articledetail-image-left"><a href="/g"><img src="b.jpg"><p class="articledetail-image-left-title">海に面した高台に建つ白い塔。船員たちに親しまれてきた＝凪原町で2022年11月、江島圭撮影</p></a></section>'
    parts = (*s.body[:-1], (False, f"{s.body[-1][1]}【{s.writer}】"))
    body = setting.set_body(
        parts, "<p>　{}</p>", '<h3 class="articledetail-subtitle">{}</h3>', {1: image, 3: notice}
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " | 某日新聞", f'<meta name="firstcreate" content="{setting.iso(s.published)}"><meta property="article:modified_time" content="{setting.iso(setting.later(s))}">', setting.json_ld(s, "某日新聞", author=None))}</head><body id="articles"><header class="header"><div class="header-nav">{setting.links('<a class="header-nav-link" href="/{n}">{t}</a>')}</div></header>
<main class="main"><ol class="breadcrumb"><li><a href="/">トップ</a></li><li>{s.section}</li></ol><div class="header-l1"><h1 class="title-page">{escape(s.title)}</h1></div><div class="articletools"><div class="articletag"><ul><li><a class="articletag-link" href="/ch">社会</a></li><li><a class="articletag-link">速報</a></li></ul></div><div class="articledate"><p>某日新聞<br><time datetime="{setting.iso(s.published)}">{setting.slashed(s.published).replace("/0", "/")}</time>（最終更新 <time datetime="{setting.iso(setting.later(s))}">{setting.later(s).month}/{setting.later(s).day} {setting.clock(setting.later(s))}</time>）<span class="en">English version</span></p><p class="articlewords">{len(s.lead) * 3}文字</p></div></div>
<div class="articletools-sns"><ul class="snslist"><li>シェア</li><li>ポスト</li></ul></div><section id="articledetail-body" class="articledetail-body">{body}</section>
<section class="articledetail-related"><h2 class="title">関連記事</h2><ul class="linklist">{setting.links()}</ul></section><section class="series"><h2>連載</h2><ul>{setting.cards('<li class="serieslist"><a href="/s{n}"><h3>{t}</h3><p class="seriestext">{x}</p><p class="seriesdate">2/18 10:02 <span>887文字</span></p></a></li>')}</ul></section></main>
<aside class="sub"><section class="ranking"><h2>アクセスランキング</h2><ol><li>1時間</li><li>24時間</li>{setting.links()}</ol></section><section><h2>スポニチのアクセスランキング</h2>{setting.links()}</section></aside><footer class="footer"><small>Copyright THE BONICHI NEWSPAPERS. All rights reserved.</small></footer></body></html>""",
        paragraphs=tuple(words for _, words in parts),
    )


def parted_by_scrap(s: Story) -> Page:
    """Paragraphs directly in the article's element between figures and scrap dialogs; 「〜」の最新記事 under it."""
    figure = '<figure class="figure-article figure-article--right"><div class="figure-article__inner"><a href="/pict"><img></a><figcaption>水平線を望む岬の塔（１７日、凪原町で）</figcaption></div></figure>'
    body = setting.set_body(s.body, '<p class="par1" iref="">　{}</p>', "<h3>{}</h3>", {1: figure})
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " : 某売新聞", f'<meta property="article:published_time" content="{setting.iso(s.published)}"><meta property="article:modified_time" content="{setting.iso(setting.later(s))}">', '<script type="application/ld+json">{"@context":"http://schema.org","@type":"WebSite","name":"某売新聞オンライン","url":"https://yomu.example/"}</script>', setting.json_ld(s, "某売新聞オンライン", image=["a", "b"]))}</head><body><div class="layout"><div class="layout-header"><nav class="p-header-nav">{setting.links()}</nav><div class="p-header-notice">メンテナンスのため、20日午前1時から4時まで、会員向けサービスをご利用いただけません。ご迷惑をおかけします。</div></div>
<div class="layout-contents"><div class="layout-contents__main"><article class="article-content"><div class="article-header"><div class="c-article-header-date">{setting.slashed(s.published)}</div><h1 class="title-article c-article-title">{escape(s.title)}</h1><div class="p-header-category-breadcrumbs"><ul><li>社会</li></ul></div></div>
<div class="p-article-share"><ul><li><a>メールで送る</a></li><li><a>スクラップ</a></li></ul><div class="p-article-scrap-modal"><h2>スクラップは会員限定です</h2><p>使い方</p><p>「マイページ」でいつでも読み返せます。お申し込みはこちらから。</p></div></div>
<div class="p-main-contents ">{body}<div class="ev-article-end"></div></div>
<div class="p-article-notice"><p class="p-article-notice__copyright">無断転載・複製を禁じます</p><ul class="p-article-tags"><li><a>灯台</a></li><li><a>海</a></li></ul></div><div class="p-latest-list"><h2 class="c-block-title">「社会」の最新記事一覧</h2><ul>{setting.links('<li><article><h3><a href="/l{n}">{t}</a></h3><time datetime="2022-11-18T09:12">09:12</time></article></li>')}</ul></div></article></div>
<div class="layout-contents__aside"><section class="home-ranking"><h2>アクセスランキング</h2>{setting.links()}</section><section><h2>読者会員限定</h2>{setting.cards('<article><h3><a href="/k{n}">{t}</a></h3><p>{x}</p></article>')}</section></div></div><footer><p>© The Boyomi Shimbun.</p></footer></div></body></html>""",
    )


def teaser_then_gate(s: Story) -> Page:
    """A business daily, shut: lead and one paragraph, then offers in prose, experts' views, a list of topics."""
    kept = s.body[:2]
    body = setting.set_body(
        kept, '<p class="paragraph_p15tm1hb">{}</p>', '<h2 class="heading_hml8h1k">{}</h2>'
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " - 某本経済新聞", f'<meta name="cXenseParse:pageclass" content="article"><meta name="cXenseParse:recs:publishtime" content="{setting.iso(s.published)}">', setting.json_ld(s, "某本経済新聞", isAccessibleForFree=False, hasPart={"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall"}))}</head><body><div id="__next"><div class="global_g1"><a href="/">トップ</a>{setting.links('<a href="/n{n}">{t}</a>')}</div>
<div class="wrapper_w4"><main class="main_m2ok"><article class="article_a1u"><header class="head_hf3"><div class="genre_g9"><a>企業決算</a><span class="tooltip_t5">自動更新</span></div><h1 class="title_tp0qjrp">{escape(s.title)}</h1><div class="meta_mo2"><p class="category_c2">{s.section}</p><div class="timestamp_t3"><time datetime="{setting.iso(s.published)}">{setting.kanji(s.published)} {setting.clock(s.published)}</time><span class="restriction_r5">[会員限定記事]</span></div></div><div class="actions_a9"><button>保存</button><div class="tooltip_t1"><p>その他</p><p>印刷画面を開く</p></div></div></header>
<div class="container_czm2h"><div class="image_i1f"><figure><picture><img></picture><figcaption>北米向けの部品を増産する（凪原町の本社工場）</figcaption></figure></div><section class="container_cz8tiun">{body}<div class="fadeout_f2"></div></section></div>
<section class="paywall_p4k"><h2>この記事は会員限定です。登録すると続きをお読みいただけます。</h2><p>残り {300 + len(s.lead)}文字</p><div class="offer_o1"><h3>初割ですべての記事が読み放題</h3><p>有料会員に登録すると、すべての記事が閲覧できます。紙面ビューアーや、専門家の解説も利用できます。</p><p>今なら2カ月無料でお試しいただけます。解約はいつでも可能です。</p></div></section>
<section class="think_t8"><h2>ひとこと解説</h2><p class="lead_l3">多様な観点からニュースを考える</p><div class="expert_e1"><span>小笠原祐介</span><span>白鷺総研 主席研究員</span><p>分析・考察 為替の追い風を除けば、実質的な増益率は2割程度とみられる。来期は反動が避けられず、数量の伸びで補えるかどうかが焦点になるだろう。その意味で据え置きという判断は妥当だと考える。</p><time>2024年2月3日 19:08</time></div></section>
<section class="topic_t7"><h2>関連トピック</h2><p>トピックをフォローすると、新着情報のチェックやまとめ読みがしやすくなります。</p></section></article><section class="nextread_n5"><h2>こちらもおすすめ(自動検索)</h2>{setting.cards('<article class="card_c8"><h3><a href="/x{n}">{t}</a></h3><p>{x}</p></article>')}</section></main></div><footer class="ft_f1"><p>当社に掲載の記事・写真等の無断転載を禁じます。</p></footer></div><script id="__NEXT_DATA__" type="application/json">{{"props":{{"pageProps":{{"more":"{"続きの文。" * 40}"}}}}}}</script></body></html>""",
        paragraphs=tuple(words for _, words in kept),
    )


def arc(s: Story) -> Page:
    """A publishing system with data in a script, ads in the article, the next article under the same <main>."""
    body = setting.set_body(
        s.body,
        '<p class="article-text">{}</p>',
        '<h2 class="heading-4 font-primary">{}</h2>',
        {
            1: '<figure class="article-image"><img><figcaption class="image-metadata">現場の様子。周辺は一時、通行止めになった（江島圭撮影）</figcaption></figure>',
            3: '<div class="inline-gptAd grid-ad"><div class="ad-label">PR</div></div>',
        },
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " - 某経ニュース", f'<meta property="article:published_time" content="{setting.utc(s.published)}">', setting.json_ld(s, "某経ニュース", datePublished=setting.utc(s.published), articleBody=" ".join(s.paragraphs[:1])))}<script>Fusion.globalContent={{"headlines":{{"basic":"x"}},"content_elements":[{{"content":"別の記事の文。"}}]}}</script></head><body><div id="fusion-app" class="layout-section"><div class="header-wrapper"><nav>{setting.links()}</nav></div><main class="grid story-article"><section class="article-header"><div class="overline"><a href="/s">{s.section}</a></div><h1 class="article-headline">{escape(s.title)}</h1><div class="article-meta-lower"><time class="timestamp" datetime="{setting.utc(s.published)}">{setting.slashed(s.published)}</time><a class="author-link">{s.writer}</a></div></section><section class="share-bar"><button>X</button><button>反応</button></section>
<article class="article-body-wrapper"><section class="article-body">{body}</section></article><div class="keywords__list"><a>海</a><a>交通</a></div>
<section class="related-content"><div class="border-title">会員限定記事</div>{setting.cards('<article class="storycard"><h3 class="headline"><a href="/m{n}">{t}</a></h3><div class="description">{x}</div></article>')}</section><div class="most-read"><h2>ランキング</h2>{setting.links()}</div></main><aside class="right-rail"><h2>ピックアップ</h2>{setting.links()}</aside><footer class="footer"><p>著作権・リンク</p><p>© 2024 The Bokei Shimbun All rights reserved.</p></footer></div></body></html>""",
    )


def two_copies(s: Story) -> Page:
    """The body twice, for wide and narrow screens; the site's name is the <h1>."""
    body = setting.set_body(s.body, "<p>{}</p>", "<p><b>{}</b></p>")
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + "：某京新聞デジタル", f'<meta name="article_date" content="{setting.iso(s.published)}">')}</head><body><header><h1 class="logo"><a href="/">某京新聞デジタル</a></h1><p class="today">2025年3月2日 日曜日</p><nav class="nav">{setting.links()}</nav></header><div id="contents"><div id="main-contents"><div class="art-header"><h2 class="art-ttl">{escape(s.title)}</h2><div class="art-date"><p>{setting.kanji(s.published)} {s.published.hour:02d}時{s.published.minute:02d}分</p></div></div>
<div class="art-body pc-only"><div class="block">{body}</div></div><div class="sp-only" style="display:none" aria-hidden="true"><div class="block">{body}</div></div>
<div class="btn-like"><p>おすすめ情報</p></div><div class="rel-news"><h3>関連キーワード</h3><ul><li><a>灯台</a></li></ul></div><div class="art-comment"><p>コメントを書くには、有料会員に登録（紙面購読者は会員登録だけ）が必要です。</p></div></div><div id="side"><h3>社会 新着</h3><ul>{setting.links()}</ul></div></div><footer><p>本サイトに掲載の記事・写真の無断複写・転載を禁じます。</p></footer></body></html>""",
    )


def print_version(s: Story) -> Page:
    """A version to print: nothing but the article, an address and a notice."""
    text = "<br><br>".join(escape(words) for words in s.paragraphs)
    return setting.page(
        s,
        f"""<html lang="ja"><head><meta charset="utf-8"><title>{escape(s.title)}（印刷用）</title><meta name="robots" content="noindex"></head><body onload="window.print()"><div class="print"><p class="site">某紙オンライン　{s.section}</p><h1>{escape(s.title)}</h1><p class="stamp">{setting.kanji(s.published)}　{s.published.hour}時{s.published.minute:02d}分</p><div class="txt">{text}</div><p class="url">https://boshi.example/articles/print/3021.html</p><p>某紙オンラインに掲載の記事・写真・図表など無断転載を禁止します。著作権は某紙社またはその情報提供者に属します。</p></div></body></html>""",
    )


def mobile_amp(s: Story) -> Page:
    """An AMP page with its accordion and lists fed by templates."""
    body = setting.set_body(
        s.body,
        "<p>{}</p>",
        "<h2>{}</h2>",
        {
            2: '<amp-ad width="300"></amp-ad><div class="amp-related"><a href="/q">【あわせて読む】県内の最低賃金、初の千円台に</a></div>'
        },
    )
    return setting.page(
        s,
        f"""<!doctype html><html ⚡ lang="ja"><head><meta charset="utf-8"><title>{escape(s.title)}</title><link rel="canonical" href="https://boshi.example/articles/77.html"><style amp-custom>.a{{color:red}}</style>{setting.json_ld(s, "某紙オンライン")}</head><body><header><amp-img src="logo.png"></amp-img><button on="tap:sidebar.toggle">メニュー</button></header><amp-sidebar id="sidebar"><ul>{setting.links()}</ul></amp-sidebar><article><h1>{escape(s.title)}</h1><p class="articleHeader-date">{setting.slashed(s.published)}</p><amp-carousel><figure><amp-img src="1.jpg"></amp-img><figcaption>現場に集まった人たち。午後には雨も降り始めた</figcaption></figure><figure><amp-img src="2.jpg"></amp-img><figcaption>地図</figcaption></figure></amp-carousel>{body}<amp-list src="/r.json"><template type="amp-mustache"><p>{{{{title}}}}を読んだ人はこちらの記事も読んでいます。</p></template></amp-list></article><section><h2>アクセスランキング</h2><ol>{setting.links()}</ol></section><footer><p>記事の無断転用を禁じます。</p></footer></body></html>""",
    )


def english_edition(s: Story) -> Page:
    """A daily's edition in English."""
    body = setting.set_body(
        s.body,
        "<p>{}</p>",
        "<h2>{}</h2>",
        {
            2: '<div class="p-article__related"><h3>Related Articles</h3><ul><li><a href="/r">Ferry Service to Mikazuki Island Resumes</a></li></ul></div>'
        },
    )
    stamp = s.published.strftime("%B %-d, %Y")
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(s.title)} - The Bo News</title><meta property="og:title" content="{escape(s.title)}"><meta property="og:site_name" content="The Bo News"></head><body class="single"><header class="l-header"><p class="l-header__lead">News from Japan, brought to you every day by our reporters in 46 prefectures.</p><nav>{setting.links('<a href="/{n}">Latest Article Number {n}</a>')}</nav></header><main><article class="p-article"><h1 class="p-article__title">{escape(s.title)}</h1><div class="p-article__img"><figure><img><figcaption>The lighthouse on Cape Watarase in Nagihara, Shirasagi Prefecture</figcaption></figure></div><p class="p-article__credit">By {s.writer} / Staff Writer</p><p class="p-article__date">{setting.clock(s.published)} JST, {stamp}</p><div class="p-article__body">{body}</div><div class="p-article__share"><a>Share</a><a>Tweet</a></div></article><section class="p-latest"><h2>Most Read</h2><ul><li><a href="/1">Nagihara Electric’s Net Profit More Than Doubles in Nine Months to December</a></li><li><a href="/2">Terraced Rice Fields Lit up by 4,500 Candles</a></li></ul></section></main><aside class="l-side"><h2>Newsletter</h2><p>Sign up to receive our free newsletter, which is delivered every morning except Sundays. You can unsubscribe at any time.</p></aside><footer><p>© 2025 The Bo News. All rights reserved. No reproduction or republication without written permission.</p></footer></body></html>""",
    )


LAYOUTS: tuple[Layout, ...] = (
    hashed_with_experts,
    detail_section,
    parted_by_scrap,
    teaser_then_gate,
    arc,
    two_copies,
    print_version,
    mobile_amp,
    english_edition,
)
