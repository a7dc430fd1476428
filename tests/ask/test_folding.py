from __future__ import annotations

from kirinuki.model.text import Evidence, Span
from kirinuki.model.weaving import Resemblance
from tests.ask.reports import digest_of, report, retold, said, shown, the


class TestWhoLeads:
    def test_of_equals_the_earlier(self) -> None:
        a = report("a", "橋が開通した。")
        b = report("b", "橋が開通した。")
        assert (
            the(
                digest_of([a, b], retold(a, "橋が開通した。", b, "橋が開通した。", "same")), "橋"
            ).evidence.revision
            == "a"
        )

    def test_politeness_is_no_fullness(self) -> None:
        a = report("a", "橋が開通した。")
        b = report("b", "橋が開通しました。")
        found = retold(
            a, "橋が開通した。", b, "橋が開通しました。", "reworded", ("開通|した", "開通|しました")
        )
        assert shown(digest_of([a, b], found)) == ["橋が開通した。"]

    def test_the_fuller_of_two_that_say_the_same(self) -> None:
        a = report("a", "橋が開通した。")
        b = report("b", "橋が無事開通した。")
        found = retold(a, "橋が開通した。", b, "橋が無事開通した。", "reworded", ("橋が|", "無事"))
        assert shown(digest_of([a, b], found)) == ["橋が無事開通した。"]

    def test_the_whole_one_where_capturing_damaged_the_other(self) -> None:
        a = report("a", "市長は橋は宝だ」と述べた。")
        b = report("b", "市長は「橋は宝だ」と述べた。")
        found = retold(a, a.revision.text, b, b.revision.text, "same", damage="開き括弧の欠落")
        assert shown(digest_of([a, b], found)) == [b.revision.text]

    def test_a_report_is_not_cut_to_pieces_for_another(self) -> None:
        a = report("a", "橋が開通した。市長が渡った。")
        b = report("b", "橋が開通した。市長が児童30人と渡った。", quantities={"30人": (30, "人")})
        digest = digest_of(
            [a, b],
            retold(a, "橋が開通した。", b, "橋が開通した。", "same"),
            retold(a, "市長が渡った。", b, "市長が児童30人と渡った。", "extended", ("市長が|", "児童30人と")),
        )
        assert shown(digest) == ["橋が開通した。市長が児童30人と渡った。"]
        assert digest.sections[0].paragraphs == ()

    def test_a_telling_two_steps_away_folds_too(self) -> None:
        a = report("a", "橋が開通した。")
        b = report("b", "橋が無事開通した。")
        c = report("c", "橋が無事、町に開通した。")
        digest = digest_of(
            [a, b, c],
            retold(a, "橋が開通した。", b, b.revision.text, "extended", ("橋が|", "無事")),
            retold(b, b.revision.text, c, c.revision.text, "extended", ("橋が無事|", "町に")),
        )
        assert shown(digest) == [c.revision.text]
        assert [t.source.revision for t in digest.items()[0].folded] == ["a", "b"]

    def test_a_repeat_inside_one_report_folds(self) -> None:
        a = report("a", "橋が開通した。\n\n橋が開通した。")
        text = a.revision.text
        twin = Evidence("a", Span(9, 16), text[9:16])
        found = Resemblance(Evidence("a", Span(0, 7), text[:7]), twin, "same", None, (), 1.0, "hand")
        digest = digest_of([a], found)
        assert shown(digest) == ["橋が開通した。"]
        assert digest.sections[0].retold[0].evidence == twin


