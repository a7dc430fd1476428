"""What is looked at again and again: where the watching of each address stands, and what was asked of each host.

This is no part of what is captured, and not made again from the WARC files: where it is lost, everything that the feeds still name
is asked for once more, and found to be the same.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection

from kirinuki.model.watching import Course, Host, Kind, Robots
from kirinuki.store.database import Database, Row
from kirinuki.store.moments import utc

_COURSE = "url, kind, since, due, looked, failures, error, etag, modified, published, outlet"
_HOST = "host, asked, quiet, robots, robots_unknown, robots_until"
_FEEDS_FIRST = "kind = 'page', looked IS NOT NULL, due, url"
"""The order in which a host is asked when there is more due than its budget allows: feeds, pages never seen, the others."""


class Watched:
    """Courses by address and hosts by name."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, url: str) -> Course | None:
        """The course of an address; None where it is not watched."""
        row = self._db.one(f"SELECT {_COURSE} FROM watched WHERE url = ?", (url,))
        return None if row is None else _course(row)

    def put(self, course: Course, host: str) -> None:
        """Keep a course in place of what there was; `host` is whom it asks."""
        row = (
            *(course.url, course.kind, utc(course.since), _or_none(course.due), _or_none(course.looked)),
            *(course.failures, course.error, course.etag, course.modified, course.published, course.outlet),
        )
        with self._db.transaction():
            self._db.write("DELETE FROM watched WHERE url = ?", (course.url,))
            self._db.write(
                f"INSERT INTO watched ({_COURSE}, host) VALUES ({', '.join('?' * (len(row) + 1))})",
                (*row, host),
            )

    def drop(self, url: str) -> None:
        """Watch an address no more."""
        with self._db.transaction():
            self._db.write("DELETE FROM watched WHERE url = ?", (url,))

    def all(self, kind: Kind) -> list[Course]:
        """All courses of a kind, by address."""
        rows = self._db.all(f"SELECT {_COURSE} FROM watched WHERE kind = ? ORDER BY url", (kind,))
        return [_course(row) for row in rows]

    def waiting(self, now: dt.datetime) -> list[str]:
        """The hosts of which something is due."""
        rows = self._db.all("SELECT DISTINCT host FROM watched WHERE due <= ? ORDER BY host", (utc(now),))
        return [host for (host,) in rows]

    def next(self, host: str, now: dt.datetime, but: Collection[str] = ()) -> Course | None:
        """What of a host is to be looked at first of all that is due; `but` are those that are being looked at."""
        marks = ", ".join("?" * len(but))
        row = self._db.one(
            f"""SELECT {_COURSE} FROM watched WHERE host = ? AND due <= ? AND url NOT IN ({marks})
                ORDER BY {_FEEDS_FIRST} LIMIT 1""",
            (host, utc(now), *but),
        )
        return None if row is None else _course(row)

    def soonest(self, now: dt.datetime) -> dt.datetime | None:
        """When the next look is due after `now`; None where there is none."""
        row = self._db.one("SELECT MIN(due) FROM watched WHERE due > ?", (utc(now),))
        return None if row is None else _moment(row[0])

    def due(self, now: dt.datetime) -> int:
        """How many addresses are due."""
        row = self._db.one("SELECT COUNT(*) FROM watched WHERE due <= ?", (utc(now),))
        return 0 if row is None else int(row[0])

    def count(self, kind: Kind) -> int:
        """How many of a kind will be looked at again."""
        row = self._db.one("SELECT COUNT(*) FROM watched WHERE kind = ? AND due IS NOT NULL", (kind,))
        return 0 if row is None else int(row[0])

    def take_over(self, other: Watched) -> None:
        """Keep all that another database has of this in place of what there was."""
        with self._db.transaction():
            for table, columns in (("watched", f"{_COURSE}, host"), ("hosts", _HOST)):
                self._db.write(f"DELETE FROM {table}")
                marks = ", ".join("?" * (columns.count(",") + 1))
                rows = other._db.all(f"SELECT {columns} FROM {table}")
                self._db.write_many(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)

    def host(self, name: str) -> Host:
        """What was asked of a host; of one that is not known, nothing."""
        row = self._db.one(f"SELECT {_HOST} FROM hosts WHERE host = ?", (name,))
        if row is None:
            return Host()
        _, asked, quiet, words, unknown, until = row
        return Host(
            asked=tuple(map(dt.datetime.fromisoformat, json.loads(asked))),
            quiet=_moment(quiet),
            robots=None if until is None else Robots(dt.datetime.fromisoformat(until), words, bool(unknown)),
        )

    def put_host(self, name: str, host: Host) -> None:
        """Keep what was asked of a host."""
        robots = host.robots or Robots(dt.datetime.min, "", False)
        row = (
            *(name, json.dumps([utc(at) for at in host.asked]), _or_none(host.quiet)),
            *(robots.words, int(robots.unknown), None if host.robots is None else utc(robots.until)),
        )
        with self._db.transaction():
            self._db.write("DELETE FROM hosts WHERE host = ?", (name,))
            self._db.write(f"INSERT INTO hosts ({_HOST}) VALUES (?, ?, ?, ?, ?, ?)", row)


def _or_none(at: dt.datetime | None) -> str | None:
    return None if at is None else utc(at)


def _moment(words: str | None) -> dt.datetime | None:
    return None if words is None else dt.datetime.fromisoformat(words)


def _course(row: Row) -> Course:
    url, kind, since, due, looked, failures, error, etag, modified, published, outlet = row
    return Course(
        *(url, kind, dt.datetime.fromisoformat(since), _moment(due), _moment(looked), failures, error),
        *(etag, modified, published, outlet),
    )
