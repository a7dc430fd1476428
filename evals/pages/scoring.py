"""Scores of extraction over the invented pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha1

from evals.pages.articles import article
from evals.pages.fifths import LAYOUTS as FIFTH
from evals.pages.fifths import news as fifth_news
from evals.pages.fourths import LAYOUTS as FOURTH
from evals.pages.fourths import news
from evals.pages.layouts import LAYOUTS
from evals.pages.layouts.setting import Layout
from evals.pages.layouts.thirds import LAYOUTS as THIRD
from evals.pages.makes import MAKES
from evals.pages.stories import LONG, SHORT, Story

_SEMANTIC = re.compile(
    rb"<(/?)(?:p|h[1-6]|main|article|section|aside|footer|nav|header|figure|figcaption)(?=[\s>])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Case:
    """A page with what is to be found in it; `published` is as exact as the page says it, empty where it does not."""

    name: str
    data: bytes
    title: str
    paragraphs: tuple[str, ...]
    published: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a program took out of a page; `by_day` where it gives no time of day. `text` has a paragraph a line."""

    title: str | None
    text: str
    published: str | None
    by_day: bool = False


@cache
def first_set() -> tuple[Case, ...]:
    """Thirty pages: ten makes, three articles each. The extractor was developed on them."""
    found = []
    for n in range(3):
        for m, make in enumerate(MAKES):
            told = article(100 * n + m)
            data, paragraphs, published = make(told)
            found.append(Case(f"{make.__name__}-{n}", data, told.title, paragraphs, published))
    return tuple(found)


@cache
def second_set() -> tuple[Case, ...]:
    """Ninety pages: each layout with a long story and a short one, those in English with an English story."""
    return _set(LAYOUTS)


@cache
def third_set() -> tuple[Case, ...]:
    """Twenty-six pages of other layouts, written when the extractor had been mended on the second set."""
    return _set(THIRD)


@cache
def fourth_set() -> tuple[Case, ...]:
    """Forty-six pages after single sites, with stories of their own, written when it had been mended on the third."""
    return _set(FOURTH, news.LONG, news.SHORT)


@cache
def fifth_set() -> tuple[Case, ...]:
    """Twenty-four pages after other single sites, with stories of their own, written when it had been mended on the fourth."""
    return _set(FIFTH, fifth_news.LONG, fifth_news.SHORT)


def _set(
    layouts: Iterable[Layout], long: Sequence[Story] = LONG, short: Sequence[Story] = SHORT
) -> tuple[Case, ...]:
    japanese = [story for story in long if story.language == "ja"]
    english = [story for story in long if story.language == "en"]
    found = []
    for n, layout in enumerate(layouts):
        stories: Iterable[Story] = (japanese[n % len(japanese)], short[n % len(short)])
        if "english" in layout.__name__:
            stories = english
        for told in stories:
            made = layout(told)
            data = made.html.encode(made.encoding, "xmlcharrefreplace")
            name = f"{layout.__name__}-{'short' if told in short else 'long'}"
            found.append(Case(name, data, made.title, made.paragraphs, made.published))
    return tuple(found)


@cache
def bare_set() -> tuple[Case, ...]:
    """The second set without any help of names and metadata: classes and ids are hashes, no description, no JSON-LD."""
    return tuple(replace(case, name=f"{case.name}-bare", data=_bared(case.data)) for case in second_set())


@cache
def plain_set() -> tuple[Case, ...]:
    """The second and the third set with every paragraph, heading and section of HTML made a <div>."""
    return tuple(
        replace(case, name=f"{case.name}-plain", data=_SEMANTIC.sub(rb"<\1div", case.data))
        for case in (*second_set(), *third_set())
    )


def _bared(data: bytes) -> bytes:
    """A page (in an encoding that keeps ASCII) with other names for its classes, and less said of itself."""
    page = re.sub(rb'<script type="application/ld\+json">.*?</script>', b"", data, flags=re.DOTALL)
    page = re.sub(rb'<meta name="description"[^>]*>', b"", page)

    def hashed(names: re.Match[bytes]) -> bytes:
        if b"__NEXT_DATA__" in names[2]:
            return names[0]
        words = names[2].strip(b"\"'").split()
        return names[1] + b'"' + b" ".join(b"x" + sha1(w).hexdigest()[:6].encode() for w in words) + b'"'

    return re.sub(rb"""( (?:class|id)=)("[^"]*"|'[^']*'|[^\s>"']+)""", hashed, page)


SETS: dict[str, Callable[[], tuple[Case, ...]]] = {
    "first": first_set,
    "second": second_set,
    "bare": bare_set,
    "third": third_set,
    "fourth": fourth_set,
    "fifth": fifth_set,
    "plain": plain_set,
}


def f1(gold: str, found: str) -> float:
    """F1 over the multiset of character 5-grams, white space left out."""
    a, b = (Counter(_grams(words)) for words in (gold, found))
    same = sum((a & b).values())
    return 2 * same / (sum(a.values()) + sum(b.values())) if a or b else 1.0


def _grams(words: str) -> Iterator[str]:
    words = re.sub(r"\s+", "", words)
    return (words[i : i + 5] for i in range(max(len(words) - 4, 1)))


def _strays(gold: str, found: str) -> list[str]:
    """Lines of which less than half stands in the gold text."""
    whole = re.sub(r"\s+", "", gold)
    known = set(_grams(gold))

    def is_stray(line: str) -> bool:
        grams = list(_grams(line))
        return 2 * sum(gram in known for gram in grams) < len(grams) and re.sub(r"\s+", "", line) not in whole

    return [line for line in found.splitlines() if is_stray(line)]


def score(
    cases: Iterable[Case],
    program: Callable[[Case], Found],
    tell: Callable[[str], None] = lambda line: None,
) -> dict[str, float]:
    """The scores of one program; `tell` is given a line for every page that is not right."""
    sums = Counter[str]()
    count = 0
    for case in cases:
        found = program(case)
        gold = "\n".join(case.paragraphs)
        strays = _strays(gold, found.text)
        size = min(10 if found.by_day else 16, len(case.published) or 16)
        scored = {
            "body": f1(gold, found.text),
            "title": float("".join((found.title or "").split()) == "".join(case.title.split())),
            "published": float((found.published or "")[:size] == case.published[:size]),
            "clean": float(not strays),
        }
        if scored["body"] < 0.995 or sum(scored.values()) < 3.995:
            missed = [p for p in case.paragraphs if p not in found.text]
            tell(
                f"{case.name}: body {scored['body']:.3f}, title {found.title!r}, published {found.published} "
                f"of {case.published}\n    missed {missed}\n    strays {strays}"
            )
        sums.update(scored)
        count += 1
    return {name: sums[name] / count for name in ("body", "title", "published", "clean")}


def ours(case: Case) -> Found:
    """kirinuki on the bytes alone."""
    from kirinuki.capture.extract import extract
    from kirinuki.errors import InputError

    try:
        found = extract(case.data)
    except InputError:
        return Found(None, "", None)
    return Found(found.title, "\n".join(found.paragraphs), found.published)


def trafilatura(case: Case) -> Found:
    """trafilatura's defaults, on the bytes alone."""
    from trafilatura import bare_extraction

    found = bare_extraction(case.data, with_metadata=True)
    return (
        Found(None, "", None)
        if found is None
        else Found(found.title, found.text or "", found.date, by_day=True)
    )
