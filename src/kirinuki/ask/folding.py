"""Which sentences of a period's reports need not be shown, because another telling says all of them.

A sentence folds under another telling only if the resemblance covers it, it has no clause of its own, and each
of its figures, dates, names and statements is in the other as well. Differences of relation `updated` never fold.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple, TypeVar

from kirinuki.model.reading import Reading, Statement
from kirinuki.model.text import Evidence, Span, fold_width
from kirinuki.model.weaving import Difference, Resemblance
from kirinuki.weave.alignment import Block, Folded, agreeing, align
from kirinuki.weave.furniture import furniture

CLAUSE = 6
"""Words of its own up to this many characters in a row (a conjunction, another verb ending) keep no sentence unfolded;
hiragana count half."""

_MOST = 0.75
"""The share of a sentence that another telling must say for the whole of it to be looked at."""

_SAID = 0.75
"""The share of a statement's letters that another must have to be the same statement: in fewer something else is said."""

_BRACKETS = frozenset('「」『』（）()【】〈〉《》〔〕“”"')
_HIRAGANA = re.compile("[ぁ-ゟ]+")
_WORD = re.compile("[^ぁ-ゟ]{2,}")
_FIGURE = re.compile(r"\d+")

_Side = Literal["earlier", "later"]
Layer = TypeVar("Layer")


class Place(NamedTuple):
    """A sentence: which report, and which of its sentences."""

    report: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Fold:
    """A sentence that `leads` say all of, the one that says most of it first; `resemblance` shows it.

    `why` says in words why they lead and not it.
    """

    leads: tuple[Place, ...]
    resemblance: Resemblance
    why: str = ""


class Told:
    """One report cut into sentences, none reaching over a line break, with what each of them states."""

    def __init__(self, revision: str, reading: Reading) -> None:
        self.revision = revision
        self.text = reading.text
        self.reading = reading
        self.sentences: list[Span] = []
        self.paragraphs: list[range] = []
        cuts = sorted({sentence.start for sentence in reading.sentences})
        for line in re.finditer(r"[^\n]+", self.text):
            inside = cuts[bisect_right(cuts, line.start()) : bisect_left(cuts, line.end())]
            bounds = [line.start(), *inside, line.end()]
            first = len(self.sentences)
            self.sentences += [s for a, b in pairwise(bounds) if (s := self._trim(a, b))]
            if len(self.sentences) > first:
                self.paragraphs.append(range(first, len(self.sentences)))
        self._starts = [s.start for s in self.sentences]
        self.folded = Folded(self.text)

    def _trim(self, start: int, end: int) -> Span | None:
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        return Span(start, start + len(words.strip())) if words.strip() else None

    def span(self, sentences: range) -> Span:
        """From the beginning of the first of `sentences` to the end of the last."""
        return Span(self.sentences[sentences[0]].start, self.sentences[sentences[-1]].end)

    def evidence(self, sentences: range) -> Evidence:
        """The words of `sentences`, and where they stand."""
        span = self.span(sentences)
        return Evidence(self.revision, span, span.of(self.text))

    def within(self, span: Span) -> range:
        """The sentences that share a character with `span`."""
        first = bisect_right(self._starts, span.start) - 1
        if first < 0 or self.sentences[first].end <= span.start:
            first += 1
        return range(first, max(first, bisect_left(self._starts, span.end)))

    def by_sentence(self, layer: Iterable[Layer], place: Callable[[Layer], Span]) -> list[list[Layer]]:
        """The items of `layer`, each with the sentence it begins in."""
        grouped: list[list[Layer]] = [[] for _ in self.sentences]
        for item in layer:
            for i in self.within(place(item))[:1]:
                grouped[i].append(item)
        return grouped

    def letters(self, span: Span) -> int:
        """How many characters in `span` say something: letters, kana, kanji and digits."""
        low, high = self.folded.range(span)
        return high - low

    def letters_of(self, span: Span) -> str:
        """Those characters, of one width: 久我(くが) and 久我くが are the same."""
        low, high = self.folded.range(span)
        return self.folded.text[low:high]

    def fullness(self, sentence: int) -> int:
        """How much a sentence tells: its letters but for hiragana, which です・ます has more of without saying more."""
        low, high = self.folded.range(self.sentences[sentence])
        return len(_HIRAGANA.sub("", self.folded.text[low:high]))

    @cached_property
    def facts(self) -> list[_Facts]:
        """What each sentence states."""
        text, reading = self.text, self.reading
        facts = [_Facts(fold_width(span.of(text)), self.letters_of(span)) for span in self.sentences]
        for time in reading.times:
            for i in self.within(time):
                facts[i].times.append((time.from_, time.until))
        for quantity in reading.quantities:
            for i in self.within(quantity):
                facts[i].figures.add((quantity.low, quantity.high, fold_width(quantity.unit)))
        for duration in reading.durations:
            for i in self.within(duration):
                facts[i].durations.add(duration.value)
        for entity in reading.entities:
            for i in self.within(entity):
                facts[i].names.append((fold_width(entity.of(text)), self.letters_of(entity)))
        for statement in reading.statements:
            for i in self.within(statement.content):
                facts[i].statements.append(statement)
        read = bytearray(len(text))
        for span in (*reading.times, *reading.quantities, *reading.durations, *reading.entities):
            read[span.start : span.end] = b"\1" * (span.end - span.start)
        for sentence, of in zip(self.sentences, facts, strict=True):
            for figure in _FIGURE.finditer(of.words):
                if not read[sentence.start + figure.start()]:
                    of.loose.append(figure[0])
        return facts


