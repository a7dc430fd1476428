"""Who said what: statements with speaker, cue, relay and day, and sentences that are hearsay.

One sentence is read at a time, each level of its brackets by itself. Quotes look right for the cue that takes
them up; cues look left for the clause they report (`cues`). Then every statement gets its speaker (`speakers`):
the topic or subject of its clause, or one named beside the quote, or the speaker carried from before.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence

from kirinuki.model.reading import Entity, Hedge, Morphemes, Statement, Time
from kirinuki.model.text import Span, replace
from kirinuki.read.brackets import Brackets
from kirinuki.read.statements.attribution import attribute
from kirinuki.read.statements.discourse import Discourse
from kirinuki.read.statements.passage import Level, Passage
from kirinuki.read.statements.segment import Segment, marked
from kirinuki.read.statements.soundness import sound


def find_statements(
    plain: str,
    published: dt.date,
    sentences: Sequence[Span],
    morphemes: Morphemes,
    entities: Sequence[Entity],
    times: Sequence[Time],
    brackets: Brackets,
) -> tuple[tuple[Statement, ...], tuple[Hedge, ...]]:
    """Statements and hedged sentences of width-folded text, in the order they begin.

    `sentences`, `entities` and `times` are the layers read before, in text order; `brackets` those of the text.
    """
    passage = Passage(plain, published, morphemes, brackets.pairs, entities, times, marked(morphemes))
    discourse = Discourse()
    inside: set[Span] = set()  # what is said in a quote of another
    before = 0  # statements before the last sentence
    statements: list[Statement] = []
    hedges: list[Hedge] = []
    starts = morphemes.starts
    for sentence in sentences:
        first, past = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        told, before = before, len(statements)
        carried = Discourse() if plain.startswith(_NOTE, sentence.start) else discourse
        for level in passage.levels(first, past):
            for units in _sentences(passage, level):
                if level.quoted and not passage.marked_between(units[0], units[-1] + 1):
                    continue  # a name or a title: no statement, and nothing for the next sentence
                found, hedge = attribute(Segment(passage, units, None if level.quoted else carried))
                if found and statements and statements[-1].content == found[0].content:
                    statements.pop()  # a quote that stood alone, and is pointed to now
                statements += found
                if level.quoted:
                    inside.update(statement.content for statement in found)
                if hedge is not None:
                    hedges.append(hedge)
        if discourse.relay is not None:
            for k in range(told, before):
                statements[k] = _relayed(statements[k], discourse.relay)
            discourse.relay = None
    kept = sound(statements)
    if inside:
        outer_first = sorted(kept, key=lambda s: (s.content.start, -s.content.end))
        kept = tuple(sorted(_retold(outer_first, inside), key=lambda s: s.content))
    return kept, tuple(hedges)


def _relayed(statement: Statement, relay: Span) -> Statement:
    """The statement as told by `relay`: …と発表した。ロイター通信が伝えた。"""
    if statement.via is not None or statement.speaker is None:
        return statement
    return replace(statement, via=relay, why=f"{statement.why}、伝えたのは次の文の主語")


def _retold(statements: Sequence[Statement], inside: Container[Span]) -> Iterator[Statement]:
    """The statements, outer before inner; what stands in a quote of another was told by whoever is quoted."""
    around: list[Statement] = []
    for statement in statements:
        content = statement.content
        while around and around[-1].content.end < content.end:
            around.pop()
        outer = next((s for s in reversed(around) if s.content != content), None)
        if outer is not None and outer.speaker is not None and content in inside:
            via = Span(outer.speaker.start, outer.speaker.end)
            if statement.speaker is None or statement.speaker.start != via.start:
                statement = replace(statement, via=via)
        if statement.kind == "direct":
            around.append(statement)
        yield statement


def _sentences(passage: Passage, level: Level) -> list[Sequence[int]]:
    """The level's units cut at full stops inside quotes; outside them, a sentence is one already.

    What is longer than any sentence people write is cut as well, so that no rule takes more than linear time.
    """
    if not level.quoted and len(level.units) <= _LONGEST:
        return [level.units] if level.units else []
    found: list[Sequence[int]] = []
    start = 0
    for at, i in enumerate(level.units):
        if (level.quoted and passage.tags[i] == "補助記号-句点") or at - start >= _LONGEST:
            found.append(level.units[start : at + 1])
            start = at + 1
    found.append(level.units[start:])
    return [units for units in found if units]


_LONGEST = 500
"""Units of a sentence. Of 46,000 sentences of Japanese Wikinews nine are longer, all of them lists of links."""

_NOTE = ("※", "＊", "*")
"""Opens a note of the outlet's own, in which nobody of the report goes on speaking."""
