"""What a server answered, from the WARC file to the shown word and back: headers, visits, crashes."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kirinuki.capture.answer import Fetched
from kirinuki.flow import Archive, taking
from kirinuki.flow.taking import Added

NOW = dt.datetime(2025, 12, 31, 12, tzinfo=dt.UTC)
URL = "https://shimpo.example/news/20251231/1"
# The bytes of 加恩 in EUC-JP are ｲﾃｲｸ in Shift_JIS: among so much ASCII only the header can tell which they are.
PORT, IN_KANA = "加恩", "ｲﾃｲｸ"
BODY = (
    f"The harbour office said on Tuesday that the second quay of the port of {PORT} was closed after the storm. "
    "About 40 people were hurt. The quay stays closed until it is known to be safe, a spokesman said."
)


def page(body: str = BODY) -> str:
    return f"<html><head><title>Quay closed</title></head><body><article><p>{body}</p><p>{body}</p></article></body></html>"


def answer(text: str = page(), encoding: str = "euc_jp", status: int = 200) -> Fetched:
    headers = (("content-type", f"text/html; charset={encoding}"), ("content-encoding", "gzip"))
    return Fetched(URL, status, headers, text.encode(encoding), ("https://shimpo.example/1",))


def add(archive: Archive, answer: Fetched) -> Added:
    return archive.add(answer.body, name=URL, url=URL, form="page", now=NOW, answer=answer)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "記録") as archive:
        yield archive


def finish(archive: Archive) -> list[tuple[str, tuple[object, ...]]]:
    archive.read_new()
    archive.weave_new()
    return list(archive._store.rows())


@pytest.mark.parametrize(("encoding", "port"), [("euc_jp", PORT), ("cp932", IN_KANA)])
def test_the_header_s_charset_counts_when_adding_tracing_and_rebuilding(
    archive: Archive, encoding: str, port: str
) -> None:
    (report,) = add(archive, answer(page(BODY.replace(PORT, port)), encoding)).reports
    assert f"the port of {port} was" in archive.revision(report.revision).text
    assert archive.trace(f"{report.revision}:0-10").capture.came_from == URL
    rows = finish(archive)
    archive.close()
    Archive.rebuild(archive.path)
    with Archive.open(archive.path) as again:
        assert list(again._store.rows()) == rows
        assert again.trace(f"{report.revision}:0-10").capture.encoding == encoding


def test_the_same_bytes_again_are_a_visit_and_no_capture(archive: Archive) -> None:
    first, again = add(archive, answer()), add(archive, answer())
    assert (again.capture, again.known) == (first.capture, True)
    archive.see_again(first.capture, answer("", status=304), now=NOW + dt.timedelta(hours=1))
    visits = archive._store.captures.visits(first.capture)
    assert [visit.status for visit in visits] == [200, 304]
    assert archive.status()["captures"] == 1
    rows = finish(archive)
    archive.close()
    Archive.rebuild(archive.path)
    with Archive.open(archive.path) as rebuilt:
        assert list(rebuilt._store.rows()) == rows


def test_another_body_is_another_capture(archive: Archive) -> None:
    add(archive, answer())
    (report,) = add(archive, answer(page(BODY.replace("40", "50")))).reports
    assert report.revised
    assert archive.status()["captures"] == 2


def test_a_file_that_was_handed_over_is_no_visit_s_goal(archive: Archive) -> None:
    given = archive.add(answer().body, name=URL, url=URL, form="page", now=NOW)
    assert not add(archive, answer()).known
    with pytest.raises(ValueError, match="server"):
        archive.see_again(given.capture, answer(), now=NOW)


def test_a_visit_that_reached_the_warc_file_alone_is_taken_in_by_the_next_write(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = add(archive, answer())
    with monkeypatch.context() as patch:
        patch.setattr(taking.Taking, "_see_again", _killed_between(archive))
        with pytest.raises(KeyboardInterrupt):
            archive.see_again(first.capture, answer("", status=304), now=NOW)
    assert archive._store.captures.visits(first.capture) == []
    archive.read_new()
    (visit,) = archive._store.captures.visits(first.capture)
    assert visit.status == 304


def _killed_between(archive: Archive) -> object:
    def see_again(self: object, capture: object, answer: Fetched, now: dt.datetime) -> None:
        archive._warc.write_visit(capture, answer, archive._warc.after(now))  # type: ignore[arg-type]
        raise KeyboardInterrupt

    return see_again


def test_visits_that_a_power_cut_undid_are_made_again(archive: Archive, tmp_path: Path) -> None:
    first = add(archive, answer())
    archive.close()
    shutil.copy(archive.path / "kirinuki.db", tmp_path / "old.db")
    with Archive.open(archive.path) as more:
        more.see_again(first.capture, answer("", status=304), now=NOW)
        rows = finish(more)
    shutil.copy(tmp_path / "old.db", archive.path / "kirinuki.db")
    with Archive.open(archive.path) as again:
        assert finish(again) == rows
