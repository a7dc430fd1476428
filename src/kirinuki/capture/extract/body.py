"""Blocks of a page → the paragraphs of its article.

Prose is what an article is made of: sentences that are no links. When furniture is marked, what is left stands in a few beds
(elements in which paragraphs stand side by side). The article is the bed with most prose, what is next to the headline and what the
page's own description begins with counting more, and those beds that belong to it: the lead before it, parts of the same make, what
follows without a break.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kirinuki.capture.extract.beds import Bed, Place, beds_of, belonging, main_bed, places_of
from kirinuki.capture.extract.blocks import HEADINGS, Block, Region
from kirinuki.capture.extract.chrome import ends_sentence, is_stamped, letters, plain
from kirinuki.capture.extract.furniture import mark_furniture

_PARAGRAPHS = frozenset({"p", "li", "blockquote", "div", "pre"})
_WESTERN = re.compile(r"[A-Za-z]{2,},? [A-Za-z]+.{20,}[.!?][”\"’)]*$", re.DOTALL)
_JAPANESE = re.compile(r"[ぁ-ヿ一-鿿]")
_DESCRIBED = 16
"""Letters that a paragraph and the page's description begin with alike, when the one is of the other."""


@dataclass(frozen=True, slots=True)
class Body:
    """The paragraphs with what was seen on the way: whether a wall was met, and by what the place was found."""

    paragraphs: tuple[str, ...]
    wall: bool
    why: str


def find_body(
    regions: Sequence[Region], blocks: Sequence[Block], title: str | None, description: str | None = None
) -> Body:
    """The article's paragraphs: lead, subheadings and body, without its title. `description` is what the page says of itself."""
    prose = [_prose(block) for block in blocks]
    headline = _headline(blocks, title)
    wall = mark_furniture(regions, blocks, prose, headline)
    live = [0 if block.gone else weight for block, weight in zip(blocks, prose, strict=True)]
    if not any(live):
        return Body((), wall, "no prose")
    if headline is not None and sum(live[headline:]) < 0.3 * sum(live):
        headline = None
    places = places_of(regions, blocks)
    beds = beds_of(regions, blocks, live, places)
    described = _described(blocks, live, description)
    main, why = main_bed(beds, places, blocks, live, headline, described)
    led = described is None or places[described] != main.place
    mine = belonging(regions, blocks, beds, main, headline, led=led, walled=wall)
    start = main.first if headline is None or headline > main.first else headline + 1
    kept = _kept(
        regions,
        blocks,
        live,
        places,
        mine,
        main,
        min(start, *(bed.first for bed in mine)),
        headline,
        letters(plain(title or "")),
    )
    return Body(tuple(blocks[i].text for i in _once(blocks, kept)), wall, why)


def _prose(block: Block) -> int:
    """How many characters of running text a block has."""
    if block.links > 0.5:
        return 0
    length = len(block.text) - block.linked
    text = block.text
    if length < (8 if text.endswith("。") else 12):
        return 0
    if "。" in text or "．" in text or _WESTERN.search(text):
        return length
    if length < (20 if block.tag == "p" and _JAPANESE.search(text) else 45) or is_stamped(block.folded):
        return 0
    return length // 2


def _headline(blocks: Sequence[Block], title: str | None) -> int | None:
    """The block that is the title: a first heading, else the same words anywhere, the last before the prose begins."""
    if not title:
        return None
    wanted = letters(plain(title))
    same = [
        i
        for i, b in enumerate(blocks)
        if len(b.text) <= len(title) + 12
        and letters(b.folded) == wanted
        and (b.links < 0.5 or b.tag in ("h1", "h2"))
    ]
    if not same:
        same = [i for i, b in enumerate(blocks) if b.tag == "h1" and b.links < 0.5]
        return same[-1] if len(same) == 1 else None
    return next((i for i in same if blocks[i].tag == "h1"), same[0])


