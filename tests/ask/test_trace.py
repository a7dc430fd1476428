from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kirinuki.ask.decisions import Decided
from kirinuki.errors import NotFoundError, TraceError
from kirinuki.flow import Archive

DAY = dt.date(2025, 12, 31)
NOW = dt.datetime(2025, 12, 31, 12, tzinfo=dt.UTC)

HARBOUR = "港湾局の三崎報道官は３０日、\r\n北浜港の第2岸壁を閉鎖したと発表した。けが人は約40人に上る。"
GRANT = "汐見県の高瀬知事は30日、避難している住民に見舞金を支給する考えを示しました。"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "記録") as archive:
        yield archive


def items(archive: Archive) -> list[str]:
    archive.read_new()
    return [item.id for item in archive.digest(DAY, DAY + dt.timedelta(days=1)).items()]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("今日.txt", f"{HARBOUR}\r\n\r\n#北浜港\r\n\r\n{GRANT}\r\n".encode("cp932")),
        ("x.md", f"---\ntitle: 題\n---\n\n**{HARBOUR}**\n".encode()),
        ("x.jsonl", "\n".join(json.dumps({"text": text}) for text in (HARBOUR, GRANT)).encode("utf-16")),
    ],
    ids=["log", "markdown", "json"],
)
def test_every_item_is_proved_from_its_record(archive: Archive, name: str, data: bytes) -> None:
    archive.add(data, name=name, published=DAY, now=NOW)
    found = items(archive)
    assert found
    for item in found:
        trace = archive.trace(item)
        assert f"{trace.revision.id}:{trace.evidence.span.start}-{trace.evidence.span.end}" == item
        assert trace.evidence.span.of(trace.revision.text) == trace.evidence.text
        assert trace.article.id == trace.revision.article
        assert trace.capture.given.name == name
        assert trace.sighting.capture == trace.capture.id


def test_it_holds_for_a_superseded_revision_and_for_the_beginning_of_its_id(archive: Archive) -> None:
    archive.add(HARBOUR.encode(), name="今日.txt", published=DAY, now=NOW)
    (item,) = items(archive)[:1]
    archive.add(HARBOUR.replace("40人", "50人").encode(), name="今日.txt", published=DAY, now=NOW)
    assert archive.trace(item[:6] + item[16:]).evidence == archive.evidence(item)
    assert archive.trace(item).capture.captured_at == NOW


def test_a_split_of_ones_own_is_respected_as_it_was_at_the_capture(archive: Archive) -> None:
    log = f"{HARBOUR}\n\n{GRANT}\n".replace("\r\n", "").encode()
    archive.add(log, name="今日.txt", published=DAY, split=(1, 3), now=NOW)
    parted = items(archive)
    archive.add(log, name="今日.txt", published=DAY, split=(), now=NOW)
    for item in {*parted, *items(archive)}:
        assert archive.trace(item).evidence == archive.evidence(item)


def test_a_log_that_would_be_parted_otherwise_today_proves_its_words_still(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add(f"{HARBOUR}\n\n#北浜港\n\n{GRANT}\n".encode(), name="今日.txt", published=DAY, now=NOW)
    found = items(archive)
    monkeypatch.setattr(Decided, "splits", lambda *_: {GRANT: False})
    for item in found:
        assert archive.trace(item).evidence == archive.evidence(item)


@pytest.mark.parametrize(
    "item", ["", "x", "0123:4-5", "zz:0-1", "0123456789abcdef:5-3", f"01:0-{'9' * 5000}"]
)
def test_what_is_no_item_is_not_found(archive: Archive, item: str) -> None:
    with pytest.raises(NotFoundError):
        archive.trace(item)


def test_a_place_outside_of_the_text_is_not_found(archive: Archive) -> None:
    archive.add(GRANT.encode(), name="今日.txt", published=DAY, now=NOW)
    (item,) = items(archive)
    revision = item.partition(":")[0]
    for place in (f"0-{len(GRANT) + 1}", "5-5", "9-3", "0-999999999"):
        with pytest.raises(NotFoundError, match="その箇所"):
            archive.trace(f"{revision}:{place}")


def test_bytes_of_another_capture_prove_nothing(archive: Archive, tmp_path: Path) -> None:
    archive.add(GRANT.encode(), name="今日.txt", published=DAY, now=NOW)
    (item,) = items(archive)
    archive.close()
    (warc,) = (archive.path / "warc").iterdir()
    with Archive.create(tmp_path / "別") as other:
        other.add(HARBOUR.encode(), name="今日.txt", published=DAY, now=NOW)
    shutil.copy(next((other.path / "warc").iterdir()), warc)
    with Archive.open(archive.path) as again, pytest.raises(TraceError, match="見つかりません"):
        again.trace(item)


def test_a_missing_file_is_said(archive: Archive) -> None:
    archive.add(GRANT.encode(), name="今日.txt", published=DAY, now=NOW)
    (item,) = items(archive)
    archive.close()
    shutil.rmtree(archive.path / "warc")
    with Archive.open(archive.path) as again, pytest.raises(TraceError, match="ありません"):
        again.trace(item)
