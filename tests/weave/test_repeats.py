from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kirinuki.model.weaving import Resemblance
from kirinuki.read.reader import Reader
from kirinuki.weave.repeats import LEAST, Order, Place, Telling, contenders, find_repeats, keys

DAY = dt.date(2031, 5, 20)
READER = Reader()

STORM = (
    "台風7号は19日夜、灘野県の汐見市に上陸し、市内を流れる千鳥川の堤防が20メートルにわたって決壊して"
    "住宅およそ300棟が水につかりました。"
)


def telling(text: str, number: int = 0) -> Telling:
    return Telling(f"r{number}", READER.read(text, DAY))


def repeats(earlier: str, later: str) -> list[Resemblance]:
    return find_repeats(telling(later, 1), [telling(earlier, 0)])


def only(earlier: str, later: str) -> Resemblance:
    found = repeats(earlier, later)
    assert len(found) == 1, [r.later.text for r in found]
    return found[0]


def parts(resemblance: Resemblance, earlier: str, later: str) -> list[tuple[str, str]]:
    return [(d.earlier.of(earlier), d.later.of(later)) for d in resemblance.differences]


def test_the_same_sentence_is_the_same_whatever_its_width_marks_and_spaces() -> None:
    found = only(STORM, "県のまとめです。\n" + STORM.replace("19", "１９").replace("、", ""))
    assert (found.relation, found.damage, found.differences, found.score) == ("same", None, (), 1.0)
    assert found.earlier.text == STORM


def test_a_rewording_is_shown_by_the_words_that_part() -> None:
    later = STORM.replace("市内を流れる", "").replace("水につかりました", "浸水しました")
    found = only(STORM, later)
    assert found.relation == "reworded"
    assert parts(found, STORM, later) == [("市内を流れる", ""), ("水につかりました", "浸水しました")]


@pytest.mark.parametrize(
    ("words", "others"),
    [("300棟", "450棟"), ("19日", "18日"), ("汐見市", "緑川市")],
    ids=["figure", "date", "name"],
)
def test_another_figure_date_or_name_is_an_update(words: str, others: str) -> None:
    assert only(STORM, STORM.replace(words, others)).relation == "updated"


def test_a_telling_much_longer_or_shorter_extends_or_shortens() -> None:
    short = "千鳥川の堤防が20メートルにわたって決壊して住宅およそ300棟が水につかりました。"
    assert only(STORM, short).relation == "shortened"
    assert only(
        short.replace("、", ""), "汐見市を流れる" + short.replace("。", "と、消防本部が調べています。")
    ).relation in (
        "extended",
        "reworded",
    )


def test_a_lost_bracket_is_damage_and_no_difference() -> None:
    whole = "汐見市の帆足課長は「水門の点検は毎月欠かさず行い、記録も残している」と説明しました。"
    found = only(whole, whole.replace("「", ""))
    assert (found.relation, found.damage, found.differences) == ("same", "開き括弧の欠落", ())
    assert only(whole, whole.replace("」", "")).damage == "閉じ括弧の欠落"
    assert only(whole.replace("「", ""), whole).damage == "先の文の開き括弧の欠落"


def test_a_sentence_that_a_lost_bracket_cuts_in_two_is_one_passage() -> None:
    whole = "汐見市の帆足課長は「水門の点検は毎月欠かさず行っている。故障の知らせは一度も受けていない」と説明しました。"
    later = whole.replace("「", "")
    found = only(whole, later)
    assert (found.relation, found.damage, found.later.text) == ("same", "開き括弧の欠落", later)


def test_a_quote_is_found_inside_sentences_that_say_other_things() -> None:
    words = "水位計は上流に三つしかなく、夜のうちに増やす手立てはどこにもなかった"
    earlier = f"汐見市の帆足課長は20日の会見で「{words}」と述べました。"
    later = (
        "この問題では市議会の与野党がそろって批判を強めていて、防災対策特別委員会の柏崎委員長が参考人として招く考えを示したのに対し、"
        f"帆足課長は「{words}」と説明しています。"
    )
    found = only(earlier, later)
    assert found.earlier.text == found.later.text == words


def test_a_sentence_told_inside_a_longer_one_is_cut_to_what_is_told() -> None:
    earlier = "消防によりますと、病院への送電は途切れておらず、患者の手当てに影響はないということです。"
    later = (
        "病院への送電は途切れておらず、今のところ患者の手当てに影響はないということですが、非常用の発電機は二日分の燃料しか残っておらず、"
        "市は隣の緑川市に給油車の派遣を求めるとともに、透析が要る患者を県外へ移す準備を急いでいます。"
    )
    found = only(earlier, later)
    assert found.later.text == "病院への送電は途切れておらず、今のところ患者の手当てに影響はない"
    assert found.earlier.text == "病院への送電は途切れておらず、患者の手当てに影響はない"


