"""The searches that a person keeps, by what they decided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from kirinuki.store import Decision

SearchAct = Literal["keep", "drop"]


def read_search(decision: Decision) -> tuple[SearchAct, str]:
    """What a decision says of a search: the act and the query. Raises `ValueError` with what is wrong."""
    for act in get_args(SearchAct):
        if act == decision.fields["act"]:
            return act, decision.fields["query"]
    raise ValueError("act")


def saved_searches(decisions: Iterable[Decision]) -> list[str]:
    """The queries that are kept, in the order in which they were."""
    kept: dict[str, None] = {}
    for decision in decisions:
        if decision.kind == "search":
            act, query = read_search(decision)
            if act == "keep":
                kept.setdefault(query)
            else:
                kept.pop(query, None)
    return list(kept)
