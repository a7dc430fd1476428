"""RSS 0.9x, 1.0 and 2.0, Atom, news sitemaps and sitemap indexes → `Feed`: which element says what."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from lxml import etree

from kirinuki.capture.addresses import is_address
from kirinuki.capture.feeds.channel import MOST, Announced, Channel, announced, joined, too_many
from kirinuki.capture.feeds.form import Kind
from kirinuki.capture.feeds.moments import Clock
from kirinuki.capture.feeds.words import is_html, one_line, paragraphs
from kirinuki.capture.feeds.xmltree import Element
from kirinuki.errors import InputError
from kirinuki.model.article import Problem

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XHTML = "http://www.w3.org/1999/xhtml"
_PREFIXES = {
    "": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://my.netscape.com/publish/formats/rss-0.91.dtd": "",
    "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "",
    "http://backend.userland.com/rss091": "",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/atom/ns#": "",
    "http://www.sitemaps.org/schemas/sitemap/0.9": "",
    "http://www.google.com/schemas/sitemap/0.84": "",
    "http://www.google.com/schemas/sitemap/0.9": "",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/rss/1.0/modules/syndication/": "sy:",
    "http://www.google.com/schemas/sitemap-news/0.9": "news:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    _RDF: "rdf:",
    _XHTML: "xhtml:",
}
"""Namespaces in small letters, and the prefix that their elements have here; those that feeds are written in have none."""
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
_MAILED = re.compile(r"\s*[^\s()]+@[^\s()]+\s*\((?P<name>[^()]+)\)\s*")


def read_channel(root: Element, url: str, *, cut: bool) -> Channel:
    """What the document with this `root` holds, got from `url`; its last unit is left out where it was cut off in it.

    Raises `InputError` for a document that is no feed.
    """
    local = _local(root)
    if local == "urlset":
        return Channel("sitemap", _reader(_children(root, "url"), url, cut, _sitemap_entry))
    if local == "sitemapindex":
        return Channel("sitemap-index", _reader(_children(root, "sitemap"), url, cut, _sitemap_entry))
    if local == "feed":
        fields = _Fields.of(root, url)
        return Channel(
            kind="atom",
            entries=_reader(_children(root, "entry"), url, cut, partial(_atom_entry, fields.people())),
            title=fields.line("title"),
            home=fields.page(),
            language=root.get(_LANG),
            refresh=_refresh(fields),
        )
    if local in ("rss", "rdf", "channel"):
        return _rss(root, url, "rdf" if local == "rdf" else "rss", cut)
    if local == "html":
        raise InputError(
            f"{url}: フィードではなくページです (an HTML page): ページの指すフィードの住所を使ってください"
        )
    raise InputError(
        f"{url}: <{local}> はフィードでもサイトマップでもありません (no feed): フィードの住所か確かめてください"
    )


def _rss(root: Element, url: str, kind: Kind, cut: bool) -> Channel:
    channels = [root] if _local(root) == "channel" else _children(root, "channel")
    fields = _Fields.of(channels[0] if channels else root, url)
    # Items stand beside the channel in RSS 1.0 and within it in all others, and some programs mix the two up.
    items = list(dict.fromkeys(i for parent in (*channels, root) for i in _children(parent, "item")))
    return Channel(
        kind=kind,
        entries=_reader(items, url, cut, _rss_entry),
        title=fields.line("title"),
        home=fields.address("link") or fields.page(),
        language=fields.word("language", "dc:language") or root.get(_LANG),
        refresh=_refresh(fields),
    )


def _reader(
    units: list[Element], url: str, cut: bool, entry: Callable[[_Fields, Clock, str], Announced]
) -> Callable[[Clock], Announced]:
    def entries(clock: Clock) -> Announced:
        whole = units[:-1] if cut else units
        for number, unit in enumerate(whole[:MOST], 1):
            place = f"{number} 件目 (行 {unit.sourceline})"
            yield from entry(_Fields.of(unit, url), clock, place)
        if cut and units:
            yield Problem(
                None,
                f"{len(units)} 件目",
                "途中で切れているので入れません (cut off): もう一度取り込んでください",
            )
        if len(whole) > MOST:
            yield too_many()

    return entries


def _rss_entry(fields: _Fields, clock: Clock, place: str) -> Announced:
    guid = fields.word("guid") or fields.about()
    permanent = next((e.get("isPermaLink", "true").lower() != "false" for e in fields.all("guid")), True)
    html = fields.html("content:encoded") or fields.html("content", "xhtml:body")
    told = fields.html("description", "summary", "dc:description", "itunes:summary")
    link = (
        fields.address("feedburner:origlink")
        or fields.address("link")
        or fields.page()
        or (guid if guid and permanent and is_address(guid) else None)
    )
    yield from announced(
        clock,
        place,
        url=link,
        id=guid,
        title=fields.line("title", "dc:title"),
        published=fields.word("pubdate", "dc:date", "dcterms:issued", "dcterms:created", "published", "date"),
        modified=fields.word("dcterms:modified", "updated", "lastbuilddate"),
        base=fields.base,
        authors=fields.people()
        or tuple(_name(words) for words in fields.lines("dc:creator", "author", "itunes:author")),
        categories=fields.lines("category", "dc:subject"),
        summary=paragraphs(told) if told else None,
        content_html=html or (told if told and is_html(told) else None),
        outlet=fields.line("source") or fields.line("dc:publisher"),
    )


def _atom_entry(editors: tuple[str, ...], fields: _Fields, clock: Clock, place: str) -> Announced:
    """An entry of a feed whose own authors are `editors`."""
    source = fields.within("source")
    own = fields.word("id")
    link = fields.address("feedburner:origlink") or fields.page()
    told = fields.html("summary")
    labels = (one_line(e.get("label") or e.get("term") or "") for e in fields.all("category"))
    yield from announced(
        clock,
        place,
        url=link or (own if own and is_address(own) else None),
        id=own,
        title=fields.line("title"),
        published=fields.word("published", "issued", "created", "dc:date"),
        modified=fields.word("updated", "modified"),
        base=fields.base,
        authors=fields.people() or (source.people() if source else ()) or editors,
        categories=tuple(dict.fromkeys(filter(None, labels))) or fields.lines("dc:subject"),
        summary=paragraphs(told) if told else None,
        content_html=fields.html("content"),
        outlet=source.line("title") if source else None,
    )


def _sitemap_entry(fields: _Fields, clock: Clock, place: str) -> Announced:
    news = fields.within("news:news") or fields
    publication = news.within("news:publication")
    keywords = (part.strip() for words in news.lines("news:keywords") for part in re.split("[,、]", words))
    yield from announced(
        clock,
        place,
        url=fields.address("loc"),
        id=None,
        title=news.line("news:title"),
        published=news.word("news:publication_date"),
        modified=fields.word("lastmod"),
        base=fields.base,
        categories=tuple(dict.fromkeys(word for word in keywords if word)),
        outlet=publication.line("news:name") if publication else None,
    )


@dataclass(frozen=True, slots=True)
class _Fields:
    """The children of an element by name, and the address that its relative links are seen from."""

    base: str
    element: Element
    found: dict[str, list[Element]]

    @classmethod
    def of(cls, element: Element, url: str) -> _Fields:
        found: dict[str, list[Element]] = {}
        for child in element:
            found.setdefault(_key(child), []).append(child)
        return cls(_base(element, url), element, found)

    def all(self, key: str) -> list[Element]:
        return self.found.get(key, [])

    def within(self, key: str) -> _Fields | None:
        """The fields of the first child of this name."""
        return next((_Fields.of(e, self.base) for e in self.all(key)), None)

    def about(self) -> str | None:
        """The name that RDF gives the element."""
        return (self.element.get(f"{{{_RDF}}}about") or "").strip() or None

    def word(self, *keys: str) -> str | None:
        """The words of the first filled child of these names, as they stand."""
        return next((words for key in keys for e in self.all(key) if (words := _text(e).strip())), None)

    def line(self, *keys: str) -> str | None:
        """The same as one line of plain text."""
        return next((words for key in keys for e in self.all(key) if (words := one_line(_markup(e)))), None)

    def lines(self, *keys: str) -> tuple[str, ...]:
        """All children of these names, each words once."""
        found = (one_line(_markup(e)) for key in keys for e in self.all(key))
        return tuple(dict.fromkeys(words for words in found if words))

    def html(self, *keys: str) -> str | None:
        """The first filled child of these names as HTML."""
        return next((words for key in keys for e in self.all(key) if (words := _markup(e).strip())), None)

    def people(self) -> tuple[str, ...]:
        """Names of Atom's persons."""
        found = (one_line(_text(child)) for e in self.all("author") for child in e if _local(child) == "name")
        return tuple(dict.fromkeys(words for words in found if words))

    def address(self, key: str) -> str | None:
        """The first child of this name that is an address."""
        return next((a for e in self.all(key) if (a := self.join(_text(e), e))), None)

    def page(self) -> str | None:
        """The `href` of Atom's link to the page that this is told of."""
        links = [e for e in self.all("link") if (e.get("rel") or "alternate").strip().lower() == "alternate"]
        links.sort(key=lambda e: "html" not in (e.get("type") or "html"))
        return next((a for e in links if (a := self.join(e.get("href") or "", e))), None)

    def join(self, words: str, element: Element) -> str | None:
        """The address that words of a child name, seen from there."""
        own = element.get(_BASE)
        return joined((joined(self.base, own) or self.base) if own else self.base, words)


