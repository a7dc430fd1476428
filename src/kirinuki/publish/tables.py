"""Tables for spreadsheets: CSV that no spreadsheet takes for commands."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_COMMANDS = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet would run as a formula (OWASP, CSV injection)."""


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[str | float | None]]) -> str:
    """One line a row under a line of names, as RFC 4180 has it; an apostrophe before words that would run as a formula."""
    told = io.StringIO()
    writer = csv.writer(told, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return told.getvalue()


def _harmless(cell: str | float | None) -> str | float | None:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_COMMANDS) else cell
