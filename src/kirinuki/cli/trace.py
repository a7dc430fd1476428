"""kirinuki trace: from a shown word back to the bytes it came from."""

from __future__ import annotations

import datetime as dt

import click

from kirinuki.cli.options import Period, as_json
from kirinuki.cli.session import Session, print_json


@click.command("trace", short_help="もとの取り込みまでさかのぼる (back to the captured bytes)")
@click.argument("item")
@click.option(
    "--page",
    type=Period(),
    metavar="PERIOD",
    help="この期間の紙面で、なぜ掲げられ、なぜたたまれるか (why it leads or folds there)",
)
@as_json
@click.pass_obj
def command(session: Session, item: str, page: tuple[dt.date, dt.date] | None, as_json: bool) -> None:
    """紙面の項目 ITEM から、改稿、文字位置、WARC の記録までさかのぼり、バイト列を読み直して確かめます。

    Walks from an item of a digest back to its revision, code points and WARC record, and reads the
    recorded bytes again to prove that the words stand there. An item looks like 3f9c2a1b7e04d5c8:119-172;
    the beginning of the revision's id is enough. With --page it also says why the item leads on the page of
    those days, what folds under it and why, and on how many independent reports it rests.
    """
    from kirinuki.ask.digest import why_there
    from kirinuki.publish.wording import legible

    with session.archive() as archive:
        trace = archive.trace(item)
        standing = list(why_there(archive.digest(*page), trace.evidence)) if page else []
    capture, given = trace.capture, trace.capture.given
    if as_json:
        print_json(
            {
                **trace.evidence.to_json(),
                "item": item,
                "article": trace.article.id,
                "outlet": trace.article.outlet,
                "uri": trace.article.uri,
                "capture": capture.id,
                "warc": capture.file,
                "captured_at": capture.captured_at.isoformat(),
                "digest": f"sha256:{capture.digest}",
                "name": given.name,
                "encoding": capture.encoding,
                "proved": True,
                "page": [{"what": what, "why": why} for what, why in standing],
            }
        )
        return
    rows = {
        "言葉": trace.evidence.text,
        "改稿": f"{trace.evidence.revision}  文字 {trace.evidence.span.start}–{trace.evidence.span.end}",
        "記事": f"{trace.article.id}  {trace.article.uri}",
        "取り込み": f"{given.name}  {capture.captured_at.isoformat()}  {capture.encoding}",
        "WARC": f"{capture.file}  {capture.id}",
        "確認": f"記録のバイト列 (sha256 {capture.digest[:16]}…) を読み直し、同じ言葉がそこにあることを確かめました",
    }
    for label, value in rows.items():
        click.echo(f"{click.style(label, bold=True)}\t{value}")
    if page and not standing:
        click.echo(f"{click.style('掲載', bold=True)}\tこの期間の紙面にはありません (not on that page)")
    for label, value in standing:
        click.echo(f"{click.style(label, bold=True)}\t{legible(value)}")
