"""When entries say that they appeared → aware moments, each with its ground.

As feeds write it: RFC 822 and ISO 8601, what PHP makes of them in a Japanese locale, JavaScript's dates, seconds since 1970,
Japanese dates, and distances from now (3時間前). JST is +09:00. A moment without zone is by the clock of the feed's outlet.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from kirinuki.capture.extract.dates import find_moments
from kirinuki.model.article import JAPAN
from kirinuki.model.text import fold_width

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>(?:{'|'.join(_MONTHS)})[a-z]*|\d{{1,2}}月)\.?"
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?(?:\s?(?P<half>am|pm))?"
_YEAR = r"(?P<year>\d{4}|\d{2}(?!\d|:))"
_ENGLISH = tuple(
    re.compile(rf"(?:^|[\s,]){form}$", re.IGNORECASE)
    for form in (
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH}[\s,-]+{_YEAR}(?:[\s,T]+{_CLOCK})?",
        rf"{_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?:[\s,]+(?:at\s)?{_CLOCK})?",
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})\s+{_CLOCK}\s+{_YEAR}",
    )
)
_ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?(?:[T\s]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?)?"
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?"
)
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d+)?")
_OFFSET = re.compile(
    r"(?<=[\d\s:TC])(?:UTC|GMT)?(?P<sign>[+−-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?$", re.IGNORECASE
)
_TIMED = re.compile(r"\d:\d|時")
_NAMED = re.compile(r"(?<![A-Za-z])(Asia/Tokyo|[A-Za-z]{1,5}|日本(?:標準)?時間?)$")
_ZONE_WITHIN = re.compile(r"(\d:\d{2}) ([A-Z]{3,4}) (\d{4})$")
"""Mon Jan 13 21:37:00 JST 2025, as Java and date(1) write it."""
_COMMENT = re.compile(r"\s*[(\[](?P<words>[^()\[\]]*)[)\]]$")
_ZONES = {
    "jst": 9, "asia/tokyo": 9, "日本時間": 9, "日本標準時": 9, "日本": 9, "kst": 9, "z": 0, "ut": 0, "utc": 0, "gmt": 0,
    "wet": 0, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "hkt": 8, "sgt": 8, "aest": 10, "aedt": 11,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
"""Hours ahead of UTC. The American ones are those of RFC 822, 5.1, for which CST is not China's."""
_AGO = re.compile(
    r"(?P<n>\d{1,4}|an?|半)\s?(?P<unit>秒|分|時間|日|週間?|か月|ヶ月|カ月|ヵ月|seconds?|minutes?|mins?|hours?|days?|weeks?)\s?(?P<half>半)?\s?(?:前|ago)",
    re.IGNORECASE,
)
_SECONDS = {
    "秒": 1, "s": 1, "分": 60, "m": 60, "時": 3600, "h": 3600, "日": 86400, "d": 86400, "週": 604800, "w": 604800,
}  # fmt: skip
_DAYS = {
    "一昨日": 2, "おととい": 2, "昨日": 1, "きのう": 1, "昨夜": 1, "昨晩": 1, "yesterday": 1,
    "今日": 0, "きょう": 0, "本日": 0, "今朝": 0, "today": 0,
}  # fmt: skip
_NOW = re.compile("たった(?:今|いま)|just now", re.IGNORECASE)
_DAY_WORDS = re.compile("|".join(_DAYS), re.IGNORECASE)
_FIRST, _LAST = 1990, 2100
"""Years in which a feed may have been written; 0001 and 1970 are what programs write for none."""
_AHEAD = dt.timedelta(days=2)
_SLACK = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Clock:
    """By whose clock a feed tells its times: `zone` where it names none, on the ground `why`.

    `at` is when it was received. `mislabelled`: what it calls UTC is Japan's time.
    """

    at: dt.datetime | None
    zone: dt.tzinfo = JAPAN
    why: str = ""
    mislabelled: bool = False

    def runs_ahead(self, moment: dt.datetime, why: str) -> bool:
        """Whether a moment said to be of UTC had not come when the feed was received, but had by Japan's clock.

        Of an outlet by another clock than Japan's it is what it says: a moment to come.
        """
        if self.at is None or self.zone is not JAPAN or not why.endswith(_UTC_SAID):
            return False
        return _SLACK < moment - self.at <= dt.timedelta(hours=9) + _SLACK

    def read(self, words: str) -> tuple[dt.datetime, str] | None:
        """The moment that `words` name, in Japan's time, and its ground. None where they name none, or none that can be."""
        words = _ZONE_WITHIN.sub(r"\1 \3 \2", " ".join(fold_width(words[:200]).split()))
        zone, bare, said = _zone(words)
        naive = _naive(bare)
        if naive is not None:
            moment, exact = naive
            return self._placed(moment, zone, said if exact else f"日だけ、{said}" if said else "日だけ")
        if (found := _EPOCH.fullmatch(words)) is not None:
            return _sane(dt.datetime.fromtimestamp(int(found[1]), dt.UTC), "1970年からの秒")
        return self._relative(bare, zone)

    def _placed(
        self, moment: dt.datetime, zone: dt.tzinfo | None, said: str
    ) -> tuple[dt.datetime, str] | None:
        if zone is None:
            return _sane(moment.replace(tzinfo=self.zone), f"{said}{'、' if said else ''}{self.why}")
        if self.mislabelled and said.endswith(_UTC_SAID):
            return _sane(moment.replace(tzinfo=JAPAN), f"{said}とあるが、先の時刻になるので日本時間")
        return _sane(moment.replace(tzinfo=zone), said)

    def _relative(self, words: str, zone: dt.tzinfo | None) -> tuple[dt.datetime, str] | None:
        """A distance from when the feed was received, a day by its word, or a date without year."""
        if self.at is None:
            return None
        here = self.at.astimezone(zone or self.zone)
        if (ago := _AGO.search(words)) is not None:
            return _sane(here - _distance(ago), f"「{ago[0]}」を受け取った時から数えた")
        if (now := _NOW.search(words)) is not None:
            return _sane(here, f"「{now[0]}」を受け取った時とみなす")
        if (day := _DAY_WORDS.search(words)) is not None:
            date = here.date() - dt.timedelta(days=_DAYS[day[0].lower()])
            told = find_moments(f"{date.isoformat()} {words[day.end() :]}")
            if not told or told[0].time is None:
                return _sane(_midnight(date, here), f"「{day[0]}」を受け取った日から数えた、日だけ")
            moment = dt.datetime.combine(told[0].day, told[0].time, here.tzinfo)
            return _sane(moment, f"「{day[0]}」を受け取った日から数えた")
        for year in (here.year, here.year - 1):
            told = find_moments(words, year)
            if told:
                moment = dt.datetime.combine(told[0].day, told[0].time or dt.time(), here.tzinfo)
                if moment <= here + _AHEAD:
                    return _sane(moment, "年の記載なし・受け取った日に最も近い過去")
        return None


