"""Decoded bytes → reports, by the form they come in.

A clip log (reports pasted one under another), one plain report, Markdown with front matter, JSON Lines, the entry of a blog as
Movable Type exports it, a web page, and what a person clipped.
The same bytes with the same words beside them and the same decisions give the same reports: that is how the database is
made again, and how a shown word is proved from its capture. Bad lines become problems and the others go on.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kirinuki.capture.addresses import is_address
from kirinuki.capture.bookmarks import read_bookmark
from kirinuki.capture.cliplog import BREAK, LONGEST, split_log
from kirinuki.capture.clips import Clip, read_clip
from kirinuki.capture.encodings import Decoded
from kirinuki.capture.extract import Extracted, extract_text, is_page
from kirinuki.capture.extract.parts import Joined, join
from kirinuki.capture.extract.rules import RuleBook
from kirinuki.capture.markup import links_to, notes_linked, plain_text
from kirinuki.capture.movabletype import Entry, entries, is_export
from kirinuki.capture.notes import (
    date_in,
    day_in_name,
    front_matter,
    has_front_matter,
    moment,
    read_note,
    tags_in,
)
from kirinuki.errors import InputError
from kirinuki.model.article import JAPAN, Completeness, Given, Problem
from kirinuki.model.text import Span
from kirinuki.read.reader import Reader

CONTINUATION = "continuation"
"""The form of a later page of an article: it shows nothing by itself, the first page's capture is read with it."""
FORMS = ("auto", "cliplog", "text", "markdown", "jsonl", "movabletype", "page", "clip", "bookmark", "note")


_SUFFIXES = {".md": "markdown", ".markdown": "markdown", ".jsonl": "jsonl", ".ndjson": "jsonl"}
_HEADING = re.compile(r"#[^\S\n]+(?P<title>[^\r\n]*)(?:\r?\n|\Z)")
_FIRST_LINE = re.compile(r"(?P<title>[^\r\n]{1,60})\r?\n(?:[^\S\n]*\r?\n)+")
_LINE = re.compile(r"[^\r\n]+")
_PHYSICAL = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_BLOCK_MARK = re.compile(r"^[^\S\n]*(?:#{1,6}[^\S\n]+|(?:>[^\S\n]?)+)", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)")
_ANCHOR = re.compile(r"\[(?P<words>[^\[\]\n]+)\]\((?P<url>[^()\s]+)(?:[^\S\n][^()\n]*)?\)")
_EMPHASIS = re.compile(r"(?P<mark>\*\*\*|\*\*|__|\*)(?=\S)(?P<words>[^*_\n]+?)(?P=mark)")
_CONTROL = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as the capture shows it, before it is known which article it is of.

    `span` is its place in the decoded text as given; `text` the same words in NFC with `\\n`. `outlet` is the name as
    written, `why` says how the report was told from what stands around it.
    """

    span: Span
    title: str | None
    text: str
    published: dt.date
    published_at: str | None = None
    modified_at: str | None = None
    url: str | None = None
    outlet: str | None = None
    external_id: str | None = None
    why: str = ""
    part: str | None = None
    """The fragment that names the words in the page at `url`, where they are only some of it."""
    turns: tuple[int, ...] = ()
    """Where in `text` each later page of the article begins."""


@dataclass(frozen=True, slots=True)
class Intake:
    """All that a capture shows. `problems` have no capture yet; their place is the line."""

    drafts: tuple[Draft, ...]
    blogs: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    completeness: Completeness | None = None


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
    if _form(decoded.text, given) in ("markdown", "note"):
        fields, _, _ = front_matter(decoded.text)
        if (day := moment(date_in(fields))) is not None:
            return replace(given, published=day[0], published_from="front matter")
    if _form(decoded.text, given) == "movabletype":
        return replace(given, published=_entry(decoded.text, name).at.date(), published_from="front matter")
    if (clip := _clip(decoded.text, given)) is not None and clip.at is not None:
        return replace(given, published=clip.at.astimezone(JAPAN).date(), published_from="clip")
    if _form(decoded.text, given) == "page":
        day = moment(extract_text(decoded, url=url, name=name, rules=rules).published)
        if day is not None:
            return replace(given, published=day[0], published_from="page")
    if (named := day_in_name(name)) is not None:
        return replace(given, published=named, published_from="name")
    return given


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
            intake = _json_lines(decoded.text, given)
        case "markdown":
            intake = _markdown(decoded.text, given)
        case "note":
            intake = _note(decoded.text, given, decided, reader)
        case "movabletype":
            intake = _blog_entry(decoded.text, given, decided, reader)
        case "page":
            intake = _web_page(decoded, given, rules, later)
        case "clip" | "bookmark":
            intake = _clipped(decoded, given, rules)
        case "text":
            intake = Intake((_plain(decoded.text, Span(0, len(decoded.text)), given),))
        case _:
            intake = _clip_log(decoded.text, given, decided, reader)
    drafts = [
        replace(draft, outlet=draft.outlet or given.outlet)
        for draft in intake.drafts
        if len(draft.text) <= LONGEST
    ]
    overlong = (draft.span for draft in intake.drafts if len(draft.text) > LONGEST)
    problems = [*intake.problems, *(_overlong(decoded.text, span, given) for span in overlong)]
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


def normal(words: str) -> str:
    """`words` as a revision holds them: NFC, `\\n`, no white space around."""
    return unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _form(text: str, given: Given) -> str:
    """The form asked for, else the one that the name's ending or the first characters show; a clip log otherwise."""
    if given.form != "auto":
        return given.form
    suffix = given.name[given.name.rfind(".") :].lower() if "." in given.name else ""
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    first = _LINE.search(text)
    if first is not None and first[0].lstrip().startswith("{") and isinstance(_object(first[0]), dict):
        return "jsonl"
    if is_page(text):
        return "page"
    if is_export(text):
        return "movabletype"
    return "markdown" if has_front_matter(text) else "cliplog"


