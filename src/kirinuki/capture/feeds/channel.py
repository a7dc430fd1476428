"""What every form of feed says: of itself, and of each article. Its readers know where that stands in theirs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from kirinuki.capture.addresses import is_address
from kirinuki.capture.feeds.form import Entry, Kind
from kirinuki.capture.feeds.moments import Clock
from kirinuki.model.article import Problem

MOST = 50_000
"""Entries of one feed that are read: what the sitemap protocol allows."""

Announced = Iterator[Entry | Problem]
"""Entries in the order of the feed, and before each what of it could not be read."""


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed says of itself; `entries(clock)` are its entries, their times read by that clock."""

    kind: Kind
    entries: Callable[[Clock], Announced]
    title: str | None = None
    home: str | None = None
    language: str | None = None
    refresh: dt.timedelta | None = None


def announced(
    clock: Clock,
    place: str,
    *,
    url: str | None,
    id: str | None,
    title: str | None,
    published: str | None,
    modified: str | None,
    **more: Any,
) -> Announced:
    """An entry of what its feed says, its times still in words; none where it has no address. `more` are further fields."""
    if url is None:
        told = f": {title[:40]}" if title else ""
        yield Problem(None, place, f"記事の住所がありません (no address): 入れません{told}")
        return
    times: dict[str, dt.datetime] = {}
    why: dict[str, str] = {}
    for name, words in (("published", published), ("modified", modified)):
        if words is None:
            continue
        if (read := clock.read(words)) is None:
            yield Problem(
                None, place, f"日時が読めません (unreadable date): {words[:60]}: 日時なしで入れます"
            )
        else:
            times[name], why[name] = read
    yield Entry(
        url=url,
        id=id or url,
        title=title,
        published=times.get("published"),
        modified=times.get("modified"),
        place=place,
        why=why,
        **more,
    )


def too_many() -> Problem:
    return Problem(None, f"{MOST + 1} 件目", f"{MOST:,} 件を超える分は読みません (too many entries)")


def joined(base: str, words: str | None) -> str | None:
    """The address that `words` name, seen from `base`; None where they name none."""
    words = "".join((words or "").split())
    try:
        absolute = not words or words.startswith(("https://", "http://"))
        address = words if absolute else urljoin(base, words)
    except ValueError:  # brackets that hold no IPv6 address
        return None
    return address if is_address(address) else None
