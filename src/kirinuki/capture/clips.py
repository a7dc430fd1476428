"""What a person cut out while reading: a page as their browser showed it, words they marked in one, or its address alone.

A clip comes from a bookmarklet, a browser's share target or the command line as a JSON document, and from exports of bookmarks
(`bookmarks`). It is captured by the person: no server's answer goes with it.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from kirinuki.capture.addresses import is_address
from kirinuki.errors import InputError
from kirinuki.model.article import JAPAN

_LEADING = 30
"""Characters by which marked words are known among others of their page."""
_ADDRESS_BEHIND = re.compile(r"(?:^|\s)(https?://\S+)\s*\Z")


@dataclass(frozen=True, slots=True)
class Clip:
    """One clip. `words` are what was marked, `html` is the page as the browser had it; where both are missing the clip is a
    bookmark, and its title all that is known of the page. `at` is an aware time."""

    url: str | None
    title: str | None
    words: str | None = None
    html: str | None = None
    tags: tuple[str, ...] = ()
    at: dt.datetime | None = None
    comment: str | None = None
    """The person's own words; they are kept as a decision, beside the report."""

    @property
    def name(self) -> str:
        """What it is known by when it comes again: its address, with the place of the marked words, or else its title."""
        return f"{self.url}#{self.part}" if self.part else self.url or self.title or "clip"

    @property
    def part(self) -> str | None:
        """The text fragment that names the marked words in their page; None for a page as a whole."""
        return None if self.words is None or self.url is None else f":~:text={quote(self.words[:_LEADING])}"


def clip_document(
    *,
    url: str | None,
    title: str | None,
    text: str | None,
    html: str | None,
    tags: Sequence[str],
    at: dt.datetime | None,
) -> bytes:
    """The JSON document of a clip. Share targets put the address behind the words: it is taken from there when `url` is missing.

    Raises `InputError` for an address that is none, and where there is nothing to keep.
    """
    words, url = (text or "").strip(), (url or "").strip()
    if not url and (found := _ADDRESS_BEHIND.search(words)):
        words, url = words[: found.start()].rstrip(), found[1]
    if url and not is_address(url):
        raise InputError(f"{url}: 記事の住所は http:// か https:// で始まり、空白を含みません (not a URL)")
    page = (html or "").strip()
    if not (words or page or (url and (title or "").strip())):
        raise InputError(
            "切り抜くものがありません (nothing to clip): 本文かページ、または住所と題を渡してください"
        )
    form: dict[str, Any] = {
        "url": url,
        "title": " ".join((title or "").split()),
        "text": words,
        # What was marked is what the person wants; the page around it would be the whole article again.
        "html": "" if words else page,
        "tags": [tag.strip().lstrip("#＃") for tag in tags if tag.strip().lstrip("#＃")],
        "at": None if at is None else at.isoformat(),
    }
    return json.dumps({k: v for k, v in form.items() if v}, ensure_ascii=False, indent=1).encode(
        errors="replace"
    )


def read_clip(document: str, name: str) -> Clip:
    """The clip of a JSON document. Raises `InputError` for one that is none."""
    try:
        form = json.loads(document)
        at = dt.datetime.fromisoformat(form["at"]) if form.get("at") else None
        at = at and at.replace(tzinfo=at.tzinfo or JAPAN)
        words = {field: form.get(field) or None for field in ("url", "title", "text", "html")}
        if not all(value is None or isinstance(value, str) for value in words.values()):
            raise TypeError("not words")
        tags = tuple(str(tag) for tag in form.get("tags") or ())
    except (ValueError, TypeError, AttributeError, RecursionError) as e:
        raise InputError(
            f"{name}: 切り抜きとして読めません ({type(e).__name__}): url, title, text, html, tags, at の JSON です (not a clip)"
        ) from None
    return Clip(words["url"], words["title"], words["text"], words["html"], tags, at)
