"""The agenda: what was announced for a day, who said it when, and what became of it.

The store knows what every reading dates in the future; what is one expectation told several times, and what became of it,
is made when it is asked for, from the articles of its storyline as they stood and from what the person decided.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kirinuki.ask.storylines import Storylines
from kirinuki.ask.trace import find_evidence
from kirinuki.errors import NotFoundError
from kirinuki.model.chronicle import Expectation, Outcome, OutcomeKind, Storyline
from kirinuki.model.digest import Source
from kirinuki.model.reading import Interval
from kirinuki.model.text import Evidence
from kirinuki.store import Store
from kirinuki.weave.agenda import outcome_of, same_expectation

Verdict = OutcomeKind | Literal["none"]
"""What a person says of an expectation: what became of it, or that it is none."""
VERDICTS: Mapping[str, Verdict] = {
    "happened": "happened", "postponed": "postponed", "cancelled": "cancelled", "unknown": "unknown", "none": "none",
}  # fmt: skip

OVERDUE = dt.timedelta(days=30)
"""So long what is past its day and 不明 stays on the agenda."""


@dataclass(frozen=True, slots=True)
class Word:
    """What a person said of an expectation: its outcome, or (`none`) that it is no expectation. `shown` is the item that
    shows it, `at` when they said it."""

    kind: Verdict
    shown: str | None
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Announced:
    """One telling of an expectation, and where it stands."""

    expectation: Expectation
    source: Source


@dataclass(frozen=True, slots=True)
class Entry:
    """One expectation with all its tellings, in their order: the first says who announced it.

    `due` is what it was last said to be, `before` are the days from which it was moved. `decided` tells that the outcome is
    the person's word. `item` names it: the clause of its first telling.
    """

    storyline: str
    due: Interval
    before: tuple[Interval, ...]
    tellings: tuple[Announced, ...]
    outcome: Outcome
    decided: bool

    @property
    def item(self) -> str:
        return self.tellings[0].expectation.evidence.item

    @property
    def first(self) -> Expectation:
        return self.tellings[0].expectation

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who announced it, the first one first, as the texts name them."""
        named = (t.expectation.speaker.text for t in self.tellings if t.expectation.speaker)
        return tuple(dict.fromkeys(named))

    def is_open(self, day: dt.date) -> bool:
        """Whether a person looks at it on the day: it falls due then or later, or is 不明 and not overdue by more than 30 days."""
        overdue = (day - min(OVERDUE, day - dt.date.min)).isoformat()
        return self.due.until > (overdue if self.outcome.kind == "unknown" else day.isoformat())


