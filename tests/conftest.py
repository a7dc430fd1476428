"""What tests share: the program as a person runs it, and hypothesis in its short and long form."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "test", max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "soak", max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("soak" if os.environ.get("KIRINUKI_SOAK") else "test")

ROOT = Path(__file__).resolve().parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Soak tests run under `make soak` only."""
    if os.environ.get("KIRINUKI_SOAK"):
        return
    for item in items:
        if item.get_closest_marker("soak"):
            item.add_marker(pytest.mark.skip(reason="long form: run `make soak`"))


@dataclass(frozen=True)
class Ran:
    """How one run of the program ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def kirinuki(tmp_path: Path) -> Run:
    """The program in a process of its own: `kirinuki("add", "x.txt", stdin=b"…", env={…}) -> Ran`."""

    def run(
        *args: str | Path, stdin: bytes = b"", cwd: Path = tmp_path, env: dict[str, str] | None = None
    ) -> Ran:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("KIRINUKI_")}
        environment |= {"PYTHONUTF8": "1"} | (env or {})
        done = subprocess.run(
            [sys.executable, "-m", "kirinuki", *map(str, args)],
            input=stdin,
            capture_output=True,
            cwd=cwd,
            env=environment,
            timeout=120,
        )
        encoding = environment.get("PYTHONIOENCODING", "utf-8").partition(":")[0]
        ran = Ran(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))
        assert "Traceback" not in ran.err and "a fault of kirinuki" not in ran.err, ran.err
        return ran

    return run


@pytest.fixture
def archive(kirinuki: Run, tmp_path: Path) -> Path:
    """An empty archive."""
    path = tmp_path / "記録"
    assert kirinuki("init", path).status == 0
    return path
