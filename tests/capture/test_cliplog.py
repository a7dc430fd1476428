from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kirinuki.capture.cliplog import ClipLog, split_log
from kirinuki.errors import ReadingError
from kirinuki.read.reader import Reader

DAY = dt.date(2031, 5, 21)
READER = Reader()

STORM = """台風7号は19日夜、灘野県の汐見市に上陸し、市内を流れる千鳥川の堤防が決壊して住宅およそ300棟が水につかりました。

汐見市の帆足課長は20日の会見で「水位計は上流に三つしかなく、夜のうちに増やす手立てはなかった」と述べました。

また、千鳥川の下流では橋が流されて道路が通れなくなり、市は自衛隊に給水の支援を求めています。"""

BUDGET = """緑川市議会は20日、緑川駅前の再開発に120億円を投じる来年度の一般会計予算案を、賛成多数で可決した。

再開発をめぐっては、商店街が移転の補償を不十分だとして反対していた。議会は補償の増額を求める付帯決議も可決した。

これに対し緑川市の三枝市長は「商店街と話し合いを続ける」とし、補償の基準を秋までに見直す方針を示した。"""

LAUNCH = """国立宇宙機構は20日、気象衛星「みなも3号」を載せたロケットを西之崎宇宙センターから打ち上げたと発表しました。

「みなも3号」は海面の温度を従来の半分の間隔で測ることができ、漁業や台風の予報に役立てられます。

ロケットの打ち上げは、エンジンの不具合で2度延期されていました。"""


def split(text: str, **decided: bool) -> ClipLog:
    return split_log(text, READER, DAY, decided)


def words(log: ClipLog, text: str) -> list[str]:
    return [report.span.of(text) for report in log.reports]


@pytest.mark.parametrize("gap", ["\n\n", "\n", "\r\n\r\n", "\n\n\n\n"], ids=repr)
def test_reports_are_parted_where_nothing_but_their_words_tells(gap: str) -> None:
    reports = [report.replace("\n\n", gap) for report in (STORM, BUDGET, LAUNCH)]
    text = gap.join(reports)
    log = split(text)
    assert words(log, text) == reports
    assert all(report.why for report in log.reports)


@pytest.mark.parametrize("report", [STORM, BUDGET, LAUNCH], ids=["storm", "budget", "launch"])
def test_one_report_stays_whole(report: str) -> None:
    assert words(split(report), report) == [report]


def test_a_lead_said_again_starts_a_report() -> None:
    again = STORM.replace("市内を流れる", "").replace("300棟", "320棟")
    text = f"{STORM}\n\n{again}"
    log = split(text)
    assert words(log, text) == [STORM, again]
    assert "先の記事の冒頭" in log.reports[1].why


def test_marks_belong_to_no_report_and_are_kept() -> None:
    text = f"""https://kiri.example-blog.com
http://kiri.example-blog.org/

{STORM}

#台風#汐見市　＃防災

kiri.example-blog.com

{BUDGET}
――――――――
{LAUNCH}
kiri.example-blog.com
"""
    log = split(text)
    assert words(log, text) == [STORM, BUDGET, LAUNCH]
    assert log.blogs == ("https://kiri.example-blog.com", "http://kiri.example-blog.org/")
    assert log.tags == ("台風", "汐見市", "防災")
    assert log.links == ("kiri.example-blog.com",)


def test_an_address_pasted_over_reports_is_theirs() -> None:
    text = f"https://news.example.jp/a/1\n{STORM}\n\nhttps://press.example.jp/2\n{BUDGET}"
    log = split(text)
    assert [report.url for report in log.reports] == [
        "https://news.example.jp/a/1",
        "https://press.example.jp/2",
    ]
    assert words(log, text) == [STORM, BUDGET]


def test_an_address_pasted_under_reports_is_theirs() -> None:
    text = f"{STORM}\nhttps://news.example.jp/a/1\n\n{BUDGET}\nhttps://press.example.jp/2\nhttps://press.example.jp/3"
    log = split(text)
    assert [report.url for report in log.reports] == [
        "https://news.example.jp/a/1",
        "https://press.example.jp/2",
    ]
    assert log.links == ("https://press.example.jp/3",)


