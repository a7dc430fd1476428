"""Test cases of other people's tools, as one kind of expectation: ja-timex, chrono and Recognizers-Text.

What a case wants is put so that tools with other conventions can meet it:

- *Open parts.* A date without year may be the past or the next one (Recognizers gives both); an open part of a
  TIMEX3 value (XXXX-07-08) matches whatever the tool resolved it to.
- *Spans* are the case's own, compared as gold is: overlapping, neither more than twice as long.
- *Ends.* A range to X may end before X or with it (Recognizers leaves the last day or year out, news includes it).
- *Parts of a day* (朝, 夕方) have hours by convention: any clock interval that meets the case's counts.
- A clock time without a date is compared as a clock time.

What does not apply is left out and counted with its reason: see `Case.outside`.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from evals.layers import Item, similar_span

Kind = Literal["time", "duration", "set", "any"]
Layers = Mapping[str, Sequence[Item]]
"""`times` and `durations` of a reading, ours or a peer's."""
Bounds = tuple[str, str | None]
"""First moment and, where the case says, the last or the one after it: dates, date-times or clock times (T08:40)."""


@dataclass(frozen=True)
class Want:
    """One expression that a case wants found: where (None: anywhere) and as what (any one of the alternatives)."""

    kind: Kind
    span: tuple[int, int] | None = None
    values: tuple[str, ...] = ()
    bounds: tuple[Bounds, ...] = ()
    lengths: tuple[str, ...] = ()
    """Durations that will do as well: 1時間前 is a time only for who knows the hour of publication."""
    loose: bool = False
    """A part of the day: meeting the bounds is enough."""

    def __str__(self) -> str:
        wanted = (*self.values, *(f"{a}..{b or ''}" for a, b in self.bounds), *self.lengths)
        return "|".join(wanted) or self.kind


@dataclass(frozen=True)
class Case:
    """One input of another tool's tests. `kinds` is what may not be found where nothing is wanted."""

    suite: str
    text: str
    published: dt.date
    wants: tuple[Want, ...]
    kinds: tuple[Kind, ...] = ("time", "duration", "set")
    outside: str | None = None
    """Why the case does not apply to a reader of news, or None."""

    @property
    def key(self) -> str:
        """Names the case in `temporal_differences.tsv`: what is wanted tells apart cases on one text."""
        return f"{self.suite}: {self.text} → {'; '.join(map(str, self.wants)) or 'nothing'}"

    def met_by(self, reading: Layers) -> bool:
        """Whether everything wanted is there, or nothing where nothing is wanted."""
        if not self.wants:
            return not any(_items(reading, kind) for kind in self.kinds)
        return all(
            any(_meets(want, item) for item in _items(reading, want.kind))
            or any(_lasts(want, item) for item in reading["durations"])
            for want in self.wants
        )


def _items(reading: Layers, kind: Kind) -> Sequence[Item]:
    if kind == "duration":
        return reading["durations"]
    if kind == "any":
        return [*reading["times"], *reading["durations"]]
    return [t for t in reading["times"] if (t["type"] == "SET") == (kind == "set")]


def _there(want: Want, item: Item) -> bool:
    """On the words that are wanted, or on a range of which they are one side."""
    if want.span is None:
        return True
    start, end = want.span
    side_of_range = "/" in item["value"] and item["start"] <= start and end <= item["end"]
    return similar_span({"start": start, "end": end}, item) or side_of_range


def _lasts(want: Want, item: Item) -> bool:
    return _there(want, item) and any(same_length(wanted, item["value"]) for wanted in want.lengths)


def _meets(want: Want, item: Item) -> bool:
    if not _there(want, item):
        return False
    value = str(item["value"])
    if not want.values and not want.bounds:
        return True
    if want.kind == "duration":
        return any(same_length(wanted, value) for wanted in want.values)
    if any(same_value(wanted, side) for wanted in want.values for side in {value, *value.split("/")}):
        return True
    from_, until = item.get("from") or "", item.get("until") or ""
    return bool(from_) and any(_within(b, from_, until, loose=want.loose) for b in want.bounds)


def _within(bounds: Bounds, from_: str, until: str, *, loose: bool) -> bool:
    first, last = bounds
    if first.startswith("T"):
        if "T" not in from_:
            return False
        from_, until = from_[10:16], until[10:16]
        if loose and until <= from_:
            until = "T24:00"
    if loose:
        return "T" in from_ and from_[: len(last or first)] < (last or first) and first < until
    return same_moment(first, from_) and (
        last is None or same_moment(last, until) or same_moment(_next(last), until)
    )


def same_moment(a: str, b: str) -> bool:
    """Equal to the minute, midnight written as a bare date or not."""
    return _minute(a) == _minute(b)


