"""Atom feeds (RFC 4287) of anything that has entries: saved searches, ledgers, pages.

Ids are tag URIs (RFC 4151) of `authority`, a domain or mail address with the year in which its owner had it, and never change; an
entry is `updated` when its content is. The same feed gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

ATOM = "http://www.w3.org/2005/Atom"
ATOM_AUTHORITY = "kirinuki.invalid,2026"
"""Where the person gave no mail address: ids are unique within the archive then."""
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing told: `id` is its own name within the feed's authority, `author` who tells it, `content` plain text."""

    id: str
    title: str
    updated: dt.datetime
    content: str
    author: str
    published: dt.datetime | None = None
    link: str | None = None
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with its entries, as they are to stand."""

    id: str
    title: str
    entries: Sequence[Entry]
    link: str | None = None


def atom(feed: Feed, authority: str = ATOM_AUTHORITY) -> str:
    """The feed as an XML document. Raises `ValueError` for a time without a zone."""
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {"xml:lang": "ja"})
    _add(root, "id", _tag(authority, feed.id))
    _add(root, "title", feed.title)
    _add(root, "updated", _time(max((entry.updated for entry in feed.entries), default=_EPOCH)))
    ET.SubElement(root, f"{{{ATOM}}}generator").text = "kirinuki"
    if feed.link:
        ET.SubElement(root, f"{{{ATOM}}}link", {"rel": "alternate", "href": _clean(feed.link)})
    for entry in feed.entries:
        _add_entry(root, entry, authority)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _add_entry(root: ET.Element, entry: Entry, authority: str) -> None:
    element = ET.SubElement(root, f"{{{ATOM}}}entry")
    _add(element, "id", _tag(authority, entry.id))
    _add(element, "title", entry.title)
    _add(element, "updated", _time(entry.updated))
    if entry.published is not None:
        _add(element, "published", _time(entry.published))
    _add(ET.SubElement(element, f"{{{ATOM}}}author"), "name", entry.author)
    if entry.link:
        ET.SubElement(element, f"{{{ATOM}}}link", {"rel": "alternate", "href": _clean(entry.link)})
    for category in entry.categories:
        ET.SubElement(element, f"{{{ATOM}}}category", {"term": _clean(category)})
    ET.SubElement(element, f"{{{ATOM}}}content", {"type": "text"}).text = _clean(entry.content)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = _clean(text)


def _tag(authority: str, id: str) -> str:
    return f"tag:{authority}:{quote(id, safe='/:-._~')}"


def _time(moment: dt.datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError(f"an Atom feed needs aware times, not {moment!r}")
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _clean(text: str) -> str:
    """Without what XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)
