"""What rules were told, in a log that makes sure nothing is told twice.

A line is written before a notice is sent and another when it was: after a crash in between nobody knows whether it
arrived, so it is not sent again, and the person is told of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from kirinuki.ask.alerts import Notice
from kirinuki.errors import DeliveryError
from kirinuki.store import Decisions

Send = Callable[[str, Notice], None]
"""Told where (`mail:…` or `webhook:…`) and what; raises `DeliveryError`."""

TERMINAL = "terminal"


@dataclass(slots=True)
class Alerted:
    """What one run told: each notice with where it went, what could not be sent, the rules that wait for the end of
    their quiet hours, and keys of notices of which nobody knows whether they arrived."""

    told: list[tuple[str, Notice]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)


class Outbox:
    """The log of one archive (alerts.jsonl): what was sent where, and up to which capture each rule has looked."""

    def __init__(self, log: Decisions, *, keep: bool = True) -> None:
        """Without `keep` nothing is sent and nothing written: what would be told is only collected."""
        self._log = log
        self._keep = keep
        self._until: dict[str, dt.datetime] = {}
        self._state: dict[tuple[str, str], str] = {}
        for line in log:
            if line.kind == "ran":
                self._until[line.fields["rule"]] = dt.datetime.fromisoformat(line.fields["until"])
            else:
                self._state[line.fields["key"], line.fields["to"]] = line.kind

    def until(self, rule: str) -> dt.datetime | None:
        """Up to which capture a rule has looked; None for a new one."""
        return self._until.get(rule)

    def unsure(self) -> list[str]:
        """Notices that were being sent when the program was cut off."""
        return [f"{to} {key}" for (key, to), state in self._state.items() if state == "sending"]

    def tell(self, target: str, notice: Notice, send: Send, alerted: Alerted, now: dt.datetime) -> bool:
        """Send a notice unless it was sent there before; False where it has to be tried again."""
        place = notice.key, target
        if self._state.get(place, "failed") != "failed":
            return True
        self._note("sending", place, notice, now)
        try:
            if target != TERMINAL and self._keep:
                send(target, notice)
        except DeliveryError as e:
            self._note("failed", place, notice, now)
            alerted.failed.append(str(e))
            return False
        self._note("sent", place, notice, now)
        alerted.told.append((target, notice))
        return True

    def ran(self, rule: str, until: dt.datetime, now: dt.datetime) -> None:
        """The rule has looked at all that was captured up to `until`."""
        if self._keep:
            self._log.append("ran", at=now, rule=rule, until=until.isoformat())

    def _note(self, state: str, place: tuple[str, str], notice: Notice, now: dt.datetime) -> None:
        key, to = place
        if self._keep:
            self._log.append(state, at=now, rule=notice.rule, key=key, to=to, item=notice.item)
        self._state[place] = state


def in_hours(hours: tuple[dt.time, dt.time], now: dt.datetime) -> bool:
    """Whether `now` lies in the hours, which may go over midnight (22:00-07:00)."""
    start, end = hours
    at = now.time()
    return start <= at < end if start <= end else at >= start or at < end
