"""Stations, regional papers, a sports daily and a ministry."""
# ruff: noqa: E501  (markup)

from __future__ import annotations

from html import escape

from evals.pages.fourths.news import teasers
from evals.pages.layouts import setting
from evals.pages.layouts.setting import Layout, Page
from evals.pages.stories import Story


def prime_online(s: Story) -> Page:
    """As FNNプライムオンライン: the station over the headline, figures with sentences, an app's banner, the writer's card, 画像ギャラリー."""
    source = "（荻生テレビ）"
    body = setting.set_body(
        s.body,
        "<p>{}</p>",
        "<h2>{}</h2>",
        {
            1: '<figure class="article-body__figure"><img alt=""><figcaption>現地の様子。10日午前、記者が上空から撮影した</figcaption></figure>',
            3: '<div class="article-body__ad"><span>この記事の画像（6枚）</span></div>',
        },
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + "｜ONNプライムオンライン", '<meta property="article:published_time" content="' + setting.iso(s.published) + '">', setting.json_ld(s, "ONNプライムオンライン"))}</head><body><div class="l-wrapper"><header class="header"><a class="header__logo">ONNプライムオンライン</a><nav class="header-nav"><ul>{teasers(count=9)}</ul></nav><div class="header-live"><a>LIVE ニュースを配信中</a></div></header>
<ul class="breadcrumb"><li>トップ</li><li>{s.section}</li><li>{escape(s.title)}</li></ul>
<main class="l-main"><article class="article"><div class="article-header-info"><p class="article-header-info__media"><a href="/w">荻生テレビ</a></p><h1 class="article-header-info__ttl">{escape(s.title)}</h1><div class="article-header-info__data"><span class="article-header-info__category">{s.section}</span><time class="article-header-info__time" datetime="{setting.iso(s.published)}">{setting.kanji(s.published)} {setting.weekday(s.published)}曜 {"午前" if s.published.hour < 12 else "午後"}{s.published.hour % 12:02d}:{s.published.minute:02d}</time></div><ul class="article-sns"><li>Facebook</li><li>X</li><li>LINE</li></ul></div>
<div class="article-movie"><div class="video-js"></div><p class="article-movie__note">動画を再生するには、videoタグをサポートしたブラウザーが必要です。</p></div>
<div class="article-body">{body}<p>{source}</p></div>
<div class="article-question"><p>記事に関するご意見・情報の提供をお待ちしています</p></div>
<div class="article-gallery"><h2>【画像】</h2><ul><li><img><p>一つ前の画像</p></li></ul><a>画像ギャラリーを見る（全6枚）</a></div>
<div class="article-writer"><h2>この記事の取材・執筆</h2><p class="article-writer__name">荻生テレビ</p><p class="article-writer__text">荻生の最新ニュース、身近な話題、災害や事故の速報などを発信します。</p></div></article>
<section class="article-tag"><a>#{s.section}</a><a>#荻生</a></section><section class="l-related"><h2>関連記事</h2><ul>{teasers('<li class="m-article-list__item"><a href="/articles/{n}"><h3>{t}</h3><span>{d} {h}</span></a></li>', 8, 10)}</ul></section></main>
<aside class="l-side"><h2>ランキング</h2><ol>{teasers(count=10, start=30)}</ol><h2>急上昇ワード</h2><ul><li>地震</li><li>台風</li></ul></aside>
<footer><p>ONNプライムオンラインは、全国の系列局が力を合わせて、ニュースの背景までお伝えします。</p><small>© Ogyu News Network. All rights reserved.</small></footer></div></body></html>""",
        paragraphs=(*s.paragraphs, source),
    )


def news_site(s: Story) -> Page:
    """As テレ朝news since 2022: the date in brackets, ■ before subheadings, この記事の写真は… and 広告 between, the programme at the end."""
    parts = tuple((h, "■" + w if h else w) for h, w in s.body)
    source = f"（「グッドあさひ」{setting.kanji(s.published)}放送分より）"
    body = setting.set_body(
        (*parts, (False, source)),
        "<p>　{}</p>",
        '<h3 class="article_sub_heading">{}</h3>',
        {
            1: '<div class="photo_link"><a href="/photo">この記事の写真は7枚</a></div>',
            2: '<div class="ad_rect"><span>広告</span></div>',
            4: '<div class="next_read"><p>▶次の記事を読む</p></div>',
        },
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + "｜オギ朝NEWS-オギ朝のニュースサイト")}<meta name="date" content="{setting.iso(s.published)}"></head><body id="news_detail"><div id="header"><p class="logo"><a>オギ朝NEWS</a></p><ul class="gnav">{teasers(count=8)}</ul></div><div class="l-container"><div class="l-main"><section class="article_box"><p class="category">{s.section}</p><h1 class="article_title">{escape(s.title)}</h1><p class="article_date">[{setting.slashed(s.published)}]</p><ul class="sns"><li>Xでポスト</li><li>シェア</li></ul><div class="article_photo"><img><p class="photo_num">1枚目の写真　全7枚</p></div><div class="article_body">{body}</div><div class="article_tag"><a>#ニュース</a></div></section>
<section class="related"><h2>関連記事</h2><ul>{teasers('<li><a href="/n/{n}"><p>{t}</p><span>[{d} {h}]</span></a></li>', 8, 12)}</ul></section><section class="special"><h2>注目の動画</h2>{teasers('<div class="mv"><a href="/v/{n}">{t}</a></div>', 6, 25)}<p>公式チャンネルでは、速報やライブ配信をお届けしています。チャンネル登録をお願いします。</p></section></div><div class="l-sub"><h2>アクセスランキング</h2><ol>{teasers(count=10, start=40)}</ol></div></div><div id="footer"><p>掲載された全ての記事・画像等の無断転載、二次利用をお断りいたします。</p></div></body></html>""",
        paragraphs=(*(w for _, w in parts), source),
    )


