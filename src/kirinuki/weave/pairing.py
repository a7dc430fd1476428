"""Which sentences of two tellings answer to each other.

By the pairs of letters that they share, weighted by how rare those are in the two tellings; what is left over by its topic;
and a line broken in two with its neighbour.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kirinuki.model.reading import Reading
from kirinuki.model.text import Span
from kirinuki.weave.alignment import Folded
from kirinuki.weave.furniture import furniture, without_furniture

_PAIRED = 0.28
"""Two sentences are one where they share this much of what they tell."""
_TOPIC = 0.05
"""Less is enough for two that are left over and begin with the same topic."""
_ABSORBED = 0.75
"""A sentence that is left over belongs to its neighbour's pair where the pair's other side holds so much of it."""
_IN_ORDER = 0.05
"""What standing in the order of the neighbours counts for."""
_HOLDERS = 40
"""A pair of letters that more sentences hold finds nothing."""
_CANDIDATES = 12
"""A sentence is compared with so many of the other telling, those that share most with it."""

_TOPIC_WORDS = re.compile(r"^[「『（(]?(?:[^はがを、。]{0,12}?)([一-鿿々ァ-ヴーA-Za-z]{2,})")


class Passage(Span, frozen=True):
    """A sentence (or several that answer to one), without the stamps and credits at its edges."""

    number: int
    text: str
    grams: Counter[str]
    furniture: str | None


Pair = tuple[list[Passage], list[Passage]]
"""Passages of the earlier and of the later telling that answer to each other; one on either side but for broken lines."""


class Side:
    """One telling, cut into passages."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.folded = Folded(reading.text)
        self.passages = [
            self._passage(n, span)
            for n, span in enumerate(s for s in reading.sentences if s.of(reading.text).strip())
        ]
        self.held = Counter(gram for p in self.passages for gram in p.grams)
        self.holders: dict[str, list[int]] = {}
        for p in self.passages:
            for gram in p.grams:
                self.holders.setdefault(gram, []).append(p.number)
            if not p.grams:
                self.holders.setdefault(p.text, []).append(p.number)  # too short to have any

    def _passage(self, number: int, span: Span) -> Passage:
        words = span.of(self.reading.text)
        told = without_furniture(unicodedata.normalize("NFKC", words))
        return Passage(span.start, span.end, number, words, Counter(_grams(told)), furniture(words))

    def joined(self, passages: Sequence[Passage]) -> Passage:
        """Neighbours as one passage."""
        first, last = passages[0], passages[-1]
        words = self.reading.text[first.start : last.end]
        return Passage(
            first.start,
            last.end,
            first.number,
            words,
            sum((p.grams for p in passages), Counter()),
            None if len(passages) > 1 else first.furniture,
        )


def pair_up(earlier: Side, later: Side) -> list[Pair]:
    """The passages that answer to each other, each in one pair at most, in the order of the earlier telling."""
    return _Pairing(earlier, later).pairs()


