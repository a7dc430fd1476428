"""Moments as news pages write them → ISO 8601 in Japan's time.

A stamp in UTC is Japan's nine hours later, unless the page shows the same hour and minute as its own: then some program wrote
Japan's time and called it UTC, which sites do.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from kirinuki.model.article import JAPAN
from kirinuki.model.text import fold_width

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_WRITTEN = re.compile(
    r"(?<![\d/.])(?:(?:(?P<year>(?:19|20)\d\d)|(?P<era>令和|平成|昭和)\s?(?P<nth>\d{1,2}|元))\s?[年/.\-]\s?)?"
    r"(?P<month>\d{1,2})\s?[月/.\-]\s?(?P<day>\d{1,2})(?!\d)\s?日?"
    r"(?:\s?\(?[月火水木金土日](?:曜日?)?(?:・?祝)?\)?|\s?\(?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?\)?)?[\s,、T]*(?:posted\s)?(?:at\s)?"
    r"(?:(?P<half>午前|午後|AM|PM)?\s?(?P<hour>\d{1,2})\s?(?:時|:)\s?(?P<minute>\d{1,2})?\s?分?(?::(?P<second>\d\d))?(?:\s?(?P<after>AM|PM))?)?",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_ENGLISH = re.compile(
    rf"(?<![A-Za-z])(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<!\d)(?P<hour>\d{1,2}):(?P<minute>\d\d)\s?(?P<half>[ap]\.?m)?", re.IGNORECASE)
_COMPACT = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:T?(?P<H>\d\d)(?P<M>\d\d)(?P<S>\d\d)?)?(?:Z|\+0?900)?"
)
_ENGLISH = (
    "%a, %d %b %Y %H:%M:%S %z",
    "%a %b %d %Y %H:%M:%S %z",
    "%d %b %Y %H:%M:%S %z",
    "%b %d, %Y",
    "%B %d, %Y",
)
_ZONE = re.compile(r"\s?(?:JST|GMT\+0?9(?::?00)?|Asia/Tokyo|日本時間)\s*$", re.IGNORECASE)
_IN_ADDRESS = (
    re.compile(r"/(?P<y>20[0-3]\d)[/-]?(?P<m>0[1-9]|1[0-2])[/-]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20[0-3]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"),
)
_EDITED = re.compile(r"更新|修正|改|updated|modified", re.IGNORECASE)
_ISSUED = re.compile(r"公開|配信|掲載|投稿|発信|放送|published|posted", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day of Japan, with the time of day where one was given. `raw` is the time of day as it was written, before any zone."""

    day: dt.date
    time: dt.time | None = None
    raw: dt.time | None = None

    def iso(self) -> str:
        """`2025-01-13T21:37:00+09:00`, or the day alone."""
        if self.time is None:
            return self.day.isoformat()
        return dt.datetime.combine(self.day, self.time, JAPAN).isoformat(timespec="seconds")


def read_moment(words: str, year: int | None = None) -> Moment | None:
    """The moment that `words` name; `year` is meant where they name none. None where they name no day of the calendar."""
    words = fold_width(words[:120]).strip()
    if not words:
        return None
    bare = _ZONE.sub("", words)
    try:
        return _of(dt.datetime.fromisoformat(bare), dated="T" in bare or ":" in bare)
    except (ValueError, OverflowError):
        pass
    for form in _ENGLISH:
        try:
            return _of(dt.datetime.strptime(words.replace("GMT", "+0000"), form), dated="%H" in form)
        except (ValueError, OverflowError):
            continue
    if (found := _COMPACT.fullmatch(bare)) is not None:
        y, m, d, hour, minute, second = (int(part) if part else None for part in found.groups())
        return _made(y, m, d, hour, minute, second)
    return next(iter(find_moments(bare, year)), None)


def find_moments(words: str, year: int | None = None) -> list[Moment]:
    """All moments written in a line; those without a year only where `year` is known."""
    moments = []
    for found in _WRITTEN.finditer(fold_width(words)):
        if found["year"]:
            y: int | None = int(found["year"])
        elif found["era"]:
            y = _ERAS[found["era"]] + (1 if found["nth"] == "元" else int(found["nth"]))
        else:
            y = year
        if y is None:
            continue
        hour = int(found["hour"]) if found["hour"] else None
        half = (found["half"] or found["after"] or "").upper()
        if hour is not None and half in ("午後", "PM") and hour < 12:
            hour += 12
        elif hour == 12 and half in ("午前", "AM"):
            hour = 0
        minute = int(found["minute"] or 0)
        if (
            moment := _made(
                y, int(found["month"]), int(found["day"]), hour, minute, int(found["second"] or 0)
            )
        ) is not None:
            moments.append(moment)
    return moments or _in_english(words)


def _in_english(words: str) -> list[Moment]:
    """The moment that a line names in English, the clock before the day or behind it."""
    if (day := _IN_ENGLISH.search(words)) is None:
        return []
    hour, minute = None, 0
    if (clock := _CLOCK.search(words)) is not None:
        hour, minute = int(clock["hour"]), int(clock["minute"])
        if clock["half"]:
            hour = hour % 12 + (12 if clock["half"][0] in "pP" else 0)
    month = _MONTHS.index(day["month"].lower()) + 1
    moment = _made(int(day["year"]), month, int(day["day"]), hour, minute)
    return [] if moment is None else [moment]


def day_in_address(address: str) -> Moment | None:
    """The day that an address names (/2025/01/13/, 20250113)."""
    for form in _IN_ADDRESS:
        if (found := form.search(address)) is not None:
            return _made(int(found["y"]), int(found["m"]), int(found["d"]))
    return None


def is_edited(words: str) -> bool:
    """Whether a label is of a change, and of that alone."""
    return _EDITED.search(words) is not None and _ISSUED.search(words) is None


def _of(moment: dt.datetime, *, dated: bool) -> Moment | None:
    raw = moment.time()
    if moment.tzinfo is not None:
        moment = moment.astimezone(JAPAN)
    if not 1945 <= moment.year <= 2100:
        return None
    return (
        Moment(moment.date(), moment.time().replace(microsecond=0), raw) if dated else Moment(moment.date())
    )


def _made(
    year: int | None,
    month: int | None,
    day: int | None,
    hour: int | None = None,
    minute: int | None = 0,
    second: int | None = 0,
) -> Moment | None:
    try:
        date = dt.date(year or 0, month or 0, day or 0)
        if hour == 24:
            date, hour = date + dt.timedelta(days=1), 0
        time = None if hour is None else dt.time(hour, minute or 0, second or 0)
    except (ValueError, OverflowError):
        return None
    return Moment(date, time, time) if 1945 <= date.year <= 2100 else None
