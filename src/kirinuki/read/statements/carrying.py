"""What a sentence leaves in the reader's mind for those behind it: who spoke, who was told of, and on which day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kirinuki.model.reading import Interval, Speaker, Time
from kirinuki.model.text import Span
from kirinuki.read.statements.cues import Joint
from kirinuki.read.statements.days import is_of_event
from kirinuki.read.statements.segment import Draft, Segment, is_day, whole_days
from kirinuki.read.statements.sources import names
from kirinuki.read.statements.speakers import Phrase, is_outlet
from kirinuki.read.statements.subjects import GIVER, reaches


def carry(segment: Segment, drafts: Sequence[Draft]) -> None:
    """Leave in the discourse what the next sentence may take up.

    That is who spoke last, else what the sentence is about; the source of hearsay, until somebody speaks for
    himself; and the day of a meeting for all whom the sentence names.
    """
    discourse = segment.discourse
    if discourse is None or not segment.size:
        return
    discourse.relay = _bare_relay(segment) if segment.cues and not drafts else None
    if segment.places("arrest"):
        discourse.accused = _arrested(segment) or discourse.accused
    speaking: tuple[Draft, Speaker] | None = None
    relayed: tuple[Draft, Speaker] | None = None
    for draft in drafts:
        if draft.speaker is None or not (draft.hearsay or draft.cue is not None):
            continue
        words = draft.speaker.of(segment.passage.plain)
        if is_outlet(words):
            discourse.outlet, discourse.outlet_age = Span(draft.speaker.start, draft.speaker.end), 0
        elif draft.via is not None and is_outlet(draft.via.of(segment.passage.plain)):
            discourse.outlet, discourse.outlet_age = draft.via, 0
        if draft.speaker.implicit and is_outlet(words) and _is_heard(segment):
            continue  # …だったと伝えた: whom the outlet quotes may go on
        discourse.spoke(segment.passage.identity(draft.speaker), words, draft.said)
        if draft.who == GIVER:
            continue  # who was told it stays in mind
        if draft.hearsay:
            relayed = draft, draft.speaker
        else:
            speaking = draft, draft.speaker
    if speaking is not None:
        draft, speaker = speaking
        discourse.speaks(Span(speaker.start, speaker.end), draft.said)
        discourse.sourced = draft.joint in (Joint.THAT, Joint.FACT) and not draft.direct
        if draft.cue is not None and draft.cue.word == "する" and segment.word(draft.cue.past - 1) == "て":
            discourse.sourced = False  # …したとして逮捕した: nothing that a という goes on with
        discourse.source = None
        told = draft.via is not None and not is_outlet(draft.via.of(segment.passage.plain))
        told = told or (draft.direct and draft.via is not None)
        if told and draft.via is not None and any(s.speaker == draft.via for s in segment.sources):
            relayed = draft, Speaker(draft.via.start, draft.via.end)  # 署によると、「…」と通報があった
    else:
        topic = segment.topic()
        if topic is not None and segment.passage.is_facility(topic.phrase.span):
            topic = None  # 駅は…開業した: a place that only something happens at
        day = _day(segment)
        if day is not None:
            discourse.day, discourse.day_age = day, 0
            discourse.met = relayed is None and segment.meeting() is not None
        if topic is not None:
            discourse.speaks(topic.phrase.span, day)
            discourse.sourced, discourse.source = False, None
        elif not drafts and (teller := _announcer(segment)) is not None:
            discourse.speaks(teller.span, day)
            discourse.sourced, discourse.source = False, None
        elif (actor := _actor(segment)) is not None:
            discourse.speaks(actor.span, day)
            discourse.sourced, discourse.source, discourse.acted = False, None, True
        elif (about := _cleft(segment)) is not None:
            discourse.speaks(about.span, None)
            discourse.sourced = False
    if relayed is not None:
        draft, speaker = relayed
        discourse.relays(Span(speaker.start, speaker.end), draft.said)
    discourse.next_sentence()


def _is_heard(segment: Segment) -> bool:
    """Whether somebody who is no outlet spoke last."""
    discourse, plain = segment.discourse, segment.passage.plain
    return (
        discourse is not None and discourse.speaker is not None and not is_outlet(discourse.speaker.of(plain))
    )


def _arrested(segment: Segment) -> Span | None:
    """Who is arrested or charged: 無職の男(40)を詐欺容疑で逮捕した, 男が逮捕された."""
    for arrest in segment.places("arrest"):
        passive = any(segment.lemma(p) == "れる" for p in range(arrest + 1, arrest + 4))
        for at in range(arrest - 1, 0, -1):
            if segment.word(at) == "を" or (passive and segment.word(at) in ("が", "は")):
                phrase = segment.phrase(at - 1, 0)
                if phrase is not None and phrase.kind == "person":
                    named = segment.passage.accused_before(phrase.span.end)
                    return named if named is not None and named.start >= phrase.span.start else phrase.span
            if segment.word(at) == "は":
                break
    return None


def _repeats(segment: Segment, time: Time) -> bool:
    """Whether the time gives another clock's in brackets: 23日(日本時間24日)."""
    return _OTHER_CLOCK.search(segment.passage.plain, max(time.start - 8, 0), time.start) is not None


