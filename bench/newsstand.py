"""Feeds on loopback to poll: many hosts (a port each) in a process of their own, each answer after a while, as over a network.

python -m bench.newsstand HOSTS FEEDS SECONDS     prints its ports; at the end of its input, what was asked of it
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter

_FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>みなと新報 {n}</title>
<link>http://127.0.0.1/</link>{items}</channel></rss>"""
_ITEM = """<item><title>第{k}岸壁の工事</title><link>http://127.0.0.1:{port}/news/{n}-{k}</link>
<pubDate>Tue, 01 Mar 2012 09:00:00 +0900</pubDate><description>港湾局は第{k}岸壁の工事を始めた。</description></item>"""


class Newsstand:
    """Counts connections, all and by port, now and at most."""

    def __init__(self, wait: float) -> None:
        self._wait = wait
        self.requests = self.most = self.most_of_one = 0
        self._now: Counter[int] = Counter()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        port = writer.get_extra_info("sockname")[1]
        self._now[port] += 1
        self.requests += 1
        self.most = max(self.most, self._now.total())
        self.most_of_one = max(self.most_of_one, self._now[port])
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            await asyncio.sleep(self._wait)
            writer.write(self._reply(head.decode("latin-1"), port))
            await writer.drain()
        finally:
            self._now[port] -= 1
            writer.close()

    def _reply(self, head: str, port: int) -> bytes:
        path = head.split(" ", 2)[1]
        if not path.startswith("/feed/"):
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        if "if-none-match:" in head.lower():
            return b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'
        items = "".join(_ITEM.format(n=path[6:], k=k, port=port) for k in range(30))
        body = _FEED.format(n=path[6:], items=items).encode()
        kind = "application/rss+xml; charset=utf-8"
        return (
            f'HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nETag: "1"\r\nContent-Length: {len(body)}\r\n\r\n'.encode()
            + body
        )


async def main(hosts: int, feeds: int, wait: float) -> None:
    stand = Newsstand(wait)
    servers = [await asyncio.start_server(stand.answer, "127.0.0.1", 0, backlog=256) for _ in range(hosts)]
    ports = [server.sockets[0].getsockname()[1] for server in servers]
    urls = [f"http://127.0.0.1:{ports[n % hosts]}/feed/{n}" for n in range(feeds)]
    print(json.dumps(urls), flush=True)
    while await asyncio.to_thread(sys.stdin.readline):
        counted = {"requests": stand.requests, "most": stand.most, "most_of_one": stand.most_of_one}
        print(json.dumps(counted), flush=True)
        stand.requests = stand.most = stand.most_of_one = 0


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
