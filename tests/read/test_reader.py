from __future__ import annotations

import datetime as dt
import gc

import pytest

from kirinuki.errors import ReadingError
from kirinuki.read.reader import Reader

DAY = dt.date(2025, 4, 10)
REPORT = (
    "白崎市の村瀬市長は3日、記者団に「灯台を2億円で直す」と述べ、「来月10日に始める」とも話した。\n\n"
    "市によると、5日午後3時ごろに開いた説明会には住民120人が集まった。反対はなかったという。\n"
)


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(ReadingError, match="文字 2 "):
        Reader().read("灯台\ud800は", DAY)


def test_a_reading_leaves_nothing_to_the_garbage_collector() -> None:
    reader = Reader()
    reader.read(REPORT, DAY)
    gc.collect()
    gc.disable()
    try:
        reader.read(REPORT, DAY)
        assert gc.collect() == 0  # a cycle would keep each text's words in memory until the collector comes
    finally:
        gc.enable()


@pytest.mark.parametrize("every", ["毎月", "毎週", "隔週"])
@pytest.mark.parametrize("behind", ["から5月3日", "〜午後5時", "から2003年"])
def test_what_only_comes_back_again_begins_no_stretch(every: str, behind: str) -> None:
    reading = Reader().read(f"市は{every}{behind}に会合を開く。", published=dt.date(2025, 1, 1))
    assert behind.lstrip("から〜") in [time.of(reading.text) for time in reading.times]
