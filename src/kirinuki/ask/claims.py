"""Claims of an archive side by side: who contradicts whom, who agrees, and who said otherwise before (言質).

Nothing of it is kept: it is made when it is asked for, from the reports of a storyline as they stood at a moment and from what
the person decided. One speaker's words are also laid beside what he said in other storylines.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import get_args

from kirinuki.ask.figures import FigureWords
from kirinuki.ask.statements import is_said_by
from kirinuki.ask.storylines import Storylines
from kirinuki.ask.trace import find_evidence
from kirinuki.errors import NotFoundError
from kirinuki.model.article import Revision
from kirinuki.model.chronicle import Claim, ClaimRelation, ClaimVerdict, Comparison, Piece, Storyline
from kirinuki.model.digest import Source
from kirinuki.model.reading import Reading
from kirinuki.model.text import Evidence, Span
from kirinuki.store import Decision, Store
from kirinuki.weave.claims import compare_claims
from kirinuki.weave.figures import find_series

CLAIM_RELATIONS: Sequence[ClaimRelation] = ("contradiction", "change", "agreement")
"""In the order in which a reader wants to hear of them."""
APART = "apart"
"""What a person calls two claims that speak of no one matter."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison as it is shown: the storylines of its two sides, and where each of them stands."""

    comparison: Comparison
    storylines: tuple[Storyline, Storyline]
    sources: tuple[Source, Source]

    @property
    def item(self) -> str:
        """What names it among the others: the items of both sides."""
        return f"{self.comparison.one.evidence.item}~{self.comparison.other.evidence.item}"

    @property
    def across(self) -> bool:
        """Whether the two were said in two storylines."""
        return self.storylines[0].id != self.storylines[1].id


class Claims:
    """The claims of an archive. `read` gives the reading of a revision, `verdicts` and `numbers` what the person said of two
    claims and of numbers."""

    def __init__(
        self,
        store: Store,
        storylines: Storylines,
        read: Callable[[Revision], Reading],
        verdicts: Callable[[], Sequence[ClaimVerdict]],
        numbers: Callable[[], FigureWords] = FigureWords,
    ) -> None:
        self._store = store
        self._storylines = storylines
        self._read = read
        self._verdicts = verdicts
        self._numbers = numbers

    def compared(
        self,
        storyline: str | None = None,
        speaker: str | None = None,
        as_of: dt.datetime | None = None,
        relations: Collection[ClaimRelation] = CLAIM_RELATIONS,
    ) -> Iterator[Compared]:
        """How claims relate, in every storyline or in the one that `storyline` names, as they could be known at `as_of`.

        `speaker` keeps those with a side of whom these words name, and adds how what he said in one storyline relates to what
        he said in another. Raises `NotFoundError` for a storyline that is not there.
        """
        verdicts = self._verdicts()
        for line in self._storylines.named(storyline, as_of):
            for comparison in self._compare(self._storylines.pieces(line, as_of), verdicts):
                both = comparison.one, comparison.other
                if comparison.relation in relations and (
                    speaker is None or any(_said_by(speaker, claim) for claim in both)
                ):
                    yield Compared(comparison, (line, line), self._sources(comparison))
        if speaker is not None and storyline is None and "change" in relations:
            yield from self.across(speaker, self._storylines.all(as_of), as_of)

    def across(
        self, speaker: str, lines: Iterable[Storyline], as_of: dt.datetime | None = None
    ) -> Iterator[Compared]:
        """How what one speaker said in one of these storylines relates to what he said in another: changes of his position."""
        spoken = [
            (line, piece)
            for line in lines
            for piece in self._storylines.pieces(line, as_of)
            if _speaks(speaker, piece)
        ]
        line_of = {piece.revision: line for line, piece in spoken}
        pieces = sorted((piece for _, piece in spoken), key=lambda piece: (piece.told, piece.article))
        for comparison in self._compare(pieces, self._verdicts()):
            both = comparison.one, comparison.other
            one, other = (line_of[claim.evidence.revision] for claim in both)
            if comparison.relation == "change" and one.id != other.id and _said_by(speaker, both[0]):
                yield Compared(comparison, (one, other), self._sources(comparison))

    def find(self, item: str) -> Evidence:
        """The content of the statement that an item names: its own place, or one in it; where there is none, the clause that
        is compared. Raises `NotFoundError`."""
        evidence, revision = find_evidence(self._store, item)
        contents = [s.content for s in self._read(revision).statements if s.content.overlaps(evidence.span)]
        if not contents:
            contents = [span for span in self._clauses(revision) if span.overlaps(evidence.span)]
        if not contents:
            raise NotFoundError(
                f"{item}: ここに発言はありません。kirinuki statements の ITEM で指してください (no statement here)"
            )
        chosen = min(contents, key=lambda content: (_apart(content, evidence.span), content))
        span = Span(chosen.start, chosen.end)
        return Evidence(revision.id, span, span.of(revision.text))

    def _clauses(self, revision: Revision) -> Iterator[Span]:
        """What of a revision is compared without being a statement."""
        with suppress(NotFoundError):
            line = self._storylines.find(revision.article)
            for comparison in self._compare(self._storylines.pieces(line), ()):
                for claim in (comparison.one, comparison.other):
                    if claim.evidence.revision == revision.id:
                        yield claim.evidence.span

    def _compare(self, pieces: Sequence[Piece], verdicts: Iterable[ClaimVerdict]) -> list[Comparison]:
        words = self._numbers()
        return compare_claims(pieces, verdicts, find_series(pieces, words.verdicts, words.called))

    def _sources(self, comparison: Comparison) -> tuple[Source, Source]:
        return self._source(comparison.one), self._source(comparison.other)

    def _source(self, claim: Claim) -> Source:
        revision = self._store.articles.find_revision(claim.evidence.revision)
        article = self._store.articles.find(revision.article)
        outlet = self._store.articles.outlet(article.outlet)
        return Source.of(article, outlet.name if outlet else "", revision)


def read_verdicts(decisions: Iterable[Decision], find: Callable[[str], Evidence]) -> list[ClaimVerdict]:
    """What the decisions say of claims and holds, the last word on two claims alone. `find` gives the words of an item where
    they stand now, and raises `NotFoundError` where they are gone."""
    said: dict[frozenset[str], ClaimVerdict | None] = {}
    for decision in decisions:
        if decision.kind != "claims":
            continue
        with suppress(NotFoundError):
            one, other = find(decision.fields["one"]), find(decision.fields["other"])
            pair = frozenset((one.item, other.item))
            said.pop(pair, None)
            called = next((r for r in get_args(ClaimRelation) if r == decision.fields["called"]), None)
            if called or decision.fields["called"] == APART:
                said[pair] = ClaimVerdict(one, other, called)
    return [verdict for verdict in said.values() if verdict is not None]


def _said_by(wanted: str, claim: Claim) -> bool:
    return is_said_by(wanted, claim.speaker, claim.who)


def _speaks(wanted: str, piece: Piece) -> bool:
    """Whether any statement of the piece is by whom these words name."""
    text = piece.text
    named = [e for e in piece.reading.entities if is_said_by(wanted, None, e.who or e.of(text))]
    return any(
        is_said_by(wanted, None, s.speaker.of(text)) or any(s.speaker.overlaps(e) for e in named)
        for s in piece.reading.statements
        if s.speaker is not None
    )


def _apart(content: Span, place: Span) -> int:
    """By how many characters two places that touch differ."""
    return abs(content.start - place.start) + abs(content.end - place.end)
