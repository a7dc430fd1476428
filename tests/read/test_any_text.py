"""Any text at all: a reading or a clear error, sound, and the same bytes whenever, wherever and in whatever order."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kirinuki.errors import ReadingError
from kirinuki.model.text import fold_width
from kirinuki.read.check import find_faults
from kirinuki.read.morphemes import tokenize
from kirinuki.read.reader import Reader
from kirinuki.read.sentences import split_sentences

DAY = dt.date(2025, 1, 2)

# The grammar of news by its joints: what rules start from, what they look for left and right of it, and what
# captured pages have in between. Pieces that make sense together come up by chance often enough.
PEOPLE = (
    "村瀬市長", "白崎首相", "ドレ・ミレイ大統領", "久我(くが)正人",
    "林志遠(リン・ジーユエン)氏", "同氏", "男性(78)", "住民ら", "関係者",
    "港湾庁", "白崎市", "みなと新聞", "国際灯台機関(ILO)", "米",
    "フランス", "東京都内", "情報総局の報道官", "＝東京＝", "【白崎＝村瀬】",
)  # fmt: skip
TIMES = (
    "3日", "昨年12月", "2月30日", "午後3時半ごろ",
    "深夜25時", "令和7年", "明治元年度", "15日午後から16日朝にかけて", "3年ぶりに",
    "2、3日後", "毎週月曜", "上旬", "同日", "翌日", "年末",
    "現地時間4日", "〜", "から", "まで", "99999年", "13月32日",
)  # fmt: skip
AMOUNTS = (
    "約2億円", "1兆2千億3", "10〜15%", "数十人", "十数", "氷点下3度", "人当たり",
    "3割5分", "$5", "２．５倍", "1,23", "〇", "以上", "余り", "のうち",
)  # fmt: skip
REPORTS = (
    "は", "が", "も", "では", "からは", "によると、",
    "によりますと", "と述べた", "と述べ、", "という", "とした上で", "ことを明らかにした", "との見方を示した",
    "とみられている", "としている", "可能性がある", "と指摘。", "そのうえで",
    "また、", "こう話す", "次のように述べた。", "への取材で", "が死亡した", "を否定した",
)  # fmt: skip
MARKS = (
    "「", "」", "『", "』", "（", "）", "(", ")", "【", "】", "〈", "”",
    "。", "、", "！", "?", "…", "・", "—", "\n", "\n\n", "　", " ", "\r\n", "\t",
    "※", "◆", "※写真＝", "https://example.com/a?b=1", "a@example.com",
)  # fmt: skip
STRANGE = (
    "︿", "﹀", "﹁", "﹂", "﹃", "﹄", "︵", "︶", "｢", "｣",
    "ｶﾞｷﾞ", "ﾊﾟ", "ﾞ", "㌔", "㈱", "㍻", "①", "Ⅳ", "👩\u200d👩\u200d👧", "🇯🇵", "🈁",
    "\u0301", "か\u3099", "\ufe0f", "\u200b", "\u202e", "\ufeff",
    "\x00", "\x85", "\u2028", "𠮷野家", "葛\U000e0100城", "｜灯台《とうだい》",
    "ー", "々", "〻", "ゝ", "\U0010ffff", "é", "İ",
    "ß", "ﷺ", "12:34:56", "--", "+-*/=", "\\", "'", '"', "<b>", "&amp;",
)  # fmt: skip
PIECES = PEOPLE + TIMES + AMOUNTS + REPORTS + MARKS + STRANGE

TEXTS = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_categories=["Cs"]), max_size=3)),
    max_size=40,
).map("".join)

SOAK = bool(os.environ.get("KIRINUKI_SOAK"))
INPUTS, SHARDS = (1_000_000, 100) if SOAK else (10_000, 8)


@pytest.mark.parametrize("shard", range(SHARDS))
def test_any_text_has_a_sound_reading_and_always_the_same(shard: int) -> None:
    before: list[tuple[str, bytes]] = []

    @settings(max_examples=INPUTS // SHARDS)
    @given(TEXTS)
    def look(text: str) -> None:
        reading = Reader().read(text, DAY)
        assert not find_faults(reading)
        body = reading.to_json_bytes()
        assert json.loads(body)["text"] == text
        for other, first in (*before, (text, body)):  # again, and in another order
            assert Reader().read(other, DAY).to_json_bytes() == first
        before[:] = [(text, body)]

    look()


@given(st.text(st.characters(categories=["Cs", "Lo"]), max_size=20))
def test_lone_surrogates_are_refused_and_nothing_else_is(text: str) -> None:
    if any("\ud800" <= c <= "\udfff" for c in text):
        with pytest.raises(ReadingError):
            Reader().read(text, DAY)
    else:
        assert Reader().read(text, DAY).text == text


def some_texts(count: int = 80) -> list[str]:
    """Texts of news grammar, the same ones in every process."""
    dice = random.Random(3)
    return ["".join(dice.choices(PIECES, k=dice.randint(20, 120))) for _ in range(count)]


def digests(texts: Sequence[str]) -> list[str]:
    """A digest of the JSON of each text."""
    reader = Reader()
    return [hashlib.sha256(reader.read(text, DAY).to_json_bytes()).hexdigest() for text in texts]


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_two_threads_or_processes_read_as_one_does(pool: type[Executor]) -> None:
    texts = some_texts()
    serial = digests(texts)
    with pool(2) as workers:  # type: ignore[call-arg]
        forth, back = workers.map(digests, [texts, texts[::-1]])
    assert forth == serial
    assert back == serial[::-1]


@pytest.mark.parametrize("seed", ["1", "2"])
def test_hashes_of_another_process_change_nothing(seed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from tests.read.test_any_text import *; print(*digests(some_texts()))"],
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == digests(some_texts())


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("「" * 1000 + "橋を直す。" + "」" * 1000 + "と述べた。", 1),
        ("(『「" * 1000 + "村瀬市長は3日に橋を直すと述べた。", 1),
        ("村瀬市長は「橋を直すと述べた。\n" * 1000, 1000),
        ("村瀬市長は3日、橋を2億円で直すと述べたが、" * 2000, 1),
        ("3日から" * 5000, 1),
        ("1" * 50_000, 1),
        ("山田" * 20_000, 1),
        ("\n" * 50_000, 0),
        ("👩\u200d👩\u200d👧" * 10_000, 1),
    ],
)
def test_what_never_stops_is_read(text: str, sentences: int) -> None:
    reading = Reader().read(text, DAY)
    assert len(reading.sentences) == sentences
    assert not find_faults(reading)


@pytest.mark.soak
@pytest.mark.parametrize(
    "unit", ["村瀬市長は3日、橋を2億円で直すと述べたが、", "「橋を直す」と述べ", "東京都", "は"]
)
def test_a_megabyte_without_a_full_stop_is_read(unit: str) -> None:
    reading = Reader().read(unit * (1_000_000 // len(unit.encode())), DAY)
    assert len(reading.sentences) == 1
    assert not find_faults(reading)


@pytest.mark.parametrize("unit", ["灯台を直した。", "灯台を直し、"])
def test_sudachis_limit_is_met_between_sentences_or_clauses(unit: str) -> None:
    text = unit * 9000  # three to four calls
    words = tokenize(text, split_sentences(fold_width(text))).words
    alone = tokenize(unit, ()).words
    assert words == alone * 9000  # a cut elsewhere would part 灯台 or 直し


def test_a_text_of_four_bytes_a_character_stays_below_sudachis_limit() -> None:
    text = "𠮷" * 30_000
    morphemes = tokenize(text, ())
    assert "".join(morphemes.words) == text


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("村瀬市長は﹁橋を直す﹂と述べた。", "村瀬市長は「橋を直す」と述べた。"),
        ("村瀬市長は﹃橋を直す﹄と述べた。", "村瀬市長は『橋を直す』と述べた。"),
        ("村瀬市長は｢橋を直す｣と述べた｡", "村瀬市長は「橋を直す」と述べた。"),
        ("国際灯台機関︵ILO︶は３日、橋を直すと発表した。", "国際灯台機関(ILO)は3日、橋を直すと発表した。"),
        ("︿橋を直す﹀と村瀬市長は述べた。", "〈橋を直す〉と村瀬市長は述べた。"),
    ],
)
def test_vertical_and_half_width_forms_read_as_the_usual_ones(written: str, usual: str) -> None:
    def shape(text: str) -> list[object]:
        form = Reader().read(text, DAY).to_json()
        return [
            [(s["content"]["start"], s["kind"], s["cue"]) for s in form["statements"]],
            [(e["start"], e["end"], e["type"]) for e in form["entities"]],
            [(t["start"], t["value"]) for t in form["times"]],
        ]

    assert shape(written) == shape(usual)
