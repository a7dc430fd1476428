"""Clauses of what was said, and what their endings do to them: deny, hold for possible, call for, date in the past.

Works on the morphemes of a text. Endings are taken off from the back, one after another, until the words stand there that
say what is claimed; `lexicon/endings.tsv` lists them and `lexicon/bearers.tsv` the nouns that only carry a clause.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from kirinuki.model.reading import Morphemes
from kirinuki.model.text import Span
from kirinuki.read.lexicons import rows

Mood = Literal["fact", "maybe", "must", "will", "wish", "can"]
"""How a clause is claimed: as what is or was, as possible, as called for, as intended, wished for, or within one's power."""
Tense = Literal["past", "now", "next"]

_JOINTS = frozenset(
    {"は", "が", "も", "を", "と", "で", "に", "の", "だ", "など", "まで", "すら", "さえ", "とも"}
)
_MOST_JOINTS = 3
_STOPS = frozenset("。！？!?\n．")
_OPENS, _CLOSES = frozenset("「『（(【〈《［[｢"), frozenset("」』）)】〉》］]｣")
_CONTRAST = frozenset({"が", "けれど", "けれども", "けど", "し", "ので", "から", "のに", "ものの"})
_CONDITION = frozenset({"ば", "たら", "なら", "と", "ても", "とも"})
_SPELLINGS = {"無い": "ない", "居る": "いる", "出来る": "できる"}
_PARTICLE_VERBS = frozenset(
    {
        "つく",
        "巡る",
        "めぐる",
        "関する",
        "対する",
        "よる",
        "おく",
        "とる",
        "通じる",
        "通す",
        "従う",
        "向ける",
        "含める",
    }
)
"""Verbs that are particles before て: について, をめぐって."""
_CALLING = frozenset({"必要", "必要性", "不可欠", "可能", "不可能", "困難"})
_CONDITION_NOUNS = frozenset({"場合", "限り", "かぎり", "とき", "時", "際", "なら", "以上"})


@dataclass(slots=True)
class Clause:
    """Tokens `first` to `last` (half-open) of the morphemes. `chained` where it shares the tense of the clause behind it
    (攻撃を行わず、…した), `topic` are the tokens that earlier clauses of its sentence set as its topic."""

    first: int
    last: int
    chained: bool = False
    topic: tuple[int, ...] = ()


@dataclass(slots=True)
class Peeled:
    """A clause without its endings: the tokens `first` to `last` are left; what was taken off says `holds`, `mood`, `tense`.

    `denials` are the spans of the words that turned it around, `claims` is False where nothing is claimed (a question),
    `verbal` is True where a する was taken off.
    """

    first: int
    last: int
    holds: bool = True
    mood: Mood = "fact"
    tense: Tense | None = None
    claims: bool = True
    verbal: bool = False
    denials: list[Span] = field(default_factory=list)

    def take(self, effect: str, words: Span) -> None:
        """Let an ending work on what is left."""
        if effect in ("not", "must-not", "cannot"):
            self.holds = not self.holds
            self.denials.append(words)
        if effect in ("ask", "not-sure"):
            self.claims = False
        elif effect == "past":
            self.tense = "past"
        elif effect == "now":
            self.tense = self.tense or "now"
        elif effect in ("must-not", "cannot"):
            self.mood = "must" if effect == "must-not" else "can"
        elif effect == "maybe":
            # 可能性はない denies the thing itself; しない可能性がある holds its not coming about for possible.
            self.mood = "maybe" if self.holds and self.mood == "fact" else self.mood
        elif effect in ("must", "will", "wish", "can") and self.mood == "fact":
            self.mood = effect  # type: ignore[assignment]


@cache
def _endings() -> Mapping[str, Sequence[tuple[tuple[str, ...], str]]]:
    """Endings by their last word, the longest first."""
    found: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for words, effect in rows("endings", "weave"):
        form = tuple(words.split())
        for last in _JOINTS if form[-1] == "W" else (form[-1],):
            found[last].append((form, effect))
    return {last: sorted(forms, key=lambda form: -len(form[0])) for last, forms in found.items()}


@cache
def bearers() -> Mapping[str, str]:
    """Nouns that only carry a clause, and what they add to it."""
    return dict(rows("bearers", "weave"))


def clauses(morphemes: Morphemes, first: int, last: int) -> Iterator[Clause]:
    """The clauses of tokens `first` to `last` that claim something: no conditions, and nothing that holds on one."""
    begin, depth = first, 0
    topic: tuple[int, ...] = ()
    supposed = False
    for i in range(first, last):
        word = morphemes.words[i]
        if word in _OPENS:
            depth += 1
        elif word in _CLOSES:
            depth = max(0, depth - 1)
        if depth:
            continue
        if word in _STOPS:
            if begin < i and not supposed:
                yield Clause(begin, i, topic=topic)
            begin, topic, supposed = i + 1, (), False
            continue
        end = _ends_clause(morphemes, i, last)
        if end is None:
            continue
        if end == "condition":
            supposed = True  # what follows is claimed on a condition
        elif begin < i and not supposed:
            last_word = i + (end == "chained" and word not in ("たり", "だり"))
            yield Clause(begin, last_word, end == "chained", topic)
        topic += tuple(_topics(morphemes, begin, i))
        begin = i + 1
    if begin < last and not supposed:
        yield Clause(begin, last, topic=topic)


