"""The news pages of other people's web archives: WARC and ARC files as large as they come, and WACZ, which packs some in a ZIP.

Nothing in an archive is trusted. A record that is not wanted costs only its unpacking; one that cannot be used is told with its
place and why, and the others go on. Names inside a WACZ are shown and never used as names of files.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
import json
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Literal, cast

from kirinuki.capture.addresses import host, is_address
from kirinuki.capture.answer import Fetched
from kirinuki.capture.encodings import decode
from kirinuki.capture.packing import as_kept
from kirinuki.capture.records import Flaw, Head, Place, Record, read_records
from kirinuki.errors import FetchError, InputError
from kirinuki.model.article import JAPAN

ENDINGS = (".warc", ".warc.gz", ".arc", ".arc.gz", ".wacz")
LONGEST = 20_000_000
"""Bytes of a page, packed and unpacked, above which it is no page."""

_HTML = ("text/html", "application/xhtml+xml")
_OWN = frozenset({"warcinfo", "request", "metadata"})
"""Records that speak of others."""
_LEAST_KANA = 10
"""Kana that a page must hold to be one in Japanese."""
_KANA = re.compile("[ぁ-ゖァ-ヺ]")
_LONGEST_LIST = 50_000_000
_LONGEST_WARC = 20 << 30
_BOMB = 200
"""Times that a part of a WACZ may unpack to of what it is packed in: WARC files are packed already."""


@dataclass(frozen=True, slots=True)
class PagesWanted:
    """Which pages to take: of these hosts and those under them (none: of all), captured in the half-open period of Japanese days.

    Pages are HTML with Japanese in it, unless texts of any kind, or in any language, are wanted as well.
    """

    hosts: frozenset[str] = frozenset()
    since: dt.date | None = None
    until: dt.date | None = None
    any_text: bool = False
    any_language: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page of an archive. `captured_at` is aware, None where the archive does not tell; `url` what it was asked for as.
    `answer` is None for what the archive keeps without HTTP."""

    place: Place
    until: Place
    url: str
    captured_at: dt.datetime | None
    body: bytes
    answer: Fetched | None
    form: Literal["page", "auto"] = "page"
    odd: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """A record that was left out although it might have been meant, or damage. `why` is one of few, `what` says more."""

    place: Place | None
    why: str
    what: str = ""


@dataclass
class Part:
    """One WARC or ARC file, by itself or in a WACZ. `urls` are those that the WACZ lists as its pages, empty where it lists none.

    `left` counts the records that were left out as not wanted, by why.
    """

    name: str
    file: BinaryIO
    size: int
    urls: frozenset[str] = frozenset()
    left: Counter[str] = field(default_factory=Counter)

    def pages(
        self,
        wanted: PagesWanted,
        *,
        start: Place | None = None,
        passed: Callable[[Place], None] = lambda _: None,
    ) -> Iterator[Page | Left]:
        """Its pages in their order, and what could not be used. `start` is a place to go on from; `passed` is told where each
        record begins."""

        def is_wanted(head: Head) -> bool:
            why = _unwanted(head, wanted, self.urls)
            if why is not None:
                self.left[why] += 1
            return why is None

        for item in read_records(self.file, is_wanted, start=start, longest=LONGEST, passed=passed):
            if isinstance(item, Flaw):
                yield Left(item.place, "読めない (damaged)", item.why)
                continue
            try:
                page, why = _page(item), ""
                if page is not None:
                    why = _unfit(page, wanted)
            except (InputError, FetchError) as e:
                yield Left(item.head.place, "解けない (cannot be decoded)", f"{_url(item.head)}: {e}")
                continue
            if page is None:
                yield Left(item.head.place, "HTTP でない (not HTTP)", _url(item.head))
            elif why:
                self.left[why] += 1
            else:
                yield page


def is_web_archive(name: str) -> bool:
    """Whether a file is called as web archives are."""
    return name.lower().endswith(ENDINGS)


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
                yield Left(None, "外を指す名 (a name that leads out)", info.filename)
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
        problems = []
        found = self._read(members, "datapackage.json")
        try:
            resources = json.loads(found or b"")["resources"]
            told = {str(item["path"]): str(item["hash"]) for item in resources if "hash" in item}
        except (ValueError, KeyError, TypeError, RecursionError):
            return {}, [Left(None, "目録が読めない (no datapackage.json)", self._name)]
        problems += [Left(None, "目録にあるが無い (missing)", name) for name in told if name not in members]
        return told, problems

    def _pages(self, members: dict[str, zipfile.ZipInfo]) -> frozenset[str]:
        urls = set()
        for name in members:
            if name.startswith("pages/") and name.endswith(".jsonl"):
                for line in (self._read(members, name) or b"").splitlines():
                    try:
                        urls.add(json.loads(line).get("url"))
                    except (ValueError, AttributeError, RecursionError):
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


