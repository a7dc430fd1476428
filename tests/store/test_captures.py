from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from kirinuki.errors import NotFoundError
from kirinuki.model.article import Capture
from kirinuki.store import Store
from tests.store.making import DAY, capture, put, show, visit


def test_a_capture_comes_back_as_it_was_given(store: Store) -> None:
    given = capture(outlet="みなと新報", url="https://minato.example/1?x=1", form="text")
    store.captures.add(given, (), (), (), ())
    assert store.captures.of_log("log.txt", DAY) == [given]


def test_times_of_every_zone_are_kept_as_the_same_moment(store: Store) -> None:
    tokyo = dt.datetime(2024, 5, 2, 18, tzinfo=dt.timezone(dt.timedelta(hours=9)))
    given = dataclasses.replace(capture(), captured_at=tokyo)
    store.captures.add(given, (), (), (), ())
    (kept,) = store.captures.of_log("log.txt", DAY)
    assert kept.captured_at == tokyo


def test_a_time_without_a_zone_is_wrong_use(store: Store) -> None:
    given = dataclasses.replace(capture(), captured_at=dt.datetime(2024, 5, 2))
    with pytest.raises(ValueError, match="aware"):
        store.captures.add(given, (), (), (), ())


def test_adding_a_capture_twice_changes_nothing(store: Store) -> None:
    revision = put(store, "港は朝から混んだ。")
    sightings = show(store, capture(), revision)
    before = list(store.rows())
    store.captures.add(capture(), (), ("https://b.example",), ("港",), ())
    assert list(store.rows()) == before
    assert store.captures.sightings(capture().id) == sightings


def test_a_log_s_captures_come_oldest_first_and_only_its_own(store: Store) -> None:
    late, early = capture("<b>", hour=12), capture("<c>", hour=8)
    others = (capture("<d>", name="other.txt"), capture("<e>", published=DAY + dt.timedelta(1)))
    for one in (late, early, *others):
        store.captures.add(one, (), (), (), ())
    assert store.captures.of_log("log.txt", DAY) == [early, late]


def test_sightings_of_a_revision_tell_their_captures_oldest_first(store: Store) -> None:
    first, second = put(store, "港は朝から混んだ。"), put(store, "市長は会見した。")
    late, early = capture("<b>", hour=12), capture("<c>", hour=8)
    shown_late = show(store, late, first, second)
    shown_early = show(store, early, second)
    assert store.captures.sighting_of(second.id) == [(early, shown_early[0]), (late, shown_late[1])]
    assert store.captures.sighting_of("none") == []


def test_marks_are_those_of_a_log_s_last_capture_each_once_in_their_order(store: Store) -> None:
    def log(id: str, tags: tuple[str, ...], **fields: object) -> Capture:
        made = capture(id, **fields)  # type: ignore[arg-type]
        store.captures.add(made, (), ("https://blog.example",), tags, (f"https://l.example/{id}",))
        return made

    log("<1>", ("取り消した札", "港"), hour=8)
    log("<2>", ("祭り", "港"), hour=9)
    log("<3>", ("港", "雨"), name="other.txt", hour=7)
    log("<4>", ("外れ",), published=DAY + dt.timedelta(1))
    tags, links, blogs = store.captures.marks(DAY, DAY + dt.timedelta(1))
    assert tags == ("港", "雨", "祭り")
    assert links == ("https://l.example/<3>", "https://l.example/<2>")
    assert blogs == ("https://blog.example",)


def test_known_are_the_records_of_one_file(store: Store) -> None:
    store.captures.add(capture("<1>"), (), (), (), ())
    store.captures.add(dataclasses.replace(capture("<2>"), file="other.warc.gz"), (), (), (), ())
    assert store.captures.known("20240502.warc.gz") == {"<1>"}
    assert store.captures.known("none.warc.gz") == set()


def test_a_sighting_of_a_revision_that_is_not_there_is_wrong_use_and_leaves_nothing(store: Store) -> None:
    revision = put(store, "港は朝から混んだ。")
    missing = dataclasses.replace(revision, id="none")
    with pytest.raises(ValueError):
        show(store, capture(), revision, missing)
    assert store.counts()["captures"] == 0


def test_a_capture_is_found_by_its_id_with_the_address_that_answered(store: Store) -> None:
    given = dataclasses.replace(capture(), came_from="https://minato.example/1")
    store.captures.add(given, (), (), (), ())
    assert store.captures.find(given.id) == given
    with pytest.raises(NotFoundError):
        store.captures.find("<none>")


def test_visits_of_a_capture_come_oldest_first_each_once(store: Store) -> None:
    store.captures.add(capture("<1>"), (), (), (), ())
    late, early = visit("<3>", "<1>", hour=12), visit("<2>", "<1>", hour=11, status=200)
    for one in (late, early, late, visit("<4>", "<other>")):
        store.captures.add_visit(one)
    assert store.captures.visits("<1>") == [early, late]


def test_a_file_s_known_records_are_captures_and_visits(store: Store) -> None:
    store.captures.add(capture("<1>"), (), (), (), ())
    store.captures.add_visit(visit("<2>", "<1>"))
    store.captures.add_visit(visit("<3>", "<1>", file="other.warc.gz"))
    assert store.captures.known("20240502.warc.gz") == {"<1>", "<2>"}
