"""What an answer to a request for a page means: a new article, a revision, the same again, gone, or back.

An answer is kept as it came where it shows something new, and as a visit (a `revisit` record) where the article is the same: the
server said so, gave the same bytes, or only what stands around the article changed. One answer is one transaction, and where
the watching of the address stands is part of it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from kirinuki.capture.addresses import canonical, is_address
from kirinuki.capture.answer import Fetched
from kirinuki.capture.courtesy import (
    authority,
    conditions,
    fresh_until,
    retry_after,
    robots_address,
    robots_of,
    validated,
)
from kirinuki.capture.feeds import Feed, parse
from kirinuki.capture.page import Shown, describe, show_answer
from kirinuki.capture.pages import Pages, begin, turn
from kirinuki.capture.schedule import Found, Look, follow, hasten
from kirinuki.capture.schedule import begin as begin_course
from kirinuki.errors import FetchError, InputError
from kirinuki.flow.entering import Register
from kirinuki.flow.hosts import Hosts
from kirinuki.flow.taking import AddedReport, Taking
from kirinuki.model.article import JAPAN, Capture, Problem
from kirinuki.model.watching import Course
from kirinuki.store import Store

Became = Literal["new", "revised", "same", "gone", "back", "nothing", "failed"]

_ANSWERS = frozenset({200, 203, 404, 410})
_PATIENCE = dt.timedelta(minutes=1)
"""A person who names a page waits so long for each further page of the article."""


class Fetches(Protocol):
    """What gets pages (`capture.fetch.Fetcher`); asked from several threads."""

    @property
    def agent(self) -> str: ...

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Fetched: ...


@dataclass(frozen=True, slots=True)
class Visited:
    """What became of one look at a page. `why` is the ground of `gone` and what stood in the way of `nothing` and `failed`."""

    url: str
    became: Became
    reports: tuple[AddedReport, ...] = ()
    problems: tuple[Problem, ...] = ()
    why: str | None = None


@dataclass
class _Asking:
    """Asks for pages that nobody named, one after another, as their hosts allow. `now` goes on with the waits; `rest` waits
    seconds."""

    fetcher: Fetches
    hosts: Hosts
    now: dt.datetime
    rest: Callable[[float], None]

    def get(self, url: str) -> Fetched | None:
        """What the server gives for `url`; None where its robots.txt forbids to ask. Raises `FetchError` where it cannot be had
        within a person's patience."""
        name = authority(url)
        if self.hosts.robots(name, self.now) is None:
            try:
                learned = robots_of(self.fetcher.get(robots_address(url)), self.now)
            except FetchError:
                learned = robots_of(None, self.now)
            self.hosts.learn(name, learned)
        robots, at = self.hosts.robots(name, self.now), self.hosts.free(name, self.now)
        if robots is None or robots.unknown or at > self.now + _PATIENCE:
            raise FetchError(
                f"{url}: 記事の続きのページを今は取れません (the next page cannot be asked for now): 後でもう一度足してください"
            )
        self.rest((at - self.now).total_seconds())
        self.now = at
        if not self.hosts.allows(robots, url):
            return None
        self.hosts.ask(name, at)
        return self.fetcher.get(url)