class Agenda:
    """The expectations of an archive. `words` gives what the person said, by the items of clauses."""

    def __init__(
        self,
        store: Store,
        storylines: Storylines,
        words: Callable[[], Mapping[str, Word]],
    ) -> None:
        self._store = store
        self._storylines = storylines
        self._words = words

    def entries(
        self,
        from_: dt.date | None = None,
        until: dt.date | None = None,
        *,
        storyline: str | None = None,
        as_of: dt.datetime | None = None,
    ) -> list[Entry]:
        """What falls due from `from_` until `until` (half-open; without them at any time), as it could be known at `as_of`, by due
        date.

        An entry counts by the day it was moved to and by those it was moved from. `storyline` is the id of one, or of an
        article in it (`NotFoundError` where there is none).
        """
        from_, until = from_ or dt.date.min, until or dt.date.max
        if storyline is None:
            lines = self._lines(
                (article for article, _ in self._store.agenda.due(from_, until, as_of)), as_of
            )
        else:
            lines = [self._storylines.find(storyline, as_of)]
        bounds = from_.isoformat(), until.isoformat()
        return _by_due(
            entry
            for line in lines
            for entry in self._of_storyline(line, as_of)
            if any(due.until > bounds[0] and due.from_ < bounds[1] for due in (entry.due, *entry.before))
        )

    def starting(
        self,
        day: dt.date,
        ending_after: dt.date,
        as_of: dt.datetime | None = None,
        over: Callable[[Storyline], bool] = lambda _: True,
    ) -> list[Entry]:
        """What is or was expected from this day on and is not over before `ending_after`, by due date; only of storylines that
        `over` holds for."""
        start, end = day.isoformat(), (day + dt.timedelta(days=1)).isoformat()
        return _by_due(
            entry
            for line in self._lines(self._store.agenda.starting(day, ending_after, as_of), as_of)
            if over(line)
            for entry in self._of_storyline(line, as_of)
            if any(
                start <= due.from_ < end and due.until > ending_after.isoformat()
                for due in (entry.due, *entry.before)
            )
        )

    def find(self, item: str) -> Evidence:
        """The clause of the expectation that an item names: its own, or a passage that holds one or lies in it.

        Raises `NotFoundError` where there is none, or where it may be more than one.
        """
        evidence, revision = find_evidence(self._store, item)
        here = [
            expectation.evidence
            for expectation in self._store.agenda.of([revision.id])
            if expectation.evidence.span.overlaps(evidence.span)
        ]
        exact = [clause for clause in here if clause.span == evidence.span]
        if not here:
            raise NotFoundError(
                f"{item}: ここに予定はありません。kirinuki agenda --json の item で指してください (no expectation here)"
            )
        if len(here) > 1 and not exact:
            listed = "、".join(clause.item for clause in here)
            raise NotFoundError(
                f"{item}: 二つ以上の予定がここにあります (several)。どれかを指してください: {listed}"
            )
        return (exact or here)[0]

    # -- underneath

    def _lines(self, articles: Iterable[str], as_of: dt.datetime | None) -> Iterable[Storyline]:
        """The storylines of the articles, each once."""
        lines = (self._storylines.of(article, as_of) for article in dict.fromkeys(articles))
        return {line.id: line for line in lines}.values()

    def _of_storyline(self, storyline: Storyline, as_of: dt.datetime | None) -> list[Entry]:
        """All that a storyline expects, each once."""
        pieces = self._storylines.pieces(storyline, as_of)
        planned = {piece.revision: self._store.agenda.of([piece.revision]) for piece in pieces}
        words = self._words()
        said = {
            expectation.evidence: _word_on(expectation.evidence, words, as_of)
            for expectations in planned.values()
            for expectation in expectations
        }
        told = [
            (piece, expectation)
            for piece in pieces
            for expectation in planned[piece.revision]
            if (word := said[expectation.evidence]) is None or word.kind != "none"
        ]
        outcomes = {expectation.evidence: outcome_of(expectation, pieces, planned) for _, expectation in told}
        return [
            self._entry(storyline.id, group, outcomes, said)
            for group in _folded([expectation for _, expectation in told], outcomes)
        ]

    def _entry(
        self,
        storyline: str,
        group: Sequence[Expectation],
        outcomes: Mapping[Evidence, Outcome],
        said: Mapping[Evidence, Word | None],
    ) -> Entry:
        dues = list(dict.fromkeys(expectation.due for expectation in group))
        moved = [due for due in dues if any(_is_before(due, other) for other in dues)]
        last = [due for due in dues if due not in moved]
        # Of 1月 and 1月上旬 the narrower.
        due = min(last, key=lambda due: (_length(due), due.from_))
        words = [word for e in group if (word := said[e.evidence]) is not None]
        word = max(words, key=lambda word: word.at, default=None)
        return Entry(
            storyline=storyline,
            due=due,
            before=tuple(sorted(moved, key=lambda due: (due.from_, due.until))),
            tellings=tuple(Announced(e, self._source(e.evidence.revision)) for e in group),
            outcome=self._as_said(word) if word else _became(group, moved, outcomes),
            decided=word is not None,
        )

    def _as_said(self, word: Word) -> Outcome:
        assert word.kind != "none"
        try:
            evidence = find_evidence(self._store, word.shown)[0] if word.shown else None
        except NotFoundError:  # its revision is gone
            evidence = None
        return Outcome(word.kind, evidence, "人が決めた")

    def _source(self, revision_id: str) -> Source:
        revision = self._store.articles.find_revision(revision_id)
        article = self._store.articles.find(revision.article)
        outlet = self._store.articles.outlet(article.outlet)
        return Source.of(article, outlet.name if outlet else "", revision)


def _by_due(entries: Iterable[Entry]) -> list[Entry]:
    # Stable: what falls due on the same days stays in the order of telling.
    return sorted(entries, key=lambda e: (e.due.from_, e.due.until, e.tellings[0].source.published))


def _folded(
    expectations: Iterable[Expectation], outcomes: Mapping[Evidence, Outcome]
) -> list[list[Expectation]]:
    """Expectations, in the order of telling, with the later tellings of each beside the first; a later day that the text
    gives for the same thing is the same expectation."""
    groups: list[list[Expectation]] = []
    for expectation in expectations:
        for group in groups:
            if any(
                same_expectation(e, expectation) or _moves(expectation, outcomes[e.evidence]) for e in group
            ):
                group.append(expectation)
                break
        else:
            groups.append([expectation])
    return groups


def _moves(later: Expectation, outcome: Outcome) -> bool:
    """Whether the later clause is what an earlier one was postponed by."""
    shown = outcome.evidence
    return (
        outcome.kind == "postponed"
        and shown is not None
        and shown.revision == later.evidence.revision
        and shown.span.overlaps(later.evidence.span)
    )


def _became(
    group: Sequence[Expectation], moved: Sequence[Interval], outcomes: Mapping[Evidence, Outcome]
) -> Outcome:
    """What became of it: what is told of the day that was named last, and where nothing is, that it was moved."""
    last = [outcomes[e.evidence] for e in group if e.due not in moved]
    known = [outcome for outcome in last if outcome.kind != "unknown"]
    put_off = [
        outcomes[e.evidence] for e in group if e.due in moved and outcomes[e.evidence].kind == "postponed"
    ]
    return (known or put_off or last)[0]


def _is_before(one: Interval, other: Interval) -> bool:
    return one.until <= other.from_


def _length(due: Interval) -> int:
    try:
        return (dt.date.fromisoformat(due.until) - dt.date.fromisoformat(due.from_)).days
    except ValueError:
        return 0


def _word_on(clause: Evidence, words: Mapping[str, Word], as_of: dt.datetime | None) -> Word | None:
    """The person's last word on a clause; what became of it they cannot have known before they said so."""
    word = words.get(clause.item)
    if word is not None and as_of is not None and word.kind != "none" and word.at > as_of:
        return None
    return word
