"""What statements of one text may not be to each other, whichever rules found them."""

from __future__ import annotations

from collections.abc import Iterable

from kirinuki.model.reading import Statement
from kirinuki.model.text import Span, replace


def sound(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements in text order, without what cannot be.

    Two cues may take up the same clause (…によりますと、…と発表しました): it is said once, by whoever is named. Contents lie
    in one another or apart. Nobody is named by words that are themselves what was said, and
    nobody relays what they say themselves.
    """
    ordered = sorted(statements, key=lambda s: (s.content.start, -s.content.end, s.speaker is None))
    kept: list[Statement] = []
    around: list[Span] = []
    for statement in ordered:
        content = statement.content
        while around and around[-1].end <= content.start:
            around.pop()
        if around and (around[-1] == content or around[-1].end < content.end):
            continue
        around.append(content)
        speaker, via = statement.speaker, statement.via
        if speaker is not None and speaker.overlaps(content):
            statement = replace(statement, speaker=None)
        if via is not None and (via.overlaps(content) or (speaker is not None and via.overlaps(speaker))):
            statement = replace(statement, via=None)
        kept.append(statement)
    return tuple(sorted(kept, key=lambda s: s.content))
