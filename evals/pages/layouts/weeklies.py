"""Weeklies, magazines, sports papers, blogs."""
# ruff: noqa: E501  (markup)

from __future__ import annotations

from html import escape

from evals.pages.layouts import setting
from evals.pages.layouts.setting import Layout, Page
from evals.pages.stories import Story


def weekly_first_page(s: Story) -> Page:
    """A weekly, first of three pages: photographs with links between, a teaser of the next page, the next page's title."""
    photo = '<div class="photo-wrap"><a href="/p"><img></a><p class="cap">棚田に並ぶ竹筒の灯　©bunbo</p></div><p class="photo-link"><a href="/photo">この記事の写真（12枚）</a></p>'
    body = setting.set_body(s.body, "<p>　{}</p>", "<h2>{}</h2>", {2: photo})
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " | ボン春オンライン", f'<meta property="article:published_time" content="{setting.iso(s.published)}"><link rel="next" href="/articles/1?page=2">', setting.json_ld(s, "ボン春オンライン", author=[{"@type": "Person", "name": s.writer}]))}</head><body><header>{setting.links()}</header><div class="article-wrap"><main class="main"><article class="article"><header class="article-head"><h1 class="article-title">{escape(s.title)}</h1><p class="article-catch">source : 週刊ボン春 2024年9月26日号</p><ul class="author"><li>{s.writer}</li></ul><time>{setting.slashed(s.published)}</time><p class="genre">genre : <a>ニュース</a>, <a>社会</a></p></header><div class="article-body">{body}</div><nav class="pagination"><ol><li>1</li><li><a href="?page=2">2</a></li><li><a href="?page=3">3</a></li></ol></nav><p class="next-page"><a href="?page=2"><span>次のページ</span>住民が語った意外な理由とは</a></p><div class="buy"><p>この記事の続きは、電子版でお読みいただけます。</p></div><section class="author-profile"><h3>{s.writer}</h3><p>ルポライター。1978年、潮見市生まれ。地方紙記者を経て独立。主な著書に「灯のある村」などがある。</p></section></article><section class="ranking"><h2>ランキング</h2>{setting.links()}</section></main></div></body></html>""",
    )


def business_magazine(s: Story) -> Page:
    """A business magazine: a lead in a <div>, a box of the series, promotion of a book in the text, comments' count."""
    book = '<div class="book-box"><div><a href="/b"><img></a></div><p>『灯台の経済学』（凪原出版）。書影をクリックすると、書店のサイトにジャンプします。紙版はこちら、電子版はこちら。</p></div>'
    body = setting.set_body(s.rest, "<p>　{}</p>", "<h2>{}</h2>", {1: book})
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " | 社会 | 東方経済オンライン", setting.json_ld(s, "東方経済オンライン", datePublished=setting.utc(s.published), author={"@type": "Person", "name": s.writer}))}</head><body><div id="hd">{setting.links()}</div><div id="wrap"><div id="article-head"><h1 id="article-title">{escape(s.title)}</h1><div class="date">{setting.slashed(s.published)}</div><div class="writer"><a href="/w">{s.writer} : ノンフィクション作家</a></div><a class="follow">著者フォロー</a></div><div id="article-body"><div id="article-lead"><p>{escape(s.lead)}</p></div><div id="article-body-inner">{body}<div class="next-link"><a href="?page=2">次ページ灯のともる棚田で、彼らが見たもの</a></div></div></div><div id="bookmark-msg"><p>記事をマイページに保存できます。無料会員登録はこちら</p><p>印刷ページの表示はログインが必要です。</p></div><div class="author-info"><h2>{s.writer}さんの最新公開記事をメールで受け取る</h2><p>著者フォローすると、最新記事が公開されたときにお知らせします。</p><div class="prof"><p>1978年潮見市生まれ。新聞社勤務を経て作家に。各地の漁村を歩き、暮らしの変化を書き続けている。</p></div></div><div class="rel"><h2>関連記事</h2>{setting.links()}</div><div class="rank"><h2>アクセスランキング</h2><ul><li>1時間</li><li>24時間</li><li>週間</li></ul>{setting.links()}</div></div></body></html>""",
    )


def sports_lines(s: Story) -> Page:
    """A sports paper: stamp in brackets, the genre, one <p> a paragraph in an element with a shortened twin, rankings."""
    body = setting.set_body(s.body, "<p>　{}</p>", "<p>　<b>【{}】</b></p>")
    gold = tuple(f"【{w}】" if h else w for h, w in s.body)
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + "― スポボチ Annex 社会", setting.json_ld(s, "スポボチ Annex"))}</head><body><header>{setting.links()}</header><main class="con-main"><article class="article-main"><h1 class="article-header-title">{escape(s.title)}</h1><div class="article-header-meta"><p class="date">[ <time datetime="{setting.iso(s.published)}">{setting.kanji(s.published)} {s.published.hour:02d}:{s.published.minute:02d}</time> ]</p><p><a>{s.section}</a></p></div><figure class="article-image"><img><figcaption>試合後、抱き合って喜ぶ選手たち（撮影・砂川　陽）<small>Photo By スポボチ</small></figcaption></figure><div class="article-body" id="article-body">{body}</div><div class="more"><a>続きを表示</a></div><div class="tags"><a>#高校野球</a></div></article><section><h2>この記事のフォト</h2>{setting.links('<a href="/f{n}"><img></a>', 3)}</section><section class="backnumber"><h2>{setting.kanji(s.published)}のニュース</h2>{setting.links()}</section><section><h2>社会の2025年4月6日のニュース</h2>{setting.links()}</section></main><aside><section><h2>アクセスランキング</h2>{setting.links()}</section></aside><footer><p>記事・画像の無断転用を禁じます。</p><p>Copyright SPOBOCHI NEWSPAPERS.</p></footer></body></html>""",
        paragraphs=gold,
    )


