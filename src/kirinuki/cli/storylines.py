"""kirinuki storylines: which articles tell of one run of events."""

from __future__ import annotations

import click

from kirinuki.cli.options import as_json
from kirinuki.cli.session import Session, print_json
from kirinuki.model.chronicle import Storyline


@click.command("storylines", short_help="どの記事が同じ出来事の流れか (runs of events)")
@click.argument("storyline", required=False)
@click.option("--all", "everything", is_flag=True, help="一つの記事だけの流れも (those of one article too)")
@as_json
@click.pass_obj
def command(session: Session, storyline: str | None, everything: bool, as_json: bool) -> None:
    """同じ出来事の流れを伝える記事を、伝えられた順に、理由とともに並べます。

    Lists the runs of events that the articles tell of, each article with what it shares with an earlier one
    and how long after it was told. STORYLINE is the id of a storyline, or of any of its articles; ids may be
    shortened.

    \b
    kirinuki storylines                  流れの一覧 (all of several articles)
    kirinuki storylines 3f9c2a1b         一つの流れ (the one that holds this article)
    kirinuki storylines --json           一記事の流れも含む (those of one article too)
    """
    with session.archive() as archive:
        lines = archive.storylines
        found = lines.all() if storyline is None else [lines.find(storyline)]
        shown = found if everything or storyline else [line for line in found if len(line.members) > 1]
        if not as_json:
            for line in shown:
                click.echo(f"{line.id}  {line.title}")
                for piece, member in zip(lines.pieces(line), line.members, strict=True):
                    click.echo(f"  {piece.published}  {member.article}  {piece.title or piece.text[:40]}")
                    if member.why:
                        click.echo(f"              {member.why}")
                click.echo()
            alone = len(found) - len([line for line in found if len(line.members) > 1])
            click.echo(f"流れ {len(found) - alone} 件、ほかに一記事だけのもの {alone} 件")
            return
    print_json([_document(line) for line in found])


def _document(line: Storyline) -> dict[str, object]:
    return {
        "id": line.id,
        "title": line.title,
        "articles": [{"id": m.article, "external_id": m.external_id, "why": m.why} for m in line.members],
    }
