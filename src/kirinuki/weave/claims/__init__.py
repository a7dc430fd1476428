"""Statements of one storyline side by side: who says the opposite of whom, who changed position, who agrees.

Every relation rests on words that can be shown: a predicate that one affirms and the other denies, two predicates of which
only one can be true (`lexicon/antonyms.tsv`), two figures or days for one thing, words by which the report itself sets them against
each other. Nothing is said on who is right. The same words of one speaker that several articles carry are one claim with several
evidences (`Claim.also`).

side, voices, narrated  the sides: whose words, and what the report tells on somebody's authority
clauses, propositions  what the words claim
matters                one matter, and whether both can hold
values                 rival numbers and days
denials, replies       denials that name nothing, and what the report sets against each other
stands                 for and against one thing
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from rapidfuzz.distance import LCSseq

from kirinuki.model.chronicle import Claim, ClaimRelation, ClaimVerdict, Comparison, Piece, Series
from kirinuki.model.text import Evidence, Span
from kirinuki.weave.alignment import Folded
from kirinuki.weave.claims.denials import answers, disputed, taken_back
from kirinuki.weave.claims.matters import Found, Matters, antonyms, related_bodies, same_speaker
from kirinuki.weave.claims.replies import replies
from kirinuki.weave.claims.side import OUTLET, Side
from kirinuki.weave.claims.stands import opposed_stands
from kirinuki.weave.claims.values import Rivals, rival_days, rival_numbers, value_of
from kirinuki.weave.claims.voices import Sourced, sides
from kirinuki.weave.figures import find_series
from kirinuki.weave.naming import is_outlet

__all__ = ["compare_claims"]

_RELAYED = 0.8
"""The share of the shorter of two contents of one speaker that stands in the other where both are one claim."""
_TURNS = re.compile(
    r"[」』]?(?:など)?と(?:は)?(?P<words>(?:説明|主張|発表|否定|強調|明言|約束|公言)?(?:して|述べて|話して|言って|語って|訴えて|唱えて)(?:い|き)(?:た|ました)が)、"
)
"""Behind what somebody said at first and no longer does."""
_PART = re.compile("うち(?!に)|残る|残り|内訳")
"""Where a number counts some of those that are counted before it: うち5人."""
_REACHED = re.compile("少なくとも|以上|超|達|上回|すでに|既に")
_AROUND = 8
"""Characters on either side of a number in which words say that it is no last word."""
_RIVALS = 60
"""Sides that share a predicate: where there are more, each is compared with so many nearest before it."""


Related = tuple[ClaimRelation, Side, Side, Found]
"""How two sides relate, the earlier said first."""


def compare_claims(
    pieces: Sequence[Piece],
    verdicts: Iterable[ClaimVerdict] = (),
    series: Sequence[Series] | None = None,
) -> list[Comparison]:
    """How the statements of one storyline's pieces, in the order of telling, relate; in the order of the later claim.

    Two claims are in one comparison at most, the earlier first. Nothing is compared with itself, with what it quotes, or with
    a claim of a speaker that nobody names, but for a charge with its denial. What a person said of two claims goes
    before all that, the last word last. `series` are the storyline's numbers as the person left them; without them they
    are found.
    """
    series = find_series(pieces) if series is None else series
    rivals = [*rival_numbers(series), *rival_days(pieces)]
    ours = sides(pieces, _places(rivals))
    first, relays = _relays(ours)
    matters = Matters(first)
    numbers = _numbers(ours, series)
    found: dict[tuple[int, int], Comparison] = {}

    def keep(relation: ClaimRelation, a: Side, b: Side, how: Found) -> None:
        """The first ground on which two claims are opposed counts; an agreement gives way to any."""
        a, b = relays.first(a), relays.first(b)
        pair = min(a.place, b.place), max(a.place, b.place)
        if a is not b and (pair not in found or found[pair].relation == "agreement"):
            found[pair] = _made(relation, a, b, how, relays)

    for a, b in _pairs(first):
        if (related := _compare(matters, a, b, numbers)) is not None:
            keep(*related)
    for (a, b), values in _at_odds(ours, rivals, relays):
        if (related := _valued(a, b, values)) is not None:
            keep(*related)
    for denial in chain(answers(ours), replies(matters, ours)):
        keep("contradiction", *denial)
    opposed = {place for pair, made in found.items() if made.relation != "agreement" for place in pair}
    for charge, plea, how in disputed(ours):
        if plea.place not in opposed:
            keep("contradiction", charge, plea, how)
    for retraction in chain(taken_back(matters, first), _turns(first)):
        keep("change", *retraction)
    for stands in opposed_stands(matters, first):
        keep("contradiction", *stands)
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
    """Pairs of sides that share a predicate, or have opposite ones; the earlier first."""
    by_key: defaultdict[str, list[Side]] = defaultdict(list)
    for side in found:
        predicates = {key for p in side.propositions for key in (*p.keys, p.verb, *p.qualities)}
        wanted = {other for key in predicates for other in (key, *antonyms().get(key, ()))}
        rivals = {other.place: other for key in wanted for other in by_key[key][-_RIVALS:]}
        for place in sorted(rivals):
            yield rivals[place], side
        for key in predicates:
            by_key[key].append(side)


Numbers = dict[int, dict[int, set[float]]]
"""By the place of a side and the series, the values that it gives."""


def _numbers(ours: Sequence[Side], series: Sequence[Series]) -> Numbers:
    told = _by_revision(ours)
    found: defaultdict[int, defaultdict[int, set[float]]] = defaultdict(lambda: defaultdict(set))
    for n, one in enumerate(series):
        for point in one.points:
            if (side := _home(told, point.evidence)) is not None:
                found[side.place][n].add(value_of(point))
    return {place: dict(values) for place, values in found.items()}


def _may_agree(a: Side, b: Side, numbers: Numbers) -> bool:
    """Whether two who say the same agree: they speak for themselves, with no other numbers, and the one's words are not the
    other's relayed again."""
    if a.relays or b.relays or related_bodies(a, b) or _other_numbers(a, b, numbers):
        return False
    if a.figures and b.figures and not a.figures & b.figures:
        return False
    words, others = Folded(a.text).text, Folded(b.text).text
    relayed = (a.quoted and b.quoted) or (a.article != b.article and (a.unnamed or b.unnamed))
    return not (relayed and _same_words(words, others, min(len(words), len(others))))


