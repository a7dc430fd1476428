"""Sentences, as a reader of a newspaper sees them.

What stands in brackets never ends the sentence around it, so 「…。」と述べた is one. A line that ends without a full
stop, such as a headline, is a sentence; a line break inside wrapped prose is none.
"""

from __future__ import annotations

import re

from kirinuki.model.text import Span
from kirinuki.read.brackets import CLOSER_OF, Brackets, find_brackets

_CLOSERS = "".join(CLOSER_OF.values())
_MARKS = re.compile("[。!?.\n" + re.escape("".join(CLOSER_OF)) + "]")
_ENDS = re.compile(rf"[。!?.…]*[{re.escape(_CLOSERS)}]*")
_SPACE = re.compile(r"\s*")

_GOES_ON = re.compile(
    # Behind ! and ?, and behind a quote that lost its opening bracket: a particle takes the words up.
    r"と(?!ころ|はいえ|もあれ|りわけ|くに|ても|もに)|って|など|[のをへ,、・]|[がはもにで](?=[^ぁ-ん])"
)
_QUOTED = re.compile(
    # Behind a full stop without a bracket: only a cue shows that these were a quote's last words.
    r"と(?:述べ|語[りっる]|話[しす]|し[てた]|指摘|強調|発表|説明|訴え|主張|明らか|答え|コメント|の(?:見方|考え|認識))"
)


def split_sentences(plain: str, brackets: Brackets | None = None) -> tuple[Span, ...]:
    """Sentences of width-folded text, in order, without surrounding white space; together they hold all else.

    `brackets` are those of the text, found if not given. Takes linear time on any input.
    """
    partner, soft = brackets or find_brackets(plain)
    sentences: list[Span] = []
    start = at = _skip_space(plain, 0)
    size = len(plain)
    while start < size:
        match = _MARKS.search(plain, at)
        if match is None:
            end = at = size
        elif (mark := match[0]) in CLOSER_OF:
            close = partner.get(match.start())
            at = match.end() if close is None else close + 1
            if close is None or not _closes_sentence(plain, close):
                continue
            end = at
        elif mark == "\n":
            at = match.end()
            if match.start() in soft:
                continue
            end = match.start()
        else:
            at = end = _end_marks(plain, match.start())
            if not _ends_sentence(plain, match.start(), end):
                continue
        stop = end
        while stop > start and plain[stop - 1].isspace():
            stop -= 1
        if stop > start:
            sentences.append(Span(start, stop))
        start = at = _skip_space(plain, end)
    return tuple(sentences)


def _skip_space(plain: str, at: int) -> int:
    match = _SPACE.match(plain, at)
    return match.end() if match else at


def _end_marks(plain: str, at: int) -> int:
    match = _ENDS.match(plain, at)
    return match.end() if match else at


def _closes_sentence(plain: str, close: int) -> bool:
    """Whether the sentence ends with the bracket at `close`: 「…。」 and then a gap."""
    behind = _skip_space(plain, close + 1)
    return plain[close - 1] in "。!?" and behind > close + 1 and not _GOES_ON.match(plain, behind)


def _ends_sentence(plain: str, at: int, end: int) -> bool:
    """Whether the mark at `at`, with its fellows and lost closing brackets up to `end`, ends a sentence."""
    mark, before, behind = plain[at], plain[at - 1 : at], plain[end : end + 1]
    if not behind or behind == "\n":
        return True
    if mark == "。":
        return not (_QUOTED if plain[end - 1] == "。" else _GOES_ON).match(plain, end)
    if mark == ".":
        japanese = before.isalpha() and not before.isascii()
        return japanese and end == at + 1 and not (behind.isascii() and behind.isalnum())
    inside_name = before.isascii() and before.isalnum() and not behind.isspace()  # Yahoo!ニュース
    return not inside_name and not _GOES_ON.match(plain, end)
