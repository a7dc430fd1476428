"""Series of figures: which numbers are of one slot, and what each is to those before it."""

from __future__ import annotations

import datetime as dt
import random
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.model.chronicle import Piece, Series
from kirinuki.model.reading import Interval
from kirinuki.model.text import Evidence
from kirinuki.model.weaving import Verdict
from kirinuki.read.reader import Reader
from kirinuki.weave.figures import find_series

READER = Reader()


def told(*reports: tuple[str, str], title: str = "白浜港で桟橋が落ちる") -> list[Piece]:
    """Reports as (day, text), each of an article of its own."""
    pieces = []
    for n, (day, text) in enumerate(reports):
        published = dt.date.fromisoformat(day)
        reading = READER.read(text, published)
        pieces.append(Piece(f"a{n}", f"{n:04x}", "minato", title, published, day, reading))
    return pieces


def numbers(series: list[Series], slot: str) -> list[tuple[str, str]]:
    """What the slot's points say, with what each is to those before it."""
    found = next(one for one in series if one.slot == slot)
    return [(point.evidence.text, point.relation) for point in found.points]


def slots(series: list[Series]) -> list[str]:
    """The slots that more than one number fills."""
    return [one.slot for one in series if len(one.points) > 1]


# What a number is to those before it ---------------------------------------------------------------------------------


def test_agencies_that_count_otherwise_at_one_time_disagree() -> None:
    text = (
        "白浜港で桟橋が落ちた。共同通信は64人が死亡したと伝え、時事通信は63人以上が死亡したと伝えている。"
        "ロイターは31人が死亡と伝える一方、60人が死亡した可能性があるとも伝えている。"
        "AFP通信は、58人が死亡し、23人が負傷したと伝えている。"
    )
    series = find_series(told(("2031-08-31", text)))
    assert numbers(series, "死者") == [
        ("64人", "first"),
        ("63人以上", "disagreement"),
        ("31人", "disagreement"),
        ("58人", "disagreement"),
    ]
    sources = [point.source.text for point in series[0].points if point.source]
    assert sources == ["共同通信", "時事通信", "ロイター", "AFP通信"]


def test_a_toll_that_grows_over_days_is_updated() -> None:
    series = find_series(
        told(
            ("2031-08-31", "県警によると、桟橋が落ち、12人が死亡した。"),
            ("2031-09-01", "県警によると、死者は15人に増えた。"),
            ("2031-09-02", "死者は15人、行方不明者は2人となった。"),
        )
    )
    assert numbers(series, "死者") == [("12人", "first"), ("15人", "update"), ("15人", "same")]


def test_a_value_that_the_text_puts_right_is_a_correction() -> None:
    series = find_series(
        told(
            ("2031-08-31", "県によると、死者は12人。"),
            ("2031-09-01", "県は、死者が11人だったと訂正した。"),
        )
    )
    assert numbers(series, "死者") == [("12人", "first"), ("11人", "correction")]


def test_what_is_measured_once_does_not_move_on() -> None:
    series = find_series(
        told(
            ("2031-08-31", "気象庁によると、地震の規模はマグニチュード6.4、震源の深さは20kmだった。"),
            ("2031-09-01", "気象庁によると、震源の深さは12kmだった。"),
            ("2031-09-01", "アメリカ地質調査所は、マグニチュード6.7の地震だったと発表した。"),
            title="沖合で地震",
        )
    )
    assert numbers(series, "震源の深さ") == [("20km", "first"), ("12km", "correction")]
    assert numbers(series, "マグニチュード") == [
        ("マグニチュード6.4", "first"),
        ("マグニチュード6.7", "disagreement"),
    ]


def test_another_voice_on_the_same_day_disagrees_and_on_the_next_updates() -> None:
    series = find_series(
        told(
            ("2031-08-31", "県警は、負傷者が40人だと発表した。"),
            ("2031-08-31", "市消防局は、負傷者が52人だと発表した。"),
            ("2031-09-02", "市消防局は、負傷者が55人だと発表した。"),
        )
    )
    assert numbers(series, "負傷者") == [("40人", "first"), ("52人", "disagreement"), ("55人", "update")]


