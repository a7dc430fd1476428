"""Sources: Xによると, 関係者への取材で, …によって明らかにされた; and what they say when nobody else does."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kirinuki.model.reading import Speaker
from kirinuki.model.text import Span
from kirinuki.read.cues import Cue, Joint, cue_words, find_link, rows
from kirinuki.read.segment import Draft, Segment, Source
from kirinuki.read.speakers import Phrase


def find_sources(segment: Segment) -> list[Source]:
    """Xによると, Xによりますと, Xによれば, and Xへの取材で before what was found."""
    found: list[Source] = []
    for p in segment.places("source"):
        if segment.lemma(p) == "よる":
            last, past = p - 2, _behind_if(segment, p)
        else:
            last, past = p, _behind_interview(segment, p)
        if past is not None:
            source = _source(segment, last, past, found[-1].past if found else 0)
            if source is not None:
                found.append(source)
    return found


def _behind_if(segment: Segment, by: int) -> int | None:
    """Position behind に(よる)と, により(ます)と, によれ(ば); None where よる does not go on so."""
    past = by + 1
    while segment.lemma(past) == "ます":
        past += 1
    return past + 1 if segment.word(by - 1) == "に" and segment.word(past) in ("と", "ば") else None


def _behind_interview(segment: Segment, interview: int) -> int | None:
    """Position behind への取材で, unless the verb of finding follows at once (`source_of_finding`)."""
    around = [segment.word(at) for at in (interview - 2, interview - 1, interview + 1)]
    return interview + 2 if around == ["へ", "の", "で"] and interview + 2 not in segment.cue_at else None


def _source(segment: Segment, last: int, past: int, lowest: int) -> Source | None:
    if last < lowest:
        return None
    cue_from = last + 1
    if segment.word(last) in ("など", "ら") and last > lowest:
        last -= 1
    if segment.word(last) == "ところ":
        for p in range(last - 1, lowest, -1):
            if segment.word(p) == "が":
                phrase = segment.phrase(p - 1, lowest)
                if phrase is not None:
                    return Source(
                        phrase.first,
                        past,
                        phrase.span,
                        False,
                        True,
                        Span(segment.start(p + 1), segment.end(past - 1)),
                    )
        return None
    first = last
    while first > lowest and (
        segment.passage.is_noun(segment.units[first - 1]) or segment.word(first - 1) in _SOURCE_JOINTS
    ):
        first -= 1
    while first < last and (segment.word(first) in _SOURCE_JOINTS or segment.tag(first).startswith("接続詞")):
        first += 1
    head = segment.word(last)
    owner = last
    if (head in documents() and last - 1 > first and segment.word(last - 1) in ("の", "へ")) or (
        head == "取材" and segment.word(last - 1) == "の"
    ):
        owner = last - 2
        if segment.word(owner) == "へ":
            owner -= 1
        cue_from = last
    elif (
        (head in documents() and first == last)
        or not segment.passage.is_noun(segment.units[last])
        or head in ("これ", "それ", "こと")
    ):
        return Source(first, past, None, True, False, Span(segment.start(last), segment.end(past - 1)))
    phrase = segment.phrase(owner, first)
    while (
        phrase is not None
        and segment.word(phrase.first - 1) in ("、", "と", "・", "や")
        and phrase.first - 2 >= first
    ):
        other = segment.phrase(phrase.first - 2, first)
        if other is None or other.kind not in ("outlet", "group"):
            break
        phrase = Phrase(other.first, Span(other.span.start, phrase.span.end), phrase.kind, True)
    span = (
        phrase.span
        if phrase is not None
        else segment.passage.span(segment.units[first], segment.units[owner])
    )
    if segment.passage.is_quote(segment.units[owner]) and owner == first:
        span = segment.inside(owner)
    words = span.of(segment.passage.plain)
    return Source(
        first,
        past,
        span,
        False,
        words.endswith(_outlet_ends()),
        Span(segment.start(cue_from), segment.end(past - 1)),
    )


def source_of_finding(segment: Segment, cue: Cue) -> Source | None:
    """The source of a finding: named beside the cue, or at the head of the clause."""
    return _finder(segment, cue) or segment.source_before(cue.at)


def _finder(segment: Segment, cue: Cue) -> Source | None:
    """…ことが関係者への取材で分かった, …ことが資料によって明らかにされた: by whom or from what."""
    link = find_link(segment.passage, segment.units, cue, 0)
    if link is None or link.joint is not Joint.FACT or link.noun is None:
        return None
    p = cue.at - 1
    while p > link.noun + 2 and segment.tag(p) != "助詞-格助詞" and not segment.tag(p).startswith("動詞"):
        p -= 1
    if segment.lemma(p) == "よる":
        p -= 1
    if not (segment.word(p) == "で" or (segment.word(p) == "に" and segment.lemma(p + 1) == "よる")):
        return None
    lowest = p
    while lowest > link.noun + 2 and segment.word(lowest - 1) != "、":
        lowest -= 1
    return _source(segment, p - 1, p + 1, lowest)


def sourced_statements(segment: Segment, drafts: Sequence[Draft]) -> list[Draft]:
    """Xによると、P。: P as a statement by X, unless the whole of P reports what somebody else said."""
    found: list[Draft] = []
    for k, source in enumerate(segment.sources):
        past = segment.sources[k + 1].at if k + 1 < len(segment.sources) else segment.size
        last = past
        while last > source.past and (
            segment.tag(last - 1) in ("助動詞",) or segment.lemma(last - 1) in ("いる", "て", "、", "が")
        ):
            last -= 1
        passive = any(segment.lemma(at) in ("れる", "られる") for at in range(last, past))
        if (
            segment.lemma(last - 1) in cue_words()
            and not passive
            and any(d.first >= source.past for d in drafts)
        ):
            continue
        if any(
            d.cue is not None
            and d.first >= source.past - 1
            and d.cue.at >= source.past
            and d.cue.past >= last
            and d.cue.past <= past
            for d in drafts
        ):
            continue
        if any(d.hearsay and d.first >= source.past and d.past < past for d in drafts):
            continue
        if any(d.cue is not None and "found" in d.cue.frames and d.first >= source.past for d in drafts):
            continue
        first = source.past
        while first < past and segment.word(first) in ("、", ",", "は"):
            first += 1
        while past > first and segment.word(past - 1) in ("、", "が"):
            past -= 1
        if first >= past:
            continue
        speaker: Speaker | None = None
        if source.speaker is not None:
            speaker = Speaker(source.speaker.start, source.speaker.end)
        elif segment.discourse is not None and segment.discourse.speaker is not None:
            carried = segment.discourse.speaker
            speaker = Speaker(carried.start, carried.end, implicit=True)
        cue = Cue(source.past - 1, source.past, "よる", frozenset(), False, True, False)
        content = Span(segment.start(first), segment.end(past - 1))
        found.append(Draft(False, content, first, past, cue, source.cue, Joint.THAT, True, speaker))
    return found


@cache
def documents() -> frozenset[str]:
    return frozenset(word for word, kind in rows("speakers.tsv") if kind == "document")


@cache
def _outlet_ends() -> tuple[str, ...]:
    return tuple(word for word, kind in rows("speakers.tsv") if kind == "outlet")


_SOURCE_JOINTS = frozenset({"の", "・", "と", "や", "、", "=", "への", "へ", "など"})
