"""Morphemes by Sudachi, as columns. The only module that speaks to Sudachi.

A Sudachi tokenizer shared between threads raises, so each thread gets its own; the dictionary is shared.
One call takes at most 49,149 bytes of UTF-8, so long text is cut, at sentence bounds where there are any.

Readings in brackets, 大沢(おおさわ)知事, are taken out before: they are no words of the text, and with them in between Sudachi
does not see that 久世(くぜ)亮市長 is a man's name and a mayor. So are marks of direction, which nobody sees and of which Sudachi
makes one word with the bracket behind them. A word they stand in spans them.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, count, takewhile
from typing import NamedTuple

import sudachipy

from kirinuki.model.reading import Morphemes
from kirinuki.model.text import Span, fold_width

_LIMIT = 12_000
"""Code points a call: at most four bytes each, this stays below Sudachi's limit for any text."""

_UNSEEN = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Inside of a regex character class: marks of direction."""
_READING = re.compile(rf"[(（{_UNSEEN}](?:(?<=[{_UNSEEN}])|(?<=[一-鿿々].)[ぁ-ゖー・ 　]{{1,16}}[)）])")
"""Looks to the left only behind its first character, because `re` scans fast for a pattern that begins with a set."""

_IN_KANA = re.compile("[ぁ-ゖァ-ヺー]+")

_local = threading.local()


_NORMALISERS = [
    {"class": "com.worksap.nlp.sudachi.DefaultInputTextPlugin"},
    {
        "class": "com.worksap.nlp.sudachi.ProlongedSoundMarkPlugin",
        "prolongedSoundMarks": ["ー", "-", "⁓", "〜", "〰"],
        "replacementSymbol": "ー",
    },
]
"""Sudachi's own but for the one that takes a reading in brackets into the word: 大沢(おおさわ) is a name and its
reading, and 選手(イタリア) no reading at all."""

_FIELDS = {"pos", "dictionary_form", "normalized_form"}
"""What Sudachi loads of each word: without the normalised form it would not join the digits of a number."""


@cache
def _dictionary() -> sudachipy.Dictionary:
    return sudachipy.Dictionary(dict="core", config=sudachipy.Config(inputTextPlugin=_NORMALISERS))


def _tokenizer() -> sudachipy.Tokenizer:
    tokenizer: sudachipy.Tokenizer | None = getattr(_local, "tokenizer", None)
    if tokenizer is None:
        tokenizer = _local.tokenizer = _dictionary().tokenizer(mode=sudachipy.SplitMode.C, fields=_FIELDS)
    return tokenizer


class _Part(NamedTuple):
    """What a part of speech of the dictionary is: tag, inflection form, and whether its words inflect."""

    tag: str
    form: str
    inflects: bool


@cache
def _parts() -> list[_Part]:
    """The dictionary's parts of speech, by their ids."""
    parts = []
    for levels in takewhile(bool, map(_dictionary().pos_of, count())):
        assert levels is not None
        form = "" if levels[5] == "*" else levels[5]
        parts.append(_Part("-".join(x for x in levels[:4] if x != "*"), form, bool(form)))
    return parts


def is_common_noun(word: str) -> bool:
    """Whether the dictionary holds `word` as a common noun, whatever else it may be.

    A morpheme that Sudachi made up for unknown katakana is tagged as a common noun without being one.
    """
    return any(map(_common_nouns(), _dictionary().lookup(word)))


@cache
def _common_nouns() -> sudachipy.PosMatcher:
    return _dictionary().pos_matcher(lambda levels: "普通名詞" in levels)


def is_surname(word: str) -> bool:
    """Whether the dictionary holds `word` as a surname, whatever else it may be."""
    return any("姓" in m.part_of_speech() for m in _dictionary().lookup(word))


def is_given_name(word: str) -> bool:
    """Whether the dictionary holds `word` as a given name, whatever else it may be."""
    return any(m.part_of_speech()[3] == "名" for m in _dictionary().lookup(word))