def sports_div_only(s: Story) -> Page:
    """A sports paper's mobile page: the stamp has no space, the text in one <div> with <br>, a table of innings."""
    text = "<br><br>".join(escape(w) for w in s.paragraphs)
    innings = "<table class='scoreTable'><tr><th>北浜工</th><td>0</td><td>1</td><td>0</td><td>2</td></tr><tr><th>潮見</th><td>1</td><td>0</td><td>2</td><td>1x</td></tr></table>"
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " - 野球 : 某刊スポーツ")}<meta name="news:date" content="x"></head><body><div id="head">{setting.links()}</div><div id="main"><div class="article-main"><h1 class="article-title">{escape(s.title)}</h1><p class="article-date">[{setting.kanji(s.published)}{s.published.hour}時{s.published.minute}分]</p>{innings}<div id="news" class="article-body">{text}</div><div class="ad_in">おすすめ情報PR</div></div><div class="sub-news"><h3>関連記事</h3>{setting.links()}</div></div><div id="side"><div class="box"><h3>コラム</h3>{setting.cards('<div><a href="/{n}">{t}</a><p>{x}</p></div>')}</div></div><div id="foot">某刊スポーツコムに掲載の記事・写真・カット等の転載を禁じます。</div></body></html>""",
    )


def tabloid_pages(s: Story) -> Page:
    """An evening tabloid: "公開日", paragraphs by <p> with an inner keyword, promotion of the paid club in prose behind."""
    body = setting.set_body(
        s.body,
        "<p>　{}</p>",
        '<h2 class="komidashi">{}</h2>',
        {2: "<p>◇　◇　◇</p>", 3: '<p class="ad">▼▼▼記事の続きはその下です▼▼▼</p>'},
    )
    gold = list(s.paragraphs)
    gold.insert(2, "◇　◇　◇") if len(gold) > 2 else None
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + "｜日刊ボンダイDIGITAL", setting.json_ld(s, "日刊ボンダイDIGITAL"))}</head><body><header>{setting.links()}</header><main><article><h1>{escape(s.title)}</h1><div class="article-meta"><p>公開日：<time>{setting.slashed(s.published)}</time> 更新日：<time>{setting.slashed(setting.later(s))}</time></p></div><div class="photo"><img><p class="photo_caption">町長（左）は「全面的に協力」と話すが…（Ｃ）日刊ボンダイ</p></div><div class="article-body">{body}</div><div class="members"><p>■関連記事</p><ul>{setting.links()}</ul><p>有料会員向けの『日刊ボンダイ・プレミアム』では、紙面イメージや競馬の予想を毎日お届けしています。ぜひお試しください。</p></div></article><section><h2>最新の政治・社会記事</h2>{setting.links()}</section><section><h2>編集部オススメ</h2>{setting.cards('<a href="/o{n}"><h3>{t}</h3><p>{x}</p></a>')}</section></main></body></html>""",
        paragraphs=tuple(gold),
    )


