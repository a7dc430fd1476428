"""What calendar expressions mean, read as a reader of the next morning's paper would."""

from __future__ import annotations

import datetime as dt
import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kirinuki.model.reading import Duration, Time
from kirinuki.model.text import Span, fold_width
from kirinuki.read.morphemes import tokenize
from kirinuki.read.sentences import split_sentences
from kirinuki.read.times import find_times

PUBLISHED = dt.date(2024, 11, 12)  # a Tuesday


def read(text: str, published: dt.date = PUBLISHED) -> tuple[tuple[Time, ...], tuple[Duration, ...]]:
    plain = fold_width(text)
    sentences = split_sentences(plain)
    return find_times(plain, sentences, tokenize(text, sentences), published)


def spans(text: str, published: dt.date = PUBLISHED) -> list[tuple[str, str, str]]:
    return [(t.of(text), t.from_, t.until) for t in read(text, published)[0]]


def values(text: str) -> list[tuple[str, str, str]]:
    return [(t.of(text), t.type, t.value) for t in read(text)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市は10日、計画を発表した。", ("10日", "2024-11-10", "2024-11-11")),
        ("市は１２日、計画を発表した。", ("１２日", "2024-11-12", "2024-11-13")),
        ("市は30日、計画を発表した。", ("30日", "2024-10-30", "2024-10-31")),
        ("昨年12月に始まった。", ("昨年12月", "2023-12-01", "2024-01-01")),
        ("先月28日に始まった。", ("先月28日", "2024-10-28", "2024-10-29")),
        ("12月に始まった。", ("12月", "2023-12-01", "2024-01-01")),
        ("去年の秋に始まった。", ("去年の秋", "2023-09-01", "2023-12-01")),
        ("十月三十日に始まった。", ("十月三十日", "2024-10-30", "2024-10-31")),
        ("二〇二三年に始まった。", ("二〇二三年", "2023-01-01", "2024-01-01")),
        ("令和4年に始まった。", ("令和4年", "2022-01-01", "2023-01-01")),
        ("昭和64年のことだった。", ("昭和64年", "1989-01-01", "1989-01-08")),
        ("平成元年のことだった。", ("平成元年", "1989-01-08", "1990-01-01")),
        ("2023年度に始めた。", ("2023年度", "2023-04-01", "2024-04-01")),
        ("先月下旬に始めた。", ("先月下旬", "2024-10-21", "2024-11-01")),
        ("1990年代後半に始めた。", ("1990年代後半", "1995-01-01", "2000-01-01")),
        ("2024年第3四半期の売り上げ。", ("2024年第3四半期", "2024-07-01", "2024-10-01")),
        ("2025年3月期の決算。", ("2025年3月期", "2024-04-01", "2025-04-01")),
        ("24年4〜6月期の決算。", ("24年4〜6月期", "2024-04-01", "2024-07-01")),
        ("先週の金曜日に会った。", ("先週の金曜日", "2024-11-08", "2024-11-09")),
        ("20年東京五輪で勝った。", ("20年", "2020-01-01", "2021-01-01")),
        ("5年前に建てられた。", ("5年前", "2019-01-01", "2020-01-01")),
        ("2024/11/05に更新した。", ("2024/11/05", "2024-11-05", "2024-11-06")),
    ],
)  # fmt: skip
def test_looks_back_from_the_publication(text: str, expected: tuple[str, str, str]) -> None:
    assert spans(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20日に市議会を開く予定だ。", ("20日", "2024-11-20", "2024-11-21")),
        ("2月7〜14日に大会が開かれる。", ("2月7〜14日", "2025-02-07", "2025-02-15")),
        ("この秋は休む。", ("この秋", "2024-09-01", "2024-12-01")),
        ("来春に開業する。", ("来春", "2025-03-01", "2025-06-01")),
        ("春には値上げせざるを得ない。", ("春", "2025-03-01", "2025-06-01")),
        ("年初までの値下げは1回だろう。", ("年初", "2025-01-01", "2025-02-01")),
        ("値が上がるのは4〜6月期だ。", ("4〜6月期", "2025-04-01", "2025-07-01")),
        ("次回の会合は5月8日。", ("5月8日", "2025-05-08", "2025-05-09")),
        ("お盆に帰る予定だ。", ("お盆", "2025-08-13", "2025-08-17")),
        ("夏の知事選で争う。", ("夏", "2025-06-01", "2025-09-01")),
        ("2、3年後に終える。", ("2、3年後", "2026-01-01", "2028-01-01")),
        ("来週前半に始める。", ("来週前半", "2024-11-18", "2024-11-22")),
        ("来月3日に会う。", ("来月3日", "2024-12-03", "2024-12-04")),
        ("大会は6月22日まで。", ("6月22日", "2025-06-22", "2025-06-23")),
        ("採決は18日に先送り", ("18日", "2024-11-18", "2024-11-19")),
        ("35年度に6割減らす目標だ。", ("35年度", "2035-04-01", "2036-04-01")),
        ("週明け18日に開く。", ("週明け18日", "2024-11-18", "2024-11-19")),
    ],
)
def test_looks_ahead_where_the_words_say_so(text: str, expected: tuple[str, str, str]) -> None:
    assert spans(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10日午後3時半ごろ着いた。", ("10日午後3時半", "2024-11-10T15:30", "2024-11-10T15:31")),
        ("10日未明に着いた。", ("10日未明", "2024-11-10T00:00", "2024-11-10T04:00")),
        ("10日の夜明け前に着いた。", ("10日の夜明け前", "2024-11-10T03:00", "2024-11-10T06:00")),
        ("10日24時に着いた。", ("10日24時", "2024-11-11T00:00", "2024-11-11T00:01")),
        ("10日深夜1時に着いた。", ("10日深夜1時", "2024-11-11T01:00", "2024-11-11T01:01")),
        ("10日夜の5時半に着いた。", ("10日夜の5時半", "2024-11-10T17:30", "2024-11-10T17:31")),
        ("10日正午に着いた。", ("10日正午", "2024-11-10T12:00", "2024-11-10T12:01")),
        ("10日夕方5時に着いた。", ("10日夕方5時", "2024-11-10T17:00", "2024-11-10T17:01")),
        ("10日午前八時十分に着いた。", ("10日午前八時十分", "2024-11-10T08:10", "2024-11-10T08:11")),
        ("10日(日)9:30から開いた。", ("10日(日)9:30", "2024-11-10T09:30", "2024-11-10T09:31")),
    ],
)
def test_within_a_day(text: str, expected: tuple[str, str, str]) -> None:
    assert spans(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9日から10日にかけて降った。", ("9日から10日にかけて", "2024-11-09", "2024-11-11")),
        (
            "9日午後から10日朝にかけて降った。",
            ("9日午後から10日朝にかけて", "2024-11-09T12:00", "2024-11-10T10:00"),
        ),
        ("30日から3日まで休んだ。", ("30日から3日まで", "2024-10-30", "2024-11-04")),
        ("10月上旬から中旬にかけて調べた。", ("10月上旬から中旬にかけて", "2024-10-01", "2024-10-21")),
        ("28日から32日まで調べた。", ("28日", "2024-10-28", "2024-10-29")),
        ("4月から6月に調べた。", ("4月から6月", "2024-04-01", "2024-07-01")),
        ("9、10日に調べた。", ("9、10日", "2024-11-09", "2024-11-11")),
        ("午後11時半〜1時に止まった。", ("午後11時半〜1時", "2024-11-12T23:30", "2024-11-13T01:00")),
    ],
)
def test_one_time_between_two_bounds(text: str, expected: tuple[str, str, str]) -> None:
    assert spans(text) == [expected]


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("式は午前11時から3時まで続いた。", "2024-11-12T15:00"),
        ("工事は23時から午前3時まで続いた。", "2024-11-13T03:00"),
        ("式は午前11時から11時50分まで続いた。", "2024-11-12T11:50"),
        ("式は午後7時から7時半まで続いた。", "2024-11-12T19:30"),
        ("店は10日午後2時から11日4時まで閉めた。", "2024-11-11T04:00"),
        ("雨は午後11時から午前1時にかけて降った。", "2024-11-13T01:00"),
    ],
)
def test_the_later_hour_comes_after_the_earlier(text: str, until: str) -> None:
    ((_, _, end),) = spans(text)
    assert end == until