def test_a_rounded_value_says_the_exact_one_again() -> None:
    series = find_series(
        told(
            ("2031-08-31", "避難者は3万2173人となった。"),
            ("2031-09-01", "避難者は約3万人となっている。"),
        )
    )
    assert numbers(series, "避難者") == [("3万2173人", "first"), ("約3万人", "same")]


# What is one slot ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "14人が死亡した。",
        "死者は14人。",
        "14人の死亡が確認された。",
        "犠牲者は14人に上った。",
        "14人が亡くなった。",
    ],
)
def test_one_count_in_other_words_is_one_slot(words: str) -> None:
    series = find_series(told(("2031-08-31", "桟橋が落ち、12人が死亡した。"), ("2031-09-01", words)))
    assert numbers(series, "死者") == [("12人", "first"), ("14人", "update")]


@pytest.mark.parametrize(
    "words",
    [
        "14人がけがをした。",
        "新たに14人が死亡した。",
        "14人が死亡する恐れがある。",
        "宮城県では14人が死亡し、岩手県では3人が死亡した。",
        "2004年の高潮では14人が死亡した。",
        "子ども14人が死亡した。",
        "4人が死亡した。",
    ],
)
def test_what_is_another_slot(words: str) -> None:
    series = find_series(told(("2031-08-31", "桟橋が落ち、13人が死亡した。"), ("2031-09-01", words)))
    assert slots(series) == []


def test_a_part_is_no_whole() -> None:
    series = find_series(
        told(
            ("2031-08-31", "死者は13人で、うち5人が子どもの死者だった。"),
            ("2031-09-01", "死者は14人となった。"),
        )
    )
    assert numbers(series, "死者") == [("13人", "first"), ("14人", "update")]


def test_places_that_the_titles_name_are_no_limit() -> None:
    reports = (
        ("2031-08-31", "インドで12人が死亡した。"),
        ("2031-09-01", "死者は15人に増えた。ネパールで3人が死亡した。"),
    )
    series = find_series(told(*reports, title="インドの高潮"))
    assert numbers(series, "死者 (インド)") == [("12人", "first"), ("15人", "update")]


def test_each_country_that_one_report_tells_has_a_slot_of_its_own() -> None:
    series = find_series(
        told(
            (
                "2031-08-31",
                "時事通信によると、ベトナムではこの台風で14人が死亡した。フィリピンでは22人が死亡した。",
            ),
            ("2031-09-01", "フィリピン政府は、25人が死亡したと発表した。ベトナムの死者は19人に増えた。"),
            title="台風、南へ",
        )
    )
    assert numbers(series, "死者 (ベトナム)") == [("14人", "first"), ("19人", "update")]
    assert numbers(series, "死者 (フィリピン)") == [("22人", "first"), ("25人", "update")]


def test_what_is_added_up_is_of_the_place_of_the_account() -> None:
    series = find_series(
        told(
            ("2031-08-31", "インドでは、ムンバイの学校で11人が死亡したのを含め、42人が死亡した。"),
            ("2031-09-01", "インドでは死者が48人に増えた。"),
            ("2031-09-01", "ネパールでは17人、ブータンでは13人が死亡した。"),
            title="山地で地震",
        )
    )
    assert numbers(series, "死者 (インド)") == [("42人", "first"), ("48人", "update")]


def test_numbers_side_by_side_count_what_one_of_them_says() -> None:
    series = find_series(
        told(("2031-08-31", "時事通信によると19人、共同通信によると18人の死者が報告された。"))
    )
    assert numbers(series, "死者") == [("19人", "first"), ("18人", "disagreement")]
    series = find_series(
        told(("2031-08-31", "時事通信は、死者が120人だと伝えた。共同通信は、少なくとも111人と報じている。"))
    )
    assert numbers(series, "死者") == [("120人", "first"), ("少なくとも111人", "disagreement")]


def test_a_bracket_behind_a_number_tells_of_a_part() -> None:
    series = find_series(
        told(
            ("2031-08-31", "市消防局によると、25人（うち4人は消防隊員）が死亡し271人が負傷した。"),
            ("2031-09-01", "市消防局によると、死者は28人となった。"),
        )
    )
    assert numbers(series, "死者") == [("25人", "first"), ("28人", "update")]