def news_blog(s: Story) -> Page:
    """A free blog service used by a local writer: entry body among a calendar, categories, latest comments, trackbacks."""
    text = "<br>\n<br>\n".join(escape(w) for w in s.paragraphs)
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head><meta charset="EUC-JP"><title>{escape(s.title)} : なぎはら日誌</title></head><body><div id="container"><div id="blog-header"><h1><a href="/">なぎはら日誌</a></h1><h2>凪原町のできごとを、歩いて書いています。ご感想はメールでどうぞ。</h2></div><div id="content"><div class="autopagerize_page_element"><article class="article-outer"><header><h2 class="article-title entry-title"><a href="/archives/1.html">{escape(s.title)}</a></h2><p class="article-date"><abbr class="updated" title="{setting.iso(s.published)}">{setting.kanji(s.published)} {s.published.hour:02d}:{s.published.minute:02d}</abbr></p></header><div class="article-body entry-content"><div class="article-body-inner">{text}<br></div></div><footer class="article-footer"><ul><li>カテゴリ：<a>町のこと</a></li></ul><p>「町のこと」カテゴリの最新記事</p></footer></article></div><div id="comments"><h3>コメント</h3><ul><li><p>1. とおりすがり　2020年01月02日 10:22</p><p>いつも読んでいます。あの灯台には子どもの頃、遠足で行きました。なつかしいです。</p></li></ul><form>コメントする<label>名前</label></form></div></div><div id="sidebar"><div class="plugin"><h3>最新記事</h3>{setting.links()}</div><div class="plugin"><h3>プロフィール</h3><p>凪原町で生まれ育ちました。役場を退職した後、町のことを書いています。</p></div></div></div></body></html>""",
        encoding="euc_jp",
    )


def long_scroll(s: Story) -> Page:
    """A site that appends the next articles whole under the first, each an <article> of the same names."""
    body = setting.set_body(s.body, "<p>{}</p>", "<h3>{}</h3>")
    others = setting.cards(
        f'<article class="story"><h1 class="story__title">{{t}}</h1><time class="story__time" datetime="{setting.iso(setting.later(s, 30))}">{setting.slashed(setting.later(s, 30))}</time><div class="story__body"><p>{{x}}</p></div></article>'
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " | スクロール新聞", setting.json_ld(s, "スクロール新聞"))}</head><body><header><nav>{setting.links()}</nav></header><main><article class="story"><h1 class="story__title">{escape(s.title)}</h1><time class="story__time" datetime="{setting.iso(s.published)}">{setting.slashed(s.published)}</time><div class="story__body">{body}</div></article><p class="next-label">次の記事</p>{others}</main><footer><p>© Scroll Shimbun</p></footer></body></html>""",
    )


LAYOUTS: tuple[Layout, ...] = (
    weekly_first_page,
    business_magazine,
    sports_lines,
    sports_div_only,
    tabloid_pages,
    news_blog,
    long_scroll,
)
