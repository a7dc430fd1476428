"""What rules were told, in a log that makes sure nothing is told twice.

A line is written before a notice is sent and another when it was: after a crash in between nobody knows whether it
arrived, so it is not sent again, and the person is told of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from kirinuki.ask.alerts import Notice
from kirinuki.errors import ArchiveError, DeliveryError
from kirinuki.store import Decision, Decisions

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
    """The log of one archive (alerts.jsonl): what was sent where, and up to which capture each rule has looked.

    Raises `ArchiveError` for a line that a person has put out of form.
    """

    def __init__(self, log: Decisions, *, keep: bool = True) -> None:
        """Without `keep` nothing is sent and nothing written: what would be told is only collected."""
        self._log = log
        self._keep = keep
        self._until: dict[str, dt.datetime] = {}
        self._state: dict[tuple[str, str], Decision] = {}
        self._gone: set[str] = set()
        for line in log:
            try:
                if line.kind == "ran":
                    self._until[line.fields["rule"]] = _moment(line.fields["until"])
                else:
                    self._state[line.fields["key"], line.fields["to"]] = line
            except (KeyError, TypeError, ValueError):
                raise ArchiveError(
                    f"{log.path}: {line.line} 行目が知らせの記録として読めません。その行を消してください "
                    f"(line {line.line} is no record of a notice: delete it)"
                ) from None

    def since(self, rule: str, now: dt.datetime) -> dt.datetime:
        """Up to which capture a rule has looked; a new one looks back a day from the moment it is first met."""
        if rule not in self._until:
            self.ran(rule, now - dt.timedelta(days=1), now)
        return self._until[rule]

    def unsure(self, now: dt.datetime) -> list[str]:
        """What was being sent when the program was cut off, told once."""
        found = [(place, line) for place, line in self._state.items() if line.kind == "sending"]
        for (key, to), line in found:
            if self._keep:
                self._log.append("unsure", at=now, rule=line.fields.get("rule"), key=key, to=to)
        return [f"「{line.fields.get('rule')}」{line.fields.get('item')} → {to}" for (_, to), line in found]

    def tell(self, target: str, notice: Notice, send: Send, alerted: Alerted, now: dt.datetime) -> bool:
        """Send a notice unless it was sent there before; False where it has to be tried again.

        A target that refused one notice is not asked again in the same run.
        """
        before = self._state.get((notice.key, target))
        if before is not None and before.kind != "failed":
            return True
        if target in self._gone:
            return False
        self._note("sending", target, notice, now)
        try:
            if target != TERMINAL and self._keep:
                send(target, notice)
        except DeliveryError as e:
            if e.unsure:
                self._note("unsure", target, notice, now)
                alerted.unsure.append(f"「{notice.rule}」{notice.item} → {target}: {e}")
                return True
            self._note("failed", target, notice, now)
            self._gone.add(target)
            alerted.failed.append(str(e))
            return False
        self._note("sent", target, notice, now)
        alerted.told.append((target, notice))
        return True

    def ran(self, rule: str, until: dt.datetime, now: dt.datetime) -> None:
        """The rule has looked at all that was captured up to `until`."""
        self._until[rule] = until
        if self._keep:
            self._log.append("ran", at=now, rule=rule, until=until.isoformat())

    def _note(self, state: str, target: str, notice: Notice, now: dt.datetime) -> None:
        fields = {"rule": notice.rule, "key": notice.key, "to": target, "item": notice.item}
        line = self._log.append(state, at=now, **fields) if self._keep else Decision(state, now, fields)
        self._state[notice.key, target] = line


def _moment(words: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(words)
    if moment.tzinfo is None:
        raise ValueError(words)
    return moment


def in_hours(hours: tuple[dt.time, dt.time], now: dt.datetime) -> bool:
    """Whether `now` lies in the hours, which may go over midnight (22:00-07:00)."""
    start, end = hours
    at = now.time()
    return start <= at < end if start <= end else at >= start or at < end
