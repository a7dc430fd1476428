"""When a reader was here last, kept by their browser: what came since is shown first.

A sitting goes on while pages are opened, and is over after a pause; what had come by then is known from then on. The mark of
`kirinuki new --read` is another one, of the archive and not of a browser.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

COOKIE = "sitting"
_PAUSE = dt.timedelta(hours=2)
"""A sitting is over when no page was opened for so long."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """`since`: what was captured after it is new in this sitting, None on the first one. `seen`: up to when captures have been
    shown. `at`: when the last page was opened."""

    since: dt.datetime | None
    seen: dt.datetime | None
    at: dt.datetime

    @classmethod
    def of(cls, cookie: str, now: dt.datetime) -> Sitting:
        """The sitting that goes on, or the next one; the first for a cookie that is not there or says nothing."""
        try:
            since, seen, at = map(_moment, cookie.split("~"))
        except (ValueError, OverflowError):
            return cls(None, None, now)
        if at is None:
            return cls(None, None, now)
        last = cls(since, seen, at)
        return replace(last if now - at < _PAUSE else last.over(), at=now)

    def over(self) -> Sitting:
        """The next sitting: all that was seen is known."""
        return replace(self, since=self.seen or self.since)

    def saw(self, until: dt.datetime | None) -> Sitting:
        """With what was captured `until` then shown."""
        return replace(self, seen=max(filter(None, (self.seen, until)), default=None))

    @property
    def cookie(self) -> str:
        """What the browser keeps."""
        return "~".join(
            "" if moment is None else moment.isoformat() for moment in (self.since, self.seen, self.at)
        )


def _moment(words: str) -> dt.datetime | None:
    """The moment, aware; None for no words. Raises `ValueError` or `OverflowError` for what is none."""
    if not words:
        return None
    moment = dt.datetime.fromisoformat(words)
    if moment.tzinfo is None:
        raise ValueError(words)
    return moment.astimezone(dt.UTC)
