"""What `add` does with web archives: which pages, what is told of them, and what was left out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kirinuki.cli.options import Day
from kirinuki.cli.session import Session, progress, say

if TYPE_CHECKING:
    from kirinuki.capture.webarchive import Left, PagesWanted
    from kirinuki.flow import Archive
    from kirinuki.flow.importing import PartDone
    from kirinuki.flow.taking import Added

_Command = TypeVar("_Command", bound=Callable[..., Any])

_EXAMPLES = 20
"""Records of one kind of trouble that are named; all are counted."""


def options(command: _Command) -> _Command:
    """Which pages of a web archive to take."""
    for option in (
        click.option("--again", is_flag=True, help="ウェブ書庫を初めから見直す (from its beginning again)"),
        click.option("--any-language", is_flag=True, help="ウェブ書庫の、日本語でないページも"),
        click.option(
            "--only-html/--any-text", default=True, help="ウェブ書庫の HTML のページだけか、ほかの文章も [HTML だけ]"
        ),
        click.option("--until", type=Day(), help="ウェブ書庫の、この日までに集められたページ (この日を含む)"),
        click.option("--since", type=Day(), help="ウェブ書庫の、この日から後に集められたページ"),
        click.option(
            "--host", "hosts", multiple=True, metavar="HOST",
            help="ウェブ書庫の、このホストとその下のページだけ。くり返せる (pages of this host only)",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


class WebArchives:
    """The web archives of one run, and what became of their records."""

    def __init__(
        self,
        hosts: tuple[str, ...],
        since: dt.date | None,
        until: dt.date | None,
        *,
        only_html: bool,
        any_language: bool,
        again: bool,
        quiet: bool,
    ) -> None:
        self._wanted = hosts, since, until, not only_html, any_language
        self._again = again
        self._quiet = quiet
        self.left: Counter[str] = Counter()
        self.odd = 0
        self.joined = 0
        self.problems: list[dict[str, str]] = []

    def take(self, session: Session, archive: Archive, name: str) -> Iterator[tuple[str, Added]]:
        """Take in a file's pages, one by one, each with the file and the place in it."""
        from kirinuki.capture.webarchive import Left
        from kirinuki.flow.importing import PartDone

        new = known = 0
        file = Path(name).name
        with progress(f"取り込む {file}", quiet=self._quiet) as step:
            for item in archive.take_web_archive(
                Path(name), self._pages(), now=session.now(), again=self._again, step=step
            ):
                match item:
                    case Left():
                        self._tell_left(file, item)
                    case PartDone():
                        self.joined += item.joined
                        self._tell_done(item, new, known)
                        new = known = 0
                    case _:
                        new, known = new + (not item.added.known), known + item.added.known
                        for problem in item.added.problems:
                            self._trouble(
                                "記事にならない (no article)", f"{item.part}:{item.place}", problem.message
                            )
                        for odd in item.odd:
                            self.odd += 1
                            if not self._quiet and self.odd <= _EXAMPLES:
                                say(f"  {item.part}:{item.place}: {odd}")
                        yield f"{item.part}:{item.place}", item.added

    def _pages(self) -> PagesWanted:
        from kirinuki.capture.addresses import host
        from kirinuki.capture.webarchive import PagesWanted

        hosts, since, until, any_text, any_language = self._wanted
        named = (name if "://" in name else f"http://{name}" for name in hosts)
        after = None if until is None else until + dt.timedelta(days=1)
        return PagesWanted(frozenset(map(host, named)), since, after, any_text, any_language)

    def _tell_left(self, file: str, left: Left) -> None:
        place = file if left.place is None else f"{file}:{left.place}"
        self._trouble(left.why, place, left.what)

    def _trouble(self, why: str, place: str, what: str) -> None:
        self.left[why] += 1
        if self.left[why] <= _EXAMPLES:
            self.problems.append({"file": place, "place": why, "message": what})
            if not self._quiet:
                say(f"  {place}: {why}: {what}")

    def _tell_done(self, done: PartDone, new: int, known: int) -> None:
        self.left += done.left
        if self._quiet:
            return
        if done.known:
            say(f"{done.part}: 前に終わりまで取り込みました。見直すには --again (read to its end before)")
            return
        since = f"、{done.since.at:,} バイト目の続きから" if done.since else ""
        say(f"{done.part}: ページ {new + known} 件 (前に取り込んだもの {known}){since}")
        if done.joined:
            say(f"  続きのページ {done.joined:,} 件を、その記事の一ページ目につないだ (later pages joined)")
        for why, count in sorted(done.left.items(), key=lambda pair: -pair[1]):
            say(f"  飛ばした {count:,} 件: {why}")
