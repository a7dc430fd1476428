"""When a reader was here last, kept by their browser: what came since is shown first.

A visit goes on while pages are opened, and is over after a pause; what had come by then is known from then on. The mark of
`kirinuki new --read` is another one, of the archive and not of a browser.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

COOKIE = "visit"
_PAUSE = dt.timedelta(hours=2)
"""A visit is over when no page was opened for so long."""


@dataclass(frozen=True, slots=True)
class Visit:
    """`since`: what was captured after it is new in this visit, None on the first one. `seen`: up to when captures have been
    shown. `at`: when the last page was opened."""

    since: dt.datetime | None
    seen: dt.datetime | None
    at: dt.datetime

    @classmethod
    def of(cls, cookie: str, now: dt.datetime) -> Visit:
        """The visit that goes on, or the next one; the first for a cookie that is not there or says nothing."""
        try:
            since, seen, at = (
                dt.datetime.fromisoformat(part) if part else None for part in cookie.split("~")
            )
        except ValueError:
            return cls(None, None, now)
        if at is None or any(moment is not None and moment.tzinfo is None for moment in (since, seen, at)):
            return cls(None, None, now)
        last = cls(since, seen, at)
        return replace(last if now - at < _PAUSE else last.over(), at=now)

    def over(self) -> Visit:
        """The next visit: all that was seen is known."""
        return replace(self, since=self.seen or self.since)

    def saw(self, until: dt.datetime | None) -> Visit:
        """With what was captured `until` then shown."""
        return replace(self, seen=max(filter(None, (self.seen, until)), default=None))

    @property
    def cookie(self) -> str:
        """What the browser keeps."""
        return "~".join(
            moment.astimezone(dt.UTC).isoformat(timespec="microseconds") if moment else ""
            for moment in (self.since, self.seen, self.at)
        )
