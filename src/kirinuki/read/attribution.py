"""The attributions of one segment: who said each thing, when, and who relayed it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from kirinuki.model.reading import Hedge, Interval, Speaker, Statement, Time
from kirinuki.model.text import Span
from kirinuki.read.clauses import behind_addressee, content_start, find_clauses, open_quote, phrase_start
from kirinuki.read.cues import Joint
from kirinuki.read.hearsay import find_hearsay, may_carry
from kirinuki.read.pointers import follow_pointers
from kirinuki.read.quotes import find_quotes
from kirinuki.read.segment import Draft, Segment, Source, is_day, whole_days
from kirinuki.read.sources import find_sources, source_of_finding, sourced_statements
from kirinuki.read.speakers import Phrase
from kirinuki.read.subjects import speaker_of_clause, speaker_of_quote


def attribute(segment: Segment) -> tuple[list[Statement], Hedge | None]:
    """Statements of the segment and, where it is hearsay with no source, its hedge. Updates the discourse."""
    segment.sources = find_sources(segment)
    drafts = sorted([*find_quotes(segment), *find_clauses(segment)], key=_by_cue)
    tails, hedge = find_hearsay(segment, drafts)
    drafts = sorted([*(d for d in drafts if not _is_unsourced_finding(segment, d)), *tails], key=_by_cue)
    settled: list[Draft] = []
    for draft in drafts:
        _settle(segment, draft, settled)
        if _stands(segment, draft):
            settled.append(draft)
    _drop_relays(segment, settled)
    settled += sourced_statements(segment, settled)
    pointed = follow_pointers(segment)
    _carry(segment, settled)
    return pointed + [
        Statement("direct" if d.direct else "indirect", d.content, d.speaker, d.cue_span, d.via, d.said)
        for d in settled
        if d.content.start < d.content.end
    ], hedge


def _is_unsourced_finding(segment: Segment, draft: Draft) -> bool:
    """…ことがわかった with nobody named who found it: the outlet's own report."""
    return (
        draft.cue is not None
        and "found" in draft.cue.frames
        and source_of_finding(segment, draft.cue) is None
    )


def _stands(segment: Segment, draft: Draft) -> bool:
    """Whether the draft is a statement now that its speaker is known or known to be missing."""
    named = draft.speaker is not None and not draft.speaker.implicit
    if segment.discourse is None and not named:
        return False  # nothing is carried into a quote
    cue = draft.cue
    if cue is None or draft.joint in (Joint.QUOTE, Joint.FACT):
        return True
    if cue.modifies and cue.word == "考える":
        return False  # …と考える人
    if draft.joint is Joint.DEMAND and cue.modifies and not named:
        return False  # …の撤廃を求める声
    if draft.joint is Joint.BROKEN_QUOTE or (draft.direct and not segment.is_quote(draft.past - 1)):
        last = segment.units[draft.past - 2 if draft.joint is Joint.BROKEN_QUOTE else draft.past - 1]
        return segment.passage.is_predicate(last)
    return draft.speaker is not None or cue.word not in ("みる", "見る")


def _settle(segment: Segment, draft: Draft, before: Sequence[Draft]) -> None:
    """Find speaker, start of the content, day and relay; `before` are the settled drafts to the left."""
    anchor = draft.first if draft.direct and draft.joint is not Joint.BROKEN_QUOTE else draft.past
    clause = _clause_start(segment, anchor, before)
    explicit: Phrase | None = None
    for earlier in before:
        if earlier.cue is draft.cue and earlier.past < draft.past:
            clause = max(clause, earlier.past + 1)
    begin = clause
    quoted = draft.direct and draft.joint is not Joint.BROKEN_QUOTE
    if quoted:
        explicit, begin = speaker_of_quote(segment, draft, clause)
    elif not draft.hearsay:
        explicit, begin = speaker_of_clause(segment, draft, clause)
    elif (
        segment.source_before(anchor) is None
        and draft.past < segment.size - 4
        and not may_carry(segment)
        and (topic := segment.topic()) is not None
    ):
        explicit, begin = topic.phrase, topic.at + 1
    source = segment.source_before(anchor)
    start = content_start(segment, begin, anchor, draft.hearsay)
    if not quoted:
        draft.first = start
        if draft.joint in (Joint.MANNER, Joint.DEMAND):
            start = behind_addressee(segment, start, draft.past)
        if draft.joint is Joint.NOUN and segment.tag(draft.past - 1).startswith(("名詞", "接尾辞")):
            start = phrase_start(segment, draft.past - 1, start)
        opened = open_quote(segment, start, draft.past)
        end = draft.content.end
        if segment.word(draft.past - 1) == "、":
            end -= 1
        draft.content = Span(opened if opened is not None else segment.start(start), end)
        draft.direct = draft.direct or opened is not None
    if explicit is not None:
        draft.speaker = Speaker(explicit.span.start, explicit.span.end)
    else:
        _supply_speaker(segment, draft, source, before)
    relay = source.speaker if source is not None and not draft.hearsay else None
    if relay is not None and (draft.speaker is None or draft.speaker.start != relay.start):
        draft.via = relay
    draft.said = _said(segment, draft, begin, anchor, before, explicit is not None)


