"""What a server's answer shows: the article of a page, that it is gone, or nothing that can be read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kirinuki.capture.answer import Fetched
from kirinuki.capture.encodings import Decoded, decode
from kirinuki.capture.extract.rules import RuleBook
from kirinuki.capture.gone import is_for_now, is_gone
from kirinuki.capture.intake import Draft, Intake, about, take
from kirinuki.errors import InputError
from kirinuki.model.article import JAPAN, Given, Problem
from kirinuki.read.reader import Reader

_UNSEEN = re.compile(r"<(script|style|noscript)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a capture shows. `gone` says why the article that was there is no more; there are no drafts then. `for_now` says why
    this is no more than a notice for the moment, which is for nobody to keep. `later` are the later pages of the article."""

    decoded: Decoded
    intake: Intake
    gone: str | None = None
    for_now: str | None = None
    later: tuple[Decoded, ...] = ()

    @property
    def drafts(self) -> tuple[Draft, ...]:
        return self.intake.drafts


def describe(
    answer: Fetched,
    url: str,
    *,
    published: dt.datetime | None,
    outlet: str | None,
    today: dt.date,
    rules: RuleBook | None = None,
) -> Given:
    """What is kept beside the bytes of an answer to a request for `url`. `published` and `outlet` are what a feed said of it;
    the page's own date goes before."""
    bare = Given(url, today, "capture day", outlet, url, "page")
    try:
        decoded = decode(answer.body, url, declared=answer.header("content-type"))
        given = about(
            decoded, name=url, published=None, outlet=outlet, url=url, form="page", today=today, rules=rules
        )
    except InputError:
        given = bare
    if published is not None and given.published_from != "page":
        return replace(given, published=published.astimezone(JAPAN).date(), published_from="feed")
    return given


def show(
    decoded: Decoded,
    given: Given,
    decided: Mapping[str, bool],
    reader: Reader,
    answer: Fetched | None = None,
    rules: RuleBook | None = None,
    later: Sequence[Fetched] = (),
) -> Shown:
    """What decoded bytes show, `answer` being the one that they are the body of and `later` those for the later pages of the
    article. Raises `InputError` as `take` does."""
    pages = [(each.url, decode(each.body, each.url, declared=each.header("content-type"))) for each in later]
    intake = take(decoded, given, decided, reader, rules, pages)
    behind = tuple(page for _, page in pages)
    if answer is None or len(intake.drafts) != 1:
        return Shown(decoded, intake, later=behind)
    [draft] = intake.drafts
    gone = is_gone(answer, draft.title, draft.text)
    # A notice has no time of publication; a report of a few words, on a crowd or on maintenance, has.
    for_now = None if gone or draft.published_at else is_for_now(answer, draft.title, draft.text)
    return Shown(decoded, intake if gone is None else Intake(()), gone, for_now, behind)


def show_answer(
    answer: Fetched,
    given: Given,
    decided: Mapping[str, bool],
    reader: Reader,
    rules: RuleBook | None = None,
    later: Sequence[Fetched] = (),
) -> Shown:
    """What an answer shows, with those for the `later` pages of the article.

    Never raises: one that nothing can be read from is a problem beside its bytes."""
    decoded = Decoded(answer.body.decode("utf-8", "replace"), "utf-8", "読めない本体 (unreadable)")
    try:
        decoded = decode(answer.body, given.name, declared=answer.header("content-type"))
        return show(decoded, given, decided, reader, answer, rules, later)
    except InputError as e:
        words = _words(decoded.text)
        gone, for_now = is_gone(answer, None, words), is_for_now(answer, None, words)
        problems = () if gone else (Problem(None, given.name, str(e)),)
        return Shown(decoded, Intake((), problems=problems), gone, for_now)


def _words(text: str) -> str:
    """What a page without an article says, roughly."""
    text = _UNSEEN.sub(" ", text)
    return "\n".join(line for words in _TAG.split(text) if (line := " ".join(words.split())))
