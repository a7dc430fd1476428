"""Ledgers walked row by row, as a screen shows them: from the newest on, filtered by a query, from any row on.

The rows are those of `ask.ledgers`, and a query means the same; that gives all in the order of telling, and this a page of them.

A walk looks at no more than the rows that are taken from it, and holds no more than a day or a storyline of them: so the first
page of a million rows costs what that of a hundred does, and an export of all takes no more memory. With every row comes the
cursor behind it, which is made of the row itself and means the same when others came in before it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, Literal, TypeVar

from kirinuki.ask import rows as told_by
from kirinuki.ask.agenda import Agenda, Entry
from kirinuki.ask.changes import Called, edits
from kirinuki.ask.claims import CLAIM_RELATIONS, Claims, Compared
from kirinuki.ask.figures import Figures, FigureSeries
from kirinuki.ask.query import Query
from kirinuki.ask.rows import Row, RowFilter
from kirinuki.ask.statements import sayings
from kirinuki.ask.storylines import Storylines
from kirinuki.ask.trace import find_evidence
from kirinuki.errors import InputError, NotFoundError
from kirinuki.model.article import Revision
from kirinuki.model.chronicle import ClaimRelation, OutcomeKind, Saying, Storyline
from kirinuki.model.digest import EditShown, Source
from kirinuki.model.query import Among
from kirinuki.model.reading import Reading, Stance
from kirinuki.model.text import Span
from kirinuki.model.weaving import EDITS, ChangeKind
from kirinuki.store import Store
from kirinuki.store.finding import Place

Order = Literal["newest", "oldest"]

_AT_ONCE = 50
_MOST_PASSED = 200
"""Articles, changes, storylines or months without a row that fits that one page passes: where few rows fit, it is short and says
where to go on."""
_DAY = dt.timedelta(days=1)
_PASSED = "-"
"""In a cursor: behind all of this article, storyline or month."""
_END = Span(1 << 40, 1 << 40)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a ledger is wanted. `query` is resolved (`Search.resolved`); `order` is that of telling. Storylines
    are walked as they are now: `as_of` holds for the rows of each. `first_day` and `end_day`
    (half-open) bound statements by their telling and the agenda by what falls due. The others are of one ledger each; None: any."""

    query: Query | None = None
    storyline: str | None = None
    order: Order = "newest"
    as_of: dt.datetime | None = None
    stance: Stance | None = None
    change: ChangeKind | None = None
    relation: ClaimRelation | None = None
    outcome: OutcomeKind | None = None
    first_day: dt.date | None = None
    end_day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A row, and the cursor behind it. `row` is None where a walk passed something without a row that fits."""

    row: T | None
    cursor: str


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows, and the cursor behind the last of them; None where there are no more."""

    rows: tuple[T, ...]
    after: str | None


def page(walk: Iterator[Found[T]], limit: int) -> Page[T]:
    """The first so many rows of a walk, or fewer where those are far apart."""
    rows: list[T] = []
    passed, last = 0, None
    for found in walk:
        if found.row is None:
            passed += 1
        elif len(rows) == limit:
            return Page(tuple(rows), last)
        else:
            rows.append(found.row)
        if len(rows) < limit or found.row is not None:
            last = found.cursor
        if passed == _MOST_PASSED:
            return Page(tuple(rows), last)
    return Page(tuple(rows), None)


