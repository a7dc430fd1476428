"""What stands around an article: words of class names, headings and lines by which every site calls it.

Words of the trade, not of one site: a class `article-relatedList` says `related`, a heading 「あわせて読みたい」 says the same.
"""
# ruff: noqa: E501  (patterns and templates, not sentences)

from __future__ import annotations

import re
from functools import lru_cache

from kirinuki.model.text import fold_width

_WORDS = frozenset(
    [
        "ad",
        "ads",
        "adv",
        "adsense",
        "advert",
        "advertisement",
        "advertising",
        "banner",
        "sponsor",
        "sponsored",
        "promo",
        "promotion",
        "promoted",
        "pr",
        "outbrain",
        "taboola",
        "popin",
        "nav",
        "navi",
        "navigation",
        "gnav",
        "globalnav",
        "menu",
        "breadcrumb",
        "breadcrumbs",
        "crumb",
        "pankuzu",
        "topicpath",
        "footer",
        "sidebar",
        "side",
        "rail",
        "related",
        "relation",
        "relations",
        "relate",
        "recommend",
        "recommended",
        "recommends",
        "recommendation",
        "ranking",
        "rank",
        "popular",
        "trending",
        "trend",
        "osusume",
        "kanren",
        "share",
        "sns",
        "social",
        "snsbtn",
        "snsbutton",
        "btn",
        "button",
        "buttons",
        "tweet",
        "hatena",
        "follow",
        "bookmark",
        "clip",
        "comment",
        "comments",
        "disqus",
        "reply",
        "caption",
        "figcaption",
        "photocaption",
        "imagecaption",
        "credit",
        "copyright",
        "copy",
        "rights",
        "pager",
        "pagination",
        "paging",
        "pagenation",
        "prevnext",
        "prev",
        "next",
        "subscribe",
        "subscription",
        "newsletter",
        "paywall",
        "login",
        "signup",
        "regist",
        "register",
        "registration",
        "membership",
        "magazine",
        "mailmag",
        "tag",
        "tags",
        "keyword",
        "keywords",
        "tagcloud",
        "hashtag",
        "author",
        "byline",
        "profile",
        "writer",
        "bio",
        "date",
        "time",
        "timestamp",
        "pubdate",
        "posted",
        "more",
        "readmore",
        "modal",
        "popup",
        "popover",
        "cookie",
        "consent",
        "dialog",
        "tooltip",
        "overlay",
        "toast",
        "widget",
        "pickup",
        "latest",
        "newlist",
        "newarrival",
        "headlines",
        "headlinelist",
        "archive",
        "archives",
        "calendar",
        "search",
        "embed",
        "twitter",
        "instagram",
        "gallery",
        "slideshow",
        "thumbnail",
        "thumb",
        "thumbs",
        "toolbar",
        "tools",
        "utility",
        "dummy",
        "blur",
        "blurred",
        "skeleton",
        "placeholder",
        "skip",
        "sitemap",
        "survey",
        "enquete",
        "questionnaire",
        "vote",
        "app",
    ]
)
ALWAYS = frozenset({"footer", "nav"})
"""Words that hold whatever stands in the element."""
STRONG = frozenset(
    {
        "aside", "caption", "figcaption", "photocaption", "imagecaption", "comment", "comments", "disqus", "related",
        "relate", "relation", "relations", "kanren", "recommend", "recommended", "recommends", "recommendation", "osusume",
        "ranking", "outbrain", "taboola", "popin", "sidebar", "breadcrumb", "breadcrumbs", "pankuzu", "copyright", "sns",
        "share", "newsletter", "paywall", "cookie", "consent", "modal", "dialog", "twitter", "instagram", "embed", "profile",
        "role", "author", "byline", "bio", "writer", "login", "regist", "register", "popup", "popover", "overlay", "tooltip",
        "toast", "survey", "enquete", "questionnaire", "widget", "popular", "mailmag", "advert", "advertisement", "sponsor",
        "sponsored", "promoted", "dummy", "blur", "blurred", "skeleton", "placeholder", "menu", "gnav", "globalnav", "sitemap", "credit",
    }
)  # fmt: skip
"""Words that leave no doubt, unless the element holds next to all of the page. The others tell of lines only, not of sentences."""
_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_CONTENT = frozenset(
    [
        "article",
        "entry",
        "post",
        "main",
        "content",
        "contents",
        "body",
        "honbun",
        "text",
        "txt",
        "detail",
        "story",
        "news",
        "page",
    ]
)
_STATES = frozenset(
    ["has", "no", "is", "with", "without", "js", "type", "format", "status", "category", "wp"]
)


