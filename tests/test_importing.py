"""Pages of other people's web archives, the whole way: captured then, traced, rebuilt, and gone on with after any end."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kirinuki.capture.webarchive import Left, PagesWanted
from kirinuki.flow import IMPORTS, Archive
from kirinuki.flow.importing import PartDone, TakenPage
from tests.capture.web_records import HTML, packed, warc

NOW = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
BODY = "港湾局の三崎報道官は30日、北浜港の第2岸壁を閉鎖したと発表した。けが人は約40人に上る。"
TAKE = f"""
import datetime as dt, sys
from pathlib import Path
from kirinuki.capture.webarchive import PagesWanted
from kirinuki.flow import Archive
with Archive.open(sys.argv[1]) as archive:
    for item in archive.take_web_archive(Path(sys.argv[2]), PagesWanted(), now={NOW!r}.replace(tzinfo=dt.UTC)):
        print(getattr(item, "url", ""), flush=True)
""".replace("datetime.", "dt.").replace("tzinfo=dt.timezone.utc", "tzinfo=dt.UTC")


def page(n: int = 1, body: str = BODY) -> bytes:
    return HTML.format(f"{body}</p><p>これは{n}回目の発表であり、次の発表は翌日になるという。").encode()


def record(n: int, body: str = BODY, day: int = 30) -> bytes:
    return warc(f"https://shimpo.example/{n}", page(n, body), WARC_Date=f"2022-12-{day}T01:00:00Z")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "記録") as archive:
        yield archive


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(packed(*map(record, range(12))))
    return path


def take(archive: Archive, file: Path, again: bool = False) -> list[TakenPage | Left | PartDone]:
    return list(archive.take_web_archive(file, PagesWanted(), now=NOW, again=again))


def taken(found: list[TakenPage | Left | PartDone]) -> list[str]:
    return [item.url for item in found if isinstance(item, TakenPage)]


def finish(archive: Archive) -> list[tuple[str, tuple[object, ...]]]:
    archive.read_new()
    archive.weave_new()
    return list(archive._store.rows())


def test_a_page_stands_as_it_was_captured_then(archive: Archive, file: Path) -> None:
    found = take(archive, file)
    assert len(taken(found)) == 12
    first = found[0]
    assert isinstance(first, TakenPage)
    (report,) = first.added.reports
    traced = archive.trace(f"{report.revision}:0-10")
    assert traced.capture.captured_at == dt.datetime(2022, 12, 30, 1, tzinfo=dt.UTC)
    assert traced.capture.came_from == traced.article.uri == "https://shimpo.example/0"
    assert traced.revision.published == dt.date(2022, 12, 30)
    rows = finish(archive)
    archive.close()
    Archive.rebuild(archive.path)
    with Archive.open(archive.path) as again:
        assert list(again._store.rows()) == rows
        assert again.trace(f"{report.revision}:0-10").evidence == traced.evidence


def test_a_later_capture_is_a_revision_from_its_own_time_on(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "x.warc").write_bytes(record(1) + record(1, BODY.replace("40", "50"), day=31))
    _, second, _ = take(archive, tmp_path / "x.warc")
    assert isinstance(second, TakenPage)
    (report,) = second.added.reports
    assert report.revised
    finish(archive)
    moments = [dt.datetime(2022, 12, day, 12, tzinfo=dt.UTC) for day in (30, 31)]
    stood = [archive._store.articles.at(report.article, moment) for moment in moments]
    assert ["約40人" in r.text if r else None for r in stood] == [True, False]


def test_a_page_that_was_captured_twice_alike_is_kept_once_and_is_no_visit_of_ours(
    archive: Archive, tmp_path: Path
) -> None:
    (tmp_path / "x.warc").write_bytes(record(1) + record(1, day=31))
    for again in (False, True):
        found = take(archive, tmp_path / "x.warc", again)
        assert [item.added.known for item in found if isinstance(item, TakenPage)] == [again, True]
    assert archive.status()["captures"] == 1
    assert archive._store.counts()["visits"] == 0


def test_an_older_capture_is_left_out_where_a_newer_text_is_there(archive: Archive, tmp_path: Path) -> None:
    for name, made in (("new", record(1, BODY.replace("40", "50"), day=31)), ("old", record(1))):
        (tmp_path / f"{name}.warc").write_bytes(made)
    take(archive, tmp_path / "new.warc")
    (late, _) = take(archive, tmp_path / "old.warc")
    assert isinstance(late, TakenPage)
    assert late.added.reports == ()
    assert "older" in late.added.problems[0].message
    assert archive.status()["captures"] == 1


def test_what_was_taken_is_known_when_the_file_comes_again(archive: Archive, file: Path) -> None:
    take(archive, file)
    (done,) = take(archive, file)
    assert isinstance(done, PartDone)
    assert done.known
    again = take(archive, file, again=True)
    assert [item.added.known for item in again if isinstance(item, TakenPage)] == [True] * 12
    assert archive.status()["captures"] == 12
    (archive.path / IMPORTS).unlink()
    assert [item.added.known for item in take(archive, file) if isinstance(item, TakenPage)] == [True] * 12


def test_a_run_that_was_stopped_goes_on_where_it_was(archive: Archive, file: Path) -> None:
    run = archive.take_web_archive(file, PagesWanted(), now=NOW)
    begun = [next(run) for _ in range(5)]
    run.close()  # type: ignore[attr-defined]
    rest = take(archive, file)
    # What was handed out last is looked at again, since it may not have been heard of.
    assert taken(begun)[-1:] + taken(rest)[1:] == [f"https://shimpo.example/{n}" for n in range(4, 12)]
    done = rest[-1]
    assert isinstance(done, PartDone)
    assert done.since is not None
    assert archive.status()["captures"] == 12


def test_another_wish_begins_anew(archive: Archive, file: Path) -> None:
    take(archive, file)
    wanted = PagesWanted(hosts=frozenset(["shimpo.example"]))
    found = list(archive.take_web_archive(file, wanted, now=NOW))
    assert [item.added.known for item in found if isinstance(item, TakenPage)] == [True] * 12


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("seed", range(3))
def test_killed_at_any_moment_nothing_is_lost_and_nothing_twice(
    archive: Archive, tmp_path: Path, seed: int
) -> None:
    archive.close()
    path = tmp_path / "many.warc.gz"
    path.write_bytes(packed(*map(record, range(150))))
    with subprocess.Popen(
        [sys.executable, "-c", TAKE, archive.path, path], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(random.Random(seed).random())
        process.send_signal(signal.SIGKILL)
    with Archive.open(archive.path) as again:
        take(again, path)
        assert again.status()["captures"] == again.status()["articles"] == 150
        assert [p for p in again.problems() if "torn" not in p.message] == []
