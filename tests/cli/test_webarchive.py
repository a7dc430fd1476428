"""`kirinuki add` of web archives as a person runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.capture.web_records import packed, warc
from tests.conftest import Run
from tests.test_importing import page, record

pytestmark = pytest.mark.whole

ENGLISH = warc("https://minato.example/en", b"<html>English only</html>")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "x.warc.gz"
    bad = warc("https://shimpo.example/9", page(9), Content_Length=30)
    path.write_bytes(packed(record(1), ENGLISH, warc("https://minato.example/2", page(2)), bad))
    return path


def test_pages_are_taken_in_with_what_was_left_out_as_one_document(
    kirinuki: Run, archive: Path, file: Path
) -> None:
    ran = kirinuki("-C", archive, "add", file, "--json")
    assert ran.status == 0, ran.err
    assert [row["new"] for row in ran.json["articles"]] == [True] * 3
    assert ran.json["articles"][0]["file"] == "x.warc.gz:0"
    assert ran.json["left"] == {"日本語でない (not Japanese)": 1}
    assert (ran.json["odd"], ran.json["problems"]) == (1, [])
    again = kirinuki("-C", archive, "add", file, "--json")
    assert (again.status, again.json["articles"]) == (0, [])
    once_more = kirinuki("-C", archive, "add", file, "--again", "--json")
    assert [row["new"] for row in once_more.json["articles"]] == [False] * 3


def test_damage_is_named_and_the_rest_is_there(kirinuki: Run, archive: Path, file: Path) -> None:
    file.write_bytes(packed(record(1)) + b"garbage" + packed(record(2))[:-30])
    ran = kirinuki("-C", archive, "add", file)
    assert ran.status == 1
    assert "ページ 1 件" in ran.err
    assert "no record here" in ran.err
    assert "truncated" in ran.err


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--host", "shimpo.example"], 2),
        (["--host", "https://minato.example/", "--any-language"], 2),
        (["--since", "2022-12-31"], 2),
        (["--until", "2022-12-30"], 1),
    ],
)
def test_pages_are_chosen_by_host_and_day(
    kirinuki: Run, archive: Path, file: Path, options: list[str], count: int
) -> None:
    ran = kirinuki("-C", archive, "add", file, *options, "--json")
    assert len(ran.json["articles"]) == count


def test_what_an_archive_tells_itself_is_not_given(kirinuki: Run, archive: Path, file: Path) -> None:
    ran = kirinuki("-C", archive, "add", file, "--published", "2022-12-31")
    assert ran.status == 2
    assert "--published" in ran.err
    assert kirinuki("-C", archive, "import", file).status == 2


def test_pages_go_out_again_as_one_document(kirinuki: Run, archive: Path, file: Path) -> None:
    kirinuki("-C", archive, "add", file)
    kirinuki("-C", archive, "add", "-", stdin="北浜港は一日に開く。".encode())
    ran = kirinuki("-C", archive, "export", "--warc", "out.warc.gz", "--wacz", "out.wacz", "--json")
    assert (ran.status, ran.json) == (0, {"pages": 3, "visits": 0, "without_address": 1})
    assert (file.parent / "out.wacz").exists()
    assert kirinuki("-C", archive, "export").status == 2
    assert kirinuki("-C", archive, "export", "--warc", "x.warc.gz", "--outlet", "無い新聞").status == 2


def test_a_file_that_is_no_archive_whatever_it_is_called_is_said(
    kirinuki: Run, archive: Path, tmp_path: Path
) -> None:
    (tmp_path / "x.wacz").write_bytes(b"no ZIP file")
    (tmp_path / "x.warc").write_bytes(b"no WARC file")
    ran = kirinuki("-C", archive, "add", "x.wacz", "x.warc", "none.warc.gz")
    assert ran.status == 1
    for words in ("ZIP", "no record here", "none.warc.gz"):
        assert words in ran.err
    assert "Traceback" not in ran.err