def test_a_day_that_dates_the_report_outlives_others_it_mentions() -> None:
    text = "社長は10日、20日に新店を開くと述べた。市長は同日、歓迎した。"
    assert [s[1] for s in spans(text)] == ["2024-11-10", "2024-11-20", "2024-11-10"]
    text = "社長は10日、20日に新店を開くと述べた。20日に市も店を開き、同日に祝う。"
    assert [s[1] for s in spans(text)][-1] == "2024-11-20"


def test_a_month_further_up_is_that_of_the_story() -> None:
    text = (
        "夫婦は10月6日午前、9月12日に行われた催しの券を出した。店が調べた。2人は否定した。同月14日に認めた。"
    )
    assert [s[1][:10] for s in spans(text)] == ["2024-10-06", "2024-09-12", "2024-10-14"]


def test_a_day_looked_back_to_does_not_move_the_story() -> None:
    text = "株は12日、前日の終値より下がった。庁が同日発表した。金も前日より下がった。"
    assert [s[1] for s in spans(text)] == ["2024-11-12", "2024-11-11", "2024-11-12", "2024-11-11"]


def test_what_is_over_was_not_on_a_day_to_come() -> None:
    text = "船は20日に港へ着く予定だ。ほかの船は午後6時までに港を出た。"
    assert [s[1] for s in spans(text)] == ["2024-11-20", "2024-11-12T18:00"]


