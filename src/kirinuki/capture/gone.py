"""What a server gives in an article's place: a notice that the article is gone, or that it cannot be had for the moment."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from kirinuki.capture.answer import Fetched
from kirinuki.read.lexicons import rows

_LONGEST = 160
"""Characters of a page that holds nothing but a notice; a report on pages that were taken down tells more than that."""
_TOLD = ("と", "」", "』")
"""What stands behind words that are told of, and not said to the reader."""
_SENTENCE = re.compile(r"[^。\n]+")


def is_gone(fetched: Fetched, title: str | None, text: str) -> str | None:
    """Why an article that lay at an address is gone, by the answer that came from there; None where it is not.

    `title` and `text` are those of the article that the page seems to show, empty for none. The server says so (404, 410), sends us
    on to its start page, or shows a notice under a status that claims success.
    """
    if fetched.status in (404, 410):
        return f"サーバーの答えが {fetched.status} (HTTP status)"
    if fetched.status != 200:
        return None
    if fetched.redirects and _is_start(fetched.url) and not _is_start(fetched.redirects[0]):
        return f"先頭のページ {fetched.url} へ送られる (sent to the start page)"
    if len(text) > _LONGEST:
        return None
    notice = next(
        filter(None, map(_notice, (*_SENTENCE.findall(text), *_SENTENCE.findall(title or "")))), None
    )
    return notice and f"記事の代わりの知らせ「{notice}」 (a notice in its place)"


def is_for_now(fetched: Fetched, title: str | None, text: str) -> str | None:
    """Why an answer that claims success is none for the moment: a notice of maintenance, of a crowd, of a guard; None for what is
    no such notice."""
    if fetched.status != 200 or len(text) > _LONGEST:
        return None
    said = next(
        (s for s in (title or "", *_SENTENCE.findall(text)) if any(w in s for w in _words()["later"])), None
    )
    return said and f"記事の代わりの知らせ「{said.strip()}」 (a notice for the moment)"


def _is_start(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/", "/index.html") and not parts.query


def _notice(sentence: str) -> str | None:
    words = sentence.strip()
    for end in _words()["end"]:
        before, found, behind = words.partition(end)
        if found and any(thing in before for thing in _words()["thing"]) and not behind.startswith(_TOLD):
            return words
    return words if any(word in words for word in _words()["alone"]) else None


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """The rows of the lexicon by what they are."""
    found = list(rows("gone", "capture"))
    return {kind: tuple(row[1] for row in found if row[0] == kind) for kind, _ in found}
