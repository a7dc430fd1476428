"""A page that would grow with the news is cut into parts, by the weight of what it is set of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def in_parts(pieces: Iterable[tuple[T, str]], most: int) -> list[list[tuple[T, str]]]:
    """`pieces`, each with its HTML, in parts of at most `most` bytes; a piece that weighs more is a part of its own. There is
    one part at least."""
    parts: list[list[tuple[T, str]]] = [[]]
    weight = 0
    for piece in pieces:
        mine = len(piece[1].encode())
        if parts[-1] and weight + mine > most:
            parts.append([])
            weight = 0
        parts[-1].append(piece)
        weight += mine
    return parts
