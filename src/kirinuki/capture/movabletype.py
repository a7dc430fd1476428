"""Old logs as blogs export them: the Movable Type import format, which はてなブログ and many others write.

An export is a row of entries; each becomes a capture of its own, its bytes as they stand in the file, so that an import that
was stopped goes on where it was, and the next export adds only what is new. Format: Movable Type's "Import / Export Format".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from kirinuki.capture.encodings import decode
from kirinuki.errors import InputError
from kirinuki.model.article import JAPAN
from kirinuki.model.text import Span

_ENTRY_END = re.compile(r"^-{8}[^\S\n]*$\n?", re.MULTILINE)
_SECTION_END = re.compile(r"^-{5}[^\S\n]*$\n?", re.MULTILINE)
_FIELD = re.compile(r"(?P<name>[A-Z][A-Z ]+):[^\S\n]*(?P<value>.*)")
_BODIES = ("BODY", "EXTENDED BODY")
_BEGIN = re.compile(
    r"\s*(?:[A-Z][A-Z ]{2,20}:[^\n]*\n){1,40}-----\s*\n(?:BODY|EXTENDED BODY|EXCERPT|KEYWORDS|COMMENT):"
)
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s*([AP]M)?)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `data` are its bytes as the export has them, `bodies` the places of its parts that hold text, in code points
    of the export.

    `name` is what it is known by (its basename, else its day and title), `line` where it begins, from 1.
    """

    data: bytes
    line: int
    title: str | None
    at: dt.datetime
    name: str
    status: str
    tags: tuple[str, ...]
    bodies: tuple[Span, ...]

    def address(self, site: str | None) -> str | None:
        """Where the entry stands on its blog, as はてなブログ makes addresses."""
        return None if site is None else f"{site.rstrip('/')}/entry/{quote(self.name)}"


def is_export(text: str) -> bool:
    """Whether the text begins as an export does."""
    return _BEGIN.match(text) is not None


def export_of(data: bytes, name: str) -> list[Entry | InputError]:
    """The entries of a file. Raises `InputError` for one that is no export."""
    decoded = decode(data, name)
    if not is_export(decoded.text):
        raise InputError(
            f"{name}: ブログの書き出し (Movable Type 形式) ではありません。AUTHOR: や TITLE: で始まるファイルを指してください "
            "(not an export)"
        )
    return list(entries(decoded.text, name, decoded.encoding))


def entries(text: str, name: str, encoding: str = "utf-8") -> Iterator[Entry | InputError]:
    """The entries of an export in its order; an `InputError` in place of one that cannot be read, with its line."""
    start, line = 0, 1
    while start < len(text):
        end = _ENTRY_END.search(text, start)
        stop, after = (len(text), len(text)) if end is None else end.span()
        if text[start:stop].strip():
            try:
                yield _entry(text, Span(start, stop), line, encoding)
            except ValueError as e:
                yield InputError(
                    f"{name}:{line}: この記事は読めません ({e}): 書き出しファイルのその行を見てください"
                )
        line += text.count("\n", start, after)
        start = after


def _entry(text: str, span: Span, line: int, encoding: str) -> Entry:
    head = _SECTION_END.search(text, span.start, span.end)
    if head is None:
        raise ValueError("----- の行がなく、本文が見つからない (no body)")
    fields: dict[str, list[str]] = {}
    for found in map(_FIELD.fullmatch, text[span.start : head.start()].splitlines()):
        if found is not None and found["value"].strip():
            fields.setdefault(found["name"], []).append(found["value"].strip())
    at = _moment((fields.get("DATE") or [""])[0])
    title = next(iter(fields.get("TITLE", [])), None)
    tags = dict.fromkeys([*fields.get("PRIMARY CATEGORY", []), *fields.get("CATEGORY", [])])
    tags |= dict.fromkeys(
        tag.strip('" ') for row in fields.get("TAGS", []) for tag in row.split(",") if tag.strip('" ')
    )
    bodies = []
    start = head.end()
    while start < span.end:
        end = _SECTION_END.search(text, start, span.end)
        stop, after = (span.end, span.end) if end is None else end.span()
        first, _, _ = text[start:stop].partition("\n")
        if first.strip().rstrip(":") in _BODIES and text[start + len(first) : stop].strip():
            bodies.append(Span(start + len(first) + 1, stop))
        start = after
    return Entry(
        data=span.of(text).encode(encoding),
        line=line,
        title=title,
        at=at,
        name=(fields.get("BASENAME") or [f"{at:%Y/%m/%d} {title or ''}".strip()])[0],
        status=(fields.get("STATUS") or ["Publish"])[0],
        tags=tuple(tags),
        bodies=tuple(bodies),
    )


def _moment(words: str) -> dt.datetime:
    """MM/DD/YYYY hh:mm:ss, with AM or PM or on 24 hours, on Japan's clock."""
    found = _DATE.fullmatch(words.strip())
    if found is None:
        raise ValueError(f"DATE が 12/31/2022 18:30:00 の形でない: {words!r}")
    month, day, year, hour, minute, second, half = found.groups()
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half == "PM" else 0)
    return dt.datetime(
        int(year), int(month), int(day), hours, int(minute or 0), int(second or 0), tzinfo=JAPAN
    )
