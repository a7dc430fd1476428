from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.model.article import Revision
from kirinuki.model.query import Words
from kirinuki.store import Store, create_store
from kirinuki.store.folding import fold
from tests.store.making import put


def holders(store: Store, *words: str) -> set[str]:
    """The ids of the revisions that the index has for these words."""
    numbers = store.words.holding(map(fold, words))
    return {id for number, id in store._database.all("SELECT number, id FROM revisions") if number in numbers}


def ids(*revisions: Revision) -> set[str]:
    return {revision.id for revision in revisions}


def test_all_words_have_to_be_there_and_an_empty_one_narrows_nothing(store: Store) -> None:
    both = put(store, "港で市長が話した。")
    port = put(store, "港は静かだ。")
    assert holders(store, "港", "市長") == ids(both)
    assert holders(store, "", "港") == holders(store, "") == ids(both, port)
    assert holders(store, "空港") == set()


def test_bigrams_that_do_not_follow_one_another_are_no_word(store: Store) -> None:
    put(store, "京都と東京", title="都東")
    whole = put(store, "東京都")
    assert holders(store, "東京都") == ids(whole)


def test_every_revision_is_indexed_and_what_stands_is_found(store: Store) -> None:
    first = put(store, "港は静かだ。", uri="u")
    second = put(store, "港は混んだ。", uri="u", previous=first.id)
    assert holders(store, "静か") == ids(first)
    assert store.finder.find(Words("静か")).total == 0
    assert [id for _, id in store.finder.find(Words("港は")).page(9)] == [second.id]


def test_putting_and_dropping_twice_are_as_once(store: Store) -> None:
    revision = put(store, "港は静かだ。", title="港")
    store.words.put(revision.id)
    assert holders(store, "港は") == ids(revision)
    store.words.drop(revision.id)
    store.words.drop(revision.id)
    store.words.drop("none")
    assert holders(store, "港は") == holders(store, "港") == holders(store, "") == set()
    store.words.put(revision.id)
    assert holders(store, "港は") == holders(store, "静") == ids(revision)


def test_the_index_forgets_what_was_dropped_and_stays_sound(store: Store) -> None:
    revisions = [put(store, f"第{n}報。港は静かだ。", title=f"報{n}") for n in range(30)]
    for revision in revisions:
        store.words.drop(revision.id)
    with store.transaction():
        for index in ("bigrams", "characters"):
            store._database.write(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")
            store._database.write(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
    assert holders(store, "港は") == holders(store, "港") == set()


def test_signs_that_the_engine_gives_a_meaning_are_ordinary_characters(store: Store) -> None:
    text = "".join(map(chr, range(0x100))) + '＊" OR 港 NOT(*)^ NEAR/2 tokens:港'
    revision = put(store, text)
    for start in range(len(text)):
        for width in (1, 2, 5):
            word = text[start : start + width]
            assert holders(store, word) == ids(revision), repr(word)
    assert holders(store, "港港") == set()


def test_a_word_of_any_length_can_be_asked_for(store: Store) -> None:
    text = "".join(chr(0x4E00 + n) for n in range(2_000))
    revision = put(store, text)
    for length in (2, 64, 65, 66, 129, 130, 2_000):
        assert holders(store, text[:length]) == holders(store, text[-length:]) == ids(revision)


@given(
    texts=st.lists(
        st.text("港市é\u0080\U0010ff80\U0010ffe9aﾞ", min_size=1, max_size=4), min_size=1, max_size=6
    )
)
def test_what_the_engine_cannot_tell_apart_is_looked_up(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    with create_store(tmp_path_factory.mktemp("store") / "kirinuki.db") as store:
        for n, text in enumerate(texts):
            put(store, text, uri=str(n))
        for word in {text[:2] for text in texts} | {"é", "\U0010ffe9", "\u0080a"}:
            assert store.finder.find(Words(word)).total == sum(fold(word) in fold(text) for text in texts)


def test_an_archive_that_was_indexed_otherwise_is_indexed_anew(store: Store) -> None:
    revisions = [put(store, f"第{n}報。港は静かだ。", uri=f"{n}") for n in range(250)]
    for revision in revisions:
        store.words.drop(revision.id)
    with store.transaction():
        store._database.write("INSERT INTO unindexed SELECT number FROM revisions")
    left = store.words.unindexed()
    assert left == 250
    while store.words.unindexed():
        store.words.put_next()
        assert store.words.unindexed() < left
        left = store.words.unindexed()
    assert holders(store, "港は") == ids(*revisions)


def test_a_heading_is_the_title_or_the_first_line(store: Store) -> None:
    titled = put(store, "港は静かだ。", title="市長が話した")
    lead = put(store, "市長が港で話した。\n橋は静かだ。")
    numbers = {id: n for n, id in store._database.all("SELECT number, id FROM revisions")}
    assert store.words.holding([fold("市長")], heading=True) == {numbers[titled.id], numbers[lead.id]}
    assert store.words.holding([fold("港は")], heading=True) == set()
    assert store.words.holding([fold("橋は")], heading=True) == set()
    assert store.words.holding(["港"], heading=True) == set()
