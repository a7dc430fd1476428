"""The reader: fixed steps over one text, each adding a layer."""

from __future__ import annotations

import datetime as dt

from kirinuki.errors import ReadingError
from kirinuki.model.reading import Reading
from kirinuki.model.text import fold_width
from kirinuki.read.brackets import find_brackets
from kirinuki.read.morphemes import tokenize
from kirinuki.read.names import find_names
from kirinuki.read.names.own import OwnNames
from kirinuki.read.quantities import find_quantities
from kirinuki.read.sentences import split_sentences
from kirinuki.read.statements import find_statements
from kirinuki.read.times import find_times

VERSION = "1"
"""Goes up with every change that can change a reading; stored readings of other versions are made again."""


class Reader:
    """Reads Japanese news text. Holds no state between texts and may be shared between threads.

    `names` are a person's own: what they say is part of the reader's `version`.
    """

    def __init__(self, names: OwnNames | None = None) -> None:
        self._names = names or OwnNames()
        self.version = f"{VERSION}+{names.digest}" if names else VERSION

    def read(self, text: str, published: dt.date) -> Reading:
        """All layers over `text`, relative dates resolved from `published`.

        Offsets count code points of `text` as given. Raises `ReadingError` for a text with lone
        surrogates, which is no Unicode text.
        """
        if not text.isascii():
            try:
                text.encode()
            except UnicodeEncodeError as e:
                raise ReadingError(
                    f"文字 {e.start} は単独のサロゲートで、文字として読めません (lone surrogate at {e.start}): "
                    "正しい文字コードで読み直してください"
                ) from None
        plain = fold_width(text)
        brackets = find_brackets(plain)
        sentences = split_sentences(plain, brackets)
        morphemes = tokenize(text, sentences)
        times, durations = find_times(plain, sentences, morphemes, published, brackets)
        quantities = find_quantities(text, plain, morphemes, taken=(*times, *durations))
        entities = find_names(text, plain, morphemes, self._names)
        statements, hedged = find_statements(
            plain, published, sentences, morphemes, entities, times, brackets
        )
        return Reading(
            text=text,
            published=published,
            version=self.version,
            sentences=sentences,
            times=times,
            durations=durations,
            quantities=quantities,
            entities=entities,
            statements=statements,
            hedged=hedged,
            morphemes=morphemes,
        )
