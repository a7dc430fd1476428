"""Invented news for the second set of pages: reports, briefs, an interview, a column, scores, an obituary, English.

Written as such pieces are, not from a stock of sentences: short paragraphs, questions, lines without a full stop, marks at the
beginning of a paragraph. Heads are subheadings.
"""
# ruff: noqa: E501  (texts, not sentences of code)

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

JAPAN = dt.timezone(dt.timedelta(hours=9))


@dataclass(frozen=True, slots=True)
class Story:
    """`body` are (is it a subheading, words) in reading order, the lead first."""

    title: str
    body: tuple[tuple[bool, str], ...]
    published: dt.datetime
    writer: str
    section: str
    language: str = "ja"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """All words in reading order."""
        return tuple(words for _, words in self.body)

    @property
    def lead(self) -> str:
        """The first paragraph."""
        return self.body[0][1]

    @property
    def rest(self) -> tuple[tuple[bool, str], ...]:
        """All behind the lead."""
        return self.body[1:]


def news_story(title: str, text: str, moment: str, writer: str, section: str, language: str = "ja") -> Story:
    """`text` has a paragraph a line; a line that begins with # is a subheading."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    body = tuple((line.startswith("#"), line.lstrip("# ")) for line in lines)
    return Story(
        title, body, dt.datetime.fromisoformat(moment).replace(tzinfo=JAPAN), writer, section, language
    )


LONG = (
    news_story(
        "渡良瀬岬の灯台、無人化へ 潮見海上保安部が来春にも",
        """
        潮見海上保安部は17日、県内で最後の有人灯台となっていた渡良瀬岬灯台（白鷺県凪原町）を来年3月末で無人化すると明らかにした。設備の遠隔監視が可能になったためで、146年続いた灯台守の仕事が姿を消す。
        同部によると、灯台は1878年に点灯。光達距離は約35キロで、近海を行き来する漁船や貨物船の目印となってきた。
        # 「寂しいが時代の流れ」
        現在は職員3人が交代で泊まり込み、機器の点検や気象の観測に当たっている。
        「父も祖父もここで働いた。寂しいが、時代の流れでしょう」
        勤続31年の主任、浦添岳さん（58）はレンズを磨く手を止めて話した。
        # 保存求める声も
        地元では建物の保存を求める署名が始まっている。凪原町の梶谷澄江町長は17日の定例会見で「観光資源としての活用を国に働きかけたい」と述べた。町は灯台の敷地を借り受け、資料館として公開する案を検討している。
        国内の有人灯台は昭和30年代には100カ所を超えていたが、機器の自動化が進んで減り続けてきた。同部の担当者は「船の安全に影響はない」としている。
        """,
        "2022-11-17 18:42",
        "江島圭",
        "社会",
    ),
    news_story(
        "凪原電機、純利益2.3倍の61億円 4〜12月期 車載部品が伸び",
        """
        凪原電機が3日発表した2023年4〜12月期の連結決算は、純利益が前年同期比2.3倍の61億円だった。電気自動車（EV）向けの部品が伸び、為替の円安も利益を押し上げた。
        売上高は18％増の1240億円、営業利益は91％増の84億円。北米で主力のコネクターの値上げが浸透した。
        24年3月期通期の予想は据え置いた。売上高は前期比9％増の1650億円、純利益は35％増の72億円を見込む。市場予想の平均（QUICKコンセンサス、78億円）を下回る。
        同日の決算説明会で小笠原祐介最高財務責任者（CFO）は「1〜3月は在庫の調整が続く」と慎重な見方を示した。
        # 3工場に200億円投資
        国内の3工場には今後3年で計200億円を投じる。半導体の実装ラインを増やし、生産能力を5割高める。
        株価は発表後に一時6％高まで買われた。終値は前日比112円高の2875円だった。
        """,
        "2024-02-03 15:31",
        "千歳亮介",
        "経済",
    ),
    news_story(
        "「図書館は町の居間であってほしい」 館長を退く鳥海千尋さんに聞く",
        """
        三日月島の町立図書館で20年にわたり館長を務めた鳥海千尋さん（66）が今月末で退任する。人口4千人の島で年間12万冊を貸し出す「奇跡の図書館」は、どのように生まれたのか。
        ――就任したころはどんな様子でしたか。
        本が9千冊しかなくて、開いている時間も平日の昼間だけ。誰も来ませんでした。私も1日中、窓の外の海を見ていたくらいです。
        ――何から手を付けたのですか。
        まず夜9時まで開けました。漁から戻った人が来られるように。それから、しゃべっていい図書館にした。
        # 「静かに」とは言わない
        ――反対もあったのでは。
        もちろん。でも、静かにしてほしい人のためには別の部屋を用意すればいい。町の居間なんですから。
        ――居間、ですか。
        そう。用がなくても行ける場所。
        ――これからは。
        一人の利用者に戻ります。読みたい本が300冊たまっているので。
        """,
        "2021-03-26 11:00",
        "聞き手・飛田亜弥",
        "文化",
    ),
    news_story(
        "橋の崩落、点検の記録に改ざんか 県警が凪原町役場を捜索",
        """
        白鷺県凪原町で5月に町道の橋が崩落し、2人がけがをした事故で、県警は9日、業務上過失傷害などの疑いで町役場を家宅捜索した。
        捜査関係者によると、町が2019年に実施した定期点検の記録に、後から書き換えられた跡が見つかった。橋脚のひび割れの幅が「3ミリ」から「0.3ミリ」に改められていたという。県警は押収した資料を分析し、経緯を調べる。
        この日午前9時すぎ、捜査員約20人が庁舎に入った。
        町によると、点検は5年に1度、町内の会社に委託している。町の調査に対し、当時の担当職員は「覚えていない」と話しているという。
        # 住民「裏切られた思い」
        橋は町の中心部と沿岸の集落を結び、1日に約800台が通る。崩落の後は片道25分の迂回を余儀なくされている。
        近くに住む女性（71）は「安全だと言われて毎日渡ってきた。裏切られた思いです」と憤った。
        梶谷澄江町長は「捜査に全面的に協力する」とのコメントを出した。
        # 専門家「氷山の一角」
        国土交通省によると、全国の市町村が管理する橋のうち、早期の措置が必要とされたものは約4万2千カ所に上る。白鷺大の野辺地雅臣教授（橋梁工学）は「人手も予算も足りない町は多い。今回は氷山の一角ではないか」と指摘する。
        """,
        "2023-07-09 21:05",
        "江島圭、飛田亜弥",
        "社会",
    ),
    news_story(
        "潮見、延長12回サヨナラ勝ち 主将の左前打で4年ぶり決勝へ",
        """
        （26日・秋季白鷺大会準決勝、潮見4―3北浜工）
        潮見が延長12回、サヨナラで北浜工を下した。決勝進出は4年ぶり。
        3―3の12回裏、無死一、二塁から始まるタイブレーク。送りバントで1死二、三塁とし、打席に主将の日高が入った。
        2球で追い込まれた。それでも「来た球を打つだけ」。外角の直球を左前へ運んだ。
        エースの折原は165球を投げ抜いた。7回に逆転を許しても、ベンチで笑っていたという。
        「みんなが打ってくれると信じていたので」
        28日の決勝では、3連覇を狙う羽衣学園と対戦する。
        """,
        "2024-09-26 17:20",
        "砂川陽",
        "スポーツ",
    ),
    news_story(
        "北浜村の棚田に4500本の灯 稲刈りを終え、感謝の夕べ",
        """
        刈り入れの済んだ棚田が、ろうそくの灯で浮かび上がった。北浜村の山あいで12日夜、「千枚田の灯」があり、約2800人の見物客が訪れた。
        並んだのは竹筒に入れた4500本。日が落ちると、住民らが一本ずつ火をともした。
        村では高齢化で耕作をやめる田が増え、10年前に「灯をともす会」が発足した。メンバーは当初の8人から60人に増えた。大学生も通う。
        会長の宇佐見実さん（74）は「若い人が戻ってくるきっかけになれば」と目を細めた。
        会場では新米のおにぎりや、いのしし汁がふるまわれた。
        神奈川県から家族で来た会社員の男性（39）は「写真で見るより、ずっと静かで、ずっと明るい。来年も来たい」と話していた。
        灯は13日も午後5時半から点灯される。雨天中止。
        """,
        "2019-10-12 22:14",
        "砂川陽",
        "地域",
    ),
    news_story(
        "Lighthouse on Cape Watarase to Be Unmanned Next Spring",
        """
        SHIOMI — The last manned lighthouse in Shirasagi Prefecture will be automated at the end of March, the Shiomi Coast Guard Office said on Thursday, ending a tradition that has lasted for 146 years.
        The Cape Watarase lighthouse was first lit in 1878. Its light reaches about 35 kilometers and has guided fishing boats and freighters ever since.
        Three officials now take turns staying overnight to check the equipment and record the weather.
        “My father and my grandfather worked here. I will miss it, but times change,” said Gaku Urazoe, 58, who has worked at the lighthouse for 31 years.
        Residents have begun to collect signatures asking that the building be preserved. Nagihara Mayor Sumie Kajitani told reporters that the town would ask the central government to let it open the site to tourists.
        """,
        "2022-11-17 19:30",
        "Kei Ejima",
        "Society",
        "en",
    ),
)  # fmt: skip

SHORT = (
    news_story(
        "三日月島で震度4 津波の心配なし",
        """
        5日午前4時12分ごろ、三日月島近海を震源とする地震があり、三日月島町で震度4を観測した。気象庁によると、震源の深さは約40キロ、地震の規模（マグニチュード）は5.1と推定される。この地震による津波の心配はない。
        """,
        "2025-01-05 04:25",
        "編集部",
        "社会",
    ),
    news_story(
        "作家の葛城冬子さん死去、84歳 「塩の道」で文学賞",
        """
        小説「塩の道」「北へ帰る舟」などで知られる作家の葛城冬子（かつらぎ・ふゆこ、本名葛西冬子＝かさい・ふゆこ）さんが1日、老衰のため潮見市の病院で死去した。84歳。
        葬儀は近親者で営んだ。喪主は長男大樹（だいき）さん。
        """,
        "2020-06-04 13:08",
        "文化部",
        "訃報",
    ),
    news_story(
        "＜潮騒＞ 傘の忘れ物",
        """
        ▼駅の忘れ物で最も多いのは、やはり傘だそうだ。潮見駅には昨年度だけで3120本が届いた。引き取りに来る人は4人に1人に満たない。
        ▼安くなった、ということだろう。物を惜しむ気持ちが薄れたと嘆くのはたやすい。だが、駅員の話は少し違った。「雨がやむと、人は空を見上げるんです。それで忘れる」
        ▼梅雨が明けた。忘れるなら、こんな日がいい。
        """,
        "2021-07-16 05:00",
        "論説委員",
        "コラム",
    ),
    news_story(
        "軽トラックが海に転落、男性救助 羽衣漁港",
        """
        14日午後2時50分ごろ、羽衣市の羽衣漁港で「車が海に落ちた」と110番通報があった。羽衣署によると、軽トラックを運転していた市内の男性（82）が近くの漁師に助け出された。けがはないという。
        署は、アクセルとブレーキを踏み間違えた可能性があるとみて調べている。
        """,
        "2023-12-14 17:55",
        "砂川陽",
        "事件・事故",
    ),
    news_story(
        "給食費の無償化、来年度から 潮見市が方針",
        """
        潮見市は20日、市立の小中学校の給食費を来年4月から無償にする方針を明らかにした。
        対象は約6700人。必要な費用は年間3億2千万円と見込む。
        財源には、ふるさと納税の寄付金などを充てる。
        """,
        "2024-11-20 12:01",
        "飛田亜弥",
        "行政",
    ),
)  # fmt: skip

TEASERS = (
    "灯台の歴史をたどる展示、町立資料館で始まる",
    "【図解】橋の点検はどう行われるのか",
    "白鷺大の入試、出願者が過去最多に",
    "＜独自＞港湾の使用料引き上げを検討 県、来年度にも",
    "豆腐店の3代目が挑む、海水にがりの新商品",
    "「あの日、海が光った」語り部が見た半世紀",
    "県内の最低賃金、初の千円台に",
)
CARDS = (
    ("白鷺大の入試、出願者が過去最多に", "白鷺大は8日、一般入試の出願を締め切った。出願者は前年より412人多い6280人で、過去最多となった。"),
    ("県内の最低賃金、初の千円台に", "白鷺地方最低賃金審議会は、県内の最低賃金を時給1003円に引き上げるよう答申した。10月から適用される見通しだ。"),
    ("豆腐店の3代目が挑む、海水にがりの新商品", "潮見市の老舗豆腐店が、沖合の海水から取ったにがりを使った寄せ豆腐を売り出した。1日50個の限定で、午前中に売り切れる日もある。"),
)  # fmt: skip
