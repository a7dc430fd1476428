"""The way, step by step, over real files: nothing is lost, nothing is told twice, order does not matter."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import kirinuki
from kirinuki.capture.intake import Draft
from kirinuki.capture.revise import Recognised
from kirinuki.errors import ArchiveError, ConfigError, InputError, NotFoundError
from kirinuki.flow import Archive, entering
from kirinuki.flow.taking import Added
from tests.conftest import ROOT

DAY = dt.date(2025, 12, 31)
NEXT = DAY + dt.timedelta(days=1)
NOW = dt.datetime(2025, 12, 31, 12, tzinfo=dt.UTC)

HARBOUR = (
    "港湾局の三崎報道官は30日、北浜港の第2岸壁を閉鎖したと発表した。"
    "けが人は約40人に上る。三崎報道官は「安全が確かめられるまで再開しない」と述べた。"
)
GRANT = "汐見県の高瀬知事は30日、県庁で記者会見し、避難している住民に見舞金を支給する考えを示しました。"
RETOLD = (
    "港湾局の三崎報道官は30日、北浜港の第2岸壁を閉鎖したと発表した。けが人は約40人に上り、3人が重傷だという。"
)
LOG = f"https://kiroku.example/\n\n{HARBOUR}\n\n#北浜港\n\n{GRANT}\n\n#見舞金\n\nkiroku.example\n"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "記録") as archive:
        yield archive


def add(archive: Archive, text: str, name: str = "今日.txt", **more: object) -> Added:
    options = {"published": DAY, "now": NOW} | more
    return archive.add(text.encode(), name=name, **options)  # type: ignore[arg-type]


def marks(added: Added) -> str:
    return "".join("N" if r.new else "R" if r.revised else "=" for r in added.reports)


def finish(archive: Archive) -> list[tuple[str, tuple[object, ...]]]:
    """Read, woven, and every row of the database."""
    archive.read_new()
    archive.weave_new()
    return list(archive._store.rows())


def warcs(path: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (path / "warc").iterdir()}


class TestAFolder:
    def test_holds_what_the_design_says(self, archive: Archive) -> None:
        add(archive, LOG)
        archive.close()
        names = {p.name for p in archive.path.iterdir()}
        assert names == {"kirinuki.toml", "warc", "decisions.jsonl", "kirinuki.db"}

    def test_is_not_made_twice(self, archive: Archive) -> None:
        with pytest.raises(ArchiveError, match="もうあります"):
            Archive.create(archive.path)

    def test_that_is_missing_is_said_with_the_mend(self, tmp_path: Path) -> None:
        for use in (Archive.open, Archive.rebuild):
            with pytest.raises(ArchiveError, match="kirinuki init"):
                use(tmp_path / "none")

    def test_without_database_can_be_rebuilt(self, archive: Archive) -> None:
        add(archive, LOG)
        rows = finish(archive)
        archive.close()
        (archive.path / "kirinuki.db").unlink()
        with pytest.raises(ArchiveError, match="kirinuki rebuild"):
            Archive.open(archive.path)
        Archive.rebuild(archive.path)
        with Archive.open(archive.path) as again:
            assert list(again._store.rows()) == rows

    def test_with_wrong_settings_is_not_opened(self, archive: Archive) -> None:
        (archive.path / "kirinuki.toml").write_text("titel = 1", encoding="utf-8")
        with pytest.raises(ConfigError, match="title"):
            Archive.open(archive.path)

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
    def test_that_is_read_only_is_said(self, archive: Archive) -> None:
        archive.path.chmod(0o500)
        with pytest.raises(ArchiveError, match="権限"):
            Archive.open(archive.path)


class TestAdding:
    def test_gives_articles_with_their_places_in_the_file(self, archive: Archive) -> None:
        added = add(archive, LOG, outlet="潮見日報")
        assert [r.span.of(LOG) for r in added.reports] == [HARBOUR, GRANT]
        assert marks(added) == "NN"
        assert [archive.article(r.article).outlet for r in added.reports] == ["潮見日報"] * 2
        assert archive.digest(DAY, NEXT).tags == ("北浜港", "見舞金")

    def test_the_very_thing_again_changes_nothing_and_says_so(self, archive: Archive) -> None:
        first = add(archive, LOG)
        rows, files = finish(archive), warcs(archive.path)
        again = add(archive, LOG, now=NOW + dt.timedelta(hours=1))
        assert (again.known, marks(again)) == (True, "==")
        assert [r.article for r in again.reports] == [r.article for r in first.reports]
        assert [r.span for r in again.reports] == [r.span for r in first.reports]
        assert (finish(archive), warcs(archive.path)) == (rows, files)

    def test_a_log_that_grew_gives_what_is_new_and_what_was_edited(self, archive: Archive) -> None:
        add(archive, LOG)
        grown = LOG.replace("40人", "50人") + f"\n{RETOLD}\n"
        added = add(archive, grown)
        assert marks(added) == "R=N"
        assert [r.text.count("50人") for r in archive.revisions(added.reports[0].article)] == [0, 1]
        assert len(list(archive.articles())) == 3

    def test_a_log_that_tells_no_day_is_the_same_log_after_midnight(self, archive: Archive) -> None:
        options = {"published": None, "split": (3, 7)}
        assert marks(add(archive, LOG, **options)) == "NN"
        tomorrow = {"published": None, "now": NOW + dt.timedelta(days=1)}
        assert add(archive, LOG, **tomorrow).known
        grown = add(archive, LOG.replace("40人", "50人") + f"\n{RETOLD}\n", **tomorrow)
        assert marks(grown) == "R=N"
        days = [archive.revisions(r.article)[-1].published for r in grown.reports]
        assert days == [NEXT, DAY, NEXT]
        assert archive.trace(f"{grown.reports[1].revision}:0-5").capture.captured_at == NOW

    def test_a_log_that_was_changed_back_gives_revisions(self, archive: Archive) -> None:
        changed = LOG.replace("40人", "50人")
        assert [marks(add(archive, text)) for text in (LOG, changed, LOG, changed)] == [
            "NN",
            "R=",
            "R=",
            "R=",
        ]

    def test_logs_of_one_name_in_two_folders_are_both_known_when_they_come_again(
        self, archive: Archive
    ) -> None:
        assert [marks(add(archive, text)) for text in (HARBOUR, GRANT)] == ["N", "N"]
        assert [add(archive, text).known for text in (HARBOUR, GRANT)] == [True, True]

    def test_the_log_of_another_day_is_another_log(self, archive: Archive) -> None:
        add(archive, LOG)
        assert marks(add(archive, LOG, published=NEXT)) == "NN"

    def test_what_cannot_be_read_leaves_no_trace(self, archive: Archive) -> None:
        before = finish(archive)
        for data in (b"", b"\0\1\2", b"  \n", b"\xff\xff\xfe\xfd" * 9):
            with pytest.raises(InputError):
                archive.add(data, name="x.txt", now=NOW)
        assert (finish(archive), warcs(archive.path)) == (before, {})

    def test_bad_lines_are_kept_as_problems_with_their_capture(self, archive: Archive) -> None:
        text = json.dumps({"text": HARBOUR, "id": "a"}) + "\n{bad\n"
        added = add(archive, text, "x.jsonl")
        (problem,) = added.problems
        assert (problem.capture, problem.place) == (added.capture, "x.jsonl:2")
        assert archive.problems() == [problem]
        assert added.reports[0].external_id == "a"

    def test_clock_that_stands_behind_does_not_disturb_the_order(self, archive: Archive) -> None:
        add(archive, LOG)
        earlier = NOW - dt.timedelta(days=3)
        assert marks(add(archive, LOG.replace("40人", "50人"), now=earlier)) == "R="
        rows = finish(archive)
        archive.close()
        Archive.rebuild(archive.path)
        with Archive.open(archive.path) as again:
            assert list(again._store.rows()) == rows

    @pytest.mark.parametrize(
        "text", ["あ", "「「「」」", "。", "(" * 2000, "港" * 200_000, "2月30日。", "𠮷"]
    )
    def test_odd_texts_go_the_whole_way(self, archive: Archive, text: str) -> None:
        add(archive, text)
        finish(archive)
        items = archive.digest(DAY, NEXT).items()
        assert "".join(item.text for item in items) == text
        archive.trace(items[0].id)


class TestASplitOfOnesOwn:
    TEXT = f"{HARBOUR}\n\n{RETOLD}\n\n{GRANT}\n"

    def test_is_a_decision_that_holds_when_the_log_grows(self, archive: Archive) -> None:
        first = add(archive, self.TEXT, split=(1, 5))
        assert len(first.reports) == 2
        assert len(archive._decided.all()) == 1
        again = add(archive, f"{self.TEXT}\n#見舞金\n\n港の食堂が31日、年内の営業を終えた。\n")
        assert marks(again) == "==N"

    def test_given_later_parts_what_was_one(self, archive: Archive) -> None:
        add(archive, self.TEXT, split=())
        later = add(archive, self.TEXT, split=(1, 3, 5))
        assert not later.known
        assert sorted(marks(later)) == ["N", "N", "R"]
        assert add(archive, self.TEXT, split=(1, 3, 5)).known
        assert add(archive, self.TEXT).known
        rows = finish(archive)
        archive.close()
        Archive.rebuild(archive.path)
        with Archive.open(archive.path) as again:
            assert list(again._store.rows()) == rows


class TestComments:
    def test_the_last_one_is_shown_and_empty_words_withdraw(self, archive: Archive) -> None:
        add(archive, LOG)
        finish(archive)
        item = archive.digest(DAY, NEXT).items()[0]
        for words, shown in (("一", "一"), ("二", "二"), ("", None)):
            assert archive.comment(item.id, words, now=NOW) == item.evidence
            assert archive.digest(DAY, NEXT).items()[0].comment == shown

    def test_follow_the_words_into_a_later_revision(self, archive: Archive) -> None:
        add(archive, LOG)
        finish(archive)
        items = {item.text: item.id for item in archive.digest(DAY, NEXT).items()}
        archive.comment(items[GRANT], "続報を待つ", now=NOW)
        add(archive, LOG.replace(GRANT, f"速報。{GRANT}支給は来月から。"))
        finish(archive)
        (commented,) = [item for item in archive.digest(DAY, NEXT).items() if item.comment]
        assert GRANT in commented.text
        archive.comment(f"{commented.evidence.revision}:3-{3 + len(GRANT)}", "済んだ", now=NOW)
        (commented,) = [item for item in archive.digest(DAY, NEXT).items() if item.comment]
        assert commented.comment == "済んだ"

    def test_one_whose_revision_is_no_more_disturbs_nothing(self, archive: Archive) -> None:
        add(archive, LOG)
        finish(archive)
        gone = {"kind": "comment", "at": NOW.isoformat(), "item": "0123456789abcdef:0-3", "comment": "x"}
        (archive.path / "decisions.jsonl").write_text(json.dumps(gone) + "\n", encoding="utf-8")
        assert {item.comment for item in archive.digest(DAY, NEXT).items()} == {None}

    def test_an_item_that_is_none_is_not_found(self, archive: Archive) -> None:
        with pytest.raises(NotFoundError):
            archive.comment("0:0-1", "x", now=NOW)


def newspaper() -> list[tuple[str, bytes]]:
    """The bundled example, file by file."""
    files = sorted((ROOT / "examples").rglob("*.jsonl"))
    return [(path.name, path.read_bytes()) for path in files]


class TestADigest:
    def test_says_a_thing_once_that_was_first_said_before_its_days(self, archive: Archive) -> None:
        for n, text in enumerate(
            (HARBOUR, f"{GRANT}{HARBOUR}", f"{HARBOUR}港の食堂が31日、年内の営業を終えた。")
        ):
            day = DAY + dt.timedelta(days=min(n, 1))
            add(archive, text, f"{n}.txt", published=day, form="text")
        finish(archive)
        shown = "".join(item.text for item in archive.digest(NEXT, NEXT + dt.timedelta(days=1)).items())
        assert shown.count("第2岸壁を閉鎖した") == 1
        assert "年内の営業" in shown
        assert archive.digest(DAY, NEXT).items()[0].folded == ()


class TestWhateverTheOrder:
    """Repeats are a function of the current revisions: of what is there, not of how it came to be there."""

    @staticmethod
    def repeats(path: Path, files: list[tuple[str, bytes]], *, steps: bool) -> list[tuple[object, ...]]:
        with Archive.create(path) as archive:
            for name, data in files:
                archive.add(data, name=name, published=DAY, now=NOW)
                if steps:
                    finish(archive)
            return [row for table, row in finish(archive) if table in ("resemblances", "passage_keys")]

    @pytest.mark.parametrize("seed", range(3))
    def test_of_coming_the_repeats_are_the_same(self, tmp_path: Path, seed: int) -> None:
        # Revisions of one article stay in their order: which of them is current is a matter of when it came.
        lines = [line for _, data in newspaper() for line in data.splitlines()]
        last = {json.loads(line)["url"]: line for line in lines}
        files = [(f"{n}.jsonl", line) for n, line in enumerate(last.values())]
        expected = self.repeats(tmp_path / "a", files, steps=False)
        assert len(expected) > 100
        random.Random(seed).shuffle(files)
        assert self.repeats(tmp_path / "b", files, steps=True) == expected

    def test_of_reading_and_weaving_the_repeats_are_the_same(self, tmp_path: Path) -> None:
        files = newspaper()
        assert self.repeats(tmp_path / "a", files, steps=True) == self.repeats(
            tmp_path / "b", files, steps=False
        )

    def test_of_reports_in_a_log_that_is_turned_round_the_repeats_turn(
        self, archive: Archive, tmp_path: Path
    ) -> None:
        one, two = f"{HARBOUR}\n\n#一\n\n{RETOLD}\n", f"{RETOLD}\n\n#一\n\n{HARBOUR}\n"
        add(archive, one)
        finish(archive)
        add(archive, two)
        finish(archive)
        found = list(archive.repeats())
        assert found
        assert all(r.later.text in HARBOUR and r.earlier.text in RETOLD for r in found)

    def test_a_repeat_of_a_text_that_was_replaced_is_gone(self, archive: Archive) -> None:
        url = "https://shiomi.example/1"
        add(archive, HARBOUR, "a.txt", url=url)
        add(archive, RETOLD, "b.txt", url="https://kitahama.example/2")
        finish(archive)
        assert len(list(archive.repeats())) > 0
        changed = "港の食堂が31日、年内の営業を終えた。" + HARBOUR[-40:]
        added = add(archive, changed, "a.txt", url=url)
        assert marks(added) == "R"
        finish(archive)
        assert [r.earlier.text for r in archive.repeats()] == []


class TestRebuilding:
    def test_gives_the_same_rows(self, archive: Archive) -> None:
        for name, data in newspaper():
            archive.add(data, name=name, now=NOW)
        add(archive, LOG)
        finish(archive)
        add(archive, LOG.replace("40人", "50人") + f"\n{RETOLD}\n")
        add(archive, LOG, split=(3, 7))
        item = archive.digest(DAY, NEXT).items()[0].id
        archive.comment(item, "続報を待つ", now=NOW)
        rows, digest, counts = finish(archive), archive.digest(DAY, NEXT), archive.status()
        archive.close()
        assert Archive.rebuild(archive.path) == counts
        with Archive.open(archive.path) as again:
            assert list(again._store.rows()) == rows
            assert again.digest(DAY, NEXT) == digest

    def test_that_is_broken_off_leaves_the_old_database(
        self, archive: Archive, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        add(archive, LOG)
        rows = finish(archive)
        archive.close()
        with monkeypatch.context() as patch:
            patch.setattr(Archive, "weave_new", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                Archive.rebuild(archive.path)
        with Archive.open(archive.path) as again:
            assert list(again._store.rows()) == rows
        Archive.rebuild(archive.path)
        assert not list(archive.path.glob("kirinuki.db.new*"))

    @pytest.mark.parametrize("damage", [b"", b"SQLite format 3\0" + b"x" * 5000, b"no database"])
    def test_mends_a_damaged_database(self, archive: Archive, damage: bytes) -> None:
        add(archive, LOG)
        rows = finish(archive)
        archive.close()
        (archive.path / "kirinuki.db").write_bytes(damage)
        (archive.path / "kirinuki.db-wal").write_bytes(b"left over")
        Archive.rebuild(archive.path)
        with Archive.open(archive.path) as again:
            assert list(again._store.rows()) == rows

    def test_is_refused_while_another_has_the_archive_open(self, archive: Archive) -> None:
        add(archive, LOG)
        with Archive.open(archive.path), pytest.raises(ArchiveError, match="ほかの kirinuki"):
            Archive.rebuild(archive.path)


class TestWhatGoesWrong:
    def test_a_record_that_the_program_stumbles_over_does_not_lock_the_archive(
        self, archive: Archive, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = entering.recognise

        def stumble(store: object, drafts: Sequence[Draft], *rest: object) -> list[Recognised]:
            if any("見舞金" in draft.text for draft in drafts):
                raise ZeroDivisionError
            return whole(store, drafts, *rest)  # type: ignore[arg-type]

        monkeypatch.setattr(entering, "recognise", stumble)
        with pytest.raises(ZeroDivisionError):
            add(archive, GRANT, "悪い.txt")
        assert marks(add(archive, HARBOUR, "良い.txt")) == "N"
        assert [p.message for p in archive.problems() if "ZeroDivisionError" in p.message]
        rows = finish(archive)
        archive.close()
        Archive.rebuild(archive.path)
        with Archive.open(archive.path) as again:
            assert list(again._store.rows()) == rows
        monkeypatch.undo()
        assert Archive.rebuild(archive.path)["articles"] == 2

    def test_a_text_that_the_rules_stumble_over_is_kept_unread_and_the_others_are_read(
        self, archive: Archive, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = kirinuki.Reader.read

        def stumble(reader: kirinuki.Reader, text: str, published: dt.date) -> kirinuki.Reading:
            if text.startswith("汐見県"):
                raise IndexError("out of range")
            return whole(reader, text, published)

        monkeypatch.setattr(kirinuki.Reader, "read", stumble)
        add(archive, GRANT, "悪い.txt", form="text")
        add(archive, HARBOUR, "良い.txt", form="text")
        rows = finish(archive)
        assert [p.message for p in archive.problems() if "IndexError" in p.message]
        assert GRANT in [item.text for item in archive.digest(DAY, NEXT).items()]
        assert archive.status()["statements"] > 0
        archive.close()
        Archive.rebuild(archive.path)
        with Archive.open(archive.path) as again:
            assert list(again._store.rows()) == rows

    @pytest.mark.parametrize(
        "fields",
        [
            {"kind": "comment"},
            {"kind": "comment", "item": 5, "comment": ""},
            {"kind": "split", "name": "今日.txt", "published": "2025-12-31"},
            {"kind": "split", "name": "今日.txt", "published": "2025-12-31", "begins": [1]},
        ],
    )
    def test_a_decision_that_was_edited_out_of_form_is_named(
        self, archive: Archive, fields: dict[str, object]
    ) -> None:
        add(archive, LOG)
        line = json.dumps(fields | {"at": NOW.isoformat()})
        archive.decisions.write_text(f"{line}\n", encoding="utf-8")
        for ask in (lambda: archive.digest(DAY, NEXT), lambda: add(archive, LOG)):
            with pytest.raises(ArchiveError, match="2025-12-31T12:00:00"):
                ask()

    def test_a_rebuild_that_fails_leaves_all_as_it_was(
        self, archive: Archive, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        add(archive, LOG)
        rows = finish(archive)
        archive.close()
        files = {p.name for p in archive.path.iterdir()}

        def full(*_: object) -> int:
            raise ArchiveError("disk full")

        with monkeypatch.context() as patched, pytest.raises(ArchiveError, match="disk full"):
            patched.setattr(Archive, "weave_new", full)
            Archive.rebuild(archive.path)
        assert {p.name for p in archive.path.iterdir()} == files
        with Archive.open(archive.path) as again:
            assert list(again._store.rows()) == rows


class TestCrashes:
    def test_what_reached_the_warc_file_alone_is_taken_in_by_the_next_write(
        self, archive: Archive, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(entering.Register, "enter", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                add(archive, LOG)
        assert list(archive.articles()) == []
        assert add(archive, LOG).known
        assert len(list(archive.articles())) == 2
        assert len(warcs(archive.path)) == 1

    def test_commits_that_a_power_cut_undid_are_made_again(self, archive: Archive, tmp_path: Path) -> None:
        add(archive, LOG)
        archive.close()
        shutil.copy(archive.path / "kirinuki.db", tmp_path / "old.db")
        with Archive.open(archive.path) as more:
            add(more, HARBOUR, "a.txt")
        with Archive.open(archive.path) as more:
            add(more, RETOLD, "b.txt")
            rows = finish(more)
        shutil.copy(tmp_path / "old.db", archive.path / "kirinuki.db")
        with Archive.open(archive.path) as again:
            assert finish(again) == rows

    def test_a_torn_end_is_put_aside_and_said_also_by_rebuild(self, archive: Archive) -> None:
        add(archive, LOG)
        (warc,) = (archive.path / "warc").iterdir()
        with warc.open("ab") as file:
            file.write(b"\x1f\x8b\x08torn")
        archive._warc.forsake()
        archive.close()
        with Archive.open(archive.path) as again:
            rows = finish(again)
            (problem,) = again.problems()
            assert "7 バイト" in problem.message
        Archive.rebuild(archive.path)
        with Archive.open(archive.path) as again:
            assert list(again._store.rows()) == rows

    @pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
    @pytest.mark.parametrize("seed", range(3))
    def test_killed_at_any_moment_nothing_that_was_told_is_lost(self, archive: Archive, seed: int) -> None:
        archive.close()
        with subprocess.Popen(
            [sys.executable, "-c", ADD_MANY, archive.path, "a", "400"], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            told = [process.stdout.readline()]
            time.sleep(random.Random(seed).random() / 2)
            process.send_signal(signal.SIGKILL)
            told += process.stdout.readlines()
        with Archive.open(archive.path) as again:
            rows = finish(again)
            there = {a.id for a in again.articles()}
            assert there >= {line.strip() for line in told if line.endswith("\n")}
            assert len(there) - len(told) in (-1, 0, 1)
        Archive.rebuild(archive.path)
        with Archive.open(archive.path) as again:
            assert list(again._store.rows()) == rows

    def test_two_processes_at_once_lose_nothing(self, archive: Archive) -> None:
        archive.close()
        running = [
            subprocess.Popen(
                [sys.executable, "-c", ADD_MANY, archive.path, who, "30"], stdout=subprocess.PIPE
            )
            for who in "abc"
        ]
        told = [line for process in running for line in process.communicate(timeout=120)[0].split()]
        assert [process.returncode for process in running] == [0, 0, 0]
        assert len(set(told)) == 90
        with Archive.open(archive.path) as again:
            rows = finish(again)
            assert {a.id.encode() for a in again.articles()} == set(told)
            assert again.problems() == []
        assert not list((archive.path / "warc").glob("*.open"))
        Archive.rebuild(archive.path)
        with Archive.open(archive.path) as again:
            assert list(again._store.rows()) == rows


ADD_MANY = """
import datetime as dt, sys
from kirinuki.flow import Archive
path, who, count = sys.argv[1:]
with Archive.open(path) as archive:
    for n in range(int(count)):
        text = f"{who}紙の第{n}号によると、港では{n}人が働いていた。".encode()
        now = dt.datetime.now(dt.UTC)
        added = archive.add(text, name=f"{who}{n}.txt", published=dt.date(2025, 12, 31), form="text", now=now)
        print(added.reports[0].article, flush=True)
