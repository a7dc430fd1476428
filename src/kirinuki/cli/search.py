"""kirinuki search: every place where the words stand."""

from __future__ import annotations

import click

from kirinuki.cli.options import as_json
from kirinuki.cli.session import Session, print_json


@click.command("search", short_help="語のあるところをすべて探す (every place where the words stand)")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="見せる件数")
@as_json
@click.pass_obj
def command(session: Session, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """WORDS がすべて出てくる記事を探します。一文字から、取りこぼしなく。

    そのままの語は全角・半角、大文字・小文字を区別しません。"引用符" の中は字のまま探します。
    Finds the articles that hold all WORDS, one character or more, missing none.

    \b
    例:
      kirinuki search 選挙
      kirinuki search 首相 '"ＮＡＴＯ"'
    """
    with session.archive() as archive:
        found = archive.search(" ".join(words), limit=limit)
        if as_json:
            print_json(
                {
                    "total": found.total,
                    "hits": [
                        {
                            "article": hit.article,
                            "external_id": hit.external_id,
                            "revision": hit.revision,
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
            text = archive.revision(hit.revision).text
            before, after = (
                text[max(0, hit.span.start - 20) : hit.span.start],
                text[hit.span.end : hit.span.end + 40],
            )
            click.echo(
                f"{hit.revision}:{hit.span.start}-{hit.span.end}  "
                f"{_line(before)}{click.style(_line(hit.text), bold=True, fg='yellow')}{_line(after)}"
            )
        click.echo(
            f"{found.total} 件"
            + ("" if found.total <= limit else f"のうち {limit} 件 (--limit で増やせます)")
        )


def _line(text: str) -> str:
    return text.replace("\n", " ")
