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
