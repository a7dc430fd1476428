"""When it was said: by the reporting clause, by what the speaker said before, or by the day the report has told."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from kirinuki.model.reading import Interval, Time
from kirinuki.read.statements.cues import adverbials
from kirinuki.read.statements.segment import Draft, Segment, is_day, whole_days


def when_said(segment: Segment, draft: Draft, begin: int, before: Sequence[Draft]) -> Interval | None:
    """When it was said: by a time of the reporting clause, else as the speaker's last words, else as told before."""
    start = draft.content.start - (1 if draft.direct else 0)
    low = segment.start(begin) if begin < segment.size else start
    times = segment.passage.times_between(low, start)
    if not times and draft.cue is not None and draft.past < draft.cue.at:
        times = segment.passage.times_between(segment.start(draft.past), segment.start(draft.cue.at))
    if not times and begin > 0:
        behind = max((d.cue.past for d in before if d.cue is not None and d.cue.past <= begin), default=0)
        sourced = max((s.past for s in segment.sources if s.past <= begin), default=0)
        times = _leading_time(segment, 0, begin) or _time_of_stage(segment, low)
        for opening in {sourced, behind} - {0}:
            times = times or _leading_time(segment, opening, begin)
    for time in times:
        # What is to come may be spoken of, but nobody has spoken then: …は、31日に予定される会議で…と説明した.
        if time.from_ <= segment.passage.published and is_when(segment, time, draft.direct):
            alone = time.value[11:12].isdigit() and not segment.passage.plain.startswith(
                ("の", "から"), time.end
            )
            return Interval(time.from_, time.until) if alone else whole_days(time)
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


def is_of_event(segment: Segment, time: Time) -> bool:
    """Whether the time is that of an event which only describes a noun: 1日に発生した地震."""
    return _OF_EVENT.match(segment.passage.plain, time.end) is not None


def is_when(segment: Segment, time: Time, quoted: bool) -> bool:
    """Whether the time tells when something was said, alone or as that of a meeting: 10日の会見で, 10日も「…」."""
    plain = segment.passage.plain
    if time.type == "SET" or is_of_event(segment, time):
        return False  # 毎月10日に: nothing is said on all of them
    aside = _ASIDE.match(plain, time.end)
    end = time.end if aside is None else aside.end()
    if not plain.startswith(_NOT_WHEN, end):
        return True
    if plain.startswith("も", time.end) or plain.startswith(("付で", "付けで"), time.end):
        return quoted or not plain.startswith("も", time.end)
    of = _OF_OCCASION.match(plain, end)
    if of is None:
        return False
    p = bisect_left(segment.units, of.end(), key=lambda i: segment.passage.starts[i])
    while p < segment.size and (segment.is_noun(p) or segment.word(p) == "の"):
        p += 1
    return segment.word(p) in ("で", "に") and segment.is_occasion(p - 1)


_OF_EVENT = re.compile(
    r"に?(?!発表|発売|発行|出版|公表|公開|放送|掲載|投稿|配信|開催|会見|会談|記者|講演|更新)[一-鿿ァ-ヶー]{2,6}(?:した|された|していた)(?=[一-鿿ァ-ヶA-Za-z「])"
    r"(?![^、。はがを]{0,15}(?:会|会議|会談|会見|式|声明|文|書|報告|資料|統計|調査)(?:で|に|の中で))"
)
"""What happened then describes a noun, and tells nothing of when it was spoken of: 1日に発生した地震, 昨年発覚した不正."""
_ASIDE = re.compile(r"[(（][^()（）]{0,20}[)）]")
_OF_OCCASION = re.compile("(?:から|付け?)?の")


def _leading_time(segment: Segment, at: int, begin: int) -> list[Time]:
    """A time that the clause at position `at` opens with, 10日、…, and not with what somebody else did then:
    軍は10日、…; 10日に地震があり、….
    """
    first = segment.start(at)
    low = segment.start(begin)
    if at:  # behind the particles that join the clause to the one before: …したものの、10日に
        comma = segment.passage.plain.find("、", first, first + _OPENING)
        first = max(first, comma)
    return [
        t
        for t in segment.passage.times_between(first, low)
        if t.start - first <= _OPENING
        and t.end < low
        and _TOPIC.isdisjoint(segment.passage.plain[first : t.start])
        and (is_day(t) or segment.passage.plain.startswith(("、", "に", "の"), t.end))
        and not _happened(segment, t, begin)
    ][:1]


def _happened(segment: Segment, time: Time, begin: int) -> bool:
    """Whether a clause between the time and position `begin` tells what happened then, by a subject of its own."""
    subject = False
    for p in range(bisect_left(segment.units, time.end, key=lambda i: segment.passage.starts[i]), begin):
        if segment.word(p) == "が" and segment.tag(p) == "助詞-格助詞":
            subject = True
        elif subject and segment.word(p) == "、" and segment.form(p - 1).startswith("連用形"):
            lemma = segment.lemma(p - 2 if segment.lemma(p - 1) == "する" else p - 1)
            if lemma not in adverbials("relation") and lemma not in adverbials("staging"):
                return True
    return False


def _time_of_stage(segment: Segment, low: int) -> list[Time]:
    """The day on which the occasion was made: 会社は11日に記者会見し、社長が…."""
    plain = segment.passage.plain
    return [t for t in segment.passage.times_between(segment.start(0), low) if _STAGED.match(plain, t.end)][
        -1:
    ]


_STAGED = re.compile(
    r"[にの、]?\w{0,8}(?:会見|会談|会合|会議|総会|演説|公判|集会)(?:し|を開き|を行い|に臨み|に応じ|が開かれ|で)、"
)
_TOPIC = frozenset("はがも")
_OPENING = 6
"""Characters a connective may take before the time that a sentence opens with."""

_NOT_WHEN = ("の", "から", "まで", "以降", "以来", "現在", "時点", "付", "にも", "には", "は", "も")
