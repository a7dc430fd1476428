"""What was made of the archive as it stands, kept until the archive changes: a day's page is asked for more often than that."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock
from typing import TypeVar

from kirinuki.config import FILE
from kirinuki.flow import DATABASE, DECISIONS

_MOST = 32
"""Things that are kept, those used last."""

T = TypeVar("T")


class Shelf:
    """Safe between threads; two that make the same thing at once both make it."""

    def __init__(self, archive: Path) -> None:
        self._files = [archive / name for name in (DATABASE, f"{DATABASE}-wal", DECISIONS, FILE)]
        self._kept: OrderedDict[Hashable, tuple[object, object]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, as it was given for this key while the archive stood as it stands now."""
        state = [_stamp(file) for file in self._files]
        with self._lock:
            known, value = self._kept.get(key, (None, None))
            if known == state:
                self._kept.move_to_end(key)
                return value  # type: ignore[return-value]  # a key names one kind of thing
        made = make()
        with self._lock:
            self._kept[key] = state, made
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return made


def _stamp(file: Path) -> tuple[int, int]:
    """Another value whenever the file was written to; a log that is empty says as little as one that is not there."""
    try:
        found = file.stat()
    except FileNotFoundError:
        return 0, 0
    return (found.st_size, found.st_mtime_ns) if found.st_size else (0, 0)
