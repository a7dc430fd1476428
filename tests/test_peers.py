"""The comparison tables' own logic: what counts as right, and what a peer's answer becomes. No peer is needed."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from evals.peers import ja_timex, names, numbers, statements
from evals.peers.cases import (
    Case,
    Want,
    chrono_cases,
    ja_timex_cases,
    recognizers_cases,
    same_length,
    same_value,
)
from evals.peers.programs import NotInstalledError, Peer
from evals.peers.tables import share, table
from evals.peers.temporal import all_cases, intended, judged
from evals.scores import shared_folder

DAY = dt.date(2025, 12, 31)


def raw(text: str, words: str, type_: str, value: str, **more: Any) -> dict[str, Any]:
    start = text.index(words)
    blank = {"mod": None, "quant": None, "range_start": False, "range_end": False}
    return {"start": start, "end": start + len(words), "type": type_, "value": value} | blank | more


def reading(text: str, words: str, layer: str = "times", **fields: Any) -> dict[str, list[Any]]:
    start = text.index(words)
    item = {"start": start, "end": start + len(words), "type": "DATE"} | fields
    return {"times": [], "durations": []} | {layer: [item]}


@pytest.mark.parametrize(
    ("wanted", "value", "alike"),
    [
        ("XXXX-07-08", "2021-07-08", True),
        ("2021-07-XX", "2021-07", True),
        ("2021-07-XX", "2021-07-18", False),
        ("T18-30-XX", "2021-07-18T18:30", True),
        ("T25-30-XX", "2021-07-19T01:30", True),
        ("XXXX-WXX-3", "2025-12-31", True),
        ("XXXX-WXX-4", "2025-12-31", False),
        ("20XX", "20", True),
    ],
)
def test_values_are_alike_where_one_leaves_open_what_the_other_fills(
    wanted: str, value: str, alike: bool
) -> None:
    assert same_value(wanted, value) is alike


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("P0.5Y", "P6M", True),
        ("PT1.5H", "PT1H30M", True),
        ("P1.5D", "P1DT12H", True),
        ("P2W", "P14D", True),
        ("P1D", "PT24H", False),
        ("PXD", "P3D", False),
    ],
)
def test_lengths_are_alike_in_any_units_but_a_day_is_not_24_hours(a: str, b: str, alike: bool) -> None:
    assert same_length(a, b) is alike


def test_a_case_is_met_by_past_or_future_and_by_a_last_day_included() -> None:
    text = "1月4日から6日まで休む"
    want = Want("time", (0, 9), bounds=(("2025-01-04", "2025-01-06"), ("2026-01-04", "2026-01-06")))
    case = Case("made", text, DAY, (want,))
    said = {"value": "2026-01-04/2026-01-06", "from": "2026-01-04"}
    assert case.met_by(reading(text, "1月4日から6日まで", **said, until="2026-01-07"))
    assert case.met_by(reading(text, "1月4日から6日まで", **said, until="2026-01-06"))
    assert not case.met_by(reading(text, "1月4日から6日まで", **said, until="2026-01-08"))
    assert not case.met_by(reading(text, "6日", **said, until="2026-01-07") | {"times": []})


def test_a_part_of_a_day_needs_a_clock_interval_that_meets_the_wanted_one() -> None:
    text = "5日の夕方に着く"
    want = Want("time", (0, 5), bounds=(("2025-12-05T16:00", "2025-12-05T20:00"),), loose=True)
    case = Case("made", text, DAY, (want,))
    evening = {"value": "2025-12-05TEV", "from": "2025-12-05T15:00", "until": "2025-12-05T18:00"}
    assert case.met_by(reading(text, "5日の夕方", **evening))
    assert not case.met_by(
        reading(text, "5日の夕方", value="2025-12-05", **{"from": "2025-12-05"}, until="2025-12-06")
    )


def test_where_nothing_is_wanted_anything_of_the_kind_is_wrong() -> None:
    case = Case("made", "三日月を見た", DAY, (), kinds=("time",))
    assert case.met_by({"times": [], "durations": [{"start": 0, "end": 2, "value": "P3D"}]})
    assert not case.met_by(reading("三日月を見た", "三日", value="2025-12-03"))


def test_cases_of_three_tools_are_read_into_one_form(tmp_path: Path) -> None:
    folder = tmp_path / "temporal"
    folder.mkdir()
    rows = [
        {"text": "2日前", "field": "value", "expected": "P2D", "file": "test_reltime_tagger.py"},
        {"text": "2日前", "field": "mod", "expected": "BEFORE", "file": "test_reltime_tagger.py"},
    ]
    (folder / "ja_timex_cases.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    chrono = {
        "file": "ja_standard.test.ts",
        "text": "写真（3月4日撮影）",
        "reference": "new Date(2012, 8 - 1, 10)",
        "expect": [["result.text", '"3月4日"'], ["result.start", "new Date(2012, 3 - 1, 4, 12"]],
    }
    (folder / "chrono_cases.jsonl").write_text(json.dumps(chrono), encoding="utf-8")
    specs = tmp_path / "recognizers" / "Specs" / "DateTime" / "Japanese"
    specs.mkdir(parents=True)
    result = {
        "Text": "3月4日",
        "Type": "date",
        "Start": 0,
        "Length": 4,
        "Value": {
            "Timex": "XXXX-03-04",
            "FutureResolution": {"date": "2017-03-04"},
            "PastResolution": {"date": "2016-03-04"},
        },
    }
    spec = [{"Input": "3月4日です", "Results": [result]}]
    (specs / "DateParser.json").write_text(json.dumps(spec), encoding="utf-8-sig")

    (case,) = ja_timex_cases(tmp_path)
    assert [w.bounds for w in case.wants] == [(("2021-07-16", None),)]
    (case,) = chrono_cases(tmp_path)
    assert case.published == dt.date(2012, 8, 10)
    assert case.wants == (Want("time", (3, 7), bounds=(("2012-03-04", "2012-03-04"),)),)
    (case,) = recognizers_cases(tmp_path)
    assert case.wants[0].bounds == (("2016-03-04", "2016-03-04"), ("2017-03-04", "2017-03-04"))


def test_what_ja_timex_takes_apart_is_put_together() -> None:
    text = "昨年11月3日の午後6時に"
    raws = [
        raw(text, "昨年", "DURATION", "P1Y", mod="BEFORE"),
        raw(text, "11月3日", "DATE", "XXXX-11-03"),
        raw(text, "午後6時", "TIME", "T18-XX-XX"),
    ]
    (time,) = ja_timex.items(text, raws, DAY)["times"]
    assert (time["text"], time["from"], time["until"]) == (
        "昨年11月3日の午後6時",
        "2024-11-03T18:00",
        "2024-11-03T18:01",
    )


def test_a_length_without_direction_is_a_duration_and_a_range_is_one_time() -> None:
    text = "3月から5月まで、2年間"
    raws = [
        raw(text, "3月", "DATE", "XXXX-03-XX", range_start=True),
        raw(text, "5月", "DATE", "XXXX-05-XX", range_end=True),
        raw(text, "2年間", "DURATION", "P2Y"),
    ]
    layers = ja_timex.items(text, raws, DAY)
    assert [(t["text"], t["from"], t["until"]) for t in layers["times"]] == [
        ("3月から5月", "2025-03-01", "2025-06-01")
    ]
    assert [d["value"] for d in layers["durations"]] == ["P2Y"]


def test_the_second_side_of_a_range_takes_year_month_and_day_from_the_first() -> None:
    text = "昨年11月3日午後2時から4時"
    raws = [
        raw(text, "昨年", "DURATION", "P1Y", mod="BEFORE"),
        raw(text, "11月3日", "DATE", "XXXX-11-03"),
        raw(text, "午後2時", "TIME", "T14-XX-XX", range_start=True),
        raw(text, "4時", "TIME", "T16-XX-XX", range_end=True),
    ]
    (time,) = ja_timex.items(text, raws, DAY)["times"]
    assert (time["from"], time["until"]) == ("2024-11-03T14:00", "2024-11-03T16:01")


def test_a_date_that_does_not_exist_is_no_interval() -> None:
    (time,) = ja_timex.items("2月30日", [raw("2月30日", "2月30日", "DATE", "XXXX-02-30")], DAY)["times"]
    assert (time["from"], time["until"]) == ("", "")


def test_a_number_is_right_with_its_value_and_a_unit_that_the_words_hold() -> None:
    want = numbers.Number(0, 2, "3割", 30.0, True)
    item = {"start": 0, "end": 2, "low": 3.0, "high": 3.0, "unit": "割"}
    assert numbers.meets(want, item)
    assert not numbers.meets(want, item | {"high": 4.0})
    assert numbers.meets(want, item | {"high": None})
    assert not numbers.meets(want, item | {"low": 30.0, "high": 30.0, "unit": "%"})


def test_types_outside_the_mapping_are_left_out() -> None:
    assert names.mapped("GiNZA", [(0, 2, "Country"), (3, 5, "Date")]) == [
        {"start": 0, "end": 2, "type": "PLACE"}
    ]
    for tags in names.TYPES.values():
        many = [theirs for group in tags.values() for theirs in group]
        assert len(many) == len(set(many))


def test_names_are_counted_strictly_and_by_overlap() -> None:
    gold = names.mapped("GSD", [(0, 6, "GPE"), (8, 10, "PERSON")])
    got = names.mapped("GSD", [(0, 3, "GPE"), (3, 6, "GPE"), (8, 10, "ORG")])
    count = names.counts(gold, got)
    assert (count["strict"], count["span"], count["overlap"]) == (0, 1, 2)
    assert (count["golds"], count["gots"]) == (2, 3)


def test_names_of_conllu_are_found_by_their_tags() -> None:
    def line(number: int, form: str, misc: str) -> str:
        return "\t".join((str(number), form, *"_______", misc))

    block = "\n".join(
        (
            "# text = 湊市の南条",
            line(1, "湊", "SpaceAfter=No|NE=B-GPE"),
            line(2, "市", "SpaceAfter=No|NE=L-GPE"),
            line(3, "の", "SpaceAfter=No"),
            line(4, "南条", "SpaceAfter=No|NE=U-PERSON"),
        )
    )
    assert names._conllu(block) == ("湊市の南条", [(0, 2, "GPE"), (3, 5, "PERSON")])


def test_the_regular_expression_finds_quotation_speaker_and_cue() -> None:
    (said,) = statements.by_regex("南条市長は4日、「橋は直せる」と述べた。")
    assert (said["speaker"]["text"], said["content"]["text"], said["cue"]["text"]) == (
        "南条市長",
        "橋は直せる",
        "述べ",
    )


def test_the_regular_expression_is_linear_on_a_long_line_without_quotation() -> None:
    assert statements.by_regex("市長は、" * 20_000) == []


def test_the_parse_gives_a_clause_under_a_verb_of_saying() -> None:
    text = "市長は「直せる」と述べた"
    # start, end, lemma, dependency, head, sentence: as bench/peers/ginza_parse.py prints them
    tokens: list[list[Any]] = [
        [0, 2, "市長", "nsubj", 7, 0],
        [2, 3, "は", "case", 0, 0],
        [3, 4, "「", "punct", 3, 0],
        [4, 7, "直せる", "ccomp", 6, 0],
        [7, 8, "」", "punct", 3, 0],
        [8, 9, "と", "case", 3, 0],
        [9, 11, "述べる", "ROOT", 6, 0],
        [11, 12, "た", "aux", 6, 0],
    ]
    tokens[0][4] = 6
    (said,) = statements.by_parse(text, tokens)
    assert (said["kind"], said["content"]["text"], said["speaker"]["text"], said["cue"]["text"]) == (
        "direct",
        "直せる",
        "市長",
        "述べ",
    )


def test_a_missing_peer_names_the_script_that_installs_it() -> None:
    with pytest.raises(NotInstalledError, match=r"bench/peers/no_such_peer\.sh"):
        Peer("made up", "no_such_peer", "none.py").ask([])


def test_tables_are_markdown() -> None:
    assert table(("of", "right"), [("all", 0.5)]) == "| of | right |\n|:--|--:|\n| all | 0.500 |"
    assert share(1, 4) == "1/4 (25.0 %)"
    assert share(0, 0) == "–"


def test_every_difference_is_a_case_with_a_verdict_and_its_reason() -> None:
    data = shared_folder() / "data"
    if not (data / "temporal").is_dir():
        pytest.skip(f"no cases in {data}: set KIRINUKI_SHARED to the shared folder")
    differences = judged()
    assert differences.keys() <= {case.key for case in all_cases(data)}
    assert {row["verdict"] for row in differences.values()} == {"on purpose", "ours wrong", "theirs wrong"}
    assert all(row["why"] for row in differences.values())
    assert intended() < differences.keys()
