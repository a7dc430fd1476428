"""Which feeds a page has: those that it declares, those that it links to, and the sitemaps that robots.txt names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple
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
    r"\s*(?:<\?xml[^>]{0,300}>\s*|<!--(?>(?:[^-]|-(?!->))*)-->\s*|<!DOCTYPE[^>]{0,300}>\s*)*"
    r"<(?:rss|rdf:RDF|feed|urlset|sitemapindex)\b",
    re.IGNORECASE,
)
_JSON_OPENING = re.compile(r'\s*\{.{0,2000}?"version"\s*:\s*"https?://(?:www\.)?jsonfeed\.org/', re.DOTALL)
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
_LABEL = 40
"""Letters of a link's words above which it is a sentence, such as a headline that speaks of RSS."""
_MOST_LINKS = 5_000
_MOST = 100


class _Ground(NamedTuple):
    """What speaks for a feed; the lower the rank, the surer."""

    rank: int
    why: str


_ITSELF = _Ground(0, "この住所がフィード")
_DECLARED = _Ground(0, "ページが link で宣言")
_TYPED = _Ground(1, "ページのリンクが種類を宣言")
_SCHEME = _Ground(1, "feed: の住所")
_BUTTON = _Ground(2, "フィードリーダーの登録ボタン")
_FORM_AND_WORDS = _Ground(2, "リンクの住所と言葉がフィードの形")
_FORM = _Ground(4, "リンクの住所がフィードの形")
_OF_WORDS = _Ground(6, "言葉がフィードを指す。案内のページかもしれない")
_GUESSED = _Ground(9, "推測: よくある住所")
_NEWS_SITEMAP = _Ground(0, "robots.txt の Sitemap、ニュースの名")
_ANY_SITEMAP = _Ground(1, "robots.txt の Sitemap")
_BEHIND = 5
"""Ranks that a feed of comments stands behind the same of articles."""


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page speaks of: its absolute address, its form as far as that was said, and what speaks for it."""

    url: str
    kind: Kind | None
    title: str | None
    why: str


_Ranked = tuple[int, FeedLink]


def discover(page: bytes, url: str, content_type: str | None = None) -> tuple[FeedLink, ...]:
    """The feeds of the page or robots.txt that came from `url`, the best first; only guesses where nothing speaks of one.

    What is itself a feed is its own only one. Raises `InputError` for what is no text.
    """
    text = decode(page, url, declared=content_type).text
    if _OPENING.match(text) is not None or _JSON_OPENING.match(text) is not None:
        return (FeedLink(url, None, None, _ITSELF.why),)
    found = _sitemaps(text, url) if urlsplit(url).path == "/robots.txt" else _links(text, url)
    links: dict[str, FeedLink] = {}
    for _, link in sorted(found, key=lambda ranked: ranked[0]):
        links.setdefault(canonical(link.url), link)
    return tuple(links.values())[:_MOST]


def _sitemaps(text: str, url: str) -> list[_Ranked]:
    addresses = (joined(url, words) for words in _SITEMAP.findall(text))
    return [
        _ranked(_NEWS_SITEMAP if _NEWS.search(address) else _ANY_SITEMAP, address, "sitemap")
        for address in addresses
        if address is not None
    ]


def _links(text: str, url: str) -> list[_Ranked]:
    """Links that speak of a feed, in the order of the page."""
    tree = LexborHTMLParser(shallow(text.replace("\0", "")))
    based = tree.css_first("base[href]")
    base = (joined(url, based.attributes.get("href")) if based is not None else None) or url
    found = [
        ranked
        for of, selector in ((_declared, "link[href]"), (_shown, "a[href]"))
        for node in tree.css(selector)[:_MOST_LINKS]
        if (ranked := of(node, base)) is not None
    ]
    if found:
        return found
    guesses = (joined(url, path) for path in _USUAL)
    return [_ranked(_GUESSED, address) for address in guesses if address is not None]


def _declared(node: LexborNode, base: str) -> _Ranked | None:
    """A `<link>` that says it leads to a feed."""
    told = node.attributes
    rel = (told.get("rel") or "").lower().split()
    address = joined(base, told.get("href"))
    if address is None or "stylesheet" in rel or not ("alternate" in rel or "feed" in rel):
        return None
    type_, kind = _type(node)
    if kind is None and "feed" not in rel and not (type_ in _LOOSE_TYPES and _has_form(address)):
        return None
    return _ranked(_DECLARED, address, kind, one_line(told.get("title") or ""))


def _shown(node: LexborNode, base: str) -> _Ranked | None:
    """An `<a>` that leads to a feed by its form, by its words, or through a reader's button."""
    told = node.attributes
    href = (told.get("href") or "").strip()
    kind = _type(node)[1]
    ground = _TYPED if kind is not None else None
    if href.lower().startswith("feed:"):
        href, ground = _without_feed(href), _SCHEME
    elif (button := _READERS.search(href)) is not None:
        href, ground = _within_button(href, button.end()), _BUTTON
    address = joined(base, href)
    if address is None:
        return None
    words = one_line(node.text() or "") or _words_of_pictures(node)
    if ground is None:
        spoken = " ".join((words or "", told.get("title") or "", told.get("class") or ""))
        ground = _ground(address, spoken)
    return None if ground is None else _ranked(ground, address, kind, words)


def _ground(address: str, words: str) -> _Ground | None:
    """What the form of a link's address and the words on it say."""
    spoken = _WORDS.search(words) is not None
    if _has_form(address):
        return _FORM_AND_WORDS if spoken else _FORM
    return _OF_WORDS if spoken and len(words) <= _LABEL else None


def _ranked(ground: _Ground, address: str, kind: Kind | None = None, title: str | None = None) -> _Ranked:
    comments = _OF_COMMENTS.search(f"{title or ''} {urlsplit(address).path}") is not None
    why = f"{ground.why}、コメントのフィード" if comments else ground.why
    return ground.rank + _BEHIND * comments, FeedLink(address, kind or _kind(address), title, why)


def _type(node: LexborNode) -> tuple[str, Kind | None]:
    """The media type that a link declares, and the form of feed that it is of."""
    type_ = (node.attributes.get("type") or "").partition(";")[0].strip().lower()
    return type_, _TYPES.get(type_)


def _words_of_pictures(node: LexborNode) -> str | None:
    alts = (one_line(picture.attributes.get("alt") or "") for picture in node.css("img[alt]")[:3])
    return next((words for words in alts if words), None)


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
