"""The beds of a page: where paragraphs stand side by side, which of them the article stands in, and which belong to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kirinuki.capture.extract.blocks import HEADINGS, Block, Region
from kirinuki.capture.extract.chrome import ends_sentence, is_notice, spoken

_WRAPPERS = frozenset({"p", "li", "blockquote", "dd", "h2", "h3", "h4"})
_NUMBER = re.compile(r"(?<=[a-z_-])\d{1,3}(?=\s|$)")
_CARRIES_ON = 0.25
"""Share of the main bed's prose from which what follows it carries on the article."""
_SECTION = 0.5
"""Share of the main bed's prose from which one section with a heading of its own carries on the article."""
_UNNAMED = 3
"""Elements without names above a bed in which a named one is looked for."""
_TITLE = 30
"""Letters of the line that names a box, at most."""
_SIDE_BY_SIDE = frozenset({"line", "caption", "figure", "post"})

Place = tuple[int, str | None]
"""A region, and the names of the element that a block has there to itself."""
_Make = tuple[object, ...]


@dataclass(slots=True)
class Bed:
    """Where paragraphs stand side by side: in the region `at`, or each in an element named `wrapper` of it.

    `names` are those of the paragraphs' own elements, `kind` those of the next element that has any; `score` is the prose, weighed
    by where it stands."""

    at: int
    wrapper: str | None
    names: str
    kind: str | None
    article: int
    first: int
    last: int
    weight: int = 0
    score: float = 0.0

    @property
    def place(self) -> Place:
        """What `places_of` says of its blocks."""
        return self.at, self.wrapper


def places_of(regions: Sequence[Region], blocks: Sequence[Block]) -> list[Place]:
    """For every block the region in which it stands beside others, and the names of the element that it has there to itself."""
    places: list[Place] = []
    for block in blocks:
        at = block.region
        if regions[at].tag in _WRAPPERS:
            at = max(regions[at].parent, 0)
        wrapper = None
        while at > 0 and (
            regions[at].end - regions[at].start == 1 or regions[at].tag in ("blockquote", "ul", "ol")
        ):
            wrapper = _unnumbered(regions[at].names)
            at = regions[at].parent
        places.append((at, wrapper))
    return places


@lru_cache(maxsize=4096)
def _unnumbered(names: str) -> str:
    """The names of an element without the numbers behind them: the paragraphs of one text may be `par1`, `par2`."""
    return _NUMBER.sub("", names)


def beds_of(
    regions: Sequence[Region], blocks: Sequence[Block], live: Sequence[int], places: Sequence[Place]
) -> dict[Place, Bed]:
    """The beds that hold prose, in the order of the page."""
    beds: dict[Place, Bed] = {}
    articles = _articles(regions)
    for i, (block, place) in enumerate(zip(blocks, places, strict=True)):
        if live[i]:
            at, wrapper = place
            bed = beds.get(place)
            if bed is None:
                names, kind = regions[block.region].names, _kind(regions, block.region)
                bed = beds[place] = Bed(at, wrapper, names, kind, articles[at], i, i)
            bed.last = i
            bed.weight += live[i]
    return beds


def _kind(regions: Sequence[Region], at: int) -> str | None:
    """The names of the element, or of the next around it that has any; None where the nearest have none."""
    for _ in range(_UNNAMED):
        if at < 0:
            return None
        if regions[at].names != regions[at].tag + " ":
            return regions[at].names
        at = regions[at].parent
    return None


def _articles(regions: Sequence[Region]) -> list[int]:
    """For every region the <article> that it stands in; -1 for none."""
    of: list[int] = []
    for n, region in enumerate(regions):
        of.append(n if region.tag == "article" else of[region.parent] if region.parent >= 0 else -1)
    return of


def main_bed(
    beds: Mapping[Place, Bed],
    places: Sequence[Place],
    blocks: Sequence[Block],
    live: Sequence[int],
    headline: int | None,
    described: int | None,
) -> tuple[Bed, str]:
    """The bed that the article stands in, and by what it was found. `described` is the block that the page's description is of."""
    why = "prose"
    # What stands over the headline or under the next one is hardly the article.
    until = len(blocks)
    if headline is not None:
        until = next(
            (i for i in range(headline + 1, until) if blocks[i].tag == "h1" and not blocks[i].gone), until
        )
    for i, weight in enumerate(live):
        if weight:
            beds[places[i]].score += weight if (headline or 0) <= i < until else 0.2 * weight
    if headline is not None:
        # Under the headline the article begins, unless what stands there is a line or two beside the rest.
        beds[next(places[i] for i in range(headline, len(blocks)) if live[i])].score *= 1.5
        why = "prose under the headline"
    if described is not None:
        beds[places[described]].score *= 10
        why = "prose that the page's description begins with"
    return max(beds.values(), key=lambda bed: (bed.score, -bed.first)), why


