"""Quotes that somebody says: which brackets hold a saying, and what cue takes it up.

A quote looks right: 「…」と述べた, 「…」との見方, 「…」ことを認めた; one that the sentence ends with looks left for a name.
Brackets around a name, a title or a single word hold no saying.
"""

from __future__ import annotations

from kirinuki.model.reading import Stance
from kirinuki.model.text import Record
from kirinuki.read.statements.cues import Cue, Joint, adverbials, cue_nouns, cue_words
from kirinuki.read.statements.links import find_link, is_act
from kirinuki.read.statements.segment import Draft, Segment
from kirinuki.read.statements.stances import stance_of


class _Uptake(Record, frozen=True):
    """How a quote is taken up. `firm` where that alone shows that it is speech, whatever stands in the brackets."""

    cue: Cue | None
    joint: Joint
    firm: bool
    how: str
    """The rule, as `Draft.how` takes it."""
    stance: Stance | None = None


def find_quotes(segment: Segment) -> list[Draft]:
    """A draft for every quote that somebody says."""
    drafts: list[Draft] = []
    done = 0
    for at in segment.places("quote"):
        if at < done or not segment.is_quote(at):
            continue
        last = at  # 「…」「…」と述べた: quotes in a row share their cue
        while segment.is_quote(last + 1) or (segment.word(last + 1) == "、" and segment.is_quote(last + 2)):
            last += 1 if segment.is_quote(last + 1) else 2
        done = last + 1
        uptake = _uptake(segment, last, goes_on=bool(drafts))
        if uptake is None:
            continue
        span = None if uptake.cue is None else segment.cue_span(uptake.cue)
        for quote in range(at, done):
            if segment.is_quote(quote) and says_something(segment, quote, uptake.firm):
                content = segment.inside(quote)
                drafts.append(
                    Draft(
                        True,
                        content,
                        quote,
                        quote + 1,
                        uptake.cue,
                        span,
                        uptake.joint,
                        uptake.how,
                        uptake.stance,
                    )
                )
    return drafts


def says_something(segment: Segment, quote: int, firm: bool) -> bool:
    """Whether the words in the brackets are a saying and not a single word, a name or a title."""
    passage = segment.passage
    first, past = segment.units[quote] + 1, passage.close[segment.units[quote]]
    while past > first and passage.tags[past - 1].startswith("補助記号"):
        past -= 1
    if past <= first:
        return False
    last = passage.tags[past - 1]
    if last.startswith(("動詞", "形容詞", "感動詞")):
        return True
    if last.startswith(("助動詞", "助詞-終助詞")):
        return past - first > 1
    tags = passage.tags[first:past]
    if last.startswith("形状詞") and tags[0] == "副詞":
        return True  # 「極めて遺憾」
    clause = any(
        tag.startswith(("動詞", "助動詞")) or passage.words[first + k] in ("は", "が", "を")
        for k, tag in enumerate(tags)
    )
    return clause and (firm or passage.words[past - 1] in _SPOKEN_ENDS)


_SPOKEN_ENDS = frozenset(
    {
        "か",
        "べき",
        "もの",
        "こと",
        "ため",
        "だけ",
        "のみ",
        "ばかり",
        "はず",
        "つもり",
        "次第",
        "から",
        "けど",
        "のに",
    }
)
"""Words that a saying may end with though they are no predicates."""


def _uptake(segment: Segment, quote: int, goes_on: bool) -> _Uptake | None:
    """What takes up the quote; `goes_on` where another one of the sentence was said before."""
    at = quote + 1
    while segment.is_aside(at):
        at += 1  # 「…」(広報)と発表した
    etc = segment.word(at) in ("など", "等")
    if etc:
        at += 1
    word = segment.word(at)
    if word in ("と", "って"):
        if segment.word(at + 1) in ("も", "は", "まで"):
            at += 1
        behind = segment.word(at + 1)
        naming = behind in ("の", "いっ", "いった") or (
            behind in ("いう", "する") and segment.is_noun(at + 2)
        )
        return _by_noun(segment, at + 1) if naming else _by_verb(segment, quote, at + 1)
    if etc and word == "の":
        return _by_noun(segment, at)
    if word in ("こと", "事", "旨", "点"):
        return _by_fact(segment, at)
    ends = at >= segment.size
    if ends or segment.tag(at) == "空白":
        return _by_nothing(segment, quote, ends, goes_on)
    return _by_apposition(segment, at) if segment.is_noun(at) and not segment.is_quote(at) else None


