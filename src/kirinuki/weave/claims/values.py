"""Numbers and days of which only one can be true, as `weave/figures` and `weave/agenda` read them.

Neither is read anew here: a series says which number is another source's for the same moment and which puts an earlier one
right, and two expectations are of one event where the agenda says so. What is added is whether both can hold.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from kirinuki.model.chronicle import Expectation, Piece, Point, Series
from kirinuki.model.text import Evidence
from kirinuki.weave.agenda import find_expectations, same_expectation, same_matter

_ABOUT = re.compile("約|およそ|ほど|程度|前後|近く|余り")
_POSITION = re.compile("[緯経]度")
_NEAR = 1.15
"""How many times as large one number may be as another that is only about."""
_TOPIC = re.compile("[はも]")
_NO_DAY = re.compile(r"\s*(?:以[降後]|から|より|まで|[~〜\-－0-9０-９])")
"""Behind a day that is the edge of a period, or none (1日12回)."""
_ONE_QUAKE = 1.0
"""How far two agencies may be apart on one earthquake."""
_LATER = dt.timedelta(days=31)
"""Two who date what is to come so far apart from each other know different things."""
_LAST = 60
"""Expectations before one that it is laid beside."""


class Rivals(NamedTuple):
    """Two values for `slot`, the earlier first, of which only one can be true.

    `corrects` where the later puts the earlier right. `grows` where the later is more of what only grows with time. `sources` are
    the words that name who gave either, where the text tells beside the value.
    """

    ground: Literal["figure", "date"]
    slot: str
    one: Evidence
    other: Evidence
    sources: tuple[Evidence | None, Evidence | None]
    corrects: bool = False
    grows: bool = False
    relayed: bool = False
    """Whether an outlet may only be behind with it: not what is measured once."""


def rival_numbers(series: Iterable[Series]) -> Iterator[Rivals]:
    """The numbers that a series calls a disagreement or a correction, with those that they differ from."""
    for one in series:
        at = {point.evidence.item: point for point in one.points}
        for point in one.points:
            if point.relation not in ("disagreement", "correction") or point.to is None:
                continue
            before = at.get(point.to.item)
            if before is not None and point.relation == "correction":
                before = _first_told(before, point, one.points)
            if _POSITION.match(one.slot) and (before is None or before.evidence == point.to):
                continue  # a storm's moves; 当初の北緯8度から7度へ puts right
            told = [before] if before is not None else []
            if point.relation == "disagreement":
                told += [other for other in _beside(point, one.points) if other is not before]
            for other in told:
                if _differ(other, point, one):
                    yield Rivals(
                        "figure",
                        one.slot,
                        other.evidence,
                        point.evidence,
                        (other.source, point.source),
                        corrects=point.relation == "correction",
                        grows=not one.fixed and value_of(other) < value_of(point),
                        relayed=not one.fixed,
                    )


def _beside(point: Point, points: Sequence[Point]) -> Iterator[Point]:
    """The numbers of other givers that one report told before this one."""
    for other in points:
        if other is point:
            break
        if other.evidence.revision == point.evidence.revision and _giver(other) != _giver(point):
            yield other


def _giver(point: Point) -> str:
    return point.source.text if point.source else point.outlet


def rival_days(pieces: Iterable[Piece]) -> Iterator[Rivals]:
    """Two days for one event, both to come when either was told; none where either report gives the day of the other too."""
    told = [(piece, e) for piece in pieces for e in find_expectations(piece) if _one_day(e, piece.text)]
    given: defaultdict[tuple[str, str | None], list[Expectation]] = defaultdict(list)
    for piece, expectation in told:
        given[piece.revision, expectation.who].append(expectation)
    for n, (piece, later) in enumerate(told):
        for other, earlier in told[max(0, n - _LAST) : n]:
            both = given[other.revision, earlier.who], given[piece.revision, later.who]
            if (
                later.due != earlier.due
                and piece.published - other.published <= _LATER
                and piece.published.isoformat() <= min(earlier.due.from_, later.due.from_)
                and same_matter(earlier, later)
                and not _own_plans(earlier, later)
                and not any(same_expectation(later, e) for e in both[0])
                and not any(same_expectation(earlier, e) for e in both[1])
            ):
                sources = earlier.speaker, later.speaker
                yield Rivals("date", "日取り", earlier.time, later.time, sources, relayed=True)


def _own_plans(one: Expectation, other: Expectation) -> bool:
    """Whether two tell what each will do himself, and not when one thing takes place: 5日に追随すると発表した."""
    return one.who != other.who and not (_has_subject(one) or _has_subject(other))


def _has_subject(expectation: Expectation) -> bool:
    words = expectation.evidence.text
    return _TOPIC.search(words.partition(expectation.time.text)[0]) is not None or "が" in words


def _one_day(expectation: Expectation, text: str) -> bool:
    if _NO_DAY.match(text, expectation.time.span.end):
        return False
    first, past = (dt.date.fromisoformat(day[:10]) for day in (expectation.due.from_, expectation.due.until))
    return past - first == dt.timedelta(days=1)


def _first_told(before: Point, point: Point, points: Sequence[Point]) -> Point:
    """Where the value that is put right was first told: 当初の6.2を6.3に修正 only names it again."""
    return next(
        (
            other
            for other in points
            if (other.low, other.high) == (before.low, before.high)
            and other.evidence.revision != point.evidence.revision
        ),
        before,
    )


def _differ(one: Point, other: Point, series: Series) -> bool:
    """Whether only one of the two can be true: 1万人以上 and 2万人以上 too, of which each says how far it is known."""
    least, most = sorted((value_of(one), value_of(other)))
    if series.unit == "マグニチュード" and most - least > _ONE_QUAKE:
        return False
    if one.high is None and other.high is None:
        return least != most
    if _may_be(one, other) or _may_be(other, one) or _rounds(least, most):
        return False
    about = any(_ABOUT.search(point.evidence.text) for point in (one, other))
    return least != most and not (about and most <= least * _NEAR)


def _may_be(one: Point, other: Point) -> bool:
    """Whether the first is open or wide enough for the second."""
    low = float("-inf") if one.low is None else one.low
    high = float("inf") if one.high is None else one.high
    return low <= value_of(other) <= high


def _rounds(least: float, most: float) -> bool:
    """Whether one is the other said more roughly: 25万 for 25万1,040."""
    for coarse in (least, most):
        written = f"{coarse:.0f}"
        zeros = len(written) - len(written.rstrip("0"))
        if zeros > 2 and most - least < 10**zeros:
            return True
    return False


def value_of(point: Point) -> float:
    """The value of a number, of one that is open below its upper end."""
    return point.low if point.low is not None else point.high or 0.0
