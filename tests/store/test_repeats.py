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
from kirinuki.store.repeats import HOLDERS, RARE, Candidate
from tests.store.making import DAY, capture, put, resemblance, show

KEYS = st.integers(0, 2**32 - 1)
WORDS = "港は朝から混んだ。"
NEXT_DAY = DAY + dt.timedelta(days=1)


def read(store: Store, revision: Revision) -> None:
    reading = Reading(revision.text, revision.published, "1", (), (), (), (), (), (), ())
    store.readings.put(revision.id, reading)


def index(store: Store, revision: Revision, *passages: Iterable[int]) -> None:
    store.repeats.index(revision.id, [(Span(n, n + 1), list(keys)) for n, keys in enumerate(passages)])


def shared(
    store: Store, revision: Revision, least: int = 1, most: int = 100, **more: Any
) -> list[dict[str, int]]:
    """For each passage, how many keys it shares with which revision, a rare one counted twice."""
    found = store.repeats.candidates(revision.id, least, most, **more)
    return [{c.revision: c.shared for c in found[place]} for place in sorted(found)]


@given(
    indexed=st.lists(st.sets(KEYS | st.integers(0, 9), max_size=8), max_size=RARE - 1),
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
        asking = put(store, WORDS, published=NEXT_DAY)
        index(store, asking, asked)
        (found,) = shared(store, asking, least)
    assert found == {id: 2 * count for id, count in counts.items() if 2 * count >= least}


def test_more_keys_than_one_query_carries_are_counted_together(store: Store) -> None:
    first, second = put(store, WORDS), put(store, "続報", published=NEXT_DAY)
    index(store, first, range(3000))
    index(store, second, range(1000, 5000))
    assert shared(store, second, 4000) == [{first.id: 4000}]
    assert shared(store, second, 4001) == [{}]


def test_passages_are_found_one_by_one_with_their_words(store: Store) -> None:
    first, second = put(store, "港は混んだ。船は出た。"), put(store, "続報", published=NEXT_DAY)
    store.repeats.index(first.id, [(Span(0, 6), [1, 2]), (Span(6, 11), [3])])
    index(store, second, [2, 3, 9], [3])
    assert store.repeats.candidates(second.id, 1, 6) == {
        0: [Candidate(first.id, 0, 2, "港は混んだ。"), Candidate(first.id, 1, 2, "船は出た。")],
        1: [Candidate(first.id, 1, 2, "船は出た。")],
    }


def test_those_that_share_most_come_first_and_what_is_none_takes_no_place_of_theirs(store: Store) -> None:
    when = days(7)
    told = [put(store, f"{day}の報", uri=f"u{day}", published=day) for day in when]
    for n, revision in enumerate(told[:-1]):
        index(store, revision, range(2 + n % 2))
    index(store, told[-1], range(9))
    assert list(shared(store, told[-1], most=2)[0].items()) == [(told[1].id, 4), (told[3].id, 4)]
    # Another revision is current in place of one that ranks high, and was not yet indexed.
    put(store, "第二版", uri=f"u{when[1]}", published=when[1], previous=told[1].id)
    found = [(told[3].id, 4), (told[5].id, 4), (told[0].id, 2)]
    assert list(shared(store, told[-1], most=3)[0].items()) == found
    assert list(shared(store, told[-1], most=1, within={told[0].id, told[4].id})[0]) == [told[0].id]


def test_of_one_day_those_are_candidates_that_stand_before(store: Store) -> None:
    told = [put(store, f"{n}報", published=DAY) for n in range(8)]
    for revision in told:
        index(store, revision, [1, 2])
    before: set[str] = set()
    for revision in sorted(told, key=lambda r: store.articles.order(r.id)):
        assert shared(store, revision, 2) == [dict.fromkeys(before, 2)]
        before.add(revision.id)


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


def days(count: int, month: int = 1) -> list[dt.date]:
    return [dt.date(2024, month, 1) + dt.timedelta(days=n) for n in range(count)]


def test_a_key_that_few_hold_counts_twice_for_those_told_while_they_are_few(store: Store) -> None:
    told = [put(store, f"{day}の報", published=day) for day in days(RARE + 2)]
    for revision in reversed(told):
        index(store, revision, [5])
    counted = [set(shared(store, revision)[0].values()) for revision in told]
    assert counted == [set(), *[{2}] * (RARE - 1), {1}, {1}]


def test_leaning_are_those_whose_candidates_change(store: Store) -> None:
    first, sharing, other = (put(store, f"{day}の報", published=day) for day in days(3))
    crowd = [put(store, f"{day}の号", published=day) for day in days(HOLDERS, month=2)]
    for revision in crowd:
        index(store, revision, [3, 4])
    index(store, first, [1, 2, 3])
    index(store, sharing, [2, 3])
    index(store, other, [4, 9])
    # For each, with the first one: it is a candidate by one key that few hold, or by two; the key is rare no more;
    # the key finds nothing any more, and would again with the first one gone.
    early = {revision.id for revision in crowd[: RARE - 2]}
    assert store.repeats.leaning(first.id, 2) == (
        sorted({sharing.id} | early),
        sorted({crowd[RARE - 2].id, crowd[HOLDERS - 2].id}),
    )
    assert store.repeats.leaning(sharing.id, 3) == ([], sorted({crowd[RARE - 2].id, crowd[HOLDERS - 2].id}))
    assert store.repeats.leaning(crowd[-1].id, 1) == ([], [])


@given(
    held=st.lists(st.lists(st.integers(0, 2), max_size=3), min_size=2, max_size=2 * RARE),
    late=st.lists(st.integers(0, 2), min_size=1, max_size=3),
    at=st.integers(0, 2 * RARE),
)
def test_none_but_what_leans_on_a_late_arrival_has_other_candidates_with_it(
    tmp_path_factory: pytest.TempPathFactory, held: list[list[int]], late: list[int], at: int
) -> None:
    with create_store(tmp_path_factory.mktemp("store") / "kirinuki.db") as store:
        told = [put(store, f"{day}の報", published=day) for day in days(len(held))]
        for revision, keys in zip(told, held, strict=True):
            index(store, revision, keys)
        before = {revision.id: store.repeats.candidates(revision.id, 2, 6) for revision in told}
        arrival = put(store, "遅れて来た報", published=dt.date(2024, 1, 1) + dt.timedelta(days=at))
        index(store, arrival, late)
        sharing, turned = store.repeats.leaning(arrival.id, 2)
        changed = {id for id, found in before.items() if store.repeats.candidates(id, 2, 6) != found}
    assert changed <= {*sharing, *turned}


def test_indexing_again_replaces_and_only_current_revisions_are_candidates(store: Store) -> None:
    first, asking = put(store, WORDS, uri="u"), put(store, "ほかの報", published=NEXT_DAY)
    index(store, asking, [1, 2, 3])
    index(store, first, [1, 2, 2])
    index(store, first, [2, 3])
    assert shared(store, asking) == [{first.id: 4}]
    second = put(store, f"{WORDS}船は出た。", uri="u", previous=first.id)
    assert shared(store, asking) == [{}]
    index(store, second, [2])
    assert shared(store, asking) == [{second.id: 2}]


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
    when = days(3)
    first, second, third = (put(store, f"{WORDS}{day}の報。", published=day) for day in when)
    for revision in (first, second, third):
        read(store, revision)
        index(store, revision, [7])
        store.repeats.mark_woven(revision.id)
    kept = resemblance(first, third, WORDS)
    store.repeats.replace(second.id, [resemblance(first, second, WORDS)])
    store.repeats.replace(third.id, [kept, resemblance(second, third, WORDS)])
    store.repeats.drop(second.id)
    assert list(store.repeats.all()) == [kept]
    assert shared(store, third) == [{first.id: 2}]
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
