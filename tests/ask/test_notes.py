"""Notes find their words again in later revisions, by the words, then by what stood around them, or say that they are lost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kirinuki
from kirinuki.ask.notes import Note, anchor, decided, read_note
from kirinuki.errors import ArchiveError, NotFoundError
from kirinuki.model.article import JAPAN, Revision
from kirinuki.model.text import Evidence, Span
from kirinuki.store import Decision

NOW = dt.datetime(2026, 1, 2, 6, 0, tzinfo=JAPAN)
FIRST = "潮見県は２日、岸壁の点検を始めた。県は「安全を確かめたい」と話した。点検は来週までかかる。"


def revision(text: str, id: str = "b" * 16) -> Revision:
    return Revision(id=id, article="a" * 16, previous=None, title=None, text=text, published=NOW.date(),
                    published_at=None, modified_at=None)  # fmt: skip


def note(words: str, text: str = FIRST, *, last: bool = False) -> Note:
    start = text.rindex(words) if last else text.index(words)
    evidence = Evidence("c" * 16, Span(start, start + len(words)), words)
    return read_note(Decision("note", NOW, decided(evidence, text, "覚え")))


@pytest.mark.parametrize(
    ("later", "how", "words"),
    [
        (f"【速報】{FIRST}", "moved", "岸壁の点検"),
        (FIRST.replace("岸壁の点検", "防波堤の検査"), "changed", "防波堤の検査"),
        ("まったく別の記事になった。", "lost", None),
    ],
)
def test_a_note_follows_its_words(later: str, how: str, words: str | None) -> None:
    found = anchor(note("岸壁の点検"), revision(later))
    assert found.how == how and (found.span and found.span.of(later)) == words


def test_of_equal_words_those_with_like_surroundings_are_meant() -> None:
    later = f"点検の記事。{FIRST}"
    found = anchor(note("点検", last=True), revision(later))
    assert found.span is not None and later[found.span.start :].startswith("点検は来週")


@given(st.text(max_size=40), st.text(min_size=1, max_size=10), st.text(max_size=40), st.text(max_size=60))
def test_what_is_found_stands_there(before: str, words: str, after: str, later: str) -> None:
    text = before + words + after
    evidence = Evidence("c" * 16, Span(len(before), len(before) + len(words)), words)
    made = read_note(Decision("note", NOW, decided(evidence, text, "")))
    for there in (text, later, later + text):
        found = anchor(made, revision(there))
        assert (found.span is None) == (found.how == "lost")
        if found.span is not None:
            assert 0 <= found.span.start < found.span.end <= len(there)
            assert found.how == "changed" or found.span.of(there) == words
    assert anchor(made, revision(later + text)).how == "moved"


def test_notes_are_kept_exported_and_taken_back(tmp_path: Path) -> None:
    report = '{"id": "1", "url": "https://shiomi.example/1", "published": "2026-01-02", "text": "%s"}\n'
    with kirinuki.Archive.create(tmp_path / "a") as archive:
        archive.add((report % FIRST).encode(), name="a.jsonl", now=NOW)
        place = archive.corrections.places("岸壁の点検")[0]
        kept = archive.notes.keep(place.item, "続きを見る", now=NOW)
        archive.add((report % f"【続報】{FIRST}").encode(), name="b.jsonl", now=NOW)
        (found,) = archive.notes.all()
        assert found.note == kept and found.how == "moved"
        (told,) = archive.notes.annotations()
        position, quote = told["target"]["selector"]
        current = archive.current(archive.revision(place.revision).article)
        assert current.text[position["start"] : position["end"]] == quote["exact"] == "岸壁の点検"
        assert told["body"][0]["value"] == "続きを見る" and told["target"]["source"].endswith(
            "shiomi.example/1"
        )
    kirinuki.Archive.rebuild(tmp_path / "a")
    with kirinuki.open(tmp_path / "a") as archive:
        assert [each.note for each in archive.notes.all()] == [kept]
        archive.notes.drop(kept.id, now=NOW)
        assert archive.notes.all() == []
        with pytest.raises(NotFoundError):
            archive.notes.drop(kept.id, now=NOW)
        archive.decisions.write_text(
            '{"kind": "note", "at": "2026-01-02T06:00:00+09:00", "item": "x", "words": "", "note": ""}\n',
            encoding="utf-8",
        )
        with pytest.raises(ArchiveError, match="item"):
            archive.notes.all()
