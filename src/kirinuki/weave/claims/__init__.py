"""Statements of one storyline side by side: who says the opposite of whom, who changed position, who agrees.

Every relation rests on words that can be shown: a predicate that one affirms and the other denies, two predicates of which
only one can be true (`lexicon/antonyms.tsv`), two figures or days for one thing. Nothing is said on who is right. The same
words of one speaker that several articles carry are one claim with several evidences (`Claim.also`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rapidfuzz.distance import LCSseq

from kirinuki.model.chronicle import Claim, ClaimRelation, ClaimVerdict, Comparison, Piece
from kirinuki.model.text import Evidence, Span
from kirinuki.weave.alignment import Folded
from kirinuki.weave.claims.matters import Found, Matters, antonyms, days_apart
from kirinuki.weave.claims.values import Figure, tolls
from kirinuki.weave.claims.voices import Side, sides

__all__ = ["compare_claims"]

_RELAYED = 0.8
"""The share of the shorter of two contents of one speaker that stands in the other where both are one claim."""
_POINTS = 6
"""How many statements back a denial of what was said before it looks."""
_NEAR = 3
"""Days within which a thing that happened once is measured."""
_LATER = 31
"""Days within which two days for what is to come are of one event."""
_ALIKE = 0.5
"""The share of the words around two values that they must have in common."""
_ONE_QUAKE = 1.0
"""How far two agencies may be apart on one earthquake."""
_TOTALS = ("数", "額", "率", "量", "票", "者", "費", "総額", "面積")
"""Ends of words for what has one total, which two sources may give differently."""
_RIVALS = 60
"""Sides that share a predicate: where there are more, each is compared with so many nearest before it."""


def compare_claims(pieces: Sequence[Piece], verdicts: Iterable[ClaimVerdict] = ()) -> list[Comparison]:
    """How the statements of one storyline's pieces, in the order of telling, relate; in the order of the later claim.

    Two claims are in one comparison at most, the earlier first. Nothing is compared with itself, with what it quotes, or with
    a claim of a speaker that nobody names. What a person said of two claims goes before all that, the last word last.
    """
    ours = sides(pieces)
    first, relays = _relays(ours)
    matters = Matters(first)
    found: dict[tuple[int, int], Comparison] = {}
    for a, b in _pairs(first):
        if (comparison := _compare(matters, a, b, relays)) is not None:
            found[a.place, b.place] = comparison
    for a, b in _answers(ours):
        a, b = relays.first(a), relays.first(b)
        pair = (a.place, b.place) if a.place < b.place else (b.place, a.place)
        if pair not in found or found[pair].relation == "agreement":
            found[pair] = _answered(a, b, relays)
    for verdict in verdicts:
        _decide(verdict, ours, relays, found)
    return [found[pair] for pair in sorted(found, key=lambda pair: (pair[1], pair[0]))]


def _decide(
    verdict: ClaimVerdict, ours: Sequence[Side], relays: _Relays, found: dict[tuple[int, int], Comparison]
) -> None:
    """Let a person's word on two claims go before what the rules found."""
    both = [
        next((side for side in ours if _is_at(side, place)), None) for place in (verdict.one, verdict.other)
    ]
    if None in both:
        return
    a, b = sorted((relays.first(side) for side in both if side), key=lambda side: side.place)
    rule = found.pop((a.place, b.place), None)
    if verdict.called is not None and a is not b:
        one, other = (relays.claim(side) for side in sorted((a, b), key=_when))
        why = f"人が決めた。規則では: {rule.why if rule else '関係なし'}"
        found[a.place, b.place] = Comparison(
            verdict.called, one, other, "person", rule.marks if rule else (), why
        )


def _is_at(side: Side, place: Evidence) -> bool:
    return side.claim.evidence.revision == place.revision and side.content == place.span


class _Relays:
    """Which claims are one, told again."""

    def __init__(self) -> None:
        self._first: dict[int, Side] = {}
        self._also: defaultdict[int, list[Evidence]] = defaultdict(list)

    def join(self, first: Side, again: Side) -> None:
        self._first[again.place] = first
        self._also[first.place].append(again.claim.evidence)

    def first(self, side: Side) -> Side:
        return self._first.get(side.place, side)

    def claim(self, side: Side) -> Claim:
        return replace(side.claim, also=tuple(self._also[side.place]))