@lru_cache(maxsize=4096)
def chrome_word(names: str) -> str | None:
    """The word of a class or id by which it is no part of an article; None where it names none.

    States are none (`has-sidebar`, `tag-politics` of a post), nor is what holds the text (`news-article-body`).
    """
    for name in names.split():
        words: list[str] = [word.lower() for word in _TOKEN.findall(name)]
        if not words or words[0] in _STATES:
            continue
        if words[0] == "tag" and len(words) > 1:
            continue
        # What holds the article may be named for what it also has.
        if words[-1] in ("body", "main", "text", "txt", "honbun") and set(words) & {
            "article",
            "entry",
            "post",
            "news",
            "story",
        }:
            continue
        for word in words:
            if word in _WORDS:
                return word
    return None


_PIECES = r"(?:記事|ニュース|リンク|情報|動画|トピックス?|ワード|キーワード|特集|タグ|サイト|コンテンツ|画像|写真|ストーリー|資料)"
_SECTIONS = (
    # other articles
    rf"(?:この(?:記事|ニュース)(?:の|に|と|を|へ).{{0,10}})?(?:関連|類似)(?:する|の|した)?(?:{_PIECES}.{{0,4}})?",
    r"(?:あわせて|合わせて|併せて|こちらも|次に).{0,4}(?:読みたい|読む|読まれて|よまれて|どうぞ|おすすめ|見る|チェック).{0,12}",
    r"(?:いま|今|よく).{0,4}(?:読まれて|よまれて|見られて|話題の(?:記事|ニュース)|注目の(?:記事|ニュース)).{0,12}",
    rf"(?:(?:あなた|皆さん|読者|編集部|編集長|スタッフ|今日|本日|いま|今|こちらも).{{0,6}})?(?:おすすめ|オススメ|お薦め|お勧め|イチ押し|いちおし)"
    rf"(?:の|する)?{_PIECES}?(?:PR|\(.{{1,8}}\))?",
    r".{0,16}ランキング(?:\s?\(.{1,8}\)|一覧|\s?TOP\s?\d+|をもっと見る)?",
    r".{0,10}人気(?:の)?(?:記事|ニュース).{0,8}",
    r"(?:最新|新着|注目|主要|その他|ほか|他|トップ|地域|前後|次|前|最近)の?(?:記事|ニュース|トピックス?|情報|一覧|動画).{0,4}",
    r".{0,10}(?:記事|ニュース)(?:一覧|ランキング)",
    r"(?:「.{1,12}」|.{1,10}カテゴリー?|.{1,6})の(?:最新|新着)(?:の?(?:記事|ニュース))?(?:一覧)?",
    r"(?:各地|全国|地方|県内)のニュース",
    r"こんな(?:記事|特集|話題)も.{0,10}",
    r"(?:特集|連載|コラム|特設サイト|スペシャル(?:コンテンツ)?|イベント(?:・.{1,6})?|求人|バックナンバー)(?:一覧)?",
    r"(?:会員|有料会員|読者会員|プレミアム)限定(?:記事)?",
    r"(?:ピックアップ|PICK ?UP|トピックス|TOPICS|外部サイト|アクセス(?:数|順)?)",
    r"(?:RELATED|RECOMMEND|RANKING|LATEST|POPULAR|MOST (?:READ|POPULAR|VIEWED)|TRENDING|MORE (?:NEWS|STORIES|FROM)|YOU MAY).{0,24}",
    # people who say something to it, and who wrote it
    r"(?:この|その)(?:記事|ニュース|コラム)を(?:読んだ|見た|シェアした|書いた|執筆した).{0,16}",
    r"(?:執筆|著)者(?:紹介|プロフィール|一覧)?|筆者(?:紹介)?|(?:ライター|記者)(?:紹介|プロフィール)|プロフィール|PROFILE",
    r".{1,30}の最新公開記事.{0,16}",
    r"コメントプラス|ひとこと解説|Think!|(?:専門家|エキスパート|オーサー|識者)(?:の)?(?:コメント|補足|見解)",
    r"(?:みんな|読者|ユーザー)の(?:コメント|声|意見)|コメント(?:一覧|欄|ランキング)?(?:\s?\(?\d+件?\)?)?",
    # what explains words of it
    r"(?:この|本)(?:記事|ニュース|コラム)(?:に(?:出てくる|登場する|関する|関連する|ついて)|の(?:キーワード|ポイント|用語)).{0,16}|(?:用語|キーワード)(?:の)?解説",
    # what the article says once more in short
    r"ざっくり言うと|(?:AI(?:による)?)?(?:要約|サマリー)|(?:3|三)行(?:で|まとめ).{0,6}",
    # notices
    r"お知らせ|このプレスリリースには.{0,30}|.{0,16}(?:メールマガジン|メルマガ|ニュース・?レター|ニューズレター)|NEWSLETTERS?",
    r"(?:会社|企業)(?:概要|情報)|(?:添付|別添|報道発表)資料|(?:本件に関する)?(?:お)?(?:問い?合わせ|照会|連絡)先",
)
_RELATED = re.compile(rf"[■□◆◇●○▼▽▶►>★☆【\[<〈《#\s]*(?:{'|'.join(_SECTIONS)})[】\]>〉》\s:]*", re.IGNORECASE)
_SHARE = r"(?:シェア|ツイート|ポスト|つぶやく|いいね!?|LINE|Facebook|Twitter|X|はてな(?:ブックマーク)?|はてブ|Pocket|note|印刷|プリント|メール|URL|リンク|共有|保存|ブックマーク|クリップ|スクラップ|フォロー|コピー|音声|あとで読む|後で読む|お気に入り)"
_DAY = r"(?:\d{4}|令和(?:\d{1,2}|元)|平成(?:\d{1,2}|元))?\s?[年/.\-]?\s?\d{1,2}\s?[月/.\-]\s?\d{1,2}\s?日?(?:\s?\([月火水木金土日祝・]{1,3}\))?"
_CLOCK = r"(?:\s?(?:午前|午後|AM|PM)?\s?\d{1,2}\s?(?:時|:)\s?\d{0,2}\s?分?(?::\d\d)?)"
_LABEL = r"(?:最終|新規)?(?:公開|配信|更新|掲載|投稿|発信|記事公開|作成|初出|放送)(?:日時?|日付)?"
_LINE = re.compile(
    r"(?:"
    # onward
    r"[\[(【<\s>▶►→・※]*(?:記事|本文|全文|詳細|詳しく)?の?(?:続き|つづき|全文|詳細|詳しく|もっと|さらに|残り|すべて|全て)(?:を|は|の|に)?(?:記事を?)?(?:こちら(?:から)?|読む|見る|よむ|みる|表示(?:する)?|チェック|お読みください|ご覧ください)[\])】>\s…。▶►→]*"
    r"|[\[(【<\s]*(?:前|次|後|最初|最後)の?(?:ページ|記事|ニュース|へ)?(?:へ|を読む|に進む)?[\])】>\s»«▶]*|(?:トップ|ホーム|一覧)(?:ページ)?(?:へ|に)?(?:戻る)?"
    r"|(?:閉じる|開く|もどる|戻る|検索|メニュー|ログイン|新規登録|会員登録|ログアウト|無料登録|購読する?|申し込む|有料会員登録|マイページ|目次)"
    r"|ページ?\s?\d+\s?/\s?\d+|\d+\s?/\s?\d+\s?(?:ページ|枚目?)?|1(?:\s?[2-9])+(?:\s?次へ)?"
    r"|ページの?(?:先頭|トップ)へ(?:戻る)?|(?:本文|メインコンテンツ)へ(?:移動|スキップ)?|https?://\S+|\d[\d,]*\s?文字|続きを?表示"
    r"|.{0,20}PDFファイルを(?:見る|開く|ご覧).{0,100}"
    r"|.{0,60}(?:(?:お申し?込み|ご?購読|ご?登録|詳細|詳しく)は|(?:お申し?込み|ご購読|会員登録)の.{0,8})(?:こちら|コチラ)(?:から)?。?"
    r"|この記事は.{0,10}(?:自動|合成)音声.{0,60}"
    # the same in another language
    r"|(?:You can )?(?:also )?(?:read|see|view|click here for) .{0,40}\b(?:English|Japanese|Chinese|Korean|original) (?:article|version|edition|page|story|text).{0,20}"
    r"|(?:この(?:記事|ページ)を)?(?:英語|日本語|中国語|韓国語|英文)(?:版)?(?:で|の記事を)(?:読む|見る)"
    # advertisements
    r"|[\[(【<]?\s?(?:PR|AD|広告|スポンサー.{0,8})\s?[\])】>]?|広告.{0,4}スクロール.{0,20}|[▼↓]+.{0,20}[▼↓]+"
    # consent to what is embedded, and the ways around it
    r"|(?:Skip |End of ).{0,40}(?:を許可しますか.{0,4}|post|content|recommendations|おすすめ.{0,8}|and continue reading)|.{0,40}を許可しますか\?"
    r"|(?:Skip .{0,20})?.{0,12}(?:記事|ページ|ここ)には.{1,40}が提供する.{1,20}が含まれ.{0,120}"
    # pictures
    r"|[\[(【<〔]\s*(?:写真|画像|動画|映像|図表?|グラフ|フォト|地図|イラスト|一覧|関連|特集|表|アーカイブ|まとめ|PHOTO|VIDEO)(?:[^】\])>〕]{0,12})?[】\])>〕].{0,120}"
    r"|(?:写真|画像|動画|フォト|拡大)(?:を|の)?(?:もっと)?(?:見る|拡大(?:する)?|一覧|特集|ギャラリー|\s?\d+\s?枚目?|\(\d+枚?\)).{0,10}|(?:全|ほか)?\s?\d+\s?枚(?:の写真)?|(?:写真|画像|映像|撮影|提供)\s?[:=/].{1,40}|写真(?:は|・).{0,60}|画像(?:説明|提供|クレジット)[,、:].{0,80}"
    r"|(?:VIDEO|PHOTO(?:GRAPH)?S?|IMAGES?|ILLUSTRATIONS?|TEXT|WORDS|TRANSLATION|EDIT(?:ED|ING)?) (?:COURTESY (?:OF|BY)|BY) .{1,60}"
    # copyright
    r"|.{0,80}(?:Copyright|All rights reserved).{0,200}"
    r"|.{0,80}無断(?:で.{0,4})?(?:転載|複製|使用|引用|複写|転用|掲載).{0,40}(?:禁|お断り|できません|ご遠慮).{0,80}|.{0,60}著作権は.{0,60}(?:帰属|属し).{0,40}|(?:©|\(c\)).{0,80}"
    r"|この作品は.{0,30}(?:クリエイティブ・コモンズ|Creative Commons).{0,80}"
    # where the rest is kept back, by signs alone
    r"|[…‥.・]{1,6}"
    # shares and counts
    rf"|(?:この(?:記事|ニュース|ページ|コラム)を)?{_SHARE}(?:(?:を|に|で|の)?(?:する|送る|追加|保存|コピー(?:する)?|シェア(?:する)?|ポスト(?:する)?|聞く|ボタン|リンクを?コピー|ブックマーク))?(?:\s?\d+)?|(?:{_SHARE}[\s・/|]*){{2,9}}"
    r"|(?:コメント|Comments?)\s?[(:]?\s?\d*\s?件?\)?(?:を(?:見る|書く|読む|投稿)|する)?|\d+\s?件?(?:の)?(?:コメント|件|シェア|いいね|リアクション|users?)(?:を見る)?"
    r"|文字(?:サイズ|の大きさ).{0,12}|(?:小|中|大|標準|拡大|\s){2,8}|(?:この記事は)?(?:約?\d+分|\d+秒)で(?:読めます|読了)|読了(?:時間|目安).{0,10}|この記事は役に立ちましたか.{0,10}|.{0,20}(?:フォローする|フォロー中)"
    # who wrote it
    r"|By [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?: ?[/,|].{0,40})?"
    # stamps
    rf"|{_CLOCK}\s?(?:{_LABEL}|追記|頃|ごろ|現在|JST)?"
    rf"|[\[(【<]?(?:{_LABEL}\s?[::]?\s?)?{_DAY}{_CLOCK}?\s?(?:{_LABEL}|JST)?[\])】>]?(?:\s?[/|・]?\s?(?:{_LABEL}\s?[::]?\s?{_DAY}?{_CLOCK}?|\(?{_DAY}{_CLOCK}?\s?{_LABEL}\)?))*(?:\s?\(JST\))?|{_LABEL}"
    r")",
    re.IGNORECASE,
)
_WALL = re.compile(
    r"この(?:記事|ニュース|コンテンツ|先|続き)は.{0,14}(?:会員|有料|購読|登録|ログイン)|(?:有料|会員|プレミアム|電子版|購読者)(?:会員)?(?:限定|専用|向け)の?(?:記事|コンテンツ)|残り\s?.{0,6}\d[\d,]*\s?(?:文字|字)"
    r"|(?:続き|全文|残り)(?:を|は).{0,12}(?:読む|お読み|ご覧|読める|閲覧).{0,8}(?:には|ください|いただけます|ログイン|会員|有料|登録)|(?:有料|無料)会員(?:に|の)(?:なる|登録|ログイン|なると|方)"
    r"|(?:ログイン|会員登録|ご購読|購読登録|お申し込み)(?:をすると|して|すると|いただく|が必要|の(?:うえ|上)).{0,24}(?:読|ご覧|閲覧|利用|ください|です)|(?:\d+日間|初月|初回|今なら).{0,10}(?:無料|円).{0,12}(?:体験|登録|読み放題|お試し)|会員登録(?:が|は)(?:お済み|まだ)"
)
_STAMPED = re.compile(
    rf"(?:{_LABEL}.{{0,4}})?(?:(?:19|20)\d\d\s?[年/.\-]|令和|平成)\s?\d{{1,2}}\s?[年月/.\-]\s?\d{{1,2}}|\d{{1,2}}月\d{{1,2}}日?付"
    r"|\d{1,2}:\d\d|\d{1,2}時\d\d分"
)
_POST_WRITER = re.compile(r"[—–―-]+\s?.{1,50}\(@\w{2,20}\).{0,30}")
_NOTICE = re.compile(
    r"[※*]|注[:)]|.*(?:募集して|お寄せ|お聞かせ|ご応募|ご登録|ご利用|お申し?込み|お待ちして|お届け|配信して).{0,14}(?:います|ください|いただけます|おります|ます)。?$"
)
_ENDING = re.compile(
    r"(?P<spoken>(?:です|ます|ません|でした|ました|でしょう|ましょう|ください)(?:か|ね|よ)?)?。"
)
_SIGNS = re.compile(r"[\W_]+")
_ENDS = re.compile(r"[。」』!?…)】〕]$")


