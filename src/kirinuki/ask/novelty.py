"""What came since a reader last looked: the sentences that the chronicle did not have, each once, at its first telling.

A report that is new is laid beside everything that says the same; one that was revised, beside the revision that the
reader knows. What another telling says already is left out, whichever of the two is the older: what was read yesterday
is no news because an earlier report of it arrived today.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kirinuki.ask.folding import Told, said_by
from kirinuki.model.article import Article, Revision
from kirinuki.model.digest import Source
from kirinuki.model.reading import Reading
from kirinuki.model.text import Evidence, Span
from kirinuki.model.weaving import Change, ChangeKind, Resemblance
from kirinuki.store import Store
from kirinuki.weave.collation import collate

Reads = Callable[[Revision], Reading]

_NEWS: frozenset[ChangeKind] = frozenset({"new", "extended", "updated", "corrected"})
"""What a revision did that gives the reader something to know; other words for the same are none, nor is less of it."""

_WHY = {
    "new": "記録のどこにもなかった文",
    "extended": "前に伝えられたことに加わった",
    "updated": "前に伝えられた値が変わった",
    "corrected": "前の版の誤りが直された",
}


@dataclass(frozen=True, slots=True)
class News:
    """A passage that says something new. `was` is what the reader knows of it, and `anew` the places of the words that
    are not in that; a passage of kind `new` is new as a whole, and has neither."""

    item: str
    evidence: Evidence
    source: Source
    kind: ChangeKind
    was: Evidence | None
    anew: tuple[Span, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """The news since a moment, in the order of telling. `until` is when the last of what was looked at came; None where
    nothing came."""

    news: tuple[News, ...]
    until: dt.datetime | None


def find_news(store: Store, read: Reads, since: dt.datetime | None) -> Arrived:
    """What was captured after `since` (None: everything) and says something that no other telling does."""
    came = store.captures.first_shown(since)
    current = {store.articles.find_revision(id).article for id in came}
    fresh = [revision for article in current if (revision := store.articles.current(article)).id in came]
    fresh.sort(key=lambda revision: store.articles.order(revision.id))
    search = _Search(store, read, {revision.id: n for n, revision in enumerate(fresh)}, came)
    news = tuple(item for revision in fresh for item in search.news_of(revision))
    return Arrived(news, max(came.values(), default=None))


class _Search:
    """One look at what came. `places` are the fresh current revisions in the order of telling."""

    def __init__(
        self, store: Store, read: Reads, places: Mapping[str, int], came: Mapping[str, dt.datetime]
    ) -> None:
        self._store = store
        self._read = read
        self._places = places
        self._came = came
        self._tellings: dict[str, Told] = {}
        self._names = {outlet.key: outlet.name for outlet in store.articles.outlets()}

    def news_of(self, revision: Revision) -> Iterator[News]:
        """The passages of a revision that say something new, in reading order."""
        mine = self._told(revision)
        said: set[int] = set()
        partly: dict[int, Resemblance] = {}
        for resemblance in self._known_before(revision):
            other = (
                resemblance.earlier if resemblance.later.revision == revision.id else resemblance.later
            ).revision
            said |= said_by(resemblance, mine, self._told(self._store.articles.find_revision(other)))
            if resemblance.later.revision == revision.id and resemblance.relation in _NEWS:
                for i in mine.within(resemblance.later.span):
                    partly.setdefault(i, resemblance)
        known = self._known(revision)
        changes = (
            None
            if known is None
            else collate(self._read(known), self._read(revision), same_outlet=True).changes
        )
        source = self._source(revision)
        whole: list[int] = []
        for paragraph in mine.paragraphs:
            for i in paragraph:
                change = None if changes is None else _change_at(changes, mine.sentences[i])
                if i in said or (changes is not None and (change is None or change.kind not in _NEWS)):
                    continue
                if (change is None or change.kind == "new") and i not in partly:
                    whole.append(i)
                    continue
                yield from self._runs(mine, whole, source)
                whole = []
                if change is not None and change.kind != "new":
                    yield self._changed(mine, i, change, source, known)
                else:
                    yield self._told_further(mine, i, partly[i], source)
            yield from self._runs(mine, whole, source)
            whole = []

    def _known_before(self, revision: Revision) -> list[Resemblance]:
        """Resemblances with tellings that the reader knows, or is shown before this one."""
        found = []
        for resemblance in self._store.repeats.of(revision.id):
            sides = resemblance.earlier.revision, resemblance.later.revision
            other = sides[1] if sides[0] == revision.id else sides[0]
            if other == revision.id:
                continue
            place = self._places.get(other)
            if other not in self._came or (place is not None and place < self._places[revision.id]):
                found.append(resemblance)
        return found

    def _known(self, revision: Revision) -> Revision | None:
        """The last revision of the article that the reader knows; None for an article that is new."""
        known = revision
        while known.id in self._came:
            if known.previous is None:
                return None
            known = self._store.articles.find_revision(known.previous)
        return known

    def _changed(self, mine: Told, i: int, change: Change, source: Source, known: Revision | None) -> News:
        """A sentence that says more, or otherwise, than it did in the revision that the reader knows."""
        was = None
        if known is not None and change.earlier is not None:
            was = Evidence(known.id, change.earlier, change.earlier.of(known.text))
        anew = tuple(d.later for d in change.differences if d.later.start < d.later.end)
        return self._news(mine, range(i, i + 1), source, change.kind, was, anew, change.why)

    def _told_further(self, mine: Told, i: int, resemblance: Resemblance, source: Source) -> News:
        """A sentence of which another telling says a part."""
        sentence = mine.sentences[i]
        anew = [
            d.later
            for d in resemblance.differences
            if d.later.start < d.later.end and sentence.holds(d.later)
        ]
        low, high = resemblance.later.span.start, resemblance.later.span.end
        if sentence.start < low:
            anew.insert(0, Span(sentence.start, low))
        if high < sentence.end:
            anew.append(Span(high, sentence.end))
        kind: ChangeKind = "updated" if resemblance.relation == "updated" else "extended"
        return self._news(
            mine, range(i, i + 1), source, kind, resemblance.earlier, tuple(anew), resemblance.why
        )

    def _runs(self, mine: Told, sentences: Sequence[int], source: Source) -> Iterator[News]:
        """Sentences that are new as a whole: those that follow one another are one passage."""
        start = 0
        for n in range(1, len(sentences) + 1):
            if n == len(sentences) or sentences[n] != sentences[n - 1] + 1:
                yield self._news(
                    mine, range(sentences[start], sentences[n - 1] + 1), source, "new", None, (), ""
                )
                start = n

    def _news(
        self,
        mine: Told,
        run: range,
        source: Source,
        kind: ChangeKind,
        was: Evidence | None,
        anew: tuple[Span, ...],
        why: str,
    ) -> News:
        evidence = mine.evidence(run)
        return News(
            evidence.item, evidence, source, kind, was, anew, f"{_WHY[kind]}: {why}" if why else _WHY[kind]
        )

    def _told(self, revision: Revision) -> Told:
        if revision.id not in self._tellings:
            self._tellings[revision.id] = Told(revision.id, self._read(revision))
        return self._tellings[revision.id]

    def _source(self, revision: Revision) -> Source:
        article: Article = self._store.articles.find(revision.article)
        return Source.of(article, self._names[article.outlet], revision)


def _change_at(changes: Sequence[Change], sentence: Span) -> Change | None:
    """What became of a sentence: the change that most of it is in."""
    best, most = None, 0
    for change in changes:
        if change.later is None:
            continue
        shared = min(change.later.end, sentence.end) - max(change.later.start, sentence.start)
        if shared > most:
            best, most = change, shared
    return best
