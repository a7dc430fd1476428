"""The attributions of one segment: who said each thing, when, and who relayed it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

from kirinuki.model.reading import Hedge, Speaker, Statement
from kirinuki.model.text import Span
from kirinuki.read.statements.carrying import carry
from kirinuki.read.statements.clauses import bound_content, find_clauses
from kirinuki.read.statements.cues import Joint
from kirinuki.read.statements.days import when_said
from kirinuki.read.statements.ellipsis import ACCUSED, CARRIED, REPORTING, speaker_left_out
from kirinuki.read.statements.hearsay import find_hearsay
from kirinuki.read.statements.pointers import follow_pointers
from kirinuki.read.statements.quotes import find_quotes
from kirinuki.read.statements.segment import Draft, Segment, Source
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
    LATER_CLAUSE,
    OWNER,
    speaker_of_clause,
    speaker_of_quote,
)


def attribute(segment: Segment) -> tuple[list[Statement], Hedge | None]:
    """Statements of the segment and, where it is hearsay with no source, its hedge. Updates the discourse."""
    settled, hedge = _reports(segment) if segment.may_report else ([], None)  # two sentences of five may not
    pointed = follow_pointers(segment, bool(settled))
    carry(segment, settled)
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
    quotes = find_quotes(segment)
    named = [q.cue for q in quotes if q.joint is Joint.NOUN]  # 「…」追加処分を発表した is no second statement
    clauses = [c for c in find_clauses(segment) if c.joint is not Joint.DEMAND or c.cue not in named]
    drafts = sorted([*quotes, *clauses], key=_by_cue)
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
    _drop_retold(settled)
    _nest(settled)
    if hedge is not None and any(map(partial(_gives, segment), settled)):
        hedge = None
    settled += sourced_statements(segment, settled)
    return settled, hedge


def _gives(segment: Segment, draft: Draft) -> bool:
    """Whether the sentence ends in what somebody named says: 首相から協力すると伝えられた, 首相は「…」という."""
    cue, speaker = draft.cue, draft.speaker
    named = speaker is not None and not speaker.implicit
    if named and cue is not None and cue.word in _HELD_BY_NOBODY:
        return True  # 専門家の間では…との見方も出ている
    if not named or cue is None or draft.hearsay or cue.past < segment.size:
        return False
    return cue.passive or cue.word in ("いう", "言う")


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
    cue = draft.cue
    if segment.discourse is None and not named:
        # Nothing is carried into a quote, but 「『…』と言われた」 is said by whomever; titles quote without a cue.
        said = segment.is_headline() if cue is None else cue.stance is not None or cue.passive
        return draft.direct and said
    if cue is not None and not draft.direct and cue.modifies and draft.speaker is None:
        return False  # …と確信する当たり
    if cue is not None and not draft.direct and (cue.modifies or cue.passive):
        if draft.joint is Joint.FACT and draft.speaker is None:
            return False  # …ことを告げる煙, …ことが確認された
        if cue.passive and cue.word in _JUDGING and draft.who == SOURCE and _is_outlets(segment, draft):
            return False  # A紙によると、…ことが確認された: by whom, the paper does not say
        if cue.modifies and draft.joint is Joint.FACT and cue.word in _SIGNS:
            return False  # 速く飛ぶことを示す結果を出した
        told_behind = draft.speaker is not None and draft.speaker.start >= segment.start(cue.past)
        if cue.word == "する" and cue.modifies and not told_behind:
            return False  # 発見したとした元素
        outer = segment.source_before(cue.at) if draft.joint is Joint.FACT and cue.passive else None
        if outer is not None and outer.speaker == _words(draft) and segment.word(cue.past) == "と":
            return False  # A紙によると、省は…ことが確認されたと発表した: the ministry tells it
    if cue is not None and cue.negated and not named and cue.word in _JUDGING and not draft.direct:
        return False  # 惑星とみなさず、
    if cue is not None and draft.speaker is None and _cannot(segment, cue.past):
        return False  # 可能性も否定できない: the outlet's own
    if cue is not None and not draft.direct and cue.to_come and segment.word(cue.past) in _PLANS:
        return False  # …と表明する見通し: nothing has been said yet
    if cue is None or draft.joint in (Joint.QUOTE, Joint.FACT):
        return True
    if draft.hearsay and segment.source_before(cue.at) is not None:
        return True  # 調べによると、…という: told by nobody who is named
    if (cue.passive and draft.speaker is None) or (cue.word == "聞く" and not named):
        return False  # …と予想されている is hearsay, …と聞いた of nobody
    if (
        cue.modifies
        and cue.word in _NAMING
        and not segment.passage.is_predicate(segment.units[draft.past - 1])
    ):
        return False  # 灯台と紹介した建物
    if cue.modifies and cue.word == "考える":
        return False  # …と考える人
    if cue.word == "する" and segment.word(cue.past - 1) == "て":
        if _describes_by_rule(segment, cue.past) or (not named and _is_done_to(segment, cue.past)):
            return False
        ground = segment.places("charge" if draft.who == LATER_CLAUSE else "penalty")
        if any(p > cue.past for p in ground):
            return False  # 現金を盗んだとして、県警は男を逮捕した: the charge, before anybody says anything
    owned = [segment.word(cue.past - 1), segment.word(cue.past)] == ["た", "こと"]  # …を求めたことも明かした
    if draft.joint is Joint.DEMAND and cue.modifies and not named and not owned:
        return False  # …の撤廃を求める声
    if draft.joint is Joint.BROKEN_QUOTE or (draft.direct and not segment.is_quote(draft.past - 1)):
        last = segment.units[draft.past - 2 if draft.joint is Joint.BROKEN_QUOTE else draft.past - 1]
        return segment.passage.is_predicate(last)
    if draft.speaker is None and cue.word == "する" and segment.word(cue.past - 1) == "て":
        return False  # 効果があるとして、広く使われた: nobody's words
    if draft.speaker is None and not draft.direct and cue.word in _HELD_BY_NOBODY and "toiu" in cue.frames:
        return False  # 割高との見方もある
    return draft.speaker is not None or cue.word not in ("みる", "見る")


def _is_done_to(segment: Segment, past: int) -> bool:
    """Whether the clause behind として says what is done to the topic: 一歩であるとして評価されている."""
    return segment.tag(past).startswith("名詞") and any(
        segment.lemma(p) in ("れる", "られる") for p in range(past + 2, past + 4)
    )


def _describes_by_rule(segment: Segment, past: int) -> bool:
    """Whether what follows として describes a noun by what is done with it: 原料になるとして栽培が(禁止されている)花."""
    at = past
    while at < segment.size and not segment.tag(at).startswith("動詞"):
        if segment.word(at) == "、":
            return False
        at += 1
    passive = False
    while segment.tag(at).startswith(("動詞", "助動詞", "助詞-接続助詞")):
        passive = passive or segment.lemma(at) in ("れる", "られる")
        at += 1
    return passive and segment.is_noun(at)


_HELD_BY_NOBODY = frozenset(
    {
        "見方",
        "観測",
        "憶測",
        "臆測",
        "推測",
        "見通し",
        "予想",
        "予測",
        "懸念",
        "不安",
        "期待",
        "疑念",
        "声",
        "指摘",
        "意見",
        "批判",
        "説",
    }
)
"""Nouns of what is held or voiced: with nobody named who does, the sentence is hedged and no statement."""


def _ends_behind(draft: Draft, source: Source) -> bool:
    """Whether what `draft` reports is a clause of the source's, and has ended."""
    return draft.cue is not None and draft.cue.ends_clause and draft.cue.at >= source.past


