"""Names: who, which organisation, which place, which facility.

A grammar over kinds of words (`name_words`): each morpheme is one code point, so one regular
expression runs over the whole text at once. What it finds is then looked at as a text: names learnt
with a title hold without it, and all mentions of one person get one key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kirinuki.model.reading import Entity, EntityType, Morphemes
from kirinuki.model.text import Span
from kirinuki.read.name_words import KINDS, kind_of


def _grammar(pattern: str) -> re.Pattern[str]:
    """A pattern in which `<surname|given>` stands for one morpheme of those kinds."""

    def codes(m: re.Match[str]) -> str:
        return "[" + "".join(re.escape(KINDS[kind]) for kind in m[1].split("|")) + "]"

    return re.compile(re.sub(r"(?<!P)<([a-z|]+)>", codes, "".join(pattern.split())))


_TITLE = """(?:
    <polite>
  | (?:<former|noun|place|country|abbreviation|wholeorg|weak|strong|single|number|prefix|adverbial>{0,4}?
    <title>(?:<after|polite>)?)
)"""
_KANA = "<kperson|kproper|unknown|katakana>"
_FOREIGN = f"{_KANA}(?:<dot|equals>(?:{_KANA}|<place|country|latin>)){{1,4}}"
_JAPANESE = "(?:<surname><given|noun|surname|place|person|family>|<person>|<place><given>)"
_GLOSS = "(?:<open>[^()]{1,12}?<close>)?"
_CHAIN = """<country|place|abbreviation|surname|given|person|kperson|proper|kproper|unknown|latin|wholeorg
    |wholefacility|outlet|short|family|strong|weak|single|legal|wide|apposed|facility|katakana|noun|prefix|suffix|title>"""
_ORG_END = "<strong|weak|single|wholeorg|legal|outlet>"

_NAMES = _grammar(f"""
    (?P<person>(?:{_FOREIGN}|{_JAPANESE}|<surname|given|person|kperson|kproper|unknown|family>))
        (?P<gloss>{_GLOSS})(?P<title>{_TITLE})
  | (?P<cited><short>)(?=<ni><yoru>)
  | (?P<organization>(?:{_CHAIN}|<prefix><number>){{0,9}}{_ORG_END})
  | (?P<facility>(?:{_CHAIN}){{0,7}}<facility|wholefacility>)
  | (?P<bare><surname><given>|<person>|<kperson>(?:<dot|equals>{_KANA}){{1,4}})
  | (?P<place>(?:<place>{{1,4}}|<proper|kproper|unknown|place|country|surname|katakana><ending>|<country>|<abbreviation>(?=<title>)))
    (?P<event><noun>{{0,3}}<event>)?
  | (?P<thing><proper|kproper>)
""")

_STARTERS = frozenset(
    KINDS[k]
    for k in (
        "country place abbreviation surname given person kperson proper kproper unknown latin wide legal wholeorg "
        "wholefacility outlet short"
    ).split()
)


def find_names(plain: str, sentences: Sequence[Span], morphemes: Morphemes) -> tuple[Entity, ...]:
    """The names in `plain`, in text order, none inside or across another."""
    surfaces = [plain[a:b] for a, b in zip(morphemes.starts, morphemes.ends, strict=True)]
    kinds = "".join(map(kind_of, surfaces, morphemes.tags))
    found = list(_find(kinds, plain, morphemes))
    return tuple(_who(plain, found))


def _find(kinds: str, plain: str, m: Morphemes) -> Iterator[Entity]:
    starts, ends = m.starts, m.ends
    position = 0
    while match := _NAMES.search(kinds, position):
        position = match.end()
        kind = match.lastgroup
        a = match.start()
        if match["person"] is not None:
            first, last = match.span("person")
            t0, t1 = match.span("title")
            title = plain[starts[t0] : ends[t1 - 1]]
            yield Entity(starts[first], ends[last - 1], "PERSON", title)
        elif match["organization"] is not None:
            first = _trim(kinds, a, position)
            if first is not None:
                yield Entity(starts[first], ends[position - 1], "ORGANIZATION")
            else:
                position = a + 1
        elif match["facility"] is not None:
            first = next((i for i in range(a, position) if kinds[i] in _STARTERS), None)
            if first is not None:
                yield Entity(starts[first], ends[position - 1], "FACILITY")
            else:
                position = a + 1
        elif match["place"] is not None:
            if match["event"] is None:
                yield Entity(starts[a], ends[position - 1], "PLACE")
        else:
            type_: EntityType = "PERSON" if match["bare"] is not None else "ORGANIZATION"
            yield Entity(starts[a], ends[position - 1], type_)


def _trim(kinds: str, first: int, end: int) -> int | None:
    """Where the organisation's name starts in a row of nouns; None where the row holds no name."""
    for i in range(first, end):
        if kinds[i] in _STARTERS and not (kinds[i] in "MLW" and end - i == 1 and kinds[i] != "M"):
            return i
    if kinds[end - 1] == "O" and end - first > 1:
        return first
    return None


def _who(plain: str, found: list[Entity]) -> Iterator[Entity]:
    """Entities with one key for all mentions of one person: the fullest form of the name."""
    full: dict[str, str] = {}
    words = sorted({plain[e.start : e.end] for e in found if e.type == "PERSON"}, key=len, reverse=True)
    for word in words:
        full[word] = next(
            (
                w
                for w in words
                if w != word and len(w) > len(word) and (w.startswith(word) or w.endswith(word))
            ),
            word,
        )
    for e in found:
        yield replace(e, who=full[plain[e.start : e.end]]) if e.type == "PERSON" else e
