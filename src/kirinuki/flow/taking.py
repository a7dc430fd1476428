"""Taking in what comes: bytes into a WARC file first, then all that they show into the database, in one transaction.

What is in a WARC file and not in the database, because something was killed in between or a power cut cost the last commits,
is taken in by whoever writes next.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

from kirinuki.ask.decisions import Decided
from kirinuki.ask.novelty import News
from kirinuki.capture.addresses import canonical
from kirinuki.capture.answer import Fetched
from kirinuki.capture.encodings import decode
from kirinuki.capture.extract.rules import RuleBook
from kirinuki.capture.intake import CONTINUATION, Intake, about, decide
from kirinuki.capture.page import Shown, show, show_answer
from kirinuki.capture.revise import Recognised, outlet_of, recognise
from kirinuki.capture.warc import Kept, Revisited, WarcFolder, capture_id
from kirinuki.errors import ArchiveError, InputError, NotFoundError, TraceError
from kirinuki.model.article import JAPAN, Capture, Given, Problem, Sighting
from kirinuki.model.digest import Source
from kirinuki.model.text import Span
from kirinuki.read.reader import Reader
from kirinuki.store import Store
from kirinuki.weave.joiner import Joiner
from kirinuki.weave.loom import Loom

Captured = tuple[Fetched, dt.datetime | None]
"""A server's answer and when another captured it, where that is told."""

