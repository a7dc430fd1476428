"""Taking in what comes: bytes into a WARC file first, then all that they show into the database, in one transaction.

What is in a WARC file and not in the database, because something was killed in between or a power cut cost the last commits,
is taken in by whoever writes next.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

from kirinuki.ask.decisions import Decided
from kirinuki.ask.novelty import News
from kirinuki.capture.addresses import canonical
from kirinuki.capture.answer import Fetched
from kirinuki.capture.encodings import decode
from kirinuki.capture.intake import CONTINUATION, Intake, about, decide
from kirinuki.capture.page import Shown, show, show_answer
from kirinuki.capture.revise import Recognised, outlet_of
from kirinuki.capture.warc import Kept, WarcFolder, capture_id
from kirinuki.errors import NotFoundError, TraceError
from kirinuki.flow.entering import UNDATED, Register, day_of
from kirinuki.flow.recovering import Recovery
from kirinuki.model.article import JAPAN, Capture, Given, Problem
from kirinuki.model.digest import Source
from kirinuki.model.text import Span
from kirinuki.store import Store

Captured = tuple[Fetched, dt.datetime | None]
"""A server's answer and when another captured it, where that is told."""

_LATE = (
    "書庫にはこの記事のもっと新しい版があるので、前の版は取り込みませんでした (older than what the archive has): "
    "古いものから順に取り込んでください"
)


