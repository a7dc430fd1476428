"""Endings that give a sentence as hearsay or inference: …ということです, …とみられる."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kirinuki.model.reading import Hedge
from kirinuki.model.text import Span
from kirinuki.read.cues import Cue, Joint, rows
from kirinuki.read.segment import Draft, Segment


def find_hearsay(segment: Segment, drafts: Sequence[Draft]) -> tuple[list[Draft], Hedge | None]:
    """Endings such as ということです: reported by a source named or carried, or by nobody known."""
    passage = segment.passage
    found: list[Draft] = []
    hedge: Hedge | None = None
    for at, past, marker, carried in _tails(segment):
        content_end = at
        if content_end <= 0:
            continue
        inner = any(
            d.cue is not None and d.cue.past >= content_end - 1 and d.cue.past <= content_end for d in drafts
        )
        source = segment.source_before(at)
        if source is not None:
            known = True
        else:
            known = carried and (
                may_carry(segment, marker) or (past < segment.size and segment.topic() is not None)
            )
        if not known:
            if past >= segment.size and segment.discourse is not None:
                span = Span(segment.start(0), segment.end(segment.size - 1))
                hedge = Hedge(span.start, span.end, passage.plain[segment.start(at) : segment.end(past - 1)])
            continue
        if inner or segment.word(at) != "と" or (past < segment.size and not carried):
            continue
        cue = Cue(at, past, marker, frozenset(), True, True, False)
        span = Span(segment.start(at), segment.end(past - 1))
        found.append(
            Draft(
                False,
                Span(0, segment.end(content_end - 1)),
                0,
                content_end,
                cue,
                span,
                Joint.THAT,
                hearsay=True,
            )
        )
    return found, hedge


def may_carry(segment: Segment, marker: str = "ということ") -> bool:
    """Whether a source of an earlier sentence still stands: longer for ということです than for a bare という."""
    discourse = segment.discourse
    if discourse is None:
        return False
    reach = 4 if "こと" in marker else 1
    return (discourse.source is not None and discourse.source_age <= reach) or (
        discourse.sourced and discourse.age <= reach
    )


def _tails(segment: Segment) -> list[tuple[int, int, str, bool]]:
    """Hearsay endings: position, position behind, marker, and whether a carried source may stand for it."""
    found = []
    for p in segment.places("tail"):
        past = p
        forms: list[str] = []
        while past < segment.size and len(forms) < 6:
            lemma = segment.lemma(past)
            if lemma not in ("ます", "た"):
                forms.append(lemma)
            past += 1
            if " ".join(forms) in _tail_forms() and _tail_ends(segment, past):
                marker, source = _tail_forms()[" ".join(forms)]
                while past < segment.size and segment.lemma(past) in ("ます", "た", "です", "だ"):
                    past += 1
                found.append((p, past, marker, source == "carried"))
                break
    return [t for k, t in enumerate(found) if k == 0 or t[0] >= found[k - 1][1]]


def _tail_ends(segment: Segment, past: int) -> bool:
    while past < segment.size and segment.lemma(past) in ("ます", "た", "です", "だ"):
        past += 1
    return (
        past >= segment.size
        or segment.word(past) == "、"
        or (segment.word(past) in ("が", "けれど", "し") and segment.tag(past) == "助詞-接続助詞")
    )


@cache
def _tail_forms() -> dict[str, tuple[str, str]]:
    return {forms: (marker, source) for forms, marker, source in rows("hedges.tsv")}