_UNDATED = "capture day"
_LATE = (
    "書庫にはこの記事のもっと新しい版があるので、前の版は取り込みませんでした (older than what the archive has): "
    "古いものから順に取り込んでください"
)
_SAME_LOG = 8
"""Days for which a file that tells no day is the log that it was, when it is added again."""


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
        self,
        store: Store,
        warc: WarcFolder,
        decided: Decided,
        outlets: Mapping[str, str],
        loom: Loom,
        joiner: Joiner,
        rules: Callable[[], RuleBook],
    ) -> None:
        """`outlets` are the names of outlets by their keys; `loom` and `joiner` are told what was superseded;
        `rules` gives those by outlet when the first page asks."""
        self._store = store
        self._warc = warc
        self._decided = decided
        self._outlets = outlets
        self._loom = loom
        self._joiner = joiner
        # What a file is parted into must not depend on names that the person adds later.
        self.parter = Reader()
        self._looked_back = False
        # Later pages of articles that came back from a WARC file before the first page that names them.
        self._loose: dict[str, Fetched] = {}
        self._rules = rules

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
        rules = self.rules(captured or now)
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
        chosen = None if split is None else decide(decoded, given, split, self.parter)
        if answer is None and (known := self._known(digest, given, chosen)) is not None:
            return known
        # Taken apart before the lock, since that may be long; again under it in the rare case that it would differ.
        decided = self._decided.splits(given.name, _day(given)) | (chosen or {})
        behind = [page for page, _ in later]
        shown = show(decoded, given, decided, self.parter, answer, rules, behind)
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
            if chosen is not None and chosen.items() - self._decided.splits(given.name, _day(given)).items():
                self._decided.append("split", at=at, name=given.name, published=_day(given), begins=chosen)
            if self._decided.splits(given.name, _day(given)) != decided:
                decided = self._decided.splits(given.name, _day(given))
                shown = show(decoded, given, decided, self.parter, answer, rules, behind)
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
        self._take_in(kept, show_answer(answer, given, {}, self.parter))
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
        recognised, problems = self._take_in(kept, shown)
        return _added(kept.id, given, shown, recognised, problems)

    def attempt(self, data: bytes, *, name: str, form: str, now: dt.datetime) -> Added:
        """What `add` would give, and the database as it would be then: for a transaction that is undone, since the bytes are not
        kept. Raises what `add` raises."""
        decoded, rules = decode(data, name), self.rules(now)
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
        shown = show(decoded, given, self._decided.splits(given.name, _day(given)), self.parter, rules=rules)
        kept = Kept(capture_id(digest, name, now), "", now, data, given)
        return _added(kept.id, given, shown, *self._take_in(kept, shown))

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
                self._catch_up()
                yield
        except BaseException:
            # The record may be in the file and not in the database: the next write takes the file over.
            self._warc.forsake()
            raise

    def _catch_up(self) -> None:
        for file in self._cut_off():
            known = self._store.captures.known(file)
            for item in self._warc.records(file):
                if not isinstance(item, Problem) and item.id not in known:
                    self._take_back(item)
        for file in self._warc.left():
            known = self._store.captures.known(file)
            for item in self._warc.take_over(file):
                if isinstance(item, Problem) or item.id not in known:
                    self._take_back(item)

    def _cut_off(self) -> list[str]:
        """The closed WARC files, oldest first, of which a power cut may have cost the database the commits.

        Commits are lost from the end, so these are the last file that the database knows and those after it. Asked
        once a session.
        """
        left = set(self._warc.left())
        files: list[str] = []
        if not self._looked_back:
            self._looked_back = True
            for file in reversed([file for file in self._warc.files() if file not in left]):
                files.insert(0, file)
                if self._store.captures.known(file):
                    break
        return files

    def take_all_back(self, step: Callable[[int, int], None]) -> None:
        """Fill an empty database from the WARC files; `step` is told (files done, files in all)."""
        files, left = self._warc.files(), self._warc.left()
        for done, file in enumerate(files):
            step(done, len(files))
            for item in self._warc.take_over(file) if file in left else self._warc.records(file):
                with self._store.transaction():
                    self._take_back(item)
        step(len(files), len(files))
        with self._store.transaction():
            self._keep_problems(None, self._warc.torn())

    def _take_back(self, item: Kept | Revisited | Problem) -> None:
        """Take into the database what is in a WARC file."""
        match item:
            case Problem():
                self._keep_problems(None, [item])
            case Revisited():
                self._store.captures.add_visit(item.visit)
            case Kept():
                self._take_kept_back(item)

    def _take_kept_back(self, item: Kept) -> None:
        decided = self.splits(item)
        try:
            rules = self.rules(item.at)
            if item.answer is None:
                shown = show(
                    decode(item.data, item.given.name), item.given, decided, self.parter, rules=rules
                )
            else:
                if item.given.form == CONTINUATION:
                    self._loose[item.id] = item.answer
                later = [self._later(page) for page in item.pages]
                shown = show_answer(item.answer, item.given, decided, self.parter, rules, later)
            with self._store.transaction():
                self._take_in(item, shown)
        except (ArchiveError, OSError):
            raise
        except Exception as e:
            # Whatever it is: one record that this program stumbles over must not lock the whole archive.
            why = e if isinstance(e, InputError) else f"取り込めません ({type(e).__name__}: {e})"
            self._keep_problems(None, [Problem(None, f"warc/{item.file}", f"{item.id}: {why}")])

    def _later(self, page: str) -> Fetched:
        """The answer that a later page of an article was kept from. Raises `NotFoundError` and `TraceError`."""
        answer = self._loose.pop(page, None)
        if answer is None:
            answer = self._warc.read(self._store.captures.find(page).file, page).answer
        assert answer is not None
        return answer

    def _take_in(self, kept: Kept, shown_here: Shown) -> tuple[list[Recognised], list[Problem]]:
        """Put a capture and all that it shows into the database."""
        store, given, decoded, intake = self._store, kept.given, shown_here.decoded, shown_here.intake
        before = self._log(given)[-1:]
        sighted = [sighting for capture in before for sighting in store.captures.sightings(capture.id)]
        shown = [store.articles.find_revision(sighting.revision) for sighting in sighted]
        recognised = recognise(store, intake.drafts, given, self._outlets, shown)
        capture = Capture(
            id=kept.id,
            digest=hashlib.sha256(kept.data).hexdigest(),
            file=kept.file,
            captured_at=kept.at,
            encoding=decoded.encoding,
            encoding_from=decoded.why,
            given=given,
            came_from=None if kept.answer is None else kept.answer.url,
        )
        sightings = [Sighting(kept.id, n, r.revision.id, r.draft.span) for n, r in enumerate(recognised)]
        stood = {
            r.revision.id: store.articles.order(r.revision.id) for r in recognised if not (r.new or r.revised)
        }
        store.captures.add(capture, sightings, intake.blogs, intake.tags, intake.links)
        store.captures.show_too(
            [
                Sighting(page, len(store.captures.sightings(page)), r.revision.id, Span(0, len(decoded.text)))
                for page, decoded in zip(kept.pages, shown_here.later, strict=True)
                for r in recognised
            ]
        )
        if kept.answer is not None:
            self._note_removal(capture, shown_here.gone, [r.article.id for r in recognised])
        if intake.completeness is not None:
            for r in recognised:
                store.completeness.add(kept.id, r.article, intake.completeness)
        superseded = [r.revision.previous for r in recognised if r.revised and r.revision.previous]
        self._loom.unravel(superseded)
        self._joiner.unravel(superseded)
        self._loom.reorder(stood)
        self._store.repeats.make_due(self._decided.beside({r.article.id for r in recognised if r.revised}))
        return recognised, self._keep_problems(kept.id, intake.problems)

    def _note_removal(self, capture: Capture, gone: str | None, shown: Sequence[str]) -> None:
        """Keep that the articles of an address are gone, or that those shown there now were gone and are back."""
        removals = self._store.removals
        if gone is not None and capture.given.url is not None:
            for article in self._store.captures.articles_at(capture.given.url):
                if not removals.is_gone(article):
                    removals.put(article, capture.id, True, gone)
        for article in shown:
            if removals.is_gone(article):
                removals.put(article, capture.id, False, "また載っている (there again)")

    def rules(self, at: dt.datetime) -> RuleBook:
        """The rules by outlet for what was captured at this moment."""
        return self._rules().on(at.astimezone(JAPAN).date())

    def _keep_problems(self, capture: str | None, problems: Iterable[Problem]) -> list[Problem]:
        kept = [Problem(capture, problem.place, problem.message) for problem in problems]
        for problem in kept:
            self._store.problems.add(problem)
        return kept

    def _known(self, digest: str, given: Given, chosen: dict[str, bool] | None) -> Added | None:
        """What an earlier adding of the very thing gave: the same bytes, words beside them, and decisions."""
        decided = self._decided.splits(given.name, _day(given)) | (chosen or {})
        log = self._log(given)
        for capture in reversed(log):
            if (capture.digest, capture.given) != (digest, replace(given, published=capture.given.published)):
                continue
            # What was captured before, and replaced by something else since, is news when it comes back.
            if capture == log[-1] or self._is_current(capture):
                break
        else:
            return None
        if self._decided.splits(given.name, _day(given), capture.captured_at) != decided:
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
            outlet = outlet_of(draft.outlet, draft.url, self._outlets)
            article = self._store.articles.by_uri(outlet.key, canonical(draft.url))
            if article is None:
                continue
            current = self._store.articles.current(article.id)
            first = next(iter(self._store.captures.sighting_of(current.id)), None)
            if (current.title, current.text) != (draft.title, draft.text):
                return first is not None and first[0].captured_at > captured
        return False

    def _log(self, given: Given) -> list[Capture]:
        """The captures of the log of this name and day, oldest first; without a day of its own, it is that log still."""
        of_log = self._store.captures.of_log
        if given.published_from != _UNDATED:
            return of_log(given.name, given.published)
        days = (given.published - dt.timedelta(days=back) for back in reversed(range(_SAME_LOG)))
        return [c for day in days for c in of_log(given.name, day) if c.given.published_from == _UNDATED]

    def _is_current(self, capture: Capture) -> bool:
        articles = self._store.articles
        shown = [articles.find_revision(s.revision) for s in self._store.captures.sightings(capture.id)]
        return all(articles.current(revision.article) == revision for revision in shown)

    def splits(self, kept: Kept) -> dict[str, bool]:
        """The decisions on where reports begin that were in force when this was captured."""
        return self._decided.splits(kept.given.name, _day(kept.given), kept.at)


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
    untold = given.published_from == _UNDATED and any(
        draft.published == given.published and draft.published_at is None for draft in shown.drafts
    )
    undated = given.published if untold else None
    return Added(capture, False, tuple(reports), tuple(problems), undated)


def _day(given: Given) -> str | None:
    """The day that a log is known by beside its name."""
    return None if given.published_from == _UNDATED else given.published.isoformat()
