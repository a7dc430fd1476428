"""kirinuki status: what the archive holds."""

from __future__ import annotations

import click

from kirinuki.cli.options import as_json
from kirinuki.cli.session import Session, print_json
from kirinuki.model.article import JAPAN


@click.command("status", short_help="書庫に何があるか (what the archive holds)")
@as_json
@click.pass_obj
def command(session: Session, as_json: bool) -> None:
    """書庫にあるものを数え、読めなかったものと、ページから取れるものが減った報道機関を並べます。

    Counts what the archive holds, and lists what could not be read, and outlets whose pages give less than they did, with the mend.
    """
    from kirinuki.publish.wording import HOLDINGS, PAGE_FIELDS

    with session.archive() as archive:
        counts, span, problems = archive.status(), archive.span(), list(archive.problems())
        failing = [each for each in archive.feeds.all() if each.course is not None and each.course.error]
        falls, path = archive.falls(), archive.path
    if as_json:
        days = None if span is None else {"from": span[0].isoformat(), "until": span[1].isoformat()}
        listed = [{"capture": p.capture, "place": p.place, "message": p.message} for p in problems]
        feeds = [
            {"url": each.feed.url, "failures": each.course.failures, "error": each.course.error}
            for each in failing
            if each.course is not None
        ]
        print_json(
            {
                "archive": str(path),
                "counts": counts,
                "published": days,
                "problems": listed,
                "failing_feeds": feeds,
                "falls": [fall.to_json() for fall in falls],
            }
        )
        return
    click.echo(f"書庫 {path}")
    if span is not None:
        click.echo(f"公表日 {span[0]} から {span[1]} まで")
    for key, label in HOLDINGS.items():
        click.echo(f"{counts[key]:>8,}  {label}")
    for each in failing:
        assert each.course is not None
        often = f"{each.course.failures} 回続けて" if each.course.failures else ""
        click.echo(f"フィード  {each.feed.url}: {often}取れません: {each.course.error}")
    for fall in falls:
        click.echo(
            f"警報  {fall.outlet}: {fall.since.astimezone(JAPAN):%Y-%m-%d} からページの{PAGE_FIELDS[fall.field]}が取れません"
            f" ({fall.run} 件中 {fall.missing} 件。それまでは {fall.before} 件中 {fall.found} 件で取れた)。"
            "ページの作りが変わったようです (the layout has changed)"
        )
        for capture, url in fall.pages:
            click.echo(f"      {url or capture}")
        url = next((url for _, url in fall.pages if url), "URL")
        click.echo(
            f"      直すには: kirinuki rules new {url} -o rules/NAME.toml、確かめるには: kirinuki rules try {url}"
        )
    for problem in problems:
        click.echo(f"問題  {problem.place}: {problem.message}")
