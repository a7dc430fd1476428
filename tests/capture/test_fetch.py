"""Fetching from real servers on loopback that misbehave."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from kirinuki.capture.answer import Fetched
from kirinuki.capture.fetch import Fetcher, Limits
from kirinuki.errors import FetchError

HERE = "127.0.0.1"
PAGE = "第2岸壁を閉鎖した。".encode()

Answer = Callable[[socket.socket, bytes], None]


@contextmanager
def serving(answer: Answer) -> Iterator[tuple[str, list[bytes]]]:
    """A server that answers every connection with `answer`: its address, and the requests that it got."""
    asked: list[bytes] = []
    with socket.create_server((HERE, 0)) as server:
        server.settimeout(0.1)
        going = threading.Event()

        def one(connection: socket.socket) -> None:
            with connection, suppress(OSError):
                request = b""
                while b"\r\n\r\n" not in request:
                    request += connection.recv(4096)
                asked.append(request)
                answer(connection, request)

        def serve() -> None:
            while not going.is_set():
                with suppress(TimeoutError):
                    connection, _ = server.accept()
                    threading.Thread(target=one, args=(connection,), daemon=True).start()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://{HERE}:{server.getsockname()[1]}/", asked
        finally:
            going.set()
            thread.join()


def saying(body: bytes, *headers: str, status: str = "200 OK") -> Answer:
    head = "".join(f"{header}\r\n" for header in (f"Content-Length: {len(body)}", *headers))
    return lambda connection, _: connection.sendall(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)


def get(url: str, headers: dict[str, str] | None = None, **limits: float) -> Fetched:
    fetcher = Fetcher("kirinuki-test (+mailto:desk@example.org)", {HERE}, Limits(**limits))  # type: ignore[arg-type]
    return fetcher.get(url, headers)


def test_a_page_comes_as_it_was_sent() -> None:
    with serving(saying(PAGE, "ETag: abc", "X-A: 1", "X-A: 2", status="203 Fine")) as (url, asked):
        page = get(url + "a?b=%20c#d", {"If-None-Match": "abc"})
    assert (page.status, page.body, page.url) == (203, PAGE, url + "a?b=%20c")
    assert page.header("etag") == "abc"
    assert page.header("x-a") == "1, 2"
    assert page.header("cookie") is None
    assert b"User-Agent: kirinuki-test (+mailto:desk@example.org)" in asked[0]
    assert b"If-None-Match: abc" in asked[0]
    assert asked[0].startswith(b"GET /a?b=%20c HTTP/1.1")


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("gzip", gzip.compress(PAGE[:9], mtime=0) + gzip.compress(PAGE[9:], mtime=0)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE, wbits=-15)),
        ("identity", PAGE),
    ],
)
def test_a_body_is_unpacked(coding: str, packed: bytes) -> None:
    with serving(saying(packed, f"Content-Encoding: {coding}")) as (url, _):
        assert get(url).body == PAGE


def test_a_bomb_is_not_unpacked_further_than_the_limit() -> None:
    bomb = gzip.compress(bytes(200_000_000))
    with (
        serving(saying(bomb, "Content-Encoding: gzip")) as (url, _),
        pytest.raises(FetchError, match="too large"),
    ):
        get(url, size=1_000_000)


def test_a_body_without_end_is_left() -> None:
    def answer(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    with serving(answer) as (url, _), pytest.raises(FetchError, match="too large"):
        get(url, size=1_000_000)


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\n\r\n"], ids=["head", "body"])
def test_a_drip_is_left_when_its_time_is_over(head: bytes) -> None:
    def answer(connection: socket.socket, _: bytes) -> None:
        connection.sendall(head)
        for byte in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1000:
            connection.sendall(bytes([byte]))
            time.sleep(0.05)

    with serving(answer) as (url, _), pytest.raises(FetchError, match="too slow"):
        get(url, seconds=0.5)


def test_a_server_that_says_nothing_is_left() -> None:
    with serving(lambda *_: time.sleep(3)) as (url, _), pytest.raises(FetchError, match="too slow"):
        get(url, wait=0.2)


@pytest.mark.parametrize(
    "words", [b"SSH-2.0-x\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort", b""]
)
def test_what_is_not_http_is_told(words: bytes) -> None:
    with serving(lambda c, _: c.sendall(words)) as (url, _), pytest.raises(FetchError, match="not HTTP"):
        get(url)


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_a_coding_that_is_unknown_or_damaged_is_told(coding: str) -> None:
    with (
        serving(saying(b"\x00junk", f"Content-Encoding: {coding}")) as (url, _),
        pytest.raises(FetchError, match="coding"),
    ):
        get(url)


def test_a_redirect_is_followed_and_remembered() -> None:
    def answer(connection: socket.socket, request: bytes) -> None:
        if request.startswith(b"GET /new"):
            saying(PAGE)(connection, request)
        else:
            saying(b"", "Location: /new?a=1", status="301 Moved")(connection, request)

    with serving(answer) as (url, asked):
        page = get(url + "old")
    assert (page.url, page.redirects, page.body) == (url + "new?a=1", (url + "old",), PAGE)
    assert len(asked) == 2


def test_a_circle_of_redirects_ends() -> None:
    with serving(saying(b"", "Location: /", status="302 Found")) as (url, asked):
        with pytest.raises(FetchError, match="redirects"):
            get(url, redirects=3)
        assert len(asked) == 4


@pytest.mark.parametrize(
    "place",
    [
        "http://localhost:1/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
    ],
)
def test_a_redirect_into_the_private_network_is_refused(place: str) -> None:
    with (
        serving(saying(b"", f"Location: {place}", status="302 Found")) as (url, _),
        pytest.raises(FetchError, match="private"),
    ):
        get(url)


@pytest.mark.parametrize(
    "place", ["file:///etc/passwd", "ftp://example.org/", "javascript:alert(1)", "http:///x", "//"]
)
def test_only_http_is_asked(place: str) -> None:
    with pytest.raises(FetchError, match="http"):
        get(place)
    with (
        serving(saying(b"", f"Location: {place}", status="302 Found")) as (url, _),
        pytest.raises(FetchError),
    ):
        get(url, redirects=1)


def test_a_host_is_reached_only_when_it_is_allowed_by_name() -> None:
    with serving(saying(PAGE)) as (url, asked):
        port = url.rpartition(":")[2]
        with pytest.raises(FetchError, match="private"):
            Fetcher("t").get(url)
        with pytest.raises(FetchError, match="private"):
            get(f"http://localhost:{port}")
        assert Fetcher("t", {"localhost"}).get(f"http://localhost:{port}").body == PAGE
        assert len(asked) == 1


def test_a_name_that_turns_private_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo
    answers = [["93.184.216.34"], ["127.0.0.1"]]
    connected: list[str] = []

    def rebinding(host: str, port: int, *more: object, **named: object) -> list[object]:
        if host != "rebinding.example":
            return real(host, port, *more, **named)  # type: ignore[arg-type]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in answers.pop(0)]

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        connected.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(FetchError, match="cannot connect"):
        Fetcher("t").get("http://rebinding.example/")
    # The address that was checked is the one that was connected to, with no look-up in between.
    assert connected == ["93.184.216.34"]
    with pytest.raises(FetchError, match="private"):
        Fetcher("t").get("http://rebinding.example/")
    assert connected == ["93.184.216.34"]


def test_one_private_address_among_public_ones_is_a_trap(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 80)) for a in ("93.184.216.34", "10.0.0.8")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(FetchError, match="private"):
        Fetcher("t").get("http://both.example/")


def test_names_and_passwords_are_not_sent_and_cookies_not_kept() -> None:
    def answer(connection: socket.socket, request: bytes) -> None:
        where = "Location: /2" if request.startswith(b"GET / ") else "X: y"
        saying(b"", where, "Set-Cookie: a=b", status="302 Found")(connection, request)

    with serving(answer) as (url, asked):
        get(url.replace("//", "//me:secret@"))
    assert len(asked) == 2
    assert not any(
        b"secret" in request or b"Authorization" in request or b"Cookie" in request for request in asked
    )


def test_no_server_and_no_name_are_told() -> None:
    with socket.create_server((HERE, 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(FetchError, match="cannot connect"):
        get(f"http://{HERE}:{port}/")
    with pytest.raises(FetchError, match="no such host"):
        get("http://does-not-exist.invalid/")


def test_japanese_hosts_and_paths_are_asked_in_ascii() -> None:
    with serving(saying(PAGE)) as (url, asked):
        get(url + "記事/一?見出し=岸壁")
    assert asked[0].splitlines()[0].isascii()
    assert b"%E8%A8%98%E4%BA%8B" in asked[0]
