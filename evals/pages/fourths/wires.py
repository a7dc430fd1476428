"""Broadcasters and agencies."""
# ruff: noqa: E501  (markup)

from __future__ import annotations

from html import escape

from evals.pages.fourths.news import teasers
from evals.pages.layouts import setting
from evals.pages.layouts.setting import Layout, Page
from evals.pages.stories import Story


def body_text(s: Story) -> Page:
    """As NHK NEWS WEB 2021–2025: a summary, sections with body-title and body-text, <br><br> in one <p>."""
    sections, words = "", [w for _, w in s.body[1:2]]
    title = ""
    for is_head, line in (*s.body[2:], (True, "")):
        if is_head:
            heading = f'<h2 class="body-title">{escape(title)}</h2>' if title else ""
            sections += f'<section class="content--body">{heading}<div class="body-text"><p>{"<br /><br />".join(map(escape, words))}</p></div><div class="body-img"><img></div></section>'
            title, words = line, []
        else:
            words.append(line)
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " | 夜見放送", setting.json_ld(s, "夜見放送"))}<script>var __DetailProp__ = {{title:'{s.title}',summary:'{s.lead}'}};</script></head><body id="news"><header class="header"><div class="header--logo"><a>夜見放送 NEWS</a></div><nav class="gnav"><ul>{teasers(count=14)}</ul></nav><div class="emergency"><p>大雨に関する情報が出ています。最新の情報を確認してください。</p></div></header><div id="main"><article class="module module--detail detail-no-js"><section class="module--content"><header class="content--header"><h1 class="content--title"><span class="contentTitle">{escape(s.title)}</span></h1><p class="content--date"><time datetime="{setting.iso(s.published)[:16]}">{setting.kanji(s.published)} {s.published.hour}時{s.published.minute:02d}分</time> <a class="i-word">{s.section}</a></p><div class="content--tools"><p class="btn-share">シェアする</p><div class="help"><p>ヘルプ</p><p>クリックするとヘルプページに移動します</p></div></div></header><div class="content--detail-body"><div class="content--thumb"><iframe></iframe></div><p class="content--summary">{escape(s.lead)}</p><div class="content--detail-more">{sections}</div></div></section></article><section class="module--cameramaps"><p>この動画の再生時間は2分14秒です</p></section><section class="module"><h2>あわせて読みたい</h2><ul>{teasers('<li><a href="/n/{n}"><em class="title">{t}</em><time>{d} {h}</time></a></li>', 12, 12)}</ul></section></div><aside><section class="ranking"><h2>アクセスランキング</h2><p>一覧</p><ol>{teasers(count=20, start=30)}</ol></section><section><h2>ニュースを深掘り</h2><ul>{teasers("<li><a><b>{t}</b><p>{t}。なぜいま起きているのか、背景を取材しました。</p></a></li>", 8, 60)}</ul></section></aside><footer><p>夜見放送</p><p>Copyright YHK (Yomi Broadcasting). All rights reserved. 許可なく転載することを禁じます。このページは受信料で制作しています。</p></footer></body></html>""",
    )


def contract_dialog(s: Story) -> Page:
    """As NHK ONE since October 2025: hashed classes, a dialog on the contract over everything, a summary toggle, spots of video."""
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " | 夜見放送ニュース", setting.json_ld(s, "夜見放送", datePublished=setting.utc(s.published)))}</head><body><div id="__next"><div class="_1yk7m70" role="dialog"><div class="_1yk7m71"><h2>ご利用にあたって</h2><p>ご覧いただくには、サービスの利用登録が必要です。すでに受信契約をお持ちの方は、追加のご負担なくご利用いただけます。</p><p>ご契約されていない方は、放送のほか、インターネットで必要な手続きをお願いします。</p><button>内容について確認しました</button></div></div><header class="_8d2a1p0"><a>夜見放送ONE</a><ul>{teasers(count=12)}</ul></header><main class="esl7kn0"><div class="esl7kn2s"><article class="_14nk1jc0"><header class="_14nk1jc1"><p class="_1ufgaba0">{s.section}</p><h1 class="_1i1d7sh0"><span>{escape(s.title)}</span></h1><div class="_1d4hnc"><time datetime="{setting.iso(s.published)}">{s.published.month}月{s.published.day}日{"午前" if s.published.hour < 12 else "午後"}{s.published.hour % 12}時{s.published.minute:02d}分</time><span>{s.published.year}年</span></div><ul class="_tag"><li>自治体</li><li>インフラ</li></ul></header><div class="_video"><p>動画を再生する</p><span>1:52</span></div><div class="_1i1d7sh1">{setting.set_body(s.body, '<p class="_1i1d7sh2">{}</p>', '<h2 class="_1i1d7sh4"><span>{}</span></h2>', {1: '<figure class="_fig0"><img><figcaption class="_fig1">復旧工事の現場（12日）</figcaption></figure>'})}</div></article><div class="_btm"><p>この記事はいかがでしたか</p></div><section class="_rel0"><h2>関連記事</h2>{teasers('<a class="_rel1" href="/n/{n}"><div><h3>{t}</h3><time>{d}</time></div></a>', 15, 20)}</section></div><div class="_side0"><h2>注目のニュース</h2>{teasers('<a class="_s1" href="/n/{n}"><p>{t}</p></a>', 20, 40)}</div></main><footer class="_ft0"><ul>{teasers(count=8, start=70)}</ul><small>Copyright YHK. All rights reserved. 許可なく転載することを禁じます。</small></footer></div></body></html>""",
    )