def plain(words: str) -> str:
    """The words as all tests here take them: full width folded, white space around left out (`Block.folded`)."""
    return fold_width(words).strip()


def letters(words: str) -> str:
    """The letters and figures of folded words: what is left of a title wherever it is set."""
    return _SIGNS.sub("", words)


def is_related_heading(words: str) -> bool:
    """Whether a short line heads what is no longer the article."""
    return len(words) <= 40 and "。" not in words and _RELATED.fullmatch(words) is not None


def is_chrome_line(words: str) -> bool:
    """Whether a line is furniture of the page: onward links, share buttons, stamps, notices of copyright."""
    return len(words) <= 300 and _LINE.fullmatch(words) is not None


def is_wall(words: str) -> bool:
    """Whether a short paragraph asks to register or pay for the rest."""
    return len(words) <= 140 and _WALL.search(words) is not None


def ends_sentence(words: str) -> bool:
    """Whether the words end as a sentence or a quotation does."""
    return _ENDS.search(words) is not None


def spoken(words: str) -> float:
    """The share of sentences that speak to somebody (です, ます), as offers and letters do and reports do not."""
    endings = [ending["spoken"] is not None for ending in _ENDING.finditer(words)]
    return sum(endings) / len(endings) if endings else 0.0


def is_stamped(words: str) -> bool:
    """Whether a line that is no sentence tells a moment, as the lines between a title and its article do."""
    return len(words) <= 80 and not words.endswith("。") and _STAMPED.search(words) is not None


def is_post_writer(words: str) -> bool:
    """Whether a line closes an embedded post: — Name (@name) day."""
    return "(@" in words and len(words) <= 80 and _POST_WRITER.fullmatch(words) is not None


def is_notice(words: str) -> bool:
    """Whether a paragraph that stands apart from an article speaks to the reader: a note, an appeal, an offer."""
    return len(words) <= 140 and _NOTICE.match(words) is not None
