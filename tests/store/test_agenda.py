from __future__ import annotations

import datetime as dt

import pytest

from kirinuki.read.reader import Reader
from kirinuki.store import Store
from tests.store.making import DAY, capture, expectation, put, show

READER = Reader()
TEXT = "海野市の水谷市長は7月1日に橋を開通させると述べた。"


def due(store: Store, from_: str, until: str, as_of: dt.datetime | None = None) -> list[str]:
    days = dt.date.fromisoformat(from_), dt.date.fromisoformat(until)
    return [e.due.from_ for _, e in store.agenda.due(*days, as_of)]


def test_expectations_come_back_as_they_were_put_by_due_date(store: Store) -> None:
    one, other = put(store, TEXT, uri="urn:1"), put(store, TEXT, uri="urn:2")
    late = expectation(one, "7月1日", ("2024-09-01", "2024-12-01"))
    early = expectation(other, "7月1日", ("2024-07-01", "2024-07-02"), "水谷市長")
    store.agenda.put(one.id, [late])
    store.agenda.put(other.id, [early])
    found = list(store.agenda.due(dt.date.min, dt.date.max))
    assert found == [(other.article, early), (one.article, late)]
    assert store.agenda.of([one.id, other.id]) == [late, early]


def test_a_period_is_half_open_on_both_sides(store: Store) -> None:
    revision = put(store, TEXT)
    store.agenda.put(revision.id, [expectation(revision, "7月1日", ("2024-07-01", "2024-07-02"))])
    assert due(store, "2024-07-01", "2024-07-02") == ["2024-07-01"]
    assert due(store, "2024-06-01", "2024-07-01") == due(store, "2024-07-02", "2024-08-01") == []


def test_only_what_stands_is_due_now_or_then(store: Store) -> None:
    first = put(store, TEXT, uri="urn:1")
    show(store, capture("<urn:uuid:1>", hour=1, digest="1"), first)
    store.agenda.put(first.id, [expectation(first, "7月1日", ("2024-07-01", "2024-07-02"))])
    second = put(store, TEXT + "橋は赤い。", uri="urn:1", previous=first.id)
    show(store, capture("<urn:uuid:2>", hour=9, digest="2"), second)
    store.agenda.put(second.id, [expectation(second, "7月1日", ("2024-08-01", "2024-08-02"))])
    assert due(store, "2024-01-01", "2025-01-01") == ["2024-08-01"]
    between = dt.datetime(2024, 5, 2, 5, tzinfo=dt.UTC)
    assert due(store, "2024-01-01", "2025-01-01", between) == ["2024-07-01"]
    before = dt.datetime.combine(DAY, dt.time(), dt.UTC) - dt.timedelta(days=1)
    assert due(store, "2024-01-01", "2025-01-01", before) == []


def test_a_reading_that_is_new_or_other_is_to_be_listed(store: Store) -> None:
    revision = put(store, TEXT)
    assert store.agenda.unlisted() == []
    for day in (DAY, DAY + dt.timedelta(days=400)):
        store.readings.put(revision.id, READER.read(revision.text, day))
        assert store.agenda.unlisted() == [revision.id]
        store.agenda.put(revision.id, [])
        assert store.agenda.unlisted() == []
    store.readings.put(revision.id, READER.read(revision.text, day))
    assert store.agenda.unlisted() == []


def test_what_is_put_again_takes_the_place_of_what_was(store: Store) -> None:
    revision = put(store, TEXT)
    store.agenda.put(revision.id, [expectation(revision, "7月1日", ("2024-07-01", "2024-07-02"))])
    store.agenda.put(revision.id, [])
    assert store.agenda.of([revision.id]) == []


def test_what_belongs_elsewhere_is_refused(store: Store) -> None:
    one, other = put(store, TEXT, uri="urn:1"), put(store, TEXT, uri="urn:2")
    with pytest.raises(ValueError, match="given as one of"):
        store.agenda.put(one.id, [expectation(other, "7月1日", ("2024-07-01", "2024-07-02"))])
    with pytest.raises(ValueError, match="not in the store"):
        store.agenda.put("0" * 24, [])
