"""Who said what, on sentences of our own: invented people, towns and outlets."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kirinuki.model.reading import Reading, Statement
from kirinuki.model.text import Span
from kirinuki.read.reader import Reader

PUBLISHED = dt.date(2025, 3, 12)
_READER = Reader()


def read(text: str) -> Reading:
    return _READER.read(text, PUBLISHED)


def said(text: str) -> list[tuple[str, str | None, str | None]]:
    """Content, speaker and relay of each statement; an implicit speaker is starred."""

    def words(span: Span | None) -> str | None:
        return None if span is None else span.of(text)

    return [
        (
            s.content.of(text),
            (words(s.speaker) or "") + "*" * s.speaker.implicit if s.speaker else None,
            words(s.via),
        )
        for s in read(text).statements
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # quotes and their cues
        ("山本町長は「橋を直す」と述べた。", [("橋を直す", "山本町長", None)]),
        ("町の担当者は「橋を直す」と説明。", [("橋を直す", "町の担当者", None)]),
        ("「橋を直す」と山本町長は話した。", [("橋を直す", "山本町長", None)]),
        ("「橋を直す」と話す山本町長。", [("橋を直す", "山本町長", None)]),
        ("山本町長「橋を直す」", [("橋を直す", "山本町長", None)]),
        ("山本町長は「橋を直す」と肩を落とした。", [("橋を直す", "山本町長", None)]),
        (
            "山本町長は「橋を直す」「道も直す」と述べた。",
            [("橋を直す", "山本町長", None), ("道も直す", "山本町長", None)],
        ),
        ("山本町長は「橋を直す」との考えを示した。", [("橋を直す", "山本町長", None)]),
        ("山本町長は「橋を直さなかった」ことを認めた。", [("橋を直さなかった", "山本町長", None)]),
        ("住民からは「橋が古い」との声が上がった。", [("橋が古い", "住民", None)]),
        # brackets that hold no saying
        ("町は「銀の橋」を直した。", []),
        ("町はこの橋を「銀の橋」と名付けた。", []),
        ("山本町長は「うそ」という題の本を書いた。", []),
        # reported clauses
        ("町は橋を直すと発表した。", [("橋を直す", "町", None)]),
        ("山本町長は11日、橋を直すと明らかにした。", [("橋を直す", "山本町長", None)]),
        ("山本町長は会見で、橋を直す方針を示した。", [("橋を直す", "山本町長", None)]),
        ("山本町長は橋が古くなっているという認識を示した。", [("橋が古くなっている", "山本町長", None)]),
        ("山本町長は橋が壊れていたことを明らかにした。", [("橋が壊れていた", "山本町長", None)]),
        ("山本町長は県に対し、橋を直すよう求めた。", [("橋を直す", "山本町長", None)]),
        ("山本町長は古い橋の撤去を求めた。", [("古い橋の撤去", "山本町長", None)]),
        ("山本町長は古い橋を直す必要性を訴えた。", [("古い橋を直す必要性", "山本町長", None)]),
        ("山本町長は橋の工事を急ぐ姿勢を示した。", []),
        ("町は古い橋を対象とした調査を始めた。", []),
        # several in one sentence
        (
            "山本町長は橋が壊れたと述べたうえで、「すぐに直す」と強調した。",
            [("橋が壊れた", "山本町長", None), ("すぐに直す", "山本町長", None)],
        ),
        (
            "山本町長は橋が壊れたと述べたほか、議会に対し予算の確保を求めた。",
            [("橋が壊れた", "山本町長", None), ("予算の確保", "山本町長", None)],
        ),
        (
            "県は橋の点検を行い、山本町長は、橋が壊れていたと明らかにした。",
            [("橋が壊れていた", "山本町長", None)],
        ),
        (
            "中央日日新聞によると、山本町長は「橋を直す」と述べた。",
            [("橋を直す", "山本町長", "中央日日新聞")],
        ),
        ("中央日日新聞によると、橋が壊れた。", [("橋が壊れた", "中央日日新聞", None)]),
        ("関係者への取材で、橋が壊れていたことが分かった。", [("橋が壊れていた", "関係者", None)]),
        ("橋が壊れていたことが、町への取材で分かった。", [("橋が壊れていた", "町", None)]),
        # lost brackets
        ("山本町長は橋を直す」と述べた。", [("橋を直す", "山本町長", None)]),
        ("山本町長は「橋を直すと述べた。", [("橋を直す", "山本町長", None)]),
        # quotes that stand alone
        ("「橋を直したい」。山本町長は静かに語った。", [("橋を直したい", "山本町長", None)]),
        ("「橋を直したい」。山本町長はこう話す。", [("橋を直したい", "山本町長", None)]),
        ("山本町長は次のように述べた。「橋を直したい」。", [("橋を直したい", "山本町長*", None)]),
    ],
)
def test_statements(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert said(text) == expected


def test_a_speaker_left_out_is_carried_from_the_sentence_before() -> None:
    text = "山本町長は「橋を直す」と述べた。\n\nそのうえで「道も直す」と強調した。\n\n雨がやんだ。"
    assert said(text) == [("橋を直す", "山本町長", None), ("道も直す", "山本町長*", None)]


def test_a_source_is_carried_to_the_hearsay_behind_it_only() -> None:
    text = "関係者によりますと、橋は来月直されます。工事は夜に行われるということです。"
    assert [(content, speaker) for content, speaker, _ in said(text)] == [
        ("橋は来月直されます", "関係者"),
        ("工事は夜に行われる", "関係者*"),
    ]
    assert read("工事は夜に行われるということです。").hedged


def test_kind_cue_and_day() -> None:
    text = "山本町長は11日、「橋を直す」と述べ、費用は3億円だと説明した。"
    direct, indirect = read(text).statements
    assert (direct.kind, indirect.kind) == ("direct", "indirect")
    assert direct.cue is not None and direct.cue.of(text) == "述べ"
    assert indirect.cue is not None and indirect.cue.of(text) == "説明した"
    assert direct.said is not None and (direct.said.from_, direct.said.until) == ("2025-03-11", "2025-03-12")
    assert indirect.said == direct.said


def test_the_day_of_a_meeting_is_when_it_was_said() -> None:
    (statement,) = read("山本町長は10日の記者会見で「橋を直す」と述べた。").statements
    assert statement.said is not None and statement.said.from_ == "2025-03-10"


@pytest.mark.parametrize(
    ("text", "marker", "kind"),
    [
        ("橋は古くなっていたという。", "という", "hearsay"),
        ("橋は古くなっていたとされる。", "とされる", "hearsay"),
        ("橋は古くなっていたと伝えられている。", "と伝えられている", "hearsay"),
        ("橋は古くなっていたとみられています。", "とみられています", "inference"),
        ("橋は古くなっている可能性がある。", "可能性がある", "inference"),
        ("橋は落ちる恐れもあります。", "恐れもあります", "inference"),
        ("橋は古くなっていたようです。", "ようです", "inference"),
        ("橋の工事は来年も続くと観測されている。", "と観測されている", "inference"),
        ("橋の工事は来年も続くとの事。", "との事", "hearsay"),
        ("橋の工事が来年も続くことが伝えられた。", "ことが伝えられた", "hearsay"),
        ("橋は落ちる恐れも出てきた。", "恐れも出てきた", "inference"),
        ("橋は落ちる可能性も否定できない。", "可能性も否定できない", "inference"),
        ("橋は閉まるもようだ。", "もようだ", "inference"),
        ("橋は割高だとの見方もある。", "見方もある", "inference"),
        ("橋は割高だという見方が広がっている。", "見方が広がっている", "inference"),
        ("橋は要らないとの声が上がっている。", "声が上がっている", "hearsay"),
    ],
)
def test_what_nobody_is_named_for_is_hedged(text: str, marker: str, kind: str) -> None:
    reading = read(text)
    assert [(h.marker, h.kind) for h in reading.hedged] == [(marker, kind)]
    assert reading.hedged[0].of(text) == text.removesuffix("。")
    assert not reading.statements


@pytest.mark.parametrize(
    "text",
    [
        "橋は来月直される見通しだ。",  # a forecast is told as a fact about a plan
        "県によると、橋は落ちる恐れがある。",
        "山本町長は、橋が落ちる可能性があると述べた。",
        "山本町長は「橋は古くなっていたとみられる」と述べた。",
        "山本町長は「橋は古くなっていたのではないか」という。",
        "橋の費用は町が払うこととされている。",  # a rule
        "橋の工事は大変な力の入れようだった。",
        "反対の声が多い。",
        "住民からは、橋は要らないとの声が上がっている。",
    ],
)
def test_what_somebody_is_named_for_is_not_hedged(text: str) -> None:
    assert not read(text).hedged


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("山本町長は橋を直すと述べた。", "said"),
        ("山本町長は橋が古いと主張した。", "claimed"),
        ("山本町長は橋が古いとしている。", "claimed"),
        ("山本町長は橋が壊れていたことを認めた。", "admitted"),
        ("山本町長は橋が壊れていたことを認めなかった。", "denied"),
        ("山本町長は「橋は壊れていない」と反論した。", "denied"),
        ("町は橋を直すと発表した。", "announced"),
        ("山本町長は県に橋を直すよう求めた。", "demanded"),
        ("山本町長は県に橋を直すよう伝えた。", "demanded"),
        ("山本町長は古い橋の撤去を求めた。", "demanded"),
        ("山本町長は橋が落ちると警告した。", "warned"),
        ("県警は橋が落ちたとみている。", "guessed"),
        ("山本町長は橋が古いとの見方を示した。", "guessed"),
        ("山本町長は橋が落ちるとの懸念を表明した。", "warned"),
        ("山本町長は橋が落ちるとの見方を否定した。", "denied"),
        ("山本町長は橋が古いとの考えを示した。", "claimed"),
        ("山本町長は橋を直す考えを示した。", "announced"),
        ("山本町長は「橋を直す」と肩を落とした。", "said"),
        ("町によると、橋は古い。", "said"),
        ("山本町長「橋を直す」", None),
    ],
)
def test_the_cue_tells_how_it_was_said(text: str, stance: str | None) -> None:
    (statement,) = read(text).statements
    assert statement.stance == stance


def test_nothing_is_carried_into_or_out_of_a_quote() -> None:
    text = "山本町長は「村長が橋を直すと述べた」と話した。「道も直す」とも述べた。"
    assert ("道も直す", "山本町長*", None) in said(text)


PIECES = [
    *("「", "」", "『", "』", "。", "、", "(", ")", "\n\n", " ", "と", "は", "が", "A"),
    *(
        "述べた",
        "としている",
        "によると",
        "ということです",
        "ことを明らかにした",
        "よう求めた",
        "との見方を示し",
    ),
    *("町長", "中央新聞", "11日", "橋を直す", "こう話す"),
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=120))
@example("「」によると、橋を直すという。")
def test_any_text_is_read_and_every_span_lies_in_it(text: str) -> None:
    reading = read(text)
    for statement in reading.statements:
        assert 0 <= statement.content.start < statement.content.end <= len(text)
        for span in (statement.speaker, statement.cue, statement.via):
            assert span is None or 0 <= span.start < span.end <= len(text)
    for hedge in reading.hedged:
        assert hedge.of(text).strip()


@pytest.mark.parametrize(
    "text",
    [
        "町長は「橋を直す」と述べ、" * 15_000,
        "「" * 1000 + "橋" + "」と述べた" * 1000,
        "橋は直すと述べ" * 20_000,
        "町によると" * 30_000,
        "「橋を直す」" * 20_000,
    ],
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    start = time.perf_counter()
    read(text)
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize("text", ["。『』]。[[]]", "\x1f\x1b", "「」「」"])
def test_a_sentence_without_words_says_nothing(text: str) -> None:
    assert Reader().read(text, dt.date(2025, 12, 31)).statements == ()


def test_nobody_has_spoken_on_a_day_to_come() -> None:
    text = "会社側は、1月5日に予定されている会議について、順番は未定だと説明した。"
    (statement,) = Reader().read(text, dt.date(2025, 12, 30)).statements
    assert statement.said is None


def test_a_note_of_the_outlet_is_said_by_nobody_of_the_report() -> None:
    text = "浅井教授は「断定はできない」と話した。\n\n※当初「2人が死亡」と伝えましたが、誤りでした。"
    first, note = Reader().read(text, dt.date(2025, 12, 30)).statements
    assert first.speaker is not None
    assert note.speaker is None


@pytest.mark.parametrize("words", ["首都レヴァで記者団に、", "公式サイトにて", "会見で"])
def test_where_and_to_whom_it_was_said_is_no_part_of_it(words: str) -> None:
    text = f"ハルン次官は30日、{words}交渉を月末に再開すると明らかにした。"
    (statement,) = Reader().read(text, dt.date(2025, 12, 30)).statements
    assert statement.content.of(text) == "交渉を月末に再開する"


def test_a_pointer_without_a_name_points_for_who_spoke_last_or_for_nobody() -> None:
    def statements(words: str) -> tuple[Statement, ...]:
        quote = "「夜の海がすべてです。だから撮るんです」"
        return Reader().read(f"{words}\n{quote}", dt.date(2025, 12, 30)).statements

    known, pointed = statements("浜野監督は「続ける」と話した。当時の取材に、こう語っている。")
    assert known.speaker is not None and pointed.speaker is not None
    assert (pointed.speaker.start, pointed.speaker.implicit) == (known.speaker.start, True)
    (alone,) = statements("当時の取材に、こう語っている。")
    assert alone.speaker is None
    assert statements("町はこう変わった。")[0].cue != alone.cue


def test_a_day_on_which_another_acted_is_not_when_it_was_said() -> None:
    text = "海軍は29日、港を砲撃し、港町の浜野市長は、建物に被害が出たと明らかにした。"
    (statement,) = Reader().read(text, dt.date(2025, 12, 30)).statements
    assert statement.said is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("山本町長は「橋を直す」と述べた。", "「…」と＋述語「述べる」"),
        ("山本町長は「橋を直す」と肩を落とした。", "「…」と＋節を閉じる動詞「落とす」"),
        ("山本町長は橋を直すと発表した。", "節＋と＋述語「発表」"),
        ("山本町長は橋を直す方針を示した。", "節＋内容の名詞＋述語「示す」"),
        ("町によると、橋は古い。", "出どころ「…によると」の受ける節"),
    ],
)
def test_a_statement_tells_by_what_rule_it_was_found(text: str, why: str) -> None:
    (statement,) = read(text).statements
    assert statement.why.startswith(why)


def test_a_hedge_tells_on_what_words_it_stands() -> None:
    (hedge,) = read("橋は古かったという。").hedged
    assert hedge.why == "文を閉じる伝聞「という」に、伝えた人の名がない"
