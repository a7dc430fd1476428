"""News agencies, press releases, offices."""
# ruff: noqa: E501  (markup)

from __future__ import annotations

from html import escape

from evals.pages.layouts import setting
from evals.pages.layouts.setting import Layout, Page
from evals.pages.stories import Story


def article_text(s: Story) -> Page:
    """An agency: all paragraphs in one <p> parted by <br>, a caption line in brackets beneath, a box of headlines."""
    text = "<br />".join(f"　{escape(words)}" for words in s.paragraphs)
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + "：某事ドットコム", f'<meta name="pubdate" content="{setting.iso(s.published)}">', setting.json_ld(s, "某事ドットコム", author=None))}</head><body><div id="Header"><ul class="Gnav">{setting.links()}</ul></div><div id="Contents"><div id="Main"><article><div class="ArticleText clearfix"><div class="Title"><h1>{escape(s.title)}</h1><p class="timeStamp">{setting.kanji(s.published)}{s.published.hour:02d}時{s.published.minute:02d}分配信</p></div><ul class="sns"><li>Tweet</li></ul><div class="ArticleTextTab"><div class="ArticleFigure"><a href="p"><img alt=""></a><p>点灯から146年となる渡良瀬岬灯台＝17日午後、白鷺県凪原町</p></div><p class="ArticleTextp">{text}</p><div class="ArticleRelate"><a href="/k">【図解】灯台のしくみ</a></div></div></div><div class="Bottom"><a href="/s">{s.section}</a><a href="/c">コメントをする</a><p>{setting.kanji(setting.later(s))}{setting.later(s).hour:02d}時{setting.later(s).minute:02d}分</p></div></article><div class="Feature"><h2>特集</h2>{setting.cards('<div class="feat"><a href="/f{n}"><h3>{t}</h3></a><p>{x}</p></div>')}</div></div><div id="Side"><h2>アクセスランキング</h2><ol>{setting.links()}</ol></div></div><footer><p>本サイトに掲載されている記事・写真などの著作権は某事通信社に帰属します。</p><p>Copyright Boji Press Ltd.</p></footer></body></html>""",
    )


def wire_paragraphs(s: Story) -> Page:
    """A foreign agency: test ids, a dateline, hidden labels of links, its principles as a last paragraph, a card of the writer."""
    dated = (False, f"［潮見　{s.published.day}日　ボイター］ - {s.lead}")
    parts = (dated, *s.rest)
    body = setting.set_body(
        parts,
        '<div data-testid="paragraph-0" class="text__text__1FZLe article-body__paragraph__2-BtD">{}</div>',
        '<h2 data-testid="Heading" class="text__heading">{}</h2>',
        {2: '<div data-testid="ResponsiveAdSlot" class="ad-slot">広告 - スクロール後に記事が続きます</div>'},
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " | ボイター", f'<meta name="article:published_time" content="{setting.utc(s.published)}"><meta name="article:modified_time" content="{setting.utc(setting.later(s))}">', setting.json_ld(s, "Boiter", datePublished=setting.utc(s.published)))}</head><body><div id="fusion-app"><header><nav>{setting.links()}</nav></header><main><article data-testid="Article"><header class="article-header__heading"><nav><ul><li><a>ワールド</a></li></ul></nav><h1 data-testid="Heading">{escape(s.title)}</h1><div class="info-content"><div data-testid="Text">By <a rel="author">{s.writer}</a></div><time><span>{setting.kanji(s.published)}</span><span>{"午前" if s.published.hour < 12 else "午後"} {s.published.hour % 12 or 12}:{s.published.minute:02d}</span><span>GMT+9</span><span>{setting.kanji(setting.later(s))}更新</span></time></div></header><div data-testid="Body" class="article-body__wrapper"><div data-testid="primary-image"><figure><img><figcaption><span>渡良瀬岬の灯台。2022年10月撮影</span><span>REUTERS/Gaku Urazoe</span></figcaption></figure></div><div class="article-body__content__17Yit">{body}<div data-testid="SignOff"><p class="sign-off">（編集：飛田亜弥）</p></div></div><p data-testid="Body" class="trust-badge"><span>私たちの行動規範：</span><a href="/t">ボイター「信頼の原則」<span style="clip:rect(0 0 0 0)">, opens new tab</span></a></p><button>ライセンスを購入<span>, opens new tab</span></button><div data-testid="AuthorBio" class="author-bio"><p>経済と市場を担当。2014年に入社し、エネルギー、自動車などの取材を経て現職。趣味は登山です。</p></div></div></article><aside><h2>ビジネスの最新ニュース</h2>{setting.cards('<div class="media-story-card"><a href="/m{n}"><h3>{t}</h3></a><p>{x}</p></div>')}</aside></main><footer><p>記事・データはすべて15分以上の遅れで表示されます。</p></footer></div></body></html>""",
        paragraphs=tuple(w for _, w in (*parts, (False, "（編集：飛田亜弥）"))),
    )


