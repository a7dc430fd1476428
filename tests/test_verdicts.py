"""A person's word on repeats: it goes before the program's, follows the words, is undone, and is made again by rebuild."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kirinuki.errors import InputError, NotFoundError
from kirinuki.flow import Archive
from kirinuki.weave.repeats import BY_PERSON
from tests.test_flow import GRANT, HARBOUR, NOW, RETOLD, add, finish

STALLS = "夕方には市場の仲買人らが集まり、閉じた岸壁の前で荷の行き先を話し合った。"
MEETING = "荷をどこへ回すかで、業者は日暮れまで相談を続けたという。"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "記録") as archive:
        add(archive, HARBOUR + STALLS, "a.txt", url="https://a.example/1")
        add(archive, RETOLD + MEETING, "b.txt", url="https://b.example/1")
        finish(archive)
        yield archive


def item(archive: Archive, words: str) -> str:
    """Where the words stand in a current revision."""
    for article in archive.articles():
        revision = archive.revisions(article.id)[-1]
        if words in revision.text:
            start = revision.text.index(words)
            return f"{revision.id}:{start}-{start + len(words)}"
    raise AssertionError(words)


def pairs(archive: Archive) -> list[tuple[str, str]]:
    return [(r.earlier.text, r.later.text) for r in archive.repeats()]


def test_two_that_are_apart_are_no_repeat_until_that_is_undone(archive: Archive) -> None:
    before = pairs(archive)
    first = next(archive.repeats())
    items = [f"{e.revision}:{e.span.start}-{e.span.end}" for e in (first.later, first.earlier)]
    archive.decide.repeat(items[0], items[1], "apart", now=NOW)
    assert (first.earlier.text, first.later.text) not in pairs(archive)
    assert [v.same for v in archive.verdicts()] == [False]
    archive.decide.repeat(items[1], items[0], "none", now=NOW)
    assert pairs(archive) == before
    assert archive.verdicts() == []


def test_two_that_are_the_same_are_a_repeat_with_what_differs(archive: Archive) -> None:
    archive.decide.repeat(item(archive, MEETING), item(archive, STALLS), "same", now=NOW)
    (found,) = (r for r in archive.repeats() if {r.earlier.text, r.later.text} == {STALLS, MEETING})
    assert BY_PERSON in found.why
    assert found.differences
    archive.decide.repeat(item(archive, STALLS), item(archive, MEETING), "apart", now=NOW)
    assert all({r.earlier.text, r.later.text} != {STALLS, MEETING} for r in archive.repeats())


def test_it_follows_the_words_into_later_revisions_of_either(archive: Archive) -> None:
    archive.decide.repeat(item(archive, STALLS), item(archive, MEETING), "same", now=NOW)
    add(archive, GRANT + HARBOUR + STALLS, "a.txt", url="https://a.example/1")
    assert finish(archive)
    assert {STALLS, MEETING} in [set(pair) for pair in pairs(archive)]
    add(
        archive, "港の食堂が31日、年内の営業を終えた。" + RETOLD + MEETING, "b.txt", url="https://b.example/1"
    )
    finish(archive)
    assert {STALLS, MEETING} in [set(pair) for pair in pairs(archive)]
    add(archive, RETOLD + "港の食堂が31日、年内の営業を終えた。" * 2, "b.txt", url="https://b.example/1")
    finish(archive)
    assert {STALLS, MEETING} not in [set(pair) for pair in pairs(archive)]


def test_a_rebuilt_archive_holds_the_same_rows(archive: Archive) -> None:
    first = next(archive.repeats())
    items = [f"{e.revision}:{e.span.start}-{e.span.end}" for e in (first.later, first.earlier)]
    archive.decide.repeat(item(archive, STALLS), item(archive, MEETING), "same", now=NOW)
    archive.decide.repeat(items[0], items[1], "apart", now=NOW)
    add(archive, GRANT + HARBOUR + STALLS, "a.txt", url="https://a.example/1")
    rows = finish(archive)
    archive.close()
    Archive.rebuild(archive.path)
    with Archive.open(archive.path) as again:
        assert list(again._store.rows()) == rows
        assert [v.same for v in again.verdicts()] == [True, False]


def test_what_cannot_be_decided_is_said_and_not_kept(archive: Archive) -> None:
    words = item(archive, STALLS)
    revision = words.partition(":")[0]
    end = archive.revision(revision).text.index("。")
    for other, error in (
        (words, InputError),
        (f"{revision}:{end}-{end + 1}", InputError),
        (f"{revision}:0-99999", NotFoundError),
    ):
        with pytest.raises(error):
            archive.decide.repeat(words, other, "same", now=NOW)
    assert archive.decisions.read_bytes() == b""