def _clip_log(text: str, given: Given, decided: Mapping[str, bool], reader: Reader) -> Intake:
    log = split_log(text, reader, given.published, decided)
    marked = log.blogs or log.tags or log.links or log.overlong
    if len(log.reports) == 1 and not marked and log.reports[0].title is None and log.reports[0].url is None:
        report = log.reports[0]
        draft = replace(_plain(text, report.span, given), outlet=report.outlet)
        return Intake((replace(draft, why=f"{report.why}; {draft.why}".strip("; ")),))
    drafts = (
        Draft(
            span=report.span,
            title=_title(report.title),
            text=_body(report.span.of(text), report.title),
            published=report.published or given.published,
            url=report.url,
            outlet=report.outlet,
            why=report.why,
        )
        for report in log.reports
    )
    problems = tuple(_overlong(text, span, given) for span in log.overlong)
    return Intake(tuple(d for d in drafts if d.text), log.blogs, log.tags, log.links, problems)


def _web_page(
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
        title=_title(page.title),
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
    return normal(_CONTROL.sub("", "\n\n".join(paragraphs)))


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
            title=_title(entry.title) or draft.title,
            text=normal(_CONTROL.sub("", entry.text)),
            published=at[0],
            published_at=at[1],
            modified_at=None,
            part=entry.part,
            why=f"速報のページの一項 {entry.part} (an entry of a rolling page)",
        )
        for entry, at in moments
        if at is not None
    )


def _clip(text: str, given: Given) -> Clip | None:
    """The clip that the text is; None for another form. Raises `InputError`."""
    if given.form == "bookmark":
        return read_bookmark(text, given.name)
    return read_clip(text, given.name) if given.form == "clip" else None


