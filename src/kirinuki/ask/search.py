"""Search: every article that a query holds for, and no other.

A word of one character or more is found wherever it stands, and only there. An unquoted word is found in any width, case,
kana and variant of its kanji (ﾊﾞﾝｸ finds バンク, 斎藤 finds 齋藤); a "quoted" one stands exactly so. The language is that of
`ask/query.py`.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from types import MappingProxyType
from typing import Literal, get_args

from kirinuki.ask.aliases import territory_name
from kirinuki.ask.query import Query
from kirinuki.ask.storylines import Storylines
from kirinuki.errors import NotFoundError, QueryError
from kirinuki.model.article import NO_OUTLET, UNKNOWN_OUTLET, Revision
from kirinuki.model.query import Among, AnyOf, Facet, Named, Node, wanted_words
from kirinuki.model.text import Span
from kirinuki.store import Store
from kirinuki.store.finding import Found, Place
from kirinuki.store.folding import Folded, fold

Order = Literal["newest", "best"]
FACETS: tuple[Facet, ...] = get_args(Facet)

AROUND = 40
"""Characters of context shown on either side of a hit."""
_MOST = 10
"""Values of a facet that are told."""
_CURSOR = 400
"""Characters of a cursor at most."""
_LINES = 50
"""Lines of storylines among which those are looked for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that the query holds for, and one place that shows it.

    `span` counts code points of the revision's text, or of its title where none of the query's words stand in the text
    (`field`); it is empty, at the start of the text, for a query without words. `before` and `after` are the line around it, cut to
    40 characters a side; `marks` are all places of the query's words from the first to the last character shown.
    """

    article: str
    external_id: str | None
    revision: str
    outlet: str
    title: str | None
    published: str
    field: Literal["text", "title"]
    span: Span
    text: str
    before: str
    after: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the articles have this value of a facet; `name` is what a person calls it."""

    value: str
    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class Hits:
    """`total` articles match; `hits` are a page of them, `cursor` gives the next one (None: there is none behind it)."""

    total: int
    hits: tuple[Hit, ...]
    cursor: str | None = None
    facets: Mapping[Facet, tuple[Count, ...]] = field(default_factory=lambda: MappingProxyType({}))


class Search:
    """The search of an archive; `storylines` tells which articles are one run of events, and carry the person's tags."""

    def __init__(self, store: Store, storylines: Storylines) -> None:
        self._store = store
        self._storylines = storylines

    def hits(
        self,
        query: Query,
        limit: int = 20,
        *,
        cursor: str | None = None,
        order: Order = "newest",
        facets: Sequence[Facet] = (),
        as_of: dt.datetime | None = None,
    ) -> Hits:
        """The articles whose revision, as it stood at `as_of`, the query holds for: the first `limit` of them, or those behind
        `cursor`, which a page before gave. `total` and `facets` count them all. Raises `QueryError` for a foreign cursor."""
        query = self.resolved(query, as_of)
        after = None if cursor is None else _decoded(cursor, query, order)
        found = self._store.finder.find(query.root, as_of)
        page = found.page(limit + 1, best=order == "best", after=after)
        names = {outlet.key: outlet.name for outlet in self._store.articles.outlets()}
        return Hits(
            found.total,
            tuple(self._hit(query, revision, names) for _, revision in page[:limit]),
            _encoded(page[limit - 1][0], query, order) if len(page) > limit else None,
            {facet: tuple(self._counted(found, facet, names, as_of)) for facet in facets},
        )

    def count(self, query: Query, as_of: dt.datetime | None = None) -> int:
        """How many articles the query holds for."""
        return self._store.finder.find(self.resolved(query, as_of).root, as_of).total

    def resolved(self, query: Query, as_of: dt.datetime | None = None) -> Query:
        """The query with what only the person's decisions tell put in: the articles of the storylines that carry a tag, and
        whose logs carry it under another of its names."""

        def with_tagged(node: Node) -> Node:
            if not isinstance(node, Named) or node.name != "tag":
                return node
            name = self._storylines.vocabulary.name_of(node.value)
            tagged = self._storylines.tagged(name, as_of)
            forms = dict.fromkeys((node.value, name))
            return AnyOf((*(Named("tag", form, node.at) for form in forms), Among(tagged)), node.at)

        return query.mapped(with_tagged)

    def _hit(self, query: Query, revision_id: str, names: Mapping[str, str]) -> Hit:
        revision = self._store.articles.find_revision(revision_id)
        article = self._store.articles.find(revision.article)
        name, span, marks = _shown(query, revision)
        text = revision.text if name == "text" else revision.title or ""
        before = text[max(0, span.start - AROUND) : span.start].rpartition("\n")[2]
        after = text[span.end : span.end + AROUND].partition("\n")[0]
        shown = Span(span.start - len(before), span.end + len(after))
        return Hit(
            article=article.id,
            external_id=article.external_id,
            revision=revision.id,
            outlet=names[article.outlet] or article.outlet,
            title=revision.title,
            published=revision.when_published,
            field=name,
            span=span,
            text=span.of(text),
            before=before,
            after=after,
            marks=tuple(mark for mark in marks if shown.holds(mark)),
        )

    def _counted(
        self, found: Found, facet: Facet, names: Mapping[str, str], as_of: dt.datetime | None
    ) -> Iterator[Count]:
        """The values with most articles, the first by name of those with as many; months from the last back."""
        counted = found.facet(facet)
        if facet == "storyline":
            yield from self._storylines_counted(found, counted, as_of)
            return
        ranked = (
            sorted(counted.items(), reverse=True)[:_MOST] if facet == "month" else _ranked(counted, _MOST)
        )
        for value, articles in ranked:
            name = names.get(value) if facet == "outlet" else territory_name(value)
            yield Count(value, NO_OUTLET if value == UNKNOWN_OUTLET else name or value, articles)

    def _storylines_counted(
        self, found: Found, lines: Counter[str], as_of: dt.datetime | None
    ) -> Iterator[Count]:
        """The storylines of the lines with most articles: what the weaving or the person made one is counted together."""
        counted: dict[str, Count] = {}
        for line, _ in _ranked(lines, _LINES):
            if len(counted) == _MOST:
                break
            try:
                storyline = self._storylines.of(line, as_of)
            except NotFoundError:
                continue
            if storyline.id not in counted:
                articles = found.among({member.article for member in storyline.members})
                counted[storyline.id] = Count(storyline.id, storyline.title, articles)
        yield from sorted(counted.values(), key=lambda count: (-count.articles, count.value))


