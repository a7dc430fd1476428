"""The pages of one article as they are asked for, one after another."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kirinuki.capture.answer import Fetched
from kirinuki.capture.courtesy import authority
from kirinuki.capture.encodings import decode
from kirinuki.capture.extract import Extracted, extract, has_other_pages
from kirinuki.capture.extract.parts import follows, join
from kirinuki.capture.extract.rules import RuleBook
from kirinuki.errors import InputError


@dataclass(frozen=True, slots=True)
class Pages:
    """What servers answered so far for the pages of one article, in order and at least one; `read` are those answers read, each
    with the address that was asked for. `next` is the address on which the article goes on; None where that was the last page.
    `first` is the address on which it begins, where what was asked for is a later page."""

    answers: tuple[Fetched, ...]
    read: tuple[tuple[str, Extracted], ...] = ()
    next: str | None = None
    first: str | None = None


def begin(answer: Fetched, url: str, rules: RuleBook) -> Pages:
    """What was had by asking for the first page, at `url`. A rolling page is an article of its own on each of its pages."""
    page = _read(answer, url, rules)
    if page is None or page.entries:
        return Pages((answer,))
    return Pages((answer,), ((url, page),), follows(page, {url}), page.first)


def turn(pages: Pages, answer: Fetched, rules: RuleBook) -> Pages:
    """`pages` with what the server answered for the next; without it, and ended, where that is no page of the same article."""
    assert pages.next is not None
    ended = replace(pages, next=None)
    at_home = authority(answer.url) == authority(pages.answers[0].url)
    page = _read(answer, answer.url, rules) if at_home else None
    if page is None:
        return ended
    read = (*pages.read, (pages.next, page))
    if len(join(read).addresses) < len(read):
        return ended
    return Pages((*pages.answers, answer), read, follows(page, {address for address, _ in read}))


def is_of_several(answer: Fetched, url: str) -> bool:
    """Whether the page at `url` says that its article goes on, or began, on another; without reading the article."""
    try:
        decoded = decode(answer.body, url, declared=answer.header("content-type"))
    except InputError:
        return False
    return has_other_pages(decoded, url)


def _read(answer: Fetched, url: str, rules: RuleBook) -> Extracted | None:
    """The article on a page; None where there is none."""
    if answer.status != 200:
        return None
    try:
        return extract(
            answer.body, url=url, content_type=answer.header("content-type"), name=url, rules=rules
        )
    except InputError:
        return None
