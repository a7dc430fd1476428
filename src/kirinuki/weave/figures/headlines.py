"""The headlines of a storyline: what other reports list tells no number, and what they name is the storyline's own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kirinuki.model.text import Span, fold_width

_LEAST = 8
"""Characters of a headline that is looked for in other reports."""


class Headlines:
    """Made once a storyline."""

    def __init__(self, titles: Iterable[str]) -> None:
        folded = {fold_width(title): None for title in titles}
        self._all = "\n".join(folded)
        forms = {form: None for title in folded for form in (title, re.sub(r"\s", "", title))}
        self._forms = [form for form in forms if len(form) >= _LEAST]

    def __bool__(self) -> bool:
        return bool(self._all)

    def name(self, words: str) -> bool:
        """Whether a headline holds the words."""
        return words in self._all

    def find(self, plain: str) -> list[Span]:
        """Where headlines stand in a width-folded text, as they are or without their spaces; in order."""
        found = []
        for form in self._forms:
            at = plain.find(form)
            while at >= 0:
                found.append(Span(at, at + len(form)))
                at = plain.find(form, at + len(form))
        return sorted(found)
