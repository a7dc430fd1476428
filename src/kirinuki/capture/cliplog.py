"""A clip log is taken apart into its reports.

People who cut the news paste report under report into one note, with their own blog's address, tags and bare links
between them, and often nothing at all. Lines that are no prose are marks: they part reports, and some say whose
report it is. Where no mark stands, the paragraphs themselves tell that a new report starts (`capture.starts`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, NamedTuple

from kirinuki.capture.addresses import is_address
from kirinuki.capture.starts import Paragraph, find_starts
from kirinuki.model.text import Span, fold_width
from kirinuki.read.agencies import agency_pattern
from kirinuki.read.reader import Reader


@dataclass(frozen=True, slots=True)
class Report:
    """One outlet's report in a log.

    `span` counts code points of the log: from the report's first character, its headline's if it has one, to its
    last, without the marks around it. `url`, `outlet` and `published` are what those marks say, None where
    they say nothing. `why` tells in short Japanese why a report starts here.
    """

    span: Span
    title: str | None
    url: str | None
    outlet: str | None
    published: dt.date | None
    why: str


@dataclass(frozen=True, slots=True)
class ClipLog:
    """A log taken apart: its reports in order, and the marks that belong to none of them, each once.

    `overlong` are lines of more than `LONGEST` characters: no prose, and in no report.
    """

    reports: tuple[Report, ...]
    blogs: tuple[str, ...]
    tags: tuple[str, ...]
    links: tuple[str, ...]
    overlong: tuple[Span, ...]


LONGEST = 1_000_000
"""Characters of a report at most, a hundred times the longest feature. Reading takes time and memory by the character."""


Kind = Literal["prose", "heading", "stamp", "blog", "address", "link", "tags", "credit", "ruler", "overlong"]

_LINE = re.compile(r"[^\r\n]+")
BREAK = re.compile(r"\r\n|\r|\n")
_LONGEST_MARK = 1000
"""A longer line is prose, whatever it looks like."""

_EMOJI = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff][\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]*"
_HOST = r"(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}"
_SHORT_LINK = r"(?:https?://t\.co/\w+|pic\.(?:twitter|x)\.com/\w+)…?"
_MARKS: Sequence[tuple[Kind, re.Pattern[str]]] = (
    ("blog", re.compile(rf"https?://{_HOST}/?", re.IGNORECASE)),
    # Where a short link of a tweet leads, and so whose report it is, cannot be seen.
    ("link", re.compile(rf"(?:{_SHORT_LINK}\s*)+")),
    ("address", re.compile(r"https?://[!-~]+", re.IGNORECASE)),
    ("link", re.compile(rf"{_HOST}(?:/[!-~]*)?", re.IGNORECASE)),
    ("tags", re.compile(r"(?:#[^\s#]+\s*)+")),
    ("ruler", re.compile(rf"[-=*_~─━―—‐・…☆★※■◆●◇□○▼▲◎\s]{{3,}}|[■◆●◇□○★☆※*]|(?:{_EMOJI}\s*)+")),
)
_TAG = re.compile(r"[#＃]([^\s#＃]+)")
_TWEET = re.compile(r"[—–―-]+\s*(?P<outlet>.{1,60}?)\s*\(@\w{1,20}\)(?P<date>.{0,60})")
_TWEETED = re.compile(r"\s*[—–―]+\s*[^。—–―]{1,60}\s?[(（]@\w{1,20}[)）][^。@]{0,60}$")
"""The last line of a tweet, pasted behind its words."""
_MARK_BEHIND = re.compile(rf"{_SHORT_LINK}|[#＃][^\s#＃。、]+")
_BEHIND = re.compile(rf"(?:\s*+(?:{_MARK_BEHIND.pattern}))+$")
"""Short links and tags behind the words of a tweet."""
_ENDED = re.compile(r"[。」』！？!?）)…]$")


@cache
def _credit() -> re.Pattern[str]:
    """A line that names an outlet and its day: （灘野新聞 5月20日）."""
    houses = f"新聞|放送|テレビ|ニュース|新報|日報|タイムス|NHK|通信|{agency_pattern()}"
    return re.compile(
        rf"[(\[【〔]?(?P<outlet>[^()\[\]【】〔〕。、]{{0,24}}(?:{houses})[^()\[\]【】〔〕。、\d]{{0,12}}?)"
        r"[\s、,=/]*(?P<date>(?:\d{4}[年/.-])?\d{1,2}[月/.-]\d{1,2}[^()\[\]【】〔〕。]{0,24}|(?=[)\]】〕]))[)\]】〕]?"
    )


_DATE = re.compile(r"(?:(\d{4})[年/.-]\s*)?(\d{1,2})[月/.-]\s*(\d{1,2})")
_ENGLISH_DATE = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? (\d{1,2}), (\d{4})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STAMP = re.compile(
    r"[\[(]?(?:(?:公開|配信|更新|掲載)(?:日時?)?[::]?\s*)?"
    r"(?P<date>(?:\d{4}[年/.-]\s?)?\d{1,2}[月/.-]\s?\d{1,2}日?)\s*(?:\([月火水木金土日](?:曜日?)?\))?\s*"
    r"(?:(?:午前|午後)?\d{1,2}(?:時|:)(?:\d{1,2}分?)?)\s*(?:公開|配信|更新|掲載)?[\])]?(?:\s+[^。、\s]{1,12})?"
)
"""The day and hour that sites print under a headline: 2024年5月1日 18時30分, 5/1(水) 18:30配信."""
_SIGN = re.compile(rf"(?:[■◆●◇□○▼▽★☆◎▲△]|{_EMOJI}|[\U0001f1e6-\U0001f1ff]{{2}})+\s*(?=\S)|#{{1,6}}\s+(?=\S)")
_HEADLINE = re.compile(r"(?=.*[ぁ-ゖァ-ヺ一-龠])(?![（(])[^。]{4,60}(?<![、,。!?.])")


class _Line(NamedTuple):
    """A line that is not blank: its words as given, where they stand, and the line breaks before them."""

    kind: Kind
    span: Span
    words: str
    breaks: int


@dataclass(frozen=True, slots=True)
class _Mark:
    """What a line between reports says of the one before or behind it; it stands before paragraph `at`."""

    at: int
    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph with the headline over it and the day printed there. `start` is where the first of them starts."""

    start: int
    title: str | None
    day: dt.date | None
    paragraph: Paragraph


