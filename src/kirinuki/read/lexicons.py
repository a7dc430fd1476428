"""The word lists of this room: tab-separated rows in `lexicon/*.tsv`, with `#` comments on top."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[list[str]]:
    """The rows of one list as cells, comments and empty lines left out."""
    text = files("kirinuki.read").joinpath("lexicon", f"{name}.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
