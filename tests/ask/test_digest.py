from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from kirinuki.ask.digest import Report, why_there
from kirinuki.model.digest import Digest
from kirinuki.model.text import Evidence, Span
from kirinuki.model.weaving import Relation, Resemblance
from tests.ask import lighthouse
from tests.ask.reports import digest_of, report, retold, shown, the


def told(digest: Digest) -> dict[str, list[Span]]:
    """By revision, what the digest holds of it: items and what is folded under them."""
    spans: dict[str, list[Span]] = {}
    for item in digest.items():
        for evidence in (item.evidence, *(telling.evidence for telling in item.folded)):
            spans.setdefault(evidence.revision, []).append(evidence.span)
    return spans


class TestStory:
    def test_each_thing_is_shown_once_by_its_fullest_telling(self) -> None:
        assert shown(lighthouse.digest()) == [
            "白崎市は10日、老朽化した岬灯台を3年かけて修復すると発表した。費用は約2億円を見込む。",
            "市川さくら市長は会見で「灯台は町の目印だ。必ず残す」と述べた。",
            "工事は5月に始まる予定で、漁協は「作業船の航路に気をつけたい」としています。",
            "岬灯台の修復をめぐり、白崎市は11日、費用は約3億円を見込むと明らかにした。",
            "また「資材の値上がりが響いた」と説明した。",
            "観光協会によると、昨年の来訪者は4万人だったが、今年はさらに増える見込みだという。",
            "市川市長は「灯台は町の目印だ。必ず残す」と重ねて述べ、寄付を呼びかけた。",
        ]

    def test_a_later_telling_that_says_more_takes_the_earlier_one_in(self) -> None:
        item = the(lighthouse.digest(), "さらに増える")
        [telling] = item.folded
        assert telling.source.outlet == "北山日報"
        assert telling.evidence.text == "観光協会によると、昨年の来訪者は4万人だった。"

    def test_what_is_left_out_says_where_it_stands(self) -> None:
        digest = lighthouse.digest()
        ids = {item.id for item in digest.items()}
        second = digest.sections[1]
        assert [r.evidence.text[:6] for r in second.retold] == ["白崎市は10", "市川さくら市"]
        assert all(r.item in ids for section in digest.sections for r in section.retold)

    def test_a_changed_figure_is_shown_and_marked_as_an_update(self) -> None:
        item = the(lighthouse.digest(), "約3億円")
        [update] = item.updates
        assert update.earlier.text == "費用は約2億円を見込む。"
        assert not item.folded and not item.seen

    def test_a_sentence_told_before_in_part_is_shown_with_that_part_marked(self) -> None:
        item = the(lighthouse.digest(), "寄付を呼びかけた")
        [seen] = item.seen
        assert seen.later.text == "灯台は町の目印だ。必ず残す"

    def test_statements_carry_their_words_even_where_the_speaker_stands_elsewhere(self) -> None:
        [statement] = the(lighthouse.digest(), "資材の値上がり").statements
        assert (statement.speaker, statement.cue, statement.content) == (
            "白崎市",
            "説明した",
            "資材の値上がりが響いた",
        )
        assert statement.statement.speaker is not None and statement.statement.speaker.implicit

    def test_every_fact_of_the_sources_is_in_the_items_or_folds(self) -> None:
        held = told(lighthouse.digest())
        for source in lighthouse.REPORTS:
            reading = source.reading
            facts = [*reading.times, *reading.quantities, *reading.entities]
            facts += [statement.content for statement in reading.statements]
            for fact in facts:
                assert any(span.holds(fact) for span in held[source.source.revision]), fact.of(reading.text)

    def test_what_is_folded_has_each_of_its_facts_in_the_item(self) -> None:
        digest = lighthouse.digest()
        readings = {report.source.revision: report.reading for report in lighthouse.REPORTS}
        for item in digest.items():
            here = readings[item.evidence.revision]
            values = {(q.low, q.unit) for q in here.quantities if item.evidence.span.holds(q)}
            days = {(t.from_, t.until) for t in here.times if item.evidence.span.holds(t)}
            for telling in item.folded:
                reading, span = readings[telling.evidence.revision], telling.evidence.span
                assert {(q.low, q.unit) for q in reading.quantities if span.holds(q)} <= values
                assert {(t.from_, t.until) for t in reading.times if span.holds(t)} <= days
                assert all(e.of(reading.text) in item.text for e in reading.entities if span.holds(e))

    def test_characters_are_counted_without_white_space(self) -> None:
        digest = lighthouse.digest()
        texts = [report.revision.text for report in lighthouse.REPORTS]
        assert digest.characters_in == sum(len("".join(text.split())) for text in texts)
        assert digest.characters_shown == sum(len(text) for text in shown(digest))

    def test_ids_are_where_the_words_stand(self) -> None:
        texts = {report.source.revision: report.revision.text for report in lighthouse.REPORTS}
        for item in lighthouse.digest().items():
            revision, _, place = item.id.partition(":")
            start, end = map(int, place.split("-"))
            assert texts[revision][start:end] == item.text == item.evidence.text