def _other_numbers(a: Side, b: Side, numbers: Numbers) -> bool:
    """Whether both give numbers of one series, and no one in common: no two such claims say the same."""
    ours, theirs = numbers.get(a.place, {}), numbers.get(b.place, {})
    return any(not ours[n] & theirs[n] for n in ours.keys() & theirs.keys())


def _by_revision(ours: Sequence[Side]) -> dict[str, list[Side]]:
    found: defaultdict[str, list[Side]] = defaultdict(list)
    for side in ours:
        found[side.claim.evidence.revision].append(side)
    return found


def _home(told: Mapping[str, Sequence[Side]], place: Evidence) -> Side | None:
    """The side in whose words the place stands: the innermost with a speaker."""
    holding = [s for s in told.get(place.revision, ()) if s.key is not None and s.content.holds(place.span)]
    return min(holding, key=lambda side: side.content.end - side.content.start, default=None)


def _places(rivals: Iterable[Rivals]) -> dict[str, list[Sourced]]:
    """Where the rival values stand, by revision, with who gave them."""
    found: defaultdict[str, list[Sourced]] = defaultdict(list)
    for pair in rivals:
        for value, source in zip((pair.one, pair.other), pair.sources, strict=True):
            found[value.revision].append((value.span, source.span if source else None))
    return found


def _at_odds(
    ours: Sequence[Side], rivals: Iterable[Rivals], relays: _Relays
) -> Iterator[tuple[tuple[Side, Side], list[Rivals]]]:
    """The pairs of claims that give rival values, the earlier first, and these values."""
    told = _by_revision(ours)
    found: dict[tuple[int, int], tuple[tuple[Side, Side], list[Rivals]]] = {}
    for pair in rivals:
        one, other = _home(told, pair.one), _home(told, pair.other)
        if one is None or other is None:
            continue
        a, b = relays.first(one), relays.first(other)
        found.setdefault((a.place, b.place), ((a, b), []))[1].append(pair)
    return iter(found.values())


