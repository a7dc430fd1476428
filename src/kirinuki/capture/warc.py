"""The bytes as received, kept in WARC files (ISO 28500, version 1.1).

One capture is two records: a `resource` with the bytes, and a `metadata` record that refers to it and holds as JSON what
the person gave with them. They are written in one go and flushed to the disk before anything else happens, so that the
database can always be made again. Each record is a gzip member of its own, as WARC wants it.

A file that is being written is called `….warc.gz.open`. Writers hold the store's write lock, so whoever holds it and
finds such a file of another session knows that nobody is in the middle of a record: he may cut off what a crash left
half-written, and close it. A session whose file was closed by another begins a new one.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import errno
import hashlib
import json
import os
import uuid
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.warcwriter import WARCWriter

from kirinuki.errors import ArchiveError, TraceError
from kirinuki.model.article import Given, Problem
from kirinuki.store.appending import append_whole

_OPEN = ".open"
_TORN = ".torn"
_SUFFIX = ".warc.gz"
_VERSION = "1.1"
_IDS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:kirinuki:record")
_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".jsonl": "application/x-ndjson",
    ".ndjson": "application/x-ndjson",
}
_CHUNK = 1 << 16
_GZIP = zlib.MAX_WBITS | 16
_HEAD = 64
"""Bytes of a record that hold its version and type, which `WarcFolder` writes first."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture as the WARC file holds it. `id` is the WARC-Record-ID of the bytes (`urn:uuid:…`),
    `file` the file's name once closed, `at` an aware UTC time."""

    id: str
    file: str
    at: dt.datetime
    data: bytes
    given: Given


