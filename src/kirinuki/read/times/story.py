"""What a text has told so far: the times that it has named, and the day from which its words count.

A report counts from its publication, a quote from the day it was said, a headline that is cited from the day it was
printed. What a later mention leaves unsaid it takes from the times named before it.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kirinuki.read.brackets import QUOTES
from kirinuki.read.times.lengths import Length
from kirinuki.read.times.periods import Period
from kirinuki.read.times.phrases import Mention, Phrase, Stretch
from kirinuki.read.times.tense import Tenses

WITHIN_A_DAY = ("day", "part", "clock")
"""Kinds of period that lie within one day."""
WITHIN_DAYS = ("days", *WITHIN_A_DAY)
"""Those that are told by days, be it several."""

_COMMA = re.compile(r"(?:ごろ|頃)?(?:\([^()、。]{1,16}\))?に?、")
"""Behind a day, and the one it is elsewhere (21日(日本時間22日)、), that dates the clauses that follow."""

_COMPARED = re.compile(r"比|並み|(?:に|と)比べ|より(?!も?先)|を[上下]回")
"""Behind a time that something is only measured by (前年7月比): the text goes on telling of another."""

_MEETING = re.compile(r"の[^、。「」]{0,8}(?:会見|講演|演説|会合|答弁|取材|インタビュー)")
"""Behind a month: quotes that follow were said in it (昨年12月の会見では「来春は…」)."""

_SAID_BEHIND = re.compile(r"(?:と|などと)?、?(?:[一-鿿ァ-ヶーA-Za-z]{1,8}[にで]、?)?$|\($")
"""Between a quote and the day it was said: 「あす決める」と28日に話した, 「あす決める」(28日、議会で)."""

_OF_SAYING = re.compile(
    r"、|に?(?:述べ|語|話|発言|答え)|の[^、。「」]{0,12}(?:会見|会合|講演|演説|取材|集会|委|議会|大会)"
)
"""Behind the day, where a comma stands before it: it dates the saying, and not what a relative clause tells
(「…」と、11日に着いた客は話した)."""

_CITED = re.compile(r"[。、]?[^。「」『』\n]{1,40}[、,]\s?([0-9]{4})年\s?([0-9]{1,2})月\s?([0-9]{1,2})日")
"""Behind a headline: who printed it, and when."""

_GOES_ON = re.compile(r"と?も(?:述べ|語|話|強調|指摘|説明|明か|訴え|主張)|とも(?:し|い)")
"""Behind a quote: the speech of an earlier sentence goes on."""

_A_PARAGRAPH = 500
"""How many characters a day dates the quotes that follow in its paragraph."""

_FAR = 24
"""How many characters behind a quote the day it was said is looked for."""


@dataclass(frozen=True, slots=True)
class Telling:
    """The day from which words count, with its name for whoever asks why."""

    day: dt.date
    name: str


@dataclass(slots=True)
class Memory:
    """What the text has named so far.

    `last` is the last time named, `day` the last one as short as a few days, `end` where its words end; `days` and
    `years` tell which date a day's number and which year a month last meant; `month` is the last year, month and
    the sentence they stood in, `months` are all of them. `story` is the last day that a clause of its own named
    (社長は4日、…), which dates what the text reports, whatever other days it mentions, `story_end` where that clause
    began, and `story_told` whether it is that of the sentence's topic (社長は4日、…). `whole_years` are the years named by
    themselves, by where their words end.
    """

    last: Period | None = None
    day: Period | None = None
    end: int = 0
    days: dict[int, dt.date] = field(default_factory=dict)
    years: dict[int, int] = field(default_factory=dict)
    month: tuple[int, int, int] | None = None
    months: set[tuple[int, int]] = field(default_factory=set)
    story: dt.date | None = None
    story_end: int = 0
    story_told: bool = False
    whole_years: dict[int, Period] = field(default_factory=dict)


class Story:
    """One text as it is read on, in order. `pairs` are its brackets, opening to closing."""

    def __init__(self, plain: str, tenses: Tenses, published: dt.date, pairs: dict[int, int]) -> None:
        self.text = plain
        self.tenses = tenses
        self.published = published
        self.memory = Memory()
        self._pairs = pairs
        self._by_default = Telling(published, f"記事の日付{published}")
        self._tellings: dict[int, Telling] = {}
        self._phrases: Sequence[Phrase] = ()
        self._starts: list[int] = []
        self._resolve: Callable[[Story, Mention], Period] | None = None

    def will_tell(self, phrases: Sequence[Phrase], resolve: Callable[[Story, Mention], Period]) -> None:
        """Lets quotes be dated by what stands behind them: all phrases, and how to resolve one out of its turn.

        `resolve` is given the story rather than holding it: a cycle would keep each text's words until the garbage
        collector comes.
        """
        self._phrases, self._resolve = phrases, resolve
        self._starts = [phrase.start for phrase in phrases]

    def remember(self, period: Period, mention: Mention | None, end: int = 0) -> None:
        """Makes `period` the last time named; `end` is where its words end, by default where the mention does."""
        memory, day = self.memory, period.day
        if mention is not None:
            end = mention.end
            if _looks_back(mention) or _COMPARED.match(self.text, end):
                return
            if period.kind in WITHIN_A_DAY and day <= self.published and _COMMA.match(self.text, end):
                of_topic = self.text.endswith("は", 0, mention.start)
                told = memory.story_told and self._same_sentence(memory.story_end, mention.start)
                if of_topic or not told:  # 軍は20日、隊員が19日午後、…と発表した
                    memory.story, memory.story_end, memory.story_told = day, end, of_topic
        memory.last, memory.end = period, end
        if period.kind in WITHIN_DAYS:
            memory.day = period
        if period.kind in WITHIN_A_DAY:
            memory.days[day.day] = day
        if period.kind == "year":
            memory.whole_years[end] = period
        if mention is not None and ("month" in mention.terms or "span" in mention.terms):
            memory.month = day.year, day.month, self.tenses.sentence(mention.start)
            memory.months.add(memory.month[:2])
            year = mention.terms.get("year")
            # 2005年12月 says nothing of the year of a later bare 12月
            if year is None or year.anchor != "named":
                memory.years[day.month] = day.year

    def _same_sentence(self, a: int, b: int) -> bool:
        return self.tenses.sentence(a - 1) == self.tenses.sentence(b)

    # -- from which day words count

    def told(self, index: int) -> Telling:
        """The day from which words at `index` count: the publication, or in a quote the day it was said."""
        starts, ends = self._quotes
        found = bisect_right(starts, index) - 1
        if found < 0 or index >= ends[found]:
            return self._by_default
        start, end = starts[found], ends[found]
        if start not in self._tellings:
            self._tellings[start] = self._said(start, end) or self._by_default
        return self._tellings[start]

    def is_undated_speech(self, index: int) -> bool:
        """Whether a quote in 「」 holds `index`, and no time stands before it there or in the sentence around the quote.
        What stands in 『』 may be a title."""
        starts, ends = self._quotes
        found = bisect_right(starts, index) - 1
        if found < 0 or index >= ends[found] or self.text[starts[found]] != "「":
            return False
        end, sentence = self.memory.end, self.tenses.sentence
        return not end or (end <= starts[found] and sentence(end) != sentence(starts[found]))

    def _said(self, start: int, end: int) -> Telling | None:
        """When the quote between `start` and `end` was said, as far as the text tells."""
        memory, sentence = self.memory, self.tenses.sentence
        if memory.last is not None and sentence(memory.end) == sentence(start) and memory.end <= start:
            meeting = memory.last.kind == "month" and _MEETING.match(self.text, memory.end)
            day = memory.last.day
            if (memory.last.kind in WITHIN_A_DAY or meeting) and day <= self.published:
                return Telling(day, f"発言の日{day}")
        behind = self._behind(end)
        if behind is not None:
            return Telling(behind, f"発言の日{behind}")
        cited = _CITED.match(self.text, end + 1)
        if cited:
            try:
                printed = dt.date(*map(int, cited.groups()))
            except ValueError:
                return None
            return Telling(printed, f"引用元の日付{printed}") if printed <= self.published else None
        near = start - memory.story_end <= _A_PARAGRAPH and self.text.find("\n", memory.story_end, start) < 0
        if memory.story is not None and near and _GOES_ON.match(self.text, end + 1):
            return Telling(memory.story, f"発言の日{memory.story}")
        return None

    def _behind(self, end: int) -> dt.date | None:
        """The day named right behind a quote for when it was said."""
        found = bisect_left(self._starts, end)
        if found >= len(self._phrases) or self._resolve is None:
            return None
        phrase = self._phrases[found]
        if isinstance(phrase, Length | Stretch) or phrase.every or phrase.start - end > _FAR:
            return None
        between = _SAID_BEHIND.match(self.text, end + 1, phrase.start)
        if not between or ("、" in between[0] and not _OF_SAYING.match(self.text, phrase.end)):
            return None
        if self.tenses.sentence(phrase.start) != self.tenses.sentence(end):
            return None
        try:
            period = self._resolve(self, phrase)
        except (ValueError, OverflowError):
            return None
        return period.day if period.kind in WITHIN_A_DAY and period.day <= self.published else None

    @cached_property
    def _quotes(self) -> tuple[list[int], list[int]]:
        """Starts and ends of the outermost quotes."""
        starts: list[int] = []
        ends: list[int] = []
        for start, end in sorted(self._pairs.items()):
            if self.text[start] in QUOTES and (not ends or start >= ends[-1]):
                starts.append(start)
                ends.append(end)
        return starts, ends

    def year_before_bracket(self, index: int) -> Period | None:
        """昨年(優勝した年)の秋: the year named before the bracket that ends right before `index`."""
        close = index - 2 if self.text.startswith("の", index - 1) else index - 1
        return self.memory.whole_years.get(self._openers.get(close, -1))

    @cached_property
    def _openers(self) -> dict[int, int]:
        return {close: open_ for open_, close in self._pairs.items()}


def _looks_back(mention: Mention) -> bool:
    """Whether it is a bare 前日, 前夜 or 前週末, which look back from the day of the story and do not move it."""
    unit, first = next(iter(mention.terms.items()), ("", None))
    if first is None or first.anchor != "last" or int(first.value) >= 0:
        return False
    return unit == "week" or (unit == "day" and mention.terms.keys() <= {"day", "part"})
