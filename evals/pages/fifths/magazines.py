"""Weeklies, a business magazine, a news site of American make and trade sites."""
# ruff: noqa: E501  (markup)

from __future__ import annotations

from html import escape

from evals.pages.fourths.news import teasers
from evals.pages.layouts import setting
from evals.pages.layouts.setting import Layout, Page
from evals.pages.stories import Story


def weekly_online(s: Story) -> Page:
    """As 文春オンライン: a second headline, source and genre lines, a picture's page linked, a pager with the next page's title."""
    body = setting.set_body(
        s.body,
        "<p>　{}</p>",
        "<h2>{}</h2>",
        {
            2: '<figure class="image-area"><a href="?photo=2"><img></a><figcaption>現地を訪れた記者　Ⓒ荻藝春秋</figcaption></figure>',
            3: '<p class="related-link"><a href="/articles/-/70001">【写真】この記事の写真を見る（4枚）</a></p>',
        },
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " | 荻春オンライン", setting.json_ld(s, "荻春オンライン", author={"@type": "Person", "name": s.writer}))}</head><body><header id="header"><p class="logo"><a>荻春オンライン</a></p><ul>{teasers(count=8)}</ul></header><div class="wrapper"><main><article class="article-wrap"><header class="article-header"><h1 class="article-title">{escape(s.title)}</h1><p class="article-subtitle">《現場ルポ》</p><div class="article-meta"><p class="author"><a rel="author">{s.writer}</a></p><time datetime="{setting.iso(s.published)}">{setting.slashed(s.published)[:10]}</time></div><p class="source">source : <a>週刊荻春</a> {s.published.year}年{s.published.month}月18日号</p><p class="genre">genre : <a>ニュース</a>, <a>{s.section}</a></p></header><div id="article-body" class="article-body">{body}</div><div class="article-pager"><a class="next" href="?page=2"><span>次のページ</span>「もう限界でした」関係者が明かした一部始終</a><ol><li>1</li><li><a>2</a></li><li><a>3</a></li></ol></div><div class="article-gallery"><h2>写真ページへ（全4枚）</h2></div><div class="article-offer"><h2>週刊荻春電子版なら、先読み・会員限定の記事が読める</h2><p>初月は300円。毎週水曜の正午に、発売前のスクープをお届けします。</p><p>情報提供をお待ちしています。</p></div></article><section class="related"><h2>関連記事</h2><ul>{teasers('<li><a href="/articles/-/{n}"><h3>{t}</h3><p>荻春オンライン編集部</p></a></li>', 8, 8)}</ul></section></main><aside><h2>アクセスランキング</h2><div class="tab">24時間 総合</div><ol>{teasers(count=10, start=22)}</ol></aside></div><footer><small>© Ogi Shunju Ltd.</small></footer></body></html>""",
    )


def business_weekly(s: Story) -> Page:
    """As 東洋経済オンライン: a subtitle, the writer with his post, captions of credits, a box on LINE, the next page, 著者フォロー."""
    body = setting.set_body(
        s.body,
        "<p>{}</p>",
        "<h2>{}</h2>",
        {
            1: '<div class="photo-area"><img><p class="caption">データを見ながら議論が続く（写真：masa／ODIXTA）</p></div>',
            3: '<aside class="inline-promo"><p>当サイトでは『経営者が読む統計』など、本記事の筆者による連載を公開しています。</p></aside>',
        },
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " | " + s.section + " | 東荻経済オンライン", setting.json_ld(s, "東荻経済オンライン", author={"@type": "Person", "name": s.writer}))}</head><body class="article-page"><header id="global-header"><a>東荻経済オンライン</a><nav><ul>{teasers(count=10)}</ul></nav></header><div id="main-contents"><main id="article"><div class="article-header"><p class="category"><a>{s.section}</a></p><h1>{escape(s.title)}</h1><p class="sub-title">現場を歩いて見えた「数字の裏側」</p><div class="article-header-meta"><p class="byline"><a>{s.writer}</a> : 東荻経済 記者</p><p class="date"><span class="date-published">{setting.slashed(s.published)}</span></p></div><ul class="sns-buttons"><li>ツイート</li><li>ブックマーク</li><li>メール</li><li>印刷</li><li>A A</li></ul></div><div id="article-body"><div id="article-body-inner">{body}</div></div><div class="paginate-block"><p class="next-page"><a href="?page=2">次ページ<span>なぜ見落とされたのか</span></a></p><ul><li>1</li><li><a>2</a></li><li><a>3</a></li><li><a>→</a></li></ul></div><div class="line-add"><p>「東荻経済オンライン」は、LINEでも最新の注目記事をお届けしています。友だち追加はこちら。</p></div><div class="author-block"><h2>著者フォロー</h2><p class="name">{s.writer}</p><p>{s.writer} 　東荻経済 記者。1988年生まれ。地方紙を経て2016年入社。小売、運輸、エネルギーの各業界を担当。著書に『数字で読む地域』（荻文社）。</p><button>フォローする</button></div></main><section class="comments"><h2>この記事をシェア</h2></section><section><h2>関連記事</h2><ul>{teasers('<li><a href="/articles/-/{n}"><div><p>{t}</p><p>政策</p></div></a></li>', 9, 11)}</ul></section><section><h2>トレンドウォッチ</h2><p>AD</p>{teasers('<div><a href="/ad/{n}">{t}</a></div>', 6, 30)}</section></div><div id="side"><h2>アクセスランキング</h2><ol>{teasers(count=10, start=44)}</ol><h2>人気の動画</h2>{teasers(count=5, start=60)}</div><footer><p>Copyright© Togi Keizai Inc. All Rights Reserved.</p></footer></body></html>""",
    )


