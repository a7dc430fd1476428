"""decisions.jsonl: what a person decided, one JSON object a line, appended and never changed."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from kirinuki.errors import ArchiveError, InputError
from kirinuki.store.appending import append_whole


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing a person decided. `kind` names it (comment, split, …), `fields` are JSON values, `line` is its place in
    the file, 0 where it was not read from there."""

    kind: str
    at: dt.datetime
    fields: Mapping[str, Any]
    line: int = field(default=0, compare=False)


class Decisions:
    """The decisions of one archive, in the order they were taken. The file need not be there.

    What is iterated is read at that moment. `ArchiveError` where the file cannot be read or written, or a line of it
    is no decision.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, kind: str, *, at: dt.datetime, **fields: Any) -> Decision:
        """Write a decision; it is on the disk when this returns. `at` is an aware time.

        Processes that append at the same time wait for one another. `InputError` for words that are no Unicode text.
        """
        if at.tzinfo is None:
            raise ValueError(f"at must be an aware time, not {at!r}")
        form = {"kind": kind, "at": at.isoformat(), **fields}
        try:
            line = json.dumps(form, ensure_ascii=False).encode() + b"\n"
        except UnicodeEncodeError as e:
            raise InputError(
                f"文字として読めないものがあります: {e.object[e.start : e.end]!r} (not Unicode text)"
            ) from None
        try:
            with self.path.open("a+b") as file, _locked(file):
                _mend_end(file)
                append_whole(file, line)
        except OSError as e:
            raise ArchiveError(
                f"{self.path}: 書き込めません: {e.strerror}。権限とディスクの空きを確かめてください (cannot write)"
            ) from e
        return Decision(kind, at, fields)

    @contextmanager
    def alone(self, what: str) -> Iterator[None]:
        """Hold the file for the length of the block against others who ask for the same; see `alone`."""
        with alone(self.path.with_suffix(".lock"), what):
            yield

    def __iter__(self) -> Iterator[Decision]:
        """All decisions, oldest first. A last line that was torn (a crash while writing) is left out."""
        try:
            lines = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return
        except OSError as e:
            raise ArchiveError(f"{self.path}: 読めません: {e.strerror} (cannot read)") from e
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            decision = _decision(line, number)
            if decision is not None:
                yield decision
            elif number < len(lines):
                raise ArchiveError(
                    f"{self.path}: {number} 行目が決定として読めません。その行を直すか消してください "
                    f"(line {number} is no decision: mend or delete it)"
                )


@contextmanager
def alone(path: Path, what: str) -> Iterator[None]:
    """Be the only process that holds the lock file `path` for the length of the block. `ArchiveError` where another holds it;
    `what` says in the message what it does."""
    try:
        with path.open("a+b") as file, _locked(file, wait=False):
            yield
    except BlockingIOError:
        raise ArchiveError(
            f"{path}: ほかの kirinuki が{what}。終わってからもう一度 (another one is at it)"
        ) from None


def _decision(line: bytes, number: int = 0) -> Decision | None:
    try:
        form = json.loads(line)
        kind, at = form.pop("kind"), dt.datetime.fromisoformat(form.pop("at"))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return None if at.tzinfo is None else Decision(kind, at, form, number)


def _mend_end(file: BinaryIO) -> None:
    """Make the file end with a line break: cut a torn last line off, but keep one that an editor left open."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(size - 1, 0))
    if file.read() in (b"", b"\n"):
        return
    file.seek(0)
    content = file.read()
    last = content[content.rfind(b"\n") + 1 :]
    if _decision(last) is None:
        file.truncate(size - len(last))
    else:
        file.write(b"\n")


@contextmanager
def _locked(file: BinaryIO, *, wait: bool = True) -> Iterator[None]:
    """Keep other processes that append out; the lock goes when the file is closed, also by a crash.

    `BlockingIOError` where another has it and we do not `wait`.
    """
    if sys.platform == "win32":
        import msvcrt

        # A byte far behind the end, so that those who only read are not kept out.
        file.seek(1 << 40)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except PermissionError:
            raise BlockingIOError from None
        try:
            yield
        finally:
            file.flush()
            file.seek(1 << 40)
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
