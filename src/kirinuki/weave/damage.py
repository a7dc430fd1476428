"""What capturing did to a passage, told apart from what its editors did.

Pasting and extraction lose a bracket at a line's edge, drop a particle, or glue a word's ruby to the word. Where
the other telling of the same passage is whole, that can be seen, and must not be shown as a change of the report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kirinuki.model.text import Span
from kirinuki.model.weaving import Difference

_CLOSERS = {"「": "」", "『": "』", "（": "）", "(": ")", "【": "】", "〈": "〉", "《": "》"}
_OPENERS = {closer: opener for opener, closer in _CLOSERS.items()}

_RUBY = re.compile(r"[ぁ-ゖー]{2,}")
_KANJI_RUN = re.compile(r"[一-龠々〆ヶ]+\Z")
_PARTICLES = frozenset("をがはにで")
_FUNCTION_WORDS = re.compile(
    r"(?:など|まで|から|より|ほど|だけ|しか|こそ|さえ|では|には|とは|への|での|との|として|について|による|により|にも|でも|とも"
    r"|という|する|した|して|され|さん|たち|ら$|う$|い$|く$|た$|て$|る$|の$|が$|は$|を$|に$|で$|と$|も$)"
)


def find_damage(
    earlier: str, later: str, differences: Sequence[Difference], passages: tuple[Span, Span]
) -> tuple[str | None, tuple[Difference, ...]]:
    """The damage that parts two tellings, in words, and the differences that are none of its making.

    `earlier` and `later` are the whole texts; `passages` are the two spans compared, `differences` where
    they part.
    """
    kinds: list[str] = []
    for kind, ours, theirs in (
        ("", passages[1].of(later), passages[0].of(earlier)),
        ("先の文の", passages[0].of(earlier), passages[1].of(later)),
    ):
        kinds += [kind + name for name in _lost_brackets(ours, theirs)]
    edits = []
    for d in differences:
        glued = _glued(later, d.later, d.earlier) or _glued(earlier, d.earlier, d.later, "先の文の")
        if glued is None and len(differences) == 1:
            glued = _lost_particle(earlier, later, d) or _lost_particle(
                later, earlier, Difference(d.later, d.earlier), "先の文の"
            )
        if glued is None:
            edits.append(d)
        else:
            kinds.append(glued)
    return "、".join(dict.fromkeys(kinds)) or None, tuple(edits)


def _unpaired(words: str) -> tuple[int, int]:
    """How many closing brackets have no opening one, and how many opening ones no closing one."""
    open_, closers = [], 0
    for c in words:
        if c in _CLOSERS:
            open_.append(c)
        elif c in _OPENERS:
            if open_ and open_[-1] == _OPENERS[c]:
                open_.pop()
            else:
                closers += 1
    return closers, len(open_)


def _lost_brackets(damaged: str, whole: str) -> list[str]:
    """What `damaged` lost, or has too many of, if `whole` has its brackets in pairs."""
    if any(_unpaired(whole)):
        return []
    closers, openers = _unpaired(damaged)
    names = []
    if closers:
        lost = sum(map(whole.count, _CLOSERS)) > sum(map(damaged.count, _CLOSERS))
        names.append("開き括弧の欠落" if lost else "閉じ括弧の混入")
    if openers:
        lost = sum(map(whole.count, _OPENERS)) > sum(map(damaged.count, _OPENERS))
        names.append("閉じ括弧の欠落" if lost else "開き括弧の混入")
    return names


def _glued(text: str, added: Span, other: Span, where: str = "") -> str | None:
    """Ruby that stands behind its kanji without brackets: hiragana only, long enough to be their reading."""
    words = added.of(text)
    if other.start != other.end or not _RUBY.fullmatch(words) or _FUNCTION_WORDS.search(words):
        return None
    kanji = _KANJI_RUN.search(text, max(0, added.start - 12), added.start)
    if kanji is None or not len(kanji.group()) <= len(words) <= 3 * len(kanji.group()) + 2:
        return None
    return where + "ルビの混入"


def _lost_particle(whole: str, damaged: str, difference: Difference, where: str = "") -> str | None:
    """One case particle gone between a noun and a word that cannot follow a noun as it stands."""
    lost, gap = difference.earlier, difference.later
    if gap.start != gap.end or lost.of(whole) not in _PARTICLES:
        return None
    before, behind = damaged[gap.start - 1 : gap.start], damaged[gap.start : gap.start + 1]
    if not before or not behind or _is_hiragana(before) or _is_hiragana(behind) or not behind.isalnum():
        return None
    return where + "助詞の欠落"


def _is_hiragana(c: str) -> bool:
    return "ぁ" <= c <= "ゟ"