def test_the_month_of_what_was_announced_is_not_that_of_the_announcement() -> None:
    assert [s[1] for s in spans("2月に別れたことを10日に発表した。")] == ["2024-02-01", "2024-11-10"]


def test_a_vague_distance_is_a_stretch_of_the_calendar() -> None:
    assert spans("数年前に始めた。") == [("数年前", "2015-01-01", "2023-01-01")]
    assert spans("数日後に会う。") == [("数日後", "2024-11-14", "2024-11-22")]


def test_hours_after_an_event_lie_within_its_day() -> None:
    text = "10日に火が出た。火は4時間後に消えた。"
    assert spans(text)[1] == ("4時間後", "2024-11-10", "2024-11-11")
    assert not read("発車の5分前に集まる。")[0]


def test_an_era_is_a_time_where_no_name_goes_on() -> None:
    assert spans("中止は明治以来だ。") == [("明治", "1868-10-23", "1912-07-30")]
    assert spans("令和以降に建てた。") == [("令和", "2019-05-01", "2024-11-13")]
    assert not spans("明治大の学生だ。")


def test_what_was_said_at_a_meeting_counts_from_its_month() -> None:
    text = "昨年12月の会見では「来春には上げない」と述べた。"
    assert spans(text)[1] == ("来春", "2024-03-01", "2024-06-01")


def test_this_day_too_is_not_the_day_it_is_set_against() -> None:
    text = "社長は10日、店を見た。5日に見せるとした図面は、この日も見せなかった。"
    assert [s[1] for s in spans(text)] == ["2024-11-10", "2024-11-05", "2024-11-10"]


def test_a_move_from_one_day_to_another_is_no_stretch() -> None:
    assert [t[0] for t in spans("大会を3月から4月に延期した。")] == ["3月", "4月"]


def test_later_words_count_from_the_last_time() -> None:
    text = "昨年12月25日に倒産した。翌日に会見し、同月末に社員が去った。同年春には黒字だった。"
    assert [t[1:] for t in spans(text)] == [
        ("2023-12-25", "2023-12-26"),
        ("2023-12-26", "2023-12-27"),
        ("2023-12-21", "2024-01-01"),
        ("2023-03-01", "2023-06-01"),
    ]


def test_a_day_keeps_the_month_of_its_sentence_and_of_its_first_mention() -> None:
    text = "10月25日に会談し、28日に署名した。会談では28日の署名を急いだ。"
    assert [t[1] for t in spans(text)] == ["2024-10-25", "2024-10-28", "2024-10-28"]


