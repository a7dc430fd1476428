from __future__ import annotations

import json

import click
import pytest

from kirinuki.cli.session import Rows, guard, print_json


def test_a_fault_of_ours_is_one_line_with_its_place(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    @click.command()
    def stumble() -> None:
        raise IndexError("out of range")

    monkeypatch.setattr("sys.argv", ["kirinuki"])
    with pytest.raises(SystemExit) as ended:
        guard(stumble)
    assert ended.value.code == 1
    said = capfd.readouterr().err
    assert "IndexError: out of range (test_session.py:" in said
    assert "Traceback" not in said


def test_rows_that_lie_on_the_disk_are_printed_as_a_list_is(capsys: pytest.CaptureFixture[str]) -> None:
    rows, none = Rows(), Rows()
    rows.append({"id": 1, "words": "港\n"})
    rows.extend({"id": n} for n in range(2))
    print_json({"articles": rows, "none": none})
    print_json({"articles": [{"id": 1, "words": "港\n"}, {"id": 0}, {"id": 1}], "none": []})
    said = capsys.readouterr().out
    assert said[: len(said) // 2] == said[len(said) // 2 :]
    assert len(json.loads(said[: len(said) // 2])["articles"]) == len(rows) == 3
    assert (bool(rows), bool(none)) == (True, False)
