"""National dailies, a business daily, a sports daily and two regional papers."""
# ruff: noqa: E501  (markup)

from __future__ import annotations

from html import escape

from evals.pages.fourths.news import teasers
from evals.pages.layouts import setting
from evals.pages.layouts.setting import Layout, Page
from evals.pages.stories import Story


def comment_plus(s: Story) -> Page:
    """As 朝日新聞デジタル since 2021: hashed classes, a part for members, comments of experts, newsletters, ranking in tabs."""
    kept = s.body[:5]
    split = "" if len(s.body) <= 5 else "".join(
        (
            '<div class="aLp9c"><div class="FqgeR"><p>この記事は<span>有料記事</span>です。</p><p>残り<span>842</span>文字<a href="/promo">有料会員になると続きをお読みいただけます。</a></p></div>',
            '<div class="Jm4ef"><p>※無料期間中に解約した場合、料金はかかりません</p><a>今すぐ登録（春トクキャンペーン中）</a><a>ログインする</a></div></div>',
        )
    )  # fmt: skip
    return setting.page(
        s,
        f"""<!DOCTYPE html>
<html lang="ja"><head>{setting.head(s, s.title + "：夜見新聞デジタル", '<meta name="pubdate" content="' + setting.iso(s.published) + '">', '<link rel="amphtml" href="/articles/amp/1.html">', setting.json_ld(s, "夜見新聞社", headline=s.title + "：夜見新聞デジタル", isAccessibleForFree="False", hasPart={"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".paywall"}))}</head>
<body class="article-page"><div id="__next"><div class="mHDgc" id="GlobalHeader"><a href="/">夜見新聞デジタル</a><ul class="Nv3xc">{teasers('<li><a href="/s/{n}">{t}</a></li>', 8)}</ul>
<div class="QKmzy"><p>朝刊紙面ビューアー</p><p>夕刊紙面ビューアー</p><a>サイトマップ</a></div></div>
<div class="D8MXL"><ul class="pR0Jd"><li><a href="/">トップ</a></li><li><a href="/national">{s.section}</a></li><li>記事</li></ul></div>
<main class="w8Bsc"><div class="y_Qv3"><h1>{escape(s.title)}</h1><div class="Oe9Kx"><span class="gBtu7">有料記事</span></div>
<div class="DKIUO"><div class="H8KYB"><span class="hw8rL"><a href="/reporter/1">{s.writer}</a></span></div><span class="bphVU"><time dateTime="{setting.utc(s.published)}">{setting.kanji(s.published)} {s.published.hour}時{s.published.minute:02d}分</time></span></div>
<ul class="_SnsBtns"><li><button>list</button></li><li><a>X</a></li><li><a>メールする</a></li><li><a>印刷する</a></li></ul>
<div class="IbBHe"><button>[PR]</button></div></div>
<div class="nfyQp"><div class="hMain"><figure class="qTN2j"><a href="/photo/1"><picture><img alt="写真・図版"></picture></a><figcaption>写真・図版<span>記者の質問に答える担当者＝2024年、夜見市、{s.writer}撮影</span></figcaption></figure></div>
{setting.set_body(kept, "<p>　{}</p>", '<h2 id="h">{}</h2>', {2: '<div class="Gk3wd"><div class="ad" id="ad-inarticle"><p>[PR]</p></div></div>', 3: '<div class="iPr8z"><a href="/a/9001">【そもそも解説】いまさら聞けない水道管のこと</a></div>'})}{split}</div>
<div class="zRwVN"><h2>この記事を書いた人</h2><div class="Cw6bm"><img><dl><dt>{s.writer}</dt><dd>ネットワーク報道本部</dd><dt>専門・関心分野</dt><dd>地方行政、インフラ、子どもの貧困</dd></dl><a>フォロー</a></div></div>
<div id="commentPlus" class="dYg7B"><h2>コメントプラス</h2><p>専門記者・コメンテーターがさまざまな視点から解説</p>
<div class="kuP3W"><div><span>小笠原実</span><span>（夜見大学教授＝公共政策）</span><time>{setting.kanji(s.published)} {setting.clock(setting.later(s))} 投稿</time></div><p>【視点】この問題は一つの自治体にとどまらない。人口が減る中で、何を残し、何をあきらめるのか。住民が納得できるかたちで議論を始める時期に来ている。…<a>続きを読む</a></p><span>27</span></div></div>
<section class="rTr0y"><h2>連載<a>足元が危ない（全5回）</a></h2><p>私たちの暮らしを支える見えないインフラに、静かに異変が起きています。現場を歩き、これからを考えます。</p><a>この連載の一覧を見る</a></section>
<section class="f5Nwc"><h2>ニューズレター</h2><h3>夜見の朝</h3><p>旬のニュースから、担当編集長が厳選した記事を毎朝お届けします。</p><p>※毎週月曜から金曜配信</p><label>メール登録</label></section>
<section class="oLs8k"><h2>関連ニュース</h2><ul>{teasers('<li><a href="/articles/{n}"><p>{t}</p><time>{d} {h}</time></a></li>', 10, 8)}</ul></section>
<section><h2>おすすめ</h2>{teasers('<div class="tz9Qc"><a href="/o/{n}"><h3>{t}</h3></a><p>[PR]</p></div>', 12, 20)}</section></main>
<div class="XhT1c"><h2>アクセスランキング</h2><div role="tablist"><button>1時間</button><button>24時間</button></div><ol>{teasers('<li><div><a href="/r/{n}"><span>{t}</span></a><span>有料</span></div></li>', 20, 40)}</ol>
<div class="Lb2cx"><h2>トップニュース</h2><ul>{teasers(start=60)}</ul></div></div>
<footer class="vn8Kz"><ul>{teasers(count=15, start=80)}</ul><p>夜見新聞デジタルに掲載の記事・写真の無断転載を禁じます。すべての内容は日本の著作権法並びに国際条約により保護されています。</p><p>Copyright © The Yomi Shimbun Company. All rights reserved. No reproduction or republication without written permission.</p></footer></div></body></html>""",
        paragraphs=tuple(w for _, w in kept),
    )


