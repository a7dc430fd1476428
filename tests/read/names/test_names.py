"""Names, over invented news: who, which organisation, which place, which facility."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.model.reading import Entity
from kirinuki.model.text import fold_width
from kirinuki.read.morphemes import tokenize
from kirinuki.read.names import find_names
from kirinuki.read.sentences import split_sentences


def read(text: str) -> tuple[Entity, ...]:
    plain = fold_width(text)
    sentences = split_sentences(plain)
    return find_names(text, plain, tokenize(plain, sentences))


def of_type(type_: str, text: str) -> list[str]:
    return [e.of(text) for e in read(text) if e.type == type_]


def people(text: str) -> list[tuple[str, str | None]]:
    return [(e.of(text), e.title) for e in read(text) if e.type == "PERSON"]


def keys(text: str) -> list[str | None]:
    return [e.who for e in read(text) if e.type == "PERSON"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ゾルターニ大統領は会見した。", ("ゾルターニ", "大統領")),
        ("隣国のゲオルグ・ハイデッケン外相が来日した。", ("ゲオルグ・ハイデッケン", "外相")),
        ("ミハイル＝オルロフ氏は否定した。", ("ミハイル＝オルロフ", "氏")),
        ("中島誠二副大臣が答えた。", ("中島誠二", "副大臣")),
        ("西野事務局長は会見した。", ("西野", "事務局長")),
        ("小林芳子元環境相が訪れた。", ("小林芳子", "元環境相")),
        ("川村正子一級建築士は取材に答えた。", ("川村正子", "一級建築士")),
        ("大沢亮（おおさわ・りょう）容疑者（３１）を逮捕した。", ("大沢亮", "容疑者")),
        ("会社員の村井洋子さん（５２）が気づいた。", ("村井洋子", "さん")),
        ("陳主席は各国の首脳と会った。", ("陳", "主席")),
        ("宮崎選手が優勝した。", ("宮崎", "選手")),
        ("マツザワ氏は辞任した。", ("マツザワ", "氏")),
        ("作家のケイン・マツザワさんが訪れた。", ("ケイン・マツザワ", "さん")),
        ("ロートベルクさんは語った。", ("ロートベルク", "さん")),
        ("俳優の前田マリアさんが訪れた。", ("前田マリア", "さん")),
        ("義次郎さんは笑った。", ("義次郎", "さん")),
        ("ゲオルグ・パウロ2世国王が来日した。", ("ゲオルグ・パウロ2世", "国王")),
        ("遠野（とおの）亮市長は述べた。", ("遠野（とおの）亮", "市長")),
        ("高瀬知事は述べた。", ("高瀬", "知事")),
        ("相良官房長官は述べた。", ("相良", "官房長官")),
        ("相良徹文化再生担当相は述べた。", ("相良徹", "文化再生担当相")),
        ("相良徹アジア局長は述べた。", ("相良徹", "アジア局長")),
        ("相良徹教育・文化相は述べた。", ("相良徹", "教育・文化相")),
        ("相良弘元環境相は述べた。", ("相良弘", "元環境相")),
        ("相良徹会長兼社長は述べた。", ("相良徹", "会長兼社長")),
        ("相良大悟教授は述べた。", ("相良大悟", "教授")),
        ("頼明哲総統は述べた。", ("頼明哲", "総統")),
        ("尹錫烈大統領は述べた。", ("尹錫烈", "大統領")),
        ("オルガ・ベルク・トルコ外相は述べた。", ("オルガ・ベルク", "トルコ外相")),
        ("オルガ・レーン欧州委員は述べた。", ("オルガ・レーン", "欧州委員")),
        ("カルロス・ヌズマ組織委員会会長は述べた。", ("カルロス・ヌズマ", "組織委員会会長")),
        ("国連のターク高等弁務官は述べた。", ("ターク", "高等弁務官")),
        ("長女のひなさん（５）は笑った。", ("ひな", "さん")),
        ("作家のTomoYamaさんが訪れた。", ("TomoYama", "さん")),
    ],
)
def test_a_person_is_the_name_alone_and_the_title_what_follows(text: str, expected: tuple[str, str]) -> None:
    assert people(text) == [expected]


def test_a_full_japanese_name_needs_no_title() -> None:
    assert people("歌手・前田春江は来月、全国を回る。") == [("前田春江", None)]


@pytest.mark.parametrize("name", ["相良大悟", "相良あかり"])
def test_an_age_behind_shows_a_name(name: str) -> None:
    assert people(f"決勝で{name}（２６）が敗れた。") == [(name, None)]


def test_a_ruler_needs_no_title() -> None:
    assert people("後継はベネディクト9世が選んだ。") == [("ベネディクト9世", None)]


def test_the_pope_s_office_is_no_place() -> None:
    assert read("ローマ教皇は退院した。") == ()


def test_a_surname_of_one_character_is_none_without_a_title() -> None:
    assert people("鉱山では金、ニッケルを掘る。") == []


def test_a_surname_in_a_row_of_places_is_one_of_them() -> None:
    assert of_type("PLACE", "船橋市と市川の一部が断水した。") == ["船橋市", "市川"]


@pytest.mark.parametrize("name", ["ジョージ・アレー", "ウィリアム・Ｃ・ベルク", "マーロン・グランド"])
def test_a_foreign_name_needs_no_title_where_its_first_part_is_one(name: str) -> None:
    assert people(f"監督は{name}を主演に選んだ。") == [(name, None)]


def test_a_surname_alone_is_a_person_but_not_beside_other_nouns() -> None:
    assert people("後半に井上が追いついた。") == [("井上", None)]
    assert people("井上商店が開いた。") == []


def test_an_office_makes_a_name_of_a_katakana_noun_but_a_trade_does_not() -> None:
    assert people("スター大統領は演説した。") == [("スター", "大統領")]
    assert people("プロ選手が集まった。") == []


def test_the_place_of_an_office_is_a_place() -> None:
    assert people("千葉市長選が告示された。") == []
    assert of_type("PLACE", "千葉県知事は会見した。") == ["千葉県"]
    assert of_type("PLACE", "千葉知事は会見した。") == ["千葉"]
    assert of_type("PLACE", "神戸市長は会見した。") == ["神戸市"]
    assert of_type("PLACE", "神戸総領事は会見した。") == ["神戸"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("フィンランド国防省は発表した。", "フィンランド国防省"),
        ("ノルウェー軍が出動した。", "ノルウェー軍"),
        ("米政府は懸念を示した。", "米政府"),
        ("フィンランド国防省の作戦総局が調べている。", "フィンランド国防省の作戦総局"),
        ("高校登山連盟は中止を決めた。", "高校登山連盟"),
        ("国際登山連盟は認めなかった。", "国際登山連盟"),
        ("長野県警は調べている。", "長野県警"),
        ("シンクタンク「海洋政策研究所」は指摘した。", "海洋政策研究所"),
        ("カモメ社が出資する。", "カモメ社"),
        ("公益財団法人日本将棋普及協会が主催した。", "公益財団法人日本将棋普及協会"),
        ("文化庁が公表した。", "文化庁"),
        ("長野日報によると、雪が積もった。", "長野日報"),
        ("東京地検特捜部は起訴した。", "東京地検特捜部"),
        ("北浜交響楽団が演奏した。", "北浜交響楽団"),
        ("戸倉高校野球部が優勝した。", "戸倉高校野球部"),
        ("ミルフォード・カモメーズは勝った。", "ミルフォード・カモメーズ"),
        ("戸倉ユナイテッドFCに移った。", "戸倉ユナイテッドFC"),
        ("神戸大学生が訪れた。", "神戸大学"),
        ("選手（神戸工大）が勝った。", "神戸工大"),
        ("彼は第15軍の参謀だった。", "第15軍"),
        ("彼は第7戦車師団に移った。", "第7戦車師団"),
        ("欧州漁業協力機構が調べた。", "欧州漁業協力機構"),
        ("科学誌オーシャンに載った。", "オーシャン"),
        ("地元紙デイリー・ミナモによると、雪が降った。", "デイリー・ミナモ"),
        ("ミナモという会社が買い取った。", "ミナモ"),
        ("コーンベル・キャピタルが買い取った。", "コーンベル・キャピタル"),
        ("隊員は自衛隊を辞めた。", "自衛隊"),
        ("警視庁渋谷署に届けた。", "警視庁渋谷署"),
        ("家庭・地域安全機構が調べた。", "家庭・地域安全機構"),
        ("警視庁捜査2課が調べた。", "警視庁捜査2課"),
        ("捜査2課が調べた。", "捜査2課"),
        ("第7管区海上保安本部が調べた。", "第7管区海上保安本部"),
        ("新潟地方検察庁が調べた。", "新潟地方検察庁"),
        ("県立北浜高校が勝った。", "県立北浜高校"),
        ("サッカー日本代表が勝った。", "サッカー日本代表"),
        ("ガンバ大阪が勝った。", "ガンバ大阪"),
        ("海洋技術大学が調べた。", "海洋技術大学"),
        ("保険大手のオルデン・マリンが払った。", "オルデン・マリン"),
        ("オルデンの山根誠社長が払った。", "オルデン"),
        ("新興企業「北星データ」が開いた。", "北星データ"),
        ("極右の国民前進党が伸ばした。", "国民前進党"),
        ("asahi.comによると、雪が降った。", "asahi.com"),
        ("48NEWSによると、雪が降った。", "48NEWS"),
        ("連合は賃上げを求めた。", "連合"),
        ("劇団かもめ座が演じた。", "劇団かもめ座"),
    ],
)
def test_an_organisation_is_the_longest_name(text: str, expected: str) -> None:
    assert of_type("ORGANIZATION", text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "選考委員会は再度開かれた。",
        "政府は会議を開いた。",
        "大手メーカーが値上げする。",
        "国際会議が開かれる。",
        "昭和３９年に建てられた。",
        "独占禁止法に違反した。",
        "職員は県庁で語った。",
        "享和の頃に建てられた。",
    ],
)
def test_common_nouns_are_no_names(text: str) -> None:
    assert read(text) == ()


def test_an_abbreviation_in_brackets_is_learnt() -> None:
    text = "国際登山連盟（ＱＸＦ）は認めなかった。ＱＸＦは来月も協議する。"
    assert of_type("ORGANIZATION", text) == ["国際登山連盟", "ＱＸＦ", "ＱＸＦ"]


def test_a_firm_learnt_with_its_trade_is_known_without_it() -> None:
    text = "家具チェーンのモクメルは閉店を発表した。モクメルは百貨店にも出店していた。"
    assert of_type("ORGANIZATION", text) == ["モクメル", "モクメル"]


def test_outlets_in_a_list_of_sources_are_names_in_the_text() -> None:
    text = "みなとＷＥＢによると、雪が降った。\n\n『大雪続く』。\n\nみなとＷＥＢ、2019年2月1日。"
    assert of_type("ORGANIZATION", text) == ["みなとＷＥＢ", "みなとＷＥＢ"]
    text = "港区ジャーナル『大雪続く』。\n\n港区新聞、2019年2月1日。"
    assert of_type("ORGANIZATION", text) == ["港区ジャーナル", "港区新聞"]


def test_the_author_in_a_list_of_sources_stays_a_person() -> None:
    assert people("松田真理『大雪続く』。\n\n港区新聞、2019年2月1日。") == [("松田真理", None)]


def test_the_short_form_of_an_outlet_is_a_name_where_it_is_cited() -> None:
    assert of_type("ORGANIZATION", "毎日によると、雪が降った。") == ["毎日"]
    assert of_type("ORGANIZATION", "毎日雪が降った。") == []
    assert of_type("ORGANIZATION", "読売新聞が報じた。知事は読売の取材に答えた。") == ["読売新聞", "読売"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("アイスランドは合意した。", ["アイスランド"]),
        ("東部クラスノフ州で停電した。", ["クラスノフ州"]),
        ("長野県松本市で開かれた。", ["長野県松本市"]),
        ("東南アジアを訪れた。", ["東南アジア"]),
        ("東京都内の会社に勤める。", ["東京都"]),
        ("モルガナ川が氾濫した。", ["モルガナ川"]),
        ("新燃岳が噴煙に隠れた。", ["新燃岳"]),
        ("【ベルリン＝山本健】議会は可決した。", ["ベルリン"]),
        ("北京五輪で優勝した。", []),
        ("日本時間の午後だった。", []),
        ("新潟マラソンで優勝した。", []),
        ("新潟事件の裁判が始まった。", []),
        ("マンハッタン計画に加わった。", []),
        ("潮見県戸倉市で開かれた。", ["潮見県戸倉市"]),
        ("潮見県戸倉市と周辺の潮見郡中浜町。", ["潮見県戸倉市", "潮見郡中浜町"]),
        ("岩手県福島県に出た。", ["岩手県", "福島県"]),
        ("東京23区を除く。", ["東京23区"]),
        ("日向灘で揺れた。", ["日向灘"]),
        ("北海道礼文島に着いた。", ["北海道礼文島"]),
        ("パレスチナ自治区ガザに入った。", ["パレスチナ自治区ガザ"]),
        ("ジャンム・カシミール州で起きた。", ["ジャンム・カシミール州"]),
        ("英国夏時間の夜だった。", []),
        ("アジア予選が始まった。", []),
        ("ロンドン中心部で起きた。", ["ロンドン"]),
        ("要衝ゾルタスクに迫る。ゾルタスクは静かだ。", ["ゾルタスク", "ゾルタスク"]),
    ],
)
def test_places(text: str, expected: list[str]) -> None:
    assert of_type("PLACE", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("アルバンカ原発は停止した。", ["アルバンカ原発"]),
        ("新潟空港に着陸した。", ["新潟空港"]),
        ("長野大学医学部付属病院に運ばれた。", ["長野大学医学部付属病院"]),
        ("最寄り駅に着いた。", []),
        ("東京・戸倉空港に着いた。", ["戸倉空港"]),
        ("北浜天神社に参った。", ["北浜天神社"]),
        ("首相官邸に入った。", ["首相官邸"]),
        ("種子島宇宙センターを発った。", ["種子島宇宙センター"]),
        ("老人ホーム「かもめ苑」が開いた。", ["かもめ苑"]),
        ("飲食店「かもめ」と言った。", []),
    ],
)
def test_facilities(text: str, expected: list[str]) -> None:
    assert of_type("FACILITY", text) == expected


def test_what_ships_and_works_are_called_is_no_name_of_anything_else() -> None:
    assert read("映画「ベルリンの夜」を見た。") == ()
    assert read("タンカー「アルゴ・スター」が沈んだ。") == ()
    assert of_type("PLACE", "市民は「ベルリンの夜」と呼ぶ。") == ["ベルリン"]


def test_a_country_s_power_stations_are_not_one_of_them() -> None:
    text = "ウクライナ原発の安全が焦点だ。"
    assert of_type("FACILITY", text) == []
    assert of_type("PLACE", text) == ["ウクライナ"]


def test_all_mentions_of_one_person_have_one_key() -> None:
    text = (
        "ゲオルグ・ハイデッケン外相は会見した。ハイデッケン氏は否定した。\n"
        "中島誠二議員も訪れた。中島氏は語った。中島は笑った。"
    )
    assert keys(text) == ["ゲオルグ・ハイデッケン"] * 2 + ["中島誠二"] * 3


def test_two_persons_of_one_surname_stay_two() -> None:
    text = "中島誠二議員が来た。中島氏は話した。中島良子議員も来た。中島氏は話した。"
    assert keys(text) == ["中島誠二", "中島誠二", "中島良子", "中島良子"]


def test_two_persons_of_one_surname_are_told_apart_by_their_titles() -> None:
    text = (
        "大沢健太容疑者は大沢花子さんを刺した。大沢容疑者は黙っている。大沢さんは入院した。大沢容疑者は無職。"
    )
    one, other = "大沢健太", "大沢花子"
    assert keys(text) == [one, other, one, other, one]


def test_a_surname_of_three_characters_is_no_full_name() -> None:
    assert keys("佐々木弘明氏が訪れた。佐々木は語った。") == ["佐々木弘明"] * 2


def test_a_foreign_surname_that_the_dictionary_cuts_is_no_full_name() -> None:
    text = "ゲオルグ・ロートベルクさんが訪れた。ロートベルクさんは語った。"
    assert keys(text) == ["ゲオルグ・ロートベルク"] * 2


def test_a_ruler_is_called_with_the_number_and_without() -> None:
    text = "ゲオルグ・パウロ2世が訪れた。ゲオルグ・パウロは語った。パウロ氏は笑った。"
    assert keys(text) == ["ゲオルグ・パウロ2世"] * 3


def test_a_surname_at_the_very_end_of_the_text() -> None:
    assert keys("大野春子氏が来た。大野氏、大野") == ["大野春子"] * 3


def test_who_reigns_under_another_name_is_the_same_person() -> None:
    text = "ゲオルグ・ベルク氏は「パウロ9世」として即位した。パウロ9世は笑った。"
    assert keys(text) == ["ゲオルグ・ベルク"] * 3


def test_the_real_name_in_brackets_is_the_same_person() -> None:
    text = "歌手の前田春江さん（本名・大野春子さん）が語った。大野春子さんは笑った。"
    assert keys(text) == ["前田春江"] * 3


def test_a_pen_name_and_the_real_name_behind_it_are_the_same_person() -> None:
    text = "前田春江としても活躍した作家の中島夏子氏が死去した。本名、大野春子。"
    assert keys(text) == ["前田春江"] * 3


def test_a_child_called_by_the_given_name_is_who_was_named_in_full() -> None:
    assert keys("中島健太君（５）が見つけた。健太君は喜んだ。") == ["中島健太", "中島健太"]


def test_every_name_has_a_key_and_says_why_and_only_persons_have_titles() -> None:
    found = read("長野県警は中島誠二容疑者を新潟空港で逮捕した。中島容疑者は黙っている。")
    assert [e.who for e in found] == ["長野県警", "中島誠二", "新潟空港", "中島誠二"]
    assert [e.title for e in found] == [None, "容疑者", None, "容疑者"]
    assert [e.why for e in found] == [
        "組織の語尾「…警」",
        "姓名の並びのあとに敬称",
        "施設の名とわかる一語",
        "姓のあとに敬称",
    ]


@pytest.mark.parametrize(
    ("text", "name", "gloss"),
    [
        ("遠野(とおの)浩介知事が来た。", "遠野(とおの)浩介", "とおの"),
        ("遠野浩介（とおの・こうすけ）さんが来た。", "遠野浩介", "とおの・こうすけ"),
        ("星宮電機の林明賢（リン・ミンシエン）社長が来た。", "林明賢", "リン・ミンシエン"),
        ("魯徳勝（ろ・とくしょう）報道官が来た。", "魯徳勝", "ろ・とくしょう"),
        ("文在烈（ムン・ジェリョル）報道官が来た。", "文在烈", "ムン・ジェリョル"),
        ("歌手の泉谷ひかり（いずみや・ひかり）が歌う。", "泉谷ひかり", "いずみや・ひかり"),
    ],
)
def test_a_reading_in_brackets_is_kept_and_shows_a_person(text: str, name: str, gloss: str) -> None:
    assert [(e.of(text), e.gloss) for e in read(text) if e.type == "PERSON"] == [(name, gloss)]


def test_places_are_read_too() -> None:
    (place,) = read("石垣市沖の尖閣（せんかく）諸島の沖だ。")[1:]
    assert (place.of("石垣市沖の尖閣（せんかく）諸島の沖だ。"), place.gloss) == (
        "尖閣（せんかく）諸島",
        "せんかく",
    )


def test_characters_of_the_name_in_brackets_abbreviate_it() -> None:
    text = "全国海洋研究機構（全海機）が調べた。"
    assert of_type("ORGANIZATION", text) == ["全国海洋研究機構", "全海機"]
    assert of_type("ORGANIZATION", "全国海洋研究機構（東京）が調べた。") == ["全国海洋研究機構"]


def test_the_country_said_about_an_organisation_is_a_place() -> None:
    text = "親イラン武装組織ゾルタン派が認めた。"
    assert [(e.of(text), e.type) for e in read(text)] == [("イラン", "PLACE"), ("ゾルタン派", "ORGANIZATION")]


def test_listed_names_of_several_words() -> None:
    found = read("国境なき医師団がボスニア・ヘルツェゴビナに入った。")
    assert [(e.type, e.who) for e in found] == [("ORGANIZATION", "国境なき医師団"), ("PLACE", "BA")]


def test_a_town_and_its_station() -> None:
    text = "北浜市の長野駅前で会った。駅伝は長野で開く。"
    assert [(e.of(text), e.type) for e in read(text)] == [
        ("北浜市", "PLACE"),
        ("長野駅", "FACILITY"),
        ("長野", "PLACE"),
    ]


def test_letters_of_a_rocket_are_no_organisation() -> None:
    assert read("STS-115が飛んだ。") == ()


def test_the_adverb_is_not_the_newspaper() -> None:
    text = "毎日新聞によると、練習は毎日、朝に行う。毎日は続報も伝えた。"
    assert of_type("ORGANIZATION", text) == ["毎日新聞", "毎日"]


def test_what_brackets_abbreviate_is_one_organisation() -> None:
    found = read("国際登山連盟（ＱＸＦ）は認めなかった。ＱＸＦは来月も協議する。")
    assert [e.who for e in found] == ["国際登山連盟"] * 3


# fmt: off
NEWS = st.lists(
    st.sampled_from(
        [
            "山田", "太郎", "スミス", "・", "=", "(", ")", "「", "」", "『", "』", "の", "に", "よると", "氏", "大統領",
            "県", "東京", "日本", "政府", "新聞", "委員会", "2024年", "5月", "1日", "、", "。", "\n", "元", "前", "駅",
            "ABC", "社", "第", "3", "支部", "五輪", "会社", "かな", "せいはん", "【", "】", "＝", "ﾔﾏﾀﾞ", "😀",
            "\u3099", "𠮷野",
        ]
    ),
    max_size=60,
).map("".join)
# fmt: on


@given(st.one_of(st.text(max_size=200), NEWS))
def test_spans_are_in_order_and_apart_on_any_text(text: str) -> None:
    found = read(text)
    position = 0
    for e in found:
        assert position <= e.start < e.end <= len(text)
        assert e.of(text).strip()
        position = e.end


@pytest.mark.parametrize(
    "unit",
    [
        "東京",
        "ア・",
        "委員会",
        "山田太郎",
        "朝日「",
        "(",
        "。A、2024年",
        "ああ",
        "県の",
        "大野春子氏、大野",
        "a.",
        "a-",
        "(あ・",
        "李明(リ・",
        "長女の",
        "第1",
        "2課",
        "大手の",
        "施設「",
        "山あか(3)",
        "兼社長",
        "ア2世",
        "会社「ア",
    ],
)
def test_hostile_text_is_read(unit: str) -> None:
    """How long it takes is for `python -m bench.run linear`."""
    plain = unit * (20_000 // len(unit))
    found = find_names(plain, plain, tokenize(plain, split_sentences(plain)))
    assert all(a.end <= b.start for a, b in pairwise(found))


class TestWhatTheTextTeaches:
    def test_what_has_an_army_or_a_ministry_is_a_country_everywhere(self) -> None:
        text = "ゾルタニア軍は30日、撤退を始めた。ゾルタニアの国境は閉じている。ペルミラ国防省はペルミラの兵も帰ると発表した。"
        assert of_type("PLACE", text) == ["ゾルタニア", "ペルミラ"]

    def test_what_has_a_president_is_a_country_everywhere(self) -> None:
        text = "ゾルタニアのカルヴァ大統領は会見した。ゾルタニアは停戦を求める。"
        assert of_type("PLACE", text) == ["ゾルタニア", "ゾルタニア"]

    def test_whose_ministers_meet_are_countries_everywhere(self) -> None:
        text = "ゾルタニアとペルミラの外相会談が始まった。ペルミラは停戦を求める。"
        assert of_type("PLACE", text) == ["ゾルタニア", "ペルミラ", "ペルミラ"]

    def test_what_has_a_south_or_lies_in_one_is_a_place_everywhere(self) -> None:
        text = "ゾルタニア南部のペルミラで停電した。ペルミラはゾルタニアの古都だ。"
        assert of_type("PLACE", text) == ["ゾルタニア", "ペルミラ", "ペルミラ", "ゾルタニア"]

    def test_a_dateline_names_a_town(self) -> None:
        assert of_type("PLACE", "【ミロヴァ＝山根直】停戦の交渉が始まった。ミロヴァは静かだ。") == [
            "ミロヴァ",
            "ミロヴァ",
        ]

    def test_a_common_word_before_such_an_ending_teaches_nothing(self) -> None:
        assert of_type("PLACE", "ゲリラ軍が村を出た。ゲリラの数は分からない。") == []


def test_a_reading_in_brackets_is_no_word_of_the_name() -> None:
    assert people("会見した遠野(とおの)浩介知事と柳瀬（やなせ）議長が握手した。") == [
        ("遠野(とおの)浩介", "知事"),
        ("柳瀬", "議長"),
    ]


def test_titles_stand_as_they_were_written() -> None:
    assert people("三崎ＣＥＯは30日、辞任を発表した。") == [("三崎", "ＣＥＯ")]


def test_a_surname_of_one_character_is_learnt_from_the_whole_name() -> None:
    text = "会議には凌志明首相が出た。凌首相は「続ける」と述べた。"
    assert people(text) == [("凌志明", "首相"), ("凌", "首相")]
