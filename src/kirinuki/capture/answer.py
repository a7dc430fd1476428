"""What a server answered: as a value, and as the HTTP message (RFC 9112) that a WARC file holds.

The body of an answer is kept unpacked, so the headers that told of its packing are true no more. They stay under the names
that Common Crawl gives them (`X-Crawler-Content-Encoding`), which every replay tool passes over, and come back from there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Self

_LENGTH = "content-length"
_OF_PACKING = frozenset({"content-encoding", "transfer-encoding", _LENGTH})
_ASIDE = "x-crawler-"
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?!\d)", re.IGNORECASE)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(r"^([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:(.*(?:\n[ \t].*)*)", re.MULTILINE)
_FOLD = re.compile(r"\r?\n[ \t]+")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered. `url` is where it came from in the end, `redirects` the addresses on the way.

    `headers` stand as received, names in small letters; `body` is unpacked. `asked` is the request that it answers, an HTTP
    message, where that is known; it is not a part of what came, and no answer differs by it.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    redirects: tuple[str, ...] = ()
    asked: bytes = field(default=b"", compare=False)

    def header(self, name: str) -> str | None:
        """The header of this name (small letters); of several, all joined by commas (RFC 9110, 5.3)."""
        found = [value for known, value in self.headers if known == name]
        return ", ".join(found) if found else None

    def head(self) -> bytes:
        """Status line and headers, true of the unpacked body, with the empty line behind them."""
        known = {status.value: status.phrase for status in HTTPStatus}
        lines = [f"HTTP/1.1 {self.status} {known.get(self.status, '')}"]
        lines += (f"{name}: {value}" for name, value in self._told())
        return "".join(f"{line}\r\n" for line in (*lines, "")).encode("latin-1", "replace")

    def _told(self) -> list[tuple[str, str]]:
        length = str(len(self.body))
        packed = any(
            value != length if name == _LENGTH else name in _OF_PACKING or name.startswith(_ASIDE)
            for name, value in self.headers
        )
        if not packed:
            return list(self.headers)
        aside = [
            (f"{_ASIDE}{name}" if name in _OF_PACKING or name.startswith(_ASIDE) else name, value)
            for name, value in self.headers
        ]
        return [*aside, (_LENGTH, length)]

    @classmethod
    def of_message(cls, url: str, message: bytes, redirects: tuple[str, ...] = ()) -> Self:
        """The answer whose `head()` and body `message` is. Raises `ValueError` for what begins with no status line."""
        status = _STATUS.match(message)
        if status is None:
            raise ValueError("no HTTP status line")
        end = _HEAD_END.search(message)
        head, body = (message, b"") if end is None else (message[: end.start()], message[end.end() :])
        headers = [
            (name.lower(), _FOLD.sub(" ", value).strip(" \t\r"))
            for name, value in _FIELD.findall(head.decode("latin-1"))
        ]
        if any(name.startswith(_ASIDE) for name, _ in headers):
            headers = [(name.removeprefix(_ASIDE), value) for name, value in headers if name != _LENGTH]
        return cls(url, int(status[1]), tuple(headers), body, redirects)