def article_text(s: Story) -> Page:
    """As 朝日新聞デジタル in 2019: ArticleTitle, LastUpdated, ArticleText, photographs in a box, 有料会員限定 told in the head only."""
    body = setting.set_body(
        s.body,
        "<p>　{}</p>",
        "<h2>{}</h2>",
        {1: '<div class="AdMod" id="AdInArticle"><span>[PR]</span></div>'},
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja" prefix="og: http://ogp.me/ns#"><head>{setting.head(s, s.title + "：夜見新聞デジタル", '<meta name="TITLE" content="' + escape(s.title) + '">', '<meta name="DATE" content="' + setting.kanji(s.published) + '">')}</head><body>
<div id="HeaderAd"></div><div id="GlobalNav"><ul>{teasers(count=14)}</ul></div><div class="BreadCrumb"><ul><li>夜見新聞デジタル</li><li>記事</li></ul></div>
<div id="MainInner"><div class="ArticleTitle"><div class="Title"><p class="Category">{s.section}</p><h1>{escape(s.title)}</h1></div>
<div class="Utility"><p class="Sub">{s.writer}</p><p class="LastUpdated">{setting.kanji(s.published)} {s.published.hour}時{s.published.minute:02d}分</p></div>
<ul class="SocialUtility"><li>シェア</li><li>ツイート<span id="tw">list</span></li><li>ブックマーク</li><li>メール</li><li>印刷</li></ul></div>
<div class="ArticleBody"><div class="ImagesMod"><div class="Image"><a href="p.html"><img alt="写真・図版"></a><p class="Caption">説明に聞き入る人たち＝夜見市</p></div><ul class="Thum"><li><img></li><li><img></li></ul></div><div class="ArticleText">{body}<p>（{s.writer}）</p></div><div class="MoreLink"><a>この記事の写真をすべて見る</a></div></div>
<div class="SnsUtilityArea"><p>最新のニュースをお届けします</p><a>いいね！</a></div><div class="RelatedLinksMod"><h2>関連ニュース</h2><ul>{teasers(count=6, start=5)}</ul></div><div class="PRMod"><h2>PR情報</h2><ul>{teasers(count=5, start=15)}</ul></div></div>
<div id="SubInner"><div class="NewsRanking"><h2>アクセスランキング</h2><ol>{teasers(count=10, start=20)}</ol></div><div class="Sg"><h3>夜見新聞デジタルの特集</h3><dl>{teasers("<dt><a>{t}</a></dt><dd>話題の現場を記者が歩きました。動画もあります。</dd>", 6, 30)}</dl></div></div>
<div id="Footer"><p>夜見新聞デジタルに掲載の記事・写真の無断転載を禁じます。すべての内容は日本の著作権法並びに国際条約により保護されています。</p></div></body></html>""",
        paragraphs=(*s.paragraphs, f"（{s.writer}）"),
    )


def articledetail(s: Story) -> Page:
    """As 毎日新聞: articledetail-body, the writer in brackets at the end, 残り…文字 for members, recommendations by cx."""
    kept = s.body[:4]
    whole = len(s.body) <= 4
    last = f"<p>　【{s.writer}】</p>" if whole else ""
    wall = "" if whole else '<div class="articledetail-paywall"><p class="kiji-limit">この記事は有料記事です。</p><p>残り1050文字（全文1588文字）</p><a href="/signup">今すぐ登録して続きを読む</a></div>'  # fmt: skip
    names = (f"【{s.writer}】",) if whole else ()
    return setting.page(
        s,
        f"""<!doctype html><html lang="ja"><head>{setting.head(s, s.title + " | 夜見日日新聞", '<meta name="cXenseParse:recs:publishtime" content="' + setting.iso(s.published) + '">', '<meta property="article:published_time" content="' + setting.iso(s.published) + '">', setting.json_ld(s, "夜見日日新聞", isAccessibleForFree=whole))}</head><body id="article-detail">
<header class="header"><div class="header-logo"><a href="/">夜見日日新聞</a></div><div class="header-nav"><ul>{teasers(count=16)}</ul></div><div class="breaking-news"><p>速報 <a href="/b">県南部で震度3 津波の心配なし</a></p></div></header>
<div class="breadcrumb"><ol><li>トップ</li><li>{s.section}</li></ol></div><main><article class="articledetail"><header class="articledetail-header"><ul class="articletag-list"><li><a>{s.section}</a></li><li>速報</li></ul><h1 class="title-page">{escape(s.title)}</h1>
<ul class="articledetail-info"><li class="articletag"><span class="is-gold">有料記事</span></li></ul><p class="articledetail-date"><span>夜見日日新聞</span> <time datetime="{setting.iso(s.published)}">{setting.slashed(s.published)}</time>（最終更新 <time datetime="{setting.iso(setting.later(s))}">{setting.later(s).month}/{setting.later(s).day} {setting.clock(setting.later(s))}</time>） English version <span>{sum(map(len, s.paragraphs))}文字</span></p><div class="toolbar"><ul><li>ポスト</li><li>みんなのポストを見る</li><li>シェア</li><li>ブックマーク</li><li>保存</li><li>メール</li><li>リンク</li><li>印刷</li></ul></div></header>
<section id="articledetail-body" class="articledetail-body"><div class="articledetail-image-left"><a href="/g/1"><figure><img><figcaption>会場の様子＝夜見市で{setting.kanji(s.published)}、{s.writer}撮影</figcaption></figure></a><p class="image-link">拡大</p></div>
{setting.set_body(kept, "<p>　{}</p>", '<h2 class="caption-head">{}</h2>', {1: '<div class="ad-article-in"><p>Advertisement</p><script>googletag.cmd.push(function(){})</script></div>', 2: '<div class="link-box"><p>あわせて読みたい</p><ul><li><a href="/a1">写真特集はこちら</a></li></ul></div>'})}{last}{wall}</section>
<div class="articledetail-share"><p>記事をシェアする</p></div><section class="articledetail-related"><h2>関連記事</h2><ul class="articlelist">{teasers('<li><a href="/articles/{n}"><div class="articlelist-title"><h3>{t}</h3></div><div class="articlelist-detail"><span>{s}</span><time>{d} {h}</time><span>847文字</span></div></a></li>'.replace("{s}", s.section), 8, 10)}</ul></section>
<section class="feature"><h2>あわせて読みたい</h2>{teasers("<div><a>{t}</a><span>AD</span></div>", 10, 25)}</section></article></main>
<aside class="side"><section><h2>アクセスランキング</h2><div class="tab"><span>現在</span><span>昨日</span><span>1カ月</span></div><ol>{teasers('<li><a href="/r/{n}"><p class="rank-title">{t}</p></a></li>', 15, 40)}</ol></section><section><h2>スポニチ</h2><ul>{teasers(start=60)}</ul></section></aside><footer><ul>{teasers(count=12, start=80)}</ul><p>著作権・リンク・記事使用などについて。夜見日日新聞のニュースサイトに掲載の記事・写真・図表など無断転載を禁止します。</p></footer></body></html>""",
        paragraphs=(*(w for _, w in kept), *names),
    )


def par1_iwe(s: Story) -> Page:
    """As 読売新聞オンライン: p.par1 with itemprop, 完全版 and scrap buttons, a number under the text, 最新記事一覧, newspaper ads."""
    body, n = [], 0
    for is_head, words in s.body:
        if is_head:
            body.append(f'<h3 class="c-article-subtitle">{escape(words)}</h3>')
            continue
        n += 1
        body.append(f'<p class="par{n} iwe" itemprop="articleBody">　{escape(words)}</p>')
        if n == 1:
            body.append(
                '<figure class="article-image align-right"><a href="/photo"><picture><img itemprop="image"></picture></a><figcaption>現場を調べる関係者ら（夜見市で）</figcaption></figure><div class="p-article-ad"><p>広告</p></div>'
            )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " : 夜見読報オンライン", setting.json_ld(s, "夜見読報", articleSection=s.section))}<script>var dataLayer=[{{"article_title":"{s.title}"}}]</script></head><body class="single single-post"><div id="wrapper"><header class="header"><div class="header__inner"><p class="header-logo"><a>夜見読報オンライン</a></p><p class="header-member">読者会員限定</p><nav><ul class="g-nav">{teasers(count=15)}</ul></nav></div></header>
<div class="layout-contents"><div class="layout-contents__main"><nav class="p-breadcrumb"><ul><li>ニュース</li><li>{s.section}</li></ul></nav><article class="article-content" itemscope itemtype="http://schema.org/NewsArticle"><header class="article-header"><h1 class="title-article c-article-title" itemprop="headline">{escape(s.title)}</h1><div class="p-header-util"><div class="c-article-date"><time datetime="{setting.iso(s.published)}">{setting.slashed(s.published)}</time></div><div class="c-share"><ul><li><a>メモ入力</a></li><li>-最大400文字まで</li><li>スクラップ</li><li>シェア</li></ul><p>完了しました</p></div></div></header>
<div class="p-main-contents ">{"".join(body)}</div><div class="p-article-utils"><span class="c-article-number">6213458 0 {s.section} {setting.slashed(s.published)} {setting.slashed(setting.later(s))}</span><p class="p-article-utils__right">無断転載・複製を禁じます</p></div>
<div class="ev-article-manual-related uni-article-related"><h2 class="c-head-wrap">あわせて読みたい</h2><ul class="list-item">{teasers('<li><a href="/n/{n}"><h3 class="c-list-title">{t}</h3></a><time>{d} {h}</time></li>', 8, 12)}</ul></div></article>
<section class="latest"><h2>「{s.section}」の最新記事一覧</h2><ul>{teasers(count=10, start=22)}</ul></section><section class="p-rec"><h2>記事に関する報告</h2><p>この記事について編集部に意見や感想を送ることができます。いただいた内容は紙面などで紹介することがあります。</p></section></div>
<aside class="layout-contents__side"><div class="p-ranking"><h2>アクセスランキング</h2><div class="p-ranking-tab"><ul><li>今日</li><li>週間</li></ul></div><ol>{teasers(count=10, start=40)}</ol></div><div class="p-shop"><h3>読報IDのご登録でもっと便利に</h3><p>一般会員登録はこちら（無料）</p><p>東京の神社仏閣をめぐる旅を、読者限定でご案内します。</p></div><ul>{teasers(count=20, start=60)}</ul></aside></div>
<footer><p>※本サイトの記事・写真などを許可なく使うことを禁じます。</p><small>© The Yomi Yomi.</small></footer></div></body></html>""",
    )


