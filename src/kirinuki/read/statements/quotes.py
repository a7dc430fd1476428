"""Quotes that somebody says: which brackets hold a saying, and what cue takes it up.

A quote looks right: 「…」と述べた, 「…」との見方, 「…」ことを認めた; one that the sentence ends with looks left for a name.
Brackets around a name, a title or a single word hold no saying.
"""

from __future__ import annotations

from kirinuki.model.reading import Stance
from kirinuki.model.text import Record
from kirinuki.read.statements.cues import Cue, Joint, adverbials, cue_nouns, cue_words, is_cue_word
from kirinuki.read.statements.links import find_link, is_act
from kirinuki.read.statements.segment import Draft, Segment
from kirinuki.read.statements.stances import stance_of
from kirinuki.read.statements.subjects import headline_topic, named_in_aside


class _Uptake(Record, frozen=True):
    """How a quote is taken up. `firm` where that alone shows that it is speech, whatever stands in the brackets."""

    cue: Cue | None
    joint: Joint
    firm: bool
    how: str
    """The rule, as `Draft.how` takes it."""
    stance: Stance | None = None
    cut: bool = False
    """Whether it stands in a headline behind a name, where a few words without a predicate are a saying too."""


def find_quotes(segment: Segment) -> list[Draft]:
    """A draft for every quote that somebody says."""
    drafts: list[Draft] = []
    shared: list[int] = []  # 町長は「…」、議長は「…」と述べた: quotes that wait for the cue of a later one
    done = before = 0
    for at in segment.places("quote"):
        if at < done or not segment.is_quote(at):
            continue
        last = at  # 「…」「…」と述べた: quotes in a row share their cue
        while segment.is_quote(last + 1) or (segment.word(last + 1) == "、" and segment.is_quote(last + 2)):
            last += 1 if segment.is_quote(last + 1) else 2
        done = last + 1
        uptake = _uptake(segment, last, goes_on=bool(drafts))
        if uptake is None and segment.is_headline():
            uptake = _in_headline(segment, at, last)
        since, before = before, done
        if uptake is None:
            waits = _goes_on(segment, done) and _has_topic(segment, since, at)
            shared = [*shared, *(q for q in range(at, done) if segment.is_quote(q))] if waits else []
            continue
        span = None if uptake.cue is None else segment.cue_span(uptake.cue)
        if shared and (
            uptake.joint is not Joint.QUOTE or uptake.cue is None or not _has_topic(segment, since, at)
        ):
            shared = []
        quotes, shared = [*shared, *range(at, done)], []
        for quote in quotes:
            if segment.is_quote(quote) and (
                says_something(segment, quote, uptake.firm)
                or (uptake.cut and _is_cut_short(segment, quote))
                or (uptake.firm and _is_answer(segment, quote, uptake))
            ):
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


def _is_answer(segment: Segment, quote: int, uptake: _Uptake) -> bool:
    """Whether a person says it of whom the sentence tells nothing else: 監督は「一番の収穫」と語った, 男性は「まさか」と絶句した.

    A noun alone may still be a name (「北斗」と答えた).
    """
    cue = uptake.cue
    as_such = cue is not None and cue.word == "する" and cue.stance is not None  # 「…」として
    if cue is None or cue.passive or as_such or uptake.joint is not Joint.QUOTE:
        return False
    by = [s for s in segment.subjects() if s.at == quote - 1 and s.particle in ("は", "も")]
    first, past = segment.units[quote] + 1, segment.passage.close[segment.units[quote]]
    lone = past - first == 1 and not segment.passage.tags[first].startswith(("副詞", "形状詞", "感動詞"))
    return bool(by) and by[0].phrase.kind == "person" and not lone


def _has_topic(segment: Segment, since: int, at: int) -> bool:
    """Whether somebody is named as topic between the quote before and the one at `at`."""
    return any(since <= s.at < at and s.particle in ("は", "も") for s in segment.subjects())


