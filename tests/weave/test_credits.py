from __future__ import annotations

import pytest

from kirinuki.model.text import Span
from kirinuki.weave.credits import credits


def told(text: str) -> list[tuple[str, str | None]]:
    return [(credit.agency, credit.via) for credit in credits("r", text)]


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("【モスクワ共同】大統領府は3日、会談を発表した。", "共同通信"),
        ("【ワシントン時事】国務省は3日、懸念を示した。", "時事通信"),
        ("【ワシントン３日時事】国務省は懸念を示した。", "時事通信"),
        ("【ソウル聯合ニュース】外務省は3日、抗議した。", "聯合ニュース"),
        ("【ジュネーブ・香港共同】保健機関は3日、発表した。", "共同通信"),
        ("【ワシントン共同＝岡田花子】国務省は懸念を示した。", "共同通信"),
        ("【ワシントン＝ロイター】国務省は懸念を示した。", "ロイター"),
        ("［東京　３日　ロイター］ - 日銀は金利を据え置いた。", "ロイター"),
        ("【11月3日 AFP】仏パリで展示が始まった。", "AFP通信"),
        ("（CNN） 米国の西部で雪が降った。", "CNN"),
        ("ロンドン（CNN） 英国の首相は3日、辞任した。", "CNN"),
        ("ワシントン共同＝国務省は懸念を示した。", "共同通信"),
        ("橋が開通した。（共同）", "共同通信"),
        ("橋が開通した。(時事)", "時事通信"),
        ("橋が開通したと発表した（共同）。", "共同通信"),
        ("橋が開通した。【時事】", "時事通信"),
        ("橋が開通した。＝ロイター", "ロイター"),
        ("橋が開通したと発表した＝ロイター", "ロイター"),
        ("橋が開通した。\n（共同通信配信）", "共同通信"),
        ("橋が開通した。\n配信：時事通信", "時事通信"),
        ("橋が開通した。\n(c)AFP/ハナコ・オカダ", "AFP通信"),
        ("橋が開通した。\n©共同通信社", "共同通信"),
        ("橋が開通した。\nこの記事は共同通信の配信です。", "共同通信"),
        ("橋が開通した。（白崎新報提供）", "白崎新報"),
        ("橋が開通した。\n記事提供：白崎新聞社", "白崎新聞"),
    ],
)
def test_every_form_in_which_media_credit_an_agency(text: str, agency: str) -> None:
    assert told(text) == [(agency, None)]


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("【AFP＝時事】仏パリで展示が始まった。", "時事通信"),
        ("［パリ　３日　AFP=時事］仏パリで展示が始まった。", "時事通信"),
        ("【パリAFP共同】仏パリで展示が始まった。", "共同通信"),
        ("仏パリで展示が始まった。（AFP＝時事）", "時事通信"),
    ],
)
def test_of_two_agencies_the_first_made_it_and_the_second_distributed_it(text: str, via: str) -> None:
    assert told(text) == [("AFP通信", via)]


@pytest.mark.parametrize(
    "text",
    [
        "橋が開通したと共同通信が報じた。",
        "ロイターによると、橋は3日に開通した。",
        "共同通信の3日の調べで、支持率が下がった。",
        "【ソウル＝岡田花子】外務省は3日、抗議した。",
        "また同じ10日のAP通信＝町は橋が落ちたとしている。",
        "【ソウル支局】外務省は3日、抗議した。",
        "３カ国が声明を出した。（日米共同）",
        "演説する首相＝ロイター",
        "３日、パリで（ロイター＝共同）",
        "【写真】演説する首相（共同）",
        "橋が開通した。（写真は国防省提供）",
        "橋が開通した。（写真：ロイター/アフロ）",
        "橋が開通した。（国防省提供）",
        "（以上3人は時事通信より）",
        "ＡＰＥＣが開かれた。（ＡＰＥＣ）",
    ],
)
def test_what_is_no_credit(text: str) -> None:
    """Agencies that sentences name as sources, bylines, whose a picture is, words that hold an agency's name."""
    assert told(text) == []


def test_the_words_of_a_credit_are_its_evidence() -> None:
    text = "　【モスクワ共同】大統領府は会談を発表した。"
    [credit] = credits("r", text)
    assert credit.evidence.text == "【モスクワ共同】" == credit.evidence.span.of(text)


def test_a_dateline_over_the_text_and_a_credit_behind_it_are_of_all_of_it() -> None:
    for text in (
        "【パリ共同】橋が開通した。\n\n駅も。",
        "橋が開通した。\n\n駅も。（共同）",
        "橋。\n\n（共同）\n\n駅。",
    ):
        [credit] = credits("r", text)
        assert credit.scope == Span(0, len(text))


def test_a_credit_of_one_paragraph_is_of_that_alone() -> None:
    text = "橋が開通した。\n\n駅もできた。（共同）\n\n町は祝った。"
    [credit] = credits("r", text)
    assert credit.scope.of(text) == "駅もできた。（共同）"