def think_comments(s: Story) -> Page:
    """As 日経電子版: paragraph_ classes, ひとこと解説 of an expert over the text, 関連記事 as a paragraph, moderation's notices, 会員限定."""
    kept = s.body[:3]
    full = len(s.body) <= 3
    gate = "" if full else '<div class="container_c1k4o"><div class="paywallGuide_p1"><p class="guide_g1">この記事は有料会員限定です。登録すると続きをお読みいただけます。</p><div class="remain_r3"><span>残り</span><span>1,204</span><span>文字</span></div><div class="box_b8"><p>初割ですべての記事が読み放題</p><p>有料会員が2カ月無料</p><a>有料会員に登録する</a><a>無料会員に登録する</a><a>ログインする</a></div></div></div>'  # fmt: skip
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " - 日東経済新聞", setting.json_ld(s, "日東経済新聞社", isAccessibleForFree=full, datePublished=setting.utc(s.published)))}</head><body><div id="__next" class="root_r1"><div class="appBanner_a1"><p>日東電子版アプリで快適に読む</p></div><header class="head_h1"><a aria-label="日東経済新聞"></a><p>ようこそ ゲストさん</p><nav><ul>{teasers(count=18)}</ul></nav></header>
<div class="container_chl7k0w"><div class="articleWrapper_a1"><main role="main" class="main_m1mmf8"><article class="article_aeqihpr"><header><h1 class="title_tp0qjrp">{escape(s.title)}</h1><div class="breadcrumb_b1"><a>{s.section}</a><a>金融政策</a></div><div class="metaArea_m1"><div class="timestampWrapper_t1"><time dateTime="{setting.utc(s.published)}">{setting.kanji(s.published)} {setting.clock(s.published)}</time>（<time>{setting.kanji(setting.later(s))} {setting.clock(setting.later(s))}更新</time>）</div><span class="member_m">[会員限定記事]</span></div></header>
<div class="shareTools_s1"><ul><li>保存</li><li>メール</li><li>X</li><li>はてなブックマーク</li><li>その他</li></ul></div>
<section class="think_t1d"><h3 class="thinkTitle_t1">Think!</h3><p class="thinkLead_t2">多様な観点からニュースを考える</p><p class="thinkNote_t3">※掲載される投稿は投稿者個人の見解であり、日東経済新聞社の見解ではありません。</p><div class="expert_e1"><p class="name_n1">永井川洋</p><p class="job_j1">水野谷大学大学院 教授</p><p class="label_l1">分析・考察</p><p class="text_t4">今回の判断は想定通りだが、反対票の重みは小さくない。次の一手を占う上では、企業の価格設定の変化を丁寧に見る必要がある。</p></div></section>
<section class="container_cz8tiun">{setting.set_body(kept, '<p class="paragraph_p18q0vz2">{}</p>', '<h2 class="heading_h1">{}</h2>', {1: '<div class="image_i1m"><figure class="figure_f1"><button><picture><img></picture><span>画像の拡大</span></button><figcaption class="caption_c1">記者会見に臨む担当者（19日、東京・中央）</figcaption></figure></div>', 2: '<div class="embedHTML_e1"><div id="chart1"></div></div><div class="relatedLink_r1"><p>【関連記事】</p><ul><li>・<a href="/r1">長期金利、17年ぶり高水準に</a></li><li>・<a href="/r2">住宅ローンはどう動くか 専門家に聞く</a></li></ul></div>'})}</section>{gate}
<section class="think_t2d"><p>この投稿は現在非表示に設定されています</p><p>（更新）</p></section></article>
<section class="series_s1"><h2>春割・金融政策</h2><p>金利、物価、為替。中央銀行の次の動きを読み解くニュースと解説をまとめました。</p>{teasers('<article class="card_c1"><h3><a href="/a/{n}">{t}</a></h3><p class="snippet">{t}について、関係者への取材で明らかになった。詳しい経緯を調べている。</p><time>{d}</time></article>', 6, 20)}</section>
<section class="followTopics_f1"><h3>関連トピック</h3><p>トピックをフォローすると、新着情報のチェックやまとめ読みがしやすくなります。</p><ul><li>利上げ</li><li>消費者物価</li></ul></section><section><h2>セレクション</h2><ul>{teasers(count=12, start=30)}</ul></section></main>
<aside class="side_s1"><h2>アクセスランキング</h2><ol>{teasers(count=10, start=50)}</ol><h2>新着</h2><ul>{teasers(count=20, start=70)}</ul></aside></div></div><footer><p>日東経済新聞の編集方針</p><p>No reproduction without permission.</p></footer></div></body></html>""",
        paragraphs=tuple(w for _, w in kept),
    )


def arc_fusion(s: Story) -> Page:
    """As 産経ニュース since 2021: article-text, links between with ■, an image with expansion, the whole content in a script, outbrain."""
    body = setting.set_body(
        s.body,
        '<p class="article-text" data-component="text">{}</p>',
        '<h3 class="article-subheadline">{}</h3>',
        {
            1: '<figure class="article-image"><div class="image-wrapper"><img></div><figcaption class="article-image-caption">取材に応じる関係者＝12日午後、夜見市（棟方さやか撮影）</figcaption></figure>',
            3: '<p class="article-text"><a href="/a/8001" class="inner-link">■〈独自〉国が補助率引き上げを検討 老朽管対策で</a></p><div class="ad-unit article-inread"><span>広告</span></div>',
        },
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " - 産業夜見ニュース", setting.json_ld(s, "産業夜見新聞", datePublished=setting.utc(s.published)))}<script id="fusion-metadata">window.Fusion=window.Fusion||{{}};Fusion.globalContent={{"headlines":{{"basic":"{s.title}"}},"content_elements":[{{"content":"続きは会員の方だけがお読みいただけます。"}}]}};</script></head><body><div id="fusion-app"><div class="layout-section"><header class="header-bar"><button>メニュー</button><a>産業夜見ニュース</a><ul class="trend">{teasers(count=12)}</ul><div class="PageBuilder-header"><p>朝刊が読める購読プラン、初月無料キャンペーン中です。</p></div></header></div>
<div class="layout-section main"><div class="col"><article class="article-wrapper"><div class="overline"><a>{s.section}</a></div><h1 class="article-headline">{escape(s.title)}</h1><div class="article-meta"><div class="article-meta-upper"><time datetime="{setting.utc(s.published)}">{setting.slashed(s.published)}</time></div><p class="byline"><a>{s.writer}</a></p><div class="article-section"><a>{s.section}</a><a>地方</a></div><ul class="social"><li>反応</li><li>記事を保存</li></ul></div>
<div class="article-body">{body}</div><div class="article-promo"><a href="/b1">■〈関連〉水道料金、2046年に平均5割値上げ 民間推計</a></div><div class="promo-text"><p>「産業夜見ニュース」のLINEアカウントを友だち登録すると、最新の話題を1日3回お届けします。</p></div></article>
<div class="recommend"><h2>会員限定記事</h2>{teasers('<div class="storycard"><h3 class="headline"><a href="/a/{n}">{t}</a></h3><time>{d} {h}</time></div>', 9, 15)}</div><div class="OUTBRAIN"><h2>あなたへのおすすめ</h2>{teasers('<div class="ob-item"><a><span>{t}</span><span>PR 東西証券</span></a></div>', 12, 30)}</div></div>
<div class="right-rail"><h2>ランキング</h2><ol>{teasers(count=10, start=45)}</ol><h2>今日のトピックス</h2>{teasers("<p>・<a>{t}</a></p>", 15, 60)}</div></div><footer><p>© {s.published.year} The Sanyomi Shimbun. All rights reserved.</p></footer></div></body></html>""",
    )


