"""What revisions changed, for a person to read: edits with their words, and two revisions of an article side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kirinuki.errors import NotFoundError
from kirinuki.model.article import Article, Revision
from kirinuki.model.digest import EditShown, Source
from kirinuki.model.text import Span
from kirinuki.model.weaving import Change, ChangeKind, Collation, Edit
from kirinuki.read.reader import Reader
from kirinuki.store import Store
from kirinuki.weave.changes import collate_titles
from kirinuki.weave.collation import collate

Called = Mapping[str, ChangeKind]
"""What a person says a change is, by its item (`item_of`)."""


@dataclass(frozen=True, slots=True)
class Diff:
    """Two revisions of an article side by side, title and text."""

    article: Article
    outlet: str
    earlier: Revision
    later: Revision
    title: Collation
    text: Collation


def item_of(edit: Edit) -> str:
    """The place of an edit's words: in the later revision, or in the earlier one for what was dropped.

    A title has no place in the text, so it is named by itself: `revision:title`.
    """
    if edit.part == "title":
        return f"{edit.later}:title"
    side, span = (edit.later, edit.change.later) if edit.change.later else (edit.earlier, edit.change.earlier)
    assert span is not None
    return f"{side}:{span.start}-{span.end}"


def edits(
    store: Store,
    from_: dt.date,
    until: dt.date,
    kinds: Collection[ChangeKind],
    outlet: str | None,
    called: Called,
) -> Iterator[EditShown]:
    """The edits of these kinds by revisions published from `from_` until `until` (half-open), in order of telling.

    `outlet` is an outlet's key or name; `called` goes before what the rules said.
    """
    found = store.changes.between(from_, until, kinds if not called else None)
    for shown in _shown(store, found, kinds, called):
        if (
            outlet is None
            or outlet == shown.source.outlet
            or outlet == store.articles.find(shown.source.article).outlet
        ):
            yield shown


def edits_of(
    store: Store, revisions: Iterable[str], kinds: Collection[ChangeKind], called: Called
) -> Iterator[EditShown]:
    """The edits of these kinds that these revisions made to the ones before them."""
    return _shown(
        store, (edit for revision in revisions for edit in store.changes.of(revision)), kinds, called
    )


def _shown(
    store: Store, found: Iterable[Edit], kinds: Collection[ChangeKind], called: Called
) -> Iterator[EditShown]:
    names = {outlet.key: outlet.name for outlet in store.articles.outlets()}
    for edit in found:
        item = item_of(edit)
        kind = called.get(item, edit.change.kind)
        if kind not in kinds:
            continue
        earlier, later = (store.articles.find_revision(id) for id in (edit.earlier, edit.later))
        article = store.articles.find(later.article)
        source = Source.of(article, names[article.outlet], later)
        yield EditShown(
            item=item,
            edit=replace(edit, change=_call(edit.change, kind)) if item in called else edit,
            source=source,
            was=_words(earlier, edit, edit.change.earlier),
            now=_words(later, edit, edit.change.later),
            called=item in called,
            modified_at=later.modified_at,
        )


def diff(
    store: Store, reader: Reader, article: str, older: str | None, newer: str | None, called: Called
) -> Diff:
    """Two revisions of an article side by side: by default the current one and the one before it.

    A revision is named by its number (1 is the oldest) or its id. Raises `NotFoundError`, also for an article of one
    revision.
    """
    found = store.articles.find(article)
    revisions = store.articles.revisions(found.id)
    if len(revisions) < 2:
        raise NotFoundError(
            f"{article}: この記事は一つの版しかありません (only one revision): 比べるものがありません"
        )
    later = _chosen(revisions, newer) if newer else store.articles.current(found.id)
    earlier = _chosen(revisions, older) if older else _before(revisions, later)
    outlet = store.articles.outlet(found.outlet)
    text = collate(*(reader.read(r.text, r.published) for r in (earlier, later)), same_outlet=True)
    title = collate_titles(earlier, later, reader, text.changes)
    changes = []
    for change in text.changes:
        kind = called.get(item_of(Edit(earlier.id, later.id, "text", change)))
        changes.append(change if kind is None else _call(change, kind))
    return Diff(
        found, outlet.name if outlet else "", earlier, later, title, replace(text, changes=tuple(changes))
    )


def _call(change: Change, kind: ChangeKind) -> Change:
    return replace(change, kind=kind, why=f"人が決めた。規則では: {change.why}")


def _words(revision: Revision, edit: Edit, span: Span | None) -> str:
    if span is None:
        return ""
    return span.of(revision.title or "" if edit.part == "title" else revision.text)


def _chosen(revisions: Sequence[Revision], name: str) -> Revision:
    """The revision of an article by its number, from 1, or by the start of its id."""
    if name.isdecimal() and 1 <= int(name) <= len(revisions):
        return revisions[int(name) - 1]
    found = [revision for revision in revisions if revision.id.startswith(name)]
    if len(found) != 1:
        raise NotFoundError(
            f"{name}: この記事の版は 1 から {len(revisions)} までの番号か id で指します (no such revision)"
        )
    return found[0]


def _before(revisions: Sequence[Revision], revision: Revision) -> Revision:
    """The revision that `revision` follows; the oldest for itself."""
    return next((r for r in revisions if r.id == revision.previous), revisions[0])
