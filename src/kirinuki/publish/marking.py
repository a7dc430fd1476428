"""Words cut where marks begin and end: layers over a passage, and the differences between two tellings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, Literal, TypeVar

from kirinuki.model.digest import EditShown, Telling
from kirinuki.model.text import Evidence, Span, fold_width
from kirinuki.model.weaving import Difference, Resemblance

M = TypeVar("M")

DifferenceKind = Literal["same", "here", "there", "damage here", "damage there"]
"""`here`: only in this telling; `there`: only in the other, missing here; `damage …`: by capturing, not by editors."""

_LOOKAHEAD = 24


@dataclass(frozen=True, slots=True)
class Piece(Generic[M]):
    """Words under the same marks, in the order given; `opened` and `closed` are those that begin or end with it."""

    words: str
    marks: tuple[M, ...]
    opened: tuple[M, ...]
    closed: tuple[M, ...]


def cut(evidence: Evidence, layers: Iterable[tuple[Span, M]]) -> list[Piece[M]]:
    """The words of `evidence` in pieces, cut wherever a mark begins or ends. Marks may nest and cross.

    Spans are in the revision and are clipped to the evidence; what does not touch it is left out.
    """
    low, high = evidence.span.start, evidence.span.end
    spans = [
        (max(span.start, low), min(span.end, high), mark)
        for span, mark in layers
        if max(span.start, low) < min(span.end, high)
    ]
    bounds = sorted({low, high, *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    starts: dict[int, list[int]] = {}
    for n, (start, _, _) in enumerate(spans):
        starts.setdefault(start, []).append(n)
    pieces = []
    active: list[int] = []
    for start, end in pairwise(bounds):
        opened = starts.get(start, [])
        active = sorted([n for n in active if spans[n][1] > start] + opened)
        pieces.append(
            Piece(
                words=evidence.text[start - low : end - low],
                marks=tuple(spans[n][2] for n in active),
                opened=tuple(spans[n][2] for n in opened),
                closed=tuple(spans[n][2] for n in active if spans[n][1] == end),
            )
        )
    return pieces


def agreeing(resemblance: Resemblance, least: int) -> Iterator[Span]:
    """The parts of the later passage that stand in the earlier one as well, each of `least` characters or more."""
    start = resemblance.later.span.start
    for difference in sorted(resemblance.differences, key=lambda d: d.later):
        if difference.later.start - start >= least:
            yield Span(start, difference.later.start)
        start = max(start, difference.later.end)
    if resemblance.later.span.end - start >= least:
        yield Span(start, resemblance.later.span.end)


def replaced(resemblance: Resemblance, difference: Difference) -> str:
    """The words of the earlier passage that stood where `difference` is."""
    offset = resemblance.earlier.span.start
    return resemblance.earlier.text[difference.earlier.start - offset : difference.earlier.end - offset]


def compare(telling: Telling) -> list[tuple[DifferenceKind, str]]:
    """The words of a folded telling against the other side of its resemblance, in reading order.

    Widths, spaces and punctuation set otherwise are no difference: the telling's own are shown.
    """
    resemblance = telling.resemblance
    mine, theirs = resemblance.later, resemblance.earlier
    if mine.revision != telling.evidence.revision or not mine.span.overlaps(telling.evidence.span):
        mine, theirs = theirs, mine
    later = mine is resemblance.later
    differences = sorted(
        (d.later, d.earlier) if later else (d.earlier, d.later) for d in resemblance.differences
    )
    shown = telling.evidence.span

    parts: list[tuple[DifferenceKind, str]] = []
    at = shown.start
    if at < mine.span.start:
        parts.append(("same", telling.evidence.text[: mine.span.start - at]))
    at = mine.span.start
    for kind, words in _walk(mine, theirs, differences, resemblance.damage is not None):
        if kind in ("there", "damage there"):
            if shown.start <= at <= shown.end:
                parts.append((kind, words))
            continue
        inside = words[max(shown.start - at, 0) : max(shown.end - at, 0)]
        if inside:
            parts.append((kind, inside))
        at += len(words)
    if at < shown.end:
        parts.append(("same", telling.evidence.text[max(at, shown.start) - shown.start :]))
    return _joined(parts)


def edited(shown: EditShown) -> list[tuple[DifferenceKind, str]]:
    """The words of an edit as they are now, with those that came (`here`) and went (`there`) in their places.

    What is new as a whole has no mark: there is nothing to tell it from.
    """
    change = shown.edit.change
    if change.later is None or change.earlier is None:
        return [("same", _line(shown.now))] if change.earlier is None else [("there", _line(shown.was))]
    parts: list[tuple[DifferenceKind, str]] = []
    at = 0
    for d in sorted(change.differences, key=lambda d: (d.later, d.earlier)):
        start, end = d.later.start - change.later.start, d.later.end - change.later.start
        gone = shown.was[d.earlier.start - change.earlier.start : d.earlier.end - change.earlier.start]
        parts += [("same", shown.now[at:start]), ("there", gone), ("here", shown.now[start:end])]
        at = max(at, end)
    parts.append(("same", shown.now[at:]))
    return _joined((kind, _line(words)) for kind, words in parts if words)


def _line(words: str) -> str:
    return words.replace("\n", " ")


def _walk(
    mine: Evidence, theirs: Evidence, differences: Sequence[tuple[Span, Span]], damage: bool
) -> Iterator[tuple[DifferenceKind, str]]:
    """Both passages side by side: all words of `mine` in order, and between them those only `theirs` has."""
    mine_at = theirs_at = 0
    end = Span(mine.span.end, mine.span.end), Span(theirs.span.end, theirs.span.end)
    for here, there in (*differences, end):
        here_start, there_start = here.start - mine.span.start, there.start - theirs.span.start
        yield from _agreement(mine.text[mine_at:here_start], theirs.text[theirs_at:there_start], damage)
        mine_at, theirs_at = here.end - mine.span.start, there.end - theirs.span.start
        if there.start < there.end:
            yield "there", theirs.text[there_start:theirs_at]
        if here.start < here.end:
            yield "here", mine.text[here_start:mine_at]


def _agreement(mine: str, theirs: str, damage: bool) -> Iterator[tuple[DifferenceKind, str]]:
    """Two stretches that agree but for marks (brackets, commas, spaces) and what capturing did to them."""
    a, b = fold_width(mine), fold_width(theirs)
    i = j = same_from = 0
    while i < len(a) or j < len(b):
        if i < len(a) and j < len(b) and a[i] == b[j]:
            i, j = i + 1, j + 1
            continue
        skip_a, skip_b = _step(a, b, i, j)
        here, there = mine[i : i + skip_a], theirs[j : j + skip_b]
        if _tells(there, damage):
            if same_from < i:
                yield "same", mine[same_from:i]
            same_from = i
            yield ("damage there" if damage else "there"), there
        if _tells(here, damage):
            if same_from < i:
                yield "same", mine[same_from:i]
            yield ("damage here" if damage else "here"), here
            same_from = i + skip_a
        i, j = i + skip_a, j + skip_b
    if same_from < len(mine):
        yield "same", mine[same_from:]


def _step(a: str, b: str, i: int, j: int) -> tuple[int, int]:
    """How many characters to pass over on either side where `a[i:]` and `b[j:]` part: as few as meet again."""
    if i == len(a) or j == len(b):
        return len(a) - i, len(b) - j
    if not a[i].isalnum():
        return 1, 0
    if not b[j].isalnum():
        return 0, 1
    for n in range(1, _LOOKAHEAD):
        if a[i + n : i + n + 2] == b[j : j + 2] != "":
            return n, 0
        if b[j + n : j + n + 2] == a[i : i + 2] != "":
            return 0, n
    return 1, 1


def _tells(words: str, damage: bool) -> bool:
    """Whether one-sided `words` are worth a mark: letters always, brackets where one is known to be lost."""
    return any(c.isalnum() for c in words) or (
        damage and any(c in "「」『』（）()【】〈〉《》" for c in words)
    )


def _joined(parts: Iterable[tuple[DifferenceKind, str]]) -> list[tuple[DifferenceKind, str]]:
    joined: list[tuple[DifferenceKind, str]] = []
    for kind, words in parts:
        if joined and joined[-1][0] == kind:
            joined[-1] = (kind, joined[-1][1] + words)
        else:
            joined.append((kind, words))
    return joined
