"""Decoded bytes → reports, by the form they come in.

A clip log (reports pasted one under another), one plain report, Markdown with front matter, JSON Lines, the entry of a blog as
Movable Type exports it, a web page, and what a person clipped.
The same bytes with the same words beside them and the same decisions give the same reports: that is how the database is
made again, and how a shown word is proved from its capture. Bad lines become problems and the others go on.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kirinuki.capture.addresses import is_address
from kirinuki.capture.cliplog import LONGEST, split_log
from kirinuki.capture.encodings import Decoded
from kirinuki.capture.extract import extract_text, is_page
from kirinuki.capture.extract.rules import RuleBook
from kirinuki.capture.intake.drafts import Draft, Intake, normal, too_long
from kirinuki.capture.intake.jsonlines import json_lines, json_object
from kirinuki.capture.intake.logs import blog_entry, clip_log, entry_of, note
from kirinuki.capture.intake.texts import markdown, one_report
from kirinuki.capture.intake.webpages import clip_of, clipped, web_page
from kirinuki.capture.movabletype import is_export
from kirinuki.capture.notes import date_in, day_in_name, front_matter, has_front_matter, moment
from kirinuki.errors import InputError
from kirinuki.model.article import JAPAN, Given, Problem
from kirinuki.model.text import Span
from kirinuki.read.reader import Reader

__all__ = ["CONTINUATION", "FORMS", "Draft", "Intake", "about", "decide", "normal", "take"]

CONTINUATION = "continuation"
"""The form of a later page of an article: it shows nothing by itself, the first page's capture is read with it."""
FORMS = ("auto", "cliplog", "text", "markdown", "jsonl", "movabletype", "page", "clip", "bookmark", "note")

_SUFFIXES = {".md": "markdown", ".markdown": "markdown", ".jsonl": "jsonl", ".ndjson": "jsonl"}
_LINE = re.compile(r"[^\r\n]+")
_PHYSICAL = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def about(
    decoded: Decoded,
    *,
    name: str,
    published: dt.date | None,
    outlet: str | None,
    url: str | None,
    form: str,
    today: dt.date,
    rules: RuleBook | None = None,
) -> Given:
    """What is kept beside the bytes, with the day they are read from settled.

    That is the day given, else the one in the front matter, else the one in the name (2022-12-31, 20221231), else
    `today`. `rules` are those of outlets for their pages. Raises `InputError` for an address that is none.
    """
    if url is not None and not is_address(url):
        raise InputError(f"{url}: 記事の住所は http:// か https:// で始まり、空白を含みません (not a URL)")
    if form not in FORMS:
        raise InputError(f"{form}: そういう形はありません (form): {', '.join(FORMS)} のどれかです")
    given = Given(_unicode(name), today, "capture day", outlet and _unicode(outlet), url, form)
    if published is not None:
        return replace(given, published=published, published_from="given")
    day, told_by = _own_day(decoded, given, rules)
    if day is None:
        day, told_by = day_in_name(name), "name"
    return given if day is None else replace(given, published=day, published_from=told_by)


def _own_day(decoded: Decoded, given: Given, rules: RuleBook | None) -> tuple[dt.date | None, str]:
    """The day that a text tells of itself, None where it tells none, and by what it would."""
    text = decoded.text
    match _form(text, given):
        case "markdown" | "note":
            fields, _, _ = front_matter(text)
            at, told_by = moment(date_in(fields)), "front matter"
        case "movabletype":
            return entry_of(text, given.name).at.date(), "front matter"
        case "clip" | "bookmark":
            clipped_at = clip_of(text, given).at
            return clipped_at and clipped_at.astimezone(JAPAN).date(), "clip"
        case "page":
            found = extract_text(decoded, url=given.url, name=given.name, rules=rules)
            at, told_by = moment(found.published), "page"
        case _:
            return None, ""
    return at and at[0], told_by


