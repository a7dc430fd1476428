from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from kirinuki.model.text import Span
from kirinuki.model.weaving import EDITS, Change, Difference, Edit, Fact
from kirinuki.read.reader import Reader
from kirinuki.store import Store
from tests.store.making import put

READER = Reader()
DAYS = dt.date(2000, 1, 1), dt.date(2100, 1, 1)


def chain(store: Store) -> tuple[str, str]:
    """The ids of two revisions of one article, read."""
    first = put(store, "倉庫の火事で3棟が焼けた。", uri="urn:fire")
    second = put(store, "倉庫の火事で4棟が焼けた。", uri="urn:fire", previous=first.id)
    for revision in (first, second):
        store.readings.put(revision.id, READER.read(revision.text, revision.published))
    return first.id, second.id


def test_edits_come_back_as_they_were_put(store: Store) -> None:
    earlier, later = chain(store)
    assert list(store.changes.due(READER.version)) == [(later, earlier)]
    edits = [
        Edit(earlier, later, "title", Change("new", None, Span(0, 3), "見出し")),
        Edit(
            earlier,
            later,
            "text",
            Change(
                "corrected", Span(0, 13), Span(0, 13), "3棟→4棟", True,
                (Difference(Span(6, 7), Span(6, 7)),),
                (Fact(Span(6, 8), Span(6, 8)), Fact(None, Span(0, 2))),
            ),
        ),
        Edit(earlier, later, "text", Change("noise", Span(0, 1), None, "更新時刻だけの文")),
    ]  # fmt: skip
    store.changes.put(later, edits)
    assert store.changes.of(later) == edits
    assert list(store.changes.between(*DAYS, {"corrected"})) == [edits[1]]
    assert list(store.changes.between(*DAYS, EDITS)) == edits[:2]
    assert list(store.changes.between(*DAYS, None)) == edits
    assert list(store.changes.between(DAYS[0], DAYS[0], EDITS)) == []
    assert list(store.changes.due(READER.version)) == []


def test_another_reading_of_either_revision_makes_it_due_again(store: Store) -> None:
    earlier, later = chain(store)
    for revision in (earlier, later):
        store.changes.put(later, [])
        assert list(store.changes.due(READER.version)) == []
        reading = READER.read(store.articles.find_revision(revision).text, dt.date(2011, 1, 1))
        store.readings.put(revision, reading)
        assert list(store.changes.due(READER.version)) == [(later, earlier)]


def test_the_revisions_of_an_article_come_in_the_order_of_their_chain(store: Store) -> None:
    # Publication days that run against the chain, as where an outlet puts its date back.
    ids: list[str] = []
    for n, day in enumerate((5, 9, 3, 7)):
        previous = {"previous": ids[-1]} if ids else {}
        revision = put(store, f"{n}棟が焼けた。", uri="urn:fire", published=dt.date(2025, 5, day), **previous)
        store.readings.put(revision.id, READER.read(revision.text, revision.published))
        ids.append(revision.id)
    chain = list(pairwise(ids))
    assert [(before, after) for after, before in store.changes.due(READER.version)] == chain
    for before, after in chain:
        store.changes.put(after, [Edit(before, after, "text", Change("new", None, Span(0, 1), "x"))])
    assert [(edit.earlier, edit.later) for edit in store.changes.between(*DAYS, EDITS)] == chain


def test_an_edit_of_another_revision_is_refused(store: Store) -> None:
    earlier, later = chain(store)
    with pytest.raises(ValueError, match="given as one of"):
        store.changes.put(earlier, [Edit(earlier, later, "text", Change("new", None, Span(0, 1), "x"))])
