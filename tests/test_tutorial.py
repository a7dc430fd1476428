"""The tutorial is run as it stands: every command of it, in order, and its Python."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

pytestmark = pytest.mark.whole

BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_every_command_of_the_tutorial_works(kirinuki: Run, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    blocks = BLOCK.findall((ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8"))
    assert len(blocks) > 5
    for language, body in blocks:
        if language == "python":
            done = subprocess.run(
                [sys.executable, "-c", body],
                cwd=tmp_path,
                env=os.environ | {"PYTHONUTF8": "1"},
                capture_output=True,
                encoding="utf-8",
            )
            assert done.returncode == 0, done.stderr
            assert ".warc.gz urn:uuid:" in done.stdout
            continue
        for line in body.splitlines():
            program, *args = shlex.split(line.removeprefix("$ "))
            assert program == "kirinuki"
            said = kirinuki(*args)
            assert said.status == 0, f"{line}\n{said.err}"
    assert (tmp_path / "紙面" / "2025-12-29..2026-01-01.html").is_file()
    assert "続報を待つ" in kirinuki("-C", "記録", "digest", "2026-01-01").out
