"""Small made-up reports with their layers laid by hand, so that a digest is tested apart from the reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Literal

from kirinuki.ask.digest import Report, compose
from kirinuki.model.article import Revision
from kirinuki.model.digest import Digest, EditShown, Item, Source
from kirinuki.model.reading import Entity, Interval, Quantity, Reading, Speaker, Statement, Time
from kirinuki.model.text import Evidence, Span
from kirinuki.model.weaving import Change, ChangeKind, Difference, Edit, Relation, Resemblance

DAY = dt.date(2025, 4, 10)


def said(
    content: str, speaker: str | None, cue: str | None, *, on: str = "", via: str = "", implicit: bool = False
) -> dict[str, object]:
    """A statement for `report`, in words."""
    return {"content": content, "speaker": speaker, "cue": cue, "on": on, "via": via, "implicit": implicit}


def report(
    revision: str,
    text: str,
    *,
    outlet: str = "",
    title: str | None = None,
    published: str = "2025-04-10",
    uri: str = "",
    times: Mapping[str, tuple[str, str]] | None = None,
    quantities: Mapping[str, tuple[float, str]] | None = None,
    names: Sequence[str] = (),
    statements: Sequence[dict[str, object]] = (),
    revisions: int = 1,
    edits: Sequence[EditShown] = (),
) -> Report:
    """A report whose sentences end at 。 outside brackets; layers are given by the words they lie on."""
    day = dt.date.fromisoformat(published[:10])

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    def statement(form: dict[str, object]) -> Statement:
        content = span(str(form["content"]))
        speaker = form["speaker"] and span(str(form["speaker"]))
        on = str(form["on"])
        return Statement(
            kind="direct" if text[content.end : content.end + 1] == "」" else "indirect",
            content=content,
            why="hand",
            speaker=Speaker(speaker.start, speaker.end, bool(form["implicit"]))
            if isinstance(speaker, Span)
            else None,
            cue=span(str(form["cue"])) if form["cue"] else None,
            via=span(str(form["via"])) if form["via"] else None,
            said=Interval(on, str(dt.date.fromisoformat(on) + dt.timedelta(days=1))) if on else None,
        )

    reading = Reading(
        text=text,
        published=day,
        version="hand",
        sentences=tuple(_sentences(text)),
        times=tuple(
            Time(s.start, s.end, "DATE", from_, from_, until, "day", "hand")
            for words, (from_, until) in (times or {}).items()
            for s in [span(words)]
        ),
        durations=(),
        quantities=tuple(
            Quantity(s.start, s.end, number, number, unit, False, "hand")
            for words, (number, unit) in (quantities or {}).items()
            for s in [span(words)]
        ),
        entities=tuple(Entity(s.start, s.end, "PERSON", "hand") for s in map(span, names)),
        statements=tuple(map(statement, statements)),
        hedged=(),
    )
    article = f"article-{revision}"
    return Report(
        source=Source(article, revision, outlet, title, day, published if len(published) > 10 else None, uri),
        revision=Revision(revision, article, title, text, day, published),
        reading=reading,
        revisions=revisions,
        edits=tuple(edits),
    )


def edit(
    kind: ChangeKind,
    was: str,
    now: str,
    *changes: tuple[str, str],
    later: str = "a2",
    at: int = 0,
    part: Literal["title", "text"] = "text",
    modified_at: str | None = None,
) -> EditShown:
    """That `was` became `now`, which begins at `at` in either text; `changes` are the words that differ, in order."""

    def span(words: str) -> Span | None:
        return Span(at, at + len(words)) if words else None

    def place(words: str, changed: str) -> Span:
        before, _, found = changed.rpartition("|")
        start = at + words.index(before + found) + len(before)
        return Span(start, start + len(found))

    differences = tuple(Difference(place(was, a), place(now, b)) for a, b in changes)
    change = Change(kind, span(was), span(now), "hand", differences=differences)
    return EditShown(
        item=f"{later}:{at}-{at + len(now or was)}" if part == "text" else f"{later}:title",
        edit=Edit("a1", later, part, change),
        source=Source("article-a", later, "", None, DAY, None, ""),
        was=was,
        now=now,
        called=False,
        modified_at=modified_at,
    )


def _sentences(text: str) -> list[Span]:
    sentences, start, depth = [], 0, 0
    for i, c in enumerate(text):
        depth += (c == "「") - (c == "」" and depth > 0)
        if (c == "。" and depth == 0) or c == "\n":
            sentences.append(Span(start, i + 1))
            start, depth = i + 1, 0
    return [*sentences, Span(start, len(text))] if start < len(text) else sentences


def retold(
    earlier: Report,
    earlier_words: str,
    later: Report,
    later_words: str,
    relation: Relation,
    *changes: tuple[str, str],
    damage: str | None = None,
) -> Resemblance:
    """That `later_words` say `earlier_words` again; `changes` are the words that differ, in order.

    Words before a `|` only say where a change stands: ("年の瀬に|入って", "年の瀬に|").
    """

    def find(report: Report, words: str) -> Evidence:
        start = report.revision.text.index(words)
        return Evidence(report.revision.id, Span(start, start + len(words)), words)

    def place(evidence: Evidence, words: str) -> Span:
        before, _, changed = words.rpartition("|")
        start = evidence.span.start + evidence.text.index(before + changed) + len(before)
        return Span(start, start + len(changed))

    a, b = find(earlier, earlier_words), find(later, later_words)
    differences = tuple(Difference(place(a, was), place(b, now)) for was, now in changes)
    return Resemblance(a, b, relation, damage, differences, 1.0, "hand")


def digest_of(reports: Sequence[Report], *resemblances: Resemblance) -> Digest:
    """The digest of `reports` for one day, without comments, tags or links."""
    return compose(reports, resemblances, {}, [], [], DAY, DAY + dt.timedelta(days=1))


def shown(digest: Digest) -> list[str]:
    """The words of its items, in page order."""
    return [item.text for item in digest.items()]


def the(digest: Digest, words: str) -> Item:
    """The one item that says `words`."""
    [item] = [item for item in digest.items() if words in item.text]
    return item
