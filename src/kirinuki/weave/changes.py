"""What a revision of an article did to the one before it, headline and text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kirinuki.model.article import Revision
from kirinuki.model.reading import Reading
from kirinuki.model.text import Span
from kirinuki.model.weaving import Change, Collation, Edit
from kirinuki.read.reader import Reader
from kirinuki.weave.collation import collate


def edits_between(
    earlier: tuple[Revision, Reading], later: tuple[Revision, Reading], reader: Reader
) -> list[Edit]:
    """The changes of title and text, sentences that stayed as and where they were left out; the title first."""
    (before, read_before), (after, read_after) = earlier, later
    text = collate(read_before, read_after, same_outlet=True).changes
    title = collate_titles(before.title, after.title, read_after, reader, text).changes
    told = [("title", change) for change in title] + [("text", change) for change in text]
    return [
        Edit(before.id, after.id, "title" if part == "title" else "text", change)
        for part, change in told
        if change.kind != "unchanged" or change.moved
    ]


def collate_titles(
    before: str | None, after: str | None, later: Reading, reader: Reader, text: Sequence[Change]
) -> Collation:
    """The headlines side by side. `later` is the text under the second one, `text` what became of the text.

    A headline is written anew for every turn of a story: it is one change however much of it is new, and another value
    in it is news unless the text has put that very value right.
    """
    titles = before or "", after or ""
    found = collate(*(reader.read(title, later.published) for title in titles), same_outlet=True)
    put_right = [change for change in text if change.kind == "corrected"]
    changes = tuple(
        replace(change, kind="updated", why=f"見出しの値が変わり、本文に訂正はない: {change.why}")
        if change.kind == "corrected" and not _rights(change, titles[1], put_right, later.text)
        else change
        for change in found.changes
    )
    if all(titles) and {change.kind for change in changes} == {"new", "dropped"}:
        was, now = (Span(0, len(title)) for title in titles)
        changes = (Change("reworded", was, now, "見出しが書き直された"),)
    return replace(found, changes=changes)


def _rights(headline: Change, title: str, put_right: Sequence[Change], text: str) -> bool:
    """Whether the text puts right a value that the headline changes."""
    values = {fact.later.of(title) for fact in headline.facts if fact.later}
    return any(fact.later and fact.later.of(text) in values for change in put_right for fact in change.facts)
