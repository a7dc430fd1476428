"""What is to come, who said so, and what became of it: by the words of invented news."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.errors import ReadingError
from kirinuki.model.chronicle import Expectation, Piece
from kirinuki.read.reader import Reader
from kirinuki.weave.agenda import find_expectations, outcome_of, same_expectation

READER = Reader()
DAY = dt.date(2025, 5, 1)


def piece(text: str, day: dt.date = DAY, name: str = "a") -> Piece:
    return Piece(name, name, "minato", None, day, day.isoformat(), READER.read(text, day))


def found(text: str, day: dt.date = DAY) -> list[Expectation]:
    return find_expectations(piece(text, day))


def told(text: str) -> list[tuple[str, str, str]]:
    return [(e.time.text, e.due.from_, e.due.until) for e in found(text)]


@pytest.mark.parametrize(
    ("text", "time", "from_", "until"),
    [
        ("新しい条例は7月1日に施行される。", "7月1日", "2025-07-01", "2025-07-02"),
        ("港湾局は来年4月から岸壁の使用料を引き上げる方針だ。", "来年4月", "2026-04-01", "2026-05-01"),
        ("市は来春にも新庁舎を開く見通し。", "来春", "2026-03-01", "2026-06-01"),
        ("村長選は5月20日告示、25日投開票の日程で行われる。", "5月20日", "2025-05-20", "2025-05-21"),
        ("投票は5月25日。", "5月25日", "2025-05-25", "2025-05-26"),
        ("工事は6月末までに終わる見込みだ。", "6月末", "2025-05-01", "2025-07-01"),
        ("汐見県は年内に避難計画を改める。", "年内", "2025-05-01", "2026-01-01"),
        ("会社は5月16日に予定していた発表会を取りやめた。", "5月16日", "2025-05-16", "2025-05-17"),
        ("打ち上げは天候不良のため5月12日に延期された。", "5月12日", "2025-05-12", "2025-05-13"),
        ("組合は10日と11日、全線で運転を取りやめる予定。", "10日と11日", "2025-05-10", "2025-05-12"),
        ("財団は向こう3年間、毎月の講座を開く。", "向こう3年間", "2025-05-01", "2028-05-01"),
        ("委員会は2週間以内に報告書を出す。", "2週間以内", "2025-05-01", "2025-05-15"),
        ("知事は「来月10日に説明会を開く」と述べた。", "来月10日", "2025-06-10", "2025-06-11"),
        ("町は祭りを7月20日に開くことを決めた。", "7月20日", "2025-07-20", "2025-07-21"),
        ("開通すれば、6月8日の式典に国土交通相が出席する。", "6月8日", "2025-06-08", "2025-06-09"),
    ],
)
def test_what_is_to_come_is_found_with_its_days(text: str, time: str, from_: str, until: str) -> None:
    assert (time, from_, until) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "港湾局は4月30日に岸壁を閉鎖した。",
        "市は近く説明会を開く。",
        "今後、調査を進める方針だ。",
        "ことしの降水量は平年を下回っている。",
        "5月2日付の北浜新聞によると、港は静かだった。",
        "『知事、来月にも辞任へ』。北浜新聞、2025年4月30日。",
        "4月30日午前6時までの雨量は120ミリだった。",
        "昨年7月に始まった工事は4月に終わった。",
        "毎週日曜に市が立つ。",
        "台風が島を抜けるのに3日かかる。",
        "知事は、2日、岸壁を直すよう求める方針を示した。",
        "2日安保理への報告で、事務局は衝突が続くべきでないと述べた。",
        "きょうの判決は大変遺憾だ。",
        "4月30日午前10時(東部時間、日本時間5月1日午前0時)現在、台風は沖にある。",
        "5月2日の「北浜週報」によれば、港は再開する。",
        "最近の港の記事岸壁、7月に再開へ漁協が総会。",
        "2025年6月30日(月):岸壁、7月に再開へ2025年6月29日(日):漁協が総会。",
        "『岸壁が再開』。北浜新聞、2025年5月2日港を開く。",
    ],
)
def test_what_is_past_vague_or_cited_is_not(text: str) -> None:
    assert found(text) == []


def test_the_clause_and_its_speaker_are_evidence() -> None:
    text = (
        "海野市の水谷市長は1日、記者会見し、「橋は老朽化している。来年3月に架け替えの工事を始める」と述べた。"
    )
    (expectation,) = found(text)
    assert expectation.evidence.text == "来年3月に架け替えの工事を始める"
    assert expectation.speaker is not None and expectation.speaker.text.endswith("水谷市長")
    assert expectation.who == "水谷"
    for shown in (expectation.evidence, expectation.time, expectation.speaker):
        assert shown.span.of(text) == shown.text
    assert "来年3月" in expectation.why


def test_who_spoke_before_in_the_sentence_did_the_rest_too() -> None:
    text = "ドレ・ミレイ大統領は「両国の絆は深い」と述べ、浜野首相を来春に首都へ招待した。"
    (expectation,) = found(text)
    assert expectation.speaker is not None and expectation.speaker.text.endswith("ミレイ大統領")
    assert (expectation.due.from_, expectation.due.until) == ("2026-03-01", "2026-06-01")


def test_an_article_expects_a_thing_once() -> None:
    assert len(found("灯台の公開は7月5日に始まる。灯台の公開は7月5日に始まるという。")) == 1


def after(text: str, *later: tuple[str, dt.date]) -> tuple[str, str]:
    pieces = [piece(text), *(piece(t, d, name) for name, (t, d) in zip("bcdef", later, strict=False))]
    (expectation,) = find_expectations(pieces[0])
    outcome = outcome_of(expectation, pieces)
    return outcome.kind, outcome.evidence.text if outcome.evidence else ""


BRIDGE = "海野市は5月20日に汐見大橋を開通させる予定だと発表した。"


@pytest.mark.parametrize(
    ("later", "day", "kind"),
    [
        ("汐見大橋が20日、開通した。", dt.date(2025, 5, 20), "happened"),
        ("海野市は汐見大橋の開通を延期すると発表した。", dt.date(2025, 5, 12), "postponed"),
        ("海野市は汐見大橋の開通を6月3日に行う予定だ。", dt.date(2025, 5, 12), "postponed"),
        ("海野市は汐見大橋の開通を断念した。", dt.date(2025, 5, 12), "cancelled"),
        ("汐見大橋の開通は予定通り行うと海野市は説明した。", dt.date(2025, 5, 12), "unknown"),
        ("汐見大橋の開通を延期するよう求める声が出た。", dt.date(2025, 5, 12), "unknown"),
        ("海野市の人口が減った。", dt.date(2025, 5, 21), "unknown"),
    ],
)
def test_later_text_tells_what_became_of_it(later: str, day: dt.date, kind: str) -> None:
    became, evidence = after(BRIDGE, (later, day))
    assert became == kind and (evidence in later if kind != "unknown" else evidence == "")


def test_what_happened_goes_before_what_was_feared_on_the_way() -> None:
    delayed = ("海野市は汐見大橋の開通を延期すると発表した。", dt.date(2025, 5, 12))
    opened = ("汐見大橋が20日、開通した。", dt.date(2025, 5, 20))
    assert after(BRIDGE, delayed, opened)[0] == "happened"
    assert after(BRIDGE, opened, delayed)[0] == "happened"


def test_a_plan_told_as_past_ends_where_it_is_told() -> None:
    text = "海野市は13日に予定していた説明会を取りやめると発表した。"
    (expectation,) = found(text)
    outcome = outcome_of(expectation, [piece(text)])
    assert outcome.kind == "cancelled" and "予定していた" in outcome.why


def test_what_came_before_says_nothing_and_order_does_not_matter() -> None:
    earlier = piece("海野市は汐見大橋の開通を延期すると発表した。", dt.date(2025, 4, 1), "z")
    here = piece(BRIDGE)
    later = piece("汐見大橋が20日、開通した。", dt.date(2025, 5, 20), "b")
    (expectation,) = find_expectations(here)
    assert outcome_of(expectation, [earlier, here]).kind == "unknown"
    assert outcome_of(expectation, [later, here, earlier]) == outcome_of(expectation, [earlier, here, later])
    assert outcome_of(expectation, [later]).kind == "unknown"


def test_one_expectation_in_other_words_and_wider_days_is_one() -> None:
    (one,) = found("港湾局は来年1月上旬に新しい検疫に踏み切る可能性がある。")
    (other,) = found("来年1月、検疫の新たな形が始まると港湾局は伝えた。")
    (third,) = found("来年1月、岸壁の値上げが始まると港湾局は伝えた。")
    assert same_expectation(one, other) and same_expectation(other, one)
    assert not same_expectation(one, third)


_JOINTS = (
    "来年", "4月", "1日", "に", "から", "まで", "、", "。", "「", "」", "『", "』", "(", ")",
    "施行", "する", "した", "される", "予定", "だった", "延期", "中止", "の", "は", "が", "市長",
    "年内", "にも", "か", "\n",
)  # fmt: skip
_WORDS = st.lists(st.sampled_from(_JOINTS), max_size=40).map("".join)


@given(st.one_of(st.text(max_size=80), _WORDS), st.dates(dt.date(2, 1, 1), dt.date(9998, 12, 31)))
def test_no_text_raises_and_words_stand_where_it_says(text: str, day: dt.date) -> None:
    try:
        here = piece(text, day)
    except ReadingError:
        return  # no Unicode text
    for expectation in find_expectations(here):
        for shown in (expectation.evidence, expectation.time, expectation.speaker):
            assert shown is None or (shown.text and shown.span.of(text) == shown.text)
        assert day.isoformat() <= expectation.due.from_ < expectation.due.until
        assert outcome_of(expectation, [here]).kind
