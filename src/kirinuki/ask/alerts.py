"""Which rules news and silent edits meet."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kirinuki.ask.novelty import News
from kirinuki.config import Rule
from kirinuki.model.digest import EditShown, Source
from kirinuki.model.reading import Reading
from kirinuki.model.text import Span, fold_width
from kirinuki.model.weaving import ChangeKind


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that a rule wants to be told. `key` is the same for the same words of one day under the same rule,
    wherever they come from."""

    rule: str
    key: str
    item: str
    source: Source
    label: ChangeKind
    words: str
    was: str
    why: str


def notices(
    rule: Rule, news: Iterable[News], edits: Iterable[EditShown], read: Callable[[str], Reading]
) -> Iterator[Notice]:
    """What a rule is about, in the order of telling. `read` gives a revision's reading."""
    if rule.changed:
        for shown in edits:
            kind = shown.edit.change.kind
            if (
                kind in rule.changed
                and _from(rule, shown.source)
                and _holds(rule, f"{shown.was}\n{shown.now}")
            ):
                words = shown.now or shown.was
                yield _notice(rule, shown.item, shown.source, kind, words, shown.was, shown.edit.change.why)
        return
    for item in news:
        if not (_from(rule, item.source) and _holds(rule, item.evidence.text)):
            continue
        reading = read(item.source.revision)
        if _said(rule, reading, item.evidence.span) and _placed(rule, reading, item.evidence.span):
            was = item.was.text if item.was else ""
            yield _notice(rule, item.item, item.source, item.kind, item.evidence.text, was, item.why)


def _notice(
    rule: Rule, item: str, source: Source, label: ChangeKind, words: str, was: str, why: str
) -> Notice:
    told = "".join(fold_width(f"{source.published}\0{was}\0{words}").split())
    key = hashlib.sha256(f"{rule.name}\0{told}".encode()).hexdigest()[:24]
    return Notice(rule.name, key, item, source, label, words, was, why)


def _from(rule: Rule, source: Source) -> bool:
    return rule.outlet is None or rule.outlet == source.outlet


def _holds(rule: Rule, words: str) -> bool:
    folded = fold_width(words).casefold()
    return not rule.words or any(fold_width(word).casefold() in folded for word in rule.words)


def _said(rule: Rule, reading: Reading, passage: Span) -> bool:
    """Whether somebody whom the rule names says something in the passage."""
    return rule.speaker is None or any(
        statement.speaker is not None and rule.speaker in statement.speaker.of(reading.text)
        for statement in reading.statements
        if statement.content.overlaps(passage)
    )


def _placed(rule: Rule, reading: Reading, passage: Span) -> bool:
    """Whether a name in the passage is, or holds, the rule's."""
    return rule.place is None or any(
        rule.place in entity.of(reading.text)
        for entity in reading.entities
        if entity.type in ("PLACE", "FACILITY") and entity.overlaps(passage)
    )