def test_the_next_day_with_its_number_follows_the_day_before_it() -> None:
    text = "船は10月21日に襲われた。社の10月28日の発表によると、翌22日に入港した。"
    assert [t[1] for t in spans(text)] == ["2024-10-21", "2024-10-28", "2024-10-22"]


def test_a_time_to_the_second_lasts_one() -> None:
    ((_, from_, until),) = spans("地震は11日午前2時50分59秒に起きた。")
    assert (from_, until) == ("2024-11-11T02:50:59", "2024-11-11T02:51:00")


def test_listed_months_share_a_year() -> None:
    assert [t[1] for t in spans("2019年4月2日と5月9日に渡した。")] == ["2019-04-02", "2019-05-09"]


def test_same_minute_hour_and_half_of_day() -> None:
    text = "10日午後8時5分に発生し、同13分に消えた。発表は現地時間の午後2時(日本時間同9時)。"
    assert [t[1] for t in spans(text)] == [
        "2024-11-10T20:05", "2024-11-10T20:13", "2024-11-10T14:00", "2024-11-10T21:00",
    ]  # fmt: skip


def test_inside_a_quote_days_count_from_when_it_was_said() -> None:
    assert [t[1] for t in spans("知事は3日「あす発表する」と話した。")] == ["2024-11-03", "2024-11-04"]


@pytest.mark.parametrize(
    ("published", "text", "from_"),
    [
        (dt.date(2024, 1, 2), "30日に閉店した。", "2023-12-30"),
        (dt.date(2024, 3, 1), "31日に閉店した。", "2024-01-31"),
        (dt.date(2024, 2, 10), "この冬は雪が多かった。", "2023-12-01"),
        (dt.date(2024, 3, 31), "昨年度に始めた。", "2022-04-01"),
        (dt.date(2025, 3, 1), "2月29日に始めた。", "2024-02-29"),
        (dt.date(2024, 1, 5), "年末に閉店した。", "2023-12-16"),
    ],
)
def test_around_the_turn_of_months_and_years(published: dt.date, text: str, from_: str) -> None:
    assert [t[1] for t in spans(text, published)] == [from_]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("毎週月曜日に開く。", ("毎週月曜日", "SET", "XXXX-WXX-1")),
        ("毎年8月15日に集まる。", ("毎年8月15日", "SET", "XXXX-08-15")),
        ("毎月10日に集まる。", ("毎月10日", "SET", "XXXX-XX-10")),
        ("毎朝8時に集まる。", ("毎朝8時", "SET", "XXXX-XX-XXT08:00")),
        ("2023年春に集まった。", ("2023年春", "DATE", "2023-SP")),
        ("10日夜に集まった。", ("10日夜", "TIME", "2024-11-10TNI")),
        ("来週に集まる。", ("来週", "DATE", "2024-W47")),
    ],
)
def test_timex_values(text: str, expected: tuple[str, str, str]) -> None:
    assert values(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "2月30日に集まった。", "13月1日に集まった。", "2023年2月29日に集まった。",
        "一日も早く会いたい。", "三日月が出た。", "四日市市に住む。", "九州に住む。", "3・11を語り継ぐ。",
        "昨年比で2割増えた。", "毎年開かれる。", "3分野で競う。", "第3日曜版", "北朝鮮と秋田県", "朝日新聞",
        "夏季五輪に出た。", "3日目の競技。", "1日当たり3食", "バージョン2024.1",
    ],
)  # fmt: skip
def test_no_times(text: str) -> None:
    assert spans(text) == []


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("3年ぶりに会った。", "3年ぶり", "P3Y"),
        ("約2時間半かかった。", "約2時間半", "PT2H30M"),
        ("1年10カ月かかった。", "1年10カ月", "P1Y10M"),
        ("被災60年、町は祈った。", "60年", "P60Y"),
        ("懲役5年の判決。", "5年", "P5Y"),
        ("記録は2分17秒35だった。", "2分17秒35", "PT2M17.35S"),
        ("1年半かかった。", "1年半", "P1Y6M"),
        ("半年かかった。", "半年", "P6M"),
        ("十数年かかった。", "十数年", "P1XY"),
        ("2〜3週間かかる。", "2〜3週間", "P3W"),
        ("2、3日の間は注意する。", "2、3日", "P3D"),
        ("今後2─3日は雨が続く。", "2─3日", "P3D"),
        ("ここ2、3日は晴れた。", "2、3日", "P3D"),
        ("手続きは2、3日で終わる。", "2、3日", "P3D"),
        ("「2、3日は荒れる」と話した。", "2、3日", "P3D"),
        ("薬は1日2回飲む。", "1日", "P1D"),
        ("最近は1日に十数本を貸している。", "1日", "P1D"),
        ("1日当たり3000人が訪れる。", "1日", "P1D"),
        ("投手は中6日で投げる。", "6日", "P6D"),
        ("5年生存率は高い。", "5年", "P5Y"),
        ("「症状が出る2年前に見つけた」と話した。", "2年", "P2Y"),
        ("結婚の3年後に離れた。", "3年", "P3Y"),
        ("34カ月連続で増えた。", "34カ月連続", "P34M"),
        ("四半世紀が過ぎた。", "四半世紀", "P25Y"),
        ("女優は妊娠2カ月だ。", "2カ月", "P2M"),
    ],
)
def test_durations(text: str, words: str, value: str) -> None:
    times, durations = read(text)
    assert times == ()
    assert [(d.of(text), d.value) for d in durations] == [(words, value)]


