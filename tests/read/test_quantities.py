from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.model.reading import Quantity
from kirinuki.model.text import Span, fold_width
from kirinuki.read.morphemes import tokenize
from kirinuki.read.quantities import find_quantities
from kirinuki.read.sentences import split_sentences


def read(text: str, taken: tuple[Span, ...] = ()) -> tuple[Quantity, ...]:
    plain = fold_width(text)
    return find_quantities(text, plain, tokenize(text, split_sentences(plain)), taken)


def simple(text: str) -> list[tuple[str, float | None, float | None, str]]:
    return [(q.of(text), q.low, q.high, q.unit) for q in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("応募は8万204通だった。", ("8万204通", 80204, 80204, "通")),
        ("1億2000万円を借りた。", ("1億2000万円", 120_000_000, 120_000_000, "円")),
        ("１．５倍に増えた。", ("１．５倍", 1.5, 1.5, "倍")),
        ("物価は２・７％上がった。", ("２・７％", 2.7, 2.7, "％")),
        ("支持は3ポイント下がった。", ("3ポイント", 3, 3, "ポイント")),
        ("2回から3回やり直した。", ("2回から3回", 2, 3, "回")),
        ("10〜15人が来た。", ("10〜15人", 10, 15, "人")),
        ("2〜3万人が来た。", ("2〜3万人", 20_000, 30_000, "人")),
        ("正答は80%台しかない。", ("80%台", 80, 89, "%")),
        ("全体の3割5分を占めた。", ("3割5分", 3.5, 3.5, "割")),
        ("円は154円35〜37銭で動いた。", ("154円35〜37銭", 154.35, 154.37, "円")),
        ("5億ドルを払った。", ("5億ドル", 500_000_000, 500_000_000, "ドル")),
        ("$5億を払った。", ("$5億", 500_000_000, 500_000_000, "$")),
        ("氷点下5度まで冷えた。", ("氷点下5度", -5, -5, "度")),
        ("森は60平方キロある。", ("60平方キロ", 60, 60, "平方キロ")),
        ("車は時速60キロで走った。", ("時速60キロ", 60, 60, "キロ")),
        ("二十三人が乗った。", ("二十三人", 23, 23, "人")),
        ("4旅館が閉めた。", ("4旅館", 4, 4, "旅館")),
        ("144の部品を調べた。", ("144の部品", 144, 144, "部品")),
        ("16球場責任者会議があった。", ("16球場", 16, 16, "球場")),
        ("2人か3人で足りる。", ("2人か3人", 2, 3, "人")),
        ("3割半が欠けた。", ("3割半", 3.5, 3.5, "割")),
        ("物価は〇・二五%上がった。", ("〇・二五%", 0.25, 0.25, "%")),
        ("物価は二点四%上がった。", ("二点四%", 2.4, 2.4, "%")),
        ("伸びは-0.3%だった。", ("-0.3%", -0.3, -0.3, "%")),
        ("伸びは前年比−5%だった。", ("−5%", -5, -5, "%")),
        ("米一トンを運んだ。", ("一トン", 1, 1, "トン")),
        ("545ドル5セントを払った。", ("545ドル5セント", 545.05, 545.05, "ドル")),
        ("3市町が備えた。", ("3市町", 3, 3, "市町")),
        ("署名は2万筆だった。", ("2万筆", 20_000, 20_000, "筆")),
        ("事故で4人けが。", ("4人", 4, 4, "人")),
        ("賞金BIG2億円が出た。", ("2億円", 200_000_000, 200_000_000, "円")),
        ("県内のATM約120台が止まった。", ("約120台", 120, 120, "台")),
        ("車は時速約60キロで走った。", ("時速約60キロ", 60, 60, "キロ")),
        ("全体の4分の3を占めた。", ("4分の3", 0.75, 0.75, "")),
        ("2期連続の黒字だ。", ("2期", 2, 2, "期")),
        ("今季3勝を挙げた。", ("3勝", 3, 3, "勝")),
    ],
)
def test_number_and_what_it_counts(text: str, expected: tuple[str, float, float, str]) -> None:
    assert simple(text) == [expected]