def split_log(
    text: str,
    reader: Reader,
    published: dt.date,
    decided: Mapping[str, bool] | None = None,
    blog: str | None = None,
) -> ClipLog:
    """The reports of the clip log `text`, which may have line breaks of any kind.

    `published` is the day from which dates in it look back. `decided` overrules the reading: from a paragraph's
    exact words, without the white space around them, to whether a report starts there. `blog` is the log's own address, where
    it is known: what lies there is no report's.
    Raises `ReadingError` for a text with lone surrogates.
    """
    lines = _lines(text)
    own = {_host(line.words) for line in lines if line.kind in ("blog", "link")} | {_host(blog or "")}
    blogs, tags, links = dict[str, None](), dict[str, None](), dict[str, None]()
    blocks: list[_Block] = []
    marks: list[_Mark] = []
    headline: _Line | None = None
    stamp: _Line | None = None
    marked = True
    for line in lines:
        if line.kind == "heading" and headline is None:
            headline = line
        elif line.kind == "stamp":
            stamp = line
        elif line.kind in ("prose", "heading"):
            above = headline or stamp or line
            title = headline and _SIGN.sub("", headline.words)
            sign = headline and headline.words[: len(headline.words) - len(title or "")].strip()
            day = stamp and _day(stamp.words, published)
            paragraph = Paragraph(line.span, above.breaks, sign, marked, stamp is not None)
            blocks.append(_Block(above.span.start, title, day, paragraph))
            headline, stamp, marked = None, None, False
        else:
            marked = True
            if line.kind == "blog":
                blogs[line.words] = None
            elif line.kind == "tags":
                tags |= dict.fromkeys(_TAG.findall(line.words))
            elif line.kind == "link" or (line.kind == "address" and _host(line.words) in own):
                links[line.words] = None
            elif line.kind not in ("ruler", "overlong"):
                marks.append(_Mark(len(blocks), line.kind, line.words))
    overlong = tuple(line.span for line in lines if line.kind == "overlong")
    readable = text
    for span in overlong:
        readable = readable[: span.start] + "\n" * (span.end - span.start) + readable[span.end :]
    reports = _reports(readable, blocks, reader, published, decided or {})
    reports = _attributed(reports, marks, links, published)
    return ClipLog(tuple(reports.values()), tuple(blogs), tuple(tags), tuple(links), overlong)


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    end = 0
    for match in _LINE.finditer(text):
        words = match.group().strip()
        if not words:
            continue
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        breaks = len(BREAK.findall(text, end, start))
        end = start + len(words)
        for at, part in _parts(words):
            lines.append(_Line(_kind(part), Span(start + at, start + at + len(part)), part, breaks))
            breaks = 1
    # A headline is known by what stands under it, the day and hour of a report by standing over it.
    for i in range(len(lines) - 2, -1, -1):
        line, below = lines[i], lines[i + 1]
        if line.kind != "prose" or below.kind not in ("prose", "stamp"):
            continue
        prose = below.kind == "prose" and "。" in below.words
        if prose and _STAMP.fullmatch(fold_width(line.words)):
            lines[i] = line._replace(kind="stamp")
        elif (prose or below.kind == "stamp") and _is_headline(line.words):
            lines[i] = line._replace(kind="heading")
    return lines


