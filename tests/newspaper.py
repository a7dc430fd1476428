"""A newspaper of our own on loopback: a server whose pages and feed a test changes as it goes, and which can misbehave."""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HERE = "127.0.0.1"
JAPAN = dt.timezone(dt.timedelta(hours=9))
PUBLISHED = dt.datetime(2022, 3, 1, 9, tzinfo=JAPAN)

CLOSED = "みなと市は1日、強風のため第2岸壁を閉鎖したと発表した。再開の時期は未定としている。"
OPENED = (
    "みなと市は1日、閉鎖していた第2岸壁を3日に再開すると発表した。港湾局の安全確認が終わったためだという。"
)
SHIPS = "港湾局によると、1日に入港を見合わせた船は12隻に上った。いずれも沖合で待機している。"


@dataclass(frozen=True)
class Reply:
    """What the server says: tests put one in place of a page."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def page(title: str, *paragraphs: str, chrome: str = "", published: dt.datetime | None = PUBLISHED) -> bytes:
    """An article's page; `chrome` stands around the article."""
    stamp = f'<meta property="article:published_time" content="{published.isoformat()}">' if published else ""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>{title} - みなと新報</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="みなと新報">{stamp}</head>
<body><header><nav><a href="/">みなと新報</a></nav></header>
<main><article><h1>{title}</h1>{body}</article></main>
<aside><h2>ランキング</h2><ul><li><a href="/rank">{chrome}</a></li></ul></aside><footer>© みなと新報</footer>
</body></html>""".encode()


class Newspaper(ThreadingHTTPServer):
    """`replies` by path; what has none is 404. `asked` are (path, headers) of requests, in their order."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, host: str = HERE) -> None:
        super().__init__((host, 0), _Handler)
        self.replies: dict[str, Reply | Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.site = f"http://{host}:{self.server_port}"
        self._lock = threading.Lock()
        self._now = self.most = 0
        """Requests in hand, and the most there ever were at a time."""

    def put(self, path: str, title: str, *paragraphs: str, etag: bool = False, **how: str) -> str:
        """Put up an article; gives its address."""
        body = page(title, *paragraphs, **how)  # type: ignore[arg-type]
        tag = {"ETag": f'"{hashlib.sha256(body).hexdigest()[:8]}"'} if etag else {}
        self.replies[path] = Reply(body=body, headers={"Content-Type": "text/html; charset=utf-8"} | tag)
        return self.site + path

    def feed(self, path: str, *entries: str, at: dt.datetime = PUBLISHED) -> str:
        """Put up a feed that names these paths; gives its address."""
        items = "".join(
            f"<item><title>{e}</title><link>{self.site}{e}</link><pubDate>{format_datetime(at)}</pubDate></item>"
            for e in entries
        )
        body = f'<rss version="2.0"><channel><title>みなと新報</title><link>{self.site}/</link>{items}</channel></rss>'
        tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:8]}"'
        headers = {"Content-Type": "application/rss+xml; charset=utf-8", "ETag": tag}
        self.replies[path] = Reply(body=body.encode(), headers=headers)
        return self.site + path

    def paths(self) -> list[str]:
        """The paths that were asked for since the last time, without robots.txt."""
        paths = [path for path, _ in self.asked if path != "/robots.txt"]
        self.asked.clear()
        return paths

    def enter(self) -> None:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)

    def leave(self) -> None:
        with self._lock:
            self._now -= 1


class _Handler(BaseHTTPRequestHandler):
    server: Newspaper

    def do_GET(self) -> None:
        self.server.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        self.server.enter()
        try:
            reply = self.server.replies.get(self.path, Reply(404, "お探しのページは見つかりません".encode()))
            if not isinstance(reply, Reply):
                reply(self)
                return
            if (tag := reply.headers.get("ETag")) and self.headers.get("If-None-Match") == tag:
                reply = Reply(304, headers=reply.headers)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            if reply.status != 304:
                self.wfile.write(reply.body)
        finally:
            self.server.leave()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def newspaper(host: str = HERE) -> Iterator[Newspaper]:
    """A newspaper that is on for the length of the block."""
    with Newspaper(host) as paper:
        thread = threading.Thread(target=paper.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield paper
        finally:
            paper.shutdown()
            thread.join()
