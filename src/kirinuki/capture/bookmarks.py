"""Exports of bookmarks → one clip each: the browsers' HTML (Netscape's form, which Pocket and はてなブックマーク write too), Atom
and RSS of はてなブックマーク, and CSV (Pocket, Raindrop, Instapaper) by what its columns are called.

A bookmark is a page's address and title with the person's tags and comment, and when they kept it. Each becomes a capture of its
own: its piece of the export in UTF-8, under the folders or the header that it stood under.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import zip_longest
from typing import Literal

from kirinuki.capture.addresses import is_address
from kirinuki.capture.clips import Clip
from kirinuki.errors import InputError
from kirinuki.model.article import JAPAN

Form = Literal["html", "feed", "csv"]

_HTML = re.compile(
    r"\s*<!DOCTYPE\s+NETSCAPE-Bookmark|[^<]{0,200}<!DOCTYPE html>.{0,2000}?<a\s[^>]*time_added=", re.I | re.S
)
_FEED = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:feed|rdf:RDF|rss)\b", re.I | re.S)
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "url": ("url", "link", "href", "address", "uri", "given_url", "アドレス"),
    "title": ("title", "name", "タイトル", "題"),
    "words": ("selection",),
    "tags": ("tags", "tag", "labels", "タグ"),
    "folder": ("folder", "フォルダ", "フォルダー"),
    "comment": ("note", "notes", "comment", "コメント"),
    "at": ("time_added", "timestamp", "created", "created_at", "date", "date_added", "added", "日時"),
}
"""What a column holds, by the names that exports have for it, in small letters."""
_QUOTED_LINES = 200
"""Lines of a row at most: beyond them a quotation mark was never closed."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One bookmark of an export: its piece as `read_bookmark` reads it, the line where it stands, from 1, and what it says."""

    piece: str
    line: int
    clip: Clip


def form_of(text: str) -> Form | None:
    """Which form of export the text is; None for no export of bookmarks."""
    if _HTML.match(text):
        return "html"
    if _FEED.match(text):
        return "feed"
    header = text.lstrip().partition("\n")[0]
    return "csv" if _columns(header) is not None else None


def bookmarks(text: str, name: str) -> Iterator[Bookmark | InputError]:
    """The bookmarks of an export in its order; an `InputError` in place of one that cannot be read, with its line."""
    pieces = {"html": _html_pieces, "feed": _feed_pieces, "csv": _csv_pieces}[form_of(text) or "csv"]
    for line, piece in pieces(text):
        try:
            yield Bookmark(piece, line, read_bookmark(piece, f"{name}:{line}"))
        except InputError as e:
            yield e


def read_bookmark(piece: str, place: str) -> Clip:
    """What a piece of an export says. Raises `InputError`, which names `place`, where there is no address in it."""
    said = _row(piece) if _columns(piece.partition("\n")[0]) is not None else _fragment(piece)
    url = said.get("url", "").strip()
    if not is_address(url):
        raise InputError(
            f"{place}: しおりの住所が http:// か https:// で始まりません ({url or '空'}): その行を直すか消してください (no address)"
        )
    tags, comment = _tags_before(said.get("comment", ""))
    tags += re.split(r"[,|、\n]+", said.get("tags", ""))
    tags += said.get("folder", "").split("\n")
    return Clip(
        url=url,
        title=" ".join(said.get("title", "").split()) or None,
        words=said.get("words", "").strip() or None,
        tags=tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip())),
        at=_moment(said.get("at", "")),
        comment=comment or None,
    )


def _tags_before(comment: str) -> tuple[list[str], str]:
    """はてなブックマーク writes tags in front of the comment: [港][汐見県]続報を待つ。"""
    found = re.match(r"\s*((?:\[[^\[\]\n]{1,40}\])*)", comment)
    assert found is not None
    return re.findall(r"\[([^\]]+)\]", found[1]), comment[found.end() :].strip()


def _moment(words: str) -> dt.datetime | None:
    """Seconds or more since 1970, ISO 8601, or 2026/1/2 21:05 on Japan's clock."""
    words = words.strip()
    try:
        if re.fullmatch(r"\d{9,17}", words):
            seconds = int(words)
            while seconds > 10**11:  # milliseconds, microseconds
                seconds //= 1000
            return dt.datetime.fromtimestamp(seconds, JAPAN)
        if found := re.fullmatch(r"(\d{4})[/-](\d\d?)[/-](\d\d?)(?:[ T](\d\d?):(\d\d)(?::(\d\d))?)?", words):
            year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
            return dt.datetime(year, month, day, hour, minute, second, tzinfo=JAPAN)
        at = dt.datetime.fromisoformat(words)
    except (ValueError, OverflowError, OSError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=JAPAN)