def _relays(found: Sequence[Side]) -> tuple[list[Side], _Relays]:
    """The sides without those that tell again what one of them has told, and which these are."""
    first: list[Side] = []
    relays = _Relays()
    by_speaker: defaultdict[str | None, list[tuple[Side, str]]] = defaultdict(list)
    for side in found:
        words = Folded(side.text).text
        for other, told in by_speaker[side.key][-_RIVALS:]:
            least = min(len(words), len(told))
            if side.key is not None and least and _same_words(words, told, least):
                relays.join(other, side)
                break
        else:
            by_speaker[side.key].append((side, words))
            first.append(side)
    return first, relays


def _same_words(one: str, other: str, least: int) -> bool:
    if _digits(one) != _digits(other):
        return False
    return LCSseq.similarity(one, other) >= _RELAYED * least and least >= _RELAYED / 2 * max(
        len(one), len(other)
    )


def _digits(words: str) -> str:
    """The digits of a text: two tellings with other figures are two claims."""
    return "".join(c for c in words if c.isdecimal())


def _pairs(found: Sequence[Side]) -> Iterator[tuple[Side, Side]]:
    """Pairs of sides that share a predicate, or have opposite ones, or fill one slot; the earlier first."""
    by_key: defaultdict[str, list[Side]] = defaultdict(list)
    for side in found:
        predicates = {key for p in side.propositions for key in (*p.keys, p.verb, *p.qualities)}
        wanted = {other for key in predicates for other in (key, *antonyms().get(key, ()))}
        slots = {f"={f.slot}" for f in side.figures} | {f"={d.event}" for d in side.days}
        rivals = {other.place: other for key in wanted | slots for other in by_key[key][-_RIVALS:]}
        for place in sorted(rivals):
            yield rivals[place], side
        for key in predicates | slots:
            by_key[key].append(side)


def _compare(matters: Matters, a: Side, b: Side, relays: _Relays) -> Comparison | None:
    """How two claims relate; None where they do not."""
    a, b = sorted((a, b), key=_when)
    if a.key is None or b.key is None or (a.article == b.article and a.content.overlaps(b.content)):
        return None
    found = matters.relate(a, b)
    if found is None or not found.opposed:
        found = _values(matters, a, b) or found
    if found is None or (not found.opposed and _other_figures(a, b)):
        return None
    if same_speaker(a, b):
        return _made("change", a, b, found, relays) if found.opposed and _later(a, b) else None
    return _made("contradiction" if found.opposed else "agreement", a, b, found, relays)


def _when(side: Side) -> tuple[str, bool, int]:
    """The order of saying, as far as the text tells, then that of telling."""
    return side.day.from_, not side.of_old, side.place


def same_speaker(a: Side, b: Side) -> bool:
    """Whether one person or body speaks on both sides; of a person, one name may be the other's surname."""
    if a.key == b.key:
        return True
    if a.key and b.key and a.key.startswith("person:") and b.key.startswith("person:"):
        return len(min(a.name, b.name, key=len)) > 1 and (
            a.name.startswith(b.name) or b.name.startswith(a.name)
        )
    return False


def _of_one_body(a: Side, b: Side) -> bool:
    """Whether one name holds the other: みなと電力 and みなと電力の久我社長."""
    return bool(a.name and b.name) and (a.name in b.name or b.name in a.name or a.name in b.speaker)


def _later(a: Side, b: Side) -> bool:
    """Whether one speaker said the two at different times, as far as the text tells."""
    return (
        a.day.until <= b.day.from_
        or a.of_old != b.of_old
        or (a.article != b.article and a.day.from_ < b.day.from_)
    )


def _values(matters: Matters, a: Side, b: Side) -> Found | None:
    """Two figures or days for one slot, of which only one can be true."""
    if _elsewhere(a, b):
        return None
    return _figures(matters, a, b) or _days(matters, a, b)