def take(
    decoded: Decoded,
    given: Given,
    decided: Mapping[str, bool],
    reader: Reader,
    rules: RuleBook | None = None,
    later: Sequence[tuple[str, Decoded]] = (),
) -> Intake:
    """The reports of a capture, in the order of its text; `later` are the later pages of its article, with their addresses.

    `decided` says of paragraphs of a clip log, by their words, whether a report begins there; `rules` are those of outlets for
    their pages on the day of the capture. Raises `InputError` when there is no letter to read.
    """
    if not decoded.text.strip():
        raise InputError(f"{given.name}: 空白しかありません (blank): 中身のあるファイルを指してください")
    match _form(decoded.text, given):
        case "continuation":
            return Intake(())
        case "jsonl":
            intake = json_lines(decoded.text, given)
        case "markdown":
            intake = markdown(decoded.text, given)
        case "note":
            intake = note(decoded.text, given, decided, reader)
        case "movabletype":
            intake = blog_entry(decoded.text, given, decided, reader)
        case "page":
            intake = web_page(decoded, given, rules, later)
        case "clip" | "bookmark":
            intake = clipped(decoded, given, rules)
        case "text":
            intake = Intake((one_report(decoded.text, Span(0, len(decoded.text)), given),))
        case _:
            intake = clip_log(decoded.text, given, decided, reader)
    drafts = [
        replace(draft, outlet=draft.outlet or given.outlet)
        for draft in intake.drafts
        if len(draft.text) <= LONGEST
    ]
    overlong = (draft.span for draft in intake.drafts if len(draft.text) > LONGEST)
    problems = [*intake.problems, *(too_long(decoded.text, span, given) for span in overlong)]
    if given.url is not None and given.url not in intake.blogs:
        if len(drafts) == 1:
            drafts = [replace(drafts[0], url=drafts[0].url or given.url)]
        elif not any(draft.part for draft in drafts):
            problems.append(
                Problem(
                    None,
                    given.name,
                    f"報道が {len(drafts)} 件あるので、住所 {given.url} はどれにも付けませんでした",
                )
            )
    if not drafts and not problems:
        problems.append(
            Problem(
                None, given.name, "報道が見つかりません (no report found): 本文が入っているか確かめてください"
            )
        )
    return replace(intake, drafts=tuple(drafts), problems=tuple(problems))


def decide(decoded: Decoded, given: Given, starts: Sequence[int], reader: Reader) -> dict[str, bool]:
    """The decision that reports begin at the lines `starts` (from 1) and nowhere else, paragraph by paragraph.

    Of paragraphs with the same words, all begin a report where one does. Raises `InputError` for what is no clip log, and
    when no report can begin at one of the lines.
    """
    text = decoded.text
    if _form(text, given) != "cliplog":
        raise InputError(
            f"{given.name}: 切り抜き帳ではないので分けられません (not a clip log): --form cliplog を付けてください"
        )
    lines = [(n, m.span(), m[0].strip()) for n, m in enumerate(_PHYSICAL.finditer(text), 1) if m[0].strip()]
    decided = dict.fromkeys((words for _, _, words in lines), False)
    wanted = {n: place for place, (n, _, _) in enumerate(lines) if n in starts}
    if strange := sorted(set(starts) - wanted.keys()):
        raise InputError(
            f"{given.name}: {strange[0]} 行目は空か、ありません (no such line): 記事が始まる行を指してください"
        )
    decided |= {lines[place][2]: True for place in wanted.values()}
    for _ in range(2):
        begun = [report.span.start for report in split_log(text, reader, given.published, decided).reports]
        missed = [
            n for n, p in wanted.items() if not any(lines[p][1][0] <= at < lines[p][1][1] for at in begun)
        ]
        # A headline is no paragraph: the report begins with the paragraph under it.
        decided |= {lines[wanted[n] + 1][2]: True for n in missed if wanted[n] + 1 < len(lines)}
        if not missed:
            return decided
    raise InputError(
        f"{given.name}: {missed[0]} 行目から記事は始められません (no report can begin here): 本文の行を指してください"
    )


def _form(text: str, given: Given) -> str:
    """The form asked for, else the one that the name's ending or the first characters show; a clip log otherwise."""
    if given.form != "auto":
        return given.form
    suffix = given.name[given.name.rfind(".") :].lower() if "." in given.name else ""
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    first = _LINE.search(text)
    if first is not None and first[0].lstrip().startswith("{") and isinstance(json_object(first[0]), dict):
        return "jsonl"
    if is_page(text):
        return "page"
    if is_export(text):
        return "movabletype"
    return "markdown" if has_front_matter(text) else "cliplog"


def _unicode(words: str) -> str:
    """A name from the file system or the command line as Unicode text: NFC, what could not be decoded replaced."""
    return unicodedata.normalize("NFC", words.encode(errors="surrogateescape").decode(errors="replace"))
