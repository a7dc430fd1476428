"""The packing of what goes over HTTP, taken off: content codings (RFC 9110, 8.4.1) and chunks (RFC 9112, 7.1).

However well something was packed, it comes out a piece at a time, so that whoever takes it can stop.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator

import brotli

from kirinuki.errors import FetchError

_CHUNK = 1 << 16
_GZIP = ("gzip", "x-gzip")
_MARK = b"\x1f\x8b"
_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")


class _DamagedError(FetchError):
    """What was said to be packed is damaged, or not packed at all."""


def unpacked(chunks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """A body without its content coding. Raises `FetchError` for a coding that is not known, a damaged one, and a body that is
    cut off."""
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        yield from chunks
        return
    if coding not in (*_GZIP, "deflate"):
        raise FetchError(f"知らない圧縮 {coding} で届きました (unknown content coding)")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    first = True
    for chunk in chunks:
        data = chunk
        while data:
            try:
                yield unpacker.decompress(data, _CHUNK)
            except zlib.error:
                if not (first and coding == "deflate"):
                    raise _DamagedError("圧縮が壊れています (damaged content coding)") from None
                # Many servers send deflate without its wrapping.
                unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
                first = False
                continue
            first = False
            data = unpacker.unconsumed_tail
            if unpacker.eof:
                data = unpacker.unused_data
                if data:  # several gzip members, one behind another
                    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    if not unpacker.eof and not first:
        raise FetchError("途中で切れています (cut off)")


def as_kept(body: bytes, transfer: str, codings: str, longest: int) -> bytes:
    """A body that an archive kept, as a reader wants it: many programs keep the headers that tell of a packing and take the
    packing off. So what is not packed as it is said to be stays as it is. Raises `FetchError` for what unpacks to more than
    `longest` bytes, and for a coding that is not known."""
    if "chunked" in transfer.lower():
        body = _without_chunks(body)
    for coding in reversed([name.strip().lower() for name in codings.split(",") if name.strip()]):
        if coding in _GZIP and not body.startswith(_MARK):
            continue
        try:
            body = _whole(_brotli(body) if coding == "br" else unpacked([body], coding), longest)
        except _DamagedError:
            if coding in _GZIP:
                raise
    return body


def _whole(pieces: Iterator[bytes], longest: int) -> bytes:
    parts, size = [], 0
    for piece in pieces:
        size += len(piece)
        if size > longest:
            raise FetchError(f"解くと {longest:,} バイトを超えます (too large)")
        parts.append(piece)
    return b"".join(parts)


def _brotli(body: bytes) -> Iterator[bytes]:
    unpacker, data = brotli.Decompressor(), body
    try:
        while not unpacker.is_finished():
            piece = unpacker.process(data, output_buffer_limit=_CHUNK)
            if not piece and unpacker.can_accept_more_data():
                raise _DamagedError("途中で切れています (cut off)")
            data = b""
            yield piece
    except brotli.error:
        raise _DamagedError("圧縮が壊れています (damaged content coding)") from None


def _without_chunks(body: bytes) -> bytes:
    """A body in chunks put together; as it is where it is not in chunks, or not whole."""
    parts: list[bytes] = []
    at = 0
    while (size := _SIZE.match(body, at)) is not None:
        length = int(size[1], 16)
        if length == 0:
            return b"".join(parts)
        parts.append(body[size.end() : size.end() + length])
        at = size.end() + length
        at += 2 if body.startswith(b"\r\n", at) else 1
    return body
