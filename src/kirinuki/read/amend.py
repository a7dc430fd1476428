"""From what a person writes to a correction: which annotation is meant, and 話者=高瀬知事 as a field's value.

Values are words: a time, length or amount is written as news writes it (1月5日, 3年, 約30人) or as ISO 8601, a speaker or a
cue by the words of the text that name it.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from typing import Any

from kirinuki.errors import CorrectionError, NotFoundError
from kirinuki.model.correction import Action, Layer
from kirinuki.model.reading import Entity, Reading
from kirinuki.model.text import Evidence, Span, fold_width
from kirinuki.read.fields import (
    EXTENT,
    FIELDS,
    LABELS,
    REQUIRED,
    Annotation,
    Field,
    check_fields,
    extent,
    form,
)
from kirinuki.read.morphemes import tokenize
from kirinuki.read.quantities import find_quantities
from kirinuki.read.sentences import split_sentences
from kirinuki.read.times import find_times

_NOTHING = ("", "none", "null", "なし", "無し")
_YES = ("true", "yes", "1", "はい")
_NO = ("false", "no", "0", "いいえ")
_PLACE = re.compile(r"(\d+)-(\d+)")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?)?")
_RANGE = re.compile(r"(-?[\d.]+)?(?:\.\.|〜|~)(-?[\d.]+)?")
_SPANS = ("speaker", "cue", "via", "of")


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a person wants of one annotation: a correction before it is decided."""

    layer: Layer
    evidence: Evidence
    action: Action
    fields: Mapping[str, Any]
    was: Mapping[str, Any] | None


def amend(
    reading: Reading,
    place: Evidence,
    wanted: Mapping[str, object],
    *,
    layer: str | None = None,
    none: bool = False,
    new: bool = False,
) -> Amendment:
    """The amendment of the annotation at `place` by the fields `wanted`; with `none` it is none, with `new` it was missed.

    Values are words as a person writes them, or as JSON has them. Raises `CorrectionError` for a layer, field or value
    that cannot be, `NotFoundError` where no annotation, or more than one, may be meant.
    """
    chosen = None if layer is None else _layer(layer)
    if none and (wanted or new):
        raise CorrectionError(
            "--none は、ほかの欄や --new とは一緒に使えません (nothing else goes with --none)"
        )
    if not (wanted or none or new):
        raise CorrectionError("直す欄がありません。話者=高瀬知事 のように書いてください (no field given)")
    standing = None
    if new:
        if chosen is None:
            raise CorrectionError(f"--new には層の名が要ります: {', '.join(FIELDS)} (which layer?)")
        span = place.span
    else:
        chosen, standing = _meant(reading, place, wanted, chosen)
        span = extent(standing)
    maker = _Maker(reading, chosen, span, standing)
    fields = maker.fields(wanted)
    if new:
        fields = maker.usual() | fields
        if lacking := [name for name in REQUIRED[chosen] if name not in fields]:
            names = "、".join(f"{name} ({FIELDS[chosen][name].label})" for name in lacking)
            raise CorrectionError(f"{LABELS[chosen]}を足すには {names} も書いてください (fields are lacking)")
    try:
        check_fields(chosen, fields)
    except ValueError as e:
        raise CorrectionError(str(e)) from None
    action: Action = "none" if none else "new" if new else "change"
    was = None if standing is None else form(chosen, standing, reading.text)
    return Amendment(chosen, Evidence(place.revision, span, span.of(reading.text)), action, fields, was)


def _layer(name: str) -> Layer:
    for layer, label in LABELS.items():
        if name in (layer, layer.removesuffix("s"), label) or (name and name in label.split("・")):
            return layer
    raise CorrectionError(
        f"{name} という層はありません (unknown layer){_nearest(name, [*LABELS, *LABELS.values()])}"
    )


