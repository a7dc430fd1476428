"""An archive of many articles for the benches of pages: read, related and joined as the program does it, in less time.

The articles are those of bench/weave (worlds of stories, three tellings each), put as bench/search puts them and read by the
reader itself: statements, names, places, figures and what is expected are those that it finds. What repeats what is looked for
among the tellings of a story alone. Ten stories of ten days are one storyline of thirty articles, every thirty days; of every tenth
story the last telling has two revisions.
"""

from __future__ import annotations

import datetime as dt
import random
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from itertools import islice, pairwise
from multiprocessing import get_context
from pathlib import Path

from bench.search import put_story
from bench.weave import FIRST_DAY, NOW, TOLD, Worlds
from kirinuki.ask.subscriptions import Subscription
from kirinuki.flow import Archive
from kirinuki.model.article import Completeness, Problem
from kirinuki.model.reading import Reading
from kirinuki.model.text import Span, item_at
from kirinuki.model.weaving import Resemblance
from kirinuki.read.reader import Reader
from kirinuki.weave.repeats import Telling, find_repeats

_STORIES_A_DAY = 10
_RUN, _RUNS = 10, 30
"""Days over which a long storyline is told, a story a day, and from the beginning of one to that of the next."""
_REVISED = 10
_NOTES, _FEEDS, _PROBLEMS = 200, 60, 500
_AT_ONCE, _AHEAD = 20, 6
"""Stories that a process is given, and how many such lots are on their way."""
_WHOLE = Completeness(title=True, published=True, authors=True, section=True, letters=700)

Story = tuple[int, list[str]]
"""A story's number and its tellings."""
Woven = list[tuple[Reading, list[Resemblance]]]
"""Of each telling its reading, and what it repeats of those before it."""


def fill(folder: Path, articles: int) -> None:
    """Makes the archive, which takes minutes."""
    start = time.perf_counter()
    growing = folder.with_suffix(".growing")
    choice = random.Random(7)
    with Archive.create(growing) as archive:
        archive._store._database._connection.execute("PRAGMA cache_size = -1000000")
        stories = islice(enumerate(Worlds().stories()), -(-articles // TOLD))
        for number, tellings, woven in _woven(stories):
            with archive._store.transaction():
                _put(archive, number, tellings, woven, choice)
        archive._collate_new()
        archive._store.shelves.refresh()
        archive._store.shelves.keep()
        _work_with(archive)
    growing.rename(folder)
    print(f"chronicle: {articles:,} articles in {time.perf_counter() - start:.0f} s", flush=True)


def day_of(number: int) -> dt.date:
    """The day on which the story of this number is told."""
    return FIRST_DAY + dt.timedelta(days=number // _STORIES_A_DAY)


def revised(articles: int) -> Iterator[str]:
    """The articles that have two revisions."""
    return (_article(number, TOLD - 1) for number in range(0, articles // TOLD, _REVISED))


def long_storylines(articles: int) -> Iterator[str]:
    """The storylines of thirty articles."""
    return (_article(number, 0) for number in range(0, articles // TOLD, _STORIES_A_DAY * _RUNS))


def clip(most: int) -> Iterator[str]:
    """Texts that repeat some of an article each, and tell something else besides."""
    stories = [tellings for _, tellings in zip(range(most + 1), Worlds().stories(), strict=False)]
    return (f"{told[-1]}\n{other[0]}" for told, other in pairwise(stories))


def _woven(stories: Iterator[Story]) -> Iterator[tuple[int, list[str], Woven]]:
    """Stories with what the other processors made of them, in their order."""
    waiting: deque[tuple[list[Story], Future[list[Woven]]]] = deque()
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as processors:
        while True:
            while len(waiting) < _AHEAD and (some := list(islice(stories, _AT_ONCE))):
                waiting.append((some, processors.submit(_weave, some)))
            if not waiting:
                break
            told, made = waiting.popleft()
            for (number, tellings), woven in zip(told, made.result(), strict=True):
                yield number, tellings, woven


def _weave(stories: Sequence[Story]) -> list[Woven]:
    found = []
    for number, tellings in stories:
        before: list[Telling] = []
        woven: Woven = []
        for n, text in enumerate(tellings):
            reading = _reader().read(text, day_of(number))
            before.append(Telling(_revision(number, n), reading))
            woven.append((reading, find_repeats(before[-1], before)))
        found.append(woven)
    return found


def _put(archive: Archive, number: int, tellings: list[str], woven: Woven, choice: random.Random) -> None:
    store = archive._store
    day = number // _STORIES_A_DAY % _RUNS
    first = number - day * _STORIES_A_DAY if number % _STORIES_A_DAY == 0 and day < _RUN else number
    near = [(_article(first, 0), _revision(first, 0), 0.5, "共通")]
    list(put_story(store, number, tellings, choice, near if first != number else ()))
    for n, (reading, repeats) in enumerate(woven):
        _keep(archive, _revision(number, n), reading)
        store.repeats.replace(_revision(number, n), repeats)
        article = store.articles.find(_article(number, n))
        store.completeness.add(f"<{number}>", article, _WHOLE)
    if number % _REVISED == 0:
        last = store.articles.find_revision(_revision(number, TOLD - 1))
        text = "".join(span.of(last.text) for span in woven[-1][0].sentences[:-1])
        outlet = store.articles.outlet(article.outlet)
        again = replace(last, id=f"{last.id}2", text=text, previous=last.id)
        store.articles.put(outlet, article, again)
        store.storylines.drop(last.id)
        store.storylines.join(again.id, near)
        _keep(archive, again.id, _reader().read(text, last.published))


def _keep(archive: Archive, revision: str, reading: Reading) -> None:
    archive._store.readings.put(revision, reading)
    archive._readings._list(archive.revision(revision), reading)
    archive._store.repeats.index(revision, ())
    archive._store.repeats.mark_woven(revision)


def _work_with(archive: Archive) -> None:
    """What a desk has made beside it: notes, feeds, a saved search, problems."""
    for n in range(_NOTES):
        revision = archive.revision(_revision(n, 0))
        archive.notes.keep(item_at(revision.id, Span(0, min(20, len(revision.text)))), "続報を待つ", now=NOW)
    for n in range(_FEEDS):
        archive.feeds.follow(Subscription(f"https://outlet{n}.example/feed"), now=NOW)
    for n in range(_PROBLEMS):
        archive._store.problems.add(Problem(None, f"{n}.txt", "読めませんでした (not read)"))


def _article(number: int, n: int) -> str:
    return f"{number:012x}{n:04x}"


def _revision(number: int, n: int) -> str:
    return f"{_article(number, n)}f"


@cache
def _reader() -> Reader:
    return Reader()
