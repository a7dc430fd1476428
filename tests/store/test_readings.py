from __future__ import annotations

import dataclasses

from kirinuki.ask.facts import facts_of
from kirinuki.model.article import Revision
from kirinuki.model.reading import (
    Duration,
    Entity,
    Hedge,
    Interval,
    Morphemes,
    Quantity,
    Reading,
    Speaker,
    Statement,
    Time,
)
from kirinuki.model.text import Span
from kirinuki.store import Store
from tests.store.making import put

TEXT = "村井さん市長は1日、「約30人が3時間ほど待った」と述べた。混乱はなかったとみられる。"


def reading(revision: Revision, version: str = "1") -> Reading:
    def at(words: str) -> tuple[int, int]:
        start = revision.text.index(words)
        return start, start + len(words)

    return Reading(
        text=revision.text,
        published=revision.published,
        version=version,
        sentences=(Span(0, 30), Span(30, len(revision.text))),
        times=(Time(*at("1日"), "DATE", "2024-05-01", "2024-05-01", "2024-05-02", "day", "published: 日"),),
        durations=(Duration(*at("3時間ほど"), "PT3H", "数"),),
        quantities=(Quantity(*at("約30人"), 30.0, 30.5, "人", True, "数", "min"),),
        entities=(
            Entity(*at("村井"), "PERSON", "職名", "市長", "村井"),
            Entity(*at("市長"), "ORGANIZATION", "語尾"),
        ),
        statements=(
            Statement(
                "direct",
                Span(*at("約30人が3時間ほど待った")),
                "引用",
                Speaker(*at("村井さん市長"), implicit=True),
                Span(*at("述べ")),
                None,
                Interval("2024-05-01", "2024-05-02"),
            ),
            Statement("indirect", Span(*at("混乱はなかった")), "節"),
        ),
        hedged=(Hedge(*at("混乱はなかったとみられる。"), "とみられる", "inference", "語尾"),),
        morphemes=Morphemes([0], [2], ["名詞"], [""], ["村井"], ["村井"]),
    )


def test_a_reading_comes_back_equal_with_every_layer_and_no_morphemes(store: Store) -> None:
    revision = put(store, TEXT)
    given = reading(revision)
    store.readings.put(revision.id, given)
    kept = store.readings.get(revision.id, "1")
    assert kept == given
    assert kept is not None
    assert kept.morphemes is None
    assert kept.to_json() == given.to_json()


def test_the_text_is_kept_once(store: Store) -> None:
    revision = put(store, TEXT)
    store.readings.put(revision.id, reading(revision))
    [(_, row)] = [row for row in store.rows() if row[0] == "readings"]
    assert "待った" not in str(row[2])


def test_only_the_version_that_was_asked_for_is_given(store: Store) -> None:
    revision = put(store, TEXT)
    assert store.readings.get(revision.id, "1") is None
    store.readings.put(revision.id, reading(revision, "1"))
    assert store.readings.get(revision.id, "2") is None
    store.readings.put(revision.id, reading(revision, "2"))
    assert store.readings.get(revision.id, "2") == reading(revision, "2")
    assert store.readings.get(revision.id, "1") is None


def test_missing_are_the_revisions_that_this_version_has_not_read(store: Store) -> None:
    first = put(store, TEXT, uri="u")
    second = put(store, f"{TEXT}続報。", uri="u", previous=first.id)
    assert {r.id for r in store.readings.missing("1")} == {first.id, second.id}
    for revision in store.readings.missing("1"):
        store.readings.put(revision.id, reading(revision, "1"))
    assert list(store.readings.missing("1")) == []
    assert len(list(store.readings.missing("2"))) == 2


def test_another_reading_makes_weaving_due_again_and_the_same_one_does_not(store: Store) -> None:
    revision = put(store, TEXT)
    store.readings.put(revision.id, reading(revision))
    store.repeats.mark_woven(revision.id)
    store.readings.put(revision.id, reading(revision))
    assert list(store.repeats.unwoven()) == []
    store.readings.put(revision.id, dataclasses.replace(reading(revision), times=()))
    assert list(store.repeats.unwoven()) == [revision.id]


def test_statements_are_counted_in_what_is_current_and_read(store: Store) -> None:
    first = put(store, TEXT, uri="u")
    store.readings.put(first.id, reading(first))
    store.facts.put(first.id, facts_of(reading(first)))
    counted = len(reading(first).statements)
    assert counted > 0
    assert store.readings.count_statements("1") == counted
    assert store.readings.count_statements("2") == 0
    put(store, f"{TEXT}続報。", uri="u", previous=first.id)
    assert store.readings.count_statements("1") == 0
