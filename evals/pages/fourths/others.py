"""Portals, a trade site and a ministry."""
# ruff: noqa: E501  (markup)

from __future__ import annotations

from html import escape

from evals.pages.fourths.news import teasers
from evals.pages.layouts import setting
from evals.pages.layouts.setting import Layout, Page
from evals.pages.stories import Story


def uamods(s: Story) -> Page:
    """As Yahoo!ニュース: sc- classes, text with empty lines in one <p>, a paper's own 【関連記事】, experts, reactions, rankings."""
    parts, words = "", []
    for is_head, line in (*s.body, (True, "")):
        if is_head:
            text = "\n\n".join(f"　{escape(w)}" for w in words)
            parts += f'<div class="sc-54nboa-0 deLyrJ yjDirectSLinkTarget"><p class="sc-54nboa-0 eBkTHs highLightSearchTarget">{text}</p></div>'
            parts += f'<h2 class="sc-5pv8f-0 yjDirectSLinkHl">{escape(line)}</h2>' if line else ""
            words = []
        else:
            words.append(line)
    stamp = (
        f"{s.published.month}/{s.published.day}({setting.weekday(s.published)}) {setting.clock(s.published)}"
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + "（夜見新聞デジタル） - Yomiニュース", setting.json_ld(s, "Yomiニュース"))}<script>window.__PRELOADED_STATE__ = {{"articleDetail":{{"headline":"{s.title}"}}}}</script></head><body><div id="wrapper"><header id="msthd"><p>IDでもっと便利に<a>新規取得</a></p><ul>{teasers(count=8)}</ul></header><div id="contents"><div id="contentsWrap"><article id="uamods" class="sc-uzx6gd-0 fvGPGl"><header class="sc-uzx6gd-1"><h1 class="sc-uzx6gd-1 lljVgU">{escape(s.title)}</h1><div class="sc-uzx6gd-2"><p class="sc-uzx6gd-4"><time>{stamp}</time>配信</p><button><span>42</span>コメント<span>42件</span></button></div><a href="/media"><img alt="夜見新聞デジタル"></a></header><div class="article_body viewableWrap"><div class="sc-k0fyms-0"><a><picture><img></picture></a><p class="sc-k0fyms-1">写真・図版（夜見新聞デジタル）</p></div>{parts}</div><div class="sc-1q2 link"><a>記事全文を読む</a></div><footer><p>夜見新聞社</p></footer></article><section class="sc-rl"><h2>【関連記事】</h2><ul>{teasers(count=5, start=10)}</ul></section><section class="sc-like"><h2>この記事はいかがでしたか？リアクションで支援しよう</h2><ul><li>学びがある 12</li><li>分かりやすい 8</li><li>新しい視点 3</li></ul></section><section id="expert"><h2>エキスパート</h2><article><h3>本庄真琴</h3><p>防災ジャーナリスト</p><p>解説 同じ種類の管は全国に埋まっている。点検の結果を公表し、優先順位を付けて更新していくことが欠かせない。自治体任せでは追いつかないだろう。</p></article></section><section id="comment-main"><h2>コメント42件</h2><ul><li><article><p>こういうところにこそ税金を使ってほしい。他人事ではないと思った。</p></article></li></ul></section><p class="sc-upd">最終更新：<time>{setting.later(s).month}/{setting.later(s).day}({setting.weekday(setting.later(s))}) {setting.clock(setting.later(s))}</time></p><section><h2>あなたにおすすめの記事</h2>{teasers('<div class="newsFeed_item"><a><div class="newsFeed_item_title">{t}</div><time>{d}({h})</time><span>夜見新聞</span></a></div>', 20, 25)}</section></div><div id="yjnSub"><section><h2>アクセスランキング</h2><ol>{teasers(count=5, start=50)}</ol></section><section><h2>雑誌アクセスランキング</h2><ol>{teasers(count=5, start=60)}</ol></section></div></div><footer>Copyright © {s.published.year} The Yomi Shimbun Company. 無断転載を禁じます。<br>© YY Corporation</footer></div></body></html>""",
    )


def summary_list(s: Story) -> Page:
    """As livedoor NEWS: ざっくり言うと with three points, the text between <br>, 外部サイト, related picks."""
    text = "<br /><br />\n".join((f"<b>{escape(w)}</b>" if h else escape(w)) for h, w in s.body)
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " - ライブ夜見ニュース", setting.json_ld(s, "夜見通信"))}</head><body id="article-detail"><div class="hdr"><ul>{teasers(count=10)}</ul></div><div class="mainCol"><article itemscope itemtype="http://schema.org/NewsArticle"><header class="articleHead"><h1 class="articleTtl" itemprop="headline">{escape(s.title)}</h1><time class="articleDate" itemprop="datePublished" datetime="{setting.iso(s.published)}">{setting.kanji(s.published)} {s.published.hour}時{s.published.minute}分</time><p class="articleVender" itemprop="author">夜見通信</p></header><div class="summary"><h2 class="summaryTtl">ざっくり言うと</h2><ul class="summaryList"><li>{escape(s.lead[:34])}</li><li>関係者が明らかにした</li><li>今後の対応が注目される</li></ul><p><a>記事を読む</a></p></div><div class="articleImage"><img><p>写真拡大</p></div><div class="articleBody" itemprop="articleBody"><span itemprop="articleBody">{text}</span></div><div class="outer"><h3>外部サイト</h3><ul>{teasers(count=4, start=12)}</ul></div></article><section class="rel"><h2>関連情報</h2><ul>{teasers(count=12, start=20)}</ul></section></div><div class="subCol"><h2>アクセスランキング</h2><ol>{teasers("<li><a><h3>{t}</h3></a></li>", 20, 40)}</ol></div></body></html>""",
    )


