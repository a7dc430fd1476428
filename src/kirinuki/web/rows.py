"""Rows of the ledgers made ready for setting: what the ledgers, storylines and people show alike, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kirinuki.ask.agenda import Entry
from kirinuki.ask.claims import Compared
from kirinuki.ask.figures import FigureSeries
from kirinuki.model.article import NO_OUTLET
from kirinuki.model.chronicle import Claim, ClaimRelation, Saying
from kirinuki.model.digest import EditShown, Source
from kirinuki.model.reading import Interval
from kirinuki.model.text import Evidence
from kirinuki.publish import wording
from kirinuki.publish.claims import CALLED, GROUNDS
from kirinuki.publish.figures import RELATIONS, bounds
from kirinuki.publish.marking import DifferenceKind, cut, edited
from kirinuki.publish.wording import Words, legible

_NUMBERS = 20
"""Numbers of a series that are shown: a toll may be told hundreds of times."""
_TO_CUE = 24
"""Characters behind a claim in which the cue stands that denies it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where words were told: outlet, article and the way back."""

    outlet: str
    article: str
    heading: str
    when: str
    datetime: str
    item: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """Who said what and when. `stance` and `when` are said in words; `dated` tells that the text says when."""

    speaker: str
    who: str
    implicit: bool
    when: str
    datetime: str
    dated: bool
    stance: str
    direct: bool
    words: str
    via: str
    place: Place


@dataclass(frozen=True, slots=True)
class Side:
    """One of two claims: `pieces` are its words, those marked on which the relation rests."""

    speaker: str
    who: str
    when: str
    datetime: str
    pieces: tuple[tuple[str, bool], ...]
    also: int
    place: Place


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """Two claims side by side; `relation` is called, `kind` names it for machines."""

    kind: ClaimRelation
    relation: str
    ground: str
    why: str
    sides: tuple[Side, Side]


@dataclass(frozen=True, slots=True)
class ExpectationRow:
    """What was announced for a day, and what became of it."""

    kind: str
    outcome: str
    words: str
    speakers: tuple[str, ...]
    due: str
    datetime: str
    before: tuple[str, ...]
    why: str
    shown: str
    shown_item: str
    tellings: int
    place: Place


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A number of a series; `range` where it is none alone, `kind` its relation for machines."""

    kind: str
    relation: str
    when: str
    datetime: str
    words: str
    range: str
    source: str
    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What a revision changed: the words with what went and came."""

    kind: str
    change: str
    heading: bool
    when: str
    parts: tuple[tuple[DifferenceKind, str], ...]
    why: str
    earlier: str
    later: str
    place: Place


class Rows:
    """Makes rows in one language."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def statement(self, saying: Saying) -> StatementRow:
        """A row of the ledger of statements."""
        return StatementRow(
            speaker=_line(saying.speaker.text) if saying.speaker else "",
            who=saying.who or "",
            implicit=saying.implicit,
            when=self._when(saying.said),
            datetime=wording.machine_time(saying.said.from_, saying.said.until),
            dated=saying.dated,
            stance=self._words.say(wording.STANCES[saying.stance]) if saying.stance else "",
            direct=saying.kind == "direct",
            words=_line(saying.evidence.text),
            via=_line(saying.via or ""),
            place=self.place(saying.source, saying.evidence.item),
        )

    def claim(self, compared: Compared) -> ClaimRow:
        """A comparison with its two sides."""
        comparison = compared.comparison
        one, other = comparison.one, comparison.other
        return ClaimRow(
            kind=comparison.relation,
            relation=self._words.say(CALLED[comparison.relation]),
            ground="" if comparison.ground == "same" else self._words.say(GROUNDS[comparison.ground]),
            why=legible(comparison.why),
            sides=(
                self._side(one, compared.sources[0], _marks(comparison.marks, one, other)),
                self._side(other, compared.sources[1], _marks(comparison.marks, other, one)),
            ),
        )

    def expectation(self, entry: Entry) -> ExpectationRow:
        """An entry of the agenda, by its first telling."""
        shown = entry.outcome.evidence
        return ExpectationRow(
            kind=entry.outcome.kind,
            outcome=self._words.say(wording.OUTCOMES[entry.outcome.kind]),
            words=_line(entry.first.evidence.text),
            speakers=tuple(map(_line, entry.speakers)),
            due=self._when(entry.due),
            datetime=wording.machine_time(entry.due.from_, entry.due.until),
            before=tuple(map(self._when, entry.before)),
            why=legible(entry.outcome.why),
            shown=_line(shown.text) if shown else "",
            shown_item=shown.item if shown else "",
            tellings=len(entry.tellings),
            place=self.place(entry.tellings[0].source, entry.item),
        )

    def figures(self, told: FigureSeries, most: int = _NUMBERS) -> Iterable[FigureRow]:
        """The last numbers of a series, at most so many, in the order of telling."""
        for point in told.series.points[-most:]:
            yield FigureRow(
                kind=point.relation,
                relation=self._words.say(RELATIONS[point.relation]),
                when=self._when(point.when),
                datetime=wording.machine_time(point.when.from_, point.when.until),
                words=_line(point.evidence.text),
                range=bounds(point),
                source=_line(point.source.text) if point.source else "",
                why=legible(point.why),
                place=self.place(told.sources[point.evidence.revision], point.evidence.item),
            )

    def change(self, shown: EditShown) -> ChangeRow:
        """An edit, with when its revision was made where the outlet says so."""
        return ChangeRow(
            kind=shown.edit.change.kind,
            change=self._words.say(wording.CHANGES[shown.edit.change.kind]),
            heading=shown.edit.part == "title",
            when=self._words.moment(shown.modified_at) if shown.modified_at else "",
            parts=tuple((kind, legible(words)) for kind, words in edited(shown)),
            why=legible(shown.edit.change.why),
            earlier=shown.edit.earlier,
            later=shown.edit.later,
            place=self.place(shown.source, shown.item),
        )

    def place(self, source: Source, item: str) -> Place:
        """Where an item was told."""
        return Place(
            outlet=self.outlet(source),
            article=source.article,
            heading=_line(source.title or ""),
            when=self._words.published(source),
            datetime=source.published.isoformat(),
            item=item,
        )

    def outlet(self, source: Source) -> str:
        """The outlet's name, or that it is not known."""
        return wording.outlet(source) if source.outlet.strip() else self._words.say(NO_OUTLET)

    def _side(self, claim: Claim, source: Source, marks: list[Evidence]) -> Side:
        pieces = [
            (_line(piece.words, strip=False), bool(piece.marks))
            for piece in cut(claim.evidence, [(mark.span, True) for mark in marks])
        ]
        end = claim.evidence.span.end
        for mark in marks:
            if end <= mark.span.start <= end + _TO_CUE:
                pieces += [("…", False), (_line(mark.text), True)]
        return Side(
            speaker=_line(claim.speaker.text) if claim.speaker else "",
            who=claim.who or "",
            when=self._when(claim.said),
            datetime=wording.machine_time(claim.said.from_, claim.said.until),
            pieces=tuple(pieces),
            also=len(claim.also),
            place=self.place(source, claim.evidence.item),
        )

    def _when(self, interval: Interval) -> str:
        return self._words.interval(interval.from_, interval.until)


def _marks(marks: Iterable[Evidence], mine: Claim, rival: Claim) -> list[Evidence]:
    """Those in the text of this claim that are not the other's, where both stand in one text."""
    other = rival.evidence
    return [
        mark
        for mark in marks
        if mark.revision == mine.evidence.revision
        and not (mark.revision == other.revision and other.span.holds(mark.span))
    ]


def _line(words: str, *, strip: bool = True) -> str:
    told = legible(words.replace("\n", " "))
    return " ".join(told.split()) if strip else told
