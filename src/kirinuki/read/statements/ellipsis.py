"""Who speaks where the clause does not say: whom a reader takes from the clauses and sentences before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kirinuki.model.reading import Speaker
from kirinuki.model.text import Span
from kirinuki.read.statements.cues import cue_nouns
from kirinuki.read.statements.segment import Draft, Segment, Source, Subject
from kirinuki.read.statements.sources import SOURCE
from kirinuki.read.statements.speakers import is_body, is_outlet
from kirinuki.read.statements.subjects import BY_PARTICLE, GIVER, QUESTIONS, dismisses, only_is, reaches


def speaker_left_out(
    segment: Segment, draft: Draft, source: Source | None, before: Sequence[Draft]
) -> Speaker | None:
    """The speaker of the clause before, the topic of the sentence, one carried from before, or the source."""
    if draft.cue is not None and draft.cue.word in QUESTIONS and segment.word(draft.cue.past) == "に":
        return None  # …かとの質問に: of who asks, and not of who answers
    if draft.cue is not None and "alone" in draft.cue.frames and segment.word(draft.cue.past) in ("が", "も"):
        return None  # …との見方も出ている: of nobody who spoke before
    governed = -1 if source is None else source.past
    if source is not None and source.speaker is not None and draft.cue is not None:
        outlet = is_outlet(source.speaker.of(segment.passage.plain))
        if draft.cue.word in REPORTING or (draft.cue.word == "伝える" and outlet):
            draft.who = SOURCE
            return segment.source_speaker(source)
    inquiring = _inquires(segment, draft)
    for earlier in reversed(before):
        if inquiring and not (earlier.speaker and is_body(earlier.speaker.of(segment.passage.plain))):
            continue  # 次男は「…」と話しており、…とみて調べている: not he
        if any(s.particle == "は" and dismisses(segment, draft, s.at) for s in segment.subjects()):
            break  # what the one before says is turned down by another
        if earlier.who == GIVER:
            continue  # 男は「…」と上司に言われ、…と証言した
        told = earlier.cue is not None and earlier.cue.past == draft.past
        if told and draft.cue is not None and draft.cue.word in _OF_OUTLETS and carried_outlet(segment):
            continue  # 大統領が…と呼びかけた(と伝えた)
        if earlier.speaker is not None and not earlier.hearsay and earlier.past > governed:
            draft.who = "話者は前の節と同じ"
            return earlier.speaker
    for subject in segment.subjects():
        if subject.phrase.kind not in ("person", "group") or not governed < subject.at < draft.first:
            continue
        if dismisses(segment, draft, subject.at):
            continue
        if (subject.particle == "は" and not only_is(segment, subject.at)) or (
            subject.particle == "が" and reaches(segment, subject.at, draft.first)
        ):
            draft.who = BY_PARTICLE[subject.particle]
            return Speaker(subject.phrase.span.start, subject.phrase.span.end)
    cue, plain = draft.cue, segment.passage.plain
    able = [s for s in segment.subjects() if s.at < draft.first and s.phrase.kind in ("person", "group")]
    if draft.direct and len(able) == 1 and able[0].at > governed and _has_clause(segment, able[0]):
        draft.who = BY_PARTICLE["が"]  # 職員が調べたが、…を参考にして「…」と指導した: nobody else is told of
        return Speaker(able[0].phrase.span.start, able[0].phrase.span.end)
    if source is not None and source.speaker is not None and is_outlet(source.speaker.of(plain)):
        topic = segment.topic()
        if topic is not None and topic.at < source.at:
            draft.who = BY_PARTICLE["は"]  # 署は、A紙によれば事故とみている
            return Speaker(topic.phrase.span.start, topic.phrase.span.end)
    if cue is not None and ("alone" in cue.frames or (cue.modifies and _is_voice(segment, cue.past))):
        return None  # a noun may report what nobody in particular says: …と称賛する声
    if source is not None and plain.startswith(_TELLING, source.cue.start):
        draft.who = SOURCE
        return segment.source_speaker(source)
    carried = segment.discourse.speaker if segment.discourse is not None else None
    if inquiring and carried is not None and not is_body(carried.of(plain)):
        carried = None
    accused = _accused(segment, draft, carried)
    if accused is not None:
        draft.who = "話者は前に逮捕や起訴を伝えた人"
        return Speaker(accused.start, accused.end, implicit=True)
    if source is not None and source.speaker is not None and cue is not None:
        outlet = is_outlet(source.speaker.of(plain))
        if not outlet and (cue.word in _STATING or (cue.stance == "demanded" and not draft.direct)):
            draft.who = SOURCE
            return segment.source_speaker(source)  # 気象庁によると、…としている
        turn = 0 if segment.discourse is None else segment.discourse.turn
        stale = carried is None or is_outlet(carried.of(plain)) or (cue.word in _ANALYSING and turn > 1)
        if outlet and stale and cue.word in _STATING:
            draft.who = SOURCE
            return segment.source_speaker(source)
    if carried is not None and cue is not None and segment.discourse is not None:
        recent = segment.discourse.source
        nearer = segment.discourse.source_age < segment.discourse.turn
        told_of = recent is not None and is_outlet(recent.of(plain)) and not is_outlet(carried.of(plain))
        near = segment.discourse.source_age <= 1 or nearer
        if told_of and segment.discourse.turn <= 1 and draft.direct:
            near = False  # A紙によると首相は方針を示した。「…」として…: the premier goes on
        if recent is not None and cue.word in _STATING and near:
            carried = recent
        if recent is not None and cue.word == "いう" and segment.discourse.source_age <= 1:
            words = recent.of(plain)
            if not is_body(words) and not is_outlet(words):
                carried = recent  # 隊員の話によると、男性は震えていた。「…」という
        reports = cue.word in REPORTING or (cue.word == "伝える" and not draft.direct)
        if reports and segment.discourse.outlet is not None:
            carried = segment.discourse.outlet
        if cue.word not in _OF_OUTLETS and is_outlet(carried.of(plain)):
            carried = None  # an outlet reports, and leaves itself out where another speaks
            source = None
    if source is not None and segment.discourse is not None and segment.discourse.acted:
        return None  # X紙によると、…と発表した: who only did something is not who speaks
    if carried is not None:
        draft.who = CARRIED
        return Speaker(carried.start, carried.end, implicit=True)
    if source is None:
        return None
    draft.who = SOURCE
    return segment.source_speaker(source)


def _inquires(segment: Segment, draft: Draft) -> bool:
    """Whether it is investigators who hold it, as they alone do: …とみて調べている, …と見て確認を急いでいる."""
    cue = draft.cue
    if cue is None or cue.word not in ("みる", "見る") or segment.word(cue.past - 1) != "て":
        return False
    return any(segment.lemma(p) in _INQUIRIES for p in range(cue.past, cue.past + 8))


_INQUIRIES = frozenset({"調べ", "調べる", "捜査", "確認", "捜索", "追及", "解明", "身元"})


def _has_clause(segment: Segment, subject: Subject) -> bool:
    """Whether a が-phrase has a clause to itself, and no noun that only its verb describes (市が出した案には)."""
    if subject.particle != "が":
        return False
    if segment.word(subject.at + 1) == "、":
        return True  # 関係者が、…
    at = subject.at + 1
    while at < segment.size and not segment.tag(at).startswith(("動詞", "形容詞")):
        at += 1
    while segment.tag(at).startswith(("動詞", "形容詞", "助動詞")) or segment.word(at) in ("て", "で"):
        at += 1
    return segment.word(at) == "、" or segment.tag(at) == "助詞-接続助詞"


def carried_outlet(segment: Segment) -> bool:
    """Whether the sentence goes on with what an outlet reported before it."""
    discourse = segment.discourse
    spoke = None if discourse is None else discourse.speaker
    return spoke is not None and is_outlet(spoke.of(segment.passage.plain))


def _is_voice(segment: Segment, at: int) -> bool:
    noun = cue_nouns().get(segment.word(at))
    return noun is not None and "alone" in noun.frames


def _accused(segment: Segment, draft: Draft, carried: Span | None) -> Span | None:
    """Who admits or denies, or did what the charge says, where the sentence does not name him."""
    discourse = segment.discourse
    if discourse is None or draft.cue is None:
        return None
    plain, start = segment.passage.plain, segment.start(0)
    charged = _CHARGE.match(plain, start) is not None
    answers = draft.cue.word in _ADMITTING or _HEARING.match(plain, start) is not None
    admits = draft.cue.word in _ADMITTING and discourse.accused is not None
    known = admits and not (carried is not None and carried.of(plain).endswith(ACCUSED))
    if not charged and not known and not (answers and (carried is None or is_body(carried.of(plain)))):
        return None
    return discourse.accused or segment.passage.accused_before(start)


_CHARGE = re.compile("[\\s　]*(?:再?逮捕|送検|起訴)?(?:容疑|内容)は")
_HEARING = re.compile("[\\s　]*\\w{0,6}(?:調べ|聴取|質問)に")
REPORTING = frozenset({"報じる", "報ずる", "報道"})
"""Cues of outlets alone."""
ACCUSED = ("容疑者", "被告", "男", "女", "少年", "少女")
"""Last words of who is accused."""
_ADMITTING = frozenset({"認める", "否認", "供述", "自供", "黙秘", "ほのめかす", "白状"})
CARRIED = "話者は前の文から引き継ぎ"
_STATING = frozenset({"する", "みる", "見る", "説明", "分析", "推測", "推定", "予測", "予想"})
"""Cues of whoever was the source last: 外務省によると…。…を目指すとしている."""
_ANALYSING = frozenset({"分析", "推測", "予測", "予想"})
"""Cues of an outlet that gives its own view, where nobody has just spoken."""
_OF_OUTLETS = frozenset(
    {"報じる", "報ずる", "報道", "伝える", "する", "みる", "見る", "分析", "紹介", "推測", "予測"}
)
_TELLING = ("話", "証言", "供述", "説明")
"""Sources in whose own words the sentence goes on: 関係者の話によると「…」という."""
