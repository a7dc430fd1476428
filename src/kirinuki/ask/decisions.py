"""What a person decided, in the forms in which the other rooms ask for it.

A person may edit the file: what is wrong in it is told with its line. Decisions about words follow them into later
revisions of their report.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, TypeVar, get_args

from kirinuki.ask.agenda import VERDICTS, Word
from kirinuki.ask.changes import Called
from kirinuki.ask.claims import read_verdicts
from kirinuki.ask.corrections import Held, hold, in_force, read_correction
from kirinuki.ask.figures import FigureWords, read_words
from kirinuki.ask.notes import Note, notes_in_force, read_note
from kirinuki.ask.storylines import read_ruling
from kirinuki.ask.subscriptions import read_feed, subscriptions
from kirinuki.ask.trace import find_evidence
from kirinuki.errors import ArchiveError, NotFoundError
from kirinuki.model.chronicle import ClaimVerdict
from kirinuki.model.correction import Correction
from kirinuki.model.text import Evidence
from kirinuki.model.watching import Subscription
from kirinuki.model.weaving import ChangeKind, Verdict
from kirinuki.store import Decision, Decisions, Store
from kirinuki.weave.people import Act

_DECIDED: Mapping[str, Mapping[str, type]] = {
    "split": {"name": str, "begins": dict},
    "comment": {"item": str, "comment": str},
    "change": {"item": str, "called": str},
    "expectation": {"item": str, "outcome": str},
    "figure": {"act": str, "one": str},
    "claims": {"one": str, "other": str, "called": str},
    "read": {"until": str},
    "repeat": {"one": str, "other": str, "verdict": str},
    "correction": {"item": str, "words": str, "layer": str},
    "withdrawal": {"correction": str},
    "person": {"act": str, "one": str},
    "storyline": {"act": str},
    "feed": {"act": str, "url": str},
    "note": {"item": str, "words": str, "note": str},
    "unnote": {"note": str},
}
"""What a decision of a kind must hold."""


_READ: Mapping[str, Callable[[Decision], object]] = {
    "correction": read_correction,
    "storyline": read_ruling,
    "feed": read_feed,
    "note": read_note,
}
"""What reads a decision of a kind, and raises `ValueError` with what is wrong in it."""


class _Made(Protocol):
    """What a person decided, with the id by which it is undone."""

    @property
    def id(self) -> str: ...


_M = TypeVar("_M", bound=_Made)


def to_undo(made: Sequence[_M], id: str | None, verb: str) -> _M:
    """The decision whose id is, or begins with, `id`, else the last of `made`. Raises `NotFoundError`, which names the verb
    that lists them."""
    found = [each for each in made if id is None or each.id.startswith(id)]
    if not found or (id is not None and len(found) > 1):
        raise NotFoundError(
            f"取り消す決定が{'二つ以上あります' if found else 'ありません'}: "
            f"kirinuki {verb} --decisions で見られます (no such decision)"
        )
    return found[-1]


class Decided:
    """The decisions of one archive, read again when the file has grown. Methods raise `ArchiveError` as `all` does."""

    def __init__(self, file: Decisions, store: Store) -> None:
        self._file = file
        self._store = store
        self._read: tuple[int, list[Decision]] = (0, [])
        self._held: tuple[object, Held] = (None, Held())
        self._said: tuple[object, list[Verdict]] = (None, [])

    @property
    def path(self) -> Path:
        return self._file.path

    def append(self, kind: str, *, at: dt.datetime, **fields: Any) -> Decision:
        """Keep a decision; it is on the disk when this returns."""
        return self._file.append(kind, at=at, **fields)

    def all(self) -> list[Decision]:
        """All decisions, oldest first. Raises `ArchiveError` with file, line and mend for one that is out of form."""
        try:
            size = self.path.stat().st_size
        except FileNotFoundError:
            size = 0
        if self._read[0] != size:
            self._read = (size, _sound(self._file))
        return self._read[1]

    def splits(self, name: str, day: str | None, at: dt.datetime | None = None) -> dict[str, bool]:
        """Of paragraphs of the log of this name and day, whether a report begins there; as it was decided up to `at`."""
        splits: dict[str, bool] = {}
        for decision in self.all():
            if decision.kind != "split" or (at is not None and decision.at > at):
                continue
            if (decision.fields.get("name"), decision.fields.get("published")) == (name, day):
                splits.update(decision.fields["begins"])
        return splits

    def comments(self) -> dict[str, str]:
        """The person's words by item, each where its words stand in the report's current revision."""
        comments: dict[str, str] = {}
        for decision in self.all():
            if decision.kind == "comment":
                comments[self.now_at(decision.fields["item"])] = decision.fields["comment"]
        return {item: words for item, words in comments.items() if words}

    def called(self) -> Called:
        """What the person said changes are."""
        called = Called()
        for d in self.all():
            if d.kind == "change":
                kind = d.fields["called"] if d.fields["called"] in get_args(ChangeKind) else None
                called.call(d.fields["item"], str(d.fields.get("revision") or ""), kind)
        return called

    def expectations(self) -> dict[str, Word]:
        """What the person said of expectations, by the items of their clauses, where they were said and as they stand now."""
        words: dict[str, Word] = {}
        for d in self.all():
            if d.kind != "expectation":
                continue
            kind = VERDICTS.get(d.fields["outcome"])
            for item in {d.fields["item"], self.now_at(d.fields["item"])}:
                words.pop(item, None)
                if kind is not None:
                    words[item] = Word(kind, d.fields.get("shown") or None, d.at)
        return words

    def figures(self) -> FigureWords:
        """What the person said of numbers and holds."""

        def evidence(item: str) -> Evidence | None:
            with suppress(NotFoundError):
                return self._evidence(item)
            return None

        return read_words(self.all(), self.now_at, evidence)

    def claims(self) -> list[ClaimVerdict]:
        """What the person said of two claims and holds, each where the words stand now."""
        return read_verdicts(self.all(), lambda item: self._evidence(self.now_at(item)))

    def feeds(self) -> list[Subscription]:
        """The feeds that a person follows, in the order in which they were added."""
        return subscriptions(self.all())

    def notes(self) -> list[Note]:
        """The notes that a person made and did not take back, oldest first."""
        return notes_in_force(self.all())

    def read_until(self, search: str | None = None) -> dt.datetime | None:
        """Up to when the reader has marked what came as read, all of it or what a saved search finds; None where nothing was."""
        marks = [
            d.fields["until"] for d in self.all() if d.kind == "read" and d.fields.get("search") == search
        ]
        return dt.datetime.fromisoformat(marks[-1]) if marks and marks[-1] else None

    def verdicts(self) -> list[Verdict]:
        """What the person said of repeats and holds, each where the words stand now, the oldest first."""
        state = len(self.all()), self._store.articles.newest()
        if self._said[0] != state:
            said: dict[frozenset[str], tuple[str, str, str]] = {}
            for decision in self.all():
                if decision.kind == "repeat":
                    one, other = (self.now_at(decision.fields[side]) for side in ("one", "other"))
                    said.pop(frozenset((one, other)), None)
                    said[frozenset((one, other))] = one, other, decision.fields["verdict"]
            verdicts = []
            for one, other, verdict in said.values():
                if verdict in ("same", "apart"):
                    with suppress(NotFoundError):
                        verdicts.append(
                            Verdict(self._evidence(one), self._evidence(other), verdict == "same")
                        )
            self._said = (state, verdicts)
        return self._said[1]

    def verdicts_on(self, revision: str) -> list[Verdict]:
        """Those about words of this revision."""
        return [
            verdict
            for verdict in self.verdicts()
            if revision in (verdict.one.revision, verdict.other.revision)
        ]

    def beside(self, articles: Set[str]) -> Iterator[str]:
        """The current revisions of which a person said how their passages stand to those of these articles."""
        for decision in self.all():
            if decision.kind == "repeat":
                items = [decision.fields[side] for side in ("one", "other")]
                with suppress(NotFoundError):
                    sides = [
                        self._store.articles.find_revision(item.partition(":")[0]).article for item in items
                    ]
                    if articles & set(sides):
                        yield from (self._store.articles.current(article).id for article in sides)

    def corrections(self) -> list[Correction]:
        """What was corrected and not withdrawn, oldest first, each where it was made."""
        return in_force(self.all())

    def corrected(self) -> Held:
        """The corrections by the revisions that they hold for, made again when a decision or a revision came."""
        decisions = self.all()
        key = (self._read[0], self._store.articles.newest())
        if self._held[0] != key:
            self._held = (key, hold(self._store, in_force(decisions)))
        return self._held[1]

    def now_at(self, item: str) -> str:
        """The item that holds the words of `item` in the current revision; `item` itself where they are gone. What was said of a
        bookmark, which had no words but its title, is said of the article when that has come."""
        try:
            evidence, revision = find_evidence(self._store, item)
        except NotFoundError:  # made again by a later kirinuki that parts the log otherwise
            return item
        current = self._store.articles.current(revision.article)
        if current.id == revision.id:
            return item
        # Where the words stand more than once, the place nearest to the old one.
        before = current.text.rfind(evidence.text, 0, evidence.span.end)
        after = current.text.find(evidence.text, evidence.span.start)
        places = [place for place in (before, after) if place >= 0]
        if not places:
            bookmark = evidence.text == revision.text == revision.title
            return f"{current.id}:0-{len(current.text)}" if bookmark else item
        start = min(places, key=lambda place: abs(place - evidence.span.start))
        return f"{current.id}:{start}-{start + len(evidence.text)}"

    def _evidence(self, item: str) -> Evidence:
        return find_evidence(self._store, item)[0]


def _sound(decisions: Decisions) -> list[Decision]:
    """All decisions of the file. Raises `ArchiveError` with file, line and mend for one that is out of form."""
    sound = list(decisions)
    for decision in sound:
        for field, kind in _DECIDED.get(decision.kind, {}).items():
            if not isinstance(decision.fields.get(field), kind):
                raise _unreadable(decisions.path, decision, field)
        if decision.kind == "read" and decision.fields["until"] and not _is_moment(decision.fields["until"]):
            raise _unreadable(decisions.path, decision, "until")
        if decision.kind == "person" and decision.fields["act"] not in (*get_args(Act), "undo"):
            raise _unreadable(decisions.path, decision, "act")
        if decision.kind in _READ:
            try:
                _READ[decision.kind](decision)
            except ValueError as e:
                raise _unreadable(decisions.path, decision, str(e)) from None
    return sound


def _is_moment(words: str) -> bool:
    try:
        return dt.datetime.fromisoformat(words).tzinfo is not None
    except ValueError:
        return False


def _unreadable(path: Path, decision: Decision, what: str) -> ArchiveError:
    return ArchiveError(
        f"{path}: {decision.line} 行目の {decision.kind} ({decision.at.isoformat()}) の {what} が決定として"
        "読めません。その行を直すか消してください (mend or delete that line)"
    )
