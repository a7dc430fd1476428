"""The reader: fixed steps over one text, each adding a layer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kirinuki.errors import ReadingError
from kirinuki.model.correction import Correction
from kirinuki.model.reading import Reading
from kirinuki.model.text import fold_width
from kirinuki.read.brackets import find_brackets
from kirinuki.read.corrections import Mender, version_of
from kirinuki.read.morphemes import tokenize
from kirinuki.read.names import find_names
from kirinuki.read.names.own import OwnNames
from kirinuki.read.quantities import find_quantities
from kirinuki.read.sentences import split_sentences
from kirinuki.read.statements import find_statements
from kirinuki.read.times import find_times

VERSION = "3"
"""Goes up with every change that can change a reading; stored readings of other versions are made again."""


class Reader:
    """Reads Japanese news text. Holds no state between texts and may be shared between threads.

    `names` are a person's own: what they say is part of the reader's `version`.
    """

    def __init__(self, names: OwnNames | None = None) -> None:
        self._names = names or OwnNames()
        self.version = f"{VERSION}+{names.digest}" if names else VERSION

    def read(self, text: str, published: dt.date, corrections: Sequence[Correction] = ()) -> Reading:
        """All layers over `text`, relative dates resolved from `published`, with a person's corrections of them.

        Offsets count code points of `text` as given. Raises `ReadingError` for a text with lone
        surrogates, which is no Unicode text.
        """
        return self.mend(text, published, corrections)[0]

    def mend(
        self, text: str, published: dt.date, corrections: Sequence[Correction]
    ) -> tuple[Reading, list[tuple[Correction, str]]]:
        """What `read` gives, and the corrections that did not fit, each with what was in the way."""
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
        mender = Mender(text, corrections)
        times, durations = mender.times(*find_times(plain, sentences, morphemes, published, brackets))
        taken = (*times, *durations)
        quantities = mender.quantities(find_quantities(text, plain, morphemes, taken=taken), taken)
        entities = mender.entities(find_names(text, plain, morphemes, self._names))
        statements, hedged = find_statements(
            plain, published, sentences, morphemes, entities, times, brackets
        )
        reading = Reading(
            text=text,
            published=published,
            version=version_of(self.version, corrections),
            sentences=sentences,
            times=times,
            durations=durations,
            quantities=quantities,
            entities=entities,
            statements=mender.statements(statements),
            hedged=mender.hedged(hedged),
            morphemes=morphemes,
        )
        return reading, mender.unfit