class _Facts:
    """The figures, dates, names and statements of one sentence, in a form that compares across reports."""

    __slots__ = ("durations", "figures", "letters", "loose", "names", "statements", "times", "words")

    def __init__(self, words: str, letters: str) -> None:
        self.words, self.letters = words, letters
        self.times: list[tuple[str, str]] = []
        self.figures: set[tuple[float | None, float | None, str]] = set()
        self.durations: set[str] = set()
        self.loose: list[str] = []
        """Figures that no layer reads: an age in brackets, the score of a match."""
        self.names: list[tuple[str, str]] = []
        """As it is written, of one width, and by its letters."""
        self.statements: list[Statement] = []


class _Pair:
    """A resemblance seen from one side: `mine` is the telling that may fold, `theirs` the one it may fold under."""

    def __init__(self, resemblance: Resemblance, side: _Side, mine: Told, theirs: Told) -> None:
        self.resemblance = resemblance
        self.mine, self.theirs = mine, theirs
        earlier = side == "earlier"
        spans = (resemblance.earlier.span, resemblance.later.span)
        self.my_span, self.their_span = spans if earlier else spans[::-1]
        differences = (
            (d.earlier, d.later) if earlier else (d.later, d.earlier) for d in resemblance.differences
        )
        self._differences = sorted((mine.folded.range(a), theirs.folded.range(b)) for a, b in differences)

    def leads(self, i: int) -> tuple[int, ...]:
        """Their sentences that together say all of my sentence `i`, the weightiest first; none where they don't."""
        sentence = self.mine.sentences[i]
        counterpart = self._across(sentence)
        leads = self.theirs.within(counterpart)
        if not leads or (self.mine is self.theirs and i in leads):
            return ()
        facts = [self.theirs.facts[j] for j in leads]
        if self._own_clause(sentence, facts) or not self._same_facts(self.mine.facts[i], facts):
            return ()

        def weight(j: int) -> int:
            s = self.theirs.sentences[j]
            return min(s.end, counterpart.end) - max(s.start, counterpart.start)

        return tuple(sorted(leads, key=lambda j: (-weight(j), j)))

    def _own_clause(self, sentence: Span, leads: Sequence[_Facts]) -> bool:
        """Whether my sentence has more than a few characters of its own in a row."""
        low, high = self.mine.folded.range(sentence)
        return any(self._own(a, b, leads) > CLAUSE for a, b in self._gaps(low, high))

    def _gaps(self, low: int, high: int) -> Iterator[tuple[int, int]]:
        """The stretches of my letters from `low` to `high` that the resemblance does not find in theirs."""
        first, last = self.mine.folded.range(self.my_span)
        gaps = [(low, first), *(mine for mine, _ in self._differences), (last, high)]
        return ((max(a, low), min(b, high)) for a, b in gaps if max(a, low) < min(b, high))

    def _own(self, low: int, high: int, leads: Sequence[_Facts]) -> float:
        """How much of a stretch of my letters they say nowhere: words that stand elsewhere there have only moved, and
        hiragana, which other endings and joints are made of, count half."""
        words = self.mine.folded.text[low:high]
        for word in _WORD.findall(words):
            if any(word in lead.letters for lead in leads):
                words = words.replace(word, "", 1)
        return len(words) - sum(map(len, _HIRAGANA.findall(words))) / 2

    def _across(self, span: Span) -> Span:
        """Where my `span` lies in their text: the letters between two differences are the same on both sides."""
        start, end = max(span.start, self.my_span.start), min(span.end, self.my_span.end)
        low, high = self.mine.folded.range(Span(start, max(start, end)))
        first, last = self._theirs_at(low, "start"), self._theirs_at(high, "end")
        return self.theirs.folded.span(first, max(first, last))

    def _theirs_at(self, place: int, edge: Literal["start", "end"]) -> int:
        mine_at, theirs_at = (
            self.mine.folded.range(self.my_span)[0],
            self.theirs.folded.range(self.their_span)[0],
        )
        for mine, theirs in self._differences:
            if mine[0] > place or (edge == "end" and mine[0] == place):
                break
            if mine[1] > place:
                return theirs[0] if edge == "start" else theirs[1]
            mine_at, theirs_at = mine[1], theirs[1]
        return min(theirs_at + place - mine_at, self.theirs.folded.range(self.their_span)[1])

    def _same_facts(self, mine: _Facts, leads: Sequence[_Facts]) -> bool:
        words = "\n".join(lead.words for lead in leads)
        return (
            all(any(f in lead.figures for lead in leads) for f in mine.figures)
            and all(any(d in lead.durations for lead in leads) for d in mine.durations)
            and all(any(figure in lead.letters for lead in leads) for figure in mine.loose)
            and all(any(_names_day(time, t) for lead in leads for t in lead.times) for time in mine.times)
            and all(name in words or any(spelt in f.letters for f in leads) for name, spelt in mine.names)
            and all(self._said(s, mine, leads, words) for s in mine.statements)
        )

    def _said(self, statement: Statement, mine: _Facts, leads: Sequence[_Facts], words: str) -> bool:
        """Whether the leads report `statement` too: somebody there says it, and it is nobody else."""
        counterpart = self._across(statement.content)
        twins = [t for lead in leads for t in lead.statements if t.content.overlaps(counterpart)]
        speaker = statement.speaker
        if speaker is not None and not speaker.implicit:
            who = fold_width(speaker.of(self.mine.text))
            names = [name for name, _ in mine.names if name in who]
            speakers = [fold_width(t.speaker.of(self.theirs.text)) for t in twins if t.speaker is not None]
            spelt = self.mine.letters_of(speaker)
            if not (
                who in words
                or any(spelt in lead.letters for lead in leads)
                or any(name in words for name in names)
                or any(who in other or other in who for other in speakers)
            ):
                return False
        cue = None if statement.cue is None else fold_width(statement.cue.of(self.mine.text))
        content = fold_width(statement.content.of(self.mine.text))
        if content in words:
            return True
        return self._agreement(statement.content, leads) >= _SAID and (
            bool(twins) or (cue is not None and cue in words)
        )

    def _agreement(self, span: Span, leads: Sequence[_Facts]) -> float:
        """The share of what my `span` says that they say as well."""
        low, high = self.mine.folded.range(span)
        own = sum(self._own(a, b, leads) for a, b in self._gaps(low, high))
        return 1 - own / max(self._own(low, high, ()), 1)


