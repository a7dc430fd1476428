"""kirinuki watch: poll feeds and look at pages again, for weeks."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from kirinuki.cli.options import as_json
from kirinuki.cli.session import Session, print_json, say
from kirinuki.errors import ArchiveError

if TYPE_CHECKING:
    from kirinuki.flow.rounds import Event, Round
    from kirinuki.flow.watching import Watch

_SLICE = 0.5
"""Seconds for which a sleeping watch does not hear that it shall stop."""
_SHOWN = 50
"""Lines of a dry run."""
_BECAME = {
    "new": "新しい記事",
    "revised": "改稿",
    "same": "変わりなし",
    "gone": "なくなった",
    "back": "また載った",
    "nothing": "記事なし",
    "failed": "取れない",
    "refused": "許されていない",
    "changed": "新しい項目",
}


@click.command("watch", short_help="フィードとページを見張る (watch feeds and pages)")
@click.option("--add", "feeds", multiple=True, metavar="URL", help="このフィードを見張りに足してから始める")
@click.option(
    "--once", is_flag=True, help="いま取りに行くものだけ取って終わる。cron などから (one round, then end)"
)
@click.option(
    "--dry-run",
    is_flag=True,
    help="取りに行かずに、いつ何を取るかだけ示す (only show what would be asked, and when)",
)
@click.option(
    "--alert",
    is_flag=True,
    help="新しいことを kirinuki alert のように知らせる (tell as `kirinuki alert` does)",
)
@as_json
@click.pass_context
def command(
    context: click.Context, feeds: tuple[str, ...], once: bool, dry_run: bool, alert: bool, as_json: bool
) -> None:
    """見張っているフィードを読み、そこに出た記事を取り込み、新しい記事は繰り返し、古い記事はまれに見直します。

    何週間でも動かしておけます。Ctrl-C (または SIGTERM) で、取りかけのものを終えて止まります。次に動かすと続きから進みます。
    robots.txt、Retry-After、Cache-Control に従い、一つのホストには同時に二つまで、間をあけて、一時間の上限まで
    ([watch] の per_hour と gap) しか尋ねません。変わっていないものは「変わりなし」とだけ書き留めます。
    フィードは kirinuki feeds add で足します。--json は、--once と --dry-run では一つの文書、ふだんは出来事ごとに一行です。

    Polls the feeds that are followed, takes in the pages that they name, looks again often at fresh ones and seldom at old ones.
    Runs until it is stopped; goes on where it was. With --json one event a line, with --once one document.

    \b
    例:
      kirinuki watch --add https://shimpo.example/rss.xml
      kirinuki watch --once --alert        # cron から
      kirinuki watch --dry-run
    """
    session: Session = context.obj
    if feeds:
        from kirinuki.cli.feeds import follow

        _, failed = follow(session, feeds)
        for _, why in failed:
            say(f"飛ばしました: {why}")
        if failed:
            context.exit(1)
    told: list[Event] = []

    def tell(event: Event) -> None:
        if as_json and once:
            told.append(event)
        elif as_json:
            import json

            click.echo(json.dumps(_form(event), ensure_ascii=True))
            sys.stdout.flush()
        else:
            show(event)

    with _shown(quiet=as_json or dry_run) as show, session.archive() as archive:
        stop = _Stop()
        fetcher = session.fetcher()
        send = None
        if alert:
            from kirinuki.publish.delivery import sender

            send = sender(archive.config.mail, os.environ)
        with archive.watch(fetcher, now=session.now, sleep=stop.sleep, tell=tell, send=send) as watch:
            if dry_run:
                _show_plan(watch, as_json=as_json)
                return
            if not archive.feeds.all():
                say("見張るフィードがまだありません。kirinuki feeds add URL で足してください (no feeds yet)")
            with stop.heard(watch):
                last = watch.run(1 if once else None)
            left = watch.left()
    if as_json and once:
        print_json(_summary(last, left) | {"events": [_form(event) for event in told]})
    elif not as_json:
        _say_end(last, left, stopped=stop.asked)
    if last.trouble is not None and once:
        raise ArchiveError(last.trouble)
    context.exit(1 if once and last.failed else 0)


class _Stop:
    """Hears Ctrl-C and SIGTERM: the first time what is in hand is finished, the second time it is broken off."""

    def __init__(self) -> None:
        self.asked = False

    @contextmanager
    def heard(self, watch: Watch) -> Iterator[None]:
        def stop(number: int, frame: object) -> None:
            if self.asked:
                raise KeyboardInterrupt
            self.asked = True
            watch.stop()
            say("止めます。取りかけのものを終えています。もう一度で中断します (finishing what is in hand)")

        before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def sleep(self, seconds: float) -> None:
        time.sleep(min(seconds, _SLICE))


def _show_plan(watch: Watch, *, as_json: bool) -> None:
    planned = watch.planned()
    if as_json:
        print_json(
            [
                {
                    "at": at.isoformat(timespec="seconds"),
                    "kind": course.kind,
                    "url": course.url,
                    "conditional": bool(course.etag or course.modified),
                }
                for at, course in planned
            ]
        )
        return
    for at, course in planned[:_SHOWN]:
        kind = "フィード" if course.kind == "feed" else "ページ"
        click.echo(f"{at.astimezone():%m-%d %H:%M:%S}  {kind}  {course.url}")
    if len(planned) > _SHOWN:
        say(f"ほか {len(planned) - _SHOWN} 件 (and more; --json lists all)")
    if not planned:
        say("取りに行くものはありません。kirinuki feeds add URL で足してください (nothing to ask for)")


def _form(event: Event) -> dict[str, object]:
    form = {
        "at": event.at.isoformat(timespec="seconds"),
        "what": event.what,
        "became": event.became,
        "url": event.url,
        "message": event.words,
        "count": event.count,
    }
    return {name: value for name, value in form.items() if value not in (None, 0)}


def _summary(last: Round, left: int) -> dict[str, object]:
    return {
        "requests": last.requests,
        "feeds": last.polled,
        "pages": last.pages,
        "failed": last.failed,
        "left": left,
        "trouble": last.trouble,
    }


@contextmanager
def _shown(*, quiet: bool) -> Iterator[Callable[[Event], None]]:
    """Tells what happens, line by line; on a terminal the last line says what the watch waits for."""
    if quiet or not sys.stderr.isatty():
        yield _say
        return
    from rich.console import Console

    # Drawn once a second: it may be there for weeks.
    with Console(stderr=True).status("見張っています (watching)", refresh_per_second=1) as status:

        def show(event: Event) -> None:
            if event.what == "waiting" and event.words is not None:
                status.update(
                    f"次は {dt.datetime.fromisoformat(event.words).astimezone():%H:%M:%S} (waiting)"
                )
            else:
                _say(event)

        yield show


def _say(event: Event) -> None:
    """A line for what a person may want to see; that nothing changed is not among it."""
    if event.became == "same":
        return
    at = f"{event.at.astimezone():%H:%M:%S}"
    match event.what:
        case "waiting":
            pass
        case "woven":
            say(f"{at}  読んで、たたみました: {event.count} 件 (read and woven)")
        case "told":
            say(f"{at}  知らせ: {event.words}")
        case "network" | "archive":
            say(f"{at}  {event.words}")
        case _:
            became = _BECAME.get(event.became, event.became) + (f" {event.count}" if event.count else "")
            say(f"{at}  {became}  {event.url}" + (f"  {event.words}" if event.words else ""))


def _say_end(last: Round, left: int, *, stopped: bool) -> None:
    pages = "、".join(f"{_BECAME[became]} {count}" for became, count in last.pages.items())
    say(f"フィード {last.polled} 件を読みました。ページ: {pages or 'なし'} ({last.requests} requests)")
    if left:
        say(
            f"まだ {left} 件あります。次に動かすと続きから進みます ({left} left{', stopped' if stopped else ''})"
        )
