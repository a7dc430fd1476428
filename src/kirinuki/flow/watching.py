"""Watching: feeds are polled, the pages that they name are taken in and looked at again, for weeks.

One thread thinks and writes; others only wait for servers. What is due is asked of the store each time, and what became of an
answer is one transaction, so that a run can be stopped at any moment, by whatever means, and the next one goes on where it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from typing import Literal

from kirinuki.capture.addresses import canonical, is_address
from kirinuki.capture.answer import Fetched
from kirinuki.capture.courtesy import (
    allows,
    authority,
    delay,
    fresh_until,
    retry_after,
    robots_address,
    robots_of,
)
from kirinuki.capture.feeds import Feed, parse
from kirinuki.capture.schedule import Look, ask, begin, follow, free, hasten, leave, plan
from kirinuki.errors import ArchiveError, FetchError, InputError
from kirinuki.flow.visiting import Fetches, Visited, Visiting, conditions
from kirinuki.model.watching import Budget, Course, Host, Robots, Subscription
from kirinuki.store import Store

_AT_ONCE = 20
"""Connections over all hosts."""
_ROUND = dt.timedelta(minutes=5)
"""A round begins nothing new after that, so that what came is read and told."""
_PATIENCE = dt.timedelta(seconds=30)
"""A round waits so long for a host to be free again; what comes later is for the next."""
_BETWEEN = dt.timedelta(seconds=30)
"""From the end of a round to the next one, at least."""
_IDLE = dt.timedelta(minutes=5)
"""At most: a feed that was added meanwhile is met then. Also the wait for a network or a disk to come back."""
_OLD = dt.timedelta(days=90)
"""Sitemaps name all that there ever was; what lies further back is for a person to add."""
_SETTLED = dt.timedelta(hours=1)
_BUSY = dt.timedelta(minutes=5)
"""A host is left alone so long that says it is asked too much (429, 503) and not how long it means."""

What = Literal["feed", "page", "network", "archive", "woven", "told", "waiting"]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened while watching, for a person or a program to follow.

    `what` is whom it is about: a feed, a page, the network, the archive; or that what came was woven, and
    told; or that the watch sleeps until `at`. `became` says how it went, `words` more of it.
    """

    at: dt.datetime
    what: What
    became: str
    url: str | None = None
    words: str | None = None
    count: int = 0


@dataclass(slots=True)
class Round:
    """What one round did: requests, feeds that answered, pages by what became of them, and what went wrong."""

    requests: int = 0
    polled: int = 0
    pages: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    trouble: str | None = None

    @property
    def came(self) -> int:
        """Articles and revisions that were not there before."""
        return sum(self.pages.get(became, 0) for became in ("new", "revised", "back"))


@dataclass(frozen=True, slots=True)
class _Flight:
    """A request on its way: of whom, and for which course; `robots` where it is for what the host allows of it."""

    host: str
    url: str
    course: Course
    robots: bool = False


