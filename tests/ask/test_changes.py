from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kirinuki.ask.changes import Called, diff, item_of
from kirinuki.model.article import Revision
from kirinuki.model.reading import Reading
from kirinuki.model.text import Span
from kirinuki.model.weaving import Change, Edit
from kirinuki.read.reader import Reader
from kirinuki.store import create_store
from tests.store.making import put

READER = Reader()


def test_a_diff_reads_as_the_person_corrected(tmp_path: Path) -> None:
    def read(revision: Revision) -> Reading:
        return READER.read(revision.text, revision.published)

    def corrected(revision: Revision) -> Reading:  # as a person may say: these are no persons
        return replace(read(revision), entities=())

    with create_store(tmp_path / "kirinuki.db") as store:
        first = put(store, "会見で村瀬健一知事は陳謝した。", uri="urn:a")
        put(store, "会見で村瀬健二知事は陳謝した。", uri="urn:a", previous=first.id)
        kinds = [
            diff(store, READER, reading, first.article, None, None, Called()).text.changes[0].kind
            for reading in (read, corrected)
        ]
    assert kinds == ["corrected", "reworded"]


def test_the_last_word_on_an_edit_goes_before() -> None:
    edit = Edit("a1", "b2", "text", Change("dropped", Span(3, 9), None, "x"))
    other = replace(edit, later="c3")
    called = Called()
    called.call(item_of(edit), "", "updated")
    assert [called.kind_of(e) for e in (edit, other)] == ["updated", "updated"]
    called.call(item_of(edit), "b2", "noise")
    assert [called.kind_of(e) for e in (edit, other)] == ["noise", "updated"]
    called.call(item_of(edit), "b2", None)
    assert [called.kind_of(e) for e in (edit, other)] == [None, "updated"]
    called.call(item_of(edit), "", None)
    assert [called.kind_of(e) for e in (edit, other)] == [None, None]
