"""kirinuki read: the reading of one text, without an archive."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING, BinaryIO

import click

from kirinuki.cli.options import Day, as_json
from kirinuki.cli.session import Session, print_json, say

if TYPE_CHECKING:
    from kirinuki.read.check import Fault


@click.command("read", short_help="文章を読み解いて見せる (read one text, no archive needed)")
@click.argument("file", type=click.File("rb"))
@click.option("--published", type=Day(), help="公表日。「30日」などはこの日から遡って解く [今日]")
@click.option("--explain", is_flag=True, help="読んだものひとつひとつに理由を添える (why each was read so)")
@click.option("--check", is_flag=True, help="重なりやありえない値を探す (overlaps and impossible values)")
@as_json
@click.pass_obj
def command(
    session: Session, file: BinaryIO, published: dt.date | None, explain: bool, check: bool, as_json: bool
) -> None:
    """FILE (- で標準入力) を読み、文・日時・数量・名前・発言を示します。書庫は要りません。

    Reads FILE and shows its layers: sentences, times resolved from the publication date, durations,
    quantities, names, statements with speaker and cue, hearsay. --json gives the reading as data,
    offsets in code points of the text as given.

    \b
    例:
      kirinuki read 記事.txt --published 2022-12-31
      kirinuki read 記事.txt --published 2022-12-31 --json > 読み.json
      kirinuki read 記事.txt --published 2022-12-31 --explain
    
    --check は読みを示さず、ありえない箇所を並べます。あれば終了ステータスは 1。
    (--check lists what cannot be, in place of the reading; exit status 1 where there is any.)
    """
    from kirinuki.capture.encodings import decode
    from kirinuki.read.reader import Reader

    text = decode(file.read(), file.name).text
    if published is None:
        published = session.now().date()
        say(f"--published がないので、今日 {published} から日付を解きます (dates are read from today)")
    reading = Reader().read(text, published)
    if check:
        from kirinuki.read.check import find_faults

        _report(find_faults(reading), as_json)
    elif as_json:
        print_json(reading.to_json())
    else:
        from kirinuki.publish.terminal import show_reading

        show_reading(reading, explain=explain)


def _report(faults: list[Fault], as_json: bool) -> None:
    """List the faults; ends with status 1 where there are any."""
    if as_json:
        print_json({"faults": [fault.to_json() for fault in faults]})
    else:
        for fault in faults:
            click.echo(f"{fault.layer}  {fault.start}-{fault.end}  {fault.message}  「{fault.text}」")
        click.echo(f"ありえない箇所 {len(faults)} 件")
    if faults:
        sys.exit(1)
