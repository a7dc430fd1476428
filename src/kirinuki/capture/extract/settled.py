"""Who publishes a page and wrote it, in which part of the paper, and whether all of it may be read, as the page declares it."""

from __future__ import annotations

import re

from kirinuki.capture.extract.declared import Declared, as_words, names_in
from kirinuki.capture.extract.headline import SEPARATOR, SITE

_NO = frozenset({"false", "no", "0", "http://schema.org/false", "https://schema.org/false"})


def outlet_of(declared: Declared) -> tuple[str | None, str | None]:
    """Who publishes the page, by name, and what says so."""
    for how, words in (
        ("JSON-LD publisher", as_words(declared.article.get("publisher"))),
        ("og:site_name", declared.meta("og:site_name")),
        ("application-name", declared.meta("application-name", "apple-mobile-web-app-title")),
    ):
        if words and not words.startswith(("http", "#", "/")):
            return " ".join(words.split()), how
    parts = [p.strip() for p in SEPARATOR.split(declared.title or "") if p and p.strip()]
    if len(parts) > 1 and len(parts[-1]) <= 24:
        return parts[-1], "<title>"
    for name in (declared.meta("author"), declared.meta("copyright")):
        if name and SITE.search(name) and len(name) <= 24:
            return name, "meta"
    return None, None


def section_of(declared: Declared) -> str | None:
    """The part of the paper."""
    section = declared.linked("articleSection")
    section = section or declared.meta("article:section", "section", "cxenseparse:section")
    return section or (declared.crumbs[1] if len(declared.crumbs) >= 2 else None)


def authors_of(declared: Declared, outlet: str | None) -> tuple[str, ...]:
    """Who wrote it, where that is not the outlet itself."""
    names = names_in(declared.article.get("author"))
    if not names and (meta := declared.meta("author", "article:author", "dc.creator", "parsely-author")):
        told = (name.strip() for name in re.split(r"[,、;]", meta))
        names = tuple(name for name in told if name and not name.startswith("http"))
    return tuple(name for name in names if name != outlet and not SITE.search(name))


def is_walled(declared: Declared) -> bool:
    """Whether the page declares that not all may be read."""
    free = declared.article.get("isAccessibleForFree")
    if isinstance(free, str):
        free = free.strip().lower() not in _NO
    locked = declared.meta("article:content_tier", "og:article:content_tier")
    return free is False or locked in ("locked", "metered")


_SHOWN = ("<title>", "heading, as <title>", "<h1>", "<time>", "shown", "address", "a line", "modified (")


def is_declared(why: str) -> bool:
    """Whether a field's ground is what the page declares to machines, rather than what it shows."""
    return not why.startswith(_SHOWN)
