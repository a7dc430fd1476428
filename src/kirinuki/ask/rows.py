"""A query asked of the rows of a ledger, where a search asks it of articles (docs/search.md, 台帳).

A row answers for itself what it knows: its words, who speaks, of when, of what unit, what kind of change. The rest, such as
the outlet or a tag, its articles answer; a row of several articles holds where one of them does.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar

from kirinuki.ask.agenda import Entry
from kirinuki.ask.claims import Compared
from kirinuki.ask.figures import FigureSeries
from kirinuki.ask.query import Query, stands_in
from kirinuki.model.chronicle import Saying
from kirinuki.model.digest import EditShown
from kirinuki.model.query import AllOf, AnyOf, Days, Named, Node, Not, Words
from kirinuki.model.reading import Interval
from kirinuki.model.text import Evidence
from kirinuki.store import Store
from kirinuki.store.folding import Folded, fold
from kirinuki.weave.figures import words_of_theme

T = TypeVar("T")

_IN_SLOT = re.compile(r"[^\s()の]+")
"""What the name of a slot is made of: 職員の動員 (北浜市)."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a row of a ledger says of itself; None: its articles say it.

    `texts` are its words, `speakers` the words and keys of who speaks, `to` of or to whom, `times` the days that it is of,
    `figures` units and what is counted.
    """

    articles: frozenset[str]
    texts: tuple[str, ...]
    speakers: tuple[str, ...] | None = None
    to: tuple[str, ...] | None = None
    times: tuple[Interval, ...] | None = None
    figures: tuple[str, ...] | None = None
    kind: Literal["statement", "figure"] | None = None
    changed: str | None = None


class RowFilter:
    """Which rows a query holds for, as of a moment. The query's tags are resolved (`Search.resolved`)."""

    def __init__(self, store: Store, query: Query, as_of: dt.datetime | None = None) -> None:
        self._store = store
        self._root = query.root
        self._as_of = as_of
        self._found: dict[Node, frozenset[str]] = {}

    def keep(self, rows: Iterable[T], told: Callable[[T], Row]) -> Iterator[T]:
        """Those of the rows that it holds for; `told` says what a row tells."""
        return (row for row in rows if self.takes(told(row)))

    def takes(self, row: Row) -> bool:
        """Whether the query holds for the row."""
        return self._takes(self._root, row, [Folded(text) for text in row.texts])

    def may_take(self, articles: Collection[str]) -> bool:
        """Whether a row of some of these articles might be one of them, as far as the articles tell."""
        needed = filter(_of_articles, _needed(self._root))
        return all(not self._articles(node).isdisjoint(articles) for node in needed)

    def articles(self, *, quoting: bool) -> frozenset[str] | None:
        """The articles of which a row may be one of them; None: of any. `quoting`: the rows' words are words of one text as it
        stands."""
        needed = [n for n in _needed(self._root) if _of_articles(n) or (quoting and isinstance(n, Words))]
        return frozenset.intersection(*map(self._articles, needed)) if needed else None

    def _takes(self, node: Node, row: Row, texts: list[Folded]) -> bool:
        match node:
            case AllOf(of=parts):
                return all(self._takes(part, row, texts) for part in parts)
            case AnyOf(of=parts):
                return any(self._takes(part, row, texts) for part in parts)
            case Not(of=part):
                return not self._takes(part, row, texts)
            case Words():
                return any(stands_in(node, text) for text in texts)
            case Days(name="when", from_=from_, until=until) if row.times is not None:
                return any(_meet(time, from_, until) for time in row.times)
            case Named(name="speaker", value=value) if row.speakers is not None:
                return _named(value, row.speakers)
            case Named(name="to", value=value) if row.to is not None:
                return _named(value, row.to)
            case Named(name="figure", value=value) if row.figures is not None:
                return fold(value) in map(fold, row.figures)
            case Named(name="kind", value=value) if row.kind is not None and value != "article":
                return value == row.kind
            case Named(name="changed", value=value) if row.changed is not None:
                return value == row.changed
        return not row.articles.isdisjoint(self._articles(node))

    def _articles(self, node: Node) -> frozenset[str]:
        """The articles that a term holds for, looked up once."""
        if node not in self._found:
            self._found[node] = frozenset(self._store.finder.find(node, self._as_of).articles())
        return self._found[node]


def _needed(node: Node) -> Iterator[Node]:
    """The terms without which the query cannot hold."""
    if isinstance(node, AllOf):
        for part in node.of:
            yield from _needed(part)
    elif not isinstance(node, Not):
        yield node


def _of_articles(node: Node) -> bool:
    """Whether no row answers for itself what the term asks."""
    match node:
        case AnyOf(of=parts):
            return all(map(_of_articles, parts))
        case Named(name="outlet" | "tag") | Days(name="date"):
            return True
    return not isinstance(node, Words | Named | Days | AllOf | Not)


def _named(value: str, names: Iterable[str]) -> bool:
    wanted = fold(value)
    return any(wanted in fold(name) for name in names)


def _meet(time: Interval, from_: dt.date | None, until: dt.date | None) -> bool:
    return (from_ is None or from_.isoformat() < time.until) and (
        until is None or time.from_ < until.isoformat()
    )


# What the rows of each ledger tell ----------------------------------------------------------------------------


def of_statement(saying: Saying) -> Row:
    """Its content; whom it speaks of and to; the day that it was said."""
    return Row(
        articles=frozenset({saying.source.article}),
        texts=(saying.evidence.text,),
        speakers=_words(saying.speaker, saying.who),
        to=saying.to,
        times=(saying.said,),
        kind="statement",
    )


def of_series(told: FigureSeries) -> Row:
    """What is counted, under all names that it goes by, each number and who gave it; the titles of the articles."""
    series, sources = told.series, told.sources.values()
    themes = words_of_theme(series.slot)
    numbers = [words for point in series.points for words in _words(point.evidence, None, point.source)]
    return Row(
        articles=frozenset(source.article for source in sources),
        texts=(series.slot, *themes, *numbers, *(source.title or "" for source in sources)),
        speakers=tuple(words for point in series.points for words in _words(point.source, point.outlet)),
        times=tuple(point.when for point in series.points),
        figures=(series.unit, series.slot, *_IN_SLOT.findall(series.slot), *themes),
        kind="figure",
    )


def of_comparison(told: Compared) -> Row:
    """Both contents, both speakers, the days on which either was said."""
    both = told.comparison.one, told.comparison.other
    return Row(
        articles=frozenset(source.article for source in told.sources),
        texts=tuple(claim.evidence.text for claim in both),
        speakers=tuple(words for claim in both for words in _words(claim.speaker, claim.who)),
        times=tuple(claim.said for claim in both),
        kind="statement",
    )


def of_entry(entry: Entry) -> Row:
    """The clauses that announce it, who did, when it falls due and fell due before."""
    told = [telling.expectation for telling in entry.tellings]
    return Row(
        articles=frozenset(telling.source.article for telling in entry.tellings),
        texts=tuple(one.evidence.text for one in told),
        speakers=tuple(words for one in told for words in _words(one.speaker, one.who)),
        times=(entry.due, *entry.before),
    )


def of_edit(shown: EditShown) -> Row:
    """The words before and after, and the kind of the change."""
    return Row(frozenset({shown.source.article}), (shown.was, shown.now), changed=shown.edit.change.kind)


def _words(evidence: Evidence | None, key: str | None, other: Evidence | None = None) -> tuple[str, ...]:
    return tuple(words for words in (evidence and evidence.text, key, other and other.text) if words)
