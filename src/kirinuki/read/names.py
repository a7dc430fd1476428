"""Names: who, which organisation, which place, which facility.

Each morpheme is one code point of a kind (`name_words`), a grammar runs over them (`name_grammar`), and
what it finds is then looked at as a text: names learnt in one place hold in the others, and all
mentions of one person get one key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kirinuki.model.reading import Entity, Morphemes
from kirinuki.model.text import Span
from kirinuki.read.name_grammar import read_names
from kirinuki.read.name_words import code_of


def find_names(plain: str, sentences: Sequence[Span], morphemes: Morphemes) -> tuple[Entity, ...]:
    """The names in `plain`, in text order, none inside or across another."""
    surfaces = [plain[a:b] for a, b in zip(morphemes.starts, morphemes.ends, strict=True)]
    codes = "".join(map(code_of, surfaces, morphemes.tags))
    found = list(read_names(codes, plain, morphemes))
    return tuple(_who(plain, found))


def _who(plain: str, found: list[Entity]) -> Iterator[Entity]:
    """Entities with one key for all mentions of one person: the fullest form of the name."""
    full: dict[str, str] = {}
    words = sorted({plain[e.start : e.end] for e in found if e.type == "PERSON"}, key=len, reverse=True)
    for word in words:
        full[word] = next(
            (w for w in words if len(w) > len(word) and (w.startswith(word) or w.endswith(word))), word
        )
    for e in found:
        yield replace(e, who=full[plain[e.start : e.end]]) if e.type == "PERSON" else e