class Watch:
    """The watching of one archive.

    `now` gives this moment, aware; `sleep` waits for so many seconds, or less where somebody wants to stop; `tell` is told what
    happens, `settle` reads, weaves and tells what came. `subscriptions` gives the feeds that the person follows.
    """

    def __init__(
        self,
        store: Store,
        visiting: Visiting,
        subscriptions: Callable[[], list[Subscription]],
        fetcher: Fetches,
        *,
        budget: Budget,
        now: Callable[[], dt.datetime],
        sleep: Callable[[float], None],
        tell: Callable[[Event], None],
        settle: Callable[[], Iterable[Event]],
    ) -> None:
        self._store = store
        self._visiting = visiting
        self._subscriptions = subscriptions
        self._fetcher = fetcher
        self._budget = budget
        self._now = now
        self._sleep = sleep
        self._tell = tell
        self._settle = settle
        self._stopping = False
        # Hosts that could not be reached since any other was.
        self._away: set[str] = set()

    def stop(self) -> None:
        """Begin nothing new; what is on its way is finished. May be called from a signal handler."""
        self._stopping = True

    def run(self, rounds: int | None = None) -> Round:
        """Go round until stopped, or so many times; gives the last round. What came is settled after each round that brought
        something, and now and then, for what earlier runs left and for alerts whose quiet hours are over."""
        done = 0
        settled: dt.datetime | None = None
        while True:
            one = self.round()
            done += 1
            if one.came or settled is None or self._now() - settled > _SETTLED:
                settled = self._now()
                self._settle_all(one)
            if self._stopping or done == rounds:
                return one
            until = self._wake(one)
            self._say("waiting", "until", words=until.isoformat(timespec="seconds"))
            self._rest(until)
            if self._stopping:
                return one

    def _settle_all(self, one: Round) -> None:
        try:
            for event in self._settle():
                self._tell(event)
        except ArchiveError as e:
            one.trouble = str(e)
            self._say("archive", "failed", words=str(e))

    def left(self) -> int:
        """How many addresses are due now."""
        return self._store.watched.due(self._now())

    def planned(self) -> list[tuple[dt.datetime, Course]]:
        """What would be asked next and when, the soonest first, new feeds included; nothing is asked or kept."""
        now, watched = self._now(), self._store.watched
        known = {course.url: course for course in watched.all("feed")}
        courses = [
            self._resumed(known.get(feed.url) or begin(feed.url, "feed", now), now)
            for feed in self._subscriptions()
            if not feed.paused
        ]
        courses += watched.all("page")
        pairs = [(authority(course.url), course) for course in courses]
        return plan(pairs, {name: watched.host(name) for name, _ in pairs}, now, self._budget)

    # One round ----------------------------------------------------------------------------------------------------

    def round(self) -> Round:
        """Ask for all that is due and may be asked for, and take in what comes."""
        return _RoundOf(self).go()

    def _wake(self, one: Round) -> dt.datetime:
        """When the next round is worth while."""
        now, watched = self._now(), self._store.watched
        if one.trouble is not None:
            return now + _IDLE
        moments = [free(watched.host(name), now, self._budget) for name in watched.waiting(now)]
        if (soonest := watched.soonest(now)) is not None:
            moments.append(soonest)
        return max(now + _BETWEEN, min((*moments, now + _IDLE)))

    def _rest(self, until: dt.datetime) -> None:
        while not self._stopping and (left := (until - self._now()).total_seconds()) > 0:
            self._sleep(left)

    def _say(
        self, what: What, became: str, url: str | None = None, words: str | None = None, count: int = 0
    ) -> None:
        self._tell(Event(self._now(), what, became, url, words, count))

    @staticmethod
    def _resumed(course: Course, now: dt.datetime) -> Course:
        return course if course.due is not None else replace(course, due=now)


