"""Which brackets belong together, in text that may have lost some of them.

News text is captured from pages, and pasting loses characters. So brackets are paired within a paragraph, and one
that finds no partner there is left alone: it neither opens nor closes anything, and nothing is swallowed by it.
Only a quote of several paragraphs runs across a paragraph break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

CLOSER_OF = {
    "「": "」", "『": "』", "(": ")", "[": "]", "【": "】", "〔": "〕",
    "〈": "〉", "《": "》", "“": "”", "〝": "〟", "{": "}",
}  # fmt: skip
"""Opening bracket to closing bracket, in width-folded text."""

QUOTES = frozenset("「『")
"""The brackets that hold what somebody said."""

_OPENER_OF = {closer: opener for opener, closer in CLOSER_OF.items()}
_MARKS = re.compile("[" + re.escape("".join((*CLOSER_OF, *_OPENER_OF))) + "\n]")

_QUOTE_PARAGRAPHS = 8
"""A quote that runs over more paragraphs than this is a lost bracket."""


class Brackets(NamedTuple):
    """The brackets of a text: offsets of opening ones to those of their closing ones, lost ones left out.

    `soft_breaks` are the line breaks that end no paragraph.
    """

    pairs: dict[int, int]
    soft_breaks: frozenset[int]


def find_brackets(plain: str) -> Brackets:
    """The brackets of width-folded text. Takes linear time on any input."""
    soft_breaks = _soft_breaks(plain)
    pairs: dict[int, int] = {}
    open_: list[int] = []
    waiting: dict[
        str, int
    ] = {}  # bracket left open by an earlier paragraph that ended like a quote's → offset
    waited = 0
    for match in _MARKS.finditer(plain):
        at, mark = match.start(), match[0]
        if mark == "\n":
            if at in soft_breaks or plain[at - 1 : at] == "\n":
                continue
            waited += 1
            if open_ and plain[at - 1] in "。!?":
                waiting, waited = {plain[i]: i for i in reversed(open_) if plain[i] in QUOTES}, 0
            elif open_ or waited >= _QUOTE_PARAGRAPHS:
                waiting = {}
            open_.clear()
        elif mark in CLOSER_OF:
            open_.append(at)
        else:
            opener = _OPENER_OF[mark]
            if any(plain[i] == opener for i in reversed(open_[-_NESTING:])):
                while plain[open_[-1]] != opener:
                    open_.pop()
                pairs[open_.pop()] = at
                # Inside a quote of several paragraphs a further 「」 would be 『』: the open one was a lost bracket.
                waiting.pop(opener, None)
            elif opener in waiting:
                pairs[waiting.pop(opener)] = at
    return Brackets(pairs, soft_breaks)


_NESTING = 16
"""How far up a closing bracket looks for its partner: keeps hostile input linear; real nesting ends at four."""


def _soft_breaks(plain: str) -> frozenset[int]:
    """Line breaks inside a sentence that was wrapped at a fixed width, or behind a comma.

    A block of lines counts as wrapped when several of its lines end at the same column and it is prose.
    """
    soft: set[int] = set()
    for block in re.finditer(r"[^\n]+(?:\n[^\n]+)*", plain):
        lines = list(_lines(plain, block.start(), block.end()))
        if len(lines) == 1:
            continue
        width = max(end - start for start, end in lines)
        full = sum(end - start >= width - _RAGGED for start, end in lines)
        wrapped = 20 <= width <= 100 and full >= 2 and full * 3 >= len(lines) and "。" in block[0]
        for start, end in lines[:-1]:
            if plain[end + 1].isspace() or plain[end + 1] in _BULLETS:
                continue
            if plain[end - 1] in _HANGING or (wrapped and end - start >= width - _RAGGED):
                soft.add(end)
    return frozenset(soft)


_RAGGED = 2
"""Line-breaking rules move up to this many characters to the next line."""

_HANGING = frozenset("、の")
"""No heading and no paragraph ends so: the line does not end there."""

_BULLETS = frozenset("・●○■□◆◇▼▽▲△※*-#>=")


def _lines(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = plain.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1
