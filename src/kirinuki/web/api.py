"""/api/v1: the archive as JSON, for programs. What a page shows is had here alike, by cursor or as one stream without an end.

Its form is said by OpenAPI 3.1 at /api/v1/schema/openapi.json. Errors are problem details (RFC 9457), in the archive's own words.
Nothing is changed through it: what a person decides goes through pages, or through the library.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from itertools import islice
from typing import Annotated, Any, Literal

from litestar import Request, Response, Router, get
from litestar.exceptions import HTTPException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.params import FromPath, PathParameter, QueryParameter
from litestar.response import Stream

from kirinuki.ask.ledgers import page
from kirinuki.errors import ArchiveError, KirinukiError, NotFoundError
from kirinuki.publish.people import page_json, party_json
from kirinuki.publish.storylines import page_json as storyline_page
from kirinuki.publish.storylines import storyline_json
from kirinuki.version import __version__
from kirinuki.web.desk import AtDesk, Desk
from kirinuki.web.ledgers import LEDGERS, asked
from kirinuki.web.moments import aware
from kirinuki.web.pages.ledgers import downloaded

PATH = "/api/v1"

Name = Literal["statements", "figures", "claims", "agenda", "changes"]
Limit = Annotated[int, QueryParameter(ge=1, le=1000, description="Rows of one answer.")]
After = Annotated[
    str, QueryParameter(description="The cursor `after` of the answer before; empty for the first.")
]
Words = Annotated[
    str, QueryParameter(description="A query (docs/search.md); empty for everything.", max_length=10_000)
]
Day = Annotated[dt.date | None, QueryParameter(description="A day, included.")]
AsOf = Annotated[
    dt.datetime | None, QueryParameter(description="The archive as it could be known at this moment.")
]
Id = Annotated[str, PathParameter(description="An id, or as much of its beginning as names one.")]

OPENAPI = OpenAPIConfig(
    title="kirinuki",
    version=__version__,
    description="The chronicle of one archive, read only.",
    path=f"{PATH}/schema",
    render_plugins=[JsonRenderPlugin()],
)


@get("/articles/{id:str}", sync_to_thread=True)
def article(desk: AtDesk, id: Id) -> Response[bytes]:
    """An article with its revisions, the oldest first."""
    with desk.archive() as archive:
        found = archive.article(id)
        outlet = archive.source(archive.current(found.id).id).outlet
        revisions = [
            {
                "id": r.id,
                "title": r.title,
                "text": r.text,
                "published": r.when_published,
                "modified": r.modified_at,
                "previous": r.previous,
            }
            for r in archive.revisions(found.id)
        ]
    told = {"id": found.id, "outlet": outlet or None, "uri": found.uri, "external_id": found.external_id}
    return _answer(desk, told | {"revisions": revisions})


@get("/revisions/{id:str}/reading", sync_to_thread=True)
def reading(desk: AtDesk, id: Id) -> Response[bytes]:
    """The layers over a revision's text: sentences, times, quantities, names, statements."""
    with desk.archive() as archive:
        return _answer(desk, archive.reading(archive.revision(id).id).to_json())


@get("/storylines", sync_to_thread=True)
def storylines(desk: AtDesk, after: After = "", limit: Limit = 100, as_of: AsOf = None) -> Response[bytes]:
    """Storylines of several articles, the last told of first."""
    with desk.archive() as archive:
        latest = archive.storylines.latest(limit, after or None, as_of=_aware(as_of))
    return _answer(desk, {"storylines": [*map(storyline_json, latest.storylines)], "after": latest.after})


@get("/storylines/{id:str}", sync_to_thread=True)
def storyline(desk: AtDesk, id: Id, as_of: AsOf = None) -> Response[bytes]:
    """A storyline, by its id or that of any of its articles."""
    as_of = _aware(as_of)
    with desk.archive() as archive:
        lines = archive.storylines
        line = lines.find(id, as_of)
        told = storyline_page(line, lines.suggested(line), lines.related(line, as_of), lines.rulings_on(line))
    return _answer(desk, told)


@get("/people", sync_to_thread=True)
def people(desk: AtDesk, after: After = "", limit: Limit = 20, as_of: AsOf = None) -> Response[bytes]:
    """Persons, organisations and countries, those most named first. Private persons are counted, not shown."""
    with desk.archive() as archive:
        found = archive.people.all(_aware(as_of), limit=limit, after=after or None)
        said = [len(archive.people.said(party)) for party in found.parties]
    return _answer(desk, page_json(found, said))