"""


class TestThePublicFace:
    def test_offers_what_it_says(self) -> None:
        assert set(kirinuki.__all__) == {*kirinuki._HOME, "open", "__version__"}
        for name in kirinuki.__all__:
            assert getattr(kirinuki, name) is not None
            assert name in dir(kirinuki)
        with pytest.raises(AttributeError, match="nothing"):
            _ = kirinuki.nothing

    def test_opens_an_archive_and_reads_a_text(self, archive: Archive) -> None:
        archive.close()
        with kirinuki.open(archive.path) as again:
            assert isinstance(again, kirinuki.Archive)
        reading = kirinuki.Reader().read(GRANT, published=DAY)
        assert reading.text == GRANT

    def test_import_loads_nothing_heavy(self) -> None:
        ask = "import sys, kirinuki; print(*sys.modules)"
        loaded = subprocess.run(
            [sys.executable, "-c", ask], capture_output=True, text=True, check=True
        ).stdout.split()
        assert not {"sudachipy", "sqlite3", "warcio", "rapidfuzz", "yaml", "kirinuki.flow"} & set(loaded)


def test_a_clip_of_anything_is_taken_in_or_refused(tmp_path: Path) -> None:
    url = "https://shimpo.example/1"
    with Archive.create(tmp_path / "x") as archive:
        kept = archive.clip(now=NOW, url=url, title="港\x00", text="岸壁を\ud800閉鎖\x00した。")
        assert archive.revision(kept.reports[0].revision).text == "岸壁を?閉鎖した。"
        for html in ("<p></p>", "x", "<html>" * 3000):
            try:
                empty = archive.clip(now=NOW, url=url, title="港", html=html)
            except InputError:
                continue
            assert all(archive.revision(report.revision).text for report in empty.reports)
            assert empty.reports or empty.problems
        archive.read_new()
        archive.weave_new()
