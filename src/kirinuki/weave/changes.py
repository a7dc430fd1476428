"""What a revision of an article did to the one before it."""

from __future__ import annotations

from collections.abc import Iterator

from kirinuki.model.article import Revision
from kirinuki.model.reading import Reading
from kirinuki.model.weaving import Edit
from kirinuki.read.reader import Reader
from kirinuki.weave.collation import collate


def edits(
    earlier: tuple[Revision, Reading], later: tuple[Revision, Reading], reader: Reader
) -> Iterator[Edit]:
    """The changes of title and text, unchanged sentences left out; the title first."""
    (before, read_before), (after, read_after) = earlier, later
    for part, readings in (
        ("title", (_title(before, reader), _title(after, reader))),
        ("text", (read_before, read_after)),
    ):
        for change in collate(*readings, same_outlet=True).changes:
            if change.kind != "unchanged" or change.moved:
                yield Edit(before.id, after.id, part, change)  # type: ignore[arg-type]  # mypy joins the two to str


def _title(revision: Revision, reader: Reader) -> Reading:
    return reader.read(revision.title or "", revision.published)
