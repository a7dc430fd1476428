"""One report a file: plain text, and Markdown with front matter."""

from __future__ import annotations

import re
from dataclasses import replace

from kirinuki.capture.addresses import is_address
from kirinuki.capture.intake.drafts import Draft, Intake, as_words, normal, one_line
from kirinuki.capture.notes import date_in, front_matter, moment, tags_in
from kirinuki.model.article import Given, Problem
from kirinuki.model.text import Span

_HEADING = re.compile(r"#[^\S\n]+(?P<title>[^\r\n]*)(?:\r?\n|\Z)")
_FIRST_LINE = re.compile(r"(?P<title>[^\r\n]{1,60})\r?\n(?:[^\S\n]*\r?\n)+")
_BLOCK_MARK = re.compile(r"^[^\S\n]*(?:#{1,6}[^\S\n]+|(?:>[^\S\n]?)+)", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)")
_ANCHOR = re.compile(r"\[(?P<words>[^\[\]\n]+)\]\((?P<url>[^()\s]+)(?:[^\S\n][^()\n]*)?\)")
_EMPHASIS = re.compile(r"(?P<mark>\*\*\*|\*\*|__|\*)(?=\S)(?P<words>[^*_\n]+?)(?P=mark)")


def one_report(text: str, span: Span, given: Given) -> Draft:
    """One report. A short first line without a full stop, set off by a blank line, is its title."""
    words = span.of(text)
    skipped = len(words) - len(words.lstrip())
    first = _FIRST_LINE.match(words, skipped)
    if first is None or "。" in first["title"] or not words[first.end() :].strip():
        return _draft(text, span, given, None, "一件の記事 (one report)")
    body = Span(span.start + first.end(), span.end)
    return _draft(
        text,
        body,
        given,
        one_line(first["title"]),
        "一件の記事、離れた一行目は題 (first line set off as a title)",
    )


def _draft(text: str, span: Span, given: Given, title: str | None, why: str) -> Draft:
    """A draft of the words at `span`, white space around them left out."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    span = Span(start, start + len(words.strip()))
    return Draft(span, title, normal(span.of(text)), given.published, why=why)


def markdown(text: str, given: Given) -> Intake:
    """The one report of a Markdown file, with what its front matter says of it."""
    fields, start, problem = front_matter(text)
    start += len(text[start:]) - len(text[start:].lstrip())
    title = as_words(fields.get("title"))
    if (heading := _HEADING.match(text, start)) is not None:
        words = one_line(heading["title"].rstrip("# \t"))
        if title is None or one_line(title) == words:
            title, start = words, heading.end()
    draft = _draft(text, Span(start, len(text)), given, one_line(title), "Markdown の一件 (one report)")
    words = _IMAGE.sub("", draft.text)
    links = dict.fromkeys(found["url"] for found in _ANCHOR.finditer(words) if is_address(found["url"]))
    draft = replace(draft, text=_without_marks(words))
    problems = [Problem(None, given.name, problem)] if problem else []
    if not draft.text:
        problems.append(Problem(None, given.name, "本文がありません (no text)"))
    published = moment(date_in(fields))
    modified = moment(fields.get("modified", fields.get("updated")))
    url = as_words(fields.get("url"))
    if url is not None and not is_address(url):
        problems.append(Problem(None, given.name, f"url が住所ではありません (not a URL): {url}"))
        url = None
    draft = replace(
        draft,
        published_at=None if published is None or given.published_from == "given" else published[1],
        modified_at=None if modified is None else modified[1],
        url=url,
        outlet=as_words(fields.get("outlet")),
        external_id=as_words(fields.get("id")),
    )
    return Intake(
        (draft,) if draft.text else (),
        tags=tags_in(fields),
        links=tuple(links),
        problems=tuple(problems),
    )


def _without_marks(words: str) -> str:
    """Markdown as it is read: headings, quotes, emphasis and links without their marks."""
    words = _ANCHOR.sub(r"\g<words>", _BLOCK_MARK.sub("", words))
    return _EMPHASIS.sub(r"\g<words>", words).strip()