def _is_outlets(segment: Segment, draft: Draft) -> bool:
    return draft.speaker is not None and is_outlet(draft.speaker.of(segment.passage.plain))


_SIGNS = frozenset({"示す", "裏付ける", "うかがわせる", "証明", "伝える", "知らせる"})
"""Cues that before a noun tell what it is a sign of."""
_NAMING = frozenset({"紹介", "表示", "記載", "表記"})
"""Cues that before a noun tell what it is called."""
_JUDGING = frozenset(
    {"みなす", "見なす", "確認", "判断", "考える", "認定", "認める", "断定", "判定", "診断", "特定"}
)
"""Cues that, where somebody left out does not do so, tell of nothing said."""


def _cannot(segment: Segment, past: int) -> bool:
    """Whether できない ends at `past`."""
    return segment.lemma(past - 1) == "ない" and segment.lemma(past - 2) == "できる"


def _words(draft: Draft) -> Span | None:
    return None if draft.speaker is None else Span(draft.speaker.start, draft.speaker.end)


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
        if speaker is not None and (
            _reported_by_another(segment, draft, speaker) or _held_by_source(segment, draft, source, speaker)
        ):
            speaker, begin = None, clause
    elif source is None and _is_told_by_topic(segment, draft):
        topic = segment.topic()  # Aは…したといい、
        if topic is not None:
            draft.who = BY_PARTICLE["は"]
            speaker, begin = topic.phrase, topic.at + 1
    spoken = begin
    if told is not None and told.at >= clause:
        begin = max(begin, told.past)
    if not quoted:
        bound_content(segment, draft, begin, speaker is not None and speaker.first >= draft.past)
    if speaker is not None:
        lowest = draft.cue.past if draft.cue is not None and speaker.first >= draft.cue.past else clause
        span = with_description(segment.passage, segment.units, speaker, lowest)
        draft.speaker = Speaker(span.start, span.end)
    elif draft.hearsay or (draft.cue is not None and (draft.cue.passive or "found" in draft.cue.frames)):
        _source_speaks(segment, draft, source)
    else:
        draft.speaker = speaker_left_out(segment, draft, source, before)
    if source is not None and source.speaker is not None and not draft.hearsay:
        relayed = draft.speaker is None or draft.speaker.start != source.speaker.start
        if relayed and _is_outlets(segment, draft) and any(_ends_behind(b, source) for b in before):
            relayed = False  # A紙によると、省は…と発表したが、B紙は…としている: each tells its own
        draft.via = source.speaker if relayed else None
    if told is not None and told.at >= clause and told.speaker is not None:
        teller = speaker is not None and is_outlet(speaker.span.of(segment.passage.plain))
        held = draft.cue is not None and draft.cue.word in ("する", "みる", "見る") and not draft.direct
        if held and not teller:
            speaker = None  # 関係者の話として、男は…したとしている
        if speaker is not None and speaker.first >= told.past and not teller:
            draft.via = told.speaker  # 警察の話として、男は…と言ったと報じた
        else:
            outlet = None if source is None else source.speaker
            relaying = draft.cue is not None and draft.cue.word in _RELAYING
            if source is None and segment.discourse is not None and relaying:
                outlet = segment.discourse.outlet  # また関係者の話として…と伝えている
            draft.via = speaker.span if speaker is not None else draft.via or outlet
            draft.speaker, draft.who = segment.source_speaker(told), QUOTED_SOURCE
    if draft.via is None and draft.who == OWNER:
        topic = segment.topic()
        if topic is not None and topic.at < anchor and is_outlet(topic.phrase.span.of(segment.passage.plain)):
            draft.via = topic.phrase.span
    left_out = draft.speaker if draft.speaker is not None and draft.speaker.implicit else None
    plain = segment.passage.plain
    if draft.via is not None and left_out is not None and draft.via.of(plain) == left_out.of(plain):
        draft.speaker, draft.via = (
            Speaker(draft.via.start, draft.via.end),
            None,
        )  # 社によると、…と告知していた
    if draft.via is None:
        draft.via = _channel(segment, clause, anchor) or _retold_by(segment, draft)
    if draft.speaker is None:
        draft.who = "話者の記載なし"
    draft.said = when_said(segment, draft, spoken, before)
    if draft.hearsay and draft.first == draft.past - 1 and segment.is_quote(draft.first):
        draft.direct, draft.content = True, segment.inside(draft.first)  # 教授によると、「…」とのこと


