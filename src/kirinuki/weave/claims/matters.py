"""Whether two claims are on one matter, and whether both can hold.

One matter are two claims of one event (or of two predicates of which only one can be true) that share most of the words by
which the shorter tells of it, rare words counting more; and of which nothing says that they are about two things: another
subject, another object, other names, another time.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import log
from typing import Literal, NamedTuple

from kirinuki.model.reading import Interval
from kirinuki.model.text import Span
from kirinuki.read.lexicons import rows
from kirinuki.weave.claims.propositions import Proposition, one_word, operators, words_of
from kirinuki.weave.claims.side import Side

Ground = Literal["negation", "antonym", "figure", "date", "turn", "reply", "same"]

_SHARED = 0.4
"""The share of the weight of the shorter claim's words that the other has to have too."""
_PLAIN = 0.6
"""The same for an agreement, which is called only where it is plain."""
_PLAIN_WORDS = 2
"""And so many of them."""
_AROUND = 0.25
"""The same for the sentences that the two claims stand in."""
_WHAT_IT_IS = 0.8
"""The same for two claims that say what a thing is: 事故だ, 事故ではない."""
_DAYS = 31
"""Two who speak of what is to come so many days apart know different things."""
_SHOWN = 4
"""Words in common that a reason names."""
_CONTRAST = re.compile("(?:た|る|い|ます|です|だ)が、|のに対|に対し|一方")
_EVERYDAY = 0.2
"""What a word weighs that stands in many matters."""


class Found(NamedTuple):
    """How two claims relate: `opposed` or not, the ground, the words in either that decide, and why in words."""

    opposed: bool
    ground: Ground
    one: tuple[Span, ...]
    other: tuple[Span, ...]
    score: float
    why: str


@cache
def antonyms() -> Mapping[str, frozenset[str]]:
    """Predicates, and for each those that cannot be true together with it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other, *_ in rows("antonyms", "weave"):
        one, other = one_word(one), one_word(other)
        found[one].add(other)
        found[other].add(one)
    return {word: frozenset(others) for word, others in found.items()}


class Matters:
    """Weighs words by how few of the claims of a storyline hold them, and decides by them."""

    def __init__(self, sides: Sequence[Side]) -> None:
        self._held: Counter[str] = Counter()
        self._all = max(2, len(sides))
        for side in sides:
            self._held.update({w for p in side.propositions for w in p.words | p.keys})

    def weight(self, word: str) -> float:
        """How much it says that two claims have the word in common."""
        if word in words_of("everyday"):
            return _EVERYDAY
        return log(1 + self._all / max(1, self._held[word]))

    def alike(self, ours: Iterable[str], theirs: Iterable[str]) -> float:
        """The share of the weight of the lighter words that both have; 0 where one has none."""
        ours, theirs = frozenset(ours), frozenset(theirs)
        least = min(self._sum(ours), self._sum(theirs))
        return self._sum(ours & theirs) / least if least else 0.0

    def relate(self, a: Side, b: Side) -> Found | None:
        """How two sides relate by what they claim; the plainest of all their pairs of propositions, None where none is."""
        best: Found | None = None
        against = _set_against(a, b)
        for p in a.propositions:
            for q in b.propositions:
                found = self._pair(a, p, b, q, against)
                if found and (best is None or (found.opposed, found.score) > (best.opposed, best.score)):
                    best = found
        return best

    def _pair(self, a: Side, p: Proposition, b: Side, q: Proposition, against: bool) -> Found | None:
        keys, opposite = p.keys & q.keys, _opposite(p, q, against)
        denied = bool(keys) and p.holds != q.holds
        opposed = denied or bool(opposite)
        if not (keys or opposite) or not (_same_time(p, q) and _same_round(p, q) and _moods(p, q, opposed)):
            return None
        score, common = self._shared(p, q, opposite)
        if not (against and opposite) and (
            not common
            or score < (_SHARED if opposed else _PLAIN)
            or (not opposed and len(common) < _PLAIN_WORDS)
        ):
            return None
        if not against and self.alike(p.around | p.keys, q.around | q.keys) < _AROUND:
            return None
        if denied and (p.copular or q.copular) and not (score >= _WHAT_IT_IS and _same_kind(p, q)):
            return None
        if "next" in (p.tense, q.tense) and days_apart(a, b) > _DAYS:
            return None
        if not _one_thing(a, p, b, q):
            return None
        words = "・".join(sorted(common, key=lambda w: (-self.weight(w), w))[:_SHOWN])
        if denied:
            key = max(keys, key=lambda w: (self.weight(w), w))
            why = f"「{key}」を一方は打ち消す; 共通: {words}"
            one, other = ((*_place(s, r, key), *r.denials) for s, r in ((a, p), (b, q)))
            return Found(True, "negation", one, other, score, why)
        if opposite:
            mine, theirs = min(opposite)
            why = f"「{mine}」と「{theirs}」は両立しない; 共通: {words}"
            return Found(True, "antonym", _place(a, p, mine), _place(b, q, theirs), score, why)
        return Found(False, "same", (p.head,), (q.head,), score, f"同じ述語; 共通: {words}")

    def _shared(
        self, p: Proposition, q: Proposition, opposite: Iterable[tuple[str, str]]
    ) -> tuple[float, frozenset[str]]:
        """The share of the weight of the shorter's words that both have, and those that say what the matter is."""
        left = {word for pair in opposite for word in pair} | operators().keys()
        ours, theirs = (p.words | p.keys) - left, (q.words | q.keys) - left
        return self.alike(ours, theirs), frozenset(ours & theirs) - words_of("everyday")

    def _sum(self, words: Iterable[str]) -> float:
        return sum(map(self.weight, words))