def _by_verb(segment: Segment, quote: int, at: int) -> _Uptake | None:
    """「…」と(都内で)述べた, 「…」と肩を落とした: a cue word, else whatever verb ends the clause."""
    for p in range(at, segment.size):
        if segment.is_quote(p) and segment.word(p + 1) in ("と", "など"):
            return None
        cue = segment.cue_at.get(p)
        if cue is not None and cue.past in segment.cue_at and segment.form(p).startswith("連用形"):
            continue  # 繰り返し言われた: only how it was said
        if cue is not None and cue.word != "いう" and cue.frames - {"found", "wo", "you", "act"}:
            lone = segment.units[quote] + 2 == segment.passage.close[segment.units[quote]]
            if lone and cue.word == "する" and cue.modifies:
                return None  # 「ある」としていた映像: a word for what the noun is said to be
            stated = (
                segment.lemma(cue.past - 1) == "いる" and segment.word(quote - 1) != "を"
            )  # 「…」としている
            firm = "to" in cue.frames and (cue.word != "する" or stated)
            noun = (
                segment.word(cue.at - 2) if segment.word(cue.at - 1) == "を" else None
            )  # 「…」と批判を強めた
            stance = stance_of(cue, Joint.QUOTE, noun)
            return _Uptake(cue, Joint.QUOTE, firm, "「…」と＋述語「_」", stance)
        row = cue_nouns().get(segment.word(p))
        arrives = segment.word(p + 1) in ("が", "も") and segment.lemma(p + 2) in _ARRIVING
        if row is not None and "alone" in row.frames and arrives:  # 「…」と住民から通報があった
            came = Cue(p, p + 1, segment.word(p), row.frames, False, False, False, row.stance)
            return _Uptake(came, Joint.NOUN, True, "「…」と＋届く言葉の名詞「_」", row.stance)
        if not segment.tag(p).startswith("動詞"):
            continue
        lemma = segment.lemma(p)
        acts = lemma == "する" and segment.tag(p - 1).startswith("名詞")
        # 笑顔を見せた, 電話を入れた: a verb with an object is none that only helps another
        light = segment.tag(p) == "動詞-非自立可能" and p > at and segment.word(p - 1) not in ("を", "に")
        if (light or lemma in adverbials("relation")) and not acts:
            continue
        word = cue_words().get(lemma)
        if word is not None and "none" in word.frames:
            return None
        past = _inflection_end(segment, p + 1)
        cleft = segment.word(past) == "の" and segment.word(past + 1) == "は"  # 「…」と驚くのは…さんだ
        ends = past >= segment.size or segment.word(past) in ("、", "と")  # 「…」と演説したと伝えた
        if ends or cleft or segment.word(past - 1) in ("て", "で"):
            passive = any(segment.lemma(q) in ("れる", "られる") for q in range(p + 1, past))
            verb = Cue(p - 1 if acts else p, past, lemma, frozenset({"to"}), passive, True, False)
            return _Uptake(verb, Joint.QUOTE, cleft, "「…」と＋節を閉じる動詞「_」", "said")
    return _by_name_behind(segment, at)


_ARRIVING = frozenset({"ある", "入る", "届く", "来る", "くる", "寄せる", "相次ぐ", "出る", "上がる", "殺到"})
"""Verbs of words that reach somebody: 通報があった, 苦情が相次いだ."""


def _by_name_behind(segment: Segment, at: int) -> _Uptake | None:
    """「…」と西田監督。: who says it ends the sentence, and the verb is left out."""
    phrase = segment.phrase(segment.size - 1, at)
    if phrase is None or phrase.kind not in ("person", "group"):
        return None
    plain = all(segment.is_noun(p) or segment.word(p) in ("の", "・", "、") for p in range(at, phrase.first))
    return _Uptake(None, Joint.QUOTE, False, "「…」と＋文を閉じる人の名", "said") if plain else None


