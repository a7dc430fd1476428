"""Which feeds a person follows, by what they decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, get_args

from kirinuki.model.watching import Subscription
from kirinuki.store import Decision

FeedAct = Literal["add", "remove", "pause", "resume"]


def read_feed(decision: Decision) -> tuple[FeedAct, str]:
    """What a decision says of a feed: the act and the address. Raises `ValueError` with what is wrong."""
    acts: dict[str, FeedAct] = {act: act for act in get_args(FeedAct)}
    if decision.fields["act"] not in acts:
        raise ValueError("act")
    for name in ("title", "home", "outlet"):
        if not isinstance(decision.fields.get(name), str | None):
            raise ValueError(name)
    group = decision.fields.get("group", [])
    if not (isinstance(group, list) and all(isinstance(name, str) for name in group)):
        raise ValueError("group")
    return acts[decision.fields["act"]], decision.fields["url"]


def subscriptions(decisions: Iterable[Decision]) -> list[Subscription]:
    """The feeds that a person follows, in the order in which they were added."""
    found: dict[str, Subscription] = {}
    for decision in decisions:
        if decision.kind != "feed":
            continue
        act, url = read_feed(decision)
        match act:
            case "add":
                said = {
                    name: decision.fields[name]
                    for name in ("title", "home", "outlet")
                    if decision.fields.get(name)
                }
                if group := decision.fields.get("group"):
                    said["group"] = tuple(group)
                found[url] = replace(found.get(url, Subscription(url)), **said, paused=False)
            case "remove":
                found.pop(url, None)
            case _ if url in found:
                found[url] = replace(found[url], paused=act == "pause")
    return list(found.values())