class TestWhatDoesNotFold:
    def test_the_same_words_about_another_day(self) -> None:
        a = report("a", "きょう開通した。", times={"きょう": ("2025-04-10", "2025-04-11")})
        b = report("b", "きょう開通した。", times={"きょう": ("2025-04-11", "2025-04-12")})
        assert (
            len(shown(digest_of([a, b], retold(a, "きょう開通した。", b, "きょう開通した。", "same")))) == 2
        )

    def test_the_same_words_by_another_speaker(self) -> None:
        statement = said("橋は宝だ", "森本さん", "話す")
        a = report("a", "森本さんは「橋は宝だ」と話す。", names=["森本"], statements=[statement])
        b = report(
            "b",
            "岡田さんは「橋は宝だ」と話す。",
            names=["岡田"],
            statements=[statement | {"speaker": "岡田さん"}],
        )
        found = retold(a, a.revision.text, b, b.revision.text, "reworded", ("森本", "岡田"))
        assert len(shown(digest_of([a, b], found))) == 2

    def test_a_figure_of_its_own(self) -> None:
        a = report("a", "橋が開通した。")
        b = report("b", "橋が5年で開通した。", quantities={"5年": (5, "年")})
        found = retold(a, a.revision.text, b, b.revision.text, "reworded", ("橋が|", "5年で"))
        assert shown(digest_of([a, b], found)) == [b.revision.text]

    def test_a_clause_of_its_own_without_any_fact(self) -> None:
        a = report("a", "長い工事の末に待ちわびた橋が開通した。")
        b = report("b", "橋が降りしきる雨のなかで静かに開通した。")
        changes = [("長い工事の末に待ちわびた", "|"), ("橋が|", "降りしきる雨のなかで静かに")]
        found = retold(a, a.revision.text, b, b.revision.text, "reworded", *changes)
        assert len(shown(digest_of([a, b], found))) == 2

    def test_an_update(self) -> None:
        a = report("a", "けが人は3人だ。", quantities={"3人": (3, "人")})
        b = report("b", "けが人は5人だ。", quantities={"5人": (5, "人")})
        digest = digest_of([a, b], retold(a, "けが人は3人だ。", b, "けが人は5人だ。", "updated", ("3", "5")))
        assert [len(item.updates) for item in digest.items()] == [0, 1]

    def test_a_longer_telling_under_a_shorter_one(self) -> None:
        a = report("a", "橋が開通した。")
        b = report("b", "橋が開通し、町は喜びに沸いた。")
        found = retold(a, "橋が開通した。", b, b.revision.text, "extended", ("した", "し、町は喜びに沸いた"))
        assert shown(digest_of([a, b], found)) == [b.revision.text]


class TestWhatStandsAroundARepeat:
    def test_a_sentence_folds_under_one_that_says_all_of_it_beside_the_quote(self) -> None:
        quote = "ことしは備えを強めた。来年はもっと強くなるだろう"
        a = report(
            "a", f"さらに市長は「{quote}」と述べ、国の支援も踏まえ、台風に備える姿勢を重ねて強調した。"
        )
        b = report(
            "b",
            f"町は川の堤を直したとしていて、市長は「{quote}」と述べて国の支援も踏まえ、台風に備える姿勢を強調した。",
        )
        digest = digest_of([a, b], retold(a, quote, b, quote, "same"))
        assert shown(digest) == [b.revision.text]
        [telling] = digest.items()[0].folded
        assert telling.evidence.text == a.revision.text
        assert telling.resemblance.relation == "extended"

    def test_one_with_another_clause_beside_it_does_not(self) -> None:
        quote = "ことしは備えを強めた。来年はもっと強くなるだろう"
        a = report("a", f"市長は「{quote}」と述べ、寄付への感謝の言葉で会見を結んだ。")
        b = report(
            "b", f"町は川の堤を直したとしていて、市長は「{quote}」と述べて台風に備える姿勢を強調した。"
        )
        assert len(shown(digest_of([a, b], retold(a, quote, b, quote, "same")))) == 2


def test_other_words_of_the_same_length_keep_a_sentence_unfolded() -> None:
    a = report("a", "橋が10日に開通し、漁協の組合長らが式で鐘を鳴らした。")
    b = report("b", "橋が10日に開通し、雨のため来賓の到着が少し遅れた。")
    changes = ("漁協の組合長らが式で鐘を鳴らし", "雨のため来賓の到着が少し遅れ")
    found = retold(a, a.revision.text, b, b.revision.text, "reworded", changes)
    assert len(shown(digest_of([a, b], found))) == 2


def test_another_quote_is_another_statement() -> None:
    a = report(
        "a", "市長は「急ぐ必要はない」と話した。", statements=[said("急ぐ必要はない", "市長", "話した")]
    )
    b = report("b", "市長は「すぐに直す」と話した。", statements=[said("すぐに直す", "市長", "話した")])
    found = retold(a, a.revision.text, b, b.revision.text, "reworded", ("急ぐ必要はない", "すぐに直す"))
    assert len(shown(digest_of([a, b], found))) == 2


def test_a_name_with_its_reading_glued_in_is_that_name() -> None:
    a = report("a", "館長の久我(くが)正人さんが話した。", names=["久我(くが)正人"])
    b = report("b", "館長の久我くが正人さんが話した。", names=["久我くが正人"])
    found = retold(a, a.revision.text, b, b.revision.text, "same", damage="ルビの混入")
    assert len(shown(digest_of([a, b], found))) == 1
