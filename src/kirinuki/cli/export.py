"""kirinuki export: what was captured, for other people's replay tools."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kirinuki.cli.options import Day, as_json
from kirinuki.cli.session import Session, print_json, say

if TYPE_CHECKING:
    from kirinuki.flow import Archive


@click.command("export", short_help="集めたページを再生の道具へ (captured pages for replay tools)")
@click.option("--warc", type=click.Path(path_type=Path), metavar="OUT.warc.gz", help="WARC ファイルに")
@click.option(
    "--wacz", type=click.Path(path_type=Path), metavar="OUT.wacz", help="WACZ (目次と頁の一覧つき) に"
)
@click.option("--since", type=Day(), help="この日から後に取り込んだもの")
@click.option("--until", type=Day(), help="この日までに取り込んだもの (この日を含む)")
@click.option("--outlet", metavar="NAME", help="この報道機関の記事が載っているものだけ")
@click.option(
    "--storyline", metavar="ID", help="この流れの記事が載っているものだけ (kirinuki storylines の id)"
)
@click.option(
    "--notes",
    type=click.Path(path_type=Path),
    metavar="OUT.jsonld",
    help="自分の覚え書きを W3C の形で (own notes)",
)
@as_json
@click.pass_obj
def command(
    session: Session,
    warc: Path | None,
    wacz: Path | None,
    since: dt.date | None,
    until: dt.date | None,
    outlet: str | None,
    storyline: str | None,
    notes: Path | None,
    as_json: bool,
) -> None:
    """取り込んだページを、サーバーの応答のまま WARC か WACZ に書き出します。pywb や ReplayWeb.page など、ほかの人の道具で開けます。
    住所を付けて手渡した文章も入ります。住所のないもの (貼った切り抜き帳など) は入らず、その数を言います。

    Writes captured pages as they were received into a WARC file, or a WACZ with an index and a list of pages; both open in other
    people's replay tools. What was given without an address cannot be asked for there: it is left out, with a count.

    --notes writes the reader's own notes and highlights as W3C Web Annotations (JSON-LD).

    \b
    例:
      kirinuki export --notes 覚え書き.jsonld
      kirinuki export --wacz 記録.wacz
      kirinuki export --warc 年末.warc.gz --since 2022-12-28 --until 2022-12-31 --outlet 潮見新報
    """
    if warc is None and wacz is None and notes is None:
        raise click.UsageError("--warc、--wacz、--notes で書き出す先を指してください (where to?)")
    with session.archive() as archive:
        written = None if notes is None else _write_notes(archive, notes)
        if warc is None and wacz is None:
            if as_json:
                print_json({"notes": written})
            else:
                say(f"覚え書き {written} 件を書き出しました")
            return
        done = archive.export_warc(
            warc, wacz, now=session.now(), since=since, until=until and until + dt.timedelta(days=1),
            outlet=outlet, storyline=storyline,
        )  # fmt: skip
    if as_json:
        told = {"pages": len(done.pages), "visits": done.visits, "without_address": done.without_address}
        print_json(told if written is None else told | {"notes": written})
        return
    if written is not None:
        say(f"覚え書き {written} 件を書き出しました")
    say(f"ページ {len(done.pages)} 件、再訪 {done.visits} 件を書き出しました")
    if done.without_address:
        say(
            f"住所のない {done.without_address} 件は、再生の道具が開けないので入れていません (left out: no address)"
        )


def _write_notes(archive: Archive, path: Path) -> int:
    """Write the reader's notes as one JSON-LD document; gives how many."""
    notes = list(archive.notes.annotations())
    path.write_text(f"{json.dumps(notes, ensure_ascii=False, indent=1)}\n", encoding="utf-8", newline="\n")
    return len(notes)