def days_apart(a: Side, b: Side) -> int:
    """How many days lie between what two sides said."""
    one, other = (dt.date.fromisoformat(side.day.from_[:10]) for side in (a, b))
    return abs((one - other).days)


def same_speaker(a: Side, b: Side) -> bool:
    """Whether one person or body speaks on both sides; of a person, one name may be the other's surname."""
    if a.key == b.key or (a.short and a.short == b.short):
        return True
    if a.key and b.key and a.key.startswith("person:") and b.key.startswith("person:"):
        return len(min(a.name, b.name, key=len)) > 1 and (
            a.name.startswith(b.name) or b.name.startswith(a.name)
        )
    return False


def related_bodies(a: Side, b: Side) -> bool:
    """Whether one name holds the other: みなと電力 and みなと電力の久我社長."""
    return bool(a.name and b.name) and (a.name in b.name or b.name in a.name or a.name in b.speaker)


def _set_against(a: Side, b: Side) -> bool:
    """Whether one sentence sets the one against the other: …と説明したが、市は…と見ている."""
    first, second = sorted((a, b), key=lambda side: side.place)
    between = a.source[first.content.end : second.content.start] if a.article == b.article else "。"
    return "。" not in between and _CONTRAST.search(between) is not None


def _opposite(p: Proposition, q: Proposition, against: bool) -> set[tuple[str, str]]:
    """Pairs of predicates, one of each, of which only one can be true; none where one of them is turned around.

    `against` where one sentence sets them against each other, so that they need no words in common.
    """
    if not (_stands(p) and _stands(q)):
        return set()
    # What the verb says no of (出馬の余地がない) is not claimed.
    ours, theirs = ({r.verb} | (r.keys if r.holds else set()) for r in (p, q))
    if against or (p.words | p.keys) & (q.words | q.keys) - p.qualities - q.qualities:
        # 組織的な行為 and 個人的な行為: one thing of two kinds.
        ours, theirs = ours | p.qualities, theirs | q.qualities
    return {(one, other) for one in ours for other in antonyms().get(one, ()) if other in theirs}


def _stands(p: Proposition) -> bool:
    """Whether its verb stands unturned: 見送る says no of its event, and 見送らない does not."""
    operator = operators().get(p.verb)
    return p.holds == (operator is None or operator.holds)


def _place(side: Side, p: Proposition, word: str) -> tuple[Span, ...]:
    """Where the word stands in the clause; its head where it stands there in another form."""
    start = side.content.start
    at = side.text.find(word, p.span.start - start, p.span.end - start)
    return (p.head,) if at < 0 else (Span(start + at, start + at + len(word)),)


def _same_time(p: Proposition, q: Proposition) -> bool:
    """Whether two claims can be about one time."""
    if "next" in (p.tense, q.tense) and {"past", "now"} & {p.tense, q.tense}:
        return False
    return not p.times or not q.times or any(_touch(s, t) for s in p.times for t in q.times)


