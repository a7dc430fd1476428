"""kirinuki new: what came since the reader last looked."""

from __future__ import annotations

import datetime as dt
from typing import Any

import click

from kirinuki.cli.options import Day, as_json
from kirinuki.cli.session import Session, print_json, say


class Since(click.ParamType[dt.datetime | str]):
    """A day, a time (2025-05-03T18:00), or LAST for the last mark."""

    name = "DATE|TIME|LAST"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.datetime | str:
        if isinstance(value, dt.datetime) or value == "LAST":
            return value  # type: ignore[no-any-return]
        try:
            moment = dt.datetime.fromisoformat(value) if "T" in value else None
        except ValueError:
            self.fail(f"{value!r} は時刻ではありません。2025-05-03T18:00 の形で (not a time)", param, ctx)
        if moment is None:
            day = Day().convert(value, param, ctx)
            moment = dt.datetime(day.year, day.month, day.day)
        try:
            return moment.astimezone(dt.UTC)
        except OverflowError:
            self.fail(f"{value!r} は暦の端を越えます (outside of the calendar)", param, ctx)


@click.command("new", short_help="前に見てから新しく加わった文 (what is new since you last looked)")
@click.option("--since", type=Since(), default="LAST", show_default=True, help="この時より後に取り込んだもの")
@click.option("--all", "everything", is_flag=True, help="印に関わらず、はじめから全部")
@click.option("--read", "mark", is_flag=True, help="示したものに読んだ印を付ける。次からはその後のものだけ")
@click.option("--unread", is_flag=True, help="読んだ印をすべて外す")
@click.option("--explain", is_flag=True, help="なぜ新しいと決めたかも示す")
@as_json
@click.pass_obj
def command(
    session: Session,
    since: dt.datetime | str,
    everything: bool,
    mark: bool,
    unread: bool,
    explain: bool,
    as_json: bool,
) -> None:
    """書庫がまだ持っていなかった文だけを、一度だけ、最初の伝えで示します。

    ほかの媒体や前の版がもう伝えたことは出しません。一部だけ新しい文は、新しい語に印を付けます。

    Shows only the sentences that the chronicle did not have, each once, at its first telling. --read marks
    them as read; the mark is kept in decisions.jsonl.

    \b
    例:
      kirinuki new
      kirinuki new --read
      kirinuki new --since 2025-05-03
    """
    with session.archive() as archive:
        if unread:
            archive.mark_read(None, now=session.now())
        moment = archive.read_until() if isinstance(since, str) else since
        last = archive.read_until()
        if mark and not isinstance(since, str) and (last is None or since > last):
            raise click.UsageError(
                "--read は、前の印からあとをすべて示すときだけ付けられます。--since を外してください "
                "(--since would pass over what was not shown)"
            )
        if everything:
            moment = dt.datetime.min.replace(tzinfo=dt.UTC)
        arrived = archive.news(moment)
        if mark and arrived.until is not None:
            archive.mark_read(arrived.until, now=session.now())
    from kirinuki.publish.news import news_document, show_news

    if as_json:
        print_json(news_document(arrived, moment))
        return
    show_news(arrived.news, explain=explain)
    if arrived.news and not mark:
        say("読んだら kirinuki new --read (mark them as read)")
