"""kirinuki extract: the article of a web page, without an archive."""

from __future__ import annotations

from dataclasses import replace

import click

from kirinuki.cli.options import as_json
from kirinuki.cli.session import Session, print_json, say


@click.command("extract", short_help="ページから記事を取り出す (the article of a web page)")
@click.argument("source", metavar="FILE|URL")
@click.option("--url", metavar="URL", help="FILE がどこのページか。相対の住所や日付の年を解くのに使う")
@click.option(
    "--no-outlet-rules",
    is_flag=True,
    help="報道機関ごとの決まりを使わない (no rules by outlet: `kirinuki rules`)",
)
@as_json
@click.pass_obj
def command(session: Session, source: str, url: str | None, no_outlet_rules: bool, as_json: bool) -> None:
    """保存したページ (- で標準入力) か住所から、記事の題と本文、日時、報道機関を取り出します。書庫は要りません。
    写真の説明、関連記事、ランキング、共有ボタン、ルビなどは除きます。続きが有料のページは、見えているところまでです。

    Takes the article out of a page: title, paragraphs in reading order, times in Japan's time, outlet.
    A URL is fetched as the nearest archive's [fetch] settings allow; only http and https, no private address unless allowed.
    Further pages of the article are fetched and joined, at most 20, from the same host; of a FILE their address is told as `next`.
    `entries` are those of a rolling page (速報), each with its time.

    \b
    例:
      kirinuki extract 記事.html
      kirinuki extract 記事.html --url https://shimpo.example/news/1 --json
      kirinuki extract https://shimpo.example/news/1
    """
    from kirinuki.capture.addresses import is_address
    from kirinuki.capture.extract import extract
    from kirinuki.capture.extract.parts import follows, join
    from kirinuki.errors import KirinukiError

    data, url, content_type = session.page(source, url)
    rules = None if no_outlet_rules else session.rules()
    found = extract(data, url=url, content_type=content_type, name=source, rules=rules)
    pages = [(url, found)]
    if is_address(source):
        while (following := follows(pages[-1][1], {address for address, _ in pages})) is not None:
            try:
                data, url, content_type = session.page(following)
                page = extract(data, url=url, content_type=content_type, name=following, rules=rules)
            except KirinukiError as e:
                say(f"続きのページが取れません (the next page is missing): {e}")
                break
            pages.append((url, page))
    joined = join(pages)
    found = replace(joined.article, next=pages[-1][1].next)
    if as_json:
        print_json(found.to_json() | {"pages": list(joined.addresses), "page_of": list(joined.of)})
        return
    click.echo(found.title or "(題なし)")
    about = [
        words
        for words in (found.outlet, found.published, found.modified and f"更新 {found.modified}")
        if words
    ]
    click.echo("  ".join(about) + ("  有料 (paywall)" if found.paywall else ""))
    click.echo(f"\n{found.text}")
