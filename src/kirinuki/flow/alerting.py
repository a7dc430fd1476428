"""One round of alerts: what came since a rule last looked, told to those whom it names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cache

from kirinuki.ask.alerts import notices
from kirinuki.ask.changes import Called, edits_of
from kirinuki.ask.novelty import Arrived, find_news
from kirinuki.config import Rule
from kirinuki.model.article import Revision
from kirinuki.model.reading import Reading
from kirinuki.publish.outbox import Alerted, Outbox, Send, in_hours
from kirinuki.store import Store


class Round:
    """One run over all rules at the moment `now`."""

    def __init__(
        self,
        store: Store,
        read: Callable[[Revision], Reading],
        called: Called,
        outbox: Outbox,
        send: Send,
        now: dt.datetime,
    ) -> None:
        self._store = store
        self._read = read
        self._called = called
        self._outbox = outbox
        self._send = send
        self._now = now

        # Most rules have looked up to the same moment.
        @cache
        def news_since(moment: dt.datetime) -> Arrived:
            return find_news(store, read, moment)

        self._news_since = news_since

    def go(self, rules: Iterable[Rule]) -> Alerted:
        """Tell what every rule wants to be told, each thing once."""
        alerted = Alerted(unsure=self._outbox.unsure(self._now))
        for rule in rules:
            self._follow(rule, alerted)
        return alerted

    def _follow(self, rule: Rule, alerted: Alerted) -> None:
        since = self._outbox.since(rule.name, self._now)
        if rule.quiet is not None and in_hours(rule.quiet, self._now):
            alerted.waiting.append(rule.name)
            return
        came = self._store.captures.first_shown(since)
        news = () if rule.changed else self._news_since(since).news
        revisions = sorted(came, key=self._store.articles.order)
        changed = edits_of(self._store, revisions, rule.changed, self._called)
        told = [
            self._outbox.tell(target, notice, self._send, alerted, self._now)
            for notice in notices(rule, news, changed, self._reading)
            for target in rule.to
        ]
        if came and all(told):
            self._outbox.ran(rule.name, max(came.values()), self._now)

    def _reading(self, revision: str) -> Reading:
        return self._read(self._store.articles.find_revision(revision))
