"""A person's own names: the table, and how its names stand beside those of the grammar."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.errors import ConfigError
from kirinuki.model.reading import Entity
from kirinuki.read.names.own import OwnName, OwnNames, load_names
from kirinuki.read.reader import VERSION, Reader

TABLE = """\
# 自分の名簿
凪原 そら\tPERSON\t\tなぎはら・そら
タロン・キム\tPERSON\t金多論
なぎさ会\tORGANIZATION\t渚の会
みずほの丘\tPLACE
"""


def read(text: str, table: str = TABLE) -> tuple[Entity, ...]:
    return Reader(load_names(table, "names.tsv")).read(text, dt.date(2024, 5, 1)).entities


def found(text: str, table: str = TABLE) -> list[tuple[str, str, str | None, str | None]]:
    return [(e.of(text), e.type, e.title, e.who) for e in read(text, table)]


def test_a_row_has_a_name_and_a_type_and_may_say_who_it_is_and_how_it_is_read() -> None:
    names = load_names(TABLE, "names.tsv").names
    assert names["凪原そら"] == OwnName("凪原そら", "PERSON", None, "なぎはら・そら", ("凪原", "そら"))
    assert names["なぎさ会"] == OwnName("なぎさ会", "ORGANIZATION", "渚の会", None)


def test_the_table_as_spreadsheets_save_it() -> None:
    table = "\ufeff名前\t読み\t種類\t\r\nなぎさ会\tなぎさかい\t組織\t\r\n\r\n"
    with pytest.raises(ConfigError, match="1 行目"):
        load_names(table, "names.tsv")  # a fourth column without a name
    names = load_names(table.replace("種類\t\r", "種類\r"), "names.tsv").names
    assert names == {"なぎさ会": OwnName("なぎさ会", "ORGANIZATION", None, "なぎさかい")}


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("# 名簿\nなぎさ会\n", "names.tsv: 2 行目: 種類がありません"),
        ("なぎさ会 ORGANIZATION\n", "タブで区切って"),
        ("なぎさ会\tORGANISATION\n", "ORGANIZATION ではありませんか"),
        ("なぎさ会\t会\n", "PERSON, ORGANIZATION, PLACE, FACILITY"),
        ("会\tORGANIZATION\n", "短すぎます"),
        ("会" * 101 + "\tORGANIZATION\n", "100 文字まで"),
        ("なぎさ会\tORGANIZATION\ta\tb\tc\n", "列が 5 あります"),
        ("name\ttype\tkana\nなぎさ会\tORGANIZATION\t\n", "kana という列はありません"),
        ("name\ttype\tname\n", "二つあります"),
        ("なぎさ会\tORGANIZATION\n\nなぎさ会\tPLACE\n", "names.tsv: 3 行目: 「なぎさ会」は 1 行目にもあり"),
    ],
)
def test_an_error_names_file_line_and_mend(table: str, said: str) -> None:
    with pytest.raises(ConfigError, match="行目") as e:
        load_names(table, "names.tsv")
    assert said in str(e.value)


def test_a_row_said_twice_is_one() -> None:
    row = "なぎさ会\tORGANIZATION\n"
    assert load_names(row + row, "a") == load_names(row, "b")


def test_the_digest_is_of_what_the_rows_say_in_any_order() -> None:
    rows = [line + "\n" for line in TABLE.splitlines()]
    one = load_names("".join(rows), "a").digest
    assert load_names("# 別の注\n" + "".join(reversed(rows)), "b").digest == one
    assert load_names(TABLE.replace("渚の会", "なぎさ"), "a").digest != one
    assert load_names("# なし\n", "a") == OwnNames()
    assert not OwnNames().digest


def test_readings_made_with_other_names_are_of_another_version() -> None:
    names = load_names(TABLE, "a")
    assert Reader(names).version == f"{VERSION}+{names.digest}"
    assert Reader().version == Reader(OwnNames()).version == VERSION
    assert Reader(names).read("", dt.date(2024, 5, 1)).version == Reader(names).version


def test_own_names_are_found_with_their_titles_and_say_who_is_meant() -> None:
    assert found("凪原そらさんはみずほの丘で、なぎさ会の催しに出た。") == [
        ("凪原そら", "PERSON", "さん", "凪原そら"),
        ("みずほの丘", "PLACE", None, "みずほの丘"),
        ("なぎさ会", "ORGANIZATION", None, "渚の会"),
    ]
    assert found("タロン・キム首相は否定した。キム首相は怒った。") == [
        ("タロン・キム", "PERSON", "首相", "金多論"),
        ("キム", "PERSON", "首相", "金多論"),
    ]


def test_it_is_told_why_and_how_it_is_read() -> None:
    (name,) = read("凪原そらさんが来た。")
    assert (name.why, name.gloss) == ("自分の名簿にある名前", "なぎはら・そら")


def test_the_table_tells_where_the_surname_ends() -> None:
    assert [who for *_, who in found("凪原そら氏が来た。凪原氏は笑った。")] == ["凪原そら"] * 2


def test_a_name_written_with_the_space_is_the_same_one() -> None:
    assert found("凪原 そら監督が来た。") == [("凪原 そら", "PERSON", "監督", "凪原そら")]


def test_widths_are_one() -> None:
    assert found("ＡＢ４９が歌った。", "AB49\tORGANIZATION\n") == [("ＡＢ４９", "ORGANIZATION", None, "AB49")]


def test_own_names_win_over_the_grammar_but_not_inside_longer_names() -> None:
    table = "中島\tPLACE\n長野県\tORGANIZATION\n"
    assert found("中島氏が来た。", table) == [("中島", "PLACE", None, "中島")]
    assert found("中島誠二氏が来た。", table) == [("中島誠二", "PERSON", "氏", "中島誠二")]
    assert found("長野県警が来た。", table) == [("長野県警", "ORGANIZATION", None, "長野県警")]


@pytest.mark.parametrize("text", ["スロマ", "ロマン", "クロマール"])
def test_a_name_is_not_found_inside_a_word_of_katakana(text: str) -> None:
    assert "ロマ" not in [words for words, *_ in found(f"{text}が来た。", "ロマ\tPERSON\n")]
    assert [words for words, *_ in found("ロマが来た。", "ロマ\tPERSON\n")] == ["ロマ"]


def test_nor_inside_one_of_latin_letters() -> None:
    assert found("NASAが来た。", "NAS\tORGANIZATION\n") != found("NASが来た。", "NAS\tORGANIZATION\n")


def test_the_longest_of_several_wins() -> None:
    table = "なぎさ\tPLACE\nなぎさ会\tORGANIZATION\nなぎさ会館\tFACILITY\n"
    assert [words for words, *_ in found("なぎさ会館、なぎさ会、なぎさ", table)] == [
        "なぎさ会館",
        "なぎさ会",
        "なぎさ",
    ]


@given(st.text(max_size=60), st.lists(st.text("ab アー山田\t", min_size=2, max_size=4), max_size=5))
def test_spans_are_in_order_and_apart_whatever_the_names(text: str, names: list[str]) -> None:
    table = "".join(f"{n.strip()}\tPERSON\n" for n in names if len(n.strip()) > 1 and "\t" not in n.strip())
    try:
        own = load_names(table, "a")
    except ConfigError:
        return
    position = 0
    for e in Reader(own).read("山田アー ab " + text, dt.date(2024, 5, 1)).entities:
        assert position <= e.start < e.end
        position = e.end


def test_ten_thousand_names_cost_no_more_than_ten() -> None:
    many = OwnNames.of(OwnName(f"山{chr(0x4E00 + i)}田", "PERSON", None, None) for i in range(10_000))
    few = OwnNames.of(OwnName(f"山{chr(0x4E00 + i)}田", "PERSON", None, None) for i in range(10))
    plain = "山川の山田" * 20_000

    def seconds(own: OwnNames) -> float:
        start = time.perf_counter()
        list(own.found_in(plain))
        return time.perf_counter() - start

    assert min(seconds(many) for _ in range(3)) < 5 * min(seconds(few) for _ in range(3)) + 0.05
