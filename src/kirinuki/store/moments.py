"""Moments of telling as numbers, and what could be known at a moment: what every noun asks with."""

from __future__ import annotations

import datetime as dt

from kirinuki.model.article import JAPAN

MINUTE = 24
"""Bits of a moment of telling that lie under its minute."""
_EPOCH = dt.datetime(1970, 1, 1)


def standing(column: str, as_of: dt.datetime | None) -> tuple[str, tuple[object, ...]]:
    """SQL: the condition, with its parameters, that the revision of the number in `column` is the one that its article had
    before the moment `as_of` (aware; None: now).

    An article could be known from when it was published, a later revision of it from when a capture first showed it, and
    not before it was published: outlets seldom say when they revise.
    """
    if as_of is None:
        return f"EXISTS (SELECT 1 FROM articles y WHERE y.current = {column})", ()
    (one, moment), (other, _) = known("y", as_of), known("z", as_of)
    return (
        f"""EXISTS (SELECT 1 FROM revisions y WHERE y.number = {column} AND {one}
            AND NOT EXISTS (SELECT 1 FROM revisions z WHERE z.article = y.article AND {other}
                AND (z.place > y.place OR z.place = y.place AND (z.told > y.told OR z.told = y.told AND z.id > y.id))))""",
        (*moment, *moment),
    )


def known(table: str, as_of: dt.datetime) -> tuple[str, tuple[object, ...]]:
    """SQL: the condition, with its parameters, that the revision in this row of revisions could be known before `as_of`."""
    here = as_of.astimezone(JAPAN).replace(tzinfo=None)
    # What tells only its day counts as told when the day begins, and midnight is the end of the day before.
    told = here.date().isoformat() if here.time() == dt.time() else here.isoformat()
    return (
        f"""{table}.told < ? AND ({table}.place = 0 OR EXISTS (
            SELECT 1 FROM sightings s JOIN captures c ON c.id = s.capture
            WHERE s.revision = {table}.number AND c.captured_at < ?))""",
        (told, utc(as_of)),
    )


def utc(time: dt.datetime) -> str:
    """Fixed width, so that the strings sort as the times do."""
    if time.tzinfo is None:
        raise ValueError(f"captured_at must be an aware time, not {time!r}")
    return time.astimezone(dt.UTC).isoformat(timespec="microseconds")


def end_of(as_of: dt.datetime | None) -> str:
    """As `utc`, of the moment before which something was known; None is after all that ever was."""
    return "9999-12-31T23:59:59.999999+00:00" if as_of is None else utc(as_of)


def moment(told: str, bits: int = 0) -> int:
    """When a revision was told, as a number that sorts as the minutes do, with the lowest of `bits` under it."""
    minute = (dt.datetime.fromisoformat(told) - _EPOCH) // dt.timedelta(minutes=1)
    return minute << MINUTE | bits & (1 << MINUTE) - 1


def moment_behind(as_of: dt.datetime) -> int:
    """The first moment of the minute behind `as_of`: whatever was known then was told before it."""
    here = as_of.astimezone(JAPAN).replace(tzinfo=None)
    return ((here - _EPOCH) // dt.timedelta(minutes=1) + 1) << MINUTE


def day_of(moment: int) -> int:
    """The day of a moment, in days since 1970."""
    return (moment >> MINUTE) // (24 * 60)
