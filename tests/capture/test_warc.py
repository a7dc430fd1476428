from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.capture.answer import Fetched
from kirinuki.capture.warc import Kept, Revisited, WarcFolder
from kirinuki.errors import ArchiveError, TraceError
from kirinuki.model.article import Capture, Given, Problem

AT = dt.datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=dt.UTC)


def gift(n: int = 0) -> Given:
    return Given(f"今日{n}.txt", dt.date(2025, 12, 31), "given", outlet="潮見日報")


def answered(n: int = 0, status: int = 200, body: bytes | None = None) -> Fetched:
    body = f"<p>第{n}号。</p>".encode() if body is None else body
    headers = (("content-type", "text/html; charset=UTF-8"), ("content-encoding", "gzip"), ("etag", f'"{n}"'))
    return Fetched(f"https://shimpo.example/{n}?a=1", status, headers, body, ("https://shimpo.example/old",))


def captured(kept: Kept) -> Capture:
    digest = hashlib.sha256(kept.data).hexdigest()
    url = kept.answer and kept.answer.url
    return Capture(kept.id, digest, kept.file, kept.at, "utf-8", "test", kept.given, url)


def session(path: Path) -> WarcFolder:
    path.mkdir(exist_ok=True)
    return WarcFolder(path, "kirinuki/test")


def write(path: Path, count: int, first: int = 0) -> list[Kept]:
    folder = session(path)
    return [
        folder.write(f"第{n}号。".encode() * (n + 1), gift(n), AT + dt.timedelta(seconds=n))
        for n in range(first, first + count)
    ]


def write_all_kinds(path: Path) -> list[Kept | Revisited]:
    """A file given, an answer, the answer again (304, and the same bytes), and another answer."""
    folder, times = session(path), (AT + dt.timedelta(seconds=n) for n in range(9))
    gave = folder.write("今日。".encode(), gift(), next(times))
    page, other = answered(1), answered(2)
    kept = folder.write(page.body, gift(1), next(times), page)
    unchanged = folder.write_visit(captured(kept), answered(1, 304, b""), next(times))
    same = folder.write_visit(captured(kept), page, next(times))
    return [gave, kept, unchanged, same, folder.write(other.body, gift(2), next(times), other)]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    kept = write(tmp_path, 3)
    assert [session(tmp_path).read(k.file, k.id) for k in kept] == kept
    (file,) = session(tmp_path).files()
    assert list(session(tmp_path).records(file)) == kept


def test_answers_and_visits_are_read_again(tmp_path: Path) -> None:
    written = write_all_kinds(tmp_path)
    (file,) = session(tmp_path).files()
    assert list(session(tmp_path).records(file)) == written
    given, answer, unchanged, same, _ = written
    assert isinstance(given, Kept)
    assert isinstance(answer, Kept)
    assert isinstance(unchanged, Revisited)
    assert isinstance(same, Revisited)
    assert (given.answer, given.declared) == (None, None)
    assert (answer.answer, answer.declared) == (answered(1), "text/html; charset=UTF-8")
    assert (unchanged.visit.capture, unchanged.visit.status) == (answer.id, 304)
    assert unchanged.answer.header("etag") == '"1"'
    assert (same.visit.capture, same.visit.status, same.answer.body) == (answer.id, 200, b"")


def test_a_visit_says_how_far_it_found_the_same(tmp_path: Path) -> None:
    folder = session(tmp_path)
    kept = folder.write(answered().body, gift(), AT, answered())
    for n, answer in enumerate(
        (answered(status=304, body=b""), answered(), answered(body=b"<p>other chrome"))
    ):
        folder.write_visit(captured(kept), answer, AT + dt.timedelta(seconds=n + 1))
    (file,) = folder.left() or folder.files()
    words = gzip.decompress((tmp_path / f"{file}.open").read_bytes())
    profiles = [
        line.rpartition(b"/")[2] for line in words.split(b"\r\n") if line.startswith(b"WARC-Profile: ")
    ]
    assert profiles[:2] == [b"server-not-modified", b"identical-payload-digest"]
    assert profiles[2].endswith(b"urn:kirinuki:revisit:same-article")


def test_a_file_that_has_grown_large_is_closed_and_the_next_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kirinuki.capture.warc._FULL", 1000)
    kept = write(tmp_path, 4)
    folder = session(tmp_path)
    assert len(folder.files()) > 1
    assert len(folder.left()) == 1
    assert [k.id for file in folder.files() for k in folder.records(file) if isinstance(k, Kept)] == [
        k.id for k in kept
    ]


def test_a_visit_is_one_to_what_came_from_a_server(tmp_path: Path) -> None:
    (kept,) = write(tmp_path, 1)
    with pytest.raises(ValueError, match="server"):
        session(tmp_path).write_visit(captured(kept), answered(), AT)


def test_the_time_of_a_visit_is_not_run_behind(tmp_path: Path) -> None:
    folder = session(tmp_path)
    kept = folder.write(b"x", gift(), AT, answered(body=b"x"))
    later = AT + dt.timedelta(hours=1)
    folder.write_visit(captured(kept), answered(status=304, body=b""), later)
    assert session(tmp_path).after(AT) == later + dt.timedelta(microseconds=1)


