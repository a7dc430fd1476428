"""One round of watching: all that is due and may be asked for, asked for and taken in.

One thread thinks and writes; others only wait for servers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from typing import Literal

from kirinuki.capture.answer import Fetched
from kirinuki.capture.courtesy import authority, conditions, retry_after, robots_address, robots_of
from kirinuki.capture.pages import Pages
from kirinuki.capture.schedule import Look, follow
from kirinuki.errors import ArchiveError, FetchError, InputError
from kirinuki.flow.hosts import Hosts
from kirinuki.flow.polling import Polling
from kirinuki.flow.visiting import Fetches, Visited, Visiting, keep_failure
from kirinuki.model.watching import Budget, Course, Robots
from kirinuki.store import Store

_AT_ONCE = 20
"""Connections over all hosts."""
_LONG = dt.timedelta(minutes=5)
"""A round begins nothing new after that, so that what came is read and told."""
_PATIENCE = dt.timedelta(seconds=30)
"""A round waits so long for a host to be free again; what comes later is for the next."""
_BUSY = dt.timedelta(minutes=5)
"""A host is left alone so long that cannot be reached, or is asked too much (429, 503) and does not say how long it means."""
_BUSIEST = dt.timedelta(days=1)

What = Literal["feed", "page", "network", "archive", "woven", "told", "waiting"]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened while watching, for a person or a program to follow.

    `what` is whom it is about: a feed, a page, the network, the archive; or that what came was woven, or told; or that the watch
    is waiting. `became` says how it went, `words` more of it, `count` how many.
    """

    at: dt.datetime
    what: What
    became: str
    url: str | None = None
    words: str | None = None
    count: int = 0


@dataclass(slots=True)
class Round:
    """What one round did: requests, feeds that answered, pages by what became of them, what failed, and what ended it early."""

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
    """A request on its way: of whom, and for which course; `robots` where it is for what the host allows of it, `pages` where it
    is for the next page of an article of which these were had."""

    host: str
    course: Course
    robots: bool = False
    pages: Pages | None = None

    @property
    def url(self) -> str:
        if self.robots:
            return robots_address(self.course.url)
        return (self.pages and self.pages.next) or self.course.url