def _clause_start(segment: Segment, anchor: int, before: Sequence[Draft]) -> int:
    start = 0
    for draft in before:
        cue = draft.cue
        if cue is not None and cue.ends_clause and cue.past <= anchor:
            start = max(start, cue.past)
    for source in segment.sources:
        if source.past <= anchor:
            start = max(start, source.past)
    return start


def _supply_speaker(segment: Segment, draft: Draft, source: Source | None, before: Sequence[Draft]) -> None:
    """A speaker whom the clause leaves out: of the clause before, the source, or carried."""
    carried = segment.discourse.speaker if segment.discourse is not None else None
    found = draft.cue is not None and "found" in draft.cue.frames
    if draft.cue is not None and (found or draft.cue.passive):
        source = source_of_finding(segment, draft.cue) if not draft.hearsay else source
    if source is not None and (draft.hearsay or found or (draft.cue is not None and draft.cue.passive)):
        if source.speaker is not None:
            draft.speaker = Speaker(source.speaker.start, source.speaker.end)
        elif carried is not None:
            draft.speaker = Speaker(carried.start, carried.end, implicit=True)
        for outer in segment.sources:
            if outer.past <= source.at and outer.speaker is not None:
                draft.via = outer.speaker
        return
    if found or (draft.cue is not None and draft.cue.passive and not draft.hearsay):
        return
    if draft.hearsay:
        if segment.discourse is not None and segment.discourse.source is not None:
            carried = segment.discourse.source
        if carried is not None:
            draft.speaker = Speaker(carried.start, carried.end, implicit=True)
        return
    anchor = draft.first
    for earlier in reversed(before):
        if (
            earlier.speaker is not None
            and not earlier.hearsay
            and (source is None or earlier.past > source.past)
        ):
            draft.speaker = earlier.speaker
            return
    for subject in segment.subjects():
        if (
            subject.at < anchor
            and subject.particle in ("は", "が")
            and subject.phrase.kind in ("person", "group")
            and (source is None or subject.at > source.past)
        ):
            draft.speaker = Speaker(subject.phrase.span.start, subject.phrase.span.end)
            return
    if draft.cue is not None and "alone" in draft.cue.frames:
        return  # a noun may report what nobody in particular says
    if carried is not None:
        draft.speaker = Speaker(carried.start, carried.end, implicit=True)
    elif source is not None and source.speaker is not None:
        draft.speaker = Speaker(source.speaker.start, source.speaker.end)


def _said(
    segment: Segment, draft: Draft, begin: int, anchor: int, before: Sequence[Draft], explicit: bool
) -> Interval | None:
    start = draft.content.start - (1 if draft.direct else 0)
    low = segment.start(begin) if begin < segment.size else start
    times = segment.times_between(low, start)
    if not times and draft.cue is not None and draft.past < draft.cue.at:
        times = segment.times_between(segment.start(draft.past), segment.start(draft.cue.at))
    if not times and begin > 0:
        times = _leading_time(segment, low)
    for time in times:
        if _is_when(segment, time):
            return whole_days(time)
    for earlier in reversed(before):
        if (
            draft.speaker is not None
            and earlier.speaker is not None
            and earlier.speaker.start == draft.speaker.start
        ):
            return earlier.said
    discourse = segment.discourse
    if discourse is None:
        return None
    if draft.speaker is None:
        return None
    if draft.speaker.implicit and discourse.said is not None:
        return discourse.said
    return discourse.days.get(segment.passage.identity(draft.speaker))