def _ends_clause(m: Morphemes, i: int, last: int) -> Literal["contrast", "chained", "condition"] | None:
    """What ends behind token `i`, if a clause does."""
    tag, word = m.tags[i], m.words[i]
    comma = i + 1 < last and m.words[i + 1] in ("、", "，", ",")
    if tag == "助詞-接続助詞":
        if word in _CONDITION:
            # ない ば なる ない and ない と いけない call for something: they are endings.
            calls = i + 1 < last and m.lemmas[i + 1] in ("なる", "いける", "だめ")
            return "condition" if not calls and (comma or word in ("ば", "たら")) else None
        if word in _CONTRAST:
            return "contrast"
        if word in ("て", "で") and comma and m.lemmas[i - 1] not in _PARTICLE_VERBS:
            return "chained"
        return None
    if word in ("たり", "だり") and tag.startswith("助詞"):
        return "chained"
    if comma and (m.words[i] in _CONDITION_NOUNS or m.forms[i].startswith("仮定形")):
        return "condition"
    if comma and m.forms[i].startswith("連用形") and tag.startswith(("動詞", "助動詞", "形容詞")):
        return "chained"
    return None


def _topics(m: Morphemes, first: int, last: int) -> Iterator[int]:
    """The nouns that は marks between two tokens."""
    for i in range(first, last):
        if m.words[i] == "は" and m.tags[i] == "助詞-係助詞":
            if i + 1 < last + 1 and _plain(m.lemmas[i + 1]) == "ない":
                continue  # 流用はなく says what there is not
            at = i - 1
            while at >= first and m.tags[at].startswith(("名詞", "接尾辞", "接頭辞")):
                yield at
                at -= 1


def peel(m: Morphemes, first: int, last: int, peeled: Peeled | None = None) -> Peeled:
    """Tokens `first` to `last` without their endings. Goes on with `peeled` where something was taken off before."""
    peeled = peeled or Peeled(first, last)
    peeled.first, peeled.last = first, last
    while peeled.last > first:
        at = peeled.last - 1
        if m.tags[at].startswith(("補助記号", "空白")):
            peeled.last = at
        elif found := _ending(m, first, peeled.last):
            length, effect = found
            peeled.take(effect, _meat(m, peeled.last - length, peeled.last))
            peeled.last -= length
        elif (added := bearers().get(m.words[at])) and at > first and _carries(m, at):
            peeled.take(added, Span(m.starts[at], m.ends[at]))
            peeled.last = _without_joint(m, first, at)
        else:
            break
    return peeled


def _meat(m: Morphemes, first: int, last: int) -> Span:
    """The words of an ending without the particle or copula in front."""
    while first < last - 1 and m.words[first] in _JOINTS:
        first += 1
    return Span(m.starts[first], m.ends[last - 1])


def _ending(m: Morphemes, first: int, last: int) -> tuple[int, str] | None:
    """How many tokens the longest ending before `last` has, and what it does."""
    for form, effect in _endings().get(_plain(m.lemmas[last - 1]), ()):
        length = _fits(m, first, last, form)
        # Something has to be left, and a lone word is an ending behind other words only: ない of 行わない, not of 計画はない.
        if not 0 < length < last - first or (len(form) == 1 and not _hangs(m, last - 1, form[0])):
            continue
        return length, effect
    return None


def _hangs(m: Morphemes, at: int, word: str) -> bool:
    """Whether the word at `at`, which is an ending by itself, hangs on the one before it."""
    if m.tags[at].startswith("形容詞"):
        return m.tags[at - 1].startswith(("形容詞", "動詞", "助動詞"))
    return (word not in _JOINTS and word != "し") or m.tags[at].startswith(("助詞", "助動詞"))


def _fits(m: Morphemes, first: int, last: int, form: Sequence[str]) -> int:
    """How many tokens before `last` the form takes up; 0 where it does not fit."""
    at = last
    for n, word in enumerate(reversed(form)):
        if word == "W":
            taken = 0
            before = form[len(form) - n - 2] if n + 1 < len(form) else ""
            while (
                at > first
                and taken < _MOST_JOINTS
                and m.lemmas[at - 1] in _JOINTS
                and m.lemmas[at - 1] != before
            ):
                at -= 1
                taken += 1
        elif at > first and _plain(m.lemmas[at - 1]) == word:
            at -= 1
        else:
            return 0
    return last - at


def _plain(lemma: str) -> str:
    return _SPELLINGS.get(lemma, lemma)


def _carries(m: Morphemes, at: int) -> bool:
    """Whether a clause or a の stands before the noun at `at`, which it can carry."""
    before = at - 1
    if m.words[before] in ("は", "が", "も"):
        return m.words[at] in _CALLING
    return m.words[before] in ("の", "という", "との", "いう", "な") or m.tags[before].startswith(
        ("動詞", "助動詞", "形容詞")
    )


def _without_joint(m: Morphemes, first: int, last: int) -> int:
    """The end without the の or という that joins a noun to what it carries."""
    while last > first and (
        m.words[last - 1] in ("の", "という", "との", "と", "いう", "な", "といった", "は", "が", "も")
        and m.tags[last - 1].startswith(("助詞", "助動詞", "動詞"))
    ):
        last -= 1
    return last
