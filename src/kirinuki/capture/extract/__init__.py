"""Bytes of a news page → its article: title, paragraphs, times, who published it, with the ground of each.

What a page declares to machines is asked first (JSON-LD, meta), what it shows to people settles the rest. The body is read from how
pages are built (`body`), not from one site's class names; trafilatura is asked where that finds next to nothing.
Rules by outlet (`rules`) come before that where an outlet needs one.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from urllib.parse import urljoin

from kirinuki.capture.addresses import canonical, host, is_address
from kirinuki.capture.encodings import Decoded, decode
from kirinuki.capture.extract.found import Entry, Extracted
from kirinuki.capture.extract.rules import RuleBook
from kirinuki.errors import InputError
from kirinuki.model.text import fold_width

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_page(text: str) -> bool:
    """Whether a text is a web page by how it begins."""
    return _PAGE.match(text) is not None


def extract(
    data: bytes,
    *,
    url: str | None = None,
    content_type: str | None = None,
    name: str = "page",
    rules: RuleBook | None = None,
) -> Extracted:
    """The article of the page `data`, which came from `url` under the header `content_type`.

    `name` is what messages call it. `rules` by outlet are asked before our own reading of the page.
    Raises `InputError` for what is no text, and where no article is in it.
    """
    return extract_text(decode(data, name, declared=content_type), url=url, name=name, rules=rules)


def extract_text(
    decoded: Decoded,
    *,
    url: str | None = None,
    name: str = "page",
    rules: RuleBook | None = None,
) -> Extracted:
    """As `extract`, of a page that is decoded."""
    text = _parsable(decoded)
    found = _read(text, decoded, url)
    if rules is not None:
        from kirinuki.capture.extract.rules.applying import apply, overrule

        for rule, layout in rules.layouts(url or found.canonical):
            ruled = apply(layout, text)
            if ruled.paragraphs:
                found = overrule(found, rule, layout, ruled)
                break
    if not found.paragraphs:
        raise InputError(
            f"{name}: 記事の本文が見つかりません (no article found): 記事のページか確かめてください"
        )
    return found


def has_other_pages(decoded: Decoded, url: str) -> bool:
    """Whether the page at `url` says that its article goes on, or began, on another; asked without reading the article."""
    from selectolax.lexbor import LexborHTMLParser

    from kirinuki.capture.extract.parts import first_page, next_page

    tree = LexborHTMLParser(_parsable(decoded))
    return next_page(tree, url) is not None or first_page(tree, url) is not None


def _parsable(decoded: Decoded) -> str:
    return shallow(decoded.text.replace("\0", "").replace("\x0b", " "))


def _read(text: str, decoded: Decoded, url: str | None) -> Extracted:
    """The article by how pages are built; without paragraphs where there is none."""
    from selectolax.lexbor import LexborHTMLParser

    from kirinuki.capture.extract.blocks import read_blocks
    from kirinuki.capture.extract.body import Body, find_body
    from kirinuki.capture.extract.declared import read_declared
    from kirinuki.capture.extract.headline import find_headline
    from kirinuki.capture.extract.parts import first_page, next_page
    from kirinuki.capture.extract.rolling import declared_entries, is_rolling, shown_entries
    from kirinuki.capture.extract.settled import authors_of, is_walled, outlet_of, section_of
    from kirinuki.capture.extract.stamps import Stamps

    tree = LexborHTMLParser(text)
    declared = read_declared(tree)
    root = tree.body or tree.root
    regions, blocks = read_blocks(root) if root is not None else ([], [])
    headline = find_headline(declared, regions, blocks)
    title = headline.words
    body = find_body(regions, blocks, title, declared.description) if regions else Body((), False, "")
    paragraphs, why = _otherwise(text, tree, declared, body.paragraphs, body.why)
    stamps = Stamps(declared, blocks, headline.at, tree, url)
    published, modified = stamps.moments()
    entries: tuple[Entry, ...] = ()
    if is_rolling(title, declared.article.get("@type")):
        latest = modified or published
        day = None if latest is None else dt.date.fromisoformat(latest[:10])
        entries = declared_entries(declared.article)
        if not entries and day is not None:
            entries = shown_entries(regions, blocks, paragraphs, day)
    outlet, outlet_why = outlet_of(declared)
    whys = {"title": headline.why, **stamps.why, "outlet": outlet_why, "body": why, "encoding": decoded.why}
    return Extracted(
        title=title,
        paragraphs=paragraphs,
        authors=authors_of(declared, outlet),
        published=published,
        modified=modified,
        canonical=_canonical(declared, url),
        outlet=outlet,
        section=section_of(declared),
        credit=_credit(paragraphs),
        paywall=body.wall or is_walled(declared),
        encoding=decoded.encoding,
        why={field: why for field, why in whys.items() if why is not None},
        next=next_page(tree, url or _canonical(declared, None)),
        first=first_page(tree, url),
        entries=entries,
    )


_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_UNCLOSED = frozenset({
    "p", "li", "td", "tr", "th", "dt", "dd", "tbody", "thead", "tfoot",
    "option", "html", "body", "head", "a", "br", "img", "input", "meta", "link",
    "hr", "wbr", "source", "area", "col", "embed", "param",
})  # fmt: skip
_MANY = 20_000
"""Tags above which a page may be built to be nested deep."""
_DEEPEST = 2_000
"""Elements within elements; browsers stop at 512."""


def shallow(text: str) -> str:
    """The page up to where its elements nest too deep: parsing takes the square of the depth."""
    if text.count("<") < _MANY:
        return text
    depth = 0
    for tag in _TAG.finditer(text):
        if tag[2].lower() not in _UNCLOSED:
            depth += -1 if tag[1] and depth else not tag[1]
            if depth > _DEEPEST:
                return text[: tag.start()]
    return text


_SHORT = 40
"""Characters of a body that neither headline nor description point at, under which trafilatura is asked."""


def _otherwise(
    text: str, tree: Any, declared: Any, found: tuple[str, ...], why: str
) -> tuple[tuple[str, ...], str]:
    """What was found, unless the page's JSON or trafilatura gives more than three times that, in this order."""
    from kirinuki.capture.extract.blocks import tidy
    from kirinuki.capture.extract.declared import as_words, longest_text

    def parted(words: str) -> tuple[str, ...]:
        lines = re.split(r"\n+|<br\s*/?>|</?p[^>]*>", words, flags=re.IGNORECASE)
        return tuple(tidied for line in lines if (tidied := tidy(re.sub(r"<[^<>]*>", "", line))))

    size = sum(map(len, found))
    if body := as_words(declared.article.get("articleBody")):
        lines = parted(body)
        if sum(map(len, lines)) > 3 * size:
            return lines, "JSON-LD articleBody"
    if found and why != "prose":
        return found, why
    data = tree.css_first("script#__NEXT_DATA__")
    if data is not None and (body := longest_text(data.text())) and len(body) > 3 * size:
        return parted(body), "__NEXT_DATA__"
    if size >= _SHORT:
        return found, why
    other = _trafilatura(text) if text.count("<") < _MANY // 4 else ()
    return (other, "trafilatura") if sum(map(len, other)) > 3 * size else (found, why)


