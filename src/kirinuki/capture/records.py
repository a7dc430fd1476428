"""The records of WARC and ARC files, as they really lie about, and the writing of sound ones.

Files of this kind are a gigabyte and more, made by many programs, cut off by crashes and damaged by disks. So they are read in
one pass, with little in memory; a record that is not wanted is passed over without being kept; and what is damaged costs
that record, not those behind it: the reading goes on at the next place where a record can begin, and says what it left out.

Understood are WARC of every version and ARC 1 and 2 (ISO 28500 and its forerunner), unpacked or in gzip, a record a member
or all in one, whatever the file is called. Why no library reads them: docs/decisions/0026.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

_GZIP = zlib.MAX_WBITS | 16
_MAGIC = b"\x1f\x8b\x08"
_CHUNK = 1 << 16
_UNPACKED = 1 << 18
_NEAR = 256
_LONGEST_HEAD = 1 << 16
_LONGEST_ARC = 1 << 13
_BLANK = b"\0\r\n \t"
_NEXT = re.compile(rb"(?<=\n)WARC/\d\.\d+\r?\n")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ARC_DATE = re.compile(r"\d{12,17}")
_ARC_DATES = (-3, -8)
"""Where the date stands among the fields of an ARC 1 and an ARC 2 record, from behind: an address may hold spaces."""
_FIELD = re.compile(r"^([^\s:]+)[ \t]*:(.*(?:\n[ \t].*)*)", re.MULTILINE)
_FOLD = re.compile(r"\s*\n[ \t]+")
_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a record begins: `at` bytes into the file, or `inner` bytes into what the gzip member that begins there holds."""

    at: int
    inner: int = 0

    def __str__(self) -> str:
        return f"{self.at}+{self.inner}" if self.inner else str(self.at)


@dataclass(frozen=True, slots=True)
class Head:
    """What a record says of itself, names of fields in small letters. An ARC record is told in the fields of a WARC response."""

    place: Place
    fields: Mapping[str, str]

    @property
    def type(self) -> str:
        return self.get("warc-type").lower()

    def get(self, name: str) -> str:
        """The field of this name (small letters), without the angles that ids stand in; empty where there is none."""
        return self.fields.get(name, "").strip("<>")


@dataclass(frozen=True, slots=True)
class Record:
    """A record that was asked for. `until` is where what is behind it begins; `odd` says what was wrong with it and mended."""

    head: Head
    block: bytes
    until: Place
    odd: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flaw:
    """What could not be read at a place, in words for a person; the reading goes on behind it."""

    place: Place
    why: str


def read_records(
    file: BinaryIO,
    wanted: Callable[[Head], bool],
    *,
    start: Place | None = None,
    longest: int | None = None,
    passed: Callable[[Place], None] = lambda _: None,
) -> Iterator[Record | Flaw]:
    """The wanted records of a file in their order, and what is wrong with it.

    `start` is the place of a record, to go on from. Of a wanted record longer than `longest` bytes only a flaw is given.
    `passed` is told the place of each record, wanted or not, as it is come to. `file` must be able to seek.
    """
    return _Reading(file, wanted, longest, passed).all(start or Place(0))


def write_record(fields: Mapping[str, str], block: bytes) -> bytes:
    """A WARC 1.1 record as a gzip member of its own. `fields` begin with WARC-Type; the length is added."""
    told = dict(fields) | {"Content-Length": str(len(block))}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return zlib.compress(f"WARC/1.1\r\n{head}\r\n".encode() + block + _END, wbits=_GZIP)


class _DamagedError(Exception):
    """What lies here cannot be read on; the next record is to be looked for in the file itself."""


class _MisshapenError(_DamagedError):
    """What lies here is no sound record; where it is packed, the next one may be in the same gzip member."""


