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

_PARTS = ("chronicle.css", "tools.css")
"""Styles of ours that stand behind kirinuki.css."""


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
    data = _read(name)
    stem, _, ending = name.rpartition(".")
    if ending == "css":
        ours = (_read(part) for part in _PARTS)
        data = b"\n".join([*(stylesheet(shared).encode() for shared in _SHARED), data, *ours])
    digest = hashlib.sha256(data).hexdigest()[:12]
    return Asset(f"{stem}.{digest}.{ending}", data, _TYPES[ending])


def _read(name: str) -> bytes:
    return resources.files("kirinuki.web").joinpath("static", name).read_bytes()
