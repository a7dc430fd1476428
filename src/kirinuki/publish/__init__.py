"""Answers → things people read: the digest as a page, as Markdown, plain text and JSON; a reading on the terminal."""

from __future__ import annotations

import datetime as dt
import importlib

from kirinuki.model.digest import Digest
from kirinuki.version import __version__

FORMATS = {
    "html": "kirinuki.publish.pages:digest_html",
    "md": "kirinuki.publish.plain:digest_markdown",
    "text": "kirinuki.publish.plain:digest_text",
    "json": "kirinuki.publish.data:digest_json",
}
"""The forms a digest can be given in, and who makes them; imported when asked for, since templates are heavy."""


def render(
    digest: Digest, format: str, *, title: str, version: str | None = None, made: dt.datetime | None = None
) -> str:
    """`digest` in one of `FORMATS`, under the archive's `title`.

    `version` is the program's unless given; `made` is the moment to print into the colophon, None to leave it out.
    The same arguments give the same text. Raises `KeyError` for another format.
    """
    module, name = FORMATS[format].split(":")
    form = getattr(importlib.import_module(module), name)
    page = form(digest, title=title, version=__version__ if version is None else version, made=made)
    assert isinstance(page, str)
    return page
