"""What a piece says is to come, with a time of the calendar: each with who announced it and when it falls due."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kirinuki.model.chronicle import Expectation, Piece
from kirinuki.model.reading import Interval, Reading, Statement, Time
from kirinuki.model.text import Evidence, Span
from kirinuki.weave.agenda.clauses import Clauses, Governed
from kirinuki.weave.agenda.matter import same_matter

_AND = re.compile(r"\s?(?:と|や|、|,|・|及び|および|か)\s?")
_THAT_IS = re.compile(r"の?[(（]?|[)）]の?")
_LIMIT = re.compile(r"(?:末|いっぱい|中|内)?(?:まで|以内)")
_OPEN = re.compile(r"年内|年度内|中に?も?$|内に?も?$|末$|いっぱい$|まで$|以内$|^(?:向こう|今後|これから|きょう|今日|本日|今夜|今晩|今夕)")
"""What of a period that has begun is still to come, and how today is named by one who looks ahead in it."""
_STILL = re.compile(r"(?:中|内|末|いっぱい)?(?:まで|以内|中に)|(?:に|から)(?:緊急)?[一-鿿]{2,8}(?:する|される|を開く|を行う)")
"""Behind a time that has begun: what is still to come in it."""
_UP_TO_NOW = re.compile(r"中に?(?!も)|.まで(?!に)")
"""The end of a part of today, and what stands behind it: 21日の午前中に, 午前3時までの雨量 lie behind as a rule."""
_OUTRIGHT = frozenset(("予定", "見通し", "見込み", "見込む", "方針", "計画", "可能性", "目指", "めど", "目標", "意向", "シナリオ", "期限"))


_CLOCK = re.compile(r"(?:午前|午後)?\s?[0-9０-９]{1,2}(?:[:：][0-9０-９]{2}|時(?:半|[0-9０-９]{1,2}分)?)")
"""A time of day by itself: its day is named elsewhere."""
_FROM_NOW = re.compile(r"(?:向こう|今後|これから)$")
_LENGTH = re.compile(r"P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)W)?(?:([0-9]+)D)?")
_OF_FIGURES = re.compile(r"期(?:[()（）のをはに]|決算|連結)")
"""The end of a business period, whose figures are told of: 7〜9月期の速報値."""


def find_expectations(piece: Piece) -> list[Expectation]:
    """All that the piece dates in the future of its telling, in the order of the text; each time expression once."""
    reading, text = piece.reading, piece.text
    today = reading.published.isoformat()
    found: list[Expectation] = []
    clauses: dict[Span, Clauses] = {}
    times = list(_ahead(reading, today))
    told_until = 0
    for n, (time, due) in enumerate(times):
        scope = _scope(reading, time)
        if scope is None or _cited(text, time, scope) or _OF_FIGURES.match(text, time.end - 1):
            continue
        clause = clauses.setdefault(scope, Clauses(text, scope))
        governed = clause.governs(time)
        why = _why(reading, time, due, governed, today)
        if why is None:
            continue
        after = times[n + 1][0].start if n + 1 < len(times) else scope.end
        span = clause.clause(time, governed.end, min(told_until, time.start), after)
        told_until = span.end
        speaker, who = _announced(reading, span, time)
        expectation = Expectation(
            evidence=_evidence(piece, span),
            time=_evidence(piece, time),
            due=due,
            speaker=None if speaker is None else _evidence(piece, speaker),
            who=who,
            why=why,
        )
        if not any(_again(earlier, expectation) for earlier in found):
            found.append(expectation)
    return found


def _again(earlier: Expectation, later: Expectation) -> bool:
    """Whether an article says the same thing of the same days a second time, in nobody else's words."""
    return earlier.due == later.due and later.who in (None, earlier.who) and same_matter(earlier, later)


def _evidence(piece: Piece, span: Span) -> Evidence:
    return Evidence(piece.revision, Span(span.start, span.end), span.of(piece.text))


# When -----------------------------------------------------------------------------------------------------------


def _ahead(reading: Reading, today: str) -> Iterator[tuple[Span, Interval]]:
    """The times that end after today, times that are one to the eye as one, each with its days."""
    times = [
        (Span(t.start, t.end), days_of(t))
        for t in reading.times
        if t.type != "SET" and not _CLOCK.fullmatch(t.of(reading.text))
    ]
    times = sorted((*times, *_terms(reading)))
    joined: list[tuple[Span, Interval]] = []
    for time, days in times:
        if days.until <= today:
            continue
        if joined and (both := _joined(reading.text, joined[-1], (time, days))):
            joined[-1] = both
        else:
            joined.append((time, days))
    for span, days in joined:
        begun = days.from_ < today or _LIMIT.match(reading.text, span.end)
        yield span, Interval(today, days.until) if begun else days


def _terms(reading: Reading) -> Iterator[tuple[Span, Interval]]:
    """向こう3年間 and 2週間以内: lengths that begin with the telling."""
    for length in reading.durations:
        ahead = _FROM_NOW.search(reading.text, max(0, length.start - 3), length.start)
        if ahead or length.of(reading.text).endswith("以内") or reading.text.startswith("以内", length.end):
            until = _after(reading.published, length.value)
            if until is not None:
                yield (
                    Span(ahead.start() if ahead else length.start, length.end),
                    Interval(reading.published.isoformat(), until.isoformat()),
                )