def _is_when(segment: Segment, time: Time) -> bool:
    """Whether the time tells when something was said, alone or as that of a meeting: 10日の会見で."""
    plain = segment.passage.plain
    if not plain.startswith(_NOT_WHEN, time.end):
        return True
    if not plain.startswith("の", time.end):
        return False
    p = bisect_left(segment.units, time.end + 1, key=lambda i: segment.passage.starts[i])
    while p < segment.size and (segment.passage.is_noun(segment.units[p]) or segment.word(p) == "の"):
        p += 1
    return segment.word(p) == "で" and segment.is_occasion(p - 1)


def _leading_time(segment: Segment, low: int) -> list[Time]:
    first = segment.start(0)
    return [t for t in segment.times_between(first, low) if t.start - first <= 6 and t.end < low][:1]


def _drop_relays(segment: Segment, drafts: list[Draft]) -> None:
    """An outlet that reports nothing but what another said is that statement's relay, not a speaker."""
    for outer in list(drafts):
        if outer.direct or outer.cue is None or outer.cue.word not in _RELAYING or outer.speaker is None:
            continue
        for inner in drafts:
            if (
                inner is not outer
                and inner.cue is not None
                and inner.cue.past == outer.past
                and inner.speaker is not None
                and inner.speaker.start != outer.speaker.start
            ):
                inner.via = Span(outer.speaker.start, outer.speaker.end)
                if outer in drafts:
                    drafts.remove(outer)


def _cleft(segment: Segment) -> Phrase | None:
    """逮捕されたのは…の2人。: whom the sentence ends with."""
    if any(segment.word(p) == "は" and segment.word(p - 1) == "の" for p in segment.places("particle")):
        return segment.phrase(segment.size - 1, 0)
    return None


def _carry(segment: Segment, drafts: Sequence[Draft]) -> None:
    """Leave in the discourse what the next sentence may take up."""
    discourse = segment.discourse
    if discourse is None:
        return
    if not segment.size:
        return
    voiced = [d for d in drafts if d.speaker is not None and d.cue is not None]
    speaking = [d for d in voiced if not d.hearsay]
    relayed = [d for d in voiced if d.hearsay]
    topic = segment.topic()
    day = next(
        (t for t in segment.times_between(segment.start(0), segment.end(segment.size - 1)) if is_day(t)), None
    )
    for draft in voiced:
        if draft.speaker is not None and draft.said is not None:
            discourse.days[segment.passage.identity(draft.speaker)] = draft.said
    if day is not None and not voiced and any(segment.is_occasion(p) for p in range(segment.size)):
        for entity in segment.passage.entities_between(segment.start(0), segment.end(segment.size - 1)):
            discourse.days[segment.passage.identity(entity)] = whole_days(day)
    if speaking and speaking[-1].speaker is not None:
        last = speaking[-1]
        discourse.speaks(Span(speaking[-1].speaker.start, speaking[-1].speaker.end), last.said)
        discourse.sourced = not last.direct
    elif topic is not None:
        discourse.speaks(topic.phrase.span, whole_days(day) if day is not None else None)
        discourse.sourced = False
    elif (cleft := _cleft(segment)) is not None:
        discourse.speaks(cleft.span, None)
        discourse.sourced = False
    if relayed and relayed[-1].speaker is not None:
        discourse.source = Span(relayed[-1].speaker.start, relayed[-1].speaker.end)
        discourse.source_age = 0
        if discourse.speaker is None:
            discourse.speaks(discourse.source, relayed[-1].said)
        else:
            discourse.age = 0
    elif speaking or topic is not None:
        discourse.source = None
    discourse.next_sentence()


_RELAYING = frozenset({"報じる", "報ずる", "伝える", "報道", "紹介", "する"})


_NOT_WHEN = ("の", "から", "まで", "以降", "以来", "現在", "時点", "付", "にも", "には", "は", "も", "、29")


def _by_cue(draft: Draft) -> tuple[int, bool, int]:
    return draft.cue.at if draft.cue else draft.past, not draft.direct, draft.first
