"""Whose clause it is: the topic or subject that a quote or a reported clause belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from kirinuki.model.text import Span, replace
from kirinuki.read.statements.clauses import content_start
from kirinuki.read.statements.cues import Joint, adverbials, cue_nouns
from kirinuki.read.statements.segment import Draft, Segment, Subject, is_day
from kirinuki.read.statements.speakers import Phrase, is_outlet, phrase_ending

BY_PARTICLE = {
    "は": "話者は主題「…は」",
    "が": "話者は主語「…が」",
    "も": "話者は主題「…も」",
    "から": "話者は出どころ「…から」",
    "からは": "話者は出どころ「…からは」",
    "では": "話者は言う場の主「…では」",
}
"""Why somebody marked by a particle speaks, as `Draft.who` takes it."""

_HEADLINE_TOPIC = "話者は見出しの最初の「、」までの名"
_NEXT_IN_HEADLINE = "話者は見出しの「…」のすぐ後の名"
_BEHIND = "話者は述語の前の「…は」"
_RIGHT_BEFORE = "話者は「…」の直前の名"
_MODIFIED = "話者は述語が修飾する名詞"
OWNER = "話者は「…との甲の談話」の甲"
_CLEFT = "話者は「…のは」の受ける名詞"
_ASIDE = "話者は「…」の後の括弧の中の名"
_LABEL = "話者は「…」の前の【】の中の名"
_OWNER = "話者は「…という」と内容の名詞の間の「…の」"
_ASKED_WHOM = "話者は「…に聞くと」の答える人"
GIVER = "受け身や「聞く」の相手「…に」「…から」が話者"
_UNKNOWN_NAME = "話者は主題「…は」に立つ、辞書にない名"
LATER_CLAUSE = "「…として」の話者は後の節の主語"


def speaker_of_quote(segment: Segment, draft: Draft, clause: int) -> tuple[Phrase | None, int]:
    """Who says a quote: named behind it, right before it, or as the subject; and where its clause goes on.

    Sets `draft.who` where somebody is found.
    """
    quote, cue = draft.first, draft.cue
    owner = _owner_of_words(segment, draft)
    if owner is not None:
        draft.who = OWNER
        return owner, clause
    if cue is not None:
        behind = _speaker_behind(segment, quote, cue.at)
        if behind is not None:
            draft.who = _BEHIND
            return behind, clause
        cleft = cleft_speaker(segment, cue.past)
        if cleft is not None:
            draft.who = _CLEFT
            return cleft, clause
        if "alone" in cue.frames and segment.word(cue.at - 1) == "の" and cue.at - 3 > quote:
            owner = segment.phrase(cue.at - 2, quote + 2)
            if owner is not None and owner.kind in ("person", "group"):
                draft.who = _OWNER
                return owner, clause  # 「…」という電力会社の説明
        if "alone" in cue.frames:
            sender = _sender(segment, quote, cue.at)
            if sender is not None:
                draft.who = BY_PARTICLE["から"]
                return sender, clause
        kindly = segment.word(cue.past - 1) == "て" and segment.lemma(cue.past) in _GRANTED
        if (cue.passive or kindly or cue.word in _RECEIVING) and draft.joint is Joint.QUOTE:
            draft.who = GIVER
            giver = _giver(segment, quote + 2, cue.at) or _giver(segment, clause, quote)
            if giver is not None or cue.passive or kindly:
                return giver, clause
    elif segment.word(quote + 1) == "と":
        draft.who = _BEHIND
        return segment.phrase(segment.size - 1, quote + 2), clause  # 「…」と西田監督。
    named = named_in_aside(segment, quote + 1)
    if named is not None:
        draft.who = _ASIDE
        return named, clause
    asked = _asked(segment, quote, clause)
    if asked is not None:
        draft.who = _ASKED_WHOM
        return asked, clause
    before = named_in_aside(segment, quote - 1) if segment.word(quote - 1) == "【" else None
    if before is not None:
        draft.who = _LABEL
        return replace(before, first=quote - 1), clause
    at = quote - 1
    if segment.word(at) in ("、", ":"):
        at -= 1
    while at > clause and segment.is_quote(at):
        at -= 1
    if segment.word(at) == "から" and draft.joint is not Joint.NOUN:
        phrase = segment.phrase(at - 1, clause)  # 選手側から「…」と抗議
        if phrase is not None and phrase.kind in ("person", "group"):
            draft.who = BY_PARTICLE["から"]
            return phrase, at + 1
    if segment.word(at) == "は" and segment.word(at - 1) == "に" and draft.joint is Joint.NOUN:
        at -= 2  # 与党内には「…」との声がある
    if segment.word(at) == "の" and draft.joint is Joint.NOUN:
        at -= 1  # 部長の「…」とのコメント
    if cue is None and segment.word(at) in ("は", "も"):
        at -= 1  # 町長は「…」。
    told = _topic_of_story(segment, draft, at, clause)
    if told is not None:
        draft.who = BY_PARTICLE["は"]
        return told.phrase, told.at + 1
    phrase = segment.phrase(at, clause)
    if (
        phrase is not None
        and phrase.kind != "place"
        and not (cue is None and phrase.kind in ("outlet", "document"))
    ):
        draft.who = _RIGHT_BEFORE
        return phrase, at + 1
    nearest = _subject_of_quote(segment, draft, quote, clause)
    if nearest is not None and nearest.particle == "では" and cue is not None and cue.modifies:
        nearest = None  # 駅では「…」と途方に暮れる夫婦も
    if nearest is not None and dismisses(segment, draft, nearest.at):
        return None, clause
    if nearest is not None:
        draft.who = BY_PARTICLE[nearest.particle]
        return nearest.phrase, max(nearest.at + 1, clause)
    if cue is not None and cue.modifies:
        phrase = _phrase_behind(segment, cue.past)
        if phrase is not None:
            draft.who = _MODIFIED
            return phrase, clause
    voiced = cue is not None and ("to" in cue.frames or draft.joint is Joint.NOUN)
    if cue is not None and voiced and cue.word != "する":
        draft.who = _UNKNOWN_NAME
        return _marked_before(segment, quote, clause), clause
    if cue is None and segment.is_headline():
        topic = headline_topic(segment, quote)
        if topic is not None:
            draft.who = _HEADLINE_TOPIC
            return topic.phrase, clause
        draft.who = _NEXT_IN_HEADLINE
        return _person_at(segment, quote + 1), clause
    return None, clause


def _person_at(segment: Segment, at: int) -> Phrase | None:
    """The person whose name begins at position `at`: 「…」佐藤選手の引退会見."""
    start = segment.start(at)
    for entity in segment.passage.entities_between(start, start + 1):
        if entity.type == "PERSON":
            return Phrase(at, Span(start, entity.end + len(entity.title or "")), "person")
    return None


def dismisses(segment: Segment, draft: Draft, topic: int) -> bool:
    """Whether the cue turns down what the one at `topic` says in the clause before, so that another speaks:
    弁護側は「…」と主張したが、「…」と退けた.
    """
    if draft.cue is None or draft.cue.word not in _DISMISSING:
        return False
    return any(
        c.stance is not None and topic < c.at and c.past < draft.first and segment.word(c.past) == "が"
        for c in segment.cues
    )


_DISMISSING = frozenset({"退ける", "斥ける", "しりぞける", "却下", "棄却", "一蹴"})


def _topic_of_story(segment: Segment, draft: Draft, ga: int, clause: int) -> Subject | None:
    """Who tells what others did, part of it in his own words: 警察は、参加者たちが「…をした」と述べた."""
    cue = draft.cue
    if cue is None or segment.word(ga) != "が" or cue.past < segment.size or draft.joint is Joint.NOUN:
        return None
    subject = segment.phrase(ga - 1, clause)
    for topic in segment.subjects():
        if topic.particle == "は" and clause <= topic.phrase.first and subject is not None:
            near = segment.word(topic.at + 1) == "、" and subject.first == topic.at + 2
            return topic if near and topic.phrase.kind in ("person", "group") else None
    return None


def named_in_aside(segment: Segment, at: int) -> Phrase | None:
    """Who is named in brackets behind a quote: 「…」(鈴木店長)と, 「…」(同省幹部)との見方."""
    if not segment.is_aside(at):
        return None
    opener = segment.units[at]
    inner = range(opener + 1, segment.passage.close[opener])
    phrase = phrase_ending(segment.passage, inner, len(inner) - 1, 0) if inner else None
    if (
        phrase is None
        or phrase.kind not in ("person", "group")
        or is_outlet(phrase.span.of(segment.passage.plain))
    ):
        return None  # 「…」(中央日日新聞)と: only where it was read
    return replace(phrase, first=at)


def _asked(segment: Segment, quote: int, clause: int) -> Phrase | None:
    """Whom the outlet asked: 市内の農家に(話を)聞くと、「…」, 店主に尋ねたところ「…」."""
    p = quote - 1 - (segment.word(quote - 1) == "、")
    if segment.word(p) not in ("と", "ところ"):
        return None
    p -= 1
    while p > clause and segment.tag(p) in ("助動詞", "助詞-接続助詞"):
        p -= 1
    if segment.lemma(p) == "する":
        p -= 1
    if segment.lemma(p) not in _ASKING:
        return None
    p -= 1
    told = segment.word(p) == "を"  # 話を聞く
    if told:
        p -= 2
    asked = ("に", "から") if told else ("に", "へ")  # 男から事情を聞いたところ
    return segment.phrase(p - 1, clause) if segment.word(p) in asked else None


def interviewed(segment: Segment) -> Span | None:
    """Whom a sentence that says nothing else asked: 調査を担当した学芸員に(話を)聞いた。"""
    p = segment.size - 1
    while p > 0 and segment.tag(p) == "助動詞":
        p -= 1
    if segment.lemma(p) == "する":
        p -= 1
    if segment.lemma(p) in ("応じる", "応ずる") and segment.word(p - 2) in ("インタビュー", "取材"):
        topic = segment.topic()  # 市長は本紙のインタビューに応じた
        return topic.phrase.span if topic is not None and topic.phrase.kind == "person" else None
    if segment.lemma(p) not in _ASKING:
        return None
    p -= 1
    if segment.word(p) == "を":
        p -= 2  # 話を聞いた
    phrase = segment.phrase(p - 1, 0) if segment.word(p) == "に" else None
    return phrase.span if phrase is not None and phrase.kind == "person" else None


_ASKING = frozenset(
    {"聞く", "聴く", "尋ねる", "たずねる", "問う", "質問", "職務質問", "問いただす", "聴取", "インタビュー"}
)

_HOLDERS = frozenset({"では", "からは", "から"})
"""Particles of whose view it is that exists, rises or spreads: 専門家からは…との見方が出ている."""
QUESTIONS = frozenset({"質問", "問い", "問いかけ"})
_GRANTED = frozenset({"もらう", "もらえる", "いただく", "いただける"})
"""Behind the cue, these tell that another says it: 職人に「…」と言ってもらえた."""
_RECEIVING = frozenset({"聞く", "聴く", "教わる", "習う", "たしなめる"})
"""Cues whose subject hears what another says."""


def cleft_speaker(segment: Segment, past: int) -> Phrase | None:
    """「…」と話す(のは、文具店を営む)吉本さんだ: whom the sentence ends with."""
    if segment.word(past) != "の" or segment.word(past + 1) not in ("は", "が"):
        return None
    last = segment.size - 1
    while last > past + 1 and segment.tag(last) == "助動詞":
        last -= 1
    return segment.phrase(last, past + 2)


def _sender(segment: Segment, quote: int, cue: int) -> Phrase | None:
    """From whom the words came: 「…」と警備員から署に通報があった."""
    for at in segment.places("particle"):
        if quote < at < cue and segment.word(at) == "から":
            phrase = segment.phrase(at - 1, quote + 1)
            if phrase is not None and phrase.kind in ("person", "group"):
                return phrase
    return None


def _giver(segment: Segment, lowest: int, cue: int) -> Phrase | None:
    """By whom something was said to somebody: 母に「…」と言われた, 客からは「…」と聞かれる."""
    for at in range(cue - 1, lowest, -1):
        if segment.word(at) in ("に", "から") and segment.tag(at) == "助詞-格助詞":
            phrase = segment.phrase(at - 1, lowest)
            if phrase is not None and phrase.kind in ("person", "group", "place"):
                return phrase
    return None


def _owner_of_words(segment: Segment, draft: Draft) -> Phrase | None:
    """Whose words it is that another tells: 通信社は「…」とする(協会)の談話を伝えた."""
    if draft.joint is not Joint.NOUN or draft.cue is None:
        return None
    for noun in range(draft.past + 3, min(draft.cue.at + 1, draft.past + 14)):
        row = cue_nouns().get(segment.word(noun))
        told = row is not None and "alone" in row.frames and segment.word(noun) != "声"  # 男の声
        if told and segment.word(noun - 1) == "の":
            phrase = segment.phrase(noun - 2, draft.past + 1)
            return phrase if phrase is not None and phrase.kind in ("person", "group") else None
    return None


def _speaker_behind(segment: Segment, said: int, cue: int) -> Phrase | None:
    """A speaker between what was said, or its particle, at `said` and the cue: 「…」と鈴木氏は述べた."""
    while segment.is_quote(said + 1) or (segment.word(said + 1) == "、" and segment.is_quote(said + 2)):
        said += 1  # 「…」「…」と鈴木氏は述べた
    if any(segment.is_quote(p) for p in range(said + 1, cue)):
        return None  # 「…」、鈴木氏は「…」と述べた: of the later quote
    told = any(s.particle == "は" and s.at < said and s.phrase.kind == "person" for s in segment.subjects())
    for particle in segment.places("particle"):
        if said + 1 < particle < cue and segment.word(particle) in (
            ("は", "が") if told else ("は", "が", "も")
        ):
            at = particle - 2 if segment.word(particle - 1) == "で" else particle - 1  # 中央日日新聞では
            phrase = segment.phrase(at, said + 1) if at > said else None
            if phrase is not None and segment.lemma(at) not in cue_nouns():
                return phrase  # …との報告も出した: the report is what was said
    return None


def _marked_before(segment: Segment, quote: int, clause: int) -> Phrase | None:
    """Whatever は marks before a quote that is spoken, and of which nothing else is told: a name or a noun that no
    rule knew (○○は「…」と述べた, 横綱は千秋楽の後、「…」と語った).
    """
    for at in reversed(segment.places("particle")):
        if not clause < at < quote or segment.word(at) not in ("は", "が"):
            continue
        if not segment.tag(at - 1).startswith(("名詞", "接尾辞")):
            continue
        if at + 2 < quote and any(segment.tag(p).startswith(_PREDICATES) for p in range(at + 1, quote)):
            return None
        return segment.phrase(at - 1, clause, anything=True)
    return None


_PREDICATES = ("動詞-一般", "形容詞", "形状詞-一般", "助動詞")


def _subject_of_quote(segment: Segment, draft: Draft, quote: int, clause: int) -> Subject | None:
    """The topic to the left, or a が-phrase that stands nearer and is no part of a clause of its own."""
    near: Subject | None = None
    for subject in reversed([s for s in segment.subjects() if s.at < quote]):
        if subject.particle in ("は", "も", "では", "からは"):
            if only_is(segment, subject.at):
                continue
            if subject.particle == "も" and _is_told_of(segment, subject.at, quote):
                continue
            if near is None or (
                subject.particle == "は"
                and _tells(segment, near.at, quote)
                and not _tells_all(segment, subject.at, near.at)
            ):
                return subject
            return near
        if subject.particle == "から":
            if draft.joint is Joint.NOUN and near is None:
                near = subject
        elif near is None and subject.at >= clause and reaches(segment, subject.at, quote):
            near = subject
    return near


def _is_told_of(segment: Segment, also: int, quote: int) -> bool:
    """Whether a も-phrase belongs to a clause of what a person, the topic, goes on to say: 次官は、双方も望まないが、「…」と."""
    return _tells(segment, also, quote) and any(
        s.particle == "は" and s.at < also and s.phrase.kind == "person" for s in segment.subjects()
    )


def only_is(segment: Segment, topic: int) -> bool:
    """Whether an adjective at once says all there is of a topic: 客は少ないが、「…」と笑う."""
    return segment.tag(topic + 1).startswith("形容詞") and segment.word(topic + 2) in ("が", "し", "けれど")


def _tells(segment: Segment, start: int, end: int) -> bool:
    """Whether a predicate stands between."""
    return any(
        segment.tag(p).startswith("動詞-一般") and segment.lemma(p) not in adverbials("relation")
        for p in range(start + 1, end)
    )


def _tells_all(segment: Segment, start: int, end: int) -> bool:
    """Whether a cue ends a clause between."""
    return any(c.ends_clause and start < c.at and c.past <= end for c in segment.cues)


def _phrase_behind(segment: Segment, at: int) -> Phrase | None:
    """The noun that a cue describes: …と話す(住民の男性), and 中野選手 in …と話す中野選手の目."""
    last = at
    shorter: list[int] = []
    while last + 1 < segment.size and (
        segment.is_noun(last + 1)
        or (segment.word(last + 1) in ("の", "・") and segment.is_noun(min(last + 2, segment.size - 1)))
    ):
        if segment.word(last + 1) == "の":
            shorter.append(last)
        last += 1
    ends = [last, *shorter[:1]]
    for end in ends:
        phrase = segment.phrase(end, at)
        if phrase is not None:
            return phrase
    return None


def reaches(segment: Segment, subject: int, anchor: int) -> bool:
    """Whether a が-phrase is the subject of the clause at `anchor`, not of one that only describes a noun in it."""
    for p in range(subject + 1, anchor):
        tag = segment.tag(p)
        if not tag.startswith(("動詞", "助動詞", "形容詞")):
            continue
        behind = p + 1
        if behind >= anchor:
            break
        next_tag = segment.tag(behind)
        if next_tag.startswith(("助動詞", "動詞")):
            continue
        if segment.is_noun(behind) or (
            next_tag.startswith(("形状詞", "連体詞")) and segment.form(p).startswith(("連体形", "終止形"))
        ):
            noun = behind
            while noun + 1 < anchor and segment.is_noun(noun + 1):
                noun += 1
            held = segment.is_occasion(noun) and segment.word(noun + 1) not in ("の", "を")
            spoken = segment.word(noun + 1) == "の" and segment.is_occasion(noun + 2)  # 開いた会見の冒頭で
            spoken = spoken and segment.word(noun) not in _CASES  # 住民が賠償を求めた訴訟の判決で
            if not held and not spoken and segment.lemma(p) not in adverbials("relation"):
                return False  # 首相が出席する審議の開催を
        elif next_tag == "助詞-準体助詞" or (
            next_tag == "助詞-接続助詞"
            and (segment.word(behind) not in ("て", "で") or segment.word(behind + 1) == "も")
        ):
            return False
    return True


_CASES = frozenset({"訴訟", "裁判", "事件"})
"""What is judged, and what one who brings it does not speak in."""


def speaker_of_clause(segment: Segment, draft: Draft, clause: int) -> tuple[Phrase | None, int]:
    """Who says a reported clause that starts at position `clause`, and where the words said may begin.

    None where the sentence leaves the speaker out, or the cue is passive and has none. Sets `draft.who` else.
    """
    cue = draft.cue
    assert cue is not None
    end = draft.past
    owner = _owner_of_words(segment, draft)
    if owner is not None:
        draft.who = OWNER
        topic = segment.topic()
        return owner, clause if topic is None or topic.at >= end else max(topic.at + 1, clause)
    inside = [s for s in segment.subjects() if clause <= s.phrase.first and s.at < end - 1]
    if "alone" in cue.frames and segment.word(cue.past) in ("が", "も"):
        inside = [
            s for s in inside if s.particle in _HOLDERS
        ]  # 市は負けるとの見方もある: not the city's view
        while len(inside) > 1 and _clause_between(segment, inside[0].at, inside[1].phrase.first):
            inside.pop(0)  # 業界では当然との声が多いが、株主からは…との懸念も聞かれる
        if not inside:
            behind = _sender(segment, cue.past, segment.size)
            if behind is not None:
                draft.who = BY_PARTICLE["から"]
            return behind, clause  # …との指摘も専門家から出ている
    if cue.passive or cue.word == "聞く":  # …と県から言われた, 県から…よう求められた
        giver = _giver(segment, end, cue.at)
        before = next((s for s in inside if s.particle == "から"), None)
        if giver is not None or before is not None:
            draft.who = GIVER
            return (giver, clause) if before is None else (before.phrase, before.at + 1)
    if (cue.passive and draft.joint is not Joint.MANNER) or "found" in cue.frames:
        return None, clause
    if cue.word in QUESTIONS and segment.word(cue.past) == "に":
        asked = _subject_of_clause(segment, draft, clause, inside)
        return None, clause if asked is None else asked.at + 1  # …かとの質問に、知事は「…」と答えた
    if "alone" in cue.frames and segment.word(cue.at - 1) == "の" and cue.at - 2 > end:
        owner = segment.phrase(cue.at - 2, end)
        if owner is not None and owner.first > end:
            draft.who = _OWNER
            return owner, clause  # …という当局の主張
    behind = _speaker_behind(segment, end, cue.at)  # …と鈴木氏は述べた
    if behind is not None:
        draft.who = _BEHIND
        return behind, clause
    subject = _subject_of_clause(segment, draft, clause, inside)
    if subject is not None and _is_about_another(segment, subject):
        return None, clause
    if subject is not None:
        draft.who = BY_PARTICLE[subject.particle]
        return subject.phrase, subject.at + 1
    if draft.joint is not Joint.MANNER:
        unknown = _unknown_topic(segment, clause, end)
        if unknown is not None:
            draft.who = _UNKNOWN_NAME
            return unknown.phrase, unknown.at + 1
    for place in inside:  # 米国は…と主張した
        if place.particle == "は" and not carries(segment):
            draft.who = BY_PARTICLE["は"]
            return place.phrase, place.at + 1
    cleft = cleft_speaker(segment, cue.past)
    if cleft is not None:
        draft.who = _CLEFT
        return cleft, clause
    if cue.modifies:
        phrase = _phrase_behind(segment, cue.past)
        issued = phrase is not None and phrase.kind == "document" and segment.topic() is not None
        if phrase is not None and not issued:  # 部会は…として、…を求める声明を出した: the topic's
            draft.who = _MODIFIED
            return phrase, clause
    holds = cue.word in ("する", "みる", "見る") and segment.word(cue.past - 1) == "て"
    if holds and not any(s.particle == "は" and s.at < cue.at for s in segment.subjects()):
        for after in segment.subjects():  # …したとして、警察は逮捕した
            if after.at > cue.past and after.particle in ("は", "が"):
                draft.who = LATER_CLAUSE
                return after.phrase, clause
    if segment.is_headline():
        topic = headline_topic(segment, end)
        if topic is not None:
            draft.who = _HEADLINE_TOPIC
            return topic.phrase, topic.at + 1  # 見出し: 町、橋の廃止を発表
    return None, clause


def headline_topic(segment: Segment, end: int) -> Subject | None:
    """Whom a headline names first, before a comma and position `end`: 町、橋の廃止を発表."""
    comma = next((p for p in range(1, end) if segment.word(p) == "、"), 0)
    phrase = segment.phrase(comma - 1, 0) if comma else None
    return Subject(comma, "、", phrase) if phrase is not None and phrase.first == 0 else None


def _is_about_another(segment: Segment, subject: Subject) -> bool:
    """Whether a sentence that goes on with the speaker of the one before has another person for its topic:
    (佐藤氏は…と述べた。)その上で、鈴木氏は無責任だと批判した.
    """
    discourse = segment.discourse
    if discourse is None or discourse.speaker is None or discourse.age > 1 or subject.particle != "は":
        return False
    if not segment.passage.plain.startswith(("その上で", "そのうえで"), segment.start(0)):
        return False
    known = segment.passage.person_in(discourse.speaker)
    other = segment.passage.person_in(subject.phrase.span)
    return known is not None and other is not None and known != other


def _unknown_topic(segment: Segment, clause: int, end: int) -> Subject | None:
    """A name that no rule knew, set off as a topic: in foreign letters (○○は、…と発表した), or before the day when
    it was said (○○は10日、…).
    """
    for at in segment.places("particle"):
        if clause < at < end - 1 and segment.word(at) == "は":
            word = segment.word(at - 1)
            time = segment.time_at(at + 1)
            foreign = len(word) > 2 and all(c in "ー・" or "ァ" <= c <= "ヺ" or c.isascii() for c in word)
            phrase = segment.phrase(at - 1, clause, anything=True)
            if phrase is None:
                return None
            plain, discourse = segment.passage.plain, segment.discourse
            known = discourse is not None and discourse.knows(phrase.span.of(plain))
            source, cue = segment.source_before(clause), segment.cue_at.get(end + 1)
            outlet = source is not None and source.speaker is not None and is_outlet(source.speaker.of(plain))
            if outlet and cue is not None and cue.word in ("伝える", "報じる", "報ずる", "報道"):
                time = None  # 中央日日新聞によると、日程は10日に…と伝えている
            if foreign and "の" in phrase.span.of(plain):
                return None  # この車のポイントは、
            if (segment.word(at + 1) == "、" and foreign) or (time is not None and is_day(time)) or known:
                return Subject(at, "は", phrase)
            return None
    return None


def _subject_of_clause(
    segment: Segment, draft: Draft, clause: int, inside: Sequence[Subject]
) -> Subject | None:
    """The one of the subjects `inside` the clause that belongs to its cue, not to the words reported."""
    cue = draft.cue
    assert cue is not None
    end = draft.past
    alone = "alone" in cue.frames
    asks = draft.joint in (Joint.MANNER, Joint.DEMAND)
    if not cue.ends_clause:
        # The words hang on in another's clause: its topic, which stands first, belongs to that.
        relayed = not cue.modifies and not alone and len(inside) > 1 and inside[0].particle == "は"
        for subject in inside[1:] if relayed else reversed(inside):
            near = not alone and (reaches(segment, subject.at, end - 1) or _set_off(segment, subject))
            if subject.particle in ("は", "も", "からは") or near:
                return subject
    if asks:
        for subject in reversed(inside):
            if subject.particle in ("は", "が", "も") and reaches(segment, subject.at, end - 1):
                return subject
            if subject.particle == "は" and _clause_between(segment, inside[0].at, subject.phrase.first):
                return subject  # 生徒は滞納し、学校側は…(貼った)紙を出すよう求めた
    plain = segment.passage.plain
    for subject in inside:
        if subject.particle == "では" and is_outlet(subject.phrase.span.of(plain)):
            return subject  # 中央日日新聞では、…としている
    topics = [s for s in inside if s.particle == "は" and s.phrase.kind != "place"]
    while len(topics) > 1 and _clause_between(segment, topics[0].at, topics[1].phrase.first):
        if is_outlet(topics[0].phrase.span.of(plain)) and not is_outlet(topics[1].phrase.span.of(plain)):
            break  # 中央日日新聞は去年と比べ、首相は…と指摘した
        topics.pop(0)
    if topics:
        return topics[0]
    if asks:
        for subject in reversed(inside):  # …した事件で、佐藤容疑者が友人に送った写真を消すよう
            if subject.particle == "が" and segment.word(subject.phrase.first - 1) == "、":
                return subject
    for k, subject in enumerate(inside):
        rest = inside[k + 1 :]
        if subject.particle in ("では", "からは") or (alone and k == 0 and subject.particle == "から"):
            return subject
        if subject.particle == "も" and (
            reaches(segment, subject.at, end - 1)
            if asks
            else k == 0 and _begins_clause(segment, clause, subject.phrase.first)
        ):
            return subject
        if subject.particle == "が" and (
            _set_off(segment, subject)
            or (
                any(s.particle == "が" for s in rest)
                and reaches(segment, subject.at, rest[0].phrase.first)
                and not _clause_between(segment, subject.at, rest[0].phrase.first)
            )  # 監督が、…選手が勝ったと; not 人が足りず、…人が多いと
        ):
            return subject
    return None


def _set_off(segment: Segment, subject: Subject) -> bool:
    """Whether a comma or a day stands behind a が-phrase, so that it belongs to what follows as a whole: 球団が10日、…."""
    return subject.particle == "が" and (
        segment.word(subject.at + 1) == "、" or segment.time_at(subject.at + 1) is not None
    )


def _begins_clause(segment: Segment, clause: int, first: int) -> bool:
    """Whether a も-phrase opens its clause, behind another that ends in the same sentence: …で禁じており、総務省も."""
    if _opens(segment, clause, first):
        return True
    return segment.word(first - 1) == "、" and segment.form(first - 2).startswith("連用形")


def _opens(segment: Segment, clause: int, first: int) -> bool:
    """Whether nothing but connectives, and whose it is (党の), stands before position `first` in its clause."""
    while first > clause and (segment.word(first - 1) == "の" or segment.is_noun(first - 1)):
        first -= 1
    return content_start(segment, clause, first + 1, hearsay=True) >= first


def _clause_between(segment: Segment, topic: int, first: int) -> bool:
    """Whether a clause of its own ends between two topics, so that the second one speaks: Aは…行い、Bは…."""
    comma = first - 1
    while comma > topic + 1 and segment.word(comma) != "、":
        comma -= 1
    if [segment.word(p) for p in range(comma - 3, comma)] == ["いう", "こと", "で"]:
        return True  # 男は逃げたということで、警察は
    verb = comma - 1
    while verb > topic and segment.tag(verb) in ("助動詞", "助詞-接続助詞"):
        verb -= 1
    if any(segment.word(p) == "は" for p in range(topic + 1, verb)):
        return False  # the clause has a topic of its own and is part of what is said
    lemma = segment.lemma(verb)
    if lemma == "する" and segment.tag(verb - 1).startswith("名詞"):
        lemma = segment.lemma(verb - 1)
    return (
        verb > topic
        and segment.tag(verb).startswith(("動詞", "形容詞"))
        and lemma not in adverbials("relation")
        and lemma not in adverbials("staging")
    )


def carries(segment: Segment) -> bool:
    """Whether the sentence opens with a word that keeps the speaker of the one before."""
    return segment.passage.plain.startswith(tuple(adverbials("carrying")), segment.start(0))
