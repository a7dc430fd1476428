"""kirinuki add: take reports into the archive."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kirinuki.cli.options import Day, as_json
from kirinuki.cli.session import Session, print_json, progress, say, trouble
from kirinuki.errors import FetchError, InputError

if TYPE_CHECKING:
    from kirinuki.flow.taking import Added
    from kirinuki.flow.visiting import Visited

_ADDRESS = ("http://", "https://")
SUFFIXES = (".txt", ".text", ".md", ".markdown", ".jsonl", ".ndjson", ".html", ".htm")
"""What is taken from a folder; a file named by itself is taken whatever it is called."""


class Lines(click.ParamType[tuple[int, ...]]):
    """Line numbers such as `1,14,30`, or `none` for a file that is one report."""

    name = "LINES|none"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        if isinstance(value, tuple):
            return value
        if value == "none":
            return ()
        try:
            return tuple(sorted({int(number) for number in value.split(",")}))
        except ValueError:
            self.fail(
                f"{value!r}: 行番号を 1,14,30 の形で、分けないなら none (line numbers, or none)", param, ctx
            )


@click.command("add", short_help="報道を取り込む (take reports in)")
@click.argument("files", nargs=-1, required=True, metavar="FILE|-|DIR|URL …")
@click.option(
    "--published",
    type=Day(),
    help="公表日。「30日」などはこの日から遡って解く [ファイルの中か名前の日付、なければ今日]",
)
@click.option("--outlet", metavar="NAME", help="報道機関 [文中に見つからなければ不明]")
@click.option("--url", metavar="URL", help="記事の住所。FILE が一件の記事のとき")
@click.option(
    "--split", type=Lines(), help="切り抜き帳の記事が始まる行。決めたことは覚えておき、次に足すときも守る"
)
@click.option(
    "--form",
    type=click.Choice(["auto", "cliplog", "text", "markdown", "jsonl", "movabletype", "page"]),
    default="auto",
    show_default=True,
    help="入力の形",
)
@as_json
@click.pass_obj
def command(
    session: Session,
    files: tuple[str, ...],
    published: dt.date | None,
    outlet: str | None,
    url: str | None,
    split: tuple[int, ...] | None,
    form: str,
    as_json: bool,
) -> None:
    """報道を書庫に取り込み、読み、重なりをたたみます。

    FILE は切り抜き帳 (報道を続けて貼ったもの)、一件の記事 (.txt, .md)、保存した記事のページ (.html)、JSON Lines (title, text,
    published, url, outlet, id)。DIR はその中の .txt .md .jsonl .html すべて (. で始まるものを除く)。
    同じものを二度足しても何も変わりません。
    今日の切り抜き帳に書き足してからまた足すと、新しい記事だけが加わり、直した記事は改稿になります。
    URL はそのページを一度取りに行きます。もう一度足すと、直されていれば改稿に、消されていればその旨を記録します。あとは
    kirinuki watch がときどき見直します。フィードの住所は kirinuki feeds add へ。

    Takes a clip log (it is split into its reports), one report a file, a saved web page, JSON Lines, a folder of these, or a
    page's address, which is asked once; `kirinuki watch` looks at it again.
    Adding the same thing twice changes nothing; a log that has grown adds only what is new.

    \b
    例:
      kirinuki add 今日.txt --published 2022-12-31
      kirinuki add 今日.txt --published 2022-12-31 --split 4,14,18
      kirinuki add 記事.html --url https://shimpo.example/news/1
      kirinuki add https://shimpo.example/news/1
      pbpaste | kirinuki add - --outlet 某紙
    """
    from kirinuki.flow.visiting import Visited

    added: list[tuple[str, Added | Visited]] = []
    failed: list[tuple[str, str]] = []
    with session.archive() as archive:
        for name in _walk(files, archive.decisions.resolve()):
            try:
                if name.startswith(_ADDRESS):
                    visited = archive.visit(name, session.fetcher(), now=session.now())
                    if visited.became in ("failed", "nothing"):
                        raise InputError(f"{name}: {visited.why}")
                    added.append((name, visited))
                    if not as_json:
                        _tell_visited(visited)
                    continue
                result = archive.add(
                    _bytes(name), name=name if name == "-" else Path(name).name, published=published, outlet=outlet,
                    url=url, split=split, form=form, now=session.now(),
                )  # fmt: skip
            except (FetchError, InputError, OSError) as e:
                failed.append((name, trouble(e, name) if isinstance(e, OSError) else str(e)))
                say(f"飛ばしました: {failed[-1][1]}")
                continue
            added.append((name, result))
            if not as_json:
                _tell(name, result)
        with progress("読む", quiet=as_json) as step:
            archive.read_new(step)
        with progress("たたむ", quiet=as_json) as step:
            archive.weave_new(step)
    if as_json:
        print_json(
            {
                "articles": [
                    {
                        "file": name,
                        "id": report.article,
                        "external_id": report.external_id,
                        "new": report.new,
                        "revised": report.revised,
                        "start": report.span.start,
                        "end": report.span.end,
                        "why": report.why,
                    }
                    for name, result in added
                    for report in result.reports
                ],
                "addresses": [
                    {"url": result.url, "became": result.became, "why": result.why}
                    for _, result in added
                    if isinstance(result, Visited)
                ],
                "problems": [
                    *(
                        {"file": name, "place": p.place, "message": p.message}
                        for name, r in added
                        for p in r.problems
                    ),
                    *({"file": name, "place": "", "message": message} for name, message in failed),
                ],
            }
        )
    if failed or any(result.problems for _, result in added):
        sys.exit(1)


def _walk(files: tuple[str, ...], own: Path) -> Iterator[str]:
    """Files as named; folders become what is to be read in them, by path, so that order is the same anywhere.

    Left out are hidden ones and `own`, the archive's decisions. A link that leads nowhere is named, to be told of.
    """
    for name in files:
        folder = Path(name)
        if name == "-" or name.startswith(_ADDRESS) or not folder.is_dir():
            yield name
            continue
        found = sorted(
            path
            for path in folder.rglob("*")
            if path.suffix.lower() in SUFFIXES
            and (path.is_file() or (path.is_symlink() and not path.exists()))
            and not any(part.startswith(".") for part in path.relative_to(folder).parts)
            and path.resolve() != own
        )
        yield from map(str, found) if found else (name,)


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    if Path(name).is_dir():
        raise InputError(
            f"{name}: このフォルダーに取り込めるファイル ({' '.join(SUFFIXES)}) がありません (nothing to take in)"
        )
    return Path(name).read_bytes()


def _tell_visited(visited: Visited) -> None:
    match visited.became:
        case "same":
            say(f"{visited.url}: 変わっていません (not changed)")
        case "gone":
            say(f"{visited.url}: 記事はなくなっています。取り込んだ本文は残ります: {visited.why}")
        case "back":
            say(f"{visited.url}: 一度なくなった記事が、また載っています (there again)")
        case "revised":
            say(f"{visited.url}: 改稿されています (revised)")
        case _:
            say(f"{visited.url}: 取り込みました (taken in)")


def _tell(name: str, added: Added) -> None:
    new = sum(report.new for report in added.reports)
    revised = sum(report.revised for report in added.reports)
    if added.known:
        say(f"{name}: 前に足したものと同じです。何も変えていません (already in the archive)")
    else:
        say(
            f"{name}: 記事 {len(added.reports)} 件 (新しい {new}、改稿 {revised}、既にある {len(added.reports) - new - revised})"
        )
    for problem in added.problems:
        say(f"  {problem.place}: {problem.message}")
