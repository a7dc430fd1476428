"""書庫: what it holds, how its feeds stand, where an outlet's layout has changed, and what could not be used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from litestar import Response, get
from litestar.params import FromQuery

from kirinuki.capture.completeness import Fall
from kirinuki.flow.following import Followed
from kirinuki.publish import wording
from kirinuki.publish.view import shown_address, web_address
from kirinuki.publish.wording import legible
from kirinuki.web.desk import AtDesk, Desk, Place

PLACE = Place("/status", "書庫")

_PAGE = 100
"""Problems on one page."""
_UNITS = ("B", "kB", "MB", "GB", "TB")


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A feed that is followed: how it stands, in words, and since how many looks it fails."""

    address: str
    link: str
    title: str
    state: str
    looked: str
    due: str
    error: str


@dataclass(frozen=True, slots=True)
class Alarm:
    """An outlet whose pages give less than they did: what, since when, and the pages that show it."""

    outlet: str
    field: str
    since: str
    missing: int
    run: int
    found: int
    before: int
    pages: tuple[tuple[str, str], ...]
    mend: str


@get("/status", sync_to_thread=True)
def status(desk: AtDesk, after: FromQuery[int] = 0) -> Response[bytes]:
    """How the archive stands."""
    with desk.archive() as archive:
        counts, span = desk.shelf.get("status", lambda: (archive.status(), archive.span()))
        feeds = [_feed(desk, each) for each in archive.feeds.all()]
        alarms = [_alarm(desk, each) for each in archive.falls()]
        problems = archive.problems()
        path = archive.path
    after = max(after, 0)
    shown = problems[after : after + _PAGE]
    return desk.page(
        "status.html.j2",
        path=legible(str(path)),
        counts=[(desk._(label), counts[key]) for key, label in wording.HOLDINGS.items()],
        span=None if span is None else [(desk.words.day(day), day.isoformat()) for day in span],
        sizes=[(name, _amount(size)) for name, size in _sizes(path)],
        feeds=feeds,
        alarms=alarms,
        problems=[(legible(each.place), legible(each.message)) for each in shown],
        total=len(problems),
        following=after + len(shown) if after + len(shown) < len(problems) else 0,
    )


def _feed(desk: Desk, followed: Followed) -> FeedLine:
    feed, course = followed.feed, followed.course
    if feed.paused:
        state = desk._("休み")
    elif course is None:
        state = desk._("まだ見ていない")
    elif course.error:
        state = desk._("取れない（%(number)s回続けて）", number=course.failures)
    else:
        state = desk._("順調")
    looked, due = (None, None) if course is None else (course.looked, course.due)
    return FeedLine(
        address=shown_address(feed.url),
        link=web_address(feed.url),
        title=legible(feed.title or ""),
        state=state,
        looked="" if looked is None else desk.moment(looked),
        due="" if due is None or feed.paused else desk.moment(due),
        error=legible(course.error) if course is not None and course.error else "",
    )


def _alarm(desk: Desk, fall: Fall) -> Alarm:
    url = next((url for _, url in fall.pages if url), "URL")
    return Alarm(
        outlet=legible(fall.outlet),
        field=desk._(wording.PAGE_FIELDS[fall.field]),
        since=desk.moment(fall.since),
        missing=fall.missing,
        run=fall.run,
        found=fall.found,
        before=fall.before,
        pages=tuple((shown_address(url or capture), web_address(url or "")) for capture, url in fall.pages),
        mend=legible(f"kirinuki rules new {url} -o rules/NAME.toml"),
    )


def _sizes(path: Path) -> Iterator[tuple[str, int]]:
    """The bytes of what an archive consists of, its greatest parts by name."""
    for name, pattern in (("warc/", "warc/**/*"), ("kirinuki.db", "kirinuki.db*"), ("decisions.jsonl",) * 2):
        yield name, sum(_size(file) for file in path.glob(pattern))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size if file.is_file() else 0
    except OSError:  # gone since it was listed
        return 0


def _amount(size: float) -> str:
    """1.4 MB"""
    for unit in _UNITS[:-1]:
        if size < 1000:
            return f"{size:.3g} {unit}"
        size /= 1000
    return f"{size:,.3g} {_UNITS[-1]}"


HANDLERS = [status]
