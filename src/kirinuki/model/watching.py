"""What is looked at again and again, and whom that asks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Kind = Literal["feed", "page"]


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that a person follows. `title` is what it is called, `home` the address of its site, `group` the folders of the
    list it came from, `outlet` the name of the outlet that its pages are taken to be of; `paused` ones are not asked."""

    url: str
    title: str | None = None
    home: str | None = None
    group: tuple[str, ...] = ()
    outlet: str | None = None
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """Where the watching of one address stands; all moments aware.

    `since` is when what it shows was new: when it was published, or seen to have changed. `due` is when to look next, None
    for never again. `failures` counts those in a row, `error` says what the last look met. `etag` and `modified` are what the
    server gave with its last answer, to be given back to it; `published` (ISO 8601) and `outlet` what the feed said that named a
    page.
    """

    url: str
    kind: Kind
    since: dt.datetime
    due: dt.datetime | None
    looked: dt.datetime | None = None
    failures: int = 0
    error: str | None = None
    etag: str | None = None
    modified: str | None = None
    published: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Budget:
    """What may be asked of one host: requests in any hour, seconds between the starts of two, and at the same time."""

    per_hour: int = 120
    gap: float = 2.0
    at_once: int = 2


@dataclass(frozen=True, slots=True)
class Robots:
    """The robots.txt of one host: its words where it has one, and until when they hold. `unknown` where the server could not
    say: nothing may be asked of it then."""

    until: dt.datetime
    words: str = ""
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Host:
    """What was asked of a host (its name and port) in the last hour, in ascending order, until when it wants to be left alone,
    and its robots.txt."""

    asked: tuple[dt.datetime, ...] = ()
    quiet: dt.datetime | None = None
    robots: Robots | None = None


@dataclass(frozen=True, slots=True)
class Removal:
    """That an outlet took an article down, or put it back (not `gone`), as a capture showed it at the moment `at`."""

    article: str
    capture: str
    at: dt.datetime
    gone: bool
    why: str
