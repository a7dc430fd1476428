"""The rules as machine code (`hatch_build.py`) read what the sources read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bench.reading import digests, hostile

ROOT = Path(__file__).resolve().parent.parent.parent
NEWSPAPER = ROOT / "examples" / "newspaper"

CHILD = """
import json, sys
from kirinuki.read import quantities
from bench.reading import digests
assert not quantities.__file__.endswith(".py"), quantities.__file__
json.dump(digests(json.load(sys.stdin)), sys.stdout)
"""


def texts() -> list[str]:
    """The bundled newspaper, and texts of every hostile kind."""
    lines = [
        line for file in sorted(NEWSPAPER.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()
    ]
    return [json.loads(line)["text"] for line in lines] + [text for _, text in hostile(2000)]


@pytest.mark.soak
def test_machine_code_reads_the_same(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", tmp_path, ROOT],
        env=os.environ | {"HATCH_BUILD_HOOK_ENABLE_CUSTOM": "true"},
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "lib")
    sample = texts()
    child = subprocess.run(
        [sys.executable, "-c", CHILD],
        input=json.dumps(sample),
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path / "lib"), str(ROOT)])},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(child.stdout) == digests(sample)
