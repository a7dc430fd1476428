from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kirinuki.capture.answer import Fetched

names = st.text(string.ascii_lowercase + string.digits + "-_", min_size=1, max_size=20) | st.sampled_from(
    ("content-length", "content-encoding", "transfer-encoding", "x-crawler-content-length", "content-type")
)
values = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0xFF, exclude_characters="\x7f"), max_size=30
).map(lambda value: value.strip(" \t\r"))


@given(
    st.integers(100, 999),
    st.lists(st.tuples(names, values), max_size=8),
    st.binary(max_size=40),
    st.lists(st.just("https://a.example/"), max_size=2),
)
def test_every_answer_comes_back_from_its_message(
    status: int, headers: list[tuple[str, str]], body: bytes, redirects: list[str]
) -> None:
    answer = Fetched("https://shimpo.example/1", status, tuple(headers), body, tuple(redirects))
    message = answer.head() + body
    assert Fetched.of_message(answer.url, message, answer.redirects) == answer


def test_headers_tell_no_packing_that_the_body_does_not_have() -> None:
    body = "港は朝から混んだ。".encode()
    sent = (("content-encoding", "gzip"), ("content-length", "12"), ("transfer-encoding", "chunked"))
    head = Fetched("https://shimpo.example/1", 200, (*sent, ("etag", '"a"')), body).head()
    assert head.split(b"\r\n") == [
        b"HTTP/1.1 200 OK",
        b"x-crawler-content-encoding: gzip",
        b"x-crawler-content-length: 12",
        b"x-crawler-transfer-encoding: chunked",
        b'etag: "a"',
        f"content-length: {len(body)}".encode(),
        b"",
        b"",
    ]


def test_headers_that_are_true_stand_as_they_came() -> None:
    head = Fetched("https://shimpo.example/1", 404, (("content-length", "2"),), b"no").head()
    assert head == b"HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\n\r\n"


def test_messages_as_servers_wrote_them_are_read() -> None:
    message = b"HTTP/1.0 200\nContent-Type : text/html;\n  charset=EUC-JP\nSet-Cookie: a\nset-cookie: b\nodd\n\nbody"
    answer = Fetched.of_message("https://shimpo.example/1", message)
    assert (answer.status, answer.body) == (200, b"body")
    assert answer.header("content-type") == "text/html; charset=EUC-JP"
    assert answer.header("set-cookie") == "a, b"


@pytest.mark.parametrize("message", [b"", b"<html>", b"HTTP/1.1 2000 OK\r\n\r\n"])
def test_what_is_no_message_is_said(message: bytes) -> None:
    with pytest.raises(ValueError, match="status"):
        Fetched.of_message("https://shimpo.example/1", message)
