"""Quotes that stand as a sentence of their own, and the words of another sentence that point to them.

「…」。佐藤さんはこう話す。 points back; 佐藤さんは次のように述べた。「…」 points ahead.
"""

from __future__ import annotations

from kirinuki.model.reading import Interval, Speaker, Statement
from kirinuki.model.text import Span, replace
from kirinuki.read.statements.cues import Joint, adverbials, cue_nouns
from kirinuki.read.statements.days import is_when
from kirinuki.read.statements.discourse import Pointer
from kirinuki.read.statements.quotes import says_something
from kirinuki.read.statements.segment import Segment, whole_days
from kirinuki.read.statements.stances import stance_of
from kirinuki.read.statements.subjects import cleft_speaker, interviewed


def follow_pointers(segment: Segment, reports: bool) -> list[Statement]:
    """The statement of a quote that stands alone, once its speaker is known; remembers either half until then.

    `reports` tells whether the segment itself reports something, so that its cue needs no quote from outside.
    """
    discourse = segment.discourse
    if discourse is None:
        return []
    pointer, quote, label = discourse.pointer, discourse.quote, discourse.label
    discourse.pointer = discourse.quote = discourse.label = None
    if segment.size == 1 and segment.is_quote(0):
        if not says_something(segment, 0, firm=label is not None):
            return []
        content = segment.inside(0)
        if label is None and pointer is None and discourse.asked is not None:
            answers = Speaker(discourse.asked.start, discourse.asked.end, implicit=True)
            return [Statement("direct", content, "一問一答の「…」、話者は「…に聞いた」の答える人", answers)]
        if label is not None:
            discourse.label = label  # the next line may go on
            return [Statement("direct", content, _BELOW, Speaker(label.start, label.end))]
        if pointer is None:
            discourse.quote = content
            if discourse.speaker is None or discourse.age > _NEAR or segment.word(0) != "「":
                return []
            # Of whom was just spoken, unless the sentence behind points back to the quote.
            discourse.age = 0
            about = Speaker(discourse.speaker.start, discourse.speaker.end, implicit=True)
            return [Statement("direct", content, "一文をなす「…」、話者は前の文の話題の人", about)]
        discourse.pointer = pointer  # the next quote may go on: 「…」。「…」。
        speaker = None if pointer.speaker is None else replace(pointer.speaker, implicit=True)
        return [
            Statement(
                "direct",
                content,
                "前の文の「次のように」の指す「…」、話者はその文の主題",
                speaker,
                pointer.cue,
                said=pointer.said,
                stance=pointer.stance,
            )
        ]
    discourse.label = _label(segment)
    if not reports:
        discourse.asked = interviewed(segment) or discourse.asked
    else:
        discourse.asked = None
    pointing = _pointing(segment, reports_nothing=quote is not None and not reports)
    if pointing is None and quote is not None and not reports:
        pointing = _bare_cue(segment)
    if pointing is None:
        return []
    if quote is None:
        discourse.pointer = pointing
        return []
    return [
        Statement(
            "direct",
            quote,
            "前の文の「…」を「こう」と受ける述語、話者はその文の主題",
            pointing.speaker,
            pointing.cue,
            said=pointing.said,
            stance=pointing.stance,
        )
    ]


def _label(segment: Segment) -> Span | None:
    """The words of a line that only names somebody: 容疑者の近所の人⏎「…」, 長野県 佐藤一郎 知事⏎「…」."""
    end = segment.end(segment.size - 1) if segment.size else 0
    plain = segment.passage.plain
    if not plain.startswith("\n", end) or end - segment.start(0) > _LONGEST_LABEL:
        return None
    if not all(
        segment.is_noun(p) or segment.word(p) in ("の", "・", "、") or segment.tag(p) == "空白"
        for p in range(segment.size)
    ):
        return None
    phrase = segment.phrase(segment.size - 1, 0)
    named = phrase is not None and phrase.kind in ("person", "group")
    return Span(segment.start(0), end) if named else None


_BELOW = "一行をなす「…」、話者は前の行の名"
_LONGEST_LABEL = 40
"""Characters of such a line."""
_NEAR = 1
"""Sentences back to whom a quote that stands alone is given."""


