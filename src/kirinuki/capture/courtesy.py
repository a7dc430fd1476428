"""What a server asks of those who come: robots.txt (RFC 9309), conditions, Retry-After and how long an answer is fresh (RFC 9110,
9111)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from email.utils import parsedate_to_datetime
from functools import lru_cache
from urllib.parse import urlsplit

from protego import Protego

from kirinuki.capture.answer import Fetched
from kirinuki.model.watching import Course, Robots

_ROBOTS_HOLD = dt.timedelta(days=1)
"""How long a robots.txt may be relied on (RFC 9309, 2.4)."""
_ROBOTS_AGAIN = dt.timedelta(minutes=30)
"""After a server could not give its robots.txt."""
_LONGEST_ROBOTS = 512_000
"""Bytes; RFC 9309 wants at least 500 KiB read."""
_LONGEST_FRESH = dt.timedelta(days=366)
"""More than that nobody means; numbers beyond the calendar are sent as well."""
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_STALE = re.compile(r"(?:^|[\s,])(?:no-cache|no-store)(?:[\s,=]|$)", re.IGNORECASE)


def authority(url: str) -> str:
    """Whom an address asks: host and port, in small letters; robots.txt and pace are by it."""
    return urlsplit(url).netloc.lower().rpartition("@")[2]


def robots_address(url: str) -> str:
    """Where the robots.txt that holds for `url` lies."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/robots.txt"


def robots_of(fetched: Fetched | None, at: dt.datetime) -> Robots:
    """By what the server answered; None for no answer. Of 4xx everything is allowed, of 5xx nothing (RFC 9309, 2.3.1)."""
    if fetched is None or fetched.status >= 500 or fetched.status == 429:
        again = None if fetched is None else retry_after(fetched, at)
        return Robots(max(at + _ROBOTS_AGAIN, again or at), unknown=True)
    if fetched.status != 200:
        return Robots(at + _ROBOTS_HOLD)
    words = fetched.body[:_LONGEST_ROBOTS].decode("utf-8-sig", "replace").replace("\0", "")
    return Robots(at + _ROBOTS_HOLD, words)


def allows(robots: Robots, url: str, agent: str) -> bool:
    """Whether `agent` may ask for `url`."""
    return not robots.unknown and (not robots.words or _parsed(robots.words).can_fetch(url, agent))


def delay(robots: Robots, agent: str) -> float | None:
    """The seconds between two requests that `agent` is asked to keep (Crawl-delay)."""
    return _parsed(robots.words).crawl_delay(agent) if robots.words else None


@lru_cache(maxsize=64)
def _parsed(words: str) -> Protego:
    return Protego.parse(words)


def conditions(course: Course) -> dict[str, str]:
    """Headers that let a server say that nothing has changed, where it has not (RFC 9110, 13.1)."""
    given = {"If-None-Match": course.etag, "If-Modified-Since": course.modified}
    return {name: value for name, value in given.items() if value}


def validated(course: Course, answer: Fetched) -> Course:
    """The course with what the server gave to be given back to it; where it only said that nothing has changed (304), what it gave
    before holds."""
    etag, modified = answer.header("etag"), answer.header("last-modified")
    if answer.status == 304:
        etag, modified = etag or course.etag, modified or course.modified
    return replace(course, etag=etag, modified=modified)


def retry_after(fetched: Fetched, at: dt.datetime) -> dt.datetime | None:
    """Before when the server wants nobody to come again; seconds or a date."""
    words = (fetched.header("retry-after") or "").strip()
    if words.isascii() and words.isdigit():
        return at + min(dt.timedelta(seconds=int(words[:10])), _LONGEST_FRESH)
    return _date(words)


def fresh_until(fetched: Fetched, at: dt.datetime) -> dt.datetime | None:
    """Until when the answer holds, by its Cache-Control or else its Expires; None where it does not say."""
    control = fetched.header("cache-control") or ""
    if _STALE.search(control):
        return None
    if found := _MAX_AGE.search(control):
        age = (fetched.header("age") or "0").strip()
        old = int(age[:10]) if age.isascii() and age.isdigit() else 0
        return at + min(dt.timedelta(seconds=max(int(found[1]) - old, 0)), _LONGEST_FRESH)
    expires, made = _date(fetched.header("expires") or ""), _date(fetched.header("date") or "")
    if expires is None or made is None:
        return None
    # Seen from the server's own clock, which may be wrong.
    return at + min(max(expires - made, dt.timedelta()), _LONGEST_FRESH)


def _date(words: str) -> dt.datetime | None:
    """An HTTP date, aware."""
    try:
        found = parsedate_to_datetime(words)
        return found.replace(tzinfo=dt.UTC) if found.tzinfo is None else found.astimezone(dt.UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
