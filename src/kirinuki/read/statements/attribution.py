"""The attributions of one segment: who said each thing, when, and who relayed it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from kirinuki.model.reading import Hedge, Interval, Speaker, Statement, Time
from kirinuki.model.text import Span
from kirinuki.read.statements.clauses import bound_content, find_clauses
from kirinuki.read.statements.cues import Joint
from kirinuki.read.statements.hearsay import find_hearsay, may_carry
from kirinuki.read.statements.pointers import follow_pointers
from kirinuki.read.statements.quotes import find_quotes
from kirinuki.read.statements.segment import Draft, Segment, Source, is_day, whole_days
from kirinuki.read.statements.sources import (
    CARRIED_SOURCE,
    QUOTED_SOURCE,
    SOURCE,
    find_sources,
    source_of_finding,
    sourced_statements,
)
from kirinuki.read.statements.speakers import Phrase, is_outlet, with_description
from kirinuki.read.statements.subjects import (
    BY_PARTICLE,
    only_is,
    reaches,
    speaker_of_clause,
    speaker_of_quote,
)


def attribute(segment: Segment) -> tuple[list[Statement], Hedge | None]:
    """Statements of the segment and, where it is hearsay with no source, its hedge. Updates the discourse."""
    settled, hedge = _reports(segment) if segment.may_report else ([], None)  # two sentences of five may not
    pointed = follow_pointers(segment, bool(settled))
    if not settled and segment.discourse is not None and segment.cues:
        segment.discourse.relay = _bare_relay(segment)
    _carry(segment, settled)
    return pointed + [
        Statement(
            "direct" if d.direct else "indirect",
            d.content,
            _why(d),
            d.speaker,
            d.cue_span,
            d.via,
            d.said,
            d.stance,
        )
        for d in settled
        if d.content.start < d.content.end
    ], hedge


def _why(draft: Draft) -> str:
    """How what was said was found, and who said it; constant but for the word of the cue."""
    return _joined(draft.how, draft.cue.word if draft.cue is not None else "", draft.who)


@lru_cache(maxsize=4096)
def _joined(how: str, word: str, who: str) -> str:
    how = how.replace("_", word)
    return f"{how}、{who}" if who else how


def _reports(segment: Segment) -> tuple[list[Draft], Hedge | None]:
    """What the segment by itself reports, and its hedge."""
    segment.sources = find_sources(segment)
    drafts = sorted([*find_quotes(segment), *find_clauses(segment)], key=_by_cue)
    tails, hedge = find_hearsay(segment, drafts)
    if not (drafts or tails or segment.sources):
        return [], hedge
    drafts = sorted([*(d for d in drafts if not _is_unsourced_finding(segment, d)), *tails], key=_by_cue)
    settled: list[Draft] = []
    for draft in drafts:
        _settle(segment, draft, settled)
        if _stands(segment, draft):
            settled.append(draft)
    _drop_relays(settled)
    _nest(settled)
    settled += sourced_statements(segment, settled)
    return settled, hedge


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
    if cue.passive and draft.speaker is None:
        return False  # …と予想されている is hearsay
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
    quoted = draft.direct and draft.joint is not Joint.BROKEN_QUOTE
    anchor = draft.first if quoted else draft.past
    clause = _clause_start(segment, draft, anchor, before)
    source, told = segment.source_before(anchor), segment.source_before(anchor, quoted=True)
    speaker: Phrase | None = None
    begin = clause
    if quoted:
        speaker, begin = speaker_of_quote(segment, draft, clause)
    elif not draft.hearsay:
        speaker, begin = speaker_of_clause(segment, draft, clause)
        if speaker is not None and _reported_by_another(segment, draft, speaker):
            speaker, begin = None, clause
    elif source is None and draft.past < segment.size - 4 and not may_carry(segment):
        topic = segment.topic()  # Aは…したといい、
        if topic is not None:
            draft.who = BY_PARTICLE["は"]
            speaker, begin = topic.phrase, topic.at + 1
    spoken = begin
    if told is not None and told.at >= clause:
        begin = max(begin, told.past)
    if not quoted:
        bound_content(segment, draft, begin)
    if speaker is not None:
        span = with_description(segment.passage, segment.units, speaker, clause)
        draft.speaker = Speaker(span.start, span.end)
    elif draft.hearsay or (draft.cue is not None and (draft.cue.passive or "found" in draft.cue.frames)):
        _source_speaks(segment, draft, source)
    else:
        draft.speaker = _speaker_left_out(segment, draft, source, before)
    if source is not None and source.speaker is not None and not draft.hearsay:
        relayed = draft.speaker is None or draft.speaker.start != source.speaker.start
        draft.via = source.speaker if relayed else None
    if told is not None and told.at >= clause and told.speaker is not None:
        if speaker is not None and speaker.first >= told.past:
            draft.via = told.speaker  # 警察の話として、男は…と言ったと報じた
        else:
            draft.via = draft.via if speaker is None else speaker.span
            draft.speaker, draft.who = segment.source_speaker(told), QUOTED_SOURCE
    if draft.via is None:
        draft.via = _channel(segment, clause, anchor) or _retold_by(segment, draft)
    if draft.speaker is None:
        draft.who = "話者の記載なし"
    draft.said = _said(segment, draft, spoken, before)


def _reported_by_another(segment: Segment, draft: Draft, speaker: Phrase) -> bool:
    """Whether the topic is part of what an outlet named before reports: 同社は…と報じている."""
    discourse, cue = segment.discourse, draft.cue
    if discourse is None or cue is None or cue.word not in _REPORTING:
        return False
    carried = discourse.source or discourse.speaker
    plain = segment.passage.plain
    return carried is not None and is_outlet(carried.of(plain)) and not is_outlet(speaker.span.of(plain))


_REPORTING = frozenset({"報じる", "報ずる", "報道"})


def _channel(segment: Segment, first: int, past: int) -> Span | None:
    """Through whom somebody speaks: 弁護士を通じて."""
    for at in segment.places("channel"):
        if first < at < past and segment.word(at - 1) == "を" and segment.form(at).startswith("連用形"):
            phrase = segment.phrase(at - 2, first)
            if phrase is not None and phrase.kind in ("person", "group"):
                return phrase.span
    return None


def _retold_by(segment: Segment, draft: Draft) -> Span | None:
    """Who told the outlet, in a sentence before, what somebody said: 男は…と供述しているという."""
    discourse, cue = segment.discourse, draft.cue
    if discourse is None or cue is None or draft.hearsay or draft.speaker is None or draft.speaker.implicit:
        return None
    if segment.word(cue.past) != "と" or segment.lemma(cue.past + 1) not in ("いう", "の"):
        return None
    source = discourse.source
    if source is None and discourse.sourced and discourse.speaker is not None:
        source = discourse.speaker if is_outlet(discourse.speaker.of(segment.passage.plain)) else None
    return source if source is None or source.start != draft.speaker.start else None


def _clause_start(segment: Segment, draft: Draft, anchor: int, before: Sequence[Draft]) -> int:
    """Where the clause of the draft begins: behind the cues and sources that end clauses before it."""
    starts = [source.past for source in segment.sources if source.past <= anchor and not source.quoted]
    for earlier in before:
        cue = earlier.cue
        if cue is not None and cue.ends_clause and cue.past <= anchor:
            starts.append(cue.past)
        elif cue is draft.cue and earlier.past < draft.past:
            starts.append(earlier.past + 1)  # 「…」と、…するよう求めた: two statements by one cue
    return max(starts, default=0)


def _source_speaks(segment: Segment, draft: Draft, source: Source | None) -> None:
    """What is hearsay, found or passively said is said by its source, and by nobody else that is left out."""
    if not draft.hearsay and draft.cue is not None:
        source = source_of_finding(segment, draft.cue)
    if source is not None:
        draft.speaker = segment.source_speaker(source)
        draft.who = SOURCE if source.speaker is not None else CARRIED_SOURCE
        outer = [s.speaker for s in segment.sources if s.past <= source.at and s.speaker is not None]
        draft.via = outer[-1] if outer else None
    elif draft.hearsay and segment.discourse is not None:
        carried = segment.discourse.source or segment.discourse.speaker
        draft.speaker = None if carried is None else Speaker(carried.start, carried.end, implicit=True)
        draft.who = "話者は前の文の出どころ" if segment.discourse.source else _CARRIED


def _speaker_left_out(
    segment: Segment, draft: Draft, source: Source | None, before: Sequence[Draft]
) -> Speaker | None:
    """The speaker of the clause before, the topic of the sentence, one carried from before, or the source."""
    governed = -1 if source is None else source.past
    for earlier in reversed(before):
        if earlier.speaker is not None and not earlier.hearsay and earlier.past > governed:
            draft.who = "話者は前の節と同じ"
            return earlier.speaker
    for subject in segment.subjects():
        if subject.phrase.kind not in ("person", "group") or not governed < subject.at < draft.first:
            continue
        if (subject.particle == "は" and not only_is(segment, subject.at)) or (
            subject.particle == "が" and reaches(segment, subject.at, draft.first)
        ):
            draft.who = BY_PARTICLE[subject.particle]
            return Speaker(subject.phrase.span.start, subject.phrase.span.end)
    cue, plain = draft.cue, segment.passage.plain
    if cue is not None and "alone" in cue.frames:
        return None  # a noun may report what nobody in particular says
    if source is not None and plain.startswith(_TELLING, source.cue.start):
        draft.who = SOURCE
        return segment.source_speaker(source)
    if segment.discourse is not None and plain.startswith(_CHARGES, segment.start(0)):
        accused = segment.passage.accused_before(segment.start(0))
        if accused is not None:
            draft.who = "「逮捕容疑は」の文の話者は容疑者"
            return Speaker(accused.start, accused.end, implicit=True)
    carried = segment.discourse.speaker if segment.discourse is not None else None
    if carried is not None and cue is not None and segment.discourse is not None:
        recent = segment.discourse.source
        if recent is not None and cue.word in _STATING and segment.discourse.source_age <= 1:
            carried = recent
        if cue.word not in _OF_OUTLETS and is_outlet(carried.of(plain)):
            carried = None  # an outlet reports, and leaves itself out where another speaks
            source = None
    if carried is not None:
        draft.who = _CARRIED
        return Speaker(carried.start, carried.end, implicit=True)
    if source is None:
        return None
    draft.who = SOURCE
    return segment.source_speaker(source)


_CARRIED = "話者は前の文から引き継ぎ"
_CHARGES = ("逮捕容疑は", "容疑は", "再逮捕容疑は", "送検容疑は", "起訴内容は", "　逮捕容疑は", "　容疑は")
_STATING = frozenset({"する", "みる", "見る", "説明"})
"""Cues of whoever was the source last: 外務省によると…。…を目指すとしている."""
_OF_OUTLETS = frozenset(
    {"報じる", "報ずる", "報道", "伝える", "する", "みる", "見る", "分析", "紹介", "推測", "予測"}
)
_TELLING = ("話", "証言", "供述", "説明")
"""Sources in whose own words the sentence goes on: 関係者の話によると「…」という."""


def _said(segment: Segment, draft: Draft, begin: int, before: Sequence[Draft]) -> Interval | None:
    """When it was said: by a time of the reporting clause, else as the speaker's last words, else as told before."""
    start = draft.content.start - (1 if draft.direct else 0)
    low = segment.start(begin) if begin < segment.size else start
    times = segment.passage.times_between(low, start)
    if not times and draft.cue is not None and draft.past < draft.cue.at:
        times = segment.passage.times_between(segment.start(draft.past), segment.start(draft.cue.at))
    if not times and begin > 0:
        times = _leading_time(segment, low)
    for time in times:
        # What is to come may be spoken of, but nobody has spoken then: …は、31日に予定される会議で…と説明した.
        if time.from_ <= segment.passage.published and _is_when(segment, time, draft.direct):
            return whole_days(time)
    speaker, discourse = draft.speaker, segment.discourse
    if speaker is None:
        return None
    for earlier in reversed(before):
        if earlier.speaker is not None and earlier.speaker.start == speaker.start:
            return earlier.said
    if discourse is None:
        return None
    if speaker.implicit and discourse.said is not None:
        return discourse.said
    passage = segment.passage
    if discourse.day is not None and _OCCASION.match(passage.plain, speaker.end, start):
        return discourse.day
    return discourse.when(passage.identity(speaker), speaker.of(passage.plain))


