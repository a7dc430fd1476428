from __future__ import annotations

import dataclasses
import datetime as dt
import gzip
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.scores import gold_sets, shared_folder
from kirinuki.model.reading import (
    Duration,
    Entity,
    Hedge,
    Interval,
    Quantity,
    Reading,
    Speaker,
    Statement,
    Time,
)
from kirinuki.model.text import Span, replace
from kirinuki.read.check import find_faults
from kirinuki.read.reader import Reader

TEXT = "白崎市の村瀬市長は3日、灯台を直すと述べた。費用は2億円。"
READING = Reading(TEXT, dt.date(2025, 4, 10), "hand", (Span(0, 22), Span(22, 29)), (), (), (), (), (), ())
TIME = Time(9, 11, "DATE", "2025-04-03", "2025-04-03", "2025-04-04", "day", "by hand")
AMOUNT = Quantity(25, 28, 200_000_000, 200_000_000, "円", False, "by hand")
SAID = Statement("indirect", Span(12, 17), "by hand", Speaker(4, 8), Span(18, 21))


def messages(**layers: Any) -> list[str]:
    return [fault.message for fault in find_faults(dataclasses.replace(READING, **layers))]


def test_what_is_right_has_no_fault() -> None:
    assert not messages(times=(TIME,), quantities=(AMOUNT,), statements=(SAID,))


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        ({"times": [replace(TIME, until="2025-04-03")]}, "終わりが始まりより後ではありません"),
        ({"times": [replace(TIME, from_="2025-02-30")]}, "暦にない日時です: 2025-02-30"),
        ({"times": [replace(TIME, from_="0000-01-01")]}, "暦にない日時です: 0000-01-01"),
        ({"times": [replace(TIME, until="10000-01-01")]}, "暦にない日時です: 10000-01-01"),
        ({"times": [replace(TIME, granularity="fortnight")]}, "知らない粒度です: fortnight"),
        ({"times": [replace(TIME, zone="9時間")]}, "時差の形ではありません"),
        ({"times": [replace(TIME, end=30)]}, "本文の外です: 9-30"),
        ({"times": [replace(TIME, end=9)]}, "空の範囲です"),
        ({"times": [TIME, replace(TIME, start=10, end=12)]}, "9-11 と重なっています"),
        (
            {"times": [TIME], "durations": [Duration(9, 11, "P3D", "by hand")]},
            "9-11 (times) と重なっています",
        ),
        ({"durations": [Duration(9, 11, "3日", "by hand")]}, "ISO 8601 の期間ではありません"),
        ({"quantities": [replace(AMOUNT, high=1)]}, "下の値が上の値より大きい"),
        ({"quantities": [replace(AMOUNT, low=-2)]}, "負を示す語がないのに負の値です: -2"),
        ({"quantities": [replace(AMOUNT, low=float("nan"))]}, "数ではない値です"),
        ({"quantities": [replace(AMOUNT, low=None, high=None)]}, "下も上も値がありません"),
        ({"quantities": [replace(AMOUNT, low=None, bound="min")]}, "限り min の側の値がありません"),
        ({"quantities": [replace(AMOUNT, counted=Span(26, 28))]}, "数えるものが数量と重なっています"),
        ({"entities": [Entity(0, 3, "SHIP", "by hand")]}, "知らない種類です: SHIP"),  # type: ignore[arg-type]
        ({"entities": [Entity(0, 3, "PLACE", "by hand", "市長")]}, "人でない名に肩書きがあります"),
        ({"entities": [Entity(4, 6, "PERSON", "by hand", "市長", " ")]}, "同一人物の鍵が空です"),
        (
            {"entities": [Entity(0, 3, "PLACE", "by hand"), Entity(0, 6, "PERSON", "by hand")]},
            "0-3 と重なっています",
        ),
        ({"statements": [replace(SAID, speaker=Speaker(12, 14))]}, "話者がその発言の内容と重なっています"),
        ({"statements": [replace(SAID, cue=Span(16, 20))]}, "述語がその発言の内容と重なっています"),
        ({"statements": [replace(SAID, via=Span(4, 8))]}, "話者と伝え手が同じ箇所です"),
        (
            {"statements": [replace(SAID, said=Interval("2025-04-04", "2025-04-03"))]},
            "発言の日: 終わりが始まりより後ではありません",
        ),
        ({"statements": [replace(SAID, stance="sang")]}, "知らない述べ方です: sang"),
        ({"statements": [SAID, SAID]}, "同じ内容の発言が二つあります"),
        (
            {"statements": [SAID, replace(SAID, content=Span(15, 19), cue=None)]},
            "ほかの発言と入れ子にならず交わっています",
        ),
        ({"hedged": [Hedge(0, 22, "", "hearsay", "by hand")]}, "伝聞・推量を示す語がありません"),
        ({"times": [replace(TIME, why="")]}, "理由がありません"),
        ({"sentences": [Span(0, 22), Span(20, 29)]}, "前の文と重なるか、順が逆です"),
    ],
)
def test_a_fault_is_told(layers: dict[str, Any], message: str) -> None:
    (fault,) = messages(**layers)
    assert message in fault