def island_daily(s: Story) -> Page:
    """As 沖縄タイムスプラス: photographs before the text, the writer's desk in brackets, 残り…文字（全文：…）, plans, tags, ads by area."""
    kept = s.body[:4]
    wall = "" if len(s.body) <= 4 else (
        '<div class="article-wall"><p class="article-wall__rest">残り 617文字（全文：1024文字）</p><p>この記事は有料会員限定です。</p><p>1カ月無料でお試しいただけます。荻生タイムスプラスなら、有料記事が読み放題。</p><a>プランに申し込む</a><a>ログイン</a></div>'
    )  # fmt: skip
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " | 荻生タイムス社", setting.json_ld(s, "荻生タイムスプラス", isAccessibleForFree=not wall))}</head><body><header class="gh"><a>荻生タイムスプラス</a><ul>{teasers(count=10)}</ul><p>{setting.kanji(setting.later(s))}（{setting.weekday(s.published)}）の天気　晴れ　24℃</p></header><div class="wrap"><main><article class="article"><header class="article-head"><p class="article-label"><span>{s.section}</span></p><h1 class="article-title">{escape(s.title)}</h1><p class="article-time"><time datetime="{setting.iso(s.published)}">{setting.kanji(s.published)} {setting.clock(s.published)}</time></p><p class="article-time__update">有料</p></header><div class="article-photo"><figure><img><figcaption>（資料写真）荻生市内の様子</figcaption></figure></div><div class="article-body">{setting.set_body(kept, "<p>　{}</p>", "<h2>{}</h2>", {2: '<div class="ad"><p>広告の後に続きます</p></div>'})}</div>{wall}<div class="article-clip"><button>クリップ記事やフォローした内容を<br>マイページでチェック！</button></div><div class="article-tags"><h2>あわせて読みたい</h2><ul>{teasers('<li><a href="/articles/-/{n}"><p>{t}</p><time>{d}</time></a></li>', 8, 6)}</ul></div></article><section><h2>連載・コラム</h2>{teasers('<div><a href="/c/{n}">{t}</a></div>', 8, 20)}</section></main><aside><h2>人気記事ランキング</h2><ol>{teasers(count=10, start=33)}</ol><h2>荻生のお悔やみ情報</h2><p>紙面に掲載した告別式のお知らせを、地域ごとに検索できます。</p></aside></div><footer><p>荻生タイムス＋プラスに掲載の記事・写真の無断転載を禁じます。著作権は荻生タイムス社または各情報提供者に帰属します。</p></footer></body></html>""",
        paragraphs=tuple(w for _, w in kept),
    )


def river_daily(s: Story) -> Page:
    """As 中国新聞デジタル: a lead apart in bold, the stamp with 最終更新, the writer in brackets, pictures last, 会員特典, flyers."""
    rest = (*s.rest, (False, f"（{s.writer}）"))
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " | 荻生川新聞デジタル", setting.json_ld(s, "荻生川新聞社"))}</head><body class="article-detail"><div class="l-header"><a>荻生川新聞デジタル</a><ul>{teasers(count=12)}</ul></div><div class="l-contents"><main class="l-main"><div class="p-article"><div class="p-article__head"><a class="tag">{s.section}</a><h1>{escape(s.title)}</h1><div class="p-article__date"><span>{setting.slashed(s.published)}</span><span>（最終更新: {setting.slashed(setting.later(s))}）</span></div></div><div class="p-article__share"><ul><li>X</li><li>LINE</li><li>印刷</li></ul></div><div class="p-article__body"><p class="p-article__lead"><strong>　{escape(s.lead)}</strong></p>{setting.set_body(rest, "<p>　{}</p>", '<h3 class="midashi">◆{}</h3>')}</div><div class="p-article__photos"><ul><li><img><span>町並みを歩く人たち（撮影・{s.writer}）</span></li><li><img><span>担当者から説明を受ける市民</span></li></ul></div><div class="p-article__member"><p>デジタル会員になると、気になる記事を保存できるほか、紙面をそのままお読みいただけます。</p><a>会員登録</a></div></div><section class="p-list"><h2>{s.section}の最新記事</h2><ul>{teasers('<li><a href="/articles/-/{n}"><span>{t}</span><time>{d}</time><span>会員限定記事</span></a></li>', 10, 15)}</ul></section></main><aside class="l-side"><h2>アクセスランキング</h2><ol>{teasers(count=10, start=40)}</ol><h2>お知らせ</h2><ul><li><a>メンテナンスのお知らせ（25日午前2時～5時）</a></li></ul><h2>荻生川新聞の本</h2><p>好評だった連載が一冊になりました。送料無料でお届けします。</p></aside></div><footer><p>本サイト内に掲載の記事・写真などの一切の無断転載を禁じます。</p></footer></body></html>""",
        paragraphs=(
            s.lead,
            *(f"◆{w}" if h else w for h, w in rest),
        ),
    )


