"""台帳: statements, figures, claims, agenda and changes, filtered by a query; each view as JSON, CSV and Atom too."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Stream

from kirinuki.ask.ledgers import Asked, Page, page
from kirinuki.errors import InputError, NotFoundError
from kirinuki.publish.atom import Feed, atom
from kirinuki.publish.wording import legible
from kirinuki.web.desk import AtDesk, Desk, Place
from kirinuki.web.ledgers import LEDGERS, Ledger, asked, entries
from kirinuki.web.rows import Rows

PLACE = Place("/ledgers", "台帳")

_ROWS = {"statements": 40, "figures": 12, "claims": 15, "agenda": 30, "changes": 40}
_AT_ONCE = 500
"""Rows of one step of a download."""
_IN_FEED = 50


@get("/ledgers", sync_to_thread=False)
def ledgers(desk: AtDesk) -> Redirect:
    """To the first of them."""
    return desk.see("/ledgers/statements")


@get("/ledgers/{name:str}", sync_to_thread=True)
def ledger(
    desk: AtDesk,
    name: FromPath[str],
    q: FromQuery[str] = "",
    storyline: FromQuery[str] = "",
    kind: FromQuery[str] = "",
    order: FromQuery[str] = "",
    since: FromQuery[str] = "",
    until: FromQuery[str] = "",
    after: FromQuery[str] = "",
) -> Response[bytes] | Stream:
    """A page of a ledger; with `.json`, `.csv` or `.atom` behind its name the same rows in that form: CSV has all of them."""
    stem, _, ending = name.partition(".")
    if stem not in LEDGERS or ending not in ("", "json", "csv", "atom"):
        raise NotFoundError(desk._("この台帳はありません。"))
    shown = LEDGERS[stem]
    fields = {"q": q, "storyline": storyline, "kind": kind, "order": order, "since": since, "until": until}
    query = urlencode({field: value for field, value in fields.items() if value})

    def wanted_by(archive: Any) -> Asked:
        return asked(
            archive,
            shown,
            query=q,
            storyline=storyline,
            kind=kind,
            order=order,
            since=_day(since),
            until=_day(until),
            as_of=desk.as_of,
        )

    with desk.archive() as archive:
        wanted = wanted_by(archive)
        if ending == "csv":
            return Stream(
                downloaded(desk, shown, wanted_by, _table),
                media_type="text/csv; charset=utf-8; header=present",
                headers={"Content-Disposition": f'attachment; filename="{stem}.csv"'},
            )
        limit = _ROWS[stem] if not ending else _IN_FEED
        found = desk.shelf.get(
            ("ledger", stem, wanted, after, limit),
            lambda: page(shown.walk(archive.ledgers, wanted, after or None), limit),
        )
        if ending == "json":
            return _json(shown, found)
        if ending == "atom":
            here = str(desk.request.base_url).rstrip("/")
            told = atom(
                Feed(
                    f"{stem}?{query}".rstrip("?"),
                    f"{desk.title} — {shown.title}",
                    list(entries(shown, found.rows, here)),
                    f"{here}/ledgers/{stem}?{query}".rstrip("?"),
                )
            )
            return Response(told.encode(), media_type="application/atom+xml; charset=utf-8")
        rows = Rows(desk.words)
        line = archive.storylines.find(storyline, desk.as_of) if storyline else None
        views = [shown.view(rows, row) for row in found.rows]
    return desk.page(
        "ledger.html.j2",
        ledger=shown,
        ledgers=LEDGERS.values(),
        rows=views,
        following=found.after,
        after=after,
        fields={field: legible(value) for field, value in fields.items()},
        query=query,
        line=None if line is None else legible(line.title),
    )


def downloaded(
    desk: Desk,
    ledger: Ledger,
    wanted_by: Callable[[Any], Asked],
    set_rows: Callable[[Ledger, tuple[Any, ...], bool], str],
) -> Iterator[str]:
    """All rows of a ledger, however many, some at a time: each step opens the archive for itself, in the thread that it is in."""
    after: str | None = None
    first = True
    while first or after is not None:
        with desk.archive() as archive:
            found: Page[Any] = page(ledger.walk(archive.ledgers, wanted_by(archive), after), _AT_ONCE)
            told = set_rows(ledger, found.rows, first)
        yield told
        first, after = False, found.after


def _table(ledger: Ledger, rows: tuple[Any, ...], first: bool) -> str:
    # The heads stand once.
    return "".join(islice(ledger.table(rows), 0 if first else 1, None))


def _json(ledger: Ledger, found: Page[Any]) -> Response[bytes]:
    told = {ledger.name: [ledger.form(row) for row in found.rows], "after": found.after}
    return Response(json.dumps(told, ensure_ascii=False).encode(), media_type="application/json")


def _day(words: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(words) if words else None
    except ValueError as e:
        raise InputError(f"{words}: 日は 2025-12-29 の形で書きます (YYYY-MM-DD)") from e


HANDLERS = [ledgers, ledger]
