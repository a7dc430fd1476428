"""The attributions of one sentence, or of one sentence inside a quote."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress, count

from kirinuki.model.reading import Interval, Morphemes, Speaker, Stance, Time
from kirinuki.model.text import Record, Span
from kirinuki.read.brackets import QUOTES
from kirinuki.read.lexicons import rows
from kirinuki.read.statements.cues import (
    BEFORE_TIGHT,
    Cue,
    Joint,
    adverbials,
    cue_nouns,
    cue_words,
    find_cues,
    is_cue_word,
)
from kirinuki.read.statements.discourse import Discourse
from kirinuki.read.statements.endings import endings
from kirinuki.read.statements.passage import Passage
from kirinuki.read.statements.speakers import Phrase, phrase_ending


class Source(Record, frozen=True):
    """Xによると: its first position and the one behind it, where the clause that it governs starts.

    `speaker` is None where the words only point to a source known from before (それによると, 声明によると).
    """

    at: int
    past: int
    speaker: Span | None
    cue: Span
    quoted: bool = False
    """Xの話として: whoever the clause belongs to relays what X said."""


@dataclass(slots=True)
class Draft:
    """A statement on the way: what was said and by which cue; positions count units of the segment."""

    direct: bool
    content: Span
    first: int
    past: int
    cue: Cue | None
    cue_span: Span | None
    joint: Joint
    how: str
    """The rule that found it, for the person who asks why; the cue's word is put in for `_`."""
    stance: Stance | None
    hearsay: bool = False
    speaker: Speaker | None = None
    who: str = ""
    """The rule that found the speaker."""
    said: Interval | None = None
    via: Span | None = None


class Subject(Record, frozen=True):
    """A phrase marked by は, が, も, から, では or からは: position of its particle, its last one of two."""

    at: int
    particle: str
    phrase: Phrase


@cache
def tellings() -> frozenset[str]:
    """Nouns of what somebody told, as a source in themselves: Xの話では, Xの話として, Xの調査で分かった."""
    return frozenset(word for word, kind in rows("speakers") if kind == "telling")


@cache
def landmarks() -> dict[str, tuple[str, ...]]:
    """Dictionary forms that a rule starts from, to the kinds of rule."""
    kinds: dict[str, list[str]] = {}

    def mark(kind: str, words: Iterable[str]) -> None:
        for word in words:
            kinds.setdefault(word, []).append(kind)

    mark("cue", filter(is_cue_word, cue_words()))
    mark("noun", cue_nouns())
    mark("tail", {forms.partition(" ")[0] for forms in endings()})
    mark("source", ("よる", "取材", "ところ", *tellings()))
    mark("arrest", ("逮捕", "再逮捕", "書類送検", "送検", "起訴", "追起訴", "摘発"))
    mark(
        "charge",
        ("逮捕", "再逮捕", "書類送検", "送検", "起訴", "追起訴", "摘発", "立件", "指名手配", "告発", "問う"),
    )
    mark("charge", ("処分", "免職", "停職", "減給", "戒告", "提訴", "告訴"))
    mark("penalty", ("逮捕", "再逮捕", "書類送検", "送検", "起訴", "追起訴", "摘発", "立件", "指名手配"))
    mark("penalty", ("処分", "免職", "停職", "減給", "戒告"))
    mark("channel", ("通じる", "通ずる", "介する"))
    mark("particle", ("は", "が", "も", "から", "とも"))
    mark("topic", ("は",))
    mark("quote", (*QUOTES, "｢"))  # its lemma keeps the half width
    mark("pointer", ("こう", "よう", "そう", "こんな", "そんな", "こうした", "そうした"))
    return {word: tuple(found) for word, found in kinds.items()}


def marked(m: Morphemes) -> list[int]:
    """The morphemes of a text that a rule may start from, in order.

    They are the landmarks, but for those of everyday words whose neighbour shows that they are none: と without いう behind
    it, する without と before it.
    """
    words, lemmas, behind = m.words, m.lemmas, _behind_everyday()
    found: list[int] = []
    for i in compress(count(), map(landmarks().__contains__, lemmas)):
        lemma = lemmas[i]
        if lemma == "する":
            if i and words[i - 1] not in BEFORE_TIGHT:
                continue
        elif lemma in behind and (i + 1 == len(lemmas) or lemmas[i + 1] not in behind[lemma]):
            continue
        found.append(i)
    return found


