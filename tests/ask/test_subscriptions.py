"""Which feeds are followed, by what was decided of them."""

from __future__ import annotations

import datetime as dt

import pytest

from kirinuki.ask.subscriptions import read_feed, subscriptions
from kirinuki.model.watching import Subscription
from kirinuki.store import Decision

AT = dt.datetime(2022, 3, 1, 9, tzinfo=dt.UTC)


def decided(act: str, url: str, **fields: object) -> Decision:
    return Decision("feed", AT, {"act": act, "url": url, **fields})


def test_what_was_said_last_holds_and_what_was_said_before_stays() -> None:
    lines = [
        decided("add", "a", title="A", group=["港"], outlet="みなと新報"),
        decided("add", "b"),
        decided("pause", "a"),
        decided("add", "c"),
        decided("remove", "b"),
        decided("pause", "b"),
        decided("add", "a", title="A2"),
        decided("pause", "c"),
        decided("resume", "c"),
        Decision("comment", AT, {}),
    ]
    assert subscriptions(lines) == [
        Subscription("a", "A2", None, ("港",), "みなと新報"), Subscription("c"),
    ]  # fmt: skip
    assert subscriptions(lines[:3])[0].paused


@pytest.mark.parametrize("fields", [{"act": "stop"}, {"title": 1}, {"group": "港"}, {"group": [1]}])
def test_what_is_no_decision_is_named(fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(fields))):
        read_feed(Decision("feed", AT, {"act": "add", "url": "a"} | fields))
