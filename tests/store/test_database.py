from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kirinuki.errors import ArchiveError
from kirinuki.model.article import Revision
from kirinuki.store import Store, create_store, database, open_store
from tests.store.making import DAY, put

WRITER = """if True:
    import pathlib, signal, sys, time
    from kirinuki.store import open_store
    from tests.store.making import put

    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell ignores it for what runs in the background
    path, who, how = sys.argv[1:]
    with open_store(pathlib.Path(path)) as store:
        if how == "many":
            print("open", flush=True)
            for n in range(60):
                with store.transaction():
                    put(store, f"{who}の報{n}")
                    put(store, f"{who}の別の報{n}")
        else:
            with store.transaction():
                put(store, f"{who}の報")
                print("writing", flush=True)
                time.sleep(60)
"""
Writer = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "切り抜き ?#%" / "kirinuki.db"


@pytest.fixture
def start(path: Path) -> Writer:
    def start(who: str, how: str) -> subprocess.Popen[str]:
        root = Path(__file__).resolve().parents[2]
        return subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), who, how],
            cwd=root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


@pytest.fixture
def kept(path: Path) -> list[tuple[str, tuple[object, ...]]]:
    """The rows of a database with one article in it."""
    path.parent.mkdir()
    with create_store(path) as store:
        put(store, "港は朝から混んだ。", uri="u")
        return list(store.rows())


def rows(path: Path) -> list[tuple[str, tuple[object, ...]]]:
    with open_store(path) as store:
        return list(store.rows())


def test_what_was_written_is_there_after_opening_again(
    path: Path, kept: list[tuple[str, tuple[object, ...]]]
) -> None:
    assert rows(path) == kept
    assert any(table == "revisions" for table, _ in kept)


def test_a_missing_database_is_named_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "kirinuki.db"
    with pytest.raises(ArchiveError, match=r"kirinuki\.db: ありません"):
        open_store(path)
    assert list(tmp_path.iterdir()) == []


def test_creating_never_overwrites(path: Path, kept: list[tuple[str, tuple[object, ...]]]) -> None:
    with pytest.raises(ArchiveError, match="もうあります"):
        create_store(path)
    assert rows(path) == kept


def test_creating_in_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="nowhere"):
        create_store(tmp_path / "nowhere" / "kirinuki.db")


def test_an_empty_file_left_by_a_crash_can_be_created_again(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    create_store(path).close()
    assert rows(path) == []


@pytest.mark.parametrize("content", [b"<html>", b"SQLite format 3\0" + b"\xff" * 4096])
def test_what_is_no_database_is_named(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content * 10)
    with pytest.raises(ArchiveError, match=r"kirinuki\.db: .*rebuild"):
        open_store(path)


def test_another_program_s_database_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE bookmarks (url)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match="書庫のデータベースではありません"):
        open_store(path)
    with pytest.raises(ArchiveError, match="もうあります"):
        create_store(path)
    assert path.read_bytes() == before


def test_a_damaged_page_is_named_with_the_mend(
    path: Path, kept: list[tuple[str, tuple[object, ...]]]
) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match="壊れています。kirinuki rebuild"):
        rows(path)


def test_a_database_newer_than_the_program_is_refused_untouched(
    path: Path, kept: list[tuple[str, tuple[object, ...]]]
) -> None:
    with sqlite3.connect(path) as newer:
        newer.execute("INSERT INTO migrations (number, name) VALUES (99, '0099_later.sql')")
    newer.close()
    with pytest.raises(ArchiveError, match="99"):
        open_store(path)


