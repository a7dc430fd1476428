"""The third set: layouts of other kinds again, written after the extractor was mended on the second, and before it was run on these."""
# ruff: noqa: E501  (markup)

from __future__ import annotations

import json
from html import escape

from evals.pages.layouts import setting
from evals.pages.layouts.setting import Layout, Page
from evals.pages.stories import Story


def keyword_links(s: Story) -> Page:
    """A database of news: words of the sentences are links to their own pages, subheadings hold anchors."""

    def linked(words: str) -> str:
        text = escape(words)
        for word in ("灯台", "凪原町", "白鷺県", "潮見市", "車載部品", "県警", "棚田"):
            text = text.replace(word, f'<a class="kw-link" href="/k/{word}">{word}</a>', 2)
        return text

    body = "".join(
        f'<h3 class="m-h"><a name="s{n}"></a>{escape(w)}</h3>' if h else f'<p class="m-p">{linked(w)}</p>'
        for n, (h, w) in enumerate(s.body)
    )
    return setting.page(
        s,
        f"""<!doctype html><html lang="ja"><head>{setting.head(s, s.title + " | ニュース事典", setting.json_ld(s, "ニュース事典"))}</head><body><div class="gh"><ul>{setting.links()}</ul></div><div class="m"><h1>{escape(s.title)}</h1><div class="m-d">{setting.slashed(s.published)} 掲載</div><div class="m-b">{body}</div><div class="kw-list"><h2>この記事に出てくることば</h2><dl><dt><a href="/k/1">灯台</a></dt><dd>岬や港の入り口に建ち、光で船に位置を知らせる塔。夜間の航海に欠かせない。</dd><dt><a href="/k/2">県警</a></dt><dd>県の警察。県公安委員会の管理の下に置かれる。</dd></dl></div></div><div class="gf">ニュース事典の内容の正確さには注意を払っていますが、保証するものではありません。</div></body></html>""",
    )


def points_box(s: Story) -> Page:
    """この記事のポイント in a box of its own before the text; a podcast's notice; a survey at the end."""
    body = setting.set_body(s.body, "<p>{}</p>", "<h2>{}</h2>")
    return setting.page(
        s,
        f"""<!doctype html><html lang="ja"><head>{setting.head(s, s.title + "｜デイリー凪", f'<meta property="article:published_time" content="{setting.iso(s.published)}">')}</head><body><header><a href="/">デイリー凪</a></header><div id="c"><div class="h"><h1>{escape(s.title)}</h1><span>{setting.kanji(s.published)} {setting.clock(s.published)}</span></div><div class="audio-box"><p>音声で聴く</p><p>この記事はAIによる自動音声で聴くことができます。読み間違いがある場合があります。</p></div><div class="t">{body}</div><div class="q"><h3>この記事についてお聞かせください</h3><p>5段階で評価してください。回答は今後の記事づくりの参考にします。</p><label>よく分かった</label></div><div class="n"><h2>きょうの紙面から</h2>{setting.cards('<div class="n1"><h3><a href="/n{n}">{t}</a></h3><p>{x}</p></div>')}</div></div></body></html>""",
    )


def gallery_first(s: Story) -> Page:
    """Twelve photographs with sentences for captions stand before the text."""
    captions = (
        "岬の先に立つ灯台。1878年に点灯した。",
        "レンズを磨く職員。1日に3回、点検を欠かさない。",
        "資料館の予定地を視察する町長ら。",
        "夕暮れの港に戻る漁船。この日は大漁だった。",
    )
    slides = "".join(
        f'<li class="sw"><div class="im"><img src="{n}.jpg"></div><p>{c}</p><small>{n}/4</small></li>'
        for n, c in enumerate(captions, 1)
    )
    body = setting.set_body(s.body, "<p>{}</p>", "<h3>{}</h3>")
    return setting.page(
        s,
        f"""<!doctype html><html lang="ja"><head>{setting.head(s, s.title + " : フォト潮見", setting.json_ld(s, "フォト潮見"))}</head><body><nav>{setting.links()}</nav><main><h1>{escape(s.title)}</h1><time datetime="{setting.iso(s.published)}">{setting.kanji(s.published)}</time><div class="slider"><ul>{slides}</ul></div><div class="tx">{body}</div><div class="pn"><a href="/1">前の写真</a><a href="/2">次の写真</a></div></main><footer>フォト潮見</footer></body></html>""",
    )


