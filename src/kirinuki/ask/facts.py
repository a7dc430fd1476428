"""What a text can be found by beside its words, taken from its reading."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from kirinuki.model.query import Facts, Voice
from kirinuki.model.reading import Entity, Reading, Statement
from kirinuki.model.text import Span

_TO = ("に対し", "に向け", "に宛て", "にあて")
"""What stands behind the one whom words are addressed to."""


def facts_of(reading: Reading) -> Facts:
    """Who speaks in it, of whom and to whom; the days that it names; the units of its numbers, and what they count."""
    statements = sorted(reading.statements, key=lambda s: (s.content.start, s.content.end))
    voices = {voice for n, s in enumerate(statements) for voice in _voices(reading, n, s)}
    times = {days for t in reading.times if t.type != "SET" if (days := _days(t.from_, t.until))}
    figures = {q.unit for q in reading.quantities}
    figures |= {q.counted.of(reading.text) for q in reading.quantities if q.counted}
    return Facts(frozenset(voices), frozenset(times), frozenset(figures - {""}))


def _voices(reading: Reading, n: int, statement: Statement) -> Iterator[Voice]:
    """Somebody always speaks, if only nobody knows who: an empty name."""
    speaker = statement.speaker
    words = speaker.of(reading.text) if speaker else ""
    yield Voice(n, "speaker", words, who_speaks(reading, statement) or words)
    for entity in spoken_to(reading, statement):
        named = entity.of(reading.text)
        yield Voice(n, "to", named, entity.who or named)


def who_speaks(reading: Reading, statement: Statement) -> str | None:
    """The key of the person, else of the last name, that the speaker's mention holds."""
    if statement.speaker is None:
        return None
    first = bisect_left(reading.entities, statement.speaker.start, key=lambda entity: entity.start)
    inside = []
    for entity in reading.entities[first:]:
        if entity.start >= statement.speaker.end:
            break
        inside.append(entity)
    named = next((e for e in inside if e.type == "PERSON"), inside[-1] if inside else None)
    return None if named is None else named.who or named.of(reading.text)


def spoken_to(reading: Reading, statement: Statement) -> Iterator[Entity]:
    """Of whom the statement speaks, and to whom."""
    yield from _within(reading.entities, statement.content)
    # Whom the words are addressed to stands in the sentence that reports them, outside of them.
    if statement.cue is not None and reading.sentences:
        at = bisect_right(reading.sentences, statement.cue.start, key=lambda s: s.start) - 1
        for entity in _within(reading.entities, reading.sentences[max(at, 0)]):
            behind = entity.end + len(entity.title or "")
            if reading.text.startswith(_TO, behind) and not statement.content.overlaps(entity):
                yield entity


def _within(entities: Sequence[Entity], span: Span) -> Iterator[Entity]:
    for entity in entities[bisect_left(entities, span.start, key=lambda e: e.start) :]:
        if entity.start >= span.end:
            return
        if entity.end <= span.end:
            yield entity


def _days(from_: str, until: str) -> tuple[int, int] | None:
    """The whole days that an interval touches, as ordinals; None where the calendar has no such day."""
    try:
        first = dt.date.fromisoformat(from_[:10]).toordinal()
        end = dt.date.fromisoformat(until[:10]).toordinal() + (until[10:].strip("T0:") != "")
    except ValueError:
        return None
    return first, max(end, first + 1)