def _goes_on(segment: Segment, at: int) -> bool:
    """Whether a comma follows, without a cue: 「…」、 or 「…」(本人)と、."""
    while segment.is_aside(at):
        at += 1
    return segment.word(at + (segment.word(at) in ("と", "など"))) == "、"


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
    if "補助記号-句点" in tags:
        return True  # 「現場は深刻。来客も大幅減」
    subject = len(tags) - (passage.words[past - 1] == "が")  # 「彼が」 alone says nothing
    clause = any(
        tag.startswith(("動詞", "助動詞", "形容詞")) or passage.words[first + k] in ("は", "が", "を")
        for k, tag in enumerate(tags[:subject])
    )
    if clause and last.startswith("形状詞"):
        return True  # 「続けることが大切」
    if clause and past - first > _CUT_SHORT and last in ("助詞-格助詞", "助詞-接続助詞", "助詞-副助詞"):
        return True  # 「ゆっくりした時間を」, 「力になれれば」
    held = firm and past - first > _CUT_SHORT and any(w in ("の", "な") for w in passage.words[first:past])
    spoken_end = passage.words[past - 1] in _SPOKEN_ENDS
    return held or (clause and firm) or (spoken_end and (clause or (firm and past - first > 1)))


def _is_cut_short(segment: Segment, quote: int) -> bool:
    """Whether words without a predicate are no name and no title: 「疑い残る」, 「白紙に」, but not 「海の家」."""
    first, past = segment.units[quote] + 1, segment.passage.close[segment.units[quote]]
    return any(
        tag == "副詞" or (tag.startswith("助詞") and word not in ("の", "と", "・"))
        for tag, word in zip(segment.passage.tags[first:past], segment.passage.words[first:past], strict=True)
    )


_CUT_SHORT = 3
"""Morphemes that a saying without its predicate has more of, unlike a title: 「楽しい学校生活を」."""


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
    if (
        at == quote + 2
        and (at >= segment.size or segment.word(at) in ("と", "、"))
        and named_in_aside(segment, quote + 1)
    ):
        told = segment.word(at) == "と"
        noun = _by_noun(segment, at + 1) if told and segment.word(at + 1) in ("の", "いう", "する") else None
        taken = noun or (_by_verb(segment, quote, at + 1) if told else None)
        if taken is not None and taken.cue is not None and (noun or is_cue_word(taken.cue.word)):
            return taken
        return _Uptake(None, Joint.QUOTE, True, "「…」＋括弧の中の名")
    etc = segment.word(at) in ("など", "等")
    if etc:
        at += 1
    word = segment.word(at)
    if word == "とも":
        if at + 1 >= segment.size and quote == 0:
            return _Uptake(None, Joint.QUOTE, True, _ALSO, "said")
        return _by_verb(segment, quote, at + 1)
    if word in ("と", "って"):
        if segment.word(at + 1) in ("も", "は", "まで"):
            at += 1
            if segment.word(at) == "も" and at + 1 >= segment.size and quote == 0:
                return _Uptake(None, Joint.QUOTE, True, _ALSO, "said")
        behind = segment.word(at + 1)
        naming = behind in ("の", "いっ", "いった") or (
            behind in ("いう", "する") and segment.is_noun(at + 2)
        )
        return _by_noun(segment, at + 1) if naming else _by_verb(segment, quote, at + 1)
    if etc and word == "の":
        return _by_noun(segment, at)
    if etc and any(p in segment.cue_at for p in range(at, at + 3)):
        return _by_verb(segment, quote, at)  # 「…」など口々に答えた
    if word in ("こと", "事", "旨", "点"):
        return _by_fact(segment, at)
    ends = at >= segment.size
    if ends or segment.tag(at) == "空白":
        return _by_nothing(segment, quote, ends, goes_on)
    return _by_apposition(segment, at) if segment.is_noun(at) and not segment.is_quote(at) else None


_ALSO = "一文をなす「…」とも"