def _clipped(decoded: Decoded, given: Given, rules: RuleBook | None) -> Intake:
    """The one report of a clip: the words that were marked, the article of the page, or the headline of a bookmark."""
    clip = _clip(decoded.text, given)
    assert clip is not None
    if clip.html is not None:
        page = _web_page(replace(decoded, text=clip.html), replace(given, url=clip.url), rules).drafts[0]
        draft = replace(page, url=page.url or clip.url, title=page.title or _title(clip.title))
        why = f"ブラウザーで見えていたページ: {page.why}"
    else:
        title = _title(_CONTROL.sub("", clip.title or "")) or clip.url
        text = normal(_CONTROL.sub("", clip.words or title or ""))
        draft = Draft(Span(0, 0), title, text, given.published, url=clip.url, part=clip.part)
        marked = clip.words is not None
        why = "読んだ人が選んだ言葉 (marked by the reader)" if marked else "題だけのしおり (a bookmark)"
    at = None if clip.at is None or clip.words or clip.html else clip.at.isoformat()
    whole = Span(0, len(decoded.text))
    draft = replace(draft, span=whole, published_at=draft.published_at or at, why=why)
    return Intake((draft,), tags=clip.tags)


def _entry(text: str, name: str) -> Entry:
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


def _blog_entry(text: str, given: Given, decided: Mapping[str, bool], reader: Reader) -> Intake:
    """A blog's entry: its categories as tags, its address as the blog's."""
    entry = _entry(text, given.name)
    return _logged(text, given, entry.title, entry.tags, entry.bodies, decided, reader)


def _note(text: str, given: Given, decided: Mapping[str, bool], reader: Reader) -> Intake:
    """A note, as a blog's entry; what is wrong with its front matter is told."""
    note = read_note(text, given.name)
    intake = _logged(text, given, note.title, note.tags, (note.body,), decided, reader)
    problems = [Problem(None, given.name, note.problem)] if note.problem else []
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
        problems += (_overlong(text, plain.place(span), given) for span in log.overlong)
        drafts += (
            Draft(
                span=plain.place(report.span),
                title=_title(report.title),
                text=_body(report.span.of(plain.text), report.title),
                published=report.published or given.published,
                url=report.url,
                outlet=report.outlet,
                why=report.why,
            )
            for report in log.reports
        )
    if len(drafts) == 1 and drafts[0].title is None:
        drafts = [replace(drafts[0], title=_title(title))]
    blogs = (given.url,) if given.url else ()
    return Intake(tuple(d for d in drafts if d.text), blogs, tuple(told), tuple(links), tuple(problems))


def _overlong(text: str, span: Span, given: Given) -> Problem:
    return Problem(
        None,
        f"{given.name}:{len(BREAK.findall(text, 0, span.start)) + 1}",
        f"{span.end - span.start:,} 字続く一件は長すぎて読みません。バイト列は保存してあります。{LONGEST:,} 字までの記事に"
        "分けて足してください (too long to be one report; the bytes are kept)",
    )


def _body(words: str, title: str | None) -> str:
    """The report's text without the line that is its title."""
    text = normal(words)
    first, _, rest = (part.strip() for part in text.partition("\n"))
    return rest if title and rest and (_title(title) or "") in first else text


def _plain(text: str, span: Span, given: Given) -> Draft:
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
        _title(first["title"]),
        "一件の記事、離れた一行目は題 (first line set off as a title)",
    )


