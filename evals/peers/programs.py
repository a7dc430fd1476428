"""The peers as programs: each answers from an environment of its own, over standard input and output."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent


class NotInstalledError(Exception):
    """The peer's environment is missing; the message names the script that makes it."""


@dataclass(frozen=True)
class Peer:
    """A tool in `.peers/{folder}`, installed by `bench/peers/{folder}.sh`, asked by `bench/peers/{script}`."""

    name: str
    folder: str
    script: str

    def ask(self, jobs: list[Any]) -> list[Any]:
        """One answer for each job. Raises `NotInstalledError`."""
        python = ROOT / ".peers" / self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        if not python.is_file():
            raise NotInstalledError(f"{self.name} is not installed: run bench/peers/{self.folder}.sh once")
        done = subprocess.run(
            [python, "-W", "ignore", ROOT / "bench" / "peers" / self.script],
            input=json.dumps(jobs),
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        )
        answers: list[Any] = json.loads(done.stdout)
        return answers


JA_TIMEX = Peer("ja-timex 0.2.8", "ja_timex", "ja_timex_parse.py")
GINZA = Peer("GiNZA (ja-ginza)", "ginza", "ginza_parse.py")