_OCCASION = re.compile(
    r"(?:[(（][^)）]{0,20}[)）])?(?:は|が|も)?、?(?:\w{0,4}の)?"
    r"(?:冒頭|席上|その場|\w{0,4}(?:終了|閉会|会談|会合|会議|開票|終了|決定|判決|試合|協議|閉幕|発表)後|\w{0,4}(?:会見|会談|会議|声明)で)"
)
"""An occasion that is told without a day, because the report has told the day before: 町長は会談後、."""


def _is_when(segment: Segment, time: Time, quoted: bool) -> bool:
    """Whether the time tells when something was said, alone or as that of a meeting: 10日の会見で, 10日も「…」."""
    plain = segment.passage.plain
    if not plain.startswith(_NOT_WHEN, time.end):
        return True
    if plain.startswith("も", time.end) or plain.startswith(("付で", "付けで"), time.end):
        return quoted or not plain.startswith("も", time.end)
    of = _OF_OCCASION.match(plain, time.end)
    if of is None:
        return False
    p = bisect_left(segment.units, of.end(), key=lambda i: segment.passage.starts[i])
    while p < segment.size and (segment.is_noun(p) or segment.word(p) == "の"):
        p += 1
    return segment.word(p) == "で" and segment.is_occasion(p - 1)


