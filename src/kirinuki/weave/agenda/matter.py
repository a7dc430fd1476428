"""What an expectation is about, as pairs of characters: what tells one event from another in any wording.

Pairs rather than words, because newspapers clip compounds at will: 衆院総選挙, 衆議院議員総選挙, 投開票, 投票と開票.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kirinuki.model.chronicle import Expectation
from kirinuki.model.text import fold_width

_RUN = re.compile(r"[一-鿿々]+|[ァ-ヶー]+|[A-Za-z]+")
_LIGHT = re.compile(
    r"予定|方針|計画|目指|目標|見通し?|見込み?|可能性|発表|実施|行[うわいっ]|行な[うわいっ]|開催|開始|日程|向け|対し|関し|場合|今回|午前|午後|以降|期限|正式"
    r"|延期|先送り|順延|繰り[上下]げ?|前倒し|中止|決定|決め|合意|設定|明らか|早け|遅く|検討|意向|有力|認識|考え|開[きくか]|始[めま]|持[つちた]|踏[みむ]|[年月日時分]|[上中下]旬|[0-9]+"
)
"""Words of almost every expectation: they say nothing of which."""

_HELD = re.compile(r"(?:開(?:か|き|く|催)|行(?:わ|な|う|い)|実施|予定され)[^がをはで]{0,12}$")
_WHAT = re.compile(r"([一-鿿々ァ-ヶー]+)(?=[がをはも])")
"""A clause that ends with 開かれる or 行われる says before it what: 外相会談が北浜国際会館で開かれる."""

_MATTER_SHARED = 0.5


@dataclass(frozen=True, slots=True)
class Matter:
    """`pairs` of the clause without its time; `key` those of what happens, as a rule its last word (投票, 上陸)."""

    pairs: frozenset[str]
    key: frozenset[str]

    def share(self, pairs: frozenset[str]) -> float:
        """How much of it other words hold."""
        return len(self.pairs & pairs) / len(self.pairs) if self.pairs else 0.0


def matter_of(expectation: Expectation) -> Matter:
    """What the clause is about, its time left out."""
    at = expectation.time.span.start - expectation.evidence.span.start
    words = expectation.evidence.text
    return _matter(words[:at] + "。" + words[at + len(expectation.time.text) :])


def same_matter(one: Expectation, other: Expectation) -> bool:
    """Whether two clauses are about one thing: the shorter lies in the longer by half, with what happens."""
    a, b = matter_of(one), matter_of(other)
    if not a.pairs or not b.pairs:
        return a == b
    shared = len(a.pairs & b.pairs) / min(len(a.pairs), len(b.pairs))
    return shared >= _MATTER_SHARED and bool(a.key & b.key)


def same_expectation(one: Expectation, other: Expectation) -> bool:
    """Whether two clauses expect one thing of the same days: the days of one lie in those of the other (1月上旬, 来年1月)."""
    a, b = one.due, other.due
    within = (a.from_ <= b.from_ and b.until <= a.until) or (b.from_ <= a.from_ and a.until <= b.until)
    return within and same_matter(one, other)


@lru_cache(maxsize=1 << 12)
def _matter(words: str) -> Matter:
    runs = _runs(words)
    held = _HELD.search(words)
    what = _WHAT.findall(words, 0, held.start()) if held else []
    key = next((_pairs(run) for run in (*what[-1:], *reversed(runs)) if len(run) > 1), frozenset[str]())
    return Matter(frozenset().union(*map(_pairs, runs)), key)


@lru_cache(maxsize=1 << 14)
def pairs_of(words: str) -> frozenset[str]:
    """Pairs of neighbouring characters of the words that mean something, single ones where a word has no more."""
    return frozenset().union(*map(_pairs, _runs(words)))


def _runs(words: str) -> list[str]:
    return _RUN.findall(_LIGHT.sub("。", fold_width(words)))


def _pairs(run: str) -> frozenset[str]:
    if not "一" <= run[0] <= "鿿":
        return frozenset(
            (run,)
        )  # what is written in kana or letters is not clipped, and names would outweigh all else
    return frozenset(run[i : i + 2] for i in range(max(1, len(run) - 1)))