def dig_photos(s: Story) -> Page:
    """As TBS NEWS DIG: 写真を見る links among paragraphs, other articles in the middle, video above, ranking by region."""
    body = setting.set_body(
        s.body,
        "<p>{}</p>",
        "<h2>{}</h2>",
        {
            1: '<div class="article-image"><a href="/p"><img><span>この記事の写真を見る（全5枚）</span></a></div>',
            2: '<div class="article-inner-link"><a href="/x1">【写真を見る】陥没から2週間 現場はいま</a></div><div class="c-ad"><p>スポンサーリンク</p></div>',
            3: '<ul class="inner-recommend"><li><a href="/x2">注目の記事 なぜ? 水道の蛇口から黒い水</a></li></ul>',
        },
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " | YOMI NEWS DIG (1ページ)", setting.json_ld(s, "YOMI NEWS DIG"))}</head><body><div class="l-wrapper"><header class="l-header"><p>YOMI NEWS DIG</p><ul>{teasers(count=16)}</ul></header><main class="l-main"><article class="l-article"><div class="article-header"><p class="c-label">{s.section}</p><h1 class="article-header__title m-article-title">{escape(s.title)}</h1><div class="article-header__meta"><div class="c-source"><a>夜見放送</a></div><time class="c-date">{setting.kanji(s.published)}({setting.weekday(s.published)}) {setting.clock(s.published)}</time><span>{s.section}</span></div></div><div class="video-js"><p>お使いのブラウザでは再生できません。</p></div><div class="article-body">{body}</div><div class="article-share"><p>シェア</p><p>この記事をSNSで共有する</p></div><ul class="pager"><li>1</li><li><a href="?page=2">次のページ</a></li></ul></article><section><h2 class="c-ttl">関連記事</h2>{teasers('<article class="m-thumb"><a href="/a/{n}"><h3>{t}</h3></a><p>{d} {h}</p></article>', 12, 18)}</section></main><aside class="l-side"><h2>アクセスランキング</h2><ol>{teasers('<li><a><article><h3>{t}</h3><p class="src">夜見放送</p></article></a></li>', 20, 40)}</ol></aside><footer>Copyright(C) Yomi Television. All Rights Reserved.</footer></div></body></html>""",
    )


def article_text_tab(s: Story) -> Page:
    """As 時事ドットコム: h1 in a span, …配信 in a line with the section, <br> and indents, no JSON-LD, PR beneath."""
    text = "<br />\n".join((f"<b>{escape(w)}</b>" if h else f"　{escape(w)}") for h, w in s.body)
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + "：夜見時報ドットコム", '<meta name="pubdate" content="' + setting.iso(s.published) + '">')}</head><body><div id="Header"><a>夜見時報ドットコム</a><ul>{teasers(count=18)}</ul></div><div id="Breadcrumbs"><a>トップ</a> &gt; <a>{s.section}</a></div><div id="Main"><article class="ArticleModule"><div class="ArticleTitle"><h1><span id="MainTitle">{escape(s.title)}</span></h1><p class="ArticleTime"><span>夜見時報 {s.section}部</span>{setting.kanji(s.published)}{s.published.hour:02d}時{s.published.minute:02d}分配信</p></div><div class="SnsButton"><ul><li>ツイート</li><li>あとで読む</li></ul></div><div class="ArticleText"><div class="ArticleTextImage"><img><p>記者会見する担当者＝12日、夜見市</p></div><p class="ArticleTextTab">{text}</p></div><div class="ArticlePhotoLink"><a>【夜見時報ドットコム】写真特集はこちら</a></div></article><div class="RelatedLink"><h2>関連ニュース</h2><ul>{teasers(count=6, start=15)}</ul></div><div class="Copyright"><p>記事・写真のご利用について。当社に無断で転載、改変、再配信することはできません。</p></div><div class="MainPR"><h2>PR</h2><ul>{teasers(count=8, start=25)}</ul></div></div><div id="Side"><h2>{s.section} アクセスランキング</h2><ol>{teasers("<li><a>{t}</a> {d} {h}</li>", 10, 40)}</ol><h2>写真・動画</h2>{teasers("<div><a>{t}</a></div>", 20, 60)}</div></body></html>""",
    )


