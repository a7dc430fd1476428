"""Which WARC and ARC files a web archive consists of: one by itself, or those that a WACZ packs in a ZIP.

Nothing in a ZIP is trusted: its names are shown and never used as names of files, nothing is unpacked where a name says, what
unpacks to far more than it is packed in is left out, and digests that are not as told are told.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from kirinuki.capture.webarchive import Left, Part, is_web_archive
from kirinuki.errors import InputError

_LONGEST_LIST = 50_000_000
_LONGEST_WARC = 20 << 30
_BOMB = 200
"""Times that a part of a WACZ may unpack to of what it is packed in: WARC files are packed already."""


@contextmanager
def parts_of(path: Path) -> Iterator[Iterator[Part | Left]]:
    """The WARC files that a file is or holds, one after another, and what is wrong with a WACZ. Raises `InputError` for a WACZ
    that is no ZIP file, `OSError`."""
    with path.open("rb", buffering=1 << 20) as file:
        if not path.name.lower().endswith(".wacz"):
            size = file.seek(0, io.SEEK_END)
            yield iter([Part(path.name, file, size)])
            return
        try:
            packed = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError) as e:
            raise InputError(
                f"{path.name}: WACZ (ZIP) として読めません ({e}): もとから写し直してください"
            ) from None
        with packed:
            yield _Wacz(path.name, file, packed).parts()


class _Wacz:
    """A Web Archive Collection Zipped (spec 1.1.1): a datapackage.json with digests, pages/*.jsonl, archive/*.warc.gz."""

    def __init__(self, name: str, file: BinaryIO, packed: zipfile.ZipFile) -> None:
        self._name = name
        self._file = file
        self._zip = packed

    def parts(self) -> Iterator[Part | Left]:
        members = {}
        for info in self._zip.infolist():
            path = PurePosixPath(info.filename.replace("\\", "/"))
            if path.is_absolute() or ".." in path.parts:
                yield Left(None, "外を指す名 (a name that leads out)", ascii(info.filename))
            elif not info.filename.isprintable():
                yield Left(None, "見せられない名 (an unprintable name)", ascii(info.filename))
            elif info.filename in members:
                yield Left(None, "同じ名が二つ (a name twice)", info.filename)
            elif info.file_size > max(1 << 20, info.compress_size * _BOMB) or info.file_size > _LONGEST_WARC:
                yield Left(None, "大きすぎる (too large)", f"{info.filename}: {info.file_size:,} バイト")
            else:
                members[info.filename] = info
        told, problems = self._told(members)
        yield from problems
        urls = self._pages(members)
        for name, info in members.items():
            if not (name.startswith("archive/") and is_web_archive(name)):
                continue
            try:
                with self._open(info) as part:
                    if name in told and (wrong := _differs(part, told[name])) is not None:
                        yield Left(None, "記録された値と違う (wrong digest)", f"{name}: {wrong}")
                    yield Part(f"{self._name}/{name}", part, info.file_size, urls)
            except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as e:
                yield Left(None, "読めない (damaged)", f"{name}: {e}")

    def _told(self, members: dict[str, zipfile.ZipInfo]) -> tuple[dict[str, str], list[Left]]:
        """What datapackage.json says the digests are, and what is wrong with it and with the files that are read at once."""
        found = self._read(members, "datapackage.json")
        try:
            resources = json.loads(found or b"")["resources"]
            told = {str(item["path"]): str(item["hash"]) for item in resources if "hash" in item}
        except (ValueError, KeyError, TypeError, RecursionError):
            return {}, [Left(None, "目録が読めない (no datapackage.json)", self._name)]
        return told, [
            Left(None, "目録にあるが無い (missing)", ascii(name)) for name in told if name not in members
        ]

    def _pages(self, members: dict[str, zipfile.ZipInfo]) -> frozenset[str]:
        urls = set()
        for name in members:
            if name.startswith("pages/") and name.endswith(".jsonl"):
                for line in (self._read(members, name) or b"").splitlines():
                    try:
                        urls.add(json.loads(line).get("url"))
                    except (ValueError, TypeError, AttributeError, RecursionError):
                        continue
        return frozenset(url for url in urls if isinstance(url, str))

    def _read(self, members: dict[str, zipfile.ZipInfo], name: str) -> bytes | None:
        """A small file whole; None where it is missing, damaged or no small one."""
        if name not in members or members[name].file_size > _LONGEST_LIST:
            return None
        try:
            return self._zip.read(members[name])
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
            return None

    @contextmanager
    def _open(self, info: zipfile.ZipInfo) -> Iterator[BinaryIO]:
        """A part to read and seek in: where it lies in the ZIP, or unpacked into a file without a name."""
        with self._zip.open(info) as packed:
            if info.compress_type == zipfile.ZIP_STORED and not info.flag_bits & 1:
                begin = _begin(self._file, info)
                with io.BufferedReader(_Window(self._file, begin, info.file_size), 1 << 20) as window:
                    yield cast(BinaryIO, window)
                return
            with tempfile.TemporaryFile() as plain:
                while piece := packed.read(1 << 20):
                    plain.write(piece)
                yield plain


class _Window(io.RawIOBase):
    """A stretch of a file, as a file."""

    def __init__(self, file: BinaryIO, begin: int, size: int) -> None:
        self._file = file
        self._begin = begin
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + (0, self._at, self._size)[whence]
        return self._at

    def readinto(self, buffer: Any) -> int:
        self._file.seek(self._begin + self._at)
        piece = self._file.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def _begin(file: BinaryIO, info: zipfile.ZipInfo) -> int:
    """Where a part's bytes begin in the ZIP: behind a head of its own, whose length only that head tells."""
    file.seek(info.header_offset + 26)
    sizes = file.read(4)
    return info.header_offset + 30 + int.from_bytes(sizes[:2], "little") + int.from_bytes(sizes[2:], "little")


def _differs(file: BinaryIO, told: str) -> str | None:
    """How a file differs from the digest that was told of it (`sha256:…`); None where it does not, or cannot be told."""
    kind, _, digest = told.partition(":")
    if kind not in ("sha256", "md5"):
        return None
    file.seek(0)
    made = hashlib.file_digest(cast(io.BufferedIOBase, file), kind).hexdigest()
    return None if made == digest.lower() else f"{kind} は {made[:16]}…、目録では {digest[:16]}…"
