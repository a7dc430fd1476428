"""The reader's own notes and highlights: kept as decisions, each where its words stand now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from kirinuki.ask.decisions import Decided
from kirinuki.ask.notes import Anchored, Note, anchor, decided, find_note, read_note, web_annotation
from kirinuki.ask.trace import find_evidence
from kirinuki.errors import NotFoundError
from kirinuki.store import Store


class Notes:
    """The notes of an archive."""

    def __init__(self, store: Store, decided: Decided) -> None:
        self._store = store
        self._decided = decided

    def keep(self, item: str, words: str = "", *, now: dt.datetime) -> Note:
        """Keep a note of the reader's own at an item, or, without words, a highlight. Raises `NotFoundError` for no such place."""
        evidence, revision = find_evidence(self._store, item)
        return read_note(self._decided.append("note", at=now, **decided(evidence, revision.text, words)))

    def drop(self, id: str, *, now: dt.datetime) -> Note:
        """Take a note back. Raises `NotFoundError`."""
        note = find_note(self._decided.notes(), id)
        self._decided.append("unnote", at=now, note=note.id)
        return note

    def all(self, article: str | None = None, revision: str | None = None) -> list[Anchored]:
        """The reader's notes, oldest first, each where it stands in the current revision of its article, or in `revision`; those of
        one article where it is given. Notes of an article that is gone from the archive are lost."""
        articles = self._store.articles
        found = []
        for note in self._decided.notes():
            try:
                made_in = articles.find_revision(note.evidence.revision)
            except NotFoundError:
                if article is None:
                    found.append(Anchored(note, None, "lost", "記事が書庫にない"))
                continue
            if article is None or made_in.article == article:
                there = articles.find_revision(revision) if revision else articles.current(made_in.article)
                found.append(anchor(note, there))
        return found

    def annotations(self) -> Iterator[dict[str, Any]]:
        """The reader's notes as W3C Web Annotations, but for those whose articles are gone from the archive."""
        articles = self._store.articles
        for anchored in self.all():
            with suppress(NotFoundError):
                id = articles.find_revision(anchored.note.evidence.revision).article
                yield web_annotation(anchored, articles.find(id), articles.current(id))
