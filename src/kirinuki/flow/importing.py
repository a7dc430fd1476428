"""Taking in what other people's web archives hold, page by page, so that it can be stopped anywhere and goes on there.

The bytes of every page that is taken are kept in the archive's own WARC files, so that `trace` and `rebuild` need nothing else.
The pages of one article may lie anywhere in a file: those that say there are others are left until its end, and joined then.
Where a file was left is kept in `imports.json`; without it the run begins again and finds what it has taken by its id.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kirinuki.capture.addresses import canonical
from kirinuki.capture.extract.rules import RuleBook
from kirinuki.capture.pages import Pages, begin, is_of_several, turn
from kirinuki.capture.records import Place
from kirinuki.capture.wacz import parts_of
from kirinuki.capture.webarchive import Left, Page, PagesWanted, Part
from kirinuki.errors import InputError
from kirinuki.flow.taking import Added, Captured, Taking

_HEAD = 1 << 16
"""Bytes at the begin of a file by which it is known again, with its size."""
_STRETCH = 32 << 20
"""Bytes of a file after which it is noted how far it was read; pages do so as well."""
_PAGES = 50


@dataclass(frozen=True, slots=True)
class TakenPage:
    """A page that was taken in, of the record at `place` of `part`. `odd` is what was wrong with the record, and what of the
    article is missing."""

    part: str
    place: Place
    url: str
    added: Added
    odd: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartDone:
    """A WARC file that was read to its end. `left` counts the records that were not wanted, by why, `joined` the later pages that
    came in with the first page of their article. `since` is the place that it went on from; None where it began at the begin.
    `known`: it was read to its end before, and not looked at again."""

    part: str
    left: Counter[str]
    joined: int = 0
    since: Place | None = None
    known: bool = False


@dataclass(frozen=True, slots=True)
class _Loose:
    """A page of an article of several, as it stands in its file; `first` is the address that it says the article begins at, None
    where it is the first itself. Only that is held of it: there may be many."""

    place: Place
    at: dt.datetime | None
    first: str | None


class Importing:
    """The web archives of one run, into one archive. `rules` gives those of outlets at a moment; `marks` is the file that says how
    far each was read."""

    def __init__(self, taking: Taking, rules: Callable[[dt.datetime], RuleBook], marks: Path) -> None:
        self._taking = taking
        self._rules = rules
        self._path = marks

    def take(
        self,
        path: Path,
        wanted: PagesWanted,
        *,
        now: dt.datetime,
        again: bool,
        step: Callable[[int, int], None],
    ) -> Iterator[TakenPage | Left | PartDone]:
        """See `Archive.take_web_archive`."""
        with parts_of(path) as parts:
            for part in parts:
                if isinstance(part, Left):
                    yield part
                else:
                    yield from self._part(part, wanted, now, again, step)

    def _part(
        self, part: Part, wanted: PagesWanted, now: dt.datetime, again: bool, step: Callable[[int, int], None]
    ) -> Iterator[TakenPage | Left | PartDone]:
        key = _key(part, wanted)
        mark = None if again else self._marks().get(key)
        if mark == _DONE:
            yield PartDone(part.name, Counter(), known=True)
            return
        start, loose = (mark[0], mark[1:]) if mark else (None, [])
        reached, noted, pages = start or Place(0), start or Place(0), 0

        def passed(place: Place) -> None:
            nonlocal reached, noted
            reached = place
            if place.at - noted.at > _STRETCH or place.inner - noted.inner > _STRETCH:
                self._note(key, [place, *loose])
                noted = place
            step(place.at, part.size)

        try:
            for item in part.pages(wanted, start=start, passed=passed):
                if isinstance(item, Left):
                    yield item
                    continue
                if self._is_loose(item, now):
                    loose.append(item.place)
                else:
                    yield self._take(part, item, now)
                pages += 1
                if pages % _PAGES == 0:
                    self._note(key, [item.until, *loose])
            joined = yield from self._join(part, sorted(set(loose)), now)
        except BaseException:
            self._note(key, [reached, *loose])
            raise
        self._note(key, _DONE)
        yield PartDone(part.name, part.left, joined, start)

    def _take(
        self, part: Part, page: Page, now: dt.datetime, later: Sequence[Captured] = (), missing: str = ""
    ) -> TakenPage | Left:
        try:
            added = self._taking.add(
                page.body, name=_name(page), now=now, published=None, outlet=None, url=page.url, form=page.form,
                split=None, answer=page.answer, captured=page.captured_at, later=later,
            )  # fmt: skip
        except InputError as e:
            return Left(page.place, "記事にならない (no article)", str(e))
        odd = (*page.odd, missing) if missing else page.odd
        return TakenPage(part.name, page.place, page.url, added, odd)

    def _is_loose(self, page: Page, now: dt.datetime) -> bool:
        """Whether a page is one of several of its article, and no earlier run took it."""
        return (
            page.answer is not None
            and page.form == "page"
            and self._taking.taken_before(page.body, _name(page), page.captured_at, now) is None
            and is_of_several(page.answer, page.url)
        )

    def _join(
        self, part: Part, places: Sequence[Place], now: dt.datetime
    ) -> Generator[TakenPage | Left, None, int]:
        """Take in the articles whose pages stand at these places; returns how many are later pages that came in with their first.
        One that no first page leads to is taken by itself: nothing is lost for that its first page was never crawled."""
        by_url: dict[str, list[_Loose]] = {}
        for place in places:
            page = part.page(place)
            loose = _Loose(place, page.captured_at, self._begin(page, now).first)
            by_url.setdefault(canonical(page.url), []).append(loose)
        joined: set[Place] = set()
        for loose in sorted((each for found in by_url.values() for each in found), key=_firsts_first):
            if loose.place in joined:
                continue
            page = part.page(loose.place)
            pages, later = self._begin(page, now), list[Captured]()
            missing = "" if loose.first is None else f"始まりの {loose.first} がありません (no first page)"
            while loose.first is None and pages.next is not None:
                next = min(by_url.get(pages.next, ()), key=lambda each: _apart(each, loose), default=None)
                found = (
                    self._taking.answer_of(pages.next) if next is None else _captured(part.page(next.place))
                )
                if found is None:
                    missing = f"続きの {pages.next} がありません (no next page)"
                    break
                pages = turn(pages, found[0], self._rules(loose.at or now))
                if found[0] in pages.answers:
                    later.append(found)
                    joined |= {next.place} if next else set()
            yield self._take(part, page, now, later, missing)
        return len(joined)

    def _begin(self, page: Page, now: dt.datetime) -> Pages:
        answer, _ = _captured(page)
        return begin(answer, page.url, self._rules(page.captured_at or now))

    def _marks(self) -> dict[str, list[Place]]:
        """How far each file was read, and behind that where the pages stand that are left until its end; empty for a file that
        was read to its end."""
        try:
            found = json.loads(self._path.read_bytes())
            return {
                str(key): [Place(int(at), int(inner)) for at, inner in mark] for key, mark in found.items()
            }
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def _note(self, key: str, mark: list[Place]) -> None:
        """Keep how far a file was read. What was taken is in the archive before this is called."""
        marks = self._marks() | {key: mark}
        form = {key: [(place.at, place.inner) for place in mark] for key, mark in marks.items()}
        new = self._path.with_name(f"{self._path.name}.new")
        new.write_text(json.dumps(form), encoding="utf-8")
        new.replace(self._path)


_DONE: list[Place] = []


def _name(page: Page) -> str:
    return unicodedata.normalize("NFC", page.url)


def _captured(page: Page) -> Captured:
    assert page.answer is not None
    return page.answer, page.captured_at


def _firsts_first(loose: _Loose) -> tuple[bool, Place]:
    return loose.first is not None, loose.place


def _apart(one: _Loose, other: _Loose) -> dt.timedelta:
    """How long one was captured before or after the other."""
    return abs(one.at - other.at) if one.at and other.at else dt.timedelta.max


def _key(part: Part, wanted: PagesWanted) -> str:
    """By what a file is known again, with what was wanted of it: another wish begins anew."""
    part.file.seek(0)
    wish = f"{sorted(wanted.hosts)} {wanted.since} {wanted.until} {wanted.any_text} {wanted.any_language}"
    return hashlib.sha256(f"{part.size} {wish} ".encode() + part.file.read(_HEAD)).hexdigest()[:32]
