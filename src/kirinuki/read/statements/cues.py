"""Words that report speech: the lexicon of cues and nouns of content, and cues as predicates in a sentence.

A cue is found by its dictionary form; what makes it one is the joint to its left (`links`). A cue word without a joint
reports nothing (発表の場, 説明を受けた).
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
_CARRY_OUT = frozenset({"行う", "おこなう", "出す", "発する", "付ける", "つける"})
"""Verbs that do what the noun before them tells: 要請を行う, 警告を発する."""
_STAGES = frozenset({"続ける", "始める", "合う", "だす", "かける"})
"""Verbs that only tell how far the one before them has come: 訴え続けた."""
GOING_ON = frozenset({"いる", "おる", "くる", "しまう", "ある", "いく", "い"})
_CLAUSE_LINKS = frozenset(
    {"が", "て", "で", "し", "つつ", "ながら", "ものの", "けれど", "ので", "から", "ば", "ため"}
)
_CLAUSE_NOUNS = frozenset({"うえ", "上", "ほか", "一方", "後", "あと", "際", "もの", "ため"})
TIGHT = frozenset({"する", "みる", "見る", "いう", "なる"})
"""Words of such wide use that they report only right behind と."""
_THAT = frozenset({"と", "って"})
_TOPICS = frozenset({"も", "は", "が"})
BEFORE_TIGHT = _THAT | _TOPICS
"""One of these stands before する where it reports: …と(も)する."""


def find_cues(passage: Passage, units: Sequence[int], places: Sequence[int]) -> list[Cue]:
    """Cue words used as predicates, left to right; `places` are the positions of words that may be some."""
    found: list[Cue] = []
    for at in places:
        lemma = passage.lemmas[units[at]]
        if lemma in TIGHT and not _behind_that(passage, units, at):
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
        elif (
            past + 1 < size
            and passage.word(units[past]) == "を"
            and passage.lemmas[units[past + 1]] in _CARRY_OUT
        ):
            past += 2  # …よう注文を付けた
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
            if past + 1 < size and passage.lemmas[units[past + 1]] in GOING_ON:
                past += 1
        elif passage.lemmas[j] not in _STAGES or not passage.forms[units[past - 1]].startswith("連用形"):
            break
        past += 1
    if _is_supposed(passage, units, past):
        return None
    modifies = (
        past < size
        and passage.is_noun(units[past])
        and not passage.tags[units[past]].startswith("補助記号")
        and passage.word(units[past]) not in _CLAUSE_NOUNS
    )
    if passage.word(i) == "する" and past == at + 1 and past < size and passage.is_quote(units[past]):
        return None  # 行ったとする「調査」
    last = units[past - 1]
    linked = passage.word(last) in ("て", "で") or passage.forms[last].startswith("連用形")
    ends = past >= size or linked or _clause_ends(passage, units, past)
    plain = passage.forms[last].startswith(("終止形", "連体形"))
    to_come = past == at + 2 and passage.lemmas[last] == "する" and plain
    return Cue(
        at, past, lemma, word.frames, passive, ends, modifies and not ends, word.stance, negated, to_come
    )


def _is_supposed(passage: Passage, units: Sequence[int], past: int) -> bool:
    """Whether the cue that ends before `past` only supposes, allows or foretells: としたら, と言っていい, 求めるだろう."""
    last = units[past - 1]
    if passage.forms[last].startswith(("仮定形", "意志推量形")):
        return True
    if past >= len(units):
        return False
    i = units[past]
    if passage.word(last) in ("て", "で") and passage.tags[last] == "助詞-接続助詞":
        return passage.word(i) == "も" or passage.lemmas[i] in ("いい", "よい", "良い", "差し支える")
    return passage.word(i) == "で" and past + 1 < len(units) and passage.word(units[past + 1]) == "あろう"


def _behind_that(passage: Passage, units: Sequence[int], at: int) -> bool:
    """Whether と, とも or とは stands right before."""
    before = at - 1
    if before >= 0 and passage.word(units[before]) in _TOPICS:
        before -= 1
        if passage.lemmas[units[at]] in ("みる", "見る"):  # …と専門家はみている
            while before > 0 and (
                passage.is_noun(units[before]) or passage.word(units[before]) in ("の", "・")
            ):
                before -= 1
    return before >= 0 and passage.word(units[before]) in _THAT


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
