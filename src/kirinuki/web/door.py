"""The door: what every request passes before a page is made, and every answer on its way out.

A request must name a host that the server goes by (else a page of somebody else, whose name is made to point here, could
read the archive), come from a user who may come in, and, where it changes something, from a page of this server. Answers carry what
keeps a browser from running or framing what is not ours.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie, MutableScopeHeaders
from litestar.exceptions import HTTPException, NotAuthorizedException, PermissionDeniedException
from litestar.middleware import ASGIMiddleware
from litestar.response.redirect import ASGIRedirectResponse
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from kirinuki.web.access import Password, Proxy, Sessions, Tokens, Tries
from kirinuki.web.clipping import PATH as CLIP
from kirinuki.web.clipping import Key

COOKIE = "kirinuki"
TOKEN = "token"
"""The form field, or `X-Kirinuki-Token` header, that every change must carry."""
OPEN = ("/login", "/settings", "/static/")
"""What is shown to anybody; paths that end in `/` with all below them."""

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with none at all a browser names no origin for a change
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: the secret that their browser keeps, the token for changes made from it, and the user's name where the server
    asks for one."""

    secret: str
    token: str
    user: str | None


class WrongHostException(HTTPException):
    """The request is meant for a server of another name."""

    status_code = 421


class Door(ASGIMiddleware):
    """`names` are the hosts that the server goes by, besides the loopback's."""

    def __init__(
        self,
        *,
        names: Collection[str],
        password: Password | None,
        proxy: Proxy | None,
        clip_key: Key,
        clock: Callable[[], dt.datetime],
    ) -> None:
        self._names = {*_LOOPBACK, *(f"[{name}]" if ":" in name else name.lower() for name in names)}
        self.password = password
        self._proxy = proxy
        self._clip_key = clip_key
        self.clock = clock
        self.sessions = Sessions()
        self.tries = Tries()
        self._tokens = Tokens()

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        request: Request[Any, Any, Any] = Request(scope, receive)
        if _host(request.headers.get("host", "")) not in self._names:
            raise WrongHostException(detail="host")
        kept = request.cookies.get(COOKIE, "")
        secret = kept or secrets.token_urlsafe(32)
        visitor = Visitor(secret, self._tokens.token(secret), self._user(request, kept))
        scope["state"]["visitor"] = visitor
        if await self._is_draft(request):
            # From a page of another site, whose browser keeps our cookie to itself: it must not get another one.
            await next_app(scope, receive, send)
            return
        if visitor.user is None and self.asks and not _is_open(scope["path"]):
            if request.method != "GET":
                raise NotAuthorizedException(detail="login")
            if self.password is None:
                raise PermissionDeniedException(detail="proxy")
            there = f"/login?next={quote(own_address(request), safe='/')}"
            await ASGIRedirectResponse(path=there, status_code=303)(scope, receive, send)
            return
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            await self._check_change(request, visitor)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and not kept:
                cookies = MutableScopeHeaders.from_message(message)
                if not any(value.startswith(f"{COOKIE}=") for value in cookies.getall("set-cookie", [])):
                    cookies.add("set-cookie", self.cookie(request, secret).to_header(header=""))
            await next_send(message)

        next_send = send
        await next_app(scope, receive, sending)

    async def _is_draft(self, request: Request[Any, Any, Any]) -> bool:
        """Whether a bookmarklet hands in a draft: that changes nothing, and is shown to whoever may come in."""
        if request.method != "POST" or request.url.path != CLIP:
            return False
        return self._clip_key.fits(str((await request.form()).get(TOKEN, "")))

    @property
    def asks(self) -> bool:
        """Whether a user is wanted at all."""
        return self.password is not None or self._proxy is not None

    def cookie(self, request: Request[Any, Any, Any], secret: str) -> Cookie:
        """The cookie by which the browser keeps its secret: no script sees it, and no other site makes it be sent."""
        return Cookie(
            key=COOKIE,
            value=secret,
            path="/",
            httponly=True,
            samesite="lax",
            secure=self._is_secure(request),
            max_age=int(dt.timedelta(days=30).total_seconds()),
        )

    def site(self, request: Request[Any, Any, Any]) -> str:
        """The address of the server as the browser knows it, for what is sent to it from elsewhere."""
        return f"{'https' if self._is_secure(request) else 'http'}://{request.headers.get('host', '')}"

    def address(self, request: ASGIConnection[Any, Any, Any, Any]) -> str:
        """Where the request comes from."""
        return request.client.host if request.client is not None else ""

    def _user(self, request: Request[Any, Any, Any], secret: str) -> str | None:
        if self._from_proxy(request):
            assert self._proxy is not None
            return request.headers.get(self._proxy.header) or None
        return self.sessions.user(secret, self.clock()) if secret and self.password else None

    def _from_proxy(self, request: Request[Any, Any, Any]) -> bool:
        return self._proxy is not None and _same_address(self.address(request), self._proxy.address)

    def _is_secure(self, request: Request[Any, Any, Any]) -> bool:
        return request.url.scheme == "https" or self._through_tls(request)

    def _through_tls(self, request: Request[Any, Any, Any]) -> bool:
        return self._from_proxy(request) and request.headers.get("x-forwarded-proto") == "https"

    async def _check_change(self, request: Request[Any, Any, Any], visitor: Visitor) -> None:
        """Raises unless the change comes from a page of this server that was shown to this browser."""
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
            raise PermissionDeniedException(detail="origin")
        token = request.headers.get("x-kirinuki-token")
        if token is None:
            token = str((await request.form()).get(TOKEN, ""))
        if not self._tokens.fits(token, visitor.secret):
            raise PermissionDeniedException(detail="token")


async def guard_answer(message: Message, scope: Scope) -> None:
    """Add what every answer carries; what a page set itself stays."""
    if message["type"] == "http.response.start":
        headers = MutableScopeHeaders.from_message(message)
        for name, value in _HEADERS.items():
            headers.setdefault(name, value)
        if not scope["path"].startswith("/static/"):
            headers.setdefault("Cache-Control", "private, no-cache")


def own_address(request: Request[Any, Any, Any]) -> str:
    """The page that a request asks for, with its query."""
    url = request.url
    return f"{url.path}?{url.query}" if url.query else url.path


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server at this address."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_open(path: str) -> bool:
    return any(path == place or (place.endswith("/") and path.startswith(place)) for place in OPEN)


def _host(netloc: str) -> str:
    """The host of `host:port`, lower case, brackets of an IPv6 address kept."""
    host, _, port = netloc.rpartition(":")
    return (host if host and port.isdigit() else netloc).lower().rstrip(".")


def _same_address(one: str, other: str) -> bool:
    try:
        return ipaddress.ip_address(one) == ipaddress.ip_address(other)
    except ValueError:
        return False