def cmp_richtext(s: Story) -> Page:
    """As 東京新聞: subheadings with ◆, boxes of related links in the text, a blue explanation box, お気に入り and 会員限定."""
    told = tuple((h, f"◆{w}" if h else w) for h, w in s.body)
    body = setting.set_body(
        told,
        '<div class="block"><div class="cmp-richtext"><p>　{}</p></div></div>',
        '<div class="block"><div class="cmp-richtext"><h3>{}</h3></div></div>',
        {
            1: '<div class="block"><div class="cmp-image"><figure class="image"><img><figcaption class="caption">説明する市の担当者（左）＝夜見市役所で</figcaption></figure></div></div>',
            2: '<div class="block"><div class="cmp-related"><p><strong>【関連記事】</strong><a href="/r">下水道管の点検、県内12市町で遅れ</a><br><strong>【関連記事】</strong><a href="/r">「まさか自分の町で」</a></p></div></div>',
            4: '<div class="block"><div class="cmp-frame"><p class="frame-ttl">下水道の標準耐用年数</p><p>国が定めた目安で、管は50年、ポンプなどの機械は15〜20年。過ぎてもただちに使えなくなるわけではない。</p></div></div>',
        },
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + "：夜見東部新聞デジタル", setting.json_ld(s, "夜見東部新聞"))}</head><body class="p-article"><header class="l-header"><p>夜見東部新聞デジタル</p><ul>{teasers(count=14)}</ul></header><main class="l-main"><div class="l-main__content"><article><div class="c-header-article"><h1 class="ttl">{escape(s.title)}</h1><div class="info"><p class="date">{setting.kanji(s.published)} {s.published.hour:02d}時{s.published.minute:02d}分</p><p class="kaiin">有料会員限定記事</p><ul class="sns"><li>お気に入りに追加</li><li>シェア</li></ul></div></div><div class="b-content-article"><div class="main">{body}</div></div>
<div class="c-box-kaiin"><p class="ttl">カテゴリーをフォローする</p><ul><li>{s.section}</li></ul><p>『夜見東部新聞デジタル』の新着をメールで受け取れます。</p></div><div class="c-keyword"><h2>関連キーワード</h2><ul><li><a>インフラ</a></li></ul></div><div class="c-comment"><h2>みんなのコメント<span>0</span>件</h2><p>おすすめ順 / 新着順</p><p>この記事へのコメントはまだありません。あなたの意見をお寄せください。</p><p>※コメントは事前に確認し、基準に沿わないものは掲載しません。</p></div></article><section class="c-list"><h2>おすすめ情報</h2>{teasers("<article><h3><a>{t}</a></h3><p class=date>{d}</p></article>", 10, 20)}</section></div><aside><h2>記事ランキング</h2><ol>{teasers(count=15, start=35)}</ol></aside></main><footer>{teasers("<a>{t}</a>", 10, 60)}<p>当サイトの文章、写真の無断転載を禁じます。</p></footer></body></html>""",
        paragraphs=tuple(w for _, w in told),
    )


def sports_daily(s: Story) -> Page:
    """As 日刊スポーツ: [date] in brackets, photographs with sentences between, a score table, photo list, PR."""
    body = setting.set_body(
        s.body,
        "<p>{}</p>",
        '<h4 class="subtitle">{}</h4>',
        {
            1: '<figure class="article-photo"><a href="/p"><img></a><figcaption>4回戦を終え、観客席に手を振る選手（撮影・高千穂遼）</figcaption></figure><table class="score"><tr><th></th><th>1</th><th>2</th><th>計</th></tr><tr><td>夜見</td><td>2</td><td>4</td><td>6</td></tr></table>'
        },
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " - " + s.section + " : 夜見スポーツ", setting.json_ld(s, "夜見スポーツ"))}</head><body id="article"><div id="header"><h2 class="logo">夜見スポーツ</h2><ul id="gnav">{teasers(count=20)}</ul></div><div id="topicpath"><p>夜見スポーツ&gt;{s.section}&gt;ニュース</p></div><div id="main"><article class="article-main"><header class="article-header"><h1 class="article-title">{escape(s.title)}</h1><p class="article-date"><time datetime="{s.published.strftime("%Y-%m-%dT%H:%M")}">[{setting.kanji(s.published)}{s.published.hour}時{s.published.minute}分]</time></p><ul class="snsbtn"><li>Facebook</li><li>X</li><li>B!</li></ul></header><div class="article-body" id="news">{body}<p class="photo-list-link"><a href="/photos">写真一覧（全8枚）</a></p></div><div class="article-comment"><p>コメントを読む・書く</p></div></article><section class="related"><h3>関連するニュース</h3><ul>{teasers('<li><a href="/n/{n}">{t}</a> [{d} {h}]</li>', 10, 10)}</ul></section><section class="pr"><h3>おすすめ情報<span>PR</span></h3><ul>{teasers(count=8, start=25)}</ul></section></div><div id="sub"><h3>{s.section}ニュースランキング</h3><ol>{teasers(count=10, start=40)}</ol><div class="headline"><h3>最新ニュース</h3>{teasers("<dl><dt>[{d}{h}]</dt><dd><a>{t}</a></dd></dl>", 20, 55)}</div></div><div id="footer"><p>夜見スポーツに掲載の記事・写真・カット等の転載を禁じます。すべての著作権は夜見スポーツ新聞社に帰属します。</p></div></body></html>""",
    )


