from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.model.article import Revision
from kirinuki.model.reading import Reading
from kirinuki.model.text import Span
from kirinuki.model.weaving import Difference
from kirinuki.store import Store, create_store
from tests.store.making import capture, put, resemblance, show

INTEGERS = st.integers(-(2**63), 2**63 - 1)
WORDS = "港は朝から混んだ。"


def read(store: Store, revision: Revision) -> None:
    reading = Reading(revision.text, revision.published, "1", (), (), (), (), (), (), ())
    store.readings.put(revision.id, reading)


@given(
    indexed=st.lists(st.sets(INTEGERS | st.integers(0, 9), max_size=8), max_size=6),
    asked=st.lists(INTEGERS | st.integers(0, 9), max_size=12),
    least=st.integers(1, 4),
)
def test_candidates_are_those_that_share_enough(
    tmp_path_factory: pytest.TempPathFactory, indexed: list[set[int]], asked: list[int], least: int
) -> None:
    with create_store(tmp_path_factory.mktemp("store") / "kirinuki.db") as store:
        shared = {}
        for n, fingerprints in enumerate(indexed):
            revision = put(store, f"報{n}")
            store.repeats.index(revision.id, fingerprints)
            shared[revision.id] = len(fingerprints & set(asked))
        found = store.repeats.candidates(asked, least)
    assert set(found) == {id for id, count in shared.items() if count >= least}
    assert found == sorted(found, key=lambda id: (-shared[id], id))


def test_more_fingerprints_than_one_query_carries_are_counted_together(store: Store) -> None:
    revision = put(store, WORDS)
    store.repeats.index(revision.id, range(-3000, 3000))
    assert store.repeats.candidates(range(-5000, 5000), 6000) == [revision.id]
    assert store.repeats.candidates(range(-5000, 5000), 6001) == []


def test_indexing_again_replaces_and_only_current_revisions_are_candidates(store: Store) -> None:
    first = put(store, WORDS, uri="u")
    store.repeats.index(first.id, [1, 2, 2])
    store.repeats.index(first.id, [2, 3])
    assert store.repeats.candidates([1], 1) == []
    assert store.repeats.candidates([2, 2, 3], 2) == [first.id]
    second = put(store, f"{WORDS}船は出た。", uri="u", previous=first.id)
    assert store.repeats.candidates([2], 1) == []
    store.repeats.index(second.id, [2])
    assert store.repeats.candidates([2], 1) == [second.id]


def test_resemblances_come_back_as_they_were_given_in_reading_order(store: Store) -> None:
    first, second, third = (put(store, f"{WORDS}第{n}報。市長は会見した。") for n in "一二三")
    show(store, capture(), first, second, third)
    difference = Difference(Span(9, 12), Span(9, 9))
    early = resemblance(
        first, second, WORDS, relation="updated", damage="括弧", differences=(difference,), score=0.9
    )
    late = resemblance(first, second, "市長は会見した。")
    last = resemblance(second, third, WORDS)
    store.repeats.replace(third.id, [last])
    store.repeats.replace(second.id, [late, early])
    assert list(store.repeats.all()) == [early, late, last]
    assert store.repeats.of(first.id) == [early, late]
    assert store.repeats.of(second.id) == [early, late, last]
    assert store.repeats.of("none") == []
    store.repeats.replace(second.id, [late])
    assert list(store.repeats.all()) == [late, last]


def test_a_resemblance_of_another_revision_is_wrong_use(store: Store) -> None:
    first, second = put(store, WORDS), put(store, f"{WORDS}続報。")
    with pytest.raises(ValueError, match=second.id):
        store.repeats.replace(first.id, [resemblance(first, second, WORDS)])


def test_unwoven_are_current_read_and_not_yet_woven_in_order_of_telling(store: Store) -> None:
    evening = put(store, "夕方の報", published_at="2024-05-01T18:05+09:00")
    first = put(store, "一報", uri="u")
    unread = put(store, "読まれていない報")
    second = put(store, "続報", uri="u", previous=first.id)
    for revision in (evening, first, second):
        read(store, revision)
    assert list(store.repeats.unwoven()) == [second.id, evening.id]
    for id in store.repeats.unwoven():
        store.repeats.mark_woven(id)
        store.repeats.mark_woven(id)
    assert list(store.repeats.unwoven()) == []
    read(store, unread)
    assert list(store.repeats.unwoven()) == [unread.id]


def test_drop_forgets_both_sides_and_makes_weaving_due(store: Store) -> None:
    first, second, third = (put(store, f"{WORDS}第{n}報。") for n in "一二三")
    for revision in (first, second, third):
        read(store, revision)
        store.repeats.index(revision.id, [7])
        store.repeats.mark_woven(revision.id)
    kept = resemblance(first, third, WORDS)
    store.repeats.replace(second.id, [resemblance(first, second, WORDS)])
    store.repeats.replace(third.id, [kept, resemblance(second, third, WORDS)])
    store.repeats.drop(second.id)
    assert list(store.repeats.all()) == [kept]
    assert set(store.repeats.candidates([7], 1)) == {first.id, third.id}
    assert list(store.repeats.unwoven()) == [second.id]


def test_what_names_a_revision_that_is_not_there_is_wrong_use(store: Store) -> None:
    with pytest.raises(ValueError, match="none"):
        store.repeats.index("none", [1])
    with pytest.raises(ValueError, match="none"):
        store.repeats.mark_woven("none")
