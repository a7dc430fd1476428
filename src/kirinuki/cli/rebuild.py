"""kirinuki rebuild: make the database again from what was captured and decided."""

from __future__ import annotations

import click

from kirinuki.cli.options import as_json
from kirinuki.cli.session import Session, print_json, progress, say


@click.command("rebuild", short_help="データベースを作り直す (make the database again)")
@as_json
@click.pass_obj
def command(session: Session, as_json: bool) -> None:
    """kirinuki.db を warc/ と decisions.jsonl から作り直します。行ごとに同じものになります。

    Makes the database again from the captured bytes and the decisions. The old one is replaced only
    when the new one is whole, so stopping half-way changes nothing.
    """
    from kirinuki.flow import Archive

    with progress("作り直す", quiet=as_json) as step:
        counts = Archive.rebuild(session.folder(), step)
    if as_json:
        print_json({"counts": counts})
    else:
        say(
            f"作り直しました: 取り込み {counts['captures']}、記事 {counts['articles']}、版 {counts['revisions']}"
        )
