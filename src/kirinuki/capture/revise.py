"""Which article a report is of: a new one, a new revision of one that is known, or nothing new.

A report with an address is known by outlet and canonical URI; one with an identifier of its own by that. A pasted one
has neither: it is recognised by its place and its words among those that the same log showed when it was captured last,
so that a log can be added every evening, grown and mended, and only what changed is taken in.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote

from rapidfuzz.distance import Indel

from kirinuki.capture.addresses import canonical, host
from kirinuki.capture.headlines import same_matter
from kirinuki.capture.intake import Draft
from kirinuki.model.article import UNKNOWN_OUTLET, Article, Given, Outlet, Revision
from kirinuki.store import Store

_ALIKE = 0.5
"""Two texts of a place in a log that share this much are one report, edited or carried on. Of 3000 pairs of unrelated
Wikinews articles one in a thousand shares 0.39 of its characters in order."""
_REUSED = 0.25
"""An address whose text shares less than this with the old one, and no sentence, has another piece behind it."""
_LONG = 20_000
"""Characters above which texts are compared line by line: letter by letter costs their product."""
_WINDOW = 200
"""Reports of a log that are compared with one another between two that did not change, at most."""

_SENTENCE = re.compile(r"[^。\n]+")
_NOT_IN_SLUG = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What became of a draft. Both flags are False where the archive had the very text already."""

    draft: Draft
    article: Article
    revision: Revision
    new: bool
    revised: bool


def outlet_of(name: str | None, url: str | None, names: Mapping[str, str]) -> Outlet:
    """The outlet that `name` means, by `names` (name by key) or else by a key made from it.

    A key is kept as it is; a name becomes its NFKC form in small letters, with `-` for what is neither letter nor
    digit. Without a name the host of the address stands for the outlet, and without that it is unknown, its name empty.
    """
    if name is None:
        if url is None:
            return Outlet(UNKNOWN_OUTLET, "")
        name = host(url)
    name = unicodedata.normalize("NFKC", name).strip()
    if name in names:
        return Outlet(name, names[name])
    for key, known in names.items():
        if unicodedata.normalize("NFKC", known) == name:
            return Outlet(key, known)
    return Outlet(_NOT_IN_SLUG.sub("-", name.casefold()).strip("-") or UNKNOWN_OUTLET, name)


def recognise(
    store: Store, drafts: Sequence[Draft], given: Given, names: Mapping[str, str], shown: Sequence[Revision]
) -> list[Recognised]:
    """Find each draft's article, putting into the store what is new; call it inside a transaction.

    `shown` are the revisions that the log of this name and day showed when it was captured last, in its order.
    """
    return _Recognition(store, given, names, shown).all(drafts)