def test_other_tools_find_nothing_wrong_with_the_file(tmp_path: Path) -> None:
    written = write_all_kinds(tmp_path)
    folder = session(tmp_path)
    (file,) = folder.left()
    assert list(folder.take_over(file)) == written
    check = "import sys; from warcio.cli import main; sys.exit(main(['check', '-v', sys.argv[1]]))"
    done = subprocess.run([sys.executable, "-c", check, tmp_path / file], capture_output=True, text=True)
    assert done.returncode == 0
    # warcio checks no digest of a revisit, since the payload is elsewhere.
    assert done.stdout.count("digest pass") == 1 + 2 * 3
    assert done.stdout.count("not checked (revisit)") == 2
    assert gzip.decompress((tmp_path / file).read_bytes()).startswith(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n")


def test_ids_come_from_content_and_time(tmp_path: Path) -> None:
    here, there = write(tmp_path / "a", 2), write(tmp_path / "b", 2)
    assert here == there
    assert len({k.id for k in here}) == 2
    files = [next(path.iterdir()).read_bytes() for path in (tmp_path / "a", tmp_path / "b")]
    assert files[0] == files[1]


def test_a_file_is_open_while_it_is_written_and_closed_once(tmp_path: Path) -> None:
    folder = session(tmp_path)
    kept = folder.write(b"x", gift(), AT)
    assert [p.name for p in tmp_path.iterdir()] == [kept.file + ".open"]
    assert folder.left() == []
    folder.close()
    folder.close()
    assert [p.name for p in tmp_path.iterdir()] == [kept.file]


def test_a_session_whose_file_was_taken_over_begins_a_new_one(tmp_path: Path) -> None:
    mine, theirs = session(tmp_path), session(tmp_path)
    first = mine.write("一".encode(), gift(), AT)
    assert list(theirs.take_over(first.file)) == [first]
    second = mine.write("二".encode(), gift(), AT + dt.timedelta(seconds=1))
    assert second.file != first.file
    assert mine.files() == [first.file, second.file]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str, list[Kept | Revisited]]:
    path = tmp_path_factory.mktemp("whole")
    kept = write_all_kinds(path)
    return next(path.iterdir()).read_bytes(), kept[0].file, kept


@given(data=st.data())
def test_wherever_a_crash_cuts_the_file_complete_captures_are_kept(
    whole: tuple[bytes, str, list[Kept | Revisited]],
    tmp_path_factory: pytest.TempPathFactory,
    data: st.DataObject,
) -> None:
    content, file, kept = whole
    cut = data.draw(st.integers(0, len(content) - 1))
    path = tmp_path_factory.mktemp("cut")
    (path / f"{file}.open").write_bytes(content[:cut])
    found = list(session(path).take_over(file))
    captures = [item for item in found if not isinstance(item, Problem)]
    assert captures == kept[: len(captures)]
    # All bytes are still there: those of complete captures in the file, the others aside and reported.
    there = (path / file).read_bytes() if (path / file).exists() else b""
    aside = b"".join(p.read_bytes() for p in path.glob("*.torn"))
    assert there + aside == content[:cut]
    torn = [item for item in found if isinstance(item, Problem)]
    assert torn == session(path).torn()
    assert len(torn) == bool(aside)
    assert session(path).left() == []


def test_damaged_bytes_are_a_problem_and_no_capture(tmp_path: Path) -> None:
    (kept,) = write(tmp_path, 1)
    path = tmp_path / f"{kept.file}.open"
    members = gzip.decompress(path.read_bytes()).split(b"WARC/1.1\r\n")[1:]
    changed = [b"WARC/1.1\r\n" + m.replace("第0号".encode(), "第9号".encode()) for m in members]
    path.write_bytes(b"".join(map(gzip.compress, changed)))
    folder = session(tmp_path)
    (problem,) = folder.records(kept.file)
    assert isinstance(problem, Problem)
    assert kept.id in problem.message
    with pytest.raises(TraceError, match=kept.id):
        folder.read(kept.file, kept.id)
    with pytest.raises(TraceError, match="ありません"):
        folder.read("none.warc.gz", kept.id)


def test_records_of_other_programs_are_passed_over(tmp_path: Path) -> None:
    (kept,) = write(tmp_path, 1)
    path = tmp_path / f"{kept.file}.open"
    body = (
        b"WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:x>\r\nContent-Length: 2\r\n\r\n{}\r\n\r\n"
    )
    path.write_bytes(path.read_bytes() + gzip.compress(body))
    assert list(session(tmp_path).records(kept.file)) == [kept]


def test_time_does_not_run_backwards(tmp_path: Path) -> None:
    assert session(tmp_path).after(AT) == AT
    write(tmp_path, 2)
    folder = session(tmp_path)
    assert folder.after(AT) == AT + dt.timedelta(seconds=1, microseconds=1)
    assert folder.after(AT + dt.timedelta(hours=1)) == AT + dt.timedelta(hours=1)
    at = folder.after(AT)
    folder.write(b"x", gift(), at)
    assert folder.after(AT) == at + dt.timedelta(microseconds=1)


def test_a_write_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = session(tmp_path)
    kept = folder.write(b"x", gift(), AT)
    before = (tmp_path / f"{kept.file}.open").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ArchiveError, match="いっぱい"):
        folder.write(b"y" * 10_000, gift(), AT + dt.timedelta(seconds=1))
    assert (tmp_path / f"{kept.file}.open").read_bytes() == before