def _is_told_by_topic(segment: Segment, draft: Draft) -> bool:
    """Whether the topic says it, as in 会社は…したといい、, and not the source of the sentence before:
    (署によると、…。)男性は1人で暮らしていたということで、; 銀行は集めていたとされ、.

    At the end of the sentence only a body does, set off before what it tells of: 電力各社は、…要請は予定していないということです.
    """
    word = "" if draft.cue is None else draft.cue.word
    if draft.past >= segment.size - 4:
        topic = segment.topic()
        if topic is None or topic.phrase.kind != "group" or segment.word(topic.at + 1) != "、":
            return False
        return "こと" in word and any(topic.at < p < draft.past for p in segment.places("topic"))
    carried = segment.discourse is not None and segment.discourse.source is not None
    return not word.startswith("とされ") and not ("こと" in word and carried)


_PLANS = frozenset(
    {"見通し", "予定", "方針", "見込み", "公算", "運び", "構え", "方向", "計画", "意向", "可能性"}
)


def _held_by_source(segment: Segment, draft: Draft, source: Source | None, speaker: Phrase) -> bool:
    """Whether the topic is the one accused, of whom the source says how it sees it: 警察によると、男は…逃げたとしている."""
    cue = draft.cue
    if cue is None or cue.word not in ("する", "みる", "見る") or source is None or source.speaker is None:
        return False
    plain = segment.passage.plain
    return speaker.span.of(plain).endswith(ACCUSED) and not is_outlet(source.speaker.of(plain))