def _names_day(mine: tuple[str, str], theirs: tuple[str, str]) -> bool:
    """Whether their time tells mine: the same interval, or a finer one inside the same day (30日 by 30日午後3時)."""
    return mine == theirs or (
        len(mine[0]) >= 10
        and mine[0][:10] == theirs[0][:10]
        and mine[0] <= theirs[0]
        and theirs[1] <= mine[1]
    )


def fold(told: Sequence[Told], resemblances: Sequence[Resemblance]) -> dict[Place, Fold]:
    """Which sentences fold, and under what; the `leads` of a fold may fold in turn, but never in a circle.

    Of two that say the same, the one in a paragraph that must be shown anyway leads, so that a report is not
    cut to pieces for the sake of another; then the fuller; then the earlier. One damaged in capture leads last.
    """
    options = _options(told, resemblances)
    rank = _ranks(told, options, _damaged(told, resemblances))
    folded: dict[Place, Fold] = {}

    def leads_back(leads: Iterable[Place], place: Place) -> bool:
        """Whether `place` is, by way of what is folded already, among what `leads` fold under."""
        ahead, met = list(leads), set[Place]()
        while ahead:
            lead = ahead.pop()
            if lead == place:
                return True
            if lead in folded and lead not in met:
                met.add(lead)
                ahead += folded[lead].leads
        return False

    for place in sorted(options, key=rank.__getitem__, reverse=True):
        options[place].sort(key=lambda fold: rank[fold.leads[0]])
        allowed = (option for option in options[place] if not leads_back(option.leads, place))
        if (chosen := next(allowed, None)) is not None:
            folded[place] = chosen
    for place, chosen in folded.items():
        # Now that it is known who is shown, prefer to stand directly under one who is.
        direct = (option for option in options[place] if not any(lead in folded for lead in option.leads))
        chosen = next(direct, chosen)
        folded[place] = replace(chosen, why=_why(place, chosen.leads[0], options, rank))
    return folded