def _by_verb(segment: Segment, quote: int, at: int) -> _Uptake | None:
    """「…」と(都内で)述べた, 「…」と肩を落とした: a cue word, else whatever verb ends the clause."""
    for p in range(at, segment.size):
        if segment.is_quote(p) and segment.word(p + 1) in ("と", "など"):
            return _by_closing_word(segment, quote, at)
        cue = segment.cue_at.get(p)
        if cue is not None and cue.past in segment.cue_at and segment.form(p).startswith("連用形"):
            continue  # 繰り返し言われた: only how it was said
        if cue is not None and cue.word != "いう" and cue.frames - {"found", "wo", "you", "act"}:
            lone = segment.units[quote] + 2 == segment.passage.close[segment.units[quote]]
            if lone and cue.word == "する" and cue.modifies:
                return None  # 「ある」としていた映像: a word for what the noun is said to be
            behind = segment.word(cue.past - 1) == "て" and not any(
                segment.lemma(q) in _KNOWN_FOR for q in range(cue.past, cue.past + 6)
            )  # 「…」として、…, but not 「…」として知られる
            behind = behind or segment.word(cue.past) in ("上", "うえ")  # 「…」とした上で
            stated = (segment.lemma(cue.past - 1) == "いる" or behind) and segment.word(
                quote - 1
            ) != "を"  # 「…」としている
            again = segment.is_quote(cue.past + (segment.word(cue.past) == "、"))  # 「…」とし、「…」
            shows = cue.word in _SHOWING and segment.word(cue.at - 1) == "を"  # 「…」と難色を示した
            firm = shows or ("to" in cue.frames and (cue.word != "する" or stated or again))
            noun = (
                segment.word(cue.at - 2) if segment.word(cue.at - 1) == "を" else None
            )  # 「…」と批判を強めた
            stance = stance_of(cue, Joint.QUOTE, noun)
            return _Uptake(cue, Joint.QUOTE, firm, "「…」と＋述語「_」", stance)
        called = segment.word(p) == "番" and segment.word(p - 1) in ("110", "119", "118")
        row = cue_nouns().get("通報" if called else segment.word(p))
        arrives = segment.word(p + 1) in ("が", "も") and segment.lemma(p + 2) in _ARRIVING
        arrives = arrives or (segment.word(p + 1) == "を" and segment.lemma(p + 2) == "受ける")
        if row is not None and "alone" in row.frames and arrives:  # 「…」と住民から通報があった
            came = Cue(p - called, p + 1, segment.word(p), row.frames, False, False, False, row.stance)
            return _Uptake(came, Joint.NOUN, True, "「…」と＋届く言葉の名詞「_」", row.stance)
        if segment.word(p) == "が" and segment.tag(p - 1) == "助動詞" and p - 2 >= at:
            return _by_adjective(segment, p)
        if not segment.tag(p).startswith("動詞"):
            continue
        lemma = segment.lemma(p)
        if p > at and lemma == "する" and segment.word(p - 1) in adverbials("relation"):
            continue  # 「…」と一貫して主張した
        acts = lemma == "する" and segment.tag(p - 1).startswith("名詞")
        # 笑顔を見せた, 電話を入れた: a verb with an object is none that only helps another
        compound = p > at and segment.tag(p - 1).startswith("名詞")  # 意気込む
        bound = compound or segment.word(p - 1) in ("を", "に", "も") or segment.tag(p - 1) == "動詞-一般"
        light = segment.tag(p) == "動詞-非自立可能" and p > at and not bound
        if (light or lemma in adverbials("relation")) and not acts:
            continue
        word = cue_words().get(lemma)
        if word is not None and "none" in word.frames:
            return None
        past = _inflection_end(segment, p + 1)
        cleft = segment.word(past) == "の" and segment.word(past + 1) == "は"  # 「…」と驚くのは…さんだ
        ends = past >= segment.size or segment.word(past) in (
            "が",
            "ものの",
            "、",
            "と",
            "うえ",
            "上",
            "ほか",
            "後",
        )  # 「…」と演説したと伝えた
        described = (
            acts and segment.is_noun(past) and segment.word(quote - 1) in ("は", "が")
        )  # 「…」と慌てる事態
        if described and any(
            c.at > past and c.past >= segment.size and "to" in c.frames for c in segment.cues
        ):
            continue  # 「…」と入院した時の様子を語った
        whose = segment.phrase(past, past) if past < segment.size else None  # 「…」と途方に暮れる夫婦
        by_whom = whose is not None and whose.kind == "person" and segment.word(at) != "、"
        onward = segment.cue_at.get(past)
        if onward is not None and "to" in onward.frames and onward.word != "する":
            continue  # 「…」と笑顔を見せて話した
        if ends or cleft or described or by_whom or segment.word(past - 1) in ("て", "で"):
            passive = any(segment.lemma(q) in ("れる", "られる") for q in range(p + 1, past))
            cut = (
                p > at and segment.tag(p - 1) == "動詞-一般" and segment.form(p - 1).startswith("連用形")
            )  # 疲れ|切る
            verb = Cue(
                p - 1 if acts or compound or cut else p,
                past,
                lemma,
                frozenset({"to"}),
                passive,
                True,
                by_whom,
            )
            shown = segment.word(p - 1) in ("を", "に", "が") and segment.word(p - 2) in adverbials("gesture")
            voiced = (
                acts and past >= segment.size and segment.word(quote - 1) in ("は", "も")
            )  # 「…」と総括した
            return _Uptake(
                verb, Joint.QUOTE, cleft or shown or voiced, "「…」と＋節を閉じる動詞「_」", "said"
            )
    return _by_name_behind(segment, at) or _by_closing_word(segment, quote, at)


