"""kirinuki add: take reports into the archive."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kirinuki.cli import webarchive
from kirinuki.cli.options import Day, as_json
from kirinuki.cli.session import Rows, Session, print_json, progress, say, trouble
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
@webarchive.options
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
    hosts: tuple[str, ...],
    since: dt.date | None,
    until: dt.date | None,
    only_html: bool,
    any_language: bool,
    again: bool,
    as_json: bool,
) -> None:
    """報道を書庫に取り込み、読み、重なりをたたみます。

    FILE は切り抜き帳 (報道を続けて貼ったもの)、一件の記事 (.txt, .md)、保存した記事のページ (.html)、JSON Lines (title, text,
    published, url, outlet, id)、ウェブ書庫 (.warc .warc.gz .arc.gz .wacz。記事のページだけを、集められた時のものとして)。
    DIR はその中の .txt .md .jsonl .html すべて (. で始まるものを除く)。
    同じものを二度足しても何も変わりません。
    今日の切り抜き帳に書き足してからまた足すと、新しい記事だけが加わり、直した記事は改稿になります。
    URL はそのページを一度取りに行きます。もう一度足すと、直されていれば改稿に、消されていればその旨を記録します。あとは
    kirinuki watch がときどき見直します。何ページかに分かれた記事は、続きも (同じホストで 20 ページまで) 取りに行って
    一件にします。フィードの住所は kirinuki feeds add へ。

    Takes a clip log (it is split into its reports), one report a file, a saved web page, JSON Lines, a web archive (WARC, ARC,
    WACZ: its pages of news, as captured then; a run that was stopped goes on where it was), a folder of the others, or a
    page's address, which is asked once, with the later pages of its article; `kirinuki watch` looks at it again.
    Adding the same thing twice changes nothing; a log that has grown adds only what is new.

    \b
    例:
      kirinuki add 今日.txt --published 2022-12-31
      kirinuki add 今日.txt --published 2022-12-31 --split 4,14,18
      kirinuki add 記事.html --url https://shimpo.example/news/1
      kirinuki add https://shimpo.example/news/1
      kirinuki add CC-NEWS-20221231.warc.gz --host shimpo.example
      pbpaste | kirinuki add - --outlet 某紙
    """
    from kirinuki.capture.webarchive import is_web_archive

    if any(map(is_web_archive, files)) and (published or outlet or url or split or form != "auto"):
        raise click.UsageError(
            "ウェブ書庫のページは自分の日付や住所を持っています。--published --outlet --url --split --form は付けません "
            "(web archives tell these themselves)"
        )
    articles, addresses, problems = Rows(), Rows(), []
    failed: list[tuple[str, str]] = []
    web = webarchive.WebArchives(
        hosts, since, until, only_html=only_html, any_language=any_language, again=again, quiet=as_json
    )
    with session.archive() as archive:
        for name in _walk(files, archive.decisions.resolve()):
            try:
                if name.startswith(_ADDRESS):
                    visited = archive.visit(name, session.fetcher(), now=session.now())
                    if visited.became in ("failed", "nothing"):
                        raise InputError(f"{name}: {visited.why}")
                    articles.extend(_rows(name, visited))
                    addresses.append({"url": visited.url, "became": visited.became, "why": visited.why})
                    problems += _problems(name, visited)
                    if not as_json:
                        _tell_visited(visited)
                    continue
                if is_web_archive(name):
                    for place, result in web.take(session, archive, name):
                        articles.extend(_rows(place, result))
                    continue
                result = archive.add(
                    _bytes(name), name=name if name == "-" else Path(name).name, published=published, outlet=outlet,
                    url=url, split=split, form=form, now=session.now(),
                )  # fmt: skip
            except (FetchError, InputError, OSError) as e:
                failed.append((name, trouble(e, name) if isinstance(e, OSError) else str(e)))
                say(f"飛ばしました: {failed[-1][1]}")
                continue
            articles.extend(_rows(name, result))
            problems += _problems(name, result)
            if not as_json:
                _tell(name, result)
        with progress("読む", quiet=as_json) as step:
            archive.read_new(step)
        with progress("たたむ", quiet=as_json) as step:
            archive.weave_new(step)
    if as_json:
        problems += web.problems
        problems += [{"file": name, "place": "", "message": message} for name, message in failed]
        print_json(
            {
                "articles": articles,
                "addresses": addresses,
                "joined": web.joined,
                "left": dict(web.left),
                "odd": web.odd,
                "problems": problems,
            }
        )
    if failed or problems or web.problems:
        sys.exit(1)


def _problems(name: str, added: Added | Visited) -> list[dict[str, str]]:
    return [{"file": name, "place": p.place, "message": p.message} for p in added.problems]


def _rows(name: str, added: Added | Visited) -> Iterator[dict[str, object]]:
    for report in added.reports:
        yield {
            "file": name,
            "id": report.article,
            "external_id": report.external_id,
            "new": report.new,
            "revised": report.revised,
            "start": report.span.start,
            "end": report.span.end,
            "why": report.why,
        }


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
    if added.undated is not None:
        say(
            f"  日付がどこにもないので、今日 {added.undated} のものとして読みました。古いものには --published DATE を付けるか、"
            "名前に日付を入れてください (read as of today: no date told)"
        )
    for problem in added.problems:
        say(f"  {problem.place}: {problem.message}")