@dataclass(frozen=True, slots=True)
class AddedReport:
    """One report of what was added. `span` counts code points of the file's decoded text.

    Neither `new` nor `revised`: the archive had the very text already. `why` says how the report was told apart.
    """

    article: str
    revision: str
    external_id: str | None
    new: bool
    revised: bool
    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one input. `known`: the same thing was added before, and nothing was changed; that a server gave it
    again is kept as a visit."""

    capture: str
    known: bool
    reports: tuple[AddedReport, ...]
    problems: tuple[Problem, ...]
    undated: dt.date | None = None
    """The day of capture, where reports were read as of it because nothing told theirs."""


@dataclass(frozen=True, slots=True)
class Attempted:
    """A report as it would be taken in, where it would stand, and what in it would be new."""

    report: AddedReport
    source: Source
    text: str
    news: tuple[News, ...]


class Taking:
    """The way in of one archive. Methods raise `ArchiveError` where the folder cannot be written."""

    def __init__(
        self, store: Store, warc: WarcFolder, decided: Decided, register: Register, recovery: Recovery
    ) -> None:
        self._store = store
        self._warc = warc
        self._decided = decided
        self._register = register
        self._recovery = recovery

    def add(
        self,
        data: bytes,
        *,
        name: str,
        now: dt.datetime,
        published: dt.date | None,
        outlet: str | None,
        url: str | None,
        form: str,
        split: Sequence[int] | None,
        answer: Fetched | None,
        captured: dt.datetime | None = None,
        later: Sequence[Captured] = (),
    ) -> Added:
        """See `Archive.add`. What another's archive holds was `captured` then, and is kept now; so were the `later` pages of its
        article."""
        digest = hashlib.sha256(data).hexdigest()
        if captured is not None:
            captured = min(captured, now)
            if (before := self.taken_before(data, name, captured, now)) is not None:
                return before
        decoded = decode(data, name, declared=None if answer is None else answer.header("content-type"))
        today = now.date() if captured is None else captured.astimezone(JAPAN).date()
        rules = self._register.rules(captured or now)
        given = about(
            decoded,
            name=name,
            published=published,
            outlet=outlet,
            url=url,
            form=form,
            today=today,
            rules=rules,
        )
        chosen = None if split is None else decide(decoded, given, split, self._register.parter)
        if answer is None and (known := self._known(digest, given, chosen)) is not None:
            return known
        # Taken apart before the lock, since that may be long; again under it in the rare case that it would differ.
        decided = self._register.splits(given) | (chosen or {})
        behind = [page for page, _ in later]
        shown = show(decoded, given, decided, self._register.parter, answer, rules, behind)
        with self.writing():
            if (known := self._known(digest, given, chosen)) is not None:
                # What was seen again by others, long ago, is no visit of ours.
                if answer is None or captured is not None:
                    return known
                capture = self._store.captures.find(known.capture)
                if capture.came_from is not None:
                    self._see_again(capture, answer, now)
                    return known
            at = self._warc.after(now)
            if captured is not None and self._is_late(shown.intake, captured):
                return Added("", False, (), (Problem(None, given.name, _LATE),))
            if chosen is not None and chosen.items() - self._register.splits(given).items():
                self._decided.append("split", at=at, name=given.name, published=day_of(given), begins=chosen)
            if self._register.splits(given) != decided:
                decided = self._register.splits(given)
                shown = show(decoded, given, decided, self._register.parter, answer, rules, behind)
            pages = tuple(self._keep_page(page, given, now, then) for page, then in later)
            at = self._warc.after(now)
            return self._keep(data, given, shown, answer, at, captured, pages)

    def taken_before(
        self, data: bytes, name: str, captured: dt.datetime | None, now: dt.datetime
    ) -> Added | None:
        """What an earlier run made of bytes that another's archive says were `captured` then; None where it did not take them."""
        if captured is None:
            return None
        id = capture_id(hashlib.sha256(data).hexdigest(), name, min(captured, now))
        try:
            return self._added_before(self._store.captures.find(id))
        except NotFoundError:
            return None

    def answer_of(self, url: str) -> Captured | None:
        """What a server gave for this address, as the archive has it last; None where it has nothing, or it is damaged."""
        capture = self._store.captures.last_of(url)
        with suppress(TraceError):
            kept = None if capture is None else self._warc.read(capture.file, capture.id)
            return None if kept is None or kept.answer is None else (kept.answer, kept.at)
        return None

    def keep(
        self, answer: Fetched, given: Given, shown: Shown, now: dt.datetime, later: Sequence[Fetched] = ()
    ) -> Added:
        """Take in a server's answer that shows something new, and before it those for the `later` pages of its article, so that
        it can name them; call it inside `writing`."""
        pages = tuple(self._keep_page(each, given, now) for each in later)
        return self._keep(answer.body, given, shown, answer, self._warc.after(now), pages=pages)

    def _keep_page(
        self, answer: Fetched, first: Given, now: dt.datetime, captured: dt.datetime | None = None
    ) -> str:
        """Keep a later page of an article; gives its capture. It is at no address that anybody gave, and shows nothing yet. One
        that an earlier run took is not kept again."""
        given = replace(first, name=answer.url, url=None, form=CONTINUATION)
        at = self._warc.after(now)
        if captured is not None:
            captured = min(captured, now)
            id = capture_id(hashlib.sha256(answer.body).hexdigest(), given.name, captured)
            with suppress(NotFoundError):
                return self._store.captures.find(id).id
        kept = self._warc.write(answer.body, given, captured or at, answer, kept_at=at)
        self._register.enter(kept, show_answer(answer, given, {}, self._register.parter))
        return kept.id

    def _keep(
        self,
        data: bytes,
        given: Given,
        shown: Shown,
        answer: Fetched | None,
        at: dt.datetime,
        captured: dt.datetime | None = None,
        pages: tuple[str, ...] = (),
    ) -> Added:
        """Keep the bytes now, at `at`; they were `captured` then where that was before."""
        kept = self._warc.write(data, given, captured or at, answer, kept_at=at, pages=pages)
        recognised, problems = self._register.enter(kept, shown)
        return _added(kept.id, given, shown, recognised, problems)

    def attempt(self, data: bytes, *, name: str, form: str, now: dt.datetime) -> Added:
        """What `add` would give, and the database as it would be then: for a transaction that is undone, since the bytes are not
        kept. Raises what `add` raises."""
        decoded, rules = decode(data, name), self._register.rules(now)
        given = about(
            decoded,
            name=name,
            published=None,
            outlet=None,
            url=None,
            form=form,
            today=now.date(),
            rules=rules,
        )
        digest = hashlib.sha256(data).hexdigest()
        if (known := self._known(digest, given, None)) is not None:
            return known
        shown = show(decoded, given, self._register.splits(given), self._register.parter, rules=rules)
        kept = Kept(capture_id(digest, name, now), "", now, data, given)
        return _added(kept.id, given, shown, *self._register.enter(kept, shown))

    def see_again(self, capture: str, answer: Fetched, now: dt.datetime) -> None:
        """See `Archive.see_again`."""
        with self.writing():
            self._see_again(self._store.captures.find(capture), answer, now)

    def _see_again(self, capture: Capture, answer: Fetched, now: dt.datetime) -> None:
        revisited = self._warc.write_visit(capture, answer, self._warc.after(now))
        self._store.captures.add_visit(revisited.visit)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that begins by taking in what crashes and other sessions left in WARC files."""
        try:
            with self._store.transaction():
                self._recovery.catch_up()
                yield
        except BaseException:
            # The record may be in the file and not in the database: the next write takes the file over.
            self._warc.forsake()
            raise

    def _known(self, digest: str, given: Given, chosen: dict[str, bool] | None) -> Added | None:
        """What an earlier adding of the very thing gave: the same bytes, words beside them, and decisions."""
        decided = self._register.splits(given) | (chosen or {})
        log = self._register.log(given)
        for capture in reversed(log):
            if (capture.digest, capture.given) != (digest, replace(given, published=capture.given.published)):
                continue
            # What was captured before, and replaced by something else since, is news when it comes back.
            if capture == log[-1] or self._is_current(capture):
                break
        else:
            return None
        if self._register.splits(given, capture.captured_at) != decided:
            return None
        return self._added_before(capture)

    def _added_before(self, capture: Capture) -> Added:
        """What an earlier adding gave."""
        problems = [p for p in self._store.problems.all() if p.capture == capture.id]
        return Added(capture.id, True, self.reports_of(capture.id), tuple(problems))

    def reports_of(self, capture: str) -> tuple[AddedReport, ...]:
        """What a capture that is known shows."""
        articles = self._store.articles
        sighted = [
            (sighting, articles.find(articles.find_revision(sighting.revision).article))
            for sighting in self._store.captures.sightings(capture)
        ]
        return tuple(
            AddedReport(article.id, sighting.revision, article.external_id, False, False, sighting.span, "")
            for sighting, article in sighted
        )

    def _is_late(self, intake: Intake, captured: dt.datetime) -> bool:
        """Whether the archive has a newer text of an article that is shown: an older one has no place before it any more."""
        for draft in intake.drafts:
            if draft.url is None:
                continue
            outlet = outlet_of(draft.outlet, draft.url, self._register.outlets)
            article = self._store.articles.by_uri(outlet.key, canonical(draft.url))
            if article is None:
                continue
            current = self._store.articles.current(article.id)
            first = next(iter(self._store.captures.sighting_of(current.id)), None)
            if (current.title, current.text) != (draft.title, draft.text):
                return first is not None and first[0].captured_at > captured
        return False

    def _is_current(self, capture: Capture) -> bool:
        articles = self._store.articles
        shown = [articles.find_revision(s.revision) for s in self._store.captures.sightings(capture.id)]
        return all(articles.current(revision.article) == revision for revision in shown)


def _added(
    capture: str, given: Given, shown: Shown, recognised: Iterable[Recognised], problems: Iterable[Problem]
) -> Added:
    reports = (
        AddedReport(
            r.article.id,
            r.revision.id,
            r.article.external_id,
            r.new,
            r.revised,
            r.draft.span,
            r.draft.why,
        )
        for r in recognised
    )
    untold = given.published_from == UNDATED and any(
        draft.published == given.published and draft.published_at is None for draft in shown.drafts
    )
    undated = given.published if untold else None
    return Added(capture, False, tuple(reports), tuple(problems), undated)