_OF_OCCASION = re.compile("(?:から|付け?)?の")


def _leading_time(segment: Segment, low: int) -> list[Time]:
    """A time that the sentence opens with, 10日、…, and not with what somebody else did then: 軍は10日、…."""
    first = segment.start(0)
    return [
        t
        for t in segment.passage.times_between(first, low)
        if t.start - first <= _OPENING
        and t.end < low
        and _TOPIC.isdisjoint(segment.passage.plain[first : t.start])
    ][:1]


_TOPIC = frozenset("はがも")
_OPENING = 6
"""Characters a connective may take before the time that a sentence opens with."""

_NOT_WHEN = ("の", "から", "まで", "以降", "以来", "現在", "時点", "付", "にも", "には", "は", "も")


def _drop_relays(drafts: list[Draft]) -> None:
    """An outlet that reports nothing but what another said is that statement's relay, not a speaker."""
    by_end = {d.cue.past: d for d in drafts if d.cue is not None and d.speaker is not None}
    for outer in list(drafts):
        if outer.direct or outer.cue is None or outer.cue.word not in _RELAYING or outer.speaker is None:
            continue
        inner = by_end.get(outer.past)  # …と話したと報じた
        if inner is not None and inner.speaker is not None and inner.speaker.start != outer.speaker.start:
            inner.via = Span(outer.speaker.start, outer.speaker.end)
            drafts.remove(outer)


