"""A side of comparisons: a statement, whose words it holds, and what there is in it to compare."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kirinuki.model.chronicle import Claim
from kirinuki.model.reading import Interval
from kirinuki.model.text import Span, fold_width
from kirinuki.weave.claims.propositions import Proposition
from kirinuki.weave.naming import is_outlet

_PRESS = re.compile("(?:報道)?各[紙社局]|複数の(?:報道|メディア)|報道|メディア|(?:同|地元)[紙局]")
"""Outlets that nobody names: 各紙, 地元メディア."""
_SEVERAL = re.compile("[や、・]|と(?!ころ)")
_DIGITS = re.compile(r"[0-9][0-9.,]*")
OUTLET = "outlet:"
"""What the key of an outlet begins with that tells a thing on nobody's authority."""


@dataclass(frozen=True, slots=True)
class Side:
    """A statement as a side of comparisons: its claim, and what there is in it to compare.

    `place` is its number in the storyline, `key` one for all that this speaker says (None where nobody is named), `name`
    the speaker's name and `short` a body's abbreviation, `source` the text that it stands in. `asserts` where it says that
    something is so. `points_back` are the words by which it denies what was said before it (そのような事実はない, これを否定した),
    `bare` where these name nothing of it, `whose` those that tell whose or what it was. `of_old` where the sentence tells of
    another time (当初は否定していた), `in_contrast` where it has 一方, `cited` where it is the headline of another report.
    `charge` where it is what somebody is held to have done; `disputes` is the word that denies such a charge without naming
    it, `takes_back` the one by which the speaker takes back what the `nouns` name. `about` is what its sentence says that it is
    said of (参拝について).
    """

    place: int
    article: str
    claim: Claim
    key: str | None
    name: str
    source: str
    told: str
    content: Span
    propositions: tuple[Proposition, ...]
    names: frozenset[str]
    asserts: bool = True
    points_back: Span | None = None
    bare: bool = False
    whose: str = ""
    short: str = ""
    of_old: bool = False
    in_contrast: bool = False
    cited: bool = False
    charge: bool = False
    disputes: Span | None = None
    takes_back: Span | None = None
    nouns: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()

    @property
    def day(self) -> Interval:
        """When it was said, or published."""
        return self.claim.said

    @property
    def text(self) -> str:
        return self.claim.evidence.text

    @property
    def is_person(self) -> bool:
        """Whether a person speaks for himself, and no body through him."""
        return self.key is not None and self.key.startswith("person:")

    @property
    def names_persons(self) -> bool:
        """Whether its words name a person."""
        return any(name.startswith("PERSON:") for name in self.names)

    @property
    def quoted(self) -> bool:
        """Whether these are the very words, in quotation marks."""
        return self.source[: self.content.start].endswith(("「", "『"))

    @property
    def unnamed(self) -> bool:
        """Whether the speaker is only described (男, 関係者), so that another report may name him."""
        return self.key is None or self.key.startswith(f"{self.article}:")

    @property
    def figures(self) -> frozenset[str]:
        """The numbers that it gives, as their digits."""
        return frozenset(_DIGITS.findall(fold_width(self.text)))

    @property
    def relays(self) -> bool:
        """Whether it is an outlet's own telling, or that of several: 朝日や読売など, 各紙."""
        names = _SEVERAL.split(self.name.removesuffix("など"))
        own = self.key is not None and self.key.startswith(OUTLET)
        return own or _PRESS.match(self.name) is not None or all(map(is_outlet, names))

    @property
    def speaker(self) -> str:
        """The speaker as the interface names it."""
        return self.claim.speaker.text if self.claim.speaker else "話者不明"