class _Pairing:
    def __init__(self, earlier: Side, later: Side) -> None:
        self._earlier = earlier
        self._later = later

    def pairs(self) -> list[Pair]:
        """Passages that answer to each other, each in one pair, in the order of the earlier telling."""
        old, new = self._earlier.passages, self._later.passages
        weight = self._weights()
        scored: list[tuple[float, int, int]] = []
        for a in old:
            for b in self._candidates(a):
                score = self._score(a, b, weight)
                if score >= _TOPIC:
                    near = 1 - abs(a.number / max(1, len(old)) - b.number / max(1, len(new)))
                    scored.append((score + _IN_ORDER * near, a.number, b.number))
        scored.sort(key=lambda s: (-s[0], s[1], s[2]))
        chosen: dict[int, int] = {}
        taken: set[int] = set()
        for least in (_PAIRED, None):
            for score, i, j in scored:
                if i in chosen or j in taken:
                    continue
                if score < least if least is not None else not self._same_topic(old[i], new[j]):
                    continue
                chosen[i] = j
                taken.add(j)
        pairs = [([old[i]], [new[j]]) for i, j in sorted(chosen.items())]
        self._absorb(pairs, weight)
        return pairs

    def _candidates(self, a: Passage) -> Iterator[Passage]:
        """The later passages that share most with `a`, or are furniture as it is."""
        if a.furniture:
            return iter([b for b in self._later.passages if b.furniture == a.furniture])
        shared: Counter[int] = Counter()
        for gram in a.grams or (a.text,):
            holders = self._later.holders.get(gram, ())
            if len(holders) <= _HOLDERS:
                shared.update(holders)
        return (self._later.passages[number] for number, _ in shared.most_common(_CANDIDATES))

    def _weights(self) -> dict[str, float]:
        """How much a pair of letters tells: less where many sentences of either telling hold it."""
        held = self._earlier.held.keys() | self._later.held.keys()
        return {g: 1 / max(self._earlier.held[g], self._later.held[g], 1) for g in held}

    def _score(self, a: Passage, b: Passage, weight: dict[str, float]) -> float:
        """How much of what the shorter one tells the two share, and a little of how much of both."""
        if a.furniture != b.furniture:
            return 0.0
        if a.text == b.text:
            return 2.0
        shared = sum(weight[g] * n for g, n in (a.grams & b.grams).items())
        if not shared:
            return 1.0 if a.furniture else 0.0
        least, most = sorted(sum(weight[g] * n for g, n in p.grams.items()) for p in (a, b))
        return 0.6 * shared / least + 0.4 * shared / most

    def _same_topic(self, a: Passage, b: Passage) -> bool:
        """Whether both begin with one topic that no other sentence speaks of."""
        one, other = _TOPIC_WORDS.match(a.text), _TOPIC_WORDS.match(b.text)
        if not (one and other and one[1][:2] == other[1][:2]):
            return False
        return max(self._earlier.held[one[1][:2]], self._later.held[one[1][:2]]) == 1

    def _absorb(self, pairs: Iterable[Pair], weight: dict[str, float]) -> None:
        """Give a sentence left over to its neighbour's pair, where the other side of the pair tells it too: a line
        broken in two, two sentences made one."""
        for side, telling in enumerate((self._earlier, self._later)):
            of = {p.number: pair for pair in pairs for p in pair[side]}
            for p in telling.passages:
                if p.number in of or p.furniture:
                    continue
                for neighbour in (p.number - 1, p.number + 1):
                    pair = of.get(neighbour)
                    if pair is None or _told(p, pair[1 - side], weight) < _ABSORBED:
                        continue
                    if _told(p, pair[side], weight) < _ABSORBED:  # the pair does not have it already
                        pair[side].append(p)
                        pair[side].sort(key=lambda q: q.number)
                        of[p.number] = pair
                        break


def _grams(text: str) -> list[str]:
    """Pairs of neighbouring letters, those of hiragana alone left out."""
    letters = "".join(c for c in text if c.isalnum())
    pairs = (letters[i : i + 2] for i in range(len(letters) - 1))
    return [pair for pair in pairs if not all("ぁ" <= c <= "ゟ" for c in pair)]


def _told(p: Passage, by: Sequence[Passage], weight: dict[str, float]) -> float:
    """The share of `p` that the other passages tell."""
    held = sum((q.grams for q in by), Counter[str]())
    whole = sum(weight[g] * n for g, n in p.grams.items())
    return sum(weight[g] * n for g, n in (p.grams & held).items()) / whole if whole else 0.0


def out_of_order(places: Sequence[tuple[int, int]]) -> set[int]:
    """The pairs outside of a longest run that keeps its order (patience sorting)."""
    ends: list[int] = []  # the least place at which a run of each length ends
    last: list[int] = []  # and which pair that is
    before: list[int] = []
    for n, (_, at) in enumerate(places):
        length = bisect_left(ends, at)
        ends[length : length + 1] = [at]
        last[length : length + 1] = [n]
        before.append(last[length - 1] if length else -1)
    kept: set[int] = set()
    n = last[-1] if last else -1
    while n >= 0:
        kept.add(n)
        n = before[n]
    return set(range(len(places))) - kept
