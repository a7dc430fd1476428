"""When what is looked at again: a function of what earlier looks gave, without clock, store or network.

One rule for feeds and pages: the wait until the next look is half the time for which nothing has changed, within bounds of the
kind. What changes often is looked at often, what is old seldom, and a page that has long been still no more. A look that failed
waits twice as long each time. What the server asks for (Retry-After, how long its answer is fresh) is the least.

A host is asked with a gap between requests, so many times in any hour and no more, and not while it wants to be left alone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from kirinuki.model.watching import Budget, Course, Host, Kind

Found = Literal["changed", "same", "failed", "refused"]
"""What a look gave: something new, the same as before, no answer that can be used, or that we may not look."""

_HOUR = dt.timedelta(hours=1)
_DAY = dt.timedelta(days=1)
_SHARE = 0.5
"""The wait as a part of the time for which nothing changed: at every moment the text we hold is at most this much older."""
_SPREAD = 0.1
"""Waits are stretched or shortened by up to so much, by address, so that what was begun together does not stay together."""
_RETRY = dt.timedelta(minutes=15)
"""After the first failure; doubled with each that follows."""
_FRESHEST = _DAY
"""Some servers call a feed fresh for a year."""
_LONGEST = 7 * _DAY
"""Some servers ask to be left alone for longer than anybody may mean."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Bounds of the wait between two looks, and how long after its last change an address is looked at (None: for ever)."""

    least: dt.timedelta
    most: dt.timedelta
    ends: dt.timedelta | None


RHYTHMS: dict[Kind, Rhythm] = {
    "feed": Rhythm(dt.timedelta(minutes=15), 6 * _HOUR, None),
    "page": Rhythm(dt.timedelta(minutes=20), 14 * _DAY, 90 * _DAY),
}


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at an address gave, at the moment `at`.

    `since` is given where what is shown is new, and says from when on. `retry` is the moment before which the server wants
    nobody to come again, `fresh` the one until which its answer holds.
    """

    at: dt.datetime
    found: Found
    since: dt.datetime | None = None
    retry: dt.datetime | None = None
    fresh: dt.datetime | None = None
    error: str | None = None


def begin(url: str, kind: Kind, at: dt.datetime, since: dt.datetime | None = None) -> Course:
    """The course of an address that became known at `at`; what it shows is new since `since`, if that is known."""
    return Course(url, kind, at if since is None else min(since, at), at)


def follow(course: Course, look: Look) -> Course:
    """The course after a look."""
    rhythm = RHYTHMS[course.kind]
    since = course.since if look.since is None else min(look.since, look.at)
    failures = course.failures + 1 if look.found == "failed" else 0
    match look.found:
        case "failed":
            # The exponent is bounded before it is raised: years of failures are a number as well.
            wait = min(_RETRY * 2 ** min(failures - 1, 16), _DAY)
        case "refused":
            wait = _DAY
        case _:
            wait = min(max((look.at - since) * _SHARE, rhythm.least), rhythm.most)
    due = look.at + wait * (1 + _SPREAD * _turned(course.url, look.at))
    if look.fresh is not None:
        due = max(due, min(look.fresh, look.at + _FRESHEST))
    if look.retry is not None:
        due = max(due, min(look.retry, look.at + _LONGEST))
    ended = rhythm.ends is not None and due - since > rhythm.ends
    looked = look.at if look.found in ("changed", "same") else course.looked
    return replace(
        course, since=since, due=None if ended else due, looked=looked, failures=failures, error=look.error
    )


def hasten(course: Course, at: dt.datetime) -> Course:
    """The course of an address that is said to have changed: looked at once, unless failures keep us away."""
    if course.failures or (course.due is not None and course.due <= at):
        return course
    return replace(course, due=at)


def free(host: Host, now: dt.datetime, budget: Budget, delay: float | None = None) -> dt.datetime:
    """The first moment, not before `now`, at which the host may be asked; `delay` are the seconds between requests that its
    robots.txt wants."""
    found = now if host.quiet is None else max(now, host.quiet)
    if host.asked:
        found = max(found, host.asked[-1] + dt.timedelta(seconds=max(budget.gap, delay or 0.0)))
    if len(host.asked) >= budget.per_hour:
        found = max(found, host.asked[-budget.per_hour] + _HOUR)
    return found


def ask(host: Host, at: dt.datetime) -> Host:
    """The host after a request at `at`; what lies further back than an hour counts no more."""
    at = max(at, host.asked[-1]) if host.asked else at
    return replace(host, asked=(*host.asked[bisect_right(host.asked, at - _HOUR) :], at))


def leave(host: Host, until: dt.datetime) -> Host:
    """The host, left alone until then."""
    return replace(host, quiet=until if host.quiet is None else max(host.quiet, until))


def plan(
    courses: Iterable[tuple[str, Course]], hosts: Mapping[str, Host], now: dt.datetime, budget: Budget
) -> list[tuple[dt.datetime, Course]]:
    """When each of these addresses would be asked, the soonest first: when it is due, and its host may be asked. Each comes with
    the name of its host; those that are looked at no more are left out."""
    hosts = dict(hosts)
    planned = []
    for name, course in sorted(courses, key=lambda pair: (pair[1].due or now, pair[1].url)):
        if course.due is not None:
            host = hosts.get(name, Host())
            at = free(host, max(course.due, now), budget)
            hosts[name] = ask(host, at)
            planned.append((at, course))
    return sorted(planned, key=lambda pair: (pair[0], pair[1].url))


def _turned(url: str, at: dt.datetime) -> float:
    """From -1 to 1, by address and moment, the same everywhere."""
    digest = hashlib.blake2b(f"{url} {at.isoformat()}".encode(errors="replace"), digest_size=4).digest()
    return int.from_bytes(digest) / 0x7FFFFFFF - 1