def _why(
    place: Place, lead: Place, options: Mapping[Place, Sequence[Fold]], rank: Mapping[Place, _Rank]
) -> str:
    """Why the sentence at `lead` leads and not the one at `place`."""
    if not any(place in option.leads for option in options.get(lead, ())):
        return "相手はこの文のすべてを述べ、ほかのことも述べている"
    damaged, retold, fullness, _ = rank[place]
    their_damaged, their_retold, their_fullness, _ = rank[lead]
    if damaged != their_damaged:
        return "この文は取り込みの時に傷んでいる"
    if retold != their_retold:
        return "相手の段落には、ほかで言われていない文がある"
    return "相手の方が言葉が多い" if fullness != their_fullness else "相手の方が先に伝えた"


def said_by(resemblance: Resemblance, mine: Told, theirs: Told) -> set[int]:
    """The sentences of `mine` all of which the other telling of `resemblance` says."""
    side: _Side = "later" if resemblance.later.revision == mine.revision else "earlier"
    if side not in (direction for direction, _, _ in _directions(resemblance, 0, 1)):
        return set()
    pair = _Pair(resemblance, side, mine, theirs)
    return {i for i in mine.within(pair.my_span) if pair.leads(i)}


def _options(told: Sequence[Told], resemblances: Iterable[Resemblance]) -> dict[Place, list[Fold]]:
    """By sentence, the tellings that say all of it."""
    options: dict[Place, list[Fold]] = defaultdict(list)
    for resemblance, earlier, later in between(told, resemblances):
        for side, mine, theirs in _directions(resemblance, earlier, later):
            pair = _Pair(resemblance, side, told[mine], told[theirs])
            for i in told[mine].within(pair.my_span):
                if leads := pair.leads(i):
                    fold = Fold(tuple(Place(theirs, j) for j in leads), resemblance)
                    options[Place(mine, i)].append(fold)
    _look_around(told, resemblances, options)
    return options


def _look_around(
    told: Sequence[Told], resemblances: Iterable[Resemblance], options: dict[Place, list[Fold]]
) -> None:
    """Add tellings that say all of a sentence though the resemblance between the two covers a part of it only.

    A repeat is the passage that two tellings have in common; where a quote is one, what stands around it may be said as
    well. So the whole sentence is laid beside the whole sentences that the repeat touches.
    """
    for resemblance, earlier, later in between(told, resemblances):
        if resemblance.relation == "updated" or earlier == later:
            continue
        sides: list[tuple[_Side, int, Span, int, Span]] = [
            ("earlier", earlier, resemblance.earlier.span, later, resemblance.later.span),
            ("later", later, resemblance.later.span, earlier, resemblance.earlier.span),
        ]
        for side, mine, my_span, theirs, their_span in sides:
            for i in told[mine].within(my_span):
                if Place(mine, i) in options:
                    continue
                whole = _whole(told[mine], i, told[theirs], told[theirs].within(their_span), side)
                if whole and (leads := _Pair(whole, side, told[mine], told[theirs]).leads(i)):
                    options[Place(mine, i)].append(Fold(tuple(Place(theirs, j) for j in leads), whole))