_UTC_SAID = "UTC と記載"


def _zone(words: str) -> tuple[dt.tzinfo | None, str, str]:
    """The zone that words end in, the words without it, and how it was said."""
    comment = _COMMENT.search(words) if words.endswith((")", "]")) else None
    bare = words[: comment.start()] if comment else words
    if (
        _TIMED.search(bare) is not None
        and (found := _OFFSET.search(bare, max(0, len(bare) - 12))) is not None
    ):
        minutes = int(found["hours"]) * 60 + int(found["minutes"] or 0)
        if minutes <= 14 * 60:
            minutes = minutes if found["sign"] == "+" else -minutes
            said = _UTC_SAID if minutes == 0 else f"時差 {found[0].strip()}"
            return dt.timezone(dt.timedelta(minutes=minutes)), bare[: found.start()].strip(), said
    for place in (bare, comment["words"].strip() if comment else ""):
        named = _NAMED.search(place)
        if named is None or named[1].lower() not in _ZONES:
            continue
        hours = _ZONES[named[1].lower()]
        rest = bare[: named.start()] if place is bare else bare
        said = _UTC_SAID if hours == 0 else f"{named[1]} と記載"
        return dt.timezone(dt.timedelta(hours=hours)), rest.strip(), said
    return None, bare if comment and not bare.endswith("日") else words, ""


def _naive(words: str) -> tuple[dt.datetime, bool] | None:
    """A whole date without its zone, and whether its time of day was given."""
    found = (
        _ISO.fullmatch(words)
        or _COMPACT.fullmatch(words)
        or next((m for form in _ENGLISH if (m := form.search(words))), None)
    )
    if found is not None:
        return _made(found.groupdict())
    told = find_moments(words)
    if not told:
        return None
    return dt.datetime.combine(told[0].day, told[0].time or dt.time()), told[0].time is not None


def _made(parts: dict[str, str | None]) -> tuple[dt.datetime, bool] | None:
    month = parts["month"] or "1"
    number = (
        int(month.rstrip("月")) if month[0].isdigit() else _MONTHS.index(month[:3].lower()) + 1
        if month[:3].lower() in _MONTHS else 0
    )  # fmt: skip
    year, hour = int(parts["year"] or 0), int(parts["hour"] or 0)
    if len(parts["year"] or "") == 2:
        year += 2000 if year < 69 else 1900
    half = (parts.get("half") or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        day = dt.datetime(year, number, int(parts["day"] or 1))
        # 24:00 and the 60th second are moments of the calendar, though not of datetime.
        moment = day + dt.timedelta(
            hours=hour, minutes=int(parts["minute"] or 0), seconds=int(parts["second"] or 0)
        )
    except (ValueError, OverflowError):
        return None
    return (moment, parts["hour"] is not None) if moment - day <= dt.timedelta(days=1) else None


def _distance(ago: re.Match[str]) -> dt.timedelta:
    unit = ago["unit"].lower()
    length = 30 * 86400 if "月" in unit else _SECONDS[unit[0]]
    count = 0.5 if ago["n"] == "半" else 1.0 if ago["n"].lower() in ("a", "an") else float(ago["n"])
    return dt.timedelta(seconds=length * (count + (0.5 if ago["half"] else 0)))


def _midnight(day: dt.date, like: dt.datetime) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), like.tzinfo)


def _sane(moment: dt.datetime, why: str) -> tuple[dt.datetime, str] | None:
    return (moment.astimezone(JAPAN), why) if _FIRST <= moment.year <= _LAST else None
