"""今日: the page of a day, what is new since the last sitting first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect
from markupsafe import Markup

from kirinuki.ask.novelty import News
from kirinuki.errors import NotFoundError
from kirinuki.flow import Archive
from kirinuki.publish import wording
from kirinuki.publish.news import pieces
from kirinuki.publish.view import PageView, ReportView, page_view
from kirinuki.web.desk import AtDesk, Desk, Place
from kirinuki.web.parts import in_parts
from kirinuki.web.sittings import COOKIE, Sitting

PLACE = Place("/", "今日")

_PART = 48_000
"""Bytes of reports on one page: with what stands around them it stays under 100 kB."""
_MOST_NEWS = 24
"""New passages that stand above the day's page; all of them have a page of their own."""
_KEEP = int(dt.timedelta(days=400).total_seconds())
_ID = re.compile(r'\sid="([^"]+)"')
_LINK = re.compile(r'href="#([^"]+)"')


@dataclass(frozen=True, slots=True)
class Part:
    """As many reports of a day as one page holds: as they are listed, and as they are set."""

    reports: tuple[ReportView, ...]
    body: Markup


@dataclass(frozen=True, slots=True)
class NewPassage:
    """New words: what kind of news they are, in pieces of which some are new, and where they stand."""

    item: str
    kind: str
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class NewsView:
    """What one report tells anew."""

    article: str
    outlet: str
    heading: str
    when: str
    datetime: str
    passages: tuple[NewPassage, ...]


@get("/", sync_to_thread=True)
def today(desk: AtDesk, part: FromQuery[int] = 1) -> Response[bytes]:
    """The page of the last day that has articles, under what is new."""
    with desk.archive() as archive:
        span = _span(desk, archive)
        if span is None:
            return desk.page(
                "message.html.j2",
                heading=desk._("まだ記事がありません"),
                message=desk._("kirinuki add で取り込むと、ここに紙面ができます。"),
                back="",
            )
        return _page(desk, archive, span[1], part, front=True)


@get("/days/{day:date}", sync_to_thread=True)
def of_day(desk: AtDesk, day: FromPath[dt.date], part: FromQuery[int] = 1) -> Response[bytes]:
    """The page of a day."""
    if not dt.MINYEAR < day.year < dt.MAXYEAR:  # a page needs the day before and the day behind
        raise NotFoundError(desk._("この日の記事はありません。"))
    with desk.archive() as archive:
        return _page(desk, archive, day, part, front=False)


@get("/days", sync_to_thread=False)
def pick(desk: AtDesk, day: FromQuery[dt.date]) -> Redirect:
    """To the page of the day that was picked."""
    return desk.see(f"/days/{day}")


@get("/new", sync_to_thread=True)
def new(desk: AtDesk, after: FromQuery[int] = 0) -> Response[bytes]:
    """All that is new in this sitting, `after` so many passages."""
    sitting = Sitting.of(desk.request.cookies.get(COOKIE, ""), desk.now)
    with desk.archive() as archive:
        news = _news(desk, archive, sitting.since) if sitting.since else ()
    after = max(after, 0)
    shown = news[after : after + 4 * _MOST_NEWS]
    return desk.page(
        "new.html.j2",
        told=list(_told(desk, shown)),
        total=len(news),
        next=after + len(shown),
    )


@post("/sitting", sync_to_thread=False, status_code=303)
def over(desk: AtDesk) -> Redirect:
    """The reader has read what was new: the sitting is over, and the next one begins."""
    sitting = Sitting.of(desk.request.cookies.get(COOKIE, ""), desk.now).over()
    answer = desk.see("/")
    _keep(answer, sitting)
    return answer


def _span(desk: Desk, archive: Archive) -> tuple[dt.date, dt.date] | None:
    return desk.shelf.get(("span", desk.as_of), partial(archive.span, desk.as_of))


def _page(desk: Desk, archive: Archive, day: dt.date, wanted: int, *, front: bool) -> Response[bytes]:
    page, parts = desk.shelf.get((day, desk.language, desk.as_of), partial(_parts, desk, archive, day))
    number = min(max(wanted, 1), len(parts))
    sitting = Sitting.of(desk.request.cookies.get(COOKIE, ""), desk.now)
    news: tuple[News, ...] = ()
    front = front and desk.as_of is None  # what is new is new now
    if front and number == 1 and sitting.since is not None:
        news = _news(desk, archive, sitting.since)
    earlier, later = desk.shelf.get(
        ("beside", day, desk.as_of), partial(archive.days_beside, day, desk.as_of)
    )
    answer = desk.page(
        "today.html.j2",
        page=page,
        day=day,
        part=parts[number - 1],
        number=number,
        parts=len(parts),
        earlier=earlier,
        later=later,
        span=_span(desk, archive),
        front=front,
        told=list(_told(desk, news[:_MOST_NEWS])),
        fresh=len(news),
        more=max(len(news) - _MOST_NEWS, 0),
        sitting=sitting,
    )
    if front and number == 1:
        _keep(answer, sitting.saw(desk.shelf.get("captured until", archive.captured_until)))
    return answer


def _news(desk: Desk, archive: Archive, since: dt.datetime) -> tuple[News, ...]:
    """What was captured since and says something new."""
    return desk.shelf.get(("news", since), partial(archive.news, since)).news


def _keep(answer: Response[bytes] | Redirect, sitting: Sitting) -> None:
    answer.set_cookie(COOKIE, sitting.cookie, max_age=_KEEP, samesite="lax", httponly=True)


def _parts(desk: Desk, archive: Archive, day: dt.date) -> tuple[PageView, list[Part]]:
    """A day's page in parts, each with links to where in the others things stand."""
    page = page_view(archive.digest(day, day + dt.timedelta(days=1), desk.as_of), desk.title, desk.words)
    article, way = desk.macro("reports.html.j2", "article"), desk.macro("parts.html.j2", "way")

    def set_one(report: ReportView) -> tuple[ReportView, str]:
        """A report as it is set; of one that is longer than a page its beginning, the whole has a page of its own."""
        html = str(article(report, way, "/articles/"))
        if len(html.encode()) <= _PART or len(report.body) < 2:
            return report, html
        return set_one(replace(report, body=report.body[: len(report.body) // 2]))

    groups = in_parts((set_one(report) for of_day in page.days for report in of_day.reports), _PART)
    where = {
        id: number for number, group in enumerate(groups, 1) for _, html in group for id in _ID.findall(html)
    }

    def across(here: int, link: re.Match[str]) -> str:
        there = where.get(link[1], here)
        return link[0] if there == here else f'href="/days/{day}?part={there}#{link[1]}"'

    return page, [
        Part(
            tuple(report for report, _ in group),
            Markup("".join(_LINK.sub(partial(across, number), html) for _, html in group)),
        )
        for number, group in enumerate(groups, 1)
    ]


def _told(desk: Desk, news: Sequence[News]) -> Iterator[NewsView]:
    """News under the reports that tell it."""
    for _, group in groupby(news, key=lambda each: each.source.revision):
        told = list(group)
        source = told[0].source
        yield NewsView(
            article=source.article,
            outlet=wording.outlet(source),
            heading=wording.heading(source, told[0].evidence.text),
            when=desk.words.published(source),
            datetime=source.published.isoformat(),
            passages=tuple(
                NewPassage(each.item, wording.CHANGES[each.kind], tuple(pieces(each))) for each in told
            ),
        )


HANDLERS = [today, of_day, pick, new, over]
