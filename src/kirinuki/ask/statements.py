"""The ledger of statements: all that anybody is reported to have said, in the order of telling.

Read from the readings one article at a time, and in windows of days, so that a ledger of any length takes no more memory
than one window's ids; it goes on behind any row (`after`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kirinuki.ask.changes import outlets_called
from kirinuki.ask.facts import spoken_to, who_speaks
from kirinuki.ask.trace import find_evidence
from kirinuki.model.article import Article, Revision
from kirinuki.model.chronicle import Saying
from kirinuki.model.digest import Source
from kirinuki.model.reading import Interval, Reading, Stance
from kirinuki.model.text import Evidence, Span, fold_width
from kirinuki.store import Store

Reads = Callable[[Revision], Reading]

_WINDOW = dt.timedelta(days=31)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which statements: of a `speaker` (words of the mention, or the key of who it is), by their `stance`, said from `since`
    until `until` (half-open), reported by `outlet` (key or name), in one of these `articles`. None: any."""

    speaker: str | None = None
    outlet: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    stance: Stance | None = None
    articles: frozenset[str] | None = None

    def takes(self, saying: Saying) -> bool:
        """Whether it is one of them, leaving outlet and article aside."""
        return (
            (self.stance is None or saying.stance == self.stance)
            and (self.since is None or self.since.isoformat() < saying.said.until)
            and (self.until is None or saying.said.from_ < self.until.isoformat())
            and (self.speaker is None or is_said_by(self.speaker, saying.speaker, saying.who))
        )


def is_said_by(wanted: str, speaker: Evidence | None, who: str | None) -> bool:
    """Whether the speaker's mention holds the words, or the key of who it is does."""
    words = fold_width(wanted)
    return any(words in fold_width(told) for told in (speaker.text if speaker else "", who or ""))


def statements(
    store: Store, read: Reads, wanted: Wanted, as_of: dt.datetime | None = None, after: str | None = None
) -> Iterator[Saying]:
    """The statements of the articles as they stood at `as_of`, in the order of telling, then of the text.

    `after` is the item of a row (a content's place, ids may be shortened): what comes behind it. Raises `NotFoundError` for an
    item or an outlet that there is not.
    """
    keys = outlets_called(store, wanted.outlet)
    names = {outlet.key: outlet.name for outlet in store.articles.outlets()}
    behind = None if after is None else _place(store, after)
    for article, revision in _told(store, wanted, as_of, behind):
        if keys is not None and article.outlet not in keys:
            continue
        order = store.articles.order(revision.id)
        if behind is not None and order < behind[0]:
            continue
        for saying in sayings(revision, read(revision), Source.of(article, names[article.outlet], revision)):
            if (behind is None or (order, saying.evidence.span) > behind) and wanted.takes(saying):
                yield saying


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


def _told(
    store: Store,
    wanted: Wanted,
    as_of: dt.datetime | None,
    behind: tuple[tuple[str, int, str], Span] | None,
) -> Iterator[tuple[Article, Revision]]:
    """The articles that may hold them, in the order of telling."""
    span = store.articles.span(as_of)
    if span is None:
        return
    first, last = span
    # What is told of a day is told on it or later.
    if wanted.since is not None:
        first = max(first, wanted.since)
    if behind is not None:
        first = max(first, dt.date.fromisoformat(behind[0][0][:10]))
    while first <= last:
        for article, revision in store.articles.between(first, first + _WINDOW, as_of):
            if wanted.articles is None or article.id in wanted.articles:
                yield article, revision
        first += _WINDOW


def _place(store: Store, item: str) -> tuple[tuple[str, int, str], Span]:
    evidence, revision = find_evidence(store, item)
    return store.articles.order(revision.id), evidence.span