def sports_text(s: Story) -> Page:
    """As スポーツ報知: 時分 in kanji, a photograph's caption before the text, 写真 links in it, 関連 and 社告, no year in lists."""
    body = setting.set_body(
        s.body,
        '<p class="article-text">　{}</p>',
        '<p class="article-text">　◆{}</p>',
        {
            2: '<div class="article-photo-link"><a href="/photo">【写真】試合後、スタンドに一礼する選手たち</a></div>'
        },
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " - スポーツ荻知", setting.json_ld(s, "スポーツ荻知"))}</head><body><header><ul>{teasers(count=12)}</ul></header><div class="container"><main><nav class="bread"><a>ホーム</a><a>{s.section}</a></nav><article class="article"><h1 class="article-title">{escape(s.title)}</h1><p class="article-date">{setting.kanji(s.published)} {s.published.hour}時{s.published.minute}分　スポーツ荻知</p><ul class="article-sns"><li>ポスト</li><li>シェア</li></ul><figure class="article-figure"><img><figcaption>記者会見に臨む関係者（カメラ・佐保　正巳）</figcaption></figure><div class="article-body">{body}</div><p class="article-note"><a>【関連記事】選手の成績はこちら</a></p><div class="article-tags">{s.section}</div></article><section><h2>{s.section}最新一覧</h2><ul>{teasers('<li><a href="/articles/{n}">{t}</a><span>{h}</span></li>', 12, 9)}</ul></section><section><h2>動画</h2>{teasers('<div><p><a href="/v/{n}">{t}</a></p></div>', 6, 30)}</section></main><aside><h2>アクセスランキング</h2><ol>{teasers(count=10, start=20)}</ol><h2>購読のご案内</h2><p>スポーツ荻知の購読は、お近くの販売店か電話でお申し込みください。</p></aside></div><footer><p>Copyright © Ogichi Shimbun. All Rights Reserved.</p><p>※スポーツ荻知の記事・写真・イラストの無断転載を禁じます。</p></footer></body></html>""",
        paragraphs=tuple(f"◆{w}" if h else w for h, w in s.body),
    )


def transport_ministry(s: Story) -> Page:
    """As 国土交通省's 報道発表資料: the logo as h1, the headline as h2, a dashed subtitle, 添付資料 as PDF, お問い合わせ先 in a table."""
    era = f"令和{s.published.year - 2018}年{s.published.month}月{s.published.day}日"
    body = setting.set_body(s.body, "<p>　{}</p>", "<p><strong>{}</strong></p>")
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>報道発表資料：{escape(s.title)} - 国土荻生省</title><meta name="description" content="国土荻生省の報道発表資料"></head><body id="press"><div id="header"><h1><a href="/"><img alt="国土荻生省"></a></h1><p><a>本文へ</a><a>English</a><a>音声読み上げ・ルビ振り</a></p><ul id="globalNav"><li>国土荻生省について</li><li>報道・広報</li><li>政策・法令・予算</li><li>オープンデータ</li><li>お問い合わせ・申請</li></ul></div><div id="topicPath"><a>ホーム</a> &gt; <a>報道・広報</a> &gt; <a>報道発表資料</a> &gt; {escape(s.title)}</div><div id="contents"><div id="contentsMain"><div class="pressHead"><h2 class="pageTitle">報道・広報</h2></div><div class="section"><h2 class="title">{escape(s.title)}</h2><p class="date">{era}</p><div class="clearfix">{body}</div></div><div class="section"><h3>添付資料</h3><ul class="pdf"><li><a href="1.pdf">報道発表資料（PDF形式：218KB）</a></li><li><a href="2.pdf">別添（PDF形式：1.4MB）</a></li></ul><p>PDF形式のファイルをご覧いただくためには、Adobe Acrobat Readerが必要です。右のアイコンをクリックしてダウンロードしてください（無償）。</p></div><div class="contact"><h3>お問い合わせ先</h3><table><tr><td>国土荻生省水管理局水資源部　蓼沼、丹生谷<br>TEL：03-0000-8111 （内線31-204）　直通 03-0000-8386</td></tr></table></div><p class="toTop"><a>ページの先頭に戻る</a></p></div><div id="side"><h2>報道・広報</h2><ul><li>大臣会見</li><li>報道発表資料</li><li>広報誌</li></ul></div></div><div id="footer"><address>〒100-0000 東京都千代田区霞が関0-0-0　（代表電話）03-0000-8111</address><p>Copyright© MLOG Japan. All Rights Reserved.</p></div></body></html>""",
        published=s.published.date().isoformat(),
    )


LAYOUTS: tuple[Layout, ...] = (
    prime_online,
    news_site,
    island_daily,
    river_daily,
    sports_text,
    transport_ministry,
)
