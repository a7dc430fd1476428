"""ja-timex's expressions in the form of a reading's `times` and `durations`.

The library gives TIMEX3 values with the unknown left open (XXXX-XX-30) and takes an expression apart (昨年 and 12月);
a user has to put them together and resolve them. That is done here as kindly as the values allow:

- what touches, or is joined by の or a space, and names different fields is one time (昨年 + 12月, 7月18日 + の +
  午後6時); the second side of a range takes what it leaves open from the first (11月3日から5日);
- an open year or month is the publication's (what its `to_datetime` does), an open weekday the last one;
- a length with a direction (P1D, BEFORE) is a time of that unit, one without is a duration;
- the START, MID and END of a month are its thirds; `range_start` and `range_end` make one time of two.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

Raw = Mapping[str, Any]
Fields = dict[str, int]
Item = dict[str, Any]

_DATE = re.compile(r"(\d{4}|XXXX)-(\d\d|XX)-(\d\d|XX)")
_CLOCK = re.compile(r"T(\d\d)-(\d\d|XX)-(?:\d\d(?:\.\d+)?|XX)")
_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])")
_QUARTER = re.compile(r"(\d{4}|XXXX)-Q([1-4])")
_SEASON = re.compile(r"(\d{4}|XXXX)-(SP|SU|FA|WI)")
_LENGTH = re.compile(r"P(T?)([\d.]+)([YMWDHS])")
_JOINTS = ("", "の", " ", "　")
_FIRST_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_THIRDS = {"START": (1, 11), "MID": (11, 21), "END": (21, None)}


def items(text: str, raws: Iterable[Raw], published: dt.date) -> dict[str, list[Item]]:
    """The `times` and `durations` of one text, as `Reading.to_json` would give them."""
    times: list[Item] = []
    durations: list[Item] = []
    before: Fields = {}
    for group in _groups(text, raws, published):
        start, end = group[0]["start"], group[-1]["end"]
        item = {"start": start, "end": end, "text": text[start:end]}
        if any(raw["type"] == "SET" for raw in group):
            times.append(item | {"type": "SET", "value": group[-1]["value"], "from": "", "until": ""})
            continue
        fields: Fields = {}
        for raw in group:
            fields |= _fields(raw, published)
        if group[0]["range_end"] and fields:
            fields = _coarser(before, fields) | fields
        before = fields
        if fields:
            from_, until, value = _resolve(fields, published)
            kind = "TIME" if "hour" in fields else "DATE"
            times.append(item | {"type": kind, "value": value, "from": from_, "until": until})
        elif group[0]["type"] == "DURATION":
            durations.append(item | {"value": group[0]["value"]})
        else:
            times.append(item | {"type": "DATE", "value": group[0]["value"], "from": "", "until": ""})
    return {"times": _ranges(text, times, raws), "durations": durations}


def _coarser(first: Fields, second: Fields) -> Fields:
    """What the first side of a range says above the coarsest that the second names itself."""
    order = ("year", "month", "day", "hour")
    named = [order.index(field) for field in second if field in order]
    return {field: first[field] for field in order[: min(named, default=0)] if field in first}


def _groups(text: str, raws: Iterable[Raw], published: dt.date) -> list[list[Raw]]:
    """Expressions that together name one time."""
    groups: list[list[Raw]] = []
    for raw in sorted(raws, key=lambda r: (r["start"], r["end"])):
        if groups:
            last = groups[-1]
            known = {field for other in last for field in _fields(other, published)}
            new = _fields(raw, published)
            of_set = last[-1]["type"] == "SET"
            joined = text[last[-1]["end"] : raw["start"]] in _JOINTS
            if joined and new and not known & new.keys() and (known or of_set):
                last.append(raw)
                continue
        groups.append([raw])
    return groups


def _ranges(text: str, times: list[Item], raws: Iterable[Raw]) -> list[Item]:
    """Times whose ends the library marks as one range are one."""
    ends = {raw["end"] for raw in raws if raw["range_start"]}
    starts = {raw["start"] for raw in raws if raw["range_end"]}
    made: list[Item] = []
    for time in times:
        first = made[-1] if made else None
        if first and first["end"] in ends and time["start"] in starts and first["from"] and time["until"]:
            made[-1] = first | {
                "end": time["end"],
                "text": text[first["start"] : time["end"]],
                "until": time["until"],
                "value": f"{first['value']}/{time['value']}",
            }
        else:
            made.append(time)
    return made


def _fields(raw: Raw, published: dt.date) -> Fields:
    """What the expression says of year, month, day, hour and so on; nothing for lengths and recurring times."""
    value = raw["value"]
    if raw["type"] == "DURATION":
        return _relative(value, raw["mod"], published)
    if raw["type"] == "SET":
        return {}
    if found := _DATE.fullmatch(value):
        names = ("year", "month", "day")
        fields = {n: int(v) for n, v in zip(names, found.groups(), strict=True) if not v.startswith("X")}
        if raw["mod"] in _THIRDS and "month" in fields and "day" not in fields:
            fields["third"] = list(_THIRDS).index(raw["mod"])
        return fields
    if found := _CLOCK.fullmatch(value):
        return {"hour": int(found[1])} | ({} if found[2] == "XX" else {"minute": int(found[2])})
    if found := _WEEKDAY.fullmatch(value):
        return {"weekday": int(found[1])}
    if found := _QUARTER.fullmatch(value):
        return _year(found[1]) | {"quarter": int(found[2])}
    if found := _SEASON.fullmatch(value):
        return _year(found[1]) | {"season": _FIRST_MONTHS[found[2]]}
    if found := re.fullmatch(r"FY(\d{4})", value):
        return {"fiscal": int(found[1])}
    if found := re.fullmatch(r"(\d\d)XX", value):
        return {"century": int(found[1])}
    return {}


def _year(words: str) -> Fields:
    return {} if words == "XXXX" else {"year": int(words)}


def _relative(value: str, mod: str | None, published: dt.date) -> Fields:
    sign = {"BEFORE": -1, "AFTER": 1, "NOW": 0}.get(mod or "")
    found = _LENGTH.fullmatch(value)
    if sign is None or not found or "." in found[2]:
        return {}
    number = sign * int(found[2])
    unit = found[1] + found[3]
    if unit == "Y":
        return {"year": published.year + number}
    if unit == "M":
        month = published.year * 12 + published.month - 1 + number
        return {"year": month // 12, "month": month % 12 + 1}
    if unit not in ("W", "D") or abs(number) > 99_999:
        return {}
    day = published + dt.timedelta(days=number * (7 if unit == "W" else 1))
    if unit == "W":
        monday = day - dt.timedelta(days=day.weekday())
        return {"week": monday.toordinal()}
    return {"year": day.year, "month": day.month, "day": day.day}


def _resolve(fields: Fields, published: dt.date) -> tuple[str, str, str]:
    """`from`, `until` and TIMEX3 value; three empty strings where they are no date (2月30日)."""
    try:
        return _interval(fields, published)
    except (ValueError, OverflowError):
        return "", "", ""


def _interval(fields: Fields, published: dt.date) -> tuple[str, str, str]:
    if "century" in fields:
        first = fields["century"] * 100 + 1
        return f"{first:04}-01-01", f"{first + 100:04}-01-01", f"{fields['century']:02}"
    if "fiscal" in fields:
        return f"{fields['fiscal']}-04-01", f"{fields['fiscal'] + 1}-04-01", f"FY{fields['fiscal']}"
    if "week" in fields and not fields.keys() & {"day", "weekday"}:
        monday = dt.date.fromordinal(fields["week"])
        year, week, _ = monday.isocalendar()
        return monday.isoformat(), (monday + dt.timedelta(7)).isoformat(), f"{year}-W{week:02}"
    year = fields.get("year", published.year)
    if "quarter" in fields or "season" in fields:
        month = fields["season"] if "season" in fields else fields["quarter"] * 3 - 2
        name = {v: k for k, v in _FIRST_MONTHS.items()}[month] if "season" in fields else f"Q{month // 3 + 1}"
        return dt.date(year, month, 1).isoformat(), _month_after(year, month, 3), f"{year}-{name}"
    day = _day(fields, year, published)
    if day is None:
        if "month" not in fields:
            return f"{year:04}-01-01", f"{year + 1:04}-01-01", f"{year:04}"
        month = fields["month"]
        if "third" in fields:
            first_day, next_day = list(_THIRDS.values())[fields["third"]]
            until = (
                _month_after(year, month, 1) if next_day is None else f"{year:04}-{month:02}-{next_day:02}"
            )
            return f"{year:04}-{month:02}-{first_day:02}", until, f"{year:04}-{month:02}"
        return f"{year:04}-{month:02}-01", _month_after(year, month, 1), f"{year:04}-{month:02}"
    if "hour" not in fields:
        return day.isoformat(), (day + dt.timedelta(1)).isoformat(), day.isoformat()
    clock = dt.timedelta(hours=fields["hour"], minutes=fields.get("minute", 0))
    at = dt.datetime.combine(day, dt.time()) + clock
    stamp = at.isoformat(timespec="minutes")
    return stamp, (at + dt.timedelta(minutes=1)).isoformat(timespec="minutes"), stamp


def _day(fields: Fields, year: int, published: dt.date) -> dt.date | None:
    """The day meant, None where the fields name a month or a year."""
    if "day" in fields:
        return dt.date(year, fields.get("month", published.month), fields["day"])
    if "weekday" in fields:
        if "week" in fields:
            return dt.date.fromordinal(fields["week"] + fields["weekday"] - 1)
        return published - dt.timedelta(days=(published.isoweekday() - fields["weekday"]) % 7)
    if "hour" in fields and not fields.keys() & {"year", "month"}:
        return published
    return None


def _month_after(year: int, month: int, count: int) -> str:
    months = year * 12 + month - 1 + count
    return f"{months // 12:04}-{months % 12 + 1:02}-01"
