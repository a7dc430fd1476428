"""What every verb shares: which archive, how to print, how errors end, what the clock says.

The command line is the only place (with `flow`) that reads the clock and the environment.
"""

from __future__ import annotations

import codecs
import datetime as dt
import errno
import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from kirinuki.errors import ArchiveError, InputError, KirinukiError

if TYPE_CHECKING:
    from kirinuki.capture.extract.rules import RuleBook
    from kirinuki.capture.fetch import Fetcher
    from kirinuki.flow import Archive

_CONFIG = "kirinuki.toml"


class Session:
    """One run of the program over at most one archive."""

    def __init__(self, archive: str | None) -> None:
        self.given = archive

    def folder(self) -> Path:
        """The archive's folder: `-C`, else KIRINUKI_ARCHIVE, else the nearest one upwards from here."""
        if self.given is not None:
            return Path(self.given)
        if named := os.environ.get("KIRINUKI_ARCHIVE"):
            return Path(named)
        here = Path.cwd()
        for folder in (here, *here.parents):
            if (folder / _CONFIG).is_file():
                return folder
        raise ArchiveError(
            f"ここ ({here}) から上に書庫がありません。kirinuki init DIR で作るか、-C DIR で指してください "
            "(no archive here: make one with `kirinuki init DIR`, or point to one with -C DIR)"
        )

    @contextmanager
    def archive(self) -> Iterator[Archive]:
        """The archive, open for the length of the block."""
        from kirinuki.flow import Archive

        with Archive.open(self.folder()) as archive:
            yield archive

    def fetcher(self) -> Fetcher:
        """Gets pages as the archive's settings say; outside of any archive, as the defaults do."""
        from kirinuki.capture.fetch import Fetcher
        from kirinuki.config import Config, load_config
        from kirinuki.version import __version__

        try:
            config = load_config(self.folder() / _CONFIG)
        except ArchiveError:
            config = Config()
        agent = f"kirinuki/{__version__} ({config.contact or 'personal news archive; no contact given'})"
        return Fetcher(agent, config.allow)

    def page(self, source: str, url: str | None = None) -> tuple[bytes, str | None, str | None]:
        """The bytes of the page that `source` names (a file, `-` or an address), its address, and the type that a server gave.

        `url` is where the person says that it came from. Raises `InputError`, and `FetchError` where the network does.
        """
        from kirinuki.capture.addresses import is_address

        if url is not None and not is_address(url):
            raise InputError(
                f"{url}: 記事の住所は http:// か https:// で始まり、空白を含みません (not a URL)"
            )
        if not source.startswith(("http://", "https://")):
            with click.File("rb").convert(source, None, click.get_current_context()) as opened:
                return opened.read(), url, None
        fetched = self.fetcher().get(source)
        if fetched.status != 200:
            raise InputError(
                f"{source}: サーバーの答えは {fetched.status} です (HTTP status): 住所を確かめてください"
            )
        return fetched.body, url or fetched.url, fetched.header("content-type")

    def rules(self) -> RuleBook:
        """The rules by outlet of the nearest archive and of the program; outside of any archive those of the program."""
        from kirinuki.capture.extract.rules import FOLDER, load_rules

        try:
            return load_rules(self.folder() / FOLDER)
        except ArchiveError:
            return load_rules()

    @staticmethod
    def now() -> dt.datetime:
        """This moment, aware, in the zone of the machine."""
        return dt.datetime.now().astimezone()


def say(message: str = "") -> None:
    """A line for the person, on standard error, so that standard output stays data."""
    click.echo(message, err=True)


def print_pieces(pieces: Iterable[str]) -> None:
    """Text on standard output, as it is made."""
    for piece in pieces:
        click.echo(piece, nl=False)


def print_json(document: Any) -> None:
    """One JSON document on standard output, escaped where the console could not carry it. An iterator, as the document or a part of
    it, is a list that is printed as it is made."""
    if isinstance(document, dict):
        document = {
            name: _Made(part) if isinstance(part, Iterator) else part for name, part in document.items()
        }
    elif isinstance(document, Iterator):
        document = _Made(document)
    utf8 = "utf" in (sys.stdout.encoding or "").lower()
    print_pieces(json.JSONEncoder(ensure_ascii=not utf8, indent=2).iterencode(document))
    click.echo()