@pytest.mark.parametrize(
    ("text", "words", "approximate", "bound"),
    [
        ("約40万人が逃れた。", "約40万人", True, None),
        ("50発程度が残る。", "50発程度", True, None),
        ("50人余りが残る。", "50人余り", True, "min"),
        ("3割弱が残る。", "3割弱", True, None),
        ("2、3人が残る。", "2、3人", True, None),
        ("3億円規模の投資だ。", "3億円規模", True, None),
        ("3メートル近い波が来た。", "3メートル近い", True, None),
        ("数十人が残る。", "数十人", True, None),
        ("50人以上が残る。", "50人以上", False, "min"),
        ("50人未満が残る。", "50人未満", False, "max"),
        ("50人を超える人が残る。", "50人", False, "min"),
        ("少なくとも50人が残る。", "少なくとも50人", False, "min"),
        ("最大50人が残る。", "最大50人", False, "max"),
        ("せいぜい50人が残る。", "せいぜい50人", False, "max"),
        ("最低でも、およそ50人が残る。", "最低でも、およそ50人", True, "min"),
        ("50人が残る。", "50人", False, None),
    ],
)
def test_about_and_bounds(text: str, words: str, approximate: bool, bound: str | None) -> None:
    (quantity,) = read(text)
    assert (quantity.of(text), quantity.approximate, quantity.bound) == (words, approximate, bound)


@pytest.mark.parametrize(
    "text",
    [
        "3位に入った。", "第2次計画", "3番目の子", "2人目の証人", "3対2で勝った。", "男性(58歳)", "当時5つの子",
        "03-1234-5678に電話した。", "国道2号", "1-2丁目", "G7の会合", "男子100m背泳ぎ", "北緯38度", "震度6弱",
        "九州と八百屋", "三社祭", "2巡目指名",
        "90キロ級の選手", "78キロ超級", "2期目に入る", "夜の海2の主題歌", "110度CS放送",
        "一度の", "関東一円で", "レベル3の警報", "中1女子", "UTC+9以下同", "バージョン2.1", "2つめの案",
    ],
)  # fmt: skip
def test_no_quantities(text: str) -> None:
    assert simple(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("50人以上が残る。", 50, None),
        ("50人超が残る。", 50, None),
        ("少なくとも50人が残る。", 50, None),
        ("50人未満が残る。", None, 50),
        ("50人以内に収める。", None, 50),
        ("最大で約50人が残る。", None, 50),
        ("氷点下5度以下に冷える。", None, -5),
        ("50人余りが残る。", 50, 50),
        ("50人を超える人が残る。", 50, 50),
    ],
)
def test_an_end_is_open_where_the_marked_words_leave_it_so(
    text: str, low: float | None, high: float | None
) -> None:
    (quantity,) = read(text)
    assert (quantity.low, quantity.high) == (low, high)


def test_a_vague_word_marks_its_range() -> None:
    (tens,) = read("数十人が逃れた。")
    (listed,) = read("2、3人が逃れた。")
    assert (tens.low, tens.high, tens.vague) == (20, 90, True)
    assert (listed.low, listed.high, listed.vague) == (2, 3, False)


def test_the_base_of_a_rate_is_counted_too() -> None:
    assert simple("1人当たり3万円を配る。") == [("1人", 1, 1, "人"), ("3万円", 30_000, 30_000, "円")]
    assert simple("1ユーロ=160円台で動いた。") == [
        ("1ユーロ", 1, 1, "ユーロ"),
        ("160円台", 160, 160.99, "円"),
    ]


def test_what_rises_from_one_value_to_another_is_no_range() -> None:
    assert [q[0] for q in simple("税を2%から3%に上げる。")] == ["2%", "3%"]
    assert [q[0] for q in simple("税は2%から3%になろう。")] == ["2%", "3%"]
    assert [q[0] for q in simple("2%から3%の税を払う。")] == ["2%から3%"]


