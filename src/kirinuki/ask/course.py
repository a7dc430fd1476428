"""How a storyline went: what each of its articles brought that nobody had told before, and what its revisions brought."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from kirinuki.ask.folding import Told, said_by
from kirinuki.model.article import Revision
from kirinuki.model.chronicle import Member, Storyline
from kirinuki.model.digest import Source
from kirinuki.model.reading import Reading
from kirinuki.model.weaving import ChangeKind
from kirinuki.store import Store

_BRINGING: frozenset[ChangeKind] = frozenset({"new", "extended", "updated", "corrected"})
"""What a revision did that gives a reader something to know."""


@dataclass(frozen=True, slots=True)
class Revised:
    """A later revision of an article: when the outlet says that it was made (ISO 8601, else None), how many sentences it brought
    or changed in what they say, and whether it corrected one."""

    revision: str
    previous: str
    at: str | None
    brought: int
    corrected: bool


@dataclass(frozen=True, slots=True)
class Step:
    """An article of a storyline: of its `sentences`, `new` are said by no article that was told before it."""

    member: Member
    source: Source
    sentences: int
    new: int
    revised: tuple[Revised, ...]


def course(
    store: Store,
    read: Callable[[Revision], Reading],
    storyline: Storyline,
    as_of: dt.datetime | None = None,
) -> list[Step]:
    """The steps of a storyline in the order of telling, as they stood at `as_of`. `read` gives the reading of a revision."""
    names = {outlet.key: outlet.name for outlet in store.articles.outlets()}
    tellings: dict[str, Told] = {}

    def told(revision: Revision) -> Told:
        if revision.id not in tellings:
            tellings[revision.id] = Told(revision.id, read(revision))
        return tellings[revision.id]

    steps = []
    for member in storyline.members:
        revision = store.articles.find_revision(member.revision)
        mine, known = told(revision), set[int]()
        for resemblance in store.repeats.of(revision.id):
            earlier = store.articles.find_revision(resemblance.earlier.revision)
            if resemblance.later.revision == revision.id and earlier.article != revision.article:
                known |= said_by(resemblance, mine, told(earlier))
        steps.append(
            Step(
                member=member,
                source=Source.of(
                    article := store.articles.find(member.article), names[article.outlet], revision
                ),
                sentences=len(mine.sentences),
                new=len(mine.sentences) - len(known),
                revised=tuple(
                    _revised(store, later)
                    for later in store.articles.revisions(member.article, as_of)
                    if later.previous is not None
                ),
            )
        )
    return steps


def _revised(store: Store, revision: Revision) -> Revised:
    assert revision.previous is not None
    kinds = [edit.change.kind for edit in store.changes.of(revision.id)]
    return Revised(
        revision=revision.id,
        previous=revision.previous,
        at=revision.modified_at,
        brought=sum(kind in _BRINGING for kind in kinds),
        corrected="corrected" in kinds,
    )