def _ranked(counted: Counter[str], most: int) -> list[tuple[str, int]]:
    """The values that are counted most, the first by name of those counted as often."""
    least = min(nlargest(most, counted.values()), default=0)
    return sorted(
        ((value, n) for value, n in counted.items() if n >= least), key=lambda pair: (-pair[1], pair[0])
    )[:most]


def _shown(query: Query, revision: Revision) -> tuple[Literal["text", "title"], Span, list[Span]]:
    """Which place shows that the query holds: its field, the first place of the first of the words that stands there, and all
    places of all words."""
    fields: dict[Literal["text", "title"], Folded] = {
        "text": Folded(revision.text),
        "title": Folded(revision.title or ""),
    }
    words = list(wanted_words(query.root))
    for name, folded in fields.items():
        places = [list(_places(folded, word.words, word.literal)) for word in words]
        first = next((found[0] for found in places if found), None)
        if first is not None:
            return name, first, sorted({span for found in places for span in found}, key=lambda s: s.start)
    return "text", Span(0, 0), []


def _places(text: Folded, words: str, literal: bool) -> Iterator[Span]:
    if not literal:
        yield from text.places(fold(words))
        return
    at = text.text.find(words)
    while at >= 0:
        yield Span(at, at + len(words))
        at = text.text.find(words, at + len(words))


def _encoded(place: Place, query: Query, order: Order) -> str:
    said = json.dumps([_mark(query, order), *place], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def _decoded(cursor: str, query: Query, order: Order) -> Place:
    try:
        if len(cursor) > _CURSOR:
            raise ValueError(cursor[:_CURSOR])
        mark, *place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        score, told, ordinal, article = place
        found = Place(int(score), str(told), int(ordinal), str(article))
        if dt.datetime.fromisoformat(found.told).tzinfo is not None:
            raise ValueError(found.told)
    except (binascii.Error, ValueError, TypeError, OverflowError) as e:
        raise QueryError(
            f"{cursor[:AROUND]}: 続きの印ではありません。前の頁が示したものを渡します (no cursor)"
        ) from e
    if mark != _mark(query, order):
        raise QueryError(
            "続きの印は別の検索のものです。同じ検索式と順で続けます (the cursor belongs to another search)"
        )
    return found


def _mark(query: Query, order: Order) -> int:
    """Another one for another search."""
    return zlib.crc32(f"{order} {query.text}".encode())
