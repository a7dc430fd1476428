"""kirinuki search: every article that a query holds for."""

from __future__ import annotations

import csv
import datetime as dt
import sys
from typing import TYPE_CHECKING, Any

import click

from kirinuki.cli.options import as_json, as_of
from kirinuki.cli.session import Session, print_json, progress
from kirinuki.model.text import item_at

if TYPE_CHECKING:
    from kirinuki.ask.search import Hit, Hits

_FACETS = {"outlet": "報道機関", "speaker": "話者", "month": "月", "tag": "タグ", "storyline": "流れ"}


@click.command(
    "search", short_help="語・話者・日付などで記事をすべて探す (every article that a query holds for)"
)
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="見せる件数")
@click.option(
    "--best", is_flag=True, help="新しいものからではなく、見出しに語の多いものから (best match first)"
)
@click.option("--facets", is_flag=True, help="報道機関・話者・月・タグ・流れごとの件数も (counts)")
@click.option("--cursor", metavar="TOKEN", help="前の頁が示した続きから (go on behind the page before)")
@click.option("--csv", "as_csv", is_flag=True, help="表計算用の CSV で")
@as_of
@as_json
@click.pass_obj
def command(
    session: Session,
    query: tuple[str, ...],
    limit: int,
    best: bool,
    facets: bool,
    cursor: str | None,
    as_csv: bool,
    as_of: dt.datetime | None,
    as_json: bool,
) -> None:
    """QUERY に当てはまる記事を探します。一文字から、取りこぼしなく、新しいものから。

    そのままの語は全角・半角、大文字・小文字、ひらがな・カタカナ、異体字 (斎藤・齋藤) を区別しません。"引用符" の中は字のまま。
    項目は outlet: speaker: to: date: when: tag: figure: kind: changed: (話者: 日付: なども)。くわしくは docs/search.md。
    - で始まる語は kirinuki search -- 選挙 -延期 のように -- の後に書くか、全体を '引用符' で囲みます。

    Finds the articles that QUERY holds for, missing none, newest first.

    \b
    例:
      kirinuki search 選挙
      kirinuki search '首相 "ＮＡＴＯ" -延期'
      kirinuki search '話者:市長 (橋 OR 港) date:2024-05..' --facets
    """
    with session.archive() as archive, progress("索引を作り直しています", quiet=as_json) as step:
        found = archive.search(
            " ".join(query),
            limit,
            cursor=cursor,
            order="best" if best else "newest",
            facets=tuple(_FACETS) if facets else (),  # type: ignore[arg-type]
            as_of=as_of,
            step=step,
        )
    if as_json:
        print_json(_document(found))
    elif as_csv:
        _write_csv(found)
    else:
        _show(found, limit)


def _document(found: Hits) -> dict[str, Any]:
    return {
        "total": found.total,
        "hits": [
            {
                "article": hit.article,
                "external_id": hit.external_id,
                "revision": hit.revision,
                "field": hit.field,
                "start": hit.span.start,
                "end": hit.span.end,
                "text": hit.text,
                "outlet": hit.outlet,
                "title": hit.title,
                "published": hit.published,
                "before": hit.before,
                "after": hit.after,
                "marks": [{"start": mark.start, "end": mark.end} for mark in hit.marks],
            }
            for hit in found.hits
        ],
        "cursor": found.cursor,
        "facets": {
            facet: [{"value": c.value, "name": c.name, "articles": c.articles} for c in counts]
            for facet, counts in found.facets.items()
        },
    }


def _write_csv(found: Hits) -> None:
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(
        ("article", "external_id", "item", "outlet", "published", "title", "before", "text", "after")
    )
    for hit in found.hits:
        table.writerow(
            (
                *(
                    hit.article,
                    hit.external_id or "",
                    _place(hit),
                    hit.outlet,
                    hit.published,
                    hit.title or "",
                ),
                *(hit.before, hit.text, hit.after),
            )
        )


def _show(found: Hits, limit: int) -> None:
    for hit in found.hits:
        click.echo(f"{_place(hit)}  {_marked(hit)}")
    click.echo(
        f"{found.total} 件" + (f"のうち {len(found.hits)} 件" if found.total > len(found.hits) else "")
    )
    if found.cursor:
        click.echo(f"続き: --cursor {found.cursor} (--limit でも増やせます)")
    for facet, counts in found.facets.items():
        if counts:
            listed = "、".join(f"{count.name} {count.articles}" for count in counts)
            click.echo(f"{_FACETS[facet]}: {listed}")


def _place(hit: Hit) -> str:
    # A place in a title is no place in the text, so it gets no item's id.
    return item_at(hit.revision, hit.span) if hit.field == "text" else f"{hit.revision} 見出し"


def _marked(hit: Hit) -> str:
    """The line around the hit, with the query's words in colour."""
    line = hit.before + hit.text + hit.after
    first, at, shown = hit.span.start - len(hit.before), 0, ""
    for mark in hit.marks:
        start, end = mark.start - first, mark.end - first
        if start >= at:
            shown += line[at:start] + click.style(line[start:end], bold=True, fg="yellow")
            at = end
    return shown + line[at:]
