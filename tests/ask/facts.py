"""What a digest must not lose: the facts of every source, looked for on the page apart from how folding decides.

A fact is a figure, a day or hour, a length of time, a name, or a statement (its words and who said them).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from kirinuki.model.digest import Digest, Item
from kirinuki.model.reading import Reading, Statement
from kirinuki.model.text import Evidence, Span, fold_width

_SAID = 0.6
"""The share of a statement's letters that must be in the words shown for it to be the same statement."""


def gone(digest: Digest, readings: Mapping[str, Reading]) -> Iterator[str]:
    """The facts of the sources, by revision, that stand neither in an item nor in a telling folded under one."""
    held: dict[str, list[Span]] = {revision: [] for revision in readings}
    for item in digest.items():
        for evidence in (item.evidence, *(telling.evidence for telling in item.folded)):
            held[evidence.revision].append(evidence.span)
    for revision, reading in readings.items():
        spans: list[Span] = [*reading.quantities, *reading.times, *reading.durations, *reading.entities]
        spans += [statement.content for statement in reading.statements]
        for span in spans:
            # A fact that reaches over a line break stands in two passages.
            if not all(_within(part, held[revision]) for part in _lines(span, reading.text)):
                yield f"{revision}: {span.of(reading.text)}"


def _lines(span: Span, text: str) -> Iterator[Span]:
    at = span.start
    for line in span.of(text).split("\n"):
        words = line.strip()
        if words:
            start = at + line.index(words)
            yield Span(start, start + len(words))
        at += len(line) + 1


def _within(span: Span, held: list[Span]) -> bool:
    return any(h.start <= i < h.end for i in (span.start, span.end - 1) for h in held) and all(
        any(h.start <= i < h.end for h in held) for i in range(span.start, span.end)
    )


def unshown(digest: Digest, readings: Mapping[str, Reading]) -> Iterator[str]:
    """The facts of what is folded that a reader who opens no fold does not learn where it is folded, each in words."""
    for item in digest.items():
        shown = _Facts(readings[item.evidence.revision], item.evidence, beside=_beside(item))
        for telling in item.folded:
            told = _Facts(readings[telling.evidence.revision], telling.evidence)
            for fact in told.missing_in(shown):
                yield f"{telling.evidence.text!r} → {item.text!r}: {fact}"


def _beside(item: Item) -> str:
    """What the page prints in the margin of an item: who said it, and how."""
    words = (w for a in item.statements for w in (a.speaker, a.cue, a.via) if w)
    return "\n".join(words)


class _Facts:
    """The facts of one passage, and the words that the page prints of it."""

    def __init__(self, reading: Reading, evidence: Evidence, beside: str = "") -> None:
        text, span = reading.text, evidence.span
        self.words = fold_width(f"{evidence.text}\n{beside}")
        self.letters = "".join(c for c in self.words if c.isalnum())
        self.figures = {(q.low, q.high, fold_width(q.unit)) for q in reading.quantities if q.overlaps(span)}
        read = [*reading.quantities, *reading.times, *reading.durations, *reading.entities]
        self.loose = {
            figure[0]
            for figure in re.finditer(r"\d+", fold_width(evidence.text))
            if not any(r.start <= span.start + figure.start() < r.end for r in read)
        }
        self.lengths = {d.value for d in reading.durations if d.overlaps(span)}
        self.times = {(t.from_, t.until) for t in reading.times if t.overlaps(span)}
        self.names = {fold_width(e.of(text)) for e in reading.entities if e.overlaps(span)}
        self.said = [
            (self._clip(s, span).of(text), s.speaker.of(text) if s.speaker and not s.speaker.implicit else "")
            for s in reading.statements
            if s.content.overlaps(span)
        ]

    @staticmethod
    def _clip(statement: Statement, span: Span) -> Span:
        content = statement.content
        return Span(max(content.start, span.start), min(content.end, span.end))

    def missing_in(self, shown: _Facts) -> Iterator[str]:
        yield from (f"figure {figure}" for figure in sorted(self.figures - shown.figures, key=str))
        yield from (f"figure {figure}" for figure in sorted(self.loose) if figure not in shown.letters)
        yield from (f"length {length}" for length in sorted(self.lengths - shown.lengths))
        yield from (f"name {name}" for name in sorted(self.names) if not _written(name, shown))
        for from_, until in sorted(self.times - shown.times):
            # 30日 is told by 30日午後3時.
            if not any(a[:10] == from_[:10] and from_ <= a and b <= until for a, b in shown.times):
                yield f"time {from_}–{until}"
        for content, speaker in self.said:
            if _share(fold_width(content), shown.words) < _SAID:
                yield f"statement {content}"
            elif speaker and not _named(fold_width(speaker), shown, self.names):
                yield f"speaker {speaker} of {content}"


def _share(words: str, text: str) -> float:
    blocks = SequenceMatcher(None, words, text, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1) / max(len(words), 1)


def _written(words: str, shown: _Facts) -> bool:
    """Whether the words stand there, brackets and other marks aside (久我(くが), 久我くが)."""
    return words in shown.words or "".join(c for c in words if c.isalnum()) in shown.letters


def _named(speaker: str, shown: _Facts, names: set[str]) -> bool:
    """Whether the speaker stands in the words shown, in full or by a name in it, or is called by part of it."""
    return (
        _written(speaker, shown)
        or any(name in shown.words for name in names if name in speaker)
        or any(fold_width(who) in speaker for _, who in shown.said if who)
    )
