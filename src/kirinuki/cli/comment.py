"""kirinuki comment: the person's own words beside an item."""

from __future__ import annotations

import sys

import click

from kirinuki.cli.options import as_json
from kirinuki.cli.session import Session, print_json, say


@click.command("comment", short_help="項目に自分の言葉を添える (your own words beside an item)")
@click.argument("item")
@click.argument("words", required=False)
@click.option("--remove", is_flag=True, help="添えた言葉を取り下げる")
@as_json
@click.pass_obj
def command(session: Session, item: str, words: str | None, remove: bool, as_json: bool) -> None:
    """紙面の項目 ITEM に WORDS を添えます。略すとエディターが開き、- で標準入力から読みます。

    Puts your comment beside an item; digests show it as your words. It is kept in decisions.jsonl,
    survives `rebuild`, and follows the words into later revisions of the report.
    """
    if remove:
        words = ""
    elif words is None:
        words = click.edit(require_save=True) or ""
        if not words.strip():
            raise click.UsageError(
                "言葉がありません。取り下げるなら --remove (no words; --remove withdraws a comment)"
            )
    elif words == "-":
        from kirinuki.capture.encodings import decode

        words = decode(sys.stdin.buffer.read(), "-").text
    with session.archive() as archive:
        evidence = archive.comment(item, words.strip(), now=session.now())
    if as_json:
        print_json({"item": item, "text": evidence.text, "comment": words.strip() or None})
    else:
        say(f"{'取り下げました' if remove else '添えました'}: {evidence.text}")