def interview_dl(s: Story) -> Page:
    """A magazine's talk: <dl> with the speakers' names in <dt>; the names are no words of the article's paragraphs but stand in it."""
    rows = "".join(
        f"<h2>{escape(w)}</h2>" if h else f"<div class='tk'><p class='tk-t'>{escape(w)}</p></div>"
        for h, w in s.rest
    )
    return setting.page(
        s,
        f"""<!doctype html><html lang="ja"><head>{setting.head(s, s.title + " - 月刊みなと", f'<meta name="date" content="{s.published.date().isoformat()}">')}</head><body><div class="w"><div class="tt"><h1>{escape(s.title)}</h1><p class="dt">{s.published.year}.{s.published.month:02d}.{s.published.day:02d}</p></div><div class="ld"><p>{escape(s.lead)}</p></div><div class="ad"><p>AD</p></div>{rows}<div class="pf"><img><p>とりうみ・ちひろ　1955年、三日月島生まれ。司書として勤めた後、館長に。著書に『島の本棚』。</p></div><ul class="sh"><li>ポスト</li><li>シェア</li></ul><div class="bk">{setting.links('<a href="/b{n}">{t}</a>')}</div></div></body></html>""",
        published=s.published.date().isoformat(),
    )


def ticker_on_top(s: Story) -> Page:
    """Sentences over the headline that are not the article: a ticker, a warning, a campaign, today's column."""
    body = setting.set_body(s.body, "<p>{}</p>", "<h4>{}</h4>")
    return setting.page(
        s,
        f"""<!doctype html><html lang="ja"><head>{setting.head(s, s.title + "（白鷺ニュース）", setting.json_ld(s, "白鷺ニュース", datePublished=setting.utc(s.published)))}</head><body><div class="x1"><p>【速報】白鷺県南部に大雨警報が出されました。低い土地の浸水に警戒してください。</p></div><div class="x2"><p>春の購読キャンペーンを実施しています。ご紹介いただいた方に図書カードを差し上げます。お気軽にお問い合わせください。</p></div><div class="x3"><h2>きょうの一言</h2><p>雨の日は、いつもより少し早く家を出る。それだけで気持ちにゆとりが生まれる。傘を差して歩く道に、季節の花が咲いている。</p></div><div class="x4"><div class="x5"><h1>{escape(s.title)}</h1><div><span>{setting.slashed(s.published)}</span></div></div><div class="x6">{body}</div></div><div class="x7">{setting.links('<div><a href="/{n}">{t}</a></div>')}</div></body></html>""",
    )


def blurred_rest(s: Story) -> Page:
    """A paywall with dummy text under a blur, hidden from readers' programs, and three plans in prose."""
    kept = s.body[:1]
    body = setting.set_body(kept, "<p>{}</p>")
    dummy = (
        "<p>ここには続きの文章が入ります。ここには続きの文章が入ります。ここには続きの文章が入ります。</p>"
        * 3
    )
    return setting.page(
        s,
        f"""<!doctype html><html lang="ja"><head>{setting.head(s, s.title + " | 凪原プレミアム", setting.json_ld(s, "凪原プレミアム", isAccessibleForFree=False))}</head><body><header>{setting.links()}</header><article><h1>{escape(s.title)}</h1><p class="meta">{setting.kanji(s.published)} {setting.clock(s.published)}</p><div class="free">{body}</div><div class="blur" aria-hidden="true">{dummy}</div><div class="plans"><h2>続きを読むには会員登録が必要です</h2><div class="pl"><h3>月ぎめプラン</h3><p>すべての記事が読み放題です。いつでも解約できます。</p></div><div class="pl"><h3>年ぎめプラン</h3><p>2カ月分お得にご利用いただけます。紙面も読めます。</p></div><p>すでに会員の方はログインしてください。</p></div></article></body></html>""",
        paragraphs=tuple(w for _, w in kept),
    )


