"""Ledgers: statements, figures, claims, agenda, changes and storylines, row by row, by one query language, from any row on.

All take the same: what is `Asked`, in which a query means what `ask/rows.py` says (docs/search.md, 台帳), and the cursor of a row
behind which to go on. A walk looks at no more than the rows that are taken from it, and holds no more than a day, a month or a
storyline of them: so the first page of a million rows costs what that of a hundred does, and an export of all takes no more memory.
With every row comes the cursor behind it, which is made of the row itself and means the same when others came in before it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Generic, Literal, TypeVar, get_args

from kirinuki.ask import rows as told_by
from kirinuki.ask.agenda import Agenda, Entry
from kirinuki.ask.changes import Called, edits
from kirinuki.ask.claims import CLAIM_RELATIONS, Claims, Compared
from kirinuki.ask.figures import Figures, FigureSeries
from kirinuki.ask.query import Query
from kirinuki.ask.rows import RowFilter
from kirinuki.ask.statements import sayings
from kirinuki.ask.storylines import Storylines
from kirinuki.ask.trace import find_evidence
from kirinuki.errors import InputError, NotFoundError
from kirinuki.model.article import Revision
from kirinuki.model.chronicle import Saying, Storyline
from kirinuki.model.digest import EditShown, Source
from kirinuki.model.query import Among, Named, Node, all_of
from kirinuki.model.reading import Reading
from kirinuki.model.text import Span
from kirinuki.model.weaving import EDITS, ChangeKind
from kirinuki.store import Store
from kirinuki.store.finding import Place

Order = Literal["newest", "oldest"]

_AT_ONCE, _AT_MOST = 50, 3200
"""Articles of the first step through what a query finds, and of a later one: each step is twice the one before."""
_MOST_PASSED = 200
"""Articles, changes, storylines or months without a row that fits that one page passes: where few rows fit, it is short and says
where to go on."""
_DAY = dt.timedelta(days=1)
_PASSED = "-"
"""In a cursor: behind all of this article, storyline or month."""
_ACROSS = "across"
"""In a cursor, for a storyline: among what is compared over several."""
_END = Span(1 << 40, 1 << 40)

T = TypeVar("T")
_Place = tuple[str, int, str]
"""Where a telling stands (`Articles.order`)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a ledger is wanted.

    `query` is resolved (`Search.resolved`). `order` is that of telling, for statements and changes; the others come the storyline
    told of last first, the agenda by what falls due first. `kinds` are stances, relations, kinds of change or outcomes.
    `first_day` and `end_day` (half-open) bound statements and changes by their telling, the agenda by what falls due.
    `speaker` keeps what is said by whom these words name; of claims it adds how what he said in one storyline relates to what he
    said in another. `alone` asks for storylines of one article, too; without `once` figures are those that news counts again and
    again, or that were told twice. `open_on` leaves of the agenda what a person looks at on that day (`Entry.is_open`).
    None: any.
    """

    query: Query | None = None
    storyline: str | None = None
    order: Order = "newest"
    as_of: dt.datetime | None = None
    kinds: frozenset[str] | None = None
    first_day: dt.date | None = None
    end_day: dt.date | None = None
    speaker: str | None = None
    alone: bool = False
    once: bool = True
    open_on: dt.date | None = None

    def is_wanted(self, kind: str | None) -> bool:
        """Whether rows of this kind are asked for."""
        return self.kinds is None or kind in self.kinds


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


def page(walk: Iterator[Found[T]], limit: int, *, patient: bool = False) -> Page[T]:
    """The first so many rows of a walk; fewer where those are far apart, unless one is `patient`."""
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
        if passed == _MOST_PASSED and not patient:
            return Page(tuple(rows), last)
    return Page(tuple(rows), None)


def rows(walk: Iterable[Found[T]]) -> Iterator[T]:
    """All rows of a walk, as they are taken."""
    return (found.row for found in walk if found.row is not None)


class Ledgers:
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
        place = None if after is None else self._place(after)
        names = {outlet.key: outlet.name for outlet in self._store.articles.outlets()}
        for at, revision in self._tellings(asked, fitting.quoting(), None if place is None else place[0]):
            article = self._store.articles.find(revision.article)
            source = Source.of(article, names[article.outlet], revision)
            for saying in sayings(revision, self._read(revision), source):
                if place is not None and at == place[0] and saying.evidence.span <= place[1]:
                    continue
                if asked.is_wanted(saying.stance) and fitting.takes(told_by.of_statement(saying)):
                    yield Found(saying, saying.evidence.item)
            yield Found(None, f"{revision.id}:{_PASSED}")

    def changes(self, asked: Asked, after: str | None = None) -> Iterator[Found[EditShown]]:
        """What revisions changed, by the day of their telling; a revision's changes together. Noise and damage only where `kinds`
        has them."""
        fitting = self._fitting(asked)
        members = self._members(asked)
        kinds: frozenset[ChangeKind] = EDITS | {
            k for k in get_args(ChangeKind) if asked.kinds and k in asked.kinds
        }
        newest = asked.order == "newest"
        first, end = _bounds(asked)
        beside = self._store.changes.beside
        revision, number = (None, -1) if after is None else self._edit_place(after)
        day = revision.published if revision else beside(end)[0] if newest else _from(first, beside)
        while day is not None and (first <= day if newest else day < end):
            found = edits(self._store, day, day + _DAY, kinds, self._called(), asked.as_of)
            made = [(id, list(group)) for id, group in groupby(found, key=lambda shown: shown.edit.later)]
            told = [
                (id, n, shown)
                for id, group in (made[::-1] if newest else made)
                for n, shown in enumerate(group)
            ]
            if revision is not None:
                known = [(id, n) for id, n, _ in told]
                if (revision.id, number) in known:
                    told = told[known.index((revision.id, number)) + 1 :]
                revision = None
            for id, n, shown in told:
                fits = (
                    asked.is_wanted(shown.edit.change.kind)
                    and (members is None or shown.source.article in members)
                    and fitting.takes(told_by.of_edit(shown))
                )
                yield Found(shown if fits else None, f"{id}@{n}")
            before, later = beside(day)
            day = before if newest else later

    def _tellings(
        self, asked: Asked, narrowed: Node | None, after: _Place | None
    ) -> Iterator[tuple[_Place, Revision]]:
        """The articles that may hold rows, each with its place, from the place `after` on."""
        nodes: list[Node] = [] if asked.storyline is None else [Among(self._members(asked) or frozenset())]
        nodes += [] if narrowed is None else [narrowed]
        newest = asked.order == "newest"
        first, end = (day.isoformat() for day in _bounds(asked))
        query = all_of(nodes)
        for at, revision in self._by_day(asked, after) if query is None else self._found(asked, query, after):
            if at[0] < first if newest else at[0] >= end:
                return
            if first <= at[0] < end and (after is None or (at <= after if newest else at >= after)):
                yield at, revision

    def _found(self, asked: Asked, query: Node, after: _Place | None) -> Iterator[tuple[_Place, Revision]]:
        """Those that a query holds for."""
        found = self._store.finder.find(query, asked.as_of)
        oldest = asked.order == "oldest"
        first, end = (day.isoformat() for day in _bounds(asked))
        # The place `after` is found once more, by one that sorts before it.
        start = (
            (first if oldest else end, -1, "")
            if after is None
            else (*after[:2], "" if oldest else after[2] + "\U0010ffff")
        )
        at: Place | None = Place(0, *start)
        step = _AT_ONCE
        while at is not None:
            some = found.page(step, oldest=oldest, after=at)
            for place, revision in some:
                yield (place.told, place.ordinal, place.article), self._store.articles.find_revision(revision)
            at = some[-1][0] if len(some) == step else None
            step = min(2 * step, _AT_MOST)

    def _by_day(self, asked: Asked, after: _Place | None) -> Iterator[tuple[_Place, Revision]]:
        """All of them."""
        newest = asked.order == "newest"
        first, end = _bounds(asked)

        def beside(day: dt.date) -> tuple[dt.date | None, dt.date | None]:
            return self._store.articles.beside(day, asked.as_of)

        day = (
            dt.date.fromisoformat(after[0][:10])
            if after
            else beside(end)[0]
            if newest
            else _from(first, beside)
        )
        while day is not None and (first <= day if newest else day < end):
            told = [revision for _, revision in self._store.articles.between(day, day + _DAY, asked.as_of)]
            for revision in reversed(told) if newest else told:
                yield self._store.articles.order(revision.id), revision
            before, later = beside(day)
            day = before if newest else later

    # By storyline ---------------------------------------------------------------------------------------------------

    def storylines(self, asked: Asked, after: str | None = None) -> Iterator[Found[Storyline]]:
        """Runs of events, the one told of last first; with a query those with an article that it holds for."""
        found = None if asked.query is None else self._store.finder.find(asked.query.root, asked.as_of)

        def rows(line: Storyline) -> Iterator[tuple[str, Storyline]]:
            if found is None or found.among([member.article for member in line.members]):
                yield line.id, line

        return self._by_storyline(asked, after, rows)

    def figures(self, asked: Asked, after: str | None = None) -> Iterator[Found[FigureSeries]]:
        """The series of numbers, the storyline told of last first."""
        fitting = self._fitting(asked)

        def rows(line: Storyline) -> Iterator[tuple[str, FigureSeries]]:
            for told in self._figures.series(line.id, asked.as_of) if _may_fit(fitting, line) else ():
                again = told.series.known or len(told.series.points) > 1
                if (asked.once or again) and fitting.takes(told_by.of_series(told)):
                    yield told.item, told

        return self._by_storyline(asked, after, rows)

    def claims(self, asked: Asked, after: str | None = None) -> Iterator[Found[Compared]]:
        """How claims relate, the storyline told of last first; at the end, of one speaker, what he said in several."""
        fitting = self._fitting(asked)
        relations = [relation for relation in CLAIM_RELATIONS if asked.is_wanted(relation)]

        def named(told: Iterable[Compared]) -> Iterator[tuple[str, Compared]]:
            return ((row.item, row) for row in told if fitting.takes(told_by.of_comparison(row)))

        def rows(line: Storyline) -> Iterator[tuple[str, Compared]]:
            if _may_fit(fitting, line):
                yield from named(self._claims.compared(line.id, None, asked.as_of, relations))

        at, _, known = (after or "").partition("~")
        if at != _ACROSS:
            yield from self._by_storyline(asked, after, rows)
        if asked.speaker and not asked.storyline and "change" in relations:
            lines = (line for _, line in self._storylines.walk(several=False, as_of=asked.as_of))
            across = self._claims.across(asked.speaker, lines, asked.as_of)
            yield from _behind(named(across), _ACROSS, known if at == _ACROSS else "")

    def _by_storyline(
        self, asked: Asked, after: str | None, rows: Callable[[Storyline], Iterator[tuple[str, T]]]
    ) -> Iterator[Found[T]]:
        at, _, known = (after or "").partition("~")
        if after is not None and not known:
            raise _foreign(after)
        if asked.storyline is not None:
            yield from _behind(rows(self._storylines.find(asked.storyline, asked.as_of)), "", known)
            return

        def among(lines: Iterable[Storyline]) -> Iterator[tuple[str, T]]:
            return (row for line in lines for row in rows(line))

        if at and known != _PASSED:
            # The storyline in which the last page ended.
            yield from _behind(among(self._storylines.at(at, asked.as_of)), at, known)
        walk = self._storylines.walk(at or None, several=not asked.alone, as_of=asked.as_of)
        for cursor, lines in groupby(walk, key=itemgetter(0)):
            yield from _behind(among(line for _, line in lines), cursor, "")
            yield Found(None, f"{cursor}~{_PASSED}")

    # By day due -----------------------------------------------------------------------------------------------------

    def agenda(self, asked: Asked, after: str | None = None) -> Iterator[Found[Entry]]:
        """What was announced, by the day from which it falls due; what is under way on the first day asked for comes before."""
        fitting = self._fitting(asked)
        begin, end = _bounds(asked)
        at, _, known = (after or "").partition("~")
        if after is not None and not known:
            raise _foreign(after)

        def named(told: Iterable[Entry]) -> Iterator[tuple[str, Entry]]:
            return (
                (entry.item, entry)
                for entry in told
                if asked.is_wanted(entry.outcome.kind)
                and (asked.open_on is None or entry.is_open(asked.open_on))
                and fitting.takes(told_by.of_entry(entry))
            )

        if asked.storyline is not None:
            told = self._agenda.entries(begin, end, storyline=asked.storyline, as_of=asked.as_of)
            yield from _behind(named(told), "", known)
            return
        try:
            start = dt.date.fromisoformat(at) if at else dt.date.min
        except ValueError as e:
            raise _foreign(after or "") from e
        while True:
            day = self._store.agenda.next_start(start, begin, asked.as_of)
            if day is None or day >= end:
                return
            starting = self._agenda.starting(
                day, begin, asked.as_of, lambda line: _may_fit(fitting, line, quoting=True)
            )
            # What was moved is met on several days and told on one.
            told = [entry for entry in starting if _due(entry, begin, end)[:10] == day.isoformat()]
            yield from _behind(named(told), day.isoformat(), known if at == day.isoformat() else "")
            yield Found(None, f"{(day + _DAY).isoformat()}~{_PASSED}")
            start = day + _DAY

    # Underneath -----------------------------------------------------------------------------------------------------

    def _fitting(self, asked: Asked) -> RowFilter:
        nodes: list[Node] = [] if asked.query is None else [asked.query.root]
        nodes += [Named("speaker", asked.speaker)] if asked.speaker else []
        return RowFilter(self._store, all_of(nodes), asked.as_of)

    def _members(self, asked: Asked) -> frozenset[str] | None:
        """The articles of the storyline that is asked for; None: of any."""
        return None if asked.storyline is None else self._storylines.members(asked.storyline, asked.as_of)

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


def _may_fit(fitting: RowFilter, line: Storyline, *, quoting: bool = False) -> bool:
    return fitting.may_take([member.article for member in line.members], quoting=quoting)


def _bounds(asked: Asked) -> tuple[dt.date, dt.date]:
    return asked.first_day or dt.date.min, asked.end_day or dt.date.max


def _from(
    first: dt.date, beside: Callable[[dt.date], tuple[dt.date | None, dt.date | None]]
) -> dt.date | None:
    """The first day from `first` on. Nothing was published on the first day of all."""
    return beside(first - _DAY if first > dt.date.min else first)[1]


def _due(entry: Entry, begin: dt.date, end: dt.date) -> str:
    """The day by which an entry is told between these: that on which it is due, else the first that it was moved from."""
    days = [
        due.from_
        for due in (entry.due, *entry.before)
        if due.until > begin.isoformat() and due.from_ < end.isoformat()
    ]
    return days[0]


def _foreign(cursor: str) -> InputError:
    return InputError(f"{cursor!r}: 前の頁が示した続きの印ではありません (not a cursor of this ledger)")