def _by_adjective(segment: Segment, past: int) -> _Uptake | None:
    """「…」と火消しに躍起だが、: what somebody is like who says it closes the clause before position `past`."""
    last = past - 2
    if not segment.tag(last).startswith(("形状詞", "名詞-普通名詞")):
        return None
    word = Cue(last, past, segment.lemma(last), frozenset({"to"}), False, True, False)
    return _Uptake(word, Joint.QUOTE, False, "「…」と＋節を閉じる語「_」", "said")


def _by_closing_word(segment: Segment, quote: int, at: int) -> _Uptake | None:
    """「…」とあいさつ。 「…」と助言、 「…」と笑顔。 「…」と心強い。: a noun or an adjective closes the clause without a verb."""
    last = at
    while segment.tag(last).startswith("副詞") or (
        segment.is_noun(last) and (segment.is_noun(last + 1) or segment.word(last + 1) in ("の", "な"))
    ):
        last += 1 + (segment.word(last + 1) in ("の", "な"))
    tag = segment.tag(last)
    acts = tag.startswith("名詞-普通名詞-サ変")
    if not acts and not tag.startswith(
        ("名詞-普通名詞-一般", "名詞-普通名詞-形状詞", "形容詞", "形状詞", "動詞-一般")
    ):
        return None
    past = last + 1
    while segment.tag(past) == "助動詞":
        past += 1
    ends = past >= segment.size or (acts and segment.word(past) in ("、", "し"))
    known = any(s.at < quote and s.phrase.kind in ("person", "group") for s in segment.subjects())
    carried = segment.discourse is not None and segment.discourse.speaker is not None
    if not ends or not (known or (acts and carried)):
        return None
    phrase = segment.phrase(last, at)
    if phrase is not None and not acts:
        return None  # 「…」と題する
    shown = segment.word(last) in adverbials("gesture") or acts
    word = Cue(last, past, segment.lemma(last), frozenset({"to"}), False, True, False)
    return _Uptake(word, Joint.QUOTE, shown, "「…」と＋節を閉じる語「_」", "said")


_KNOWN_FOR = frozenset(
    {"知る", "知れる", "有名", "親しむ", "呼ぶ", "活躍", "登場", "人気", "愛する", "使う", "認める"}
)
"""What is done with somebody as something: 「三味線の駐在さん」として知られる."""
_SHOWING = frozenset({"示す", "表す", "表明", "強める", "漏らす"})
"""Cues that with an object tell how it was said."""
_ARRIVING = frozenset(
    {"ある", "入る", "届く", "来る", "くる", "寄せる", "相次ぐ", "出る", "上がる", "殺到", "掛かる", "かかる"}
    | {
        "飛ぶ",
        "飛び交う",
        "漏れる",
        "広がる",
        "続く",
        "絶える",
        "やむ",
        "多い",
        "聞く",
        "聞こえる",
        "集まる",
        "並ぶ",
    }
)
"""Verbs of words that reach somebody: 通報があった, 苦情が相次いだ."""


def _by_name_behind(segment: Segment, at: int) -> _Uptake | None:
    """「…」と西田監督。: who says it ends the sentence, and the verb is left out."""
    phrase = segment.phrase(segment.size - 1, at)
    if phrase is None or phrase.kind not in ("person", "group"):
        return None
    plain = all(segment.is_noun(p) or segment.word(p) in ("の", "・", "、") for p in range(at, phrase.first))
    return _Uptake(None, Joint.QUOTE, True, "「…」と＋文を閉じる人の名", "said") if plain else None


def _joins(segment: Segment, last: int) -> bool:
    """Whether a clause that goes on ends here: 質問に触れ(、「…」), 結果について."""
    joins = segment.word(last) in ("て", "で") and segment.tag(last) == "助詞-接続助詞"
    return joins or (
        segment.tag(last).startswith(("動詞", "助動詞")) and segment.form(last).startswith("連用形")
    )


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
        if segment.is_quote(p):
            return None
        row = cue_nouns().get(segment.word(p))
        if row is None:
            if segment.tag(p).startswith("動詞-一般") and segment.lemma(p) != "いう":
                return None
            continue
        if segment.is_noun(p + 1):
            continue
        for v in range(p + 1, min(p + 10, segment.size)):
            if segment.is_quote(v):
                break  # 「…」との質問に「…」と答えた
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


