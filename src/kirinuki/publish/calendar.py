"""The agenda as a calendar that other programs subscribe to or take in: iCalendar, RFC 5545.

Written by hand: one kind of event, for which the `icalendar` library would bring four packages (docs/decisions/0015).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import chain

from kirinuki.ask.agenda import Entry
from kirinuki.model.article import JAPAN, NO_OUTLET
from kirinuki.model.chronicle import OutcomeKind
from kirinuki.publish import wording
from kirinuki.publish.wording import OUTCOMES, legible

_STATUS: dict[OutcomeKind, str] = {
    "happened": "CONFIRMED",
    "postponed": "TENTATIVE",
    "cancelled": "CANCELLED",
    "unknown": "TENTATIVE",
}
_WIDEST = 75
"""Octets of a line before it is folded (RFC 5545, 3.1)."""


def calendar_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """One all-day event an entry, on the days on which it falls due.

    The same entry keeps its UID for good, so that a program that takes the calendar in again changes its event instead of
    adding another; SEQUENCE counts how often its day was moved. Nothing of it hangs on the clock.
    """
    lines = chain(
        ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kirinuki//agenda//JA", "CALSCALE:GREGORIAN"),
        chain.from_iterable(map(_event, entries)),
        ("END:VCALENDAR",),
    )
    return (f"{_folded(line)}\r\n" for line in lines)


def _event(entry: Entry) -> Iterator[str]:
    source = entry.tellings[0].source
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.item.replace(':', '-')}@kirinuki"
    yield f"DTSTAMP:{_stamp(entry)}"
    yield f"SEQUENCE:{len(entry.before)}"
    yield f"DTSTART;VALUE=DATE:{_day(entry.due.from_)}"
    yield f"DTEND;VALUE=DATE:{_day(entry.due.until)}"
    yield f"SUMMARY:{_escaped(' '.join(entry.first.evidence.text.split()))}"
    yield f"DESCRIPTION:{_escaped(chr(10).join(_about(entry)))}"
    if source.uri.startswith(("https://", "http://")):
        yield f"URL:{source.uri}"
    yield f"STATUS:{_STATUS[entry.outcome.kind]}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _about(entry: Entry) -> Iterator[str]:
    """Who said it where, what became of it, and the item by which kirinuki finds it again."""
    for told in entry.tellings:
        source, speaker = told.source, told.expectation.speaker
        who = f"{' '.join(speaker.text.split())} — " if speaker else ""
        yield f"{who}{source.outlet or NO_OUTLET} {wording.plain_day(source.published)} {source.title or ''}".rstrip()
    for due in entry.before:
        yield f"前の期日: {wording.interval(due.from_, due.until)}"
    shown = entry.outcome.evidence
    yield f"{OUTCOMES[entry.outcome.kind]}: {' '.join(shown.text.split()) if shown else entry.outcome.why}"
    yield f"kirinuki trace {entry.item}"


def _stamp(entry: Entry) -> str:
    """When what the event says was last told, in UTC: the last publication among its tellings."""
    moments = []
    for told in entry.tellings:
        given = told.source.when_published
        moment = dt.datetime.fromisoformat(given)
        moments.append(moment if moment.tzinfo else moment.replace(tzinfo=JAPAN))
    return max(moments).astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def _day(moment: str) -> str:
    return moment[:10].replace("-", "")


def _escaped(words: str) -> str:
    """Words as a TEXT value (3.3.11), with nothing in them that a screen would obey."""
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return "\\n".join(legible(line) for line in words.split("\n"))


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, never inside of a character; each but the first begins with a blank."""
    pieces, piece, size = [], "", 0
    for character in line:
        octets = len(character.encode("utf-8", "surrogatepass"))
        if size + octets > _WIDEST:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    return "\r\n".join([*pieces, piece])