class Rounds:
    """Goes round for one archive.

    `now` gives this moment, aware; `rest` waits until a moment, or less where somebody wants to stop; `tell` is told what happens.
    """

    def __init__(
        self,
        store: Store,
        visiting: Visiting,
        polling: Polling,
        fetcher: Fetches,
        budget: Budget,
        *,
        now: Callable[[], dt.datetime],
        rest: Callable[[dt.datetime], None],
        tell: Callable[[Event], None],
    ) -> None:
        self._watched = store.watched
        self._store = store
        self._visiting = visiting
        self._polling = polling
        self._fetcher = fetcher
        self._budget = budget
        self._now = now
        self._rest = rest
        self._tell = tell
        self._hosts = Hosts(store, budget, fetcher.agent)
        self._done = Round()
        self._flying: dict[Future[Fetched], _Flight] = {}
        self._unreached: list[tuple[_Flight, str]] = []
        # Articles whose next page is still to be asked for; a slow host may need more than one round.
        self._turning: list[_Flight] = []
        # Hosts that could not be reached since any other was, over the rounds.
        self._away: set[str] = set()

    def go(self, stopping: Callable[[], bool]) -> Round:
        """Ask for all that is due, until `stopping`, and take in what comes; what is on its way is finished."""
        self._hosts = Hosts(self._store, self._budget, self._fetcher.agent)
        self._done, self._flying, self._unreached = Round(), {}, []
        pool = ThreadPoolExecutor(_AT_ONCE, "kirinuki-watch")
        try:
            self._go(pool, stopping, self._now() + _LONG)
            self._count_unreached()
        except ArchiveError as e:
            self._done.trouble = str(e)
            self._say("archive", "failed", words=str(e))
        finally:
            pool.shutdown(cancel_futures=True)
        return self._done

    def _go(self, pool: ThreadPoolExecutor, stopping: Callable[[], bool], end: dt.datetime) -> None:
        while True:
            soonest = None if stopping() or self._now() >= end else self._begin(pool)
            if self._flying:
                landed, _ = wait(self._flying, timeout=1.0, return_when=FIRST_COMPLETED)
                for future in landed:
                    self._land(self._flying.pop(future), future)
            elif soonest is not None and soonest <= min(end, self._now() + _PATIENCE):
                self._rest(soonest)
            else:
                return

    def _begin(self, pool: ThreadPoolExecutor) -> dt.datetime | None:
        """Send what may be sent now; gives when more may be, None where nothing is due."""
        now = self._now()
        soonest: dt.datetime | None = None
        for name in self._watched.waiting(now):
            while (flight := self._next(name, now)) is not None:
                at = self._hosts.free(name, now)
                if at > now:
                    soonest = at if soonest is None else min(soonest, at)
                    break
                robots = self._hosts.robots(name, now)
                if robots is None:
                    self._send(pool, _Flight(name, flight.course, robots=True))
                elif not self._hosts.allows(robots, flight.url):
                    self._refuse(flight, robots, now)
                else:
                    self._send(pool, flight)
        return soonest

    def _next(self, host: str, now: dt.datetime) -> _Flight | None:
        """What a host may be asked for next, as far as there is room: the rest of an article goes first. Nothing while its
        robots.txt is on its way."""
        here = [flight for flight in self._flying.values() if flight.host == host]
        full = len(self._flying) >= _AT_ONCE or len(here) >= self._budget.at_once
        if full or any(flight.robots for flight in here):
            return None
        if (begun := next((each for each in self._turning if each.host == host), None)) is not None:
            return begun
        course = self._watched.next(host, now, [flight.course.url for flight in here])
        return None if course is None else _Flight(host, course)

    def _send(self, pool: ThreadPoolExecutor, flight: _Flight) -> None:
        self._hosts.ask(flight.host, self._now())
        if flight in self._turning:
            self._turning.remove(flight)
        headers = {} if flight.robots or flight.pages else conditions(flight.course)
        self._flying[pool.submit(self._fetcher.get, flight.url, headers)] = flight
        self._done.requests += 1

    def _refuse(self, flight: _Flight, robots: Robots, now: dt.datetime) -> None:
        course = flight.course
        if flight in self._turning:
            self._turning.remove(flight)
        why = (
            "robots.txt が取れないので待っています (robots.txt cannot be had)"
            if robots.unknown
            else "robots.txt が許していません (disallowed by robots.txt)"
        )
        after = follow(course, Look(now, "refused", error=why))
        with self._store.transaction():
            self._watched.put(
                replace(after, due=robots.until) if robots.unknown else after, authority(course.url)
            )
        self._say(course.kind, "refused", course.url, why)

    # What comes back ----------------------------------------------------------------------------------------------

    def _land(self, flight: _Flight, future: Future[Fetched]) -> None:
        """Take in what came of a request, whatever that is: no single answer may end a watch of weeks, and each that follows."""
        now = self._now()
        try:
            answer = future.result()
            self._away.clear()
            self._take(flight, answer, now)
        except ArchiveError:
            raise
        except FetchError as e:
            if e.unreachable:
                # Whether it is this host that is away or the network is known later; until then it is left alone.
                self._away.add(flight.host)
                self._unreached.append((flight, str(e)))
                self._hosts.leave(flight.host, now + _BUSY)
            else:
                self._away.clear()
                self._fail(flight, str(e), now)
        except Exception as e:
            self._fail(flight, f"{flight.course.url}: 取り込めません ({type(e).__name__}: {e})", now)

    def _take(self, flight: _Flight, answer: Fetched, now: dt.datetime) -> None:
        retry = retry_after(answer, now)
        if answer.status in (429, 503):
            self._hosts.leave(flight.host, min(retry or now + _BUSY, now + _BUSIEST))
        if flight.robots:
            self._hosts.learn(flight.host, robots_of(answer, now))
        elif flight.course.kind == "page":
            self._turn(flight, answer, now)
        else:
            try:
                new = self._polling.take(flight.course, answer, now)
            except InputError as e:
                self._fail(flight, str(e), now, retry)
                return
            self._done.polled += 1
            self._say("feed", "changed" if new else "same", flight.course.url, count=new)

    def _turn(self, flight: _Flight, answer: Fetched, now: dt.datetime) -> None:
        """Take in an article, or ask for its next page first; without those that nobody may ask for. One that was met on a later
        page is left to its first page."""
        pages = self._visiting.turn(flight.course, flight.pages, answer, now)
        if flight.pages is None and (visited := self._visiting.refer(flight.course, pages, now)) is not None:
            self._count(visited)
            return
        robots = self._hosts.robots(flight.host, now)
        barred = (
            pages.next is not None
            and robots is not None
            and not robots.unknown
            and not self._hosts.allows(robots, pages.next)
        )
        if pages.next is None or barred:
            self._count(self._visiting.take(flight.course, pages, now))
        else:
            self._turning.append(replace(flight, pages=pages))

    def _fail(self, flight: _Flight, why: str, now: dt.datetime, retry: dt.datetime | None = None) -> None:
        if flight.robots:
            self._hosts.learn(flight.host, robots_of(None, now))
        if flight.course.kind == "page":
            self._count(self._visiting.fail(flight.course, why, now))
        else:
            keep_failure(self._store, flight.course, why, now, retry)
            self._done.failed.append(why)
            self._say("feed", "failed", flight.course.url, why)

    def _count(self, visited: Visited) -> None:
        self._done.pages[visited.became] = self._done.pages.get(visited.became, 0) + 1
        if visited.became == "failed":
            self._done.failed.append(visited.why or visited.url)
        self._say("page", visited.became, visited.url, visited.why)

    def _count_unreached(self) -> None:
        """Count failures to reach a host where another was reached since; where none of several was, the network is gone."""
        if self._unreached and len(self._away) > 1:
            self._done.trouble = "ネットワークにつながりません (no network)"
            self._say("network", "gone", words=self._done.trouble)
            return
        for flight, why in self._unreached:
            self._fail(flight, why, self._now())

    def _say(
        self, what: What, became: str, url: str | None = None, words: str | None = None, count: int = 0
    ) -> None:
        self._tell(Event(self._now(), what, became, url, words, count))
