"""Where the places lie that a period's articles name: by a gazetteer, never by a guess that is not told.

The gazetteer (lexicon/gazetteer.tsv) has countries, prefectures and cities under their Japanese names. A name of several
places is settled by the prefecture before it, by a country or prefecture named in the same article, by one alone being in
Japan, or by far more people living in one of them, and says by which; else it is left open, with its candidates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache

from kirinuki.model.article import Revision
from kirinuki.model.reading import Reading
from kirinuki.read.lexicons import rows
from kirinuki.store import Store

_FAR_MORE = 20
"""So many times as many people make one of several places the one that is meant."""
_NEAR = 0.6
"""Degrees within which two entries of one prefecture or country are one place: 大阪 the city and the prefecture."""
_ENDS = "市区町村"
_DISTRICTS = "都道府県"


@dataclass(frozen=True, slots=True)
class Located:
    """An entry of the gazetteer: `where` is its prefecture or territory code, `people` 0 where it is no city."""

    name: str
    kind: str
    where: str
    latitude: float
    longitude: float
    people: int

    @property
    def region(self) -> str:
        """The country or prefecture that it lies in, or is, in Japanese."""
        return _countries().get(self.where, self.where)


@dataclass(frozen=True, slots=True)
class PlaceNamed:
    """A name of a place, the articles that name it (latest first), and where it lies: `at` is None where that stays open.
    `why` says by what it was settled, or why not; `candidates` are the places that it may also be."""

    name: str
    at: Located | None
    why: str
    candidates: tuple[Located, ...]
    articles: tuple[str, ...]


def places_named(
    store: Store,
    read: Callable[[Revision], Reading],
    from_: dt.date,
    until: dt.date,
    as_of: dt.datetime | None = None,
) -> list[PlaceNamed]:
    """The places named in the articles published from `from_` until `until` (half-open), as they stood at `as_of`, those in most
    articles first."""
    named: dict[tuple[str, Located | None], tuple[str, tuple[Located, ...], list[str]]] = {}
    for article, revision in store.articles.between(from_, until, as_of):
        reading = read(revision)
        words = dict.fromkeys(e.of(revision.text) for e in reading.entities if e.type == "PLACE")
        regions = {found.where for name in words for found in candidates(name) if found.kind != "city"}
        for name in words:
            at, why, others = locate(name, regions)
            named.setdefault((name, at), (why, others, []))[2].append(article.id)
    found = [
        PlaceNamed(name, at, why, others, tuple(dict.fromkeys(reversed(articles))))
        for (name, at), (why, others, articles) in named.items()
    ]
    return sorted(found, key=lambda place: (-len(place.articles), place.name, place.why))


def locate(name: str, regions: Set[str] = frozenset()) -> tuple[Located | None, str, tuple[Located, ...]]:
    """Where a name lies in an article that names these countries (codes) and prefectures: the place or None, why, and what it
    may also be."""
    found = candidates(name)
    if not found:
        return None, "地名辞書にない", ()
    best = found[0]
    if _one_place(found):
        return best, _grounds(name, best), ()
    countries = [each for each in found if each.kind == "country"]
    if countries:
        return countries[0], "国の名", _but(found, countries[0])
    here = [each for each in found if each.where in regions]
    if here and _one_place(here):
        return here[0], f"同じ記事に{here[0].region}", _but(found, here[0])
    at_home = [each for each in found if each.where[-1] in _DISTRICTS]
    if at_home and _one_place(at_home) and not any(each.where in regions for each in found):
        return at_home[0], "国内の地名", _but(found, at_home[0])
    ranked = sorted(found, key=lambda each: -each.people)
    if ranked[0].people >= _FAR_MORE * max(ranked[1].people, 1):
        return (
            ranked[0],
            f"人口が次の{ranked[0].people // max(ranked[1].people, 1)}倍",
            _but(found, ranked[0]),
        )
    return None, f"同じ名の地が{len(found)}か所", tuple(found)


def candidates(name: str) -> list[Located]:
    """What the gazetteer has under a name: of an address, as much of it as it knows, within the prefecture at its head."""
    prefecture = next(
        (name[:n] for n in (4, 3) if name[n - 1 : n] in _DISTRICTS and _is_prefecture(name[:n])), ""
    )
    rest = name[len(prefecture) :]
    if prefecture and not rest:
        return [each for each in _gazetteer()[prefecture] if each.kind == "prefecture"]
    for called in (rest, *(rest[:n] for n in range(len(rest) - 1, 1, -1) if rest[n - 1] in _ENDS)):
        found = [e for e in _called(called) if not prefecture or e.where == prefecture]
        if found:
            return found
    return candidates(prefecture) if prefecture else []


def _called(name: str) -> list[Located]:
    """The entries of a name. Not every city has one with its 市, so that those without are others that may be meant."""
    found = list(_gazetteer().get(name, ()))
    places = {(each.latitude, each.longitude) for each in found}
    if name.endswith("市"):
        bare = (each for each in _gazetteer().get(name[:-1], ()) if each.kind == "city")
        found += [each for each in bare if (each.latitude, each.longitude) not in places]
    return found


def _grounds(name: str, found: Located) -> str:
    if found.name == name:
        return {"country": "国の名", "prefecture": "都道府県の名"}.get(found.kind, "同じ名はほかにない")
    return f"「{found.name}」まで"


def _is_prefecture(name: str) -> bool:
    return any(each.kind == "prefecture" for each in _gazetteer().get(name, ()))


def _one_place(found: Sequence[Located]) -> bool:
    first = found[0]
    return all(
        each.where == first.where
        and abs(each.latitude - first.latitude) < _NEAR
        and abs(each.longitude - first.longitude) < _NEAR
        for each in found
    )


def _but(found: Iterable[Located], chosen: Located) -> tuple[Located, ...]:
    return tuple(each for each in found if each is not chosen)


@cache
def _gazetteer() -> dict[str, list[Located]]:
    entries: dict[str, list[Located]] = {}
    for each in _entries():
        entries.setdefault(each.name, []).append(each)
    return entries


@cache
def _countries() -> dict[str, str]:
    """A name of each country by its code: the shortest that is more than one character (仏)."""
    listed = sorted(
        (e for e in _entries() if e.kind == "country" and len(e.name) > 1), key=lambda e: -len(e.name)
    )
    return {each.where: each.name for each in listed}


def _entries() -> Iterator[Located]:
    for name, kind, where, latitude, longitude, people in rows("gazetteer", room="ask"):
        yield Located(name, kind, where, float(latitude), float(longitude), int(people))