def _touch(s: Interval, t: Interval) -> bool:
    return s.from_ < t.until and t.from_ < s.until


def _same_round(p: Proposition, q: Proposition) -> bool:
    """Whether not one speaks of what has been completed, and the other of another round of it (追加の動員)."""
    return p.again == q.again or "end" not in (p.phase, q.phase)


def _moods(p: Proposition, q: Proposition, opposed: bool) -> bool:
    """Whether two ways of claiming can be set against each other."""
    both = {p.mood, q.mood}
    if "wish" in both or (opposed and both == {"maybe"}):
        return False
    if "must" in both and both != {"must"}:
        other = q if p.mood == "must" else p
        # One calls for an end of what the other means to go on with, or for what the other refuses (買収を否定した).
        return opposed and (
            other.mood == "will" or (other.mood == "fact" and other.tense is None and not other.holds)
        )
    if "can" in both and both != {"can"}:
        return opposed and not (p if p.mood == "can" else q).holds
    return True


def _same_kind(p: Proposition, q: Proposition) -> bool:
    """Whether two that say what a thing is speak of one thing, and the one that denies says no more than the other."""
    short = min((p, q), key=lambda r: (r.holds, len(r.words)))
    return bool(p.subject and q.subject) and short.words <= (p.words & q.words) | p.keys | q.keys


def _one_thing(a: Side, p: Proposition, b: Side, q: Proposition) -> bool:
    """Whether nothing says that two claims are about two things."""
    stand = all(words_of("stance") & {r.verb, *r.keys} for r in (p, q))
    if not stand and (_other_names(a, b) or not _same_doer(a, p, b, q)):
        return False
    for denied, rival in ((p, q), (q, p)):
        # What is denied of one thing is not denied of all: 人間への感染はない.
        if not denied.holds and denied.object and not _akin(denied.object, rival.words | rival.keys):
            return False
    return not (p.object and q.object) or _akin(p.object | q.keys, q.object | p.keys)


def _other_names(a: Side, b: Side) -> bool:
    """Whether both contents name things of one kind, and no one in common; the speakers' own names say nothing."""
    ours, theirs = _by_kind(a), _by_kind(b)
    return any(
        ours[kind] - {b.name} and theirs[kind] - {a.name} and not _akin(ours[kind], theirs[kind])
        for kind in ours.keys() & theirs.keys()
    )


def _same_doer(a: Side, p: Proposition, b: Side, q: Proposition) -> bool:
    """Whether one may do what both speak of. Who leaves it out and speaks of what is to come speaks of himself.

    は marks what it is done to as well: 帳簿を改ざんした, 帳簿は改ざんしていない.
    """
    if _akin(p.subject, q.subject | q.object) or _akin(q.subject, p.subject | p.object):
        return True
    if p.subject and q.subject:
        return False
    if p.subject or q.subject:
        own, side, subject = (q, b, p.subject) if p.subject else (p, a, q.subject)
        # Another report speaks of the same one only where it names it somewhere.
        named = own.around | own.words | {side.speaker, side.name}
        if a.article != b.article and not (p.object & q.object) and not _akin(subject, named):
            return False
        other = a if side is b else b
        if not own.holds and side.is_person and other.names_persons and not _akin(subject, {side.name}):
            return False  # what one denies of himself, another may have done
        return not _own_act(own) or any(w in side.speaker or side.name in w for w in subject)
    if _own_act(p) and _own_act(q) and a.key != b.key:
        return p.verb != q.verb and {p.verb, q.verb} <= operators().keys()
    return True


def _own_act(p: Proposition) -> bool:
    """Whether it is what the speaker means to do: no word of who else, of a time to come, and not of what there is."""
    return (
        not p.subject
        and p.tense == "next"
        and p.mood in ("will", "fact")
        and p.verb not in ("ある", "ない", "無い")
    )


def _by_kind(side: Side) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name in side.names:
        kind, _, key = name.partition(":")
        found[kind].add(key)
    return found


def _akin(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether a word of one is, or holds, a word of the other."""
    others = list(theirs)
    return any(one in other or other in one for one in ours for other in others)
