"""Feeds: bytes → the articles that they announce; a page → the feeds that it has; lists of feeds in and out.

RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed, news sitemaps and sitemap indexes become one form (`Feed`). What a feed does wrong is
mended or left out and told as a `Problem`; nothing here fetches, and nothing reads the clock.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import zlib

from kirinuki.capture.addresses import host
from kirinuki.capture.encodings import decode
from kirinuki.capture.feeds.channel import Channel
from kirinuki.capture.feeds.discovery import FeedLink, discover
from kirinuki.capture.feeds.form import Entry, Feed
from kirinuki.capture.feeds.jsonfeed import read_json
from kirinuki.capture.feeds.moments import Clock
from kirinuki.capture.feeds.opml import Subscription, read_opml, write_opml
from kirinuki.capture.feeds.vocabulary import read_channel
from kirinuki.capture.feeds.xmltree import parse_xml
from kirinuki.errors import InputError
from kirinuki.model.article import JAPAN, Problem

_SIZE = 50_000_000
"""Bytes of one feed, unpacked: what the sitemap protocol allows, and more than any feed has."""
_TOLD = 100
"""Problems of one feed that are told one by one."""
_KANA = re.compile("[ぁ-ゖァ-ヺ]")


def parse(data: bytes, *, url: str, content_type: str | None = None, at: dt.datetime | None = None) -> Feed:
    """The feed `data`, which came from `url` under the header `content_type`.

    `at` is when it was received, aware: distances (3時間前) and dates without year count from it, and are unreadable without it.
    Raises `InputError` for what is no feed.
    """
    if at is not None and at.tzinfo is None:
        raise ValueError("`at` must be aware")
    decoded = decode(_unpacked(data, url), url, declared=content_type or "text/xml")
    text = decoded.text
    mended: list[Problem] = []
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        channel = read_json(text, url)
    else:
        root, mends = parse_xml(text, url)
        mended = [Problem(None, place, message) for place, message in mends.told()]
        channel = read_channel(root, url, cut=mends.cut)
    clock = _clock(channel, url, at)
    read = list(channel.entries(clock))
    if any(_runs_ahead(entry, clock) for entry in read if isinstance(entry, Entry)):
        read = list(channel.entries(dataclasses.replace(clock, mislabelled=True)))
    return Feed(
        kind=channel.kind,
        title=channel.title,
        home=channel.home,
        language=channel.language,
        entries=tuple(entry for entry in read if isinstance(entry, Entry)),
        encoding=decoded.encoding,
        encoding_from=decoded.why,
        refresh=channel.refresh,
        problems=_few([*mended, *(problem for problem in read if isinstance(problem, Problem))]),
    )


def _few(problems: list[Problem]) -> tuple[Problem, ...]:
    """The first of them, and how many more there are: a feed may be all faults."""
    more = len(problems) - _TOLD
    rest = (Problem(None, "", f"ほかに {more:,} か所 (and more)"),) if more > 0 else ()
    return (*problems[:_TOLD], *rest)


def _clock(channel: Channel, url: str, at: dt.datetime | None) -> Clock:
    """By whose clock times without zone are: Japan's for an outlet of Japan, else UTC."""
    if any(host(address).endswith(".jp") for address in (url, channel.home) if address):
        return Clock(at, JAPAN, "時差の記載なし・.jp の媒体なので日本時間")
    if (channel.language or "").lower().startswith("ja"):
        return Clock(at, JAPAN, "時差の記載なし・日本語のフィードなので日本時間")
    if _KANA.search(channel.title or ""):
        return Clock(at, JAPAN, "時差の記載なし・題が日本語なので日本時間")
    return Clock(at, dt.UTC, "時差の記載なし・UTC とみなす")


def _runs_ahead(entry: Entry, clock: Clock) -> bool:
    return any(
        moment is not None and clock.runs_ahead(moment, entry.why[name])
        for name, moment in (("published", entry.published), ("modified", entry.modified))
    )


def _unpacked(data: bytes, url: str) -> bytes:
    """The bytes without gzip, which sitemaps come in (sitemap.xml.gz)."""
    if data.startswith(b"\x1f\x8b"):
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            data = unpacker.decompress(data, _SIZE + 1)
        except zlib.error:
            raise InputError(
                f"{url}: gzip が壊れています (damaged gzip): もう一度取り込んでください"
            ) from None
    if len(data) > _SIZE:
        raise InputError(f"{url}: {_SIZE:,} バイトを超えます (too large): フィードの住所か確かめてください")
    return data


__all__ = [
    "Entry", "Feed", "FeedLink", "Subscription", "discover", "parse", "read_opml", "write_opml",
]  # fmt: skip