def _tells_between(segment: Segment, topic: int, last: int) -> bool:
    """Whether the words between a topic and a quote have a predicate: 市は昨年開いた駅前の店に「…」。"""
    return any(segment.tag(p).startswith(("動詞-一般", "助動詞")) for p in range(topic + 1, last))


def _by_fact(segment: Segment, fact: int) -> _Uptake | None:
    """「…」ことを認めた."""
    for cue in segment.cues:
        if cue.at > fact and "koto" in cue.frames:
            link = find_link(segment.passage, segment.units, cue, fact - 2)
            if link is not None and link.joint is Joint.FACT and link.noun == fact:
                stance = stance_of(cue, Joint.FACT)
                return _Uptake(cue, Joint.QUOTE, True, "「…」ことを＋述語「_」", stance)
    return None


def _in_headline(segment: Segment, first: int, last: int) -> _Uptake | None:
    """A quote in a headline, which needs no cue: 知事「…」県議会で答弁, 町、県に「…」, 「…」住民ら不安.

    What a case particle follows is the name of something (「…」を上演).
    """
    if segment.tag(last + 1).startswith("助詞"):
        return None
    named = segment.phrase(first - 1, 0) if first else None
    speaks = named is not None and named.kind in ("person", "group")
    speaks = speaks or headline_topic(segment, first) is not None
    opens = first == 0 or segment.word(first - 1) == ":"
    apart = opens or last + 1 >= segment.size or segment.word(first - 1) in _BEFORE_WORDS
    if not speaks and not apart:
        return None
    return _Uptake(None, Joint.QUOTE, False, "見出しの中の、述語のない「…」", cut=speaks or opens)


_BEFORE_WORDS = frozenset({"に", "へ", "で", "、", "=", ":", " ", "…"})
"""In a headline these stand before words that somebody says rather than before a name."""


def _by_nothing(segment: Segment, quote: int, ends: bool, goes_on: bool) -> _Uptake | None:
    """A quote that the sentence ends with: said by whom the words before it name (知事「…」, 知事は「…」。).

    In a headline something else may follow a space: 知事「…」 県議会で答弁.
    """
    if segment.is_headline():
        return _in_headline(segment, quote, quote)
    if quote == 0 or segment.word(quote) != "「":
        return None
    last = quote - 1
    if segment.word(last) == ":":
        last -= 1  # 佐藤さん:「…」
    if segment.word(last) == "、":
        last -= 1
        if goes_on and ends:
            return _Uptake(None, Joint.QUOTE, False, "前の「…」に続き、述語なしで文を閉じる「…」")
    if ends and segment.word(quote - 1) == "、" and _joins(segment, last):
        speaking = segment.topic()
        if speaking is not None and speaking.at < last:
            return _Uptake(None, Joint.QUOTE, False, "主題「…は」の文を述語なしで閉じる「…」")
    if ends and last == quote - 1 and segment.word(last) in ("に", "で", "へ"):
        speaking = segment.topic()
        if speaking is not None and speaking.at < last and not _tells_between(segment, speaking.at, last):
            return _Uptake(None, Joint.QUOTE, False, "主題「…は」の文を述語なしで閉じる「…」")
    if ends and segment.word(last) == "【" and named_in_aside(segment, last):
        return _Uptake(None, Joint.QUOTE, True, "【】の中の名＋「…」")
    topic = ends and segment.word(last) in ("は", "も")
    if topic and goes_on and [segment.lemma(last - 2), segment.word(last - 1)] == ["つく", "て"]:
        return _Uptake(None, Joint.QUOTE, False, "前の「…」に続く「…については」＋文を閉じる「…」", "said")
    phrase = segment.phrase(last - topic, 0)
    if phrase is None or phrase.kind == "document" or (phrase.kind in ("place", "outlet") and not topic):
        return None
    if topic:
        return _Uptake(None, Joint.QUOTE, False, "主題「…は」＋文を閉じる「…」")
    headline = phrase.first == 0 and phrase.kind == "person"
    cut = ends and segment.passage.plain.startswith("\n", segment.end(segment.size - 1))
    return _Uptake(None, Joint.QUOTE, headline, "話せる人の名＋文を閉じる「…」", cut=cut)
