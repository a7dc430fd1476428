"""Tables for spreadsheets: CSV that no spreadsheet takes for commands."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

_COMMANDS = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet would run as a formula (OWASP, CSV injection)."""


def csv_lines(heads: Sequence[str], rows: Iterable[Sequence[str | float | None]]) -> Iterator[str]:
    """One line a row under a line of names, as RFC 4180 has it; an apostrophe before words that would run as a formula."""
    for row in chain([heads], ([_harmless(cell) for cell in row] for row in rows)):
        told = io.StringIO()
        csv.writer(told, lineterminator="\r\n").writerow(row)
        yield told.getvalue()


def _harmless(cell: str | float | None) -> str | float | None:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_COMMANDS) else cell
