"""kirinuki init: make an archive."""

from __future__ import annotations

from pathlib import Path

import click

from kirinuki.cli.options import as_json
from kirinuki.cli.session import Session, print_json


@click.command("init", short_help="書庫を作る (make an archive)")
@click.argument("folder", metavar="[DIR]", required=False)
@as_json
@click.pass_obj
def command(session: Session, folder: str | None, as_json: bool) -> None:
    """書庫 DIR を作ります。DIR を略すと -C のフォルダー、それもなければ今のフォルダー。

    Makes an archive: one folder with kirinuki.toml, warc/ (the bytes as received), decisions.jsonl
    (what you decided) and kirinuki.db (made from the other three, and made again by `kirinuki rebuild`).
    """
    from kirinuki.flow import Archive

    path = Path(folder or session.given or ".")
    Archive.create(path).close()
    if as_json:
        print_json({"archive": str(path.resolve())})
    else:
        click.echo(f"書庫を作りました: {path.resolve()}\n次に: kirinuki -C {path} add FILE --published DATE")
