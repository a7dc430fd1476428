"""What clips need of a server: drafts between their preview and their filing, and the key of the bookmarklet.

A bookmarklet speaks from pages of other sites, which the door lets change nothing. With the key of the archive it may hand in a
draft, and no more: the draft is shown to the reader, and filed from there.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from kirinuki.errors import ArchiveError, NotFoundError

PATH = "/clip"
KEY = "clip.key"
"""The file in the archive's folder that holds the key, readable by its owner alone."""

_MOST = 12
"""Drafts that are kept, the last ones."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was handed in: an address, a title, words or a page. `name` is what it would be filed under as a log."""

    name: str
    url: str
    title: str
    text: str
    html: str


class Drafts:
    """In memory alone; safe between threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Draft] = OrderedDict()
        self._lock = Lock()

    def put(self, draft: Draft) -> str:
        """Keep a draft for a while; gives the id that nobody guesses."""
        id = secrets.token_urlsafe(12)
        with self._lock:
            self._kept[id] = draft
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return id

    def get(self, id: str) -> Draft:
        """Raises `NotFoundError` for one that was filed, or is too old."""
        with self._lock:
            try:
                return self._kept[id]
            except KeyError:
                raise NotFoundError(
                    "切り抜きの下書きはもうありません。もう一度切り抜いてください (the draft is gone)"
                ) from None

    def drop(self, id: str) -> None:
        """It was filed."""
        with self._lock:
            self._kept.pop(id, None)


class Key:
    """The key by which a bookmarklet is known; made when it is first asked for."""

    def __init__(self, archive: Path) -> None:
        self._path = archive / KEY

    def get(self) -> str:
        """The key. Raises `ArchiveError` where it can neither be read nor made."""
        try:
            with contextlib.suppress(FileExistsError):
                file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(file, "w", encoding="ascii") as made:
                    made.write(secrets.token_urlsafe(24))
            return self._path.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as e:
            raise ArchiveError(
                f"{self._path}: 読めません ({e}): 権限を確かめるか、消してください (cannot read)"
            ) from e

    def fits(self, given: str) -> bool:
        """Whether this is the key. Nothing is, as long as there is none."""
        try:
            key = self._path.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return False
        return bool(key) and hmac.compare_digest(given.encode(), key.encode())
