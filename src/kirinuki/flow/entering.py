"""What captures show, put into the database: articles and their revisions, sightings, removals, problems."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence

from kirinuki.ask.decisions import Decided
from kirinuki.capture.extract.rules import RuleBook
from kirinuki.capture.page import Shown
from kirinuki.capture.revise import Recognised, recognise
from kirinuki.capture.warc import Kept
from kirinuki.model.article import JAPAN, Capture, Given, Problem, Sighting
from kirinuki.model.text import Span
from kirinuki.read.reader import Reader
from kirinuki.store import Store
from kirinuki.weave.joiner import Joiner
from kirinuki.weave.loom import Loom

UNDATED = "capture day"
"""By what a log has its day that tells none."""
_SAME_LOG = 8
"""Days for which a file that tells no day is the log that it was, when it is added again."""


class Register:
    """Where one archive enters what it captures; call its methods inside a transaction. What is entered is a function of the
    capture and of what was entered before, so that the WARC files make the same database again."""

    def __init__(
        self,
        store: Store,
        decided: Decided,
        outlets: Mapping[str, str],
        loom: Loom,
        joiner: Joiner,
        rules: Callable[[], RuleBook],
    ) -> None:
        """`outlets` are the names of outlets by their keys; `loom` and `joiner` are told what was superseded;
        `rules` gives those by outlet when the first page asks."""
        self.outlets = outlets
        # What a file is parted into must not depend on names that the person adds later.
        self.parter = Reader()
        self._store = store
        self._decided = decided
        self._loom = loom
        self._joiner = joiner
        self._rules = rules

    def enter(self, kept: Kept, shown_here: Shown) -> tuple[list[Recognised], list[Problem]]:
        """Put a capture and all that it shows into the database."""
        store, given, decoded, intake = self._store, kept.given, shown_here.decoded, shown_here.intake
        before = self.log(given)[-1:]
        sighted = [sighting for capture in before for sighting in store.captures.sightings(capture.id)]
        shown = [store.articles.find_revision(sighting.revision) for sighting in sighted]
        recognised = recognise(store, intake.drafts, given, self.outlets, shown)
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
        return recognised, self.keep_problems(kept.id, intake.problems)

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

    def keep_problems(self, capture: str | None, problems: Iterable[Problem]) -> list[Problem]:
        """Put problems beside the capture that showed them; gives them as they are kept."""
        kept = [Problem(capture, problem.place, problem.message) for problem in problems]
        for problem in kept:
            self._store.problems.add(problem)
        return kept

    def log(self, given: Given) -> list[Capture]:
        """The captures of the log of this name and day, oldest first; without a day of its own, it is that log still."""
        of_log = self._store.captures.of_log
        if given.published_from != UNDATED:
            return of_log(given.name, given.published)
        days = (given.published - dt.timedelta(days=back) for back in reversed(range(_SAME_LOG)))
        return [c for day in days for c in of_log(given.name, day) if c.given.published_from == UNDATED]

    def splits(self, given: Given, at: dt.datetime | None = None) -> dict[str, bool]:
        """The decisions on where reports of this log begin, as they were in force at a moment; None: as they are."""
        return self._decided.splits(given.name, day_of(given), at)


def day_of(given: Given) -> str | None:
    """The day that a log is known by beside its name."""
    return None if given.published_from == UNDATED else given.published.isoformat()
