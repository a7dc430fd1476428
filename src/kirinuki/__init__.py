"""kirinuki (切り抜き): the chronicle of running news stories.

    import kirinuki

    with kirinuki.open("記録") as archive:
        archive.add(data, name="今日.txt", published=day, now=now)
        archive.read_new()
        archive.weave_new()
        for item in archive.digest(day, day + one_day).items():
            print(item.text, item.comment)

    reading = kirinuki.Reader().read(text, published=day)

`kirinuki.Archive` is the whole archive, `kirinuki.Reader` the reading of a text without one; the names are those of the
command line. Importing kirinuki is cheap: what a name needs is loaded when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from kirinuki.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from kirinuki.ask.corrections import Corrected
    from kirinuki.ask.search import Hit, Hits
    from kirinuki.ask.trace import Trace
    from kirinuki.errors import (
        ArchiveError,
        ConfigError,
        CorrectionError,
        InputError,
        KirinukiError,
        NotFoundError,
        QueryError,
        ReadingError,
        TraceError,
    )
    from kirinuki.flow import Archive
    from kirinuki.flow.taking import Added, AddedReport
    from kirinuki.model.article import Article, Capture, Given, Outlet, Problem, Revision, Sighting
    from kirinuki.model.correction import Correction
    from kirinuki.model.digest import Digest, Item, Section
    from kirinuki.model.reading import Reading, Statement
    from kirinuki.model.text import Evidence, Span
    from kirinuki.model.weaving import Difference, Resemblance
    from kirinuki.publish import render
    from kirinuki.read.reader import Reader

_HOMES = {
    "kirinuki.ask.corrections": ("Corrected",),
    "kirinuki.ask.search": ("Hit", "Hits"),
    "kirinuki.ask.trace": ("Trace",),
    "kirinuki.errors": (
        "ArchiveError",
        "ConfigError",
        "CorrectionError",
        "InputError",
        "KirinukiError",
        "NotFoundError",
        "QueryError",
        "ReadingError",
        "TraceError",
    ),
    "kirinuki.flow": ("Archive",),
    "kirinuki.flow.taking": ("Added", "AddedReport"),
    "kirinuki.model.article": ("Article", "Capture", "Given", "Outlet", "Problem", "Revision", "Sighting"),
    "kirinuki.model.correction": ("Correction",),
    "kirinuki.model.digest": ("Digest", "Item", "Section"),
    "kirinuki.model.reading": ("Reading", "Statement"),
    "kirinuki.model.text": ("Evidence", "Span"),
    "kirinuki.model.weaving": ("Difference", "Resemblance"),
    "kirinuki.publish": ("render",),
    "kirinuki.read.reader": ("Reader",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Added",
    "AddedReport",
    "Archive",
    "ArchiveError",
    "Article",
    "Capture",
    "ConfigError",
    "Corrected",
    "Correction",
    "CorrectionError",
    "Difference",
    "Digest",
    "Evidence",
    "Given",
    "Hit",
    "Hits",
    "InputError",
    "Item",
    "KirinukiError",
    "NotFoundError",
    "Outlet",
    "Problem",
    "QueryError",
    "Reader",
    "Reading",
    "ReadingError",
    "Resemblance",
    "Revision",
    "Section",
    "Sighting",
    "Span",
    "Statement",
    "Trace",
    "TraceError",
    "__version__",
    "open",
    "render",
]


def open(path: Path | str) -> Archive:
    """The archive in the folder `path`, to be used in a `with` block; `Archive.create` makes one.

    Raises `ArchiveError` where there is none or it cannot be written, `ConfigError` where its settings are wrong.
    """
    from kirinuki.flow import Archive

    return Archive.open(path)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'kirinuki' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return __all__