def _refresh(fields: _Fields) -> dt.timedelta | None:
    ttl = fields.word("ttl")
    if ttl is not None and re.fullmatch(r"[0-9]{1,5}", ttl) and int(ttl):
        return dt.timedelta(minutes=int(ttl))
    hours = _PERIODS.get((fields.word("sy:updateperiod") or "").lower())
    if hours is None:
        return None
    often = fields.word("sy:updatefrequency") or "1"
    return dt.timedelta(hours=hours) / max(1, int(often) if re.fullmatch("[0-9]{1,4}", often) else 1)


def _children(element: Element, key: str) -> list[Element]:
    return [child for child in element if _key(child) == key]


def _local(element: Element) -> str:
    return _key(element).rpartition(":")[2]


def _key(element: Element) -> str:
    """The name of an element in small letters, with the prefix that its namespace has here, else the document's own.

    An undeclared prefix stands in the name as it was written.
    """
    tag: str = element.tag.lower()
    space, _, name = tag.rpartition("}")
    prefix = _PREFIXES.get(space[1:].strip())
    if prefix is None:
        prefix = f"{element.prefix.lower()}:" if element.prefix else ""
    return prefix + name


def _base(element: Element, url: str) -> str:
    """xml:base of an element and of those around it, from the address of the document inwards."""
    base = url
    for own in reversed([words for e in (element, *element.iterancestors()) if (words := e.get(_BASE))]):
        base = joined(base, own) or base
    return base


def _text(element: Element) -> str:
    return "".join(element.itertext())


def _markup(element: Element) -> str:
    """What an element holds as HTML or text: its words, or the elements within it, without the `<div>` that Atom puts around."""
    if not len(element):
        return str(element.text or "")
    inner = element[0] if len(element) == 1 and _local(element[0]) == "div" else element
    parts = [inner.text or ""]
    parts += (etree.tostring(child, encoding="unicode", method="html") for child in inner)
    return "".join(parts).replace(f' xmlns="{_XHTML}"', "")


def _name(words: str) -> str:
    """`desk@example.jp (編集部)`, as RSS wants its authors, is 編集部."""
    mailed = _MAILED.fullmatch(words)
    return mailed["name"].strip() if mailed else words
