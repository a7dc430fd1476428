"""A query asked of the rows of a ledger, where a search asks it of articles (docs/search.md, 台帳).

A row answers for itself what it knows: its words, who told it and on what day, who speaks, of when, of what unit, what kind of
change. The rest, such as a tag, its articles answer; a row of several articles holds where one of them does.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from kirinuki.ask.agenda import Entry
from kirinuki.ask.claims import Compared
from kirinuki.ask.figures import FigureSeries
from kirinuki.ask.query import stands_in
from kirinuki.model.chronicle import Saying
from kirinuki.model.digest import EditShown, Source
from kirinuki.model.query import AllOf, AnyOf, Days, Named, Node, Not, Words, all_of
from kirinuki.model.reading import Interval
from kirinuki.model.text import Evidence
from kirinuki.store import Store
from kirinuki.store.finding import Found
from kirinuki.store.folding import Folded, fold
from kirinuki.weave.figures import words_of_theme

_IN_SLOT = re.compile(r"[^\s()の]+")
"""What the name of a slot is made of: 職員の動員 (北浜市)."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a row of a ledger says of itself; None: its articles say it.

    `sources` are the tellings that it was made of, `texts` its words, `speakers` the words and keys of who speaks, `to` of or to
    whom, `times` the days that it is of, `figures` units and what is counted.
    """

    sources: tuple[Source, ...]
    texts: tuple[str, ...]
    speakers: tuple[str, ...] | None = None
    to: tuple[str, ...] | None = None
    times: tuple[Interval, ...] | None = None
    figures: tuple[str, ...] | None = None
    kind: Literal["statement", "figure"] | None = None
    changed: str | None = None


class RowFilter:
    """Which rows a query holds for, as of a moment; all where there is none. The query's tags are resolved (`Search.resolved`)."""

    def __init__(self, store: Store, root: Node | None, as_of: dt.datetime | None = None) -> None:
        self._store = store
        self._root = root
        self._as_of = as_of
        self._found: dict[Node, Found] = {}
        self._names: dict[str, frozenset[str]] = {}

    def takes(self, row: Row) -> bool:
        """Whether the query holds for the row."""
        return self._root is None or self._takes(self._root, row, [Folded(text) for text in row.texts])

    def may_take(self, articles: Collection[str], *, quoting: bool = False) -> bool:
        """Whether a row of some of these articles might be one of them, as far as the articles tell. `quoting`: a row's words are
        words of their texts as they stand."""
        return all(
            self._holds_for_one(node, articles)
            for node in _needed(self._root)
            if _of_articles(node) or (quoting and isinstance(node, Words))
        )

    def quoting(self) -> Node | None:
        """What holds for every article of which a row may be one of them, where the rows' words are words of one text as it stands,
        spoken by who speaks there; None: of any article."""
        needed = tuple(
            node
            for node in _needed(self._root)
            if _of_articles(node)
            or isinstance(node, Words)
            or (isinstance(node, Named) and node.name in ("speaker", "to"))
        )
        return all_of(needed)

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
            case Named(name="outlet", value=value):
                return any(source.outlet in self._outlets(value) for source in row.sources)
            case Days(name="date", from_=from_, until=until):
                return any(_lies(source.published, from_, until) for source in row.sources)
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
        return self._holds_for_one(node, {source.article for source in row.sources})

    def _holds_for_one(self, node: Node, articles: Collection[str]) -> bool:
        """Whether a term holds for one of the articles; it is looked up once."""
        if node not in self._found:
            self._found[node] = self._store.finder.find(node, self._as_of)
        return self._found[node].among(articles) > 0

    def _outlets(self, name: str) -> frozenset[str]:
        """The names of the outlets that are meant."""
        if name not in self._names:
            self._names[name] = frozenset(self._store.finder.outlets(name).values())
        return self._names[name]


def _needed(node: Node | None) -> Iterator[Node]:
    """The terms without which the query cannot hold."""
    if isinstance(node, AllOf):
        for part in node.of:
            yield from _needed(part)
    elif node is not None and not isinstance(node, Not):
        yield node


def _of_articles(node: Node) -> bool:
    """Whether what the term asks is the same of a row as of the articles that it was made of."""
    match node:
        case AnyOf(of=parts):
            return all(map(_of_articles, parts))
        case Named(name="outlet" | "tag") | Days(name="date"):
            return True
    return not isinstance(node, Words | Named | Days | AllOf | Not)


def _named(value: str, names: Iterable[str]) -> bool:
    wanted = fold(value)
    return any(wanted in fold(name) for name in names)


def _lies(day: dt.date, from_: dt.date | None, until: dt.date | None) -> bool:
    return (from_ is None or from_ <= day) and (until is None or day < until)


def _meet(time: Interval, from_: dt.date | None, until: dt.date | None) -> bool:
    return (from_ is None or from_.isoformat() < time.until) and (
        until is None or time.from_ < until.isoformat()
    )


# What the rows of each ledger tell ----------------------------------------------------------------------------


def of_statement(saying: Saying) -> Row:
    """Its content; whom it speaks of and to; the day that it was said."""
    return Row(
        sources=(saying.source,),
        texts=(saying.evidence.text,),
        speakers=_words(saying.speaker, saying.who),
        to=saying.to,
        times=(saying.said,),
        kind="statement",
    )


def of_series(told: FigureSeries) -> Row:
    """What is counted, under all names that it goes by, each number and who gave it; the titles of the articles."""
    series, sources = told.series, tuple(told.sources.values())
    themes = words_of_theme(series.slot)
    numbers = [words for point in series.points for words in _words(point.evidence, None, point.source)]
    return Row(
        sources=sources,
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
        sources=told.sources,
        texts=tuple(claim.evidence.text for claim in both),
        speakers=tuple(words for claim in both for words in _words(claim.speaker, claim.who)),
        times=tuple(claim.said for claim in both),
        kind="statement",
    )


def of_entry(entry: Entry) -> Row:
    """The clauses that announce it, who did, when it falls due and fell due before."""
    told = [telling.expectation for telling in entry.tellings]
    return Row(
        sources=tuple(telling.source for telling in entry.tellings),
        texts=tuple(one.evidence.text for one in told),
        speakers=tuple(words for one in told for words in _words(one.speaker, one.who)),
        times=(entry.due, *entry.before),
    )


def of_edit(shown: EditShown) -> Row:
    """The words before and after, and the kind of the change."""
    return Row((shown.source,), (shown.was, shown.now), changed=shown.edit.change.kind)


def _words(evidence: Evidence | None, key: str | None, other: Evidence | None = None) -> tuple[str, ...]:
    return tuple(words for words in (evidence and evidence.text, key, other and other.text) if words)
