"""What an answer to a request for a feed means: pages to look at from now on, and when to ask for the feed again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from kirinuki.capture.addresses import canonical, is_address
from kirinuki.capture.answer import Fetched
from kirinuki.capture.courtesy import authority, fresh_until, retry_after, validated
from kirinuki.capture.feeds import Entry, Feed, parse
from kirinuki.capture.schedule import Look, begin, follow, hasten
from kirinuki.errors import InputError
from kirinuki.model.watching import Course, Subscription
from kirinuki.store import Store

_OLD = dt.timedelta(days=90)
"""Sitemaps name all that there ever was; what lies further back is for a person to add."""


class Polling:
    """The feeds that a person follows, on their way to pages. Methods raise `ArchiveError` where the archive cannot be written."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._watched = store.watched

    def courses(self, feeds: Iterable[Subscription], now: dt.datetime) -> list[Course]:
        """Where the watching of these feeds stands, begun now for new ones; paused ones are due no more, others again."""
        known = {course.url: course for course in self._watched.all("feed")}
        found = []
        for feed in feeds:
            course = replace(known.get(feed.url) or begin(feed.url, "feed", now), outlet=feed.outlet)
            found.append(replace(course, due=None if feed.paused else course.due or now))
        return found

    def follow(self, feeds: Iterable[Subscription], now: dt.datetime) -> None:
        """Watch these feeds, and no others."""
        wanted = self.courses(feeds, now)
        with self._store.transaction():
            known = {course.url: course for course in self._watched.all("feed")}
            for course in wanted:
                if course != known.pop(course.url, None):
                    self._watched.put(course, authority(course.url))
            for url in known:
                self._watched.drop(url)

    def take(self, course: Course, answer: Fetched, now: dt.datetime) -> int:
        """Take in what a server answered; gives how many pages are new or said to have changed.

        Raises `InputError` where it is no feed that can be used.
        """
        if answer.status not in (200, 304):
            raise InputError(f"{course.url}: サーバーの答えは {answer.status} (HTTP status)")
        feed = None
        if answer.status == 200:
            feed = parse(answer.body, url=answer.url, content_type=answer.header("content-type"), at=now)
        with self._store.transaction():
            new = 0 if feed is None else sum(self._name(entry, feed, course, now) for entry in feed.entries)
            fresh = fresh_until(answer, now)
            if feed is not None and feed.refresh is not None:
                fresh = max(fresh or now, now + feed.refresh)
            look = Look(
                now, "changed" if new else "same", now if new else None, retry_after(answer, now), fresh
            )
            self._watched.put(validated(follow(course, look), answer), authority(course.url))
        return new

    def _name(self, entry: Entry, feed: Feed, course: Course, now: dt.datetime) -> bool:
        """Watch the page that an entry names; whether it is new or said to have changed."""
        told = entry.modified or entry.published
        if not is_address(entry.url) or (feed.kind == "sitemap" and told is not None and now - told > _OLD):
            return False
        url = canonical(entry.url)
        page = self._watched.get(url)
        if page is None:
            published = None if entry.published is None else entry.published.isoformat()
            page = replace(
                begin(url, "page", now, entry.published), published=published, outlet=course.outlet
            )
        elif page.kind == "page" and page.looked and entry.modified and page.looked < entry.modified <= now:
            page = hasten(page, now)
        else:
            return False
        self._watched.put(page, authority(url))
        return True
