"""A digest made ready for setting: what every form of the page shows, in its words and order.

The forms (HTML, Markdown, plain text) differ in how they set this and not in what they say.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Literal
from urllib.parse import urlsplit

from kirinuki.model.digest import Attribution, Digest, EditShown, Item, Retold, Section, Source, Telling
from kirinuki.model.origins import Origins
from kirinuki.model.reading import Time
from kirinuki.model.text import Evidence, Span, item_at
from kirinuki.model.weaving import Resemblance
from kirinuki.publish import wording
from kirinuki.publish.marking import DifferenceKind, Piece, agreeing, compare, cut, edited, replaced
from kirinuki.publish.wording import JAPANESE, Words

_SEEN = 4
"""Shorter agreements between two tellings are not greyed: a speckled line reads worse than a repeated word."""

_BARE_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_][\w-]+(?::\d+)?(?:[/?#]\S*)?")

_CLOSING = ("」", "』", "”", "）")

MarkKind = Literal["direct", "indirect", "reference", "time", "seen", "changed"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What words of an item are: a quote or reported clause, a time, told elsewhere, or changed since.

    `number` ties a statement to its `Note`, and the end of a `reference` is where it is to be printed: behind the
    bracket that closes a quote. `words` explain (the resolved date, what stood there before);
    `datetime` is a time for machines; `link` is the anchor of the other telling.
    """

    kind: MarkKind
    number: int = 0
    words: str = ""
    datetime: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Who said the statement `number` of a section, by which cue, when, relayed by whom. Empty where unknown."""

    number: int
    kind: Literal["direct", "indirect"]
    content: str
    speaker: str
    implicit: bool
    cue: str
    said: str
    datetime: str
    via: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """A place on the page: the anchor of an item and the name of the section it stands in."""

    anchor: str
    label: str


@dataclass(frozen=True, slots=True)
class Update:
    """That an item changes what was told before: the earlier telling's place, and how the words went."""

    earlier: Pointer | None
    changes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """An item in its paragraph, cut into pieces by its marks."""

    id: str
    anchor: str
    pieces: tuple[Piece[Mark], ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Passages left out at this place, and where they are told instead."""

    passages: int
    pointers: tuple[Pointer, ...]


@dataclass(frozen=True, slots=True)
class FoldedTelling:
    """One passage of another report, as its differences from the item show it, and its damage in words."""

    id: str
    relation: str
    parts: tuple[tuple[DifferenceKind, str], ...]
    damage: str


@dataclass(frozen=True, slots=True)
class FoldedReport:
    """What one other report says of the same: folded under the items of a paragraph."""

    outlet: str
    published: str
    datetime: str
    section: Pointer
    tellings: tuple[FoldedTelling, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """One independent report: the sections that rest on it, and why they are one, or whose it is."""

    sections: tuple[Pointer, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Rests:
    """On how many independent reports words of a paragraph rest that several articles tell.

    `of` are their first words, where the paragraph rests on more than one set of articles.
    """

    of: str
    articles: int
    independent: int
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class EditView:
    """One thing that a revision changed: `kind` in words, the words with what went and came, and where they stand.

    `heading`: it is the headline's. `link` is the item of the page that has the words now, empty where there is none.
    """

    kind: str
    heading: bool
    parts: tuple[tuple[DifferenceKind, str], ...]
    id: str
    link: str
    why: str


@dataclass(frozen=True, slots=True)
class RevisionView:
    """What the revision `number` of a report (the first is 1) changed of the one before it, and when."""

    number: int
    when: str
    edits: tuple[EditView, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as set: passages and gaps in reading order, and what stands beside and below them.

    `updates` say what it changes of an earlier telling, `updated` where later tellings change it.
    """

    parts: tuple[Passage | Gap, ...]
    notes: tuple[Note, ...]
    updates: tuple[Update, ...]
    updated: tuple[Pointer, ...]
    folded: tuple[FoldedReport, ...]
    rests: tuple[Rests, ...]
    comments: tuple[str, ...]

    @property
    def passages(self) -> list[Passage]:
        return [part for part in self.parts if isinstance(part, Passage)]

    @property
    def rest(self) -> Rests | None:
        """What most articles tell of it."""
        return max(self.rests, key=lambda rests: rests.articles, default=None)

    @property
    def seen(self) -> list[str]:
        """The labels of the reports in which parts of it were told before."""
        marks = (mark for passage in self.passages for piece in passage.pieces for mark in piece.marks)
        return list(dict.fromkeys(mark.words for mark in marks if mark.kind == "seen"))


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report on the page. `heading_made` where it had no title and its first words stand for one."""

    number: int
    article: str
    anchor: str
    outlet: str
    outlet_known: bool
    heading: str
    heading_made: bool
    published: str
    clock: str
    datetime: str
    link: str
    credits: tuple[str, ...]
    revisions: int
    revised: tuple[RevisionView, ...]
    body: tuple[Paragraph | Gap, ...]

    @property
    def label(self) -> str:
        """How other places on the page name this report."""
        return self.outlet if self.outlet_known else f"第{self.number}報"

    @property
    def edits(self) -> list[tuple[str, int]]:
        """How many edits of each kind its revisions made, the gravest kind first."""
        kinds = [edit.kind for revision in self.revised for edit in revision.edits]
        return [(kind, kinds.count(kind)) for kind in wording.GRAVEST if kind in kinds]

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [part for part in self.body if isinstance(part, Paragraph)]


@dataclass(frozen=True, slots=True)
class DayView:
    """The reports of one day."""

    anchor: str
    words: str
    datetime: str
    reports: tuple[ReportView, ...]


@dataclass(frozen=True, slots=True)
class LogLink:
    """A link of the log: `href` is empty where it is not a plain web address, and is then shown as words."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class PageView:
    """The whole page."""

    title: str
    period: str
    from_: str
    days: tuple[DayView, ...]
    tags: tuple[str, ...]
    links: tuple[LogLink, ...]
    reports: int
    paragraphs: int
    statements: int
    folded: int
    characters_in: int
    characters_shown: int


def page_view(digest: Digest, title: str, words: Words = JAPANESE) -> PageView:
    """`digest` under the archive's `title`, ready for setting in a language."""
    return _Setter(digest, words).page(title)


def web_address(link: str) -> str:
    """`link` as an http(s) address, a bare host completed to https; empty for anything else.

    Nothing else is made clickable: no other scheme, no user name before the host, no white space or quote.
    """
    link = link.strip()
    if re.search(r"[\s\x00-\x1f\x7f<>\"'`\\]", link) or wording.legible(link) != link:
        return ""
    if not re.match(r"https?://", link, re.IGNORECASE):
        if not _BARE_HOST.fullmatch(link):
            return ""
        link = f"https://{link}"
    try:
        parts = urlsplit(link)
        valid = bool(parts.hostname) and "@" not in parts.netloc and (parts.port is None or parts.port > 0)
    except ValueError:
        return ""
    return link if valid else ""


def shown_host(link: str) -> str:
    """The host of an address as it is shown: in ASCII (xn--…), so that a name that only looks like another does not pass for
    it. Empty where there is none."""
    try:
        host = unicodedata.normalize("NFKC", urlsplit(link).hostname or "")
    except ValueError:  # no address
        return ""
    labels = (
        label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}"
        for label in host.split(".")
    )
    return wording.legible(".".join(labels))