def test_a_fault_tells_its_place_and_words() -> None:
    (fault,) = find_faults(dataclasses.replace(READING, times=(replace(TIME, until="2025-04-01"),)))
    assert (fault.layer, fault.start, fault.end, fault.text) == ("times", 9, 11, "3日")


@pytest.mark.parametrize("words", ["-3度", "マイナス3度", "氷点下3度", "零下3度"])
def test_what_is_said_to_be_below_nothing_may_be(words: str) -> None:
    amount = Quantity(0, len(words), -3, -3, "度", False, "by hand")
    assert not find_faults(dataclasses.replace(READING, text=words, sentences=(), quantities=(amount,)))


WORDS = st.sampled_from(
    [
        "\n    村瀬知事は",
        "港湾庁によると",
        "同氏も",
        "29日",
        "昨年12月",
        "午後3時半",
        "から",
        "まで",
        "ごろ",
        "3人",
        "約2億円",
        "50機以上",
        "10〜15%",
        "数十人",
        "3年ぶりに",
        "2月30日",
        "「",
        "」",
        "『",
        "』\n    ",
        "（",
        "）",
        "、",
        "。",
        "と述べ",
        "と発表した",
        "とみられている",
        "という",
        "としている",
        "だと",
        "ことを明らかにし",
        "との見方を示し",
        "が死亡し",
        "また、",
        "そのうえで",
        "県によりますと",
        "首相\n    ",
        "２０２３年",
        "令和4年",
        "氷点下",
        "👩\u200d👩\u200d👧",
        "ﾃﾞｰﾀ",
        " ",
        "\u3000",
        "\n    ",
    ]
)


@given(st.lists(st.one_of(WORDS, st.text(st.characters(exclude_categories=["Cs"]), max_size=3)), max_size=40))
def test_no_text_has_faults(pieces: list[str]) -> None:
    assert not find_faults(Reader().read("".join(pieces), dt.date(2022, 12, 31)))


def test_no_gold_text_has_faults() -> None:
    own_only = not (shared_folder() / "gold").is_dir()
    for gold_set in gold_sets(own_only=own_only):
        for gold in gold_set.texts():
            reading = Reader().read(gold["text"], dt.date.fromisoformat(gold["published"]))
            assert not find_faults(reading), gold["name"]


def test_no_wikinews_text_has_faults() -> None:
    path = shared_folder() / "data" / "wikinews" / "articles.jsonl.gz"
    if not path.is_file():
        pytest.skip("the shared folder is not here")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        articles = [json.loads(line) for n, line in enumerate(file) if n % 10 == 0]
    for article in articles:
        reading = Reader().read(article["text"], dt.date(2012, 3, 4))
        assert not find_faults(reading), article["id"]