class _Bytes:
    """The bytes of one gzip member, or of a plain file from some place on, a piece at a time."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = b""
        self._from = 0
        self.position = 0

    def look(self, size: int) -> bytes:
        """The next `size` bytes, fewer at the end, without passing them."""
        while len(self._held) - self._from < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._held = self._held[self._from :] + piece
            self._from = 0
        return self._held[self._from : self._from + size]

    def take(self, size: int) -> bytes:
        """The next `size` bytes, fewer at the end."""
        parts = []
        while size and (part := self.look(1) and self._held[self._from : self._from + size]):
            parts.append(part)
            self._pass(len(part))
            size -= len(part)
        return b"".join(parts)

    def skip(self, size: int) -> int:
        """Pass `size` bytes; gives how many there were."""
        passed = 0
        while passed < size and self.look(1):
            step = min(size - passed, len(self._held) - self._from)
            self._pass(step)
            passed += step
        return passed

    def skip_blank(self) -> None:
        """Pass what may stand between records: line ends, and the zeros of a disk block that was never filled."""
        while here := self.look(_NEAR):
            blank = len(here) - len(here.lstrip(_BLANK))
            self._pass(blank)
            if blank < len(here):
                return

    def back(self, words: bytes) -> None:
        """Put back what was taken last."""
        self._held = words + self._held[self._from :]
        self._from = 0
        self.position -= len(words)

    def _pass(self, size: int) -> None:
        self._from += size
        self.position += size


@dataclass
class _Reading:
    """One pass over one file."""

    _file: BinaryIO
    _wanted: Callable[[Head], bool]
    _longest: int | None
    _passed: Callable[[Place], None]
    _size: int = field(default=0, init=False)
    _behind: int = field(default=0, init=False)
    """Where the gzip member that is being unpacked ends, once it has ended."""

    def all(self, start: Place) -> Iterator[Record | Flaw]:
        at, inner = start.at, start.inner
        self._size = self._file.seek(0, os.SEEK_END)
        while True:
            self._file.seek(at)
            begin = self._file.read(len(_MAGIC))
            if not begin:
                return
            try:
                if begin == _MAGIC:
                    yield from self._member(at, inner)
                    at = self._behind
                else:
                    found, until = self._plain_record(at)
                    if found is not None:
                        yield found
                    at = until
            except _DamagedError as e:
                after = self._next(at + 1)
                yield Flaw(Place(at), f"{e}。{after - at:,} バイトを飛ばしました")
                at = after
            inner = 0

    def _member(self, at: int, inner: int) -> Iterator[Record | Flaw]:
        """The records of a gzip member: one as a rule."""
        here = _Bytes(self._unpacked(at))
        here.skip(inner)
        here.skip_blank()
        while here.look(1):
            place = Place(at, here.position)
            try:
                found = self._record(here, place)
            except _MisshapenError as e:
                found = Flaw(place, f"{e}。{_resync(here):,} バイトを飛ばしました")
            # The checksum at the end of a member counts for its last record as well.
            here.skip_blank()
            if isinstance(found, Record):
                until = Place(at, here.position) if here.look(1) else Place(self._behind)
                found = Record(found.head, found.block, until, found.odd)
            if found is not None:
                yield found

    def _plain_record(self, at: int) -> tuple[Record | Flaw | None, int]:
        """The record that lies unpacked at a place, if it is wanted, and where the next thing lies."""
        here = _Bytes(self._plain(at))
        here.skip_blank()
        if here.position:
            return None, at + here.position
        found = self._record(here, Place(at), self._size - at)
        here.skip_blank()
        until = at + here.position
        if isinstance(found, Record):
            found = Record(found.head, found.block, Place(until), found.odd)
        return found, until

    def _record(self, here: _Bytes, place: Place, room: int | None = None) -> Record | Flaw | None:
        """The record that begins here, passed; None for one that is not wanted. It is not longer than `room`."""
        head, length = self._head(here, place)
        if length is not None and room is not None and length > room:
            length = None
        self._passed(place)
        if self._wanted(head):
            if length is None or self._longest is None or length <= self._longest:
                return self._block(here, head, length, room is not None)
            flaw = Flaw(place, f"{length:,} バイトの記録は大きすぎます (too large)")
        else:
            flaw = None
        if length is None or here.skip(length) < length or not _may_follow(here):
            raise _MisshapenError("Content-Length が違います (bad Content-Length)")
        return flaw

    def _block(self, here: _Bytes, head: Head, length: int | None, plain: bool) -> Record:
        block = here.take(length or 0)
        if length is not None and len(block) == length and _may_follow(here):
            return Record(head, block, head.place)
        # The length is wrong: the record ends where the next one begins, or with what holds it.
        limit = len(block) + _UNPACKED if self._longest is None else self._longest
        block += here.take(max(0, limit - len(block)))
        found = _NEXT.search(block)
        if found is not None:
            here.back(block[found.start() :])
            block = block[: found.start()]
        elif here.look(1):
            raise _MisshapenError("Content-Length が違い、どこで終わるか分かりません (bad Content-Length)")
        elif plain and not block.endswith(_END):
            raise _DamagedError("途中で切れています (truncated)")
        return Record(
            head, block.removesuffix(_END), head.place, ("Content-Length が違います (bad Content-Length)",)
        )

    def _head(self, here: _Bytes, place: Place) -> tuple[Head, int | None]:
        """What the record at this place says of itself, passed, and the length of its block."""
        size = 1 << 11
        while (end := _head_end(words := here.look(size))) is None:
            if len(words) < size or size > _LONGEST_HEAD:
                raise _MisshapenError("記録の頭がありません (no record here)")
            size *= 2
        here.skip(end)
        fields = _fields(words[:end].decode("utf-8", "replace"))
        length = fields.get("content-length", "")
        return Head(place, fields), int(length) if length.isdecimal() and len(length) < 16 else None

    def _unpacked(self, at: int) -> Iterator[bytes]:
        """What the gzip member at a place unpacks to. Raises `_DamagedError`."""
        self._file.seek(at)
        unpacker = zlib.decompressobj(_GZIP)
        while not unpacker.eof:
            packed = unpacker.unconsumed_tail or self._file.read(_CHUNK)
            try:
                piece = unpacker.decompress(packed, _UNPACKED)
            except zlib.error:
                raise _DamagedError("圧縮が壊れています (damaged gzip)") from None
            if piece:
                yield piece
            elif not packed:
                raise _DamagedError("途中で切れています (truncated)")
        self._behind = self._file.tell() - len(unpacker.unused_data)

    def _plain(self, at: int) -> Iterator[bytes]:
        self._file.seek(at)
        while piece := self._file.read(_CHUNK):
            yield piece

    def _next(self, at: int) -> int:
        """The next place in the file, from `at` on, at which a gzip member or a plain record may begin; else its end."""
        self._file.seek(at)
        words = b""
        while piece := self._file.read(_UNPACKED):
            words = words[-64:] + piece
            base = self._file.tell() - len(words)
            for found in re.finditer(rb"\x1f\x8b\x08|WARC/\d\.\d", words):
                if self._begins(base + found.start(), found[0]):
                    return base + found.start()
            self._file.seek(base + len(words))
        return self._file.tell()

    def _begins(self, at: int, words: bytes) -> bool:
        if words != _MAGIC:
            return True
        self._file.seek(at)
        try:
            begin = zlib.decompressobj(_GZIP).decompress(self._file.read(1024), 64)
        except zlib.error:
            return False
        return begin.startswith(b"WARC/") or _arc(begin) is not None


def _may_follow(here: _Bytes) -> bool:
    """Whether what is behind a block is the end of a record: nothing, or another one behind line ends."""
    near = here.look(_NEAR).lstrip(_BLANK)
    if not near or near.startswith((b"WARC/", _MAGIC)):
        return True
    return _arc(here.look(_LONGEST_ARC).lstrip(_BLANK)) is not None


def _resync(here: _Bytes) -> int:
    """Pass up to the next line that a WARC record can begin with, or to the end; gives how many bytes."""
    begin = here.position
    here.skip(1)
    while words := here.look(_UNPACKED):
        if (found := _NEXT.search(words)) is not None:
            here.skip(found.start())
            break
        here.skip(max(1, len(words) - _NEAR))
    return here.position - begin


def _head_end(words: bytes) -> int | None:
    """Where a record's head ends, the empty line behind it included; None where it does not, or where there is none."""
    if not words.startswith(b"WARC/"):
        return None if _arc(words) is None else words.find(b"\n") + 1
    ends = [at + len(mark) for mark in (_END, b"\n\n") if (at := words.find(mark)) >= 0]
    return min(ends, default=None)


