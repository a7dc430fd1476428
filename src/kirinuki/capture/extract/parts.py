"""Articles over several pages: the address of the page that follows, and the pages joined.

A page says what follows it by `rel=next` and by links worded 次のページ, or numbered. The same words lead to the next article as
well: what follows is of the same article only where its address is the same but for the number of the page. A later page says in
the same way where its article begins.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser

from kirinuki.capture.addresses import canonical, is_address
from kirinuki.capture.extract.chrome import letters, plain
from kirinuki.capture.extract.found import Extracted

MOST_PAGES = 20
"""Pages of one article that are followed."""
_KEYS = frozenset({"page", "p", "pg", "pn", "paged", "pagenum", "page_no", "pageno"})
_IN_PATH = re.compile(r"(?:[_-]|/)(?P<word>page[/_-]?|p)?(?P<number>\d{1,2})(?P<end>\.\w{2,5})?/?$")
_ONWARD = re.compile(
    r"[^\w]*(?:次(?:の)?(?:ページ|頁|へ)|続き(?:を読む)?|next(?: page)?|>|»|›)", re.IGNORECASE
)
_BACK = re.compile(
    r"[^\w]*(?:前(?:の)?(?:ページ|頁|へ)|最初(?:の(?:ページ|頁)|へ)?|prev(?:ious)?(?: page)?|first|<+|«|‹)",
    re.IGNORECASE,
)
_OWN_WORDS = 20
"""Letters of a paragraph from which its coming again on the next page is a repeated lead, and no chance."""
_PAGE_MARK = re.compile(
    r"\s?[(\[（［|｜/／]?\s?(?:\d{1,2}\s?[/／]\s?\d{1,2}\s?(?:ページ|頁)?|\d{1,2}\s?(?:ページ|頁)目?)\s?[)\]）］]?$"
)


@dataclass(frozen=True, slots=True)
class Joined:
    """An article put together: `of` says for each paragraph which of the `addresses` it stands at, from 0."""

    article: Extracted
    of: tuple[int, ...]
    addresses: tuple[str | None, ...]


def next_page(tree: LexborHTMLParser, url: str | None) -> str | None:
    """The address of the page on which the article at `url` goes on; None on its last page, and where that cannot be told."""
    if url is None:
        return None
    return _page(_numbered(canonical(url))[1] + 1, tree, url, 'link[rel~="next"], a[rel~="next"]', _ONWARD)


def first_page(tree: LexborHTMLParser, url: str | None) -> str | None:
    """The address of the first page of the article of which the one at `url` is a later page; None where that cannot be told."""
    if url is None or _numbered(canonical(url))[1] < 2:
        return None
    told = 'link[rel~="prev"], a[rel~="prev"], link[rel="canonical"]'
    return _page(1, tree, url, told, _BACK)


def _page(number: int, tree: LexborHTMLParser, url: str, told: str, worded: re.Pattern[str]) -> str | None:
    """The address of the page of this number of the article at `url`, as its links say: those `told`, and those with such words
    or that number on them."""
    wanted = (_numbered(canonical(url))[0], number)
    links = tree.css(told)
    for node in tree.css("a[href]"):
        words = node.text()
        if len(words) > 200:
            continue
        words = plain(words)
        if len(words) <= 60 and (words == str(number) or worded.match(words)):
            links.append(node)
    for node in links:
        try:
            address = canonical(urljoin(url, node.attributes.get("href") or ""))
        except ValueError:
            continue
        if is_address(address) and _numbered(address) == wanted:
            return address
    return None


def follows(found: Extracted, seen: Collection[str | None]) -> str | None:
    """The next page to ask for, behind those `seen` of the article; None where there is none or it would be one too many."""
    return None if found.next in seen or len(seen) >= MOST_PAGES else found.next


def join(pages: Sequence[tuple[str | None, Extracted]]) -> Joined:
    """The pages of one article, each with its address, in order, as one article; at least one page.

    A page of another title is another article and ends it. A lead that each page repeats is kept once.
    """
    (_, first), *_ = pages
    paragraphs: list[str] = []
    of: list[int] = []
    addresses: list[str | None] = []
    walled, modified = False, first.modified
    for n, (address, page) in enumerate(pages):
        if n and _titled(page.title) != _titled(first.title):
            break
        known = set(paragraphs)
        fresh = [words for words in page.paragraphs if words not in known or len(words) < _OWN_WORDS]
        paragraphs += fresh
        of += [n] * len(fresh)
        addresses.append(address)
        walled = walled or page.paywall
        modified = max(filter(None, (modified, page.modified)), default=None)
    why = first.why | ({"pages": f"{len(addresses)} ページを続けた (joined)"} if len(addresses) > 1 else {})
    title = first.title
    if title is not None and len(addresses) > 1:
        title = _PAGE_MARK.sub("", title).rstrip() or title
    article = replace(
        first,
        title=title,
        paragraphs=tuple(paragraphs),
        modified=modified,
        paywall=walled,
        next=None,
        why=why,
    )
    return Joined(article, tuple(of), tuple(addresses))


def _titled(title: str | None) -> str:
    """A title without the number of its page, by its letters."""
    return letters(plain(_PAGE_MARK.sub("", title or "")))


def _numbered(address: str) -> tuple[str, int]:
    """An address without the number of its page, and that number; 1 where it has none.

    A number alone at the end of the path is the page's from 2 on only: /articles/1 is an article.
    """
    parts = urlsplit(address)
    query = parse_qsl(parts.query, keep_blank_values=True)
    for key, value in query:
        if key.lower() in _KEYS and re.fullmatch(r"\d{1,2}", value):
            rest = urlencode([pair for pair in query if pair != (key, value)])
            return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), rest, "")), int(value)
    found = _IN_PATH.search(parts.path)
    if found is not None and (found["word"] or int(found["number"]) > 1):
        path = (parts.path[: found.start()] + (found["end"] or "")).rstrip("/")
        return urlunsplit((parts.scheme, parts.netloc, path, parts.query, "")), int(found["number"])
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), parts.query, "")), 1
