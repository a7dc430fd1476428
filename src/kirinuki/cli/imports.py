"""kirinuki import: years of an old log, as a blog exports it."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from kirinuki.cli.options import as_json
from kirinuki.cli.session import Session, print_json, progress, say, trouble
from kirinuki.errors import InputError


@click.command("import", short_help="ブログの書き出しを取り込む (take an old log in)")
@click.argument("form", type=click.Choice(["hatena", "mt"]), metavar="hatena|mt")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE …")
@click.option(
    "--site",
    metavar="URL",
    help="そのブログの住所。記事の住所と、前の記事へのリンクがこれで分かる (the blog's address)",
)
@click.option("--drafts", is_flag=True, help="下書きも取り込む (drafts as well)")
@as_json
@click.pass_obj
def command(
    session: Session, form: str, files: tuple[Path, ...], site: str | None, drafts: bool, as_json: bool
) -> None:
    """ブログの記事をまるごと取り込みます。一つの記事が一日の切り抜き帳になり、日付・カテゴリー・住所・リンクも残ります。

    hatena ははてなブログの「エクスポート」、mt は Movable Type 形式を書き出すほかのブログ。本文は HTML、はてな記法、Markdown の
    どれでも。途中で止めても、もう一度同じ命令で続きから進みます。次の書き出しを取り込むと、増えた記事だけが加わります。

    Takes in an export in the Movable Type format, entry by entry; each becomes the clip log of its day. What was taken in
    already is passed over, so a run that was stopped goes on where it was.

    \b
    例:
      kirinuki import hatena d1234.hatenablog.com.export.txt --site https://d1234.hatenablog.com
    """
    from kirinuki.capture.movabletype import export_of

    done: Counter[str] = Counter()
    problems: list[dict[str, str]] = []

    def trouble_with(place: str, message: str) -> None:
        problems.append({"place": place, "message": message})
        if not as_json:
            say(f"飛ばしました: {message}")

    with session.archive() as archive:
        for file in files:
            try:
                export = export_of(file.read_bytes(), file.name)
            except (InputError, OSError) as e:
                trouble_with(str(file), str(e) if isinstance(e, InputError) else trouble(e, file))
                continue
            with progress(f"取り込む {file.name}", quiet=as_json) as step:
                for number, entry in enumerate(export, 1):
                    step(number, len(export))
                    if isinstance(entry, InputError):
                        trouble_with(str(file), str(entry))
                        continue
                    if entry.status.casefold() == "draft" and not drafts:
                        done["drafts"] += 1
                        continue
                    try:
                        added = archive.add(
                            entry.data, name=entry.name, now=session.now(), form="movabletype", url=entry.address(site),
                        )  # fmt: skip
                    except InputError as e:
                        trouble_with(f"{file.name}:{entry.line}", str(e))
                        continue
                    done["entries"] += 1
                    done["known"] += added.known
                    done["reports"] += len(added.reports)
                    done["new"] += sum(report.new for report in added.reports)
                    for problem in added.problems:
                        trouble_with(f"{file.name}:{entry.line}", f"{problem.place}: {problem.message}")
        with progress("読む", quiet=as_json) as step:
            archive.read_new(step)
        with progress("たたむ", quiet=as_json) as step:
            archive.weave_new(step)
    counts = {name: done[name] for name in ("entries", "known", "reports", "new", "drafts")}
    if as_json:
        print_json(counts | {"problems": problems})
    else:
        say(
            f"記事 {done['entries']} 件 (前に取り込んだもの {done['known']})、報道 {done['reports']} 件 (新しい {done['new']})"
            + (f"、下書き {done['drafts']} 件は --drafts で" if done["drafts"] else "")
        )
    if problems:
        sys.exit(1)