def _figures(matters: Matters, a: Side, b: Side) -> Found | None:
    rivals = []
    for v in a.figures:
        same = [w for w in b.figures if (w.slot, w.unit) == (v.slot, v.unit)]
        if all(v.differs(w) for w in same):
            rivals += [(v, w) for w in same if _one_slot(matters, a, v, b, w)]
    # Tolls rise with time: later ones that are all higher are news, not another opinion.
    if not rivals or (
        all(v.slot in tolls().values() and v.low < w.low for v, w in rivals) and not b.in_contrast
    ):
        return None
    ones, others = (tuple(dict.fromkeys(pair[n].span for pair in rivals)) for n in (0, 1))
    return Found(True, "figure", ones, others, 1.0, _told_apart(a, b, rivals[0][0].slot, ones[0], others[0]))


def _one_slot(matters: Matters, a: Side, v: Figure, b: Side, w: Figure) -> bool:
    """Whether two figures are of one thing at one time."""
    apart = days_apart(a, b)
    if v.slot == "マグニチュード" and abs(v.low - w.low) > _ONE_QUAKE:
        return False
    if v.measured:
        return apart <= _NEAR
    if same_speaker(a, b) or (a.article != b.article and apart):
        return False  # what is counted may have grown
    if v.slot in tolls().values():
        return True
    return v.slot.endswith(_TOTALS) and bool(v.words & w.words) and matters.alike(v.words, w.words) >= _ALIKE


def _other_figures(a: Side, b: Side) -> bool:
    """Whether both give figures of one slot, and no one in common: no two such claims say the same."""
    return any(
        all(v.differs(w) for w in same)
        for v in a.figures
        if (same := [w for w in b.figures if (w.slot, w.unit) == (v.slot, v.unit)])
    )


def _days(matters: Matters, a: Side, b: Side) -> Found | None:
    """Two days for one event to come."""
    for v in a.days:
        same = [w for w in b.days if w.event == v.event]
        for w in same if all(v.differs(w) for w in same) else ():
            to_come = v.when.from_ >= a.told[:10] and w.when.from_ >= b.told[:10]
            alike = matters.alike({v.event, *v.words}, {w.event, *w.words})
            if to_come and days_apart(a, b) <= _LATER and alike >= _ALIKE:
                return Found(
                    True, "date", (v.span,), (w.span,), 1.0, _told_apart(a, b, v.event, v.span, w.span)
                )
    return None


def _told_apart(a: Side, b: Side, slot: str, one: Span, other: Span) -> str:
    return f"{slot}: {one.of(a.source)} と {other.of(b.source)}"


def _elsewhere(a: Side, b: Side) -> bool:
    """Whether the two name other places, so that the figures are of other things."""
    ours, theirs = ({n for n in side.names if n.startswith(("PLACE:", "FACILITY:"))} for side in (a, b))
    return bool(ours and theirs and not ours & theirs)


def _made(relation: ClaimRelation, a: Side, b: Side, found: Found, relays: _Relays) -> Comparison:
    called = {
        "agreement": "一致",
        "contradiction": "対立の可能性",
        "change": f"{b.speaker}の発言が変わった可能性",
    }
    marks = tuple(
        Evidence(side.claim.evidence.revision, span, span.of(side.source))
        for side, spans in ((a, found.one), (b, found.other))
        for span in spans
    )
    why = f"{called[relation]}: {found.why}"
    return Comparison(relation, relays.claim(a), relays.claim(b), found.ground, marks, why)


def _answers(found: Sequence[Side]) -> Iterable[tuple[Side, Side]]:
    """Claims and the denials that point back to them: そのような事実はない, この主張を否定した."""
    for n, side in enumerate(found):
        if side.points_back is None or side.key is None:
            continue
        for other in reversed(found[max(0, n - _POINTS) : n]):
            if other.article != side.article:
                break
            if (
                other.key is None
                or same_speaker(other, side)
                or _of_one_body(other, side)
                or other.content.holds(side.content)
                or side.content.holds(other.content)
            ):
                continue
            if not other.asserts or (
                side.whose
                and not (other.name and other.name in side.whose)
                and side.whose not in other.speaker + other.text
            ):
                continue
            yield other, side
            break


def _answered(a: Side, b: Side, relays: _Relays) -> Comparison:
    assert b.points_back is not None
    found = Found(True, "negation", (), (b.points_back,), 1.0, "前の発言を指して打ち消す")
    return _made("contradiction", a, b, found, relays)
