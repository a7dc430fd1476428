"""What was captured, out again: as a WARC file and a WACZ that other people's replay tools open."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kirinuki.ask.changes import outlets_called
from kirinuki.capture.replay import Exported, write_wacz, write_warc
from kirinuki.capture.warc import WarcFolder
from kirinuki.errors import InputError
from kirinuki.model.article import JAPAN
from kirinuki.store import Store
from kirinuki.version import __version__

_SOFTWARE = f"kirinuki/{__version__}"


def export(
    store: Store,
    folder: WarcFolder,
    days: tuple[dt.date, dt.date],
    outlet: str | None,
    among: Collection[str] | None,
    *,
    warc: Path | None,
    wacz: Path | None,
    now: dt.datetime,
) -> Exported:
    """See `Archive.export_warc`; `days` are half-open, `among` the articles of the storyline that is asked for."""
    articles = among
    if (keys := outlets_called(store, outlet)) is not None:
        of_outlet = {article.id for article in store.articles.all() if article.outlet in keys}
        articles = of_outlet if among is None else of_outlet.intersection(among)
    titles: dict[str, str] = {}
    wanted: set[str] = set()
    for capture, title in store.captures.showing(articles):
        day = capture.captured_at.astimezone(JAPAN).date()
        if days[0] <= day < days[1]:
            wanted.add(capture.id)
            if title is not None:
                titles[capture.id] = title
    with tempfile.TemporaryDirectory() as between:
        made = Path(between) / "data.warc.gz" if warc is None else warc
        with _whole(made) as out:
            done = write_warc(folder, wanted.__contains__, out, name=made.name, software=_SOFTWARE, now=now)
        if wacz is not None:
            with _whole(wacz) as out:
                write_wacz(made, done, titles, out, software=_SOFTWARE, now=now)
    return done


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write, which is there when it is whole and not before. Raises `InputError` for a folder that is not there."""
    new = path.with_name(f"{path.name}.new")
    try:
        with new.open("wb") as out:
            yield out
        new.replace(path)
    except FileNotFoundError:
        raise InputError(f"{path}: そのフォルダーがありません (no such folder): 先に作ってください") from None
    finally:
        new.unlink(missing_ok=True)
