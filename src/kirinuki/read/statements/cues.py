"""Words that report speech, and how what is reported is joined to them.

A cue is found by its dictionary form; what makes it one is the joint to its left: 「…」と, …と, …ことを, …ように,
…との見方を, or for demands a noun with を. A cue word without a joint reports nothing (発表の場, 説明を受けた).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import cast

from kirinuki.model.reading import Stance
from kirinuki.model.text import Record
from kirinuki.read.lexicons import rows
from kirinuki.read.statements.passage import Passage


class Joint(Enum):
    """How the words reported are joined to the cue."""

    QUOTE = "「…」と"
    BROKEN_QUOTE = "…」と"
    THAT = "…と"
    FACT = "…ことを"
    MANNER = "…ように"
    NOUN = "…との見方を"
    DEMAND = "…の廃止を"


@dataclass(frozen=True, slots=True)
class CueWord:
    """A row of the lexicon."""

    stance: Stance
    frames: frozenset[str]


@dataclass(frozen=True, slots=True)
class CueNoun:
    """A row of the lexicon: the stance of the noun with という, and without it."""

    stance: Stance
    bare: Stance
    frames: frozenset[str]


class Cue(Record, frozen=True):
    """A cue word in its place: positions `at` (first unit) and `past` (behind its inflection) among the units."""

    at: int
    past: int
    word: str
    frames: frozenset[str]
    passive: bool
    ends_clause: bool
    """False where the words go on to hang on the cue: …と述べたことを, …と語る人."""
    modifies: bool
    """Whether a noun follows that the cue describes."""
    stance: Stance | None = None
    """That of the word, None where no list knows it."""
    negated: bool = False
    """認めなかった, 述べていない."""
    to_come: bool = False
    """発表する, and not 発表した, 発表している, 発表し: nothing has been said yet."""


class Link(Record, frozen=True):
    """The joint found left of a cue: what is reported ends before position `content_end`; the joint starts there."""

    joint: Joint
    content_end: int
    noun: int | None = None
    """Position of the noun of content (見方), if there is one."""


@cache
def cue_words() -> dict[str, CueWord]:
    """Reporting words by dictionary form."""
    return {
        word: CueWord(cast(Stance, stance), frozenset(frames.split(",")))
        for word, stance, frames in rows("cues")
    }


def is_cue_word(word: str) -> bool:
    """Whether a dictionary form can report something."""
    row = cue_words().get(word)
    return row is not None and "none" not in row.frames


@cache
def cue_nouns() -> dict[str, CueNoun]:
    """Nouns of content by themselves."""
    found: dict[str, CueNoun] = {}
    for noun, stances, frames in rows("cue_nouns"):
        stance, _, bare = stances.partition(",")
        found[noun] = CueNoun(
            cast(Stance, stance), cast(Stance, bare or stance), frozenset(frames.split(","))
        )
    return found


@cache
def adverbials(kind: str) -> frozenset[str]:
    """Words of `adverbials.tsv` of one kind."""
    return frozenset(word for word, its_kind in rows("adverbials") if its_kind == kind)


_DO = frozenset({"する", "できる", "致す", "いたす", "なさる", "づける", "付ける"})
_STAGES = frozenset({"続ける", "始める", "合う", "だす", "かける"})
"""Verbs that only tell how far the one before them has come: 訴え続けた."""
_GOING_ON = frozenset({"いる", "おる", "くる", "しまう", "ある", "いく", "い"})
_CLAUSE_LINKS = frozenset(
    {"が", "て", "で", "し", "つつ", "ながら", "ものの", "けれど", "ので", "から", "ば", "ため"}
)
_CLAUSE_NOUNS = frozenset({"うえ", "上", "ほか", "一方", "後", "あと", "際", "もの", "ため"})
_TIGHT = frozenset({"する", "みる", "見る", "いう", "なる"})
"""Words of such wide use that they report only right behind と."""


def find_cues(passage: Passage, units: Sequence[int], places: Sequence[int]) -> list[Cue]:
    """Cue words used as predicates, left to right; `places` are the positions of words that may be some."""
    found: list[Cue] = []
    for at in places:
        lemma = passage.lemmas[units[at]]
        if lemma in _TIGHT and not _behind_that(passage, units, at):
            continue
        cue = _predicate(passage, units, at, cue_words()[lemma])
        if cue is not None:
            found.append(cue)
    return found


def _predicate(passage: Passage, units: Sequence[int], at: int, word: CueWord) -> Cue | None:
    i = units[at]
    lemma, past = passage.lemmas[i], at + 1
    size = len(units)
    if passage.tags[i].startswith(("名詞", "形状詞")):
        if lemma in ("明らか", "あらわ"):
            if past < size and passage.word(units[past]) == "に":
                past += 1
            if past >= size or passage.lemmas[units[past]] not in ("する", "なる"):
                return None
            if passage.lemmas[units[past]] == "なる" and lemma == "明らか":
                word = cue_words()["わかる"]
            past += 1
        elif past < size and passage.lemmas[units[past]] in _DO:
            past += 1
        elif not _ends_on_noun(passage, units, past):
            return None
    elif not passage.tags[i].startswith("動詞"):
        return None
    passive = negated = False
    while past < size:
        j = units[past]
        if passage.tags[j] == "助動詞":
            passive = passive or passage.lemmas[j] in ("れる", "られる")
            negated = negated or passage.lemmas[j] in ("ない", "ぬ", "ず")
        elif passage.word(j) in ("て", "で") and passage.tags[j] == "助詞-接続助詞":
            if past + 1 < size and passage.lemmas[units[past + 1]] in _GOING_ON:
                past += 1
        elif passage.lemmas[j] not in _STAGES or not passage.forms[units[past - 1]].startswith("連用形"):
            break
        past += 1
    modifies = (
        past < size
        and passage.is_noun(units[past])
        and not passage.tags[units[past]].startswith("補助記号")
        and passage.word(units[past]) not in _CLAUSE_NOUNS
    )
    last = units[past - 1]
    linked = passage.word(last) in ("て", "で") or passage.forms[last].startswith("連用形")
    ends = past >= size or linked or _clause_ends(passage, units, past)
    plain = passage.forms[last].startswith(("終止形", "連体形"))
    to_come = past == at + 2 and passage.lemmas[last] == "する" and plain
    return Cue(
        at, past, lemma, word.frames, passive, ends, modifies and not ends, word.stance, negated, to_come
    )


def _behind_that(passage: Passage, units: Sequence[int], at: int) -> bool:
    """Whether と, とも or とは stands right before."""
    before = at - 1
    if before >= 0 and passage.word(units[before]) in ("も", "は", "が"):
        before -= 1
        if passage.lemmas[units[at]] in ("みる", "見る"):  # …と専門家はみている
            while before > 0 and (
                passage.is_noun(units[before]) or passage.word(units[before]) in ("の", "・")
            ):
                before -= 1
    return before >= 0 and passage.word(units[before]) in ("と", "って")


def _ends_on_noun(passage: Passage, units: Sequence[int], past: int) -> bool:
    """体言止め: …と指摘。 …と指摘、 …と指摘する and the like without its verb."""
    if past >= len(units):
        return True
    word = passage.word(units[past])
    return passage.tags[units[past]].startswith(_ENDS) or word in ("し", ";")


_ENDS = ("補助記号-句点", "補助記号-読点", "補助記号-一般", "空白")
"""What may follow a clause that a noun ends; the last two in headlines: 経営統合を発表――…."""


def _clause_ends(passage: Passage, units: Sequence[int], past: int) -> bool:
    i = units[past]
    word, tag = passage.word(i), passage.tags[i]
    return (
        tag.startswith(("補助記号-句点", "補助記号-読点", "補助記号-括弧開"))
        or (tag == "助詞-接続助詞" and word in _CLAUSE_LINKS)
        or word in _CLAUSE_NOUNS
        or (
            word == "と"
            and past + 1 < len(units)
            and passage.word(units[past + 1]) in ("とも", "共", "ともに")
        )
        or word in ("ともに", "など", "とともに")
    )


def find_link(passage: Passage, units: Sequence[int], cue: Cue, lowest: int) -> Link | None:
    """The joint left of `cue`, not before position `lowest`; None where the cue word reports nothing."""
    frames = cue.frames
    at = cue.at - 1
    while at >= lowest:
        i = units[at]
        tag, word = passage.tags[i], passage.word(i)
        if "you" in frames and (
            word == "よう" or (word == "に" and at > lowest and passage.word(units[at - 1]) == "よう")
        ):
            return Link(Joint.MANNER, at if word == "よう" else at - 1)
        if tag.startswith("助詞"):
            if word in ("と", "って") and "to" in frames:
                joint = _that(passage, units, at, cue, lowest)
                if joint is not None:
                    return Link(joint, _end_before(passage, units, at))
            if word in ("を", "も", "が", "は") and at > lowest:
                link = _noun_link(passage, units, at - 1, cue, lowest)
                if link is not None:
                    return link
            if tag == "助詞-接続助詞":
                step = _over_predicate(passage, units, at, lowest)
                if step is None:
                    break
                at = step
                continue
        elif tag.startswith(("動詞", "助動詞", "形容詞")) and i not in passage.close:
            step = _over_predicate(passage, units, at, lowest)
            if step is None:
                break
            at = step
            continue
        if cue.word in ("する", "いう") and at < cue.at - 2:
            return None
        at -= 1
    return None


def _that(passage: Passage, units: Sequence[int], at: int, cue: Cue, lowest: int) -> Joint | None:
    """What と at `at` takes up: a quote, a clause, or nothing that was said (ロシアと中国)."""
    if at + 1 < len(units) and passage.word(units[at + 1]) in (
        "が",
        "を",
        "の",
        "に",
        "とも",
        "共",
        "ともに",
    ):
        return None  # 結果とコードとが記載される, 話を聴くとともに
    before = _before_etc(passage, units, at) - 1
    if before > lowest and passage.word(units[before]) == "、":
        before -= 1
    if before < lowest:
        return None
    i = units[before]
    if passage.is_quote(i):
        return Joint.QUOTE
    if passage.lemmas[i] in ("よる", "ます") and passage.tags[units[at]] == "助詞-接続助詞":
        return None  # Xによると
    tag, form = passage.tags[i], passage.forms[i]
    if tag == "補助記号-括弧閉" and passage.word(i) in "」』":
        return Joint.BROKEN_QUOTE
    role = cue.word in _TIGHT and _is_role_of(passage, units, before, lowest)
    if role and tag.startswith("形状詞"):
        return None  # 警護を可能とする
    if passage.is_predicate(i):
        if form.startswith(("連用形", "仮定形", "未然形")):
            return None
        if form.startswith("意志推量形") and cue.word in _TIGHT:
            return None
        return Joint.THAT
    if tag.startswith("補助記号-句点"):
        return Joint.THAT
    # What ends on a noun was said only where the cue follows at once: ロシアと中国 says nothing.
    near = at >= cue.at - 2 and not (at + 1 < cue.at and passage.is_noun(units[at + 1]))
    if not near and cue.word not in ("みる", "見る"):
        return None
    if role or (cue.word in _TIGHT and cue.modifies):
        return None  # …を目標とした, 得意としている分野
    if before + 1 < at:  # …などと
        return Joint.THAT
    if cue.word == "する" and passage.lemmas[units[cue.past - 1]] not in ("いる", "おる", "ます"):
        return None  # …を休みとした, …として: makes one thing of another
    return (
        Joint.THAT
        if passage.is_noun(i) or tag.startswith("助詞-副助詞") or passage.word(i) in "から"
        else None
    )


def _is_role_of(passage: Passage, units: Sequence[int], last: int, lowest: int) -> bool:
    """…を目標と(する), …を中心と(する): makes one thing of another, and says nothing."""
    while last >= lowest and (passage.is_noun(units[last]) or passage.word(units[last]) == "の"):
        last -= 1
    return last >= lowest and passage.word(units[last]) in ("を", "に", "も")


def _end_before(passage: Passage, units: Sequence[int], at: int) -> int:
    """Where the words before と at `at` end; など behind a predicate is no part of them, behind a noun it is."""
    end = _before_etc(passage, units, at)
    spoken = end < at and not (passage.is_predicate(units[end - 1]) or passage.is_quote(units[end - 1]))
    return at if spoken else end


def _before_etc(passage: Passage, units: Sequence[int], at: int) -> int:
    """`at`, or the position of など right before it."""
    return at - 1 if at > 0 and passage.word(units[at - 1]) in ("など", "等") else at


def _noun_link(passage: Passage, units: Sequence[int], at: int, cue: Cue, lowest: int) -> Link | None:
    """The noun at `at`, marked by を, も or が, as what carries the words reported."""
    word = passage.word(units[at])
    frames = cue.frames
    if word in ("こと", "事", "旨", "点", "の"):
        if word == "の" and not frames & {"found"}:
            return None
        if not frames & {"koto", "found"} or at <= lowest:
            return None
        end = strip_that(passage, units, at, lowest)
        if not passage.is_predicate(units[end - 1]) and not passage.is_quote(units[end - 1]):
            return None
        return Link(Joint.FACT, end, at)
    row = cue_nouns().get(word)
    if row is None or at <= lowest:
        return None
    nouns = row.frames
    end = strip_that(passage, units, _modified_from(passage, units, at, lowest), lowest)
    if passage.word(units[end]) == "と" and "noun" in frames and nouns & {"toiu", "quote"}:
        return Link(Joint.NOUN, end, at)
    end = strip_that(passage, units, at, lowest)
    if end == at and "bare" in nouns and passage.word(units[at - 1]) == "よう":
        return Link(Joint.MANNER, at - 1, at)
    if end == at and "bare" in nouns and "noun" in frames and passage.is_predicate(units[at - 1]):
        return Link(Joint.NOUN, at, at)
    if end == at and "self" in nouns and "self" in frames:
        return Link(Joint.DEMAND, at + 1, at)
    return None


def _modified_from(passage: Passage, units: Sequence[int], at: int, lowest: int) -> int:
    """Where the noun at `at` starts with what else describes it behind という: …との(厳しい見方), …との(調査結果)."""
    first = at
    while first > max(lowest, at - _MODIFIERS):
        i = units[first - 1]
        if i in passage.close or not (
            passage.is_noun(i)
            or passage.tags[i].startswith(("形容詞", "連体詞"))
            or (passage.word(i) == "な" and passage.tags[i] == "助動詞")
        ):
            break
        first -= 1
    return first


_MODIFIERS = 4
"""Units that may stand between という and its noun."""


def strip_that(passage: Passage, units: Sequence[int], at: int, lowest: int) -> int:
    """Where the clause before the noun at `at` ends, without という, との, といった, とする; `at` if there is none."""
    start = at
    while start > lowest and passage.lemmas[units[start - 1]] in _THAT_WORDS:
        start -= 1
        if passage.word(units[start]) == "と":
            if passage.lemmas[units[start + 1]] == "する" and _is_role_of(passage, units, start - 1, lowest):
                return at  # 跡地を公園とする考え
            return _before_etc(passage, units, start) if start > lowest else at
    return at


_THAT_WORDS = frozenset({"と", "いう", "の", "いっ", "た", "する", "いった"})


def _over_predicate(passage: Passage, units: Sequence[int], at: int, lowest: int) -> int | None:
    """Looking left, step over the predicate that ends at `at` if it only describes a noun or works as a particle.

    Gives the position before it, or None where a clause of its own ends there.
    """
    behind = at + 1
    verb = at
    while verb > lowest and (
        passage.tags[units[verb]] in ("助動詞", "助詞-接続助詞")
        or (passage.lemmas[units[verb]] in _GOING_ON and passage.tags[units[verb - 1]] == "助詞-接続助詞")
        or (passage.lemmas[units[verb]] == "する" and passage.tags[units[verb - 1]].startswith("名詞"))
    ):
        verb -= 1
    lemma = passage.lemmas[units[verb]]
    if lemma == "よる" and passage.word(units[at]) in ("と", "ば"):
        return None
    if lemma in adverbials("relation"):
        return verb - 1
    if is_cue_word(lemma):
        return None
    if passage.tags[units[at]] == "助詞-接続助詞" or not passage.is_noun(units[behind]):
        # 明確に, 静かに: an adjective as an adverb
        if passage.tags[units[verb]].startswith(("形状詞", "形容詞")) and passage.forms[units[at]].startswith(
            "連用形"
        ):
            return verb - 1
        return None
    return verb - 1


def find_demand(passage: Passage, units: Sequence[int], cue: Cue, lowest: int) -> Link | None:
    """…の廃止を(強く)(国に)求めた, 関与を否定した, 中止を発表した: a noun as what is wanted, denied or made known.

    Where the noun alone would not show that anything was said, it has to tell of an act (`is_act`).
    """
    if not cue.frames & {"wo", "act"}:
        return None
    at = _over_addressee(passage, units, cue.at - 1, lowest)
    marked = passage.word(units[at]) if at > lowest else ""
    if marked != "を" and not (marked in ("も", "は") and cue.stance in ("demanded", "denied")):
        return None
    i = units[at - 1]
    if not passage.is_noun(i) or i in passage.close or passage.word(i) in _NO_DEMANDS:
        return None
    if _noun_link(passage, units, at - 1, cue, lowest) is not None:
        return None
    if marked == "は" and not is_act(passage, i):
        return None  # 事務局長は否定している
    if cue.to_come:
        return None
    manner = at - 3 if passage.word(units[at - 2]) == "に" else at - 2
    if manner > lowest and passage.word(units[manner]) == "よう":
        return Link(Joint.MANNER, manner)  # 外に出ないよう注意を呼びかけた
    if "wo" not in cue.frames:
        return Link(Joint.DEMAND, at) if is_act(passage, i) and not cue.negated else None
    if cue.stance == "denied" and passage.word(i) in _CHARGES:
        return None
    before = units[at - 2] if at - 2 >= lowest else None
    long = before is not None and (
        passage.is_noun(before)
        or passage.word(before) in ("の", "など", "な")
        or passage.is_predicate(before)
    )
    seeks = passage.word(units[cue.past - 1]) in ("て", "で")  # 職を求めて
    return Link(Joint.DEMAND, at) if is_act(passage, i) or long or not (seeks or cue.modifies) else None


def _over_addressee(passage: Passage, units: Sequence[int], at: int, lowest: int) -> int:
    """Looking left from a cue, step over adverbs and over the one who is asked: 撤回を(日本側に強く)求めた."""
    while at > lowest:
        i = units[at]
        word, tag = passage.word(i), passage.tags[i]
        if tag.startswith(("副詞", "形容詞", "補助記号-読点")):
            at -= 1
        elif passage.forms[i].startswith("連用形-ニ") and passage.tags[units[at - 1]].startswith(
            ("形状詞", "名詞-普通名詞-形状詞")
        ):
            at -= 2  # 明確に
        elif (
            word in ("に", "へ")
            and tag == "助詞-格助詞"
            and (passage.is_noun(units[at - 1]) or passage.word(units[at - 1]) in ("など", "ら"))
        ):
            at -= 2 if not passage.is_noun(units[at - 1]) else 1
            while at > lowest and (
                passage.is_noun(units[at]) or passage.word(units[at]) in ("の", "・", "や", "と")
            ):
                at -= 1
        else:
            break
    return at


def is_act(passage: Passage, i: int) -> bool:
    """Whether the noun tells of an act (中止, 引退), and is none of the words for what somebody says or issues."""
    word = passage.word(i)
    return passage.tags[i].startswith("名詞-普通名詞-サ変") and not (
        word in cue_nouns() or is_cue_word(word) or word in adverbials("occasion") or word in _WORKS
    )


_WORKS = frozenset({"研究", "調査", "統計", "記録", "作品", "宣言", "決議", "議論", "収支", "決算", "成績"})
"""Nouns that take する and name what is made or found rather than what is going to be done."""
_NO_DEMANDS = frozenset(
    {"こと", "事", "旨", "点", "の", "よう", "もの", "これ", "それ", "何", "ところ"}
    | {"了承", "了解", "承認", "承諾", "許可", "認可", "同意", "許し"}
)
"""Nouns that stand for the words before them; and consent, which is asked for so that the speaker may act himself."""
_CHARGES = frozenset({"容疑", "疑惑", "疑い", "罪", "嫌疑", "内容", "事実", "犯行", "罪状"})
"""What an accused admits or denies as an act of procedure: 容疑を否認し."""