def app_router(s: Story) -> Page:
    """React's streaming: comments between the words of a text, spans in paragraphs, data pushed by scripts, a skeleton."""

    def split(words: str) -> str:
        half = len(words) // 2
        return f"{escape(words[:half])}<!-- -->{escape(words[half:])}"

    body = "".join(
        f'<h2 class="a1b"><span>{split(w)}</span></h2>'
        if h
        else f'<p class="c2d"><span>{split(w)}</span></p>'
        for h, w in s.body
    )
    push = json.dumps(
        "1:" + json.dumps({"body": "続きは会員だけが読める文です。" * 5}, ensure_ascii=False),
        ensure_ascii=False,
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " | ROUTER NEWS", f'<meta property="article:published_time" content="{setting.utc(s.published)}">')}</head><body class="__v"><div hidden=""><!--$--><!--/$--></div><div class="e3f"><header class="g4h">{setting.links('<a class="i5j" href="/{n}">{t}</a>')}</header><main class="k6l"><article class="m7n"><h1 class="o8p">{escape(s.title)}</h1><div class="q9r"><time dateTime="{setting.utc(s.published)}">{setting.kanji(s.published)}<!-- --> <!-- -->{setting.clock(s.published)}</time></div><div class="s1t">{body}</div></article><div class="u2v"><p class="w3x">この記事をシェアする</p></div><section class="y4z"><h2>あなたへのおすすめ</h2><ul>{setting.links()}</ul></section></main></div><script>self.__next_f=self.__next_f||[];self.__next_f.push([1,{push}])</script></body></html>""",
    )


def corrected(s: Story) -> Page:
    """A correction stands as the article's last paragraph, an older stamp is struck through."""
    fixed = (*s.body, (False, "【訂正】当初の記事で日付に誤りがありました。おわびして訂正します。"))
    body = setting.set_body(fixed, "<p>{}</p>", "<h3>{}</h3>")
    return setting.page(
        s,
        f"""<!doctype html><html lang="ja"><head>{setting.head(s, s.title + " - 湾岸通信", setting.json_ld(s, "湾岸通信", dateModified=setting.iso(setting.later(s, 9))))}</head><body><div class="hd"><a href="/">湾岸通信</a></div><div class="bd"><h1>{escape(s.title)}</h1><p class="st">公開 {setting.slashed(s.published)} ／ 訂正 {setting.slashed(setting.later(s, 9))}</p><div class="co">{body}</div><p class="op">※この記事は、湾岸通信とニュース各社との共同企画による記事です。</p></div><div class="ft"><p>湾岸通信は、沿岸の暮らしを伝える会員制の通信社です。1998年に設立されました。</p></div></body></html>""",
        paragraphs=tuple(w for _, w in fixed),
    )


def numbered_notice(s: Story) -> Page:
    """A city's notice: headings as numbered paragraphs, a table of places, an order of contact in <address>, an update stamp."""
    parts = tuple((h, f"{n}．{w}" if h else w) for n, (h, w) in enumerate(s.body))
    body = setting.set_body(
        parts,
        "<p>{}</p>",
        "<p><strong>{}</strong></p>",
        {
            2: "<table><tr><th>場所</th><th>時間</th></tr><tr><td>中央公民館</td><td>9時から17時</td></tr></table>"
        },
    )
    return setting.page(
        s,
        f"""<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>{escape(s.title)} - 潮見市公式ホームページ</title></head><body><div id="tmp_header"><p>このサイトではJavaScriptを使用したコンテンツ・機能を提供しています。JavaScriptを有効にするとご利用いただけます。</p><p><a href="#c">本文へスキップします。</a></p></div><div id="tmp_pankuzu"><p>ホーム &gt; 市政情報 &gt; {escape(s.title)}</p></div><div id="tmp_contents"><p id="tmp_update">更新日：{setting.kanji(s.published)}</p><h1>{escape(s.title)}</h1>{body}</div><div id="tmp_inquiry"><h2>お問い合わせ</h2><p>港湾部港湾課管理係</p><p>電話番号：0000-00-0000</p></div><div id="tmp_feedback"><p>より良いウェブサイトにするためにみなさまのご意見をお聞かせください</p><p>このページの情報は役に立ちましたか？</p></div><div id="tmp_footer"><address>潮見市役所　〒000-0000　白鷺県潮見市中央1-1</address><p>開庁時間：平日の8時30分から17時15分まで（祝日、年末年始を除く）。施設によって異なります。</p></div></body></html>""",
        paragraphs=tuple(w for _, w in parts),
        published=s.published.date().isoformat(),
    )


