"""What of an annotation a person may mend: its fields by layer, and the way between annotations and their JSON."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, get_args

from kirinuki.model.correction import Layer
from kirinuki.model.reading import (
    Duration,
    Entity,
    EntityType,
    Granularity,
    Hedge,
    Interval,
    Quantity,
    Reading,
    Speaker,
    Stance,
    Statement,
    StatementKind,
    Time,
    TimeType,
)
from kirinuki.model.text import Span

Annotation = Time | Duration | Quantity | Entity | Statement | Hedge
Make = Callable[[Any], Any]
"""From a field's JSON to the attribute; `ValueError` with the mend where it cannot be that."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field by what people call it. `words` are the Japanese words for its values, where it has a few only."""

    label: str
    attribute: str
    make: Make
    words: Mapping[str, str] = field(default_factory=dict)
    nullable: bool = False


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("空でない文字列で書いてください")
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("数で書いてください (例 3, 1.5)")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true か false で書いてください")
    return value


def _one_of(names: tuple[str, ...], value: Any) -> str:
    if value not in names:
        raise ValueError(f"{', '.join(names)} のどれかで書いてください")
    return str(value)


def span_of(value: Any) -> Span:
    """The place that the JSON of a span gives."""
    try:
        return Span(_place(value["start"]), _place(value["end"]))
    except (KeyError, TypeError):
        raise ValueError('箇所は {"start": 3, "end": 5} の形で書いてください') from None


def _place(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError
    return value


def _speaker(value: Any) -> Speaker:
    span = span_of(value)
    return Speaker(span.start, span.end, _flag(value.get("implicit", False)))


def _moment(value: Any) -> str:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise ValueError("2023-01-05 か 2023-01-05T18:30 の形で書いてください")
    try:
        dt.datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value} は暦にありません。日付を確かめてください") from None
    return value


_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d)?")


def _interval(value: Any) -> Interval:
    try:
        return Interval(_moment(value["from"]), _moment(value["until"]))
    except (KeyError, TypeError):
        raise ValueError('{"from": "2023-01-05", "until": "2023-01-06"} の形で書いてください') from None


def _field(label: str, attribute: str, make: Make) -> Field:
    return Field(label, attribute, make)


def _maybe(label: str, attribute: str, make: Make) -> Field:
    return Field(label, attribute, lambda value: None if value is None else make(value), nullable=True)


def _choice(label: str, attribute: str, type_: Any, words: str, *, nullable: bool = False) -> Field:
    """`words` are the Japanese ones of the values of a Literal, in its order."""
    names = get_args(type_)
    make = partial(_one_of, names)
    made = _maybe(label, attribute, make) if nullable else _field(label, attribute, make)
    return Field(label, attribute, made.make, dict(zip(words.split(), names, strict=True)), nullable)


_GRANULARITIES = "世紀 年代 年 半期 四半期 季節 月 旬 週 日 時間帯 時 分 秒 期間"
_STANCES = "述べた 主張 認めた 否定 発表 要求 警告 推測"

FIELDS: Mapping[Layer, Mapping[str, Field]] = {
    "times": {
        "type": _choice("種類", "type", TimeType, "日付 時刻 繰り返し"),
        "value": _field("値", "value", _text),
        "from": _field("から", "from_", _moment),
        "until": _field("まで", "until", _moment),
        "granularity": _choice("粒度", "granularity", Granularity, _GRANULARITIES),
        "zone": _maybe("時差", "zone", _text),
    },
    "durations": {"value": _field("値", "value", _text)},
    "quantities": {
        "low": _maybe("下", "low", _number),
        "high": _maybe("上", "high", _number),
        "unit": Field(
            "単位",
            "unit",
            lambda value: value if isinstance(value, str) else _text(value),
        ),
        "approximate": _field("およそ", "approximate", _flag),
        "bound": Field(
            "限り",
            "bound",
            lambda value: None if value is None else _one_of(("min", "max"), value),
            {"以上": "min", "以下": "max"},
            True,
        ),
        "vague": _field("漠然", "vague", _flag),
        "of": _maybe("数えるもの", "counted", span_of),
    },
    "entities": {
        "type": _choice("種類", "type", EntityType, "人物 組織 地名 施設"),
        "title": _maybe("肩書き", "title", _text),
        "who": _maybe("だれ", "who", _text),
        "gloss": _maybe("読み", "gloss", _text),
    },
    "statements": {
        "kind": _choice("種類", "kind", StatementKind, "直接 間接"),
        "speaker": _maybe("話者", "speaker", _speaker),
        "cue": _maybe("述語", "cue", span_of),
        "via": _maybe("伝え手", "via", span_of),
        "said": _maybe("発言の日", "said", _interval),
        "stance": _choice("述べ方", "stance", Stance, _STANCES, nullable=True),
    },
    "hedged": {
        "marker": _field("目印", "marker", _text),
        "kind": Field(
            "種類",
            "kind",
            partial(_one_of, ("hearsay", "inference")),
            {"伝聞": "hearsay", "推量": "inference"},
        ),
    },
}