class Visiting:
    """The way in for what servers answer. Methods raise `ArchiveError` where the archive cannot be written; nothing has changed
    then, and the address is looked at again."""

    def __init__(self, store: Store, taking: Taking, register: Register) -> None:
        self._store = store
        self._taking = taking
        self._register = register

    def course(self, url: str, now: dt.datetime) -> Course:
        """Where the watching of a page stands, begun now where it is not watched yet. Raises `InputError` for no address."""
        if not is_address(url):
            raise InputError(f"{url}: 住所として読めません (not a URL): https://… の形で書いてください")
        url = canonical(url)
        return self._store.watched.get(url) or begin_course(url, "page", now)

    def expect(self, url: str, now: dt.datetime) -> bool:
        """Have the page at an address looked at by whoever watches next; whether it was not watched yet. Raises `InputError` for no
        address."""
        with self._store.transaction():
            course = self.course(url, now)
            new = self._store.watched.get(course.url) is None
            if new:
                self._store.watched.put(course, authority(course.url))
        return new

    def visit(
        self, url: str, fetcher: Fetches, hosts: Hosts, now: dt.datetime, rest: Callable[[float], None]
    ) -> Visited:
        """Look at a page that a person names, from now on one that is watched. The further pages of its article, which nobody
        named, are asked for as `hosts` allow; `rest` waits seconds.

        Raises `FetchError` where the server cannot be had, `InputError` for what is no page: no address, no answer, a feed.
        """
        course = self.course(url, now)
        answer = fetcher.get(course.url, conditions(course))
        if answer.status == 200 and as_feed(answer, now) is not None:
            raise InputError(f"{url}: フィードです (a feed). 見張るには kirinuki watch --add {url}")
        asking = _Asking(fetcher, hosts, now, rest)
        pages = self.turn(course, None, answer, now)
        if pages.next is not None or pages.first is not None:
            hosts.ask(authority(course.url), now)
        if pages.first is not None and (first := asking.get(pages.first)) is not None:
            whole = self.course(pages.first, now)
            visited = self._go_on(whole, self.turn(whole, None, first, now), asking, now)
            if self._is_part(pages, course):
                self._look_less(course, pages, now)
                return visited
        return self._go_on(course, pages, asking, now)

    def _go_on(self, course: Course, pages: Pages, asking: _Asking, now: dt.datetime) -> Visited:
        """Ask for the pages that follow, as far as that is allowed, and take in the article."""
        while pages.next is not None and (answer := asking.get(pages.next)) is not None:
            pages = self.turn(course, pages, answer, now)
        return self.take(course, pages, now)

    def refer(self, course: Course, pages: Pages, now: dt.datetime) -> Visited | None:
        """What a look gave that met a later page of an article: that the article is looked at from its first page on, now where
        that has not been seen to lead here. None for what stands for itself: it is the first page, or what it takes for its
        first page was looked at since and does not lead here."""
        if pages.first is None:
            return None
        if self._is_part(pages, course):
            return self._look_less(course, pages, now)
        first = self._store.watched.get(canonical(pages.first))
        asked = course.looked and first is not None and first.looked and first.looked > course.looked
        if asked or self._store.captures.last_of(course.url) is not None:
            return None
        if first is None:
            first = begin_course(canonical(pages.first), "page", now, course.since)
            first = replace(first, published=course.published, outlet=course.outlet)
        with self._store.transaction():
            self._store.watched.put(hasten(first, now), authority(first.url))
            return self._look_less(course, pages, now)

    def _is_part(self, pages: Pages, course: Course) -> bool:
        """Whether the archive has this page as a later one of an article."""
        return any(self._store.captures.continues(url) for url in (course.url, pages.answers[0].url))

    def _look_less(self, course: Course, pages: Pages, now: dt.datetime) -> Visited:
        why = f"{pages.first} から始まる記事の続きです (a later page of that article)"
        with self._store.transaction():
            self._store.watched.put(follow(course, Look(now, "same", error=why)), authority(course.url))
        return Visited(course.url, "nothing", why=why)

    def turn(self, course: Course, pages: Pages | None, answer: Fetched, now: dt.datetime) -> Pages:
        """What was had of an article, from its first page on, with what the server answered now.

        A later page that could not be had this time leaves nothing to take in but that: half an article is no revision.
        """
        if pages is None:
            return (
                begin(answer, course.url, self._register.rules(now)) if _is_text(answer) else Pages((answer,))
            )
        if answer.status == 429 or answer.status >= 500:
            return Pages((answer,))
        return turn(pages, answer, self._register.rules(now))

    def take(self, course: Course, pages: Pages, now: dt.datetime) -> Visited:
        """Take in what a server answered when it was asked for the page of `course` and those that go on from it."""
        answer, *later = pages.answers
        if answer.status not in (*_ANSWERS, 304):
            return self.fail(course, f"サーバーの答えは {answer.status} (HTTP status)", now, answer)
        with self._taking.writing():
            visited = self._take(course, answer, later, now)
            followed = _followed(course, visited, answer, now, self._published(visited))
            if later:
                # That the first page is the same says nothing of the others.
                followed = replace(followed, etag=None, modified=None)
            self._store.watched.put(followed, authority(course.url))
        return visited

    def fail(self, course: Course, why: str, now: dt.datetime, answer: Fetched | None = None) -> Visited:
        """Keep that a look gave nothing that can be used."""
        keep_failure(self._store, course, why, now, None if answer is None else retry_after(answer, now))
        return Visited(course.url, "failed", why=why)

    def _take(self, course: Course, answer: Fetched, later: Sequence[Fetched], now: dt.datetime) -> Visited:
        last = self._store.captures.last_of(course.url)
        if last is not None and (
            answer.status == 304 or (not later and hashlib.sha256(answer.body).hexdigest() == last.digest)
        ):
            self._taking.see_again(last.id, answer, now)
            return Visited(course.url, "same", self._taking.reports_of(last.id))
        if answer.status == 304:
            return Visited(
                course.url, "nothing", why="304 なのに元の取り込みがありません (nothing to compare)"
            )
        if answer.status == 200 and not _is_text(answer):
            kind = answer.header("content-type")
            return Visited(course.url, "nothing", why=f"{kind} はページではありません (no page)")
        given = describe(
            answer,
            course.url,
            published=None if course.published is None else dt.datetime.fromisoformat(course.published),
            outlet=course.outlet,
            today=now.date(),
            rules=self._register.rules(now),
        )
        shown = show_answer(answer, given, {}, self._register.parter, self._register.rules(now), later)
        if shown.for_now is not None and shown.gone is None:
            return Visited(course.url, "failed", why=shown.for_now)
        articles = self._store.captures.articles_at(course.url)
        gone = {article for article in articles if self._store.removals.is_gone(article)}
        if shown.gone is not None and set(articles) <= gone:
            # Nothing was ever there, or it is known to be gone: another page that says so tells nothing.
            return Visited(course.url, "same" if gone else "nothing", why=shown.gone)
        if not shown.drafts and shown.gone is None and last is not None:
            why = "; ".join(problem.message for problem in shown.intake.problems)
            return Visited(course.url, "nothing", why=why)
        if last is not None and not gone and self._shows_the_same(last, shown):
            self._taking.see_again(last.id, answer, now)
            return Visited(course.url, "same", self._taking.reports_of(last.id))
        added = self._taking.keep(answer, given, shown, now, later)
        return Visited(
            course.url, _became(added.reports, shown, gone), added.reports, added.problems, shown.gone
        )

    def _published(self, visited: Visited) -> dt.datetime | None:
        """When what was found was published, where the page gives the time."""
        for report in visited.reports[:1]:
            with suppress(ValueError):
                at = dt.datetime.fromisoformat(
                    self._store.articles.find_revision(report.revision).published_at or ""
                )
                return at if at.tzinfo else at.replace(tzinfo=JAPAN)
        return None

    def _shows_the_same(self, last: Capture, shown: Shown) -> bool:
        """Whether the articles that an answer shows are, word for word, what the last capture of the address shows still."""
        articles = self._store.articles
        before = [articles.find_revision(s.revision) for s in self._store.captures.sightings(last.id)]
        return [(r.title, r.text) for r in before] == [(d.title, d.text) for d in shown.drafts] and all(
            articles.current(revision.article).id == revision.id for revision in before
        )


