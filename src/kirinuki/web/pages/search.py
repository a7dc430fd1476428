"""探す: every article that a query holds for, where it does, and by what its answers can be narrowed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.params import FromQuery
from litestar.response import Redirect

from kirinuki.ask.query import parse, quoted
from kirinuki.ask.search import AROUND, FACETS, Count, Hit, Hits
from kirinuki.errors import QueryError
from kirinuki.flow import Archive
from kirinuki.model.query import AnyOf, Facet
from kirinuki.model.text import item_at
from kirinuki.publish import wording
from kirinuki.publish.wording import legible
from kirinuki.web.desk import AtDesk, Desk, Place
from kirinuki.web.pages.door import Form

PLACE = Place("/search", "探す")

_PAGE = 20
"""Articles on one page."""
_FIELDS: dict[Facet, str] = {"outlet": "outlet", "speaker": "speaker", "month": "date", "tag": "tag"}
"""The field of the query language that narrows to a value of a facet; a storyline has a page of its own instead."""

Order = Literal["newest", "best"]


@dataclass(frozen=True, slots=True)
class Found:
    """An article that was found, and the line that shows it, in pieces of which some are the query's words."""

    article: str
    item: str
    outlet: str
    heading: str
    when: str
    datetime: str
    in_title: bool
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Narrower:
    """A value of a facet: how many articles have it, the address that narrows to them, and a hundredth's width of its bar."""

    name: str
    articles: int
    address: str
    share: int


@dataclass(frozen=True, slots=True)
class Near:
    """A query that nearly asks for the same: how it differs, and how many articles it finds."""

    query: str
    why: str
    articles: int
    address: str


@get("/search", sync_to_thread=True)
def search(
    desk: AtDesk,
    q: FromQuery[str] = "",
    order: FromQuery[Order] = "newest",
    cursor: FromQuery[str] = "",
) -> Response[bytes]:
    """What `q` finds."""
    query, found, wrong, near = q.strip(), None, "", list[Near]()
    with desk.archive() as archive:
        searches = [saved.query.text for saved in archive.searches.saved.all()]
        if query:
            try:
                found = archive.search(
                    query, _PAGE, cursor=cursor or None, order=order, facets=FACETS, as_of=desk.as_of
                )
                if not found.total:
                    near = [
                        Near(legible(each.query), each.why, each.articles, _address(each.query, order))
                        for each in archive.searches.nearly(query, desk.as_of)
                    ]
            except QueryError as e:
                wrong = str(e)
        hits = [_shown(desk, archive, hit) for hit in (found.hits if found else ())]
    return desk.page(
        "search.html.j2",
        status=400 if wrong else 200,
        query=legible(query),
        order=order,
        wrong=wrong,
        found=found,
        hits=hits,
        near=near,
        facets=_facets(desk, found, query, order) if found else [],
        next=_address(query, order, found.cursor) if found and found.cursor else "",
        first=_address(query, order) if cursor else "",
        kept=query in searches,
        searches=[(legible(each), _address(each, "newest")) for each in searches],
    )


@post("/search/kept", sync_to_thread=True, status_code=303)
def keep(desk: AtDesk, data: Form) -> Redirect:
    """Keeps a search, or keeps it no longer."""
    query = data.get("q", "").strip()
    with desk.changing() as archive:
        if data.get("drop") == "true":
            archive.searches.saved.drop(query)
        else:
            archive.searches.saved.save(parse(query))
    return desk.see("/search", q=query)


def _facets(desk: Desk, found: Hits, query: str, order: Order) -> list[tuple[str, list[Narrower]]]:
    """The facets that part the answers, under the names of their headings."""
    names: dict[Facet, str] = {
        "outlet": desk._("報道機関"),
        "speaker": desk._("話者"),
        "month": desk._("月"),
        "tag": desk._("タグ"),
        "storyline": desk._("流れ"),
    }
    shown = []
    for facet, counts in found.facets.items():
        listed = [
            Narrower(
                legible(count.name),
                count.articles,
                address,
                max(1, round(100 * count.articles / found.total)),
            )
            for count in counts
            if (address := _narrowed(facet, count, query, order))
        ]
        if listed:
            shown.append((names[facet], listed))
    return shown


def _narrowed(facet: Facet, count: Count, query: str, order: Order) -> str:
    """The address of what has this value; none where no query can name it, or the query does already."""
    if facet == "storyline":
        return f"/storylines/{count.value}"
    try:
        value = count.value if facet == "month" else quoted(count.value)
    except ValueError:
        return ""
    term = f"{_FIELDS[facet]}:{value}"
    return "" if term in query.split() else _address(f"{_grouped(query)} {term}", order)


def _grouped(query: str) -> str:
    """The query as one group where a word behind it would otherwise narrow only its last alternative."""
    return f"({query})" if isinstance(parse(query).root, AnyOf) else query


def _shown(desk: Desk, archive: Archive, hit: Hit) -> Found:
    source = archive.source(hit.revision)
    return Found(
        article=hit.article,
        item=item_at(hit.revision, hit.span) if hit.field == "text" and hit.text else "",
        outlet=wording.outlet(source),
        heading=wording.heading(source, archive.revision(hit.revision).text),
        when=desk.words.published(source),
        datetime=source.published.isoformat(),
        in_title=hit.field == "title",
        pieces=tuple(_pieces(hit)),
    )


def _pieces(hit: Hit) -> Iterator[tuple[str, bool]]:
    """The line around a hit, cut where the query's words begin and end."""
    line, first = legible(hit.before + hit.text + hit.after), hit.span.start - len(hit.before)
    at = 0
    if len(hit.before) >= AROUND:
        yield "…", False
    for mark in hit.marks:
        start, end = mark.start - first, mark.end - first
        if start >= at:
            yield line[at:start], False
            yield line[start:end], True
            at = end
    yield line[at:] + ("…" if len(hit.after) >= AROUND else ""), False


def _address(query: str, order: Order, cursor: str = "") -> str:
    given: Sequence[tuple[str, str]] = (
        ("q", query),
        ("order", "" if order == "newest" else order),
        ("cursor", cursor),
    )
    return f"/search?{urlencode([(name, value) for name, value in given if value])}"


HANDLERS = [search, keep]
