"""What later text says of an expectation: that it happened, was put off, was called off; 不明 where it says nothing.

A sentence is about the same thing when it holds what the clause is about (`matter`); then its own words decide: a cue such
as 延期 or 中止, a fact in the past tense dated in the due time, or the same thing dated otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kirinuki.model.chronicle import Expectation, Outcome, Piece
from kirinuki.model.reading import Interval
from kirinuki.model.text import Evidence, Span
from kirinuki.weave.agenda.days import day_after, days_of
from kirinuki.weave.agenda.expectations import find_expectations
from kirinuki.weave.agenda.matter import Matter, matter_of, pairs_of, same_matter

_ON_IT = 0.3
"""So much of the clause's pairs a sentence must hold, what happens among them, to be about the same thing."""
_ALL_OF_IT = 0.85
"""So much of a long clause will do without what happens, which may be told in another word."""
_LONG = 6
_MOST_OF_IT = 0.5
"""So much of the clause a sentence must hold that names no day."""

_POSTPONED = re.compile(
    r"延期(?!論)|先送り|順延|繰り延べ|繰り下げ|後ろ倒し|(?:日程|期日|時期)を(?:ずら|遅ら)|持ち越"
)
_CANCELLED = re.compile(
    r"中止|取りや?止?め|とりやめ|断念|撤回|取り消|白紙|キャンセル|見送(?:っ|る|り|ら)|打ち切|凍結|廃案|辞退|破談|頓挫|不成立|否決"
)
_DENIED = re.compile(
    r"(?:中止|延期|先送り|撤回|見送り?)(?:さ?れる|する)(?:と(?:見|み)|可能性|恐れ|おそれ|かもしれ|べき|か)"
    r"|(?:中止|延期|取りやめ|撤回|断念)(?:は|も|を)?(?:し|せ|考え|検討し|され)?(?:て(?:は)?い)?(?:ない|ず|なかった|ません)|予定(?:通|どお)り"
    r"|(?:中止|延期|撤回|先送り|見送り?|取りやめ)を(?:改めて|強く|重ねて|再び|事実上)*(?:迫|求め|要求|要請|促|訴え)"
    r"|(?:中止|延期|撤回|先送り|見送り?|取りやめ)(?:なら|論|案|(?:する|した|の)(?:場合|可能性|方向|意向)|(?:する)?(?:よう|こと)?(?:を|も)?(?:求め|検討|視野|要請|要求|訴え))"
)
_PAST = re.compile(
    r"(?:[たっ]|んだ|いだ)(?=[。」』、]|$|と(?:発表|明|述|い|し|伝)|こと|もの|ところ|[一-鿿ァ-ヶ])|(?:さ?れ|し|り|き|け|て|せ)(?=、)"
)
"""Any past tense, also of a clause that only describes."""

_DONE = re.compile(
    r"(?:た|んだ|いだ)(?:の(?:は|を|に)|こと|もの|と|が|。|、|」|$)"
    r"|(?:さ?れ|し|い|(?<!をめぐ)(?<!によ)(?<!にあた)(?<!に限)り|け|(?<!につい)(?<!に対し)(?<!にとっ)(?<!をめぐっ)て|せ|び|み)(?:、|$)"
)
_NOT_YET = re.compile(
    r"する|される|せる|行われる|予定|方針|見通し|見込|計画|可能性|ない|なかった|だろう|へ向け|に向け|を前に|を控え"
)
"""Behind what is to happen: whether it is told as done, and what says that it is not."""
_SOON = 30
"""So many characters behind what is to happen its tense is looked for."""
_AT_ONCE = 5
"""So many where no more than what happens is shared: 復旧した, and not 準備に万全を期すため繰り下げた."""
_BESIDE = 12
"""So close stand a day and what happens on it, where that day tells against the day that was announced."""
_OFF = 15
"""So close stand what is put off and the word that says so."""

_GIVEN_UP = re.compile(
    r"(?:予定|計画|方針|見通し|見込み)(?:し|され|にし|とし)?(?:ていた|だった|であった|でした)"
)

_PUT_OFF_BEFORE = re.compile(
    r"(?:延期|先送り|順延|中止|凍結|見送り?)(?:さ?れ|し|に?な)(?:ていた|っていた|った|た)(?=[^、。]{0,40}$)"
)
"""Before what is to happen, in one phrase with it."""

