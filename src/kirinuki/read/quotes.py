"""Quotes that somebody says: which brackets hold a saying, and what cue takes it up.

A quote looks right: 「…」と述べた, 「…」との見方, 「…」ことを認めた; one that the sentence ends with looks left for a name.
Brackets around a name, a title or a single word hold no saying.
"""

from __future__ import annotations

from kirinuki.model.text import Span
from kirinuki.read.cues import Cue, Joint, adverbials, cue_nouns, cue_words, find_link
from kirinuki.read.segment import Draft, Segment


def find_quotes(segment: Segment) -> list[Draft]:
    """A draft for every quote that somebody says."""
    drafts: list[Draft] = []
    done = 0
    for at in segment.places("quote"):
        if at < done or not segment.is_quote(at):
            continue
        last = at
        while segment.is_quote(last + 1) or (segment.word(last + 1) == "、" and segment.is_quote(last + 2)):
            last += 1 if segment.is_quote(last + 1) else 2
        taken = _taken_up(segment, last)
        if taken is not None:
            cue, cue_span, joint, firm = taken
            for quote in range(at, last + 1):
                if segment.is_quote(quote) and says_something(segment, quote, firm):
                    drafts.append(Draft(True, segment.inside(quote), quote, quote + 1, cue, cue_span, joint))
        done = last + 1
    return drafts


def _taken_up(segment: Segment, quote: int) -> tuple[Cue | None, Span | None, Joint, bool] | None:
    """What takes up the quote at position `quote`: cue, its words, the joint, whether it is sure to be speech."""
    at = quote + 1
    if segment.word(at) in ("など", "等"):
        at += 1
    word = segment.word(at)
    if word in ("と", "って"):
        if segment.word(at + 1) in ("も", "は", "まで"):
            at += 1
        if (
            segment.word(at + 1) == "の"
            or segment.word(at + 1) in ("いっ", "いった", "する")
            or (
                segment.word(at + 1) == "いう"
                and segment.passage.is_noun(segment.units[at + 2 if at + 2 < segment.size else at])
            )
        ):
            return _taken_by_noun(segment, at + 1)
        return _taken_by_verb(segment, at + 1)
    if word in ("こと", "旨", "点"):
        return _taken_by_fact(segment, quote + 1)
    if at >= segment.size or word in ("、",):
        return _unattributed(segment, quote) if at >= segment.size else None
    return None


def _taken_by_verb(segment: Segment, at: int) -> tuple[Cue | None, Span | None, Joint, bool] | None:
    fallback: Cue | None = None
    for p in range(at, segment.size):
        if segment.is_quote(p) and segment.word(p + 1) in ("と", "など"):
            break
        cue = segment.cue_at.get(p)
        if cue is not None and cue.frames - {"found", "wo", "you"}:
            return cue, segment.cue_span(cue), Joint.QUOTE, "to" in cue.frames and cue.word != "する"
        if segment.tag(p).startswith("動詞") and fallback is None:
            lemma = segment.lemma(p)
            word = cue_words().get(lemma)
            if word is not None and "none" in word.frames:
                return None
            light = segment.tag(p) == "動詞-非自立可能" and p > at
            done = lemma == "する" and segment.tag(p - 1).startswith("名詞")
            if (lemma in adverbials("relation") or light) and not done:
                continue
            past = _inflection_end(segment, p + 1)
            if (
                past >= segment.size
                or segment.word(past) in ("、", "。")
                or segment.word(past - 1) in ("て", "で")
            ):
                start = p - 1 if lemma == "する" and segment.tag(p - 1).startswith("名詞") else p
                fallback = Cue(start, past, lemma, frozenset({"to"}), False, True, False)
                break
    if fallback is None or fallback.word in _NO_SPEECH:
        return None
    return fallback, segment.cue_span(fallback), Joint.QUOTE, False


def _inflection_end(segment: Segment, at: int) -> int:
    while at < segment.size and (
        (segment.tag(at) in ("助動詞", "助詞-接続助詞") and segment.word(at) != "が")
        or segment.lemma(at) in ("いる", "おる", "くる")
    ):
        at += 1
    return at


def _taken_by_noun(segment: Segment, at: int) -> tuple[Cue | None, Span | None, Joint, bool] | None:
    """「…」との見方(を示した): the verb behind the noun is the cue where there is one, else the noun."""
    for p in range(at, min(at + 8, segment.size)):
        frames = cue_nouns().get(segment.word(p))
        if frames is None or "none" in frames:
            if segment.tag(p).startswith("動詞-一般") and segment.lemma(p) != "いう":
                break
            continue
        if (
            segment.passage.is_noun(segment.units[p + 1 if p + 1 < segment.size else p])
            and p + 1 < segment.size
        ):
            continue
        for v in range(p + 1, min(p + 10, segment.size)):
            cue = segment.cue_at.get(v)
            if cue is not None and "noun" in cue.frames:
                return cue, segment.cue_span(cue), Joint.NOUN, True
            if segment.tag(v).startswith("動詞-一般"):
                break
        if "alone" in frames:
            i = segment.units[p]
            span = Span(segment.passage.starts[i], segment.passage.ends[i])
            cue = Cue(p, p + 1, segment.word(p), frames, False, False, False)
            return cue, span, Joint.NOUN, True
    return None


def _taken_by_fact(segment: Segment, at: int) -> tuple[Cue | None, Span | None, Joint, bool] | None:
    for cue in segment.cues:
        if cue.at > at and "koto" in cue.frames:
            link = find_link(segment.passage, segment.units, cue, at - 2)
            if link is not None and link.joint is Joint.FACT and link.noun == at:
                return cue, segment.cue_span(cue), Joint.QUOTE, True
    return None


def _unattributed(segment: Segment, quote: int) -> tuple[Cue | None, Span | None, Joint, bool] | None:
    """A quote that the sentence ends with: said by whom the words before it name (知事「…」)."""
    if quote == 0 or segment.word(quote) != "「":
        return None
    if segment.word(quote - 1) == "、":
        quote -= 1
    phrase = segment.phrase(quote - 1, 0)
    if phrase is None or phrase.kind in ("place", "outlet", "document"):
        return None
    return None, None, Joint.QUOTE, False


def says_something(segment: Segment, quote: int, firm: bool) -> bool:
    """Whether the words in the brackets are a saying and not a single word, a name or a title."""
    passage = segment.passage
    first, past = segment.units[quote] + 1, passage.close[segment.units[quote]]
    while past > first and passage.tags[past - 1].startswith("補助記号"):
        past -= 1
    if past <= first:
        return False
    last = past - 1
    if passage.is_predicate(last) and not passage.tags[last].startswith("形状詞"):
        return past - first > 1 or passage.tags[last].startswith(("動詞", "形容詞"))
    if passage.tags[last].startswith("感動詞"):
        return True
    inner = range(first, past)
    clause = any(
        passage.tags[i].startswith(("動詞", "助動詞")) or passage.word(i) in ("は", "が", "を") for i in inner
    )
    return (
        clause
        if firm
        else clause and past - first > 4 and passage.word(last) in ("か", "べき", "もの", "こと")
    )


_NO_SPEECH = frozenset(
    {
        "なる",
        "呼ぶ",
        "名付ける",
        "題する",
        "称する",
        "銘打つ",
        "ある",
        "いう",
        "比べる",
        "違う",
        "異なる",
        "変える",
        "並ぶ",
        "同じ",
        "つく",
        "組む",
        "戦う",
        "対戦",
        "結ぶ",
        "続く",
    }
)
