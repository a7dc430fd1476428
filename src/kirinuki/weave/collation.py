"""Two tellings of one report side by side: what became of each sentence, and where two outlets contradict each other.

Sentences are paired (`pairing`); a pair is then named by what its differences are: noise of setting and capture first,
then facts, then what was added or left out.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Postfix, Prefix

from kirinuki.model.reading import Entity, Reading
from kirinuki.model.text import Span
from kirinuki.model.weaving import Change, ChangeKind, Collation, Conflict, Difference, Fact
from kirinuki.weave.alignment import Block, align
from kirinuki.weave.damage import bracket_damage, part_damage
from kirinuki.weave.furniture import notice_values, without_furniture
from kirinuki.weave.notices import posted_anew
from kirinuki.weave.pairing import Pair, Passage, Side, out_of_order, pair_up
from kirinuki.weave.slots import Slot, lay, slots_in

_MORE = 5
"""Characters that tell something: fewer of them beside words that were left out are no addition."""
_ALONE = 2
"""Where nothing was left out, so many are one."""
_NAME = 4
"""Letters, also of hiragana, that stand for a name or a clause where they are put in."""
_SLOT = 4
"""Characters that a value stands for which only one of the two gives."""
_OUTWEIGHS = 1.6
"""An addition must be so many times what was left out, or it is only said in other words."""

_ALIGNED = 4000
"""Letters of a sentence: a longer one (a table, a page without stops) differs from its first change to its last."""
_PERSONS = 20
"""Names that one edit touches on either side: where it touches more, they are no longer one place."""

_TOLD = re.compile(r"[一-鿿々〆ヵヶァ-ヴーA-Za-zＡ-Ｚａ-ｚ0-9０-９]+")
_LETTERS = re.compile(r"\w")
_DIGITS = re.compile(r"\d")


def collate(earlier: Reading, later: Reading, *, same_outlet: bool) -> Collation:
    """What became of each sentence of `earlier` in `later`. Linear in the number of sentence pairs of the two texts.

    Between revisions of one outlet a changed value is an update or a correction; between outlets (`same_outlet`
    False) it is an update, and a conflict where both speak of the same time.
    """
    return _Collator(Side(earlier), Side(later), same_outlet).collation()


def _pieces(text: str) -> set[str]:
    """What the words tell, in pieces of two characters of one script; a lone kanji is a piece by itself."""
    found: set[str] = set()
    for run in _TOLD.findall(unicodedata.normalize("NFKC", text)):
        found.update(run[i : i + 2] for i in range(len(run) - 1))
        if len(run) == 1:
            found.add(run)
    return found


class _Collator:
    def __init__(self, earlier: Side, later: Side, same_outlet: bool) -> None:
        self._earlier = earlier
        self._later = later
        self._same_outlet = same_outlet
        self._corrected = notice_values(p.text for p in later.passages)

    def collation(self) -> Collation:
        pairs = pair_up(self._earlier, self._later)
        moved = out_of_order([(a[0].number, b[0].number) for a, b in pairs])
        changes = []
        for n, (a, b) in enumerate(pairs):
            changes.append(self._change(self._earlier.joined(a), self._later.joined(b), n in moved))
        paired = {p for a, b in pairs for p in (*((0, x.number) for x in a), *((1, x.number) for x in b))}
        for p in self._later.passages:
            if (1, p.number) not in paired:
                changes.append(self._lone(p, "new"))
        for p in self._earlier.passages:
            if (0, p.number) not in paired:
                changes.append(self._lone(p, "dropped"))
        return Collation(tuple(self._in_order(changes)), tuple(self._conflicts(pairs)))

    def _in_order(self, changes: list[Change]) -> list[Change]:
        """In the order of the later telling; what was dropped follows what stood before it."""
        place = {c.earlier.start: c.later.start for c in changes if c.earlier and c.later}
        befores = sorted(place)

        def key(change: Change) -> tuple[int, int, int]:
            if change.later is not None:
                return change.later.start, 0, 0
            assert change.earlier is not None
            at = bisect_left(befores, change.earlier.start)
            return (place[befores[at - 1]] if at else -1), 1, change.earlier.start

        return sorted(changes, key=key)

    # Naming -------------------------------------------------------------------------------------------------------

    def _lone(self, p: Passage, kind: ChangeKind) -> Change:
        span, new = Span(p.start, p.end), kind == "new"
        why = "対応する文がない"
        if p.furniture:
            kind, why = "noise", f"{p.furniture}だけの文"
        return Change(kind, None, span, why) if new else Change(kind, span, None, why)

    def _change(self, a: Passage, b: Passage, moved: bool) -> Change:
        old, new = Span(a.start, a.end), Span(b.start, b.end)
        kind, why, differences, facts = self._kind(a, b)
        return Change(kind, old, new, why, moved, differences, facts)

    def _kind(
        self, a: Passage, b: Passage
    ) -> tuple[ChangeKind, str, tuple[Difference, ...], tuple[Fact, ...]]:
        if a.text == b.text:
            return "unchanged", "同じ文字", (), ()
        if a.furniture and b.furniture:
            return "noise", a.furniture, (), ()
        brackets = bracket_damage(a.text, b.text)
        if not brackets and _plain(a.text) == _plain(b.text):
            return "noise", "字の幅・かぎ・空白・欄の名・更新時刻・配信元だけの違い", (), ()
        earlier, later = self._earlier, self._later
        edits, damages = part_damage(earlier.reading.text, later.reading.text, self._differences(a, b))
        damages = [*brackets, *damages]
        if not edits:
            return "damaged", "、".join(damages) or "記号だけの違い", (), ()
        changed, lost, gained = lay(slots_in(earlier.reading, a), slots_in(later.reading, b))
        facts = tuple(Fact(_bare(x), _bare(y)) for x, y in changed)
        if facts or (facts := self._persons_changed(edits)):
            kind, why = self._fact_kind(a, b, changed, facts)
            return kind, why, _apart(_with_whole(facts, edits)), facts
        if self._same_outlet and (
            put_right := next((w for w in self._corrected if w in a.text and w not in b.text), "")
        ):
            return "corrected", f"訂正の知らせがある: {put_right}", edits, ()
        if _moved_on(a.text, b.text):
            return "updated", "予定・未定だったことが進んだ", edits, ()
        if self._same_outlet and (posted := posted_anew(a.text, b.text)):
            return "updated", posted, edits, ()
        more = _anew(b.text, a.text) + _SLOT * len(gained)
        less = _anew(a.text, b.text) + _SLOT * len(lost)
        if not less:
            more = max(more, self._inserted(edits, a.text))
        if _outweighs(more, less):
            return "extended", f"{more}字分が加わった", edits, tuple(Fact(None, _bare(x)) for x in gained)
        if not self._same_outlet:  # another outlet tells elsewhere what it does not tell here
            less = _anew(a.text, self._later.reading.text) + _SLOT * len(lost)
        if _outweighs(less, more):
            return "shortened", f"{less}字分がなくなった", edits, tuple(Fact(_bare(x), None) for x in lost)
        return "reworded", "言い換え", edits, ()

    def _differences(self, a: Passage, b: Passage) -> tuple[Difference, ...]:
        """Where the words part, inside of the two passages, in order and apart; marks and spaces are no words."""
        earlier, later = self._earlier.folded, self._later.folded
        (low, high), (first, last) = earlier.range(a), later.range(b)
        blocks = _blocks(earlier.text[low:high], later.text[first:last])
        found: list[Difference] = []
        x = y = 0
        for block in [*blocks, Block(high - low, last - first, 0)]:
            if x < block.a or y < block.b:
                gap = earlier.span(low + x, low + block.a), later.span(first + y, first + block.b)
                # Where a passage begins with marks, the letter before an empty place is of the passage before.
                whole = self._whole_numbers(*(_within(*side) for side in zip(gap, (a, b), strict=True)))
                found.append(Difference(_within(whole.earlier, a), _within(whole.later, b)))
            x, y = block.a + block.size, block.b + block.size
        return _apart(found)

    def _whole_numbers(self, old: Span, new: Span) -> Difference:
        """The difference with the rest of a number that it changes: 30 became 70, not 3 became 7."""
        earlier, later = self._earlier.reading.text, self._later.reading.text
        left = right = 0
        while later[new.start - left - 1 : new.start - left].isdecimal():
            left += 1
        while later[new.end + right : new.end + right + 1].isdecimal():
            right += 1
        if not (_DIGITS.search(old.of(earlier)) and _DIGITS.search(new.of(later))):
            return Difference(old, new)
        return Difference(Span(old.start - left, old.end + right), Span(new.start - left, new.end + right))

    def _inserted(self, edits: Iterable[Difference], told: str) -> int:
        """Letters, also of hiragana, of names and clauses that were put in where nothing was taken out."""
        words = (e.later.of(self._later.reading.text) for e in edits if e.earlier.start == e.earlier.end)
        return sum(
            len(_LETTERS.findall(w))
            for w in words
            if len(w) >= _NAME and _TOLD.search(w) and w[:_NAME] not in told
        )

    def _persons_changed(self, edits: Iterable[Difference]) -> tuple[Fact, ...]:
        """Persons who stand in one place of both revisions under names of which neither holds the other."""
        old, new = self._earlier.reading, self._later.reading
        return tuple(
            Fact(Span(one.start, one.end), Span(other.start, other.end))
            for edit in edits
            for one in _touched(old.entities, edit.earlier)[:_PERSONS]
            for other in _touched(new.entities, edit.later)[:_PERSONS]
            if one.type == other.type == "PERSON"
            and _two_names(one.of(old.text), other.of(new.text))
            # Outlets call one person by other parts of the name; two spellings of one are another thing.
            and (self._same_outlet or _one_spelt_otherwise(one.of(old.text), other.of(new.text)))
        )

    def _fact_kind(
        self, a: Passage, b: Passage, changed: Sequence[tuple[Slot, Slot]], facts: Sequence[Fact]
    ) -> tuple[ChangeKind, str]:
        """Whether changed values are things that moved on or an error put right."""
        words = "、".join(
            f"{fact.earlier.of(self._earlier.reading.text)}→{fact.later.of(self._later.reading.text)}"
            for fact in facts
            if fact.earlier and fact.later
        )
        if not self._same_outlet:
            return "updated", f"別の媒体の値: {words}"
        if any(y.of(self._later.reading.text) in self._corrected for _, y in changed):
            return "corrected", f"訂正の知らせがある: {words}"
        if _moved_on(a.text, b.text):
            return "updated", f"事態が進んだ: {words}"
        went_on = any(x.kind == "time" and self._went_on(x, y) for x, y in changed)
        for x, y in changed:
            if x.kind == "number" and (x.about or y.about):
                return "updated", f"およその数が変わった: {words}"
            if x.kind == "time" and _as_of(self._later.reading.text, y):
                return "updated", f"時点が進んだ: {words}"
            if x.kind == "number" and (
                went_on or (_grew(x, y) and (_HARM.search(b.text) or _SO_FAR.search(b.text)))
            ):
                return "updated", f"数が増えた、または時とともに進んだ: {words}"
        return "corrected", f"時点の変わらない値が変わった: {words}"

    def _went_on(self, was: Slot, now: Slot) -> bool:
        """Whether a time moved towards the day of the later telling: what was so at noon is otherwise by night."""
        told = self._later.reading.published
        window = (told - dt.timedelta(days=2)).isoformat(), (told + dt.timedelta(days=1)).isoformat()
        return window[0] <= str(was.low) < str(now.low) < window[1]

    # Conflicts ----------------------------------------------------------------------------------------------------

    def _conflicts(self, pairs: Sequence[Pair]) -> Iterable[Conflict]:
        """Values of one slot, as of the same time, on which two outlets part."""
        if self._same_outlet:
            return
        for a, b in pairs:
            if _plain("".join(p.text for p in a)) == _plain("".join(p.text for p in b)):
                continue
            changed, _, _ = lay(
                slots_in(self._earlier.reading, self._earlier.joined(a)),
                slots_in(self._later.reading, self._later.joined(b)),
            )
            if any(x.kind == "time" and _as_of(self._later.reading.text, y) for x, y in changed):
                continue
            for x, y in changed:
                why = f"{x.of(self._earlier.reading.text)} と {y.of(self._later.reading.text)}"
                yield Conflict(_line_of(a, x), _line_of(b, y), Fact(_bare(x), _bare(y)), why)


def _line_of(passages: Sequence[Passage], slot: Slot) -> Span:
    """The line of a passage that the slot stands in."""
    p = next(p for p in passages if p.holds(slot))
    start = p.start + p.text.rfind("\n", 0, slot.start - p.start) + 1
    end = p.text.find("\n", slot.end - p.start)
    return Span(start, p.end if end < 0 else p.start + end)


def _bare(slot: Slot) -> Span:
    return Span(slot.start, slot.end)


def _plain(words: str) -> str:
    """The words without what setting and forwarding do to them."""
    text = without_furniture(unicodedata.normalize("NFKC", words))
    return re.sub(r"[\s「」『』“”\"'‘’〈〉《》]", "", text)


def _anew(words: str, other: str) -> int:
    """Characters of `words` that tell something which `other` does not."""
    held = _pieces(other)
    count = 0
    for run in _TOLD.findall(unicodedata.normalize("NFKC", words)):
        pairs = [run[i : i + 2] for i in range(len(run) - 1)] or [run]
        new = [pair not in held for pair in pairs]
        # A character is new where no pair that it is in is known.
        count += sum(all(new[max(0, i - 1) : i + 1]) for i in range(len(run)))
    return count


def _outweighs(more: int, less: int) -> bool:
    return more >= _ALONE if less == 0 else more >= max(_MORE, _OUTWEIGHS * less)


_OPEN = re.compile(
    r"見通し|予定|方針|見込み|未定|近く|調整|検討|逮捕状|事情を聴|求めている|捜している|調べを進め|へ。$"
)
_AS_OF = re.compile(r"の?(?:まで|現在|時点)")
_SO_FAR = re.compile("これまで|までに|時点|現在|ています|ている")
_HARM = re.compile(
    "死者|死亡|けが|負傷|重傷|軽傷|搬送|行方不明|不明者|避難|停電|断水|浸水|倒壊|全壊|感染|被害|犠牲|逮捕|欠航|運休|問い合わせ|相談|苦情|意見"
)
"""What a desk counts on: more of it is news and no mistake."""


def _with_whole(facts: Sequence[Fact], differences: Sequence[Difference]) -> list[Difference]:
    """The differences, and all of each value that they change beside them: 18人 became 21人, not 8 became 2 and 1."""
    whole = list(differences)
    was, now = [d.earlier for d in differences], [d.later for d in differences]
    for fact in facts:
        if fact.earlier is None or fact.later is None:
            continue
        met = [*_meeting(was, fact.earlier), *_meeting(now, fact.later)]
        if met:
            inside = slice(min(met), max(met) + 1)
            whole.append(Difference(_hull([*was[inside], fact.earlier]), _hull([*now[inside], fact.later])))
    return whole


def _meeting(spans: Sequence[Span], value: Span) -> range:
    """Which of `spans`, in order and apart, have something of `value`."""
    first = bisect_left(spans, value.start + 1, key=lambda span: span.end)
    return range(first, bisect_left(spans, value.end, key=lambda span: span.start))


def _apart(differences: Iterable[Difference]) -> tuple[Difference, ...]:
    """The differences in the order of both texts; those that overlap or cross are one."""
    apart: list[Difference] = []
    order = sorted(differences, key=lambda d: (d.earlier.start, d.later.start, d.earlier.end, d.later.end))
    for difference in order:
        while apart and (
            difference.earlier.start < apart[-1].earlier.end or difference.later.start < apart[-1].later.end
        ):
            last = apart.pop()
            difference = Difference(
                _hull((last.earlier, difference.earlier)), _hull((last.later, difference.later))
            )
        apart.append(difference)
    return tuple(apart)


def _within(span: Span, passage: Span) -> Span:
    """The span without what of it lies outside of the passage."""
    start, end = (min(max(at, passage.start), passage.end) for at in (span.start, span.end))
    return Span(start, end)


def _blocks(a: str, b: str) -> list[Block]:
    """Where two folded passages agree; of very long ones only how they begin and how they end."""
    if max(len(a), len(b)) <= _ALIGNED:
        return align(a, b)
    head = Prefix.similarity(a, b)
    tail = Postfix.similarity(a[head:], b[head:])
    blocks = Block(0, 0, head), Block(len(a) - tail, len(b) - tail, tail)
    return [block for block in blocks if block.size]


def _hull(spans: Sequence[Span]) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _grew(was: Slot, now: Slot) -> bool:
    """Whether a count rose; ages and ranks only look like counts."""
    if was.unit in ("", "歳", "位", "号", "期"):
        return False
    return isinstance(was.low, float) and isinstance(now.low, float) and was.low < now.low


def _moved_on(earlier: str, later: str) -> bool:
    """Whether the earlier words leave open what the later ones tell as done or settled."""
    open_before = set(_OPEN.findall(earlier))
    return bool(open_before - set(_OPEN.findall(later)))


def _as_of(text: str, slot: Slot) -> bool:
    """Whether a time tells as of when a figure is: 5日夜までに."""
    return bool(_AS_OF.match(text, slot.end))


def _touched(entities: Sequence[Entity], place: Span) -> list[Entity]:
    """The names of which `place` changes some character."""
    first = bisect_left(entities, place.start + 1, key=lambda entity: entity.end)
    past = bisect_left(entities, place.end, key=lambda entity: entity.start)
    return list(entities[first:past])


def _two_names(one: str, other: str) -> bool:
    return one not in other and other not in one


def _one_spelt_otherwise(one: str, other: str) -> bool:
    parts = sum(a != b for a, b in zip(one, other, strict=False))
    return len(one) == len(other) > 2 and 0 < parts <= len(one) / 3 and one[0] == other[0]
