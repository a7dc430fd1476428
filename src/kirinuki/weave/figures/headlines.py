"""The headlines of a storyline: what other reports list tells no number, and what they name is the storyline's own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kirinuki.model.text import Span, fold_width

_LEAST = 8
"""Characters of a headline that is looked for in other reports."""
_BREAK, _HALF = re.compile("[-―–—〜~/|]"), 14
"""What parts a headline, and the characters of a half that is looked for too: lists give only the first."""
_RUNS, _LONG = (12, 20), 40
"""Characters on either side of a number that tell a run of headlines of other stories, which sites put into every report; and
how long a run is in which a comma may stand."""
_LIST = re.compile("(?:最近の|関連(?:する)?)[^、。「」]{0,16}(?:記事|ニュース)")
_PROSE = 0.34
"""The share of hiragana that no such run reaches, and sentences do."""


class Headlines:
    """Made once a storyline."""

    def __init__(self, titles: Iterable[str], texts: Iterable[str] = ()) -> None:
        self._texts = [fold_width(text) for text in texts]
        folded = {fold_width(title): None for title in titles}
        self._all = "\n".join(folded)
        forms = {form: None for title in folded for form in (title, re.sub(r"\s", "", title))}
        halves = {half: None for title in folded for half in _BREAK.split(title) if len(half) >= _HALF}
        self._forms = [form for form in forms | halves if len(form) >= _LEAST]

    def __bool__(self) -> bool:
        return bool(self._all)

    def name(self, words: str) -> bool:
        """Whether a headline holds the words."""
        return words in self._all

    def lists_from(self, plain: str, sentence: Span) -> int:
        """Where in a sentence a list of other reports begins that a site puts behind its text; its end where there is none."""
        match = _LIST.search(plain, sentence.start, sentence.end)
        return match.start() if match else sentence.end

    def run_through(self, plain: str, number: Span) -> bool:
        """Whether the number stands in words without a sentence that another report has too: headlines that a site repeats."""
        return any(self._repeats(plain[max(0, number.start - reach) : number.end + reach]) for reach in _RUNS)

    def _repeats(self, run: str) -> bool:
        if "。" in run or ("、" in run and len(run) < _LONG):
            return False
        prose = sum("ぁ" <= c <= "ゟ" for c in run) >= _PROSE * len(run)
        return not prose and sum(run in text for text in self._texts) > 1

    def find(self, plain: str) -> list[Span]:
        """Where headlines stand in a width-folded text, as they are or without their spaces; in order."""
        found = []
        for form in self._forms:
            at = plain.find(form)
            while at >= 0:
                found.append(Span(at, at + len(form)))
                at = plain.find(form, at + len(form))
        return sorted(found)
