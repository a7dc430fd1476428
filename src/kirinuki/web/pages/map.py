"""地図: where the places lie that the articles of some days name, drawn and listed, each with its articles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from math import sqrt

from litestar import Response, get
from litestar.params import FromQuery

from kirinuki.ask.atlas import Located, PlaceNamed
from kirinuki.flow import Archive
from kirinuki.publish import wording
from kirinuki.publish.wording import legible
from kirinuki.read.lexicons import rows
from kirinuki.web.desk import AtDesk, Desk, Place

PLACE = Place("/map", "地図")

_DAYS = 7
"""Days that are shown where the reader names none, and the most that are."""
_MOST_DAYS = 31
_EARLIEST, _LATEST = dt.date(1, 12, 31), dt.date(9999, 1, 1)
"""Within these, there is a period around every day."""
_LETTER = 28
"""Units that a character of a label takes."""
_LISTED = 40
"""Places in the list, and on the map; the others are counted."""
_ARTICLES = 3
"""Articles that a place shows; the search finds the others."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An outline of land: its size, its western and northern edge, units a degree, and the path."""

    name: str
    width: int
    height: int
    west: float
    north: float
    across: float
    down: float
    path: str

    def point(self, at: Located) -> tuple[float, float] | None:
        """Where a place lies on it, None where it does not."""
        x, y = (at.longitude - self.west) * self.across, (self.north - at.latitude) * self.down
        return (round(x, 1), round(y, 1)) if 0 <= x <= self.width and 0 <= y <= self.height else None


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on a sheet: where, how great, and what it links to and says; `label` stands at `label_x` where there is room."""

    x: float
    y: float
    radius: float
    anchor: str
    says: str
    label: str
    label_x: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sheet with its dots, the greatest first so that the small ones lie on top."""

    sheet: Sheet
    title: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A place as it is listed, with its latest articles as (id, outlet, heading, day)."""

    anchor: str
    name: str
    region: str
    why: str
    candidates: str
    count: int
    articles: tuple[tuple[str, str, str, str], ...]


@get("/map", sync_to_thread=True)
def atlas(
    desk: AtDesk, from_: FromQuery[dt.date | None] = None, to: FromQuery[dt.date | None] = None
) -> Response[bytes]:
    """The places of the days from `from_` to `to`, both included; by default of the last week that has articles."""
    with desk.archive() as archive:
        span = desk.shelf.get(("span", desk.as_of), partial(archive.span, desk.as_of))
        last = min(max(to or (span[1] if span else desk.now.date()), _EARLIEST), _LATEST)
        first = from_ or last - dt.timedelta(days=_DAYS - 1)
        first = min(max(first, last - dt.timedelta(days=_MOST_DAYS - 1)), last)
        until = last + dt.timedelta(days=1)
        found = desk.shelf.get(
            ("map", first, last, desk.as_of), partial(archive.places_named, first, until, desk.as_of)
        )
        located = [place for place in found[:_LISTED] if place.at is not None]
        numbered = {id(place): f"place-{n}" for n, place in enumerate(found[:_LISTED], 1)}
        entries = [
            (place.at is not None, _entry(desk, archive, place, numbered[id(place)]))
            for place in found[:_LISTED]
        ]
    return desk.page(
        "map.html.j2",
        first=first,
        last=last,
        period=desk.words.period(first, until),
        sheets=list(_drawn(desk, located, numbered)),
        entries=[entry for placed, entry in entries if placed],
        open_entries=[entry for placed, entry in entries if not placed],
        more=max(len(found) - _LISTED, 0),
    )


def _drawn(desk: Desk, located: list[PlaceNamed], numbered: dict[int, str]) -> Iterator[Drawn]:
    """Japan where something lies in it, and the world where something lies elsewhere."""
    world, japan = _sheets()["world"], _sheets()["japan"]
    at_home = [place for place in located if place.at is not None and place.at.where[-1] in "都道府県"]
    for sheet, title, places in (
        (japan, desk._("日本"), at_home),
        (world, desk._("世界"), [place for place in located if place not in at_home]),
    ):
        if places:
            yield Drawn(sheet, title, tuple(_dots(sheet, places, numbered)))


def _dots(sheet: Sheet, places: Iterable[PlaceNamed], numbered: dict[int, str]) -> Iterator[Dot]:
    """The dots, the greatest first; a name is written on the right or the left of its dot, where it covers nothing."""
    pointed = [
        (place, point)
        for place in places
        if place.at is not None and (point := sheet.point(place.at)) is not None
    ]
    taken = [(x - 8, x + 8, y) for _, (x, y) in pointed]
    for place, (x, y) in pointed:
        name, radius = legible(place.name), round(5 + 4 * sqrt(len(place.articles)), 1)
        length, gap = _LETTER * len(name), radius + 4
        label, label_x = "", x + gap
        for start in (x + gap, x - gap - length):
            box = (start, start + length, y)
            if (
                start >= 0
                and start + length <= sheet.width
                and not any(_covers(box, other) for other in taken)
            ):
                taken.append(box)
                label, label_x = name, round(start, 1)
                break
        yield Dot(x, y, radius, numbered.get(id(place), ""), f"{name} {len(place.articles)}", label, label_x)


def _covers(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    """Whether two stretches of a line, (left, right, height), lie on one another."""
    return one[0] < other[1] and other[0] < one[1] and abs(one[2] - other[2]) < _LETTER


def _entry(desk: Desk, archive: Archive, place: PlaceNamed, anchor: str) -> Entry:
    articles = []
    for id in place.articles[:_ARTICLES]:
        revision = archive.current(id, desk.as_of)
        source = archive.source(revision.id)
        articles.append(
            (
                id,
                wording.outlet(source),
                wording.heading(source, revision.text),
                desk.words.day(source.published),
            )
        )
    return Entry(
        anchor=anchor,
        name=legible(place.name),
        region="" if place.at is None or place.at.region == place.name else place.at.region,
        why=place.why,
        candidates="、".join(f"{each.name}（{each.region}）" for each in place.candidates),
        count=len(place.articles),
        articles=tuple(articles),
    )


@cache
def _sheets() -> dict[str, Sheet]:
    return {
        name: Sheet(
            name, int(width), int(height), float(west), float(north), float(across), float(down), path
        )
        for name, width, height, west, north, across, down, path in rows("land", room="web")
    }


HANDLERS = [atlas]
