"""Periods of days as a person writes them in a query: 2022-12-29, 2022-12, 2022, 12-29..30, ..2022-12, 2022年12月29日."""

from __future__ import annotations

import datetime as dt
import re

_TO = re.compile(r"\.{2,3}|[‥…〜～]")
_PART = re.compile(
    r"""(?P<year8>\d{4})(?P<month8>\d\d)(?P<day8>\d\d)|(?P<year>\d{4})(?:[-/年](?P<month>\d{1,2})(?:[-/月](?P<day>\d{1,2})日?|月)?|年)?"""
)
_BEHIND = re.compile(r"(?:(?P<month>\d{1,2})[-/月])?(?P<day>\d{1,2})日?")


def period(written: str) -> tuple[dt.date | None, dt.date | None]:
    """The days from the first until the second (half-open; None: open) that the words mean, both ends of a range included.

    Behind `..` the year, or year and month, of what stands before may be left out. Raises `ValueError` for what is no period,
    or ends before it begins.
    """
    if not (to := _TO.search(written)):
        return _days(written)
    first, last = written[: to.start()], written[to.end() :]
    if not first and not last:
        raise ValueError(written)
    from_ = _days(first)[0] if first else None
    until = (_days_behind(from_, last) if from_ else _days(last))[1] if last else None
    if from_ and until and until <= from_:
        raise ValueError(written)
    return from_, until


def _days_behind(from_: dt.date, written: str) -> tuple[dt.date, dt.date]:
    if short := _BEHIND.fullmatch(written):
        return _between(from_.year, int(short["month"] or from_.month), int(short["day"]))
    return _days(written)


def _days(written: str) -> tuple[dt.date, dt.date]:
    part = _PART.fullmatch(written)
    if part is None:
        raise ValueError(written)
    year, month, day = (part[name] or part[f"{name}8"] for name in ("year", "month", "day"))
    return _between(int(year), int(month) if month else None, int(day) if day else None)


def _between(year: int, month: int | None, day: int | None) -> tuple[dt.date, dt.date]:
    """A year, a month or a day. Raises `ValueError` at the calendar's last year, which has no day behind it."""
    if year >= dt.MAXYEAR:
        raise ValueError(year)
    if month is None:
        return dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    if day is None:
        return dt.date(year, month, 1), dt.date(year + month // 12, month % 12 + 1, 1)
    first = dt.date(year, month, day)
    return first, first + dt.timedelta(days=1)
