"""Who is who over articles, on invented news."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.model.chronicle import Mention, Party
from kirinuki.read.reader import Reader
from kirinuki.weave.naming import (
    extends,
    is_outlet,
    key_of,
    office,
    parts_of,
    party_names,
    standing,
    untitled,
)
from kirinuki.weave.people import Ruling, namings_of, parties

READER = Reader()


def told(
    *articles: str,
    storylines: dict[str, str] | None = None,
    rulings: tuple[Ruling, ...] = (),
    show: bool = False,
) -> list[Party]:
    """The parties of articles, each 「day text」, the day as 05-03 or 2027-05-03; their ids are a, b, c …"""
    return parties(
        namings_of(mentions(*articles)), lambda article: (storylines or {}).get(article), rulings, show=show
    )


def mentions(*articles: str) -> list[Mention]:
    found = []
    for id, article in zip("abcdefgh", articles, strict=False):
        day, _, text = article.partition(" ")
        day = day if len(day) > 5 else f"2025-{day}"
        reading = READER.read(text, dt.date.fromisoformat(day))
        found += [
            Mention(id, id, "minato", day, reading.text[name.start : name.end], name)
            for name in party_names(reading)
        ]
    return found


def who(found: list[Party]) -> dict[str, list[str]]:
    """Each party's name and the articles that name it."""
    return {party.id: sorted({m.article for m in party.mentions}) for party in found}


FULL = "大沢健一市長は3日、港の工事を再開すると述べた。"
SHORT = "大沢市長は「工事は遅れる」と話した。"


def test_a_short_name_joins_the_full_name_of_its_title() -> None:
    found = told(f"05-03 {FULL}", f"05-05 {SHORT}")
    assert who(found) == {"大沢健一@a": ["a", "b"]}
    assert found[0].aliases == ("大沢",)
    assert [(t.title, t.articles) for t in found[0].titles] == [("市長", 2)]
    assert not found[0].private and "市長" in found[0].decided
    assert "同じ肩書 市長" in found[0].joined[0].why


def test_the_full_name_may_come_later() -> None:
    assert who(told(f"05-03 {SHORT}", f"05-05 {FULL}")) == {"大沢健一@b": ["a", "b"]}


def test_two_of_one_surname_stay_two() -> None:
    witness = "現場を見た大沢実さん(32)は「大きな音がした」と話した。"
    found = told(f"05-03 {FULL}{witness}", f"05-04 {SHORT}", "05-04 大沢さんは「眠れなかった」と話した。")
    assert who(found)["大沢健一@a"] == ["a", "b"]
    assert sorted(map(len, who(found).values())) == [1, 1, 2] or who(found)["大沢実@a"] == ["a", "c"]
    assert next(p for p in found if p.name == "大沢実").private


def test_two_with_one_title_leave_the_short_one_apart() -> None:
    found = told("05-03 佐藤健一議員と佐藤実議員が出席した。", "05-04 佐藤議員は「反対だ」と述べた。")
    alone = next(party for party in found if party.name == "佐藤")
    assert "二人以上" in alone.joined[-1].why


def test_father_and_son_are_told_by_the_day() -> None:
    found = told(
        "2010-05-03 ミハイル・ザハロフ大統領は3日、演説した。",
        "2010-06-01 ザハロフ大統領は国境を閉じると述べた。",
        "2020-05-03 イーゴリ・ザハロフ大統領は3日、演説した。",
        "2020-06-01 ザハロフ大統領は国境を開くと述べた。",
    )
    assert who(found) == {"ミハイル・ザハロフ@a": ["a", "b"], "イーゴリ・ザハロフ@c": ["c", "d"]}


def test_foreign_names_meet_by_the_family_name_in_any_spelling() -> None:
    found = told(
        "05-03 ミハイル・ザハロフ大統領は3日、会談した。",
        "2026-09-01 ミハイール・ザハーロフ氏は演説した。",
        "2027-09-01 ザハロフ氏は演説した。",
    )
    assert len(found) == 1 and found[0].articles == 3


def test_a_storyline_goes_before_the_days() -> None:
    articles = (
        "05-03 無職の大沢健一容疑者(32)が逮捕された。",
        "05-05 無職の大沢実容疑者(40)が逮捕された。",
        "05-06 大沢容疑者は「知らない」と話している。",
    )
    lines = {"a": "x", "b": "y", "c": "x"}
    assert who(told(*articles, storylines=lines))["大沢健一@a"] == ["a", "c"]
    lines["c"] = "y"
    assert who(told(*articles, storylines=lines))["大沢実@b"] == ["b", "c"]


def test_a_suspect_is_not_the_mayor_of_his_name_unless_the_text_says_so() -> None:
    later = "2026-09-01 無職の大沢健一容疑者(32)が逮捕された。"
    found = told(f"05-03 {FULL}", later)
    assert [(p.articles, p.private) for p in found] == [(1, False), (1, True)]
    known = told(f"05-03 {FULL}", "2026-09-01 前市長の大沢健一容疑者(62)が逮捕された。")
    assert [(p.articles, p.private) for p in known] == [(2, False)]
    assert "2026-09-01からは容疑者とも呼ばれる" in known[0].decided


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("無職の大沢健一容疑者が逮捕された。", True),
        ("近くに住む大沢健一さん(72)がけがをした。", True),
        ("大沢健一ちゃんが行方不明になった。", True),
        ("大沢健一社長が会見した。", False),
        ("俳優の大沢健一さんが結婚した。", False),
        ("大沢健一選手が優勝した。", False),
        ("教諭の大沢健一被告の公判が開かれた。", True),
    ],
)
def test_who_is_private(text: str, private: bool) -> None:
    (party,) = [p for p in told(f"05-03 {text}") if p.type == "PERSON"]
    assert party.private is private
    assert party.decided