def cms_body(s: Story) -> Page:
    """As ITmedia: cmsTitle, cmsDate 公開, byline in brackets, sentences under pictures, a product table, 次ページ, 関連記事 in the body."""
    body = setting.set_body(
        s.body,
        "<p>　{}</p>",
        "<h2>{}</h2>",
        {
            1: '<div class="photo" align="center"><table><tr><td><a><img></a></td></tr><tr><td class="cap"><small>試験田での収穫の様子（出典：県農業試験場）</small></td></tr></table></div>'
        },
    )
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head>{setting.head(s, s.title + " - YTmedia NEWS", setting.json_ld(s, "YTmedia NEWS"))}</head><body id="masterBody"><div id="globalHeader"><ul>{teasers(count=20)}</ul></div><div id="masterContents"><div id="masterMain"><div id="tmplNews"><div id="cmsTitle"><div class="inner"><h1 class="title__maintext"><span>{escape(s.title)}</span></h1></div></div><div id="cmsMark"><p id="cmsDate"><span>{s.published.year}年{s.published.month:02d}月{s.published.day:02d}日 {s.published.hour:02d}時{s.published.minute:02d}分 公開</span></p><p id="byline">[<a>{s.writer}</a>，YTmedia]</p><ul><li>印刷</li><li>通知</li></ul></div><div id="cmsBody"><div class="inner"><!-- cxenseparse_start --><div class="subscription" id="cmsBodyMain">{body}</div><!-- cxenseparse_end --><div id="ctrl" class="ctrl"><span class="next"><a href="2.html">次ページ：研究者に聞いた「おいしさ」の測り方</a></span></div><p id="cmsCopyright">Copyright © YTmedia, Inc. All Rights Reserved.</p><div id="art"><h3>関連記事</h3>{teasers("<dl><dt><a>{t}</a></dt><dd>{t}。専門家は「今後も続く」とみており、各社が対応を急いでいる。</dd></dl>", 5, 20)}</div><div class="lnk"><h3>関連リンク</h3><ul>{teasers(count=4, start=30)}</ul></div></div></div></div></div><div id="masterSub"><h2>アクセスランキング</h2>{teasers('<div class="rank"><a>{t}</a></div>', 10, 40)}<h2>注目のテーマ</h2><ul>{teasers(start=55)}</ul><div class="pr"><p>スペシャル PR</p><p>情シスの悩みを解く、新しい端末管理のかたちを専門家が解説します。</p></div></div></div></body></html>""",
    )


def press_release(s: Story) -> Page:
    """As 厚生労働省: a date of the era, a box of contacts above the text, headings with numbers, PDF links, 照会先."""
    era = f"令和{s.published.year - 2018}年{s.published.month}月{s.published.day}日（{setting.weekday(s.published)}）"
    return setting.page(
        s,
        f"""<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{escape(s.title)}｜夜見省</title><meta property="og:title" content="{escape(s.title)}"></head><body><header class="l-headerMain"><p>ひと、くらし、みらいのために</p><p>夜見省 Ministry of Yomi</p><ul class="m-navGlobal">{teasers(count=8)}</ul></header><div class="m-navBreadcrumb"><ol><li>ホーム</li><li>報道・広報</li><li>報道発表資料</li></ol></div><main class="l-contentMain" id="content"><div class="l-contentHead"><h1>{escape(s.title)}</h1></div><div class="m-grid"><div class="m-grid__col1"><div class="m-boxInfo"><p>{era}</p><dl><dt>【照会先】</dt><dd>夜見省 施設局 管理課<br>課長補佐 白井<br>（代表電話）03-0000-1111（内線2345）<br>（直通電話）03-0000-2222</dd></dl></div><p>報道関係者各位</p>{setting.set_body(s.body, "<p>　{}</p>", "<h2 class='m-hdgLv2'>{}</h2>")}<ul class="m-listFile"><li><a href="a.pdf">報道発表資料（本文）[PDF形式：312KB]</a></li><li><a href="b.pdf">別紙 [PDF形式：1.2MB]</a></li></ul><div class="m-adobe"><p>PDFファイルを見るためには、Adobe Readerというソフトが必要です。Adobe Readerは無料で配布されています。</p></div></div></div></main><aside class="l-contentLocal"><h2>報道・広報</h2><ul>{teasers(count=12, start=20)}</ul></aside><footer><p>法人番号0000000000000</p><p>〒100-0000 東京都千代田区霞が関0-0-0 電話：03-0000-0000（代表）</p></footer></body></html>""",
        published=s.published.date().isoformat(),
    )


LAYOUTS: tuple[Layout, ...] = (uamods, summary_list, cms_body, press_release)