def _after(day: dt.date, length: str) -> dt.date | None:
    """The day so long (P3Y, P2M, P10D, P2W) after another; None where the calendar or the form has none."""
    parts = _LENGTH.fullmatch(length)
    if parts is None:
        return None
    years, months, weeks, days = (int(part or 0) for part in parts.groups())
    if not any((years, months, weeks, days)) or max(years, months, weeks, days) > 9999:
        return None
    month = day.month - 1 + months
    try:
        moved = dt.date(day.year + years + month // 12, month % 12 + 1, min(day.day, 28))
        return moved + dt.timedelta(days=day.day - moved.day + 7 * weeks + days)
    except (ValueError, OverflowError):
        return None


def days_of(time: Time) -> Interval:
    """The whole days that a time touches."""
    from_, until = time.from_[:10], time.until[:10]
    if len(time.until) > 10 and (time.until[11:16] != "00:00" or until == from_):
        until = _next_day(until)
    return Interval(from_, until)


def _next_day(day: str) -> str:
    try:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return day


def _joined(
    text: str, one: tuple[Span, Interval], other: tuple[Span, Interval]
) -> tuple[Span, Interval] | None:
    """16日と17日 as one time, and きょう(15日); None for two times that are two."""
    (a, before), (b, after) = one, other
    if b.start - a.end > 4:
        return None
    between, span = text[a.end : b.start], Span(a.start, b.end)
    if _THAT_IS.fullmatch(between):
        if before.from_ <= after.from_ and after.until <= before.until:
            return span, after
        if after.from_ <= before.from_ and before.until <= after.until:
            return span, before
    if _AND.fullmatch(between) and before.until <= after.from_:
        return span, Interval(before.from_, after.until)
    return None


# What governs it --------------------------------------------------------------------------------------------------


def _scope(reading: Reading, time: Span) -> Span | None:
    """The words among which a time's predicate stands: the content of the innermost statement, else the sentence; of a
    quote of several sentences the one."""
    sentence = next((s for s in _at(reading.sentences, time)), None)
    if sentence is None:
        return None
    within = [sentence, *(s.content for s in reading.statements if s.content.holds(time))]
    scope = min(within, key=lambda span: span.end - span.start)
    scope = Span(max(scope.start, sentence.start), min(scope.end, sentence.end))
    first = reading.text.rfind("。", scope.start, time.start) + 1
    last = reading.text.find("。", time.end, scope.end) + 1
    # A full stop inside a quote that opens on the way ends nothing here.
    if "「" in reading.text[scope.start : first] or "「" in reading.text[time.end : max(last, time.end)]:
        return scope
    return Span(max(first, scope.start), last or scope.end)


def _at(spans: Sequence[Span], place: Span) -> Sequence[Span]:
    """Of spans in order the one that holds the beginning of a place, if there is one."""
    n = bisect_right(spans, place.start, key=lambda span: span.start) - 1
    return spans[n : n + 1] if n >= 0 and place.start < spans[n].end else ()


def _cited(text: str, time: Span, sentence: Span) -> bool:
    """Whether the time stands in a headline that a list of sources names: 『首相、来週にも表明』。"""
    opened = text.rfind("『", sentence.start, time.start)
    closed = text.find("』", time.end, time.end + 200)
    if opened < 0:
        opened = text.rfind("『", max(0, sentence.start - 2), time.start)
    if opened < 0 or closed < 0 or text.rfind("』", opened, time.start) >= 0:
        return False
    return not text.startswith(("と", "など", "」"), closed + 1)


def _why(reading: Reading, time: Span, due: Interval, governed: Governed, today: str) -> str | None:
    """The grounds on which it is an expectation; None where it is none."""
    words = time.of(reading.text)
    if governed.sense not in ("ahead", "planned"):
        return None
    if due.from_ <= today:
        if due.until <= _next_day(today) and _UP_TO_NOW.match(reading.text, time.end - 1):
            return None
        outright = governed.sense == "planned" and governed.word in _OUTRIGHT
        if not outright and not _OPEN.search(words) and not _STILL.match(reading.text, time.end):
            return None
    return f"{words} は記事の日 {today} より先: 「{governed.word}」"


# Who --------------------------------------------------------------------------------------------------------------


def _announced(reading: Reading, clause: Span, time: Span) -> tuple[Span | None, str | None]:
    """Who announced it: the speaker of the innermost statement that holds it, or of the one before it in its sentence."""
    holding = sorted(
        (s for s in reading.statements if s.content.holds(time)), key=lambda s: s.content.end - s.content.start
    )
    told = next((s for s in holding if s.speaker is not None), None)
    if told is None and not holding:
        told = _same_subject(reading, time)
    if told is None or told.speaker is None:
        return None, None
    return told.speaker, _who(reading, told.speaker)


def _same_subject(reading: Reading, time: Span) -> Statement | None:
    """「…」と述べ、習氏を来春に招いた: whose words stand before it in the sentence does the rest as well."""
    sentence = next((s for s in _at(reading.sentences, time)), None)
    if sentence is None:
        return None
    before = [s for s in reading.statements if sentence.holds(s.content) and s.content.end <= time.start and s.cue]
    return before[-1] if before else None


def _who(reading: Reading, speaker: Span) -> str:
    """The key of the person, body or country that a speaker's words name, else the words themselves (政府関係者)."""
    named = [e for e in reading.entities if speaker.holds(e)]
    chosen = [e for e in named if e.type == "PERSON"] or [
        e for e in named if e.type != "FACILITY" and e.end == speaker.end
    ]
    return next((e.who or e.of(reading.text) for e in chosen[-1:]), speaker.of(reading.text))
