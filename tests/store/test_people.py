from __future__ import annotations

import datetime as dt

import pytest

from kirinuki.model.chronicle import Name
from kirinuki.read.reader import Reader
from kirinuki.store import Store
from kirinuki.weave.naming import party_names
from tests.store.making import capture, put, show

READER = Reader()


def listed(store: Store, text: str, **fields: object) -> str:
    """The id of a revision that was read and whose names were listed."""
    revision = put(store, text, **fields)  # type: ignore[arg-type]
    reading = READER.read(revision.text, revision.published)
    store.readings.put(revision.id, reading)
    store.people.put(revision.id, party_names(reading))
    return revision.id


def test_mentions_are_found_by_what_namesakes_share(store: Store) -> None:
    one = listed(store, "大沢健一市長が話した。米国も話した。")
    other = listed(store, "大沢実さんが話した。", published=dt.date(2024, 5, 2))
    found = store.people.of([("PERSON", "大沢")], None)
    assert [(m.revision, m.words, m.name.title) for m in found] == [
        (one, "大沢健一", "市長"),
        (other, "大沢実", "さん"),
    ]
    assert all(m.evidence.text == m.words for m in found)
    assert dict(store.people.families(None, None)) == {("PERSON", "大沢"): 2, ("PLACE", "US"): 1}
    assert store.people.named(["大沢健一"]) == {("PERSON", "大沢")}
    assert {who for _, who, _ in store.people.beside([one])} == {"大沢健一", "US"}


def test_only_what_stood_at_the_moment_is_found(store: Store) -> None:
    first = put(store, "大沢健一市長が話した。", uri="urn:x")
    store.people.put(first.id, party_names(READER.read(first.text, first.published)))
    later = listed(store, "大沢実市長が話した。", uri="urn:x", previous=first.id)
    show(store, capture(hour=9), store.articles.find_revision(later))
    before = dt.datetime(2024, 5, 2, 5, tzinfo=dt.UTC)
    assert [m.words for m in store.people.of([("PERSON", "大沢")], before)] == ["大沢健一"]
    assert [m.words for m in store.people.of([("PERSON", "大沢")], None)] == ["大沢実"]
    assert store.people.of([("PERSON", "大沢")], dt.datetime(2024, 4, 1, tzinfo=dt.UTC)) == []


def test_abbreviations_and_readings_lead_to_other_families(store: Store) -> None:
    listed(store, "三崎電機(MDK)は3日、発表した。")
    assert ("ORGANIZATION", "三崎電機") in store.people.related([("ORGANIZATION", "MDK")], None)
    assert (("ORGANIZATION", "MDK"), ("ORGANIZATION", "三崎電機")) in store.people.links()


def test_a_word_that_stands_for_many_leads_nowhere(store: Store) -> None:
    for n in range(8):
        revision = put(store, f"県警{n}")
        store.people.put(revision.id, [Name(0, 2, "ORGANIZATION", f"第{n}県警", f"第{n}県警")])
    assert store.people.related([("ORGANIZATION", "第1県警")], None) == set()


def test_names_of_a_revision_that_is_not_there_are_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="not in the store"):
        store.people.put("0" * 24, [])
