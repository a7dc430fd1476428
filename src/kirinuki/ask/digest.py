"""Reports of a period → the digest that says each thing once.

Reports are cut into sentences. A sentence folds under another telling only if that telling says all of it:
the resemblance covers it, it has no clause of its own, and each of its figures, dates, names and statements
is there as well. Whatever does not fold is shown, so nothing is ever lost: the sentences shown and the
sentences folded are together the reports, word for word.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from kirinuki.model.article import Revision
from kirinuki.model.digest import Attribution, Digest, Item, Retold, Section, Source, Telling
from kirinuki.model.reading import Reading, Statement, Time
from kirinuki.model.text import Evidence, Span, fold_width
from kirinuki.model.weaving import Difference, Resemblance
from kirinuki.weave.alignment import Folded

CLAUSE = 8
"""Words of its own up to this many characters (a conjunction, another verb ending) keep no sentence unfolded."""

_SHARED = 4
"""A part told elsewhere that is shorter than this is a chance likeness and not marked."""

_ITEM_ID = re.compile(r"(.+):(\d+)-(\d+)", re.DOTALL)
_BRACKETS = frozenset('「」『』（）()【】〈〉《》〔〕“”"')

_HIRAGANA = re.compile("[ぁ-ゟ]+")

_Side = Literal["earlier", "later"]


@dataclass(frozen=True, slots=True)
class Report:
    """What a digest is composed from: one report as it stands now, its reading, and where it comes from.

    `revision` is the report's last one, `reading` is of its text, `revisions` how many the archive holds.
    """

    source: Source
    revision: Revision
    reading: Reading
    revisions: int


def compose(
    reports: Sequence[Report],
    resemblances: Sequence[Resemblance],
    comments: Mapping[str, str],
    tags: Sequence[str],
    links: Sequence[str],
    from_: dt.date,
    until: dt.date,
) -> Digest:
    """The digest of `reports`, given in the order of tellings, for the days from `from_` until `until`.

    `resemblances` may be between any of the reports' passages, also inside one report; those with a passage
    of another revision are passed over. `comments` are by item id; one whose item was drawn otherwise when it was
    written goes to the item that says its first sentence now. `tags` and `links` are taken as they are.
    """
    told = [_Told(report) for report in reports]
    # The order in which they were found must not show.
    resemblances = sorted(resemblances, key=lambda r: (r.later, r.earlier, r.relation, r.damage or "", r.why))
    page = _Page(told, _fold(told, resemblances))
    sections = page.sections(resemblances, comments)
    return Digest(
        from_=from_,
        until=until,
        sections=sections,
        tags=tuple(dict.fromkeys(tags)),
        links=tuple(dict.fromkeys(links)),
        characters_in=sum(_characters(report.revision.text) for report in reports),
        characters_shown=sum(
            _characters(item.text)
            for section in sections
            for paragraph in section.paragraphs
            for item in paragraph
        ),
    )


class _Place(NamedTuple):
    """A sentence: which report, and which of its sentences."""

    report: int
    sentence: int


@dataclass(frozen=True, slots=True)
class _Fold:
    """A sentence that `leads` say all of, the one that says most of it first; `resemblance` shows it."""

    leads: tuple[_Place, ...]
    resemblance: Resemblance


class _Told:
    """One report cut into sentences, none reaching over a line break, with the facts of each."""

    def __init__(self, report: Report) -> None:
        self.source = report.source
        self.revisions = report.revisions
        self.text = report.revision.text
        self.reading = report.reading
        self.sentences: list[Span] = []
        self.paragraphs: list[range] = []
        cuts = sorted({sentence.start for sentence in report.reading.sentences})
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

    def evidence(self, span: Span) -> Evidence:
        return Evidence(self.source.revision, span, span.of(self.text))

    def letters(self, span: Span) -> int:
        """How many characters in `span` say something: letters, kana, kanji and digits."""
        low, high = self.folded.range(span)
        return high - low

    def tells(self, sentence: int) -> int:
        """How full a sentence is: its letters but for hiragana, which です・ます has more of without saying more."""
        low, high = self.folded.range(self.sentences[sentence])
        return len(_HIRAGANA.sub("", self.folded.text[low:high]))

    def within(self, span: Span) -> range:
        """The sentences that share a character with `span`."""
        first = bisect_right(self._starts, span.start) - 1
        if first < 0 or self.sentences[first].end <= span.start:
            first += 1
        return range(first, max(first, bisect_left(self._starts, span.end)))

    def states(self, span: Span, but: str) -> bool:
        """Whether words of `span` are in a figure, time or name whose words are not in the text `but`."""
        return any(fact.of(self.text) not in but for fact in self._facts_at(span))

    def widened(self, span: Span) -> Span:
        """`span` with all of each figure, time and name that it cuts: 約2億円 for 2."""
        facts = self._facts_at(span)
        return Span(min([span.start, *(f.start for f in facts)]), max([span.end, *(f.end for f in facts)]))

    def _facts_at(self, span: Span) -> list[Span]:
        return [fact for i in self.within(span) for fact in self._marked[i] if fact.overlaps(span)]

    def statements(self, sentences: range) -> list[Statement]:
        """The statements whose content begins in `sentences`."""
        return [statement for i in sentences for statement in self._statements[i]]

    def times(self, sentences: range) -> list[Time]:
        """The times in `sentences`."""
        return [time for i in sentences for time in self._times[i]]

    @cached_property
    def _statements(self) -> list[list[Statement]]:
        grouped: list[list[Statement]] = [[] for _ in self.sentences]
        for statement in self.reading.statements:
            for i in self.within(statement.content)[:1]:
                grouped[i].append(statement)
        return grouped

    @cached_property
    def _times(self) -> list[list[Time]]:
        grouped: list[list[Time]] = [[] for _ in self.sentences]
        for time in self.reading.times:
            for i in self.within(time)[:1]:
                grouped[i].append(time)
        return grouped

    @cached_property
    def _marked(self) -> list[list[Span]]:
        """The figures, times and names of each sentence."""
        marked: list[list[Span]] = [[] for _ in self.sentences]
        reading = self.reading
        for fact in (*reading.quantities, *reading.times, *reading.durations, *reading.entities):
            for i in self.within(fact):
                marked[i].append(fact)
        return marked

    @cached_property
    def facts(self) -> list[_Facts]:
        """What each sentence states, sentence by sentence."""
        facts = [_Facts(fold_width(span.of(self.text))) for span in self.sentences]
        reading = self.reading
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
                facts[i].names.append(fold_width(entity.of(self.text)))
        for statement in reading.statements:
            for i in self.within(statement.content):
                facts[i].statements.append(statement)
        return facts


class _Facts:
    """The figures, dates, names and statements of one sentence, in a form that compares across reports."""

    __slots__ = ("durations", "figures", "names", "statements", "times", "words")

    def __init__(self, words: str) -> None:
        self.words = words
        self.times: list[tuple[str, str]] = []
        self.figures: set[tuple[float, float, str]] = set()
        self.durations: set[str] = set()
        self.names: list[str] = []
        self.statements: list[Statement] = []


class _Pair:
    """A resemblance seen from one side: `mine` is the telling that may fold, `theirs` the one it may fold under."""

    def __init__(self, resemblance: Resemblance, side: _Side, mine: _Told, theirs: _Told) -> None:
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
        if self._own_clause(sentence):
            return ()
        counterpart = self._across(sentence)
        leads = self.theirs.within(counterpart)
        if not leads or (self.mine is self.theirs and i in leads):
            return ()
        if not self._same_facts(self.mine.facts[i], [self.theirs.facts[j] for j in leads]):
            return ()

        def weight(j: int) -> int:
            s = self.theirs.sentences[j]
            return min(s.end, counterpart.end) - max(s.start, counterpart.start)

        return tuple(sorted(leads, key=lambda j: (-weight(j), j)))

    def _own_clause(self, sentence: Span) -> bool:
        """Whether my sentence has more than a few characters that theirs has no counterpart for."""
        low, high = self.mine.folded.range(sentence)
        first, last = self.mine.folded.range(self.my_span)
        if first - low > CLAUSE or high - last > CLAUSE:
            return True
        return any(
            (mine[1] - mine[0]) - (theirs[1] - theirs[0]) > CLAUSE
            for mine, theirs in self._differences
            if mine[0] < high and low < mine[1]
        )

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
            and all(any(_names_day(time, t) for lead in leads for t in lead.times) for time in mine.times)
            and all(name in words for name in mine.names)
            and all(self._said(s, mine, leads, words) for s in mine.statements)
        )

    def _said(self, statement: Statement, mine: _Facts, leads: Sequence[_Facts], words: str) -> bool:
        """Whether the leads report `statement` too: somebody there says it, and it is nobody else."""
        counterpart = self._across(statement.content)
        twins = [t for lead in leads for t in lead.statements if t.content.overlaps(counterpart)]
        speaker = statement.speaker
        if speaker is not None and not speaker.implicit:
            who = fold_width(speaker.of(self.mine.text))
            names = [n for n in mine.names if n in who]
            speakers = [fold_width(t.speaker.of(self.theirs.text)) for t in twins if t.speaker is not None]
            if not (
                who in words
                or any(name in words for name in names)
                or any(who in other or other in who for other in speakers)
            ):
                return False
        cue = None if statement.cue is None else fold_width(statement.cue.of(self.mine.text))
        content = fold_width(statement.content.of(self.mine.text))
        return bool(twins) or (cue is not None and cue in words) or content in words


def _names_day(mine: tuple[str, str], theirs: tuple[str, str]) -> bool:
    """Whether their time tells mine: the same interval, or a finer one inside the same day (30日 by 30日午後3時)."""
    return mine == theirs or (
        len(mine[0]) >= 10
        and mine[0][:10] == theirs[0][:10]
        and mine[0] <= theirs[0]
        and theirs[1] <= mine[1]
    )


def _fold(told: Sequence[_Told], resemblances: Iterable[Resemblance]) -> dict[_Place, _Fold]:
    """Which sentences fold, and under what.

    Of two that say the same, the one in a paragraph that must be shown anyway leads, so that a report is not
    cut to pieces for the sake of another; then the fuller; then the earlier. One damaged in capture leads last.
    """
    options: dict[_Place, list[_Fold]] = defaultdict(list)
    damaged: set[_Place] = set()
    for resemblance, earlier, later in _between(told, resemblances):
        if resemblance.damage is not None:
            report = _damaged(resemblance, earlier, later)
            side = resemblance.later if report == later else resemblance.earlier
            damaged.update(_Place(report, i) for i in told[report].within(side.span))
        for side_name, mine, theirs in _directions(resemblance, earlier, later):
            pair = _Pair(resemblance, side_name, told[mine], told[theirs])
            for i in told[mine].within(pair.my_span):
                if leads := pair.leads(i):
                    options[_Place(mine, i)].append(
                        _Fold(tuple(_Place(theirs, j) for j in leads), resemblance)
                    )

    rank: dict[_Place, tuple[bool, bool, int, _Place]] = {}
    for n, report_told in enumerate(told):
        for paragraph in report_told.paragraphs:
            places = [_Place(n, i) for i in paragraph]
            retold = all(place in options for place in places)
            for place in places:
                rank[place] = (place in damaged, retold, -report_told.tells(place.sentence), place)

    folded: dict[_Place, _Fold] = {}

    def leads_back(leads: Iterable[_Place], place: _Place) -> bool:
        """Whether `place` is, by way of what is folded already, among what `leads` fold under."""
        ahead, met = list(leads), set[_Place]()
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
        for fold in options[place]:
            if not leads_back(fold.leads, place):
                folded[place] = fold
                break
    for place, fold in folded.items():
        # Now that it is known who is shown, prefer to stand directly under one who is.
        direct = (f for f in options[place] if not any(lead in folded for lead in f.leads))
        folded[place] = next(direct, fold)
    return folded


def _between(
    told: Sequence[_Told], resemblances: Iterable[Resemblance]
) -> Iterator[tuple[Resemblance, int, int]]:
    """The resemblances between these reports, with the places of the earlier and the later one."""
    reports = {report.source.revision: n for n, report in enumerate(told)}
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


def _damaged(resemblance: Resemblance, earlier: int, later: int) -> int:
    """Which of the two lost something in capture: the one with fewer brackets, else the shorter."""

    def whole(evidence: Evidence) -> tuple[int, int]:
        return sum(c in _BRACKETS for c in evidence.text), len(evidence.text)

    return later if whole(resemblance.later) <= whole(resemblance.earlier) else earlier


class _Page:
    """Where each sentence stands on the page: in an item of its own report, or folded under another."""

    def __init__(self, told: Sequence[_Told], folded: Mapping[_Place, _Fold]) -> None:
        self._told = told
        self._reports = {report.source.revision: n for n, report in enumerate(told)}
        self._folded = folded
        self._runs = [[self._cut(n, paragraph) for paragraph in t.paragraphs] for n, t in enumerate(told)]
        self._item = {
            _Place(n, i): self._id(n, run)
            for n, paragraphs in enumerate(self._runs)
            for runs in paragraphs
            for run in runs
            for i in run
        }
        self._under: dict[str, list[_Place]] = defaultdict(list)
        for place in sorted(folded):
            self._under[self.home(place)].append(place)

    def home(self, place: _Place) -> str:
        """The item that says the sentence at `place`."""
        while place in self._folded:
            place = self._folded[place].leads[0]
        return self._item[place]

    def _cut(self, report: int, paragraph: range) -> list[range]:
        """The runs of sentences of a paragraph that are shown and have the same reports folded under them."""

        def state(i: int) -> frozenset[int] | None:
            place = _Place(report, i)
            return None if place in self._folded else frozenset(self._followers[place])

        runs = []
        for shown, run in groupby(paragraph, key=state):
            indices = list(run)
            if shown is not None:
                runs.append(range(indices[0], indices[-1] + 1))
        return runs

    @cached_property
    def _followers(self) -> Mapping[_Place, set[int]]:
        """By sentence shown, the reports that have something folded under it."""
        followers: dict[_Place, set[int]] = defaultdict(set)
        for place in self._folded:
            lead = place
            while lead in self._folded:
                lead = self._folded[lead].leads[0]
            followers[lead].add(place.report)
        return followers

    def _span(self, report: int, run: range) -> Span:
        sentences = self._told[report].sentences
        return Span(sentences[run[0]].start, sentences[run[-1]].end)

    def _id(self, report: int, run: range) -> str:
        span = self._span(report, run)
        return f"{self._told[report].source.revision}:{span.start}-{span.end}"

    def sections(
        self, resemblances: Iterable[Resemblance], comments: Mapping[str, str]
    ) -> tuple[Section, ...]:
        """One section a report, in their order."""
        later: dict[_Place, list[tuple[Resemblance, int]]] = defaultdict(list)
        for resemblance, earlier_report, report in _between(self._told, resemblances):
            for i in self._told[report].within(resemblance.later.span):
                later[_Place(report, i)].append((resemblance, earlier_report))
        words = self._comments(comments)
        return tuple(
            Section(
                source=told.source,
                paragraphs=tuple(
                    tuple(self._make(n, run, later, words) for run in runs) for runs in self._runs[n] if runs
                ),
                retold=tuple(self._retold(n)),
                revisions=told.revisions,
            )
            for n, told in enumerate(self._told)
        )

    def _comments(self, comments: Mapping[str, str]) -> dict[str, str]:
        """The person's words by the item that says now what they were written about."""
        gathered: dict[str, list[str]] = defaultdict(list)
        for key, words in comments.items():
            place = _ITEM_ID.fullmatch(key)
            report = self._reports.get(place[1]) if place else None
            if place is None or report is None:
                continue
            sentences = self._told[report].within(Span(int(place[2]), int(place[3])))
            if sentences:
                gathered[self.home(_Place(report, sentences[0]))].append(words)
        return {item: "\n\n".join(words) for item, words in gathered.items()}

    def _make(
        self,
        report: int,
        run: range,
        later: Mapping[_Place, Sequence[tuple[Resemblance, int]]],
        comments: Mapping[str, str],
    ) -> Item:
        told, span, id_ = self._told[report], self._span(report, run), self._id(report, run)
        retelling = [pair for i in run for pair in later.get(_Place(report, i), ())]
        before = {id(r): r for r, earlier in retelling if self._told_before(r, earlier, span, id_)}.values()
        return Item(
            id=id_,
            evidence=told.evidence(span),
            statements=tuple(_attribution(s, told.text) for s in told.statements(run)),
            times=tuple(time for time in told.times(run) if span.holds(time)),
            folded=tuple(self._tellings(id_)),
            seen=tuple(r for r in before if r.relation != "updated"),
            updates=tuple(self._factual(r) for r in before if r.relation == "updated"),
            comment=comments.get(id_),
        )

    def _factual(self, resemblance: Resemblance) -> Resemblance:
        """`resemblance` with only those differences that change a fact, if any do, each as wide as the fact."""
        earlier, later = (
            self._told[self._reports[e.revision]] for e in (resemblance.earlier, resemblance.later)
        )
        changes = tuple(
            Difference(earlier.widened(d.earlier), later.widened(d.later))
            for d in resemblance.differences
            if earlier.states(d.earlier, but=resemblance.later.text)
            or later.states(d.later, but=resemblance.earlier.text)
        )
        return replace(resemblance, differences=tuple(dict.fromkeys(changes)) or resemblance.differences)

    def _told_before(self, resemblance: Resemblance, earlier: int, span: Span, item: str) -> bool:
        """Whether an item at `span` says again, or changes, what the earlier side says elsewhere on the page."""
        here = resemblance.later.span
        told = self._told[self._reports[resemblance.later.revision]]
        if (
            not here.overlaps(span)
            or told.letters(Span(max(span.start, here.start), min(span.end, here.end))) < _SHARED
        ):
            return False
        sentences = self._told[earlier].within(resemblance.earlier.span)
        return any(self.home(_Place(earlier, i)) != item for i in sentences)

    def _tellings(self, item: str) -> Iterator[Telling]:
        """What is folded under `item`: the sentences that follow one another by one resemblance together."""

        def together(place: _Place) -> tuple[int, int, int]:
            paragraphs = self._told[place.report].paragraphs
            paragraph = bisect_right(paragraphs, place.sentence, key=lambda p: p.start)
            return place.report, paragraph, id(self._folded[place].resemblance)

        for (report, _, _), group in groupby(self._under[item], key=together):
            for run in _consecutive([place.sentence for place in group]):
                told = self._told[report]
                resemblance = self._folded[_Place(report, run[0])].resemblance
                yield Telling(told.source, told.evidence(self._span(report, run)), resemblance)

    def _retold(self, report: int) -> Iterator[Retold]:
        told = self._told[report]
        for paragraph in told.paragraphs:
            gone = [i for i in paragraph if _Place(report, i) in self._folded]
            for item, group in groupby(gone, key=lambda i: self.home(_Place(report, i))):
                for run in _consecutive(list(group)):
                    yield Retold(told.evidence(self._span(report, run)), item)


def _consecutive(numbers: Sequence[int]) -> Iterator[range]:
    """The runs of numbers that follow one another, in ascending `numbers`."""
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        yield range(run[0], run[-1] + 1)


def _attribution(statement: Statement, text: str) -> Attribution:
    def words(span: Span | None) -> str | None:
        return None if span is None else span.of(text)

    return Attribution(
        statement=statement,
        content=statement.content.of(text),
        speaker=words(statement.speaker),
        cue=words(statement.cue),
        via=words(statement.via),
    )


def _characters(text: str) -> int:
    return len("".join(text.split()))