class _RoundOf:
    """One round of a watch: what is in flight, and what was found out about hosts."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._store = watch._store
        self._watched = watch._store.watched
        self._budget = watch._budget
        self._now = watch._now
        self._done = Round()
        self._flying: dict[Future[Fetched], _Flight] = {}
        self._hosts: dict[str, Host] = {}
        self._unreached: list[tuple[_Flight, str]] = []

    def go(self) -> Round:
        end = self._now() + _ROUND
        pool = ThreadPoolExecutor(_AT_ONCE, "kirinuki-watch")
        try:
            self._follow_subscriptions()
            while True:
                soonest = None
                if not self._watch._stopping and self._done.trouble is None and self._now() < end:
                    soonest = self._begin(pool)
                if self._flying:
                    landed, _ = wait(self._flying, timeout=1.0, return_when=FIRST_COMPLETED)
                    for future in landed:
                        self._land(self._flying.pop(future), future)
                elif soonest is not None and soonest <= min(end, self._now() + _PATIENCE):
                    self._watch._rest(soonest)
                else:
                    break
            self._settle_unreached()
        except ArchiveError as e:
            self._done.trouble = str(e)
            self._watch._say("archive", "failed", words=str(e))
        finally:
            pool.shutdown(cancel_futures=True)
        return self._done

    def _follow_subscriptions(self) -> None:
        """Watch the feeds that the person follows, and no others."""
        wanted = {feed.url: feed for feed in self._watch._subscriptions()}
        now = self._now()
        with self._store.transaction():
            known = {course.url: course for course in self._watched.all("feed")}
            for url, feed in wanted.items():
                course = known.get(url) or begin(url, "feed", now)
                after = replace(course, due=None) if feed.paused else self._watch._resumed(course, now)
                if replace(after, outlet=feed.outlet) != known.get(url):
                    self._watched.put(replace(after, outlet=feed.outlet), authority(url))
            for url in known.keys() - wanted.keys():
                self._watched.drop(url)

    def _begin(self, pool: ThreadPoolExecutor) -> dt.datetime | None:
        """Send what may be sent now; gives when more may be, None where nothing is due."""
        now = self._now()
        soonest: dt.datetime | None = None
        for name in self._watched.waiting(now):
            while len(self._flying) < _AT_ONCE:
                here = [flight for flight in self._flying.values() if flight.host == name]
                if len(here) >= self._budget.at_once or any(flight.robots for flight in here):
                    break
                course = self._watched.next(name, now, [flight.url for flight in here])
                if course is None:
                    break
                host = self._host(name)
                robots = host.robots
                pace = None if robots is None else delay(robots, self._watch._fetcher.agent)
                at = free(host, now, self._budget, pace)
                if at > now:
                    soonest = at if soonest is None else min(soonest, at)
                    break
                if robots is None or robots.until <= now:
                    self._send(pool, _Flight(name, robots_address(course.url), course, robots=True), {})
                elif not allows(robots, course.url, self._watch._fetcher.agent):
                    self._refuse(course, robots, now)
                else:
                    self._send(pool, _Flight(name, course.url, course), conditions(course))
        return soonest

    def _host(self, name: str) -> Host:
        if name not in self._hosts:
            self._hosts[name] = self._watched.host(name)
        return self._hosts[name]

    def _keep_host(self, name: str, host: Host) -> None:
        with self._store.transaction():
            self._watched.put_host(name, host)
        self._hosts[name] = host

    def _send(self, pool: ThreadPoolExecutor, flight: _Flight, headers: dict[str, str]) -> None:
        self._keep_host(flight.host, ask(self._host(flight.host), self._now()))
        self._flying[pool.submit(self._watch._fetcher.get, flight.url, headers)] = flight
        self._done.requests += 1

    def _refuse(self, course: Course, robots: Robots, now: dt.datetime) -> None:
        why = (
            "robots.txt が取れないので待っています (robots.txt cannot be had)"
            if robots.unknown
            else "robots.txt が許していません (disallowed by robots.txt)"
        )
        with self._store.transaction():
            after = follow(course, Look(now, "refused", error=why))
            if robots.unknown:
                after = replace(after, due=robots.until)
            self._watched.put(after, authority(course.url))
        self._watch._say(course.kind, "refused", course.url, why)

    # What comes back ----------------------------------------------------------------------------------------------

    def _land(self, flight: _Flight, future: Future[Fetched]) -> None:
        now = self._now()
        try:
            answer = future.result()
        except FetchError as e:
            if e.unreachable:
                self._unreached.append((flight, str(e)))
                self._watch._away.add(flight.host)
                # Whether it is this host that is away or the whole network is known later; until then it is not asked again.
                self._keep_host(flight.host, leave(self._host(flight.host), now + _BUSY))
                return
            self._watch._away.clear()
            self._failed(flight, str(e), now)
            return
        self._watch._away.clear()
        if answer.status in (429, 503):
            until = retry_after(answer, now) or now + _BUSY
            self._keep_host(flight.host, leave(self._host(flight.host), min(until, now + 24 * 12 * _BUSY)))
        if flight.robots:
            self._keep_host(flight.host, replace(self._host(flight.host), robots=robots_of(answer, now)))
        elif flight.course.kind == "feed":
            self._poll(flight.course, answer, now)
        else:
            self._visited(self._watch._visiting.take(flight.course, answer, now))

    def _failed(self, flight: _Flight, why: str, now: dt.datetime, answer: Fetched | None = None) -> None:
        if flight.robots:
            self._keep_host(flight.host, replace(self._host(flight.host), robots=robots_of(answer, now)))
        if flight.course.kind == "page":
            self._visited(self._watch._visiting.fail(flight.course, why, now, answer))
        else:
            retry = None if answer is None else retry_after(answer, now)
            with self._store.transaction():
                after = follow(flight.course, Look(now, "failed", retry=retry, error=why))
                self._watched.put(after, flight.host)
            self._done.failed.append(why)
            self._watch._say("feed", "failed", flight.course.url, why)

    def _visited(self, visited: Visited) -> None:
        pages = self._done.pages
        pages[visited.became] = pages.get(visited.became, 0) + 1
        if visited.became == "failed":
            self._done.failed.append(visited.why or visited.url)
        self._watch._say("page", visited.became, visited.url, visited.why)

    def _settle_unreached(self) -> None:
        """Count failures to reach a host where another was reached since; where none of several was, it is the network that is
        gone."""
        if self._unreached and len(self._watch._away) > 1:
            self._done.trouble = "ネットワークにつながりません (no network)"
            self._watch._say("network", "gone", words=self._done.trouble)
            return
        for flight, why in self._unreached:
            self._failed(flight, why, self._now())

    def _poll(self, course: Course, answer: Fetched, now: dt.datetime) -> None:
        """Take in what a server answered when it was asked for a feed."""
        flight = _Flight(authority(course.url), course.url, course)
        if answer.status == 304:
            self._polled(course, answer, None, 0, now)
            return
        if answer.status != 200:
            self._failed(flight, f"{course.url}: サーバーの答えは {answer.status} (HTTP status)", now, answer)
            return
        try:
            feed = parse(answer.body, url=answer.url, content_type=answer.header("content-type"), at=now)
        except InputError as e:
            self._failed(flight, str(e), now)
            return
        with self._store.transaction():
            new = self._name(feed, course, now)
            self._polled(course, answer, feed, new, now)

    def _name(self, feed: Feed, course: Course, now: dt.datetime) -> int:
        """Watch the pages that a feed names from now on; gives how many are new or said to have changed."""
        count = 0
        for entry in feed.entries:
            told = entry.modified or entry.published
            old = feed.kind == "sitemap" and told is not None and now - told > _OLD
            if old or not is_address(entry.url):
                continue
            url = canonical(entry.url)
            known = self._watched.get(url)
            if known is None:
                page = replace(
                    begin(url, "page", now, entry.published),
                    published=None if entry.published is None else entry.published.isoformat(),
                    outlet=course.outlet,
                )
            elif (
                known.kind == "page"
                and known.looked is not None
                and entry.modified is not None
                and known.looked < entry.modified <= now
            ):
                page = hasten(known, now)
            else:
                continue
            self._watched.put(page, authority(url))
            count += 1
        return count

    def _polled(self, course: Course, answer: Fetched, feed: Feed | None, new: int, now: dt.datetime) -> None:
        fresh = fresh_until(answer, now)
        if feed is not None and feed.refresh is not None:
            fresh = max(fresh or now, now + feed.refresh)
        look = Look(now, "changed" if new else "same", now if new else None, retry_after(answer, now), fresh)
        etag, modified = answer.header("etag"), answer.header("last-modified")
        if answer.status == 304:
            etag, modified = etag or course.etag, modified or course.modified
        with self._store.transaction():
            self._watched.put(
                replace(follow(course, look), etag=etag, modified=modified), authority(course.url)
            )
        self._done.polled += 1
        self._watch._say("feed", "changed" if new else "same", course.url, count=new)