@cache
def _behind_everyday() -> dict[str, frozenset[str]]:
    """The words that must follow the first of a hearsay ending, for those that never stand alone and start nothing else."""
    seconds: dict[str, set[str]] = {}
    for forms in endings():
        first, _, rest = forms.partition(" ")
        seconds.setdefault(first, set()).add(rest.partition(" ")[0])
    return {
        first: frozenset(words)
        for first, words in seconds.items()
        if "" not in words and landmarks()[first] == ("tail",)
    }


_NO_REPORT = frozenset({"particle", "topic", "cue", "pointer", "channel", "charge", "penalty"})
"""Kinds of landmarks that by themselves make nothing a report; a cue without its joint is one of them."""


class Segment:
    """One sentence on one level of brackets.

    `discourse` is None inside quotes, where nothing is carried in or out.
    """

    def __init__(self, passage: Passage, units: Sequence[int], discourse: Discourse | None) -> None:
        self.passage = passage
        self.units = units
        self.discourse = discourse
        self.size = len(units)
        while self.size and passage.tags[units[self.size - 1]].startswith("補助記号-句点"):
            self.size -= 1
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        marks, lemmas, first, whole = landmarks(), passage.lemmas, units[0], isinstance(units, range)
        for i in passage.marked_between(first, units[-1] + 1):
            at = i - first if whole else bisect_left(units, i)
            if whole or units[at] == i:
                for kind in marks[lemmas[i]]:
                    self._places[kind].append(at)
        self.cues = (
            find_cues(passage, units[: self.size], self._places["cue"]) if "cue" in self._places else []
        )
        self.cue_at = {cue.at: cue for cue in self.cues}
        self._subjects: list[Subject] | None = None
        self._subject_at: dict[int, Subject | None] = {}
        self.sources: list[Source] = []

    @property
    def may_report(self) -> bool:
        """Whether any word stands here that a statement or hearsay could come from."""
        return bool(self.cues) or not self._places.keys() <= _NO_REPORT

    def places(self, kind: str) -> Sequence[int]:
        """Positions of the landmarks of one kind (see `landmarks`), in order."""
        return self._places.get(kind, ())

    def word(self, at: int) -> str:
        """The words of the unit at position `at`; an empty string outside the segment."""
        return self.passage.words[self.units[at]] if 0 <= at < self.size else ""

    def lemma(self, at: int) -> str:
        return self.passage.lemmas[self.units[at]] if 0 <= at < self.size else ""

    def tag(self, at: int) -> str:
        return self.passage.tags[self.units[at]] if 0 <= at < self.size else ""

    def form(self, at: int) -> str:
        return self.passage.forms[self.units[at]] if 0 <= at < self.size else ""

    def start(self, at: int) -> int:
        """Offset where the unit at `at` starts, or where the segment ends."""
        return self.passage.starts[self.units[at]] if at < self.size else self.end(self.size - 1)

    def end(self, at: int) -> int:
        return self.passage.end(self.units[at])

    def is_noun(self, at: int) -> bool:
        """Whether the unit can be part of a noun phrase by itself, such as a bracketed stretch."""
        return 0 <= at < self.size and self.passage.is_noun(self.units[at])

    def is_headline(self) -> bool:
        """Whether the segment is what a list of sources puts in 『』: a title, whose quotes need no cue."""
        first = self.units[0]
        return self.discourse is None and first > 0 and self.passage.words[first - 1] == "『"

    def is_quote(self, at: int) -> bool:
        return 0 <= at < self.size and self.passage.is_quote(self.units[at])

    def is_aside(self, at: int) -> bool:
        """Whether the unit is a whole stretch in brackets other than those of quotes."""
        if not 0 <= at < self.size:
            return False
        i = self.units[at]
        return i in self.passage.close and not self.passage.is_quote(i)

    def inside(self, at: int) -> Span:
        i = self.units[at]
        return Span(self.passage.ends[i], self.passage.starts[self.passage.close[i]])

    def source_speaker(self, source: Source) -> Speaker | None:
        """The source as a speaker: as named, else carried from before."""
        if source.speaker is not None:
            return Speaker(source.speaker.start, source.speaker.end)
        if self.discourse is None:
            return None
        # それによると goes on with the source of the sentence before rather than with what that tells of.
        near = self.discourse.source if self.discourse.source_age <= 1 else None
        carried = near or self.discourse.speaker
        return None if carried is None else Speaker(carried.start, carried.end, implicit=True)

    def cue_span(self, cue: Cue) -> Span:
        return Span(self.start(cue.at), self.end(cue.past - 1))

    def subjects(self) -> list[Subject]:
        """Phrases of the segment that can speak and are marked as topic or subject."""
        if self._subjects is None:
            found = map(self._subject, self.places("particle"))
            self._subjects = [subject for subject in found if subject is not None]
        return self._subjects

    def _subject(self, at: int) -> Subject | None:
        """The phrase before the particle at `at`, if it can speak; asked for often, found once."""
        if at not in self._subject_at:
            self._subject_at[at] = self._find_subject(at)
        return self._subject_at[at]

    def _find_subject(self, at: int) -> Subject | None:
        particle, last = self.word(at), at - 1
        if particle == "とも":
            particle = "も"  # 両社とも
        elif not self.tag(at).startswith("助詞") or (particle == "が" and self.tag(at) == "助詞-接続助詞"):
            return None
        elif particle == "から" and self.word(at + 1) == "の":
            return None  # 県外からの移住者
        also = particle == "も" and self.word(last) == "で"  # 本紙でも, but not 海外でも
        if particle in ("は", "も") and self.word(last) in ("で", "から"):
            particle = self.word(last) + "は"
            last -= 1
        phrase = self.phrase(last, 0)
        if phrase is not None and also and phrase.kind != "outlet":
            return None
        if phrase is None or (
            particle == "では"
            and phrase.kind not in ("outlet", "group", "document")
            and self.word(last) != "間"  # 専門家の間では
        ):
            return None
        return Subject(at, particle, phrase)

    def phrase(self, last: int, lowest: int, anything: bool = False) -> Phrase | None:
        """The noun phrase that ends at `last` if it can speak (see `phrase_ending`)."""
        return phrase_ending(self.passage, self.units, last, lowest, anything) if last >= lowest else None

    def topic(self) -> Subject | None:
        """The first topic that is somebody who can speak."""
        for at in self.places("topic"):
            subject = self._subject(at)
            if (
                subject is not None
                and subject.particle == "は"
                and subject.phrase.kind in ("person", "group")
            ):
                return subject
        return None

    def meeting(self) -> int | None:
        """Where the segment first names an occasion on which people speak: 会談, 声明."""
        found = _meetings().search(self.passage.plain, self.start(0), self.end(self.size - 1))
        return None if found is None else found.start()

    def is_occasion(self, at: int) -> bool:
        return self.word(at) in adverbials("occasion") or self.passage.plain.endswith(
            _OCCASIONS, self.start(max(at - 2, 0)), self.end(at)
        )

    def source_before(self, at: int, quoted: bool = False) -> Source | None:
        """The last source before position `at`: one whose words are `quoted` (Xの話として), or one that tells."""
        found = None
        for source in self.sources:
            if source.past <= at and source.quoted == quoted:
                found = source
        return found

    def time_at(self, p: int) -> Time | None:
        """The time expression that starts with the unit at `p`."""
        return self.passage.time_at(self.start(p)) if p < self.size else None