def shown_address(link: str) -> str:
    """An address as it is shown, its host as by `shown_host`; what is none stays as it is, made legible."""
    host = shown_host(link)
    if not host or "://" not in link:
        return wording.legible(link)
    parts = urlsplit(link)
    user, at, _ = parts.netloc.rpartition("@")
    port = f":{parts.port}" if parts.port is not None else ""
    return wording.legible(parts._replace(netloc=f"{user}{at}{host}{port}").geturl())


class _Setter:
    """Knows where everything of one digest stands, so that each place can point to the others."""

    def __init__(self, digest: Digest, words: Words) -> None:
        self.digest = digest
        self.words = words
        self.here = words.say("この記事の別の所")
        self.numbers = {s.source.revision: n for n, s in enumerate(digest.sections, 1)}
        self.by_article = {s.source.article: s.source.revision for s in digest.sections}
        self.labels = {
            s.source.revision: wording.outlet(s.source)
            if s.source.outlet.strip()
            else words.say("第%(number)s報", number=n)
            for n, s in enumerate(digest.sections, 1)
        }
        self.pointers: dict[str, Pointer] = {}
        self.revisions: dict[str, str] = {}
        self.places: dict[str, list[tuple[Span, str]]] = {}
        for section in digest.sections:
            revision = section.source.revision
            for item in (i for paragraph in section.paragraphs for i in paragraph):
                self.pointers[item.id] = Pointer(_anchor(item.id), self.labels[revision])
                self.revisions[item.id] = revision
                self.places.setdefault(revision, []).append((item.evidence.span, item.id))
            for retold in section.retold:
                self.places.setdefault(revision, []).append((retold.evidence.span, retold.item))

        for places in self.places.values():
            places.sort()
        self.updated: dict[str, list[str]] = {}
        for item in digest.items():
            for resemblance in item.updates:
                if earlier := self.item_of(resemblance.earlier):
                    self.updated.setdefault(earlier, []).append(item.id)

    def page(self, title: str) -> PageView:
        digest = self.digest
        reports = [self.report(section) for section in digest.sections]
        items = digest.items()
        return PageView(
            title=wording.legible(title),
            period=self.words.period(digest.from_, digest.until),
            from_=digest.from_.isoformat(),
            days=tuple(
                DayView(
                    f"day-{n}", self.words.day(date), date.isoformat(), tuple(report for _, report in group)
                )
                for n, (date, group) in enumerate(_by_day(digest.sections, reports), 1)
            ),
            tags=tuple(wording.legible(tag) for tag in digest.tags),
            links=tuple(_log_link(link) for link in digest.links),
            reports=len(reports),
            paragraphs=sum(len(report.paragraphs) for report in reports),
            statements=sum(len(item.statements) for item in items),
            folded=sum(len(section.retold) for section in digest.sections),
            characters_in=digest.characters_in,
            characters_shown=digest.characters_shown,
        )

    def report(self, section: Section) -> ReportView:
        source = section.source
        number = self.numbers[source.revision]
        heading = wording.legible(" ".join((source.title or "").strip().splitlines()))
        return ReportView(
            number=number,
            article=source.article,
            anchor=f"report-{number}",
            outlet=wording.outlet(source),
            outlet_known=bool(source.outlet.strip()),
            heading=heading
            or wording.first_words(wording.legible(_beginning(section)))
            or self.words.say("（本文なし）"),
            heading_made=not heading,
            published=self.words.published(source),
            clock=wording.published_clock(source) or "",
            datetime=_datetime(source),
            link=web_address(source.uri) if "://" in source.uri else "",
            credits=tuple(dict.fromkeys(self.words.credit(c) for c in section.credits)),
            revisions=section.revisions,
            revised=tuple(self.revised(section)),
            body=tuple(self.body(section)),
        )

    def revised(self, section: Section) -> Iterator[RevisionView]:
        """What each revision changed, the last one first."""
        revisions = [list(group) for _, group in groupby(section.edits, key=lambda shown: shown.edit.later)]
        first = section.revisions - len(revisions) + 1
        for number, group in reversed(list(enumerate(revisions, first))):
            yield RevisionView(
                number=number,
                when=self.words.moment(group[0].modified_at or ""),
                edits=tuple(self.edit(shown) for shown in group),
            )

    def edit(self, shown: EditShown) -> EditView:
        change = shown.edit.change
        link = ""
        if shown.edit.part == "text" and change.later is not None:
            now = self.item_of(Evidence(shown.edit.later, change.later, shown.now))
            link = self.pointers[now].anchor if now else ""
        return EditView(
            kind=wording.CHANGES[change.kind],
            heading=shown.edit.part == "title",
            parts=tuple((kind, wording.legible(words)) for kind, words in edited(shown)),
            id=shown.item,
            link=link,
            why=change.why,
        )

    def body(self, section: Section) -> Iterator[Paragraph | Gap]:
        """The paragraphs in reading order, each with its own gaps; a paragraph that is all gap stands alone."""
        retold = sorted(section.retold, key=lambda r: r.evidence.span)
        done = number = 0
        for paragraph in section.paragraphs:
            start, end = paragraph[0].evidence.span.start, paragraph[-1].evidence.span.end
            first = bisect_left(retold, start, lo=done, key=lambda r: r.evidence.span.start)
            last = bisect_left(retold, end, lo=first, key=lambda r: r.evidence.span.start)
            if done < first:
                yield self.gap(retold[done:first])
            yield self.paragraph(paragraph, retold[first:last], number)
            done, number = last, number + sum(len(item.statements) for item in paragraph)
        if retold[done:]:
            yield self.gap(retold[done:])

    def gap(self, retold: Sequence[Retold]) -> Gap:
        pointers = [self.pointer(r.item, seen_from=r.evidence.revision) for r in retold]
        by_label = {pointer.label: pointer for pointer in reversed(pointers)}
        return Gap(len(retold), tuple(reversed(by_label.values())))

    def pointer(self, item: str, seen_from: str) -> Pointer:
        """Where `item` stands, named as a reader of the report `seen_from` would."""
        pointer = self.pointers[item]
        return Pointer(pointer.anchor, self.here) if self.revisions[item] == seen_from else pointer

    def paragraph(self, items: Sequence[Item], retold: Sequence[Retold], number: int) -> Paragraph:
        parts: list[tuple[Span, Passage | Gap]] = []
        notes: list[Note] = []
        for item in items:
            numbered = list(enumerate(item.statements, number + len(notes) + 1))
            parts.append((item.evidence.span, self.passage(item, numbered)))
            notes += (self.note(n, attribution) for n, attribution in numbered)
        for _, group in groupby(retold, key=lambda r: r.item):
            gone = list(group)
            parts.append((gone[0].evidence.span, self.gap(gone)))
        parts.sort(key=lambda part: part[0])
        return Paragraph(
            parts=tuple(part for _, part in parts),
            notes=tuple(notes),
            updates=tuple(self.update(r) for item in items for r in item.updates),
            updated=tuple(
                dict.fromkeys(
                    self.pointer(later, seen_from=item.evidence.revision)
                    for item in items
                    for later in self.updated.get(item.id, ())
                )
            ),
            folded=tuple(self.folded(items)),
            rests=tuple(self.rests(items)),
            comments=tuple(wording.legible(item.comment) for item in items if item.comment),
        )

    def passage(self, item: Item, numbered: Sequence[tuple[int, Attribution]]) -> Passage:
        layers: list[tuple[Span, Mark]] = []
        for resemblance in item.seen:
            if pointer := self.pointer_to(resemblance, but=item.id):
                mark = Mark("seen", words=pointer.label, link=pointer.anchor)
                layers += ((span, mark) for span in agreeing(resemblance, _SEEN))
        for resemblance in item.updates:
            for difference in resemblance.differences:
                before = wording.legible(replaced(resemblance, difference))
                layers.append((difference.later, Mark("changed", words=before)))
        for n, attribution in numbered:
            content = attribution.statement.content
            layers.append((content, Mark(attribution.statement.kind, number=n)))
            behind = content.end - item.evidence.span.start
            bracket = item.text[behind : behind + 1] in _CLOSING
            layers.append((Span(content.start, content.end + bracket), Mark("reference", number=n)))
        layers += ((time, self.time_mark(time)) for time in item.times)
        evidence = Evidence(item.evidence.revision, item.evidence.span, wording.legible(item.text))
        return Passage(item.id, _anchor(item.id), tuple(cut(evidence, layers)))

    def pointer_to(self, resemblance: Resemblance, but: str = "") -> Pointer | None:
        """Where on the page the earlier side is told, other than in the item `but`."""
        item = self.item_of(resemblance.earlier, but)
        return None if item is None else self.pointer(item, seen_from=resemblance.later.revision)

    def item_of(self, evidence: Evidence, but: str = "") -> str | None:
        """The item that says what `evidence` says, other than `but`."""
        places = self.places.get(evidence.revision, [])
        first = bisect_right(places, evidence.span.start, key=lambda place: place[0].end)
        for span, item in islice(places, first, None):
            if not span.overlaps(evidence.span):
                break
            if item != but:
                return item
        return None

    def update(self, resemblance: Resemblance) -> Update:
        text, offset = resemblance.later.text, resemblance.later.span.start
        changes = (
            (replaced(resemblance, d), text[d.later.start - offset : d.later.end - offset])
            for d in resemblance.differences
        )
        return Update(
            earlier=self.pointer_to(resemblance),
            changes=tuple((wording.legible(a), wording.legible(b)) for a, b in changes),
        )

    def folded(self, items: Sequence[Item]) -> Iterator[FoldedReport]:
        """What other reports say of a paragraph, report by report."""
        tellings = sorted(
            (telling for item in items for telling in item.folded),
            key=lambda t: (self.numbers[t.source.revision], t.evidence.span),
        )
        shown = items[0].evidence.revision
        for revision, group in groupby(tellings, key=lambda t: t.source.revision):
            told = list(group)
            source = told[0].source
            yield FoldedReport(
                outlet=wording.outlet(source),
                published=self.words.published(source),
                datetime=_datetime(source),
                section=Pointer(
                    f"report-{self.numbers[revision]}",
                    self.here if revision == shown else self.labels[revision],
                ),
                tellings=tuple(self.folded_telling(run, shown) for run in _unbroken(told)),
            )

    def rests(self, items: Sequence[Item]) -> Iterator[Rests]:
        """What the paragraph rests on, once for every set of articles that tell some of it."""
        told: dict[Origins, str] = {}
        for item in items:
            if item.origins.articles > 1:
                told.setdefault(item.origins, item.text)
        for origins, text in told.items():
            yield Rests(
                of=wording.first_words(wording.legible(text)) if len(told) > 1 else "",
                articles=origins.articles,
                independent=origins.independent,
                origins=tuple(
                    Origin(tuple(self.reports(origin.articles)), origin.why) for origin in origins.origins
                ),
            )

    def reports(self, articles: Sequence[str]) -> Iterator[Pointer]:
        """The sections of these articles, those of one outlet as one, by its first."""
        named: dict[str, list[int]] = {}
        for revision in map(self.by_article.__getitem__, articles):
            named.setdefault(self.labels[revision], []).append(self.numbers[revision])
        for label, numbers in named.items():
            several = self.words.say("%(outlet)sの%(number)s本", outlet=label, number=len(numbers))
            yield Pointer(f"report-{numbers[0]}", several if len(numbers) > 1 else label)

    def time_mark(self, time: Time) -> Mark:
        words = self.words.interval(time.from_, time.until)
        return Mark("time", words=words, datetime=wording.machine_time(time.from_, time.until))

    def note(self, number: int, attribution: Attribution) -> Note:
        statement = attribution.statement
        said = statement.said
        return Note(
            number=number,
            kind=statement.kind,
            content=_one_line(attribution.content),
            speaker=_one_line(attribution.speaker),
            implicit=statement.speaker is not None and statement.speaker.implicit,
            cue=_one_line(attribution.cue),
            said=self.words.interval(said.from_, said.until) if said else "",
            datetime=wording.machine_time(said.from_, said.until) if said else "",
            via=_one_line(attribution.via),
        )

    def folded_telling(self, run: Sequence[Telling], shown: str) -> FoldedTelling:
        """Tellings that follow one another as one, folded under items of the revision `shown`."""
        first, last = run[0].evidence, run[-1].evidence
        relations = dict.fromkeys(self.relation(telling, shown) for telling in run)
        return FoldedTelling(
            id=item_at(first.revision, Span(first.span.start, last.span.end)),
            relation="・".join(relations),
            parts=tuple(
                (kind, wording.legible(words)) for telling in run for kind, words in compare(telling)
            ),
            damage="、".join(dict.fromkeys(t.resemblance.damage for t in run if t.resemblance.damage)),
        )

    def relation(self, telling: Telling, shown: str) -> str:
        """How the folded telling stands to the other side; seen from the earlier one, an extension is still to come.

        The other side is named where it is not what is shown above, so that 同文 is not taken for the item's words.
        """
        resemblance = telling.resemblance
        here = telling.evidence.revision
        earlier = here == resemblance.earlier.revision
        before = resemblance.relation == "extended" and earlier
        said = self.words.say("加筆前" if before else wording.RELATIONS[resemblance.relation])
        other = (resemblance.later if earlier else resemblance.earlier).revision
        if other in (shown, here):
            return said
        return self.words.say("%(relation)s（%(report)sと比べて）", relation=said, report=self.labels[other])


