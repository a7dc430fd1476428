"""Score how two tellings are compared, on the cases of four tellings that the shared folder and `evals/revisions` hold.

    python -m evals.revisions              the cases that may be looked at
    python -m evals.revisions --errors     and each miss
    python -m evals.revisions --unseen     those that nobody looks at: once, when the work is done

The definitions are those of the shared folder's gold/score_revisions.py, which is run as it stands; only the way to
the program is shorter (in one process). The shared folder is KIRINUKI_SHARED, else ../shared.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import importlib.util
import io
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

from evals.scores import HERE, shared_folder
from kirinuki.model.text import Span
from kirinuki.read.reader import Reader
from kirinuki.weave.collation import collate

READER = Reader()


def cases(*, unseen: bool = False) -> dict[str, list[Path]]:
    """The case files by the name of their set. Raises FileNotFoundError where the shared folder is missing."""
    given = shared_folder() / "gold" / "revisions" / "dev"
    if not given.is_dir():
        raise FileNotFoundError(f"{given}: no cases there; set KIRINUKI_SHARED to the shared folder")
    sets = {"dev": given, "seen": HERE / "revisions" / "seen"}
    if unseen:
        sets["unseen"] = HERE / "revisions" / "unseen"
    return {name: sorted(folder.glob("*.json")) for name, folder in sets.items()}


def compared(_: str, old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """What `kirinuki compare OLD NEW --json` prints, as far as it is scored."""
    readings = [READER.read(t["text"], dt.datetime.fromisoformat(t["published"]).date()) for t in (old, new)]
    found = collate(*readings, same_outlet=old["outlet"] == new["outlet"])

    def place(span: Span | None) -> dict[str, int]:
        assert span is not None
        return {"start": span.start, "end": span.end}

    return {
        "alignments": [
            {"old": place(c.earlier), "new": place(c.later), "kind": c.kind}
            for c in found.changes
            if c.earlier and c.later
        ],
        "new": [place(c.later) for c in found.changes if c.kind == "new"],
        "dropped": [place(c.earlier) for c in found.changes if c.kind == "dropped"],
        "conflicts": [{"old": place(c.earlier), "new": place(c.later)} for c in found.conflicts],
    }


def scores(files: list[Path], *, errors: bool = False) -> dict[str, Any]:
    """What score_revisions.py says of these cases."""
    scorer = _scorer()
    said = io.StringIO()
    words = [
        "score_revisions",
        "--command",
        "",
        "--json",
        *(["--errors"] if errors else []),
        *map(str, files),
    ]
    with (
        mock.patch.object(scorer, "compare", compared),
        mock.patch.object(sys, "argv", words),
        contextlib.redirect_stdout(said),
    ):
        scorer.main()
    *misses, result = said.getvalue().splitlines()
    for miss in misses:
        print(" ", miss)
    return dict(json.loads(result))


def _scorer() -> ModuleType:
    path = shared_folder() / "gold" / "score_revisions.py"
    spec = importlib.util.spec_from_file_location("score_revisions", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--unseen", action="store_true")
    args = parser.parse_args()
    for name, files in cases(unseen=args.unseen).items():
        if files:
            print(f"{name}  ({len(files)} cases)")
            print(" ", scores(files, errors=args.errors and name != "unseen"))


if __name__ == "__main__":
    main()