def test_two_that_are_no_neighbours_are_two() -> None:
    assert [q[0] for q in simple("2人か5人が来る。")] == ["2人", "5人"]


def test_what_times_took_is_left_alone() -> None:
    text = "3年で2社が消えた。"
    assert [q.of(text) for q in read(text, taken=(Span(0, 2),))] == ["2社"]


def test_units_stand_as_written() -> None:
    text = "物価は２．５％、＄３億の損だった。"
    plain = fold_width(text)
    found = find_quantities(text, plain, tokenize(text, split_sentences(plain)), ())
    assert [q.unit for q in found] == ["％", "＄"]


PIECES = st.sampled_from(
    [
        *"0123456789一十百万億数人円%割分の、,.・〜-$ ",
        "から",
        "約",
        "以上",
        "程度",
        "台",
        "超",
        "キロ",
        "平方",
        "時速",
        "倍",
        "銭",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=20).map("".join)))
def test_any_text_gives_sound_quantities(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    found = read(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(q.unit or q.why.startswith("分数") for q in found)
    assert all(q.low is None or q.high is None or q.low <= q.high for q in found)
    assert all(q.low is not None or q.high is not None for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_yaku_that_ends_a_word_is_no_about() -> None:
    for text in ("連盟の契約3社が組む。", "公約5項目を掲げた。"):
        (amount,) = read(text)
        assert not amount.approximate and not amount.of(text).startswith("約")
    (amount,) = read("参加は約3社だ。")
    assert amount.approximate


def test_nothing_counts_itself_where_the_dictionary_has_a_longer_word() -> None:
    for text in ("㐀約2億円", "グローバル500賞などの賞も受けた。"):
        assert all(q.counted is None or not q.counted.overlaps(q) for q in read(text))


def test_innings_are_places_in_an_order() -> None:
    game = "九回に北川の適時打で2点を返した。六回、満塁の好機を逃し、延長11回で敗れた。"
    assert [words for words, *_ in simple(game)] == ["2点"]
    assert [words for words, *_ in simple("2回に分けて配り、3回優勝した。")] == ["2回", "3回"]


def test_what_is_against_is_no_opponent() -> None:
    assert [words for words, *_ in simple("賛成108票、反対125票だった。")] == ["108票", "125票"]


def test_a_list_of_counts() -> None:
    assert [words for words, *_ in simple("26の競技・302の種目で競う。")] == ["26の競技", "302の種目"]


def test_quarters_and_pages() -> None:
    assert simple("3四半期連続で伸びた。") == [("3四半期", 3, 3, "四半期")]
    assert simple("男子が勝った（10面に結果）。") == []


def test_pairs_are_counted_and_classes_are_not() -> None:
    assert [words for words, *_ in simple("50組の夫婦が、3年2組の教室に集まった。")] == ["50組"]


def test_what_only_looks_like_an_event() -> None:
    assert [words for words, *_ in simple("700メートル走り、100メートル走に出た。")] == ["700メートル"]
    assert simple("「四戸」の名を探した。") == []
    assert simple("3点シュートを決め、2ランを放った。") == []


def test_figures_behind_a_noun_that_ends_in_number_and_before_a_word_that_begins_with_one() -> None:
    assert simple("議会(定数39人)が開かれた。") == [("39人", 39, 39, "人")]
    assert simple("投手は4打数1安打2三振だった。") == [
        ("4打数", 4, 4, "打数"),
        ("1安打", 1, 1, "安打"),
        ("2三振", 2, 2, "三振"),
    ]
    (vague,) = read("数10人が来た。")
    assert vague.of("数10人が来た。") == "数10人"


def test_one_of_what_is_never_idle_counts() -> None:
    assert simple("漁船一隻が出た。") == [("一隻", 1, 1, "隻")]
    assert simple("関東一円で雨が降った。") == []