def test_credits_and_tweets_tell_outlet_and_day() -> None:
    text = f"{STORM}\n（灘野新聞 5月20日）\n\n{BUDGET}\n— 緑川放送ニュース (@midori_news) 2031年5月19日\n"
    log = split(text)
    assert [(report.outlet, report.published) for report in log.reports] == [
        ("灘野新聞", dt.date(2031, 5, 20)),
        ("緑川放送ニュース", dt.date(2031, 5, 19)),
    ]
    assert words(log, text) == [STORM, BUDGET]


def test_a_credit_without_a_year_looks_back() -> None:
    (report,) = split(f"{STORM}\n（灘野新聞 12月30日）").reports
    assert report.published == dt.date(2030, 12, 30)
    (report,) = split(f"{STORM}\n（灘野新聞 2月30日）").reports
    assert report.published is None


def test_headlines_are_titles_and_part_of_the_report() -> None:
    text = f"■台風7号が上陸、千鳥川が決壊\n{STORM}\n\n■駅前の再開発予算を可決\n{BUDGET}"
    log = split(text)
    assert [report.title for report in log.reports] == [
        "台風7号が上陸、千鳥川が決壊",
        "駅前の再開発予算を可決",
    ]
    assert words(log, text)[1].startswith("■駅前")


def test_a_stamp_in_brackets_is_no_headline_of_the_next_report() -> None:
    text = f"{STORM}\n\n（22時30分更新）\n\n{BUDGET}"
    assert words(split(text), text) == [f"{STORM}\n\n（22時30分更新）", BUDGET]


def test_a_subheading_starts_no_report() -> None:
    text = STORM.replace("\n\nまた、", "\n\n◇橋も流される\nまた、")
    assert words(split(text), text) == [text]


def test_a_persons_word_overrules_marks_and_clues() -> None:
    text = f"{STORM}\n\n{BUDGET}\n***\n{LAUNCH}"
    lead = BUDGET.split("\n\n")[0]
    second = LAUNCH.split("\n\n")[1]
    log = split_log(text, READER, DAY, {lead: False, second: True, LAUNCH.split("\n\n")[0]: False})
    joined, rest = words(log, text)
    assert joined.startswith(STORM) and BUDGET in joined
    assert rest == LAUNCH[LAUNCH.index(second) :]
    assert log.reports[1].why == "人の指定"


@pytest.mark.parametrize("text", ["", " \n\r\n　", "#台風", "https://kiri.example-blog.com", "-----"])
def test_no_report_is_found_where_none_is(text: str) -> None:
    assert split(text).reports == ()


@pytest.mark.parametrize("text", ["あ", "「", "「」『』（）\n()", "。\n。\n。"])
def test_odd_texts_are_one_report(text: str) -> None:
    assert words(split(text), text) == [text]


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(ReadingError):
        split("一段目。\n\n\ud800二段目。")


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *"\n\r 　。「」#あ",
                "\r\n",
                "\n\n",
                STORM,
                "市長は20日、辞任した。",
                "https://a.example.jp/1",
                "a.example.jp",
                "***",
            ]
        ),
        max_size=14,
    )
)
def test_reports_are_in_order_and_trimmed(pieces: list[str]) -> None:
    text = "".join(pieces)
    log = split(text)
    end = 0
    for report in log.reports:
        assert end <= report.span.start < report.span.end
        found = report.span.of(text)
        assert found == found.strip()
        end = report.span.end


@pytest.mark.parametrize(
    "text",
    [
        "あ" * 10**6,
        "市長は20日、辞任した。" * 50_000,
        " " * 10**6,
        "#" * 10**5,
        "a." * 10**5,
        "（" + "新聞" * 10**5,
        "「" * 10**5,
    ],
    ids=["one letter", "sentences", "blanks", "signs", "host", "credit", "brackets"],
)
def test_one_endless_line_takes_linear_time(text: str) -> None:
    start = time.perf_counter()
    split(text)
    assert time.perf_counter() - start < 2.0


def test_a_headline_over_day_and_hour_begins_a_report_and_dates_it() -> None:
    log = (
        "港の岸壁が閉鎖されました。港湾局によりますと、けが人はいないということです。\n\n"
        "再開は来週になる見通しです。\n\n"
        "岸壁の工事始まる 住民に説明会\n2025年12月30日 18時05分 北浜\n\n"
        "港湾局は30日、岸壁の工事を始めました。\n"
    )
    _, report = split_log(log, Reader(), dt.date(2026, 1, 2)).reports
    assert report.title == "岸壁の工事始まる 住民に説明会"
    assert report.published == dt.date(2025, 12, 30)
    assert report.span.of(log).startswith("岸壁の工事始まる")
    assert "日時を記して" in report.why


