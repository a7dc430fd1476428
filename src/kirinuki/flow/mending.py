"""The person's corrections of what was read: tried, made, taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from kirinuki.ask.corrections import Corrected, attempt, find_places, one_of
from kirinuki.ask.decisions import Decided
from kirinuki.ask.trace import find_evidence
from kirinuki.model.article import Revision
from kirinuki.model.correction import Correction
from kirinuki.model.reading import Reading
from kirinuki.model.text import Evidence
from kirinuki.read.amend import amend
from kirinuki.read.reader import Reader
from kirinuki.store import Store


class Mending:
    """The corrections of an archive. `read` gives the reading of a revision as it is corrected now."""

    def __init__(
        self, store: Store, decided: Decided, reader: Reader, read: Callable[[Revision], Reading]
    ) -> None:
        self._store = store
        self._decided = decided
        self._reader = reader
        self._read = read

    def make(
        self,
        item: str,
        fields: Mapping[str, object] | None = None,
        *,
        now: dt.datetime,
        layer: str | None = None,
        none: bool = False,
        new: bool = False,
    ) -> Corrected:
        """Mend what was read at `item`: set `fields` of it anew, or say that there is `none`, or, with `new`, that it was
        missed. It holds on every re-reading, in later revisions too while the words stand, from the next `read_new` on.

        `item` is an annotation's place or a passage that holds one; `layer` chooses where several stand. Fields are a
        reading's (`speaker`, `from`, …) or their Japanese names (話者), values words or as JSON has them. Raises
        `CorrectionError` for what cannot be, `NotFoundError` where nothing, or more than one thing, may be meant.
        """
        done, decided = self._attempted(item, fields or {}, layer=layer, none=none, new=new, now=now)
        self._decided.append("correction", at=now, **decided)
        return done

    def attempt(
        self,
        item: str,
        fields: Mapping[str, object] | None = None,
        *,
        now: dt.datetime,
        layer: str | None = None,
        none: bool = False,
        new: bool = False,
    ) -> Corrected:
        """What `make` would do, with all that would follow from it; nothing is kept. Raises what it raises."""
        return self._attempted(item, fields or {}, layer=layer, none=none, new=new, now=now)[0]

    def all(self) -> list[Correction]:
        """What the person corrected and did not withdraw, oldest first, each where it was made."""
        return self._decided.corrections()

    def withdraw(self, id: str | None = None, *, now: dt.datetime) -> Correction:
        """Take back the correction whose id is, or begins with, `id`, else the last one. Raises `NotFoundError`."""
        correction = one_of(self.all(), id)
        self._decided.append("withdrawal", at=now, correction=correction.id)
        return correction

    def articles(self) -> list[str]:
        """The articles in whose current revision a correction holds, by id."""
        articles = self._store.articles
        revisions = map(articles.find_revision, self._decided.corrected().by_revision)
        return sorted({r.article for r in revisions if articles.current(r.article).id == r.id})

    def places(self, words: str, within: str | None = None) -> list[Evidence]:
        """Where the words stand as they are: in the revision or the article whose id begins with `within`, else in the
        current revisions of all articles."""
        return find_places(self._store, words, within)

    def _attempted(
        self,
        item: str,
        fields: Mapping[str, object],
        *,
        now: dt.datetime,
        layer: str | None,
        none: bool,
        new: bool,
    ) -> tuple[Corrected, dict[str, Any]]:
        """A correction, and the fields of the decision that keeps it."""
        evidence, revision = find_evidence(self._store, item)
        before = self._read(revision)
        wanted = amend(before, evidence, fields, layer=layer, none=none, new=new)
        here = self._decided.corrected().by_revision.get(revision.id, ())
        return attempt(self._reader, revision, before, here, wanted, now)