def _minute(stamp: str) -> str:
    stamp = stamp[:16] if stamp[0:1] != "T" else stamp[:6]
    return stamp.removesuffix("T00:00") or stamp


def _next(stamp: str) -> str:
    """The day after a date, the minute after a clock time."""
    if stamp.startswith("T"):
        moment = dt.datetime.combine(dt.date(2000, 1, 1), dt.time.fromisoformat(stamp[1:]))
        return (moment + dt.timedelta(minutes=1)).strftime("T%H:%M")
    if "T" in stamp:
        return (dt.datetime.fromisoformat(stamp) + dt.timedelta(minutes=1)).isoformat(timespec="minutes")
    return (dt.date.fromisoformat(stamp) + dt.timedelta(days=1)).isoformat()


def same_value(wanted: str, value: str) -> bool:
    """TIMEX3 values alike: what either leaves open (X, or the finer parts) agrees with anything there.

    A weekday (XXXX-WXX-1) agrees with a date that falls on it; a bare clock time with one of any date.
    """
    if found := re.fullmatch(r"XXXX-WXX-([1-7])", wanted):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return dt.date.fromisoformat(value).isoweekday() == int(found[1])
        return value == wanted
    wanted, value = _plain(wanted), _plain(value)
    if wanted.startswith("T") and "T" in value:
        value = value[value.index("T") :]
    pattern = re.escape(wanted).replace("X", "[0-9X]")
    return re.fullmatch(pattern, value) is not None


def _plain(value: str) -> str:
    """One spelling: T18-30-XX as T18:30, a full hour as T18:00, a century 20XX as 20, no open fine parts."""
    if found := re.search(r"T(\d\d)(?:[-:](\d\d|XX))?(?:[-:](?:\d\d|XX))?$", value):
        minute = (found[2] or "00").replace("XX", "00")
        return f"{value[: found.start()]}T{int(found[1]) % 24:02}:{minute}"
    if re.fullmatch(r"\d\dXX", value):
        return value[:2]
    return re.sub(r"(-XX)+$", "", value)


_PART = re.compile(r"([\d.]+)(BD|[YMWDHS])")


def same_length(a: str, b: str) -> bool:
    """ISO 8601 durations of one length: P0.5Y and P6M, P1.5D and P1DT12H; but a day is not 24 hours."""
    return _length(a) == _length(b)


def _length(value: str) -> tuple[float, float, float] | str:
    date, _, time = value.removeprefix("P").partition("T")
    if not value.startswith("P") or _PART.sub("", date) or _PART.sub("", time):
        return value
    in_date = {unit: float(n) for n, unit in _PART.findall(date)}
    in_time = {unit: float(n) for n, unit in _PART.findall(time)}
    if "BD" in in_date:
        return value
    months = in_date.get("Y", 0) * 12 + in_date.get("M", 0)
    days, part = divmod(in_date.get("W", 0) * 7 + in_date.get("D", 0), 1)
    seconds = in_time.get("H", 0) * 3600 + in_time.get("M", 0) * 60 + in_time.get("S", 0)
    return round(months, 6), days, round(seconds + part * 86_400, 3)


# ja-timex

_JA_TIMEX_DATE = dt.date(2021, 7, 18)
"""Where ja-timex's tests give a reference date, it is this one; most give none."""
_UNIT = re.compile(r"P(T?)([\d.]+)([YMWDHS])")


def ja_timex_cases(folder: Path) -> Iterator[Case]:
    """Assertions on one expression together make one case.

    The direction of a length (前, 後) comes from the assertion on `mod` wherever a test has one for the same words;
    where none has, either direction counts.
    """
    rows = _rows(folder / "temporal" / "ja_timex_cases.jsonl")
    groups: dict[tuple[str, str, int], dict[str, str]] = defaultdict(dict)
    mods: dict[tuple[str, int], str] = {}
    for row in rows:
        index = row.get("index") or 0
        groups[row["file"], row["text"], index][row["field"]] = row["expected"]
        if row["field"] == "mod":
            mods[row["text"], index] = row["expected"]
    for (file, text, index), fields in groups.items():
        mod = mods.get((text, index))
        wants, outside = _ja_timex_want(file, text, fields, mod)
        yield Case("ja-timex", text, _JA_TIMEX_DATE, wants, outside=outside)


