"""What a number counts or measures, by the words that news always uses for it: 死者は30人, 30人が死亡し, 震源の深さは10km."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple, cast

from kirinuki.model.text import Span
from kirinuki.read.lexicons import rows
from kirinuki.weave.slots import Slot

_TIMES = frozenset(("つ", "回", "度", "種類", "倍"))
"""Counters that count anything, or how often."""
_ONLY = frozenset(("hPa",))
_MEASURED = frozenset(("%", "パーセント", "マグニチュード"))

Nature = Literal["toll", "state", "share", "fixed", "once", "noun"]
"""What a number can become: a `toll` grows, a `state` rises and falls, a `share` is one of several that stand against each other,
`fixed` is measured once of an event, `once` is of another thing where it is another value (the votes for a bill), `noun` is what
the lexicon does not name."""


class Theme(NamedTuple):
    """A thing that is counted or measured; `name` is one for all words that say so. No `units`: any counter."""

    name: str
    nature: Nature
    units: frozenset[str]

    def suits(self, unit: str) -> bool:
        """Whether the thing comes in this unit."""
        return unit in self.units if self.units else unit not in _measures() | _TIMES | counters("area")


class Hit(NamedTuple):
    """A word that names a theme, in its place."""

    span: Span
    theme: Theme


@cache
def _themes() -> dict[str, Theme]:
    """By word."""
    found: dict[str, Theme] = {}
    for name, nature, units, words in rows("figures", "weave"):
        theme = Theme(name, cast(Nature, nature), frozenset(() if units == "*" else units.split()))
        found.update(dict.fromkeys((name, *words.split()), theme))
    return found


@cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_themes(), key=lambda word: (-len(word), word)))))


@cache
def _measures() -> frozenset[str]:
    """Units that count no things; a share of things does."""
    kinds = {word for kind, words in rows("units") for word in words.split() if kind in ("measure", "money")}
    return frozenset(kinds - {"%", "パーセント", "割"})


@cache
def _only_units() -> dict[str, Theme]:
    """Units in which one thing alone is measured: hPa."""
    found: dict[str, Theme] = {}
    for theme in _themes().values():
        if len(theme.units) == 1 and min(theme.units) in _ONLY:
            found[min(theme.units)] = theme
    return found


@cache
def counters(kind: str) -> frozenset[str]:
    """The counters of a kind of `lexicon/counters.tsv`: any, score, area."""
    return frozenset(
        word for name, words in rows("counters", "weave") if name == kind for word in words.split()
    )


def names_a_thing(unit: str) -> bool:
    """Whether the unit itself says what is counted: 254校, 62銘柄."""
    return not (is_measure(unit) or unit in counters("any") or unit in counters("score"))


def is_measure(unit: str) -> bool:
    """Whether the unit measures, or is money: no other stands for it."""
    return unit in _MEASURED or unit in _measures()


def theme_of(word: str) -> Theme:
    """The theme that a word of the lexicon names."""
    return _themes()[word]


def theme_called(words: str) -> Theme | None:
    """The theme that words of the lexicon name (死亡 → 死者), None where they name none."""
    return _themes().get(words)


def words_of_theme(slot: str) -> tuple[str, ...]:
    """All words for the themes that stand in the name of a slot (死者 → 死者, 死亡 …)."""
    return tuple(word for word, theme in _themes().items() if theme.name in slot)


def find_hits(plain: str, within: Span) -> list[Hit]:
    """The words that name themes, the longest at each place, in order."""
    return [
        Hit(Span(m.start(), m.end()), _themes()[m[0]])
        for m in _words().finditer(plain, within.start, within.end)
    ]


def names_theme(words: str) -> bool:
    """Whether the words hold a word of the lexicon."""
    return _words().search(words) is not None


_NEARLY = r"(?:毎秒|ほど|程度|余り|あまり|近く|前後|以上|以下|もの|ずつ|ら|超|強|弱)*"
_SAID = re.compile(rf"{_NEARLY}(?:が|の|も|を|は|とも|の人|人が|人の)?")
"""Between a number and what is said of it right behind: 30人が死亡."""
_SAID_AFAR = re.compile(rf"{_NEARLY}(?:が|の|も|を|は|で)[^、。「」()]{{0,24}}")
"""The same at a distance: 30人が押し合いによって負傷."""
_SUMS = (
    r"(?:計|合計|総計|累計|合わせて|あわせて|少なくとも|最大で|最大|すでに|既に|これまでに|今までに|延べ|全体で|全部で|全国で|同日|約|およそ|"
    r"推定|それぞれ|新たに|さらに|(?:確認された|分かっている)(?:だけで|のは)|、)"
)
_TOLD_OF = re.compile(
    r"(?:の?(?:数|者数|人数|総数)|率)?(?:し(?:た|ている)|され(?:た|ている)|が確認され(?:た|ている))?(?:人|者|の)?"
    rf"(?:は|が|も|を|の|:|=|、|\(|については|としては)?{_SUMS}*"
)
"""Between what is counted and the number right behind it: 死者は少なくとも30人."""
_GLOSS = re.compile(r"\([^()]{1,32}\)")
_TOLD_OF_AFAR = re.compile(
    r"(?:(?:数|者数|人数|総数|率)?(?:は|が|も)|[ぁ-ん]{1,12}(?:人数|の|[一-鿿]{1,4})(?:は|が|も))(?:(?!(?<![で0-9人])[はが](?![、0-9])|ため|ので|たが、)[^。「」]){0,48}"
)
"""The same at a distance: 死者は東部の三つの州であわせて30人."""


def behind_gloss(plain: str, end: int) -> int:
    """Where the sentence goes on behind a number that ends at `end`: 25人(うち4人は警官)が死亡."""
    gloss = _GLOSS.match(plain, end)
    return gloss.end() if gloss else end


def find_theme(plain: str, slot: Slot, room: Span, hits: Sequence[Hit]) -> tuple[Theme | None, bool]:
    """What the words around a number say that it counts, and whether they stand before it as its topic.

    `hits` are those of its sentence; `room` reaches from the number before to the number behind, for what is said of a
    number does not stand beyond another, while a topic may (死者は東で3人、西で5人).
    """
    end = behind_gloss(plain, slot.end)
    if slot.unit in _only_units():
        return _only_units()[slot.unit], True
    at = bisect_left(hits, slot.start + 1, key=lambda hit: hit.span.end)
    if at < len(hits) and hits[at].span.start < slot.end and hits[at].theme.suits(slot.unit):
        return hits[at].theme, True  # the reader takes 風速 to the number
    past = bisect_left(hits, end, key=lambda hit: hit.span.start)
    first = bisect_left(hits, slot.start + 1, key=lambda hit: hit.span.end) - 1
    behind = hits[past] if past < len(hits) and hits[past].span.start < room.end else None
    ahead = hits[first] if first >= 0 else None
    if behind is not None and not behind.theme.suits(slot.unit):
        behind = None
    if ahead is not None and not ahead.theme.suits(slot.unit):
        ahead = None
    if behind is not None and _SAID.fullmatch(plain, end, behind.span.start):
        return behind.theme, False
    if (
        ahead is not None
        and ahead.span.start >= room.start
        and _TOLD_OF.fullmatch(plain, ahead.span.end, slot.start)
    ):
        return ahead.theme, True
    if behind is not None and _SAID_AFAR.fullmatch(plain, end, behind.span.start):
        return behind.theme, False
    if ahead is not None and _TOLD_OF_AFAR.fullmatch(plain, ahead.span.end, slot.start):
        return ahead.theme, True
    return None, False
