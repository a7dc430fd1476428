"""kirinuki diff: two revisions of an article side by side."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kirinuki.cli.options import as_json
from kirinuki.cli.session import Session, print_json, say


@click.command("diff", short_help="記事の二つの版を比べる (two revisions of an article)")
@click.argument("article")
@click.argument("earlier", required=False, metavar="[REV]")
@click.argument("later", required=False, metavar="[REV]")
@click.option(
    "--format", "form", type=click.Choice(["text", "html"]), default="text", show_default=True, help="形"
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="このファイルに書く",
)
@as_json
@click.pass_obj
def command(
    session: Session,
    article: str,
    earlier: str | None,
    later: str | None,
    form: str,
    output: Path | None,
    as_json: bool,
) -> None:
    """ARTICLE の二つの版を並べ、一文ずつどう変わったかを示します。

    REV は版の番号 (1 がいちばん古い) か id。略すと今の版とその前の版。

    Lays two revisions of an article side by side: what each sentence became, what is new, what was dropped.

    \b
    例:
      kirinuki diff 3f9c2a1b7e04
      kirinuki diff 3f9c2a1b7e04 1 3 --format html -o 比較.html
    """
    from kirinuki.publish.collations import collation_json, diff_html, diff_text, show_diff

    with session.archive() as archive:
        found = archive.diff(article, earlier, later)
    document = {
        "article": found.article.id,
        "earlier": found.earlier.id,
        "later": found.later.id,
        "title": collation_json(found.title, found.earlier.title or "", found.later.title or ""),
        "text": collation_json(found.text, found.earlier.text, found.later.text),
    }
    if output is not None:
        if as_json:
            page = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
        else:
            page = diff_html(found) if form == "html" else diff_text(found)
        output.write_text(page, encoding="utf-8", newline="\n")
        say(f"書きました: {output}")
    elif as_json:
        print_json(document)
    elif form == "html":
        click.echo(diff_html(found), nl=False)
    else:
        show_diff(found)
