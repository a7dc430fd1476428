"""Options and argument types that several verbs take."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kirinuki.cli.session import say
from kirinuki.model.article import JAPAN

if TYPE_CHECKING:
    from kirinuki.ask.ledgers import Found

T = TypeVar("T")

as_json = click.option(
    "--json", "as_json", is_flag=True, help="JSON を一つだけ標準出力へ (one JSON document on standard output)"
)


class Day(click.ParamType[dt.date]):
    """A calendar day as 2022-12-31 or 20221231."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            # Python takes weeks as well (2022-W52), for their Monday, which is not what is meant by them.
            day = dt.date.max if "W" in value else dt.date.fromisoformat(value)
        except ValueError:
            day = dt.date.max
        # A period needs a day before and a day behind, which the calendar's ends have not.
        if not dt.MINYEAR < day.year < dt.MAXYEAR:
            self.fail(
                f"{value!r} は日付ではありません。2022-12-31 の形で (a date like 2022-12-31)", param, ctx
            )
        return day


class Moment(click.ParamType[dt.datetime]):
    """A day, of which the end is meant, or a time as 2022-12-31T18:00, on Japan's clock where no zone is given."""

    name = "DATE|TIME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.datetime:
        if isinstance(value, dt.datetime):
            return value
        if "T" not in value and " " not in value:
            day = Day().convert(value, param, ctx)
            return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), JAPAN)
        try:
            moment = dt.datetime.fromisoformat(value)
        except ValueError:
            self.fail(
                f"{value!r} は時刻ではありません。2022-12-31 か 2022-12-31T18:00 の形で (a date or a time)",
                param,
                ctx,
            )
        return moment if moment.tzinfo else moment.replace(tzinfo=JAPAN)


as_of = click.option(
    "--as-of",
    type=Moment(),
    metavar="DATE|TIME",
    help="その時に知りえたことだけで答える (as it could be known then) [今]",
)


asked = click.option(
    "--query",
    metavar="QUERY",
    help="この検索式に当てはまる行だけ: 語、話者:、日付: など (only rows that it holds for; docs/search.md)",
)
cursor = click.option(
    "--cursor",
    "--after",
    "after",
    metavar="CURSOR",
    help="前の頁が終わりに示した印の次から (go on behind the last row of the page before)",
)
limit = click.option("--limit", type=click.IntRange(1), metavar="N", help="N 行まで [すべて]")


def tell_rest(after: str | None) -> None:
    """How to go on behind a page, beside what was printed; nothing where it was the last one."""
    if after is not None:
        say(f"続き: --cursor {after} (there is more)")


def first_page(walk: Iterator[Found[T]], limit: int | None) -> tuple[Iterator[T], str | None]:
    """The first `limit` rows of a ledger, all of them as they are taken where there is no limit; and the cursor behind them, None
    where there are no more."""
    from kirinuki.ask.ledgers import page, rows

    if limit is None:
        return rows(walk), None
    found = page(walk, limit, patient=True)
    return iter(found.rows), found.after


class Period(click.ParamType[tuple[dt.date, dt.date]]):
    """A day, a month or `FROM..UNTIL`, both ends included; gives a half-open pair of dates."""

    name = "DATE|FROM..UNTIL"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[dt.date, dt.date]:
        if isinstance(value, tuple):
            return value
        first, to, last = value.partition("..")
        from_, until = self._days(first, param, ctx), self._days(last if to else first, param, ctx)
        if until[1] <= from_[0]:
            self.fail(f"{value}: 終わりが始まりより前です (the end is before the start)", param, ctx)
        return from_[0], until[1]

    def _days(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[dt.date, dt.date]:
        if month := re.fullmatch(r"(\d{4})-(\d\d)", value):
            year, number = map(int, month.groups())
            if 1 <= number <= 12 and dt.MINYEAR < year < dt.MAXYEAR:
                return dt.date(year, number, 1), dt.date(year + number // 12, number % 12 + 1, 1)
        day = Day().convert(value, param, ctx)
        return day, day + dt.timedelta(days=1)