def _nest(drafts: Sequence[Draft]) -> None:
    """What is reported within a reported clause was relayed by whoever says the clause."""
    for inner in drafts:
        cue = inner.cue
        if cue is None or inner.hearsay:
            continue
        for outer in drafts:  # a sentence has a handful
            if (
                outer is not inner
                and outer.speaker is not None
                and inner.speaker is not None
                and not outer.direct
                and outer.content.start <= inner.content.start
                and cue.past <= outer.past
                and outer.speaker.start != inner.speaker.start
            ):
                inner.via = Span(outer.speaker.start, outer.speaker.end)
                break


def _bare_relay(segment: Segment) -> Span | None:
    """The outlet of a sentence that tells no more than who reported the one before: ロイター通信などが伝えた。"""
    cue = segment.cues[-1]
    if cue.word not in _REPORTING_BARE or cue.passive or cue.past < segment.size or cue.at > _SHORT_SENTENCE:
        return None
    for at in reversed(segment.places("particle")):
        if at < cue.at and segment.word(at) in ("が", "は"):
            last = at - 1 - (segment.word(at - 1) == "など")
            if any(segment.word(p) == "を" for p in range(at, cue.at)):
                return None
            if segment.is_quote(last):
                return segment.inside(last)
            phrase = segment.phrase(last, 0)
            return (
                None
                if phrase is None or not is_outlet(phrase.span.of(segment.passage.plain))
                else phrase.span
            )
    return None


