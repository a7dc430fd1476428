"""The style, the script and the icon: served under names that change with what they hold, so that a browser keeps them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kirinuki.publish.pages import stylesheet

_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_FILES = ("kirinuki.css", "kirinuki.js", "icon.svg")
_SHARED = ("base.css", "reports.css", "sentences.css")
"""Styles of publish/ that stand in front of ours: what the pages have in common with those that are one file."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served: `path` names it with the digest of `data`."""

    path: str
    data: bytes
    type: str


@cache
def assets() -> dict[str, Asset]:
    """All of them, by the names that templates use."""
    return {name: _asset(name) for name in _FILES}


def _asset(name: str) -> Asset:
    data = resources.files("kirinuki.web").joinpath("static", name).read_bytes()
    stem, _, ending = name.rpartition(".")
    if ending == "css":
        data = "\n".join(map(stylesheet, _SHARED)).encode() + b"\n" + data
    digest = hashlib.sha256(data).hexdigest()[:12]
    return Asset(f"{stem}.{digest}.{ending}", data, _TYPES[ending])