def _parts(words: str) -> Iterator[tuple[int, str]]:
    """A line's words and where they begin; what stands behind the words of a pasted tweet, each as if on a line of its own."""
    tweeted = _TWEETED.search(words) if len(words) <= _LONGEST_MARK and "@" in words else None
    end = tweeted.start() if tweeted else len(words)
    behind = _BEHIND.search(words, 0, end) if len(words) <= _LONGEST_MARK else None
    said = words[: behind.start() if behind else end].rstrip()
    if not said or not (tweeted or (behind and _ENDED.search(said))):
        yield 0, words
        return
    yield 0, said
    for mark in _MARK_BEHIND.finditer(words, len(said), end):
        yield mark.start(), mark[0]
    if tweeted:
        last = tweeted[0].lstrip()
        yield len(words) - len(last), last


def _kind(words: str) -> Kind:
    if len(words) > _LONGEST_MARK:
        return "prose" if len(words) <= LONGEST else "overlong"
    plain = fold_width(words)
    for kind, pattern in _MARKS:
        if pattern.fullmatch(plain) and (kind != "address" or is_address(plain)):
            return kind
    if _TWEET.fullmatch(plain) or _credit().fullmatch(plain):
        return "credit"
    return "prose"


def _is_headline(words: str) -> bool:
    return len(words) <= 80 and (_SIGN.match(words) is not None or _HEADLINE.fullmatch(words) is not None)


def _host(address: str) -> str:
    return re.sub(r"^https?://|/.*$", "", address.lower(), flags=re.DOTALL)


def _reports(
    text: str, blocks: Sequence[_Block], reader: Reader, published: dt.date, decided: Mapping[str, bool]
) -> dict[int, Report]:
    """The reports by the number of the block that starts them."""
    if not blocks:
        return {}
    paragraphs = [block.paragraph for block in blocks]
    starts = find_starts(text, paragraphs, decided, lambda: reader.read(text, published))
    reports = {}
    for i, start in enumerate(starts):
        first = blocks[start.paragraph]
        behind = starts[i + 1].paragraph if i + 1 < len(starts) else len(blocks)
        span = Span(first.start, blocks[behind - 1].paragraph.span.end)
        reports[start.paragraph] = Report(span, first.title, None, None, first.day, start.why)
    return reports


def _attributed(
    reports: Mapping[int, Report], marks: Sequence[_Mark], links: dict[str, None], published: dt.date
) -> dict[int, Report]:
    """`reports` with what the marks say of them; an address that belongs to none is added to `links`.

    Some people paste the address over the report and some under it; the first in the log tells which.
    """
    attributed = dict(reports)
    starts = sorted(reports)
    for mark in marks:
        leads = next(m.at for m in marks if m.kind == mark.kind) == 0
        owner = mark.at if leads else max((s for s in starts if s < mark.at), default=-1)
        report = attributed.get(owner)
        if mark.kind == "address":
            if report is None or report.url is not None:
                links[mark.words] = None
            else:
                attributed[owner] = replace(report, url=mark.words)
        elif report is not None:
            plain = fold_width(mark.words)
            told = _TWEET.fullmatch(plain) or _credit().fullmatch(plain)
            assert told is not None
            day = _day(told["date"], published)
            outlet = told["outlet"].strip()
            attributed[owner] = replace(
                report, outlet=report.outlet or outlet, published=report.published or day
            )
    return attributed


def _day(words: str, published: dt.date) -> dt.date | None:
    """The date in a credit; without a year, the last such day up to `published`."""
    if english := _ENGLISH_DATE.search(words):
        words = f"{english[3]}-{_MONTHS.index(english[1]) + 1}-{english[2]}"
    match = _DATE.search(fold_width(words))
    if match is None:
        return None
    year, month, day = match.groups()
    for candidate in [int(year)] if year else [published.year, published.year - 1]:
        try:
            date = dt.date(candidate, int(month), int(day))
        except ValueError:
            continue
        if year or date <= published:
            return date
    return None
