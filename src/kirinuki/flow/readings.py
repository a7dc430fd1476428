"""The readings of an archive: what each revision reads as now, the person's corrections in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kirinuki.ask.corrections import unfit
from kirinuki.ask.decisions import Decided
from kirinuki.ask.facts import facts_of
from kirinuki.ask.storylines import piece_of
from kirinuki.errors import ArchiveError
from kirinuki.model.article import Problem, Revision
from kirinuki.model.query import Facts
from kirinuki.model.reading import Reading
from kirinuki.model.text import Span
from kirinuki.read.corrections import version_of
from kirinuki.read.reader import Reader
from kirinuki.store import Store
from kirinuki.weave.agenda import find_expectations
from kirinuki.weave.naming import party_names


class Readings:
    """Readings as they are stored, and made where they are not. `file` names the decisions in problems."""

    def __init__(self, store: Store, reader: Reader, decided: Decided, file: str) -> None:
        self._store = store
        self._reader = reader
        self._decided = decided
        self._file = file

    def version(self, revision: str) -> str:
        """The version of the reading that a revision must have."""
        return version_of(self._reader.version, self._decided.corrected().by_revision.get(revision, ()))

    def of(self, revision: Revision) -> Reading:
        """The reading that is stored, made anew where that is missing or of another version."""
        reading = self._store.readings.get(revision.id, self.version(revision.id))
        return self._anew(revision)[0] if reading is None else reading

    def _anew(self, revision: Revision) -> tuple[Reading, list[Problem]]:
        """Its reading; one of no layers, with the problem, where the rules stumble over the text: no single report may
        keep all that stand behind it from being read."""
        corrections = self._decided.corrected().by_revision.get(revision.id, ())
        try:
            if not corrections:
                return self._reader.read(revision.text, revision.published), []
            reading, left = self._reader.mend(revision.text, revision.published, corrections)
            return reading, [Problem(None, revision.id, unfit(c, why)) for c, why in left]
        except Exception as e:
            whole = (Span(0, len(revision.text)),)
            version = version_of(self._reader.version, corrections)
            bare = Reading(revision.text, revision.published, version, whole, (), (), (), (), (), ())
            message = f"読み解けませんでした ({type(e).__name__}: {e})。本文はそのまま載ります (kept unread)"
            return bare, [Problem(None, revision.id, message)]

    def make(self, step: Callable[[int, int], None]) -> int:
        """Read every revision that has no reading of this version, and keep what it can be found by; gives how many."""
        held = {problem.place for problem in self._store.problems.all() if problem.capture is None}
        mended = self._decided.corrected()
        versions = {id: version_of(self._reader.version, found) for id, found in mended.by_revision.items()}
        if mended.lost or self._file in held:
            self._store.problems.replace(
                self._file, [Problem(None, self._file, message) for message in mended.lost]
            )
        missing = partial(self._store.readings.missing, self._reader.version, versions)
        total = sum(1 for _ in missing())
        done = 0
        for done, revision in enumerate(missing(), 1):
            reading, problems = self._anew(revision)
            with self._store.transaction():
                self._store.readings.put(revision.id, reading)
                problems += self._list(revision, reading)
                if problems or revision.id in held:
                    self._store.problems.replace(revision.id, problems)
            step(done, total)
        self.list_new(step)
        return done

    def list_new(self, step: Callable[[int, int], None]) -> None:
        """List what readings hold where rules of that, or an older program, left it undone."""
        due = self._store.agenda.unlisted()
        for done, id in enumerate(due, 1):
            revision = self._store.articles.find_revision(id)
            for problem in self._list(revision, self.of(revision)):
                self._store.problems.add(problem)
            step(done, len(due))

    def _list(self, revision: Revision, reading: Reading) -> list[Problem]:
        """Keep whom the reading names, what it can be found by, and what it dates in the future of its telling; nothing, with
        the problem, where the rules stumble over the text, as for a reading."""
        problems: list[Problem] = []
        try:
            names = list(party_names(reading))
            expectations = find_expectations(piece_of(self._store, revision, reading))
            facts = facts_of(reading)
        except ArchiveError:
            raise
        except Exception as e:
            message = f"名前と予定を挙げられませんでした ({type(e).__name__}: {e})。本文はそのまま載ります (kept unlisted)"
            names, expectations, facts = [], [], Facts()
            problems.append(Problem(None, revision.id, message))
        with self._store.transaction():
            self._store.people.put(revision.id, names)
            self._store.facts.put(revision.id, facts)
            self._store.agenda.put(revision.id, expectations)
        return problems