@pytest.mark.parametrize(
    "text",
    ["小学6年の児童", "3年生の教室", "10年債の利回り", "十分な対策", "打率3割2分", "議会を二分する争い"],
)
def test_no_durations(text: str) -> None:
    assert read(text) == ((), ())


def test_every_time_says_why() -> None:
    (time_,) = read("市は30日、計画を発表した。")[0]
    assert time_.why == "記事の日付2024-11-12から見て直近の過去の「30日」"


PIECES = st.sampled_from(
    [*"0123456789一十百万数年月日時分秒半前後同翌毎第春秋朝夜末中、。「」・〜-:/ の", "昨年", "来月", "午後", "上旬", "週", "月曜",
     "令和", "明治", "元年", "カ月", "年度", "期", "四半期", "両日", "から", "まで", "にかけて", "約", "年末", "世紀", "年代",
     "隔", "おき", "ごと", "に1度", "日本時間", "現地時間", "UTC+9", "最後の",
     "その", "台", "号", "と", "(", ")", "Dec ", "PM", "T", "今世紀", "同じ年", "「", "」と"]
)  # fmt: skip


@given(
    st.one_of(st.text(), st.lists(PIECES, max_size=20).map("".join)),
    st.dates(min_value=dt.date(1, 1, 1), max_value=dt.date(9999, 12, 31)),
)
@example("翌日、来年、来月、来週、前年、30日、9999年12月31日24時", dt.date(9999, 12, 31))
@example("前日、昨年、先月、先週、1年、31日、昨夜", dt.date(1, 1, 1))
def test_any_text_gives_sound_times(text: str, published: dt.date) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    times, durations = read(text, published)
    items: list[Span] = sorted((*times, *durations), key=lambda item: item.start)
    assert all(0 <= item.start < item.end <= len(text) for item in items)
    assert all(a.end <= b.start for a, b in pairwise(items))
    assert all(t.from_ < t.until for t in times)
    assert read(text, published) == (times, durations)


@pytest.mark.parametrize("unit", ["1", "一", "30日、", "「30日", "1〜", "昨年", "3月と"])
def test_costs_grow_with_the_length_of_the_text_only(unit: str) -> None:
    def cost(length: int) -> float:
        text = unit * (length // len(unit))
        sentences = (Span(0, len(text)),)
        morphemes = tokenize(text, sentences)
        start = time.process_time()
        find_times(text, sentences, morphemes, PUBLISHED)
        return time.process_time() - start

    cost(1_000)
    assert (
        cost(32_000) < 8 * 4 * cost(8_000) + 0.1
    )  # four times the text; a square would be sixteen times as dear