def _pointing(segment: Segment, reports_nothing: bool) -> Pointer | None:
    """Who こう話す and by what words, if the segment points to a quote outside it.

    Where nobody is named, it is who spoke last, and the words have to be a cue: こう語っていた, but not こう変わった.
    """
    pointers = segment.places("pointer")
    topic = segment.topic() if pointers else None
    for at in pointers:
        if at + 1 < segment.size and segment.word(at) == "よう" and segment.word(at + 1) == "に":
            at += 1
        of = next((p for p in range(at + 2, at + 7) if segment.word(p) == "の"), at)
        cleft = cleft_speaker(segment, of)
        if cleft is not None:  # そう意気込むのは、文具店を営む吉本さんだ
            words = Span(segment.start(at + 1), segment.end(of - 1))
            return Pointer(Speaker(cleft.span.start, cleft.span.end), words, None)
        if segment.word(at) in _SUCH:
            voice = _voice(segment, at)
            if voice is not None:
                return voice
            continue
        if segment.word(at) == "そう" and (at + 1 not in segment.cue_at or not reports_nothing):
            continue
        # A verb may be cut in two (意気+込む).
        verb = next((p for p in range(at + 1, at + 4) if segment.tag(p).startswith("動詞")), None)
        cue = None if verb is None else segment.cue_at.get(verb) or segment.cue_at.get(verb - 1)
        if verb is None or (topic is None and cue is None):
            continue
        span = (
            Span(segment.start(verb), segment.end(segment.size - 1)) if cue is None else segment.cue_span(cue)
        )
        said = _day(segment, at)
        stance = "said" if cue is None else stance_of(cue, Joint.QUOTE)
        if topic is not None:
            return Pointer(Speaker(topic.phrase.span.start, topic.phrase.span.end), span, said, stance)
        carried = None if segment.discourse is None else segment.discourse.speaker
        implicit = Speaker(carried.start, carried.end, implicit=True) if carried else None
        return Pointer(implicit, span, said, stance)
    return None


def _voice(segment: Segment, at: int) -> Pointer | None:
    """野党からはこんな声が漏れる: from whom such words come."""
    noun = cue_nouns().get(segment.word(at + 1))
    if noun is None or "alone" not in noun.frames:
        return None
    for subject in segment.subjects():
        if subject.particle in ("からは", "から", "では") and subject.at < at:
            span = subject.phrase.span
            words = Span(segment.start(at + 1), segment.end(at + 1))
            return Pointer(Speaker(span.start, span.end), words, _day(segment, at))
    return None


_SUCH = frozenset({"こんな", "そんな", "こうした", "そうした"})


def _bare_cue(segment: Segment) -> Pointer | None:
    """Who speaks in a sentence that says nothing else: 「…」。Aさんは静かに語った。 「…」。Bさんは声を落とした。"""
    cue = segment.cues[-1] if segment.cues else None
    topic = segment.topic()
    if topic is None:
        return None
    speaker = Speaker(topic.phrase.span.start, topic.phrase.span.end)
    if cue is not None and cue.past >= segment.size and "to" in cue.frames:
        day = _day(segment, cue.at)
        return Pointer(speaker, segment.cue_span(cue), day, stance_of(cue, Joint.QUOTE))
    last = segment.size - 1
    while last > 0 and not segment.tag(last).startswith("動詞-一般"):
        last -= 1
    shown = next(
        (
            at
            for at in range(segment.size - 2, max(last - 5, segment.size - _LAST_WORDS, 0), -1)
            if segment.word(at) in adverbials("gesture") and segment.word(at + 1) in ("を", "に", "が")
        ),
        None,
    )
    if shown is None:
        return None
    last = max(last, shown + 2) if last < shown else last  # 憤りをあらわにした has no verb of its own
    return Pointer(speaker, Span(segment.start(last), segment.end(segment.size - 1)), _day(segment, last))


_LAST_WORDS = 12
"""Units at the end of a sentence among which what is shown stands."""


def _day(segment: Segment, past: int) -> Interval | None:
    """When it was said, by a time of the pointing sentence."""
    for time in segment.passage.times_between(segment.start(0), segment.start(past)):
        if time.from_ <= segment.passage.published and is_when(segment, time, quoted=True):
            return whole_days(time)
    return None
