"""The form in which words are compared, so that width and case do not count: ﾊﾞﾝｸ and バンク, ＮＡＴＯ and nato.

Folding is NFKC and case-folding, a character at a time; a kana takes the voicing mark after it along. So the
folded form of a text is that of its parts joined, wherever it is cut except before a voicing mark. Words that are
made of several characters in one (㌔, ㈱, ㋿) fold to those characters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property

from kirinuki.model.text import Span

_VOICING = "\u3099\u309aﾞﾟ"
_VOICED = re.compile(f"[ぁ-ゖゝァ-ヺヽｦ-ﾝ][{_VOICING}]")
_PIECE = re.compile(f"{_VOICED.pattern}|.", re.DOTALL)


class _Table(dict[int, int | str]):
    """What each character folds to, found out when it is first met."""

    def __missing__(self, code: int) -> int | str:
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character).casefold()
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


class Folded:
    """A text to look for folded words in; it is folded when it is first asked."""

    def __init__(self, text: str) -> None:
        self._text = text

    def find(self, folded_word: str) -> Span | None:
        """Where the word stands first, in code points of the text as given. A character that it meets in part counts."""
        at = self._folded.find(folded_word)
        if at < 0:
            return None
        if self._places is None:
            return Span(at, at + len(folded_word))
        starts, ends = self._places
        return Span(starts[at], ends[at + len(folded_word) - 1])

    @cached_property
    def _folded(self) -> str:
        return fold(self._text)

    @cached_property
    def _places(self) -> tuple[list[int], list[int]] | None:
        """For each folded character where its source starts and ends, or None where all stand at their own place."""
        # Without voicing marks folding never shortens, so at equal length each character stayed one character.
        if len(self._folded) == len(self._text) and not _has_voicing(self._text):
            return None
        starts: list[int] = []
        ends: list[int] = []
        for piece in _PIECE.finditer(self._text):
            width = len(fold(piece[0]))
            starts += [piece.start()] * width
            ends += [piece.end()] * width
        return starts, ends


def _has_voicing(text: str) -> bool:
    return any(mark in text for mark in _VOICING)
