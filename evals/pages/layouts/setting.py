"""What the layouts are set with: stamps, lists of links, cards, bodies."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from evals.pages.stories import CARDS, TEASERS, Story


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its gold. `published` is as exact as the page tells it."""

    html: str
    title: str
    paragraphs: tuple[str, ...]
    published: str
    encoding: str = "utf-8"


Layout = Callable[[Story], Page]


def page(
    story: Story,
    html: str,
    *,
    paragraphs: tuple[str, ...] | None = None,
    published: str | None = None,
    encoding: str = "utf-8",
) -> Page:
    """The page of a story that shows all of it, unless said otherwise."""
    return Page(
        html,
        story.title,
        story.paragraphs if paragraphs is None else paragraphs,
        published or iso(story.published),
        encoding,
    )


def iso(moment: dt.datetime) -> str:
    """2025-01-13T21:37:00+09:00"""
    return moment.isoformat(timespec="seconds")


def utc(moment: dt.datetime) -> str:
    """2025-01-13T12:37:00.000Z"""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def kanji(moment: dt.datetime) -> str:
    """2025年1月13日"""
    return f"{moment.year}年{moment.month}月{moment.day}日"


def clock(moment: dt.datetime) -> str:
    """21:37"""
    return f"{moment.hour}:{moment.minute:02d}"


def slashed(moment: dt.datetime) -> str:
    """2025/01/13 21:37"""
    return moment.strftime("%Y/%m/%d %H:%M")


def weekday(moment: dt.datetime) -> str:
    """月"""
    return "月火水木金土日"[moment.weekday()]


def later(story: Story, hours: int = 3) -> dt.datetime:
    """A moment after it was published."""
    return story.published + dt.timedelta(hours=hours, minutes=7)


def links(wrap: str = '<li><a href="/a/{n}">{t}</a></li>', count: int = 7) -> str:
    """Other articles as links."""
    return "".join(wrap.format(n=n, t=escape(t)) for n, t in enumerate(TEASERS[:count]))


def cards(wrap: str) -> str:
    """Other articles with their first sentences; `{t}` the title, `{x}` the sentences."""
    return "".join(wrap.format(n=n, t=t, x=x) for n, (t, x) in enumerate(CARDS))


def set_body(
    parts: tuple[tuple[bool, str], ...],
    p: str = "<p>{}</p>",
    h: str = "<h2>{}</h2>",
    between: Mapping[int, str] | None = None,
) -> str:
    """Paragraphs and subheadings in their markup; `between` is put before the part of that number."""
    between = between or {}
    return "\n".join(
        between.get(n, "") + (h if heading else p).format(escape(words))
        for n, (heading, words) in enumerate(parts)
    )


def json_ld(story: Story, site: str, **more: object) -> str:
    """NewsArticle as JSON-LD."""
    form = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": iso(story.published),
        "dateModified": iso(later(story)),
        "author": {"@type": "Organization", "name": site},
        "publisher": {"@type": "Organization", "name": site, "logo": {"@type": "ImageObject", "url": "https://x.example/l.png"}},
    }  # fmt: skip
    return script({key: value for key, value in (form | more).items() if value is not None})


def script(form: object) -> str:
    """A script of JSON-LD."""
    return f'<script type="application/ld+json">{json.dumps(form, ensure_ascii=False)}</script>'


def head(story: Story, title: str, *more: str) -> str:
    """The usual head with Open Graph."""
    return (
        f'<meta charset="utf-8"><title>{escape(title)}</title><meta property="og:type" content="article">'
        f'<meta property="og:title" content="{escape(title)}"><meta name="description" content="{escape(story.lead[:80])}…">'
        f"{''.join(more)}"
    )
