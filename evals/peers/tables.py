"""Tables as Markdown, the form in which docs/quality.md shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table: the first column is words, the others are figures set to the right."""
    lines = [_row(head), "|".join(("", ":--", *("--:" for _ in head[1:]), ""))]
    return "\n".join((*lines, *(_row(row) for row in rows)))


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(f"{c:.3f}" if isinstance(c, float) else str(c) for c in cells) + " |"


def share(part: int, whole: int) -> str:
    """`part` of `whole` with its percentage."""
    return f"{part}/{whole} ({100 * part / whole:.1f} %)" if whole else "–"