def keep_failure(
    store: Store, course: Course, why: str, now: dt.datetime, retry: dt.datetime | None = None
) -> None:
    """Keep that what lies at an address could not be had; `retry` is before when the server wants nobody to come again."""
    with store.transaction():
        after = follow(course, Look(now, "failed", retry=retry, error=why))
        store.watched.put(after, authority(course.url))


def _is_text(answer: Fetched) -> bool:
    """Whether an answer may be a page; a film or a PDF that a feed names is not kept."""
    kind = (answer.header("content-type") or "text/html").partition(";")[0].strip().lower()
    return kind.startswith("text/") or kind.endswith(("html", "xml", "octet-stream"))


def as_feed(answer: Fetched, at: dt.datetime) -> Feed | None:
    """The feed that a server gave; None where it gave something else."""
    try:
        return parse(answer.body, url=answer.url, content_type=answer.header("content-type"), at=at)
    except InputError:
        return None


def _became(reports: tuple[AddedReport, ...], shown: Shown, gone: set[str]) -> Became:
    if shown.gone is not None:
        return "gone"
    if any(report.article in gone for report in reports):
        return "back"
    if any(report.new for report in reports):
        return "new"
    if any(report.revised for report in reports):
        return "revised"
    return "same" if reports else "nothing"


def _followed(
    course: Course, visited: Visited, answer: Fetched, now: dt.datetime, published: dt.datetime | None
) -> Course:
    """The course after an answer."""
    if visited.became == "failed":
        return follow(course, Look(now, "failed", retry=retry_after(answer, now), error=visited.why))
    found: Found = "same" if visited.became in ("same", "nothing") else "changed"
    since = (published or course.since) if visited.became == "new" else now if found == "changed" else None
    look = Look(
        now, found, since, retry_after(answer, now), fresh_until(answer, now),
        visited.why if visited.became == "nothing" else None,
    )  # fmt: skip
    after = validated(follow(course, look), answer)
    # What it did not change from is not here: it is asked for without condition the next time.
    return replace(after, etag=None, modified=None) if visited.became == "nothing" else after
