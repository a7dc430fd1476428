"""Which run of events an article belongs to.

An article is taken for what it tells of: its nouns, their compounds, and the full names of whom it names. Two articles
are tied as far as they tell of the same rare things, the title of one and the text of the other above all, and as little
time lies between them. An article joins the storyline that it is tied to best, judged by its nearest member and by the
last ones together, if it fits there about as well as these fit each other; else it begins one. That is single-pass
clustering with a blend of single and average linkage, and a threshold of each cluster's own
(docs/decisions/0015).

How rare a term is, is counted over the year before the article's month, in powers of two: so it does not depend on
what comes later, and hardly on what comes late.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt
from typing import NamedTuple
from zlib import crc32

from kirinuki.model.reading import Reading
from kirinuki.model.text import Span
from kirinuki.read.morphemes import tokenize
from kirinuki.read.sentences import split_sentences

TERMS = 256
"""An article is taken for its first so many terms: the title, the lead, and a good deal of the text."""
LEVELS = 8
"""A term that nothing of the year before holds is of this level; one that 2^8 - 1 hold is of level 0 and tells nothing."""
HEARD = (1 << LEVELS) - 1
"""Holders of a term are counted up to this."""
MEMORY = 12
"""Months before an article's own over which the holders of its terms are counted."""
ASKED = 32
"""Candidates are looked up by so many of an article's rarest terms."""
HOLDERS = 16
"""A term finds so many of its holders, those told last."""
LOOKED_AT = 40
"""Candidates that are laid beside an article, those that share most of its rarest terms."""
TIES = 16
"""An article is tied to so many earlier ones at most."""
LAST = 16
"""What a storyline is now, its last so many members say."""

_HALF = 180
"""Days after which a storyline is half forgotten, in the square."""
_LEAST = 0.10
"""What an article must share with a storyline to join it."""
_LEAST_TIE = 0.05
_TOGETHER = 0.4
"""The part of the last members together, beside that of the nearest one, in how well an article fits."""
_COHESION = 0.5
"""An article must fit into a storyline this share as well as its last members fitted."""

_SHOWN = 3
"""Terms that a reason names."""

_NO_TERM = re.compile("[ぁ-ゖ]{1,3}|.?[ぁ-ゖ]")
_LOGS = [0.0, *(1 + log(n) for n in range(1, 256))]


@dataclass(frozen=True, slots=True)
class Profile:
    """What an article tells of. `terms` are hashes of words, ascending; `counts` and `titles` say how often each stands in
    all and in the title, up to 255; `words` are the terms as they are shown."""

    terms: tuple[int, ...]
    counts: bytes
    titles: bytes
    words: Mapping[int, str]


def profile(title: str | None, reading: Reading) -> Profile:
    """What the article of this title and text tells of."""
    counts: dict[int, list[int]] = {}
    words: dict[int, str] = {}

    def tell(word: str, shown: str, in_title: int) -> None:
        term = crc32(word.encode())
        if term not in counts:
            if len(counts) == TERMS:
                return
            counts[term] = [0, 0]
            words[term] = shown
        counts[term][0] += 1
        counts[term][1] += in_title

    for word in _nouns(title or "", ()):
        tell(word, word, 1)
    for word in _nouns(reading.text, reading.sentences):
        tell(word, word, 0)
    for entity in reading.entities:
        name = entity.of(reading.text)
        if entity.who is not None and entity.who != name:
            tell(entity.who, name + (entity.title or ""), 0)
    terms = tuple(sorted(counts))
    return Profile(
        terms,
        bytes(min(counts[term][0], 255) for term in terms),
        bytes(min(counts[term][1], 255) for term in terms),
        words,
    )


def _nouns(text: str, sentences: Sequence[Span]) -> list[str]:
    morphemes = tokenize(text, sentences or split_sentences(text))
    found: list[str] = []
    run: list[str] = []
    for tag, word in [*zip(morphemes.tags, morphemes.words, strict=True), ("", "")]:
        if tag.startswith(("名詞", "接頭辞", "接尾辞-名詞")):
            if tag.startswith("名詞") and "数詞" not in tag and not _NO_TERM.fullmatch(word):
                found.append(word)
            run.append(word)
        else:
            if len(run) > 1:
                found.append("".join(run))
            run = []
    return found


