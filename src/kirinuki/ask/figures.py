"""Figures of storylines: numbers of one slot over time and outlets, with what a person decided of them.

Nothing of it is kept: series are made when they are asked for, from the reports as they stood and from the decisions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Literal, get_args

from kirinuki.ask.storylines import Storylines, piece_of
from kirinuki.ask.trace import find_evidence
from kirinuki.errors import NotFoundError
from kirinuki.model.article import Revision
from kirinuki.model.chronicle import PointRelation, Series
from kirinuki.model.digest import Source
from kirinuki.model.reading import Reading
from kirinuki.model.text import Evidence
from kirinuki.model.weaving import Verdict
from kirinuki.store import Decision, Store
from kirinuki.weave.figures import find_numbers, find_series

FigureAct = Literal["same", "apart", "call", "undo"]
"""What a person says of numbers: two are of one slot, or are not; one is called another relation; all this is taken back."""

RELATIONS: tuple[PointRelation, ...] = get_args(PointRelation)


@dataclass(frozen=True, slots=True)
class FigureWords:
    """What a person said of numbers: which fill one slot, the last word last, and what each is called, by its item."""

    verdicts: tuple[Verdict, ...] = ()
    called: Mapping[str, PointRelation] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FigureSeries:
    """A series as it is shown: whose storyline it is of, and where each of its points stands, by revision."""

    storyline: str
    title: str
    series: Series
    sources: Mapping[str, Source]

    @property
    def item(self) -> str:
        """What names it among the others: its first number."""
        return self.series.points[0].evidence.item


class Figures:
    """The figures of an archive. `read` gives the reading of a revision, `words` what the person said."""

    def __init__(
        self,
        store: Store,
        storylines: Storylines,
        read: Callable[[Revision], Reading],
        words: Callable[[], FigureWords],
    ) -> None:
        self._store = store
        self._storylines = storylines
        self._read = read
        self._words = words

    def series(
        self,
        storyline: str | None = None,
        as_of: dt.datetime | None = None,
    ) -> Iterator[FigureSeries]:
        """The series of every storyline, or of the one that `storyline` names, as they could be known at
        `as_of`: also those that one number fills.

        Raises `NotFoundError` for a storyline that is not there.
        """
        words = self._words()
        names = {outlet.key: outlet.name for outlet in self._store.articles.outlets()}
        for line in self._storylines.named(storyline, as_of):
            told = find_series(self._storylines.pieces(line, as_of), words.verdicts, words.called)
            for series in told:
                yield FigureSeries(line.id, line.title, series, self._sources(series, names))

    def find(self, item: str) -> Evidence:
        """The number that an item names: its own, or a passage that holds one. Raises `NotFoundError` where there is none, or
        more than one."""
        evidence, revision = find_evidence(self._store, item)
        numbers = find_numbers(piece_of(self._store, revision, self._read(revision)))
        here = [number for number in numbers if number.span.overlaps(evidence.span)]
        exact = [number for number in here if number.span == evidence.span] or here
        if not exact:
            raise NotFoundError(
                f"{item}: ここに数はありません。kirinuki figures の ITEM で指してください (no number here)"
            )
        if len(exact) > 1:
            listed = "、".join(f"{number.item} {number.text}" for number in exact)
            raise NotFoundError(
                f"{item}: 二つ以上の数があります。どれかを指してください: {listed} (several numbers)"
            )
        return exact[0]

    def _sources(self, series: Series, names: Mapping[str, str]) -> dict[str, Source]:
        found = {}
        for revision in {point.evidence.revision for point in series.points}:
            told = self._store.articles.find_revision(revision)
            article = self._store.articles.find(told.article)
            found[revision] = Source.of(article, names[article.outlet], told)
        return found


def read_words(
    decisions: Iterable[Decision],
    now_at: Callable[[str], str],
    evidence: Callable[[str], Evidence | None],
) -> FigureWords:
    """What the decisions say of numbers, each where it was said and where the words stand now (`now_at`)."""
    said: list[tuple[str, str, bool]] = []
    called: dict[str, PointRelation] = {}
    for decision in decisions:
        if decision.kind != "figure":
            continue
        act, one = decision.fields["act"], decision.fields["one"]
        if act == "undo":
            here = now_at(one)
            said = [words for words in said if here not in (now_at(words[0]), now_at(words[1]))]
            called = {item: relation for item, relation in called.items() if now_at(item) != here}
        elif act == "call":
            called.update(
                (one, relation) for relation in RELATIONS if relation == decision.fields.get("called")
            )
        else:
            said.append((one, str(decision.fields.get("other") or ""), act == "same"))
    verdicts = []
    for one, other, same in said:
        for pair in product(dict.fromkeys((one, now_at(one))), dict.fromkeys((other, now_at(other)))):
            first, second = map(evidence, pair)
            if first is not None and second is not None:
                verdicts.append(Verdict(first, second, same))
    shown = {place: relation for item, relation in called.items() for place in (item, now_at(item))}
    return FigureWords(tuple(verdicts), shown)