def test_a_wire_credit_behind_the_last_sentence_ends_a_report() -> None:
    log = (
        "【ミロヴァ環洋】停戦の交渉が30日、始まった。\n\n代表は「急がない」と述べた。（環洋）\n\n"
        "元日の北浜市では、朝から初詣の列ができた。\n\n神社によると、人出は約1万人だった。\n"
    )
    first, second = split_log(log, Reader(), dt.date(2026, 1, 1)).reports
    assert first.span.of(log).endswith("（環洋）")
    assert second.span.of(log).startswith("元日の")


def test_the_bundled_log_is_taken_apart_as_it_was_put_together() -> None:
    examples = Path(__file__).parents[2] / "examples"
    planted = json.loads((examples / "planted.json").read_text(encoding="utf-8"))["cliplog"]
    with (examples / planted["file"]).open(encoding="utf-8", newline="") as file:
        text = file.read()
    log = split_log(text, Reader(), dt.date.fromisoformat(planted["published"]))
    found = [(report.span.start, report.span.end) for report in log.reports]
    assert found == [(report["start"], report["end"]) for report in planted["reports"]]
    assert log.tags == tuple(dict.fromkeys(planted["tags"]))


NIGHT = "台風7号は19日夜、灘野県の汐見市に上陸し、住宅およそ300棟が水につかりました。"
VOTE = "緑川市議会は20日、再開発に120億円を投じる来年度の予算案を、賛成多数で可決した。"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("\n— NHKニュース (@nhk_news) 2031年5月19日", "\n— 緑川(緑川県)放送局 (@midori) May 20, 2031"),
        ("\nhttps://t.co/A1\n— NHKニュース (@nhk_news) 2031年5月19日 https://t.co/x",
         "\n— 緑川放送📰【公式】 （@midori） 2031年5月20日"),
        (" https://t.co/AbC123… #台風 #汐見市\n― NHKニュース (@nhk_news) 2031年5月19日",
         "pic.twitter.com/xYz1 — 緑川放送 (@midori) 2031年5月20日"),
    ],
)  # fmt: skip
def test_pasted_tweets(first: str, second: str) -> None:
    text = f"{NIGHT}{first}\n\n{VOTE}{second}\n"
    log = split(text)
    assert words(log, text) == [NIGHT, VOTE]
    assert [(r.url, r.published) for r in log.reports] == [
        (None, dt.date(2031, 5, 19)),
        (None, dt.date(2031, 5, 20)),
    ]
    assert log.reports[0].outlet == "NHKニュース"
    assert (log.reports[1].outlet or "").startswith("緑川")
    assert log.tags == (("台風", "汐見市") if "#" in first else ())
    assert not any("t.co" not in link and "twitter" not in link for link in log.links)


def test_an_address_of_a_tweet_and_of_a_page_are_the_reports() -> None:
    text = f"{NIGHT}\nhttps://x.com/nhk_news/status/1\n\n{VOTE}\nhttps://press.example.jp/2"
    assert [r.url for r in split(text).reports] == [
        "https://x.com/nhk_news/status/1",
        "https://press.example.jp/2",
    ]


@pytest.mark.parametrize("sign", ["🔴", "🇯🇵 ", "⚡️", "🌀🌊", "■"])
def test_headings_with_emoji_are_titles_without_them(sign: str) -> None:
    text = f"{sign}台風7号が上陸\n{NIGHT}\n\n{sign}駅前の再開発\n{VOTE}"
    assert [report.title for report in split(text).reports] == ["台風7号が上陸", "駅前の再開発"]


def test_emoji_alone_are_a_ruler() -> None:
    text = f"{NIGHT}\n\n📰✨\n\n{VOTE}"
    assert words(split(text), text) == [NIGHT, VOTE]


def test_a_sign_within_a_sentence_is_of_its_words() -> None:
    text = "市は「#汐見市」という札を配った。札には #1 と記してある"
    assert words(split(text), text) == [text]
    assert split(text).tags == ()


def test_agencies_are_known_by_their_own_list() -> None:
    (report,) = split(f"{NIGHT}\n（ブルームバーグ 5月20日）").reports
    assert report.outlet == "ブルームバーグ"