def posts_online(s: Story) -> Page:
    """As ハフポスト日本版: a dek under the headline, primary-cli components, hidden "Open Image Modal", embedded posts, 【あわせて読みたい】 links."""
    body = setting.set_body(
        s.body,
        '<div class="primary-cli cli cli-text "><p>{}</p></div>',
        '<div class="primary-cli cli cli-text "><h2>{}</h2></div>',
        {
            2: '<div class="advertisement-holder"><span>Advertisement</span></div>',
            3: '<div class="cli cli-embed js-cli-embed"><blockquote class="twitter-tweet"><p lang="ja">さっそく行ってきました。こういう場所がもっと増えてほしい！</p>&mdash; さくら (@ogi_sakura) <a href="/x">April 10, 2025</a></blockquote></div>',
            4: '<div class="cli cli-related-articles"><p>【あわせて読みたい】<a href="/entry/1">「うちの町にも来て」移動図書館が人気の理由</a></p></div>',
        },
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " | ハグポスト NEWS", '<meta property="article:published_time" content="' + setting.utc(s.published) + '">', '<meta property="article:modified_time" content="' + setting.utc(setting.later(s)) + '">', setting.json_ld(s, "ハグポスト日本版", datePublished=setting.utc(s.published)))}</head><body class="entry js-route-entry"><a class="skip-link" href="#main">メインコンテンツへ</a><header class="top-nav"><ul>{teasers(count=9)}</ul><a>ログイン</a></header><main id="main" role="main"><header id="entry-header" class="entry__header"><div class="label">{s.section}</div><h1 class="headline">{escape(s.title)}</h1><div class="dek">その背景には何があるのか。取材しました。</div></header><div class="entry__body"><div class="entry__byline"><div class="wire-partner"></div><a href="/author">{s.writer}</a></div><div class="timestamp"><time datetime="{setting.iso(s.published)}"><span>{setting.kanji(s.published)} {setting.clock(s.published)} JST</span></time></div><section class="entry__content-list js-entry-content" id="entry-body"><div class="primary-cli cli cli-image"><button aria-label="Open Image Modal"><span class="visually-hidden">Open Image Modal</span></button><img><div class="cli-image__caption">イメージ画像</div><div class="cli-image__credit">Taiyou Nomachi via Getty Images</div></div>{body}</section><section class="entry__tags"><h3>関連タグ</h3><ul><li>ニュース</li><li>{s.section}</li></ul></section><div class="entry__feedback"><h3>記事の訂正を提案する</h3></div></div><section class="zone"><h2>人気記事</h2>{teasers('<div class="card"><a href="/entry/{n}"><h3 class="card__headline">{t}</h3><div class="card__description">いま話題になっている記事はこちら。</div></a></div>', 9, 12)}</section><section class="newsletter"><h2>ニュースレター</h2><p>日々のニュースを、ちがう視点から。毎週金曜の夕方にお届けします。</p></section></main><footer><ul>{teasers(count=6, start=70)}</ul><p>Part of HugPost News. ©{s.published.year} All rights reserved.</p></footer></body></html>""",
    )


def watch_article(s: Story) -> Page:
    """As Impress Watch: ニュース over the headline, publish-date in kanji, captions under pictures, 関連リンク and 関連記事 in the text."""
    body = setting.set_body(
        s.body,
        "<p>　{}</p>",
        "<h2>{}</h2>",
        {
            1: '<div class="image-wrap"><a class="resource" href="/img/1.html"><img></a><p class="caption">発表会の会場。報道関係者およそ80人が詰めかけた</p></div>',
            3: '<div class="image-wrap col2"><table><tr><td><img></td><td><img></td></tr><tr><td>正面</td><td>背面</td></tr></table></div>',
        },
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " - オギWatch", setting.json_ld(s, "株式会社オギプレス"))}</head><body><header id="masthead"><div class="logo">オギWatch</div><nav><ul class="tag-list">{teasers(count=12)}</ul></nav></header><div class="contents-wrap"><main role="main"><div id="main"><article><div class="article-header"><p class="category"><a>ニュース</a></p><h1>{escape(s.title)}</h1><div class="article-info"><p class="author">{s.writer}</p><p class="publish-date">{setting.kanji(s.published)} {s.published.hour:02d}:{s.published.minute:02d}</p></div><ul class="social-bookmark"><li>ポスト</li><li>リスト</li><li>シェア</li><li>はてブ</li><li>note</li></ul></div><div class="contents-section" id="main-contents"><div class="text-wrap">{body}</div><section class="related-links"><h2>関連リンク</h2><ul class="list-link"><li><a href="https://ogi.example/">ニュースリリース</a></li><li><a href="https://ogi.example/p">製品情報</a></li></ul></section><section class="related-article"><h2>関連記事</h2><ul>{teasers('<li><a href="/docs/news/{n}.html"><p class="title">{t}</p><p class="date">2024年{d}</p></a></li>', 5, 5)}</ul></section></div><div class="paging"><a>一覧へ</a></div></article><section><h2>最新ニュース</h2><ul>{teasers('<li><a href="/n/{n}">{t}</a><span>[{d} {h}]</span></li>', 15, 20)}</ul></section></div></main><aside id="extra"><h2>アクセスランキング</h2><ol>{teasers(count=10, start=44)}</ol><h2>本日発売の新刊</h2><p>これ一冊で基本から応用までわかる入門書。全国の書店で発売中です。</p></aside></div><footer><p>Copyright ©{s.published.year} Ogipress Corporation. All rights reserved.</p></footer></body></html>""",
    )