def _draft(text: str, span: Span, given: Given, title: str | None, why: str) -> Draft:
    """A draft of the words at `span`, white space around them left out."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    span = Span(start, start + len(words.strip()))
    return Draft(span, title, normal(span.of(text)), given.published, why=why)


def _markdown(text: str, given: Given) -> Intake:
    fields, start, problem = front_matter(text)
    start += len(text[start:]) - len(text[start:].lstrip())
    title = _words(fields.get("title"))
    if (heading := _HEADING.match(text, start)) is not None:
        words = _title(heading["title"].rstrip("# \t"))
        if title is None or _title(title) == words:
            title, start = words, heading.end()
    draft = _draft(text, Span(start, len(text)), given, _title(title), "Markdown の一件 (one report)")
    words = _IMAGE.sub("", draft.text)
    links = dict.fromkeys(found["url"] for found in _ANCHOR.finditer(words) if is_address(found["url"]))
    draft = replace(draft, text=_without_marks(words))
    problems = [Problem(None, given.name, problem)] if problem else []
    if not draft.text:
        problems.append(Problem(None, given.name, "本文がありません (no text)"))
    published = moment(date_in(fields))
    modified = moment(fields.get("modified", fields.get("updated")))
    url = _words(fields.get("url"))
    if url is not None and not is_address(url):
        problems.append(Problem(None, given.name, f"url が住所ではありません (not a URL): {url}"))
        url = None
    draft = replace(
        draft,
        published_at=None if published is None or given.published_from == "given" else published[1],
        modified_at=None if modified is None else modified[1],
        url=url,
        outlet=_words(fields.get("outlet")),
        external_id=_words(fields.get("id")),
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


def _json_lines(text: str, given: Given) -> Intake:
    drafts, problems = [], []
    for number, line in _lines(text):
        found = _json_report(text, line, given)
        if isinstance(found, Draft):
            drafts.append(found)
        else:
            problems.append(Problem(None, f"{given.name}:{number}", found))
    return Intake(tuple(drafts), problems=tuple(problems))


def _lines(text: str) -> Iterator[tuple[int, Span]]:
    """Lines that hold something, with their numbers from 1. JSON allows U+2028 inside; only \\n ends a line."""
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if words := line.strip(" \t\r"):
            begin = start + line.index(words)
            yield number, Span(begin, begin + len(words))
        start += len(line) + 1


def _json_report(text: str, line: Span, given: Given) -> Draft | str:
    """The report on one line, or what is wrong with the line."""
    form = _object(line.of(text))
    if not isinstance(form, dict):
        return form
    body = form.get("text")
    if not isinstance(body, str) or not body.strip():
        return "text がありません (no text): 本文を text に入れてください"
    for field in ("text", "title", "url", "outlet"):
        if isinstance(form.get(field), str) and (bad := _CONTROL.search(form[field])):
            return f"{field} の {bad.start()} 字目が文字ではありません (U+{ord(bad[0]):04X})"
    published = moment(form.get("published"))
    if published is None and form.get("published") is not None:
        return f"published が日時ではありません (not a date): {form['published']!r}: 2022-12-31 の形で"
    modified = moment(form.get("modified"))
    url = _words(form.get("url"))
    if url is not None and not is_address(url):
        return f"url が住所ではありません (not a URL): {url}"
    return Draft(
        span=line,
        title=_title(_words(form.get("title"))),
        text=normal(body),
        published=given.published if published is None else published[0],
        published_at=None if published is None else published[1],
        modified_at=None if modified is None else modified[1],
        url=url,
        outlet=_words(form.get("outlet")),
        external_id=_words(form.get("id")),
        why="JSON の一行 (a line of JSON)",
    )


def _object(line: str) -> dict[str, Any] | str:
    """The JSON object on a line, or what is wrong."""
    try:
        form = json.loads(line)
    except ValueError as e:
        return f"JSON として読めません ({e})"
    except RecursionError:
        return "JSON の入れ子が深すぎます (nested too deep)"
    return form if isinstance(form, dict) else "JSON のオブジェクトではありません (not an object)"


def _unicode(words: str) -> str:
    """A name from the file system or the command line as Unicode text: NFC, what could not be decoded replaced."""
    return unicodedata.normalize("NFC", words.encode(errors="surrogateescape").decode(errors="replace"))


def _words(value: object) -> str | None:
    """A field as words: text, or a number as an id may be; None for anything else and for nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip() or None


def _title(words: str | None) -> str | None:
    """A title on one line, in NFC."""
    return unicodedata.normalize("NFC", " ".join(words.split())) or None if words else None
