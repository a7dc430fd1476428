"""The person's word on what was woven: kept as decisions, put before the rules, followed into later revisions, taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Literal

from kirinuki.ask.agenda import Agenda
from kirinuki.ask.agenda import Verdict as ExpectationVerdict
from kirinuki.ask.changes import find_edit, item_of
from kirinuki.ask.claims import Claims
from kirinuki.ask.decisions import Decided
from kirinuki.ask.figures import FigureAct, Figures
from kirinuki.ask.trace import find_evidence
from kirinuki.errors import InputError
from kirinuki.model.chronicle import PointRelation
from kirinuki.model.text import Evidence
from kirinuki.model.weaving import ChangeKind
from kirinuki.store import Store


class Deciding:
    """Keeps what a person decides of repeats, changes, expectations, figures and claims."""

    def __init__(
        self,
        store: Store,
        decided: Decided,
        weave: Callable[[], object],
        agenda: Callable[[], Agenda],
        figures: Callable[[], Figures],
        claims: Callable[[], Claims],
    ) -> None:
        """`weave` weaves what a decision made due."""
        self._store = store
        self._decided = decided
        self._weave = weave
        self._agenda = agenda
        self._figures = figures
        self._claims = claims

    def repeat(
        self, one: str, other: str, verdict: Literal["same", "apart", "none"], *, now: dt.datetime
    ) -> tuple[Evidence, Evidence]:
        """Keep the person's word on two items: that they say the same thing, that they do not, or (`none`) no word of
        theirs any more. It follows the words into later revisions, and holds at once. Gives what was decided on.

        Raises `InputError` for an item without a letter and for two that are one.
        """
        both = find_evidence(self._store, one)[0], find_evidence(self._store, other)[0]
        for item, evidence in zip((one, other), both, strict=True):
            if not any(c.isalnum() for c in evidence.text):
                raise InputError(f"{item}: 文字がありません (no letter): 言葉のある箇所を選んでください")
        if both[0].revision == both[1].revision and max(e.span.start for e in both) < min(
            e.span.end for e in both
        ):
            raise InputError(f"{one} と {other} は重なっています (overlapping): 別の箇所を選んでください")
        places = [e.item for e in both]
        self._decided.append(
            "repeat", at=now, one=places[0], other=places[1], words=[e.text for e in both], verdict=verdict
        )
        with self._store.transaction():
            self._store.repeats.make_due(self._decided.now_at(place).partition(":")[0] for place in places)
        self._weave()
        return both

    def change(self, item: str, kind: ChangeKind | None, *, now: dt.datetime) -> str:
        """Say what a change is, against the rules; None takes that back. Gives its item.

        `item` is what `changes` gives, with `@revision` where a sentence that one revision brought and the next one
        dropped has two edits; ids may be shortened. Raises `NotFoundError` where there is no edit.
        """
        edit = find_edit(self._store, item)
        self._decided.append("change", at=now, item=item_of(edit), revision=edit.later, called=kind or "")
        return item_of(edit)

    def expectation(
        self,
        item: str,
        outcome: ExpectationVerdict | None,
        *,
        now: dt.datetime,
        shown: str | None = None,
    ) -> Evidence:
        """Keep the person's word on an expectation: what became of it, with the item that shows it, or that it is none
        (`none`); None takes their word back. Gives the clause. Raises `NotFoundError` where no expectation stands."""
        clause = self._agenda().find(item)
        proof = find_evidence(self._store, shown)[0].item if shown else ""
        self._decided.append(
            "expectation", at=now, item=clause.item, words=clause.text, outcome=outcome or "", shown=proof
        )
        return clause

    def figure(
        self,
        act: FigureAct,
        one: str,
        *,
        now: dt.datetime,
        other: str | None = None,
        called: PointRelation | None = None,
    ) -> tuple[Evidence, ...]:
        """Keep the person's word on numbers: that those of the items `one` and `other` fill one slot (`same`) or do not
        (`apart`: the other leaves the slot), that the relation of `one` is `called` another, or take all such words back
        (`undo`). Gives the numbers. Raises `NotFoundError` for an item that holds no number, or more than one."""
        figures = self._figures()
        numbers = tuple(figures.find(item) for item in (one, other) if item is not None)
        if len({number.item for number in numbers}) < len(numbers):
            raise InputError(f"{one} と {other} は同じ数です (the same number): 別の数を選んでください")
        fields: dict[str, object] = {"other": numbers[1].item} if other is not None else {}
        if called is not None:
            fields["called"] = called
        words = [number.text for number in numbers]
        self._decided.append("figure", at=now, act=act, one=numbers[0].item, words=words, **fields)
        return numbers

    def claims(
        self, one: str, other: str, called: str | None, *, now: dt.datetime
    ) -> tuple[Evidence, Evidence]:
        """Keep the person's word on two statements: that they agree, contradict each other or are a change of one position
        (`agreement`, `contradiction`, `change`), that they speak of no one matter (`apart`); None takes their word back.
        Gives the two contents. Raises `NotFoundError` where no statement stands, `InputError` for two that are one."""
        known = self._claims()
        both = known.find(one), known.find(other)
        if both[0] == both[1]:
            raise InputError(f"{one} と {other} は同じ発言です (one statement): 別の発言を選んでください")
        places, words = [e.item for e in both], [e.text for e in both]
        self._decided.append(
            "claims", at=now, one=places[0], other=places[1], words=words, called=called or ""
        )
        return both