_REPORTING_BARE = frozenset({"報じる", "報ずる", "報道", "伝える"})
_SHORT_SENTENCE = 30
"""Units before the cue of such a sentence, at most."""

_RELAYING = frozenset({"報じる", "報ずる", "伝える", "報道", "紹介", "する"})


def _carry(segment: Segment, drafts: Sequence[Draft]) -> None:
    """Leave in the discourse what the next sentence may take up.

    That is who spoke last, else what the sentence is about; the source of hearsay, until somebody speaks for
    himself; and the day of a meeting for all whom the sentence names.
    """
    discourse = segment.discourse
    if discourse is None or not segment.size:
        return
    speaking: tuple[Draft, Speaker] | None = None
    relayed: tuple[Draft, Speaker] | None = None
    for draft in drafts:
        if draft.speaker is None or not (draft.hearsay or draft.cue is not None):
            continue
        words = draft.speaker.of(segment.passage.plain)
        discourse.spoke(segment.passage.identity(draft.speaker), words, draft.said)
        if draft.hearsay:
            relayed = draft, draft.speaker
        else:
            speaking = draft, draft.speaker
    if speaking is not None:
        draft, speaker = speaking
        discourse.speaks(Span(speaker.start, speaker.end), draft.said)
        discourse.sourced = not draft.direct
        discourse.source = None
    else:
        topic = segment.topic()
        meeting = relayed is None and segment.tells_of_meeting()
        day = _day(segment)
        if day is not None:
            discourse.day, discourse.day_age, discourse.met = day, 0, meeting
        if topic is not None:
            discourse.speaks(topic.phrase.span, day)
            discourse.sourced, discourse.source = False, None
        elif (actor := _actor(segment)) is not None:
            discourse.speaks(actor.span, day)
            discourse.sourced, discourse.source = False, None
        elif (about := _cleft(segment)) is not None:
            discourse.speaks(about.span, None)
            discourse.sourced = False
    if relayed is not None:
        draft, speaker = relayed
        discourse.relays(Span(speaker.start, speaker.end), draft.said)
    discourse.next_sentence()


def _day(segment: Segment) -> Interval | None:
    """The first day that the segment names, if it is not to come."""
    times = segment.passage.times_between(segment.start(0), segment.end(segment.size - 1))
    day = next((time for time in times if is_day(time)), None)
    return None if day is None or day.from_ > segment.passage.published else whole_days(day)


def _actor(segment: Segment) -> Phrase | None:
    """A person who is the subject of the sentence and no topic: 宮里選手が3回戦で敗れた。"""
    passage = segment.passage
    for at in segment.places("particle"):
        if segment.word(at) != "が" or at == 0:
            continue
        entity = passage.entity_ending(segment.end(at - 1))
        person = entity is not None and entity.type == "PERSON"
        if person and reaches(segment, at, segment.size):
            return segment.phrase(at - 1, 0)
    return None


def _cleft(segment: Segment) -> Phrase | None:
    """選ばれたのは…の2人。: whom the sentence ends with."""
    if any(segment.word(p - 1) == "の" for p in segment.places("topic")):
        return segment.phrase(segment.size - 1, 0)
    return None


def _by_cue(draft: Draft) -> tuple[int, bool, int]:
    return draft.cue.at if draft.cue else draft.past, not draft.direct, draft.first