def test_why_a_sentence_leads_and_others_fold_under_it() -> None:
    digest = lighthouse.digest()
    shown_, hidden = the(digest, "約2億円"), the(digest, "さらに増える")
    standing = list(why_there(digest, shown_.evidence))
    assert [what for what, _ in standing] == ["掲載", "たたむ", "たたむ", "出どころ"]
    assert standing[1][1] == "青波テレビ aonami1:0-34: 相手の方が先に伝えた (hand)"
    assert standing[-1][1] == "記事2・独立2: 北山日報 1本 独自／青波テレビ 1本 独自"
    [telling] = hidden.folded
    [(what, why)] = why_there(digest, telling.evidence)
    assert what == "たたまれる" and why.startswith(f"{hidden.id} の下: 相手はこの文のすべてを述べ")
    assert not list(why_there(digest, Evidence("elsewhere", Span(0, 3), "xxx")))


def test_who_tells_a_thing_in_other_words_elsewhere_counts_among_its_articles() -> None:
    digest = lighthouse.digest()
    quote, again, update = the(digest, "会見で"), the(digest, "寄付を呼びかけた"), the(digest, "約3億円")
    assert [origin.articles for origin in quote.origins.origins] == [
        ("article-kitayama1",),
        ("article-aonami1",),
        ("article-pasted1",),
    ]
    assert again.origins.articles == 2
    assert update.origins.articles == 1


class TestComments:
    def test_stand_at_their_item(self) -> None:
        digest = lighthouse.digest({"kitayama1:46-77": "初めて聞く言葉"})
        assert the(digest, "会見で").comment == "初めて聞く言葉"

    def test_follow_the_words_to_where_they_are_told_now(self) -> None:
        digest = lighthouse.digest({"aonami1:0-20": "よそでも", "kitayama1:79-90": "増えた"})
        assert the(digest, "約2億円").comment == "よそでも"
        assert the(digest, "さらに増える").comment == "増えた"

    def test_on_one_item_stand_together(self) -> None:
        digest = lighthouse.digest({"kitayama1:0-44": "一", "aonami1:0-20": "二"})
        assert the(digest, "約2億円").comment == "一\n\n二"

    def test_of_other_days_or_without_sense_are_passed_over(self) -> None:
        digest = lighthouse.digest({"elsewhere:0-3": "x", "kitayama1": "x", "kitayama1:900-901": "x"})
        assert all(item.comment is None for item in digest.items())


def test_an_empty_period_has_an_empty_page() -> None:
    assert digest_of([]).sections == ()
    assert digest_of([report("a", " \n\n ")]).sections[0].paragraphs == ()


def test_resemblances_to_reports_of_other_periods_are_passed_over() -> None:
    a, b = report("a", "橋が開通した。"), report("b", "橋が開通した。")
    digest = digest_of([b], retold(a, "橋が開通した。", b, "橋が開通した。", "same"))
    assert shown(digest) == ["橋が開通した。"] and not digest.items()[0].seen


sentences = st.text("橋駅市長開通しは、「」", max_size=12).map(lambda words: words + "。")
texts = st.lists(st.lists(sentences, min_size=1, max_size=3).map("".join), min_size=1, max_size=4).map(
    "\n".join
)
relations: st.SearchStrategy[Relation] = st.sampled_from(get_args(Relation))


@st.composite
def archives(draw: st.DrawFn) -> tuple[list[Report], list[Resemblance]]:
    reports = [report(f"r{n}", text) for n, text in enumerate(draw(st.lists(texts, min_size=1, max_size=4)))]

    def passage() -> Evidence:
        chosen = draw(st.sampled_from(reports))
        start = draw(st.integers(0, len(chosen.revision.text) - 1))
        end = draw(st.integers(start + 1, len(chosen.revision.text)))
        return Evidence(chosen.revision.id, Span(start, end), chosen.revision.text[start:end])

    found: list[Resemblance] = []
    for _ in range(draw(st.integers(0, 8))):
        relation = draw(relations)
        damage = draw(st.sampled_from([None, None, "開き括弧の欠落"]))
        found.append(Resemblance(passage(), passage(), relation, damage, (), 1.0, "drawn"))
    return reports, found


@given(archives())
def test_whatever_resembles_whatever_no_word_is_lost_and_none_shown_twice(
    archive: tuple[list[Report], list[Resemblance]],
) -> None:
    reports, found = archive
    digest = digest_of(reports, *found)
    held = told(digest)
    for source in reports:
        text = source.revision.text
        times_told = [0] * len(text)
        for span in held.get(source.source.revision, []):
            for i in range(span.start, span.end):
                times_told[i] += 1
        assert [n for c, n in zip(text, times_told, strict=True) if not c.isspace()] == [1] * len(
            "".join(text.split())
        )
    ids = [item.id for item in digest.items()]
    assert len(ids) == len(set(ids))
    assert {r.item for section in digest.sections for r in section.retold} <= set(ids)


@given(archives())
def test_the_order_in_which_resemblances_were_found_changes_nothing(
    archive: tuple[list[Report], list[Resemblance]],
) -> None:
    reports, found = archive
    assert digest_of(reports, *found) == digest_of(reports, *reversed(found))
