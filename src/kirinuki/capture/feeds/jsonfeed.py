"""JSON Feed 1.0 and 1.1 → what it says, as `vocabulary` says it of XML."""

from __future__ import annotations

import json
import re
from typing import Any

from kirinuki.capture.addresses import is_address
from kirinuki.capture.feeds.channel import MOST, Announced, Channel, announced, joined, too_many
from kirinuki.capture.feeds.moments import Clock
from kirinuki.capture.feeds.words import one_line, paragraphs
from kirinuki.errors import InputError
from kirinuki.model.article import Problem

_VERSION = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/1(?:\.\d)?/?")


def read_json(text: str, url: str) -> Channel:
    """What the JSON Feed in `text` holds, got from `url`. Raises `InputError` for JSON that is broken or no feed."""
    try:
        form = json.loads(text.lstrip("\ufeff"), strict=False)
    except RecursionError:
        raise InputError(
            f"{url}: JSON の入れ子が深すぎます (too deep): フィードの住所か確かめてください"
        ) from None
    except ValueError as e:
        raise InputError(
            f"{url}: JSON として読めません: {e} (not JSON): もう一度取り込むか、フィードの住所を確かめてください"
        ) from None
    items = form.get("items")
    if not isinstance(items, list) or _VERSION.fullmatch(_word(form, "version") or "") is None:
        raise InputError(
            f"{url}: JSON ですが JSON Feed ではありません (no JSON Feed: version, items): フィードの住所か確かめてください"
        )
    authors = _people(form)

    def entries(clock: Clock) -> Announced:
        for number, item in enumerate(items[:MOST], 1):
            yield from _entry(item, url, authors, clock, f"{number} 件目")
        if len(items) > MOST:
            yield too_many()

    return Channel(
        kind="json",
        entries=entries,
        title=one_line(_word(form, "title") or ""),
        home=joined(url, _word(form, "home_page_url")),
        language=_word(form, "language"),
    )


def _entry(item: Any, url: str, authors: tuple[str, ...], clock: Clock, place: str) -> Announced:
    if not isinstance(item, dict):
        yield Problem(None, place, "項目の形ではありません (no object): 入れません")
        return
    own = _word(item, "id")
    told = _word(item, "summary") or _word(item, "content_text")
    tags = item.get("tags")
    yield from announced(
        clock,
        place,
        url=joined(url, _word(item, "url"))
        or joined(url, _word(item, "external_url"))
        or (own if own is not None and is_address(own) else None),
        id=own,
        title=one_line(_word(item, "title") or ""),
        published=_word(item, "date_published"),
        modified=_word(item, "date_modified"),
        authors=_people(item) or authors,
        categories=tuple(dict.fromkeys(t for t in tags if isinstance(t, str) and t))
        if isinstance(tags, list)
        else (),
        summary=paragraphs(told) if told else None,
        content_html=_word(item, "content_html"),
        base=url,
    )


def _word(form: dict[str, Any], key: str) -> str | None:
    value = form.get(key)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return value.strip() or None if isinstance(value, str) else None


def _people(form: dict[str, Any]) -> tuple[str, ...]:
    """`authors` of 1.1, `author` of 1.0."""
    several = form.get("authors")
    people = several if isinstance(several, list) else [form.get("author")]
    return tuple(
        dict.fromkeys(
            name for person in people if isinstance(person, dict) and (name := _word(person, "name"))
        )
    )