@dataclass(frozen=True)
class Weighed:
    """A profile with the level of each term: what two articles are compared by."""

    terms: tuple[int, ...]
    counts: bytes
    titles: bytes
    levels: bytes

    @cached_property
    def all(self) -> dict[int, float]:
        return _vector(self.terms, self.counts, self.levels)

    @cached_property
    def title(self) -> dict[int, float]:
        return _vector(self.terms, self.titles, self.levels)

    @cached_property
    def rarest(self) -> list[int]:
        """The terms by which candidates are looked up."""
        return sorted(self.all, key=lambda term: (-self.all[term], term))[:ASKED]


def _vector(terms: Sequence[int], counts: bytes, levels: bytes) -> dict[int, float]:
    found = {t: _LOGS[n] * level for t, n, level in zip(terms, counts, levels, strict=True) if n and level}
    length = sqrt(sum(x * x for x in found.values()))
    return {term: x / length for term, x in found.items()}


def level(holders: int) -> int:
    """How much a term tells that so many hold, counted up to `HEARD`."""
    return LEVELS + 1 - (holders + 1).bit_length()


def likeness(one: Weighed, other: Weighed, days: int) -> float:
    """How much two articles tell of the same, 0 to 1, with so many days between them."""
    shared = _product(one.all, other.all)
    crossed = _product(one.title, other.all) + _product(one.all, other.title)
    return (shared + crossed / 2) / 2 / sqrt(1 + days / _HALF)


def _product(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    if len(other) < len(one):
        one, other = other, one
    return sum(x * other[term] for term, x in one.items() if term in other)


class Tie(NamedTuple):
    """An earlier article that tells of the same."""

    earlier: str
    score: float


def choose_ties(scores: Mapping[str, float]) -> list[Tie]:
    """Those earlier articles that are worth remembering, the nearest first."""
    best = sorted((-score, earlier) for earlier, score in scores.items() if score >= _LEAST_TIE)
    return [Tie(earlier, -score) for score, earlier in best[:TIES]]


@dataclass(frozen=True, slots=True)
class Standing:
    """A storyline as an article meets it: its last members before it, and how well each but the first fitted."""

    line: str
    members: frozenset[str]
    """Those of its members that the article is tied to."""
    last: Sequence[str]
    fitted: Sequence[float]


@dataclass(frozen=True, slots=True)
class Joining:
    """The storyline that an article joins; `near` is the member that it is tied to best."""

    line: str
    near: str
    score: float


def join(ties: Sequence[Tie], standings: Sequence[Standing]) -> Joining | None:
    """The storyline that the article of these ties fits best, None where it fits none.

    `ties` come the nearest first; `standings` are those of the storylines that the ties lead to.
    """
    best: tuple[float, Joining] | None = None
    for standing in standings:
        own = [tie for tie in ties if tie.earlier in standing.members]
        last = {tie.earlier: tie.score for tie in own}
        together = sum(last.get(member, 0.0) for member in standing.last) / len(standing.last)
        score = (1 - _TOGETHER) * own[0].score + _TOGETHER * together
        usual = (sum(standing.fitted) + _LEAST) / (len(standing.fitted) + 1)
        fit = score / max(_LEAST, _COHESION * usual)
        if fit >= 1 and (best is None or fit > best[0]):
            best = fit, Joining(standing.line, own[0].earlier, score)
    return best and best[1]


def reason(one: Profile, other: Weighed, weighed: Weighed, days: int) -> str:
    """What two articles have in common, in words: 共通: 習主席, モスクワ; 2日."""
    shared = sorted(
        (t for t in weighed.all if t in other.all), key=lambda t: (-weighed.all[t] * other.all[t], t)
    )
    shown: list[str] = []
    for term in shared:
        word = one.words.get(term, "")
        if word and not any(word in w or w in word for w in shown):
            shown.append(word)
        if len(shown) == _SHOWN:
            break
    return f"共通: {', '.join(shown)}; {_apart(days)}"


def _apart(days: int) -> str:
    if days < 60:
        return f"{days}日" if days else "同じ日"
    return f"{days // 30}か月" if days < 730 else f"{days // 365}年"
