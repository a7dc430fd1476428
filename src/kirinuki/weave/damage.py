"""What capturing did to a passage, told apart from what its editors did.

Pasting and extraction lose a bracket at a line's edge, drop a particle, glue a word's ruby to the word or a
picture's caption to the sentence. Where the other telling of the passage is whole that can be seen, and must not
be shown as a change of the report. Only what is evident is called damage: an edit taken for damage would be
hidden from the reader, damage taken for an edit is merely ugly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kirinuki.model.weaving import Difference

_CLOSER_OF = {"「": "」", "『": "』", "（": "）", "(": ")", "【": "】", "〈": "〉", "《": "》"}
_CLOSERS = frozenset(_CLOSER_OF.values())

_RUBY = re.compile("[ぁ-ゖー]{2,}")
_KANJI = re.compile("[一-龠々]+$")
_GRAMMAR = re.compile(
    "など|まで|から|より|ほど|だけ|しか|こそ|さえ|では|には|とは|への|での|との|として|について|によ|にも|でも|とも|という|する|した|して"
    "|され|しま|まし|ます|です|さん|たち|つつ|ながら|ため|こと|もの|[のがはをにでともへやなたてるし]$"
)
_CAPTION = re.compile("[【［\\[（(]?(?:写真|図|動画|映像)[】］\\]）):：=＝]")
_STAMP = re.compile("(?:\\d{1,2}日)?(?:午前|午後)?\\d{1,2}時(?:\\d{1,2}分)?(?:更新|現在)")
_OF_EARLIER = "先の文の"


def bracket_damage(earlier: str, later: str) -> list[str]:
    """The names of brackets lost from, or strewn into, one of two passages of which the other is whole."""
    return [
        *_brackets_amiss(later, earlier),
        *(_OF_EARLIER + name for name in _brackets_amiss(earlier, later)),
    ]


def part_damage(
    earlier: str, later: str, differences: Sequence[Difference]
) -> tuple[tuple[Difference, ...], list[str]]:
    """The differences that are edits, and the names of the damage that the others are.

    `earlier` and `later` are the whole texts that the differences count in.
    """
    edits, names = [], []
    for difference in differences:
        mirrored = Difference(difference.later, difference.earlier)
        lone = len(differences) == 1
        name = _amiss(earlier, later, difference, lone)
        if name is None and (name := _amiss(later, earlier, mirrored, lone)):
            name = _OF_EARLIER + name
        if name is None:
            edits.append(difference)
        elif name:
            names.append(name)
    return tuple(edits), list(dict.fromkeys(names))


def _amiss(earlier: str, later: str, difference: Difference, lone: bool) -> str | None:
    """What capturing did to `later` here; an empty name where it is the page's furniture and no damage."""
    added, gone = difference.later, difference.earlier
    if gone.start == gone.end:
        words = added.of(later)
        if _STAMP.fullmatch(words):
            return ""
        if _CAPTION.match(later, max(0, added.start - 1)):
            return "写真説明の混入"
        if _is_ruby(words, later[max(0, added.start - 12) : added.start]):
            return "ルビの混入"
    if lone and added.start == added.end and _is_lost_particle(gone.of(earlier), later, added.start):
        return "助詞の欠落"
    return None


def _brackets_amiss(damaged: str, whole: str) -> Iterator[str]:
    if any(_unpaired(whole)):
        return
    closers, openers = _unpaired(damaged)
    if closers:
        lost = _count(whole, _CLOSER_OF) > _count(damaged, _CLOSER_OF)
        yield "開き括弧の欠落" if lost else "閉じ括弧の混入"
    if openers:
        lost = _count(whole, _CLOSERS) > _count(damaged, _CLOSERS)
        yield "閉じ括弧の欠落" if lost else "開き括弧の混入"


def _unpaired(words: str) -> tuple[int, int]:
    """How many closing brackets have no opening one, and how many opening ones no closing one."""
    awaited: list[str] = []
    closers = 0
    for c in words:
        if c in _CLOSER_OF:
            awaited.append(_CLOSER_OF[c])
        elif c in _CLOSERS:
            if awaited and awaited[-1] == c:
                awaited.pop()
            else:
                closers += 1
    return closers, len(awaited)


def _count(words: str, brackets: Iterable[str]) -> int:
    return sum(map(words.count, brackets))


def _is_ruby(words: str, before: str) -> bool:
    """Hiragana behind the kanji whose reading they are, by their number and for want of any grammar in them."""
    kanji = _KANJI.search(before)
    if kanji is None or not _RUBY.fullmatch(words) or _GRAMMAR.search(words):
        return False
    return len(kanji.group()) <= len(words) <= 3 * len(kanji.group()) + 2


def _is_lost_particle(particle: str, damaged: str, at: int) -> bool:
    """A case particle that is gone between two words: 用水路倒れている for 用水路に倒れている."""
    if particle not in ("を", "が", "に", "は", "で"):
        return False
    around = damaged[at - 1 : at + 1]
    return len(around) == 2 and around.isalnum() and not any("ぁ" <= c <= "ゟ" for c in around)