def _reported_by_another(segment: Segment, draft: Draft, speaker: Phrase) -> bool:
    """Whether the topic is part of what an outlet named before reports: 同社は…と報じている."""
    discourse, cue = segment.discourse, draft.cue
    if discourse is None or cue is None or cue.word not in REPORTING:
        return False
    return discourse.outlet is not None and not is_outlet(speaker.span.of(segment.passage.plain))


def _channel(segment: Segment, first: int, past: int) -> Span | None:
    """Through whom somebody speaks: 弁護士を通じて."""
    for at in segment.places("channel"):
        if first < at < past and segment.word(at - 1) == "を" and segment.form(at).startswith("連用形"):
            if any(c.stance == "demanded" and at < c.at and c.past == past for c in segment.cues):
                continue  # 県を通じて派遣を要請したと: through whom it was asked for
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
    plain = segment.passage.plain
    told = segment.lemma(cue.past + 2) == "こと" or segment.lemma(cue.past + 1) == "の"
    source = discourse.source
    if source is not None and not told and is_outlet(source.of(plain)):
        return None  # a bare という is of somebody whom the outlet does not name
    if source is None and discourse.sourced and discourse.speaker is not None:
        source = discourse.speaker if is_outlet(discourse.speaker.of(plain)) else None
    return source if source is None or source.start != draft.speaker.start else None


def _clause_start(segment: Segment, draft: Draft, anchor: int, before: Sequence[Draft]) -> int:
    """Where the clause of the draft begins: behind the cues and sources that end clauses before it."""
    starts = [source.past for source in segment.sources if source.past <= anchor and not source.quoted]
    for earlier in before:
        cue = earlier.cue
        if cue is not None and cue.ends_clause and cue.past <= anchor:
            if earlier.direct and draft.joint is Joint.THAT and _of_story(segment, earlier):
                continue  # 議長は、男が「…」と叫びながら逃げたと説明した
            starts.append(cue.past)
        elif cue is draft.cue and earlier.past < draft.past:
            starts.append(earlier.past + 1)  # 「…」と、…するよう求めた: two statements by one cue
    return max(starts, default=0)


def _of_story(segment: Segment, quote: Draft) -> bool:
    """Whether who says the quote is a subject of what the topic before it tells, the quote only being how it was done:
    男が「…」と叫びながら.
    """
    cue, speaker = quote.cue, quote.speaker
    if cue is None or speaker is None or segment.word(cue.past) != "ながら":
        return False
    inner = any(s.particle == "が" and s.phrase.span.start == speaker.start for s in segment.subjects())
    topic = segment.topic()
    return inner and topic is not None and segment.start(topic.at) < speaker.start


def _source_speaks(segment: Segment, draft: Draft, source: Source | None) -> None:
    """What is hearsay, found or passively said is said by its source, and by nobody else that is left out."""
    if not draft.hearsay and draft.cue is not None:
        source = source_of_finding(segment, draft.cue)
    if source is not None:
        draft.speaker = segment.source_speaker(source)
        draft.who = SOURCE if source.speaker is not None else CARRIED_SOURCE
        outer = [s.speaker for s in segment.sources if s.past <= source.at and s.speaker is not None]
        plain = segment.passage.plain
        if outer and is_outlet(outer[-1].of(plain)) and draft.speaker and is_outlet(draft.speaker.of(plain)):
            outer = []  # A紙によれば…多く、B紙によれば…: each tells its own
        draft.via = outer[-1] if outer else None
    elif draft.hearsay and segment.discourse is not None:
        carried = segment.discourse.source or segment.discourse.speaker
        draft.speaker = None if carried is None else Speaker(carried.start, carried.end, implicit=True)
        draft.who = "話者は前の文の出どころ" if segment.discourse.source else CARRIED


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


def _drop_retold(drafts: list[Draft]) -> None:
    """Of a clause that its speaker says to have said, the outer one is left: 応援を要請したと発表した."""
    for inner in list(drafts):
        if inner.direct or inner.joint not in (Joint.DEMAND, Joint.NOUN):
            continue
        if inner.cue is None or inner.speaker is None:
            continue
        for outer in drafts:
            if (
                outer is not inner
                and not outer.direct
                and not outer.hearsay
                and not (outer.joint is Joint.FACT and inner.joint is Joint.DEMAND)
                and outer.speaker == inner.speaker
                and 0 <= outer.past - inner.cue.past <= 1
                and outer.cue is not inner.cue
            ):
                drafts.remove(inner)
                break


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


_RELAYING = frozenset({"報じる", "報ずる", "伝える", "報道", "紹介", "する"})


def _by_cue(draft: Draft) -> tuple[int, bool, int]:
    return draft.cue.at if draft.cue else draft.past, not draft.direct, draft.first
