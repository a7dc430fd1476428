"""Which feeds there are at an address or in a list, and how those that are followed stand."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches

from kirinuki.ask.decisions import Decided
from kirinuki.ask.subscriptions import FeedAct
from kirinuki.capture.addresses import canonical, is_address
from kirinuki.capture.answer import Fetched
from kirinuki.capture.feeds import Feed, discover, read_opml, write_opml
from kirinuki.capture.feeds import Subscription as Listed
from kirinuki.errors import FetchError, InputError, NotFoundError
from kirinuki.flow.visiting import Fetches, as_feed
from kirinuki.model.watching import Course, Subscription
from kirinuki.store import Store

_TRIED = 6
"""Addresses that are asked for a feed, of all those that a page speaks of."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A feed that is followed, and where its watching stands; `course` is None before the first round."""

    feed: Subscription
    course: Course | None


class Feeds:
    """The feeds of one archive: what a person decides of them is kept with the other decisions."""

    def __init__(self, decided: Decided, store: Store, title: str) -> None:
        """`title` is what a list of them is called."""
        self._decided = decided
        self._store = store
        self._title = title

    def all(self) -> list[Followed]:
        """Those that are followed, in the order in which they were added."""
        watched = self._store.watched
        return [Followed(feed, watched.get(feed.url)) for feed in self._decided.feeds()]

    def follow(self, feed: Subscription, *, now: dt.datetime) -> Subscription:
        """Follow a feed from now on, or again. Gives it as it is followed."""
        fields = {name: getattr(feed, name) for name in ("title", "home", "outlet") if getattr(feed, name)}
        if feed.group:
            fields["group"] = list(feed.group)
        self._decided.append("feed", at=now, act="add", url=feed.url, **fields)
        return feed

    def decide(self, url: str, act: FeedAct, *, now: dt.datetime) -> None:
        """Let a feed go (`remove`), `pause` it, or `resume` it. Raises `NotFoundError` for one that is not followed."""
        feeds = [feed.url for feed in self._decided.feeds()]
        if url not in feeds:
            near = get_close_matches(url, feeds, n=1)
            raise NotFoundError(
                f"{url}: このフィードは見張っていません (not followed)"
                + (f": {near[0]} ではありませんか" if near else ": kirinuki feeds list に一覧があります")
            )
        self._decided.append("feed", at=now, act=act, url=url)

    def opml(self) -> bytes:
        """Those that are followed as an OPML file."""
        feeds = self._decided.feeds()
        return write_opml(
            (Listed(feed.url, feed.title, feed.home, feed.group) for feed in feeds), self._title
        )


def read_list(data: bytes) -> list[Subscription]:
    """The feeds of an OPML file. Raises `InputError` for what is none."""
    listed = (each for each in read_opml(data) if is_address(each.url))
    return [Subscription(canonical(each.url), each.title, each.home, each.group) for each in listed]


def find_feed(url: str, fetcher: Fetches, now: dt.datetime) -> Subscription:
    """The feed at an address, or the best of those that the page there speaks of.

    Raises `FetchError` where the address cannot be had, `InputError` where no feed is found.
    """
    answer = _found(fetcher.get(url))
    feed = as_feed(answer, now)
    if feed is not None:
        return _subscription(url, feed)
    for link in discover(answer.body, answer.url, answer.header("content-type"))[:_TRIED]:
        with suppress(FetchError):
            if (feed := as_feed(_found(fetcher.get(link.url)), now)) is not None:
                return _subscription(link.url, feed)
    raise InputError(
        f"{url}: フィードが見つかりません (no feed found): フィードの住所 (RSS、Atom など) を指してください"
    )


def _found(answer: Fetched) -> Fetched:
    if answer.status != 200:
        raise FetchError(
            f"{answer.url}: サーバーの答えは {answer.status} です (HTTP status): 住所を確かめてください"
        )
    return answer


def _subscription(url: str, feed: Feed) -> Subscription:
    if feed.kind == "sitemap-index":
        raise InputError(
            f"{url}: サイトマップの目次です。中の news サイトマップの住所を足してください (a sitemap index): "
            + "、".join(entry.url for entry in feed.entries[:3])
        )
    return Subscription(canonical(url), feed.title, feed.home)
