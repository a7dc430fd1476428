"""Records of web archives as other programs write them, sound and otherwise."""

from __future__ import annotations

import gzip
from typing import Any

HTML = "<html><head><title>北浜港を閉鎖</title></head><body><article><p>{}</p></article></body></html>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


def warc(
    uri: str = "https://shimpo.example/1",
    body: bytes = b"<html>hi</html>",
    *,
    type: str = "response",
    http: bytes = HEAD,
    version: str = "WARC/1.0",
    without: str = "",
    **fields: Any,
) -> bytes:
    """A record, unpacked. `fields` replace those that it would have, by names with `_` for `-`."""
    block = http + body
    told = {
        "WARC-Type": type,
        "WARC-Record-ID": "<urn:uuid:00000000-0000-4000-8000-000000000001>",
        "WARC-Date": "2022-12-31T01:02:03Z",
        "WARC-Target-URI": uri,
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": len(block),
    } | {name.replace("_", "-"): value for name, value in fields.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items() if name != without)
    return f"{version}\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def arc(uri: str = "http://shimpo.example/1", body: bytes = b"<html>hi</html>", fields: str = "") -> bytes:
    """An ARC record, unpacked; ARC 2 has more `fields` before the length."""
    block = HEAD + body
    return f"{uri} 192.0.2.1 20011231010203 text/html {fields}{len(block)}\n".encode() + block + b"\n"


def packed(*records: bytes) -> bytes:
    return b"".join(gzip.compress(record, mtime=0) for record in records)