def test_the_archive_may_show_all_and_a_person_decides_before_it() -> None:
    article = "05-03 無職の大沢健一容疑者が逮捕された。"
    assert not told(article, show=True)[0].private
    assert told(article, show=True, rulings=(Ruling("private", "大沢健一"),))[0].private
    assert not told(article, rulings=(Ruling("public", "大沢健一@a"),))[0].private


def test_a_persons_word_joins_and_parts() -> None:
    articles = (f"05-03 {FULL}", f"05-05 {SHORT}", "2026-09-01 ミハイル・ザハロフ氏が演説した。")
    apart = told(*articles, rulings=(Ruling("apart", "大沢健一@a", "大沢@b"),))
    assert len([p for p in apart if p.type == "PERSON"]) == 3
    assert any("人が別人と決めた" in j.why for p in apart for j in p.joined)
    same = told(*articles, rulings=(Ruling("same", "大沢健一", "ミハイル・ザハロフ"),))
    assert same[0].articles == 3
    named = told(*articles, rulings=(Ruling("alias", "大沢健一", "港の顔"),))
    assert "港の顔" in named[0].aliases


def test_an_abbreviation_introduced_anywhere_is_the_organisation() -> None:
    found = told("05-03 三崎電機(MDK)は3日、発表した。", "05-06 MDKによると、工場は止まっている。")
    assert who(found) == {"三崎電機@a": ["a", "b"]}
    assert found[0].aliases == ("MDK",)


def test_a_country_is_a_party_and_a_town_is_none() -> None:
    found = told("05-03 米国とアメリカは同じ国だ。横浜でも報じられた。")
    assert [(p.type, p.id) for p in found] == [("PLACE", "US@a")]


def test_any_order_gives_the_same_parties() -> None:
    articles = [f"05-03 {FULL}", f"05-05 {SHORT}", "05-04 佐藤健一議員と佐藤実議員が話した。"]
    articles.append("05-06 佐藤議員が話した。")
    some = mentions(*articles)
    known = parties(namings_of(some), lambda article: None)
    for seed in range(5):
        random.Random(seed).shuffle(some)
        namings = namings_of(sorted(some, key=lambda m: (m.article, m.name.start)))
        random.Random(seed).shuffle(namings)
        assert parties(namings, lambda article: None) == known


NAMES = [
    "大沢",
    "健一",
    "佐藤",
    "実",
    "ザハロフ",
    "ミハイル",
    "・",
    "市長",
    "容疑者",
    "さん",
    "氏",
    "首相",
    "は",
    "と",
    "、",
    "。",
]
NAMES += [
    "(",
    ")",
    "32",
    "の",
    "俳優",
    "国際",
    "機関",
    "IAEA",
    "米国",
    "元",
    "世",
    "2",
    "ー",
    "ッ",
    "𠮷",
    "ﾀ",
    "\u3099",
    "\n",
]


@given(st.lists(st.lists(st.sampled_from(NAMES), max_size=25).map("".join), max_size=4))
def test_no_text_raises(texts: list[str]) -> None:
    found = told(*(f"05-{n + 1:02} {text}" for n, text in enumerate(texts)))
    every = [m for party in found for m in party.mentions]
    assert len({(m.article, m.name.start) for m in every}) == len(every)
    for party in found:
        assert (party.mentions and party.decided and party.id.partition("@")[0] == party.name) or party.type == "PLACE"  # fmt: skip


@given(st.text(max_size=12), st.text(max_size=12))
def test_no_name_raises(one: str, other: str) -> None:
    assert parts_of(one) and isinstance(key_of(one), str)
    assert extends(one, other) in (True, False)
    assert standing(one) and (office(one) is None or office(one))
    assert "".join(part for part in untitled(one) if part) == one
    assert is_outlet(one) in (True, False)


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("大沢健一", "大沢"),
        ("林健一", "林"),
        ("佐々木洋", "佐々木"),
        ("大沢", "大沢"),
        ("ラド・タロン", "タロン"),
        ("キム・タロン2世", "タロン"),
        ("大沢みずほ", "大沢"),
    ],
)
def test_the_family_name(name: str, family: str) -> None:
    assert parts_of(name).family == family


def test_one_office_has_many_titles() -> None:
    assert office("前内閣総理大臣") == office("英首相") == office("総理") == "首相"
    assert office("東京都知事") == "知事"
    assert office("さん") is None
    assert untitled("大沢市長") == ("大沢", "市長")


def test_parts_of_foreign_names() -> None:
    assert extends("ラド・W・タロン", "ラド・タロン")
    assert extends("ラド・ウォーカー・タロン", "ラド・W・タロン")
    assert extends("ラド・タロン", "タロン")
    assert not extends("ラド・タロン", "キム・タロン")
    assert not extends("ラド・タロン", "B・タロン")
