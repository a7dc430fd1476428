"""What revisions changed, for a person to read: edits with their words, and two revisions of an article side by side."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from kirinuki.ask.query import Query
from kirinuki.errors import NotFoundError
from kirinuki.model.article import JAPAN, Article, Revision
from kirinuki.model.digest import EditShown, Source
from kirinuki.model.reading import Reading
from kirinuki.model.text import Span, item_at
from kirinuki.model.watching import Removal
from kirinuki.model.weaving import ChangeKind, Collation, Edit
from kirinuki.read.reader import Reader
from kirinuki.store import Store
from kirinuki.weave.changes import collate_titles
from kirinuki.weave.collation import collate

_PLACE = re.compile(r"([0-9a-f]+):(title|([0-9]{1,9})-([0-9]{1,9}))(?:@([0-9a-f]+))?")
_SHOWN = 20
"""So many outlets are named where one is not known."""


@dataclass(frozen=True, slots=True)
class Called:
    """What a person says changes are.

    `words` holds kinds by an edit's item (`item_of`) and the revision that made the edit; an empty revision, of decisions
    that do not name it, is any. None where the person took it back.
    """

    words: dict[str, dict[str, ChangeKind | None]] = field(default_factory=dict)

    def call(self, item: str, revision: str, kind: ChangeKind | None) -> None:
        """Take in a decision; the later one goes before."""
        if not revision:
            self.words.pop(item, None)
        self.words.setdefault(item, {})[revision] = kind

    def kind_of(self, edit: Edit) -> ChangeKind | None:
        """The person's word on the edit, None where there is none; what stayed as and where it was is no edit."""
        if edit.change.kind == "unchanged" and not edit.change.moved:
            return None
        said = self.words.get(item_of(edit), {})
        return said.get(edit.later, said.get(""))


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

    A title has no place in the text, so it is named by itself: `revision:title`. A sentence that one revision brings and
    the next one drops is the item of both edits: `item@revision` tells them apart by the revision that made the edit.
    """
    if edit.part == "title":
        return f"{edit.later}:title"
    side, span = (edit.later, edit.change.later) if edit.change.later else (edit.earlier, edit.change.earlier)
    assert span is not None
    return item_at(side, span)


def edits(
    store: Store,
    from_: dt.date,
    until: dt.date,
    kinds: Collection[ChangeKind],
    called: Called,
    as_of: dt.datetime | None = None,
) -> Iterator[EditShown]:
    """The edits of these kinds by revisions published from `from_` until `until` (half-open) that could be known before
    `as_of`, in order of telling; `called` goes before what the rules said."""
    found = store.changes.between(from_, until, None if called.words else kinds, as_of)
    return _shown(store, found, kinds, called)


@dataclass(frozen=True, slots=True)
class RemovalShown:
    """An article that was taken down, or put back, with the text that it had when that was seen."""

    source: Source
    removal: Removal


def removals(
    store: Store, from_: dt.date, until: dt.date, query: Query | None, as_of: dt.datetime | None = None
) -> Iterator[RemovalShown]:
    """The articles that were seen to be gone, or back, from `from_` until `until` (half-open) and before `as_of`, in that order, of
    those that the query holds for."""
    found = None if query is None else store.finder.find(query.root, as_of)
    names = {known.key: known.name for known in store.articles.outlets()}
    for removal in store.removals.all(as_of):
        article = store.articles.find(removal.article)
        if not from_ <= removal.at.astimezone(JAPAN).date() < until or (
            found is not None and not found.among([article.id])
        ):
            continue
        stood = store.articles.at(article.id, removal.at) or store.articles.current(article.id)
        yield RemovalShown(Source.of(article, names[article.outlet], stood), removal)


def outlets_called(store: Store, name: str | None) -> frozenset[str] | None:
    """The keys of the outlets of this key, or whose name holds it, as `outlet:` in a query; None for any."""
    if name is None:
        return None
    keys = frozenset(store.finder.outlets(name))
    if not keys:
        names = [outlet.name or outlet.key for outlet in store.articles.outlets()]
        listed = "、".join(names[:_SHOWN]) + (f" ほか {len(names) - _SHOWN}" if len(names) > _SHOWN else "")
        raise NotFoundError(
            f"{name}: この名の報道機関は書庫にありません (no such outlet)。あるのは: {listed or 'まだありません'}"
        )
    return keys


def find_edit(store: Store, item: str) -> Edit:
    """The edit that an item names; ids may be shortened. Of a title with several changes, the first.

    Raises `NotFoundError` where the place is no edit, and where it is that of two edits and no `@revision` tells which.
    """
    form = _PLACE.fullmatch(item.strip())
    if form is None:
        raise NotFoundError(
            f"{item!r}: 変更は 3f9c2a1b7e04d5c8:119-172 か 3f9c2a1b7e04d5c8:title の形で指します (revision:start-end)"
        )
    revision = store.articles.find_revision(form[1])
    whole = f"{revision.id}:{form[2] if form[2] == 'title' else f'{int(form[3])}-{int(form[4])}'}"
    makers = [revision, *(r for r in store.articles.revisions(revision.article) if r.previous == revision.id)]
    if form[5] is not None:
        makers = [maker for maker in makers if maker.id.startswith(form[5])]
    found: dict[str, Edit] = {}
    for maker in makers:
        for edit in store.changes.of(maker.id):
            if item_of(edit) == whole:
                found.setdefault(maker.id, edit)
    if not found:
        raise NotFoundError(
            f"{item}: ここに変更はありません。kirinuki changes --json の item で指してください (no edit at this place)"
        )
    if len(found) > 1:
        forms = "、".join(f"{whole}@{id} ({edit.change.kind})" for id, edit in found.items())
        raise NotFoundError(
            f"{item}: 二つの変更がここにあります (two edits)。どちらかを指してください: {forms}"
        )
    return next(iter(found.values()))


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
        said = called.kind_of(edit)
        if (said or edit.change.kind) not in kinds:
            continue
        earlier, later = (store.articles.find_revision(id) for id in (edit.earlier, edit.later))
        article = store.articles.find(later.article)
        source = Source.of(article, names[article.outlet], later)
        yield EditShown(
            item=item_of(edit),
            edit=_as_called(edit, called),
            source=source,
            was=_words(earlier, edit, edit.change.earlier),
            now=_words(later, edit, edit.change.later),
            called=said is not None,
            modified_at=later.modified_at,
        )


def diff(
    store: Store,
    reader: Reader,
    read: Callable[[Revision], Reading],
    article: str,
    older: str | None,
    newer: str | None,
    called: Called,
) -> Diff:
    """Two revisions of an article side by side: by default the current one and the one before it.

    A revision is named by its number (1 is the oldest) or its id. `read` gives the reading of a revision; titles are read
    by `reader`. What a person called an edit holds for the two revisions between which it was made, and for no others.
    Raises `NotFoundError`, also for an article of one revision.
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
    before, after = read(earlier), read(later)
    text = collate(before, after, same_outlet=True)
    title = collate_titles(earlier.title, later.title, after, reader, text.changes)
    if later.previous == earlier.id:

        def told(part: Literal["title", "text"], collation: Collation) -> Collation:
            edits = (Edit(earlier.id, later.id, part, change) for change in collation.changes)
            return replace(collation, changes=tuple(_as_called(edit, called).change for edit in edits))

        title, text = told("title", title), told("text", text)
    return Diff(found, outlet.name if outlet else "", earlier, later, title, text)


def _as_called(edit: Edit, called: Called) -> Edit:
    """The edit as the person calls it, who goes before the rules."""
    kind = called.kind_of(edit)
    if kind is None:
        return edit
    return replace(
        edit, change=replace(edit.change, kind=kind, why=f"人が決めた。規則では: {edit.change.why}")
    )


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