class _Recognition:
    """One capture's drafts on the way to their articles. Articles that a draft was found to be of are `taken`."""

    def __init__(
        self, store: Store, given: Given, names: Mapping[str, str], shown: Sequence[Revision]
    ) -> None:
        self._store = store
        self._given = given
        self._names = names
        self._shown = [(revision, store.articles.find(revision.article)) for revision in shown]
        self._taken: set[str] = set()

    def all(self, drafts: Sequence[Draft]) -> list[Recognised]:
        anchors = dict(self._unchanged(drafts))
        edited = dict(self._edited(drafts, anchors))
        self._taken.update(self._shown[old][1].id for old in (*anchors.values(), *edited.values()))
        return [
            self._keep(draft, *self._shown[edited[n]][::-1])
            if n in edited
            else Recognised(draft, self._shown[anchors[n]][1], self._shown[anchors[n]][0], False, False)
            if n in anchors
            else self._find(draft)
            for n, draft in enumerate(drafts)
        ]

    def _unchanged(self, drafts: Sequence[Draft]) -> Iterator[tuple[int, int]]:
        """(draft, shown) of those whose words are as they were, wherever they stand now."""
        places: dict[tuple[str, str | None, str], list[int]] = defaultdict(list)
        for old, (revision, article) in reversed(list(enumerate(self._shown))):
            places[revision.text, revision.title, article.uri if _has_address(article) else ""].append(old)
        for n, draft in enumerate(drafts):
            if same := places.get((draft.text, draft.title, self._address(draft) or "")):
                yield n, same.pop()

    def _edited(self, drafts: Sequence[Draft], anchors: Mapping[int, int]) -> Iterator[tuple[int, int]]:
        """(draft, shown) of pasted reports that were edited: alike, and in the same order as before."""
        left = [n for n, draft in enumerate(drafts) if n not in anchors and self._address(draft) is None]
        used = set(anchors.values())
        shown = [
            old
            for old, (_, article) in enumerate(self._shown)
            if old not in used and not _has_address(article)
        ]
        steps = [(-1, -1), *_in_order(sorted(anchors.items())), (len(drafts), len(self._shown))]
        for (n_from, old_from), (n_until, old_until) in pairwise(steps):
            new = [n for n in left if n_from < n < n_until][:_WINDOW]
            old = [o for o in shown if old_from < o < old_until][:_WINDOW]
            for i, j in _align([drafts[n].text for n in new], [self._shown[o][0].text for o in old]):
                yield new[i], old[j]

    def _address(self, draft: Draft) -> str | None:
        """The URI by which a draft is known whatever stands around it; None for a pasted one."""
        if draft.url is not None:
            return canonical(draft.url) + (f"#{draft.part}" if draft.part else "")
        if draft.external_id is None:
            return None
        space = draft.outlet or self._given.name
        return f"urn:kirinuki:id:{quote(space, safe='')}:{quote(draft.external_id, safe='')}"

    def _find(self, draft: Draft) -> Recognised:
        outlet = outlet_of(draft.outlet, draft.url, self._names)
        uri = self._address(draft)
        if uri is None:
            return self._keep(draft, *self._pasted(draft, outlet))
        article = self._store.articles.showing(outlet.key, uri, draft.title, draft.text)
        if article is None:
            article = self._store.articles.by_uri(outlet.key, uri) or self._bookmarked(draft, uri)
        if article is None:
            return self._keep(draft, Article(_id(outlet.key, uri), outlet.key, uri, draft.external_id), None)
        current = self._store.articles.current(article.id)
        if draft.url is not None and not _same_piece(current, draft):
            again = _id(outlet.key, uri, draft.title or "", draft.text)
            return self._keep(draft, Article(again, outlet.key, uri, draft.external_id), None)
        return self._keep(draft, article, current)

    def _bookmarked(self, draft: Draft, uri: str) -> Article | None:
        """The article that began as a bookmark of this page, when nobody had said whose page it is."""
        unnamed = outlet_of(None, draft.url, self._names)
        article = self._store.articles.by_uri(unnamed.key, uri)
        if article is None:
            return None
        first = self._store.articles.revisions(article.id)[0]
        return article if first.text == first.title else None

    def _pasted(self, draft: Draft, outlet: Outlet) -> tuple[Article, Revision | None]:
        """The article that has the draft's name: log, day, first sentence, and a number for its twins in the log."""
        first = _SENTENCE.search(draft.text)
        words = draft.text if first is None else first[0]
        urn = f"urn:kirinuki:clip:{quote(self._given.name, safe='')}:{self._given.published}:{_id(words)}"
        for twin in range(1, len(self._taken) + 2):
            uri = urn if twin == 1 else f"{urn}:{twin}"
            article = self._store.articles.by_uri(outlet.key, uri)
            if article is None:
                break
            if article.id not in self._taken:
                return article, self._store.articles.current(article.id)
        return Article(_id(outlet.key, uri), outlet.key, uri), None

    def _keep(self, draft: Draft, article: Article, last: Revision | None) -> Recognised:
        """Put the draft into the store as the revision after `last`, unless it says the same."""
        self._taken.add(article.id)
        if last is not None and (last.title, last.text) == (draft.title, draft.text):
            return Recognised(draft, article, last, False, False)
        content = (
            draft.title,
            draft.text,
            draft.published.isoformat(),
            draft.published_at,
            draft.modified_at,
        )
        previous = None if last is None else last.id
        revision = Revision(
            id=_id(article.id, previous, *content),
            article=article.id,
            title=draft.title,
            text=draft.text,
            published=draft.published,
            published_at=draft.published_at,
            modified_at=draft.modified_at,
            previous=previous,
        )
        outlet = self._store.articles.outlet(article.outlet) or outlet_of(
            draft.outlet, draft.url, self._names
        )
        self._store.articles.put(outlet, article, revision)
        return Recognised(draft, article, revision, last is None, last is not None)


def _has_address(article: Article) -> bool:
    return not article.uri.startswith("urn:kirinuki:clip:")


def _same_piece(current: Revision, draft: Draft) -> bool:
    if current.title is not None and current.title == draft.title:
        return True
    if current.text == current.title and draft.title is not None:
        # Of what was only a headline so far, a list's or a bookmark's, no more can be compared.
        return same_matter(current.text, draft.title)
    return _alike(draft.text, current.text) >= _REUSED


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of pairs that ascend on the left, those that ascend on the right as well, taken greedily."""
    kept: list[tuple[int, int]] = []
    for pair in pairs:
        if not kept or pair[1] > kept[-1][1]:
            kept.append(pair)
    return kept


def _align(new: Sequence[str], old: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs (new, old) in order on both sides, alike, and with the greatest sum of likeness."""
    if not new or not old:
        return []
    likeness = [[_alike(a, b) for b in old] for a in new]
    best = [[0.0] * (len(old) + 1) for _ in range(len(new) + 1)]
    for i in reversed(range(len(new))):
        for j in reversed(range(len(old))):
            paired = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= _ALIKE else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(new) and j < len(old):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


def _alike(new: str, old: str) -> float:
    """How far `new` is `old`, edited (0 to 1): the share of characters in common and in order, or of `old`'s sentences
    that `new` still holds, where that is more because much was written to it."""
    sentences = _SENTENCE.findall(old)
    there = set(_SENTENCE.findall(new))
    kept = sum(len(s) for s in sentences if s in there) / max(1, sum(map(len, sentences)))
    if max(len(new), len(old)) > _LONG:
        return max(kept, Indel.normalized_similarity(new.split("\n"), old.split("\n")))
    return max(kept, Indel.normalized_similarity(new, old))


def _id(*parts: str | None) -> str:
    """16 hexadecimal digits from content."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:16]
