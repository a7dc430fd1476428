"""What a piece says is to come, with a time of the calendar: each with who announced it and when it falls due."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

from kirinuki.model.chronicle import Expectation, Piece
from kirinuki.model.reading import Interval, Reading, Statement
from kirinuki.model.text import Evidence, Span
from kirinuki.weave.agenda.clauses import REACH, TO_COME, Clauses, Governed
from kirinuki.weave.agenda.days import Due, day_after, times_ahead
from kirinuki.weave.agenda.matter import same_matter

_OPEN = re.compile(
    r"年内|年度内|中に?も?$|内に?も?$|末$|いっぱい$|まで$|以内$|^(?:向こう|今後|これから|きょう|今日|本日|今夜|今晩|今夕)"
)
"""What of a period that has begun is still to come, and how today is named by one who looks ahead in it."""

_STILL = re.compile(
    r"(?:中|内|末|いっぱい)?(?:まで|以内|中に)|(?:に|から)(?:緊急)?[一-鿿]{2,8}(?:する|される|を開く|を行う)"
)
"""Behind a time that has begun: what is still to come in it."""

_UP_TO_NOW = re.compile(r"中に?(?!も)|.まで(?!に)")
"""The end of a part of today, and what stands behind it: 21日の午前中に, 午前3時までの雨量 lie behind as a rule."""

_OUTRIGHT = frozenset(
    (
        "予定",
        "見通し",
        "見込み",
        "見込む",
        "方針",
        "計画",
        "可能性",
        "目指",
        "めど",
        "目標",
        "意向",
        "シナリオ",
        "期限",
    )
)
"""Words that put off what they speak of even within a period that has begun."""
_PLANNED = re.compile("|".join(map(re.escape, sorted(_OUTRIGHT))))

_OF_FIGURES = re.compile(r"期(?:[()（）のをは]|決算|連結)|度(?:当初|補正)?(?:予算|税制)")
"""The end of a business period and what belongs to it, as figures and budgets: 7〜9月期の速報値, 来年度予算案."""

_BARE_DAY = re.compile(r"[0-9０-９]{1,2}日(?:午前|午後|未明|早朝|朝|昼|夕方|夕|夜|深夜)?")
_OPENS = re.compile(r"(?:は、?|[。」]|ば、|^)\s*$")
"""Before a day that opens what a report tells."""
_WAS_DONE = re.compile(r"(?:、|に[^、。]{1,24}(?:で|し、)|[^、。]{1,24}(?:を開き|で)、)")
"""Behind a day on which something was said or done."""
_OF_A_CLOCK = re.compile(r"(?:日本|現地|東部|中部|西部|太平洋|夏)時間|UTC")
_LISTS = re.compile(
    r"(?P<name>(?:最近の|関連(?:する)?)[^、。「」]{0,16}(?:記事|ニュース))|[0-9]日(?:[(（][月火水木金土日][)）])?[:：]"
)
"""What a list of other reports has, which a site puts behind its text: its name, or more than one day before a headline."""
_CITATION = re.compile(r"[』」\"”]。?[^ぁ-ん。、]{2,24}、$")
"""Before the day of what a list of sources names: 『桟橋が再開』。白浜新聞、2031年8月31日."""
_REPORTED = re.compile(r"(?:た|ました)。")

_HEAD = 40
"""Characters before a time in which words tell what it is the time of."""
_HEADLINE = 200
"""So long a headline that is cited may be."""
_NESTED = 24
"""Among so many statements before a place those that hold it are looked for."""
_RETOLD = 32
"""Among so many expectations of the same days an article's second telling is looked for."""


