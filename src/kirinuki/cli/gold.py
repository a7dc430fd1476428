"""kirinuki gold: corrected readings as gold, to score readers by."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kirinuki.cli.options import as_json
from kirinuki.cli.session import Session, print_json, say


@click.command("gold", short_help="直した読みを手本として書き出す (corrected readings as gold)")
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@click.option(
    "-o", "output", type=click.Path(path_type=Path, file_okay=False), required=True, help="書き出すフォルダー"
)
@click.option("--all", "every", is_flag=True, help="直していない記事も (uncorrected reports too)")
@as_json
@click.pass_obj
def command(session: Session, articles: tuple[str, ...], output: Path, every: bool, as_json: bool) -> None:
    """`kirinuki correct` で直した記事の今の版を、手本 (gold) として書き出します。ARTICLE を書けばその記事だけ。

    Writes NAME.txt and NAME.gold.json for every report that you corrected, in the form that kirinuki is scored by:
    text, and on it times, durations, quantities, names, statements and hearsay with code points. What you did not
    correct stands there as it was read, so look at it before you call it gold.

    \b
    例:
      kirinuki gold -o 手本
      kirinuki gold 3f9c2a1b7e04d5c8 -o 手本
    """
    from kirinuki.publish.gold import gold

    if articles and every:
        raise click.UsageError("ARTICLE と --all は一緒に使えません (either articles or --all)")
    output.mkdir(parents=True, exist_ok=True)
    written: list[dict[str, str]] = []
    with session.archive() as archive:
        if articles:
            chosen = [archive.article(id).id for id in articles]
        else:
            chosen = (
                [article.id for article in archive.articles()] if every else archive.corrections.articles()
            )
        for id in dict.fromkeys(chosen):
            reading = archive.reading(archive.current(id).id)
            text, annotation = output / f"{id}.txt", output / f"{id}.gold.json"
            text.write_text(reading.text, encoding="utf-8", newline="")
            form = json.dumps(gold(id, reading), ensure_ascii=False, indent=1)
            annotation.write_text(f"{form}\n", encoding="utf-8", newline="\n")
            written.append({"article": id, "text": str(text), "gold": str(annotation)})
    if as_json:
        print_json(written)
    elif written:
        say(f"書き出しました: {len(written)} 件 → {output}")
    else:
        say("直した記事がありません。kirinuki correct で直すか、--all で全部を (nothing was corrected yet)")