def bulletins(s: Story) -> Page:
    """A market agency: points as a list over the article, a related line within, nothing semantic."""
    points = ("来年3月末の実施を見込む", "専門家は影響を限定的とみる")
    body = setting.set_body(
        s.body,
        "<p>{}</p>",
        "<h3>{}</h3>",
        {2: "<p>関連記事：<a href='/b1'>県内の最低賃金、初の千円台に</a></p>"},
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " - Bobberg", f'<meta name="iso-8601-publish-date" content="{setting.utc(s.published)}">')}</head><body><div class="navi-bar">{setting.links()}</div><main class="transporter-item current"><article><h1 class="lede-text-v2__hed"><span class="lede-text-v2__hed-text">{escape(s.title)}</span></h1><div class="lede-text-v2__byline">{s.writer}</div><time class="article-timestamp" datetime="{setting.utc(s.published)}">{setting.kanji(s.published)} {setting.clock(s.published)} JST</time><ul class="abstract-v2"><li class="abstract-v2__item"><span class="abstract-v2__item-text">{points[0]}</span></li><li class="abstract-v2__item"><span class="abstract-v2__item-text">{points[1]}</span></li></ul><div class="body-copy-v2 fence-body"><figure class="image"><div class="caption">岬の灯台</div><div class="credit">Photographer: Kei Ejima/Bobberg</div></figure>{body}</div><div class="touts"><h2>最新の情報は、端末にて提供中</h2><a>LEARN MORE</a></div></article></main><div class="recirc"><h3>この記事に関連するストーリー</h3>{setting.links()}</div><footer>©{s.published.year} Bobberg L.P. All Rights Reserved.</footer></body></html>""",
        paragraphs=(*points, *s.paragraphs),
    )


def photo_agency(s: Story) -> Page:
    """A photo agency: dateline in 【】, the place of filing under the title, pictures' captions in a list, (c) at the end."""
    parts = [(h, w) for h, w in s.body]
    parts[0] = (False, f"【{s.published.month}月{s.published.day}日 BFP】{parts[0][1]}")
    parts[-1] = (parts[-1][0], parts[-1][1] + "(c)BFP")
    body = setting.set_body(tuple(parts), "<p>　{}</p>", "<p>■{}</p>")
    gold = tuple(f"■{w}" if h else w for h, w in parts)
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " 写真3枚 国際ニュース：BFPBB News", setting.json_ld(s, "BFPBB News", articleBody=None))}</head><body><div id="header-container">{setting.links()}</div><section class="main-contents"><article><div class="title-article"><h1 class="title">{escape(s.title)}</h1><p class="day">{setting.kanji(s.published)} {setting.clock(s.published)} 発信地：潮見/日本 [ <a href="/r">アジア・オセアニア</a> ]</p></div><div class="article-photo"><img><a href="/ph">×{escape(s.title)}の写真（2022年11月17日撮影、資料写真）。(c)Kei EJIMA / BFP</a><span class="count">1/3</span></div><div class="article-body clear">{body}</div><div class="sns-area">このニュースをシェア</div></article><section><h2>関連写真</h2>{setting.links()}</section><section class="pickup"><h2>注目の特集</h2>{setting.cards('<div><a href="/{n}">{t}</a></div>')}</section></section><footer><p>「BFPBB News」の記事・写真を無断で使用することを禁じます。</p></footer></body></html>""",
        paragraphs=gold,
    )


def distributor(s: Story) -> Page:
    """A distributor of local papers: the copyright line of the agency as a paragraph of the body's element, cards of series."""
    body = setting.set_body(s.body, "<p>　{}</p>", "<p>　【{}】</p>")
    gold = tuple(f"【{w}】" if h else w for h, w in s.body)
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title, setting.json_ld(s, "某同通信"), '<meta property="og:site_name" content="47ボウズ">')}</head><body><header class="ma__header">{setting.links()}</header><main><article class="ma"><div class="ma__ttl"><h1 class="ma__title">{escape(s.title)}</h1></div><div class="ma__info"><span class="ma__date">{setting.slashed(s.published)} (JST)</span><span class="ma__update">{setting.slashed(setting.later(s))} (JST)更新</span><p>© 一般社団法人某同通信社</p></div><div class="ma__top"><img><p class="ma__top-caption">渡良瀬岬灯台＝17日、凪原町</p></div><div class="ma__body">{body}<p>© 一般社団法人某同通信社</p></div><div class="ma__unit"><a href="/u">某同通信</a><p>ニュースの裏側や深層に迫る記事を配信しています。</p><button>フォローする</button></div></article><section class="related"><h2>あわせて読みたい記事</h2>{setting.cards('<a href="/{n}"><p>{t}</p><small>{x}</small></a>')}</section></main></body></html>""",
        paragraphs=gold,
    )


def press_release(s: Story) -> Page:
    """A distributor of press releases: the company in a heading, contact data in a table, terms in prose."""
    body = setting.set_body(s.body, '<p class="pr-p">{}</p>', '<h2 class="pr-h2"><strong>{}</strong></h2>')
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " | 凪原電機株式会社のプレスリリース", f'<meta property="article:published_time" content="{setting.iso(s.published)}">', setting.json_ld(s, "PR BOMES", author={"@type": "Organization", "name": "凪原電機株式会社"}))}</head><body><div id="__next"><header class="header_container__3Zk"><nav>{setting.links()}</nav></header><main><article class="press-release-layout_article__NO9"><div class="press-release-head_container__x1"><h1 class="press-release-title">{escape(s.title)}</h1><p class="company-name_link__2r">凪原電機株式会社</p><time dateTime="{setting.iso(s.published)}" class="datetime_dateTime__x">{setting.kanji(s.published)} {s.published.hour:02d}時{s.published.minute:02d}分</time></div><div class="press-release-image"><img></div><div class="press-release-body-v3-0-0_root__JV">{body}</div><div class="download_box__9"><p>このプレスリリースには、メディア関係者向けの情報があります</p><p>メディアユーザーログインをすると、企業担当者の連絡先や、イベント・記者会見の情報など様々な情報を閲覧できます。※内容はプレスリリースにより異なります。</p></div><dl class="tag_list__3"><dt>種類</dt><dd><a>経営情報</a></dd><dt>ビジネスカテゴリ</dt><dd><a>電子部品</a></dd></dl></article><aside class="company_company__m"><h2>会社概要</h2><table><tr><th>業種</th><td>製造業</td></tr><tr><th>本社所在地</th><td>白鷺県凪原町港1-2-3</td></tr><tr><th>代表者名</th><td>小笠原祐介</td></tr></table></aside><section class="latest_pr__7"><h2>最新のプレスリリースはこちら</h2>{setting.links()}</section></main><footer><p>PR BOMESのご利用について</p></footer></div></body></html>""",
    )


