"""What a search found, for people and programs: lines on the terminal, JSON, CSV; its news as an Atom feed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.text import Text

from kirinuki.ask.nearly import Nearly
from kirinuki.ask.novelty import News
from kirinuki.ask.search import Hit, Hits
from kirinuki.model.article import NO_OUTLET
from kirinuki.model.query import Facet
from kirinuki.model.text import item_at
from kirinuki.publish.atom import Entry, Feed
from kirinuki.publish.tables import csv_lines
from kirinuki.publish.wording import legible

FACETS: Mapping[Facet, str] = {
    "outlet": "報道機関", "speaker": "話者", "month": "月", "tag": "タグ", "storyline": "流れ",
}  # fmt: skip


def hits_document(found: Hits, nearly: Sequence[Nearly] = ()) -> dict[str, Any]:
    """The JSON form: `total` and `hits`, where the next page begins, counts, and what a query that finds nothing nearly finds."""
    return {
        "total": found.total,
        "hits": [_hit(hit) for hit in found.hits],
        "cursor": found.cursor,
        "facets": {
            facet: [{"value": c.value, "name": c.name, "articles": c.articles} for c in counts]
            for facet, counts in found.facets.items()
        },
        "nearly": [{"query": near.query, "articles": near.articles, "why": near.why} for near in nearly],
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "article": hit.article,
        "external_id": hit.external_id,
        "revision": hit.revision,
        "field": hit.field,
        "start": hit.span.start,
        "end": hit.span.end,
        "text": hit.text,
        "outlet": hit.outlet,
        "title": hit.title,
        "published": hit.published,
        "before": hit.before,
        "after": hit.after,
        "marks": [{"start": mark.start, "end": mark.end} for mark in hit.marks],
    }


def hits_csv(found: Hits) -> Iterator[str]:
    """A row an article, for spreadsheets."""
    return csv_lines(
        ("article", "external_id", "item", "outlet", "published", "title", "before", "text", "after"),
        (
            (
                *(
                    hit.article,
                    hit.external_id or "",
                    _place(hit),
                    hit.outlet,
                    hit.published,
                    hit.title or "",
                ),
                *(hit.before, hit.text, hit.after),
            )
            for hit in found.hits
        ),
    )


def show_hits(found: Hits, nearly: Sequence[Nearly] = (), console: Console | None = None) -> None:
    """Print each place with its line, the words that were asked for in colour; how many there are, and what they are about."""
    console = console or Console(highlight=False)
    for hit in found.hits:
        console.print(Text(f"{_place(hit)}  ").append_text(_line(hit)), soft_wrap=True)
    part = f"のうち {len(found.hits)} 件" if found.total > len(found.hits) else ""
    lines = [f"{found.total} 件{part}"]
    if found.cursor:
        lines.append(f"続き: --cursor {found.cursor} (--limit でも増やせます)")
    for facet, counts in found.facets.items():
        if counts:
            lines.append(f"{FACETS[facet]}: {'、'.join(f'{c.name} {c.articles}' for c in counts)}")
    lines += [f"近いもの: {near.query}  {near.articles} 件。{near.why}" for near in nearly]
    for line in lines:
        console.print(Text(legible(line)), soft_wrap=True)


def _place(hit: Hit) -> str:
    # A place in a title is no place in the text, so it gets no item's id.
    return item_at(hit.revision, hit.span) if hit.field == "text" else f"{hit.revision} 見出し"


def _line(hit: Hit) -> Text:
    """The line around the hit, all words that were asked for in colour."""
    line, first = hit.before + hit.text + hit.after, hit.span.start - len(hit.before)
    shown, at = Text(), 0
    for mark in hit.marks:
        start, end = mark.start - first, mark.end - first
        if start >= at:
            shown.append(legible(line[at:start])).append(legible(line[start:end]), style="bold yellow")
            at = end
    return shown.append(legible(line[at:]))


def news_feed(name: str, query: str, news: Sequence[News], came: Mapping[str, dt.datetime]) -> Feed:
    """The news of a saved search: an entry an article, the one that came last first. `came` tells when each revision did."""
    entries = [
        _entry(list(passages), came[revision])
        for revision, passages in groupby(news, key=lambda one: one.source.revision)
    ]
    entries.sort(key=lambda entry: (entry.updated, entry.id), reverse=True)
    return Feed(f"search/{name}", f"{name} ({query})", entries)


def _entry(passages: Sequence[News], came: dt.datetime) -> Entry:
    """An article by its new passages: what it adds later is told under the same id, as an update."""
    source = passages[0].source
    return Entry(
        id=f"article/{source.article}",
        title=source.title or passages[0].evidence.text.partition("\n")[0][:60],
        updated=came,
        content="\n\n".join(one.evidence.text for one in passages),
        author=source.outlet or NO_OUTLET,
        link=source.uri,
    )
