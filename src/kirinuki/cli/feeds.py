"""kirinuki feeds: which feeds are followed."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kirinuki.cli.options import as_json
from kirinuki.cli.session import Session, print_json, say, trouble
from kirinuki.errors import FetchError, InputError

if TYPE_CHECKING:
    from kirinuki.ask.subscriptions import FeedAct
    from kirinuki.flow.following import Followed
    from kirinuki.model.watching import Subscription


@click.group("feeds", short_help="見張るフィード (the feeds to watch)", invoke_without_command=True)
@as_json
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """見張るフィードを足し、並べ、休ませ、外します。取りに行くのは kirinuki watch です。

    Follows feeds (RSS, Atom, JSON Feed, news sitemaps); `kirinuki watch` polls them. What is followed is kept in decisions.jsonl.

    \b
    例:
      kirinuki feeds add https://shimpo.example/rss.xml --outlet 某新報
      kirinuki feeds add https://shimpo.example/          # ページが知らせるフィードを探す
      kirinuki feeds add 購読.opml
      kirinuki feeds list
      kirinuki feeds pause https://shimpo.example/rss.xml
      kirinuki feeds export --opml > 購読.opml
    """
    if context.invoked_subcommand is None:
        context.invoke(listed, as_json=as_json)


@command.command("add", short_help="フィードを足す (follow feeds)")
@click.argument("sources", nargs=-1, required=True, metavar="URL|FILE.opml …")
@click.option("--outlet", metavar="NAME", help="このフィードの記事の報道機関 [記事のページにあるもの]")
@as_json
@click.pass_obj
def add(session: Session, sources: tuple[str, ...], outlet: str | None, as_json: bool) -> None:
    """フィードの住所、フィードを知らせるページの住所、または OPML のファイルを足します。

    Takes a feed's address, a page's address (the feeds that it announces are found), or an OPML file. An address is asked once,
    to see that a feed is there.
    """
    added, failed = follow(session, sources, outlet)
    if as_json:
        print_json({
            "added": [_form(feed) for feed in added],
            "problems": [{"source": source, "message": why} for source, why in failed],
        })  # fmt: skip
    else:
        for feed in added:
            click.echo(f"{feed.url}  {feed.title or ''}".rstrip())
        for _, why in failed:
            say(f"飛ばしました: {why}")
        if added:
            say(f"{len(added)} 件を見張ります。kirinuki watch で始まります (now run `kirinuki watch`)")
    sys.exit(1 if failed else 0)


def follow(
    session: Session, sources: Iterable[str], outlet: str | None = None
) -> tuple[list[Subscription], list[tuple[str, str]]]:
    """Follow what is found at addresses and in OPML files: the feeds, and (source, why) of what could not be had."""
    from kirinuki.flow.following import find_feed, read_list

    added: list[Subscription] = []
    failed: list[tuple[str, str]] = []
    with session.archive() as archive:
        for source in sources:
            try:
                if source.startswith(("http://", "https://")):
                    found = [find_feed(source, session.fetcher(), session.now())]
                else:
                    found = read_list(Path(source).read_bytes())
                for feed in found:
                    added.append(replace(feed, outlet=outlet or feed.outlet))
                    archive.feeds.follow(added[-1], now=session.now())
            except (FetchError, InputError) as e:
                failed.append((source, str(e)))
            except OSError as e:
                failed.append((source, trouble(e, source)))
    return added, failed


@command.command("list", short_help="並べる (what is followed, and how it stands)")
@as_json
@click.pass_obj
def listed(session: Session, as_json: bool = False) -> None:
    """見張っているフィードを、最後に取れた時、次に取りに行く時、困っていることと一緒に並べます。

    Lists the feeds with when they last answered, when they are asked next, and what went wrong.
    """
    with session.archive() as archive:
        followed = archive.feeds.all()
    if as_json:
        print_json([_form(each.feed) | _state(each) for each in followed])
        return
    for each in followed:
        state = _state(each)
        name = each.feed.title or each.feed.outlet or ""
        click.echo(f"{each.feed.url}  {name}".rstrip() + ("  (休み, paused)" if each.feed.paused else ""))
        if state["looked"]:
            click.echo(f"    最後 {state['looked']}  次 {state['due'] or 'なし'}")
        if state["error"]:
            click.echo(f"    {state['failures']} 回続けて失敗: {state['error']}")
    if not followed:
        say("フィードはまだありません。kirinuki feeds add URL で足してください (no feeds yet)")


@command.command("remove", short_help="外す (follow no more)")
@click.argument("urls", nargs=-1, required=True, metavar="URL …")
@click.pass_obj
def remove(session: Session, urls: tuple[str, ...]) -> None:
    """フィードを外します。もう取り込んだ記事は残ります。

    Follows a feed no more. Articles that were taken in stay.
    """
    _decide(session, urls, "remove", "外しました (removed)")


@command.command("pause", short_help="休ませる (ask no more for now)")
@click.argument("urls", nargs=-1, required=True, metavar="URL …")
@click.option("--resume", is_flag=True, help="また取りに行く (ask again)")
@click.pass_obj
def pause(session: Session, urls: tuple[str, ...], resume: bool) -> None:
    """フィードを休ませます。--resume でまた始めます。

    Asks a feed no more until it is resumed with --resume.
    """
    if resume:
        _decide(session, urls, "resume", "また見張ります (resumed)")
    else:
        _decide(session, urls, "pause", "休ませました (paused)")


@command.command("export", short_help="書き出す (as OPML)")
@click.option("--opml", is_flag=True, help="OPML の形で。いまはこの形だけ (the only form)")
@click.pass_obj
def export(session: Session, opml: bool) -> None:
    """見張っているフィードを OPML で標準出力へ。ほかのフィードリーダーでも読めます。

    Writes what is followed as OPML to standard output.
    """
    with session.archive() as archive:
        sys.stdout.buffer.write(archive.feeds.opml())


def _decide(session: Session, urls: tuple[str, ...], act: FeedAct, done: str) -> None:
    with session.archive() as archive:
        for url in urls:
            archive.feeds.decide(url, act, now=session.now())
            say(f"{url}: {done}")


def _form(feed: Subscription) -> dict[str, object]:
    return {"url": feed.url, "title": feed.title, "outlet": feed.outlet, "paused": feed.paused}


def _state(followed: Followed) -> dict[str, object]:
    course = followed.course
    if course is None:
        return {"looked": None, "due": None, "failures": 0, "error": None}
    return {
        "looked": course.looked and course.looked.astimezone().isoformat(timespec="seconds"),
        "due": course.due and course.due.astimezone().isoformat(timespec="seconds"),
        "failures": course.failures,
        "error": course.error,
    }