# HTML and feeds -----------------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"<(?P<a>a)\s|<(?P<name>h3)\b[^>]*>(?P<folder>[^<]*)|<(?P<in>[du]l)\b|</(?P<out>[du]l)\b|<(?:dt|li|hr|/body)\b",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"<(entry|item)\b(?!s)", re.I)
_MADE_BY_BROWSER = re.compile(r"PERSONAL_TOOLBAR_FOLDER|UNFILED_BOOKMARKS_FOLDER", re.I)


def _html_pieces(text: str) -> Iterator[tuple[int, str]]:
    """Each link with what stands behind it, under the names of its folders."""
    folders: list[str | None] = []
    named: str | None = None
    tokens = list(_TOKEN.finditer(text))
    line, counted = 1, 0
    for token, behind in zip_longest(tokens, tokens[1:]):
        if token["name"]:
            named = None if _MADE_BY_BROWSER.search(token[0]) else token["folder"].strip()
        elif token["in"]:
            folders.append(named)
            named = None
        elif token["out"]:
            del folders[-1:]
        elif token["a"]:
            line, counted = line + text.count("\n", counted, token.start()), token.start()
            above = "".join(f"<H3>{folder}</H3>\n" for folder in folders if folder)
            end = len(text) if behind is None else behind.start()
            yield line, above + text[token.start() : end].rstrip()


def _feed_pieces(text: str) -> Iterator[tuple[int, str]]:
    line, at = 1, 0
    while (opened := _ENTRY.search(text, at)) is not None:
        closing = f"</{opened[1]}>"
        end = text.find(closing, opened.end())
        end = len(text) if end < 0 else end + len(closing)
        line += text.count("\n", at, opened.start())
        yield line, text[opened.start() : end]
        line, at = line + text.count("\n", opened.start(), end), end


class _Fragment(HTMLParser):
    """What a link, an Atom entry or an RSS item says; balanced or not, and no entity of its own is expanded."""

    _FIELDS: Mapping[str, str] = {
        "a": "title", "title": "title", "link": "url", "h3": "folder", "dd": "comment", "summary": "comment",
        "description": "comment", "dc:subject": "tags", "issued": "at", "published": "at", "updated": "at", "dc:date": "at",
    }  # fmt: skip
    _MANY = ("tags", "folder")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: dict[str, str] = {}
        self._field: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._field = self._FIELDS.get(tag)
        if tag == "a":
            self.said |= {"url": given.get("href", ""), "tags": given.get("tags", "")}
            self.said["at"] = given.get("add_date") or given.get("time_added") or ""
        elif tag == "link" and given.get("rel") == "related":
            self.said["url"] = given.get("href", "")
        elif tag == "link" and given.get("rel") == "alternate":
            self.said.setdefault("url", given.get("href", ""))
        if self._field in self.said and self._field not in ("title", "url", "comment"):
            if self._field in self._MANY:
                self.said[self._field] += "\n"
            else:
                self._field = None

    def handle_endtag(self, tag: str) -> None:
        self._field = None

    def handle_data(self, data: str) -> None:
        if self._field is not None and (data.strip() or self._field in ("title", "comment")):
            self.said[self._field] = self.said.get(self._field, "") + data

    def unknown_decl(self, data: str) -> None:
        self.handle_data(data.removeprefix("CDATA["))


def _fragment(piece: str) -> dict[str, str]:
    parser = _Fragment()
    parser.feed(piece)
    parser.close()
    return parser.said


# CSV ----------------------------------------------------------------------------------------------------------


def _columns(header: str) -> dict[str, int] | None:
    """Where a row has what; None for a line that is no header of bookmarks."""
    if len(header) > 2000 or "<" in header:
        return None
    try:
        names = [name.strip().lstrip("\ufeff").casefold() for name in next(csv.reader([header]), [])]
    except csv.Error:
        return None
    found = {
        field: next((names.index(name) for name in known if name in names), -1)
        for field, known in _COLUMNS.items()
    }
    columns = {field: at for field, at in found.items() if at >= 0}
    return columns if "url" in columns and len(names) > 1 else None


def _csv_pieces(text: str) -> Iterator[tuple[int, str]]:
    """Each row under the header. A row may be of several lines while a quotation mark is open."""
    lines = list(io.StringIO(text, newline=""))
    at = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    header = lines[at] if at < len(lines) else ""
    at += 1
    while at < len(lines):
        quotes, end = lines[at].count('"'), at + 1
        while quotes % 2 and end < min(len(lines), at + _QUOTED_LINES):
            quotes, end = quotes + lines[end].count('"'), end + 1
        end = at + 1 if quotes % 2 else end
        if row := "".join(lines[at:end]).strip():
            yield at + 1, f"{header.strip()}\n{row}"
        at = end


def _row(piece: str) -> dict[str, str]:
    header, _, row = piece.partition("\n")
    columns = _columns(header) or {}
    cells = next(csv.reader(io.StringIO(row, newline="")), [])
    return {field: cells[at] for field, at in columns.items() if at < len(cells)}