_OTHER_CLOCK = re.compile(r"\(\w{0,6}\Z")


def _day(segment: Segment) -> Interval | None:
    """The day of the meeting that the segment tells of, the last one named before it; else the first that it names,
    outside quotes. None where that is to come.
    """
    times = segment.passage.times_between(segment.start(0), segment.end(segment.size - 1))
    days = [time for time in times if is_day(time) and not is_of_event(segment, time)]
    if days and segment.places("quote"):
        quoted = [segment.inside(at) for at in segment.places("quote") if segment.is_quote(at)]
        days = [time for time in days if not any(quote.holds(time) for quote in quoted)]
    meeting = segment.meeting() if len(days) > 1 else None
    if meeting is not None:  # 3日に起きた事故を受け、6日、社長が会見した
        before = [time for time in days if time.end <= meeting and not _repeats(segment, time)]
        days = before[-1:] or days
    return None if not days or days[0].from_ > segment.passage.published else whole_days(days[0])


def _actor(segment: Segment) -> Phrase | None:
    """A person who is the subject of the sentence and no topic: 宮里選手が3回戦で敗れた。"""
    passage = segment.passage
    for at in segment.places("particle"):
        if segment.word(at) != "が" or at == 0:
            continue
        last = at - 1
        while last > 0 and segment.units[last] in passage.close:
            last -= 1  # an age in brackets
        entity = passage.entity_ending(segment.end(last))
        person = entity is not None and entity.type == "PERSON"
        if person and reaches(segment, at, segment.size):
            return segment.phrase(last, 0)
    return None


def _announcer(segment: Segment) -> Phrase | None:
    """Who made known what the sentence before told, or the next one will: 中央電機が同日サイトで発表した。"""
    cue = segment.cues[-1] if segment.cues else None
    if cue is None or cue.word not in _ANNOUNCING or cue.passive or cue.past < segment.size:
        return None
    for subject in reversed(segment.subjects()):
        if subject.particle == "が" and subject.at < cue.at and subject.phrase.kind in ("person", "group"):
            return subject.phrase if reaches(segment, subject.at, cue.at) else None
    return None


_ANNOUNCING = frozenset({"発表", "公表", "明らか", "説明", "会見"})


def _cleft(segment: Segment) -> Phrase | None:
    """選ばれたのは…の2人。: whom the sentence ends with."""
    if any(segment.word(p - 1) == "の" for p in segment.places("topic")):
        return segment.phrase(segment.size - 1, 0)
    return None


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
            relay = names(segment, 0, last)
            return relay if is_outlet(relay.of(segment.passage.plain)) else None
    return None


_REPORTING_BARE = frozenset({"報じる", "報ずる", "報道", "伝える"})
_SHORT_SENTENCE = 30
"""Units before the cue of such a sentence, at most."""
