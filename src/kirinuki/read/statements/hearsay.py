"""Endings that give a sentence as hearsay or inference: …ということです, …とみられる."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal, cast

from kirinuki.model.reading import Hedge, Stance
from kirinuki.model.text import Record, Span
from kirinuki.read.lexicons import rows
from kirinuki.read.statements.cues import Cue, Joint
from kirinuki.read.statements.segment import Draft, Segment
from kirinuki.read.statements.speakers import is_outlet

_Kind = Literal["hearsay", "inference"]


class _Tail(Record, frozen=True):
    """A hearsay ending: its first position and the one behind it; whether a source may be carried to it."""

    at: int
    past: int
    marker: str
    carried: bool
    kind: _Kind


def find_hearsay(segment: Segment, drafts: Sequence[Draft]) -> tuple[list[Draft], Hedge | None]:
    """Endings such as ということです: reported by a source named or carried, or hedged because nobody is known."""
    found: list[Draft] = []
    hedge: Hedge | None = None
    for tail in _tails(segment):
        span = Span(segment.start(tail.at), segment.end(tail.past - 1))
        final = tail.past >= segment.size
        told = [d for d in drafts if d.cue is not None and d.cue.past in (tail.at - 1, tail.at, tail.past)]
        if any(
            d.direct and d.cue is not None and (d.cue.stance is not None or d.cue.word == "いう")
            for d in told
        ):
            continue  # 部長は「…」と話したという, 女性は「…」という: the quote has its speaker
        if not _has_source(segment, tail, final):
            if final and segment.discourse is not None:
                marker = span.of(segment.passage.plain)
                why = _unsourced(tail.marker, tail.kind)
                hedge = Hedge(segment.start(0), segment.end(segment.size - 1), marker, tail.kind, why)
            continue
        if told or segment.word(tail.at) != "と" or not (final or tail.carried):
            continue
        content = Span(0, segment.end(tail.at - 1))
        stance: Stance = "said" if tail.kind == "hearsay" else "guessed"
        cue = Cue(tail.at, tail.past, tail.marker, frozenset(), True, True, False)
        found.append(Draft(False, content, 0, tail.at, cue, span, Joint.THAT, _TOLD, stance, hearsay=True))
    return found, hedge


_TOLD = "節を閉じる伝聞「_」"


@cache
def _unsourced(marker: str, kind: _Kind) -> str:
    if kind == "hearsay":
        return f"文を閉じる伝聞「{marker}」に、伝えた人の名がない"
    return f"文を閉じる推量「{marker}」に、そう見る人の名がない"


def _has_source(segment: Segment, tail: _Tail, final: bool) -> bool:
    if segment.source_before(tail.at) is not None or segment.source_before(tail.at, quoted=True) is not None:
        return True
    if not tail.carried:
        return False
    return may_carry(segment, tail.marker) or (not final and segment.topic() is not None)


def may_carry(segment: Segment, marker: str = "ということ") -> bool:
    """Whether a source of an earlier sentence still stands: longer for ということです than for a bare という."""
    discourse = segment.discourse
    if discourse is None:
        return False
    told = "こと" in marker
    reach = 4 if told else 1
    source = discourse.source if discourse.source_age <= reach else None
    about = source is None and discourse.sourced and discourse.age <= reach
    if about:
        source = discourse.speaker
    if source is None or told:
        return source is not None
    # A bare という is of the outlet of the sentence before, but where another acts, of somebody whom nobody names.
    plain = segment.passage.plain
    outlet = is_outlet(source.of(plain))
    topic = segment.topic() if about or outlet else None
    return topic is None or topic.phrase.span.of(plain) == source.of(plain)


def _tails(segment: Segment) -> list[_Tail]:
    """The hearsay endings of the segment, left to right and apart."""
    found: list[_Tail] = []
    for at in segment.places("tail"):
        if at == 0 or (found and at < found[-1].past):
            continue
        past = at
        forms: list[str] = []
        while past < segment.size and len(forms) < _LONGEST:
            if segment.lemma(past) not in _POLITE:
                forms.append(segment.lemma(past))
            past += 1
            row = _tail_forms().get(" ".join(forms))
            if row is not None and row[0].startswith(_LOOKS) and not _looks(segment, at, past):
                break
            if row is not None and row[0].startswith("とされ") and segment.word(at - 1) == "こと":
                break  # 市が払うこととされている: a rule
            if row is not None and segment.word(past - 1) == "いっ" and segment.word(past + 1) == "、":
                break  # 下車するなどといった、
            if row is not None and _tail_ends(segment, past):
                past = _behind_endings(segment, past)
                marker, source, kind = row
                stem = segment.form(at - 1).startswith(("連用形", "語幹"))
                if marker.startswith("そう") and (stem or segment.word(at - 1) == "さ"):
                    kind = "inference"  # 降りそうだ, なさそうだ, but 降るそうだ
                found.append(_Tail(at, past, marker, source == "carried", kind))
                break
    return found


def _looks(segment: Segment, at: int, past: int) -> bool:
    """Whether そうだ or ようだ stands behind a predicate and ends the clause: 降るようだ, but not 「そうです」, 降るように."""
    if segment.word(at) == "よう" and segment.form(at - 1).startswith("連用形"):
        return False  # 熱の入れようだった
    held = segment.passage.is_predicate(segment.units[at - 1]) or segment.tag(at - 1).startswith("接尾辞")
    return (held or segment.word(at - 1) == "の") and segment.word(past - 1) != "に"


_LOOKS = ("そう", "よう")
_LONGEST = 6
_POLITE = frozenset({"ます", "た"})
_ENDINGS = frozenset({"ます", "た", "です", "だ"})


def _behind_endings(segment: Segment, past: int) -> int:
    while segment.lemma(past) in _ENDINGS or (
        segment.lemma(past) == "ある" and segment.word(past - 1) == "で"
    ):
        past += 1
    return past


def _tail_ends(segment: Segment, past: int) -> bool:
    """Whether a clause ends at `past`, or behind the inflection that follows."""
    past = _behind_endings(segment, past)
    return (
        past >= segment.size
        or segment.word(past) == "、"
        or (segment.word(past) in ("が", "けれど", "し") and segment.tag(past) == "助詞-接続助詞")
    )


@cache
def _tail_forms() -> dict[str, tuple[str, str, _Kind]]:
    return {forms: (marker, source, cast(_Kind, kind)) for forms, marker, source, kind in rows("hedges")}
