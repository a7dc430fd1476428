"""Whether two headlines at one address tell of one matter: all there is to go by where a list or a feed shows no text.

Pages that an office keeps for an area show one notice after another; the address stays and what is told does not.
`evals.headlines` measures this on five years of such lists.
"""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz.distance import Indel

_ALIKE = 0.5
"""Two headlines that share less than this, without what they all say, are of two matters."""

_SECTION = re.compile(r"[^:。「]{1,12}::")
"""The name of a section before the headline: 政策::…"""
_HEADS = re.compile(r"[^:。]*:")
_SAID_OF_ALL = re.compile(
    r"(?:について|に係る)?[をのがは]?(?:掲載|更新|公表|公開|発表|開催|追加|開始|決定|募集|改定|お知らせ)"
    r"を?(?:(?:し|行い|いたし|致し)?(?:ました|ます))?[。!]?$"
)
"""What a notice says of whatever it tells of: …を掲載しました."""
_NAMING = re.compile(
    r"第?\d+(?P<ordinal>回|期|号|四半期)|\d+(?P<year>年度)|\d+(?P<month>月)分|\([^()]*\d+月\d+(?P<day>日)[^()]*\)"
)
"""Numbers that say which of a series it is: 第3回, 令和6年度, 4月分, (令和5年1月6日)."""


def same_matter(before: str, after: str) -> bool:
    """Whether the headline `after` may stand over what `before` stood over: another number of a series does not, nor do
    words that have little in common."""
    one, other = _core(before), _core(after)
    while (
        (head := _HEADS.match(one)) and other.startswith(head[0]) and head.end() < min(len(one), len(other))
    ):
        one, other = one[head.end() :], other[head.end() :]
    if _of_two(one, other):
        return False
    return one == other or Indel.normalized_similarity(one, other) >= _ALIKE


def _core(headline: str) -> str:
    """What a headline tells, without what is said of everything, the section's name, spaces and widths."""
    words = re.sub(r"\s", "", unicodedata.normalize("NFKC", headline))
    section = _SECTION.match(words)
    words = words[section.end() :] if section else words
    return _SAID_OF_ALL.sub("", words) or words


def _of_two(one: str, other: str) -> bool:
    """Whether both are numbered in one series, and otherwise."""
    numbers: list[dict[str, set[str]]] = [{}, {}]
    for found, words in zip(numbers, (one, other), strict=True):
        for match in _NAMING.finditer(words):
            found.setdefault(match.lastgroup or "", set()).add(match[0].removeprefix("第"))
    return any(
        numbers[0][series].isdisjoint(numbers[1][series]) for series in numbers[0].keys() & numbers[1].keys()
    )