def find_expectations(piece: Piece) -> list[Expectation]:
    """All that the piece dates in the future of its telling, in the order of the text, each thing once."""
    text, today = piece.text, piece.reading.published.isoformat()
    sayings = _Sayings(piece.reading)
    found: defaultdict[Interval, list[Expectation]] = defaultdict(list)
    clauses: dict[Span, Clauses] = {}
    lists: dict[Span, int] = {}
    times = times_ahead(piece.reading)
    told_until = 0
    for n, (time, due) in enumerate(times):
        scope = sayings.scope(time)
        if scope is None or _OF_FIGURES.match(text, time.end - 1) or _is_cited(text, time):
            continue
        if scope not in lists:
            lists[scope] = _list_of_reports(text, scope)
        if time.start >= lists[scope] or _tells_a_source_or_clock(text, time):
            continue
        if due.from_ <= day_after(today) and _dates_the_report(text, time):
            continue
        # Most times are of today, and most of those are past: to part their sentences would be most of the work.
        if due.from_ <= today and not _may_still_come(text, time, scope):
            continue
        if (clause := clauses.get(scope)) is None:
            clause = clauses[scope] = Clauses(text, scope)
        governed = clause.governs(time)
        if not _is_to_come(text, Due(time, due), governed, today):
            continue
        next_time = times[n + 1].words.start if n + 1 < len(times) else scope.end
        span = clause.clause(time, governed.end, min(told_until, time.start), next_time)
        told_until = span.end
        speaker = sayings.announcer(time)
        expectation = Expectation(
            evidence=_evidence(piece, span),
            time=_evidence(piece, time),
            due=due,
            speaker=None if speaker is None else _evidence(piece, speaker),
            who=None if speaker is None else sayings.key(speaker),
            why=f"{time.of(text)} は記事の日 {today} より先: 「{governed.word}」",
        )
        if not any(_is_again(earlier, expectation) for earlier in found[due][-_RETOLD:]):
            found[due].append(expectation)
    return sorted((e for some in found.values() for e in some), key=lambda e: e.time.span)


def _evidence(piece: Piece, span: Span) -> Evidence:
    return Evidence(piece.revision, Span(span.start, span.end), span.of(piece.text))


def _is_again(earlier: Expectation, later: Expectation) -> bool:
    """Whether an article says the same thing of the same days a second time, in nobody else's words."""
    return later.who in (None, earlier.who) and same_matter(earlier, later)


def _is_to_come(text: str, time: Due, governed: Governed, today: str) -> bool:
    """Whether what a time dates is to come. Of a time that has begun words must say so, since most of it may be over."""
    words, days = time
    if governed.sense not in TO_COME:
        return False
    if days.from_ > today:
        return True
    outright = governed.sense == "planned" and governed.word in _OUTRIGHT
    if days.until <= day_after(today):
        # きょう as a rule dates what the sentence reports: 市長は30日、来月の…
        outright = outright and "、" not in text[words.end : governed.end]
        if _UP_TO_NOW.match(text, words.end - 1):
            return False
    if text.startswith("の", words.end) and days.until <= day_after(today):
        return outright  # 今日の判決
    return bool(outright or _OPEN.search(words.of(text)) or _STILL.match(text, words.end))


def _may_still_come(text: str, time: Span, scope: Span) -> bool:
    """Whether there is any word to say of a time that has begun that it lies ahead."""
    near = min(scope.end, time.end + REACH)
    return bool(
        _OPEN.search(time.of(text)) or _STILL.match(text, time.end) or _PLANNED.search(text, time.end, near)
    )


def _dates_the_report(text: str, time: Span) -> bool:
    """知事は13日、…すると発表した: the day of the telling itself, where the text was brought up to date after its day."""
    if not (
        _BARE_DAY.fullmatch(text, time.start, time.end)
        and _OPENS.search(text, max(0, time.start - _HEAD), time.start)
        and _WAS_DONE.match(text, time.end)
    ):
        return False
    told = _REPORTED.search(text, time.end, time.end + _HEADLINE)
    return told is not None and "。" not in text[time.end : told.start()]


def _list_of_reports(text: str, scope: Span) -> int:
    """Where a list of other reports begins in the scope; its end where there is none."""
    found = list(islice(_LISTS.finditer(text, scope.start, scope.end), 2))
    return found[0].start() if len(found) > 1 or any(match["name"] for match in found) else scope.end


