"""The bytes as received, kept in WARC files (ISO 28500, version 1.1).

One capture is two records: one with the bytes, and a `metadata` record that refers to it and holds as JSON what the person
gave with them. What a server answered is a `response`, with the HTTP headers before the bytes; what a person handed over is a
`resource`. What was looked at again and had not changed is a `revisit`: one record, no bytes. Behind both stands the `request`,
where what was asked is known. All of it is written in one go and
flushed to the disk before anything else happens, so that the database can always be made again. Each record is a gzip member of
its own, as WARC wants it.

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
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from kirinuki.capture.answer import Fetched
from kirinuki.capture.records import Flaw, Head, Record, read_records, write_record
from kirinuki.errors import ArchiveError, TraceError
from kirinuki.model.article import Capture, Given, Problem, Visit
from kirinuki.store.appending import append_whole

_OPEN = ".open"
_TORN = ".torn"
_SUFFIX = ".warc.gz"
_VERSION = "1.1"
_HTTP = "application/http;msgtype=response"
_ASKED = "application/http;msgtype=request"
_IDS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:kirinuki:record")
_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".jsonl": "application/x-ndjson",
    ".ndjson": "application/x-ndjson",
}
_HALVES = ("resource", "response")
"""Types of records that are no capture before their metadata is there."""
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_SAME_ARTICLE = "urn:kirinuki:revisit:same-article"
"""Profiles of revisit records; the last is of our own (ISO 28500, 6.7.1): the bytes differ, the article that they show does not."""
_FULL = 100_000_000
"""Bytes of a WARC file above which a new one is begun, so that a session of weeks makes files that can be handled."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture as the WARC file holds it. `id` is the WARC-Record-ID of the bytes (`urn:uuid:…`),
    `file` the file's name once closed, `at` an aware UTC time. `answer` is what the server said, with `data` as its body.
    `pages` are the captures of the later pages of the article, which were written before."""

    id: str
    file: str
    at: dt.datetime
    data: bytes
    given: Given
    answer: Fetched | None = None
    pages: tuple[str, ...] = ()

    @property
    def declared(self) -> str | None:
        """The Content-Type that came with the bytes."""
        return None if self.answer is None else self.answer.header("content-type")


def capture_id(digest: str, name: str, at: dt.datetime) -> str:
    """The id of a capture: of bytes with this SHA-256, by what they are called and when they were captured."""
    return f"urn:uuid:{uuid.uuid5(_IDS, _key(digest, name, at))}"


@dataclass(frozen=True, slots=True)
class Revisited:
    """A visit as the WARC file holds it. `answer` has no body."""

    visit: Visit
    answer: Fetched

    @property
    def id(self) -> str:
        return self.visit.id

    @property
    def at(self) -> dt.datetime:
        return self.visit.at


class WarcFolder:
    """The archive's `warc/`. Writing needs the store's write lock to be held; reading needs nothing."""

    def __init__(self, path: Path, software: str) -> None:
        self._path = path
        self._software = software
        self._current: str | None = None
        self._last: tuple[str, dt.datetime] | None = None

    def write(
        self,
        data: bytes,
        given: Given,
        at: dt.datetime,
        answer: Fetched | None = None,
        *,
        kept_at: dt.datetime | None = None,
        pages: tuple[str, ...] = (),
    ) -> Kept:
        """Keep `data` and `given` as captured at `at`; they are on the disk when this returns. `answer` is the one that
        `data` is the body of, `pages` the captures of the later pages of its article.

        `kept_at`, or `at` where it is missing, must be later than that of any capture or visit before. Raises `ArchiveError`
        when the disk is full or read-only; the file is then as it was before.
        """
        digest = hashlib.sha256(data).hexdigest()
        key, id = _key(digest, given.name, at), capture_id(digest, given.name, at)
        out, file = self._begin(kept_at or at, key, digest)
        form = dataclasses.asdict(given) | {"published": given.published.isoformat()}
        if answer is None:
            about = {"WARC-Target-URI": given.url or f"urn:kirinuki:{quote(given.name)}"}
            suffix = ".html" if given.form == "page" else Path(given.name).suffix.lower()
            kind = _TYPES.get(suffix, "text/plain")
            head = {"WARC-Type": "resource", "WARC-Record-ID": f"<{id}>", "Content-Type": kind}
            self._put(out, head | about, at, key, data)
        else:
            about = {"WARC-Target-URI": answer.url}
            head = {"WARC-Type": "response", "WARC-Record-ID": f"<{id}>", "Content-Type": _HTTP}
            payload = {"WARC-Payload-Digest": _digest(data)}
            self._put(out, head | about | payload, at, key, answer.head() + data)
            form["redirects"] = answer.redirects
            form |= {"pages": pages} if pages else {}
        head = {"WARC-Type": "metadata", "WARC-Refers-To": f"<{id}>", "WARC-Concurrent-To": f"<{id}>"}
        body = json.dumps(form, ensure_ascii=False).encode()
        self._put(out, head | about | {"Content-Type": "application/json"}, at, key, body)
        self._put_request(out, answer, id, at, key)
        self._append(self._being_written(file), out.getvalue())
        self._last = file, kept_at or at
        return Kept(id, file, at, data, given, answer, pages)

    def write_visit(self, capture: Capture, answer: Fetched, at: dt.datetime) -> Revisited:
        """Keep that what `capture` shows was asked for again at `at` and had not changed: the server said so (304), gave the
        same bytes, or other bytes around the same article. `capture` must be of an answer. As `write` in all else."""
        if capture.came_from is None:
            raise ValueError(f"{capture.id} did not come from a server")
        key = f"{capture.id} {_stamp(at)} visit"
        id = f"urn:uuid:{uuid.uuid5(_IDS, key)}"
        out, file = self._begin(at, key, capture.digest)
        digest = capture.digest if answer.status == 304 else hashlib.sha256(answer.body).hexdigest()
        profile = _IDENTICAL if digest == capture.digest else _SAME_ARTICLE
        if answer.status == 304:
            profile = _NOT_MODIFIED
        head = {
            "WARC-Type": "revisit",
            "WARC-Record-ID": f"<{id}>",
            "WARC-Target-URI": answer.url,
            "WARC-Profile": profile,
            "WARC-Refers-To": f"<{capture.id}>",
            "WARC-Refers-To-Target-URI": capture.came_from,
            "WARC-Refers-To-Date": _stamp(capture.captured_at),
            "WARC-Payload-Digest": f"sha256:{digest}",
            "Content-Type": _HTTP,
        }
        self._put(out, head, at, key, answer.head())
        self._put_request(out, answer, id, at, key)
        self._append(self._being_written(file), out.getvalue())
        self._last = file, at
        visit = Visit(id, capture.id, file, at, answer.status)
        return Revisited(visit, dataclasses.replace(answer, body=b"", redirects=()))

    def after(self, at: dt.datetime) -> dt.datetime:
        """`at` in UTC, or the microsecond after the newest capture where the clock stands behind that."""
        at = at.astimezone(dt.UTC)
        newest = next(reversed(self.files()), None)
        if newest is None:
            return at
        if self._last is None or self._last[0] != newest:
            times = [item.at for item in self.records(newest) if not isinstance(item, Problem)]
            self._last = newest, max(times + _begun(newest), default=at)
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

    def take_over(self, file: str) -> Iterator[Kept | Revisited | Problem]:
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

    def records(self, file: str) -> Iterator[Kept | Revisited | Problem]:
        """All captures and visits of a file in the order written. Records that are not kirinuki's are passed over;
        damaged ones become problems."""
        return self._records(file, _any)

    def _records(self, file: str, wanted: Callable[[Head], bool]) -> Iterator[Kept | Revisited | Problem]:
        first: _Ours | None = None
        with self._open(file) as warc:
            for item in read_records(warc, wanted):
                if isinstance(item, Flaw):
                    why = f"{item.place} バイト目が読めません ({item.why}): 控えから戻してください"
                    yield Problem(None, f"warc/{file}", why)
                    continue
                record = _Ours(item)
                if record.type in _HALVES:
                    first = record
                elif record.type == "metadata" and first is not None and record.refers_to == first.id:
                    if first.damaged:
                        yield _damaged(file, first.id)
                    elif (kept := _kept(file, first, record.block)) is not None:
                        yield kept
                elif record.type == "revisit" and (visit := _revisited(file, record)) is not None:
                    yield _damaged(file, record.id) if record.damaged else visit

    def copies(self, file: str, wanted: Callable[[Head], bool]) -> Iterator[tuple[Record, bytes]]:
        """The wanted records of a file that are sound, each with the gzip member that it is, to be copied."""
        with self._open(file) as warc, self._open(file) as copied:
            for item in read_records(warc, wanted):
                if isinstance(item, Record) and not _Ours(item).damaged:
                    copied.seek(item.head.place.at)
                    yield item, copied.read(item.until.at - item.head.place.at)

    def read(self, file: str, id: str) -> Kept:
        """One capture. Raises `TraceError` when the file or the record is gone or damaged."""

        def of_it(head: Head) -> bool:
            return id in (head.get("warc-record-id"), head.get("warc-refers-to"))

        try:
            found = next((item for item in self._records(file, of_it) if isinstance(item, Kept)), None)
        except FileNotFoundError:
            raise TraceError(f"warc/{file} がありません (missing): 控えから戻してください") from None
        if found is None:
            raise TraceError(
                f"warc/{file} に記録 {id} が無傷では見つかりません (missing or damaged): 控えから戻してください"
            )
        return found

    def _begin(self, at: dt.datetime, key: str, digest: str) -> tuple[BytesIO, str]:
        """Where the records of a capture go together, and the file that they are meant for; a new one has its warcinfo."""
        out = BytesIO()
        if self._current is not None and self._is_full(self._current):
            self.close()
        if self._current is None or not self._being_written(self._current).exists():
            self._current = f"kirinuki-{at:%Y%m%d%H%M%S%f}-{digest[:8]}{_SUFFIX}"
            head = {
                "WARC-Type": "warcinfo",
                "WARC-Filename": self._current,
                "Content-Type": "application/warc-fields",
            }
            self._put(out, head, at, key, self._info())
        return out, self._current

    def _is_full(self, file: str) -> bool:
        with suppress(FileNotFoundError):
            return self._being_written(file).stat().st_size > _FULL
        return False

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
        type = headers["WARC-Type"]
        more = {
            "WARC-Date": _stamp(at),
            "WARC-Block-Digest": _digest(body),
            "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(_IDS, f'{type} {key}')}>",
        }
        out.write(write_record({"WARC-Type": type} | more | headers, body))

    def _put_request(self, out: BytesIO, answer: Fetched | None, id: str, at: dt.datetime, key: str) -> None:
        """Append what was asked for the answer that record `id` is of, where that is known."""
        if answer is not None and answer.asked:
            head = {"WARC-Type": "request", "WARC-Target-URI": answer.url, "WARC-Concurrent-To": f"<{id}>"}
            self._put(out, head | {"Content-Type": _ASKED}, at, key, answer.asked)

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
    kept = 0
    with path.open("rb") as warc:
        for item in read_records(warc, _any):
            if isinstance(item, Flaw):
                break
            if item.head.type not in _HALVES:
                kept = item.until.at
    return kept


def is_replayable(head: Head) -> bool:
    """Whether replay tools can show a record: of the visits those that gave the same bytes, since a 304 is shown as just that,
    and other bytes around the same article are known to kirinuki alone."""
    return head.type in _HALVES or head.get("warc-profile") == _IDENTICAL


def _any(_: Head) -> bool:
    return True


class _Ours:
    """A record of a file of ours."""

    def __init__(self, record: Record) -> None:
        self._head = record.head
        self.block = record.block
        self.type, self.id = record.head.type, record.head.get("warc-record-id")
        self.refers_to, self.url = record.head.get("warc-refers-to"), record.head.get("warc-target-uri")

    @property
    def damaged(self) -> bool:
        return _digest(self.block) != self._head.get("warc-block-digest")

    @property
    def at(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self._head.get("warc-date"))


def _kept(file: str, record: _Ours, beside: bytes) -> Kept | None:
    """The capture whose bytes `record` has, `beside` what the person gave; None where that is not of kirinuki's making."""
    try:
        form = json.loads(beside)
        redirects, pages = tuple(form.pop("redirects", ())), tuple(form.pop("pages", ()))
        given = Given(**form | {"published": dt.date.fromisoformat(form["published"])})
        if record.type == "resource":
            return Kept(record.id, file, record.at, record.block, given)
        answer = Fetched.of_message(record.url, record.block, redirects)
        return Kept(record.id, file, record.at, answer.body, given, answer, pages)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _revisited(file: str, record: _Ours) -> Revisited | None:
    """The visit that a record tells of; None where it is not of kirinuki's making."""
    try:
        answer = Fetched.of_message(record.url, record.block)
        return Revisited(Visit(record.id, record.refers_to, file, record.at, answer.status), answer)
    except ValueError:
        return None


def _damaged(file: str, id: str) -> Problem:
    return Problem(
        None, f"warc/{file}", f"{id} のバイト列が記録した時と違います (damaged): 控えから戻してください"
    )


def _torn(aside: Path) -> Problem:
    return Problem(
        None,
        f"warc/{aside.name}",
        f"書きかけの {aside.stat().st_size} バイトを取り分けました (torn end put aside): "
        "そのとき足していたファイルをもう一度足してください",
    )


def _key(digest: str, name: str, at: dt.datetime) -> str:
    return f"{digest} {_stamp(at)} {name}"


def _begun(file: str) -> list[dt.datetime]:
    """When a file was begun, by its name; none for a name that is not kirinuki's. What it holds may be older."""
    try:
        return [dt.datetime.strptime(file.split("-")[1], "%Y%m%d%H%M%S%f").replace(tzinfo=dt.UTC)]
    except (IndexError, ValueError):
        return []


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
