"""Getting what lies at an address, and never from where a stranger's page could send us.

Only http and https. A name is looked up once, every address that it has is checked, and the one that was checked is the one
that is connected to, so that a name that changes its address in between (DNS rebinding) gains nothing; so it is after every
redirect. Time, size, redirects and unpacking are limited. No cookie is kept, no proxy of the environment asked, no script run.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import httpcore
import httpx

from kirinuki.capture.answer import Fetched
from kirinuki.capture.packing import unpacked
from kirinuki.errors import FetchError

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of a body as received and unpacked, seconds for a whole answer and for any one wait, redirects."""

    size: int = 20_000_000
    seconds: float = 60.0
    wait: float = 15.0
    redirects: int = 8


@dataclass(frozen=True)
class Fetcher:
    """Gets pages for one archive. `agent` names the program and a contact; `allowed` are hosts, by name or address, that the
    person lets it reach although they lie in a private network."""

    agent: str
    allowed: Collection[str] = ()
    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], float] = time.monotonic

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Fetched:
        """What lies at `url`; any status is an answer. `headers` are sent as well (If-None-Match).

        Raises `FetchError` for an address that must not be asked, a server that cannot be reached, and an answer that is
        too long, too slow, or not what HTTP allows.
        """
        until = self.clock() + self.limits.seconds
        passed: list[str] = []
        address = _parsed(url, None)
        while True:
            answer, onward = self._ask(address, headers or {}, until)
            if onward is None:
                return replace(answer, redirects=tuple(passed))
            passed.append(str(address))
            if len(passed) > self.limits.redirects:
                raise FetchError(f"{url}: 転送が {self.limits.redirects} 回を超えました (too many redirects)")
            address = _parsed(onward, address)

    def _ask(self, url: httpx.URL, headers: Mapping[str, str], until: float) -> tuple[Fetched, str | None]:
        """One request: the answer, and where it sends us on to."""
        guard = _Guard(self.allowed, self.limits.wait, until, self.clock)
        sent = [
            (b"Host", url.netloc),
            (b"User-Agent", self.agent.encode("latin-1", "replace")),
            (b"Accept-Encoding", b"gzip, deflate"),
            (b"Accept", b"*/*"),
            *(
                (name.encode("latin-1"), value.encode("latin-1", "replace"))
                for name, value in headers.items()
            ),
            (b"Connection", b"close"),
        ]
        fields = b"".join(b"%b: %b\r\n" % pair for pair in sent)
        asked = b"GET %b HTTP/1.1\r\n%b\r\n" % (url.raw_path, fields)
        # A connection an answer: it can then be cut off when its time is over, whatever the server does.
        with (
            _in_words(url),
            httpcore.ConnectionPool(ssl_context=_trusted(), network_backend=guard, http2=False) as pool,
            pool.stream("GET", str(url), headers=sent) as response,
        ):
            got = tuple(
                (name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers
            )
            found = dict(got)
            onward = found.get("location") if response.status in _REDIRECTS else None
            if onward is not None:
                return Fetched(str(url), response.status, got, b"", asked=asked), onward
            packed = _limited(response.iter_stream(), self.limits.size, url)
            pieces = unpacked(packed, found.get("content-encoding", ""))
            body = b"".join(_limited(pieces, self.limits.size, url))
            return Fetched(str(url), response.status, got, body, asked=asked), None


class _Guard(httpcore.NetworkBackend):
    """Connects to addresses that were checked, and ends every wait when the time for the whole answer is over."""

    def __init__(
        self, allowed: Collection[str], wait: float, until: float, clock: Callable[[], float]
    ) -> None:
        self._allowed = allowed
        self._wait = wait
        self._until = until
        self._clock = clock
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(place[4][0]) for place in found))
        if host not in self._allowed:
            # One private address among public ones is a trap as well.
            for address in addresses:
                if not _is_public(address):
                    raise FetchError(
                        f"{host} は内側のネットワークの住所 ({address}) です。取りに行くには kirinuki.toml の [fetch] allow に "
                        f"{host} を書いてください (private address)"
                    )
        failed: Exception | None = None
        for address in addresses:
            try:
                stream = self._network.connect_tcp(address, port, self.left(), local_address, socket_options)
                return _Timed(stream, self)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as e:
                failed = e
        raise failed or httpcore.ConnectError(f"{host}: no address")

    def left(self) -> float:
        """Seconds that a wait may take from now on."""
        left = self._until - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole answer is over")
        return min(self._wait, left)


class _Timed(httpcore.NetworkStream):
    """A stream of which every wait is as long as its guard says, whoever asks."""

    def __init__(self, stream: httpcore.NetworkStream, guard: _Guard) -> None:
        self._stream = stream
        self._guard = guard

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._guard.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._guard.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._guard.left()), self._guard)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _is_public(address: str) -> bool:
    """Whether an address may lie in the open network (the registries of IANA, as `ipaddress` holds them)."""
    place = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(place, ipaddress.IPv6Address):
        inner = place.ipv4_mapped or place.sixtofour
        if inner is None and place in _NAT64:
            inner = ipaddress.IPv4Address(int(place) & 0xFFFFFFFF)
        if inner is not None:
            return _is_public(str(inner))
    return place.is_global and not place.is_multicast


def _parsed(words: str, base: httpx.URL | None) -> httpx.URL:
    """An address, absolute or seen from `base`, with its host and path in ASCII."""
    try:
        url = httpx.URL(words) if base is None else base.join(words)
        host = url.host
    except (httpx.InvalidURL, ValueError) as e:
        raise FetchError(f"{words}: 住所として読めません (not a URL): {e}") from None
    if url.scheme not in ("http", "https") or not host:
        raise FetchError(f"{words}: http:// か https:// の住所だけを取りに行きます (only http and https)")
    # Who a page is asked as is not for a page to say.
    return (
        url.copy_with(username=None, password=None, fragment=None)
        if url.userinfo
        else url.copy_with(fragment=None)
    )


def _limited(chunks: Iterable[bytes], size: int, url: httpx.URL) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > size:
            raise FetchError(f"{url}: {size:,} バイトを超えるので途中でやめました (too large)")
        yield chunk


@contextmanager
def _in_words(url: httpx.URL) -> Iterator[None]:
    """The network's troubles in a person's words."""
    try:
        yield
    except FetchError as e:
        raise FetchError(str(e) if str(url.host) in str(e) else f"{url}: {e}") from None
    except socket.gaierror:
        raise FetchError(
            f"{url}: {url.host} という名が引けません。綴りとネットワークを確かめてください (no such host)",
            unreachable=True,
        ) from None
    except httpcore.ConnectTimeout:
        raise FetchError(
            f"{url}: つながりません。あとでもう一度 (cannot connect)", unreachable=True
        ) from None
    except httpcore.TimeoutException:
        raise FetchError(f"{url}: 時間内に答えがありません。あとでもう一度 (too slow)") from None
    except httpcore.ConnectError as e:
        raise FetchError(
            f"{url}: つながりません ({e}): あとでもう一度 (cannot connect)", unreachable=True
        ) from None
    except (httpcore.NetworkError, OSError) as e:
        raise FetchError(f"{url}: つながりません ({e}): あとでもう一度 (cannot connect)") from None
    except httpcore.ProtocolError as e:
        raise FetchError(f"{url}: HTTP として読めない答えです ({e}) (not HTTP)") from None


@cache
def _trusted() -> ssl.SSLContext:
    """Whose certificates are believed: those of certifi, the same on every platform."""
    return httpx.create_ssl_context(trust_env=False)