class _Made(list[Any]):
    """A list in a JSON document that is made while it is printed; for reading once."""

    def __init__(self, rows: Iterator[Any]) -> None:
        super().__init__()
        self._first = list(islice(rows, 1))
        self._rows = rows

    def __bool__(self) -> bool:
        return bool(self._first)

    def __iter__(self) -> Iterator[Any]:
        return chain(self._first, self._rows)


class Rows(list[Any]):
    """A list in a JSON document that lies on the disk until it is printed, however long it grows; for `append` and reading."""

    def __init__(self) -> None:
        super().__init__()
        # Closed, and with that gone, when the list is.
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self._length = 0

    def append(self, row: Any) -> None:
        # In ASCII: a file's name may hold what no encoding has a place for.
        self._file.write(f"{json.dumps(row)}\n")
        self._length += 1

    def extend(self, rows: Iterable[Any]) -> None:
        for row in rows:
            self.append(row)

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Any]:
        self._file.seek(0)
        yield from map(json.loads, self._file)


@contextmanager
def progress(title: str, *, quiet: bool = False) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error as `step(done, total)`; silent when piped or `quiet`."""
    if quiet or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def step(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield step


_FAULT = "プログラムの誤りです (a fault of kirinuki)"
_TROUBLES = {
    errno.ENOENT: "ありません。場所と名前を確かめてください (not found)",
    errno.EACCES: "権限がありません。権限を確かめるか、ほかの場所を選んでください (permission denied)",
    errno.EISDIR: "フォルダーです。中のファイルを指してください (is a folder)",
    errno.ENOTDIR: "途中がフォルダーではありません。場所を確かめてください (not a folder)",
    errno.ENOSPC: "ディスクに空きがありません。空きを作ってから、同じ命令をもう一度 (disk full)",
    errno.EROFS: "書き込めない場所です。ほかの場所を選んでください (read-only)",
}


def trouble(error: OSError, place: str | Path) -> str:
    """What the system said of a file, with the mend."""
    said = f"{error.strerror}: 場所と権限を確かめてください"
    return f"{place}: {_TROUBLES.get(error.errno or 0, said)}"


def _geta(error: UnicodeError) -> tuple[bytes, int]:
    """〓 for each character that the console's encoding lacks, as printers did."""
    assert isinstance(error, UnicodeEncodeError)
    # As bytes, because the codec of UTF-8 takes no other characters than ASCII in place of a lone surrogate.
    try:
        mark = "〓".encode(error.encoding)
    except UnicodeEncodeError:
        mark = b"?"
    return mark * (error.end - error.start), error.end


def guard(command: click.Command) -> NoReturn:
    """Run `command`; every way it can end becomes an exit status and a message, never a traceback."""
    codecs.register_error("geta", _geta)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="geta")  # type: ignore[union-attr]  # real streams here, not test doubles
    try:
        status = command.main(standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        _end(
            130,
            "中断しました。済んだ分は保存されています。同じ命令で続きから進みます (interrupted; what was done is kept)",
        )
    except click.ClickException as e:
        e.show()
        _fail_json(e.format_message())
        sys.exit(e.exit_code)
    except KirinukiError as e:
        _end(e.exit_status, str(e))
    except BrokenPipeError:
        # The reader of our output went away (| head).
        _give_up_output()
        sys.exit(0)
    except OSError as e:
        _end(2, trouble(e, e.filename or "出力"))
    except Exception as e:
        # A fault of ours: the place is what a report of it needs, and a person can do nothing with the rest.
        frame = traceback.extract_tb(e.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        _end(1, f"{_FAULT}: {type(e).__name__}: {e} ({place}): この行を添えて開発者に知らせてください")
    sys.exit(status if isinstance(status, int) else 0)


def _end(status: int, message: str) -> NoReturn:
    say(f"kirinuki: {message}")
    _fail_json(message)
    sys.exit(status)


def _fail_json(message: str) -> None:
    """With --json standard output is one document, also when things go wrong."""
    if "--json" in sys.argv[1:]:
        try:
            print_json({"error": message})
        except OSError:
            _give_up_output()


def _give_up_output() -> None:
    """Let what could not be written go, so that the interpreter does not try again at exit, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