_RANK = {"unknown": 0, "cancelled": 1, "postponed": 2, "happened": 3}
"""Which of several sentences that hold as much of the clause decides: what happened, happened, whatever was feared before;
what was called off for the day and has another was put off."""


@dataclass(frozen=True, slots=True)
class _About:
    """A later sentence on the same thing: its words, which pairs it shares and how many of all, and where what happens ends
    in it; nowhere where only the rest of the clause is shared."""

    piece: Piece
    sentence: Span
    words: str
    shared: tuple[str, ...]
    share: float
    keys: tuple[int, ...]

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.piece.revision, Span(self.sentence.start, self.sentence.end), self.words)

    @property
    def grounds(self) -> str:
        return "共通: " + "・".join(self.shared[:4])

    @property
    def certain(self) -> bool:
        """Whether more than one word of several is shared."""
        return len(self.shared) > 1 or self.share == 1

    def tells_as_done(self) -> bool:
        """Whether what happens is told in the past tense."""
        soon = _SOON if self.certain else _AT_ONCE
        for key in self.keys:
            behind = self.words[key : key + soon]
            done, not_yet = _DONE.search(behind), _NOT_YET.search(behind)
            if done and not (not_yet and not_yet.start() <= done.start()):
                return True
        return False

    def put_off(self) -> tuple[Literal["postponed", "cancelled"], str] | None:
        """Whether what happens is said to be put off or called off, and by which word."""
        if not self.keys or not self.certain:
            return _put_off(self.words) if self.certain else None
        # 延期されていた二国の会談, 開通を断念した, 中止となった式典
        for key in self.keys:
            if before := _PUT_OFF_BEFORE.search(self.words[:key]):
                return _put_off(before[0])
            start = max(0, key - 2 - _OFF)
            if _DENIED.search(self.words, start, key + 2 * _OFF):
                continue
            if found := _put_off(self.words[start : key + _OFF]):
                return found
        return None


@dataclass(frozen=True, slots=True)
class _Told:
    """An outcome, and how much of the clause the sentence holds that tells it."""

    outcome: Outcome
    share: float


def outcome_of(
    expectation: Expectation,
    pieces: Sequence[Piece],
    planned: Mapping[str, Sequence[Expectation]] | None = None,
) -> Outcome:
    """What `pieces` of its storyline, among them the one that tells it, say became of it; those told before it say nothing.

    `planned` gives what the pieces expect, by revision, to a caller who has it at hand.
    """
    order = sorted(pieces, key=lambda piece: (piece.told, piece.article))
    home = next((n for n, piece in enumerate(order) if piece.revision == expectation.evidence.revision), None)
    if home is None:
        return Outcome("unknown", None, "この予定を伝えた記事がない")
    given_up = _given_up_at_home(expectation, order[home])
    if given_up is not None:
        return given_up
    matter = matter_of(expectation)
    found = [
        told
        for piece in order[home + 1 :]
        for told in (
            *_told(expectation, order[home].published.isoformat(), matter, piece),
            *_planned_anew(
                expectation, matter, find_expectations(piece) if planned is None else planned[piece.revision]
            ),
        )
    ]
    if any(told.outcome.kind == "postponed" for told in found):
        found = [told for told in found if told.outcome.kind != "cancelled"]
    # Of equals the first one told.
    best = max(found, key=lambda told: (_level(told.share), _RANK[told.outcome.kind]), default=None)
    return Outcome("unknown", None, _SILENT) if best is None else best.outcome


def _level(share: float) -> int:
    """Shares that lie near each other are one: wording is chance."""
    return round(share * 4)


_SILENT = "あとの記事に述べたところがない"


def _given_up_at_home(expectation: Expectation, piece: Piece) -> Outcome | None:
    """13日に予定していた…を取りやめる: a plan that is told as past, with what became of it in the sentences around."""
    text, at = piece.text, expectation.evidence.span.start
    sentences = piece.reading.sentences
    n = next((n for n, s in enumerate(sentences) if s.start <= at < s.end), None)
    if n is None:
        return None
    given_up = _GIVEN_UP.search(text, expectation.time.span.end, sentences[n].end)
    if given_up is None:
        return None
    pairs = matter_of(expectation).pairs
    rest = Span(given_up.end(), sentences[n].end)
    beside = [*sentences[n + 1 : n + 2], *reversed(sentences[max(0, n - 2) : n])]
    for near in (rest, *(s for s in beside if pairs & pairs_of(s.of(text)))):
        words = near.of(text)
        if _DENIED.search(words):
            return None
        if kind := _put_off(words):
            shown = Evidence(piece.revision, Span(near.start, near.end), words)
            return Outcome(kind[0], shown, f"「{given_up[0]}」、「{kind[1]}」")
    return None


