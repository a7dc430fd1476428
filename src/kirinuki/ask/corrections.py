"""Which of a person's corrections hold for which revision: as the decisions keep them, and as the words moved since."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kirinuki.errors import CorrectionError, NotFoundError
from kirinuki.model.article import Revision
from kirinuki.model.correction import Action, Correction
from kirinuki.model.query import Words
from kirinuki.model.reading import Reading
from kirinuki.model.text import Evidence, Span, item_at
from kirinuki.read.amend import Amendment, occurrences
from kirinuki.read.corrections import Effect, effects, follow
from kirinuki.read.fields import LABELS, check_fields
from kirinuki.read.reader import Reader
from kirinuki.store import Decision, Store

_ACTIONS: tuple[Action, ...] = ("change", "new", "none")
_MOST_PLACES = 200
"""Articles that are looked through for words that a person names."""
_PLACE = re.compile(r"([0-9a-f]+):([0-9]{1,9})-([0-9]{1,9})")


@dataclass(slots=True)
class Held:
    """Corrections by the revision that they hold for, and what is to be told of those that hold nowhere, or no more."""

    by_revision: dict[str, tuple[Correction, ...]] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)

    def lose(self, correction: Correction, why: str) -> None:
        self.lost.append(unfit(correction, why))


def unfit(correction: Correction, why: str) -> str:
    """What a person is told of a correction that does not fit, with the mend."""
    return (
        f"直し {correction.id}「{correction.evidence.text}」({LABELS[correction.layer]}) を当てられません: {why}。"
        f"直し直すか、kirinuki correct --undo {correction.id} で取り下げてください (no longer fits)"
    )


def read_correction(decision: Decision) -> Correction:
    """The correction that a decision holds. Raises `ValueError` with what is wrong with it."""
    fields = decision.fields
    layer = next((layer for layer in LABELS if layer == fields["layer"]), None)
    if layer is None:
        raise ValueError(f"layer ({', '.join(LABELS)} のどれか)")
    place = _PLACE.fullmatch(fields["item"])
    if place is None:
        raise ValueError("item (3f9c2a1b7e04d5c8:119-172 の形)")
    given: list[tuple[Action, Any]] = [(action, fields[action]) for action in _ACTIONS if action in fields]
    if len(given) != 1:
        raise ValueError(f"{', '.join(_ACTIONS)} のどれか一つ")
    action, changed = given[0]
    was = fields.get("was")
    for part in (was, None if action == "none" else changed):
        if part is not None:
            if not isinstance(part, dict):
                raise ValueError(f"{action} ({{…}} の形)")
            check_fields(layer, part)
    said = json.dumps([decision.at.isoformat(), dict(fields)], sort_keys=True, ensure_ascii=False)
    return Correction(
        id=hashlib.sha256(said.encode()).hexdigest()[:8],
        at=decision.at,
        layer=layer,
        evidence=Evidence(place[1], Span(int(place[2]), int(place[3])), fields["words"]),
        action=action,
        fields={} if action == "none" else changed,
        was=was,
    )


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction did to the reading of its revision; `effects` also holds what followed from it."""

    correction: Correction
    before: Reading
    after: Reading

    @property
    def effects(self) -> list[Effect]:
        return effects(self.before, self.after)


def attempt(
    reader: Reader,
    revision: Revision,
    before: Reading,
    here: Sequence[Correction],
    wanted: Amendment,
    now: dt.datetime,
) -> tuple[Corrected, dict[str, Any]]:
    """What an amendment does to a revision that holds the corrections `here`, and the fields of the decision for it.

    Raises `CorrectionError` where it does not fit.
    """
    span = wanted.evidence.span
    decided: dict[str, Any] = {
        "item": item_at(revision.id, span),
        "words": wanted.evidence.text,
        "layer": wanted.layer,
        wanted.action: True if wanted.action == "none" else wanted.fields,
    }
    if wanted.was is not None:
        decided["was"] = wanted.was
    correction = read_correction(Decision("correction", now, decided))
    after, left = reader.mend(revision.text, revision.published, (*here, correction))
    for other, why in left:
        if other.id == correction.id:
            raise CorrectionError(f"「{correction.evidence.text}」をそう直すことはできません: {why}")
    return Corrected(correction, before, after), decided


def in_force(decisions: Iterable[Decision]) -> list[Correction]:
    """The corrections that were not withdrawn, oldest first, each where it was made."""
    decisions = list(decisions)
    withdrawn = {decision.fields["correction"] for decision in decisions if decision.kind == "withdrawal"}
    found = (read_correction(decision) for decision in decisions if decision.kind == "correction")
    return [correction for correction in found if correction.id not in withdrawn]


def one_of(corrections: Sequence[Correction], id: str | None) -> Correction:
    """The one whose id is, or begins with, `id`, else the last. Raises `NotFoundError`."""
    found = [correction for correction in corrections if id is None or correction.id.startswith(id)]
    if not found:
        raise NotFoundError(
            "取り下げる直しがありません (no such correction): kirinuki correct --list で見られます"
        )
    if id is not None and len({correction.id for correction in found}) > 1:
        raise NotFoundError(f"{id}: 二つ以上の直しに当てはまります。もっと長く書いてください (ambiguous)")
    return found[-1]


def find_places(store: Store, words: str, within: str | None) -> list[Evidence]:
    """Where the words stand as they are: in the revision or the article whose id begins with `within`, else in the
    current revisions of all articles."""
    if within is None:
        found = store.finder.find(Words(words, literal=True)).page(_MOST_PLACES)
        revisions = [store.articles.find_revision(id) for _, id in found]
    else:
        try:
            revisions = [store.articles.find_revision(within)]
        except NotFoundError:
            revisions = [store.articles.current(store.articles.find(within).id)]
    return [
        Evidence(revision.id, span, words)
        for revision in revisions
        for span in occurrences(words, revision.text)
    ]


def hold(store: Store, corrections: Iterable[Correction]) -> Held:
    """Each correction for the revision that it was made on and for those after it, where its words stand there."""
    held = Held()
    for correction in corrections:
        _hold(store, correction, held)
    return held


def _hold(store: Store, correction: Correction, held: Held) -> None:
    """Put a correction into `held`: for the revision that it was made on, and those after it where its words stand."""
    evidence = correction.evidence
    try:
        first = store.articles.find_revision(evidence.revision)
    except NotFoundError:  # parted otherwise by a later kirinuki
        held.lose(correction, "その版は書庫にありません")
        return
    if evidence.span.of(first.text) != evidence.text:
        held.lose(correction, f"{item_at(first.id, evidence.span)} にその語がありません")
        return
    last: dict[str, tuple[Correction, str]] = {}
    gone = False
    for revision in store.articles.revisions(first.article):
        if revision.id == first.id:
            here = replace(correction, evidence=replace(evidence, revision=first.id))
        elif revision.previous in last:
            before, text = last[revision.previous]
            try:
                here = follow(before, text, revision.id, revision.text)
            except ValueError as e:
                if not gone:
                    held.lose(correction, f"{e} ({revision.id})")
                gone = True
                last[revision.id] = (before, text)
                continue
        else:
            continue
        last[revision.id] = (here, revision.text)
        held.by_revision[revision.id] = (*held.by_revision.get(revision.id, ()), here)
