"""kirinuki search: every article that a query holds for; searches that are kept under a name, and what is new of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from kirinuki.cli.options import as_json, as_of
from kirinuki.cli.session import Session, print_json, print_pieces, progress, say

if TYPE_CHECKING:
    from kirinuki.flow import Archive

_FEED = dt.timedelta(days=30)
"""How far a feed looks back."""


@click.command(
    "search", short_help="語・話者・日付などで記事をすべて探す (every article that a query holds for)"
)
@click.argument("query", nargs=-1)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="見せる件数")
@click.option(
    "--best", is_flag=True, help="新しいものからではなく、見出しに語の多いものから (best match first)"
)
@click.option("--facets", is_flag=True, help="報道機関・話者・月・タグ・流れごとの件数も (counts)")
@click.option("--aliases", is_flag=True, help="別の名も探す: 米国ならアメリカも (other names, too)")
@click.option("--cursor", metavar="TOKEN", help="前の頁が示した続きから (go on behind the page before)")
@click.option("--csv", "as_csv", is_flag=True, help="表計算用の CSV で")
@click.option("--save", metavar="NAME", help="この検索式に名を付けて searches.txt に残す (keep the query)")
@click.option("--saved", metavar="NAME", help="名を付けた検索式で探す (a query that was kept)")
@click.option(
    "--new", "only_new", is_flag=True, help="前の印からあとの、新しい文のあるものだけ (only new sentences)"
)
@click.option("--read", "mark", is_flag=True, help="--new と: 示したものに読んだ印を付ける (mark as read)")
@click.option("--atom", "as_atom", is_flag=True, help="--saved と: この 30 日の新しい文を Atom フィードで")
@as_of
@as_json
@click.pass_obj
def command(
    session: Session,
    query: tuple[str, ...],
    limit: int,
    best: bool,
    facets: bool,
    aliases: bool,
    cursor: str | None,
    as_csv: bool,
    save: str | None,
    saved: str | None,
    only_new: bool,
    mark: bool,
    as_atom: bool,
    as_of: dt.datetime | None,
    as_json: bool,
) -> None:
    """QUERY に当てはまる記事を探します。一文字から、取りこぼしなく、新しいものから。

    そのままの語は全角・半角、大文字・小文字、ひらがな・カタカナ、異体字 (斎藤・齋藤) を区別しません。"引用符" の中は字のまま。
    項目は outlet: speaker: to: date: when: tag: figure: kind: changed: (話者: 日付: なども)。くわしくは docs/search.md。
    - で始まる語は kirinuki search -- 選挙 -延期 のように -- の後に書くか、全体を '引用符' で囲みます。

    --new は、ほかの記事がまだ伝えていない文だけを示します。QUERY も --saved もなければ、残した検索式すべてについて。
    印は検索式ごとに decisions.jsonl に残ります。

    Finds the articles that QUERY holds for, missing none, newest first. --new shows only what no other article told before.

    \b
    例:
      kirinuki search 選挙
      kirinuki search '首相 "ＮＡＴＯ" -延期'
      kirinuki search '話者:市長 (橋 OR 港) date:2024-05..' --facets
      kirinuki search '港 再開発' --save 港
      kirinuki search --saved 港 --new --read
    """
    asked = " ".join(query)
    if asked and saved is not None:
        raise click.UsageError("検索式か --saved のどちらかだけを渡します (a query or --saved, not both)")
    if as_atom and saved is None:
        raise click.UsageError(
            "--atom は --saved NAME と使います。--save で名を付けます (--atom needs --saved)"
        )
    if mark and (not only_new or asked):
        raise click.UsageError(
            "--read は名を付けた検索式の --new に付けます (--read needs --new of saved searches)"
        )
    if save is not None and not asked:
        raise click.UsageError("--save には検索式が要ります (--save needs a query)")
    with session.archive() as archive:
        if save is not None:
            from kirinuki.ask.query import parse

            archive.searches.saved.save(parse(asked), save)
            say(f"{save}: searches.txt に残しました (kept)")
        if as_atom and saved is not None:
            click.echo(archive.searches.feed(saved, session.now() - _FEED, aliases=aliases), nl=False)
        elif only_new:
            _show_new(
                archive, asked, saved, session.now() if mark else None, aliases=aliases, as_json=as_json
            )
        else:
            if saved is not None:
                asked = archive.searches.saved.find(saved).query.text
            _show(archive, asked, limit, best, facets, aliases, cursor, as_csv, as_of, as_json)


def _show(
    archive: Archive,
    asked: str,
    limit: int,
    best: bool,
    facets: bool,
    aliases: bool,
    cursor: str | None,
    as_csv: bool,
    as_of: dt.datetime | None,
    as_json: bool,
) -> None:
    from kirinuki.publish.hits import FACETS, hits_csv, hits_document, show_hits

    with progress("索引を作り直しています", quiet=as_json) as step:
        found = archive.search(
            asked,
            limit,
            cursor=cursor,
            order="best" if best else "newest",
            facets=tuple(FACETS) if facets else (),
            aliases=aliases,
            as_of=as_of,
            step=step,
        )
    nearly = [] if found.total or as_csv else archive.searches.nearly(asked, as_of)
    if as_json:
        print_json(hits_document(found, nearly))
    elif as_csv:
        print_pieces(hits_csv(found))
    else:
        show_hits(found, nearly)


def _show_new(
    archive: Archive, asked: str, saved: str | None, now: dt.datetime | None, *, aliases: bool, as_json: bool
) -> None:
    """What is new of a query, of a saved search, or of each; with `now` it is marked as read."""
    from kirinuki.publish.news import news_document, show_news

    if asked:
        searches = [("", asked)]
    else:
        kept = archive.searches.saved.all() if saved is None else [archive.searches.saved.find(saved)]
        searches = [(search.name, search.query.text) for search in kept]
    documents = []
    for name, query in searches:
        since = archive.read_until(name) if name else archive.read_until()
        arrived = archive.searches.news(query, since, aliases=aliases)
        documents.append({"name": name or None, "query": query, **news_document(arrived, since)})
        if not as_json:
            if name:
                click.echo(f"{name}: {query}")
            show_news(arrived.news, explain=False)
        if now is not None and arrived.until is not None:
            archive.mark_read(arrived.until, now=now, search=name)
    if as_json:
        print_json({"searches": documents})
    elif not searches:
        say("残した検索式はまだありません。kirinuki search QUERY --save NAME (no saved searches yet)")