def paragraph_testid(s: Story) -> Page:
    """As ロイター: divs with data-testid for paragraphs, a visually hidden phrase in each link, standards, a times line with 午後."""
    body = []
    for n, (is_head, words) in enumerate(s.body):
        kind = "heading" if is_head else "paragraph"
        tag = "h2" if is_head else "div"
        body.append(
            f'<{tag} data-testid="{kind}-{n}" class="text__text__1FZLe text__dark-grey__3Ml43 article-body__{kind}__2-BtD">{escape(words)}</{tag}>'
        )
        if n == 1:
            body.append(
                '<div data-testid="ResponsiveAdSlot" class="ad__1"><span>Advertisement · Scroll to continue</span></div>'
            )
    half = "午前" if s.published.hour < 12 else "午後"
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " | ヨミター", '<meta name="article:published_time" content="' + setting.utc(s.published) + '">', setting.json_ld(s, "Yomiters", datePublished=setting.utc(s.published)))}</head><body><div id="fusion-app"><header class="site-header__1"><a>メニュー</a>{teasers('<a class="nav__1" href="/{n}">{t}</a>', 14)}</header><div class="regular-article-layout__main"><article data-testid="Article" class="article-container__1"><div class="article__main__33WV2"><header class="article-header__1"><div class="tags__1"><a>{s.section}</a></div><div class="default-article-header__heading__1"><h1 data-testid="Heading" class="text__text__1 heading__base__2T28j">{escape(s.title)}</h1><div class="info-content__1"><div class="author-name__1">{s.writer}</div><time class="text__1" datetime="{setting.utc(s.published)}"><span class="date-line__date__1">{setting.kanji(s.published)}</span><span class="date-line__date__1">{half} {s.published.hour % 12}:{s.published.minute:02d} GMT+9</span><span class="date-line__date__1">{setting.kanji(setting.later(s))}更新</span></time></div></div></header><div data-testid="primary-image" class="primary-image__1"><figure><img><figcaption><p data-testid="Caption">　建物の前を歩く人々。12日、夜見市で撮影。REUTERS風/Sayaka Munakata<a>Purchase Licensing Rights<span style="border:0;clip:rect(0 0 0 0)">, opens new tab</span></a></p></figcaption></figure></div><div class="article-body__wrapper__1"><div class="article-body__content__17Yit">{"".join(body)}<div class="article-body__row__1"><div data-testid="promo-box" class="promo__1"><p class="sign-off__1">私たちの行動規範：<a href="/tp">ヨミター「信頼の原則」<span class="hidden__1">, opens new tab</span></a></p></div></div><div class="toolbar__1"><button>Purchase Licensing Rights</button></div></div></div><div class="author-bio__1"><div><p>{s.writer}</p><p>2015年入社。金融政策、企業財務を担当。趣味は山歩きと古書店めぐりです。</p></div></div></div></article><div class="read-next__1"><h2>次に読みたい</h2><ul>{teasers('<li data-testid="MediaStoryCard"><h3><a>{t}</a></h3><time>{d}</time></li>', 12, 20)}</ul></div><div class="sponsored__1"><h2>Sponsored Content</h2>{teasers("<div><a>{t}</a></div>", 10, 40)}</div></div><footer><p>すべての引用は最低15分遅れとなっています。取引所の一覧と遅延時間についてはこちらをご覧ください。</p><p>© {s.published.year} Yomiters. All rights reserved</p></footer></div></body></html>""",
    )


def skip_links(s: Story) -> Page:
    """As BBCニュース日本語版: visually hidden labels in captions, skip links, a notice for embedded posts, the English original."""
    body = setting.set_body(
        s.body,
        '<div dir="ltr" class="bbc-19j92fr ebmt73l0"><p dir="ltr" class="bbc-hhl7in e17g058b0">{}</p></div>',
        '<div class="bbc-0"><h2 id="section" tabindex="-1" class="bbc-csfn88 e1r3vdyg0">{}</h2></div>',
        {
            2: '<section role="region" aria-labelledby="rec" class="bbc-r"><h2 id="rec">おすすめ記事</h2><a href="#end-of-recommendations" class="focusIndicatorReducedWidth">Skip おすすめ記事 and continue reading</a><ul>'
            + teasers('<li class="bbc-q"><a>{t}</a></li>', 4, 90)
            + '</ul><p id="end-of-recommendations" tabindex="-1">End of おすすめ記事</p></section>',
            3: '<div class="bbc-s"><a href="#skip-x">Skip X post</a><strong>X の投稿を許可しますか？</strong><p>この記事には、X が提供する内容が含まれています。クッキーなどの技術を使う場合があるため、読み込む前に許可をお願いしています。</p><button>許可して続ける</button><p id="skip-x">End of X post</p></div>',
        },
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja" class="no-js"><head>{setting.head(s, s.title + " - YBCニュース", '<meta name="article:published_time" content="' + setting.utc(s.published) + '">', setting.json_ld(s, "YBCニュース", **{"@graph": [{"@type": "ReportageNewsArticle", "headline": s.title, "datePublished": setting.utc(s.published)}], "datePublished": None, "headline": None, "@type": None}))}</head><body class="bbc-b"><a href="#content" class="skip">コンテンツへ移動</a><header role="banner"><div class="bbc-h">YBCニュース, ニュース</div><nav role="navigation"><ul>{teasers('<li class="bbc-n"><a>{t}</a></li>', 8)}</ul></nav></header><div class="bbc-c"><div class="bbc-d"><main role="main" class="bbc-m"><div class="bbc-t"><h1 class="bbc-14gqcmb e1p3vdyi0" id="content" tabindex="-1">{escape(s.title)}</h1></div><div class="bbc-f"><figure class="bbc-1qdcvv9"><div><img><p class="bbc-cr"><span class="visually-hidden-text">画像提供, </span><span>Yomi Images</span></p></div><figcaption class="bbc-fc"><span class="visually-hidden-text">画像説明, </span><p>現場に集まった地元の人々。工事は長引くとみられる</p></figcaption></figure></div><section class="bbc-by"><ul><li><span>{s.writer}、YBCニュース</span></li></ul></section><div class="bbc-1"><time class="bbc-ts" datetime="{s.published.date().isoformat()}">{setting.kanji(s.published)}</time></div>{body}<section class="bbc-rt" aria-labelledby="related-topics"><h2 id="related-topics">関連トピックス</h2><ul><li><a>日本</a></li><li><a>インフラ</a></li></ul></section></main><aside class="bbc-as"><h2>トップ記事</h2><ul>{teasers('<li><div class="promo"><h3><a>{t}</a></h3><time>{d}</time></div></li>', 8, 30)}</ul><h2>人気記事</h2><ol>{teasers('<li dir="ltr"><a>{t}</a></li>', 10, 50)}</ol></aside></div></div><footer role="contentinfo"><p>© {s.published.year} YBC. 外部サイトの内容についてYBCは責任を負いません。<a>外部リンクへのアプローチについて</a></p></footer></body></html>""",
    )


