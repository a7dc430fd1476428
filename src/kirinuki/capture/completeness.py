"""When an outlet's pages give less than they did: its layout has changed, and nobody would notice from what still comes.

A pure decision over what one outlet's pages yielded. One bad page, or two among many good ones, is no fall.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from kirinuki.model.article import Yield

_RUN: Final = 5
"""Articles in a row, at least, that a fall is seen in."""
_BEFORE: Final = 10
"""Articles before them, at least, that tell what the outlet's pages used to give."""
_USUAL: Final = 0.8
"""Share of the articles before that a field was found in, at least; and share of the run that it is missing in."""
_SHORT: Final = 0.25
"""A body of less than this of the usual length is found in part only."""
_SHOWN: Final = 5
"""Pages that are named, the latest."""


@dataclass(frozen=True, slots=True)
class Fall:
    """`field` of an outlet's pages is found no more `since` a moment: it is missing in `missing` of the `run` articles looked at
    since, and was found in `found` of the `before` before. `pages` are the latest that it is missing in, as (capture, address)."""

    outlet: str
    field: str
    since: dt.datetime
    missing: int
    run: int
    found: int
    before: int
    pages: tuple[tuple[str, str | None], ...]

    def to_json(self) -> dict[str, Any]:
        """The form in `kirinuki status --json`."""
        return {
            "outlet": self.outlet,
            "field": self.field,
            "since": self.since.isoformat(),
            "missing": self.missing,
            "run": self.run,
            "found": self.found,
            "before": self.before,
            "pages": [{"capture": capture, "url": url} for capture, url in self.pages],
        }


def find_falls(yields: Sequence[Yield]) -> list[Fall]:
    """The falls in what one outlet's pages yielded, by field, `article` first: that there is one on the page at all. Yields may
    come in any order; of an article the last one counts, and of an address on which none was found."""
    # Moved to the end where it is seen again, so that a page looked at ten times counts once.
    last = {each.article or each.url or each.capture: each for each in sorted(yields, key=_order)}
    pages = sorted(last.values(), key=_order)
    latest = [each for each in pages if each.article is not None]
    # By the oldest yields: most of the others may be of after the fall.
    oldest = latest[: max(_BEFORE, len(latest) // 4)]
    usual = median(each.found.letters for each in oldest) if oldest else 0
    tests: dict[str, Callable[[Yield], bool]] = {
        "title": lambda each: each.found.title,
        "published": lambda each: each.found.published,
        "authors": lambda each: each.found.authors,
        "section": lambda each: each.found.section,
        "body": lambda each: each.found.letters >= _SHORT * usual,
    }
    bare = _fall(pages, "article", lambda each: each.article is not None)
    falls = (bare, *(_fall(latest, field, test) for field, test in tests.items()))
    return [fall for fall in falls if fall is not None]


def _order(each: Yield) -> tuple[dt.datetime, str, str]:
    return each.at, each.capture, each.article or ""


def _fall(yields: Sequence[Yield], field: str, has: Callable[[Yield], bool]) -> Fall | None:
    """The longest run up to the latest article that the field is missing in, where it was usual before."""
    found = [has(each) for each in yields]
    before = sum(found)
    for start in range(len(yields) - _RUN + 1):
        run = len(yields) - start
        had = sum(found[:start])
        missing = run - (before - had)
        begins = start >= _BEFORE and found[start - 1] and not found[start]
        if begins and missing >= _USUAL * run and had >= _USUAL * start:
            pages = [
                (each.capture, each.url)
                for each, there in zip(yields[start:], found[start:], strict=True)
                if not there
            ]
            return Fall(
                yields[start].outlet,
                field,
                yields[start].at,
                missing,
                run,
                had,
                start,
                tuple(pages[: -_SHOWN - 1 : -1]),
            )
    return None