_OCCASIONS = (
    *(
        "会議",
        "会見",
        "会談",
        "総会",
        "委員会",
        "取材",
        "ページ",
        "サイト",
        "ウェブ版",
        "電子版",
        "版上",
        "サイト上",
        "ページ上",
        "ブログ",
        "ブログ上",
        "ツイッター",
        "フェイスブック",
        "議会",
        "審議会",
        "理事会",
        "公聴会",
        "集会",
    ),
    *("演説", "講演", "インタビュー", "声明", "番組", "公判", "答弁", "質疑", "説明会", "報告会", "判決理由"),
)


def is_day(time: Time) -> bool:
    """Whether the words name one day or less: what is longer is part of what is said."""
    return time.type == "TIME" or (time.granularity == "day" and time.type != "SET")


def whole_days(time: Time) -> Interval:
    """The whole day of a clock time; other times as they are."""
    if time.type == "TIME" and len(time.from_) > 10:
        day = dt.date.fromisoformat(time.from_[:10])
        return Interval(day.isoformat(), (day + dt.timedelta(days=1)).isoformat())
    return Interval(time.from_, time.until)


@cache
def _meetings() -> re.Pattern[str]:
    words = sorted(word for word in adverbials("occasion") if len(word) > 1)
    return re.compile("|".join(map(re.escape, words)))