def test_an_exact_value_is_told_again_in_any_words() -> None:
    series = find_series(
        told(
            ("2031-08-31", "漏れた情報は最大で約2070万件に達する恐れがある。"),
            ("2031-09-01", "名簿には約2070万件の氏名が収録されている。"),
            ("2031-09-02", "総会には評議員75人が出た。前回の出席者は896万2847人。"),
            ("2031-09-03", "期日前投票者の総数は896万2847人だった。"),
        )
    )
    assert slots(series) == ["情報の見込み", "出席者"]


def test_what_a_report_is_measured_against_is_no_value_of_its_own() -> None:
    series = find_series(
        told(
            ("2031-08-31", "港の高潮で31人が死亡した。"),
            ("2031-09-01", "死者は昨年の高潮の228人に次いで多い。新たに9人の死亡が確認された。"),
        )
    )
    assert slots(series) == []


def test_seats_are_told_as_a_bare_list() -> None:
    series = find_series(
        told(
            ("2031-08-31", "議席の内訳は次の通り。労働党50、港湾党49、緑の党6。"),
            ("2031-09-09", "最終の議席は、労働党50、港湾党48、緑の党7となった。"),
            title="総選挙の結果",
        )
    )
    assert numbers(series, "労働党の議席") == [("50", "first"), ("50", "same")]
    assert numbers(series, "港湾党の議席") == [("49", "first"), ("48", "update")]
    assert numbers(series, "緑の党の議席") == [("6", "first"), ("7", "update")]


def test_an_aftershock_is_no_second_measure_of_the_shock() -> None:
    series = find_series(
        told(
            (
                "2031-08-31",
                "気象庁によると、マグニチュード6.8の地震があった。その後、マグニチュード6.1の余震があった。",
            ),
            ("2031-09-01", "気象庁は、地震の規模を6.8から6.9に修正した。"),
            title="沖合で地震",
        )
    )
    assert numbers(series, "マグニチュード") == [
        ("マグニチュード6.8", "first"),
        ("6.8", "same"),
        ("6.9", "correction"),
    ]


def test_the_votes_for_one_bill_are_none_of_another() -> None:
    series = find_series(
        told(
            ("2031-08-31", "参議院では賛成108票、反対125票で否決された。"),
            ("2031-10-11", "衆議院では賛成338票、反対138票で可決された。"),
            title="港湾法案",
        )
    )
    assert slots(series) == []


def test_headlines_that_a_site_repeats_tell_no_number() -> None:
    aside = "記事一覧台風十三号の影響広島で1人死亡1人不明2031年8月16日水曜日夕刊"
    series = find_series(
        told(
            ("2031-08-31", f"港で橋が落ちた。関連{aside}"),
            ("2031-09-01", f"橋の工事が始まった。関連{aside}"),
        )
    )
    assert series == []


def test_shares_are_told_apart_by_whose_they_are() -> None:
    series = find_series(
        told(
            ("2031-08-31", "自民党は96議席、公明党は21議席を獲得した。"),
            ("2031-09-01", "自民党は97議席、公明党は21議席を確定させた。"),
            title="県議選",
        )
    )
    assert numbers(series, "自民党の議席") == [("96議席", "first"), ("97議席", "update")]
    assert numbers(series, "公明党の議席") == [("21議席", "first"), ("21議席", "same")]


def test_what_no_lexicon_names_is_one_slot_by_value_and_words() -> None:
    series = find_series(
        told(
            ("2031-08-31", "港湾会社は桟橋の改修費100億円を見込んでいた。"),
            ("2031-09-01", "桟橋の改修費100億円は支出されなかった。待合室の改修費20億円も同じだった。"),
        )
    )
    assert [[point.evidence.text for point in one.points] for one in series if len(one.points) > 1] == [
        ["100億円", "100億円"]
    ]