def regional_limit(s: Story) -> Page:
    """As 北海道新聞, 西日本新聞: articlebody, 残り/全文 counters, plans, area lists and the weather beside."""
    kept = s.body[:2]
    wall = "" if len(s.body) == 2 else '<div class="keyhole"><p>残り：<b>612</b>文字／全文：<b>1003</b>文字</p><p>この記事は会員限定です。登録すると読めます。</p><a>無料で試す（7日間）</a></div>'  # fmt: skip
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + "：夜見地方新聞デジタル", '<meta name="article:published_time" content="' + setting.iso(s.published) + '">')}</head><body><header><div class="weather"><p>夜見 晴れ 最高12度 降水確率10％</p></div><nav><ul>{teasers(count=12)}</ul></nav></header><div id="contents"><div class="main-col"><article id="article"><h1 class="article-title">{escape(s.title)}</h1><p class="article-meta">{s.writer} <span>会員限定記事</span></p><div class="article-date">{setting.kanji(s.published)} {setting.clock(s.published)}（{setting.kanji(setting.later(s))} {setting.clock(setting.later(s))}更新）</div><div class="articlebody" id="article_body"><div class="photo"><img><p>夜見市役所の庁舎。説明会はここで開かれた</p></div>{setting.set_body(kept, "<p>　{}</p>", "<h2>{}</h2>")}{wall}</div><div class="btns"><span>いいね</span><span>0</span></div></article><section><h2>{s.section}の新着</h2>{teasers('<div class="it"><a href="/n/{n}">{t}</a><span>{h}</span></div>', 20, 12)}</section><section class="plan"><h2>デジタルプランのご案内</h2><p>紙面ビューアーと合わせて、過去1年分の記事を検索できます。ご家族3人まで使えます。</p></section></div><div class="side-col"><h2>ランキング</h2><ol>{teasers(count=10, start=35)}</ol><h2>市町村のニュース</h2><ul>{teasers(start=50)}</ul></div></div><footer>掲載の記事・写真・図表などの無断転載を禁じます。</footer></body></html>""",
        paragraphs=tuple(w for _, w in kept),
    )


def weekday_stamp(s: Story) -> Page:
    """As 中日新聞, 神戸新聞 on phones: a stamp without the time zone in words, text in one element with <br>, and a pager."""
    text = "<br>\n".join((f"<strong>{escape(w)}</strong>" if h else f"　{escape(w)}") for h, w in s.body)
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + "｜総合｜夜見南新聞NEXT")}</head><body><div class="hd"><a>夜見南新聞NEXT</a><ul>{teasers(count=10)}</ul></div><div class="wrap"><div class="nx_news"><h2 class="cat">{s.section}</h2><h1 class="ttl01">{escape(s.title)}</h1><ul class="data"><li class="date">{setting.slashed(s.published)}</li><li class="up">{setting.later(s).month}/{setting.later(s).day} {setting.clock(setting.later(s))}（{setting.weekday(setting.later(s))}）更新</li></ul><div class="pic"><a><img></a><p class="cap">住民らが集まった会場＝夜見市中央区</p><p class="zoom">拡大</p></div><div class="nx_txt"><p>{text}</p></div><ul class="pg"><li><a>前の記事</a></li><li><a>一覧</a></li><li><a>次の記事</a></li></ul></div><div class="box"><h2>もっと見る</h2><ul>{teasers(count=14, start=20)}</ul></div></div><div class="ft">{teasers("<a>{t}</a>", 8, 50)}</div></body></html>""",
    )


LAYOUTS: tuple[Layout, ...] = (
    comment_plus,
    article_text,
    articledetail,
    par1_iwe,
    think_comments,
    arc_fusion,
    cmp_richtext,
    sports_daily,
    regional_limit,
    weekday_stamp,
)
