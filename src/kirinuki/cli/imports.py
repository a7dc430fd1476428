"""kirinuki import: years of an old log, as blogs, note-takers and bookmark services keep and export them."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kirinuki.cli.options import Day, as_json
from kirinuki.cli.session import Session, print_json, progress, say, trouble
from kirinuki.errors import InputError

if TYPE_CHECKING:
    from kirinuki.capture.oldlogs import LogForm, Piece
    from kirinuki.flow import Archive

FORMS: dict[str, LogForm] = {
    "hatena": "movabletype",
    "mt": "movabletype",
    "bookmarks": "bookmarks",
    "markdown": "notes",
}
"""What a person calls the forms."""


@click.command("import", short_help="昔の記録を取り込む (take an old log in)")
@click.argument("sources", nargs=-1, required=True, metavar="[hatena|mt|bookmarks|markdown] FILE|DIR …")
@click.option(
    "--site",
    metavar="URL",
    help="そのブログの住所。記事の住所と、前の記事へのリンクがこれで分かる (the blog's address)",
)
@click.option("--published", type=Day(), help="日付のない Markdown の日 (the day of notes that tell none)")
@click.option(
    "--fetch",
    is_flag=True,
    help="しおりのページの本文を kirinuki watch に取りに行かせる (have pages fetched by watch)",
)
@click.option("--drafts", is_flag=True, help="下書きも取り込む (drafts as well)")
@as_json
@click.pass_obj
def command(
    session: Session,
    sources: tuple[str, ...],
    site: str | None,
    published: dt.date | None,
    fetch: bool,
    drafts: bool,
    as_json: bool,
) -> None:
    """昔の記録をまるごと取り込みます。形は中身から見分け、何と見たかを言います。形を先に書けば、そのとおりに読みます。

    \b
    hatena, mt  はてなブログの「エクスポート」、Movable Type 形式を書き出すほかのブログ。本文は HTML、はてな記法、Markdown
    markdown    前書きのある Markdown とそのフォルダー (Hugo、Jekyll、Obsidian)。日付は前書きか名前から
    bookmarks   しおり: ブラウザーの HTML、はてなブックマークの HTML と Atom、Pocket・Raindrop・Instapaper の CSV

    ブログの一つの記事は一日の切り抜き帳になり、日付・タグ・住所・リンクも残ります。一つのしおりは題と住所の一件になり、タグ・付けた日時・
    コメント (自分の言葉として) が残ります。ページの本文は、--fetch を付けると、このあとの kirinuki watch が取りに行きます。
    途中で止めても、もう一度同じ命令で続きから進みます。次の書き出しを取り込むと、増えた分だけが加わります。

    Takes in exports of blogs, folders of Markdown notes and exports of bookmarks, piece by piece; the form is told by the
    contents unless named. What was taken in already is passed over, so a run that was stopped goes on where it was.

    \b
    例:
      kirinuki import hatena d1234.hatenablog.com.export.txt --site https://d1234.hatenablog.com
      kirinuki import 手帳/
      kirinuki import bookmarks.html ril_export.html --fetch && kirinuki watch --once
    """
    form, paths = _named(sources)
    report = _Report(quiet=as_json)
    with session.archive() as archive:
        for path in paths:
            found = list(report.pieces(path, form, site, published))
            with progress(f"取り込む {path.name}", quiet=as_json) as step:
                comments: dict[str, str] = {}
                for number, piece in enumerate(found, 1):
                    step(number, len(found))
                    if piece.draft and not drafts:
                        report.done["drafts"] += 1
                    else:
                        comments |= _take(archive, piece, session.now(), report)
                        if fetch and piece.page:
                            report.done["expected"] += archive.expect(piece.page, now=session.now())
                archive.say_beside(comments, now=session.now())
        with progress("読む", quiet=as_json) as step:
            archive.read_new(step)
        with progress("たたむ", quiet=as_json) as step:
            archive.weave_new(step)
    report.tell()
    if report.problems:
        sys.exit(1)


def _named(sources: tuple[str, ...]) -> tuple[LogForm | None, list[Path]]:
    """The form, where the first word names one, and the files."""
    from kirinuki.capture.webarchive import is_web_archive

    form = FORMS.get(sources[0])
    files = sources[1:] if form else sources
    if not files:
        raise click.UsageError(f"{sources[0]} のあとにファイルを指してください (no file given)")
    if archives := [file for file in files if is_web_archive(file)]:
        raise click.UsageError(
            f"{archives[0]}: ウェブ書庫は kirinuki add で取り込みます (web archives: kirinuki add)"
        )
    return form, [Path(file) for file in files]


class _Report:
    """What became of a run."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self.done: Counter[str] = Counter()
        self.problems: list[dict[str, str]] = []
        self.forms: list[dict[str, str]] = []

    def trouble(self, place: str, message: str) -> None:
        """A piece that was passed over."""
        self.problems.append({"place": place, "message": message})
        if not self._quiet:
            say(f"飛ばしました: {message}")

    def pieces(
        self, path: Path, form: LogForm | None, site: str | None, published: dt.date | None
    ) -> Iterator[Piece]:
        """The pieces of a file or folder; what cannot be read is told of."""
        from kirinuki.capture.oldlogs import NOTE_ENDINGS, pieces, sniff

        files = [(path, path.name)]
        if path.is_dir():
            form = "notes"
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in NOTE_ENDINGS and p.is_file())
            files = [(p, p.relative_to(path).as_posix()) for p in inside]
            files = [(p, name) for p, name in files if not any(part[0] == "." for part in name.split("/"))]
            if not files:
                self.trouble(str(path), f"{path}: このフォルダーに .md のファイルがありません (no notes)")
                return
            self._sniffed(path.name, form, f"フォルダーなので、Markdown の記事 ({len(files)} 件)")
        for file, name in files:
            try:
                data = file.read_bytes()
                if form is None:
                    found, why = sniff(data, name)
                    self._sniffed(name, found, why)
                for piece in pieces(data, name, form or found, site, published):
                    if isinstance(piece, InputError):
                        self.trouble(str(path), str(piece))
                    else:
                        yield piece
            except (InputError, OSError) as e:
                self.trouble(str(file), str(e) if isinstance(e, InputError) else trouble(e, file))

    def _sniffed(self, name: str, form: LogForm, why: str) -> None:
        self.forms.append({"file": name, "form": form, "why": why})
        if not self._quiet:
            say(f"{name}: {why}")

    def tell(self) -> None:
        """The sum of it, for the person or as JSON."""
        names = ("entries", "known", "reports", "new", "drafts", "comments", "bookmarks", "expected")
        counts: dict[str, Any] = {name: self.done[name] for name in names}
        if self._quiet:
            print_json(counts | {"forms": self.forms, "problems": self.problems})
            return
        done = self.done
        say(
            f"{done['entries']} 件 (前に取り込んだもの {done['known']})、報道 {done['reports']} 件 (新しい {done['new']})"
            + (f"、コメント {done['comments']} 件" if done["comments"] else "")
            + (f"、下書き {done['drafts']} 件は --drafts で" if done["drafts"] else "")
        )
        if done["bookmarks"]:
            say(
                f"題だけのしおり {done['bookmarks']} 件 (bookmarks)。"
                f"次の kirinuki watch が本文を取りに行くもの {done['expected']} 件 (pages to be fetched)"
            )


def _take(archive: Archive, piece: Piece, now: dt.datetime, report: _Report) -> dict[str, str]:
    """Add a piece; gives the person's comment on it by article."""
    try:
        added = archive.add(
            piece.data, name=piece.name, now=now, form=piece.form, url=piece.url, published=piece.published
        )
    except InputError as e:
        report.trouble(piece.place, str(e))
        return {}
    report.done["entries"] += 1
    report.done["known"] += added.known
    report.done["reports"] += len(added.reports)
    report.done["new"] += sum(one.new for one in added.reports)
    report.done["bookmarks"] += piece.page is not None
    report.done["comments"] += bool(piece.comment)
    for problem in added.problems:
        report.trouble(piece.place, f"{problem.place}: {problem.message}")
    return {one.article: piece.comment for one in added.reports if piece.comment}
