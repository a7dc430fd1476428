from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.model.article import Revision
from kirinuki.model.reading import Reading
from kirinuki.model.text import Span
from kirinuki.model.weaving import Difference
from kirinuki.store import Store, create_store
from kirinuki.store.repeats import HOLDERS
from tests.store.making import capture, put, resemblance, show

KEYS = st.integers(0, 2**32 - 1)
WORDS = "港は朝から混んだ。"


def read(store: Store, revision: Revision) -> None:
    reading = Reading(revision.text, revision.published, "1", (), (), (), (), (), (), ())
    store.readings.put(revision.id, reading)


def index(store: Store, revision: Revision, *passages: Iterable[int]) -> None:
    store.repeats.index(revision.id, [(Span(n, n + 1), list(keys)) for n, keys in enumerate(passages)])


def shared(store: Store, revision: Revision, least: int = 1, **more: Any) -> list[dict[str, int]]:
    """For each passage, how many keys it shares with which revision."""
    found = store.repeats.candidates(revision.id, least, **more)
    return [{c.revision: c.shared for c in found[place]} for place in sorted(found)]


@given(
    indexed=st.lists(st.sets(KEYS | st.integers(0, 9), max_size=8), max_size=6),
    asked=st.sets(KEYS | st.integers(0, 9), min_size=1, max_size=12),
    least=st.integers(1, 4),
)
def test_candidates_are_those_that_share_enough(
    tmp_path_factory: pytest.TempPathFactory, indexed: list[set[int]], asked: set[int], least: int
) -> None:
    with create_store(tmp_path_factory.mktemp("store") / "kirinuki.db") as store:
        counts = {}
        for n, keys in enumerate(indexed):
            revision = put(store, f"報{n}")
            index(store, revision, keys)
            counts[revision.id] = len(keys & asked)
        asking = put(store, WORDS)
        index(store, asking, asked)
        (found,) = shared(store, asking, least)
    assert found == {id: count for id, count in counts.items() if count >= least}


def test_more_keys_than_one_query_carries_are_counted_together(store: Store) -> None:
    first, second = put(store, WORDS), put(store, "続報")
    index(store, first, range(3000))
    index(store, second, range(1000, 5000))
    assert shared(store, second, 2000) == [{first.id: 2000}]
    assert shared(store, second, 2001) == [{}]


def test_passages_are_found_one_by_one_with_their_words(store: Store) -> None:
    first, second = put(store, "港は混んだ。船は出た。"), put(store, "続報")
    store.repeats.index(first.id, [(Span(0, 6), [1, 2]), (Span(6, 11), [3])])
    index(store, second, [2, 3, 9], [3])
    found = store.repeats.candidates(second.id, 1)
    assert {(c.place, c.shared) for c in found[0]} == {(0, 1), (1, 1)}
    assert [(c.revision, c.place) for c in found[1]] == [(first.id, 1)]
    words = store.repeats.words({c.passage for c in found[0]})
    assert {c.place: words[c.passage] for c in found[0]} == {0: "港は混んだ。", 1: "船は出た。"}


def test_a_key_that_too_many_hold_finds_nothing_in_whatever_order_they_came(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=n) for n in range(HOLDERS + 2)]
    results = []
    for seed in range(3):
        order = list(days)
        random.Random(seed).shuffle(order)
        with create_store(tmp_path_factory.mktemp("store") / "kirinuki.db") as store:
            told = {day: put(store, f"{day}の報", published=day) for day in order}
            for revision in told.values():
                index(store, revision, [5])
            results.append([len(shared(store, told[day])[0]) for day in days])
            (late,) = shared(store, told[days[-1]], since=days[-3])
            assert len(late) == 2
    assert results[0] == results[1] == results[2] == [*range(HOLDERS), 0, 0]


def test_leaning_are_those_whose_candidates_change(store: Store) -> None:
    first = put(store, "一報", published=dt.date(2024, 1, 1))
    sharing, other = (put(store, f"{n}報", published=dt.date(2024, 1, 2)) for n in "二三")
    index(store, first, [1, 2, 3])
    index(store, sharing, [2, 3])
    index(store, other, [3, 9])
    assert store.repeats.leaning(first.id, 2) == ([sharing.id], [])
    assert store.repeats.leaning(sharing.id, 2) == ([], [])
    # With the first one gone, the key finds something again for the one that was one too many.
    crowd = [
        put(store, f"{n}号", published=dt.date(2024, 2, 1) + dt.timedelta(days=n)) for n in range(HOLDERS)
    ]
    for revision in crowd:
        index(store, revision, [3])
    assert store.repeats.leaning(first.id, 2) == ([sharing.id], [crowd[-3].id])
    assert store.repeats.leaning(crowd[-1].id, 1) == ([], [])


def test_indexing_again_replaces_and_only_current_revisions_are_candidates(store: Store) -> None:
    first, asking = put(store, WORDS, uri="u"), put(store, "ほかの報")
    index(store, asking, [1, 2, 3])
    index(store, first, [1, 2, 2])
    index(store, first, [2, 3])
    assert shared(store, asking) == [{first.id: 2}]
    second = put(store, f"{WORDS}船は出た。", uri="u", previous=first.id)
    assert shared(store, asking) == [{}]
    index(store, second, [2])
    assert shared(store, asking) == [{second.id: 1}]


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
        index(store, revision, [7])
        store.repeats.mark_woven(revision.id)
    kept = resemblance(first, third, WORDS)
    store.repeats.replace(second.id, [resemblance(first, second, WORDS)])
    store.repeats.replace(third.id, [kept, resemblance(second, third, WORDS)])
    store.repeats.drop(second.id)
    assert list(store.repeats.all()) == [kept]
    assert shared(store, first) == [{third.id: 1}]
    assert list(store.repeats.unwoven()) == [second.id]


def test_only_what_is_due_is_unwoven_and_indexing_is_told_apart(store: Store) -> None:
    first, second = put(store, WORDS, uri="u"), put(store, "ほかの報")
    for revision in (first, second):
        read(store, revision)
    index(store, first, [7])
    assert list(store.repeats.unwoven(indexed=True)) == [first.id]
    assert list(store.repeats.unwoven(indexed=False)) == [second.id]
    for revision in (first, second):
        store.repeats.mark_woven(revision.id)
    store.repeats.make_due([first.id])
    assert list(store.repeats.unwoven(indexed=True)) == [first.id]
    later = put(store, f"{WORDS}船は出た。", uri="u", previous=first.id)
    assert list(store.repeats.unwoven()) == []
    read(store, later)
    read(store, first)
    assert list(store.repeats.unwoven(indexed=False)) == [later.id]


def test_what_names_a_revision_that_is_not_there_is_wrong_use(store: Store) -> None:
    with pytest.raises(ValueError, match="none"):
        store.repeats.index("none", [(Span(0, 1), [1])])
    with pytest.raises(ValueError, match="none"):
        store.repeats.mark_woven("none")
