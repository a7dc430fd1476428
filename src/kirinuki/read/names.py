"""Names: who, which organisation, which place, which facility.

Each morpheme is one code point of a kind (`name_words`), a grammar runs over them (`name_grammar`), and
what it finds is then looked at as a text: names learnt in one place hold in the others, and all
mentions of one person get one key (`persons`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kirinuki.model.reading import Entity, EntityType, Morphemes
from kirinuki.model.text import Span
from kirinuki.read.name_grammar import NameReader
from kirinuki.read.name_words import CODES, code_of
from kirinuki.read.persons import identify, name_parts

_DATED = r"、\d{4}年\d{1,2}月\d{1,2}日[^。\n]{0,20}(?:。|$)"
_SOURCE = re.compile(
    rf"""(?:^|(?<=[。\n』]))[ ]*
    (?P<name>(?:[^ぁ-ん、。…「」『』\n()\d]|[ぁ-ん]{{3,}}|\d+(?![年月日\d])){{2,30}})
    (?:\([^()\n]{{1,20}}\))?
    (?:『(?=[^\n]{{1,120}}』。?\s*[^\n。]{{2,40}}{_DATED}) | {_DATED})""",
    re.VERBOSE | re.MULTILINE,
)
"""An item in a list of sources: 「みなと新聞『見出し』。みなと新聞、2024年5月1日。」."""

_SURNAME, _GIVEN = CODES["surname"], CODES["given"]


def find_names(plain: str, sentences: Sequence[Span], morphemes: Morphemes) -> tuple[Entity, ...]:
    """The names in `plain`, in text order, none inside or across another."""
    surfaces = [plain[a:b] for a, b in zip(morphemes.starts, morphemes.ends, strict=True)]
    codes = "".join(map(code_of, surfaces, morphemes.tags))
    reader = NameReader(codes, plain, morphemes)
    found = list(reader.names())
    surnames = {
        morphemes.starts[i]: len(surfaces[i]) for i in range(len(codes) - 1) if codes[i + 1] == _GIVEN
    }
    found = _with_sources(plain, found)
    found = _learn(reader, surfaces, found, surnames)
    return tuple(identify(found, plain, surnames))


def _with_sources(plain: str, found: list[Entity]) -> list[Entity]:
    """`found` with the outlets of a list of sources, in place of what was read inside them."""
    sources = [Entity(*match.span("name"), "ORGANIZATION") for match in _SOURCE.finditer(plain)]
    result: list[Entity] = []
    position = 0
    for source in sources:
        while position < len(found) and found[position].start < source.start:
            result.append(found[position])
            position += 1
        inside = position
        while position < len(found) and found[position].start < source.end:
            position += 1
        parts = found[inside:position]
        if any(e.type == "PERSON" for e in parts) or (result and result[-1].end > source.start) or (parts and parts[-1].end > source.end):
            result.extend(parts)
        else:
            result.append(source)
    return result + found[position:]


def _learn(
    reader: NameReader, surfaces: list[str], found: list[Entity], surnames: dict[int, int]
) -> list[Entity]:
    """`found` and further mentions of what was found: a surname alone, a firm met with its trade before."""
    plain, m = reader.plain, reader.morphemes
    learnt: dict[str, EntityType] = {}
    for e in found:
        name = plain[e.start : e.end]
        if e.type == "PERSON":
            for part in (
                name,
                *name_parts(
                    name, surnames.get(e.start, 0) if e.end - e.start > surnames.get(e.start, 0) else 0
                ),
            ):
                if len(part) > 1:
                    learnt.setdefault(part, "PERSON")
        elif e.type != "PLACE" and e.end - e.start > 2:
            learnt.setdefault(name, e.type)
    if not learnt:
        return found
    by_head: dict[str, list[str]] = {}
    for name in sorted(learnt, key=len, reverse=True):
        by_head.setdefault(name[:2], []).append(name)
    result: list[Entity] = []
    ends = {end: i for i, end in enumerate(m.ends)}
    queue = iter(found)
    coming = next(queue, None)
    position = 0
    for i, start in enumerate(m.starts):
        if coming is not None and start >= coming.start:
            name = plain[coming.start : coming.end]
            result.append(coming)
            position = coming.end
            coming = next(queue, None)
        if start < position:
            continue
        for name in by_head.get(plain[start : start + 2], ()):
            end = start + len(name)
            if plain.startswith(name, start) and end in ends and (coming is None or end <= coming.start):
                type_ = learnt[name]
                result.append(
                    Entity(start, end, type_, reader.title_at(ends[end] + 1) if type_ == "PERSON" else None)
                )
                position = end
                break
    if coming is not None:
        result.extend([coming, *queue])
    return result
