"""What is new, as JSON and on the terminal: under each report the passages that nobody told before, new words marked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from kirinuki.ask.novelty import Arrived, News
from kirinuki.model.text import Span
from kirinuki.publish.setting import padded
from kirinuki.publish.wording import CHANGES, legible

_LABEL = 6
_STYLES = {"new": "green", "extended": "cyan", "updated": "bold cyan", "corrected": "bold magenta"}


def show_news(news: Sequence[News], *, explain: bool, console: Console | None = None) -> None:
    """Print what is new under its reports; words that are new in a sentence known before stand in 〔〕 where there is no
    colour."""
    console = console or Console(highlight=False)
    colour = console.color_system is not None and not console.no_color
    before = None
    for item in news:
        if item.source.revision != before:
            before = item.source.revision
            heading = f"{item.source.outlet or '不明'} {item.source.title or ''}".strip()
            console.print(Text(legible(heading), style="bold"), soft_wrap=True)
        label = CHANGES[item.kind]
        line = Text("  ").append(padded(label, _LABEL), style=_STYLES[item.kind])
        for words, is_new in pieces(item):
            mark = is_new and item.kind != "new"
            line.append(f"〔{words}〕" if mark and not colour else words, style="green" if mark else "")
        console.print(line, soft_wrap=True)
        aside = f"{item.item}  {item.why}" if explain else item.item
        console.print(Text(" " * (_LABEL + 2) + aside, style="dim"), soft_wrap=True)
        if explain and item.was is not None:
            console.print(
                Text(" " * (_LABEL + 2) + f"前: {legible(item.was.text)}", style="dim"), soft_wrap=True
            )
    console.print(Text(f"新しいこと {len(news)} 件"))


def news_document(arrived: Arrived, since: dt.datetime | None) -> dict[str, Any]:
    """The JSON form of what arrived after `since` (None, or the calendar's first year: ever)."""
    return {
        "since": since.isoformat() if since and since.year > 1 else None,
        "until": arrived.until.isoformat() if arrived.until else None,
        "news": [
            {
                "item": news.item,
                "kind": news.kind,
                "text": news.evidence.text,
                "article": news.source.article,
                "outlet": news.source.outlet or None,
                "title": news.source.title,
                "published": news.source.when_published,
                "was": news.was and {"revision": news.was.revision, "text": news.was.text},
                "anew": [{"start": s.start, "end": s.end, "text": _words(news, s)} for s in news.anew],
                "why": news.why,
            }
            for news in arrived.news
        ],
    }


def _words(news: News, span: Span) -> str:
    """The words at a place of the news' revision."""
    start = news.evidence.span.start
    return news.evidence.text[span.start - start : span.end - start]


def pieces(item: News) -> Iterator[tuple[str, bool]]:
    """The passage in pieces, and whether each is new."""
    text, start = item.evidence.text.replace("\n", " "), item.evidence.span.start
    at = 0
    for span in item.anew:
        yield legible(text[at : span.start - start]), False
        yield legible(text[span.start - start : span.end - start]), True
        at = span.end - start
    yield legible(text[at:]), not item.anew