class WarcFolder:
    """The archive's `warc/`. Writing needs the store's write lock to be held; reading needs nothing."""

    def __init__(self, path: Path, software: str) -> None:
        self._path = path
        self._software = software
        self._current: str | None = None
        self._last: tuple[str, dt.datetime] | None = None

    def write(self, data: bytes, given: Given, at: dt.datetime) -> Kept:
        """Keep `data` and `given` as captured at `at`; they are on the disk when this returns.

        `at` must be later than that of any capture before. Raises `ArchiveError` when the disk is full or
        read-only; the file is then as it was before.
        """
        digest = hashlib.sha256(data).hexdigest()
        key = f"{digest} {_stamp(at)} {given.name}"
        id = f"urn:uuid:{uuid.uuid5(_IDS, key)}"
        about = {"WARC-Target-URI": given.url or f"urn:kirinuki:{quote(given.name)}"}
        out = BytesIO()
        if self._current is None or not self._being_written(self._current).exists():
            self._current = f"kirinuki-{at:%Y%m%d%H%M%S%f}-{digest[:8]}{_SUFFIX}"
            head = {
                "WARC-Type": "warcinfo",
                "WARC-Filename": self._current,
                "Content-Type": "application/warc-fields",
            }
            self._put(out, head, at, key, self._info())
        kind = _TYPES.get(Path(given.name).suffix.lower(), "text/plain")
        head = {"WARC-Type": "resource", "WARC-Record-ID": f"<{id}>", "Content-Type": kind}
        self._put(out, head | about, at, key, data)
        head = {"WARC-Type": "metadata", "WARC-Refers-To": f"<{id}>", "WARC-Concurrent-To": f"<{id}>"}
        body = dataclasses.asdict(given) | {"published": given.published.isoformat()}
        form = json.dumps(body, ensure_ascii=False).encode()
        self._put(out, head | about | {"Content-Type": "application/json"}, at, key, form)
        self._append(self._being_written(self._current), out.getvalue())
        self._last = self._current, at
        return Kept(id, self._current, at, data, given)

    def after(self, at: dt.datetime) -> dt.datetime:
        """`at` in UTC, or the microsecond after the newest capture where the clock stands behind that."""
        at = at.astimezone(dt.UTC)
        newest = next(reversed(self.files()), None)
        if newest is None:
            return at
        if self._last is None or self._last[0] != newest:
            times = [item.at for item in self.records(newest) if isinstance(item, Kept)]
            self._last = newest, max(times, default=at)
        return max(at, self._last[1] + dt.timedelta(microseconds=1))

    def close(self) -> None:
        """Give this session's file its final name, if another session has not done so already."""
        if self._current is not None:
            self._finish(self._current)
            self._current = None

    def forsake(self) -> None:
        """Leave this session's file to be taken over: what is in it may not have reached the database."""
        self._current = None

    def files(self) -> list[str]:
        """All WARC files by their final names, in the order in which they were begun."""
        if not self._path.is_dir():
            return []
        names = {p.name.removesuffix(_OPEN) for p in self._path.iterdir()}
        return sorted(name for name in names if name.endswith(_SUFFIX))

    def left(self) -> list[str]:
        """Files that other sessions are writing or left behind, by their final names."""
        found = sorted(p.name.removesuffix(_OPEN) for p in self._path.glob(f"*{_SUFFIX}{_OPEN}"))
        return [name for name in found if name != self._current]

    def take_over(self, file: str) -> Iterator[Kept | Problem]:
        """What a file from `left` holds, then close it. A torn end is put aside as `….torn`,
        cut off and reported."""
        path = self._being_written(file)
        end = _whole(path)
        if path.stat().st_size > end:
            aside = path.with_name(f"{file}.{end}{_TORN}")
            with path.open("r+b") as warc:
                warc.seek(end)
                aside.write_bytes(warc.read())
                warc.truncate(end)
            yield _torn(aside)
        if end:
            yield from self.records(file)
            self._finish(file)
        else:
            path.unlink()

    def torn(self) -> list[Problem]:
        """The torn ends that were put aside, each as the problem that it was reported as."""
        return [_torn(aside) for aside in sorted(self._path.glob(f"*{_TORN}"))]

    def records(self, file: str) -> Iterator[Kept | Problem]:
        """All captures of a file in the order written. Records that are not kirinuki's are passed over;
        damaged ones become problems."""
        place = f"warc/{file}"
        data: bytes = b""
        resource: Any = None
        try:
            with self._open(file) as warc:
                for record in ArchiveIterator(warc):
                    if record.rec_type == "resource":
                        resource, data = record.rec_headers, record.content_stream().read()
                    elif record.rec_type == "metadata" and resource is not None:
                        id = resource.get_header("WARC-Record-ID").strip("<>")
                        refers = record.rec_headers.get_header("WARC-Refers-To")
                        body = record.content_stream().read()
                        if refers is None or refers.strip("<>") != id:
                            continue
                        if _digest(data) != resource.get_header("WARC-Block-Digest"):
                            yield Problem(
                                None,
                                place,
                                f"{id} のバイト列が記録した時と違います (damaged): 控えから戻してください",
                            )
                        elif (given := _given(body)) is not None:
                            at = dt.datetime.fromisoformat(resource.get_header("WARC-Date"))
                            yield Kept(id, file, at, data, given)
        except (ArchiveLoadFailed, zlib.error, EOFError) as e:
            yield Problem(
                None, place, f"途中から読めません ({str(e).strip().splitlines()[0]}): 控えから戻してください"
            )

    def read(self, file: str, id: str) -> Kept:
        """One capture. Raises `TraceError` when the file or the record is gone or damaged."""
        try:
            found = next((k for k in self.records(file) if isinstance(k, Kept) and k.id == id), None)
        except FileNotFoundError:
            raise TraceError(f"warc/{file} がありません (missing): 控えから戻してください") from None
        if found is None:
            raise TraceError(
                f"warc/{file} に記録 {id} が無傷では見つかりません (missing or damaged): 控えから戻してください"
            )
        return found

    def _being_written(self, file: str) -> Path:
        return self._path / (file + _OPEN)

    def _open(self, file: str) -> BinaryIO:
        """A file to read, whether it is closed, being written, or being closed this moment by another session."""
        for path in (self._path / file, self._being_written(file)):
            with suppress(FileNotFoundError):
                return path.open("rb")
        return (self._path / file).open("rb")

    def _finish(self, file: str) -> None:
        with suppress(FileNotFoundError):
            self._being_written(file).rename(self._path / file)
            _sync_folder(self._path)

    def _info(self) -> bytes:
        return f"software: {self._software}\r\nformat: WARC File Format {_VERSION}\r\n".encode()

    def _put(self, out: BytesIO, headers: dict[str, str], at: dt.datetime, key: str, body: bytes) -> None:
        """Append one record to `out`. Its id comes from `key`, which holds content and time, unless given."""
        writer = WARCWriter(out, gzip=True, warc_version=_VERSION)
        type = headers["WARC-Type"]
        more = {
            "WARC-Date": _stamp(at),
            "WARC-Block-Digest": _digest(body),
            "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(_IDS, f'{type} {key}')}>",
        }
        record = writer.create_warc_record(
            "",
            type,
            payload=BytesIO(body),
            length=len(body),
            warc_headers_dict={"WARC-Type": type} | more | headers,
        )
        writer.write_record(record)

    def _append(self, path: Path, members: bytes) -> None:
        new = not path.exists()
        try:
            with path.open("ab") as warc:
                append_whole(warc, members)
            if new:
                _sync_folder(path.parent)
        except OSError as e:
            why = (
                "ディスクがいっぱいです。空きを作って"
                if e.errno == errno.ENOSPC
                else f"{e.strerror}。権限を確かめて"
            )
            raise ArchiveError(
                f"{path} に書けません: {why}もう一度足してください (cannot write; nothing was changed)"
            ) from e


def _whole(path: Path) -> int:
    """Where the last complete capture of a WARC file being written ends: both its records are there in full."""
    end = kept = 0
    with path.open("rb") as warc:
        member, head, rest = zlib.decompressobj(_GZIP), b"", b""
        while chunk := rest or warc.read(_CHUNK):
            try:
                words = member.decompress(chunk)
            except zlib.error:
                break
            head += words[: _HEAD - len(head)]
            rest = member.unused_data
            end += len(chunk) - len(rest)
            if member.eof:
                if not head.startswith(b"WARC/"):
                    break
                if b"WARC-Type: resource" not in head:
                    kept = end
                member, head = zlib.decompressobj(_GZIP), b""
    return kept


def _torn(aside: Path) -> Problem:
    return Problem(
        None,
        f"warc/{aside.name}",
        f"書きかけの {aside.stat().st_size} バイトを取り分けました (torn end put aside): "
        "そのとき足していたファイルをもう一度足してください",
    )


def _given(body: bytes) -> Given | None:
    """What the person gave, or None where the JSON is not of kirinuki's making."""
    try:
        form = json.loads(body)
        return Given(**form | {"published": dt.date.fromisoformat(form["published"])})
    except (ValueError, TypeError, KeyError):
        return None


def _stamp(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _sync_folder(path: Path) -> None:
    """Make a new or renamed file's entry durable, where the platform can (Windows does so by itself)."""
    if os.name == "posix":
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
