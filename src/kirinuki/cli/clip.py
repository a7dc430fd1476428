"""kirinuki clip: file what was cut out of one page."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from kirinuki.cli.options import as_json
from kirinuki.cli.session import Session, print_json, progress, say
from kirinuki.model.article import JAPAN


@click.command("clip", short_help="読んだページを切り抜く (file what was cut out of a page)")
@click.option("--url", metavar="URL", help="ページの住所。なければ、言葉の終わりにある住所 (its address)")
@click.option("--title", metavar="WORDS", help="題。ページから分かれば要らない (its title)")
@click.option(
    "--html",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="ブラウザーで保存したページ。選んだ言葉の代わりに (the saved page)",
)
@click.option("--tag", "tags", multiple=True, metavar="WORD", help="タグ。何度でも (repeatable)")
@click.option("--comment", default="", metavar="WORDS", help="自分の言葉 (your own words)")
@click.option(
    "--at", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]), help="切り抜いた日時 [今]", metavar="DATE"
)
@as_json
@click.pass_obj
def command(
    session: Session,
    url: str | None,
    title: str | None,
    html: Path | None,
    tags: tuple[str, ...],
    comment: str,
    at: dt.datetime | None,
    as_json: bool,
) -> None:
    """標準入力の言葉を、ページの住所と題を付けて書庫に入れます。言葉がなければ、住所と題だけのしおりになります。

    同じページの別の箇所を切り抜くと、別の一件になります。ブックマークレットと同じことを、端末から。

    Files the words on standard input as cut out of the page at --url, as the bookmarklet does; without words it is a
    bookmark. Two places of one page are two clips.

    \b
    例:
      pbpaste | kirinuki clip --url https://shimpo.example/news/1 --title 岸壁を閉鎖
      kirinuki clip --url https://shimpo.example/news/1 --html 保存したページ.html --tag 港
      kirinuki clip --url https://shimpo.example/news/2 --title あとで読む --comment 続報を待つ < /dev/null
    """
    from kirinuki.capture.encodings import decode

    given = b"" if html or sys.stdin.isatty() else sys.stdin.buffer.read()
    text = decode(given, "-").text if given.strip() else ""
    page = decode(html.read_bytes(), html.name).text if html else ""
    with session.archive() as archive:
        added = archive.clip(
            now=session.now(), url=url, title=title, text=text, html=page, tags=tags, comment=comment,
            at=at and at.replace(tzinfo=JAPAN),
        )  # fmt: skip
        with progress("読む", quiet=as_json) as step:
            archive.read_new(step)
        with progress("たたむ", quiet=as_json) as step:
            archive.weave_new(step)
    if as_json:
        print_json({
            "articles": [{"id": r.article, "new": r.new, "revised": r.revised} for r in added.reports],
            "problems": [{"place": p.place, "message": p.message} for p in added.problems],
        })  # fmt: skip
    else:
        for report in added.reports:
            what = "切り抜きました" if report.new or report.revised else "前に切り抜いたものと同じです"
            say(f"{what}: {report.article}  {report.why}")
        for problem in added.problems:
            say(f"  {problem.place}: {problem.message}")
    if added.problems:
        sys.exit(1)
