"""Blocks of a page → the paragraphs of its article.

Prose is what an article is made of: sentences that are no links. The element that holds the prose of the page is looked for from
the top, and in it, in reading order, what is named, headed or worded as furniture is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from kirinuki.capture.extract.blocks import Block, Region
from kirinuki.capture.extract.chrome import (
    ends_sentence,
    is_chrome_line,
    is_related_heading,
    is_wall,
    plain,
)

_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6", "h1"})
_PARAGRAPHS = frozenset({"p", "li", "blockquote", "div"})
_TOO_MUCH = 0.4
"""Share of the page's prose from which an element is its article, whatever its name says."""
_HOLDS = 0.95
"""Share of the prose that an element must hold to be looked into further, when what it leaves out may be of the article too."""
_MOST = 0.6
_SEMANTIC = re.compile(
    r"article[-_]?body|entry[-_]?content|post[-_]?content|article[-_]?(?:text|content)|honbun", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Body:
    """The paragraphs with what was seen on the way: whether a wall was met, and by what the place was found."""

    paragraphs: tuple[str, ...]
    wall: bool
    why: str


def find_body(regions: Sequence[Region], blocks: Sequence[Block], title: str | None) -> Body:
    """The article's paragraphs: lead, subheadings and body, without its title."""
    wall = _mark(regions, blocks)
    prose = [_prose(block) for block in blocks]
    total = sum(prose)
    if not total:
        return Body((), wall, "no prose")
    sums = [0, *accumulate(prose)]
    _lift(regions, blocks, sums)
    live = [0 if block.gone else weight for block, weight in zip(blocks, prose, strict=True)]
    sums = [0, *accumulate(live)]
    if not sums[-1]:
        return Body((), wall, "no prose")
    headline = _headline(blocks, title)
    container, why = _container(regions, blocks, sums, headline)
    region = regions[container]
    start, end = region.start, region.end
    if (
        headline is not None
        and start <= headline < end
        and sums[headline] - sums[start] < 0.3 * (sums[end] - sums[start])
    ):
        start = headline + 1
    _end_sections(regions, blocks, start, end, live)
    live = [0 if block.gone else weight for block, weight in zip(blocks, live, strict=True)]
    kept = _kept(regions, blocks, live, start, end, title)
    return Body(tuple(blocks[i].text for i in kept), wall, why)


def _prose(block: Block) -> int:
    """How many characters of running text a block has."""
    if block.links > 0.5:
        return 0
    length = len(block.text) - block.linked
    if length < 12:
        return 0
    text = block.text
    if "。" in text or "．" in text:
        return length
    return length // 2 if length >= 45 or (length >= 20 and block.tag == "p") else 0


def _mark(regions: Sequence[Region], blocks: Sequence[Block]) -> bool:
    """Mark lines that are furniture by their own words; whether one asks to pay or register."""
    wall = False
    for block in blocks:
        text = block.text
        if is_wall(text) and not text.startswith("「"):
            wall, block.gone = True, "wall"
        elif is_chrome_line(text):
            block.gone = "line"
        elif block.links > 0.6 and not (block.tag == "p" and ends_sentence(text) and block.links < 0.95):
            block.gone = "links"
    return wall


def _lift(regions: Sequence[Region], blocks: Sequence[Block], sums: Sequence[int]) -> None:
    """Mark what stands in elements named as furniture, but for those that hold too much of the page's prose."""
    total = sums[-1]
    furniture: list[str | None] = [None] * len(regions)
    for n, region in enumerate(regions):
        if region.parent >= 0 and furniture[region.parent] is not None:
            furniture[n] = furniture[region.parent]
        elif region.chrome is not None:
            held = sums[region.end] - sums[region.start]
            # A short article in a page of long notices: an element named as aside is still none.
            if held < _TOO_MUCH * total or region.chrome in ("footer", "nav"):
                furniture[n] = region.chrome
    for block in blocks:
        if furniture[block.region] is not None:
            block.gone = block.gone or furniture[block.region]
        else:
            _caption(regions, block)


def _caption(regions: Sequence[Region], block: Block) -> None:
    """A few words in the smallest element that holds a picture are its caption."""
    if len(block.text) > 160 or block.gone:
        return
    at, hops = block.region, 0
    while at > 0 and not regions[at].pictures and hops < 3:
        at, hops = regions[at].parent, hops + 1
    region = regions[at]
    if at <= 0 or not region.pictures or region.tag in ("article", "main", "body", "section"):
        return
    figure = region.tag in ("figure", "amp-img") or regions[region.parent].tag == "figure"
    alone = region.end - region.start <= 2
    if figure or (alone and not (block.tag == "p" and block.text.endswith("。"))):
        block.gone = "caption"


def _headline(blocks: Sequence[Block], title: str | None) -> int | None:
    """The block that is the title: a first heading, else the same words anywhere, the last before the prose begins."""
    if not title:
        return None
    wanted = _letters(title)
    same = [
        i
        for i, b in enumerate(blocks)
        if len(b.text) <= len(title) + 12 and _letters(b.text) == wanted and b.links < 0.5
    ]
    if not same:
        same = [i for i, b in enumerate(blocks) if b.tag == "h1" and b.links < 0.5]
        return same[-1] if len(same) == 1 else None
    return next((i for i in same if blocks[i].tag == "h1"), same[0])


def _container(
    regions: Sequence[Region], blocks: Sequence[Block], sums: Sequence[int], headline: int | None
) -> tuple[int, str]:
    """The region that holds the article, and by what it was found."""
    children: list[list[int]] = [[] for _ in regions]
    for n, region in enumerate(regions):
        if region.parent >= 0 and sums[region.end] > sums[region.start]:
            children[region.parent].append(n)

    def held(n: int) -> int:
        return sums[regions[n].end] - sums[regions[n].start]

    at, why = 0, "prose"
    articles = sorted((n for n, r in enumerate(regions) if r.tag == "article"), key=held, reverse=True)
    if (
        articles
        and held(articles[0]) >= 0.5 * held(0)
        and (
            len(articles) == 1
            or _inside(regions, articles[1], articles[0])
            or held(articles[0]) > 2 * held(articles[1])
        )
    ):
        at, why = articles[0], "<article>"
    while children[at]:
        best = max(children[at], key=held)
        here, there = held(at), held(best)
        own = here - sum(held(n) for n in children[at])
        if own > 0.05 * here or there < _MOST * here:
            break
        if regions[best].tag in ("p", "li", "td") and len(children[at]) > 1 and there < _HOLDS * here:
            break
        lost = [n for n in children[at] if n != best]
        whole = regions[best]
        # A lead stands between the title and the body, in an element of its own.
        lead = headline is not None and not whole.start <= headline < whole.end
        before = [n for n in lost if n < best and lead and regions[n].start >= (headline or 0)]
        if headline is None and there < _HOLDS * here:
            before = [n for n in lost if n < best]
        alike = [n for n in lost if regions[n].names == whole.names and whole.names.strip() != whole.tag]
        paragraphs = [n for n in lost if n > best and regions[n].tag in ("p", "h2", "h3", "blockquote")]
        if before or alike or (paragraphs and there < _HOLDS * here):
            break
        if regions[best].tag in ("p", "h2", "h3"):
            break
        at = best
    return at, why


def _inside(regions: Sequence[Region], n: int, of: int) -> bool:
    return regions[of].start <= regions[n].start and regions[n].end <= regions[of].end and n > of


def _end_sections(
    regions: Sequence[Region], blocks: Sequence[Block], start: int, end: int, live: Sequence[int]
) -> None:
    """Mark what stands under a heading of furniture (関連記事, ランキング): the rest of the heading's element."""
    i = start
    while i < end:
        block = blocks[i]
        if block.gone not in (None, "links") or not is_related_heading(block.text):
            i += 1
            continue
        region = block.region
        # The element of the section is the outermost that begins with this heading.
        while (
            regions[region].parent > 0
            and regions[regions[region].parent].start == i
            and regions[regions[region].parent].end <= end
        ):
            region = regions[region].parent
        stop = regions[region].end
        if stop == i + 1:
            # The heading stands alone, its section beside it: up to the next prose of paragraphs.
            behind = regions[region].parent
            stop = min(regions[behind].end if behind >= 0 else end, end)
            resumed = (
                j for j in range(i + 1, stop)
                if live[j] >= 30 and blocks[j].tag == "p" and "。" in blocks[j].text and blocks[j].links < 0.2
                and regions[blocks[j].region].parent == regions[block.region].parent
            )  # fmt: skip
            stop = next(resumed, stop)
        for j in range(i, stop):
            blocks[j].gone = blocks[j].gone or "related"
        i = max(stop, i + 1)


def _kept(
    regions: Sequence[Region],
    blocks: Sequence[Block],
    live: Sequence[int],
    start: int,
    end: int,
    title: str | None,
) -> list[int]:
    """The blocks of the range that are the article."""
    # Where paragraphs stand side by side, a short one among them is one too.
    beds: dict[int, int] = {}
    for i in range(start, end):
        if live[i] and not blocks[i].gone:
            bed = _bed(regions, blocks[i])
            beds[bed] = beds.get(bed, 0) + live[i]
    most = max(beds.values(), default=0)
    good = {bed for bed, weight in beds.items() if weight >= 0.15 * most}
    last = max((i for i in range(start, end) if live[i] and _bed(regions, blocks[i]) in good), default=-1)
    first = min((i for i in range(start, end) if live[i]), default=end)
    wanted = _letters(title or "")
    kept: list[int] = []
    headings: list[int] = []
    for i in range(start, end):
        block = blocks[i]
        if block.gone:
            continue
        if block.tag in _HEADINGS or _is_heading(regions, block):
            if i > first - 3 and _letters(block.text) != wanted and block.tag != "h1":
                headings.append(i)
            continue
        bed = _bed(regions, block)
        bedded = bed in good
        if live[i]:
            # Beyond the last paragraph of the body there are only notices.
            if i > last and not bedded and live[i] < 0.1 * most:
                continue
        elif not _is_paragraph(block, bedded, regions[bed].tag, inside=first < i < last):
            continue
        if _letters(block.text) == wanted:
            continue
        kept += headings
        headings = []
        kept.append(i)
    return kept


def _is_paragraph(block: Block, bedded: bool, bed: str, *, inside: bool) -> bool:
    """Whether words that are no prose by themselves are a paragraph: they stand where paragraphs do, in an element like theirs."""
    if not bedded or block.links >= 0.5 or block.tag not in _PARAGRAPHS | {bed}:
        return False
    return inside or ends_sentence(block.text)


def _is_heading(regions: Sequence[Region], block: Block) -> bool:
    """Whether a block stands directly in a heading element."""
    parent = regions[block.region].parent
    return len(block.text) <= 60 and parent >= 0 and regions[parent].tag in _HEADINGS


def _bed(regions: Sequence[Region], block: Block) -> int:
    """The region in which a paragraph stands beside others: its element's parent, or the element that its lines are cut from."""
    region = regions[block.region]
    if region.tag in ("p", "li", "blockquote", "h2", "h3", "h4") or region.end - region.start == 1:
        at = max(region.parent, 0)
        while at > 0 and regions[at].tag in ("blockquote", "ul", "ol"):
            at = regions[at].parent
        return at
    return block.region


def _letters(words: str) -> str:
    return re.sub(r"[\W_]+", "", plain(words))
