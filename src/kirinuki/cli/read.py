"""kirinuki read: the reading of one text, without an archive."""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kirinuki.cli.options import Day, as_json
from kirinuki.cli.session import Session, print_json, say

if TYPE_CHECKING:
    from kirinuki.model.reading import Reading
    from kirinuki.read.check import Fault

_ID = re.compile(r"[0-9a-f]{4,64}(?::\d+-\d+)?")


@click.command("read", short_help="文章を読み解いて見せる (read one text, no archive needed)")
@click.argument("file")
@click.option("--published", type=Day(), help="公表日。「30日」などはこの日から遡って解く [今日]")
@click.option(
    "--names", metavar="FILE", help="自分の名簿 (your own names: name, type, who, reading; tabs between)"
)
@click.option("--explain", is_flag=True, help="読んだものひとつひとつに理由を添える (why each was read so)")
@click.option("--check", is_flag=True, help="重なりやありえない値を探す (overlaps and impossible values)")
@as_json
@click.pass_obj
def command(
    session: Session,
    file: str,
    published: dt.date | None,
    names: str | None,
    explain: bool,
    check: bool,
    as_json: bool,
) -> None:
    """FILE (- で標準入力) を読み、文・日時・数量・名前・発言を示します。書庫は要りません。FILE の代わりに書庫の記事か版の
    ID を書けば、直したところも含めて、書庫での読みを示します。

    Reads FILE and shows its layers: sentences, times resolved from the publication date, durations,
    quantities, names, statements with speaker and cue, hearsay. --json gives the reading as data,
    offsets in code points of the text as given.

    \b
    例:
      kirinuki read 記事.txt --published 2022-12-31
      kirinuki read 記事.txt --published 2022-12-31 --json > 読み.json
      kirinuki read 記事.txt --published 2022-12-31 --explain
      kirinuki -C 記録 read 3f9c2a1b7e04d5c8 --explain
    
    --check は読みを示さず、ありえない箇所を並べます。あれば終了ステータスは 1。
    (--check lists what cannot be, in place of the reading; exit status 1 where there is any.)
    """
    if _ID.fullmatch(file) and not Path(file).exists():
        if published is not None or names is not None:
            raise click.UsageError(
                "書庫の記事には公表日と名簿があります。--published と --names は要りません (the archive knows them)"
            )
        reading = _kept(session, file.partition(":")[0])
    else:
        reading = _read(session, file, published, names)
    if check:
        from kirinuki.read.check import find_faults

        _report(find_faults(reading), as_json)
    elif as_json:
        print_json(reading.to_json())
    else:
        from kirinuki.publish.terminal import show_reading

        show_reading(reading, explain=explain)


def _read(session: Session, file: str, published: dt.date | None, names: str | None) -> Reading:
    """The reading of a file, or of standard input."""
    from kirinuki.capture.encodings import decode
    from kirinuki.config import read_names
    from kirinuki.read.names.own import load_names
    from kirinuki.read.reader import Reader

    with click.File("rb").convert(file, None, click.get_current_context()) as opened:
        text = decode(opened.read(), file).text
    if published is None:
        published = session.now().date()
        say(f"--published がないので、今日 {published} から日付を解きます (dates are read from today)")
    own = None if names is None else load_names(*read_names(Path(names)))
    return Reader(own).read(text, published)


def _kept(session: Session, id: str) -> Reading:
    """The reading of a revision of the archive, or of an article's current one."""
    from kirinuki.errors import NotFoundError

    with session.archive() as archive:
        try:
            revision = archive.revision(id)
        except NotFoundError:
            revision = archive.current(id)
        say(f"版 {revision.id} (公表日 {revision.published})。項目は {revision.id}:0-9 のように書きます")
        return archive.reading(revision.id)


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
