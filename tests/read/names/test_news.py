"""Names over invented news, sentence by sentence, as a careful reader marks them."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from kirinuki.model.reading import Entity
from kirinuki.read.reader import Reader

_MARK = re.compile(r"<([POLF]) ([^<>|]+)(?:\|([^<>]+))?>")
_TYPES = {"P": "PERSON", "O": "ORGANIZATION", "L": "PLACE", "F": "FACILITY"}
_FILE = Path(__file__).with_name("news.txt")
SENTENCES = [line for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def marked(line: str) -> tuple[str, list[tuple[int, str, str, str | None]]]:
    """The sentence of a line with marks, and its names: where, words, type and title."""
    text, names, position = "", [], 0
    for match in _MARK.finditer(line):
        text += line[position : match.start()]
        names.append((len(text), match[2], _TYPES[match[1]], match[3]))
        text += match[2]
        position = match.end()
    return text + line[position:], names


def found(text: str) -> list[tuple[int, str, str, str | None]]:
    entities: tuple[Entity, ...] = Reader().read(text, dt.date(2024, 12, 31)).entities
    assert all(e.why and e.who for e in entities)
    return [(e.start, e.of(text), e.type, e.title) for e in entities]


@pytest.mark.parametrize("line", SENTENCES)
def test_names_of_a_sentence(line: str) -> None:
    text, names = marked(line)
    assert found(text) == names
