"""Setting Japanese in a fixed-width font: how wide characters are, and where a line may break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from kirinuki.model.text import Span

# JIS X 4051: what may not begin a line, and what may not end one.
_NOT_FIRST = (
    "、。，．・：；？！゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】,.:;?!)]}｡､｣"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶｰ〜～…‥"
)
_NOT_LAST = "‘“（〔［｛〈《「『【([{｢"
_UNIT = re.compile(rf"\s|[{re.escape(_NOT_LAST)}]*(?:[!-~À-ɏ]+|[^\s])[{re.escape(_NOT_FIRST)}]*", re.DOTALL)


@cache
def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def columns(text: str) -> int:
    """How many columns `text` takes; full-width characters take two."""
    return sum(map(_columns, text))


def padded(label: str, width: int) -> str:
    """`label` with spaces up to `width` columns, one at least."""
    return label + " " * max(1, width - columns(label))


def lines(text: str, width: int) -> Iterator[Span]:
    """Where `text` breaks into lines of at most `width` columns: no line begins with 、or ends with 「.

    White space at a break belongs to no line; a word longer than a line is cut. Empty text has no lines.
    """
    start = end = used = 0
    for unit in _UNIT.finditer(text):
        words = unit.group()
        if words.isspace():
            if words == "\n":
                yield Span(start, end)
                start, end, used = unit.end(), unit.end(), 0
            elif used:
                used += _columns(words)
            else:
                start = end = unit.end()
            continue
        wide = columns(words)
        if used and used + wide > width:
            yield Span(start, end)
            start, used = unit.start(), 0
        if wide > width:
            for at in range(unit.start(), unit.end()):
                if used and used + _columns(text[at]) > width:
                    yield Span(start, at)
                    start, used = at, 0
                used += _columns(text[at])
        else:
            used += wide
        end = unit.end()
    if start < end:
        yield Span(start, end)


def fill(text: str, width: int, first: str = "", rest: str = "") -> str:
    """`text` in lines of at most `width` columns, the first led by `first`, the others by `rest`."""
    room = max(width - max(columns(first), columns(rest)), 2)
    return "\n".join((rest if n else first) + span.of(text) for n, span in enumerate(lines(text, room)))
