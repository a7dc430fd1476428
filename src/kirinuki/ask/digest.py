"""Reports of a period → the digest that says each thing once.

Sentences fold under the telling that says all of them (`ask.folding` decides). Whatever does not fold is shown,
so nothing is ever lost: the sentences shown and the sentences folded are together the reports, word for word.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, permutations

from kirinuki.ask.changes import Called, edits_of
from kirinuki.ask.folding import Fold, Place, Told, between, fold
from kirinuki.model.article import Revision
from kirinuki.model.digest import Attribution, Digest, EditShown, Item, Retold, Section, Source, Telling
from kirinuki.model.reading import Reading, Statement
from kirinuki.model.text import Evidence, Span, item_at
from kirinuki.model.weaving import EDITS, Difference, Resemblance
from kirinuki.store import Store
from kirinuki.weave.origins import Account, Houses, Provenance

_SHARED = 4
"""A part told elsewhere that is shorter than this is a chance likeness and not marked."""

_ITEM_ID = re.compile(r"(.+):(\d+)-(\d+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Report:
    """What a digest is composed from: one report as it stands now, its reading, and where it comes from.

    `revision` is the report's last one, `reading` is of its text, `revisions` how many the archive holds, `edits` what
    they changed.
    """

    source: Source
    revision: Revision
    reading: Reading
    revisions: int
    edits: tuple[EditShown, ...] = ()


def reports_of(
    store: Store,
    from_: dt.date,
    until: dt.date,
    read: Callable[[Revision], Reading],
    called: Called,
    as_of: dt.datetime | None = None,
    articles: Collection[str] | None = None,
) -> Iterator[Report]:
    """The reports of the days from `from_` until `until` (half-open) as they stood at `as_of`, in the order of tellings.

    `read` gives the reading of a revision, `called` what a person said that changes are. `articles`: only of these.
    """
    names = {outlet.key: outlet.name for outlet in store.articles.outlets()}
    for article, revision in store.articles.between(from_, until, as_of):
        if articles is not None and article.id not in articles:
            continue
        chain = [r.id for r in store.articles.revisions(article.id, as_of)]
        edits = tuple(edits_of(store, chain, EDITS, called))
        source = Source.of(article, names[article.outlet], revision)
        yield Report(source, revision, read(revision), len(chain), edits)


def compose(
    reports: Sequence[Report],
    resemblances: Sequence[Resemblance],
    comments: Mapping[str, str],
    tags: Sequence[str],
    links: Sequence[str],
    from_: dt.date,
    until: dt.date,
    houses: Houses | None = None,
) -> Digest:
    """The digest of `reports`, given in the order of tellings, for the days from `from_` until `until`.

    `resemblances` may be between any of the reports' passages, also inside one report; those with a passage
    of another revision are passed over. `comments` are by item id; one whose item was drawn otherwise when it was
    written goes to the item that says its first sentence now. `tags` and `links` are taken as they are. `houses` know which
    outlets are one.
    """
    # The order in which they were found must not show.
    resemblances = sorted(resemblances, key=lambda r: (r.later, r.earlier, r.relation, r.damage or "", r.why))
    told = [_Source(report) for report in reports]
    accounts = [Account(r.source.article, r.source.outlet, r.revision.id, r.reading) for r in reports]
    provenance = Provenance(accounts, resemblances, houses or Houses())
    page = _Page(told, fold(told, resemblances), provenance)
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


class _Source(Told):
    """A report as the page looks at it: where it comes from, and its layers sentence by sentence."""

    def __init__(self, report: Report) -> None:
        super().__init__(report.revision.id, report.reading)
        self.source = report.source
        self.revisions = report.revisions
        self.edits = report.edits
        reading = report.reading
        self.statements = self.by_sentence(reading.statements, lambda statement: statement.content)
        self.times = self.by_sentence(reading.times, lambda time: time)
        facts: list[Span] = [*reading.quantities, *reading.times, *reading.durations, *reading.entities]
        self._facts = self.by_sentence(facts, lambda fact: fact)
        self.begins = {paragraph.start for paragraph in self.paragraphs}

    def states(self, span: Span, but: str) -> bool:
        """Whether words of `span` are in a figure, time or name whose words are not in the text `but`."""
        return any(fact.of(self.text) not in but for fact in self._facts_at(span))

    def widened(self, span: Span) -> Span:
        """`span` with all of each figure, time and name that it cuts: 約2億円 for 2."""
        facts = self._facts_at(span)
        return Span(min([span.start, *(f.start for f in facts)]), max([span.end, *(f.end for f in facts)]))

    def is_told_in(self, sentence: int, span: Span) -> bool:
        """Whether `span` holds most of the sentence, or a statement of it."""
        whole = self.sentences[sentence]
        shared = Span(max(whole.start, span.start), min(whole.end, span.end))
        return 2 * self.letters(shared) >= self.letters(whole) or any(
            span.holds(statement.content) for statement in self.statements[sentence]
        )

    def _facts_at(self, span: Span) -> list[Span]:
        return [fact for i in self.within(span) for fact in self._facts[i] if fact.overlaps(span)]


class _Page:
    """Where each sentence stands on the page: in an item of its own report, or folded under another."""

    def __init__(
        self, reports: Sequence[_Source], folded: Mapping[Place, Fold], provenance: Provenance
    ) -> None:
        self._reports = reports
        self._provenance = provenance
        self._numbers = {report.revision: n for n, report in enumerate(reports)}
        self._folded = folded
        self._told_by: dict[Place, list[Evidence]] = defaultdict(list)
        self._followers: dict[Place, list[Place]] = defaultdict(list)
        for place in sorted(folded):
            self._followers[self._root(place)].append(place)
        self._runs = [[self._cut(n, run) for run in report.paragraphs] for n, report in enumerate(reports)]
        self._items = {
            Place(n, i): self._id(n, run)
            for n, paragraphs in enumerate(self._runs)
            for runs in paragraphs
            for run in runs
            for i in run
        }

    def _root(self, place: Place) -> Place:
        """The sentence shown that says what the one at `place` says."""
        while place in self._folded:
            place = self._folded[place].leads[0]
        return place

    def _home(self, place: Place) -> str:
        """The item that says what the sentence at `place` says."""
        return self._items[self._root(place)]

    def _cut(self, report: int, paragraph: range) -> list[range]:
        """The runs of sentences of a paragraph that are shown and have the same reports folded under them."""

        def state(i: int) -> frozenset[int] | None:
            place = Place(report, i)
            if place in self._folded:
                return None
            return frozenset(follower.report for follower in self._followers.get(place, ()))

        runs = ((shown, list(run)) for shown, run in groupby(paragraph, key=state))
        return [range(run[0], run[-1] + 1) for shown, run in runs if shown is not None]

    def _id(self, report: int, run: range) -> str:
        span = self._reports[report].span(run)
        return item_at(self._reports[report].revision, span)

    def sections(
        self, resemblances: Iterable[Resemblance], comments: Mapping[str, str]
    ) -> tuple[Section, ...]:
        """One section a report, in their order."""
        retellings: dict[Place, list[Resemblance]] = defaultdict(list)
        for resemblance, earlier, later in between(self._reports, resemblances):
            for i in self._reports[later].within(resemblance.later.span):
                retellings[Place(later, i)].append(resemblance)
            if resemblance.relation != "updated":
                sides = (earlier, resemblance.earlier), (later, resemblance.later)
                for (number, evidence), (_, other) in permutations(sides):
                    for i in self._reports[number].within(evidence.span):
                        if self._reports[number].is_told_in(i, evidence.span):
                            self._told_by[Place(number, i)].append(other)
        words = self._comments(comments)
        return tuple(
            Section(
                source=report.source,
                paragraphs=tuple(
                    tuple(self._make(n, run, retellings, words) for run in runs)
                    for runs in self._runs[n]
                    if runs
                ),
                retold=tuple(self._retold(n)),
                revisions=report.revisions,
                edits=report.edits,
                credits=self._provenance.credits(report.revision),
            )
            for n, report in enumerate(self._reports)
        )

    def _comments(self, comments: Mapping[str, str]) -> dict[str, str]:
        """The person's words by the item that says now what they were written about."""
        gathered: dict[str, list[str]] = defaultdict(list)
        for key, words in comments.items():
            place = _ITEM_ID.fullmatch(key)
            if place is None or (report := self._numbers.get(place[1])) is None:
                continue
            for i in self._reports[report].within(Span(int(place[2]), int(place[3])))[:1]:
                gathered[self._home(Place(report, i))].append(words)
        return {item: "\n\n".join(words) for item, words in gathered.items()}

    def _make(
        self,
        number: int,
        run: range,
        retellings: Mapping[Place, Sequence[Resemblance]],
        comments: Mapping[str, str],
    ) -> Item:
        report, id_ = self._reports[number], self._id(number, run)
        touching = {id(r): r for i in run for r in retellings.get(Place(number, i), ())}.values()
        before = [r for r in touching if self._told_before(r, report, run, id_)]
        evidence = report.evidence(run)
        followers = [f for i in run for f in self._followers.get(Place(number, i), ())]
        folded = tuple(self._tellings(followers))
        places = [*(Place(number, i) for i in run), *followers]
        told_by = [evidence for place in places for evidence in self._told_by.get(place, ())]
        return Item(
            id=id_,
            evidence=evidence,
            statements=tuple(_attribution(s, report.text) for i in run for s in report.statements[i]),
            times=tuple(time for i in run for time in report.times[i]),
            folded=folded,
            seen=tuple(r for r in before if r.relation != "updated"),
            updates=tuple(self._factual(r) for r in before if r.relation == "updated"),
            origins=self._provenance.of([evidence, *(telling.evidence for telling in folded), *told_by]),
            comment=comments.get(id_),
        )

    def _told_before(self, resemblance: Resemblance, report: Told, run: range, item: str) -> bool:
        """Whether the item says again, or changes, what the earlier side says elsewhere on the page."""
        here, span = resemblance.later.span, report.span(run)
        shared = Span(max(span.start, here.start), min(span.end, here.end))
        number = self._numbers[resemblance.earlier.revision]
        return report.letters(shared) >= _SHARED and any(
            self._home(Place(number, i)) != item
            for i in self._reports[number].within(resemblance.earlier.span)
        )

    def _factual(self, resemblance: Resemblance) -> Resemblance:
        """`resemblance` with only those differences that change a fact, if any do, each as wide as the fact."""
        earlier = self._reports[self._numbers[resemblance.earlier.revision]]
        later = self._reports[self._numbers[resemblance.later.revision]]
        changes = tuple(
            Difference(earlier.widened(d.earlier), later.widened(d.later))
            for d in resemblance.differences
            if earlier.states(d.earlier, but=resemblance.later.text)
            or later.states(d.later, but=resemblance.earlier.text)
        )
        return replace(resemblance, differences=tuple(dict.fromkeys(changes)) or resemblance.differences)

    def _tellings(self, followers: Sequence[Place]) -> Iterator[Telling]:
        """What is folded under an item: sentences that follow one another by one resemblance are one telling."""

        def resemblance(place: Place) -> int:
            return id(self._folded[place].resemblance)

        for _, group in groupby(sorted(followers), key=resemblance):
            for number, run in self._passages(group):
                report = self._reports[number]
                fold = self._folded[Place(number, run[0])]
                yield Telling(report.source, report.evidence(run), fold.resemblance, fold.why)

    def _retold(self, number: int) -> Iterator[Retold]:
        """The passages of a report that are told elsewhere."""
        report = self._reports[number]
        gone = [place for i in range(len(report.sentences)) if (place := Place(number, i)) in self._folded]
        for item, group in groupby(gone, key=self._home):
            for _, run in self._passages(group):
                yield Retold(report.evidence(run), item)

    def _passages(self, places: Iterable[Place]) -> Iterator[tuple[int, range]]:
        """Sentences in order → runs of those that follow one another in one paragraph of one report."""
        run: list[Place] = []
        for place in places:
            follows = run and place == Place(run[-1].report, run[-1].sentence + 1)
            if run and not (follows and place.sentence not in self._reports[place.report].begins):
                yield run[0].report, range(run[0].sentence, run[-1].sentence + 1)
                run = []
            run.append(place)
        if run:
            yield run[0].report, range(run[0].sentence, run[-1].sentence + 1)


def why_there(digest: Digest, evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Why the words of `evidence` stand on the page where they do, in pairs of what and why.

    An item tells what is folded under it, and on what it rests; what is folded tells its item. Nothing for words that
    are not of this page.
    """

    def touches(other: Evidence) -> bool:
        return other.revision == evidence.revision and other.span.overlaps(evidence.span)

    for item in digest.items():
        if touches(item.evidence):
            alone = "このすべてを述べるほかの文が、この紙面にない"
            yield "掲載", f"{item.id}: {'次の文のすべてを述べている' if item.folded else alone}"
            for telling in item.folded:
                place = telling.evidence
                yield (
                    "たたむ",
                    (
                        f"{telling.source.outlet or '不明'} {place.item}: {telling.why}"
                        f" ({telling.resemblance.why})"
                    ),
                )
            origins = item.origins
            reports = "／".join(
                f"{origin.name or '不明'} {len(origin.articles)}本 {origin.why}" for origin in origins.origins
            )
            yield "出どころ", f"記事{origins.articles}・独立{origins.independent}: {reports}"
        for telling in item.folded:
            if touches(telling.evidence):
                yield "たたまれる", f"{item.id} の下: {telling.why} ({telling.resemblance.why})"


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
