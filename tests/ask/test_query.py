from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.ask.query import parse, quoted
from kirinuki.errors import QueryError
from kirinuki.model.query import AllOf, AnyOf, Days, Named, Node, Not, Words


def both(*parts: Node) -> AllOf:
    return AllOf(parts)


def either(*parts: Node) -> AnyOf:
    return AnyOf(parts)


A, B, C = Words("港"), Words("橋"), Words("市長")


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("港", A),
        (" 港　橋 ", both(A, B)),
        ('港 "橋"', both(A, Words("橋", literal=True))),
        ('"港 橋"', Words("港 橋", literal=True)),
        ("”港”", Words("港", literal=True)),
        ('"“港”"', Words("“港”", literal=True)),
        ('"" 港', A),
        ("港 OR 橋", either(A, B)),
        ("港 橋 OR 市長", either(both(A, B), C)),
        ("港 (橋 OR 市長)", both(A, either(B, C))),
        ("港（橋）", Words("港（橋）")),
        ("(港（橋）)", Words("港（橋）")),
        ("港 -橋", both(A, Not(B))),
        ("港 －(橋 市長)", both(A, Not(both(B, C)))),
        ("ー港 ー橋", both(Words("ー港"), Not(B))),
        ("-", Words("-")),
        ("--港", Words("--港")),
        ("OR港", Words("OR港")),
        ("or", Words("or")),
        ("10:30", Words("10:30")),
        ("https://example.jp/a", Words("https://example.jp/a")),
        ("首相：会見", Words("首相：会見")),
        ("speaker:市長", Named("speaker", "市長")),
        ("Ｓｐｅａｋｅｒ：市長", Named("speaker", "市長")),
        ("話者：市長", Named("speaker", "市長")),
        ('outlet:"みなと 新報"', Named("outlet", "みなと 新報")),
        ("(tag:港 OR figure:隻)", either(Named("tag", "港"), Named("figure", "隻"))),
        ("-kind:発言", Not(Named("kind", "statement"))),
        ("変更:削除", Named("changed", "dropped")),
        ("date:2022-12-29..30", Days("date", dt.date(2022, 12, 29), dt.date(2022, 12, 31))),
        ("date:2022-12-29..2023-01-03", Days("date", dt.date(2022, 12, 29), dt.date(2023, 1, 4))),
        ("date:2022-12..", Days("date", dt.date(2022, 12, 1), None)),
        ("date:..20221229", Days("date", None, dt.date(2022, 12, 30))),
        ("when:2023-12", Days("when", dt.date(2023, 12, 1), dt.date(2024, 1, 1))),
        ("いつ：２０２３年", Days("when", dt.date(2023, 1, 1), dt.date(2024, 1, 1))),
        ("date:2024年2月29日〜3月1日", Days("date", dt.date(2024, 2, 29), dt.date(2024, 3, 2))),
    ],
)
def test_what_is_written_means(query: str, tree: Node) -> None:
    assert parse(query).root == tree


@pytest.mark.parametrize(
    ("query", "message", "caret"),
    [
        ("", "検索語がありません", None),
        (" 　", "検索語", None),
        ('""', "検索語", None),
        ('港 "市長', "3 文字目", '"'),
        ("港 speeker:市長", "speaker: ではありませんか", "speeker"),
        ("xyzzy:市長", "あるのは outlet:", "xyzzy"),
        ("話者: 市長", "値がありません", "話者:"),
        ("date:2022-13-01", "期間", "2022-13-01"),
        ("date:2022-12-30..29", "期間", "2022-12-30..29"),
        ("date:9999", "期間", "9999"),
        ("kind:statment", "statement ではありませんか", "statment"),
        ("changed:消えた", "dropped", "消えた"),
        ("港 (橋", "閉じていません", "("),
        ("港 ) 橋", "開いていません", ")"),
        ("()", "括弧の中", "()"),
        ("OR 港", "OR の前後", "OR"),
        ("港 OR", "OR の前後", None),
        ("港 OR OR 橋", "OR の前後", "OR"),
        ("港\x07", "制御文字", None),
        ("\udcff", "文字", None),
    ],
)
def test_an_error_names_the_place_and_the_mend(query: str, message: str, caret: str | None) -> None:
    with pytest.raises(QueryError, match=message) as raised:
        parse(query)
    if caret is not None:
        _, shown, carets = str(raised.value).split("\n")
        at = {}
        column = 0
        for character in shown:
            at[column] = character
            column += 1 + (character > "\u2e80")
        assert "".join(at.get(n, "") for n, c in enumerate(carets) if c == "^") == caret


@given(
    st.text(st.sampled_from('港橋 　"“”-ー()（）:：ORabdate:2022-.speaker:\0') | st.characters(), max_size=30)
)
def test_whatever_is_written_is_a_query_or_an_error(text: str) -> None:
    try:
        query = parse(text)
    except QueryError as e:
        assert "\n" not in str(e).partition("\n")[0]
    else:
        assert query.text == text


@given(st.text(min_size=1, max_size=20))
def test_quoted_words_are_just_these(words: str) -> None:
    try:
        assert parse(quoted(words)).root == Words(words, literal=True)
    except ValueError:
        assert '"' in words and set("＂“”") & set(words)
    except QueryError as e:
        assert "制御文字" in str(e)


def test_a_term_left_out_leaves_the_rest() -> None:
    query = parse('港 -橋 speaker:"市 長"')
    assert [looser.text for looser in query.without_one()] == [
        '-橋 speaker:"市 長"',
        '港 speaker:"市 長"',
        "港 -橋",
    ]
    assert [looser.root for looser in query.without_one()][2] == both(A, Not(B))
    assert list(parse("港 OR 橋").without_one()) == []
