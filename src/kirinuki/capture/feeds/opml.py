"""Lists of feeds as feed readers exchange them: OPML 1.0, 1.1 and 2.0, in and out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from kirinuki.capture.encodings import decode
from kirinuki.capture.feeds.words import one_line
from kirinuki.capture.feeds.xmltree import ILLEGAL, Element, parse_xml
from kirinuki.errors import InputError

_NAME = "OPML"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that a person reads. `url` is the feed's address as the list has it, `home` its site's.

    `group` are the folders it lies in, the outermost first; a feed in two folders is two subscriptions.
    """

    url: str
    title: str | None = None
    home: str | None = None
    group: tuple[str, ...] = ()


def read_opml(data: bytes) -> tuple[Subscription, ...]:
    """The feeds of a list, in its order, in whatever encoding; addresses are taken as they stand.

    Raises `InputError` for what is no such list, or one that is cut off.
    """
    root, mends = parse_xml(decode(data, _NAME, declared="text/xml").text, _NAME)
    body = next((child for child in root if str(child.tag).lower() == "body"), None)
    if str(root.tag).lower() != "opml" or body is None:
        raise InputError(
            f"{_NAME}: <opml> と <body> がありません (no OPML): 購読の一覧を OPML で書き出してください"
        )
    if mends.open:
        raise InputError(f"{_NAME}: 途中で切れています (cut off): もう一度書き出してください")
    found: dict[Subscription, None] = {}
    waiting: list[tuple[Element, tuple[str, ...]]] = [(child, ()) for child in reversed(body)]
    while waiting:
        outline, group = waiting.pop()
        told = {name.lower(): value for name, value in outline.attrib.items()}
        title = one_line(told.get("title") or "") or one_line(told.get("text") or "")
        url = (
            told.get("xmlurl") or (told.get("url") if told.get("type", "").lower() == "rss" else None) or ""
        ).strip()
        if url:
            home = (told.get("htmlurl") or "").strip() or None
            for folders in _groups(told.get("category")) if not group else (group,):
                found[Subscription(url, None if title == url else title, home, folders)] = None
        inner = group if url or title is None else (*group, title)
        waiting += ((child, inner) for child in reversed(outline))
    return tuple(found)


def write_opml(subscriptions: Iterable[Subscription], title: str = "kirinuki") -> bytes:
    """The same list as OPML 2.0 in UTF-8: folders stand where their first feed does."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _legal(title)
    folders: dict[tuple[str, ...], Element] = {(): etree.SubElement(root, "body")}
    for feed in subscriptions:
        for depth, name in enumerate(feed.group, 1):
            if feed.group[:depth] not in folders:
                words = _legal(name)
                folders[feed.group[:depth]] = etree.SubElement(
                    folders[feed.group[: depth - 1]], "outline", text=words, title=words
                )
        told = {
            "type": "rss",
            "text": feed.title or feed.url,
            "title": feed.title,
            "xmlUrl": feed.url,
            "htmlUrl": feed.home,
        }
        etree.SubElement(
            folders[feed.group], "outline", {name: _legal(value) for name, value in told.items() if value}
        )
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _groups(category: str | None) -> list[tuple[str, ...]]:
    """The folders that OPML 2.0 names in an attribute: `/政治/国会,/経済`. None is one: the feed lies in no folder."""
    paths = (
        tuple(p for part in path.split("/") if (p := part.strip())) for path in (category or "").split(",")
    )
    return [path for path in paths if path] or [()]


def _legal(words: str) -> str:
    return ILLEGAL.sub("", words)
