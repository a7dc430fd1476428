"""Blocks of a page → the paragraphs of its article.

Prose is what an article is made of: sentences that are no links. When furniture is marked, what is left stands in a few beds
(elements in which paragraphs stand side by side). The article is the bed with most prose, what is next to the headline and what the
page's own description begins with counting more, and those beds that belong to it: the lead before it, parts of the same make, what
follows without a break.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kirinuki.capture.extract.blocks import HEADINGS, Block, Region
from kirinuki.capture.extract.chrome import ends_sentence, is_notice, is_stamped, letters, plain, spoken
from kirinuki.capture.extract.furniture import mark_furniture

_PARAGRAPHS = frozenset({"p", "li", "blockquote", "div", "pre"})
_WRAPPERS = frozenset({"p", "li", "blockquote", "dd", "h2", "h3", "h4"})
_WESTERN = re.compile(r"[A-Za-z]{2,},? [A-Za-z]+.{20,}[.!?][”\"’)]*$", re.DOTALL)
_JAPANESE = re.compile(r"[ぁ-ヿ一-鿿]")
_NUMBER = re.compile(r"(?<=[a-z_-])\d{1,3}(?=\s|$)")
_DESCRIBED = 16
"""Letters that a paragraph and the page's description begin with alike, when the one is of the other."""
_CARRIES_ON = 0.25
"""Share of the main bed's prose from which what follows it carries on the article."""
_UNNAMED = 3
"""Elements without names above a bed in which a named one is looked for."""
_SECTION = 0.5
"""Share of the main bed's prose from which one section with a heading of its own carries on the article."""
_TITLE = 30
"""Letters of the line that names a box, at most."""
_SIDE_BY_SIDE = frozenset({"line", "caption", "figure", "post"})

_Place = tuple[int, str | None]
_Make = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """The paragraphs with what was seen on the way: whether a wall was met, and by what the place was found."""

    paragraphs: tuple[str, ...]
    wall: bool
    why: str


@dataclass(slots=True)
class _Bed:
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
    def place(self) -> _Place:
        """What `_places` says of its blocks."""
        return self.at, self.wrapper


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
    places = _places(regions, blocks)
    beds = _beds(regions, blocks, live, places)
    described = _described(blocks, live, description)
    main, why = _main(beds, places, blocks, live, headline, described)
    led = described is None or places[described] != main.place
    mine = _belonging(regions, blocks, beds, main, headline, led=led, walled=wall)
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


def _places(regions: Sequence[Region], blocks: Sequence[Block]) -> list[_Place]:
    """For every block the region in which it stands beside others, and the names of the element that it has there to itself."""
    places: list[_Place] = []
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


def _beds(
    regions: Sequence[Region], blocks: Sequence[Block], live: Sequence[int], places: Sequence[_Place]
) -> dict[_Place, _Bed]:
    """The beds that hold prose, in the order of the page."""
    beds: dict[_Place, _Bed] = {}
    articles = _articles(regions)
    for i, (block, place) in enumerate(zip(blocks, places, strict=True)):
        if live[i]:
            at, wrapper = place
            bed = beds.get(place)
            if bed is None:
                names, kind = regions[block.region].names, _kind(regions, block.region)
                bed = beds[place] = _Bed(at, wrapper, names, kind, articles[at], i, i)
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


def _main(
    beds: Mapping[_Place, _Bed],
    places: Sequence[_Place],
    blocks: Sequence[Block],
    live: Sequence[int],
    headline: int | None,
    described: int | None,
) -> tuple[_Bed, str]:
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


def _described(blocks: Sequence[Block], live: Sequence[int], description: str | None) -> int | None:
    """The first block of prose that begins as the page's description of itself does."""
    wanted = letters(plain(description or ""))[:_DESCRIBED]
    if len(wanted) < _DESCRIBED:
        return None
    return next(
        (i for i, b in enumerate(blocks) if live[i] and letters(b.folded[:60]).startswith(wanted)), None
    )


def _belonging(
    regions: Sequence[Region],
    blocks: Sequence[Block],
    beds: Mapping[_Place, _Bed],
    main: _Bed,
    headline: int | None,
    *,
    led: bool,
    walled: bool,
) -> list[_Bed]:
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

    def is_section(bed: _Bed) -> bool:
        """Whether its heading may be within the article: one short section may be of anything, a long one and several of a make
        not."""
        alone = makes[_make(regions, bed)] == 1
        return not alone or (bed.first < bed.last and bed.weight >= _SECTION * main.weight)

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
            _is_box(regions, blocks, bed, main) or (walled and _is_offer(blocks, bed, main))
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


def _opening(regions: Sequence[Region], blocks: Sequence[Block], bed: _Bed, main: _Bed) -> int:
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


def _is_box(regions: Sequence[Region], blocks: Sequence[Block], bed: _Bed, main: _Bed) -> bool:
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


def _is_offer(blocks: Sequence[Block], bed: _Bed, main: _Bed) -> bool:
    """Whether a paragraph apart says what paying would give to read: it speaks to the reader, and the article does not."""
    if bed.first != bed.last or bed.first < main.first:
        return False
    article = "".join(blocks[i].text for i in range(main.first, main.last + 1) if i != bed.first)
    return spoken(blocks[bed.first].text) >= 0.5 > spoken(article)


def _make(regions: Sequence[Region], bed: _Bed) -> _Make:
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


def _alike(regions: Sequence[Region], bed: _Bed, main: _Bed) -> bool:
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


def _kept(
    regions: Sequence[Region],
    blocks: Sequence[Block],
    live: Sequence[int],
    places: Sequence[_Place],
    mine: Sequence[_Bed],
    main: _Bed,
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