def _put_off(words: str) -> tuple[Literal["postponed", "cancelled"], str] | None:
    """Whether the words say that something was put off or called off, and with which of them."""
    if _DENIED.search(words):
        return None
    if cue := _POSTPONED.search(words):
        return "postponed", cue[0]
    if cue := _CANCELLED.search(words):
        return "cancelled", cue[0]
    return None


def _on_it(matter: Matter, piece: Piece) -> Iterator[_About]:
    """The sentences of a piece that are about the same thing."""
    for sentence in piece.reading.sentences:
        words = sentence.of(piece.text)
        shared = matter.pairs & pairs_of(words)
        keys: tuple[int, ...] = ()
        if 2 * len(matter.key & shared) >= len(matter.key):
            keys = tuple(
                sorted({m.end() for pair in matter.key & shared for m in re.finditer(re.escape(pair), words)})
            )
        enough = _ON_IT if keys or not matter.key else _ALL_OF_IT
        if (
            matter.pairs
            and len(shared) >= enough * len(matter.pairs)
            and (keys or len(matter.pairs) >= _LONG)
        ):
            share = len(shared) / len(matter.pairs)
            yield _About(piece, sentence, words, tuple(sorted(shared)), share, keys)


def _told(expectation: Expectation, announced: str, matter: Matter, piece: Piece) -> Iterator[_Told]:
    """What the sentences of a later piece tell as put off or done."""
    for about in _on_it(matter, piece):
        found = about.put_off()
        if found is not None:
            yield _Told(Outcome(found[0], about.evidence, f"「{found[1]}」。{about.grounds}"), about.share)
        elif (became := _became(expectation.due, announced, about)) is not None:
            yield _Told(Outcome(became[0], about.evidence, f"{became[1]}。{about.grounds}"), about.share)


def _became(
    due: Interval, announced: str, about: _About
) -> tuple[Literal["happened", "postponed", "cancelled"], str] | None:
    """Whether the sentence tells the thing, announced on a day, as done: in its days, after them, or before."""
    piece, sentence = about.piece, about.sentence
    published = piece.published.isoformat()
    times = [(t, days_of(t)) for t in piece.reading.times if sentence.holds(t) and t.type != "SET"]
    past = [(t, days) for t, days in times if days.from_ <= published]
    done = about.tells_as_done()
    for time, days in past:
        told = done or (not about.keys and _PAST.search(piece.text, time.end, sentence.end))
        if told and due.from_ <= days.from_ < due.until:
            return "happened", f"期日の {time.of(piece.text)} に過去形で述べる"
    if not done:
        return None
    if not times and len(about.shared) > 1 and about.share >= _MOST_OF_IT and published >= due.from_:
        return "happened", f"期日のあと {published} に過去形で述べる"
    for time, days in past if about.certain else ():
        end = time.end - sentence.start
        beside = any(0 <= key - 2 - end <= _BESIDE for key in about.keys)
        if not (beside and _is_a_day(due) and _is_a_day(days)):
            continue
        if days.from_ >= due.until:
            return "postponed", f"期日よりあとの {time.of(piece.text)} に過去形で述べる"
        if announced < days.from_ < due.from_:
            return "cancelled", f"期日より前の {time.of(piece.text)} に過去形で述べる"
    return None


def _is_a_day(days: Interval) -> bool:
    return day_after(days.from_) == days.until


def _planned_anew(
    expectation: Expectation, matter: Matter, planned: Iterable[Expectation]
) -> Iterator[_Told]:
    """The same thing of the same announcer, dated later than before."""
    for later in planned:
        same_voice = later.who == expectation.who or None in (later.who, expectation.who)
        same_event = matter_of(later).key & matter.key and same_matter(expectation, later)
        if later.due.from_ >= expectation.due.until and same_voice and same_event:
            share = matter.share(matter_of(later).pairs)
            yield _Told(Outcome("postponed", later.evidence, f"期日が {later.time.text} になった"), share)
