"""The columns of searches, kept by a program that opens the archive again and again."""

from __future__ import annotations

from pathlib import Path

from kirinuki.model.query import Named, Words
from kirinuki.store import KeptColumns, Store, create_store, open_store
from tests.store.making import put

TEXT = "北浜港の第2岸壁が閉鎖された。"


def found(store: Store, word: str = "岸壁") -> tuple[int, dict[str, int]]:
    hits = store.finder.find(Words(word))
    return hits.total, dict(hits.facet("outlet"))


def test_what_came_between_two_openings_is_found(tmp_path: Path) -> None:
    path, kept = tmp_path / "kirinuki.db", KeptColumns()
    create_store(path).close()
    with open_store(path) as writer:
        first = put(writer, TEXT, uri="u")
        with open_store(path, kept) as reader:
            assert found(reader)[0] == 1
        put(writer, f"{TEXT}続報。", uri="u", previous=first.id)
        put(writer, f"{TEXT}別の記事。")
        for _ in range(2):
            with open_store(path, kept) as reader:
                assert found(reader) == found(writer)
                assert found(reader)[0] == 2
                assert reader.finder.find(Named("outlet", "nobody")).total == 0


def test_who_has_them_already_is_not_disturbed_by_what_comes(tmp_path: Path) -> None:
    path, kept = tmp_path / "kirinuki.db", KeptColumns()
    create_store(path).close()
    with open_store(path) as writer:
        put(writer, TEXT)
        with open_store(path, kept) as one, open_store(path, kept) as other:
            before = found(one)
            columns = kept.get(one._database)
            assert columns is not None
            told = list(columns.columns.told)
            put(writer, f"{TEXT}別の記事。")
            assert found(other)[0] == before[0] + 1
            assert columns.columns.told == told
            assert found(one) == found(other)


def test_another_file_in_its_place_has_other_columns(tmp_path: Path) -> None:
    path, kept = tmp_path / "kirinuki.db", KeptColumns()
    with create_store(path) as store:
        put(store, TEXT)
    with open_store(path, kept) as reader:
        assert found(reader)[0] == 1
    with create_store(tmp_path / "new.db") as store:
        put(store, TEXT)
        put(store, f"{TEXT}別の記事。")
    (tmp_path / "new.db").replace(path)
    with open_store(path, kept) as reader:
        assert found(reader)[0] == 2