def _compare(matters: Matters, a: Side, b: Side, numbers: Numbers) -> Related | None:
    """How two claims relate; None where they do not."""
    a, b = sorted((a, b), key=_when)
    if a.key is None or b.key is None or (a.article == b.article and a.content.overlaps(b.content)):
        return None
    found = matters.relate(a, b)
    if found is None or (not found.opposed and not _may_agree(a, b, numbers)):
        return None
    if found.opposed and a.article != b.article and _goes_on(a, b):
        return None
    if found.opposed and not same_speaker(a, b) and a.of_old != b.of_old:
        return None  # what one said of another time, and what the other says now
    if same_speaker(a, b):
        return ("change", a, b, found) if found.opposed and _later(a, b) else None
    return "contradiction" if found.opposed else "agreement", a, b, found


def _goes_on(a: Side, b: Side) -> bool:
    """Whether two reports only tell how things went on: what an outlet tells in its own words holds when it tells it."""
    return (a.relays and b.relays) or ((a.relays or b.relays) and a.told[:10] != b.told[:10])


def _when(side: Side) -> tuple[str, bool, int]:
    """The order of saying, as far as the text tells, then that of telling."""
    return side.day.from_, not side.of_old, side.place


def _later(a: Side, b: Side) -> bool:
    """Whether one speaker said the two at different times, as far as the text tells."""
    return (
        a.day.until <= b.day.from_
        or a.of_old != b.of_old
        or (a.article != b.article and a.day.from_ < b.day.from_)
    )


def _valued(a: Side, b: Side, rivals: Sequence[Rivals]) -> Related | None:
    """How two claims relate by values of which only one can be true; None where both may, or nobody stands for them."""
    if a.key is None or b.key is None or (a.article == b.article and a.content.overlaps(b.content)):
        return None
    alike = same_speaker(a, b)
    outlets = is_outlet(a.name) + is_outlet(b.name)
    if alike:
        # On nobody's authority a report only goes on telling.
        kept = [r for r in rivals if (r.ground == "date" or r.corrects) and not a.key.startswith(OUTLET)]
    else:
        kept = [
            r
            for r in rivals
            if not r.corrects
            and (outlets < (1 if r.relayed else 2) or (_is_count(r) and a.article == b.article))
            and not (_PART.search(a.text) or _PART.search(b.text))
        ]
    if any(r.ground == "date" for r in kept) and _of_others(a, b):
        return None
    if not kept or (alike and not _later(a, b)) or (not alike and OUTLET in a.key + b.key):
        return None
    # Counts rise with time: what is told higher later is news, not another opinion, but where one report sets two side by side.
    beside = b.in_contrast or (a.article == b.article and not any(_is_passed(a, r.one) for r in kept))
    if all(r.grows for r in kept) and not beside:
        return None
    ones = tuple(dict.fromkeys(r.one.span for r in kept))
    others = tuple(dict.fromkeys(r.other.span for r in kept))
    first = kept[0]
    why = f"{first.slot}: {first.one.text} と {first.other.text}"
    found = Found(True, first.ground, ones, others, 1.0, why)
    return "change" if alike else "contradiction", a, b, found


def _is_passed(side: Side, number: Evidence) -> bool:
    """Whether the words around a number make it one that may have been passed since: 1,000人を超えた, 少なくとも10人."""
    start, end = number.span.start, number.span.end
    around = side.source[max(0, start - _AROUND) : end + _AROUND]
    return _REACHED.search(around) is not None


def _of_others(a: Side, b: Side) -> bool:
    """Whether either names somebody whom the other does not: 甲と対戦する, 乙と対戦する."""
    ours, theirs = ({n for n in side.names if n.startswith("PERSON")} for side in (a, b))
    return bool(ours - theirs and theirs - ours)


def _is_count(rivals: Rivals) -> bool:
    """Whether the values count what grows or falls: two agencies that one report sets side by side counted otherwise."""
    return rivals.ground == "figure" and rivals.relayed


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


def _turns(found: Sequence[Side]) -> Iterator[tuple[Side, Side, Found]]:
    """Speakers who say otherwise than at first, in one sentence: 当初は…としていたが、…と述べた."""
    for a, b in pairwise(found):
        if a.article != b.article or a.key is None or not same_speaker(a, b) or not a.of_old:
            continue
        turn = _TURNS.match(a.source, a.content.end, b.content.start)
        if turn is not None and "。" not in a.source[a.content.end : b.content.start]:
            words = Span(*turn.span("words"))
            yield a, b, Found(True, "turn", (words,), (), 1.0, "先に言ったことを「…ていたが」と改める")
