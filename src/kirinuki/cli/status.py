"""kirinuki status: what the archive holds."""

from __future__ import annotations

import click

from kirinuki.cli.options import as_json
from kirinuki.cli.session import Session, print_json

LABELS = {
    "captures": "取り込み",
    "articles": "記事",
    "revisions": "改稿を含む版",
    "outlets": "報道機関",
    "repeats": "繰り返し",
    "statements": "発言",
    "problems": "問題",
}


@click.command("status", short_help="書庫に何があるか (what the archive holds)")
@as_json
@click.pass_obj
def command(session: Session, as_json: bool) -> None:
    """書庫にあるものを数え、読めなかったものを並べます。

    Counts what the archive holds, and lists what could not be read, with the mend.
    """
    with session.archive() as archive:
        counts, span, problems = archive.status(), archive.span(), list(archive.problems())
        path = archive.path
    if as_json:
        days = None if span is None else {"from": span[0].isoformat(), "until": span[1].isoformat()}
        listed = [{"capture": p.capture, "place": p.place, "message": p.message} for p in problems]
        print_json({"archive": str(path), "counts": counts, "published": days, "problems": listed})
        return
    click.echo(f"書庫 {path}")
    if span is not None:
        click.echo(f"公表日 {span[0]} から {span[1]} まで")
    for key, label in LABELS.items():
        click.echo(f"{counts[key]:>8,}  {label}")
    for problem in problems:
        click.echo(f"問題  {problem.place}: {problem.message}")