@get("/people/{id:str}", sync_to_thread=True)
def person(desk: AtDesk, id: Id, as_of: AsOf = None) -> Response[bytes]:
    """Somebody by a name or a reference `who@article`: what they said, and whom they are named with."""
    as_of = _aware(as_of)
    with desk.archive() as archive:
        party = archive.people.find(id, as_of)
        if party.private:
            raise NotFoundError(f"「{id}」は私人として伏せてあります (private)")
        told = party_json(party, archive.people.said(party), archive.people.named_with(party, as_of))
    return _answer(desk, told)


@get("/search", sync_to_thread=True)
def search(
    desk: AtDesk, q: Words, after: After = "", limit: Limit = 20, as_of: AsOf = None
) -> Response[bytes]:
    """The articles that a query holds for, the newest first."""
    with desk.archive() as archive:
        hits = archive.search(q, limit, cursor=after or None, as_of=_aware(as_of))
    found = [
        {
            "article": hit.article,
            "external_id": hit.external_id,
            "revision": hit.revision,
            "outlet": hit.outlet,
            "title": hit.title,
            "published": hit.published,
            "field": hit.field,
            "start": hit.span.start,
            "end": hit.span.end,
            "text": hit.text,
        }
        for hit in hits.hits
    ]
    return _answer(desk, {"total": hits.total, "hits": found, "after": hits.cursor})


@get("/ledgers/{name:str}", sync_to_thread=True)
def ledger(
    desk: AtDesk,
    name: FromPath[Name],
    q: Words = "",
    storyline: Annotated[str, QueryParameter(description="Of this storyline alone.")] = "",
    kind: Annotated[str, QueryParameter(description="A stance, relation, outcome or kind of change.")] = "",
    order: Annotated[str, QueryParameter(description="newest or oldest.")] = "",
    since: Day = None,
    until: Day = None,
    as_of: AsOf = None,
    after: After = "",
    limit: Limit = 100,
) -> Response[bytes]:
    """Rows of a ledger, and the cursor behind them; a short page with a cursor goes on."""
    shown = LEDGERS[name]
    with desk.archive() as archive:
        wanted = asked(
            archive, shown, query=q, storyline=storyline, kind=kind, order=order, since=since, until=until,
            as_of=_aware(as_of),
        )  # fmt: skip
        found = page(shown.walk(archive.ledgers, wanted, after or None), limit)
    return _answer(desk, {name: [shown.form(row) for row in found.rows], "after": found.after})


@get("/export/{name:str}", sync_to_thread=True, media_type="application/x-ndjson")
def export(
    desk: AtDesk,
    name: FromPath[Name],
    q: Words = "",
    storyline: Annotated[str, QueryParameter(description="Of this storyline alone.")] = "",
    kind: Annotated[str, QueryParameter(description="A stance, relation, outcome or kind of change.")] = "",
    since: Day = None,
    until: Day = None,
) -> Stream:
    """All rows of a ledger, however many, a JSON object a line, as they are found."""
    shown = LEDGERS[name]

    def wanted(archive: Any) -> Any:
        return asked(archive, shown, query=q, storyline=storyline, kind=kind, since=since, until=until)

    with desk.archive() as archive:
        # What is wrong is said now: a stream that has begun can say nothing any more.
        list(islice(shown.walk(archive.ledgers, wanted(archive), None), 1))
    told = downloaded(
        desk, shown, wanted, lambda ledger, rows, _: "".join(f"{_line(ledger.form(row))}\n" for row in rows)
    )
    return Stream(told, media_type="application/x-ndjson")


def _answer(desk: Desk, told: Mapping[str, Any]) -> Response[bytes]:
    """JSON with a tag of what it holds, or 304 where the program has it."""
    body = _line(told).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    if tag in desk.request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers={"ETag": tag})
    return Response(
        body, media_type="application/json", headers={"ETag": tag, "Cache-Control": "private, no-cache"}
    )


def _line(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _aware(at: dt.datetime | None) -> dt.datetime | None:
    return None if at is None else aware(at)


def problem(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """An error as problem details: what the archive or the server says is wrong."""
    if isinstance(error, HTTPException):
        status, detail, headers = error.status_code, error.detail, error.headers
    elif isinstance(error, KirinukiError):
        status = 404 if isinstance(error, NotFoundError) else 503 if isinstance(error, ArchiveError) else 400
        detail, headers = str(error), None
    else:
        request.logger.error("%s", request.url.path, exc_info=error)
        status, detail, headers = 500, "プログラムの誤りです (a fault of the program)", None
    told = {"type": "about:blank", "status": status, "detail": detail, "instance": request.url.path}
    return Response(
        _line(told).encode(), status_code=status, headers=headers, media_type="application/problem+json"
    )


ROUTER = Router(
    path=PATH,
    include_in_schema=True,
    route_handlers=[article, reading, storylines, storyline, people, person, search, ledger, export],
    exception_handlers={HTTPException: problem, Exception: problem},
)
"""The API; its errors are told as problem details, those of the pages as pages."""
