"""Text and places in it: the ground every other noun stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass

import msgspec
from msgspec.structs import replace

__all__ = ["Evidence", "Record", "Span", "fold_width", "item_at", "replace"]


class Record(msgspec.Struct, frozen=True):
    """What the reading makes by the thousand: equal by its fields, and never changed (`replace` makes another).

    To make one takes a tenth of the time that a frozen dataclass takes (docs/decisions/0009).
    """


class Span(Record, frozen=True, order=True):
    """A half-open range of Unicode code points, `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words at this place in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether `other` lies inside this span (or is equal to it)."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Words shown to a person, and the one place they were taken from.

    Promise: ``span.of(revision.text) == text`` for the `Revision` whose id is `revision`.
    """

    revision: str
    span: Span
    text: str

    @property
    def item(self) -> str:
        """The place as a person writes it: `3f9c2a1b7e04d5c8:119-172`."""
        return item_at(self.revision, self.span)

    def to_json(self) -> dict[str, str | int]:
        """The words and their place, as every command's JSON gives them; offsets are code points of the revision."""
        return {
            "item": self.item,
            "revision": self.revision,
            "start": self.span.start,
            "end": self.span.end,
            "text": self.text,
        }


def item_at(revision: str, span: Span) -> str:
    """The name of a place in a revision, which `trace`, `comment`, `correct` and every ledger take and give."""
    return f"{revision}:{span.start}-{span.end}"


def _width_table() -> dict[int, int]:
    """Code points that have a one-to-one twin: full-width ASCII, half-width kana and signs, marks of vertical lines."""
    table = {0xFF01 + i: 0x21 + i for i in range(94)}  # ！ to ～
    table |= {0x3000: 0x20, 0xFFE5: 0xA5, 0xFFE0: 0xA2, 0xFFE1: 0xA3}
    half, full = (
        "ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ｡｢｣､･",
        "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノ"
        "ハヒフヘホマミムメモヤユヨラリルレロワン。「」、・",
    )
    upright = "︐︑︒︓︔︕︖︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈", ",、。:;!?(){}〔〕【】《》〈〉「」『』[]"
    table |= {ord(a): ord(b) for a, b in (*zip(half, full, strict=True), *zip(*upright, strict=True))}
    return table


_WIDTHS = _width_table()
_OTHER_WIDTH = re.compile(f"[{re.escape(''.join(map(chr, _WIDTHS)))}]+")


def fold_width(text: str) -> str:
    """`text` with full-width ASCII made half-width, half-width kana full-width, and marks of vertical lines the usual ones.

    Code point for code point: the result is as long as `text`, so offsets found in it hold in `text`.
    (NFKC would not do: it changes lengths. A half-width voicing mark therefore stays a mark of its own.)
    """
    # Few characters of most texts need folding, and translate() looks at each in Python's dictionary.
    return _OTHER_WIDTH.sub(lambda run: run[0].translate(_WIDTHS), text)