def zine_post(s: Story) -> Page:
    """As GIGAZINE: the stamp first, one preface of <br><br>, ・関連記事 as a list in its end, "in …, Posted by …", older and newer posts."""
    text = "<br>\n<br>\n".join(escape(w) for _, w in s.rest)
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " - OGIZINE")}</head><body><div id="header"><a>OGIZINE</a><ul>{teasers(count=6)}</ul></div><div id="main"><article id="article"><div class="cntimage"><time class="yeartime" datetime="{setting.iso(s.published)}">{setting.kanji(s.published)} {s.published.hour:02d}時{s.published.minute:02d}分</time><span class="catab"><a>{s.section}</a></span><h1 class="title">{escape(s.title)}</h1><img></div><p class="preface">{escape(s.lead)}<br><br></p><p class="preface">{text}<br><br></p><p class="related"><b>・関連記事</b><br><a href="/r1">音楽を聴くと集中できる人とできない人の違いとは？ - OGIZINE</a><br><br><a href="/r2">「水道の味」は地域でどれくらい違うのかを調べた結果 - OGIZINE</a></p><p class="items"><span>{setting.kanji(s.published)} {s.published.hour:02d}時{s.published.minute:02d}分00秒 in <a>{s.section}</a>, Posted by <a>log1q_ogi</a></span></p><p class="engl">You can read the machine translated English article <a href="/en">here</a>.</p></article><div class="nextprev"><a>&laquo; 次の記事 無料で使える地図ソフトのまとめ</a><a>前の記事 &raquo; 食べ比べてわかった冷凍うどんの底力</a></div><div class="donate"><p>OGIZINEの運営は、ページの広告とみなさまの支援で成り立っています。</p></div></div><div id="side"><h2>人気記事ランキング</h2><ol>{teasers(count=10, start=20)}</ol><h2>新着</h2><ul>{teasers('<li><a href="/n/{n}">{t}</a> <span>{h}</span></li>', 15, 40)}</ul></div></body></html>""",
    )


def modern_business(s: Story) -> Page:
    """As 現代ビジネス: a column's name over the headline, the writer's life before the text, pictures by credit, さらに読む, the pager in numbers."""
    body = setting.set_body(
        s.body,
        "<p>{}</p>",
        '<h3 class="headline">{}</h3>',
        {
            2: '<figure class="figure"><img><figcaption>［写真］画像はイメージです（Photo by iStock）</figcaption></figure>',
            4: '<div class="recommend"><p>さらに読む→<a href="/articles/-/1">【あわせて読みたい】「老後の水道代」が倍になる町の共通点</a></p></div>',
        },
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + f"（{s.writer}） | 現荻ビジネス | 荻談社", setting.json_ld(s, "現荻ビジネス", author={"@type": "Person", "name": s.writer}))}</head><body><header><a>現荻ビジネス</a><ul>{teasers(count=9)}</ul></header><div class="layout"><main class="main"><article class="articleWrap"><div class="articleHead"><time datetime="{s.published.date().isoformat()}">{s.published.strftime("%Y.%m.%d")}</time><p class="series"><a>荻生の現場から</a></p><h1 class="articleTitle">{escape(s.title)}</h1><div class="articleAuthor"><p class="name">{s.writer}</p><p class="post">ジャーナリスト</p><a>プロフィール</a></div><ul class="sns"><li>Post</li><li>Share</li></ul></div><div class="articleContents">{body}</div><nav class="pager"><a href="?page=1">1</a><a href="?page=2">2</a><a href="?page=3">3</a><a href="?page=2">次へ</a></nav><div class="relatedWords"><h2>関連タグ</h2><a>#{s.section}</a></div></article><section class="articleList"><h2>関連記事</h2><ul>{teasers('<li><a href="/articles/-/{n}"><p>{t}</p><p>{d}</p></a></li>', 10, 9)}</ul></section><section class="books"><h2>書籍紹介</h2><p>『水道の終わる日』　荻談社新書より好評発売中。豊富な図版で、足元の危機をわかりやすく解く。</p></section></main><aside><h2>ランキング</h2><ol>{teasers(count=10, start=30)}</ol><h2>編集部からのお知らせ</h2><p>無料会員に登録すると、会員限定の記事をお読みいただけます。</p></aside></div><footer><small>©Ogidansha Ltd.</small></footer></body></html>""",
    )


LAYOUTS: tuple[Layout, ...] = (
    weekly_online,
    business_weekly,
    posts_online,
    watch_article,
    zine_post,
    modern_business,
)
