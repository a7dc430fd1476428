"""kirinuki export: what was captured, for other people's replay tools."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from kirinuki.cli.options import Day, as_json
from kirinuki.cli.session import Session, print_json, say


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
    as_json: bool,
) -> None:
    """取り込んだページを、サーバーの応答のまま WARC か WACZ に書き出します。pywb や ReplayWeb.page など、ほかの人の道具で開けます。
    住所を付けて手渡した文章も入ります。住所のないもの (貼った切り抜き帳など) は入らず、その数を言います。

    Writes captured pages as they were received into a WARC file, or a WACZ with an index and a list of pages; both open in other
    people's replay tools. What was given without an address cannot be asked for there: it is left out, with a count.

    \b
    例:
      kirinuki export --wacz 記録.wacz
      kirinuki export --warc 年末.warc.gz --since 2022-12-28 --until 2022-12-31 --outlet 潮見新報
    """
    if warc is None and wacz is None:
        raise click.UsageError("--warc か --wacz で書き出す先を指してください (where to: --warc or --wacz)")
    with session.archive() as archive:
        done = archive.export_warc(
            warc, wacz, now=session.now(), since=since, until=until and until + dt.timedelta(days=1),
            outlet=outlet, storyline=storyline,
        )  # fmt: skip
    if as_json:
        print_json({"pages": len(done.pages), "visits": done.visits, "without_address": done.without_address})
        return
    say(f"ページ {len(done.pages)} 件、再訪 {done.visits} 件を書き出しました")
    if done.without_address:
        say(
            f"住所のない {done.without_address} 件は、再生の道具が開けないので入れていません (left out: no address)"
        )
