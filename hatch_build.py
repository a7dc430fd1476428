"""Builds a wheel with the rules of reading as machine code, for whoever asks for it (docs/decisions/0018-compiled.md).

    HATCH_BUILD_HOOK_ENABLE_CUSTOM=true python -m pip wheel --no-deps --wheel-dir out/compiled .

That takes a C compiler and some minutes. Without the variable the wheel is pure Python and reads the same, byte for byte.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

STEPS = (
    "brackets", "sentences", "morphemes", "numerals", "counted", "quantities", "times", "names", "statements",
)  # fmt: skip
"""Modules and packages of `kirinuki.read` that every text goes through. What reads a person's corrections stays as it is:
machine code checks the types of what it is given, and there a fault is to be told in words."""


class CompiledReading(BuildHookInterface[Any]):
    """Compiles a copy of the sources, so that no machine code comes to lie beside those that are worked on."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        self._copy = TemporaryDirectory()
        root = Path(self._copy.name)
        shutil.copytree(Path(self.root, "src", "kirinuki"), root / "kirinuki")
        read = root / "kirinuki" / "read"
        modules = [read / f"{step}.py" for step in STEPS if (read / f"{step}.py").exists()]
        modules += [module for step in STEPS for module in sorted((read / step).rglob("*.py"))]
        config = f"--config-file={Path(self.root, 'pyproject.toml')}"
        subprocess.run(
            [sys.executable, "-m", "mypyc", config, *(str(module.relative_to(root)) for module in modules)],
            cwd=root,
            env=os.environ | {"MYPYC_OPT_LEVEL": "3", "MYPYC_DEBUG_LEVEL": "0"},
            check=True,
        )
        shutil.rmtree(root / "build")
        made = [path for path in root.rglob("*") if path.suffix in (".so", ".pyd")]
        build_data["force_include"] |= {str(path): str(path.relative_to(root)) for path in made}
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self._copy.cleanup()
