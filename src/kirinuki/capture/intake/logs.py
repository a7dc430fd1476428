"""Clip logs, as text, as the entry of a blog or as a note → the reports that were pasted into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kirinuki.capture.cliplog import Report, split_log
from kirinuki.capture.intake.drafts import Draft, Intake, normal, one_line, too_long
from kirinuki.capture.intake.texts import one_report
from kirinuki.capture.markup import links_to, notes_linked, plain_text
from kirinuki.capture.movabletype import Entry, entries
from kirinuki.capture.notes import read_note
from kirinuki.errors import InputError
from kirinuki.model.article import Given, Problem
from kirinuki.model.text import Span
from kirinuki.read.reader import Reader


def clip_log(text: str, given: Given, decided: Mapping[str, bool], reader: Reader) -> Intake:
    """The reports of a log; one that is all of an unmarked text is read as a report by itself."""
    log = split_log(text, reader, given.published, decided)
    marked = log.blogs or log.tags or log.links or log.overlong
    if len(log.reports) == 1 and not marked and log.reports[0].title is None and log.reports[0].url is None:
        report = log.reports[0]
        draft = replace(one_report(text, report.span, given), outlet=report.outlet)
        return Intake((replace(draft, why=f"{report.why}; {draft.why}".strip("; ")),))
    drafts = (_draft(report, report.span, text, given) for report in log.reports)
    problems = tuple(too_long(text, span, given) for span in log.overlong)
    return Intake(tuple(d for d in drafts if d.text), log.blogs, log.tags, log.links, problems)


def entry_of(text: str, name: str) -> Entry:
    """The one entry of an export that holds no more. Raises `InputError` for none, a damaged one, and several."""
    found = list(entries(text, name))
    if len(found) != 1:
        raise InputError(
            f"{name}: ブログの書き出しで、記事が {len(found)} 件あります。kirinuki import mt {name} で取り込んでください "
            "(an export of several entries)"
        )
    if isinstance(found[0], InputError):
        raise found[0]
    return found[0]


def blog_entry(text: str, given: Given, decided: Mapping[str, bool], reader: Reader) -> Intake:
    """A blog's entry: its categories as tags, its address as the blog's."""
    entry = entry_of(text, given.name)
    return _logged(text, given, entry.title, entry.tags, entry.bodies, decided, reader)


def note(text: str, given: Given, decided: Mapping[str, bool], reader: Reader) -> Intake:
    """A note, as a blog's entry; what is wrong with its front matter is told."""
    read = read_note(text, given.name)
    intake = _logged(text, given, read.title, read.tags, (read.body,), decided, reader)
    problems = [Problem(None, given.name, read.problem)] if read.problem else []
    return replace(intake, problems=(*problems, *intake.problems))


def _logged(
    text: str,
    given: Given,
    title: str | None,
    tags: Sequence[str],
    bodies: Sequence[Span],
    decided: Mapping[str, bool],
    reader: Reader,
) -> Intake:
    """An entry of a log in HTML, はてな記法 or Markdown: its reports as those of a pasted log. `title` is its one report's where
    that has none of its own."""
    drafts: list[Draft] = []
    told, links = dict.fromkeys(tags), dict[str, None]()
    problems: list[Problem] = []
    for body in bodies:
        plain = plain_text(text, body.start, body.end)
        log = split_log(plain.text, reader, given.published, decided, given.url)
        told |= dict.fromkeys(log.tags)
        links |= dict.fromkeys((*log.links, *(links_to(plain, given.url) if given.url else ())))
        links |= dict.fromkeys(notes_linked(plain, given.name))
        problems += (too_long(text, plain.place(span), given) for span in log.overlong)
        drafts += (_draft(report, plain.place(report.span), plain.text, given) for report in log.reports)
    if len(drafts) == 1 and drafts[0].title is None:
        drafts = [replace(drafts[0], title=one_line(title))]
    blogs = (given.url,) if given.url else ()
    return Intake(tuple(d for d in drafts if d.text), blogs, tuple(told), tuple(links), tuple(problems))


def _draft(report: Report, place: Span, text: str, given: Given) -> Draft:
    """The draft of a report of the log `text`, which stands at `place` in what was captured."""
    return Draft(
        span=place,
        title=one_line(report.title),
        text=_without_title(report.span.of(text), report.title),
        published=report.published or given.published,
        url=report.url,
        outlet=report.outlet,
        why=report.why,
    )


def _without_title(words: str, title: str | None) -> str:
    """The report's text without the line that is its title."""
    text = normal(words)
    first, _, rest = (part.strip() for part in text.partition("\n"))
    return rest if title and rest and (one_line(title) or "") in first else text
