"""A person's own names over an archive: where the table lies, and that stored readings follow it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kirinuki.errors import ConfigError
from kirinuki.flow import Archive
from tests.conftest import Run

DAY = dt.date(2025, 12, 31)
NOW = dt.datetime(2025, 12, 31, 12, tzinfo=dt.UTC)
TEXT = "浜の会議であかつき丸友の会が「船を残したい」と訴えた。"
TABLE = "name\ttype\nあかつき丸友の会\tORGANIZATION\n"


def made(path: Path) -> str:
    with Archive.create(path) as archive:
        added = archive.add(TEXT.encode(), name="今日.txt", published=DAY, now=NOW)
        archive.read_new()
        archive.weave_new()
        return added.reports[0].revision


def names(archive: Archive, revision: str) -> list[str]:
    reading = archive.reading(revision)
    return [entity.of(reading.text) for entity in reading.entities]


def test_the_table_beside_the_settings_is_taken_and_readings_are_made_again(tmp_path: Path) -> None:
    revision = made(tmp_path / "記録")
    with Archive.open(tmp_path / "記録") as archive:
        assert "あかつき丸友の会" not in names(archive, revision)
        assert archive.read_new() == 0
    table = tmp_path / "記録" / "names.tsv"
    table.write_text(TABLE, encoding="utf-8")
    with Archive.open(tmp_path / "記録") as archive:
        assert archive.read_new() == 1
        archive.weave_new()
        assert "あかつき丸友の会" in names(archive, revision)
        rows = list(archive._store.rows())
    Archive.rebuild(tmp_path / "記録")
    with Archive.open(tmp_path / "記録") as archive:
        assert list(archive._store.rows()) == rows
        assert archive.read_new() == 0
    table.unlink()
    with Archive.open(tmp_path / "記録") as archive:
        assert archive.read_new() == 1
        assert "あかつき丸友の会" not in names(archive, revision)


def test_a_correction_goes_before_the_table(tmp_path: Path) -> None:
    revision = made(tmp_path / "記録")
    (tmp_path / "記録" / "names.tsv").write_text(TABLE, encoding="utf-8")
    with Archive.open(tmp_path / "記録") as archive:
        (place,) = archive.corrections.places("あかつき丸友の会")
        item = f"{revision}:{place.span.start}-{place.span.end}"
        archive.corrections.make(item, {"種類": "施設"}, now=NOW)
        assert archive.read_new() == 1
        (entity,) = [e for e in archive.reading(revision).entities if e.start == place.span.start]
        assert entity.type == "FACILITY"


def test_the_setting_names_another_file(tmp_path: Path) -> None:
    revision = made(tmp_path / "記録")
    settings = tmp_path / "記録" / "kirinuki.toml"
    settings.write_text('[read]\nnames = "名簿.tsv"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="名簿が読めません"):
        Archive.open(tmp_path / "記録")
    (tmp_path / "記録" / "名簿.tsv").write_text(TABLE, encoding="utf-8")
    with Archive.open(tmp_path / "記録") as archive:
        assert "あかつき丸友の会" in names(archive, revision)


def test_a_table_out_of_form_is_named_with_its_line(tmp_path: Path) -> None:
    made(tmp_path / "記録")
    (tmp_path / "記録" / "names.tsv").write_text(f"{TABLE}名だけ\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"names\.tsv: 3 行目"):
        Archive.open(tmp_path / "記録")
    (tmp_path / "記録" / "names.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="UTF-8"):
        Archive.open(tmp_path / "記録")


def test_on_the_command_line(kirinuki: Run, tmp_path: Path) -> None:
    (tmp_path / "名簿.tsv").write_text(TABLE, encoding="utf-8")
    day = ("--published", "2025-12-31", "--json")
    form = kirinuki("read", "-", *day, "--names", "名簿.tsv", stdin=TEXT.encode()).json
    assert "あかつき丸友の会" in [entity["text"] for entity in form["entities"]]
    missing = kirinuki("read", "-", *day, "--names", "無い.tsv", stdin=TEXT.encode())
    assert missing.status == 2 and "無い.tsv" in missing.err
