"""Which feeds a page has: those that it declares, those that it links to, and the sitemaps that robots.txt names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kirinuki.capture.addresses import canonical
from kirinuki.capture.encodings import decode
from kirinuki.capture.extract import shallow
from kirinuki.capture.feeds.channel import joined
from kirinuki.capture.feeds.form import Kind
from kirinuki.capture.feeds.words import one_line

_TYPES: dict[str, Kind] = {
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
    "application/feed+json": "json",
    "application/rdf+xml": "rdf",
    "application/x.atom+xml": "atom",
    "application/x-rss+xml": "rss",
    "text/rss+xml": "rss",
    "text/rss": "rss",
}
_LOOSE_TYPES = frozenset({"text/xml", "application/xml", "application/json"})
_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}>\s*|<!--(?:[^-]|-(?!->))*+-->\s*|<!DOCTYPE[^>]{0,300}>\s*)*"
    r"<(?:rss|rdf:RDF|feed|urlset|sitemapindex)\b",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"/(?:index|rss|atom|feed|news|sitemap[\w-]*|[\w.-]*(?:rss|feed|atom)[\w.-]*)\.(?:rdf|xml|json)$|\.(?:rdf|rss|atom)$|/rss(?:2|20)?\.php$",
    re.IGNORECASE,
)
_FOLDER = re.compile(
    r"/(?:feed|rss2?|atom|rdf)/?$|[?&]feed=(?:rss2?|atom|rdf)\b|/(?:feeds?|rss)/[\w./-]+$", re.IGNORECASE
)
_WORDS = re.compile(r"(?<![A-Za-z])(?:RSS|Atom|RDF|feed)(?![A-Za-z])|フィード", re.IGNORECASE)
_READERS = re.compile(
    r"(?:feedly\.com/i/subscription/feed(?:/|%2f)|inoreader\.com/(?:feed/|\?add_feed=)|netvibes\.com/subscribe\.php\?url=|"
    r"add\.my\.yahoo\.co(?:m|\.jp)/(?:rss|content)\?url=|reader\.livedoor\.com/subscribe/|theoldreader\.com/feeds/subscribe\?url=|"
    r"newsblur\.com/\?url=|google\.[a-z.]+/(?:ig/add|reader/view/?)\?(?:feedurl|url)?=?|bloglines\.com/sub/)",
    re.IGNORECASE,
)
"""Buttons that subscribe in some reader: the feed's address is within theirs."""
_OF_COMMENTS = re.compile(r"comment|コメント|trackback", re.IGNORECASE)
_SITEMAP = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_NEWS = re.compile(r"news|article|kiji|latest", re.IGNORECASE)
_USUAL = ("/feed", "/rss.xml", "/index.rdf", "/atom.xml", "/rss", "/index.xml")
_MOST_LINKS = 5_000
_MOST = 100


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page speaks of: its absolute address, its form as far as that was said, and what speaks for it."""

    url: str
    kind: Kind | None
    title: str | None
    why: str


def discover(page: bytes, url: str, content_type: str | None = None) -> tuple[FeedLink, ...]:
    """The feeds of the page or robots.txt that came from `url`, the best first; only guesses where nothing speaks of one.

    What is itself a feed is its own only one. Raises `InputError` for what is no text.
    """
    text = decode(page, url, declared=content_type).text
    if _OPENING.match(text) is not None:
        return (FeedLink(url, None, None, "この住所がフィード"),)
    is_robots = urlsplit(url).path == "/robots.txt"
    found = _sitemaps(text, url) if is_robots else _links(text, url)
    best: dict[str, tuple[int, FeedLink]] = {}
    for rank, link in found:
        known = best.get(canonical(link.url))
        if known is None or rank < known[0]:
            best[canonical(link.url)] = rank, link
    ordered = sorted(best.values(), key=lambda ranked: ranked[0])
    return tuple(link for _, link in ordered[:_MOST])


def _sitemaps(text: str, url: str) -> list[tuple[int, FeedLink]]:
    return [
        (
            0 if _NEWS.search(address) else 1,
            FeedLink(
                address,
                "sitemap",
                None,
                "robots.txt の Sitemap" + ("、ニュースの名" if _NEWS.search(address) else ""),
            ),
        )
        for words in _SITEMAP.findall(text)
        if (address := joined(url, words)) is not None
    ]


def _links(text: str, url: str) -> list[tuple[int, FeedLink]]:
    """Links that speak of a feed, each with its rank: declared, of a feed's form, of a feed's words, guessed."""
    tree = LexborHTMLParser(shallow(text.replace("\0", "")))
    based = tree.css_first("base[href]")
    base = joined(url, based.attributes.get("href")) if based is not None else None
    base = base or url
    found = [
        ranked
        for node in tree.css("link[href]")[:_MOST_LINKS]
        if (ranked := _declared(node, base)) is not None
    ]
    found += [
        ranked for node in tree.css("a[href]")[:_MOST_LINKS] if (ranked := _shown(node, base)) is not None
    ]
    if found:
        return found
    return [
        (9, FeedLink(address, None, None, "推測: よくある住所"))
        for path in _USUAL
        if (address := joined(url, path)) is not None
    ]


def _declared(node: LexborNode, base: str) -> tuple[int, FeedLink] | None:
    """A `<link>` that says it leads to a feed."""
    told = node.attributes
    rel = (told.get("rel") or "").lower().split()
    kind = _TYPES.get((told.get("type") or "").partition(";")[0].strip().lower())
    address = joined(base, told.get("href"))
    if address is None or not ("alternate" in rel or "feed" in rel) or "stylesheet" in rel:
        return None
    loose = (told.get("type") or "").partition(";")[0].strip().lower() in _LOOSE_TYPES
    if kind is None and not ("feed" in rel or (loose and _has_form(address))):
        return None
    title = one_line(told.get("title") or "")
    comments = _OF_COMMENTS.search(f"{title or ''} {urlsplit(address).path}") is not None
    why = "ページが link で宣言" + ("、コメントのフィード" if comments else "")
    return (5 if comments else 0), FeedLink(address, kind or _kind(address), title, why)


def _shown(node: LexborNode, base: str) -> tuple[int, FeedLink] | None:
    """An `<a>` that leads to a feed by its form, by its words, or through a reader's button."""
    told = node.attributes
    href = (told.get("href") or "").strip()
    kind = _TYPES.get((told.get("type") or "").strip().lower())
    if href.lower().startswith("feed:"):
        href, kind, why, rank = _without_feed(href), kind, "feed: の住所", 1
    elif (button := _READERS.search(href)) is not None:
        href, why, rank = _within_button(href, button.end()), "フィードリーダーの登録ボタン", 2
    elif kind is not None:
        why, rank = "ページのリンクが種類を宣言", 1
    else:
        why, rank = "", 0
    address = joined(base, href)
    if address is None:
        return None
    words = one_line(node.text() or "") or next(
        (w for img in node.css("img[alt]")[:3] if (w := one_line(img.attributes.get("alt") or ""))), None
    )
    if not rank:
        spoken = (
            _WORDS.search(" ".join((words or "", told.get("title") or "", told.get("class") or "")))
            is not None
        )
        if _has_form(address):
            why, rank = (
                ("リンクの住所と言葉がフィードの形", 2) if spoken else ("リンクの住所がフィードの形", 4)
            )
        elif spoken and len(words or "") <= 30:
            why, rank = "言葉がフィードを指す。案内のページかもしれない", 6
        else:
            return None
    comments = _OF_COMMENTS.search(f"{words or ''} {urlsplit(address).path}") is not None
    return (rank + 3 * comments), FeedLink(address, kind or _kind(address), words, why)


def _has_form(address: str) -> bool:
    parts = urlsplit(address)
    return (
        _FILE.search(parts.path) is not None
        or _FOLDER.search(f"{parts.path}?{parts.query}".rstrip("?")) is not None
    )


def _kind(address: str) -> Kind | None:
    path = urlsplit(address).path.lower()
    if path.endswith(".rdf"):
        return "rdf"
    if path.endswith(".json"):
        return "json"
    return "atom" if "atom" in path.rpartition("/")[2] else "sitemap" if "sitemap" in path else None


def _without_feed(href: str) -> str:
    """feed://host/… and feed:https://host/…"""
    rest = href[5:]
    return rest if "://" in rest else "https:" + rest


def _within_button(href: str, end: int) -> str:
    """The feed's address within that of a button, in its path or its query."""
    rest = unquote(href[end:])
    if "://" not in rest[:12]:
        given = parse_qs(urlsplit(href).query)
        rest = next((v for key in ("url", "feedurl", "add_feed") for v in given.get(key, ())), "")
    return rest.partition("&")[0] if "?" not in rest else rest
