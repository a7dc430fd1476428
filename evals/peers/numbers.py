"""Numbers and units: how many cases of Recognizers-Text's Japanese specs are right. ja-timex has no such layer.

A reading marks a number *and what it counts*; the specs also want bare numbers (152は偶数です), orders (3番目), fractions
and comparisons of bare numbers (20より大きい). So a case applies where each number wanted has a counter or unit behind
it that is not a unit of time: those are in the times and durations of a reading. Right means that each number is
found with its value, and, where the spec names a unit, with a unit that stands in the words of the spec.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.layers import Item, shared
from evals.peers.tables import share, table
from evals.scores import shared_folder
from kirinuki.model.text import Span
from kirinuki.read.morphemes import tokenize
from kirinuki.read.reader import Reader

MODELS = {
    "Number": "Number/Japanese/NumberModel.json",
    "Percent": "Number/Japanese/PercentModel.json",
    "Currency": "NumberWithUnit/Japanese/CurrencyModel.json",
    "Dimension": "NumberWithUnit/Japanese/DimensionModel.json",
    "Temperature": "NumberWithUnit/Japanese/TemperatureModel.json",
    "Age": "NumberWithUnit/Japanese/AgeModel.json",
}
LEFT_OUT = {
    "NumberRange": ("Number/Japanese/NumberRangeModel.json", "compares bare numbers"),
    "NumberRange (experimental)": (
        "Number/Japanese/NumberRangeModelExperimentalMode.json",
        "compares bare numbers",
    ),
    "Ordinal": ("Number/Japanese/OrdinalModel.json", "orders are no quantities"),
    "Ordinal (suppressed)": (
        "Number/Japanese/OrdinalModelSuppressExtendedTypes.json",
        "orders are no quantities",
    ),
}

_OF_TIME = re.compile(r"\s*(?:[年月日時分秒週]|か月|カ月|ヶ月|ヵ月|世紀)")
_IN_HUNDREDTHS = {"割": 10.0, "分": 1.0, "厘": 0.1}
_PUBLISHED = dt.date(2016, 11, 7)


@dataclass(frozen=True)
class Number:
    start: int
    end: int
    words: str
    value: float
    unit: bool
    """Whether the spec names a unit: then `words` hold it."""


@dataclass(frozen=True)
class NumberCase:
    text: str
    wants: tuple[Number, ...]
    outside: str | None

    def met_by(self, quantities: list[Item]) -> bool:
        if not self.wants:
            return not quantities
        return all(any(meets(want, item) for item in quantities) for want in self.wants)


def meets(want: Number, item: Item) -> bool:
    """On the same words with the same value; 割 and 分 count as per cent where the spec wants per cent.

    Of an open figure (50人以上) the end that is told is its value.
    """
    ends = {end for end in (item["low"], item["high"]) if end is not None}
    values = {float(end) for end in ends}
    if want.unit and item["unit"] in _IN_HUNDREDTHS:
        values |= {end * _IN_HUNDREDTHS[item["unit"]] for end in ends}
    right_unit = not want.unit or item["unit"].casefold() in want.words.casefold()
    there: Item = {"start": want.start, "end": want.end}
    return (
        shared(there, item) > 0
        and len(ends) == 1
        and right_unit
        and any(abs(v - want.value) < 1e-6 for v in values)
    )


def cases(path: Path, *, units: bool) -> Iterator[NumberCase]:
    for spec in json.loads(path.read_text(encoding="utf-8-sig")):
        text = spec["Input"]
        wants, reasons = [], []
        for result in spec["Results"]:
            value = _value(result)
            if value is None:
                reasons.append("a unit without a number, or a number the spec leaves open")
                continue
            start, end = result["Start"], result["End"] + 1
            wants.append(Number(start, end, text[start:end], value, units))
            if _OF_TIME.match(text, end) or (units and _OF_TIME.search(text, start, end)):
                reasons.append("part of a time or a duration")
            elif not units and not _counted(text, end):
                reasons.append("a bare number")
        if not units and not wants and re.search(r"\d|[一二三四五六七八九十百千]", text):
            reasons.append("a number with a unit, which the spec leaves to another model")
        yield NumberCase(text, tuple(wants), reasons[0] if reasons else None)


def _value(result: dict[str, Any]) -> float | None:
    value = (result.get("Resolution") or {}).get("value")
    try:
        return float(str(value).removesuffix("%"))
    except ValueError:
        return None


def _counted(text: str, end: int) -> bool:
    """Whether a counter stands at `end`, by the dictionary."""
    morphemes = tokenize(text, (Span(0, len(text)),))
    return any(
        start == end and "助数詞" in tag for start, tag in zip(morphemes.starts, morphemes.tags, strict=True)
    )


def report() -> str:
    specs = shared_folder() / "data" / "recognizers" / "Specs"
    reader = Reader()
    rows = []
    left_out: Counter[str] = Counter()
    for model, file in MODELS.items():
        applying = []
        for case in cases(specs / file, units=model != "Number"):
            if case.outside:
                left_out[case.outside] += 1
            else:
                applying.append(case)
        right = sum(
            case.met_by(reader.read(case.text, _PUBLISHED).to_json()["quantities"]) for case in applying
        )
        rows.append((f"Recognizers {model}", len(applying), share(right, len(applying)), "–"))
    for file, reason in LEFT_OUT.values():
        left_out[reason] += len(json.loads((specs / file).read_text(encoding="utf-8-sig")))
    notes = "\n".join(f"- left out, {count}: {reason}" for reason, count in left_out.most_common())
    return f"## Numbers and units\n\n{table(('cases of', 'apply', 'kirinuki', 'ja-timex 0.2.8'), rows)}\n\n{notes}"
