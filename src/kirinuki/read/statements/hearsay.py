"""Endings that give a sentence as hearsay or inference: …ということです, …とみられる."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kirinuki.model.reading import Hedge, Stance
from kirinuki.model.text import Record, Span
from kirinuki.read.statements.clauses import ESTIMATING, that_before
from kirinuki.read.statements.cues import Cue, Joint
from kirinuki.read.statements.endings import EndingKind, endings
from kirinuki.read.statements.segment import Draft, Segment


class _Tail(Record, frozen=True):
    """A hearsay ending: its first position and the one behind it; whether a source may be carried to it."""

    at: int
    past: int
    marker: str
    carried: bool
    kind: EndingKind


def find_hearsay(segment: Segment, drafts: Sequence[Draft]) -> tuple[list[Draft], Hedge | None]:
    """Endings such as ということです: reported by a source named or carried, or hedged because nobody is known."""
    found: list[Draft] = []
    hedge: Hedge | None = None
    for tail in _tails(segment):
        span = Span(segment.start(tail.at), segment.end(tail.past - 1))
        final = tail.past >= segment.size
        told = [d for d in drafts if d.cue is not None and d.cue.past in (tail.at - 1, tail.at, tail.past)]
        if any(d.direct and d.cue is not None and d.cue.at == tail.at for d in drafts):
            continue  # 「…」との声もある
        spoken = any(
            d.direct and d.cue is not None and (d.cue.stance is not None or d.cue.word == "いう")
            for d in told
        )
        if spoken and tail.kind == "hearsay" and segment.topic() is not None:
            continue  # 部長は「…」と話したという, 女性は「…」という: the quote has its speaker
        if not _has_source(segment, tail, final):
            if (final or segment.word(tail.past - 1) == "おり") and segment.discourse is not None:
                marker = span.of(segment.passage.plain)
                why = _unsourced(marker, tail.kind)
                hedge = Hedge(segment.start(0), segment.end(segment.size - 1), marker, tail.kind, why)
            continue
        estimated = segment.lemma(tail.at + 1) in ESTIMATING and segment.source_before(tail.at) is not None
        held = tail.marker.startswith("とされ") and segment.source_before(tail.at) is not None
        if not final and held:
            continue  # 市によると、96メートルとされていたが、…という: one clause of the source's
        if estimated or told or segment.word(tail.at) != "と" or not (final or tail.carried):
            continue
        content = Span(0, segment.end(tail.at - 1))
        stance: Stance = "said" if tail.kind == "hearsay" else "guessed"
        cue = Cue(tail.at, tail.past, tail.marker, frozenset(), True, True, False)
        found.append(Draft(False, content, 0, tail.at, cue, span, Joint.THAT, _TOLD, stance, hearsay=True))
    return found, hedge


_TOLD = "節を閉じる伝聞「_」"


@cache
def _unsourced(marker: str, kind: EndingKind) -> str:
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
    reach = 4 if "こと" in marker else 1
    if discourse.source is not None and discourse.source_age <= reach:
        return True
    if discourse.speaker is None or discourse.age > reach:
        return False
    return discourse.sourced or _is_of_his(segment, discourse.speaker)


def _is_of_his(segment: Segment, speaker: Span) -> bool:
    """Whether the sentence tells of the body of whoever was quoted before it: 同省の課長は「…」と話した。同省は…という。"""
    topic, plain, discourse = segment.topic(), segment.passage.plain, segment.discourse
    same = (
        topic is not None and topic.phrase.kind == "group" and plain.startswith("同", topic.phrase.span.start)
    )
    return same and discourse is not None and discourse.knows(speaker.of(plain))


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
            row = endings().get(" ".join(forms))
            if row is not None and row.marker.startswith(_LOOKS) and not _looks(segment, at, past):
                break
            if row is not None and row.marker.startswith("とされ") and segment.word(at - 1) == "こと":
                break  # 市が払うこととされている: a rule
            if row is not None and row.marker == "とされる" and segment.word(past) == "た":
                break  # 開催は未定とされた: what somebody decided
            if row is not None and row.behind_that and not _is_anybodys(segment, at):
                break
            if row is not None and segment.word(past - 1) == "いっ" and segment.word(past + 1) == "、":
                break  # 下車するなどといった、
            if row is not None and _tail_ends(segment, past):
                past = _behind_endings(segment, past)
                marker, kind = row.marker, row.kind
                stem = segment.form(at - 1).startswith(("連用形", "語幹"))
                if marker.startswith("そう") and (stem or segment.word(at - 1) == "さ"):
                    kind = "inference"  # 降りそうだ, なさそうだ, but 降るそうだ
                found.append(_Tail(at, past, marker, row.carried, kind))
                break
    return found


def _is_anybodys(segment: Segment, noun: int) -> bool:
    """Whether what is held or voiced, by the noun at `noun`, has words (との声もある, not 反対の声もある) and nobody who
    holds it (市民からは…との声もある)."""
    if that_before(segment, noun) is None:
        return False
    return not any(s.particle in ("からは", "から", "では") and s.at < noun for s in segment.subjects())


def _looks(segment: Segment, at: int, past: int) -> bool:
    """Whether そうだ or ようだ stands behind a predicate and ends the clause: 降るようだ, but not 「そうです」, 降るように."""
    if segment.word(at) == "よう" and segment.form(at - 1).startswith("連用形"):
        return False  # 熱の入れようだった
    held = segment.passage.is_predicate(segment.units[at - 1]) or segment.tag(at - 1).startswith("接尾辞")
    return (held or segment.word(at - 1) == "の") and segment.word(past - 1) != "に"


_LOOKS = ("そう", "よう")
_LONGEST = 9
_POLITE = frozenset({"ます", "た"})
_ENDINGS = frozenset({"ます", "た", "です", "だ"})


def _behind_endings(segment: Segment, past: int) -> int:
    while segment.lemma(past) in _ENDINGS or (
        segment.lemma(past) == "ある" and segment.word(past - 1) == "で"
    ):
        past += 1
    goes_on = segment.word(past) == "て" and segment.word(past + 1) == "おり"
    return past + 2 if goes_on else past  # とされており、


def _tail_ends(segment: Segment, past: int) -> bool:
    """Whether a clause ends at `past`, or behind the inflection that follows."""
    past = _behind_endings(segment, past)
    return (
        past >= segment.size
        or segment.word(past) == "、"
        or (segment.word(past) in ("が", "けれど", "し") and segment.tag(past) == "助詞-接続助詞")
    )