def _nearest(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    return f": {near[0]} ではありませんか" if near else f": {', '.join(known)} のどれかです"


def _meant(
    reading: Reading, place: Evidence, wanted: Mapping[str, object], layer: Layer | None
) -> tuple[Layer, Annotation]:
    """The one annotation that stands at the place, or else the one that it holds or lies in."""
    layers = [name for name in FIELDS if layer in (None, name) and all(_named(name, key) for key in wanted)]
    if not layers:
        for key in wanted:
            _known(layer or _likely(wanted), key)
    every: list[tuple[Layer, Annotation]] = [
        (name, item) for name in layers for item in getattr(reading, name)
    ]
    span = place.span
    at = [found for found in every if extent(found[1]) == span]
    inside = [found for found in every if span.holds(extent(found[1]))]
    around = [found for found in every if extent(found[1]).overlaps(span)]
    for found in (at, inside, around):
        # A word inside a quote names the quote where something of it is wanted, and not where it is to go.
        if len(found) == 1 and (found is not around or wanted or layer):
            return found[0]
        if found:
            listed = "\n".join(
                f"  {place.revision}:{extent(item).start}-{extent(item).end}  --layer {name}  {extent(item).of(reading.text)}"
                for name, item in found[:12]
            )
            raise NotFoundError(
                f"「{place.text}」そのものは読まれていません。含むものを直すなら (not read by itself):\n{listed}"
                if found is around
                else f"「{place.text}」には読んだものがいくつもあります。どれかを選んでください (several):\n{listed}"
            )
    what = "、".join(LABELS[name] for name in layers)
    raise NotFoundError(
        f"「{place.text}」に{what}は読まれていません。読み落としなら --new LAYER で足せます (nothing was read there)"
    )


def _likely(wanted: Mapping[str, object]) -> Layer:
    """The layer that has most of the fields, or fields called nearly so."""

    def likeness(layer: Layer) -> float:
        names = _names(layer)
        return sum(max(SequenceMatcher(None, key, name).ratio() for name in names) for key in wanted)

    return max(FIELDS, key=likeness)


def _names(layer: Layer) -> list[str]:
    """What the fields of a layer may be called."""
    return [*FIELDS[layer], EXTENT, *(field.label for field in FIELDS[layer].values())]


def _named(layer: Layer, key: str) -> str | None:
    """The field's name in the layer, from its name or what people call it."""
    if key in (EXTENT, "範囲") or (layer == "statements" and key in ("content", "内容")):
        return EXTENT
    if key in FIELDS[layer]:
        return key
    if key == "value" and layer == "quantities":
        return key
    return next((name for name, field in FIELDS[layer].items() if field.label == key), None)


def _known(layer: Layer, key: str) -> str:
    name = _named(layer, key)
    if name is None:
        raise CorrectionError(
            f"{LABELS[layer]}に {key} という欄はありません (unknown field){_nearest(key, _names(layer))}"
        )
    return name


class _Maker:
    """Values of fields of one annotation from what a person writes."""

    def __init__(self, reading: Reading, layer: Layer, span: Span, standing: Annotation | None) -> None:
        self._reading = reading
        self._text = reading.text
        self._layer = layer
        self._span = span
        self._standing = standing

    def fields(self, wanted: Mapping[str, object]) -> dict[str, Any]:
        layer = self._layer
        named = {_known(layer, key): value for key, value in wanted.items()}
        fields: dict[str, Any] = {}
        if EXTENT in named:
            place = self._place(named.pop(EXTENT), "words")
            assert place is not None
            fields[EXTENT] = place
            self._span = Span(place["start"], place["end"])
        if layer == "times":
            fields |= self._times(named)
        elif layer == "quantities" and isinstance(named.get("value"), str):
            fields |= self._amount(str(named.pop("value")))
        elif layer == "durations" and isinstance(named.get("value"), str):
            fields["value"] = self._length(str(named.pop("value")))
        for name, value in named.items():
            if name not in FIELDS[layer]:
                raise CorrectionError(f"{name} は文字列で書いてください")
            fields[name] = self._value(name, FIELDS[layer][name], value)
        if layer == "entities":
            fields |= self._person(fields)
        return fields

    def usual(self) -> dict[str, Any]:
        """What a new annotation has where the person does not say."""
        if self._layer == "statements":
            before, after = (
                self._text[self._span.start - 1 : self._span.start],
                self._text[self._span.end : self._span.end + 1],
            )
            return {"kind": "direct" if before in tuple("「『") and after in tuple("」』") else "indirect"}
        if self._layer == "times":
            try:
                return _time(self._span.of(self._text), self._reading.published)
            except CorrectionError:
                return {}
        return {}

    def _value(self, name: str, field: Field, value: object) -> Any:
        if value is None or (field.nullable and isinstance(value, str) and value.strip() in _NOTHING):
            return None
        if name in _SPANS:
            return self._place(value, name)
        if name == "said":
            if isinstance(value, str):
                time = _time(value, self._reading.published)
                return {"from": time["from"], "until": time["until"]}
            return value
        if not isinstance(value, str):
            return value
        words = value.strip()
        if field.words:
            if words in field.words:
                return field.words[words]
            if words not in field.words.values():
                known = [*field.words, *field.words.values()]
                raise CorrectionError(
                    f"{name} ({field.label}) に「{words}」はありません{_nearest(words, known)}"
                )
        if name in ("low", "high"):
            return _number(words, name)
        if name in ("approximate", "vague"):
            return _flag(words, name)
        return words

    def _times(self, named: dict[str, object]) -> dict[str, Any]:
        """The value, its bounds and what unit it names, from the value or from the bounds."""
        fields: dict[str, Any] = {}
        value = named.pop("value", None)
        if value is not None and not isinstance(value, str):
            raise CorrectionError("value は文字列で書いてください")
        if value is not None and not {"from", "until"} <= named.keys():
            fields |= _time(value, self._reading.published)
        if "from" in named or "until" in named:
            before = fields or ({} if self._standing is None else form("times", self._standing, self._text))
            bounds = dict(before)
            bounds |= {key: _bound(named.pop(key), key) for key in ("from", "until") if key in named}
            if not {"from", "until"} <= bounds.keys():
                raise CorrectionError(
                    "from と until は両方書いてください。until はその次の日です (both bounds)"
                )
            if not bounds["from"] < bounds["until"]:
                raise CorrectionError(
                    f"終わりが始まりより後ではありません: {bounds['from']} → {bounds['until']}。"
                    "from と until を両方書いてください。until は終わりの次の日です (until is after from)"
                )
            fields |= _bounded(bounds["from"], bounds["until"]) | (
                {} if value is None else {"value": value.strip()}
            )
        return fields

    def _amount(self, words: str) -> dict[str, Any]:
        """low, high and the rest from 約30人, 3〜5, 50以上 or a bare number."""
        plain = fold_width(words.strip())
        if found := _RANGE.fullmatch(plain):
            low, high = (None if end is None else _number(end, "value") for end in found.groups())
            return {"low": low, "high": high}
        if re.fullmatch(r"-?[\d,]*\.?\d+", plain):
            number = _number(plain, "value")
            return {"low": number, "high": number}
        sentences = split_sentences(plain)
        found_ = find_quantities(words.strip(), plain, tokenize(words.strip(), sentences), ())
        if len(found_) != 1 or found_[0].end - found_[0].start < len(plain):
            raise CorrectionError(
                f"value の「{words}」は数量として読めません。30 か 3..5 か 約30人 のように書いてください"
            )
        got = form("quantities", found_[0], words.strip())
        return {name: got[name] for name in ("low", "high", "unit", "approximate", "bound", "vague")}

    def _length(self, words: str) -> str:
        plain = fold_width(words.strip())
        if plain.startswith("P"):
            return plain
        sentences = split_sentences(plain)
        morphemes = tokenize(words.strip(), sentences)
        _, found = find_times(plain, sentences, morphemes, self._reading.published)
        if len(found) != 1:
            raise CorrectionError(
                f"value の「{words}」は長さとして読めません。3年 か P3Y のように書いてください"
            )
        return found[0].value

    def _person(self, fields: dict[str, Any]) -> dict[str, Any]:
        """A PERSON has a key for who it is, and only a PERSON has a title."""
        was = self._standing if isinstance(self._standing, Entity) else None
        type_ = fields.get("type", was and was.type)
        if type_ == "PERSON" and "who" not in fields and (was is None or was.who is None):
            words = self._span.of(self._text)
            same = (e.who for e in self._reading.entities if e.type == "PERSON" and e.of(self._text) == words)
            return {"who": next((who for who in same if who), words)}
        if type_ != "PERSON" and was is not None and was.title is not None and "title" not in fields:
            return {"title": None}
        return {}

    def _place(self, value: object, name: str) -> dict[str, Any] | None:
        """The place of words of the text, or a place as 12-18, or as JSON has it."""
        if isinstance(value, str):
            words = value.strip().removeprefix("「").removesuffix("」")
            if (found := _PLACE.fullmatch(words)) and words not in self._text:
                span = Span(int(found[1]), int(found[2]))
            else:
                nearest = self._nearest(words, name)
                if nearest is None:
                    raise CorrectionError(
                        f"{name} の「{words}」は本文にありません。本文にある語を、そのまま書いてください (not in the text)"
                    )
                span = nearest
        elif isinstance(value, Mapping):
            try:
                span = Span(int(value["start"]), int(value["end"]))
            except (KeyError, TypeError, ValueError):
                raise CorrectionError(f'{name} は語か {{"start": 3, "end": 5}} で書いてください') from None
        else:
            raise CorrectionError(f"{name} は本文の語で書いてください")
        if not 0 <= span.start < span.end <= len(self._text):
            raise CorrectionError(f"{name} の {span.start}-{span.end} は本文の中にありません (no such place)")
        form = {"start": span.start, "end": span.end, "text": span.of(self._text)}
        return form | {"implicit": self._elsewhere(span)} if name == "speaker" else form

    def _nearest(self, words: str, name: str) -> Span | None:
        """Where these words stand for this annotation: in its own sentence first, then before it, then behind it; for another
        extent, over it."""
        span = self._span

        def far(place: Span) -> tuple[bool, bool, int]:
            away = max(span.start - place.end, place.start - span.end, 0)
            if name == EXTENT:
                return not place.overlaps(span), False, away
            return self._elsewhere(place), name == "speaker" and place.start > span.start, away

        outside = name in ("speaker", "cue", "via", "of")
        places = [p for p in occurrences(words, self._text) if not (outside and p.overlaps(span))]
        return min(places, key=far, default=None)

    def _elsewhere(self, place: Span) -> bool:
        """Whether it stands in no sentence that the annotation touches."""
        return not any(s.overlaps(self._span) and s.overlaps(place) for s in self._reading.sentences)


def occurrences(words: str, text: str) -> Iterator[Span]:
    """Every place of `words` in `text`."""
    start = text.find(words) if words else -1
    while start >= 0:
        yield Span(start, start + len(words))
        start = text.find(words, start + 1)


def _number(words: str, name: str) -> float:
    try:
        number = float(fold_width(words).replace(",", ""))
    except ValueError:
        raise CorrectionError(
            f"{name} の「{words}」は数ではありません。30 や 1.5 のように書いてください"
        ) from None
    return int(number) if number.is_integer() else number


def _flag(words: str, name: str) -> bool:
    if words.lower() in _YES:
        return True
    if words.lower() in _NO:
        return False
    raise CorrectionError(f"{name} は true (はい) か false (いいえ) で書いてください")


def _bound(value: object, name: str) -> str:
    """A day or a moment as a bound of a half-open stretch."""
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?", value.strip()):
            dt.datetime.fromisoformat(value.strip())
            return value.strip()
    except ValueError:
        raise CorrectionError(
            f"{name} の {value} は暦にありません。日付を確かめてください (no such day)"
        ) from None
    raise CorrectionError(f"{name} は 2023-01-05 か 2023-01-05T18:30 の形で書いてください")


def _time(words: str, published: dt.date) -> dict[str, Any]:
    """The fields of a time from 2023, 2023-01, 2023-01-05, 2023-01-05T18:30, or words such as 1月5日."""
    plain = fold_width(words.strip())
    if found := _DATE.fullmatch(plain):
        try:
            return _calendar(*(None if part is None else int(part) for part in found.groups()))
        except (ValueError, OverflowError):
            raise CorrectionError(
                f"{plain} は暦にありません。日付を確かめてください (no such time)"
            ) from None
    sentences = split_sentences(plain)
    times, _ = find_times(plain, sentences, tokenize(words.strip(), sentences), published)
    if len(times) != 1 or times[0].end - times[0].start < len(plain):
        raise CorrectionError(
            f"「{words}」は日時として読めません。2023-01-05 か 1月5日 のように書くか、from= と until= を書いてください (no time)"
        )
    return {name: value for name, value in form("times", times[0], plain).items() if name != "zone"}


def _calendar(
    year: int | None, month: int | None, day: int | None, hour: int | None, minute: int | None
) -> dict[str, Any]:
    assert year is not None
    first = dt.datetime(year, month or 1, day or 1, hour or 0, minute or 0)
    if hour is not None:
        until = first + dt.timedelta(minutes=1)
    elif day is not None:
        until = first + dt.timedelta(days=1)
    elif month is not None:
        until = first + dt.timedelta(days=calendar.monthrange(year, month)[1])
    else:
        until = first.replace(year=year + 1)
    precision = slice(None, 10 if hour is None else 16)
    return _bounded(first.isoformat()[precision], until.isoformat()[precision])


def _bounded(from_: str, until: str) -> dict[str, Any]:
    """The fields of the time between two bounds, with the calendar's name for it where it has one."""
    start, end = dt.datetime.fromisoformat(from_), dt.datetime.fromisoformat(until)
    value, granularity = f"{from_}/{until}", "span"
    midnight = not (start.hour or start.minute)
    if end - start == dt.timedelta(minutes=1):
        value, granularity = from_, "minute"
    elif midnight and end - start == dt.timedelta(days=1):
        value, granularity = from_[:10], "day"
    elif (
        midnight and start.day == 1 and (end - start).days == calendar.monthrange(start.year, start.month)[1]
    ):
        value, granularity = from_[:7], "month"
    elif midnight and (start.month, start.day) == (1, 1) and end == start.replace(year=start.year + 1):
        value, granularity = from_[:4], "year"
    fine = len(from_) > 10 or len(until) > 10
    return {
        "type": "TIME" if fine else "DATE",
        "value": value,
        "from": from_,
        "until": until,
        "granularity": granularity,
    }
