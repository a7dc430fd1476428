"""Which run of events an article belongs to.

An article is taken for what it tells of: its nouns, their compounds, and the full names of whom it names. Two articles
are tied as far as they tell of the same rare things, the title of one and the text of the other above all, and as little
time lies between them. An article joins the line that it is tied to best, judged by its nearest member and by the
last ones together, if it fits there about as well as these fit each other; else it begins one. Where it fits a second
line well, it bridges the two: lines that are bridged are one storyline. That is single-pass clustering with a
blend of single and average linkage, and a threshold of each cluster's own (docs/decisions/0020).

How rare a term is, is counted over the year before the article's month, in powers of two: so it does not depend on
what comes later, and hardly on what comes late.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt
from typing import NamedTuple
from zlib import crc32

from kirinuki.model.reading import Morphemes, Reading
from kirinuki.model.text import Span, fold_width
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
LOOKED_AT = 24
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

_BRIDGE = 1.25
"""How much better than barely an article must fit a second line to make it one storyline with its own."""
_APART = 4
"""Lines that both have so many members have run apart for long enough to be two storylines."""
_RETOLD = 0.5
"""An article of which so much repeats another is the same report retold."""
_OTHER_NUMBER = 0.5
"""What is left of a likeness where the titles name two of a kind by their numbers: 台風14号, 台風15号."""
_SHOWN = 3
"""Terms that a reason names."""

_NO_TERM = re.compile("[ぁ-ゖ]{1,3}|.?[ぁ-ゖ]")
_NUMBERED = re.compile("([一-鿿々ァ-ヶー]{2})?第?([0-9]{1,9})号")
_LOGS = [0.0, *(1 + log(n) for n in range(1, 256))]


Numbered = tuple[int, int]
"""One of a kind: a hash of the kind (台風), and its number."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What an article tells of. `terms` are hashes of words, ascending; `counts` and `titles` say how often each stands in
    all and in the title, up to 255; `words` are the terms as they are shown."""

    terms: tuple[int, ...]
    counts: bytes
    titles: bytes
    numbered: frozenset[Numbered]
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

    for word, _ in _nouns(title or "", ()):
        tell(word, word, 1)
    dated = {place for time in reading.times for place in range(time.start, time.end)}
    for word, span in _nouns(reading.text, reading.sentences):
        if not (span.start in dated and span.end - 1 in dated):
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
        frozenset(_numbered(fold_width(title or ""))),
        words,
    )


def _nouns(text: str, sentences: Sequence[Span]) -> Iterator[tuple[str, Span]]:
    """The nouns of a text, and what several nouns in a row make together."""
    read = tokenize(text, sentences or split_sentences(text))
    run: list[int] = []
    for n, (tag, word) in enumerate(zip(read.tags, read.words, strict=True)):
        if tag.startswith(("名詞", "接頭辞", "接尾辞-名詞")):
            if tag.startswith("名詞") and "数詞" not in tag and not _NO_TERM.fullmatch(word):
                yield word, Span(read.starts[n], read.ends[n])
            run.append(n)
            continue
        yield from _compound(read, run)
        run = []
    yield from _compound(read, run)


def _compound(read: Morphemes, run: Sequence[int]) -> Iterator[tuple[str, Span]]:
    if len(run) > 1:
        yield "".join(read.words[n] for n in run), Span(read.starts[run[0]], read.ends[run[-1]])


def _numbered(title: str) -> Iterator[Numbered]:
    """What the title names by a number: the kind stands before the first of several (台風17号と18号)."""
    kind = None
    for match in _NUMBERED.finditer(title):
        kind = crc32(match[1].encode()) if match[1] else kind
        if kind is not None:
            yield kind, int(match[2])


@dataclass(frozen=True)
class Weighed:
    """A profile with the level of each term: what two articles are compared by."""

    terms: tuple[int, ...]
    counts: bytes
    titles: bytes
    levels: bytes
    numbered: frozenset[Numbered]

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


def likeness(one: Weighed, other: Weighed, days: int, repeated: float = 0.0) -> float:
    """How much two articles tell of the same, 0 to 1, with so many days between them, where so great a share of the later
    one's text says again what the earlier one said."""
    shared = _product(one.all, other.all)
    crossed = _product(one.title, other.all) + _product(one.all, other.title)
    score = (shared + crossed / 2) / 2 / sqrt(1 + days / _HALF)
    if _apart_by_number(one, other):
        return score * _OTHER_NUMBER
    return max(score, repeated) if repeated >= _RETOLD else score


def _apart_by_number(one: Weighed, other: Weighed) -> bool:
    """Whether the titles name two of a kind."""
    kinds = {kind for kind, _ in one.numbered} & {kind for kind, _ in other.numbered}
    return bool(kinds) and not one.numbered & other.numbered


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
    """A line as an article meets it: its members that the article is tied to, its last members before the article, and how
    well each of these but the first of the line fitted."""

    line: str
    tied: frozenset[str]
    last: Sequence[str]
    fitted: Sequence[float]


class Joining(NamedTuple):
    """A line that an article fits; `near` is the member that it is tied to best."""

    line: str
    near: str
    score: float


def join(ties: Sequence[Tie], standings: Sequence[Standing]) -> list[Joining]:
    """The line that the article of these ties fits best, if it fits one, and behind it the line that it bridges with that one.

    `ties` come the nearest first; `standings` are those of the lines that the ties lead to.
    """
    fits: list[tuple[float, Joining]] = []
    for standing in standings:
        own = [tie for tie in ties if tie.earlier in standing.tied]
        scores = dict(own)
        together = sum(scores.get(member, 0.0) for member in standing.last) / len(standing.last)
        score = (1 - _TOGETHER) * own[0].score + _TOGETHER * together
        usual = (sum(standing.fitted) + _LEAST) / (len(standing.fitted) + 1)
        fit = score / max(_LEAST, _COHESION * usual)
        fits.append((fit, Joining(standing.line, own[0].earlier, score)))
    fits.sort(key=lambda found: (-found[0], found[1].line))
    if not fits or fits[0][0] < 1:
        return []
    well = [joining for fit, joining in fits[1:] if fit >= _BRIDGE]
    begun = {standing.line for standing in standings if len(standing.last) < _APART}
    # What fits many lines tells of no two of them that they are one: a list, a form filled in again.
    bridged = well if len(well) == 1 and begun & {fits[0][1].line, well[0].line} else []
    return [fits[0][1], *bridged]


def reason(one: Profile, other: Weighed, weighed: Weighed, days: int) -> str:
    """What two articles have in common, in words: 共通: 習主席, モスクワ; 2日."""
    shared = sorted(
        (t for t in weighed.all if t in other.all), key=lambda t: (-weighed.all[t] * other.all[t], t)
    )
    words = [one.words[term] for term in shared if term in one.words]
    whole = [word for word in words if not any(word in other and word != other for other in words)]
    return f"共通: {', '.join(dict.fromkeys(whole[:_SHOWN]))}; {_apart(days)}"


def _apart(days: int) -> str:
    if days < 60:
        return f"{days}日" if days else "同じ日"
    return f"{days // 30}か月" if days < 730 else f"{days // 365}年"
