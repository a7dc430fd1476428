"""kirinuki search: every article in which the words stand."""

from __future__ import annotations

import datetime as dt

import click

from kirinuki.cli.options import as_json, as_of
from kirinuki.cli.session import Session, print_json
from kirinuki.model.text import item_at


@click.command("search", short_help="語のある記事をすべて探す (every article that holds the words)")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="見せる件数")
@as_of
@as_json
@click.pass_obj
def command(
    session: Session, words: tuple[str, ...], limit: int, as_of: dt.datetime | None, as_json: bool
) -> None:
    """WORDS がすべて出てくる記事を探します。一文字から、取りこぼしなく、新しいものから。

    そのままの語は全角・半角、大文字・小文字を区別しません。"引用符" の中は字のまま探します。
    Finds the articles that hold all WORDS, one character or more, missing none, newest first.

    \b
    例:
      kirinuki search 選挙
      kirinuki search 首相 '"ＮＡＴＯ"'
    """
    with session.archive() as archive:
        found = archive.search(" ".join(words), limit=limit, as_of=as_of)
    if as_json:
        print_json(
            {
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
                    }
                    for hit in found.hits
                ],
            }
        )
        return
    for hit in found.hits:
        # A place in a title is no place in the text, so it gets no item's id.
        place = item_at(hit.revision, hit.span) if hit.field == "text" else f"{hit.revision} 見出し"
        click.echo(f"{place}  {hit.before}{click.style(hit.text, bold=True, fg='yellow')}{hit.after}")
    click.echo(
        f"{found.total} 件" + ("" if found.total <= limit else f"のうち {limit} 件 (--limit で増やせます)")
    )
