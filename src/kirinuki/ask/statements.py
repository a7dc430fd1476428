"""Statements: all that anybody is reported to have said in one text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kirinuki.ask.facts import spoken_to, who_speaks
from kirinuki.model.article import Revision
from kirinuki.model.chronicle import Saying
from kirinuki.model.digest import Source
from kirinuki.model.reading import Interval, Reading
from kirinuki.model.text import Evidence, Span, fold_width

_DAY = dt.timedelta(days=1)


def is_said_by(wanted: str, speaker: Evidence | None, who: str | None) -> bool:
    """Whether the speaker's mention holds the words, or the key of who it is does."""
    words = fold_width(wanted)
    return any(words in fold_width(told) for told in (speaker.text if speaker else "", who or ""))


def sayings(revision: Revision, reading: Reading, source: Source) -> Iterator[Saying]:
    """The statements of one reading, in the order of their contents."""
    text = revision.text

    def evidence(span: Span) -> Evidence:
        return Evidence(revision.id, Span(span.start, span.end), span.of(text))

    for statement in sorted(reading.statements, key=lambda s: (s.content.start, s.content.end)):
        speaker, cue, via = statement.speaker, statement.cue, statement.via
        yield Saying(
            evidence=evidence(statement.content),
            kind=statement.kind,
            stance=statement.stance,
            speaker=evidence(speaker) if speaker else None,
            implicit=speaker is not None and speaker.implicit,
            who=who_speaks(reading, statement),
            to=tuple(
                dict.fromkeys(
                    name for e in spoken_to(reading, statement) for name in (e.of(text), e.who) if name
                )
            ),
            cue=cue.of(text) if cue else None,
            via=via.of(text) if via else None,
            said=statement.said
            or Interval(revision.published.isoformat(), (revision.published + _DAY).isoformat()),
            dated=statement.said is not None,
            source=source,
        )
