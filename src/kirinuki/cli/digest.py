"""kirinuki digest: the page of a day or a period."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from kirinuki.cli.options import Period, as_json, as_of, asked
from kirinuki.cli.session import Session, print_json, say
from kirinuki.errors import NotFoundError

SUFFIX = {"html": "html", "md": "md", "json": "json", "text": "txt"}


@click.command("digest", short_help="一日、一期間の紙面 (the page of a day or a period)")
@click.argument("period", type=Period(), required=False)
@click.option(
    "--format", "form", type=click.Choice(list(SUFFIX)), default="text", show_default=True, help="形"
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="このフォルダーに書く",
)
@asked
@as_of
@as_json
@click.pass_obj
def command(
    session: Session,
    period: tuple[dt.date, dt.date] | None,
    form: str,
    output: Path | None,
    query: str | None,
    as_of: dt.datetime | None,
    as_json: bool,
) -> None:
    """期間の紙面を作ります。同じことは一度だけ、いちばん詳しい伝え方で。重なりはその下にたたまれます。

    DATE は 2022-12-31 か 2022-12、FROM..UNTIL は両端を含みます。略すと書庫の最後の日。-o がなければ標準出力へ。

    Makes the page: each thing said once, by its fullest telling, the others folded under it. Every item
    carries an id: `kirinuki trace ID` proves where it came from, `kirinuki comment ID` adds your words.

    \b
    例:
      kirinuki digest 2022-12-31
      kirinuki digest 2022-12 --query 'speaker:知事'
      kirinuki digest 2022-12-29..2022-12-31 --format html -o 紙面
    """
    from kirinuki.publish import render

    form = "json" if as_json else form
    with session.archive() as archive:
        if period is None:
            span = archive.span()
            if span is None:
                raise NotFoundError(
                    "書庫にまだ記事がありません。kirinuki add FILE で取り込んでください (the archive is empty)"
                )
            period = (span[1], span[1] + dt.timedelta(days=1))
        digest = archive.digest(*period, as_of, query)
        page = render(digest, form, title=archive.config.title)
    if output is None:
        if form == "json":
            print_json(json.loads(page))  # escaped where the console could not carry it
        else:
            click.echo(page, nl=not page.endswith("\n"))
        return
    first, last = period[0], period[1] - dt.timedelta(days=1)
    name = f"{first}" if first == last else f"{first}..{last}"
    path = output / f"{name}.{SUFFIX[form]}"
    output.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8", newline="\n")
    say(f"書きました: {path}")