def _described(blocks: Sequence[Block], live: Sequence[int], description: str | None) -> int | None:
    """The first block of prose that begins as the page's description of itself does."""
    wanted = letters(plain(description or ""))[:_DESCRIBED]
    if len(wanted) < _DESCRIBED:
        return None
    return next(
        (i for i, b in enumerate(blocks) if live[i] and letters(b.folded[:60]).startswith(wanted)), None
    )


def _kept(
    regions: Sequence[Region],
    blocks: Sequence[Block],
    live: Sequence[int],
    places: Sequence[Place],
    mine: Sequence[Bed],
    main: Bed,
    start: int,
    headline: int | None,
    title: str,
) -> list[int]:
    """The blocks from `start` on that are the article."""
    own = {bed.place for bed in mine}
    beside = {bed.at for bed in mine}
    first, last = min(bed.first for bed in mine), max(bed.last for bed in mine)
    # A heading over the first paragraph is the article's where its title stands elsewhere.
    titled = headline is None or headline >= regions[main.at].start
    kept: list[int] = []
    headings: list[int] = []
    for i in range(start, len(blocks)):
        block = blocks[i]
        if block.gone:
            continue
        # Behind the last sentence a writer's name in brackets may stand, and nothing else.
        if i > last and (places[i][0] not in beside or block.tag in HEADINGS):
            break
        if block.tag in HEADINGS or _is_heading(regions, block):
            if (
                letters(block.folded) != title
                and block.tag != "h1"
                and (i > first or ends_sentence(block.folded) or (places[i][0] == main.at and not titled))
            ):
                headings.append(i)
            continue
        if live[i]:
            is_of_it = places[i] in own
        elif i < first:
            # A line in brackets over a report of a match stands where the paragraphs do, in an element like theirs.
            like_theirs = places[i] == main.place and regions[block.region].names == main.names
            is_of_it = _is_point(regions, block) or (
                like_theirs
                and ends_sentence(block.folded)
                and not is_stamped(block.folded)
                and _JAPANESE.search(block.text) is not None
            )
        else:
            is_of_it = places[i][0] in beside and _is_paragraph(block, regions[main.at].tag, inside=i < last)
        if is_of_it and (not title or letters(block.folded) != title):
            kept += headings
            kept.append(i)
        if is_of_it or live[i]:
            headings = []
    return kept


def _is_paragraph(block: Block, bed: str, *, inside: bool) -> bool:
    """Whether words that are no prose by themselves are a paragraph: they stand where paragraphs do, in an element like theirs."""
    if block.tag not in _PARAGRAPHS | {bed} or block.links >= 0.95:
        return False
    return (inside and block.links < 0.5) or ends_sentence(block.folded)


def _is_point(regions: Sequence[Region], block: Block) -> bool:
    """Whether a line is one of the points that a page puts before its article: in a list of some, a clause rather than a name."""
    listed = regions[regions[block.region].parent]
    if listed.end - listed.start < 2:
        return False
    return block.tag == "li" and len(block.text) >= 10 and block.links < 0.2 and not is_stamped(block.folded)


def _is_heading(regions: Sequence[Region], block: Block) -> bool:
    """Whether a block stands directly in a heading element."""
    parent = regions[block.region].parent
    return len(block.text) <= 60 and parent >= 0 and regions[parent].tag in HEADINGS


def _once(blocks: Sequence[Block], kept: Sequence[int]) -> list[int]:
    """The kept blocks without a copy of the article from its beginning, as pages hold one for narrow screens."""
    once: list[int] = []
    copied = -1
    for i in kept:
        text = blocks[i].text
        if once and len(text) >= _DESCRIBED and text == blocks[once[0]].text:
            copied = 0
        elif 0 <= copied < len(once) - 1 and text == blocks[once[copied + 1]].text:
            copied += 1
        else:
            copied = -1
            once.append(i)
    return once