def _arc(words: bytes) -> dict[str, str] | None:
    """The line that an ARC record begins with, as the fields of a WARC record; None for what is no such line."""
    line, end, _ = words[:_LONGEST_ARC].partition(b"\n")
    parts = line.decode("latin-1").rstrip("\r").split(" ")
    if not end or _SCHEME.match(parts[0]) is None or not parts[-1].isdecimal():
        return None
    at = next((at for at in _ARC_DATES if len(parts) > 1 - at and _ARC_DATE.fullmatch(parts[at])), None)
    if at is None:
        return None
    url, day = " ".join(parts[: at - 1]), f"{parts[at]:0<14}"
    return {
        "warc-type": "warcinfo" if url.startswith("filedesc:") else "response",
        "warc-target-uri": url,
        "warc-date": f"{day[:4]}-{day[4:6]}-{day[6:8]}T{day[8:10]}:{day[10:12]}:{day[12:14]}Z",
        "content-type": "application/http" if url.startswith("http") else parts[at + 1],
        "content-length": parts[-1],
    }


def _fields(head: str) -> dict[str, str]:
    if not head.startswith("WARC/"):
        return _arc(head.encode("utf-8")) or {}
    # Of a field that is there twice the first counts.
    return {name.lower(): _FOLD.sub(" ", value).strip() for name, value in reversed(_FIELD.findall(head))}
