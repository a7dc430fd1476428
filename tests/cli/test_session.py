from __future__ import annotations

import click
import pytest

from kirinuki.cli.session import guard


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