def _inflection_end(segment: Segment, at: int) -> int:
    while at < segment.size and (
        (segment.tag(at) in ("助動詞", "助詞-接続助詞") and segment.word(at) not in ("が", "と"))
        or segment.lemma(at) in ("いる", "おる", "くる")
    ):
        at += 1
    return at


def _by_noun(segment: Segment, at: int) -> _Uptake | None:
    """「…」との見方(を示した): the verb behind the noun is the cue where there is one, else the noun."""
    for p in range(at, min(at + 8, segment.size)):
        row = cue_nouns().get(segment.word(p))
        if row is None:
            if segment.tag(p).startswith("動詞-一般") and segment.lemma(p) != "いう":
                return None
            continue
        if segment.is_noun(p + 1):
            continue
        for v in range(p + 1, min(p + 10, segment.size)):
            cue = segment.cue_at.get(v)
            if cue is not None and "noun" in cue.frames:
                stance = stance_of(cue, Joint.NOUN, segment.word(p))
                return _Uptake(cue, Joint.NOUN, True, "「…」との＋内容の名詞＋述語「_」", stance)
            if segment.tag(v).startswith("動詞-一般"):
                break
        if "alone" in row.frames:
            alone = Cue(p, p + 1, segment.word(p), row.frames, False, False, False, row.stance)
            return _Uptake(alone, Joint.NOUN, True, "「…」との＋内容の名詞「_」", row.stance)
    return None


def _by_apposition(segment: Segment, at: int) -> _Uptake | None:
    """「…」方針を示した, 「…」追加処分を発表した: the noun that the quote stands before, and its verb."""
    last = at
    while segment.is_noun(last + 1) and last < at + 4:
        last += 1
    if segment.word(last + 1) not in ("を", "も"):
        return None
    row = cue_nouns().get(segment.word(last))
    wanted = "noun" if row is not None else "act"
    if row is None and not is_act(segment.passage, segment.units[last]):
        return None
    for v in range(last + 2, min(last + 8, segment.size)):
        cue = segment.cue_at.get(v)
        if cue is not None and wanted in cue.frames:
            stance = stance_of(cue, Joint.NOUN, segment.word(last))
            return _Uptake(cue, Joint.NOUN, False, "「…」＋その中身を指す名詞＋述語「_」", stance)
        if segment.tag(v).startswith("動詞-一般"):
            break
    return None


def _by_fact(segment: Segment, fact: int) -> _Uptake | None:
    """「…」ことを認めた."""
    for cue in segment.cues:
        if cue.at > fact and "koto" in cue.frames:
            link = find_link(segment.passage, segment.units, cue, fact - 2)
            if link is not None and link.joint is Joint.FACT and link.noun == fact:
                stance = stance_of(cue, Joint.FACT)
                return _Uptake(cue, Joint.QUOTE, True, "「…」ことを＋述語「_」", stance)
    return None


def _by_nothing(segment: Segment, quote: int, ends: bool, goes_on: bool) -> _Uptake | None:
    """A quote that the sentence ends with: said by whom the words before it name (知事「…」, 知事は「…」。).

    In a headline something else may follow a space: 知事「…」 県議会で答弁.
    """
    if segment.is_headline():
        return _Uptake(None, Joint.QUOTE, False, "見出しの中の、述語のない「…」")
    if quote == 0 or segment.word(quote) != "「":
        return None
    last = quote - 1
    if segment.word(last) == "、":
        last -= 1
        if goes_on and ends:
            return _Uptake(None, Joint.QUOTE, False, "前の「…」に続き、述語なしで文を閉じる「…」")
    topic = ends and segment.word(last) in ("は", "も")
    phrase = segment.phrase(last - topic, 0)
    if phrase is None or phrase.kind in ("place", "outlet", "document"):
        return None
    if topic:
        return _Uptake(None, Joint.QUOTE, False, "主題「…は」＋文を閉じる「…」")
    headline = phrase.first == 0 and phrase.kind == "person"
    return _Uptake(None, Joint.QUOTE, headline, "話せる人の名＋文を閉じる「…」")
