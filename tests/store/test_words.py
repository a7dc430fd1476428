from __future__ import annotations

from kirinuki.store import Store
from kirinuki.store.folding import fold
from tests.store.making import capture, put, show


def test_candidates_come_newest_telling_first(store: Store) -> None:
    morning = put(store, "港の朝", published_at="2024-05-01T06:00")
    evening = put(store, "港の夕", published_at="2024-05-01T18:00")
    first, second = put(store, "港の一つ目"), put(store, "港の二つ目")
    show(store, capture(), first, second)
    assert store.words.candidates(["港"]) == [evening.id, morning.id, second.id, first.id]


def test_all_words_have_to_be_there_and_an_empty_one_narrows_nothing(store: Store) -> None:
    both = put(store, "港で市長が話した。")
    port = put(store, "港は静かだ。")
    assert store.words.candidates(["港", "市長"]) == [both.id]
    assert set(store.words.candidates(["", "港"])) == {both.id, port.id}
    assert set(store.words.candidates([""])) == {both.id, port.id}
    assert store.words.candidates(["空港"]) == []


def test_only_the_current_revision_is_indexed(store: Store) -> None:
    first = put(store, "港は静かだ。", uri="u")
    second = put(store, "港は混んだ。", uri="u", previous=first.id)
    assert store.words.candidates(["静か"]) == []
    assert store.words.candidates(["港は"]) == [second.id]


def test_putting_and_dropping_twice_are_as_once(store: Store) -> None:
    revision = put(store, "港は静かだ。", title="港")
    store.words.put(revision.id)
    assert store.words.candidates(["港は"]) == [revision.id]
    store.words.drop(revision.id)
    store.words.drop(revision.id)
    store.words.drop("none")
    assert store.words.candidates(["港は"]) == []
    assert store.words.candidates([""]) == []
    store.words.put(revision.id)
    assert store.words.candidates(["港は"]) == [revision.id]


def test_the_index_forgets_what_was_dropped_and_stays_sound(store: Store) -> None:
    revisions = [put(store, f"第{n}報。港は静かだ。", title=f"報{n}") for n in range(30)]
    for revision in revisions:
        store.words.drop(revision.id)
    with store.transaction():
        store._database.write("INSERT INTO bigrams (bigrams) VALUES ('integrity-check')")
        store._database.write("INSERT INTO bigrams (bigrams) VALUES ('optimize')")
    assert store._database.all("SELECT rowid FROM bigrams WHERE bigrams MATCH '\"港は\"'") == []


def test_signs_that_the_engine_gives_a_meaning_are_ordinary_characters(store: Store) -> None:
    text = "".join(map(chr, range(0x100))) + '＊" OR 港 NOT(*)^ NEAR/2 tokens:港'
    revision = put(store, text)
    for start in range(len(text)):
        for width in (1, 2, 5):
            word = fold(text[start : start + width])
            assert store.words.candidates([word]) == [revision.id], repr(word)
    assert store.words.candidates(["港港"]) == []


def test_a_word_of_any_length_can_be_asked_for(store: Store) -> None:
    text = "".join(chr(0x4E00 + n) for n in range(20_000))
    revision = put(store, text)
    for length in (2, 256, 257, 258, 513, 20_000):
        assert store.words.candidates([text[:length]]) == [revision.id]
        assert store.words.candidates([text[-length:]]) == [revision.id]