def test_a_short_sentence_that_follows_a_repeat_goes_on_with_it() -> None:
    earlier, later = (
        STORM + "けが人は約40人に上る。",
        STORM + "けが人は約40人に上り、このうち3人が重傷だという。",
    )
    first, second = repeats(earlier, later)
    assert first.relation == "same"
    assert (second.earlier.text, second.relation) == ("けが人は約40人に上る。", "extended")
    assert second.later.text == "けが人は約40人に上り、このうち3人が重傷だという。"
    assert repeats("けが人は約40人に上る。", "けが人は約40人に上る。") == []


def test_one_sentence_may_say_what_two_said() -> None:
    earlier = (
        "汐見市は20日、千鳥川の堤防の補強工事を来月から始めると発表しました。"
        "工事の費用はおよそ30億円で、国が半分を補助するということです。"
    )
    later = "汐見市は千鳥川の堤防の補強工事を来月から始め、工事の費用およそ30億円のうち国が半分を補助すると発表しました。"
    found = only(earlier, later)
    assert (found.earlier.text, found.later.text) == (earlier, later)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "灘野県の千早信一郎知事は20日、県庁で記者会見し、来年度の予算案を発表したということです。",
            "灘野県の千早信一郎知事は20日、汐見市を訪れ、仮設住宅の建設を急ぐよう指示したということです。",
        ),
        ("警察は詳しい原因を調べています。", "警察は詳しい原因を調べています。"),
        ("調査の結果を明らかにしたということです。", "新しい計画を明らかにしたということです。"),
        ("https://example.com/news/abcdefghijk", "https://example.com/news/abcdefghijx"),
    ],
    ids=["name and title", "formula", "reporting tail", "address"],
)
def test_what_only_sounds_alike_is_no_repeat(one: str, other: str) -> None:
    assert repeats(one, other) == []


def test_a_sentence_is_related_to_the_telling_that_covers_most_and_then_to_the_earliest() -> None:
    partly = STORM.replace("決壊して住宅およそ300棟が水につかりました", "決壊しました")
    found = find_repeats(telling(STORM, 9), [telling(partly, 1), telling(STORM, 2), telling(STORM, 3)])
    assert [r.earlier.revision for r in found] == ["r2"]


def test_repeats_inside_one_report() -> None:
    text = STORM + "\n県は対策本部を置きました。\n" + STORM
    one = telling(text)
    (found,) = find_repeats(one, [one])
    assert found.earlier.span.end <= found.later.span.start
    assert find_repeats(one, []) == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*"「」『』（）。、\n 　はが", "市長", "300棟", STORM, "堤防が決壊しました。", "１９日", "🌊"]
        ),
        max_size=12,
    ),
    st.lists(
        st.sampled_from([*"「」。、\n はが", "市長", "450棟", STORM, STORM[:40], "堤防が決壊した。"]),
        max_size=12,
    ),
)
def test_every_span_is_in_its_text_and_differences_lie_inside(earlier: list[str], later: list[str]) -> None:
    old, new = "".join(earlier), "".join(later)
    for r in repeats(old, new):
        assert r.earlier.span.of(old) == r.earlier.text
        assert r.later.span.of(new) == r.later.text
        assert 0 < r.score <= 1
        for d in r.differences:
            assert r.earlier.span.holds(d.earlier)
            assert r.later.span.holds(d.later)


def test_keys_are_the_same_everywhere_and_fit_their_column() -> None:
    (found,) = (keys for _, keys in telling(STORM).passages)
    assert found == telling(STORM.replace("、", " ").replace("19", "１９")).passages[0][1]
    assert all(0 <= key < 2**32 for key in found)
    # Stored ones must be found again by every later version on every platform: this number may not change.
    assert min(found) == 32137304
    assert telling("").passages == []


def test_a_clause_inside_a_longer_sentence_shares_keys_with_it() -> None:
    clause = STORM[:40]
    around = f"県は{clause}ことから、避難所を新たに8か所設け、毛布およそ1200枚を運び込むことにしています。"
    assert len(keys(clause) & keys(around)) >= LEAST
    assert len(keys("調査の結果を明らかにしたということです。") & keys(around)) < LEAST


def contending(later: Telling, *earlier: Telling, number: int = 0) -> list[Place]:
    """Which sentences of tellings in the order they were told contend for one of `later`."""
    order: dict[str, Order] = {told.revision: (f"{n:03}", 0, "") for n, told in enumerate(earlier)}
    words = {
        (told.revision, sentence.number): sentence.passage().of(told.reading.text)
        for told in earlier
        for sentence in told.sentences
    }
    return sorted(contenders(later, number, words, order.__getitem__))


