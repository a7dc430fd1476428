"""The news pages of other people's web archives: WARC and ARC files as large as they come.

Nothing in an archive is trusted. A record that is not wanted costs only its unpacking; one that cannot be used is told with its
place and why, and the others go on. `wacz` says which files an archive consists of.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import BinaryIO, Literal

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
_OTHERS = frozenset({"revisit", "conversion", "continuation"})
_LEAST_KANA = 10
"""Kana that a page must hold to be one in Japanese."""
_KANA = re.compile("[ぁ-ゖァ-ヺ]")


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
                page = _page(item)
                why = "" if page is None else _unfit(page, wanted)
            except (InputError, FetchError) as e:
                yield Left(item.head.place, "解けない (cannot be decoded)", f"{_url(item.head)}: {e}")
                continue
            if page is None:
                yield Left(item.head.place, "HTTP でない (not HTTP)", _url(item.head))
            elif why:
                self.left[why] += 1
            else:
                yield page

    def page(self, place: Place) -> Page:
        """The page of the record at a place that `pages` gave."""
        record = next(read_records(self.file, lambda _: True, start=place, longest=LONGEST))
        page = None if isinstance(record, Flaw) else _page(record)
        assert page is not None
        return page


def is_web_archive(name: str) -> bool:
    """Whether a file is called as web archives are."""
    return name.lower().endswith(ENDINGS)


def _unwanted(head: Head, wanted: PagesWanted, urls: frozenset[str]) -> str | None:
    """Why a record is not wanted, by what it says of itself; None where it is."""
    if head.type in _OWN:
        return "頁でない記録 (no page)"
    if head.type not in ("response", "resource"):
        return f"{head.type if head.type in _OTHERS else 'ほかの種類'} の記録 (record type)"
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
