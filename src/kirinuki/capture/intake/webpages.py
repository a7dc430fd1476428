"""Web pages, as they came or as a person clipped them → the article of each, or the entries of a rolling page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kirinuki.capture.bookmarks import read_bookmark
from kirinuki.capture.clips import Clip, read_clip
from kirinuki.capture.encodings import Decoded
from kirinuki.capture.extract import Extracted, extract_text
from kirinuki.capture.extract.parts import Joined, join
from kirinuki.capture.extract.rules import RuleBook
from kirinuki.capture.intake.drafts import CONTROL, Draft, Intake, normal, one_line
from kirinuki.capture.notes import moment
from kirinuki.model.article import Completeness, Given
from kirinuki.model.text import Span


def web_page(
    decoded: Decoded, given: Given, rules: RuleBook | None, later: Sequence[tuple[str, Decoded]] = ()
) -> Intake:
    """The one article of a page and those `later`, its paragraphs parted by blank lines. The whole page is its place."""
    pages = [(given.url, extract_text(decoded, url=given.url, name=given.name, rules=rules))]
    pages += ((url, extract_text(page, url=url, name=url, rules=rules)) for url, page in later)
    joined = join(pages)
    page = joined.article
    published = None if given.published_from == "given" else moment(page.published)
    modified = moment(page.modified)
    draft = Draft(
        span=Span(0, len(decoded.text)),
        title=one_line(page.title),
        text=_page_text(page.paragraphs),
        published=given.published if published is None else published[0],
        published_at=None if published is None else published[1],
        modified_at=None if modified is None else modified[1],
        url=page.canonical,
        outlet=given.outlet or page.outlet,
        why=f"ページの一件 ({', '.join(page.why[told] for told in ('body', 'pages') if told in page.why)})",
        turns=_turns(joined),
    )
    found = Completeness(
        title=page.title is not None,
        published=page.published is not None,
        authors=bool(page.authors),
        section=page.section is not None,
        letters=len(page.text),
    )
    return Intake(_entries(draft, page) or (draft,), completeness=found)


def _page_text(paragraphs: Sequence[str]) -> str:
    return normal(CONTROL.sub("", "\n\n".join(paragraphs)))


def _turns(joined: Joined) -> tuple[int, ...]:
    """Where in the text each page behind the first begins; behind the text for one that brought nothing new, if it is the last."""
    paragraphs = joined.article.paragraphs
    firsts = (
        next((n for n, at in enumerate(joined.of) if at >= page), len(paragraphs))
        for page in range(1, len(joined.addresses))
    )
    return tuple(len(_page_text(paragraphs[:first])) + len("\n\n") for first in firsts)


def _entries(draft: Draft, page: Extracted) -> tuple[Draft, ...]:
    """The entries of a rolling page, each a report of its own at the page's address; none where the page has no address."""
    if draft.url is None:
        return ()
    moments = ((entry, moment(entry.published)) for entry in page.entries)
    return tuple(
        replace(
            draft,
            title=one_line(entry.title) or draft.title,
            text=normal(CONTROL.sub("", entry.text)),
            published=at[0],
            published_at=at[1],
            modified_at=None,
            part=entry.part,
            why=f"速報のページの一項 {entry.part} (an entry of a rolling page)",
        )
        for entry, at in moments
        if at is not None
    )


def clip_of(text: str, given: Given) -> Clip:
    """The clip or bookmark that the text is. Raises `InputError`."""
    return (read_bookmark if given.form == "bookmark" else read_clip)(text, given.name)


def clipped(decoded: Decoded, given: Given, rules: RuleBook | None) -> Intake:
    """The one report of a clip: the words that were marked, the article of the page, or the headline of a bookmark."""
    clip = clip_of(decoded.text, given)
    if clip.html is not None:
        page = web_page(replace(decoded, text=clip.html), replace(given, url=clip.url), rules).drafts[0]
        draft = replace(page, url=page.url or clip.url, title=page.title or one_line(clip.title))
        why = f"ブラウザーで見えていたページ: {page.why}"
    else:
        title = one_line(CONTROL.sub("", clip.title or "")) or clip.url
        text = normal(CONTROL.sub("", clip.words or title or ""))
        draft = Draft(Span(0, 0), title, text, given.published, url=clip.url, part=clip.part)
        marked = clip.words is not None
        why = "読んだ人が選んだ言葉 (marked by the reader)" if marked else "題だけのしおり (a bookmark)"
    at = None if clip.at is None or clip.words or clip.html else clip.at.isoformat()
    whole = Span(0, len(decoded.text))
    draft = replace(draft, span=whole, published_at=draft.published_at or at, why=why)
    return Intake((draft,), tags=clip.tags)