def test_a_database_of_the_form_before_is_brought_up_with_what_it_holds(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.parent.mkdir()
    now = database.migrations()
    assert [name[:4] for name, _ in now] == [f"{n:04}" for n in range(1, len(now) + 1)]
    later = ("9999_later.sql", "CREATE TABLE later (id TEXT);\nINSERT INTO later\nVALUES (';');\n")
    with create_store(path) as store:
        revision = put(store, "港は朝から混んだ。")
    monkeypatch.setattr(database, "migrations", lambda: [*now, later])
    for _ in range(2):
        with open_store(path) as store:
            assert store.articles.find_revision(revision.id) == revision
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT id FROM later").fetchall() == [(";",)]
        names = raw.execute("SELECT name FROM migrations ORDER BY number").fetchall()
    raw.close()
    assert names == [(name,) for name, _ in [*now, later]]


def test_a_migration_that_fails_leaves_the_form_before_it(
    path: Path, kept: list[tuple[str, tuple[object, ...]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = ("9999_broken.sql", "DROP TABLE woven;\nCREATE TABLE broken (;\n")
    known = database.migrations()
    monkeypatch.setattr(database, "migrations", lambda: [*known, broken])
    with pytest.raises(sqlite3.OperationalError):
        open_store(path)
    monkeypatch.undo()
    assert rows(path) == kept


def test_an_exception_in_a_transaction_leaves_what_was_before(store: Store) -> None:
    put(store, "前からある報")
    before = list(store.rows())
    with pytest.raises(KeyboardInterrupt), store.transaction():
        put(store, "途中の報")
        raise KeyboardInterrupt
    assert list(store.rows()) == before
    put(store, "次の報")
    assert store.counts()["articles"] == 2


def test_an_inner_transaction_that_fails_is_undone_alone(store: Store) -> None:
    with store.transaction():
        put(store, "外の報")
        with pytest.raises(RuntimeError), store.transaction():
            put(store, "中の報")
            with store.transaction():
                put(store, "奥の報")
            raise RuntimeError
        put(store, "外の続報")
    texts = {revision.text for _, revision in store.articles.between(DAY, DAY.replace(day=2))}
    assert texts == {"外の報", "外の続報"}


def test_an_outer_transaction_that_fails_takes_the_inner_one_along(store: Store) -> None:
    with pytest.raises(RuntimeError), store.transaction():
        with store.transaction():
            put(store, "中の報")
        raise RuntimeError
    assert store.counts()["articles"] == 0


def test_two_processes_that_write_at_once_lose_nothing(path: Path, start: Writer) -> None:
    path.parent.mkdir()
    create_store(path).close()
    writers = [start(who, "many") for who in ("甲", "乙")]
    for writer in writers:
        _, err = writer.communicate(timeout=60)
        assert (writer.returncode, err) == (0, "")
    with open_store(path) as store:
        texts = {store.articles.current(article.id).text for article in store.articles.all()}
    assert texts == {f"{who}の{what}{n}" for who in "甲乙" for what in ("報", "別の報") for n in range(60)}


def test_reading_goes_on_while_another_process_writes_and_writing_says_who_is_in_the_way(
    path: Path, kept: list[tuple[str, tuple[object, ...]]], start: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_WAIT_SLICE", 0.05)
    monkeypatch.setattr(database, "_WAIT_SLICES", 3)
    writer = start("甲", "slow")
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "writing\n"
        assert rows(path) == kept
        with open_store(path) as store, pytest.raises(ArchiveError, match="ほかの kirinuki が書き込んで"):
            put(store, "乙の報")
    finally:
        writer.kill()
        writer.communicate()


@pytest.mark.parametrize("how", ["kill", "interrupt"])
def test_a_writer_that_is_stopped_in_the_middle_leaves_what_was_before(
    path: Path, kept: list[tuple[str, tuple[object, ...]]], start: Writer, how: str
) -> None:
    if how == "interrupt" and os.name == "nt":
        pytest.skip("Windows sends Ctrl-C to a whole console")
    writer = start("甲", "slow")
    assert writer.stdout is not None
    assert writer.stdout.readline() == "writing\n"
    if how == "kill":
        writer.kill()
    else:
        writer.send_signal(signal.SIGINT)
    writer.communicate(timeout=30)
    assert writer.returncode != 0
    with open_store(path) as store:
        assert list(store.rows()) == kept
        put(store, "乙の報")
        assert store.counts()["articles"] == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C to a whole console")
def test_ctrl_c_is_heard_while_waiting_for_another_process(
    path: Path, kept: list[tuple[str, tuple[object, ...]]], start: Writer
) -> None:
    with open_store(path) as store, store.transaction():
        waiting = start("甲", "many")
        assert waiting.stdout is not None
        assert waiting.stdout.readline() == "open\n"
        time.sleep(0.2)
        assert waiting.poll() is None
        waiting.send_signal(signal.SIGINT)
        _, err = waiting.communicate(timeout=5)
    assert "KeyboardInterrupt" in err
    assert rows(path) == kept


def test_a_full_disk_is_named_and_leaves_what_was_before(store: Store) -> None:
    put(store, "前からある報")
    before = list(store.rows())
    [(pages,)] = store._database.all("PRAGMA page_count")
    store._database.all(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ArchiveError, match="ディスクに空きがありません"), store.transaction():
        for n in range(200):
            put(store, f"報{n}" * 200)
    assert list(store.rows()) == before
    store._database.all("PRAGMA max_page_count = 1000000")
    put(store, "空きができてからの報")
    assert store.counts()["articles"] == 2


def test_a_write_that_the_engine_refuses_as_read_only_is_named(store: Store) -> None:
    store._database.all("PRAGMA query_only = ON")
    with pytest.raises(ArchiveError, match="書き込めません"):
        put(store, "報")


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Marks on files bind everybody but root, as whom tests in a container often run."""
    if os.name == "nt" or os.geteuid() != 0:
        yield
        return
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_archive_is_named_on_opening(what: str) -> None:
    if os.name == "nt" and what == "folder":
        pytest.skip("folders carry no such mark on Windows")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "kirinuki.db"
        create_store(path).close()
        folder.chmod(0o777)
        marked = path if what == "file" else folder
        marked.chmod(0o444 if what == "file" else 0o555)
        with ordinary_user(), pytest.raises(ArchiveError, match=r"kirinuki\.db: 書き込めません"):
            open_store(path)
        marked.chmod(0o755)


def test_what_points_nowhere_is_wrong_use_of_the_store_not_the_engine_s_error(store: Store) -> None:
    revision = put(store, "報")
    with pytest.raises(ValueError, match=r"kirinuki\.db"):
        store.articles.put(
            *(store.articles.outlets()[0], store.articles.find(revision.article)),
            Revision("id", "no-such-article", None, "本文", DAY),
        )


def test_closing_twice_is_no_error(tmp_path: Path) -> None:
    store = create_store(tmp_path / "kirinuki.db")
    store.close()
    store.close()