def _unwanted(head: Head, wanted: PagesWanted, urls: frozenset[str]) -> str | None:
    """Why a record is not wanted, by what it says of itself; None where it is."""
    if head.type in _OWN:
        return "頁でない記録 (no page)"
    if head.type not in ("response", "resource"):
        return f"{head.type or '種類のない'} の記録 (record type)"
    url = _url(head)
    if not is_address(url):
        return "http でない住所 (not an http address)"
    if wanted.hosts and not _is_of(host(url), wanted.hosts):
        return "ほかの所のもの (other host)"
    if urls and url not in urls:
        return "目録に頁として挙がっていない (not among the pages of the WACZ)"
    if wanted.since is not None or wanted.until is not None:
        at = _moment(head.get("warc-date"))
        day = None if at is None else at.astimezone(JAPAN).date()
        if day is None or (wanted.since and day < wanted.since) or (wanted.until and day >= wanted.until):
            return "期間の外 (outside of the period)"
    if head.type == "resource" and not _is_text(head.get("content-type"), wanted):
        return "HTML でない (not HTML)"
    return None


def _page(record: Record) -> Page | None:
    """The page that a record holds, unpacked; None where it is no HTTP answer. Raises `FetchError`."""
    head, url = record.head, _url(record.head)
    at = _moment(head.get("warc-date"))
    odd = record.odd
    if not odd and _is_otherwise(record.block, head.get("warc-block-digest")):
        odd = ("記録した時と値が違います (wrong WARC-Block-Digest)",)
    if head.type == "resource":
        form = _form(head.get("content-type"))
        return Page(head.place, record.until, url, at, record.block, None, form, odd)
    try:
        raw = Fetched.of_message(url, record.block)
    except ValueError:
        return None
    body = raw.body
    if raw.status == 200:
        coding, transfer = raw.header("content-encoding") or "", raw.header("transfer-encoding") or ""
        body = as_kept(body, transfer, coding, LONGEST)
    answer = Fetched(url, raw.status, raw.headers, body)
    if at is None and (date := raw.header("date")):
        at = _http_date(date)
    form = _form(answer.header("content-type") or _HTML[0])
    return Page(head.place, record.until, url, at, body, answer, form, odd)


def _is_otherwise(block: bytes, told: str) -> bool:
    """Whether bytes have another digest than was told of them (`sha1:…`, in base 32 as a rule, else in hex)."""
    kind, _, digest = told.partition(":")
    if kind.lower() not in ("sha1", "sha256", "md5"):
        return False
    made = hashlib.new(kind.lower(), block, usedforsecurity=False)
    in_32 = base64.b32encode(made.digest()).decode().lower().rstrip("=")
    return digest.lower().rstrip("=") not in (made.hexdigest(), in_32)


def _unfit(page: Page, wanted: PagesWanted) -> str:
    """Why a page is not to be taken; empty where it is. Raises `InputError` for one that cannot be decoded."""
    declared = None
    if page.answer is not None:
        if page.answer.status != 200:
            return f"答えが {page.answer.status} (HTTP status)"
        declared = page.answer.header("content-type")
        if not _is_text(declared or "text/html", wanted):
            return "HTML でない (not HTML)"
    if not page.body.strip():
        return "空 (empty)"
    if not wanted.any_language:
        text = decode(page.body, page.url, declared=declared).text
        if len(_KANA.findall(text)) < _LEAST_KANA:
            return "日本語でない (not Japanese)"
    return ""


def _form(declared: str) -> Literal["page", "auto"]:
    return "page" if declared.partition(";")[0].strip().lower() in _HTML else "auto"


def _is_text(declared: str, wanted: PagesWanted) -> bool:
    kind = declared.partition(";")[0].strip().lower()
    return kind in _HTML or (wanted.any_text and kind.startswith("text/"))


def _is_of(name: str, hosts: frozenset[str]) -> bool:
    return any(name == host or name.endswith(f".{host}") for host in hosts)


def _url(head: Head) -> str:
    return head.get("warc-target-uri")


def _moment(words: str) -> dt.datetime | None:
    """A WARC-Date; None for what is none."""
    try:
        at = dt.datetime.fromisoformat(words)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)


def _http_date(words: str) -> dt.datetime | None:
    try:
        at = parsedate_to_datetime(words)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)
