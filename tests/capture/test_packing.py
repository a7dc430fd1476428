from __future__ import annotations

import gzip
import zlib
from contextlib import suppress

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.capture.packing import as_kept, unpacked
from kirinuki.errors import FetchError

BODY = "<html><p>北浜港を閉鎖</p></html>".encode() * 50
RAW = zlib.compressobj(wbits=-zlib.MAX_WBITS)
PACKED = {
    "gzip": gzip.compress(BODY),
    "x-gzip": gzip.compress(BODY[:100]) + gzip.compress(BODY[100:]),
    "deflate": zlib.compress(BODY),
    "Deflate": RAW.compress(BODY) + RAW.flush(),
    "br": brotli.compress(BODY),
    "identity": BODY,
    "": BODY,
    "br, gzip": gzip.compress(brotli.compress(BODY)),
}


def chunked(body: bytes, size: int = 70) -> bytes:
    parts = (body[at : at + size] for at in range(0, len(body), size))
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize("coding", PACKED)
def test_what_was_kept_packed_is_unpacked_in_chunks_or_not(coding: str) -> None:
    assert as_kept(PACKED[coding], "", coding, len(BODY)) == BODY
    assert as_kept(chunked(PACKED[coding]), "chunked", coding, len(BODY)) == BODY


@pytest.mark.parametrize("coding", [*PACKED, "gzip, gzip"])
def test_what_was_kept_unpacked_stays_whatever_its_headers_say(coding: str) -> None:
    assert as_kept(BODY, "chunked", coding, len(BODY)) == BODY


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_bomb_is_put_down(coding: str) -> None:
    bomb = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}[coding](bytes(10_000_000))
    with pytest.raises(FetchError, match="too large"):
        as_kept(bomb, "", coding, 1_000_000)


def test_what_is_cut_off_or_not_known_is_said() -> None:
    with pytest.raises(FetchError, match="cut off"):
        as_kept(PACKED["gzip"][:-30], "", "gzip", 10_000)
    with pytest.raises(FetchError, match="zstd"):
        as_kept(b"\x28\xb5\x2f\xfd", "", "zstd", 10_000)
    with pytest.raises(FetchError, match="damaged"):
        list(unpacked([b"\x1f\x8bno"], "gzip"))


@given(
    st.binary(max_size=200),
    st.sampled_from(["", "chunked"]),
    st.sampled_from(["gzip", "deflate", "br", "a, b"]),
)
def test_any_bytes_are_unpacked_or_refused(body: bytes, transfer: str, coding: str) -> None:
    with suppress(FetchError):
        as_kept(body, transfer, coding, 1000)