def test_what_may_not_repeat_by_its_words_does_not() -> None:
    clause = "病院への送電は途切れておらず、患者の手当てに影響はない"
    later = telling(f"{clause}ということですが、市は給油車の派遣を求めています。", 9)
    assert contending(later, telling(f"消防によると、{clause}。")) == [("r0", 0)]
    assert not contending(telling(STORM, 9), telling(f"消防によると、{clause}。"))
    assert not contending(telling("はい、そうです。", 9), telling("はい、そうです。"))


def test_what_covers_less_than_a_sure_repeat_does_not_contend_nor_what_covers_as_much_later() -> None:
    later, part = (
        telling(STORM, 9),
        "市内を流れる千鳥川の堤防が20メートルにわたって決壊していたことが分かりました。",
    )
    assert contending(later, telling(part, 0)) == [("r0", 0)]
    assert contending(later, telling(part, 0), telling(STORM, 1), telling(STORM, 2)) == [("r1", 0)]
    # What holds all of it, and as much again, may cover more than what is as long and differs in a figure.
    more = STORM.replace(
        "。",
        "が、けが人はなく、市は避難所8か所を設けて毛布や飲み水を配るとともに、堤防の応急の工事を急いでいます。",
    )
    assert contending(later, telling(STORM.replace("300", "450"), 0), telling(more, 1)) == [
        ("r0", 0),
        ("r1", 0),
    ]


def test_two_sentences_that_one_may_tell_contend_beside_what_tells_less_of_it() -> None:
    first = "19日夜の台風7号で汐見市内を流れる千鳥川の堤防が20メートルにわたって決壊し"
    second = "市が設けた避難所8か所には合わせて1200人余りの住民が身を寄せてい"
    both = telling(f"{first}、{second}ます。", 9)
    apart, less = (
        telling(f"{first}ました。{second}るということです。", 0),
        telling(f"{first}、{second[:8]}ました。", 1),
    )
    assert contending(both, less) == [("r1", 0)]
    assert contending(both, apart, less) == [("r0", 0), ("r0", 1), ("r1", 0)]


OUTLETS = [
    "台風7号は19日夜、汐見市に上陸し、千鳥川の堤防が20メートルにわたって決壊しました。",
    "千鳥川の堤防が20メートルにわたって決壊し、住宅およそ300棟が水につかりました。",
    "住宅およそ300棟が水につかり、県は避難所を新たに8か所設けました。",
    "県は避難所を新たに8か所設け、毛布およそ1200枚を運び込むことにしています。",
    "帆足課長は「県は避難所を新たに8か所設け、毛布を運び込む」と説明しました。",
    "市によりますと、けがをした人はいないということです。",
]


@given(
    earlier=st.lists(st.lists(st.sampled_from(OUTLETS), min_size=1, max_size=3), min_size=1, max_size=4),
    later=st.lists(st.sampled_from(OUTLETS), min_size=1, max_size=3),
)
@settings(max_examples=60)
def test_those_that_contend_find_the_same_as_all(earlier: list[list[str]], later: list[str]) -> None:
    told = [telling("".join(lines), n) for n, lines in enumerate(earlier)]
    last = telling("".join(later), 9)
    every = {
        s.number: [(t.revision, other.number) for t in told for other in t.sentences] for s in last.sentences
    }
    contend = {number: contending(last, *told, number=number) for number in every}
    assert find_repeats(last, told, contend) == find_repeats(last, told, every)


def test_fifty_long_reports_take_well_under_a_second() -> None:
    body = [
        f"{n}番の水門では{n * 3}人の係員が土のうを{n * 11}袋積み、夜明けまで見回りを続けました。"
        for n in range(80)
    ]
    tellings = [telling("\n".join([*body[i % 7 :: 2], STORM, *body[: i % 5]]) * 2, i) for i in range(50)]
    start = time.perf_counter()
    found = find_repeats(tellings[-1], tellings[:-1])
    assert time.perf_counter() - start < 1.0
    assert found


def test_a_text_without_a_full_stop_takes_linear_time() -> None:
    endless = telling("汐見市の水門は閉じたままで" * 4000)
    start = time.perf_counter()
    find_repeats(endless, [endless])
    assert time.perf_counter() - start < 2.0


def test_a_few_words_of_an_earlier_quote_are_news_again_on_another_day() -> None:
    quoted = "社長は29日、「乗組員19人は全員無事だ。食料は2週間分、水は10日分ある」と明らかにした。"
    assert repeats(quoted, "貨物船は1日、封鎖された海を抜けた。乗組員19人は全員無事です。") == []
