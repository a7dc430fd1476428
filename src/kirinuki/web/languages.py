"""The languages of the interface. Japanese is the language that it is written in; others have a catalogue.

A catalogue is `locale/LANGUAGE/LC_MESSAGES/messages.po`, read when the language is first asked for: what is edited is what
is shown, and nothing has to be compiled. `python docs/make_catalogues.py` brings the strings of code and templates into it.
"""

from __future__ import annotations

import datetime as dt
import gettext
import io
import re
from functools import cache
from importlib import resources
from typing import Literal, get_args

from babel.dates import format_date
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from kirinuki.publish.wording import JAPANESE, Words

_LOCALE = "en_GB"
"""English as Babel words dates: the day before the month."""

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
SOURCE: Language = "ja"
NAMES: dict[Language, str] = {"ja": "日本語", "en": "English"}
"""What each calls itself."""

_ACCEPTED = re.compile(r"\s*([A-Za-z*]+)[\w-]*\s*(?:;\s*q=([\d.]+))?\s*")


def is_language(code: str) -> bool:
    return code in LANGUAGES


def chosen(wish: str | None, accepted: str) -> Language:
    """The language that a reader chose, else the one that their browser likes best (`Accept-Language`), else Japanese."""
    for language in LANGUAGES:
        if language == wish:
            return language
    liked: list[tuple[float, Language]] = []
    for part in accepted.split(","):
        found = _ACCEPTED.fullmatch(part)
        for language in LANGUAGES:
            if found is not None and found[1].lower() == language:
                liked.append((_quality(found[2]), language))
    best = max(liked, key=lambda each: each[0], default=(0.0, SOURCE))
    return best[1] if best[0] > 0 else SOURCE


def _quality(words: str | None) -> float:
    try:
        return 1.0 if words is None else float(words)
    except ValueError:
        return 0.0


@cache
def translations(language: Language) -> gettext.NullTranslations:
    """What the interface says in a language; nothing is other than it is written for the one that it is written in."""
    if language == SOURCE:
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    return gettext.GNUTranslations(io.BytesIO(compiled.getvalue()))


@cache
def words(language: Language) -> Words:
    """How a language says what publish/ says."""
    return JAPANESE if language == SOURCE else Words(translations(language).gettext, *_ENGLISH)


def catalogue(language: Language) -> Catalog:
    """The catalogue of a language as its translators edit it."""
    place = resources.files("kirinuki.web").joinpath("locale", language, "LC_MESSAGES", "messages.po")
    return read_po(io.BytesIO(place.read_bytes()), locale=language)


def _day(date: dt.date) -> str:
    """Tuesday 30 December 2025"""
    return format_date(date, "EEEE d MMMM y", locale=_LOCALE)


def _period(from_: dt.date, until: dt.date) -> str:
    """Of the days from `from_` until `until` (half-open): 29–31 December 2025"""
    last = until - dt.timedelta(days=1)
    return _day(from_) if last <= from_ else _days(from_, last)


def _days(first: dt.date, last: dt.date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_plain(last)}"
    begin = f"{first.day} {_month(first)}" if first.year == last.year else _plain(first)
    return f"{begin} – {_plain(last)}"


def _interval(from_: str, until: str) -> str:
    """A resolved time, as short as its bounds allow: 2022, December 2022, 29–30 December 2022."""
    try:
        start, end = dt.datetime.fromisoformat(from_), dt.datetime.fromisoformat(until)
    except ValueError:
        return from_ if from_ == until else f"{from_}–{until}"
    if len(from_) > 10 or len(until) > 10:
        begin = f"{_plain(start)}, {start:%H:%M}"
        if (end - start).total_seconds() <= 60:
            return begin
        return (
            f"{begin}–{end:%H:%M}" if start.date() == end.date() else f"{begin} – {_plain(end)}, {end:%H:%M}"
        )
    first, last = start.date(), end.date() - dt.timedelta(days=1)
    if first >= last:
        return _plain(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
    if first.day == 1 and (last + dt.timedelta(days=1)).day == 1:
        begin, end_of = _month(first), f"{_month(last)} {last.year}"
        if first.year != last.year:
            return f"{begin} {first.year} – {end_of}"
        return end_of if first.month == last.month else f"{begin}–{end_of}"
    return _days(first, last)


def _month(date: dt.date) -> str:
    return format_date(date, "MMMM", locale=_LOCALE)


def _plain(date: dt.date) -> str:
    """30 December 2025"""
    return format_date(date, "d MMMM y", locale=_LOCALE)


def _moment(at: str) -> str:
    """Tuesday 30 December 2025, 18:30 for an ISO 8601 string, as precisely as it is given; empty for anything else."""
    try:
        when = dt.datetime.fromisoformat(at)
    except ValueError:
        return ""
    return _day(when.date()) + (f", {when:%H:%M}" if len(at) > 10 else "")


_ENGLISH = (_day, _period, _interval, _moment)
