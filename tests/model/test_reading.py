from __future__ import annotations

import datetime as dt

from kirinuki.read.reader import Reader

TEXT = """北浜市の高瀬市長は30日、「年内に2回から3回、説明会を開く」と述べました。

市によりますと、けがをした人は約40人に上るということです。避難は3日間続くとみられています。"""


def test_json_words_stand_at_their_offsets() -> None:
    form = Reader().read(TEXT, dt.date(2025, 12, 31)).to_json()
    assert form["text"] == TEXT
    assert form["published"] == "2025-12-31"

    def check(value: object) -> int:
        if isinstance(value, list):
            return sum(map(check, value))
        if not isinstance(value, dict):
            return 0
        if "start" in value and "text" in value:
            assert TEXT[value["start"] : value["end"]] == value["text"]
            return 1 + sum(map(check, value.values()))
        return sum(map(check, value.values()))

    layers = ("times", "durations", "quantities", "entities", "statements", "hedged")
    assert all(check(form[layer]) for layer in layers), "every layer of this text holds something"
