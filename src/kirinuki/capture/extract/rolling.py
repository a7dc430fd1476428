"""Rolling pages (速報, ライブ, 随時更新): one page on which entries are added through the day, each with a time of its own."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any

from kirinuki.capture.extract.blocks import HEADINGS, Block, Region, tidy
from kirinuki.capture.extract.chrome import is_stamped
from kirinuki.capture.extract.dates import Moment, find_moments, read_moment
from kirinuki.capture.extract.declared import as_words
from kirinuki.capture.extract.found import Entry

_FEWEST = 3
"""Entries that make a page a rolling one."""
_ROLLING = re.compile(r"速報|ライブ|実況|詳報|随時|刻々|タイムライン|最新情報|LIVE|まとめ", re.IGNORECASE)
_CLOCK = re.compile(r"(?<![\d:])(?P<half>午前|午後)?\s?(?P<hour>\d{1,2})(?::|時)(?P<minute>\d{2})分?(?!\d)")
_HELD = 0.6
"""Share of the article's letters that the entries hold, at least."""


def is_rolling(title: str | None, kinds: object) -> bool:
    """Whether a page says that it is a rolling one: by its title, or as a LiveBlogPosting of schema.org."""
    named = kinds if isinstance(kinds, list) else [kinds]
    return "LiveBlogPosting" in named or _ROLLING.search(title or "") is not None


def declared_entries(article: Mapping[str, Any]) -> tuple[Entry, ...]:
    """The entries that a LiveBlogPosting tells."""
    updates = article.get("liveBlogUpdate")
    entries = []
    for update in updates[:500] if isinstance(updates, list) else ():
        if isinstance(update, dict) and (body := as_words(update.get("articleBody"))):
            moment = read_moment(as_words(update.get("datePublished")) or "")
            lines = (
                tidy(re.sub(r"<[^<>]*>", "", line)) for line in re.split(r"\n+|<br\s*/?>|</?p[^>]*>", body)
            )
            paragraphs = tuple(line for line in lines if line)
            if moment is not None and paragraphs:
                entries.append(_entry(as_words(update.get("headline")), paragraphs, moment))
    return _told_apart(entries) if len(entries) >= _FEWEST else ()


def shown_entries(
    regions: Sequence[Region], blocks: Sequence[Block], paragraphs: Collection[str], day: dt.date
) -> tuple[Entry, ...]:
    """The entries that a page shows: elements of one make that each hold one stamp and some of the article's `paragraphs`, or what
    stands under headings that begin with a time. Stamps without a day are of `day`."""
    wanted = set(paragraphs)
    for runs in (_by_element(regions, blocks), _by_heading(regions, blocks)):
        entries = list(_read(runs, blocks, wanted, day))
        held = sum(len(words) for entry in entries for words in entry.paragraphs)
        enough = len(entries) >= _FEWEST and held >= _HELD * sum(map(len, wanted))
        if enough and _goes_one_way(entries):
            return _told_apart(entries)
    return ()


def _by_element(regions: Sequence[Region], blocks: Sequence[Block]) -> list[tuple[int, range]]:
    """(stamp, blocks of its entry), where each stamp stands in an element of its own beside others of its make."""
    stamped = [len(block.text) <= 60 and is_stamped(block.folded) for block in blocks]
    stamps = [i for i, is_one in enumerate(stamped) if is_one]
    sums = [0, *accumulate(stamped)]
    tops: list[tuple[int, int]] = []
    for stamp in stamps:
        at = blocks[stamp].region
        while (above := regions[at].parent) > 0 and sums[regions[above].end] - sums[
            regions[above].start
        ] == 1:
            at = above
        tops.append((stamp, at))
    makes = Counter((regions[at].parent, regions[at].names) for _, at in tops)
    return [
        (stamp, range(regions[at].start, regions[at].end)) for stamp, at in tops
        if makes[regions[at].parent, regions[at].names] >= _FEWEST
    ]  # fmt: skip


def _by_heading(regions: Sequence[Region], blocks: Sequence[Block]) -> list[tuple[int, range]]:
    """(heading, blocks down to the next one), of headings that begin with a time."""
    starts = [
        i for i, block in enumerate(blocks)
        if (block.tag in HEADINGS or block.tag in ("dt", "strong")) and _CLOCK.match(block.folded)
    ]  # fmt: skip
    return [(start, range(start, end)) for start, end in pairwise([*starts, len(blocks)])]


def _read(
    runs: Sequence[tuple[int, range]], blocks: Sequence[Block], wanted: set[str], day: dt.date
) -> Iterator[Entry]:
    for stamp, run in runs:
        moment = _moment(blocks[stamp].folded, day)
        paragraphs = tuple(
            blocks[i].text
            for i in run
            if i != stamp and blocks[i].text in wanted and blocks[i].tag not in HEADINGS
        )
        if moment is None or not paragraphs:
            continue
        head = next((blocks[i].text for i in run if i != stamp and blocks[i].tag in HEADINGS), None)
        if head is None and blocks[stamp].tag in HEADINGS:
            head = _CLOCK.sub("", blocks[stamp].text, count=1).strip("　 :：・|｜") or None
        yield _entry(head, paragraphs, moment)


def _moment(words: str, day: dt.date) -> Moment | None:
    found = next((m for m in find_moments(words, day.year) if m.time is not None), None)
    clock = _CLOCK.search(words)
    if found is not None or clock is None:
        return found
    hour = int(clock["hour"]) + (12 if clock["half"] == "午後" and int(clock["hour"]) < 12 else 0)
    if hour > 23 or int(clock["minute"]) > 59:
        return None
    return Moment(day, dt.time(hour, int(clock["minute"])))


def _entry(title: str | None, paragraphs: tuple[str, ...], moment: Moment) -> Entry:
    return Entry(title, paragraphs, moment.iso(), re.sub(r"[^\dT]", "", moment.iso()[:16]))


def _goes_one_way(entries: Sequence[Entry]) -> bool:
    """Whether the times run down the page or up."""
    times = [entry.published for entry in entries]
    return all(a <= b for a, b in pairwise(times)) or all(a >= b for a, b in pairwise(times))


def _told_apart(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries with parts that differ: the time, and of those of one minute the number, counted from the oldest."""
    oldest_first = entries if entries[0].published <= entries[-1].published else entries[::-1]
    counted = Counter[str]()
    parts: dict[int, str] = {}
    for entry in oldest_first:
        counted[entry.part] += 1
        parts[id(entry)] = entry.part if counted[entry.part] == 1 else f"{entry.part}-{counted[entry.part]}"
    return tuple(Entry(each.title, each.paragraphs, each.published, parts[id(each)]) for each in entries)
