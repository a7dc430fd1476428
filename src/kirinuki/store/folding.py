"""The form in which words are compared, so that width, case, kana and variant kanji do not count: ﾊﾞﾝｸ and ばんく, ＮＡＴＯ and
nato, 齋藤 and 斉藤.

Folding is NFKC and case-folding, katakana as hiragana, and variant kanji as one (`lexicon/variants.tsv`), a character at a
time; a kana takes the voicing mark after it along. So the folded form of a text is that of its parts joined, wherever it
is cut except before a voicing mark. Words that are made of several characters in one (㌔, ㈱, ㋿) fold to those characters.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from importlib.resources import files
from itertools import accumulate

from kirinuki.model.text import Span

_VOICING = "\u3099\u309aﾞﾟ"
_VOICED = re.compile(f"[ぁ-ゖゝァ-ヺヽｦ-ﾝ][{_VOICING}]")
_PIECE = re.compile(f"{_VOICED.pattern}|.", re.DOTALL)
_TO_HIRAGANA = ord("ァ") - ord("ぁ")
# Four kana that hiragana writes with a mark behind; all others lie at one distance.
_KANA = {"ヷ": "わ\u3099", "ヸ": "ゐ\u3099", "ヹ": "ゑ\u3099", "ヺ": "を\u3099"} | {
    chr(code): chr(code - _TO_HIRAGANA) for code in (*range(ord("ァ"), ord("ヶ") + 1), ord("ヽ"), ord("ヾ"))
}


def _variants() -> dict[str, str]:
    text = files("kirinuki.store").joinpath("lexicon", "variants.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {variant: counts_as for variant, counts_as, _ in rows}


_SAME = _KANA | _variants()


class _Table(dict[int, int | str]):
    """What each character folds to, found out when it is first met."""

    def __missing__(self, code: int) -> int | str:
        character = chr(code)
        plain = unicodedata.normalize("NFKC", character).casefold()
        folded = "".join(_SAME.get(c, c) for c in plain)
        self[code] = code if folded == character else folded
        return self[code]


_TABLE = _Table()


def fold(text: str) -> str:
    """`text` in the form in which words are compared. Its length may differ."""
    if _has_voicing(text):
        text = _VOICED.sub(lambda pair: unicodedata.normalize("NFKC", pair[0]), text)
    return text.translate(_TABLE)


def fold_core(word: str) -> str:
    """The part of the folded `word` that stands in the folded form of every text in which `word` stands.

    That is all of it but a mark at its start and a kana at its end that a mark in the text may turn into another.
    """
    start, end = 0, len(word)
    while start < end and word[start] in _VOICING:
        start += 1
    if start < end and any(
        len(unicodedata.normalize("NFKC", word[end - 1] + mark)) == 1 for mark in _VOICING
    ):
        end -= 1
    return fold(word[start:end])


class _Widths(dict[str, int]):
    """To how many characters a character folds, or one with its mark."""

    def __missing__(self, piece: str) -> int:
        self[piece] = len(fold(piece))
        return self[piece]


_WIDTHS = _Widths()


class Folded:
    """A text as given and, once it is asked for, as folded."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def folded(self) -> str:
        """`fold(text)`."""
        return fold(self.text)

    def find(self, folded_word: str) -> Span | None:
        """Where the word stands first, in code points of the text as given; a character that it meets in part counts."""
        return next(self.places(folded_word), None)

    def places(self, folded_word: str) -> Iterator[Span]:
        """All places of the word, one behind the other, as `find` gives them."""
        start = self.folded.find(folded_word)
        while start >= 0:
            end = start + len(folded_word)
            yield self._source(start, end)
            start = self.folded.find(folded_word, max(end, start + 1))

    def _source(self, start: int, end: int) -> Span:
        """The characters of the text from which these of the folded form come."""
        ends = self._ends
        if ends is None:
            return Span(start, end)
        last = bisect_right(ends, end)
        return Span(bisect_right(ends, start), last + (last == 0 or ends[last - 1] < end))

    @cached_property
    def _ends(self) -> list[int] | None:
        """How much of the folded form each character of the text ends; None where every character stays one."""
        voiced = _has_voicing(self.text)
        # Without voicing marks folding never shortens, so at equal length each character stayed one character.
        if not voiced and len(self.folded) == len(self.text):
            return None
        if not voiced:
            return list(accumulate(map(_WIDTHS.__getitem__, self.text)))
        ends: list[int] = []
        at = 0
        for piece in _PIECE.findall(self.text):
            ends.append(at + _WIDTHS[piece[0]])
            at += _WIDTHS[piece]
            if len(piece) > 1:
                ends.append(at)
        return ends


def _has_voicing(text: str) -> bool:
    return any(mark in text for mark in _VOICING)