class Walks:
    """The ledgers of an archive. `read` gives the reading of a revision, `called` what a person calls changes. Every walk raises
    `InputError` for a cursor that is none of its own, and `NotFoundError` for a storyline that there is not."""

    def __init__(
        self,
        store: Store,
        read: Callable[[Revision], Reading],
        storylines: Storylines,
        figures: Figures,
        claims: Claims,
        agenda: Agenda,
        called: Callable[[], Called],
    ) -> None:
        self._store = store
        self._read = read
        self._storylines = storylines
        self._figures = figures
        self._claims = claims
        self._agenda = agenda
        self._called = called

    # By article -----------------------------------------------------------------------------------------------------

    def statements(self, asked: Asked, after: str | None = None) -> Iterator[Found[Saying]]:
        """Who said what; the articles in the order asked for, their statements in that of the text."""
        fitting = self._fitting(asked)
        narrowed = None if fitting is None else fitting.articles(quoting=True)
        members = None if asked.storyline is None else self._claims.members(asked.storyline, asked.as_of)
        place = None if after is None else self._place(after)
        names = {outlet.key: outlet.name for outlet in self._store.articles.outlets()}
        for at, revision in self._tellings(asked, narrowed, members, None if place is None else place[0]):
            article = self._store.articles.find(revision.article)
            source = Source.of(article, names[article.outlet], revision)
            for saying in sayings(revision, self._read(revision), source):
                if place is not None and at == place[0] and saying.evidence.span <= place[1]:
                    continue
                if asked.stance in (None, saying.stance) and _fits(fitting, told_by.of_statement(saying)):
                    yield Found(saying, saying.evidence.item)
            yield Found(None, f"{revision.id}:{_PASSED}")

    def changes(self, asked: Asked, after: str | None = None) -> Iterator[Found[EditShown]]:
        """What revisions changed, by the day of their article; a revision's changes together."""
        fitting = self._fitting(asked)
        members = None if asked.storyline is None else self._claims.members(asked.storyline, asked.as_of)
        kinds: Sequence[ChangeKind] = sorted(EDITS) if asked.change is None else (asked.change,)
        newest = asked.order == "newest"
        revision, number = (None, -1) if after is None else self._edit_place(after)
        beside = self._store.changes.beside
        day = revision.published if revision else beside(dt.date.max)[0] if newest else beside(dt.date.min)[1]
        while day is not None:
            found = edits(self._store, day, day + _DAY, sorted(EDITS), None, self._called(), asked.as_of)
            made = [(id, list(group)) for id, group in groupby(found, key=lambda shown: shown.edit.later)]
            told = [
                (id, n, shown)
                for id, group in (made[::-1] if newest else made)
                for n, shown in enumerate(group)
            ]
            if revision is not None:
                known = [(id, n) for id, n, _ in told]
                told = (
                    told[known.index((revision.id, number)) + 1 :] if (revision.id, number) in known else told
                )
                revision = None
            for id, n, shown in told:
                fits = (
                    shown.edit.change.kind in kinds
                    and (members is None or shown.source.article in members)
                    and _fits(fitting, told_by.of_edit(shown))
                )
                yield Found(shown if fits else None, f"{id}@{n}")
            before, later = beside(day)
            day = before if newest else later

    def _tellings(
        self,
        asked: Asked,
        narrowed: frozenset[str] | None,
        members: frozenset[str] | None,
        after: tuple[str, int, str] | None,
    ) -> Iterator[tuple[tuple[str, int, str], Revision]]:
        """The articles that may hold rows, each with its place, from the place `after` on."""
        newest = asked.order == "newest"
        first, end = (asked.first_day or dt.date.min).isoformat(), (asked.end_day or dt.date.max).isoformat()

        def behind(at: tuple[str, int, str]) -> bool:
            return first <= at[0][:10] < end and (after is None or (at <= after if newest else at >= after))

        if members is not None:
            stood = [self._store.articles.at(article, asked.as_of) for article in members]
            placed = sorted(
                ((self._store.articles.order(r.id), r.id) for r in stood if r is not None), reverse=newest
            )
            if narrowed is not None:
                placed = [(at, id) for at, id in placed if at[2] in narrowed]
            told: Iterator[tuple[tuple[str, int, str], str]] = iter(placed)
        elif narrowed is not None:
            told = self._found(narrowed, asked, after if newest else None)
        else:
            yield from self._by_day(asked, after, behind)
            return
        for at, id in told:
            if behind(at):
                yield at, self._store.articles.find_revision(id)

    def _found(
        self, narrowed: frozenset[str], asked: Asked, after: tuple[str, int, str] | None
    ) -> Iterator[tuple[tuple[str, int, str], str]]:
        found = self._store.finder.find(Among(narrowed), asked.as_of)
        if asked.order == "oldest":
            for place, revision in reversed(found.page(found.total)):
                yield (place.told, place.ordinal, place.article), revision
            return
        # A place is found again by the next one behind it: one that sorts just after it.
        at = None if after is None else Place(0, after[0], after[1], after[2] + "\U0010ffff")
        while True:
            some = found.page(_AT_ONCE, after=at)
            for place, revision in some:
                yield (place.told, place.ordinal, place.article), revision
            if len(some) < _AT_ONCE:
                return
            at = some[-1][0]

    def _by_day(
        self,
        asked: Asked,
        after: tuple[str, int, str] | None,
        behind: Callable[[tuple[str, int, str]], bool],
    ) -> Iterator[tuple[tuple[str, int, str], Revision]]:
        newest = asked.order == "newest"
        beside = self._store.articles.beside
        day = dt.date.fromisoformat(after[0][:10]) if after else None
        first, end = asked.first_day or dt.date.min, asked.end_day or dt.date.max
        if day is None and newest:
            day = beside(end)[0]
        elif day is None:
            # Nothing was published on the first day of all.
            day = beside(first - _DAY if first > dt.date.min else first)[1]
        while day is not None and (first <= day if newest else day <= end):
            told = [revision for _, revision in self._store.articles.between(day, day + _DAY, asked.as_of)]
            for revision in reversed(told) if newest else told:
                at = self._store.articles.order(revision.id)
                if behind(at):
                    yield at, revision
            before, later = beside(day)
            day = before if newest else later

    # By storyline ---------------------------------------------------------------------------------------------------

    def figures(self, asked: Asked, after: str | None = None) -> Iterator[Found[FigureSeries]]:
        """The series of numbers, the storyline told of last first."""
        fitting = self._fitting(asked)

        def rows(line: Storyline) -> Iterator[tuple[str, FigureSeries]]:
            for told in self._figures.series(line.id, asked.as_of):
                if _fits(fitting, told_by.of_series(told)):
                    yield told.series.points[0].evidence.item, told

        return self._by_storyline(asked, after, rows)

    def claims(self, asked: Asked, after: str | None = None) -> Iterator[Found[Compared]]:
        """How claims relate, the storyline told of last first."""
        fitting = self._fitting(asked)
        relations = CLAIM_RELATIONS if asked.relation is None else (asked.relation,)

        def rows(line: Storyline) -> Iterator[tuple[str, Compared]]:
            for compared in self._claims.compared(line.id, None, asked.as_of, relations):
                one, other = compared.comparison.one, compared.comparison.other
                if _fits(fitting, told_by.of_comparison(compared)):
                    yield f"{one.evidence.item}/{other.evidence.item}", compared

        return self._by_storyline(asked, after, rows)

    def _by_storyline(
        self, asked: Asked, after: str | None, rows: Callable[[Storyline], Iterator[tuple[str, T]]]
    ) -> Iterator[Found[T]]:
        at, _, known = (after or "").partition("~")
        if after is not None and not known:
            raise _foreign(after)
        if asked.storyline is not None:
            yield from _behind(rows(self._storylines.find(asked.storyline, asked.as_of)), "", known)
            return
        if at and known != _PASSED:
            # The storyline in which the last page ended.
            yield from _behind(rows(self._storylines.at(at)), at, known)
        for cursor, line in self._storylines.walk(at or None):
            yield from _behind(rows(line), cursor, "")
            yield Found(None, f"{cursor}~{_PASSED}")

    # By day due -----------------------------------------------------------------------------------------------------

    def agenda(self, asked: Asked, after: str | None = None) -> Iterator[Found[Entry]]:
        """What was announced, by the month in which it falls due, the nearest first."""
        fitting = self._fitting(asked)
        month, _, known = (after or "").partition("~")
        if after is not None and not known:
            raise _foreign(after)
        try:
            start = dt.date.fromisoformat(month) if month else asked.first_day or dt.date.min
        except ValueError as e:
            raise _foreign(after or "") from e
        begin, end = asked.first_day or dt.date.min, asked.end_day or dt.date.max
        while start < end:
            from_ = self._store.agenda.next_due(start)
            if from_ is None or from_ >= end:
                return
            until = min(_next_month(from_), end)
            found = self._agenda.entries(
                from_, until, storyline=asked.storyline, as_of=asked.as_of, outcome=asked.outcome
            )
            # What was moved, or reaches over the end of a month, is met in several and told in one.
            wanted = (
                (entry.item, entry)
                for entry in found.entries
                if max(start, begin).isoformat()
                <= max(_due(entry, begin, end), begin.isoformat())
                < until.isoformat()
                and _fits(fitting, told_by.of_entry(entry))
            )
            yield from _behind(wanted, start.isoformat(), known)
            yield Found(None, f"{until.isoformat()}~{_PASSED}")
            start, known = until, ""

    # Underneath -----------------------------------------------------------------------------------------------------

    def _fitting(self, asked: Asked) -> RowFilter | None:
        return None if asked.query is None else RowFilter(self._store, asked.query, asked.as_of)

    def _place(self, cursor: str) -> tuple[tuple[str, int, str], Span]:
        """Where a statement stands that a cursor names, or the end of a text."""
        id, _, place = cursor.partition(":")
        try:
            if place == _PASSED:
                return self._store.articles.order(self._store.articles.find_revision(id).id), _END
            evidence, revision = find_evidence(self._store, cursor)
        except NotFoundError as e:
            raise _foreign(cursor) from e
        return self._store.articles.order(revision.id), evidence.span

    def _edit_place(self, cursor: str) -> tuple[Revision, int]:
        id, _, number = cursor.partition("@")
        try:
            return self._store.articles.find_revision(id), int(number)
        except (NotFoundError, ValueError) as e:
            raise _foreign(cursor) from e


def _behind(rows: Iterator[tuple[str, T]], at: str, known: str) -> Iterator[Found[T]]:
    """Rows under their names, those behind the `known` one; all where that is gone, so that none is lost."""
    named = list(rows)
    names = [name for name, _ in named]
    first = names.index(known) + 1 if known in names else 0
    for name, row in named[first:]:
        yield Found(row, f"{at}~{name}")


def _fits(fitting: RowFilter | None, row: Row) -> bool:
    return fitting is None or fitting.takes(row)


def _due(entry: Entry, begin: dt.date, end: dt.date) -> str:
    """The day by which an entry is told between these: that on which it is due, else the first that it was moved from."""
    days = [
        due.from_
        for due in (entry.due, *entry.before)
        if due.until > begin.isoformat() and due.from_ < end.isoformat()
    ]
    return days[0]


def _next_month(day: dt.date) -> dt.date:
    if day.year == dt.MAXYEAR and day.month == 12:
        return dt.date.max
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _foreign(cursor: str) -> InputError:
    return InputError(f"{cursor!r}: 前の頁が示した続きの印ではありません (not a cursor of this ledger)")
