"""What a number can become: whether the thing that two tellings count may have both values, and whether they are of one event."""

from __future__ import annotations

from kirinuki.weave.figures.telling import AFTERSHOCK, Telling

_COUNTED_ALSO = frozenset(("立候補者", "派遣", "支援金"))
"""Shares of which the sum of all is told without whose it is."""
_SETTLES, _SETTLED = 0.7, 2
"""To how much of what it was a toll is put down without a word, from so many days on."""
_OLD, _OLD_GROWS = 100, 1.3
"""Days after which a toll no longer grows to more than so many times what it was: that is another event's."""
_RECOUNTED = 1.02
"""How many times as high the votes for one thing may be when they are counted to the end."""
_SWINGS = 10
"""How many times as high what rises and falls may stand."""
_ONE_QUAKE = 1.0
"""How far apart agencies measure one earthquake, in magnitudes."""


def one_event(telling: Telling, other: Telling) -> bool:
    """Whether both are of one event: neither names another, or the year that the one names is when the other was told."""
    if telling.event == other.event:
        return telling.event != AFTERSHOCK
    if telling.event and other.event:
        return False
    named, told = (telling, other) if telling.event else (other, telling)
    return told.piece.published.isoformat().startswith(str(named.event))


def may_move(telling: Telling, other: Telling) -> bool:
    """Whether the thing that both count may have both values, one after the other."""
    less, more = sorted((telling.size, other.size))
    match telling.nature:
        case "once":
            return more <= less * _RECOUNTED
        case "share":
            # A mark that a share has to pass (7票以上) is nobody's.
            return not (telling.passed or other.passed) and (
                telling.holder is not None or telling.theme in _COUNTED_ALSO
            )
        case "state":
            return more <= less * _SWINGS
        case "toll":
            apart = (telling.piece.published - other.piece.published).days
            if apart > _OLD and more > less * _OLD_GROWS:
                return False
            return telling.size >= other.size * _SETTLES or apart < _SETTLED or telling.amended
    return telling.theme != "マグニチュード" or more - less <= _ONE_QUAKE
