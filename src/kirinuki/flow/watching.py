"""Watching: round after round, feeds are polled, the pages that they name are taken in and looked at again, for weeks.

What is due is asked of the store each time, and what became of an answer is one transaction (`rounds`), so that a run can be
stopped at any moment, by whatever means, and the next one goes on where it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from kirinuki.capture.courtesy import authority
from kirinuki.capture.schedule import free, plan
from kirinuki.errors import ArchiveError
from kirinuki.flow.polling import Polling
from kirinuki.flow.rounds import Event, Round, Rounds, What
from kirinuki.flow.visiting import Fetches, Visiting
from kirinuki.model.watching import Budget, Course, Subscription
from kirinuki.store import Store

_BETWEEN = dt.timedelta(seconds=30)
"""From the end of a round to the next one, at least."""
_IDLE = dt.timedelta(minutes=5)
"""At most: a feed that was added meanwhile is met then. Also the wait for a network or a disk to come back."""
_SETTLED = dt.timedelta(hours=1)
"""What came is settled at least so often, for what earlier runs left and for alerts whose quiet hours are over."""


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
        self._watched = store.watched
        self._polling = Polling(store)
        self._subscriptions = subscriptions
        self._budget = budget
        self._now = now
        self._sleep = sleep
        self._tell = tell
        self._settle = settle
        self._rounds = Rounds(
            store, visiting, self._polling, fetcher, budget, now=now, rest=self._rest, tell=tell
        )
        self._stopping = False

    def stop(self) -> None:
        """Begin nothing new; what is on its way is finished. May be called from a signal handler."""
        self._stopping = True

    def run(self, rounds: int | None = None) -> Round:
        """Go round until stopped, or so many times, settling what came after each that brought something; gives the last."""
        gone, settled = 0, dt.datetime.min.replace(tzinfo=dt.UTC)
        while True:
            one = self._round()
            gone += 1
            if one.came or self._now() - settled > _SETTLED:
                settled = self._now()
                self._settle_new(one)
            if not self._stopping and gone != rounds:
                until = self._wake(one)
                self._say("waiting", "until", until.isoformat(timespec="seconds"))
                self._rest(until)
            if self._stopping or gone == rounds:
                return one

    def left(self) -> int:
        """How many addresses are due now."""
        return self._watched.due(self._now())

    def planned(self) -> list[tuple[dt.datetime, Course]]:
        """What would be asked next and when, the soonest first, new feeds included; nothing is asked or kept."""
        courses = self._polling.courses(self._subscriptions(), self._now()) + self._watched.all("page")
        pairs = [(authority(course.url), course) for course in courses]
        hosts = {name: self._watched.host(name) for name, _ in pairs}
        return plan(pairs, hosts, self._now(), self._budget)

    def _round(self) -> Round:
        try:
            self._polling.follow(self._subscriptions(), self._now())
        except ArchiveError as e:
            self._say("archive", "failed", str(e))
            return Round(trouble=str(e))
        return self._rounds.go(lambda: self._stopping)

    def _settle_new(self, one: Round) -> None:
        try:
            for event in self._settle():
                self._tell(event)
        except ArchiveError as e:
            one.trouble = str(e)
            self._say("archive", "failed", str(e))

    def _wake(self, one: Round) -> dt.datetime:
        """When the next round is worth while."""
        now = self._now()
        if one.trouble is not None:
            return now + _IDLE
        moments = [free(self._watched.host(name), now, self._budget) for name in self._watched.waiting(now)]
        if (soonest := self._watched.soonest(now)) is not None:
            moments.append(soonest)
        return max(now + _BETWEEN, min((*moments, now + _IDLE)))

    def _rest(self, until: dt.datetime) -> None:
        while not self._stopping and (left := (until - self._now()).total_seconds()) > 0:
            self._sleep(left)

    def _say(self, what: What, became: str, words: str) -> None:
        self._tell(Event(self._now(), what, became, words=words))