def _tells_a_source_or_clock(text: str, time: Span) -> bool:
    """Whether it is the day of a source in a list, or the same time by another clock: 10時(日本時間24日)."""
    opened = text.rfind("(", max(0, time.start - _HEAD), time.start)
    if opened >= 0 and ")" not in text[opened : time.start] and _OF_A_CLOCK.search(text, opened, time.start):
        return True
    return _CITATION.search(text, max(0, time.start - _HEAD), time.start) is not None


def _is_cited(text: str, time: Span) -> bool:
    """Whether the time stands in a headline that a list of sources names: 『首相、来週にも表明』。"""
    opened = text.rfind("『", max(0, time.start - _HEADLINE), time.start)
    closed = text.find("』", time.end, time.end + _HEADLINE)
    if opened < 0 or closed < 0 or "』" in text[opened : time.start] or "\n" in text[opened:closed]:
        return False
    return not text.startswith(("と", "など", "」"), closed + 1)


class _Sayings:
    """Who says what in a reading, by place."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._statements = sorted(reading.statements, key=lambda s: (s.content.start, -s.content.end))
        self._entities = sorted(reading.entities)

    def scope(self, time: Span) -> Span | None:
        """The words among which a time's predicate stands: the content of the innermost statement, else the sentence; of
        a quote of several sentences the one. None for a time outside all sentences."""
        sentence = self._sentence(time)
        if sentence is None:
            return None
        holding = self._holding(time)
        inner = holding[0].content if holding else sentence
        text = self._reading.text
        start, end = max(inner.start, sentence.start), min(inner.end, sentence.end)
        first, last = text.rfind("。", start, time.start) + 1, text.find("。", time.end, end) + 1
        # A full stop inside a quote on the way ends nothing here.
        if first and text.find("」", first, time.start) < 0:
            start = first
        if last and text.find("「", time.end, last) < 0:
            end = last
        return Span(start, end)

    def announcer(self, time: Span) -> Span | None:
        """The speaker of the innermost statement that holds a time and has one; outside of all, of the one before it in its
        sentence, who does the rest as well (「…」と述べ、習氏を来春に招いた)."""
        holding = self._holding(time)
        if holding:
            return next((s.speaker for s in holding if s.speaker), None)
        sentence = self._sentence(time)
        before = [
            s
            for s in self._up_to(time)
            if s.cue and s.content.end <= time.start and sentence and sentence.start <= s.content.start
        ]
        return before[-1].speaker if before else None

    def key(self, speaker: Span) -> str:
        """The key of the person, body or country that a speaker's words name, else the words themselves (政府関係者)."""
        text = self._reading.text
        n = bisect_right(self._entities, speaker.end, key=lambda e: e.start)
        named = [e for e in self._entities[max(0, n - _NESTED) : n] if speaker.holds(e)]
        persons = [e for e in named if e.type == "PERSON"]
        others = [e for e in named if e.type != "FACILITY" and e.end == speaker.end]
        return next((e.who or e.of(text) for e in (persons or others)[-1:]), speaker.of(text))

    def _holding(self, place: Span) -> list[Statement]:
        """The statements whose content holds a place, the innermost first."""
        return sorted(
            (s for s in self._up_to(place) if s.content.holds(place)),
            key=lambda s: s.content.end - s.content.start,
        )

    def _up_to(self, place: Span) -> Sequence[Statement]:
        """The last statements whose content begins before a place ends."""
        n = bisect_right(self._statements, place.start, key=lambda s: s.content.start)
        return self._statements[max(0, n - _NESTED) : n]

    def _sentence(self, place: Span) -> Span | None:
        sentences = self._reading.sentences
        n = bisect_right(sentences, place.start, key=lambda s: s.start) - 1
        return sentences[n] if n >= 0 and place.start < sentences[n].end else None