def logo_heading(s: Story) -> Page:
    """The paper's name is the <h1>, section the <h2>, the title in a <div>; paragraphs with their spaces as empty paragraphs."""
    body = "<p>&nbsp;</p>".join(
        f"<p>{'<b>' if h else ''}　{escape(w)}{'</b>' if h else ''}</p>" for h, w in s.body
    )
    return setting.page(
        s,
        f"""<!doctype html><html lang="ja"><head>{setting.head(s, s.title, '<meta property="og:site_name" content="羽衣民報">', f'<meta name="pubdate" content="{s.published:%Y%m%d%H%M%S}">')}</head><body><h1 class="logo">羽衣民報</h1><h2 class="sec">{s.section}ニュース</h2><div class="tit">{escape(s.title)}</div><div class="when">{setting.kanji(s.published)}付　{s.section}面</div><div class="txt">{body}</div><div class="side"><div class="sh">新聞のお申し込み</div><p>羽衣民報は1部130円、月ぎめ2900円です。お近くの販売店までお申し込みください。</p></div></body></html>""",
    )


def expert_blog(s: Story) -> Page:
    """A portal's contributor: the profile in prose at both ends, links to further reading within the last paragraphs."""
    body = setting.set_body(s.body, "<p>{}</p>", "<h2>{}</h2>")
    about = "海洋政策の研究者。大学で教えるかたわら、各地の港を訪ねて執筆を続ける。近著に「灯を守る人びと」。"
    return setting.page(
        s,
        f"""<!doctype html><html lang="ja"><head>{setting.head(s, s.title + "（浦添岳） - エキスパート - Bnews", setting.json_ld(s, "Bnews", author={"@type": "Person", "name": "浦添岳"}))}</head><body><div id="wrapper"><article><header><h1>{escape(s.title)}</h1><div class="au"><a href="/u"><img></a><a href="/u"><span>浦添岳</span><span>海洋政策研究者</span></a></div><time>{s.published.month}/{s.published.day}(木) {setting.clock(s.published)}</time></header><div class="ab"><div><figure><img><figcaption>（写真：イメージマート）</figcaption></figure></div>{body}</div><div class="ap"><div><a href="/u">浦添岳</a></div><p>海洋政策研究者</p><p>{about}</p><ul><li><a href="http://o.example">公式サイト</a></li></ul></div><section><h2>浦添岳の最近の記事</h2><ul>{setting.links()}</ul></section></article><section><h2>あわせて読みたい記事</h2>{setting.links()}</section></div></body></html>""",
    )


def boxes_within(s: Story) -> Page:
    """Advertising and boxes with sentences stand in the text: a book, an app, a poll, a recommendation by a machine."""
    boxes = {
        1: '<div class="pr-unit"><span>PR</span><a href="/ad"><p>毎日の肩こりに。温めるだけの新しい習慣を、いまなら初回半額でお試しいただけます。</p></a></div>',
        2: '<div class="bx-app"><p><a href="/app">アプリをダウンロード</a></p><p>アプリなら、気になるニュースの続報を見逃しません。</p></div>',
        3: '<div class="OUTBRAIN"><div><a href="/o1">豆腐店の3代目が挑む、海水にがりの新商品</a><span>潮見タイムズ</span></div></div>',
    }
    body = setting.set_body(s.body, '<p class="p">{}</p>', '<h3 class="h">{}</h3>', boxes)
    return setting.page(
        s,
        f"""<!doctype html><html lang="ja"><head>{setting.head(s, s.title + " | しおみんニュース", setting.json_ld(s, "しおみんニュース"))}</head><body><div class="l1">{setting.links()}</div><div class="l2"><h1>{escape(s.title)}</h1><p class="d">{setting.slashed(s.published)}　取材・文／{s.writer}</p><div class="b">{body}</div><div class="r"><p>あなたも取材記者になりませんか。しおみんニュースでは、身近な話題を投稿してくれる市民記者を募集しています。</p></div></div><div class="l3">© しおみん</div></body></html>""",
    )


def headless_fragment(s: Story) -> Page:
    """What a reader's clipping tool saved: no head, the title in bold, an address, the words."""
    text = "".join(f"<div>{escape(w)}</div><div><br></div>" for w in s.paragraphs)
    return setting.page(
        s,
        f"""<html><body><div><b>{escape(s.title)}</b></div><div>https://boshi.example/a/1</div><div>{setting.kanji(s.published)} {setting.clock(s.published)}</div><div><br></div>{text}</body></html>""",
    )


LAYOUTS: tuple[Layout, ...] = (
    keyword_links,
    points_box,
    gallery_first,
    interview_dl,
    ticker_on_top,
    blurred_rest,
    app_router,
    corrected,
    numbered_notice,
    logo_heading,
    expert_blog,
    boxes_within,
    headless_fragment,
)