# What no list names ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("earlier", "later", "slot"),
    [
        ("県教委によると、履修漏れは道内の254校で見つかった。", "履修漏れのある高校は404校になった。", "校"),
        ("豪雨で断水した市町村は全国で35都道県に及んだ。", "断水は41都道府県に広がった。", "断水"),
        ("沖合で風速78mを観測した。", "上陸した時点で風速56mを観測した。", "最大風速"),
        ("中心の気圧は892ヘクトパスカルだった。", "気圧は952ヘクトパスカルになった。", "中心気圧"),
        ("通貨は1ドル9281.8ルピアまで下がった。", "通貨は1ドル9770.2ルピアになった。", "ルピア"),
        ("補習を受ける生徒は、総計で8万6000人だった。", "補習を受ける生徒は7万2516人になった。", "生徒"),
    ],
)
def test_another_value_of_what_leaves_little_else_to_count(earlier: str, later: str, slot: str) -> None:
    series = find_series(told(("2031-08-31", earlier), ("2031-09-02", later)))
    assert any(slot in name for name in slots(series)), [one.slot for one in series]


@pytest.mark.parametrize(
    "later",
    [
        "漁協の組合員2人が港を見回った。",
        "12か国が桟橋の復旧を支援する。",
        "県内の私立92校が休校した。",
    ],
)
def test_what_another_report_counts_beside_is_another_slot(later: str) -> None:
    first = "桟橋の事故で3か国が救援を申し出た。県内では254校が休校し、港の職員2人が負傷した。通貨は1ドル9281.8ルピアだった。"
    assert not slots(find_series(told(("2031-08-31", first), ("2031-09-02", later))))


def test_a_small_number_is_told_again_in_the_same_words() -> None:
    reports = (
        ("2031-08-31", "検察は逮捕された元船長と元航海士の2人を起訴した。桟橋には客が2人いた。"),
        ("2031-09-02", "起訴された元船長と元航海士の2人は無罪を主張した。"),
    )
    series = find_series(told(*reports))
    assert [[p.evidence.text for p in one.points] for one in series if len(one.points) > 1] == [
        ["2人", "2人"]
    ]


def test_parts_are_told_behind_their_whole() -> None:
    first = "全国2217市町村のうち、610市町村で住民が増え、1605市町村で減った。"
    assert not slots(find_series(told(("2031-08-31", first))))


def test_a_number_from_hearsay_is_another_voice() -> None:
    text = "桟橋の事故で48人が死亡した。60人死亡の情報もある。"
    assert numbers(find_series(told(("2031-08-31", text))), "死者") == [
        ("48人", "first"),
        ("60人", "disagreement"),
    ]


def test_what_a_report_goes_on_with_in_its_own_words_is_no_other_voice() -> None:
    text = "厚生労働省によると、港の自然減は1万人だった。外国から来た船員を加えると4000人の自然減となる。"
    assert not slots(find_series(told(("2031-08-31", text))))


def test_what_an_earlier_event_cost_is_told_again_under_its_month() -> None:
    reports = (
        ("2031-05-12", "港の倉庫が爆発し、約200人が死亡した。"),
        (
            "2031-12-26",
            "沖の油槽所が爆発し、269人が死亡した。今年5月12日にも港の倉庫が爆発し、200人が死亡している。",
        ),
    )
    series = find_series(told(*reports, title="港で爆発"))
    assert [[p.evidence.text for p in one.points] for one in series if len(one.points) > 1] == [
        ["約200人", "200人"]
    ]


def test_headlines_of_other_reports_tell_no_number() -> None:
    text = "県警によると、12人が死亡した。白浜新聞『桟橋崩落、死者は9人』。"
    series = find_series(told(("2031-08-31", text), ("2031-09-01", "死者は14人。")))
    assert numbers(series, "死者") == [("12人", "first"), ("14人", "update")]


def test_runs_by_which_a_match_is_told_fill_no_slot() -> None:
    reports = (
        ("2031-08-31", "5回に坂井選手のタイムリー二塁打で2点を返し1点差に追い上げた。"),
        ("2031-09-02", "3回に坂井選手のタイムリー二塁打で2点を挙げ4点差をつけた。"),
    )
    assert not slots(find_series(told(*reports)))


def test_a_list_of_headlines_with_commas_tells_no_number() -> None:
    tail = "関連ニュース整備線の未着工3区間、着工認可へ港湾鉄道で追突事故、日本人含む271人が負傷北浜線で電車が遅延"
    reports = (("2031-08-31", f"桟橋が開いた。{tail}。"), ("2031-09-02", f"桟橋が混んだ。{tail}。"))
    assert not slots(find_series(told(*reports)))