def is_place(word: str) -> bool:
    """Whether the dictionary holds `word` as the name of a place, whatever else it may be."""
    return any(m.part_of_speech()[2] == "地名" for m in _dictionary().lookup(word))


def tokenize(text: str, sentences: Sequence[Span]) -> Morphemes:
    """Morphemes of `text`; offsets count code points of `text`. `sentences` must be in order."""
    starts: list[int] = []
    ends: list[int] = []
    tags: list[str] = []
    forms: list[str] = []
    lemmas: list[str] = []
    words: list[str] = []
    part_of, tokenizer = _parts(), _tokenizer()
    for piece in _pieces(text, sentences):
        read, cuts, shifts = _without_readings(piece.of(text))
        first = len(words)
        # One walk, so that no morpheme outlives its step: keeping them costs more than all that is asked of them.
        for m in tokenizer.tokenize(read):
            if not (word := m.raw_surface()):
                continue  # Sudachi gives empty morphemes where its own normalisation dropped a character
            tag, form, inflects = part_of[m.part_of_speech_id()]
            words.append(word)
            tags.append(tag)
            forms.append(form)
            lemmas.append(m.dictionary_form() if inflects else word)
        borders = list(
            accumulate(map(len, words[first:]), initial=0)
        )  # a word begins where the one before ends
        if cuts:
            starts += [piece.start + at + shifts[bisect_right(cuts, at)] for at in borders[:-1]]
            ends += [piece.start + at + shifts[bisect_left(cuts, at)] for at in borders[1:]]
            for i in range(first, len(words)):
                words[i] = text[starts[i] : ends[i]]
                if not forms[i]:
                    lemmas[i] = words[i]
        else:
            if piece.start:
                borders = [piece.start + at for at in borders]
            starts += borders[:-1]
            ends += borders[1:]
    if (plain := fold_width(text)) != text:
        words = [plain[start:end] for start, end in zip(starts, ends, strict=True)]
        lemmas = [lemma if form else word for word, form, lemma in zip(words, forms, lemmas, strict=True)]
    return Morphemes(starts, ends, tags, forms, lemmas, words)


def _without_readings(words: str) -> tuple[str, list[int], list[int]]:
    """`words` without readings in brackets and marks of direction; where in the result one was taken out, and by how
    much what stands behind the first n of them has moved."""
    readings = [match.span() for match in _READING.finditer(words)]
    if not readings:
        return words, [], []
    shifts = [0, *accumulate(end - start for start, end in readings)]
    cuts = [start - shift for (start, _), shift in zip(readings, shifts, strict=False)]
    return _READING.sub("", words), cuts, shifts


def _pieces(text: str, sentences: Sequence[Span]) -> Iterator[Span]:
    """Runs of whole sentences that fit into one call; a longer sentence is cut where it must be."""
    start = 0
    for sentence in [*sentences, Span(len(text), len(text))]:
        if sentence.end - start <= _LIMIT and sentence.start < len(text):
            continue
        cut = sentence.start
        if cut > start:
            yield from _cut(text, start, cut)
            start = cut
    if start < len(text):
        yield from _cut(text, start, len(text))


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """`start` to `end` in pieces that fit, cut behind a comma where there is one."""
    while end - start > _LIMIT:
        comma = max(text.rfind(mark, start + _LIMIT // 2, start + _LIMIT) for mark in "、，,")
        cut = comma + 1 if comma > 0 else start + _LIMIT
        yield Span(start, cut)
        start = cut
    if start < end:
        yield Span(start, end)


def spoken(text: str, reading: str) -> list[str]:
    """The words of a text that are read so (in katakana) and not written in kana, the most frequent first."""
    tokenizer = _dictionary().tokenizer(
        mode=sudachipy.SplitMode.A, fields={"reading_form", "normalized_form"}
    )
    found = Counter(
        morpheme.surface()
        for at in range(0, len(text), _LIMIT)
        for morpheme in tokenizer.tokenize(text[at : at + _LIMIT])
        if morpheme.reading_form() == reading and not _IN_KANA.fullmatch(morpheme.surface())
    )
    return sorted(found, key=lambda word: (-found[word], word))
