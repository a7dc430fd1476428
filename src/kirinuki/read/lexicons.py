"""Word lists: tab-separated rows in a room's `lexicon/*.tsv`, with `#` comments on top."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str, room: str = "read") -> Iterator[list[str]]:
    """The rows of one list of a room as cells, comments and empty lines left out."""
    text = files(f"kirinuki.{room}").joinpath("lexicon", f"{name}.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
