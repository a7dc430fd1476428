"""今日: the page of a day, what is new since the last visit first."""

from __future__ import annotations

import datetime as dt

from litestar import Response, get
from litestar.params import FromPath

from kirinuki.publish.view import page_view
from kirinuki.web.desk import AtDesk, Desk, Place

PLACE = Place("/", "今日")


@get("/", sync_to_thread=True)
def today(desk: AtDesk) -> Response[bytes]:
    """The page of the last day that has articles."""
    return _page(desk, None)


@get("/days/{day:date}", sync_to_thread=True)
def of_day(desk: AtDesk, day: FromPath[dt.date]) -> Response[bytes]:
    """The page of a day."""
    return _page(desk, day)


def _page(desk: Desk, day: dt.date | None) -> Response[bytes]:
    with desk.archive() as archive:
        span = archive.span()
        if span is None:
            return desk.page(
                "message.html.j2",
                heading=desk._("まだ記事がありません"),
                message=desk._("kirinuki add で取り込むと、ここに紙面ができます。"),
                back="",
            )
        shown = day or span[1]
        digest = archive.digest(shown, shown + dt.timedelta(days=1))
    return desk.page("today.html.j2", page=page_view(digest, desk.title))


HANDLERS = [today, of_day]