def ministry(s: Story) -> Page:
    """An office's announcement: era years, numbered enclosures as PDF, whom to ask, the body in divs of a CMS."""
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    era = (
        f"令和{s.published.year - 2018}年{s.published.month}月{s.published.day}日".translate(wide)
        if s.published.year > 2019
        else "令和元年10月12日"
    )
    body = setting.set_body(
        s.body, '<div class="clearfix"><p>　{}</p></div>', '<div class="h2"><h2><span>{}</span></h2></div>'
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{escape(s.title)}｜報道発表資料｜白鷺省</title></head><body><div id="skip"><a href="#main">本文へ移動</a></div><div id="header"><form><label>サイト内検索</label><input></form><p>文字サイズの変更</p><ul><li>標準</li><li>大</li><li>特大</li></ul><ul id="gnav">{setting.links()}</ul></div><div class="breadcrumb">ホーム &gt; 報道・広報 &gt; 報道発表資料 &gt; {escape(s.title)}</div><div id="main"><div class="l-contentMain"><p class="m-boxInfo__date">{era}</p><div class="m-boxInfo"><h2 class="contact">【照会先】</h2><p>港湾局灯台課</p><p>課長補佐　浦添岳　（内線3021）</p><p>（代表電話）03-0000-1111</p></div><h1>{escape(s.title)}</h1>{body}<div class="enclosures"><h3>報道発表資料</h3><ul class="m-listLink"><li><a href="a.pdf">【別紙１】概要［PDF形式：312KB］</a></li><li><a href="b.pdf">【別紙２】参考資料［PDF形式：1.2MB］</a></li></ul></div><div class="m-reader"><p>PDFファイルを見るためには、Adobe Readerというソフトが必要です。Adobe Readerは無料で配布されていますので、こちらからダウンロードしてください。</p></div><p class="pagetop"><a href="#">ページの先頭へ戻る</a></p></div></div><div id="footer"><address>〒100-0000 東京都千代田区霞が関0-0-0 電話：03-0000-1111</address><p>Copyright © Ministry of Shirasagi, All Rights reserved.</p></div></body></html>""",
        published=s.published.date().isoformat(),
    )


def english_wire(s: Story) -> Page:
    """An agency in English, React with hashed names, a promotion between paragraphs."""
    body = setting.set_body(
        s.body,
        '<p class="Component-root-0-2-19">{}</p>',
        "<h2>{}</h2>",
        {
            2: '<div class="newsletter-promo"><h4>Top stories, every morning</h4><p>Get the most important news from Japan in your inbox before breakfast.</p></div>'
        },
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(s.title)}</title>{setting.json_ld(s, "Bodo News", datePublished=setting.utc(s.published), author={"@type": "Person", "name": s.writer})}</head><body><header><nav><ul><li><a href="/n">National</a></li><li><a href="/w">World</a></li></ul></nav></header><div class="Page-content"><main class="Page-main"><h1 class="Page-headline">{escape(s.title)}</h1><div class="Page-byline">By {s.writer}</div><div class="Page-dateModified">Updated 10:12 PM JST, November 17, 2022</div><div class="RichTextStoryBody">{body}<p>———</p></div><div class="Tags"><a>lighthouses</a></div><div class="Page-below"><h2>Most read</h2><ul><li><a href="/1">Magnitude 5.1 quake hits near Mikazuki Island, no tsunami expected</a></li></ul></div></main></div><footer><p>Bodo News is an independent news organization dedicated to factual reporting. Founded in 1945, it today remains the most trusted source of news in Shirasagi.</p></footer></body></html>""",
    )


LAYOUTS: tuple[Layout, ...] = (
    article_text,
    wire_paragraphs,
    bulletins,
    photo_agency,
    distributor,
    press_release,
    ministry,
    english_wire,
)