def _ja_timex_want(
    file: str, text: str, fields: dict[str, str], mod: str | None
) -> tuple[tuple[Want, ...], str | None]:
    if file == "test_custom_tagger.py":
        return (), "a tagger that the user writes"
    if fields.keys() <= {"tid", "quant", "freq"}:
        return (), "only an attribute of ja-timex's own (tid, freq, quant)"
    words = fields.get("text", "" if file == "test_timex.py" else text)
    at = text.find(words) if words else -1
    span = (at, at + len(words)) if at >= 0 else None
    value = fields.get("value", "")
    if not value:
        return (Want("any", span),), None
    if file == "test_set_tagger.py" or fields.get("type") == "SET" or fields.keys() & {"quant", "freq"}:
        return (Want("set", span, (value,)),), None
    length = _UNIT.fullmatch(value)
    if not length:
        return (Want("duration" if value.startswith("P") else "time", span, (value,)),), None
    directed = file == "test_reltime_tagger.py" and not text.endswith(("目", "間", "ぶり"))
    if mod == "APPROX" or not (directed or mod or span is None):
        return (Want("duration", span, (value,)),), None
    vague = bool(length[1]) or "." in length[2] or span is None
    return (Want("time", span, bounds=_away(length, mod), lengths=(value,) if vague else ()),), None


def _away(length: re.Match[str], mod: str | None) -> tuple[Bounds, ...]:
    """The year, month, week, day or moment that lies so far from the reference date, either way where `mod` is open."""
    timed, number, unit = length[1], float(length[2]), length[3]
    signs = {"BEFORE": (-1,), "AFTER": (1,), "NOW": (0,)}.get(mod or "", (-1, 1))
    day = _JA_TIMEX_DATE
    bounds: list[Bounds] = []
    for sign in signs:
        n = sign * number
        if timed:
            at = dt.datetime.combine(day, dt.time()) + dt.timedelta(
                **{{"H": "hours", "M": "minutes", "S": "seconds"}[unit]: n}
            )
            bounds.append((at.isoformat(timespec="minutes"), None))
        elif unit == "Y" and n.is_integer() and abs(n) < 2000:
            year = day.year + int(n)
            bounds.append((f"{year:04}-01-01", f"{year + 1:04}-01-01"))
            bounds.append((f"{year:04}-{day:%m-%d}", None))
        elif unit in "YM" and abs(n) < 2000:
            months = day.year * 12 + day.month - 1 + int(n * (12 if unit == "Y" else 1))
            first = f"{months // 12:04}-{months % 12 + 1:02}"
            bounds.append((f"{first}-01", f"{(months + 1) // 12:04}-{(months + 1) % 12 + 1:02}-01"))
            bounds.append((f"{first}-{day:%d}", None))
        elif unit in "WD":
            there = day + dt.timedelta(days=n * (7 if unit == "W" else 1))
            bounds.append((there.isoformat(), None))
            if unit == "W":
                monday = there - dt.timedelta(days=there.weekday())
                bounds.append((monday.isoformat(), (monday + dt.timedelta(days=7)).isoformat()))
    return tuple(bounds)


# chrono

_MOMENT = re.compile(r"new Date\((\d+), (\d+)( - 1)?, (\d+)(?:, (\d+))?(?:, (\d+))?")


def chrono_cases(folder: Path) -> Iterator[Case]:
    """Cases of chrono, whose months count from 0 and whose dates without clock time are at noon."""
    for row in _rows(folder / "temporal" / "chrono_cases.jsonl"):
        text = row["text"]
        expect = {name: value.strip('"') for name, value in row["expect"]}
        published = dt.date.fromisoformat(_moment(row["reference"])[:10])
        words = expect.get("result.text", "")
        at = text.find(words) if words else -1
        bound = tuple(_side(expect, side) for side in ("start", "end"))
        first, last = bound
        clock_first = "T" in first
        if "T" in last and not clock_first:
            first, clock_first = f"{first}T12:00", True
        if first and not clock_first and not last:
            last = first
        part = row["file"] == "ja_casual.test.ts" and clock_first
        if part:
            first, last = f"{first[:10]}T00:00", f"{_next(first[:10])}T06:00"
        want = Want(
            "time",
            (at, at + len(words)) if at >= 0 else None,
            bounds=((first, last or None),) if first else (),
            loose=part,
        )
        yield Case("chrono", text, published, (want,))


def _moment(words: str) -> str:
    found = _MOMENT.match(words)
    if not found:
        raise ValueError(f"no date in {words!r}")
    year, month, _, day, hour, minute = found.groups()
    month_number = int(month) if found[3] else int(month) + 1
    return f"{int(year):04}-{month_number:02}-{int(day):02}T{int(hour or 0):02}:{int(minute or 0):02}"


def _side(expect: dict[str, str], side: str) -> str:
    """Start or end as a date, a date-time or a clock time; empty where the case does not say."""

    def get(field: str) -> int | None:
        value = expect.get(f'result.{side}.get("{field}")')
        return None if value is None else int(value)

    hour = get("hour")
    clock = "" if hour is None else f"T{hour:02}:{get('minute') or 0:02}"
    if (year := get("year")) is not None:
        return f"{year:04}-{get('month'):02}-{get('day'):02}{clock}"
    if moment := expect.get(f"result.{side}"):
        stamp = _moment(moment)
        return stamp[:10] if stamp.endswith("T12:00") else stamp
    return clock