def test_a_total_leaves_the_place_of_its_sentence() -> None:
    reports = (
        (
            "2031-08-31",
            "台風でフィリピンでは18人が死亡し、この台風での犠牲者の総数は38人となった。ベトナムでは4人が死亡した。",
        ),
        ("2031-09-01", "台風の死者は120人に上った。フィリピンでの死者は18人、ベトナムでの死者は9人である。"),
    )
    series = find_series(told(*reports, title="台風で死者"))
    assert numbers(series, "死者") == [("38人", "first"), ("120人", "update")]


def test_a_number_by_itself_is_a_series_of_one() -> None:
    text = "海都側は8日から9日にかけて飛んできた17機の無人機を撃墜したとしている。"
    (series,) = find_series(told(("2031-08-10", text), title="無人機"))
    (point,) = series.points
    assert (series.slot, point.evidence.text, point.source and point.source.text) == (
        "無人機の撃墜",
        "17機",
        "海都側",
    )
    assert point.when == Interval("2031-08-08", "2031-08-10")


# What a person says -------------------------------------------------------------------------------------------------

REPORTS = (
    ("2031-08-31", "12人が死亡し、4人が重傷を負った。"),
    ("2031-09-01", "死者は15人に増えた。"),
    ("2031-09-02", "死者は18人に増えた。"),
)


def places(series: list[Series]) -> dict[str, Evidence]:
    return {point.evidence.text: point.evidence for one in series for point in one.points}


def test_a_person_parts_and_joins_numbers_and_has_the_last_word() -> None:
    pieces = told(*REPORTS)
    at = places(find_series(pieces))
    apart = Verdict(at["12人"], at["15人"], same=False)
    joined = Verdict(at["12人"], at["4人"], same=True)

    def texts(*verdicts: Verdict) -> list[list[str]]:
        return [[p.evidence.text for p in one.points] for one in find_series(pieces, verdicts)]

    assert texts() == [["12人", "15人", "18人"], ["4人"]]
    assert texts(apart) == [["12人", "18人"], ["4人"], ["15人"]]
    assert texts(joined) == [["12人", "4人", "15人", "18人"]]
    assert texts(apart, Verdict(at["15人"], at["18人"], same=True)) == [["12人", "15人", "18人"], ["4人"]]


def test_a_person_calls_a_relation_otherwise() -> None:
    pieces = told(*REPORTS)
    item = places(find_series(pieces))["15人"].item
    (series, _) = find_series(pieces, called={item: "correction"})
    assert [point.relation for point in series.points] == ["first", "correction", "update"]
    assert series.points[1].why.startswith("人が決めた。規則では update")


# What always holds --------------------------------------------------------------------------------------------------

PHRASES = st.sampled_from(
    [
        "死者",
        "は",
        "12人",
        "が",
        "死亡し",
        "、",
        "うち",
        "新たに",
        "3人",
        "負傷",
        "約100億円",
        "。",
        "東京都で",
        "共同通信によると",
        "『",
        "』",
        "の",
        "議席",
        "自民党",
        "55%を超え",
        "震源の深さ",
        "10km",
        "5日現在",
        "マグニチュード6.1",
        "訂正",
        "北緯",
        "0",
        "行方不明",
        "去年の",
        "同県で",
    ]
)
TEXTS = st.lists(PHRASES | st.text(max_size=4), max_size=24).map("".join)


@given(st.lists(st.tuples(st.dates(), TEXTS, st.text(max_size=12)), max_size=4))
def test_any_reports_give_numbers_as_they_stand(reports: list[tuple[dt.date, str, str]]) -> None:
    ids = count()
    pieces = [
        Piece(f"a{(n := next(ids))}", f"{n:04x}", "x", title, day, day.isoformat(), READER.read(text, day))
        for day, text, title in reports
    ]
    texts = {piece.revision: piece.text for piece in pieces}
    series = find_series(pieces)
    items = [point.evidence.item for one in series for point in one.points]
    assert len(items) == len(set(items))
    for one in series:
        assert one.points[0].relation == "first"
        for point in one.points:
            for evidence in filter(None, (point.evidence, point.source)):
                assert evidence.span.of(texts[evidence.revision]) == evidence.text
    shuffled = random.Random(7).sample(pieces, len(pieces))
    assert find_series(shuffled) == series