LABELS: Mapping[Layer, str] = {
    "times": "日時",
    "durations": "長さ",
    "quantities": "数量",
    "entities": "名前",
    "statements": "発言",
    "hedged": "伝聞・推量",
}

REQUIRED: Mapping[Layer, tuple[str, ...]] = {
    "times": ("value", "from", "until"),
    "durations": ("value",),
    "quantities": ("low", "high", "unit"),
    "entities": ("type",),
    "statements": ("kind",),
    "hedged": ("marker",),
}
"""Without which there is no annotation of the layer; the others have a usual value."""

EXTENT = "words"
"""The field that holds another extent of the annotation, of a statement its content."""

_USUAL: Mapping[Layer, Mapping[str, Any]] = {
    "times": {"type": "DATE", "granularity": "day"},
    "durations": {},
    "quantities": {"approximate": False},
    "entities": {},
    "statements": {},
    "hedged": {"kind": "hearsay"},
}
_CLASSES: Mapping[Layer, Callable[..., Annotation]] = {
    "times": Time,
    "durations": Duration,
    "quantities": Quantity,
    "entities": Entity,
    "hedged": Hedge,
}


def extent(annotation: Annotation) -> Span:
    """Where it stands, a statement by its content."""
    return annotation.content if isinstance(annotation, Statement) else annotation


def check_fields(layer: Layer, fields: Mapping[str, Any]) -> None:
    """Raises `ValueError` for a field that the layer does not have, or a value that it cannot have."""
    for name, value in fields.items():
        if name == EXTENT:
            span_of(value)
        elif name not in FIELDS[layer]:
            raise ValueError(
                f"{name} という欄はありません: {', '.join(FIELDS[layer])}, {EXTENT} のどれかです"
            )
        else:
            _made(layer, name, value)


def form(layer: Layer, annotation: Annotation, text: str) -> dict[str, Any]:
    """The annotation's fields as a reading's JSON has them."""
    reading = alone(layer, annotation, text)
    return {name: value for name, value in reading.to_json()[layer][0].items() if name in FIELDS[layer]}


def make(layer: Layer, span: Span, fields: Mapping[str, Any], why: str) -> Annotation:
    """The annotation with these fields at this place. Raises `ValueError` where one is lacking or cannot be."""
    given = {**_USUAL[layer], **fields}
    for name in REQUIRED[layer]:
        if name not in given:
            raise ValueError(f"{LABELS[layer]}には {name} ({FIELDS[layer][name].label}) が要ります")
    values = {
        known.attribute: _made(layer, name, given[name])
        for name, known in FIELDS[layer].items()
        if name in given
    }
    if layer == "statements":
        return Statement(content=span, why=why, **values)
    return _CLASSES[layer](span.start, span.end, why=why, **values)


def alone(layer: Layer, annotation: Annotation, text: str) -> Reading:
    """A reading of nothing but this annotation."""
    layers: dict[str, Any] = dict.fromkeys(FIELDS, ()) | {layer: (annotation,)}
    return Reading(text=text, published=dt.date.min, version="", sentences=(), **layers)


def _made(layer: Layer, name: str, value: Any) -> Any:
    known = FIELDS[layer][name]
    try:
        return known.make(value)
    except ValueError as e:
        raise ValueError(f"{name} ({known.label}): {e}") from None
