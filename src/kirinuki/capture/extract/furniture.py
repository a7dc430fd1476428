"""Which blocks of a page are furniture: by their words, by the elements that they stand in, by how they stand together.

Marks `Block.gone`; what is left is not yet the article, but what may be it (`body`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from kirinuki.capture.extract.blocks import HEADINGS, Block, Region
from kirinuki.capture.extract.chrome import (
    ALWAYS,
    STRONG,
    ends_sentence,
    is_chrome_line,
    is_post_writer,
    is_related_heading,
    is_wall,
)

_WIDE = 0.85
"""Share of the page's prose from which elements of one name are its article, whatever the name says (`with-ranking`)."""
_MOST = 0.85
"""Share of the page's prose that no section of related things holds."""
_SENTENCE = 30
"""Letters of a paragraph, at least, with which the article goes on behind a section of related things."""
_LIST = 3
"""Items of a list of links, at least: one or two may be what a sentence is about."""
_CARD = 5
"""Blocks of one card in a list of other articles, at most."""


def mark_furniture(
    regions: Sequence[Region], blocks: Sequence[Block], prose: Sequence[int], headline: int | None
) -> bool:
    """Mark what is furniture; whether a line asks to pay or to register."""
    wall = _mark_lines(blocks)
    _mark_posts(regions, blocks)
    _mark_names(regions, blocks, prose, headline)
    _mark_cards(regions, blocks, headline)
    _mark_lists(regions, blocks)
    _mark_sections(regions, blocks, prose, headline)
    return wall


def _mark_lines(blocks: Sequence[Block]) -> bool:
    wall = False
    for block in blocks:
        text = block.folded
        if is_wall(text) and not text.startswith("「"):
            wall, block.gone = True, "wall"
        elif is_chrome_line(text):
            block.gone = "line"
        elif block.links > 0.6 and not (ends_sentence(text) and block.links < 0.95):
            block.gone = "links"
    return wall


def _mark_posts(regions: Sequence[Region], blocks: Sequence[Block]) -> None:
    """Mark posts of social networks that are embedded: a quotation that ends with its writer's @name."""
    for block in blocks:
        if is_post_writer(block.folded):
            region = regions[block.region]
            if region.parent > 0 and region.tag != "blockquote":
                region = regions[region.parent]
            if region.end - region.start <= _CARD:
                for of_it in blocks[region.start : region.end]:
                    of_it.gone = of_it.gone or "post"


def _mark_names(
    regions: Sequence[Region], blocks: Sequence[Block], prose: Sequence[int], headline: int | None
) -> None:
    """Mark what stands in elements named as furniture, and captions of pictures."""
    sums = [0, *accumulate(prose)]
    held = [sums[region.end] - sums[region.start] for region in regions]
    # A name may stand on each paragraph: what all of them hold together is what counts.
    together: dict[str, int] = {}
    for region, holds in zip(regions, held, strict=True):
        if region.chrome is not None:
            together[region.names] = together.get(region.names, 0) + holds
    furniture: list[str | None] = [None] * len(regions)
    for n, region in enumerate(regions):
        word = region.chrome
        if region.parent >= 0 and furniture[region.parent] is not None:
            furniture[n] = furniture[region.parent]
        elif word is None or (headline is not None and region.start <= headline < region.end - 1):
            continue
        elif word in ALWAYS or (together[region.names] < _WIDE * sums[-1] if word in STRONG else not held[n]):
            furniture[n] = word
    for block in blocks:
        block.gone = block.gone or furniture[block.region]
        if block.gone is None:
            _mark_caption(regions, blocks, block)


def _mark_caption(regions: Sequence[Region], blocks: Sequence[Block], block: Block) -> None:
    """A few words in the smallest element that holds a picture are its caption."""
    if len(block.text) > 160:
        return
    at, hops = block.region, 0
    while at > 0 and not regions[at].pictures and hops < 3:
        at, hops = regions[at].parent, hops + 1
    region = regions[at]
    if at <= 0 or not region.pictures or region.tag in ("article", "main", "body", "section"):
        return
    figure = region.tag in ("figure", "amp-img") or regions[region.parent].tag == "figure"
    beside = blocks[region.start : region.end] if region.end - region.start <= 2 else ()
    alone = bool(beside) and not any(other.tag == "figcaption" for other in beside if other is not block)
    # A sentence beside its picture is a paragraph; one in an element of the two alone, within more text, is not, unless
    # another sentence stands with it: a lead and what follows.
    boxed = (
        at != block.region
        and len(block.text) <= 80
        and not any(other.text.endswith("。") for other in beside if other is not block)
        and regions[region.parent].end - regions[region.parent].start > 3
    )
    if figure or (alone and (boxed or not (block.tag == "p" and block.text.endswith("。")))):
        block.gone = "caption"