def _whole(mine: Told, i: int, theirs: Told, sentences: range, side: _Side) -> Resemblance | None:
    """The whole of my sentence `i` beside the whole of their `sentences`, as a resemblance; None where most differs."""
    if not sentences:
        return None
    spans = mine.sentences[i], theirs.span(sentences)
    (low, high), (their_low, their_high) = mine.folded.range(spans[0]), theirs.folded.range(spans[1])
    if high - low > their_high - their_low:
        return None
    blocks = align(mine.folded.text[low:high], theirs.folded.text[their_low:their_high])
    if agreeing(blocks) < _MOST * (high - low):
        return None
    gaps, a, b = [], low, their_low
    for block in (*blocks, Block(high - low, their_high - their_low, 0)):
        if (a, b) != (low + block.a, their_low + block.b):
            gaps.append((mine.folded.span(a, low + block.a), theirs.folded.span(b, their_low + block.b)))
        a, b = low + block.a + block.size, their_low + block.b + block.size
    evidence = tuple(
        Evidence(t.revision, s, s.of(t.text)) for t, s in zip((mine, theirs), spans, strict=True)
    )
    earlier, later = evidence if side == "earlier" else evidence[::-1]
    return Resemblance(
        earlier=earlier,
        later=later,
        relation="extended" if side == "earlier" else "shortened",
        damage=None,
        differences=tuple(Difference(*(gap if side == "earlier" else gap[::-1])) for gap in gaps),
        score=round(agreeing(blocks) / max(high - low, 1), 4),
        why="重なる箇所のまわりも、相手の文がすべて述べている",
    )


_Rank = tuple[bool, bool, int, Place]
"""What a sentence is worth as a lead, least is best: damaged, all its paragraph told elsewhere, how full, where."""


def _ranks(told: Sequence[Told], options: Container[Place], damaged: Container[Place]) -> dict[Place, _Rank]:
    """What each sentence is worth as a lead."""
    ranks: dict[Place, _Rank] = {}
    for n, report in enumerate(told):
        for paragraph in report.paragraphs:
            places = [Place(n, i) for i in paragraph]
            # A credit that stands alone, a stamp or a caption is no reason to show what stands around it.
            retold = all(
                place in options or furniture(report.facts[place.sentence].words) for place in places
            )
            for place in places:
                ranks[place] = (place in damaged, retold, -report.fullness(place.sentence), place)
    return ranks


def _damaged(told: Sequence[Told], resemblances: Iterable[Resemblance]) -> set[Place]:
    """The sentences that lost something in capture, as far as another telling shows it.

    Of two tellings it is the one with fewer brackets, else the shorter.
    """

    def whole(evidence: Evidence) -> tuple[int, int]:
        return sum(c in _BRACKETS for c in evidence.text), len(evidence.text)

    damaged: set[Place] = set()
    for resemblance, earlier, later in between(told, resemblances):
        if resemblance.damage is not None:
            sides = (earlier, resemblance.earlier), (later, resemblance.later)
            report, evidence = min(reversed(sides), key=lambda side: whole(side[1]))
            damaged.update(Place(report, i) for i in told[report].within(evidence.span))
    return damaged


def between(
    told: Sequence[Told], resemblances: Iterable[Resemblance]
) -> Iterator[tuple[Resemblance, int, int]]:
    """The resemblances between these reports, with the places of the earlier and the later one."""
    reports = {report.revision: n for n, report in enumerate(told)}
    for resemblance in resemblances:
        earlier, later = reports.get(resemblance.earlier.revision), reports.get(resemblance.later.revision)
        if earlier is not None and later is not None:
            yield resemblance, earlier, later


def _directions(resemblance: Resemblance, earlier: int, later: int) -> Iterator[tuple[_Side, int, int]]:
    """Which of the two tellings may say all of the other: (side, report) that may fold, then the other report."""
    if resemblance.relation in ("same", "reworded", "extended"):
        yield "earlier", earlier, later
    if resemblance.relation in ("same", "reworded", "shortened"):
        yield "later", later, earlier
