from __future__ import annotations

import datetime as dt
from itertools import permutations

from kirinuki.model.origins import Origins
from kirinuki.model.reading import Reading
from kirinuki.model.text import Evidence, Span
from kirinuki.model.weaving import Difference, Resemblance
from kirinuki.weave.origins import Account, Houses, Provenance

LONG = (
    "白崎市は10日、岬の先に立つ古い灯台を3年かけて修復し、来年の夏には一般に公開すると発表した。"
    "費用は約2億円と見込み、漁業者の団体とも協議しながら工事の時期を決めていくという。"
)
OTHER = "古い灯台の修復を白崎市が10日に明らかにした。漁協は見守る構えだ。"


def account(revision: str, outlet: str, text: str = OTHER) -> Account:
    reading = Reading(text, dt.date(2025, 4, 10), "hand", (Span(0, len(text)),), (), (), (), (), (), ())
    return Account(f"article-{revision}", outlet, revision, reading)


def whole(account: Account) -> Evidence:
    text = account.reading.text
    return Evidence(account.revision, Span(0, len(text)), text)


def same(a: Account, b: Account, words: str, *differences: tuple[str, str]) -> Resemblance:
    """That `words` stand in both; `differences` are places that differ, in the words of either."""

    def place(account: Account, words: str) -> Span:
        start = account.reading.text.index(words)
        return Span(start, start + len(words))

    spans = place(a, words), place(b, words)
    return Resemblance(
        Evidence(a.revision, spans[0], words),
        Evidence(b.revision, spans[1], words),
        "same",
        None,
        tuple(Difference(place(a, x), place(b, y)) for x, y in differences),
        1.0,
        "hand",
    )


def origins(*accounts: Account, reuse: tuple[Resemblance, ...] = (), houses: Houses | None = None) -> Origins:
    return Provenance(accounts, reuse, houses or Houses()).of([whole(a) for a in accounts])


def reasons(found: Origins) -> list[tuple[int, str, str]]:
    return [(len(origin.articles), origin.name, origin.why) for origin in found.origins]


def test_two_papers_with_one_agency_s_dispatch_and_a_station_of_its_own_are_two() -> None:
    found = origins(
        account("a", "北山日報", f"【白崎共同】{OTHER}"),
        account("b", "青波新聞", f"{OTHER}（共同）"),
        account("c", "岬テレビ"),
    )
    assert (found.articles, found.independent) == (3, 2)
    assert reasons(found) == [(2, "共同通信", "共同通信の配信"), (1, "岬テレビ", "独自")]


def test_the_agency_s_own_report_is_one_with_the_dispatch() -> None:
    found = origins(account("a", "時事ドットコム"), account("b", "北山日報", f"【白崎時事】{OTHER}"))
    assert reasons(found) == [(2, "時事通信", "時事通信の配信")]


def test_reports_of_one_outlet_are_one() -> None:
    found = origins(account("a", "北山日報"), account("b", "北山日報"), account("c", "北山日報デジタル"))
    assert reasons(found) == [(3, "北山日報", "同じ報道機関、同じ社・系列（北山日報）")]


def test_outlets_of_one_house_are_one_by_the_list_and_by_a_person_s_own() -> None:
    found = origins(account("a", "東京新聞"), account("b", "中日新聞Web"), account("c", "読売新聞オンライン"))
    assert reasons(found) == [(2, "中日新聞", "同じ社・系列（中日新聞）"), (1, "読売新聞オンライン", "独自")]
    own = Houses({"北山グループ": ["北山日報", "misaki"]}, {"misaki": "岬テレビ"})
    found = origins(account("a", "北山日報"), account("b", "岬テレビ"), houses=own)
    assert reasons(found) == [(2, "北山グループ", "同じ社・系列（北山グループ）")]


def test_a_newspaper_and_the_station_it_holds_shares_of_are_two() -> None:
    assert origins(account("a", "読売新聞"), account("b", "日本テレビ")).independent == 2