def _mark_cards(regions: Sequence[Region], blocks: Sequence[Block], headline: int | None) -> None:
    """Mark lists of other articles: elements of one make side by side, each of which begins with a link."""
    # The link may stand behind the number of a ranking or a label: the next block of some length from each on.
    opening = [len(blocks)] * (len(blocks) + 1)
    for i in range(len(blocks) - 1, -1, -1):
        opening[i] = i if len(blocks[i].text) >= 6 else opening[i + 1]
    makes: dict[tuple[int, str], list[Region]] = {}
    for region in regions[1:]:
        if 0 < region.end - region.start <= _CARD and opening[region.start] < region.end:
            makes.setdefault((region.parent, region.names), []).append(region)
    for alike in makes.values():
        if len(alike) < 2:
            continue
        cards = [
            r for r in alike
            if blocks[opening[r.start]].links > 0.8 and not (headline is not None and r.start <= headline < r.end)
        ]  # fmt: skip
        if len(cards) < 2 or 3 * len(cards) < 2 * len(alike):
            continue
        for region in cards:
            for i in range(region.start, region.end):
                blocks[i].gone = blocks[i].gone or "card"
    # Or without elements of their own: a heading that is a link, and the words under it.
    for before, block in pairwise(blocks):
        linked = before.links > 0.8 and (
            before.tag in HEADINGS or regions[regions[before.region].parent].tag in HEADINGS
        )
        if (
            linked
            and before.gone
            and block.tag not in HEADINGS
            and block.links < 0.5
            and before.gone != "line"
        ):
            block.gone = block.gone or "card"


def _mark_lists(regions: Sequence[Region], blocks: Sequence[Block]) -> None:
    """Mark what stands among links in a list of them: its title, and the article that it is read from."""
    links = [0, *accumulate(block.links > 0.6 for block in blocks)]
    marked = 0
    for region in regions:
        count = region.end - region.start
        if region.tag not in ("ul", "ol") or count < _LIST or region.start < marked:
            continue
        if 2 * (links[region.end] - links[region.start]) > count:
            marked = region.end
            for block in blocks[region.start : region.end]:
                block.gone = block.gone or "links"


def _mark_sections(
    regions: Sequence[Region], blocks: Sequence[Block], prose: Sequence[int], headline: int | None
) -> None:
    """Mark what stands under a heading of furniture (関連記事, ランキング): the rest of the heading's element."""
    end = len(blocks)
    live = [0, *accumulate(0 if block.gone else weight for block, weight in zip(blocks, prose, strict=True))]
    i = 0
    while i < end:
        block = blocks[i]
        if not is_related_heading(block.folded) or i == headline:
            i += 1
            continue
        region = block.region
        if i + 1 < end and blocks[i + 1].region == region and prose[i + 1] and "。" in blocks[i + 1].text:
            # A line of the same run of text as the sentence under it heads no section.
            block.gone = block.gone or "line"
            i += 1
            continue
        # The element of the section is the outermost that begins with this heading.
        while regions[region].parent > 0 and regions[regions[region].parent].start == i:
            region = regions[region].parent
        stop = regions[region].end
        if stop == i + 1:
            # The heading stands alone, its section beside it (or beside its wrapper): up to the next prose of paragraphs.
            behind = regions[region].parent
            stop = regions[behind].end if behind >= 0 else end
            resumed = (
                j for j in range(i + 1, stop)
                if not blocks[j].gone and prose[j] >= _SENTENCE and blocks[j].tag == "p" and "。" in blocks[j].text
                and blocks[j].links < 0.2 and regions[blocks[j].region].parent in (regions[block.region].parent, behind)
            )  # fmt: skip
            stop = next(resumed, stop)
        if headline is not None and i < headline < stop:
            stop = headline
        if live[stop] - live[i] >= _MOST * live[-1]:
            # The heading of something that was made by a script or is empty: what is behind it is the article.
            stop = i + 1
        for j in range(i, stop):
            blocks[j].gone = blocks[j].gone or "related"
        i = max(stop, i + 1)
