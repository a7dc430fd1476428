"""Scores of extraction over the invented pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from evals.pages.articles import article
from evals.pages.makes import MAKES


@dataclass(frozen=True, slots=True)
class Case:
    """A page with what is to be found in it. `furniture` are words around the article."""

    name: str
    data: bytes
    title: str
    paragraphs: tuple[str, ...]
    published: str
    furniture: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a program took out of a page; `by_day` where it gives no time of day."""

    title: str | None
    text: str
    published: str | None
    by_day: bool = False


_FURNITURE = (
    "ランキング",
    "関連記事",
    "シェア",
    "無断転載",
    "Copyright",
    "続きを読む",
    "撮影",
    "有料会員",
    "ログイン",
    "ニューズレター",
    "こうわんきょく",
    "一覧へ",
    "コメント",
)


@cache
def cases() -> tuple[Case, ...]:
    """The thirty pages."""
    found = []
    for n in range(3):
        for m, make in enumerate(MAKES):
            told = article(100 * n + m)
            data, paragraphs, published = make(told)
            found.append(
                Case(
                    f"{make.__name__}-{n}",
                    data,
                    told.title,
                    paragraphs,
                    published,
                    (*_FURNITURE, *told.teasers),
                )
            )
    return tuple(found)


def f1(gold: str, found: str) -> float:
    """F1 over the multiset of character 5-grams, white space left out."""
    a, b = (Counter(_grams(words)) for words in (gold, found))
    same = sum((a & b).values())
    return 2 * same / (sum(a.values()) + sum(b.values())) if a or b else 1.0


def _grams(words: str) -> Iterator[str]:
    words = re.sub(r"\s+", "", words)
    return (words[i : i + 5] for i in range(max(len(words) - 4, 1)))


def score(
    program: Callable[[bytes], Found], tell: Callable[[str], None] = lambda line: None
) -> dict[str, float]:
    """The scores of one program; `tell` is given a line for every page that is not right."""
    body, title, published, clean = 0.0, 0, 0, 0
    for case in cases():
        found = program(case.data)
        gold = "\n".join(case.paragraphs)
        value = f1(gold, found.text)
        body += value
        title += found.title == case.title
        size = 10 if found.by_day else 16
        dated = (found.published or "")[:size] == case.published[:size]
        published += dated
        strays = [words for words in case.furniture if words in found.text and words not in gold]
        clean += not strays
        if value < 0.995 or found.title != case.title or not dated or strays:
            tell(
                f"{case.name}: body {value:.3f}, title {found.title!r}, published {found.published}, {strays}"
            )
    count = len(cases())
    return {
        "body": body / count,
        "title": title / count,
        "published": published / count,
        "clean": clean / count,
    }


def ours(data: bytes) -> Found:
    """kirinuki on the bytes alone."""
    from kirinuki.capture.extract import extract

    found = extract(data)
    return Found(found.title, found.text, found.published)


def trafilatura(data: bytes) -> Found:
    """trafilatura's defaults, on the bytes alone."""
    from trafilatura import bare_extraction

    found = bare_extraction(data, with_metadata=True)
    return (
        Found(None, "", None)
        if found is None
        else Found(found.title, found.text or "", found.date, by_day=True)
    )
