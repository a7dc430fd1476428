"""One mention while it is being resolved: what is known of it, and what it may count from."""

from __future__ import annotations

import datetime as dt

from kirinuki.read.times import periods
from kirinuki.read.times.periods import Period
from kirinuki.read.times.phrases import Mention
from kirinuki.read.times.story import WITHIN_DAYS, Memory, Story, Telling
from kirinuki.read.times.tense import Tense, Tenses
from kirinuki.read.times.words import Term

WRITTEN = "年月日が書かれたとおり"

DAY = dt.timedelta(days=1)

EARLY = dt.timedelta(days=3)
"""A date this little ahead of the publication is not a year old, whatever the words say: clocks differ in the world."""

A_YEAR = dt.timedelta(days=366)

SOON = dt.timedelta(days=60)
"""What is named by its month and lies this little ahead is not a year old where no predicate says that it has passed
(10月17日スタートの大会, 9月総選挙へ)."""


class Case:
    """`found` and `why` grow term by term, from coarse to fine; `after` is the start of the stretch that it ends.

    `looks` is -1 or 1 where the month was looked for backwards or forwards.
    """

    def __init__(self, story: Story, mention: Mention, after: Period | None) -> None:
        self.story = story
        self.mention = mention
        self.after = after
        self.found: Period | None = None
        self.why = WRITTEN
        self.looks: int | None = None
        self.telling: Telling = story.told(mention.start)

    @property
    def text(self) -> str:
        return self.story.text

    @property
    def memory(self) -> Memory:
        return self.story.memory

    @property
    def tenses(self) -> Tenses:
        return self.story.tenses

    @property
    def told(self) -> dt.date:
        return self.telling.day

    @property
    def words(self) -> str:
        return self.text[self.mention.start : self.mention.end]

    @property
    def last(self) -> Period | None:
        """The last time that the text named."""
        return self.story.memory.last

    @property
    def tense(self) -> Tense | None:
        """What the words around say: that it has passed, lies ahead, or neither. A date in English stands in a list
        of sources, and has passed."""
        tenses, mention = self.tenses, self.mention
        if self.text[mention.start].isalpha() and self.words.isascii():
            return "past"
        if self.text.startswith("以来", mention.end):
            return "past"
        said = tenses.before(mention.start) or tenses.behind(mention.end)
        if said is None and self.text.startswith("にも", mention.end):
            return "ahead"  # 秋にも申請: as early as that
        return said

    @property
    def tense_ahead(self) -> bool:
        """Whether the words around say that it lies ahead."""
        return self.tense == "ahead"

    @property
    def is_past(self) -> bool:
        return self.tenses.behind(self.mention.end) == "past"

    def lies_ahead(self, period: Period) -> bool:
        """Whether the words say that `period` lies ahead; what holds the day of publication does not."""
        return not period.start.date() <= self.story.published < period.end.date() and self.tense_ahead

    def anchor(self, term: Term) -> dt.date:
        """The day that a term counts from."""
        memory, sentence = self.memory, self.tenses.sentence
        if term.anchor != "last" or memory.last is None:
            return self.told
        if term.unit == "fiscal" and memory.last.kind == "year":
            return dt.date(memory.last.day.year, 4, 1)
        # 同月 goes back to the day of the story, past a day that a sentence further up mentions; of a bare day nobody
        # says so, but of the last month that was named before it.
        away = sentence(self.mention.start) - sentence(memory.end)
        days = term.unit == "month" and memory.last.kind in WITHIN_DAYS
        day = memory.story if memory.story and days and away > 1 else memory.last.day
        bare = days and memory.month is not None and (day.year, day.month) not in memory.months
        return dt.date(*memory.month[:2], 1) if bare and memory.month is not None else day

    def counted(self, term: Term, anchor: int) -> int:
        """The year that a term names, or that lies so many years from `anchor`."""
        return self.full_year(int(term.value)) if term.anchor == "named" else anchor + int(term.value)

    def full_year(self, n: int) -> int:
        """98年 is 1998 and 24年 2024: a year of two digits lies at most ten years ahead, unless the words say so."""
        if n >= 100:
            return n
        full = self.told.year // 100 * 100 + n
        last = self.last
        if last is not None and last.kind == "year" and self.told.year < last.start.year < full:
            return full  # 30年までに半減し、50年に…
        return full - 100 if full > self.told.year + 10 and not self.tense_ahead else full

    # -- reasons

    def counts_from_told(self) -> None:
        self.why = f"{self.telling.name}から数えて「{self.words}」"

    def counts_from_last(self) -> None:
        last = self.last
        self.why = f"直前の時{last.value if last else self.told}から数えて「{self.words}」"

    def looks_back(self) -> None:
        self.looks = -1
        self.why = f"{self.telling.name}から見て直近の過去の「{self.words}」"

    def looks_ahead(self) -> None:
        self.looks = 1
        self.why = f"{self.telling.name}から見て次の「{self.words}」(先のことと述語などが示す)"


def fiscal(day: dt.date) -> int:
    """The 年度 that holds a day."""
    return day.year - (day.month < 4)


def distance(period: Period, day: dt.date) -> int:
    """Days between the two, 0 where the period holds the day."""
    if day < period.start.date():
        return (period.start.date() - day).days
    return max(0, (day - period.end.date()).days + 1)


def last_day_of(y: int, m: int) -> int:
    return (periods.month(y, m).end - DAY).day