def test_what_an_outlet_took_over_is_not_its_own_report() -> None:
    """Two papers that both print a dispatch beside their own reports: three origins, not one."""
    found = origins(
        account("a", "北山日報"),
        account("b", "北山日報", f"【白崎共同】{OTHER}"),
        account("c", "青波新聞", f"【白崎共同】{OTHER}"),
        account("d", "青波新聞"),
    )
    assert reasons(found) == [
        (1, "北山日報", "独自"),
        (2, "共同通信", "共同通信の配信"),
        (1, "青波新聞", "独自"),
    ]


def test_a_credited_paragraph_is_the_agency_s_and_the_rest_the_outlet_s() -> None:
    mixed = account("a", "北山日報", "橋が開通した。（共同）\n町は祝った。")
    wire = account("b", "青波新聞", "橋が開通した。町は祝った。（共同）")
    provenance = Provenance([mixed, wire], [], Houses())
    text = mixed.reading.text
    bridge, town = (Evidence("a", Span(s, s + 6), text[s : s + 6]) for s in (0, text.index("町は")))
    assert provenance.of([bridge, whole(wire)]).independent == 1
    assert provenance.of([town, whole(wire)]).independent == 2


def test_a_long_text_word_for_word_is_one_report() -> None:
    a, b = account("a", "北山日報", LONG), account("b", "青波新聞", f"{LONG}漁協は歓迎した。")
    found = origins(a, b, reuse=(same(a, b, LONG),))
    [origin] = found.origins
    [join] = origin.joins
    letters = sum(c.isalnum() for c in LONG)
    assert (join.articles, join.tie, join.score) == (("article-a", "article-b"), "text", letters)
    assert origin.why == f"続けて{letters}字が同じ文章"


def test_sentences_that_follow_each_other_in_both_are_one_run() -> None:
    first, second = LONG.split("。")[0] + "。", LONG.split("。")[1] + "。"
    a, b = account("a", "北山日報", LONG), account("b", "青波新聞", f"{first}\n\n{second}")
    [join] = origins(a, b, reuse=(same(a, b, first), same(a, b, second))).origins[0].joins
    assert join.score == sum(c.isalnum() for c in LONG)


def test_a_speech_quoted_alike_is_no_common_text() -> None:
    speech = f"市長は「{LONG[:-1]}」と述べた。"
    a, b = account("a", "北山日報", speech), account("b", "青波新聞", f"会見で{speech}")
    assert origins(a, b, reuse=(same(a, b, speech),)).independent == 2


def test_the_same_facts_in_other_words_are_no_common_text() -> None:
    text = "白崎市は10日、岬の先に立つ古い灯台を3年かけて修復すると発表した。" + OTHER + OTHER
    a, b = account("a", "北山日報", text), account("b", "青波新聞", f"{text}{OTHER}")
    shared = "白崎市は10日、岬の先に立つ古い灯台を3年かけて修復すると発表した。"
    assert origins(a, b, reuse=(same(a, b, shared),)).independent == 2


def test_a_third_report_that_does_not_tell_the_thing_ties_nothing() -> None:
    a, b, c = (account(r, o, LONG) for r, o in (("a", "北山日報"), ("b", "青波新聞"), ("c", "岬テレビ")))
    provenance = Provenance([a, b, c], [same(a, b, LONG), same(a, c, LONG)], Houses())
    assert provenance.of(map(whole, (a, b, c))).independent == 1
    assert provenance.of(map(whole, (b, c))).independent == 2


def test_reports_of_nobody_known_are_each_their_own() -> None:
    assert reasons(origins(account("a", ""), account("b", ""))) == [
        (1, "", "出所の記載なし"),
        (1, "", "出所の記載なし"),
    ]


def test_the_order_of_resemblances_and_tellings_changes_nothing() -> None:
    accounts = [
        account("a", "北山日報", LONG),
        account("b", "青波新聞", LONG),
        account("c", "", f"{LONG}（共同）"),
        account("d", "岬テレビ"),
    ]
    reuse = [same(accounts[0], accounts[1], LONG), same(accounts[1], accounts[2], LONG)]
    found = {
        Provenance(accounts, ways, Houses()).of([whole(accounts[n]) for n in order])
        for ways in permutations(reuse)
        for order in permutations(range(4))
    }
    assert len(found) == 1
    assert [len(origin.articles) for origin in found.pop().origins] == [3, 1]