def _by_day(
    sections: Sequence[Section], reports: Sequence[ReportView]
) -> Iterator[tuple[dt.date, Iterator[tuple[Section, ReportView]]]]:
    return groupby(zip(sections, reports, strict=True), key=lambda pair: pair[0].source.published)


def _log_link(link: str) -> LogLink:
    """A link of the log; where its host is not written in ASCII, with what it is in ASCII beside it."""
    words, href = wording.legible(link), web_address(link)
    host = shown_host(href)
    return LogLink(f"{words} ({host})" if "xn--" in host and host not in words else words, href)


def _anchor(item: str) -> str:
    return "i-" + re.sub(r"[^\w.:-]", "_", item)


def _datetime(source: Source) -> str:
    clock = wording.published_clock(source)
    return source.published_at if clock and source.published_at else source.published.isoformat()


def _beginning(section: Section) -> str:
    passages = [item.evidence for paragraph in section.paragraphs for item in paragraph]
    passages += [retold.evidence for retold in section.retold]
    return min(passages, key=lambda e: e.span).text if passages else ""


def _one_line(words: str | None) -> str:
    return wording.legible(" ".join((words or "").split()))


def _unbroken(tellings: Sequence[Telling]) -> Iterator[list[Telling]]:
    """The tellings of one report in runs that follow one another without a break."""
    run: list[Telling] = []
    for telling in tellings:
        if run and run[-1].evidence.span.end != telling.evidence.span.start:
            yield run
            run = []
        run.append(telling)
    if run:
        yield run