def posted_at(s: Story) -> Page:
    """As cnn.co.jp: "2022.11.17 Thu posted at 18:42 JST", no JSON-LD, captions with /, pick-ups."""
    stamp = s.published.strftime("%Y.%m.%d %a posted at %H:%M JST")
    body = setting.set_body(
        s.body,
        "<p>{}</p>",
        "<h2>{}</h2>",
        {2: '<div class="img-caption"><img><p>復旧作業にあたる作業員ら/Yomi/Getty風</p></div>'},
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, "YNN.co.jp : " + s.title)}</head><body><div id="header"><ul>{teasers(count=12)}</ul><form>検索</form></div><div id="wrap"><div id="pankuzu"><p>YNN.co.jp > {s.section}</p></div><article id="leaf"><h1>{escape(s.title)}</h1><div class="metadata"><p class="metadata-etc">{stamp}</p><ul class="sns"><li>Tweet</li></ul></div><div id="leaf_large_image"><img><p class="caption">記者の質問に答える市長/Yomi Press</p></div><div id="leaf-body">{body}</div><div class="tags"><p>「{s.section}」のニュース</p></div></article><div class="pickup"><h2>Video</h2><ul>{teasers(count=8, start=12)}</ul><h2>Photo</h2><ul>{teasers(count=8, start=22)}</ul></div></div><div id="side"><h2>Ranking</h2><ol>{teasers(count=10, start=35)}</ol><h2>注目ニュース</h2><ul>{teasers(count=20, start=50)}</ul></div><div id="footer"><p>© {s.published.year} Yomi News Network. All rights reserved.</p></div></body></html>""",
    )


def wire_mark(s: Story) -> Page:
    """As AFPBB News: 【…日 YFP】 before the lead, (c)YFP at the end, 発信地 in the stamp's line, captions of the gallery behind."""
    lead = (False, f"【{s.published.month}月{s.published.day}日 YFP】{s.lead}")
    told = (lead, *s.rest, (False, f"(c)YFP/{s.writer}"))
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " 写真3枚 国際ニュース：YFPBB News", setting.json_ld(s, "YFPBB News"))}</head><body><header id="header"><ul class="nav">{teasers(count=14)}</ul></header><div class="wrap"><article class="main"><div class="title"><h1>{escape(s.title)}</h1></div><div class="article-date"><span class="day">{setting.kanji(s.published)} {setting.clock(s.published)}</span> <span class="place">発信地：夜見/日本</span> <a>[ 日本 アジア・オセアニア ]</a></div><div class="top-photo"><img><span>1/3枚</span><p>会場に集まった人々（{setting.kanji(s.published)}撮影）。(c)Sayaka MUNAKATA / YFP</p></div><div class="article-body clear">{setting.set_body(told, "<p>{}</p>", "<p><strong>■{}</strong></p>")}</div><div class="share"><p>このニュースをシェア</p></div><div class="photo-list"><h2>関連写真</h2><ul><li><img><p>雨の中、会場に向かう人々。朝から長い列ができた。</p></li><li><img><p>あいさつする市長。会場からは拍手が起きた。</p></li></ul></div></article><section><h2>こんな記事も</h2><ul>{teasers(start=20)}</ul></section></div><aside><h2>ニュースランキング</h2><ol>{teasers(count=10, start=50)}</ol></aside><footer><p>YFPBB Newsに掲載している写真・見出し・記事の無断使用を禁じます。</p></footer></body></html>""",
        paragraphs=tuple(f"■{w}" if h else w for h, w in told),
    )


def member_papers(s: Story) -> Page:
    """As 47NEWS: the paper's name over the text, © of the agency beneath, the newest of all papers beside."""
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + "｜夜見47NEWS", setting.json_ld(s, "夜見47NEWS"))}</head><body><header><h1 class="logo"><a>夜見47NEWS</a></h1><ul>{teasers(count=10)}</ul></header><div class="main"><section class="article"><h1 class="article_ttl">{escape(s.title)}</h1><div class="article_info"><p class="article_date">{setting.kanji(s.published)} {setting.clock(s.published)}</p><p class="media"><a>夜見通信</a></p></div><div class="article_image"><img><div class="caption">夜見市の県道。通行止めが続く</div></div><div class="article_body post_body">{setting.set_body(s.body, "<p>　{}</p>", "<h2>{}</h2>")}<div class="btn_more"><a>もっと読む</a></div></div><p class="copyright">© 一般社団法人夜見通信社</p></section><section class="new"><h2>新着記事</h2>{teasers('<div class="post"><p class="ttl"><a>{t}</a></p><p class="media">夜見新聞</p><p>{h}</p></div>', 15, 20)}</section></div><div class="side"><h2>ランキング</h2>{teasers("<p><a>{t}</a></p>", 15, 45)}</div><footer><p>株式会社夜見デジタル　{setting.slashed(s.published)[:4]}</p></footer></body></html>""",
    )


LAYOUTS: tuple[Layout, ...] = (
    body_text,
    contract_dialog,
    dig_photos,
    article_text_tab,
    paragraph_testid,
    skip_links,
    posted_at,
    wire_mark,
    member_papers,
)
