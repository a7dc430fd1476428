"""Taking in what other people's web archives hold, page by page, so that it can be stopped anywhere and goes on there.

The bytes of every page that is taken are kept in the archive's own WARC files, so that `trace` and `rebuild` need nothing else.
Where a file was left is kept in `imports.json`; without it the run begins again and finds what it has taken by its id.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kirinuki.capture.records import Place
from kirinuki.capture.wacz import parts_of
from kirinuki.capture.webarchive import Left, Page, PagesWanted, Part
from kirinuki.errors import InputError
from kirinuki.flow.taking import Added, Taking

_HEAD = 1 << 16
"""Bytes at the begin of a file by which it is known again, with its size."""
_STRETCH = 32 << 20
"""Bytes of a file after which it is noted how far it was read; pages do so as well."""
_PAGES = 50


@dataclass(frozen=True, slots=True)
class TakenPage:
    """A page that was taken in, of the record at `place` of `part`."""

    part: str
    place: Place
    url: str
    added: Added
    odd: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartDone:
    """A WARC file that was read to its end. `left` counts the records that were not wanted, by why. `since` is the place that it
    went on from; None where it began at the begin. `known`: it was read to its end before, and not looked at again."""

    part: str
    left: Counter[str]
    since: Place | None = None
    known: bool = False


class Importing:
    """The web archives of one run, into one archive. `marks` is the file that says how far each was read."""

    def __init__(self, taking: Taking, marks: Path) -> None:
        self._taking = taking
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
        start = None if mark is None else Place(*mark)
        reached, noted, pages = start or Place(0), start or Place(0), 0

        def passed(place: Place) -> None:
            nonlocal reached, noted
            reached = place
            if place.at - noted.at > _STRETCH or place.inner - noted.inner > _STRETCH:
                self._note(key, place)
                noted = place
            step(place.at, part.size)

        try:
            for item in part.pages(wanted, start=start, passed=passed):
                if isinstance(item, Left):
                    yield item
                    continue
                yield self._take(part, item, now)
                pages += 1
                if pages % _PAGES == 0:
                    self._note(key, item.until)
        except BaseException:
            self._note(key, reached)
            raise
        self._note(key, None)
        yield PartDone(part.name, part.left, start)

    def _take(self, part: Part, page: Page, now: dt.datetime) -> TakenPage | Left:
        name = unicodedata.normalize("NFC", page.url)
        try:
            added = self._taking.add(
                page.body, name=name, now=now, published=None, outlet=None, url=page.url, form=page.form, split=None,
                answer=page.answer, captured=page.captured_at,
            )  # fmt: skip
        except InputError as e:
            return Left(page.place, "記事にならない (no article)", str(e))
        return TakenPage(part.name, page.place, page.url, added, page.odd)

    def _marks(self) -> dict[str, list[int]]:
        try:
            found = json.loads(self._path.read_bytes())
            return {str(key): [int(n) for n in mark][:2] for key, mark in found.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def _note(self, key: str, place: Place | None) -> None:
        """Keep how far a file was read; None: to its end. What was taken is in the archive before this is called."""
        marks = self._marks() | {key: _DONE if place is None else [place.at, place.inner]}
        new = self._path.with_name(f"{self._path.name}.new")
        new.write_text(json.dumps(marks, indent=1), encoding="utf-8")
        new.replace(self._path)


_DONE: list[int] = []


def _key(part: Part, wanted: PagesWanted) -> str:
    """By what a file is known again, with what was wanted of it: another wish begins anew."""
    part.file.seek(0)
    wish = f"{sorted(wanted.hosts)} {wanted.since} {wanted.until} {wanted.any_text} {wanted.any_language}"
    return hashlib.sha256(f"{part.size} {wish} ".encode() + part.file.read(_HEAD)).hexdigest()[:32]