_MARKUP = re.compile(r"</?(?:div|body|html|main)\b", re.IGNORECASE)
"""Elements that a text shows as words when a title that is not closed has taken in the page."""


def _trafilatura(text: str) -> tuple[str, ...]:
    import trafilatura

    try:
        found = trafilatura.extract(text, include_comments=False, include_tables=False)
    except Exception:  # whatever a page makes it raise: it was asked for a second opinion only
        return ()
    if found and _MARKUP.search(found):
        return ()
    return tuple(line.strip() for line in (found or "").splitlines() if line.strip())


def _canonical(declared: Any, url: str | None) -> str | None:
    """The page's own word for its address, seen from where it came; else where it came from."""
    for words in (declared.canonical, declared.meta("og:url"), declared.linked("mainEntityOfPage", "url")):
        if not words:
            continue
        try:
            address = urljoin(url or "", words.strip())
            # A start page is the address of no article.
            if is_address(address) and (address.split("/", 3)[3:] != [""] or url is None):
                return canonical(address)
        except ValueError:
            continue
    return canonical(url) if url is not None and is_address(url) else None


def _credit(paragraphs: tuple[str, ...]) -> str | None:
    if not paragraphs:
        return None
    from kirinuki.weave.credits import credits

    found = credits(
        "page", fold_width("\n".join((paragraphs[0], paragraphs[-1]) if len(paragraphs) > 1 else paragraphs))
    )
    return found[0].agency if found else None


__all__ = ["Extracted", "extract", "extract_text", "host", "is_page"]
