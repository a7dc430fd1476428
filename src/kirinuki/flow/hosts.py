"""Whom we may ask now: what each host allows, how often it was asked, and whether it wants to be left alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from kirinuki.capture.courtesy import allows, delay
from kirinuki.capture.schedule import ask, free, leave
from kirinuki.model.watching import Budget, Host, Robots
from kirinuki.store import Store


class Hosts:
    """The hosts that are asked in one round, each read from the store once, and kept there with every change."""

    def __init__(self, store: Store, budget: Budget, agent: str) -> None:
        """`agent` is what we call ourselves, by which robots.txt speaks of us."""
        self._store = store
        self._budget = budget
        self._agent = agent
        self._known: dict[str, Host] = {}

    def free(self, name: str, now: dt.datetime) -> dt.datetime:
        """The first moment, not before `now`, at which the host may be asked."""
        host = self._host(name)
        return free(host, now, self._budget, None if host.robots is None else delay(host.robots, self._agent))

    def robots(self, name: str, now: dt.datetime) -> Robots | None:
        """What the host's robots.txt says, as far as that still holds."""
        robots = self._host(name).robots
        return None if robots is None or robots.until <= now else robots

    def allows(self, robots: Robots, url: str) -> bool:
        """Whether we may ask for `url`."""
        return allows(robots, url, self._agent)

    def ask(self, name: str, at: dt.datetime) -> None:
        """Keep that the host was asked."""
        self._change(name, lambda host: ask(host, at))

    def leave(self, name: str, until: dt.datetime) -> None:
        """Leave the host alone until then."""
        self._change(name, lambda host: leave(host, until))

    def learn(self, name: str, robots: Robots) -> None:
        """Keep what the host allows."""
        self._change(name, lambda host: replace(host, robots=robots))

    def _host(self, name: str) -> Host:
        if name not in self._known:
            self._known[name] = self._store.watched.host(name)
        return self._known[name]

    def _change(self, name: str, change: Callable[[Host], Host]) -> None:
        host = change(self._host(name))
        with self._store.transaction():
            self._store.watched.put_host(name, host)
        self._known[name] = host