def belonging(
    regions: Sequence[Region],
    blocks: Sequence[Block],
    beds: Mapping[Place, Bed],
    main: Bed,
    headline: int | None,
    *,
    led: bool,
    walled: bool,
) -> list[Bed]:
    """The beds of the article: the main one and what belongs to it. `led` says that a lead may stand before it, `walled` that the
    page asks to pay for the rest."""
    mine = [main]
    last = main.last
    # For every block the next one, itself included, that ends what an article stands in: no caption, label or stamp.
    ends = [len(blocks)] * (len(blocks) + 1)
    for i in range(len(blocks) - 1, -1, -1):
        ends[i] = ends[i + 1] if blocks[i].gone in _SIDE_BY_SIDE else i
    makes, weights = Counter[_Make](), Counter[_Make]()
    for bed in beds.values():
        makes[_make(regions, bed)] += 1
        weights[_make(regions, bed)] += bed.weight

    def is_section(bed: Bed) -> bool:
        """Whether its heading may be within the article: one short section may be of anything, a long one and several of a make
        not."""
        alone = makes[_make(regions, bed)] == 1
        return not alone or (bed.first < bed.last and bed.weight >= _SECTION * main.weight)

    reports = walled and spoken("".join(b.text for b in blocks[main.first : main.last + 1])) < 0.5
    # Kinds of what carries on behind the main bed: sections that follow are named as the first of them.
    carried: set[tuple[int, str]] = set()
    for bed in beds.values():
        if bed is main:
            continue
        if bed.first < main.first:
            leads = ends[bed.last + 1] >= main.first if headline is None else bed.first > headline
            if (led and leads and not is_notice(blocks[bed.first].folded)) or _alike(regions, bed, main):
                mine.append(bed)
        elif makes[_make(regions, bed)] == 1 and (
            _is_box(regions, blocks, bed, main) or (reports and _is_offer(blocks, bed))
        ):
            continue
        elif (
            bed.last < main.last
            or _alike(regions, bed, main)
            or (bed.article, bed.kind) in carried
            # It goes on without a break, with more than a line or two beside what is there.
            or (
                ends[last + 1] >= (_opening(regions, blocks, bed, main) if is_section(bed) else bed.first)
                and weights[_make(regions, bed)] >= _CARRIES_ON * main.weight
                and not is_notice(blocks[bed.first].folded)
            )
        ):
            mine.append(bed)
            last = max(last, bed.last)
            if bed.kind is not None:
                carried.add((bed.article, bed.kind))
    return mine


def _opening(regions: Sequence[Region], blocks: Sequence[Block], bed: Bed, main: Bed) -> int:
    """Where a bed begins: with its heading, where it is a section in the element of the main one or beside it."""
    at = bed.at
    for _ in range(_UNNAMED):
        region = regions[at]
        if region.parent in (main.at, regions[main.at].parent):
            heading = blocks[region.start]
            is_part = bed.article == main.article and heading.tag in HEADINGS and heading.tag != "h1"
            return region.start if is_part and heading.gone is None else bed.first
        at = max(region.parent, 0)
    return bed.first


def _is_box(regions: Sequence[Region], blocks: Sequence[Block], bed: Bed, main: Bed) -> bool:
    """Whether a bed that is the only one of its make is a box among the paragraphs of the main one: it begins with a heading of its
    own, set as one or not, or with a link or a label."""
    if bed.at == main.at:
        return False
    region, around = regions[bed.at], regions[main.at]
    inside = around.start <= region.start and region.end <= around.end and bed.first < main.last
    opening = blocks[region.start]
    titled = opening.tag in HEADINGS or (
        region.start < bed.first and len(opening.text) <= _TITLE and not ends_sentence(opening.folded)
    )
    return inside and (titled or opening.gone is not None)


def _is_offer(blocks: Sequence[Block], bed: Bed) -> bool:
    """Whether a paragraph apart in a report that is kept back says what paying would give to read: it speaks to the reader."""
    return bed.first == bed.last and spoken(blocks[bed.first].text) >= 0.5


def _make(regions: Sequence[Region], bed: Bed) -> _Make:
    """What beds have alike that are parts of one text: the names of their elements up to one that has any, else itself."""
    path: list[str] = []
    at = bed.at
    for _ in range(_UNNAMED):
        names = regions[at].names
        path.append(names)
        if names != regions[at].tag + " " or regions[at].parent < 0:
            return bed.article, *path, bed.wrapper
        at = regions[at].parent
    return bed.article, *path, bed.wrapper, at


def _alike(regions: Sequence[Region], bed: Bed, main: Bed) -> bool:
    """Whether a bed is another part of what stands in the main one: of its make, or around or beside its paragraphs."""
    if bed.article != main.article:
        return False
    if bed.at == main.at:
        return bed.wrapper is None or main.wrapper is None
    if regions[bed.at].parent == main.at and _unnumbered(regions[bed.at].names) == main.wrapper:
        # Several lines in an element like those that hold one paragraph each.
        return True
    named = " " in bed.names.strip() and bed.names == main.names
    return named or _make(regions, bed) == _make(regions, main)
