"""One text's morphemes as codes: what the rules of names look at. Positions count morphemes."""

from __future__ import annotations

import re
from bisect import bisect_left

from kirinuki.model.reading import Entity, EntityType, Morphemes
from kirinuki.read.names.grammar import BEHIND, INSIDE
from kirinuki.read.names.words import CODES, lexicon

_LONGEST_TITLE = 12


def kinds(names: str) -> frozenset[str]:
    """The codes of these kinds, written with | between them."""
    return frozenset(CODES[name] for name in names.split("|"))


PLACES = kinds("country|prefecture|place")
APPOSED = kinds("apposed|group|legal")
STARTS = kinds(
    "country|prefecture|place|abbreviation|surname|given|person|kperson|unknown|rare|proper|kproper|latin|paper"
    "|starter|wholeorg|wholefacility|outlet|short"
)
"""With what the name of an organisation or a facility starts in a row of nouns."""
DOT = CODES["dot"]
KANJI = re.compile("[一-鿿々]+")
KATAKANA = re.compile(r"[ァ-ヺー・A-Za-z]+")


class CodedText:
    """A text, width-folded as `plain`, with one code of `words.CODES` a morpheme."""

    def __init__(self, codes: str, text: str, plain: str, morphemes: Morphemes) -> None:
        self.codes, self.text, self.plain, self.morphemes = codes, text, plain, morphemes

    def words(self, first: int, last: int) -> str:
        """The words of these morphemes."""
        return self.plain[self.morphemes.starts[first] : self.morphemes.ends[last - 1]]

    def length(self, first: int, last: int) -> int:
        """How many characters these morphemes have."""
        return self.morphemes.ends[last - 1] - self.morphemes.starts[first]

    def entity(self, first: int, last: int, type_: EntityType, why: str) -> Entity:
        """These morphemes as a name."""
        return Entity(self.morphemes.starts[first], self.morphemes.ends[last - 1], type_, why)

    def is_quoting(self, last: int) -> bool:
        """Whether the bracket that closes here is followed by と, so that it may hold what somebody said."""
        return self.plain.startswith("」と", self.morphemes.ends[last - 1])

    def title_at(self, position: int) -> str | None:
        """The title that starts here, behind a gloss in brackets or a dot if there is one."""
        return self.words_of(BEHIND.match(self.codes, position))

    def words_of(self, match: re.Match[str] | None) -> str | None:
        """The words of a title that the grammar found."""
        if match is None:
            return None
        first, last = match.span(1)
        return self.text[self.morphemes.starts[first] : self.morphemes.ends[last - 1]]

    def title_behind(self, end: int) -> str | None:
        """The title that starts at this place of the text; a plain one also where Sudachi cut the words elsewhere."""
        position = bisect_left(self.morphemes.starts, end)
        if position < len(self.codes) and self.morphemes.starts[position] == end:
            return self.title_at(position)
        for length in range(_LONGEST_TITLE, 0, -1):
            if self.plain[end : end + length] in lexicon("titles"):
                return self.text[end : end + length]
        return None

    def stands_alone(self, position: int) -> bool:
        """Whether the row of nouns ends with this morpheme."""
        return not INSIDE.match(self.codes, position + 1)