# Recognizers-Text

_RECOGNIZERS_DATE = dt.date(2016, 11, 7)
"""The reference date of the specs that give none of their own is that of most others."""
_MODELS: dict[str, tuple[Kind, ...]] = {"Duration": ("duration",), "Set": ("set",)}
_TYPES: dict[str, Kind] = {"duration": "duration", "set": "set"}


def recognizers_cases(folder: Path) -> Iterator[Case]:
    """The DateTime specs: extractors want spans, parsers spans and values."""
    for path in sorted((folder / "recognizers" / "Specs" / "DateTime" / "Japanese").glob("*.json")):
        model = re.sub(r"(Extractor|Parser|Model.*)$", "", path.stem)
        whole = model == "Merged" or "Model" in path.stem
        kinds = ("time", "duration", "set") if whole else _MODELS.get(model, ("time",))
        task = "extractors" if path.stem.endswith("Extractor") else "parsers"
        for spec in json.loads(path.read_text(encoding="utf-8-sig")):
            reference = spec.get("Context", {}).get("ReferenceDateTime")
            published = dt.date.fromisoformat(reference[:10]) if reference else _RECOGNIZERS_DATE
            ignore = str(spec.get("IgnoreResolution", "")).lower() == "true"
            wants = tuple(_recognizers_want(result, ignore=ignore) for result in spec["Results"])
            hour = (reference or "")[10:16]
            of_speaking = hour not in ("", "T00:00") and hour in str(wants)
            outside = "hangs on the hour at which somebody speaks" if of_speaking else None
            yield Case(f"Recognizers {model} {task}", spec["Input"], published, wants, kinds, outside)


def _recognizers_want(result: dict[str, Any], *, ignore: bool) -> Want:
    kind = _TYPES.get((result.get("Type") or result["TypeName"]).rpartition(".")[2], "time")
    start = result["Start"]
    end = start + result["Length"] if "Length" in result else result["End"] + 1
    value = result.get("Value") or result.get("Resolution")
    if not value or ignore:
        return Want(kind, (start, end))
    if "values" in value:
        return _merged_want(kind, (start, end), value["values"])
    timex = value.get("Timex", "")
    if kind != "time":
        return Want(kind, (start, end), (timex,))
    bounds = {_resolution(value.get(f"{side}Resolution") or {}) for side in ("Past", "Future")} - {None}
    if timex.startswith("("):
        bounds |= {(b[0], later) for b in bounds if b and b[1] for later in _with_last_unit(b[1])}
    part = re.search(r"T[A-Z]{2}", timex) is not None
    return Want(kind, (start, end), bounds=tuple(sorted(b for b in bounds if b)), loose=part)


def _resolution(resolution: dict[str, str]) -> Bounds | None:
    stamps = [_stamp(v) for v in resolution.values()]
    if not stamps:
        return None
    if len(stamps) == 1:
        (stamp,) = stamps
        return (stamp, None) if "T" in stamp else (stamp, stamp)
    return stamps[0], stamps[1]


def _with_last_unit(last: str) -> Iterator[str]:
    """Where a range to a month or a year ends if that is part of it."""
    if re.fullmatch(r"\d{4}-\d\d-01", last):
        year, month = int(last[:4]), int(last[5:7])
        yield f"{year + month // 12:04}-{month % 12 + 1:02}-01"
        if month == 1:
            yield f"{year + 1:04}-01-01"


def _merged_want(kind: Kind, span: tuple[int, int], values: list[dict[str, str]]) -> Want:
    """Open ranges (以降, 以前) are compared by the moment they hang on: a reading has no open ends."""
    bounds: set[Bounds] = set()
    lengths = {v["timex"] for v in values if v["type"] in ("duration", "set")}
    for value in values:
        stamps = [
            _stamp(value[name]) for name in ("value", "start", "end") if value.get(name, "not")[:3] != "not"
        ]
        if stamps and value["type"] not in ("duration", "set"):
            open_end = "Mod" in value or len(stamps) == 1
            bounds.add((stamps[0], None if open_end else stamps[1]))
    return Want(kind, span, tuple(sorted(lengths)), tuple(sorted(bounds, key=str)))


def _stamp(words: str) -> str:
    """2016-11-07 08:00:20, 08:00:20 or 2016-11-07 in the form of `Bounds`."""
    date, _, time = words.rpartition(" ") if ":" in words else (words, "", "")
    return f"{date}T{time[:5]}" if time else date


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
