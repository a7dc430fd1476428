"""Ledgers asked by query: statements, figures, claims, agenda, changes and storylines alike (docs/search.md, 台帳).

All take the same things: `query` in the language of `ask/query.py`, what a row of it means said by `ask/rows.py`; the moment
`as_of`; and `after`, by which a page goes on: the name that its last row was shown under. Rows are made one behind another as they
are taken, so that a ledger of any length takes no more memory than one storyline or one month of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from kirinuki.ask import rows
from kirinuki.ask.agenda import Agenda, Listed
from kirinuki.ask.changes import Called, edits
from kirinuki.ask.claims import CLAIM_RELATIONS, Claims, Compared
from kirinuki.ask.figures import Figures, FigureSeries
from kirinuki.ask.query import parse
from kirinuki.ask.rows import RowFilter
from kirinuki.ask.search import Search
from kirinuki.ask.statements import Reads, Wanted, statements
from kirinuki.ask.storylines import Storylines, every
from kirinuki.ask.trace import find_evidence
from kirinuki.errors import NotFoundError
from kirinuki.model.chronicle import ClaimRelation, OutcomeKind, Saying, Storyline
from kirinuki.model.digest import EditShown
from kirinuki.model.weaving import ChangeKind
from kirinuki.store import Store

T = TypeVar("T")


class Ledgers:
    """The ledgers of an archive. Every method may raise `QueryError` for a query, and `NotFoundError` for an `after`, a storyline
    or an outlet that there is not."""

    def __init__(
        self,
        store: Store,
        search: Search,
        storylines: Storylines,
        figures: Figures,
        claims: Claims,
        agenda: Agenda,
        read: Reads,
        called: Callable[[], Called],
    ) -> None:
        """`read` gives the reading of a revision, `called` what the person said that changes are."""
        self._store = store
        self._search = search
        self._storylines = storylines
        self._figures = figures
        self._claims = claims
        self._agenda = agenda
        self._read = read
        self._called = called

    def statements(
        self,
        query: str | None = None,
        wanted: Wanted | None = None,
        *,
        storyline: str | None = None,
        as_of: dt.datetime | None = None,
        after: str | None = None,
    ) -> Iterator[Saying]:
        """The statements that are `wanted`, in the order of telling, behind the item `after`."""
        wanted = wanted or Wanted()
        among = [wanted.articles]
        if storyline is not None:
            among.append(frozenset(m.article for m in self._storylines.find(storyline, as_of).members))
        chosen = self._filter(query, as_of)
        if chosen is not None:
            among.append(chosen.articles(quoting=True))
        known = [articles for articles in among if articles is not None]
        wanted = replace(wanted, articles=frozenset.intersection(*known) if known else None)
        told = statements(self._store, self._read, wanted, as_of, after)
        return told if chosen is None else chosen.keep(told, rows.of_statement)

    def figures(
        self,
        query: str | None = None,
        *,
        storyline: str | None = None,
        as_of: dt.datetime | None = None,
        after: str | None = None,
        told_once: bool = True,
    ) -> Iterator[FigureSeries]:
        """The series, storyline by storyline, behind the one whose first number is the item `after`; those that are `told_once`
        too, or else only of what news counts again and again."""
        chosen = self._filter(query, as_of)
        told: Iterable[FigureSeries] = self._figures.series(
            storyline, as_of, self._over(chosen, after, as_of)
        )
        if chosen is not None:
            told = chosen.keep(told, rows.of_series)
        kept = (t for t in told if told_once or t.series.known or len(t.series.points) > 1)
        return _behind(kept, lambda t: t.item, after)

    def claims(
        self,
        query: str | None = None,
        *,
        storyline: str | None = None,
        speaker: str | None = None,
        relations: Collection[ClaimRelation] = CLAIM_RELATIONS,
        as_of: dt.datetime | None = None,
        after: str | None = None,
    ) -> Iterator[Compared]:
        """How claims relate, storyline by storyline, behind the two whose items are `after`."""
        chosen = self._filter(query, as_of)
        # What one speaker says in several storylines is compared behind all of them: none may be left out.
        over = every if speaker else self._over(chosen, after, as_of)
        told: Iterable[Compared] = self._claims.compared(storyline, speaker, as_of, relations, over)
        if chosen is not None:
            told = chosen.keep(told, rows.of_comparison)
        return _behind(told, lambda t: t.item, after)

    def agenda(
        self,
        query: str | None = None,
        from_: dt.date | None = None,
        until: dt.date | None = None,
        *,
        storyline: str | None = None,
        speaker: str | None = None,
        as_of: dt.datetime | None = None,
        outcome: OutcomeKind | None = None,
        open_on: dt.date | None = None,
        after: str | None = None,
        skip: int = 0,
        limit: int | None = None,
    ) -> Listed:
        """What falls due, as `Agenda.entries` gives it, behind the entry `after`."""
        chosen = self._filter(query, as_of)
        return self._agenda.entries(
            from_,
            until,
            storyline=storyline,
            speaker=speaker,
            as_of=as_of,
            outcome=outcome,
            open_on=open_on,
            keep=None if chosen is None else lambda entry: chosen.takes(rows.of_entry(entry)),
            after=after,
            skip=skip,
            limit=limit,
        )

    def changes(
        self,
        query: str | None,
        from_: dt.date,
        until: dt.date,
        kinds: Collection[ChangeKind],
        *,
        outlet: str | None = None,
        as_of: dt.datetime | None = None,
        after: str | None = None,
    ) -> Iterator[EditShown]:
        """The edits of these kinds by revisions published from `from_` until `until` (half-open), in order of telling, behind the
        edit of the name `after`."""
        chosen = self._filter(query, as_of)
        told = edits(self._store, from_, until, kinds, outlet, self._called(), as_of)
        if chosen is not None:
            told = chosen.keep(told, rows.of_edit)
        return _behind(told, lambda shown: shown.name, after)

    def storylines(
        self, query: str | None = None, *, as_of: dt.datetime | None = None, after: str | None = None
    ) -> Iterator[Storyline]:
        """The storylines with an article that the query holds for, in order of their first telling, behind the one of this id."""
        articles = self.articles(query, as_of)
        told = (
            line
            for line in self._storylines.all(as_of)
            if articles is None or not articles.isdisjoint(member.article for member in line.members)
        )
        return _behind(told, lambda line: line.id, after)

    def articles(self, query: str | None, as_of: dt.datetime | None = None) -> frozenset[str] | None:
        """The articles that a query holds for, as a search finds them; None where nothing is asked."""
        if query is None:
            return None
        return self._search.resolved(parse(query), as_of).articles(self._store, as_of)

    def _filter(self, query: str | None, as_of: dt.datetime | None) -> RowFilter | None:
        if query is None:
            return None
        return RowFilter(self._store, self._search.resolved(parse(query), as_of), as_of)

    def _over(
        self, chosen: RowFilter | None, after: str | None, as_of: dt.datetime | None
    ) -> Callable[[Storyline], bool]:
        """Which storylines may have rows that the filter keeps behind the row `after`."""
        start = None if after is None else self._start(after, as_of)

        def over(line: Storyline) -> bool:
            if start is not None and self._storylines.order(line) < start:
                return False
            return chosen is None or chosen.may_take([member.article for member in line.members])

        return over

    def _start(self, after: str, as_of: dt.datetime | None) -> tuple[str, int, str]:
        """Where the storyline that a row was of stands among the others."""
        revision = find_evidence(self._store, after.partition("~")[0])[1]
        return self._storylines.order(self._storylines.of(revision.article, as_of))


def _behind(told: Iterable[T], name: Callable[[T], str], after: str | None) -> Iterator[T]:
    """The rows behind the one of this name, all where none is given. Raises `NotFoundError` where it is none of them."""
    told = iter(told)
    if after is not None and all(name(row) != after for row in told):
        raise NotFoundError(
            f"{after}: この行は並びにありません。前の頁と同じ条件で続けます (not in this list)"
        )
    return told
